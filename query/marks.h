/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the words of a question stand in a text. */
#ifndef TC_QUERY_MARKS_H
#define TC_QUERY_MARKS_H

#include "plan/plan.h"
#include "query/compile.h"

typedef struct {
    tc_range span;      /* bytes of the text */
    uint32_t word;      /* number of the wanted word, in the question's order */
    uint32_t ordinal;   /* words of the text before it */
    uint32_t paragraph; /* from 0 */
    uint32_t sentence;  /* from 0; ends at . ; ! ? and line ends */
    uint32_t side;      /* 2 * pair of its run, and 1 for the other spelling */
    bool reading;       /* another reading of a word that was most likely meant as it stands */
    const tc_typed *typed;
} tc_mark;

typedef struct {
    tc_mark *items; /* in the text's order */
    size_t len, cap;
    size_t word_count; /* wanted words in all */
    size_t sides;      /* above every .side */
} tc_marks_found;

/* By how much a score changes when what a mark says changes by that: of two spellings of the same
 * the one that says more counts. sums has room for .sides of them, zero at first. */
double tc_mark_counts(double *sums, uint32_t side, double change);

/* Reads at most that many bytes and keeps at most TC_MARKS_MAX marks. plan may be NULL;
 * with it words wanted in a title or in heads are looked for there only. */
enum { TC_MARKS_TEXT_MAX = 4 << 20, TC_MARKS_MAX = 4000 };
tc_status tc_marks_find(tc_marks_found *out, tc_arena *, tc_lexicon *, tc_span text,
                        size_t max_bytes, const tc_plan *plan, const tc_compiled *, tc_error *);

#endif
