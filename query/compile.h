/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A parsed question -> the store's query tree, and what to mark in the texts it finds.
 *
 * Free words ask for the whole text (the topic field); title, heads and neighbouring pairs only
 * add weight. Document numbers in free words are asked for as numbers: the document itself before
 * those that rest on it, before those that cite it. Days and months are asked for as such. Short
 * forms stand for their words and back. */
#ifndef TC_QUERY_COMPILE_H
#define TC_QUERY_COMPILE_H

#include "plan/number.h"
#include "query/parse.h"
#include "query/words.h"
#include "text/date.h"

/* A run of typed words to find in a text: together when phrase, else each for itself. A short form
 * and its words are runs of one pair: they say the same and count once. A day or month is one
 * word, which stands for every way to write it. */
typedef struct {
    tc_field_id field;
    bool phrase;
    uint32_t pair; /* from 1; 0: stands alone */
    bool other;    /* the spelling that was not typed */
    tc_date date;  /* unless .month is 0: items[0] is where it begins in the question */
    tc_date from;  /* unless .month is 0: of all days from here to date */
    tc_typed *items;
    size_t len;
} tc_wanted;

typedef struct {
    tc_query *query;
    TC_VEC(tc_wanted) wanted;
    uint32_t pairs;              /* of runs that say the same */
    TC_VEC(tc_span) number_keys; /* numbers asked for */
    TC_VEC(tc_span) other_names; /* units before and behind that were asked for too */
    TC_VEC(tc_span) years;       /* of which documents are preferred */
    bool marked;                 /* a word that holds to its marks is in it */
    bool openable;               /* opening marks could find more */
    size_t leaves;               /* words, phrases and numbers that can be left out one by one */
} tc_compiled;

typedef struct tc_abbreviations tc_abbreviations;

/* Handles that compiling needs, all borrowed; reader may be NULL in tests. */
typedef struct {
    tc_lexicon *lexicon;
    const tc_number_grammar *numbers;
    const tc_abbreviations *short_forms;
    tc_reader *reader;
    uint64_t documents;
} tc_compiler;

typedef struct {
    tc_marks marks;
    bool any;    /* documents need not have all of it: the best partial matches */
    bool others; /* unit: and issuer: ask for units before and behind too (plan/succession.h) */
} tc_compile_options;

/* TC_ESYNTAX with the byte column (a value that its field cannot have), TC_ENOMEM, and what the
 * reader gives. */
tc_status tc_compile(tc_compiled **out, tc_arena *, const tc_compiler *, const tc_ask *,
                     const tc_compile_options *, tc_error *);

/* Who issued, who signed, where: such words choose documents and say nothing of the order. */
static inline bool tc_only_filters(tc_field_id field)
{
    return field == TC_FIELD_ID_ISSUER || field == TC_FIELD_ID_SIGNER || field == TC_FIELD_ID_PLACE;
}

/* A date as people type it: ISO, or day first (25/5/2021, 5/2021, 2021). TC_ENOTFOUND. */
tc_status tc_typed_date(tc_date *out, tc_arena *, tc_lexicon *, tc_span, tc_error *);

/* Fixed table, words interned in the lexicon, which must outlive it. */
tc_status tc_abbreviations_new(tc_abbreviations **, tc_lexicon *, tc_error *);
void tc_abbreviations_free(tc_abbreviations *);
/* The short form or the words that stand at typed word i: the words of the n-th other spelling, and
 * how many typed words it takes; 0 when there is none. */
size_t tc_abbreviation_at(const tc_abbreviations *, const tc_typed_words *, size_t i, size_t n,
                          const tc_word *const **other, size_t *other_count);

#endif
