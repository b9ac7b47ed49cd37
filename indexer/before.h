/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index that a rebuild replaces, as far as it can be read: parts of it may be damaged, or of
 * another schema. */
#ifndef TC_INDEXER_BEFORE_H
#define TC_INDEXER_BEFORE_H

#include "store/record.h"

typedef struct {
    tc_reader *reader; /* owned */
    bool listed;       /* the documents below are all that can be read */
    struct tc_before_document {
        tc_span sha256;
        tc_docid id;
    } * documents; /* by hash */
    size_t count;
    tc_arena arena;
} tc_before;

void tc_before_init(tc_before *);
void tc_before_release(tc_before *);

/* The stored record of a content: by its term, and when that fails by looking at every document.
 * TC_ENOTFOUND, TC_ECORRUPT, TC_EVERSION, ... */
tc_status tc_before_record(tc_span *data, tc_arena *, tc_before *, tc_span sha256, tc_error *);

/* Every document that can be read, whatever the terms and the journal say. A status other than
 * TC_OK ends it and is returned. scratch is reset for each. */
typedef tc_status (*tc_before_fn)(tc_docid, const tc_record *, void *context, tc_error *);
tc_status tc_before_each(tc_before *, tc_arena *scratch, tc_before_fn, void *context, tc_error *);

#endif
