/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents that a pipeline writes: one for each content, naming all paths that have it. */
#ifndef TC_INDEXER_DOCUMENTS_H
#define TC_INDEXER_DOCUMENTS_H

#include "indexer/pipeline.h"

/* Is there a document of this content, pending changes counted? */
tc_status tc_documents_known(bool *known, tc_pipeline *, tc_span sha256, tc_error *);
/* What people have told of the content; lives in p->rows. */
tc_status tc_documents_given(tc_plan_given *out, tc_pipeline *, tc_span sha256, tc_error *);
/* Writes a document of a content that has none, at these paths, in byte order. *refused: the store
 * will not have it, whatever the status says; *err tells why. */
tc_status tc_documents_new(tc_pipeline *, tc_analysed *, tc_span sha256, tc_span *paths,
                           size_t count, bool *refused, tc_error *);
/* A content that has a document gets this path, or loses it; with its last path the document goes.
 * No content (empty): nothing is done. */
tc_status tc_documents_change(tc_pipeline *, tc_span sha256, tc_span path, bool has, tc_error *);
/* Writes what tc_documents_change has gathered; before a commit. */
tc_status tc_documents_flush(tc_pipeline *, tc_error *);

#endif
