/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the documents of the index cite and the index does not hold, told by terms and slots alone:
 * lists are gone through in their order, and no record is read. */
#ifndef TC_QUERY_MISSING_H
#define TC_QUERY_MISSING_H

#include "query/engine.h"

typedef struct {
    tc_span number_key, id; /* as most cite it; either may be empty */
    tc_span own;            /* the identity that the document would have here */
    tc_span term;           /* of documents that cite it */
    bool open;              /* mentions of the number without an identity are this one too */
    uint64_t documents, mentions;
} tc_lack;

typedef struct {
    tc_lack *items;
    size_t len, cap;
} tc_lacks;

/* Most cited first. Call it inside a TC_ARENA_CATCH. */
tc_status tc_missing_find(tc_lacks *out, tc_arena *, tc_arena *scratch, tc_engine *, tc_error *);

#endif
