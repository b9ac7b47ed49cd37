/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the documents of the index name what they cite, of many cited documents at once. */
#ifndef TC_QUERY_AS_CITED_H
#define TC_QUERY_AS_CITED_H

#include "query/resolve.h"

typedef struct {
    tc_candidate candidate; /* number_key and id are given */
    tc_span term;           /* of the documents that cite it */
    uint64_t documents;     /* how many they are */
} tc_as_cited;

/* As tc_candidate_as_cited, but for cited_by; each record is read three times at most, however many
 * of these it cites. What is found is in the arena; scratch is reset. Call it inside a
 * TC_ARENA_CATCH of both. */
tc_status tc_read_as_cited(tc_as_cited *, size_t count, tc_arena *, tc_arena *scratch, tc_engine *,
                           tc_error *);

#endif
