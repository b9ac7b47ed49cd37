/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/civil.h"
#include "text/date.h"

enum { LEAD, AMOUNT, PART_OF, COUNTED, HEADING, UNIT, ENDING };

#define CUE(SORT, MARKED, UNMARKED) {SORT, TC_SPAN_LIT(MARKED), TC_SPAN_LIT(UNMARKED)},
static const struct {
    int sort;
    tc_span marked, unmarked;
} cues[] = {
#include "text/day_cue.def"
};

static bool is_word(const tc_tokens *t, size_t i, const char *folded)
{
    const tc_word *w = tc_token_word(t, i);
    return w && tc_span_eq(w->folded, tc_span_str(folded));
}

/* The words of a cue, one or two, at token i. */
static bool spelt(const tc_tokens *t, size_t i, tc_span words)
{
    for (size_t at = 0, end; at < words.len; at = end + 1, i++) {
        end = at;
        while (end < words.len && words.ptr[end] != ' ')
            end++;
        const tc_word *w = i < t->len ? tc_token_word(t, i) : NULL;
        if (!w || !tc_span_eq(w->lower, tc_span_sub(words, at, end)))
            return false;
    }
    return words.len > 0;
}

static size_t word_count(tc_span words)
{
    return memchr(words.ptr, ' ', words.len) ? 2 : 1;
}

static bool cue_behind(const tc_tokens *t, size_t next, int sort)
{
    bool last = next + 1 >= t->len || t->items[next + 1].kind == TC_TOKEN_PUNCT;
    for (size_t k = 0; k < sizeof cues / sizeof *cues; k++)
        if ((cues[k].sort == sort || (last && cues[k].sort == ENDING)) &&
            (spelt(t, next, cues[k].marked) || spelt(t, next, cues[k].unmarked)))
            return true;
    return false;
}

static bool cue_before(const tc_tokens *t, size_t first, int sort)
{
    for (size_t k = 0; k < sizeof cues / sizeof *cues; k++) {
        size_t n = word_count(cues[k].marked);
        if (cues[k].sort == sort && first >= n &&
            (spelt(t, first - n, cues[k].marked) || spelt(t, first - n, cues[k].unmarked)))
            return true;
    }
    return false;
}

/* "quý 2/2024" is no February, "đợt 1/5" no first of May. */
static bool is_counted(const tc_tokens *t, const tc_dated *d)
{
    return t->items[d->first].kind == TC_TOKEN_DIGITS && !(d->date.year && d->date.day) &&
           cue_before(t, d->first, COUNTED);
}

/* "2/3 số xã", "ít nhất 2/3", "1/2 (một phần hai)", "hai phần ba (2/3)": one figure over another
 * and less than one. */
static bool is_fraction(const tc_tokens *t, const tc_dated *d)
{
    size_t i = d->first;
    if (d->date.year || d->date.day >= d->date.month || d->next != i + 3 ||
        !tc_token_is_sign(t, i + 1, '/') || t->items[i].kind != TC_TOKEN_DIGITS ||
        t->items[i].end - t->items[i].start != 1 ||
        t->items[i + 2].end - t->items[i + 2].start != 1 || cue_before(t, i, LEAD))
        return false;
    bool bracket = tc_token_is_sign(t, d->next, ')') && i > 0 && tc_token_is_sign(t, i - 1, '(');
    size_t first = i - bracket, next = d->next + bracket;
    bool spelt_out =
        (bracket && first > 1 && is_word(t, first - 2, "phan")) ||
        (tc_token_is_sign(t, next, '(') && next + 2 < t->len && is_word(t, next + 2, "phan"));
    return spelt_out || cue_before(t, first, AMOUNT) || cue_behind(t, next, PART_OF);
}

/* Dates begin with digits or with the word before them; only "mùng" has words behind it. */
static bool may_begin(const tc_tokens *t, size_t i)
{
    if (t->items[i].kind == TC_TOKEN_PUNCT)
        return false;
    if (t->items[i].kind == TC_TOKEN_DIGITS ||
        (i + 1 < t->len && t->items[i + 1].kind == TC_TOKEN_DIGITS))
        return true;
    char first = t->text->norm.ptr[t->items[i].start]; /* spares looking up nearly all words */
    if (first != 'm' && first != 'M')
        return false;
    tc_span folded = tc_token_word(t, i)->folded;
    return tc_span_eq(folded, TC_SPAN("mung")) || tc_span_eq(folded, TC_SPAN("mong"));
}

static bool small_at(const tc_tokens *t, size_t i, uint8_t *out)
{
    const tc_token *at = &t->items[i];
    if (at->kind != TC_TOKEN_DIGITS || at->end - at->start > 2)
        return false;
    *out = (uint8_t)tc_token_word(t, i)->value;
    return *out > 0;
}

static bool glued(const tc_tokens *t, size_t i)
{
    return i < t->len && (t->items[i].flags & TC_GLUED);
}

/* More of a number than "19-5": "19-5-7", "19.5%", "2.5m", "1.2.3". */
static bool goes_on(const tc_tokens *t, size_t i)
{
    if (!glued(t, i))
        return false;
    const tc_token *at = &t->items[i];
    return at->kind != TC_TOKEN_PUNCT || at->word == '%' || at->word == '-' || at->word == '/' ||
           glued(t, i + 1);
}

/* "mục 2.1", "TCVN 9-2", "5-11 tuổi", "2.5 triệu"; but "19-5 lần thứ 5". */
static bool is_measure(const tc_tokens *t, size_t first, size_t next)
{
    if (cue_before(t, first, LEAD))
        return false;
    bool ordinal = next + 1 < t->len && is_word(t, next, "lan") && is_word(t, next + 1, "thu");
    return cue_before(t, first, HEADING) || tc_token_is_sign(t, next, '%') ||
           (!ordinal && cue_behind(t, next, UNIT));
}

/* "19-5" or "19.5". */
static bool read_loose(const tc_tokens *t, tc_dated *out)
{
    size_t i = out->first, next = i + 3;
    uint8_t day, month;
    if (next > t->len || !small_at(t, i, &day) || !small_at(t, i + 2, &month) ||
        t->items[i + 1].kind != TC_TOKEN_PUNCT ||
        (t->items[i + 1].word != '-' && t->items[i + 1].word != '.') || !glued(t, i + 1) ||
        !glued(t, i + 2) || (i > 0 && glued(t, i)) || goes_on(t, next) || is_measure(t, i, next))
        return false;
    out->date = (tc_date){0, month, day};
    out->next = (uint32_t)next;
    out->loose = true;
    return tc_date_possible(out->date);
}

static bool is_either(const tc_tokens *t, size_t i, const char *marked, const char *unmarked)
{
    tc_span lower = t->items[i].kind == TC_TOKEN_WORD ? tc_token_word(t, i)->lower : TC_SPAN("");
    return tc_span_eq(lower, tc_span_str(marked)) || tc_span_eq(lower, tc_span_str(unmarked));
}

static bool is_dash(const tc_tokens *t, size_t i)
{
    uint32_t c = t->items[i].kind == TC_TOKEN_PUNCT ? t->items[i].word : 0;
    return c == '-' || (c >= 0x2010 && c <= 0x2015);
}

/* Where "đến", "đến hết" or a dash before token i begins; 0: nothing such, or nothing before it. A
 * dash that begins a line is of a list. */
static size_t goes_to(const tc_tokens *t, size_t i)
{
    size_t at = i > 2 && is_either(t, i - 1, "hết", "het") ? i - 2 : i - 1;
    bool to = i > 1 && (is_either(t, at, "đến", "den") || is_either(t, at, "tới", "toi") ||
                        (is_dash(t, i - 1) && !(t->items[i - 1].flags & TC_LINE_START)));
    return to ? at : 0;
}

/* "17" before "đến 19/5", "tháng 3" before "đến tháng 5/2024"; to: the token of "đến". *first: its
 * token. */
static bool read_first_day(const tc_tokens *t, const tc_dated *d, size_t to, bool typed,
                           tc_date *from, size_t *first)
{
    uint8_t value;
    size_t i = to - 1;
    if (!small_at(t, i, &value))
        return false;
    *from = d->date;
    *first = i;
    if (!d->date.day) {
        from->month = value;
        *first = i ? i - 1 : 0;
        return i && is_either(t, i - 1, "tháng", "thang");
    }
    from->day = value;
    bool led = i && is_either(t, i - 1, "ngày", "ngay");
    bool tight = glued(t, i + 1) && glued(t, i + 2) && !glued(t, i);
    *first = i - led;
    bool since = *first && is_either(t, *first - 1, "từ", "tu");
    return led || since || (typed && !is_dash(t, i + 1)) || (tight && !cue_before(t, i, HEADING));
}

/* "25/12 đến 5/1": over New Year. Of days further apart, "20/5 - 3/2", each is meant. */
static bool over_new_year(tc_date from, tc_date to)
{
    return from.year == 0 && to.year == 0 && from.month > to.month && from.month - to.month >= 6;
}

/* Takes in what a date is the end of; the date before it, if it is that. */
static void read_period(tc_dates *before, const tc_tokens *t, bool typed, tc_dated *d)
{
    tc_date from;
    size_t first, to = goes_to(t, d->first);
    const tc_dated *last = before->len ? &before->items[before->len - 1] : NULL;
    if (!to)
        return;
    bool whole = last && last->next == to && !last->from.month && !last->date.day == !d->date.day &&
                 (!last->date.year || d->date.year);
    if (whole) {
        from = last->date;
        first = last->first;
    } else if (!read_first_day(t, d, to, typed, &from, &first)) {
        return;
    }
    if ((!whole || !from.year) && d->date.year) /* "25/12 đến 5/1/2025" */
        from.year = (int16_t)(d->date.year - (from.month > d->date.month));
    if (!tc_date_possible(from) ||
        (tc_date_cmp(from, d->date) >= 0 && !over_new_year(from, d->date)))
        return;
    before->len -= whole;
    d->from = from;
    d->loose = false;
    d->first = (uint32_t)(first - (first && is_either(t, first - 1, "từ", "tu")));
}

void tc_dates_find(tc_dates *out, tc_arena *arena, const tc_tokens *t, bool typed)
{
    for (size_t i = 0, next; i < t->len; i = next) {
        tc_dated d = {.first = (uint32_t)i};
        bool found = may_begin(t, i) && tc_date_read(t, i, true, &d.date, &next);
        if (!found && typed && read_loose(t, &d)) {
            found = true;
            next = d.next;
        }
        if (!found) {
            next = i + 1;
            continue;
        }
        d.next = (uint32_t)next;
        if (!d.date.month || is_counted(t, &d) || is_fraction(t, &d))
            continue;
        read_period(out, t, typed, &d);
        tc_vec_push(arena, out, d);
    }
}
