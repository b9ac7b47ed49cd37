/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new database beside the old one from the files it knows, then the swap. Until then the old one
 * answers; a run that is cut off leaves it as it was.
 *
 * It is the way out of a damaged index, so it goes on with what it can: what the journal tells,
 * what the documents tell of their files, and what lies in the folders. */
#include <errno.h>

#include "indexer/before.h"
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/parts.h"
#include "indexer/scan.h"
#include "indexer/signals.h"

static const tc_option OPTIONS[] = {
    TC_READING_FILES_OPTIONS,
    TC_WRITING_OPTIONS,
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

typedef struct {
    tc_run run; /* its archive is the old place; writer and database are the new one's while it is
                   built */
    tc_before before;
    tc_arena rows, data;
    TC_VEC(tc_root_row) roots; /* in the run's arena */
    bool damaged;              /* something of the old index cannot be read */
    bool ours;                 /* the last error is not of the old index */
    bool hopeless;             /* it cannot even be opened */
    bool swapped;              /* the new database is in use */
} rebuilding;

/* ---- what the old index tells ------------------------------------------------------------- */

/* In callbacks: errors of our own end the run, others are the old index's. */
static tc_status own(rebuilding *b, tc_status st)
{
    b->ours |= st != TC_OK;
    tc_arena_reset(&b->rows);
    return st;
}

/* What the old index cannot tell is told, and is no reason to stop. */
static tc_status tolerate(rebuilding *b, tc_status st, const tc_error *why, tc_error *err)
{
    if (st != TC_OK && (b->ours || st == TC_ENOMEM)) {
        if (err)
            *err = *why;
        return st;
    }
    if (st != TC_OK) {
        const tc_file_row row = {.path = tc_span_str(b->run.archive.place.dir),
                                 .failed = true,
                                 .reason = TC_REASON_DAMAGED,
                                 .stage = TC_SPAN_LIT("index"),
                                 .detail = tc_span_str(why->msg)};
        b->damaged = b->run.archive.keep_old = true;
        tc_report_failure(&b->run.report, &row);
    }
    return TC_OK;
}

static tc_status keep_root(const tc_root_row *row, void *context, tc_error *err)
{
    rebuilding *b = context;
    tc_arena *a = &b->run.arena; /* the row is in it */
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        return own(b, tc_fail(err, TC_ENOMEM, "no memory for the list of folders"));
    tc_vec_push(a, &b->roots, *row);
    tc_vec_push(a, &b->run.apart, row->path);
    tc_arena_uncatch(a, &guard);
    return own(b, tc_journal_put_root(b->run.archive.writer, &b->rows, row, err));
}

static tc_status keep_note(tc_span path, void *context, tc_error *err)
{
    rebuilding *b = context;
    return own(b, tc_journal_note(b->run.archive.writer, &b->rows, path, true, err));
}

static tc_status keep_annotation(tc_span sha256, const tc_annotation *told, void *context,
                                 tc_error *err)
{
    rebuilding *b = context;
    return own(b, tc_annotation_put(b->run.archive.writer, &b->rows, sha256, told, err));
}

static tc_status expect_file(const tc_file_row *row, void *context, tc_error *err)
{
    (void)err;
    rebuilding *b = context;
    tc_progress_expect(&b->run.progress, 1, row->stamp.size);
    tc_arena_reset(&b->rows);
    return TC_OK;
}

/* ---- files -------------------------------------------------------------------------------- */

static tc_status carry(rebuilding *b, const tc_file_row *row, tc_error *err)
{
    bool carried;
    tc_status st = tc_pipeline_carry(&b->run.pipeline, &carried, row, err);
    if (st == TC_OK && carried) {
        b->run.report.tally.missing++;
        tc_report_file(&b->run.report, _("kept from the old index"), row->path);
    }
    b->damaged |= st == TC_OK && !carried;
    return st;
}

/* The file that it is in has brought it along, or cannot be read now. */
static tc_status take_inside(rebuilding *b, const tc_file_row *row, tc_error *err)
{
    tc_file_row *known, *outer = NULL;
    tc_writer *new = b->run.archive.writer;
    tc_status st = tc_journal_file(&known, &b->rows, new, row->path, err);
    if (st == TC_OK && !known)
        st = tc_journal_file(&outer, &b->rows, new, tc_member_outer(row->path), err);
    return outer && outer->failed && !tc_span_empty(row->sha256) ? carry(b, row, err) : st;
}

/* A file that is there is read anew; of one that is not there, or cannot be read, all is kept that
 * the old index has. */
static tc_status take(rebuilding *b, const tc_file_row *row, tc_error *err)
{
    const char *full;
    struct stat now;
    tc_pipeline *p = &b->run.pipeline;
    if (tc_stop_signal())
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    tc_status st = tc_locate_file(&full, &b->rows, &b->run.archive.place, row->path, err);
    if (st != TC_OK)
        return st;
    bool there = stat(full, &now) == 0, gone = !there && (errno == ENOENT || errno == ENOTDIR);
    if (gone && tc_member_of_file(full))
        return take_inside(b, row, err);
    if (there && S_ISREG(now.st_mode))
        return tc_pipeline_take(p, row->path, full, tc_stamp_of(&now), false, err);
    if (!there && !gone)
        return tc_pipeline_fail(p, row->path, row->stamp, TC_REASON_UNREADABLE, "walk",
                                tc_errno_text(errno), err);
    if (!tc_span_empty(row->sha256))
        return carry(b, row, err);
    return tc_pipeline_fail(p, row->path, row->stamp, row->reason,
                            row->stage.len ? row->stage.ptr : "", /* NUL-terminated: in an arena */
                            row->detail.len ? row->detail.ptr : "", err);
}

static tc_status take_file(const tc_file_row *row, void *context, tc_error *err)
{
    rebuilding *b = context;
    return own(b, take(b, row, err));
}

/* Files of which the journal did not tell. */
static tc_status take_document(tc_docid id, const tc_record *record, void *context, tc_error *err)
{
    rebuilding *b = context;
    tc_status st = TC_OK;
    (void)id;
    for (size_t i = 0; st == TC_OK && i < record->path_count; i++) {
        tc_file_row *known;
        const tc_file_row row = {.path = record->paths[i], .sha256 = record->sha256};
        st = tc_journal_file(&known, &b->rows, b->run.archive.writer, row.path, err);
        if (st == TC_OK && !known)
            st = take(b, &row, err);
    }
    return own(b, st);
}

/* ---- the new database --------------------------------------------------------------------- */

static tc_status read_rows(rebuilding *b, tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    tc_reader *old = b->before.reader;
    b->roots.len = b->run.apart.len = 0;
    tc_status st =
        tolerate(b, tc_journal_each_root(old, &b->run.arena, keep_root, b, &why), &why, err);
    if (st == TC_OK)
        st = tolerate(b, tc_journal_each_note(old, &b->rows, keep_note, b, &why), &why, err);
    if (st == TC_OK) /* documents are read with them */
        st = tolerate(b, tc_annotation_each(old, keep_annotation, b, &why), &why, err);
    if (st == TC_OK && b->run.progress.on)
        tc_journal_each_file(old, &b->rows, expect_file, b, NULL);
    if (st == TC_OK)
        st = tolerate(b, tc_journal_each_file(old, &b->rows, take_file, b, &why), &why, err);
    if (st == TC_OK && !b->damaged) /* rows that are none of these any more */
        st = tolerate(b, tc_journal_check(old, &why), &why, err);
    return st;
}

static tc_status find_the_rest(rebuilding *b, tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    tc_status st =
        tolerate(b, tc_before_each(&b->before, &b->data, take_document, b, &why), &why, err);
    for (size_t i = 0; st == TC_OK && i < b->roots.len; i++)
        st = tc_scan(&b->run, &b->roots.items[i], false, err);
    return st;
}

/* Nothing could be kept: the old index, of which others may make more, is not thrown away. */
static tc_status refuse_empty(rebuilding *b, tc_error *err)
{
    tc_reader *new;
    uint64_t before = 0, now = 0;
    tc_status st = b->damaged ? tc_archive_reader(&new, &b->run.archive, true, err) : TC_OK;
    if (st != TC_OK || !b->damaged)
        return st;
    st = tc_reader_count(new, &now, err);
    tc_reader_free(new);
    if (st == TC_OK)
        st = tc_reader_count(b->before.reader, &before, err);
    if (st == TC_OK && before && !now)
        return tc_fail(err, TC_ECORRUPT, "%s: no document can be read, and no file",
                       b->run.archive.place.dir);
    return st;
}

static tc_status build(void *context, tc_error *err)
{
    rebuilding *b = context;
    tc_status st;
    b->run.pipeline.before = &b->before;
    do {
        b->run.pipeline.redo = false;
        st = read_rows(b, err);
        if (st == TC_OK && b->damaged)
            st = find_the_rest(b, err);
    } while (st == TC_OK && b->run.pipeline.redo);
    tc_progress_clear(&b->run.progress);
    if (st == TC_OK)
        st = tc_pipeline_commit(&b->run.pipeline, err);
    return st == TC_OK ? refuse_empty(b, err) : st;
}

/* What another analyser has left, or what is damaged, is read anew with all the rest. */
static tc_status merge_parts(rebuilding *b, tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    tc_status st = tc_parts_merge(&b->run.archive, &why);
    if (st == TC_EVERSION)
        return TC_OK;
    b->ours = st == TC_ECANCELLED || st == TC_EIO;
    return tolerate(b, st, &why, err);
}

static tc_status rebuild(rebuilding *b, tc_error *err)
{
    const char *old = b->run.archive.database;
    tc_status st = merge_parts(b, err);
    if (st != TC_OK)
        return st;
    old = b->run.archive.database;
    st = tc_reader_open(&b->before.reader, &old, 1, TC_ANY_VERSION, err);
    b->hopeless = st != TC_OK;
    if (st == TC_OK)
        st = tc_run_start(&b->run, err);
    if (st != TC_OK)
        return st;
    st = tc_archive_rewrite(&b->run.archive, build, b, err);
    b->swapped = b->run.archive.database != old;
    tc_pipeline_release(&b->run.pipeline);
    return st;
}

static int say_end(rebuilding *b, tc_status st, const tc_error *err)
{
    if (st == TC_OK) {
        tc_report_end(&b->run.report);
        if (b->run.archive.keep_old)
            tc_say(_("the old database, which could not be read in full, is kept beside: "
                     "%s/damaged-*"),
                   b->run.archive.place.dir);
        int output = tc_finish_output();
        return output ? output : b->run.report.tally.failed ? TC_EXIT_PARTIAL : TC_EXIT_OK;
    }
    if (st == TC_ECANCELLED) {
        tc_say("%s", _("stopped; the index is as it was"));
        return tc_exit_of(st);
    }
    tc_say("%s", err->said);
    if (b->before.reader && !b->swapped)
        tc_say("%s", _("the index is as it was"));
    if (b->hopeless || st == TC_EVERSION)
        tc_say("%s", _("add the files to a new index: tracuu-index -d NEW add PATH..."));
    return tc_exit_of(st);
}

static int run(const tc_args *args)
{
    rebuilding b = {0};
    tc_error err = TC_ERROR_INIT;
    if (!tc_run_init(&b.run, args))
        return TC_EXIT_TROUBLE;
    tc_before_init(&b.before);
    tc_arena_init(&b.rows);
    tc_arena_init(&b.data);
    tc_status st = tc_archive_lock(&b.run.archive, &b.run.options, &err);
    if (st == TC_OK)
        st = rebuild(&b, &err);
    int status = say_end(&b, st, &err);
    tc_before_release(&b.before);
    tc_archive_abandon(&b.run.archive);
    tc_run_release(&b.run);
    tc_arena_release(&b.rows);
    tc_arena_release(&b.data);
    return status;
}

const tc_command tc_command_rebuild = {
    "rebuild", "", N_("read all known files anew into a new index, then swap"), OPTIONS, run};
