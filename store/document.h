/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a tc_document of store.h holds, for those who write it. */
#ifndef TC_STORE_DOCUMENT_H
#define TC_STORE_DOCUMENT_H

#include "base/buf.h"
#include "store/pack.h"
#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { TC_SLOT_MAX = 127 };

typedef struct {
    uint32_t start; /* in bytes */
    uint32_t len, wdf;
} tc_document_term;

typedef struct {
    uint32_t slot;
    tc_span value; /* in the document's arena; empty: none */
} tc_document_value;

struct tc_document {
    tc_buf bytes;            /* of all terms */
    tc_document_term *terms; /* as they were added; one may stand more than once */
    size_t term_count, term_room;
    tc_arena arena;
    TC_VEC(tc_document_value) values; /* one of each slot */
    tc_buf data;                      /* packed */
    tc_packer packer;
    tc_error failed; /* the first failure */
};

static inline tc_span tc_document_term_at(const tc_document *d, size_t i)
{
    return tc_span_make(d->bytes.ptr + d->terms[i].start, d->terms[i].len);
}

/* Checksum of values in the order of their slots, TC_SUM_SLOT left out: values stand once in the
 * index, and Xapian's tables have no checksums. False when there is no memory. */
enum { TC_VALUES_SUM = 4 };
bool tc_values_sum(char sum[TC_VALUES_SUM], const tc_document_value *values, size_t count);
/* Sets TC_SUM_SLOT. */
void tc_document_sum(tc_document *);

/* Length as a B-tree key, where a NUL takes two bytes. */
size_t tc_store_key_length(tc_span);

#ifdef __cplusplus
}
#endif
#endif
