/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of shards: files that name indexes here and on other machines. */
#ifndef TC_STORE_SHARDS_H
#define TC_STORE_SHARDS_H

#include "store/store.h"

typedef struct {
    tc_shard *items;
    size_t len, cap;
} tc_shard_list; /* in an arena */

/* Does the content of an XAPIANDB name one database beside it, and nothing else? */
bool tc_shards_one(tc_span *name, tc_span text);
/* Is it a list? */
bool tc_shards_lists(tc_span text);
/* All are spare. Relative paths are those from the list's directory, made so. TC_ENOTFOUND, TC_EIO;
 * TC_EINVAL naming file and line. Inside a TC_ARENA_CATCH. */
tc_status tc_shards_read(tc_shard_list *out, tc_arena *, const char *file, tc_error *);

#endif
