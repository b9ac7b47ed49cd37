/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and folders into the pipeline. */
#ifndef TC_INDEXER_SCAN_H
#define TC_INDEXER_SCAN_H

#include "indexer/run.h"

/* Takes in the file or the whole folder. root: a stored path, with what is excluded. again: also
 * files that failed before and have not changed. TC_ECANCELLED, or the pipeline's trouble. */
tc_status tc_scan(tc_run *, const tc_root_row *root, bool again, tc_error *);
/* Counts it: for the progress line, and to see whether a bulk load pays. */
tc_status tc_scan_expect(tc_run *, const tc_root_row *root, tc_error *);

#endif
