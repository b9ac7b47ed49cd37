/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan as an index record, and back: the one file that knows which terms, values and stored
 * bytes a document has (docs/schema.md, "In the index"). */
#ifndef TC_STORE_RECORD_H
#define TC_STORE_RECORD_H

#include "plan/plan.h"
#include "store/field.h"
#include "store/store.h"

/* Everything that is kept of a document. Spans as in plan.h; after decoding they live in the
 * arena given there. */
typedef struct {
    tc_span sha256; /* 64 hex digits: identity of the content */
    tc_span *paths; /* at least one; bytes as the file system gave them */
    size_t path_count;
    tc_span mime, charset;
    tc_span text;        /* source text */
    size_t *page_starts; /* byte offsets into text; NULL when the format has no pages */
    size_t page_count;
    tc_span *warnings;
    size_t warning_count;
    uint64_t size; /* bytes of the file */
    const tc_plan *plan;
} tc_record;

/* Fills doc. tokens are those the plan was read from. unique receives the unique term ("Q" and
 * the sha256), in the arena. */
tc_status tc_record_encode(tc_document *doc, tc_span *unique, tc_arena *, const tc_record *,
                           const tc_tokens *, tc_error *);
/* The unique term of a content hash. */
tc_span tc_record_unique(tc_arena *, tc_span sha256);
/* TC_ECORRUPT when the bytes are no record; TC_EVERSION for a later one. */
tc_status tc_record_decode(tc_record **out, tc_arena *, tc_span data, tc_error *);

/* Term building blocks shared with query/ (same bytes on both sides). */
typedef enum { TC_LAYER_FOLDED, TC_LAYER_ACCENT } tc_layer;
/* the term of one word in a text field */
tc_span tc_record_word_term(tc_arena *, tc_field_id, tc_layer, const tc_word *);
/* the term of two adjacent words in a text field */
tc_span tc_record_bigram_term(tc_arena *, tc_field_id, tc_layer, const tc_word *, const tc_word *);
/* Every accent term of this folded word starts so (for "which readings are there"). */
tc_span tc_record_readings_prefix(tc_arena *, tc_field_id, const tc_word *);
/* cited identities of one number: prefix of terms number_key + TAB + id (id may be empty) */
tc_span tc_record_cited_id_term(tc_arena *, tc_span number_key, tc_span id);
/* sort value of a number for number:30..35-KH/TU and --sort number */
tc_span tc_record_number_sort(tc_arena *, tc_span number_key);

#endif
