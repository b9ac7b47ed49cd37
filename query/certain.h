/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which documents have a phrase of two words for certain, told by how often they have its words and
 * its pair, without reading them. Pairs stand in the index without marks: where "ke hoach" comes
 * more often than all that are read otherwise ("kẻ", "kệ", "hoách" ...), one must be "kế hoạch". Of
 * frequent phrases that is nearly all documents. */
#ifndef TC_QUERY_CERTAIN_H
#define TC_QUERY_CERTAIN_H

#include "store/store.h"

/* One for each of the hits, or NULL where the index cannot tell. False: perhaps. Inside a
 * TC_ARENA_CATCH of the caller. */
tc_status tc_certain_find(const bool **out, tc_arena *, tc_reader *, const tc_query *phrase,
                          const tc_hits *, tc_error *);

#endif
