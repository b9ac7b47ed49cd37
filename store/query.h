/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query tree: what a question means, in terms of the index. Built by query/, run by store/.
 * Nodes live in the question's arena. */
#ifndef TC_STORE_QUERY_H
#define TC_STORE_QUERY_H

#include "base/arena.h"
#include "store/field.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    TC_Q_NOTHING,
    TC_Q_ALL,    /* every document, weighs .factor: 0 but for tc_query_worth */
    TC_Q_TERM,   /* .term */
    TC_Q_PREFIX, /* every term that starts with .term; weighs as one term */
    TC_Q_RANGE,  /* .slot between .low and .high bytewise, either may be empty; no weight */
    TC_Q_AND,
    TC_Q_OR,
    TC_Q_NOT, /* first child and none of the others */
    /* Words of one value of .field, each child a TERM, a PREFIX, or OR or SYNONYM of such. The
     * index cannot tell them, the record can (query/verify.h); they weigh as an AND does. */
    TC_Q_PHRASE,  /* children side by side, in order, in one paragraph */
    TC_Q_NEAR,    /* in any order, the first less than .window words before the last */
    TC_Q_SYNONYM, /* children weigh as one term */
    TC_Q_FILTER,  /* first child weighs, all children must match */
    TC_Q_MAYBE,   /* first child must match, the others add weight */
    TC_Q_BOOST    /* one child, weight times .factor (0: only matches) */
} tc_query_kind;

/* A word of a phrase as its terms without marks: with the word before it, and alone. */
typedef struct {
    tc_span pair, word; /* pair: empty for the first */
} tc_phrase_terms;

typedef struct tc_query {
    tc_query_kind kind;
    tc_span term;
    struct tc_query **children;
    size_t count, capacity;
    tc_field_id field; /* PHRASE, NEAR */
    tc_span spelling;  /* PHRASE: how it mostly stands in texts, or empty: where to look first */
    /* PHRASE: one for each child where all neighbours are pairs of the index, or NULL */
    const tc_phrase_terms *folded;
    uint32_t window; /* NEAR */
    double factor;
    uint32_t slot;
    tc_span low, high;
    tc_range source; /* bytes of the question this came from; 0,0 when made up */
} tc_query;

tc_query *tc_query_new(tc_arena *, tc_query_kind);
tc_query *tc_query_term(tc_arena *, tc_span term); /* not copied: of tc_term_make or tc_record_* */
tc_query *tc_query_range(tc_arena *, uint32_t slot, tc_span low, tc_span high);
tc_query *tc_query_boost(tc_arena *, tc_query *child, double factor);
/* What child matches, each worth just so much: a word weighs less the longer a document is. */
tc_query *tc_query_worth(tc_arena *, tc_query *child, double weight);
void tc_query_add(tc_arena *, tc_query *parent, tc_query *child);
/* a and b under kind; either may be NULL: then the other */
tc_query *tc_query_join(tc_arena *, tc_query_kind, tc_query *a, tc_query *b);
/* One line for explain and tests; terms as they stand in the index, but pairs of words spelt out,
 * in quotes where they hold blanks or signs:
 *   (a AND b)  (a OR b)  (a NOT b)  (a SYNONYM b)  (a FILTER b)  (a MAYBE b)  a*  a^2  slot0:x..y
 *   <a b> phrase, {a b}~4 near, ALL, ALL=8 weighing, NOTHING */
tc_span tc_query_text(tc_arena *, const tc_query *);

/* A term as the index keeps it: prefix + value; over TC_TERM_PLAIN bytes, a NUL counting twice, the
 * tail is replaced by "#" and a hash of the whole, so that Xapian's limit of 245 bytes holds and
 * long values still differ. */
enum { TC_TERM_PLAIN = 200 };
tc_span tc_term_make(tc_arena *, tc_span prefix, tc_span value);
/* Does a term look as if its tail was replaced? Then its value cannot be told by it. */
bool tc_term_shortened(tc_span term);

#ifdef __cplusplus
}
#endif
#endif
