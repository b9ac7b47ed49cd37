/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/run.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include "indexer/bulk.h"
#include "indexer/message.h"
#include "indexer/signals.h"

bool tc_archive_options_of(tc_archive_options *o, const tc_args *args)
{
    o->dir = tc_args_value(args, TC_OPT_DIR);
    return tc_args_seconds(&o->lock_timeout, args, TC_OPT_LOCK_TIMEOUT, 0);
}

/* ---- lists of paths ----------------------------------------------------------------------- */

static tc_status add_entries(tc_paths *paths, tc_arena *arena, tc_span list, char separator,
                             tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < list.len;) {
        const char *end = memchr(list.ptr + i, separator, list.len - i);
        size_t stop = end ? (size_t)(end - list.ptr) : list.len;
        if (stop > i)
            st = tc_paths_add(paths, arena, tc_span_sub(list, i, stop), err);
        i = stop + 1;
    }
    return st;
}

/* Adds the lines of a file ("-": stdin), or with null its NUL-separated entries. */
static tc_status read_paths(tc_paths *paths, tc_arena *arena, const char *file, bool null,
                            tc_error *err)
{
    bool in = strcmp(file, "-") == 0;
    int fd = in ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return tc_fail_errno(err, TC_EINVAL, errno, "cannot open %s", file);
    tc_load list;
    tc_reason reason;
    tc_load_init(&list);
    tc_status st = tc_load_stream(&list, fd, SIZE_MAX / 4, &reason, err);
    if (st == TC_OK)
        st = add_entries(paths, arena, tc_buf_span(&list.bytes), null ? '\0' : '\n', err);
    tc_load_release(&list);
    if (!in)
        close(fd);
    return st;
}

tc_status tc_run_paths(tc_paths *paths, tc_run *run, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < run->args->operand_count; i++)
        st = tc_paths_add(paths, &run->arena, tc_span_str(run->args->operands[i]), err);
    const char *list = tc_args_value(run->args, TC_OPT_FILES_FROM);
    if (st == TC_OK && list)
        st = read_paths(paths, &run->arena, list, tc_args_has(run->args, TC_OPT_NULL), err);
    return st;
}

/* ---- the run ------------------------------------------------------------------------------ */

enum { MAX_JOBS = 64, DEFAULT_JOBS = 8, BULK_FILES = 64, BULK_BYTES = 4 << 20, BULK_SHARE = 100 };

static unsigned processors(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n < 1 ? 1 : n > DEFAULT_JOBS ? DEFAULT_JOBS : (unsigned)n;
}

/* A bulk load ends in rewriting the whole index: 30 µs a document. To add documents to it one by
 * one touches most of its blocks too, and takes 4 ms more than a load for each: the load is less
 * work from some hundredth on. Below some tens of files starting it is what takes longest. */
static bool bulk_pays(const tc_run *run, uint64_t documents, uint64_t known)
{
    uint64_t expected = run->progress.total_files, new = expected > known ? expected - known : 0;
    double bytes = new ? (double)run->progress.total_bytes *(double)new / (double)expected : 0;
    return (new >= BULK_FILES || bytes >= BULK_BYTES) && new >= documents / BULK_SHARE;
}

/* The answer without having counted what is known. */
static bool may_pay(const tc_run *run)
{
    return bulk_pays(run, 0, 0);
}

static tc_status find_whether(bool *wanted, tc_run *run, tc_count_known count, void *context,
                              tc_error *err)
{
    tc_reader *reader;
    uint64_t documents = 0, known = 0;
    tc_status st = tc_archive_reader(&reader, &run->archive, true, err);
    if (st != TC_OK)
        return st;
    st = tc_reader_count(reader, &documents, err);
    known = documents;
    if (st == TC_OK && documents && count)
        st = count(&known, reader, context, err);
    tc_reader_free(reader);
    *wanted = bulk_pays(run, documents, known);
    return st;
}

tc_status tc_run_expect_bulk(tc_run *run, tc_count_known count, void *context, tc_error *err)
{
    bool wanted = tc_args_has(run->args, TC_OPT_JOBS);
    tc_status st = TC_OK;
    if (!wanted && may_pay(run))
        st = find_whether(&wanted, run, count, context, err);
    if (st != TC_OK || !wanted || run->jobs == 0)
        return st;
    return tc_bulk_start(&run->pipeline.bulk, &run->pipeline, run->jobs, err);
}

tc_status tc_run_settle(tc_run *run, tc_error *err)
{
    tc_bulk *bulk = run->pipeline.bulk;
    run->pipeline.bulk = NULL;
    tc_status st = bulk ? tc_bulk_finish(bulk, err) : TC_OK;
    return st == TC_OK ? tc_pipeline_settle(&run->pipeline, err) : st;
}

/* ---- beginning and end -------------------------------------------------------------------- */

bool tc_args_ocr(tc_ocr *out, const tc_args *args)
{
    int ocr;
    if (!tc_args_word(&ocr, args, TC_OPT_OCR, tc_ocr_words, TC_OCR_AUTO))
        return false;
    *out = (tc_ocr)ocr;
    return true;
}

bool tc_args_changes(tc_tracked_changes *out, const tc_args *args)
{
    int which;
    if (!tc_args_word(&which, args, TC_OPT_TRACKED_CHANGES, tc_changes_words, TC_CHANGES_FINAL))
        return false;
    *out = (tc_tracked_changes)which;
    return true;
}

tc_told tc_run_told(const tc_args *args)
{
    return (tc_told){.charset = tc_span_str(tc_args_value(args, TC_OPT_CHARSET)),
                     .ocr = tc_span_str(tc_args_value(args, TC_OPT_OCR)),
                     .tracked_changes = tc_span_str(tc_args_value(args, TC_OPT_TRACKED_CHANGES))};
}

bool tc_run_init(tc_run *run, const tc_args *args)
{
    static const char *const formats[] = {"text", "jsonl", NULL};
    int format;
    tc_ocr ocr; /* known words are handed on as such */
    tc_tracked_changes changes;
    memset(run, 0, sizeof *run);
    run->args = args;
    run->archive.lock = -1;
    if (!tc_archive_options_of(&run->options, args) ||
        !tc_args_word(&format, args, TC_OPT_FORMAT, formats, TC_FORMAT_TEXT) ||
        !tc_args_count(&run->jobs, args, TC_OPT_JOBS, processors(), MAX_JOBS) ||
        !tc_args_size(&run->max_file_size, args, TC_OPT_MAX_FILE_SIZE, TC_MAX_FILE) ||
        !tc_args_size(&run->max_memory, args, TC_OPT_MAX_MEMORY, TC_MAX_MEMORY) ||
        !tc_args_ocr(&ocr, args) || !tc_args_changes(&changes, args))
        return false;
    tc_arena_init(&run->arena);
    tc_report_init(&run->report, args, (tc_format)format);
    tc_progress_init(&run->progress, !run->report.quiet && !run->report.verbose);
    return true;
}

void tc_run_release(tc_run *run)
{
    tc_report_release(&run->report);
    tc_arena_release(&run->arena);
}

tc_status tc_run_start(tc_run *run, tc_error *err)
{
    tc_status st = tc_pipeline_init(&run->pipeline, &run->archive, &run->report, &run->progress,
                                    run->max_memory, err);
    run->pipeline.told = tc_run_told(run->args);
    run->pipeline.max_file_size = run->max_file_size;
    return st;
}

void tc_run_advise(const tc_args *args, const char *command)
{
    const char *dir = tc_args_value(args, TC_OPT_DIR);
    if (dir)
        tc_say(_("run: tracuu-index -d %s %s"), dir, command);
    else
        tc_say(_("run: tracuu-index %s"), command);
}

static tc_status work_and_commit(tc_run *run, tc_run_work work, tc_error *err)
{
    tc_status st;
    do {
        run->pipeline.redo = false;
        st = work(run, err);
        if (st == TC_OK || st == TC_ECANCELLED) {
            tc_status settled = tc_run_settle(run, st == TC_OK ? err : NULL);
            st = settled == TC_OK ? st : settled;
        }
        tc_bulk_abandon(run->pipeline.bulk);
        run->pipeline.bulk = NULL;
    } while (st == TC_OK && run->pipeline.redo);
    if (st == TC_OK || st == TC_ECANCELLED) {
        tc_status committed = tc_pipeline_commit(&run->pipeline, st == TC_OK ? err : NULL);
        st = committed == TC_OK ? st : committed;
    }
    return st;
}

static int finish(tc_run *run, tc_status st, tc_error *err)
{
    tc_progress_clear(&run->progress);
    if (st == TC_OK || st == TC_ECANCELLED) {
        tc_status closed = tc_archive_close(&run->archive, st == TC_OK ? err : NULL);
        st = closed == TC_OK ? st : closed;
    } else {
        tc_archive_abandon(&run->archive);
    }
    if (st == TC_OK || st == TC_ECANCELLED)
        tc_report_end(&run->report);
    int status = run->report.tally.failed ? TC_EXIT_PARTIAL : TC_EXIT_OK;
    if (st == TC_ECANCELLED) {
        tc_say("%s", _("stopped; what was done is kept, go on with: tracuu-index update"));
        status = tc_exit_of(st);
    } else if (st != TC_OK) {
        status = tc_say_error(err);
        if (st == TC_EIO)
            tc_say("%s", _("what was committed before is kept; go on with: tracuu-index update"));
    }
    int output = tc_finish_output();
    return output ? output : status;
}

int tc_run_writing(const tc_args *args, bool create, tc_run_work work)
{
    const tc_run_how how = {.work = work, .create = create};
    return tc_run_writing_so(args, &how);
}

int tc_run_writing_so(const tc_args *args, const tc_run_how *how)
{
    tc_run run;
    tc_error err = TC_ERROR_INIT;
    if (!tc_run_init(&run, args))
        return TC_EXIT_TROUBLE;
    run.context = how->context;
    run.report.changes_only = how->changes_only;
    if (!tc_args_has(args, TC_OPT_LOCK_TIMEOUT))
        run.options.lock_timeout = how->lock_timeout;
    tc_status st = how->create ? tc_archive_create(&run.archive, &run.options, &err)
                               : tc_archive_write(&run.archive, &run.options, &err);
    int status;
    if (st == TC_OK) {
        if (run.archive.created)
            tc_say(_("new index in %s"), run.archive.place.dir);
        st = tc_run_start(&run, &err);
        if (st == TC_OK)
            st = work_and_commit(&run, how->work, &err);
        status = finish(&run, st, &err);
        tc_pipeline_release(&run.pipeline);
    } else {
        tc_archive_abandon(&run.archive);
        status = tc_say_error(&err);
    }
    tc_run_release(&run);
    return status;
}
