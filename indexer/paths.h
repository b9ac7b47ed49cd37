/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored paths (store/locate.h): which lie below which, lists and sets of them. */
#ifndef TC_INDEXER_PATHS_H
#define TC_INDEXER_PATHS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"

/* Is path the folder itself or below it? "." holds every relative one. */
bool tc_path_below(tc_span path, tc_span folder);
/* Is it one of these, below one of them, or inside of one (members.h)? In byte order. */
bool tc_path_below_any(tc_span path, const tc_span *folders, size_t count);
/* Which of these folders holds the path, the innermost one; count when none does. */
size_t tc_path_holder(const tc_span *folders, size_t count, tc_span path);
/* The part of a NUL-terminated path behind a folder that holds it; empty for the folder. */
const char *tc_path_within(tc_span path, tc_span folder);
/* Writes the path of what lies in a folder under this name, or path. */
void tc_path_join(tc_buf *, tc_span folder, tc_span name);

typedef TC_VEC(tc_span) tc_paths; /* in an arena */
/* Copies the path. TC_ENOMEM. */
tc_status tc_paths_add(tc_paths *, tc_arena *, tc_span path, tc_error *);

/* Millions of paths: their hashes in an arena, since eight bytes tell them apart. */
typedef struct {
    TC_VEC(uint64_t) hashes;
    bool sorted;
} tc_path_set;
/* TC_ENOMEM. */
tc_status tc_path_set_add(tc_path_set *, tc_arena *, tc_span path, tc_error *);
/* Sorts at the first question after paths were added: first add all, then ask. */
bool tc_path_set_has(tc_path_set *, tc_span path);

#endif
