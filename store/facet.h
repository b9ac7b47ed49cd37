/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the documents found is counted by. All of a document's values stand in one slot, small
 * and side by side, because a question that finds a hundred thousand documents reads it as often.
 * Values that come in great number, or are long, stand there as a key: three bytes of a checksum.
 * Terms that begin with the key say what they are called. Where two values have one key, all terms
 * say so, and the documents found are counted by the terms. */
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
    TC_FACET_DAY,    /* YYYYMMDD */
    TC_FACET_YEAR,   /* told by the day */
    TC_FACET_NUMBER, /* in the slot of its field */
    TC_FACET_TYPE,   /* as it is */
    /* as keys */
    TC_FACET_ISSUER,
    TC_FACET_EVENT,
    TC_FACET_CITES,
    TC_FACET_UNIT,
    TC_FACET_KINDS
} tc_facet;

enum { TC_FACET_KEY = 3 }; /* bytes */

/* Terms that begin so go on with a key and a value of this facet. Empty when it has no keys. */
tc_span tc_facet_prefix(tc_facet);
/* A key as its bytes. */
void tc_facet_write_key(char bytes[TC_FACET_KEY], uint32_t key);
/* The term that says what a value is called. */
tc_span tc_facet_term(tc_arena *, tc_facet, tc_span value);

/* ---- writing ------------------------------------------------------------------------------ */

typedef struct {
    uint32_t day; /* 20210525, 20210500 when cut, 0 when unknown */
    struct {
        const tc_span *items; /* distinct */
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
/* The slots that are to be read, one or two. */
enum { TC_FACET_SLOTS = 2 };
size_t tc_facet_counter_slots(uint32_t slots[TC_FACET_SLOTS], const tc_facet_counter *);
/* So many documents have this in the slot. TC_ECORRUPT, TC_ENOMEM. */
tc_status tc_facet_counter_add(tc_facet_counter *, uint32_t slot, tc_span value, uint32_t times);

/* ---- the most frequent -------------------------------------------------------------------- */

typedef struct {
    tc_span name; /* empty: not known yet */
    uint64_t count;
    uint32_t key;
    uint32_t other; /* number in items + 1 of what has the same key, and the count of both; or 0 */
} tc_facet_pick;
typedef struct {
    tc_arena *arena;
    TC_VEC(tc_facet_pick) items;
    size_t unnamed;
    uint32_t *by_key; /* number in items + 1 */
    size_t mask;
} tc_facet_picks;

/* How often the value comes that so many come at least as often as. False: no memory. */
bool tc_facet_least(uint32_t *least, tc_arena *, tc_facet_counter *,
                    const struct tc_facet_request *);
/* All that come so often. False: no memory. */
bool tc_facet_pick_all(tc_facet_picks *, tc_arena *, tc_facet_counter *, tc_facet, uint32_t least);
/* What stands in a term behind the prefix: names the value of that key. A second name for a key
 * becomes an item of its own, with .other, for the caller to count and take off. False: no memory.
 */
bool tc_facet_picks_name(tc_facet_picks *, tc_span rest);
/* All have names: most frequent first, ties bytewise, without what does not come. */
void tc_facet_picks_settle(tc_facet_picks *);

#ifdef __cplusplus
}
#endif
#endif
