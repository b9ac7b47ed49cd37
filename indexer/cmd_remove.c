/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/run.h"
#include "indexer/signals.h"

static const tc_option OPTIONS[] = {
    TC_WRITING_OPTIONS,
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

typedef struct {
    tc_run *run;
    tc_span below; /* stored path of the operand */
    tc_paths files, roots;
    bool there;   /* the operand still exists */
    tc_span held; /* a root that stays and holds it: update would bring it back */
    tc_arena rows;
} removal;

static tc_status keep_file(const tc_file_row *row, void *context, tc_error *err)
{
    removal *r = context;
    tc_status st = TC_OK;
    if (tc_path_below(row->path, r->below) || tc_member_below(row->path, r->below))
        st = tc_paths_add(&r->files, &r->run->arena, row->path, err);
    tc_arena_reset(&r->rows);
    return st;
}

static tc_status keep_root(const tc_root_row *row, void *context, tc_error *err)
{
    removal *r = context;
    if (tc_path_below(row->path, r->below))
        return tc_paths_add(&r->roots, &r->run->arena, row->path, err);
    if (tc_path_below(r->below, row->path))
        r->held = tc_arena_copy(&r->run->arena, row->path);
    return TC_OK;
}

static tc_status find(removal *r, tc_error *err)
{
    tc_reader *reader;
    tc_status st = tc_archive_reader(&reader, &r->run->archive, true, err);
    if (st != TC_OK)
        return st;
    st = tc_journal_each_file(reader, &r->rows, keep_file, r, err);
    if (st == TC_OK)
        st = tc_journal_each_root(reader, &r->run->arena, keep_root, r, err);
    tc_reader_free(reader);
    return st;
}

static tc_status remove_found(removal *r, tc_error *err)
{
    tc_run *run = r->run;
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < r->roots.len; i++)
        st = tc_journal_drop_root(run->archive.writer, &run->arena, r->roots.items[i], err);
    for (size_t i = 0; st == TC_OK && i < r->files.len; i++) {
        bool known;
        st = tc_pipeline_forget(&run->pipeline, &known, r->files.items[i], err);
        run->report.tally.removed += known;
        tc_report_file(&run->report, _("removed"), r->files.items[i]);
        if (st == TC_OK && tc_stop_signal())
            st = tc_fail(err, TC_ECANCELLED, "stopped on request");
    }
    if (st == TC_OK && r->there && !tc_span_empty(r->held))
        tc_say(_("%s: update takes it in again, as %s was added; add that with --exclude"),
               tc_shown(&run->arena, r->below), tc_shown(&run->arena, r->held));
    return st;
}

static tc_status remove_one(tc_run *run, const char *path, tc_error *err)
{
    struct stat now;
    removal r = {.run = run, .there = stat(path, &now) == 0};
    tc_arena_init(&r.rows);
    tc_status st = tc_locate_stored(&r.below, &run->arena, &run->archive.place, path, err);
    if (st == TC_OK)
        st = find(&r, err);
    if (st == TC_OK && r.files.len == 0 && r.roots.len == 0) {
        const tc_file_row row = {.path = tc_span_str(path),
                                 .reason = TC_REASON_MISSING,
                                 .stage = TC_SPAN_LIT("remove"),
                                 .detail = TC_SPAN_LIT(N_("not in the index"))};
        tc_report_failure(&run->report, &row);
    } else if (st == TC_OK) {
        st = remove_found(&r, err);
    }
    tc_arena_release(&r.rows);
    return st;
}

static tc_status work(tc_run *run, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < run->args->operand_count; i++) {
        st = remove_one(run, run->args->operands[i], err);
        if (st == TC_OK) /* the next operand looks at what is committed */
            st = tc_pipeline_commit(&run->pipeline, err);
    }
    return st;
}

static int run(const tc_args *args)
{
    if (args->operand_count == 0) {
        tc_say("%s", _("remove: what? Give files or folders"));
        return TC_EXIT_TROUBLE;
    }
    return tc_run_writing(args, false, work);
}

const tc_command tc_command_remove = {"remove", N_("PATH..."),
                                      N_("take files and folders out of the index"), OPTIONS, run};
