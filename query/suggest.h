/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Did you mean": the question with words and numbers that the index has in place of those that it
 * does not have. A mark that was typed is left only when nothing else comes near. */
#ifndef TC_QUERY_SUGGEST_H
#define TC_QUERY_SUGGEST_H

#include "query/engine.h"

enum { TC_SUGGESTIONS = 3 };
typedef struct {
    tc_span items[TC_SUGGESTIONS]; /* questions, the likeliest first */
    size_t len;
} tc_suggestions;

typedef struct {
    tc_span text;      /* as typed */
    const tc_ask *ask; /* as parsed; its texts are parts of .text */
    tc_marks marks;
    bool found, partial; /* what it found; partial: not with all of it */
    /* Asked whether a suggestion finds anything with all of it, NULL: not asked. */
    tc_status (*finds)(bool *out, void *context, tc_span suggestion, tc_error *);
    void *context;
} tc_asked;

/* What the reader gives; out->len 0 when there is nothing better. */
tc_status tc_suggest(tc_suggestions *out, tc_arena *, tc_engine *, const tc_asked *, tc_error *);

/* Numbers of the index near to one that it does not have, the nearest first, at most size; *count 0
 * when it has this one, or when the text is no number. */
tc_status tc_suggest_numbers(tc_span *out, size_t size, size_t *count, tc_arena *, tc_engine *,
                             tc_span written, tc_error *);

#endif
