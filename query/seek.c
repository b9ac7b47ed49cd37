/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/seek.h"

#include "base/utf8.h"

typedef struct {
    tc_arena *arena;
    tc_sought_text *text;
    const tc_sought *sought;
    tc_error *err;
} seeking;

/* ---- what is sought ----------------------------------------------------------------------- */

static void spell(tc_sought *out, tc_arena *arena, tc_span spelling)
{
    size_t first = 0;
    if (spelling.len == 0)
        return;
    tc_utf8_next(spelling, &first);
    tc_span capital = tc_text_upper(arena, tc_span_sub(spelling, 0, first));
    out->spellings[0] = spelling;
    out->spellings[1] = tc_text_upper(arena, spelling);
    out->spellings[2] =
        tc_span_str(tc_arena_printf(arena, "%.*s%.*s", (int)capital.len, capital.ptr,
                                    (int)(spelling.len - first), spelling.ptr + first));
}

/* All readings of a word have the letters of its folded key. */
static void find_letters(tc_sought *out, tc_arena *arena, const tc_query *q)
{
    size_t room = 0, len = 0, before = tc_field_prefix(q->field).len;
    for (size_t i = 0; i < q->count; i++)
        room += q->folded[i].word.len;
    char *letters = tc_arena_array(arena, room + 1, sizeof *letters);
    for (size_t i = 0; i < q->count; i++) {
        tc_span term = q->folded[i].word;
        size_t n = tc_skim_word(letters + len, tc_span_sub(term, before, term.len));
        if (n == 0)
            return;
        len += n;
    }
    out->letters = tc_span_make(letters, len);
}

void tc_sought_init(tc_sought *out, tc_arena *arena, const tc_query *q)
{
    *out = (tc_sought){.words = tc_together_new(arena, q)};
    spell(out, arena, q->spelling);
    if (q->folded)
        find_letters(out, arena, q);
}

/* ---- places ------------------------------------------------------------------------------- */

static tc_range line_around(tc_span text, tc_range r)
{
    while (r.start > 0 && text.ptr[r.start - 1] != '\n')
        r.start--;
    while (r.end < text.len && text.ptr[r.end] != '\n')
        r.end++;
    return r;
}

/* The first place where the whole phrase is spelt as it mostly is. */
static bool likely_place(tc_range *out, tc_span text, const tc_sought *sought)
{
    size_t end = text.len;
    bool found = false;
    for (size_t i = 0; i < TC_SPELLINGS; i++) {
        tc_span s = sought->spellings[i];
        const char *at = s.len ? memmem(text.ptr, end, s.ptr, s.len) : NULL;
        if (!at)
            continue;
        found = true;
        out->start = (size_t)(at - text.ptr);
        out->end = end = out->start + s.len;
    }
    return found;
}

/* ---- reading ------------------------------------------------------------------------------ */

static tc_status in_words(bool *out, const seeking *k, const tc_text *text)
{
    tc_tokens *tokens;
    tc_status s = tc_tokenize(&tokens, k->arena, k->text->lexicon, text, k->err);
    *out = s == TC_OK && tc_together_in(k->sought->words, tokens);
    return s;
}

/* What makes a word of letters and signs ends with the line (text/normal.h). */
static tc_status in_line(bool *out, const seeking *k, tc_span line)
{
    tc_text *norm;
    tc_status s = tc_text_normalize(&norm, k->arena, line, k->err);
    *out = false;
    return s == TC_OK ? in_words(out, k, norm) : s;
}

static tc_status in_likely_line(bool *out, const seeking *k)
{
    tc_range place;
    tc_span text = k->text->source;
    *out = false;
    if (!likely_place(&place, text, k->sought))
        return TC_OK;
    place = line_around(text, place);
    return in_line(out, k, tc_span_sub(text, place.start, place.end));
}

static const tc_skimmed *need_skim(const seeking *k)
{
    tc_sought_text *t = k->text;
    if (!t->skimmed && !tc_skim(&t->skim, k->arena, t->source))
        t->skim = (tc_skimmed){.letters = NULL};
    t->skimmed = true;
    return t->skim.letters ? &t->skim : NULL;
}

/* The lines where its letters follow each other, no more in all than the text is long.
 * *told: it is nowhere else. */
static tc_status in_skimmed_lines(bool *out, bool *told, const seeking *k)
{
    const tc_skimmed *skim = k->sought->letters.len ? need_skim(k) : NULL;
    tc_span text = k->text->source, letters = k->sought->letters;
    tc_skim_place first = {0, 0}, last;
    size_t left = text.len, read = 0; /* read: up to where lines have been read */
    tc_status s = TC_OK;
    *out = *told = false;
    if (!skim)
        return TC_OK;
    for (size_t i = 0; s == TC_OK && !*out; i++) {
        i = tc_skim_find(skim, i, letters);
        *told = i == skim->len;
        if (*told)
            break;
        tc_skim_go(&first, skim, i);
        last = first;
        tc_skim_go(&last, skim, i + letters.len - 1);
        tc_range place = line_around(text, (tc_range){first.byte, last.byte + 1});
        if (place.end <= read) /* in lines that were read together */
            continue;
        if (place.end - place.start > left)
            return TC_OK;
        left -= place.end - place.start;
        read = place.end;
        s = in_line(out, k, tc_span_sub(text, place.start, place.end));
    }
    *told = *told || *out;
    return s;
}

static tc_status in_all(bool *out, const seeking *k)
{
    tc_text *norm;
    tc_tokens *tokens;
    tc_status s = tc_text_normalize(&norm, k->arena, k->text->source, k->err);
    if (s == TC_OK)
        s = tc_tokenize(&tokens, k->arena, k->text->lexicon, norm, k->err);
    if (s != TC_OK)
        return s;
    k->text->tokens = tokens;
    *out = tc_together_in(k->sought->words, tokens);
    return TC_OK;
}

/* To look where it pays: where it was seldom found so, the letters tell sooner. */
static bool is_likely(const tc_sought *sought)
{
    enum { ENOUGH_TRIED = 32, SELDOM = 4 };
    return sought->letters.len == 0 || sought->tried < ENOUGH_TRIED ||
           sought->likely * SELDOM >= sought->tried;
}

tc_status tc_seek(bool *out, tc_arena *arena, tc_sought_text *text, tc_sought *sought,
                  tc_error *err)
{
    seeking k = {.arena = arena, .text = text, .sought = sought, .err = err};
    tc_status s = TC_OK;
    bool told = false;
    if (text->tokens) {
        *out = tc_together_in(sought->words, text->tokens);
        return TC_OK;
    }
    if (is_likely(sought)) {
        s = in_likely_line(out, &k);
        sought->tried++;
        sought->likely += *out;
        if (s != TC_OK || *out)
            return s;
    }
    s = in_skimmed_lines(out, &told, &k);
    return s == TC_OK && !told ? in_all(out, &k) : s;
}
