/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/survey.h"

#include <errno.h>

#include "indexer/members.h"
#include "indexer/run.h"
#include "indexer/signals.h"

typedef struct {
    const tc_survey_options *o;
    tc_arena arena, rows;
    tc_buf stored;
    tc_path_set seen;
    tc_paths gone, blind;
} survey;

static tc_status stopped(tc_error *err)
{
    return tc_stop_signal() ? tc_fail(err, TC_ECANCELLED, "stopped on request") : TC_OK;
}

/* ---- what is there ------------------------------------------------------------------------ */

static tc_status find_row(tc_file_row **row, survey *s, tc_span path, tc_error *err)
{
    tc_arena_reset(&s->rows);
    return tc_journal_read_file(row, &s->rows, s->o->reader, path, err);
}

static tc_status on_file(survey *s, tc_span path, const struct stat *st, tc_error *err)
{
    tc_file_row *row;
    tc_stamp stamp = tc_stamp_of(st);
    tc_status status = tc_path_set_add(&s->seen, &s->arena, path, err);
    if (status == TC_OK)
        status = find_row(&row, s, path, err);
    if (status == TC_OK && (!row || !tc_stamp_eq(row->stamp, stamp)))
        status = s->o->changed(path, &stamp, s->o->context, err);
    return status;
}

/* A folder that cannot be read is told once, and once more when it can be. */
static tc_status on_folder(survey *s, tc_span path, bool readable, tc_error *err)
{
    tc_file_row *row;
    tc_status st = find_row(&row, s, path, err);
    if (st == TC_OK && !readable)
        st = tc_paths_add(&s->blind, &s->arena, path, err);
    if (st == TC_OK && readable == (row != NULL))
        st = s->o->changed(path, NULL, s->o->context, err);
    return st;
}

static bool is_apart(const survey *s, tc_span path)
{
    return !tc_span_eq(path, s->o->root->path) &&
           tc_span_among(s->o->folders, s->o->folder_count, path);
}

static tc_status on_event(const tc_walk_event *e, void *context, tc_error *err)
{
    survey *s = context;
    tc_span below = tc_span_str(e->path + e->relative), path = s->o->root->path;
    if (!tc_span_empty(below)) {
        tc_path_join(&s->stored, path, below);
        path = tc_buf_span(&s->stored);
    }
    tc_status st = stopped(err);
    if (st != TC_OK || e->kind == TC_WALK_SKIPPED)
        return st;
    if (e->kind == TC_WALK_FILE)
        return on_file(s, path, e->stat, err);
    if (e->kind == TC_WALK_FAILED)
        return e->errnum == ENOENT ? TC_OK : on_folder(s, path, false, err);
    *e->prune = is_apart(s, path);
    return *e->prune ? TC_OK : on_folder(s, path, true, err);
}

/* ---- what is known ------------------------------------------------------------------------ */

static bool is_ours(survey *s, tc_span path)
{
    const tc_survey_options *o = s->o;
    size_t holder = tc_path_holder(o->folders, o->folder_count, path);
    return holder < o->folder_count && tc_span_eq(o->folders[holder], o->root->path) &&
           !tc_path_set_has(&s->seen, path) &&
           tc_path_holder(s->blind.items, s->blind.len, path) == s->blind.len;
}

/* What was not come to: a file that was added by its own name and that walks pass over is compared
 * as well; what is inside of an archive is looked at with it. */
static tc_status on_known(const tc_file_row *row, void *context, tc_error *err)
{
    survey *s = context;
    const char *full;
    struct stat now;
    tc_status st = stopped(err);
    if (st == TC_OK && is_ours(s, row->path) &&
        tc_locate_file(&full, &s->rows, s->o->place, row->path, NULL) == TC_OK) {
        bool follow = s->o->root->follow;
        bool there = (follow ? stat(full, &now) : lstat(full, &now)) == 0;
        bool same = there && S_ISREG(now.st_mode) && tc_stamp_eq(tc_stamp_of(&now), row->stamp);
        if (!same && (there || !tc_member_of_file(full)))
            st = tc_paths_add(&s->gone, &s->arena, row->path, err);
    }
    tc_arena_reset(&s->rows);
    return st;
}

static tc_status look(survey *s, bool *empty, tc_error *err)
{
    const tc_survey_options *o = s->o;
    const char *full;
    tc_walk_options options = *o->options;
    options.start = tc_path_within(o->path, o->root->path);
    tc_status st = tc_locate_file(&full, &s->arena, o->place, o->root->path, err);
    if (st == TC_OK)
        st = tc_walk(full, &options, on_event, s, err);
    if (st == TC_OK)
        st = tc_journal_each_file_below(o->reader, &s->rows, &o->path, 1, on_known, s, err);
    *empty = s->seen.hashes.len == 0 && s->gone.len;
    for (size_t i = 0; st == TC_OK && !*empty && i < s->gone.len; i++)
        st = o->changed(s->gone.items[i], NULL, o->context, err);
    return st;
}

tc_status tc_survey(bool *empty, const tc_survey_options *options, tc_error *err)
{
    survey s = {.o = options};
    tc_arena_init(&s.arena);
    tc_arena_init(&s.rows);
    tc_buf_init(&s.stored, 0);
    tc_status st = look(&s, empty, err);
    tc_buf_release(&s.stored);
    tc_arena_release(&s.rows);
    tc_arena_release(&s.arena);
    return st;
}
