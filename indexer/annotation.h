/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people have told of documents (store/annotation.h), in the index's metadata. */
#ifndef TC_INDEXER_ANNOTATION_H
#define TC_INDEXER_ANNOTATION_H

#include "store/annotation.h"
#include "store/store.h"

/* The writer's view, pending changes too; empty when nothing was told. In the arena. */
tc_status tc_annotation_read(tc_annotation *out, tc_arena *, tc_writer *, tc_span sha256,
                             tc_error *);
/* An empty one is removed. */
tc_status tc_annotation_put(tc_writer *, tc_arena *, tc_span sha256, const tc_annotation *,
                            tc_error *);

/* Every annotation as last committed; it lives during the call. */
typedef tc_status (*tc_annotation_fn)(tc_span sha256, const tc_annotation *, void *context,
                                      tc_error *);
tc_status tc_annotation_each(tc_reader *, tc_annotation_fn, void *context, tc_error *);

/* Sets a field from "name=value" as a person types it; an empty value takes it back. number, type
 * and date are brought into their stored form. The reader's lexicon is used. TC_EINVAL when there
 * is no such field or the value is none of its kind. */
tc_status tc_annotation_set(tc_annotation *, tc_arena *, tc_plan_reader *, tc_span assignment,
                            tc_error *);

#endif
