/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching with phrases and NEAR. The index has no positions: it names the documents that have
 * the words (and, in the text, the pairs of neighbours), and their records are read to see which
 * have them together. Exact: a document is in the answer if and only if the question holds. */
#ifndef TC_QUERY_VERIFY_H
#define TC_QUERY_VERIFY_H

#include "query/engine.h"

/* As tc_reader_search, for every kind of query. When only a page is asked for, reading stops as
 * soon as it is full; .matched is an estimate then. enough: when many were read to no avail, so
 * many of the first hits will do as well. */
tc_status tc_verified_search(tc_hits **out, tc_arena *, tc_engine *, const tc_query *,
                             const tc_search_options *, size_t enough, tc_error *);

#endif
