/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of a new Xapian database of the glass format (Xapian 1.4 to 2.x: the format of
 * 2016-03-14), written from front to back: keys must come in byte order. */
#ifndef TC_STORE_GLASS_TABLE_H
#define TC_STORE_GLASS_TABLE_H

#include "base/buf.h"

enum {
    TC_GLASS_BLOCK = 8192,
    TC_GLASS_KEY_MAX = 255,
    TC_GLASS_REVISION = 1, /* of what we write */
    TC_GLASS_LEVELS = 10   /* Xapian reads no more */
};

/* Where what is in a block, and what is on top of an item's size (glass_table.c). */
enum {
    TC_GLASS_LEVEL_AT = 4,
    TC_GLASS_FREE_AT = 5,
    TC_GLASS_DIR_END_AT = 9,
    TC_GLASS_HEAD = 11, /* bytes before the directory */
    TC_GLASS_COMPRESSED = 0x8000,
    TC_GLASS_LAST = 0x4000,
    TC_GLASS_FIRST = 0x2000,
    TC_GLASS_SIZE = 0x1FFF
};

typedef struct tc_glass_table tc_glass_table;

/* What becomes of tags over TC_GLASS_COMPRESS_MIN bytes. WRAPPED: as if they were deflated, but
 * whole: what is packed already, so that no merge tries to deflate it. */
typedef enum { TC_GLASS_PLAIN, TC_GLASS_DEFLATED, TC_GLASS_WRAPPED } tc_glass_tags;
enum { TC_GLASS_COMPRESS_MIN = 18 };

/* Replaces the file at path. TC_EIO, TC_ENOMEM; *out is to be abandoned then too. */
tc_status tc_glass_table_new(tc_glass_table **out, const char *path, tc_glass_tags, tc_error *);
/* TC_EINVAL for a key that is empty, too long, or not above the last one. */
tc_status tc_glass_table_add(tc_glass_table *, tc_span key, tc_span tag, tc_error *);
/* The same with a tag as it stands in another table: compressed already, or not to be. */
tc_status tc_glass_table_add_as_is(tc_glass_table *, tc_span key, tc_span tag, bool compressed,
                                   tc_error *);
/* Writes what is still in memory, and appends to root what the database has to know of the table;
 * frees even on error. */
tc_status tc_glass_table_finish(tc_glass_table *, tc_buf *root, tc_error *);
/* NULL is fine. */
void tc_glass_table_abandon(tc_glass_table *);
/* Appends what is to be known of a table that has no file. */
void tc_glass_table_none(tc_buf *root, tc_glass_tags);

#endif
