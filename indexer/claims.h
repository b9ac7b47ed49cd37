/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contents a bulk load has given out: a set of hashes. Some are kept (their chunk is finished),
 * the others are open and go when their chunk is lost. 128 bits of a hash tell contents apart; one
 * taken for another would only be put off and looked at again. */
#ifndef TC_INDEXER_CLAIMS_H
#define TC_INDEXER_CLAIMS_H

#include "base/span.h"

typedef struct {
    struct tc_claim {
        uint64_t high, low; /* both 0: a free place */
        bool kept;
    } * places;
    size_t count, size; /* size: a power of two, or 0 */
} tc_claims;            /* all zero: an empty set */

/* False when it is there already, or memory runs out. sha256: hex digits. */
bool tc_claims_add(tc_claims *, tc_span sha256);
void tc_claims_add_all(tc_claims *, const tc_claims *others);
/* Marks those of others that are in the set as kept. */
void tc_claims_keep_all(tc_claims *, const tc_claims *others);
void tc_claims_clear_open(tc_claims *);
void tc_claims_clear(tc_claims *);
void tc_claims_release(tc_claims *);

#endif
