/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Helpers that every reader of plan/ uses: lines, sections, sentences, text of a token range. */
#include "plan/internal.h"

#include "base/utf8.h"

size_t tc_reading_line(const tc_reading *r, size_t token)
{
    const tc_tokens *t = r->tokens;
    size_t low = 0, high = t->line_count; /* the last line that starts at or before the token */
    uint32_t start = t->items[token].start;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (t->lines[mid].start <= start)
            low = mid;
        else
            high = mid;
    }
    return low;
}

uint32_t tc_reading_section(const tc_reading *r, size_t token)
{
    if (!r->line_section || r->tokens->line_count == 0 || token >= r->tokens->len)
        return TC_NO_SECTION;
    return r->line_section[tc_reading_line(r, token)];
}

tc_range tc_reading_range(const tc_reading *r, size_t first, size_t next)
{
    tc_range range = {0, 0};
    if (first < next) {
        range.start = r->tokens->items[first].start;
        range.end = r->tokens->items[next - 1].end;
    }
    return range;
}

/* Abbreviations that end in "." without ending a sentence: "TP. Lai Châu", "TS. Nguyễn Văn A". */
static bool abbreviates(const tc_tokens *t, size_t i)
{
    static const char *const known[] = {"tp", "tx",  "tt", "ths", "ts", "pgs", "gs",  "bs", "cn",
                                        "ks", "pct", "ct", "tm",  "kt", "tl",  "tuq", "q",  "st"};
    const tc_word *w = tc_token_word(t, i);
    if (!w)
        return false;
    if (w->letters == 1 && (t->items[i].flags & TC_CAPITAL)) /* an initial: "C. Mác" */
        return true;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (tc_span_eq(w->lower, tc_span_str(known[k])))
            return true;
    return false;
}

/* Does the token open an item of a list: "- ", "+ ", "a) ", "1. ", "1.2. ", "| "? */
static bool opens_item(const tc_tokens *t, size_t i)
{
    if (!(t->items[i].flags & TC_LINE_START))
        return false;
    if (t->items[i].kind == TC_TOKEN_PUNCT) {
        uint32_t cp = t->items[i].word;
        if (i + 1 >= t->len || (t->items[i + 1].flags & TC_LINE_START))
            return false;
        if (cp == '*') /* a bullet, but not the mark of emphasis */
            return !(t->items[i + 1].flags & TC_GLUED);
        return cp == '-' || cp == '+' || cp == '|' || cp == 0x2013 || cp == 0x2022;
    }
    const tc_word *w = tc_token_word(t, i);
    bool short_mark = w->digits
                          ? t->items[i].end - t->items[i].start <= 2
                          : w->letters == 1 || (w->roman && (t->items[i].flags & TC_ALL_CAPS));
    return short_mark && i + 1 < t->len && (t->items[i + 1].flags & TC_GLUED) &&
           (tc_token_is_sign(t, i + 1, '.') || tc_token_is_sign(t, i + 1, ')'));
}

/* Is token i the last one of a sentence? */
static bool ends_sentence(const tc_tokens *t, size_t i)
{
    if (t->items[i].kind != TC_TOKEN_PUNCT)
        return false;
    uint32_t cp = t->items[i].word;
    if (cp == ';' || cp == '!' || cp == '?')
        return true;
    if (cp != '.')
        return false;
    if (i + 1 >= t->len)
        return true;
    if (t->items[i + 1].flags & TC_GLUED) /* 7.5.1954, TP.HCM; but the end mark "./." */
        return tc_token_is_sign(t, i + 1, '"') || tc_token_is_sign(t, i + 1, 0x201d);
    if (i > 0 && (abbreviates(t, i - 1) || opens_item(t, i - 1)))
        return false;
    if (i > 1 && tc_token_is_sign(t, i - 2, '.') && t->items[i - 1].kind == TC_TOKEN_DIGITS &&
        (t->items[i - 2].flags & TC_GLUED)) /* the mark of an item: "1.2. " */
        return false;
    return t->items[i + 1].kind != TC_TOKEN_WORD || (t->items[i + 1].flags & TC_CAPITAL) != 0;
}

static bool starts_sentence(const tc_tokens *t, size_t i)
{
    return (t->items[i].flags & TC_PARA_START) || opens_item(t, i) ||
           (i > 0 && ends_sentence(t, i - 1));
}

void tc_reading_sentence(const tc_reading *r, size_t first, size_t next, size_t *from, size_t *to)
{
    const tc_tokens *t = r->tokens;
    while (first > 0 && !starts_sentence(t, first))
        first--;
    while (next < t->len && !starts_sentence(t, next))
        next++;
    *from = first;
    *to = next;
}

tc_span tc_reading_text(const tc_reading *r, size_t first, size_t next)
{
    const tc_tokens *t = r->tokens;
    tc_range range = tc_reading_range(r, first, next);
    if (first >= next)
        return tc_span_make("", 0);
    size_t line = tc_reading_line(r, first), last = tc_reading_line(r, next - 1);
    if (line == last)
        return tc_text_squeeze(r->arena, tc_span_sub(t->text->norm, range.start, range.end));
    char *buf = tc_arena_alloc(r->arena, range.end - range.start + 1);
    size_t len = 0;
    for (; line <= last; line++) {
        if (r->line_class && r->line_class[line] == TC_LINE_FURNITURE)
            continue;
        size_t start = t->lines[line].start, end = t->lines[line].end;
        if (start < range.start)
            start = range.start;
        if (end > range.end)
            end = range.end;
        if (start >= end)
            continue;
        memcpy(buf + len, t->text->norm.ptr + start, end - start);
        len += end - start;
        buf[len++] = ' ';
    }
    return tc_text_squeeze(r->arena, tc_span_make(buf, len));
}

size_t tc_figures_skip(const tc_tokens *t, size_t i)
{
    while (i < t->len && t->items[i].kind == TC_TOKEN_PUNCT && t->items[i].word != ',')
        i++;
    return i;
}

/* A letter that figures are misread as: 1 for l and I, 0 for O and o, else -1. */
static int misread_digit(const tc_tokens *t, size_t i)
{
    tc_span s = i < t->len ? tc_token_span(t, i) : TC_SPAN("");
    if (s.len != 1)
        return -1;
    return s.ptr[0] == 'l' || s.ptr[0] == 'I' ? 1 : s.ptr[0] == 'O' || s.ptr[0] == 'o' ? 0 : -1;
}

uint32_t tc_figures_at(const tc_tokens *t, size_t *i)
{
    enum { FIGURES = 4, DIGITS = 5, MOST = 99999 };
    uint64_t value = 0;
    bool any = false;
    size_t k = *i = tc_figures_skip(t, *i);
    for (; k < t->len && k < *i + FIGURES; k++) {
        int letter = misread_digit(t, k);
        bool digits = t->items[k].kind == TC_TOKEN_DIGITS;
        if ((!digits && letter < 0) || (k > *i && !(t->items[k].flags & TC_GLUED)))
            break;
        any |= digits;
        if (t->items[k].end - t->items[k].start > DIGITS)
            return 0;
        for (uint32_t c = t->items[k].start; c < t->items[k].end; c++)
            value *= 10;
        value += digits ? tc_token_word(t, k)->value : (uint32_t)letter;
        if (value > MOST)
            return 0;
    }
    if (!any)
        return 0;
    *i = k;
    return (uint32_t)value;
}
