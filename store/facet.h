/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the documents found is counted by. All of a document's values stand in one slot, small
 * and side by side, because a question that finds a hundred thousand documents reads it as often.
 * Values that come in great number, or are long, stand there as six bytes of a checksum; terms of
 * the document say what they are called. */
#ifndef TC_STORE_FACET_H
#define TC_STORE_FACET_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TC_FACET_SLOT 2u

typedef enum {
    TC_FACET_NONE,
    TC_FACET_DAY,  /* YYYYMMDD */
    TC_FACET_YEAR, /* told by the day */
    /* in the slot as they are */
    TC_FACET_TYPE,
    TC_FACET_EVENT,
    TC_FACET_NUMBER,
    /* as checksums */
    TC_FACET_ISSUER,
    TC_FACET_UNIT,
    TC_FACET_CITES,
    TC_FACET_KINDS
} tc_facet;

/* Terms that begin so go on with a value of this facet. Empty when the slot has the values. */
tc_span tc_facet_prefix(tc_facet);

/* ---- writing ------------------------------------------------------------------------------ */

typedef struct {
    uint32_t day; /* 20210525, 20210500 when cut, 0 when unknown */
    struct {
        const tc_span *items; /* distinct; of checksums, what stands in the terms */
        size_t len;
    } values[TC_FACET_KINDS]; /* from TC_FACET_TYPE on */
} tc_facets;

void tc_facets_put(tc_buf *, const tc_facets *);

/* ---- counting ----------------------------------------------------------------------------- */

struct tc_facet_request {
    tc_facet facet;
    size_t limit; /* 0: all values */
};

typedef struct tc_facet_counter tc_facet_counter;
/* NULL: no memory. */
tc_facet_counter *tc_facet_counter_new(const struct tc_facet_request *, size_t count);
void tc_facet_counter_free(tc_facet_counter *);
/* So many documents have this in the slot; id is one of them (0: not known). TC_ECORRUPT,
 * TC_ENOMEM. */
tc_status tc_facet_counter_add(tc_facet_counter *, tc_span slot, uint32_t times, uint32_t id);

typedef struct {
    uint64_t key, count;
    uint32_t id; /* a document that has it, or 0 */
    bool named;
    tc_span name;
} tc_facet_pick;
typedef struct {
    tc_arena *arena;
    tc_facet_pick *items;
    size_t len, unnamed;
    uint32_t *by_key; /* number in items + 1 */
    size_t mask;
} tc_facet_picks;

/* The most frequent values, and all that are as frequent as the last of them. False: no memory. */
bool tc_facet_pick_top(tc_facet_picks *, tc_arena *, const tc_facet_counter *,
                       const struct tc_facet_request *);
/* What stands in a term: a name, if it is one of theirs. False: no memory. */
bool tc_facet_picks_name(tc_facet_picks *, tc_span name);
/* All have names: most frequent first, ties bytewise, no more than the limit. */
void tc_facet_picks_settle(tc_facet_picks *, size_t limit);

#ifdef __cplusplus
}
#endif
#endif
