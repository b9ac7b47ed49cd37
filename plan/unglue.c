/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a head that ran together when its table was made text: "CHÍNH PHỦCỘNG HÒA", "NAMĐộc
 * lập", "1055/KH-BGDĐTHà Nội, ngày". Only the first tokens of a text are looked at. */
#include "base/utf8.h"
#include "plan/internal.h"

#include <string.h>

/* Each way to part a word is written out to be compared: two syllables and an organ's code. */
enum { HEAD_TOKENS = 160, LEAST_LETTERS = 4, MOST_BYTES = 40, MOST_SPLITS = 8 };

typedef struct {
    size_t token;
    uint32_t at; /* byte of normalised text where the second word begins */
} cut;

static const tc_word *word_of(tc_plan_reader *reader, tc_span s, tc_error *err)
{
    const tc_word *w = NULL;
    return tc_lexicon_word(reader->lexicon, s, &w, err) == TC_OK ? w : NULL;
}

static bool is_syllable(tc_plan_reader *reader, tc_span s, tc_error *err)
{
    const tc_word *w = word_of(reader, s, err);
    return w && w->syllable;
}

static bool starts_folded(const tc_tokens *t, size_t i, const char *folded)
{
    const tc_word *w = i < t->len ? tc_token_word(t, i) : NULL;
    return w && tc_span_eq(w->folded, tc_span_str(folded));
}

/* "Độc": a capital and small letters */
static bool is_title(tc_arena *arena, tc_span s)
{
    size_t first = 0;
    tc_utf8_next(s, &first);
    tc_span capital = tc_span_sub(s, 0, first), rest = tc_span_sub(s, first, s.len);
    return rest.len && !tc_span_eq(capital, tc_text_lower(arena, capital)) &&
           tc_span_eq(rest, tc_text_lower(arena, rest));
}

/* Behind capitals a word with small letters: "NAM|Độc", "BGDĐT|Hà", "BTC|ngày"; behind small
 * letters a capital: "phủ|Cộng". All in capitals only before the emblem's own words. */
static uint32_t find_cut(tc_arena *arena, tc_plan_reader *reader, const tc_tokens *t, size_t i,
                         tc_error *err)
{
    static const struct {
        tc_span word;
        const char *next;
    } emblems[] = {{TC_SPAN_LIT("CỘNG"), "hoa"}, {TC_SPAN_LIT("ĐẢNG"), "cong"}};
    tc_span s = tc_token_span(t, i);
    if (t->items[i].flags & TC_ALL_CAPS) {
        for (size_t k = 0; k < sizeof emblems / sizeof *emblems; k++) {
            size_t head = s.len - emblems[k].word.len;
            if (s.len > emblems[k].word.len && starts_folded(t, i + 1, emblems[k].next) &&
                tc_span_eq(tc_span_sub(s, head, s.len), emblems[k].word) &&
                is_syllable(reader, tc_span_sub(s, 0, head), err))
                return t->items[i].start + (uint32_t)head;
        }
        return 0;
    }
    for (size_t at = 2; at < s.len; at++) {
        if (((unsigned char)s.ptr[at] & 0xC0) == 0x80)
            continue;
        tc_span head = tc_span_sub(s, 0, at), tail = tc_span_sub(s, at, s.len);
        bool caps = tc_span_eq(head, tc_text_upper(arena, head));
        bool small = tc_span_eq(tail, tc_text_lower(arena, tail));
        if (caps ? !small && !is_title(arena, tail)
                 : !is_title(arena, tail) || !is_syllable(reader, head, err))
            continue;
        if (is_syllable(reader, tail, err))
            return t->items[i].start + (uint32_t)at;
    }
    return 0;
}

/* The token in two: [start, at) and [at, end). */
static void split(tc_token *out, const tc_token *in, const tc_tokens *t, uint32_t at,
                  tc_plan_reader *reader, tc_arena *arena, tc_error *err)
{
    tc_span norm = t->text->norm;
    uint32_t bounds[] = {in->start, at, in->end};
    for (size_t k = 0; k < 2; k++) {
        tc_span s = tc_span_sub(norm, bounds[k], bounds[k + 1]);
        const tc_word *w = word_of(reader, s, err);
        bool caps = tc_span_eq(s, tc_text_upper(arena, s));
        out[k] = *in;
        out[k].start = bounds[k];
        out[k].end = bounds[k + 1];
        out[k].word = w ? w->id : in->word;
        /* another cell: its words begin anew, as behind a wide gap */
        out[k].flags = (uint8_t)(k ? 0 : in->flags & ~(TC_CAPITAL | TC_ALL_CAPS));
        out[k].flags |= (uint8_t)((caps ? TC_CAPITAL | TC_ALL_CAPS : 0) |
                                  (caps || is_title(arena, s) ? TC_CAPITAL : 0));
    }
}

const tc_tokens *tc_unglue(tc_arena *arena, tc_plan_reader *reader, const tc_tokens *t,
                           tc_error *err)
{
    cut cuts[MOST_SPLITS];
    size_t count = 0;
    for (size_t i = 0; i < t->len && i < HEAD_TOKENS && count < MOST_SPLITS; i++) {
        const tc_word *w = t->items[i].kind == TC_TOKEN_WORD ? tc_token_word(t, i) : NULL;
        if (!w || w->syllable || w->letters < LEAST_LETTERS || !(t->items[i].flags & TC_CAPITAL) ||
            t->items[i].end - t->items[i].start > MOST_BYTES)
            continue;
        uint32_t at = find_cut(arena, reader, t, i, err);
        if (at)
            cuts[count++] = (cut){i, at};
    }
    if (!count)
        return t;
    tc_tokens *out = tc_arena_alloc(arena, sizeof *out);
    *out = *t;
    out->len = t->len + count;
    out->items = tc_arena_array(arena, out->len, sizeof *out->items);
    out->lines = tc_arena_array(arena, t->line_count, sizeof *out->lines);
    memcpy(out->lines, t->lines, t->line_count * sizeof *out->lines);
    for (size_t i = 0, k = 0; i < t->len; i++)
        if (k < count && cuts[k].token == i) {
            split(&out->items[i + k], &t->items[i], t, cuts[k].at, reader, arena, err);
            k++;
        } else {
            out->items[i + k] = t->items[i];
        }
    for (size_t line = 0; line < t->line_count; line++) {
        const tc_line *in = &t->lines[line];
        for (size_t k = 0; k < count; k++) {
            out->lines[line].first += cuts[k].token < in->first;
            out->lines[line].count +=
                cuts[k].token >= in->first && cuts[k].token < in->first + in->count;
        }
    }
    return out;
}
