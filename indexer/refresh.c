/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/refresh.h"

#include <errno.h>
#include <stdio.h>

#include "indexer/message.h"
#include "indexer/signals.h"

typedef struct {
    tc_root_row row;
    bool absent;
    bool empty;    /* its walk has found no file */
    uint64_t gone; /* known files that are no more */
    tc_walk_options options;
} root_entry;

typedef struct {
    tc_run *run;
    const tc_refresh_options *options;
    TC_VEC(root_entry) roots; /* in the run's arena */
    tc_paths notes;           /* files that add was asked for and did not come to */
    tc_paths single;          /* known files below no root */
    tc_paths missing;         /* known files that are no more */
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
static tc_status look_for_root(update *u, root_entry *root, tc_error *err)
{
    const char *full;
    struct stat st;
    tc_run *run = u->run;
    tc_status status = tc_locate_file(&full, &run->arena, &run->archive.place, root->row.path, err);
    if (status != TC_OK)
        return status;
    root->absent = stat(full, &st) != 0 && (errno == ENOENT || errno == ENOTDIR);
    return tc_scan_options(&root->options, run, &root->row, err);
}

static tc_status scan_root(update *u, root_entry *root, tc_error *err)
{
    tc_run *run = u->run;
    if (!root->absent) {
        size_t before = run->seen.hashes.len;
        tc_status status = tc_scan(run, &root->row, false, err);
        root->empty = run->seen.hashes.len == before;
        return status;
    }
    const tc_file_row row = {.path = root->row.path,
                             .reason = TC_REASON_MISSING,
                             .stage = TC_SPAN_LIT("walk"),
                             .detail = TC_SPAN_LIT(N_("the folder is not there; its files stay "
                                                      "in the index until: tracuu-index remove"))};
    tc_report_failure(&run->report, &row);
    return TC_OK;
}

/* The innermost root decides, as the files of an outer one may be there without it. */
static root_entry *root_of(update *u, tc_span path)
{
    const tc_paths *paths = &u->run->apart; /* of the roots, in their order */
    size_t i = tc_path_holder(paths->items, paths->len, path);
    return i < paths->len ? &u->roots.items[i] : NULL;
}

/* Would its folder's walk pass over it, so that it was added by its own name? */
static bool passed_over(const root_entry *root, tc_span path)
{
    const char *below = tc_path_within(path, root->row.path); /* a row's: NUL-terminated */
    return tc_walk_hides(below) || tc_walk_excludes(&root->options, below);
}

static tc_status look_at_unseen(update *u, root_entry *root, tc_span path, tc_error *err)
{
    const char *full;
    struct stat st;
    tc_status status = tc_locate_file(&full, &u->rows, &u->run->archive.place, path, err);
    if (status != TC_OK)
        return status;
    bool follow = root && root->row.follow;
    bool there = (follow ? stat(full, &st) : lstat(full, &st)) == 0;
    bool gone = !there && (errno == ENOENT || errno == ENOTDIR);
    if (gone && tc_member_of_file(full))
        return TC_OK; /* what is in a file is looked at with it */
    if (!gone && (!root || (there && S_ISREG(st.st_mode) && passed_over(root, path))))
        return tc_paths_add(&u->single, &u->run->arena, path, err);
    if (root)
        root->gone++;
    return tc_paths_add(&u->missing, &u->run->arena, path, err);
}

/* What the walks have found is done with. Of the rest, what lies in a folder that could not be
 * looked into stays; a link or a FIFO in a file's place is not that file. */
static tc_status look_at(const tc_file_row *row, void *context, tc_error *err)
{
    update *u = context;
    tc_status status = TC_OK;
    if (!tc_scan_came_to(u->run, row->path)) {
        root_entry *root = root_of(u, row->path);
        if (!root || !root->absent)
            status = look_at_unseen(u, root, row->path, err);
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
    const tc_paths *only = u->options->only;
    if (!only)
        st = tc_journal_each_file(reader, &u->rows, look_at, u, err);
    else
        st = tc_journal_each_file_below(reader, &u->rows, only->items, only->len, look_at, u, err);
    tc_reader_free(reader);
    return st;
}

/* An empty folder where files were is more likely a disk that is not mounted. */
static bool may_delete(update *u, tc_span path)
{
    const root_entry *root = root_of(u, path);
    return !root || !root->empty || u->options->force;
}

static void tell_empty(update *u, const root_entry *root)
{
    char detail[160];
    snprintf(detail, sizeof detail,
             N_("the folder is empty; its %llu files stay in the index until: tracuu-index update "
                "--delete-missing --force"),
             (unsigned long long)root->gone);
    const tc_file_row row = {.path = root->row.path,
                             .reason = TC_REASON_MISSING,
                             .stage = TC_SPAN_LIT("walk"),
                             .detail = tc_span_str(detail)};
    tc_report_failure(&u->run->report, &row);
}

static tc_status delete_missing(update *u, tc_span path, tc_error *err)
{
    bool known = false;
    tc_report_file(&u->run->report, _("removed"), path);
    tc_status st = tc_pipeline_forget(&u->run->pipeline, &known, path, err);
    u->run->report.tally.removed += known;
    return st;
}

static tc_status settle_missing(update *u, tc_error *err)
{
    bool delete = u->options->delete_missing;
    tc_status st = TC_OK;
    for (size_t i = 0; delete &&i < u->roots.len; i++) {
        const root_entry *root = &u->roots.items[i];
        if (root->gone && !may_delete(u, root->row.path))
            tell_empty(u, root);
    }
    for (size_t i = 0; st == TC_OK && i < u->missing.len; i++) {
        tc_span path = u->missing.items[i];
        if (delete &&may_delete(u, path)) {
            st = delete_missing(u, path, err);
        } else {
            u->run->report.tally.missing++;
            tc_report_file(&u->run->report, _("no longer there"), path);
        }
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

/* A path that is to be looked at, of watch: what of it a walk from the root would come to. */
static tc_status scan_part(update *u, tc_span path, bool count_only, tc_error *err)
{
    root_entry *root = root_of(u, path);
    if (!root) /* its folder was removed meanwhile; one added by its own name is known */
        return TC_OK;
    if (root->absent || (!tc_span_eq(path, root->row.path) && passed_over(root, path)))
        return TC_OK;
    const char *from = tc_path_within(path, root->row.path);
    if (count_only)
        return tc_scan_expect(u->run, &root->row, from, err);
    return *from ? tc_scan_from(u->run, &root->row, from, err) : scan_root(u, root, err);
}

static tc_status scan_parts(update *u, bool count_only, tc_error *err)
{
    const tc_paths *only = u->options->only;
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < only->len; i++)
        st = scan_part(u, only->items[i], count_only, err);
    return st;
}

static tc_status scan_roots(update *u, bool count_only, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < u->roots.len; i++)
        st = count_only ? tc_scan_expect(u->run, &u->roots.items[i].row, NULL, err)
                        : scan_root(u, &u->roots.items[i], err);
    return st == TC_OK && !count_only ? scan_files(u, &u->notes, err) : st;
}

static tc_status scan_all(update *u, bool count_only, tc_error *err)
{
    return u->options->only ? scan_parts(u, count_only, err) : scan_roots(u, count_only, err);
}

static tc_status refresh(update *u, tc_error *err)
{
    tc_status st = read_roots(u, err);
    for (size_t i = 0; st == TC_OK && i < u->roots.len; i++)
        st = look_for_root(u, &u->roots.items[i], err);
    if (st == TC_OK)
        st = scan_all(u, true, err);
    if (st == TC_OK)
        st = tc_run_expect_bulk(u->run, NULL, NULL, err);
    if (st == TC_OK)
        st = scan_all(u, false, err);
    if (st == TC_OK)
        st = tc_run_settle(u->run, err);
    if (st == TC_OK && !u->options->only)
        st = drop_notes(u, err);
    if (st == TC_OK)
        st = look_at_known(u, err);
    if (st == TC_OK)
        st = scan_files(u, &u->single, err);
    return st == TC_OK ? settle_missing(u, err) : st;
}

tc_status tc_refresh(tc_run *run, const tc_refresh_options *options, tc_error *err)
{
    update u = {.run = run, .options = options};
    tc_renames renames;
    tc_arena_init(&u.rows);
    tc_renames_init(&renames);
    if (options->only) {
        renames.areas = options->only->items;
        renames.area_count = options->only->len;
    }
    run->pipeline.renames = &renames;
    tc_status st = refresh(&u, err);
    run->pipeline.renames = NULL;
    tc_renames_release(&renames);
    tc_arena_release(&u.rows);
    return st;
}
