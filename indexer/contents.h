/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contents of a batch whose paths come and go. Each copy of a file is one path more of the same
 * document, which names them all: so changes are gathered here, and a document is written once a
 * batch however many there are. */
#ifndef TC_INDEXER_CONTENTS_H
#define TC_INDEXER_CONTENTS_H

#include "indexer/journal.h"

typedef struct {
    tc_span path;
    size_t order; /* the last change of a path holds */
    bool has;
} tc_path_change;

typedef struct {
    tc_span sha256;
    TC_VEC(tc_path_change) changes;
} tc_touched;

typedef struct {
    tc_arena arena;
    TC_VEC(tc_touched) items;
} tc_contents;

void tc_contents_init(tc_contents *);
void tc_contents_release(tc_contents *);
void tc_contents_reset(tc_contents *);

/* NULL: not touched. */
tc_touched *tc_contents_find(const tc_contents *, tc_span sha256);
/* To be written anew, with the paths that it has. */
tc_status tc_contents_touch(tc_touched **out, tc_contents *, tc_span sha256, tc_error *);
/* has: the content has this path from now on; else no longer. Copies. */
tc_status tc_contents_change(tc_contents *, tc_span sha256, tc_span path, bool has, tc_error *);
/* Brings the row's paths up to date: in byte order, each once. In the arena. */
tc_status tc_contents_apply(tc_content_row *, tc_arena *, tc_touched *, tc_error *);

#endif
