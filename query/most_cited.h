/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Most cited first. How often each document is cited at most is told by the index as a whole, so
 * that of many documents only those are asked about one by one, over servers too, that may come on
 * the page. */
#ifndef TC_QUERY_MOST_CITED_H
#define TC_QUERY_MOST_CITED_H

#include "query/engine.h"

/* Hits in the index's order become the page of them. Inside a TC_ARENA_CATCH of the caller. */
tc_status tc_sort_by_cited(tc_hits *, tc_arena *, tc_engine *, size_t offset, size_t limit,
                           tc_error *);

#endif
