/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/scan.h"

#include <errno.h>

#include "indexer/message.h"
#include "indexer/signals.h"

typedef struct {
    tc_run *run;
    tc_span root; /* stored path */
    tc_buf stored;
    const char *from; /* below the root; NULL: all */
    bool again, count_only;
} scan;

/* The stored path of what the walk is at. */
static tc_span stored_path(scan *s, const tc_walk_event *e)
{
    tc_span below = tc_span_str(e->path + e->relative);
    if (tc_span_empty(below))
        return s->root;
    tc_path_join(&s->stored, s->root, below);
    return tc_buf_span(&s->stored);
}

/* Was there memory for it? */
static tc_status check_path(const scan *s, tc_error *err)
{
    return s->stored.status == TC_OK ? TC_OK
                                     : tc_fail(err, s->stored.status, "no memory for a path");
}

/* ---- what was seen ------------------------------------------------------------------------ */

bool tc_scan_came_to(tc_run *run, tc_span stored)
{
    return tc_path_set_has(&run->seen, stored) ||
           tc_path_holder(run->blind.items, run->blind.len, stored) < run->blind.len;
}

/* ---- what a walk tells -------------------------------------------------------------------- */

static tc_status on_failed(scan *s, const tc_walk_event *e, tc_error *err)
{
    bool root = e->path[e->relative] == '\0';
    if (e->errnum == ENOENT && !root)
        return TC_OK; /* gone since its folder was read */
    tc_reason reason = e->errnum == ENOENT ? TC_REASON_MISSING : TC_REASON_UNREADABLE;
    tc_status st = tc_paths_add(&s->run->blind, &s->run->arena, stored_path(s, e), err);
    if (st == TC_OK)
        st = check_path(s, err);
    if (st != TC_OK)
        return st;
    return tc_pipeline_fail(&s->run->pipeline, stored_path(s, e), (tc_stamp){0}, reason, "walk",
                            tc_errno_text(e->errnum), err);
}

static tc_status on_skipped(scan *s, const tc_walk_event *e, tc_error *err)
{
    bool root = e->path[e->relative] == '\0';
    if (root && e->why == TC_SKIP_SPECIAL) /* it was asked for by name */
        return tc_pipeline_fail(&s->run->pipeline, stored_path(s, e), (tc_stamp){0},
                                TC_REASON_SPECIAL, "walk", _("not a regular file"), err);
    s->run->report.tally.skipped[e->why]++;
    return TC_OK;
}

/* A folder that was added for itself has its own excludes and is walked with those. */
static bool is_apart(const scan *s, tc_span path)
{
    const tc_paths *apart = &s->run->apart;
    for (size_t i = 0; i < apart->len; i++)
        if (tc_span_eq(apart->items[i], path) && !tc_span_eq(path, s->root))
            return true;
    return false;
}

static tc_status on_directory(scan *s, const tc_walk_event *e, tc_error *err)
{
    tc_span path = stored_path(s, e);
    tc_status st = check_path(s, err);
    if (st != TC_OK)
        return st;
    *e->prune = is_apart(s, path);
    if (*e->prune || s->count_only)
        return TC_OK;
    return tc_pipeline_clear(&s->run->pipeline, path, err);
}

static tc_status on_file(scan *s, const tc_walk_event *e, tc_error *err)
{
    tc_span path = stored_path(s, e);
    tc_status st = check_path(s, err);
    if (st == TC_OK)
        st = tc_path_set_add(&s->run->seen, &s->run->arena, path, err);
    return st == TC_OK ? tc_pipeline_take(&s->run->pipeline, path, e->path, tc_stamp_of(e->stat),
                                          s->again, err)
                       : st;
}

static tc_status on_event(const tc_walk_event *e, void *context, tc_error *err)
{
    scan *s = context;
    if (tc_stop_signal())
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    if (e->kind == TC_WALK_DIRECTORY)
        return on_directory(s, e, err);
    if (s->count_only) {
        if (e->kind == TC_WALK_FILE)
            tc_progress_expect(&s->run->progress, 1, (uint64_t)e->stat->st_size);
        return TC_OK;
    }
    switch (e->kind) {
    case TC_WALK_FILE:
        return on_file(s, e, err);
    case TC_WALK_SKIPPED:
        return on_skipped(s, e, err);
    case TC_WALK_FAILED:
        return on_failed(s, e, err);
    case TC_WALK_DIRECTORY:
        break;
    }
    return TC_OK;
}

tc_status tc_scan_options(tc_walk_options *out, tc_run *run, const tc_root_row *root, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&run->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to walk a folder");
    const char **globs = tc_arena_array(&run->arena, root->exclude_count + 1, sizeof *globs);
    for (size_t i = 0; i < root->exclude_count; i++)
        globs[i] = tc_arena_copy(&run->arena, root->excludes[i]).ptr;
    tc_arena_uncatch(&run->arena, &guard);
    *out = (tc_walk_options){
        .excludes = globs, .exclude_count = root->exclude_count, .follow = root->follow};
    return TC_OK;
}

static tc_status walk(scan *s, const tc_root_row *root, tc_error *err)
{
    const char *full;
    struct stat own;
    tc_run *run = s->run;
    tc_walk_options options;
    tc_status st = tc_locate_file(&full, &run->arena, &run->archive.place, root->path, err);
    if (st == TC_OK)
        st = tc_scan_options(&options, run, root, err);
    if (st != TC_OK)
        return st;
    options.own = stat(run->archive.place.dir, &own) == 0 ? &own : NULL;
    options.start = s->from;
    run->pipeline.root_told = root->told;
    return tc_walk(full, &options, on_event, s, err);
}

static tc_status walk_and_release(scan *s, const tc_root_row *root, tc_error *err)
{
    tc_buf_init(&s->stored, 0);
    tc_status st = walk(s, root, err);
    tc_buf_release(&s->stored);
    return st;
}

tc_status tc_scan(tc_run *run, const tc_root_row *root, bool again, tc_error *err)
{
    scan s = {.run = run, .root = root->path, .again = again};
    return walk_and_release(&s, root, err);
}

tc_status tc_scan_from(tc_run *run, const tc_root_row *root, const char *from, tc_error *err)
{
    scan s = {.run = run, .root = root->path, .from = from};
    return walk_and_release(&s, root, err);
}

tc_status tc_scan_expect(tc_run *run, const tc_root_row *root, const char *from, tc_error *err)
{
    scan s = {.run = run, .root = root->path, .from = from, .count_only = true};
    return walk_and_release(&s, root, err);
}
