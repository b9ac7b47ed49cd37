/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a word that the index does not know may have been meant for: words that the index has, by
 * how little has to slip, how many documents have them, and whether they stand beside the
 * neighbours there. */
#ifndef TC_QUERY_GUESS_H
#define TC_QUERY_GUESS_H

#include "query/words.h"

/* Where a word stands. */
typedef struct {
    tc_word_reader reader;         /* .field: whose words are known */
    const tc_word *before, *after; /* neighbours in the question, or NULL */
    bool marked;                   /* the question has marks: guesses get theirs */
    bool absent;                   /* no document has the word as typed */
} tc_guess_place;

typedef struct {
    tc_span text; /* one word or, of joined ones, several */
    double worth; /* higher is likelier */
    bool crosses; /* leaves a typed mark */
} tc_guess;
typedef struct {
    tc_guess *items; /* the best first */
    size_t len, cap;
} tc_guesses;

enum { TC_GUESSES = 3 };

/* In how many documents the word stands (in this reading, when its marks are a promise) ... */
tc_status tc_guess_count(uint64_t *out, const tc_word_reader *, const tc_typed *, tc_error *);
/* ... and stands beside the neighbour that it has more often beside it. */
tc_status tc_guess_support(uint64_t *out, const tc_guess_place *, const tc_word *, tc_error *);

typedef enum {
    TC_GUESS_ANY,    /* for a word that no document has */
    TC_GUESS_BESIDE, /* only words that stand beside a neighbour in several documents */
    TC_GUESS_SOUNDS  /* of those only what sounds alike */
} tc_guess_kind;
/* At most TC_GUESSES words. */
tc_status tc_guess_words(tc_guesses *out, const tc_guess_place *, const tc_word *, tc_guess_kind,
                         tc_error *);
/* A word of the index as it is mostly written, with marks where the question has some. */
tc_status tc_guess_written(tc_span *out, const tc_guess_place *, const tc_word *, tc_error *);
/* "dân sô", "hổ trợ": another reading of a word that these documents have with the typed marks, and
 * whose letters stand beside a neighbour in this many; none when its marks may be right. */
tc_status tc_guess_reading(tc_guesses *out, const tc_guess_place *, const tc_word *,
                           uint64_t documents, uint64_t beside, tc_error *);
/* "bão hiểm": all other readings that are at home beside a neighbour, for all that pairs tell. */
tc_status tc_guess_readings(tc_guesses *out, const tc_guess_place *, const tc_word *,
                            uint64_t beside, tc_error *);
/* "kếhoạch": the words that it is made of; none when it is not. */
tc_status tc_guess_parts(tc_guesses *out, const tc_guess_place *, const tc_word *, tc_error *);

#endif
