/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by compile*.c only: the state of compiling one question. */
#ifndef TC_QUERY_COMPILING_H
#define TC_QUERY_COMPILING_H

#include "query/compile.h"
#include "store/record.h"

typedef struct {
    tc_arena *arena;
    const tc_compiler *with;
    const tc_compile_options *options;
    tc_compiled *out;
    unsigned excluded; /* depth of NOT: nothing in there is to be marked */
    size_t days;       /* days and months of the periods so far */
    tc_error *err;
} tc_compiling;

static inline tc_marks tc_compiling_marks(const tc_compiling *c, const tc_ask *n)
{
    return n->exact ? TC_MARKS_EXACT : c->options->marks;
}

/* compile_words.c: WORDS, PHRASE and PREFIX in text fields, NEAR */
tc_status tc_compile_text(tc_query **out, tc_compiling *, const tc_ask *);
tc_status tc_compile_near(tc_query **out, tc_compiling *, const tc_ask *);
/* compile_values.c: leaves of NUMBER, KEY and DATE fields */
tc_status tc_compile_value(tc_query **out, tc_compiling *, const tc_ask *);
/* A number among free words. TC_ENOTFOUND when the text is none. */
tc_status tc_compile_free_number(tc_query **out, tc_compiling *, tc_span text);
/* "Chỉ thị 05" among free words: what bears, rests on or cites such a number. NULL: no such. */
tc_status tc_compile_short_number(tc_query **out, tc_compiling *, tc_span text);

/* ---- a run of words -------------------------------------------------------------------------- */

typedef struct {
    tc_compiling *c;
    tc_field_id field;
    bool free; /* no field: title, heads and numbers count */
    bool literal;
    bool any;     /* not all words are wanted */
    double least; /* rarity of what is asked for, when any */
    tc_typed_words words;
    const tc_tokens *tokens; /* of these words; NULL: they mean just themselves */
    tc_numbers numbers;
    tc_dates dates;
    tc_query *must;   /* AND or OR of what is asked for */
    tc_query *extras; /* OR of what only adds weight, or NULL */
    TC_VEC(tc_wanted)
    others; /* spellings that were not typed: marked behind all that were, so
               that typed words stay neighbours */
} tc_run;

/* compile_words.c */
tc_status tc_word_query(tc_query **out, tc_compiling *c, tc_field_id field, const tc_typed *w);
/* must: documents must have it, so that other readings match too. */
tc_status tc_scored_word(tc_query **out, tc_compiling *c, tc_field_id field, const tc_typed *w,
                         bool literal, bool must);
bool tc_run_asks(const tc_run *r, size_t i);
tc_status tc_run_add_pair(tc_run *r, size_t i);
tc_status tc_run_add_named(tc_run *r, size_t i);
/* To be marked in what is found. */
void tc_want_as(tc_compiling *c, tc_wanted run);
/* Also into the first word: for passages. 0 when the two are no pair. */
tc_status tc_find_pair_rarity(tc_compiling *c, tc_field_id field, tc_typed *a, const tc_typed *b);

/* compile_phrase.c: words side by side as they stand; a phrase in quotes in all its ways. */
tc_status tc_phrase_query(tc_query **out, tc_compiling *c, tc_field_id field, const tc_typed *words,
                          size_t n);
tc_status tc_phrase_leaf(tc_query **out, tc_run *r);

/* compile_spelling.c */
/* A numeral in digits, Roman and in words. */
typedef struct {
    const tc_word *digits, *roman, *spelt[3];
    size_t spelt_count;
} tc_numeral_ways;
/* Above so many nobody counts in Roman numerals or in words. */
enum { TC_MOST_COUNTED = 100, TC_MOST_ROMAN = 39 };
tc_status tc_numeral_find(tc_numeral_ways *out, const tc_compiling *c, uint32_t value);
/* How many typed words from i on are a numeral that can be written otherwise. */
size_t tc_numeral_at(const tc_run *r, size_t i, uint32_t *value);
/* Is this a Roman numeral behind that word (NULL: none)? Some are syllables or letters as well:
 * "hành vi" is no 6, "điểm c" no 100. */
bool tc_counts_roman(const tc_typed *before, const tc_word *roman);
/* A word of a table as if it had been typed. */
tc_typed tc_as_typed(const tc_compiling *c, const tc_word *word, const tc_typed *like);
/* All pairs of neighbours: near enough to the words side by side, and the index knows them. */
tc_query *tc_all_pairs(tc_run *r, const tc_typed *words, size_t n);
/* Gives another spelling the weight of the typed one, *alt and the words alike. */
tc_status tc_match_weights(tc_query **alt, tc_run *r, tc_typed *typed, size_t n, tc_typed *other,
                           size_t other_count);
/* What stands at typed word i, with its other spellings. */
tc_status tc_short_segment(tc_query **out, tc_run *r, size_t i, size_t n,
                           const tc_word *const *other, size_t other_count);
tc_status tc_digits_segment(tc_query **out, tc_run *r, size_t i, uint32_t value);
tc_status tc_spelt_segment(tc_query **out, tc_run *r, size_t i, size_t n, uint32_t value);

#endif
