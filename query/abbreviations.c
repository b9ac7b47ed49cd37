/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "query/compile.h"

enum { MAX_WORDS = 8 };

static const struct {
    const char *form, *words;
} table[] = {
#define SHORT(form, words) {form, words},
#include "query/abbreviations.def"
#undef SHORT
};

enum { ROWS = sizeof table / sizeof *table };

typedef struct {
    const tc_word *words[MAX_WORDS];
    size_t count;
} spelling;

struct tc_abbreviations {
    struct {
        spelling form, words;
    } rows[ROWS];
};

/* Words of it, parted by blanks or "&". */
static tc_status read_spelling(spelling *out, tc_lexicon *lexicon, const char *p, tc_error *err)
{
    tc_status s = TC_OK;
    while (s == TC_OK && *p && out->count < MAX_WORDS) {
        size_t len = strcspn(p, " &");
        s = tc_lexicon_word(lexicon, tc_span_make(p, len), &out->words[out->count++], err);
        p += len + strspn(p + len, " &");
    }
    return s;
}

tc_status tc_abbreviations_new(tc_abbreviations **out, tc_lexicon *lexicon, tc_error *err)
{
    tc_abbreviations *a = calloc(1, sizeof *a);
    if (!a)
        return tc_fail(err, TC_ENOMEM, "no memory for the short forms");
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < ROWS; i++) {
        s = read_spelling(&a->rows[i].form, lexicon, table[i].form, err);
        if (s == TC_OK)
            s = read_spelling(&a->rows[i].words, lexicon, table[i].words, err);
    }
    if (s != TC_OK) {
        free(a);
        return s;
    }
    *out = a;
    return TC_OK;
}

void tc_abbreviations_free(tc_abbreviations *a)
{
    free(a);
}

static bool words_at(const tc_typed_words *typed, size_t i, const spelling *words)
{
    if (words->count == 0 || i + words->count > typed->len)
        return false;
    for (size_t k = 0; k < words->count; k++)
        if (typed->items[i + k].prefix ||
            !tc_typed_matches(&typed->items[i + k], words->words[k], false))
            return false;
    return true;
}

/* The longest spelling of the table that stands at word i, and its row. */
static const spelling *longest_at(size_t *row, const tc_abbreviations *a,
                                  const tc_typed_words *typed, size_t i)
{
    const spelling *best = NULL;
    for (size_t r = 0; a && r < ROWS; r++) {
        const spelling *both[] = {&a->rows[r].form, &a->rows[r].words};
        for (size_t w = 0; w < 2; w++) {
            if ((best && both[w]->count <= best->count) || !words_at(typed, i, both[w]))
                continue;
            best = both[w];
            *row = r;
        }
    }
    return best;
}

static bool same(const spelling *x, const spelling *y)
{
    return x->count == y->count && memcmp(x->words, y->words, x->count * sizeof *x->words) == 0;
}

/* Of the words and their short forms, the n-th that is not what stands there. */
static const spelling *other_than(const spelling *there, const tc_abbreviations *a, size_t row,
                                  size_t n)
{
    const spelling *words = &a->rows[row].words;
    if (there != words && n-- == 0)
        return words;
    for (size_t r = 0; r < ROWS; r++)
        if (&a->rows[r].form != there && same(&a->rows[r].words, words) && n-- == 0)
            return &a->rows[r].form;
    return NULL;
}

size_t tc_abbreviation_at(const tc_abbreviations *a, const tc_typed_words *typed, size_t i,
                          size_t n, const tc_word *const **other, size_t *other_count)
{
    size_t row = 0;
    const spelling *there = longest_at(&row, a, typed, i);
    const spelling *found = there ? other_than(there, a, row, n) : NULL;
    if (!found)
        return 0;
    *other = found->words;
    *other_count = found->count;
    return there->count;
}
