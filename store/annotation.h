/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people have told of a document by hand. It is kept in the index's metadata beside the
 * documents, under "a:" and the SHA-256 of the content, so it stays when the document is read anew,
 * when its file moves, and when it leaves the index and comes back. */
#ifndef TC_STORE_ANNOTATION_H
#define TC_STORE_ANNOTATION_H

#include "base/buf.h"
#include "plan/plan.h"

/* Keys of a plan's JSON; signer is the name. The names are stored. */
#define TC_ANNOTATION_FIELDS(X)       \
    X(NUMBER, "number")               \
    X(DOC_TYPE, "doc_type")           \
    X(TITLE, "title")                 \
    X(DATE, "date")                   \
    X(PLACE, "place")                 \
    X(ISSUER, "issuer")               \
    X(ISSUER_PARENT, "issuer_parent") \
    X(SIGNER, "signer")
#define TC_ENUM_ANNOTATION(ID, NAME) TC_ANNOTATION_##ID,
typedef enum { TC_ANNOTATION_FIELDS(TC_ENUM_ANNOTATION) TC_ANNOTATION_COUNT } tc_annotation_field;
const char *tc_annotation_name(tc_annotation_field);
bool tc_annotation_find(tc_span name, tc_annotation_field *out);

/* Empty: not told. DOC_TYPE is a code, DATE is ISO 8601, maybe cut. */
typedef struct {
    tc_span values[TC_ANNOTATION_COUNT];
} tc_annotation;
bool tc_annotation_empty(const tc_annotation *);

/* What starts the key of every annotation; the rest is the hash. */
#define TC_ANNOTATION_PREFIX "a:"
/* Call it inside a TC_ARENA_CATCH. */
tc_span tc_annotation_key(tc_arena *, tc_span sha256);
/* Nothing is written of an empty one: as metadata that removes it. key: that it is for. */
void tc_annotation_encode(tc_buf *, const tc_annotation *, tc_span key);
/* Borrows from the value, which may be empty. Fields of later versions are passed over.
 * TC_ECORRUPT. */
tc_status tc_annotation_decode(tc_annotation *out, tc_span key, tc_span value, tc_error *);
/* As the plan reader wants it. Borrows. */
tc_plan_given tc_annotation_given(const tc_annotation *);

#endif
