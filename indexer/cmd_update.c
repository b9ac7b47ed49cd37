/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>

#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/scan.h"
#include "indexer/signals.h"

static const tc_option OPTIONS[] = {
    {TC_OPT_DELETE_MISSING, 0, "delete-missing", NULL,
     N_("take out files that are no longer there")},
    TC_READING_FILES_OPTIONS,
    TC_JOBS_OPTION,
    TC_WRITING_OPTIONS,
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

typedef struct {
    tc_root_row row;
    bool absent;
} root_entry;

typedef struct {
    tc_run *run;
    TC_VEC(root_entry) roots;
    tc_paths notes;   /* files that add was asked for and did not come to */
    tc_paths single;  /* known files below no root */
    tc_paths missing; /* known files that are no more */
    tc_arena rows;
} update;

static tc_status keep_note(tc_span path, void *context, tc_error *err)
{
    update *u = context;
    return tc_paths_add(&u->notes, &u->run->arena, path, err);
}

static tc_status keep_root(const tc_root_row *row, void *context, tc_error *err)
{
    update *u = context;
    tc_arena *a = &u->run->arena; /* rows are kept for the whole run */
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the list of folders");
    const root_entry entry = {.row = *row};
    tc_vec_push(a, &u->roots, entry);
    tc_vec_push(a, &u->run->apart, row->path);
    tc_arena_uncatch(a, &guard);
    return TC_OK;
}

/* A folder that is not there is more likely a disk that is not mounted than ten thousand deleted
 * files: what is known below it stays, and --delete-missing does not touch it. */
static tc_status scan_root(update *u, root_entry *root, tc_error *err)
{
    const char *full;
    struct stat st;
    tc_run *run = u->run;
    tc_status status = tc_locate_file(&full, &run->arena, &run->archive.place, root->row.path, err);
    if (status != TC_OK)
        return status;
    root->absent = stat(full, &st) != 0 && (errno == ENOENT || errno == ENOTDIR);
    if (!root->absent)
        return tc_scan(run, &root->row, false, err);
    const tc_file_row row = {.path = root->row.path,
                             .reason = TC_REASON_MISSING,
                             .stage = TC_SPAN_LIT("walk"),
                             .detail = TC_SPAN_LIT(N_("the folder is not there; its files stay "
                                                      "in the index until: tracuu-index remove"))};
    tc_report_failure(&run->report, &row);
    return TC_OK;
}

/* The innermost root decides, as the files of an outer one may be there without it. */
static const root_entry *root_of(const update *u, tc_span path)
{
    const root_entry *best = NULL;
    for (size_t i = 0; i < u->roots.len; i++) {
        const root_entry *r = &u->roots.items[i];
        if (tc_path_below(path, r->row.path) && (!best || r->row.path.len > best->row.path.len))
            best = r;
    }
    return best;
}

static tc_status look_at(const tc_file_row *row, void *context, tc_error *err)
{
    update *u = context;
    const char *full;
    struct stat st;
    const root_entry *root = root_of(u, row->path);
    tc_status status = TC_OK;
    if (!root || !root->absent) {
        status = tc_locate_file(&full, &u->rows, &u->run->archive.place, row->path, err);
        if (status == TC_OK && lstat(full, &st) != 0 && (errno == ENOENT || errno == ENOTDIR))
            status = tc_paths_add(&u->missing, &u->run->arena, row->path, err);
        else if (status == TC_OK && !root)
            status = tc_paths_add(&u->single, &u->run->arena, row->path, err);
    }
    tc_arena_reset(&u->rows);
    return status;
}

static tc_status look_at_known(update *u, tc_error *err)
{
    tc_reader *reader;
    tc_status st = tc_pipeline_commit(&u->run->pipeline, err);
    if (st == TC_OK)
        st = tc_archive_reader(&reader, &u->run->archive, true, err);
    if (st != TC_OK)
        return st;
    st = tc_journal_each_file(reader, &u->rows, look_at, u, err);
    tc_reader_free(reader);
    return st;
}

static tc_status settle_missing(update *u, tc_error *err)
{
    tc_tally *tally = &u->run->report.tally;
    bool delete = tc_args_has(u->run->args, TC_OPT_DELETE_MISSING);
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < u->missing.len; i++) {
        bool known = false;
        tally->missing += !delete;
        tc_report_file(&u->run->report, delete ? _("removed") : _("no longer there"),
                       u->missing.items[i]);
        if (delete)
            st = tc_pipeline_forget(&u->run->pipeline, &known, u->missing.items[i], err);
        tally->removed += known;
        if (st == TC_OK && tc_stop_signal())
            st = tc_fail(err, TC_ECANCELLED, "stopped on request");
    }
    return st;
}

static tc_status read_roots(update *u, tc_error *err)
{
    tc_reader *reader;
    tc_status st = tc_archive_reader(&reader, &u->run->archive, true, err);
    if (st != TC_OK)
        return st;
    st = tc_journal_each_root(reader, &u->run->arena, keep_root, u, err);
    if (st == TC_OK)
        st = tc_journal_each_note(reader, &u->rows, keep_note, u, err);
    tc_reader_free(reader);
    return st;
}

static tc_status scan_files(update *u, const tc_paths *paths, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < paths->len; i++) {
        const tc_root_row file = {.path = paths->items[i]};
        st = tc_scan(u->run, &file, false, err);
    }
    return st;
}

static tc_status drop_notes(update *u, tc_error *err)
{
    tc_run *run = u->run;
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < u->notes.len; i++)
        st = tc_journal_note(run->archive.writer, &run->arena, u->notes.items[i], false, err);
    return st;
}

static tc_status update_all(update *u, tc_error *err)
{
    tc_status st = read_roots(u, err);
    for (size_t i = 0; st == TC_OK && i < u->roots.len; i++)
        st = tc_scan_expect(u->run, &u->roots.items[i].row, err);
    if (st == TC_OK)
        st = tc_run_expect_bulk(u->run, err);
    for (size_t i = 0; st == TC_OK && i < u->roots.len; i++)
        st = scan_root(u, &u->roots.items[i], err);
    if (st == TC_OK)
        st = scan_files(u, &u->notes, err);
    if (st == TC_OK)
        st = tc_run_settle(u->run, err);
    if (st == TC_OK)
        st = drop_notes(u, err);
    if (st == TC_OK)
        st = look_at_known(u, err);
    if (st == TC_OK)
        st = scan_files(u, &u->single, err);
    return st == TC_OK ? settle_missing(u, err) : st;
}

static tc_status work(tc_run *run, tc_error *err)
{
    update u = {.run = run};
    tc_arena_init(&u.rows);
    tc_status st = update_all(&u, err);
    tc_arena_release(&u.rows);
    return st;
}

static int run(const tc_args *args)
{
    if (args->operand_count) {
        tc_say("%s", _("update: takes no paths; it looks at everything that was added"));
        return TC_EXIT_TROUBLE;
    }
    return tc_run_writing(args, false, work);
}

const tc_command tc_command_update = {
    "update", "", N_("look at all that was added, take in what is new or changed"), OPTIONS, run};
