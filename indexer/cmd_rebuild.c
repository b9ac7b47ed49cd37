/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new database beside the old one from the files it knows, then the swap. Until then the old one
 * answers; a run that is cut off leaves it as it was. */
#include <unistd.h>

#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/parts.h"
#include "indexer/run.h"
#include "indexer/signals.h"
#include "text/token.h"

static const tc_option OPTIONS[] = {
    TC_READING_FILES_OPTIONS,
    TC_WRITING_OPTIONS,
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

typedef struct {
    tc_archive archive; /* the old place; writer and database are the new one's while it is built */
    tc_reader *old;
    tc_report report;
    tc_progress progress;
    tc_pipeline pipeline;
    tc_arena rows, data;
    bool swapped; /* the new database is in use */
} rebuilding;

static tc_status keep_root(const tc_root_row *row, void *context, tc_error *err)
{
    rebuilding *b = context;
    tc_status st = tc_journal_put_root(b->archive.writer, &b->rows, row, err);
    tc_arena_reset(&b->rows);
    return st;
}

static tc_status keep_annotation(tc_span sha256, const tc_annotation *told, void *context,
                                 tc_error *err)
{
    rebuilding *b = context;
    tc_status st = tc_annotation_put(b->archive.writer, &b->rows, sha256, told, err);
    tc_arena_reset(&b->rows);
    return st;
}

static tc_status expect_file(const tc_file_row *row, void *context, tc_error *err)
{
    (void)err;
    rebuilding *b = context;
    tc_progress_expect(&b->progress, 1, row->stamp.size);
    tc_arena_reset(&b->rows);
    return TC_OK;
}

static tc_status carry(rebuilding *b, const tc_file_row *row, tc_error *err)
{
    tc_span data;
    tc_arena_reset(&b->data);
    tc_status st = tc_stored_record(&data, &b->data, b->old, row->sha256, err);
    if (st == TC_OK)
        st = tc_pipeline_carry(&b->pipeline, row, data, err);
    if (st != TC_OK)
        return st;
    b->report.tally.missing++;
    tc_report_file(&b->report, _("kept from the old index"), row->path);
    return TC_OK;
}

/* A file that can be read is read anew; one that cannot is carried over as the old index has it. */
static tc_status take_file(const tc_file_row *row, void *context, tc_error *err)
{
    rebuilding *b = context;
    const char *full;
    struct stat now;
    if (tc_stop_signal())
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    tc_status st = tc_locate_file(&full, &b->rows, &b->archive.place, row->path, err);
    if (st != TC_OK)
        return st;
    bool readable = access(full, R_OK) == 0 && stat(full, &now) == 0;
    if (readable && S_ISREG(now.st_mode))
        st = tc_pipeline_take(&b->pipeline, row->path, full, tc_stamp_of(&now), false, err);
    else if (!tc_span_empty(row->sha256))
        st = carry(b, row, err);
    else
        st = tc_pipeline_fail(&b->pipeline, row->path, row->stamp, row->reason, row->stage.ptr,
                              row->detail.ptr, err);
    tc_arena_reset(&b->rows);
    return st;
}

static tc_status fill(rebuilding *b, const tc_args *args, tc_error *err)
{
    tc_status st = tc_pipeline_init(&b->pipeline, &b->archive, &b->report, &b->progress, err);
    b->pipeline.charset = tc_args_value(args, TC_OPT_CHARSET);
    if (st == TC_OK && !tc_args_size(&b->pipeline.max_file_size, args, TC_OPT_MAX_FILE_SIZE,
                                     b->pipeline.max_file_size))
        st = tc_fail(err, TC_EINVAL, "nothing was done");
    if (st == TC_OK)
        st = tc_journal_each_root(b->old, &b->rows, keep_root, b, err);
    if (st == TC_OK) /* documents are read with them */
        st = tc_annotation_each(b->old, keep_annotation, b, err);
    if (st == TC_OK && b->progress.on)
        st = tc_journal_each_file(b->old, &b->rows, expect_file, b, err);
    if (st == TC_OK)
        st = tc_journal_each_file(b->old, &b->rows, take_file, b, err);
    tc_pipeline_release(&b->pipeline);
    return st;
}

/* The archive's writer is the new database's from here to the swap. */
static tc_status build(rebuilding *b, const tc_args *args, tc_error *err)
{
    const char *name, *dir, *old = b->archive.database;
    const tc_writer_options options = {
        .create = true, .bulk = true, .analyzer_id = tc_analyzer_id()};
    tc_status st = tc_archive_beside(&name, &dir, &b->archive, err);
    if (st == TC_OK)
        st = tc_writer_open(&b->archive.writer, dir, &options, err);
    if (st != TC_OK)
        return st;
    b->archive.database = dir;
    st = fill(b, args, err);
    tc_progress_clear(&b->progress);
    if (st == TC_OK) {
        st = tc_writer_close(b->archive.writer, err);
    } else {
        tc_writer_abandon(b->archive.writer);
    }
    b->archive.writer = NULL;
    b->archive.database = old;
    if (st != TC_OK) {
        tc_archive_discard(dir);
        return st;
    }
    st = tc_archive_swap(&b->archive, name, err);
    b->swapped = b->archive.database != old;
    return st;
}

/* What another analyser has left is read anew with all the rest. */
static tc_status merge_parts(tc_archive *archive, tc_error *err)
{
    tc_status st = tc_parts_merge(archive, err);
    return st == TC_EVERSION ? TC_OK : st;
}

static int say_end(rebuilding *b, tc_status st, const tc_error *err)
{
    if (st == TC_OK) {
        tc_report_end(&b->report);
        int output = tc_finish_output();
        return output ? output : b->report.tally.failed ? TC_EXIT_PARTIAL : TC_EXIT_OK;
    }
    if (st == TC_ECANCELLED) {
        tc_say("%s", _("stopped; the index is as it was"));
        return TC_EXIT_SIGNAL + tc_stop_signal();
    }
    tc_say("%s", err->said);
    if (st == TC_EVERSION)
        tc_say("%s", _("it cannot be read; add the files to a new index"));
    if (b->old && !b->swapped)
        tc_say("%s", _("the index is as it was"));
    return tc_exit_of(st);
}

static int run(const tc_args *args)
{
    static const char *const formats[] = {"text", "jsonl", NULL};
    rebuilding b = {0};
    tc_archive_options options;
    tc_error err = TC_ERROR_INIT;
    int format;
    if (!tc_archive_options_of(&options, args) ||
        !tc_args_word(&format, args, TC_OPT_FORMAT, formats, TC_FORMAT_TEXT))
        return TC_EXIT_TROUBLE;
    tc_arena_init(&b.rows);
    tc_arena_init(&b.data);
    tc_report_init(&b.report, args, (tc_format)format);
    tc_progress_init(&b.progress, !b.report.quiet && !b.report.verbose);
    tc_status st = tc_archive_lock(&b.archive, &options, &err);
    if (st == TC_OK)
        st = merge_parts(&b.archive, &err);
    if (st == TC_OK)
        st = tc_archive_reader(&b.old, &b.archive, false, &err);
    if (st == TC_OK)
        st = build(&b, args, &err);
    int status = say_end(&b, st, &err);
    tc_reader_free(b.old);
    tc_archive_abandon(&b.archive);
    tc_report_release(&b.report);
    tc_arena_release(&b.rows);
    tc_arena_release(&b.data);
    return status;
}

const tc_command tc_command_rebuild = {
    "rebuild", "", N_("read all known files anew into a new index, then swap"), OPTIONS, run};
