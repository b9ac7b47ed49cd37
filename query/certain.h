/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which documents have a phrase for certain, told by how often they have its words and its pairs,
 * without reading them. Pairs stand in the index without marks: where "ke hoach" comes more often
 * than all that are read otherwise ("kẻ", "kệ", "hoách" ...), one must be "kế hoạch". Of frequent
 * phrases of two words that is nearly all documents. Of three, "to chuc" and "chuc hoi" must come
 * more often together than "chuc": fewer. */
#ifndef TC_QUERY_CERTAIN_H
#define TC_QUERY_CERTAIN_H

#include "store/store.h"

/* Hits as lists of documents are read: by number. All of it inside a TC_ARENA_CATCH of the caller.
 */
typedef struct {
    tc_docid *ids;
    size_t *at; /* in the hits */
    size_t count;
    uint32_t *times; /* of the term asked for last */
} tc_sorted_hits;
void tc_sorted_hits_init(tc_sorted_hits *, tc_arena *, const tc_hits *);

/* One for each of the hits, or NULL where the index cannot tell. False: perhaps. */
tc_status tc_certain_find(const bool **out, tc_arena *, tc_reader *, const tc_query *phrase,
                          const tc_sorted_hits *, tc_error *);
/* Whether each of the hits has a term. */
tc_status tc_certain_has(const bool **out, tc_arena *, tc_reader *, tc_span term,
                         const tc_sorted_hits *, tc_error *);

#endif
