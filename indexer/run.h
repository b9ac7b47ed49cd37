/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command that changes the index does around its own work: options, lock, pipeline,
 * commit, report, exit status. */
#ifndef TC_INDEXER_RUN_H
#define TC_INDEXER_RUN_H

#include "indexer/pipeline.h"

typedef struct {
    const tc_args *args;
    void *context; /* of the work */
    tc_archive_options options;
    size_t max_file_size, max_memory; /* bytes */
    tc_archive archive;
    tc_report report;
    tc_progress progress;
    tc_pipeline pipeline;
    unsigned jobs;
    tc_arena arena;   /* of the whole run: lists of paths */
    tc_paths apart;   /* stored paths of folders that are walked for themselves, not with others */
    tc_path_set seen; /* stored paths that walks have found files at */
    tc_paths blind;   /* stored paths of folders that walks could not look into */
} tc_run;

/* Reads the options; false when they make no sense (said). Nothing is opened yet. */
bool tc_run_init(tc_run *, const tc_args *);
void tc_run_release(tc_run *);
/* Starts the pipeline, when the archive is open; tc_pipeline_release it, also on failure. */
tc_status tc_run_start(tc_run *, tc_error *);
/* Says which command to type, for the same index. */
void tc_run_advise(const tc_args *, const char *command);

typedef tc_status (*tc_run_work)(tc_run *, tc_error *);
typedef struct {
    tc_run_work work;
    void *context;       /* run->context */
    bool create;         /* makes the index when there is none */
    bool changes_only;   /* no summary of a run that has changed nothing */
    double lock_timeout; /* seconds, where --lock-timeout is not given */
} tc_run_how;
/* Gives the exit status. */
int tc_run_writing(const tc_args *, bool create, tc_run_work);
int tc_run_writing_so(const tc_args *, const tc_run_how *);

/* The options of all commands that write, for their option tables. */
/* clang-format off */
#define TC_WRITING_OPTIONS                                                                        \
    {TC_OPT_LOCK_TIMEOUT, 0, "lock-timeout", N_("SECONDS"), N_("wait for another writer (0)")},           \
    {TC_OPT_FORMAT, 'f', "format", N_("FORMAT"), N_("report as text (default) or jsonl")},                \
    {TC_OPT_VERBOSE, 'v', "verbose", NULL, N_("name every file that is taken in")},                   \
    {TC_OPT_QUIET, 'q', "quiet", NULL, N_("no progress, no summary")}
#define TC_READING_FILES_OPTIONS                                                                  \
    {TC_OPT_CHARSET, 0, "charset", N_("NAME"), N_("take files to be in this encoding")},          \
    {TC_OPT_MAX_FILE_SIZE, 0, "max-file-size", N_("SIZE"),                                        \
     N_("fail files over this size (256M)")},                                                     \
    {TC_OPT_MAX_MEMORY, 0, "max-memory", N_("SIZE"), N_("fail files that take more memory (1G)")}, \
    {TC_OPT_OCR, 0, "ocr", "off|auto|force",                                                      \
     N_("read pictures of text: never, where there is no text (auto), always")},                  \
    {TC_OPT_TRACKED_CHANGES, 0, "tracked-changes", "final|original|both",                         \
     N_("the text of documents after their changes (final), before, or with both")}
/* clang-format on */

/* Of --ocr, --tracked-changes; say what is wrong and return false. */
bool tc_args_ocr(tc_ocr *, const tc_args *);
bool tc_args_changes(tc_tracked_changes *, const tc_args *);
/* What was told now; borrows. */
tc_told tc_run_told(const tc_args *);

#define TC_JOBS_OPTION                                                         \
    {                                                                          \
        TC_OPT_JOBS, 'j', "jobs", N_("N"),                                     \
            N_("load by N workers; 0: by none (large loads: one a processor)") \
    }

/* Starts a bulk load when -j asks for it, or when so much is expected (tc_scan_expect) that it
 * pays. count tells how many of these files the index has; NULL: all that it has are among them. */
typedef tc_status (*tc_count_known)(uint64_t *known, tc_reader *, void *context, tc_error *);
tc_status tc_run_expect_bulk(tc_run *, tc_count_known, void *context, tc_error *);
/* Waits until all that was handed to the pipeline is in the index, though perhaps not committed. */
tc_status tc_run_settle(tc_run *, tc_error *);

/* -d and --lock-timeout; false when they make no sense (said). */
bool tc_archive_options_of(tc_archive_options *, const tc_args *);

/* The operands, and what --files-from lists. */
tc_status tc_run_paths(tc_paths *, tc_run *, tc_error *);

#endif
