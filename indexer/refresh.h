/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking again at what was added: new and changed files are read, vanished ones named or taken
 * out. update looks at all of it, watch at what is said to have changed. */
#ifndef TC_INDEXER_REFRESH_H
#define TC_INDEXER_REFRESH_H

#include "indexer/scan.h"

typedef struct {
    const tc_paths *only; /* stored paths in byte order: with what is below; NULL: all */
    bool delete_missing;
    bool force; /* also all files of a folder that is empty now */
} tc_refresh_options;

tc_status tc_refresh(tc_run *, const tc_refresh_options *, tc_error *);

#endif
