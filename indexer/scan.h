/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and folders into the pipeline. */
#ifndef TC_INDEXER_SCAN_H
#define TC_INDEXER_SCAN_H

#include "indexer/run.h"

/* Takes in the file or the whole folder. root: a stored path, with what is excluded. again: also
 * files that failed before and have not changed. TC_ECANCELLED, or the pipeline's trouble. */
tc_status tc_scan(tc_run *, const tc_root_row *root, bool again, tc_error *);
/* Only what is at this path below the root, and below that. Nothing there: nothing is done. */
tc_status tc_scan_from(tc_run *, const tc_root_row *root, const char *from, tc_error *);
/* Counts it: for the progress line, and to see whether a bulk load pays. from: as above, or NULL.
 */
tc_status tc_scan_expect(tc_run *, const tc_root_row *root, const char *from, tc_error *);

/* How the root's folder is walked; globs in the run's arena. */
tc_status tc_scan_options(tc_walk_options *out, tc_run *run, const tc_root_row *, tc_error *);

/* After all walks: has one of them found a file there, or could it not look? */
bool tc_scan_came_to(tc_run *, tc_span stored);

#endif
