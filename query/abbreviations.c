/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

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

struct tc_abbreviations {
    struct {
        const tc_word *form[1];
        const tc_word *words[MAX_WORDS];
        size_t count;
    } rows[ROWS];
};

tc_status tc_abbreviations_new(tc_abbreviations **out, tc_lexicon *lexicon, tc_error *err)
{
    tc_abbreviations *a = calloc(1, sizeof *a);
    if (!a)
        return tc_fail(err, TC_ENOMEM, "no memory for the short forms");
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < ROWS; i++) {
        s = tc_lexicon_word(lexicon, tc_span_str(table[i].form), &a->rows[i].form[0], err);
        const char *p = table[i].words;
        while (s == TC_OK && *p && a->rows[i].count < MAX_WORDS) {
            size_t len = strcspn(p, " ");
            s = tc_lexicon_word(lexicon, tc_span_make(p, len),
                                &a->rows[i].words[a->rows[i].count++], err);
            p += len + strspn(p + len, " ");
        }
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

static bool words_at(const tc_typed_words *typed, size_t i, const tc_word *const *words, size_t n)
{
    if (n == 0 || i + n > typed->len)
        return false;
    for (size_t k = 0; k < n; k++)
        if (typed->items[i + k].prefix || !tc_typed_matches(&typed->items[i + k], words[k], false))
            return false;
    return true;
}

size_t tc_abbreviation_at(const tc_abbreviations *a, const tc_typed_words *typed, size_t i,
                          const tc_word *const **other, size_t *other_count)
{
    size_t best = 0;
    for (size_t r = 0; a && r < ROWS; r++) {
        size_t n = a->rows[r].count;
        if (words_at(typed, i, a->rows[r].form, 1) && best < 1) {
            best = 1;
            *other = a->rows[r].words;
            *other_count = n;
        }
        if (n > best && words_at(typed, i, a->rows[r].words, n)) {
            best = n;
            *other = a->rows[r].form;
            *other_count = 1;
        }
    }
    return best;
}
