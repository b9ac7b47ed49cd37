/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/word_fonts.h"

#include <math.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/decode.h"
#include "text/syllable.h"

/* ---- what pdftohtml says -------------------------------------------------------------------- */

/* "ABCDEF+.VnTimeH,Bold": the part of a font that the file has, and its style, say nothing here. */
static const char *charset_of(tc_span family)
{
    enum { SUBSET = 7 };
    static const tc_span STYLES[] = {TC_SPAN_LIT(","), TC_SPAN_LIT("-Bold"), TC_SPAN_LIT("-Ital"),
                                     TC_SPAN_LIT("Bold"), TC_SPAN_LIT("Italic")};
    if (family.len > SUBSET && family.ptr[SUBSET - 1] == '+')
        family = tc_span_sub(family, SUBSET, family.len);
    for (size_t i = 0; i < sizeof STYLES / sizeof *STYLES; i++) {
        size_t at = tc_span_find(family, STYLES[i]);
        family.len = at == SIZE_MAX ? family.len : at;
    }
    return tc_charset_of_font(family);
}

/* A whole number; -1 when it is none. */
static long whole(tc_span tag, const char *name)
{
    tc_span s = tc_html_attribute(tag, name);
    long n = 0;
    bool negative = s.len && s.ptr[0] == '-';
    for (size_t i = negative; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9' || i > 7)
            return -1;
        n = n * 10 + (s.ptr[i] - '0');
    }
    return negative ? -n : n;
}

static void take_tag(tc_word_fonts *f, tc_span tag)
{
    if (tc_span_starts(tag, TC_SPAN("page "))) {
        tc_vec_push(f->x->arena, &f->pages, f->runs.len);
    } else if (tc_span_starts(tag, TC_SPAN("fontspec "))) {
        const char *charset = charset_of(tc_html_attribute(tag, "family"));
        if (whole(tag, "id") == (long)f->charsets.len)
            tc_vec_push(f->x->arena, &f->charsets, charset);
    } else if (tc_span_starts(tag, TC_SPAN("text ")) && f->pages.len) {
        double x = (double)whole(tag, "left"), y = (double)whole(tag, "top");
        size_t font = (size_t)whole(tag, "font");
        tc_font_run run = {
            {x, y, x + (double)whole(tag, "width"), y + (double)whole(tag, "height")},
            font < f->charsets.len ? f->charsets.items[font] : NULL};
        tc_vec_push(f->x->arena, &f->runs, run);
    }
}

bool tc_word_fonts_read(tc_word_fonts *f, tc_extraction *x, tc_span xml)
{
    *f = (tc_word_fonts){.x = x};
    bool any = false;
    for (;;) {
        size_t open = tc_span_find(xml, TC_SPAN("<"));
        if (open == SIZE_MAX)
            break;
        xml = tc_span_sub(xml, open + 1, xml.len);
        size_t close = tc_span_find(xml, TC_SPAN(">"));
        if (close == SIZE_MAX)
            break;
        take_tag(f, tc_span_sub(xml, 0, close));
        xml = tc_span_sub(xml, close + 1, xml.len);
    }
    for (size_t i = 0; i < f->charsets.len; i++)
        any |= f->charsets.items[i] != NULL;
    return any;
}

/* ---- words ---------------------------------------------------------------------------------- */

static bool holds(const tc_font_run *run, double x, double y)
{
    return x >= run->place.x0 && x <= run->place.x1 && y >= run->place.y0 && y <= run->place.y1;
}

/* Of the letter at this place; where no run is, as the one before. Words and runs come in about the
 * same order, so the search begins where the last one ended. */
static const char *charset_at(tc_word_fonts *f, size_t page, double x, double y)
{
    if (page >= f->pages.len)
        return f->last;
    size_t from = f->pages.items[page];
    size_t to = page + 1 < f->pages.len ? f->pages.items[page + 1] : f->runs.len;
    size_t at = f->near >= from && f->near < to ? f->near : from;
    for (size_t n = from; n < to; n++, at = at + 1 < to ? at + 1 : from)
        if (holds(&f->runs.items[at], x, y)) {
            f->near = at;
            f->last = f->runs.items[at].charset;
            break;
        }
    return f->last;
}

static bool is_letter(tc_span s, size_t at)
{
    return at < s.len && (tc_ascii_letter(s.ptr[at]) || (unsigned char)s.ptr[at] >= 0x80);
}

static tc_span decoded(tc_extraction *x, tc_span s, const char *charset)
{
    tc_decoded info = {0};
    tc_buf_reset(&x->text);
    if (tc_decode_visible(&x->text, s, charset, &info, NULL) != TC_OK)
        return s;
    return tc_arena_copy(x->arena, tc_buf_span(&x->text));
}

/* Is what stands around a hyphen one syllable when that is ư? */
static bool is_horned_u(tc_extraction *x, tc_span s, size_t at)
{
    enum { LONGEST = 16 };
    char word[LONGEST + 2];
    size_t from = at, to = at + 1, n = 0;
    while (from && is_letter(s, from - 1))
        from--;
    while (is_letter(s, to))
        to++;
    bool number = from && tc_ascii_digit(s.ptr[from - 1]);
    if (number || to - from < 2 || to - from > LONGEST)
        return false;
    for (size_t i = from; i < to; i++) {
        char c = s.ptr[i];
        if (i == at)
            word[n++] = '\xC2';
        word[n++] = i == at ? '\xAD' : tc_ascii_lower(c);
    }
    tc_syllable_count count = {0};
    tc_syllable_tally(decoded(x, tc_span_make(word, n), "tcvn3"), 2, &count);
    return count.words == 1 && count.marked_valid == 1;
}

/* Programs that write PDF files take the letter ư of these fonts for the hyphen that windows-1252
 * has in its place: "n-íc" is nước. */
static tc_span with_horned_u(tc_extraction *x, tc_span s)
{
    char *out = tc_arena_space(x->arena, 2 * s.len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        bool horned = s.ptr[i] == '-' && is_horned_u(x, s, i);
        if (horned)
            out[n++] = '\xC2';
        out[n++] = horned ? '\xAD' : s.ptr[i];
    }
    return tc_span_make(out, n);
}

static tc_span run_decoded(tc_extraction *x, tc_span s, const char *charset)
{
    if (!charset)
        return s;
    if (tc_span_starts(tc_span_str(charset), TC_SPAN("tcvn3")) && memchr(s.ptr, '-', s.len))
        s = with_horned_u(x, s);
    tc_span out = decoded(x, s, charset);
    if (!tc_span_eq(out, s))
        tc_extract_saw_charset(x, charset, out.len);
    return out;
}

static tc_span joined(tc_arena *arena, tc_span a, tc_span b)
{
    char *out = tc_arena_space(arena, a.len + b.len + 1, 1);
    memcpy(out, a.ptr, a.len);
    memcpy(out + a.len, b.ptr, b.len);
    return tc_span_make(out, a.len + b.len);
}

tc_span tc_word_fonts_decode(tc_word_fonts *f, size_t page, const tc_word_place *w, tc_span word)
{
    size_t count = 0, i = 0, from = 0;
    for (size_t at = 0; at < word.len; count++)
        tc_utf8_next(word, &at);
    const double width = (w->x1 - w->x0) / (double)count, y = (w->y0 + w->y1) / 2;
    const char *charset = NULL;
    tc_span out = TC_SPAN("");
    for (size_t at = 0; at < word.len; i++) {
        size_t start = at;
        tc_utf8_next(word, &at);
        const char *here = charset_at(f, page, w->x0 + ((double)i + 0.5) * width, y);
        if (start && here != charset) {
            out = joined(f->x->arena, out,
                         run_decoded(f->x, tc_span_sub(word, from, start), charset));
            from = start;
        }
        charset = here;
    }
    tc_span rest = run_decoded(f->x, tc_span_sub(word, from, word.len), charset);
    return from ? joined(f->x->arena, out, rest) : rest;
}
