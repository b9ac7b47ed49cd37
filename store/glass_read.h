/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a table of a database of the glass format in the order of its keys, whoever has written it.
 * Nobody may be writing. */
#ifndef TC_STORE_GLASS_READ_H
#define TC_STORE_GLASS_READ_H

#include "store/glass_format.h"

typedef struct tc_glass_reading tc_glass_reading;

/* An entry; both borrowed until the next one is read. */
typedef struct {
    tc_span key, tag;
    bool compressed; /* the tag is as it stands in the table */
} tc_glass_entry;

/* The path is copied. TC_ECORRUPT for what cannot be a block, TC_EIO, TC_ENOMEM; *out is to be
 * freed then too. */
tc_status tc_glass_reading_new(tc_glass_reading **out, const char *path, const tc_glass_root *,
                               tc_error *);
/* *entry has no key when there are no more. TC_ECORRUPT for what cannot be an entry. */
tc_status tc_glass_reading_next(tc_glass_reading *, tc_glass_entry *, tc_error *);
/* NULL is fine. */
void tc_glass_reading_free(tc_glass_reading *);

#endif
