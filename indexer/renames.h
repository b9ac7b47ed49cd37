/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are known under another path: a renamed file, or one more link to it, is told by its
 * inode, size and time of change, and is not read again. */
#ifndef TC_INDEXER_RENAMES_H
#define TC_INDEXER_RENAMES_H

#include "indexer/archive.h"
#include "indexer/journal.h"

typedef struct {
    tc_arena arena;
    const tc_span *areas; /* stored paths in byte order, below which a file may have been */
    size_t area_count;    /* 0: anywhere */
    TC_VEC(struct tc_rename) items; /* by stamp */
    tc_path_set outers;             /* paths that have files inside */
    bool read;
} tc_renames;

void tc_renames_init(tc_renames *);
void tc_renames_release(tc_renames *);

/* A file that was this one: the journal's row of another path as last committed, whose file is gone
 * or has become this one (device, inode). *out is NULL when there is none, or when it is one with
 * files inside. The journal is read at the first call. */
tc_status tc_renames_find(tc_file_row **out, tc_arena *, tc_renames *, tc_archive *,
                          const char *path, tc_stamp, tc_error *);

#endif
