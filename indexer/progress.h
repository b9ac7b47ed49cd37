/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a run is, on a terminal: files, MB, MB/s, time left. Silent anywhere else. */
#ifndef TC_INDEXER_PROGRESS_H
#define TC_INDEXER_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    bool on;
    double started, shown;
    uint64_t files, bytes, total_files, total_bytes;
} tc_progress;

/* on only if stderr is a terminal and wanted */
void tc_progress_init(tc_progress *, bool wanted);
void tc_progress_expect(tc_progress *, uint64_t files, uint64_t bytes); /* adds to the total */
void tc_progress_step(tc_progress *, uint64_t bytes);                   /* one file more */
void tc_progress_clear(tc_progress *); /* takes the line away, for a message or the end */

#endif
