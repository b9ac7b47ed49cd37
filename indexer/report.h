/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run did: failures as they come, a summary at the end; for people on stderr, with -f jsonl
 * as records on stdout (docs/schema.md). */
#ifndef TC_INDEXER_REPORT_H
#define TC_INDEXER_REPORT_H

#include "base/json.h"
#include "indexer/cli.h"
#include "indexer/journal.h"
#include "indexer/walk.h"

typedef struct {
    uint64_t added;         /* new documents, and known ones at a new path */
    uint64_t changed;       /* files whose content is new */
    uint64_t unchanged;     /* by stamp, or by hash */
    uint64_t removed;       /* paths taken out */
    uint64_t missing;       /* known files that are no more */
    uint64_t failed;        /* in this run */
    uint64_t failed_before; /* known failures whose file is unchanged */
    uint64_t skipped[TC_SKIP_COUNT];
    uint64_t bytes; /* read */
} tc_tally;

typedef enum { TC_FORMAT_TEXT, TC_FORMAT_JSONL, TC_FORMAT_PATHS } tc_format;

typedef struct {
    tc_format format;
    bool verbose, quiet;
    bool changes_only; /* no summary when nothing has changed */
    tc_tally tally;
    double started; /* monotonic seconds */
    tc_arena arena; /* of the failures kept for the end */
    TC_VEC(const char *) failures;
    void (*sink)(const tc_file_row *, void *context); /* where failures go instead; or NULL */
    void *sink_context;
} tc_report;

void tc_report_init(tc_report *, const tc_args *, tc_format);
void tc_report_release(tc_report *);
void tc_report_failure(tc_report *, const tc_file_row *);
/* One line about a file when -v was given. */
void tc_report_file(tc_report *, const char *what, tc_span path);
/* Failures held back, then the summary. */
void tc_report_end(tc_report *);

/* One object a line on stdout: error, with path, stage, reason, detail. */
void tc_print_error_record(const tc_file_row *);
void tc_print_json(tc_buf *); /* writes the line and resets */

#endif
