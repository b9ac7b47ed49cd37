/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of one document among those that were found: the draft, the signed one, the scan, the same
 * text in another format. Two documents are copies when nothing that is known of them (number,
 * date, issuer) differs and their texts are nearly the same; where neither says who it is, only
 * when the texts are the same but for blanks, signs and case. */
#ifndef TC_QUERY_COPIES_H
#define TC_QUERY_COPIES_H

#include "query/engine.h"

typedef struct {
    tc_docid id;
    double weight;
    TC_VEC(tc_docid) copies; /* found behind it */
} tc_folded_hit;

typedef struct {
    tc_folded_hit *items; /* in the order of the hits */
    size_t len, cap;
} tc_folded_hits;

/* Among the first TC_COPIES_MOST hits; each behind them stands alone. scratch is for one document
 * at a time: it is reset, and caught by the caller. What the reader gives. */
enum { TC_COPIES_MOST = 1000 };
tc_status tc_copies_fold(tc_folded_hits *out, tc_arena *, tc_arena *scratch, tc_engine *,
                         const tc_hits *, tc_error *);

#endif
