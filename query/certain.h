/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which documents have a phrase for certain, told by how often they have its words and its pairs,
 * without reading them. Pairs stand in the index without marks: where "ke hoach" comes more often
 * than all that are read otherwise ("kẻ", "kệ", "hoách" ...), one must be "kế hoạch". Of frequent
 * phrases of two words that is nearly all documents. Of three, "to chuc" and "chuc hoi" must come
 * more often together than "chuc": fewer. */
#ifndef TC_QUERY_CERTAIN_H
#define TC_QUERY_CERTAIN_H

#include "store/store.h"

/* One for each of the hits, or NULL where the index cannot tell. False: perhaps. Inside a
 * TC_ARENA_CATCH of the caller. */
tc_status tc_certain_find(const bool **out, tc_arena *, tc_reader *, const tc_query *phrase,
                          const tc_hits *, tc_error *);
/* How often each of the hits has a term. */
tc_status tc_certain_times(const uint32_t **out, tc_arena *, tc_reader *, tc_span term,
                           const tc_hits *, tc_error *);

#endif
