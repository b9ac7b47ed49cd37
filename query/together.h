/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Do words stand together in a text? A phrase: side by side, in order, in one paragraph. NEAR: all
 * of them, each at a place of its own, the first less than so many words before the last. Words
 * are those that are indexed, by the terms they have in the index. */
#ifndef TC_QUERY_TOGETHER_H
#define TC_QUERY_TOGETHER_H

#include "store/query.h"
#include "text/token.h"

enum { TC_NEAR_MOST = 63 }; /* words in one NEAR */

/* One PHRASE or NEAR of a question, ready to be looked for in many texts. Remembers which words
 * it has seen by their numbers: use it between two trims of the lexicon. */
typedef struct tc_together tc_together;

/* Both inside a TC_ARENA_CATCH of the caller, for the arena given here. NULL when the words are too
 * many for a NEAR: nothing has that. */
tc_together *tc_together_new(tc_arena *, const tc_query *);
/* In these tokens, which are one value of the query's field. */
bool tc_together_in(tc_together *, const tc_tokens *);

#endif
