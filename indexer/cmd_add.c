/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>

#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/scan.h"

static const tc_option OPTIONS[] = {
    {TC_OPT_FILES_FROM, 0, "files-from", N_("FILE"),
     N_("also the paths that FILE lists (-: stdin)")},
    {TC_OPT_NULL, '0', "null", NULL, N_("entries of --files-from end in NUL, not in a line end")},
    {TC_OPT_EXCLUDE, 0, "exclude", N_("GLOB"),
     N_("pass over these names, or paths when it has a /")},
    {TC_OPT_FOLLOW, 'L', "follow", NULL, N_("follow symbolic links")},
    TC_READING_FILES_OPTIONS,
    TC_JOBS_OPTION,
    TC_WRITING_OPTIONS,
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

typedef struct {
    tc_root_row row;
    bool folder;
} root_entry;
typedef TC_VEC(root_entry) root_list;

/* A path that is not there is the caller's mistake, not a state of the archive: no row for it. */
static void not_there(tc_run *run, tc_span path, const char *why)
{
    const tc_file_row row = {.path = path,
                             .failed = true,
                             .reason = TC_REASON_MISSING,
                             .stage = TC_SPAN_LIT("walk"),
                             .detail = tc_span_str(why)};
    tc_report_failure(&run->report, &row);
}

/* Before anything is read, what was asked for is written down: a run that is cut off is completed
 * by update. */
static tc_status note(tc_run *run, const root_entry *root, tc_error *err)
{
    return root->folder
               ? tc_journal_put_root(run->archive.writer, &run->arena, &root->row, err)
               : tc_journal_note(run->archive.writer, &run->arena, root->row.path, true, err);
}

/* When it is done with. */
static tc_status drop_notes(tc_run *run, const root_list *roots, tc_error *err)
{
    tc_status st = tc_run_settle(run, err);
    for (size_t i = 0; st == TC_OK && i < roots->len; i++)
        if (!roots->items[i].folder)
            st = tc_journal_note(run->archive.writer, &run->arena, roots->items[i].row.path, false,
                                 err);
    return st;
}

/* ---- what is excluded from now on --------------------------------------------------------- */

typedef struct {
    tc_run *run;
    const tc_root_row *root;
    tc_walk_options options;
    tc_paths excluded;
    tc_arena rows;
} exclusion;

static tc_status keep_excluded(const tc_file_row *row, void *context, tc_error *err)
{
    exclusion *x = context;
    tc_status st = TC_OK;
    if (tc_path_below(row->path, x->root->path) && !tc_span_eq(row->path, x->root->path) &&
        tc_walk_excludes(&x->options, tc_path_within(row->path, x->root->path)))
        st = tc_paths_add(&x->excluded, &x->run->arena, row->path, err);
    tc_arena_reset(&x->rows);
    return st;
}

/* Files that are known and would not be taken in any more. Only now: one that is added by its own
 * name later is wanted. */
static tc_status drop_excluded(tc_run *run, const tc_root_row *root, tc_error *err)
{
    tc_reader *reader;
    exclusion x = {.run = run, .root = root};
    if (root->exclude_count == 0)
        return TC_OK;
    tc_status st = tc_scan_options(&x.options, run, root, err);
    if (st == TC_OK)
        st = tc_archive_reader(&reader, &run->archive, true, err);
    if (st != TC_OK)
        return st;
    tc_arena_init(&x.rows);
    st = tc_journal_each_file(reader, &x.rows, keep_excluded, &x, err);
    tc_arena_release(&x.rows);
    tc_reader_free(reader);
    for (size_t i = 0; st == TC_OK && i < x.excluded.len; i++) {
        bool known;
        st = tc_pipeline_forget(&run->pipeline, &known, x.excluded.items[i], err);
        run->report.tally.removed += known;
        tc_report_file(&run->report, _("removed"), x.excluded.items[i]);
    }
    return st;
}

/* ---- roots -------------------------------------------------------------------------------- */

static tc_status add_root(tc_run *run, root_list *roots, tc_span path, const tc_root_row *like,
                          tc_error *err)
{
    struct stat st;
    tc_error why = TC_ERROR_INIT;
    root_entry root = {.row = *like};
    bool there = stat(path.ptr, &st) == 0;
    root.folder = there && S_ISDIR(st.st_mode);
    if (!there && (errno == ENOENT || errno == ENOTDIR)) {
        not_there(run, path, tc_errno_text(errno));
        return TC_OK;
    }
    if (tc_locate_stored(&root.row.path, &run->arena, &run->archive.place, path.ptr, &why) !=
        TC_OK) {
        not_there(run, path, why.msg);
        return TC_OK;
    }
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&run->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the list of paths");
    tc_vec_push(&run->arena, roots, root);
    tc_arena_uncatch(&run->arena, &guard);
    return note(run, &root, err);
}

/* ---- what is known already ---------------------------------------------------------------- */

typedef struct {
    const root_list *roots;
    tc_arena rows;
    uint64_t known;
} counting;

static tc_status count_row(const tc_file_row *row, void *context, tc_error *err)
{
    counting *c = context;
    (void)row;
    (void)err;
    c->known++;
    tc_arena_reset(&c->rows);
    return TC_OK;
}

static tc_status count_root(counting *c, tc_reader *reader, const root_entry *root, tc_error *err)
{
    tc_file_row *row;
    if (root->folder)
        return tc_journal_each_file_below(reader, &c->rows, &root->row.path, 1, count_row, c, err);
    tc_status st = tc_journal_read_file(&row, &c->rows, reader, root->row.path, err);
    c->known += st == TC_OK && row;
    tc_arena_reset(&c->rows);
    return st;
}

/* Of the files that are asked for, those that the journal has. */
static tc_status count_known(uint64_t *known, tc_reader *reader, void *context, tc_error *err)
{
    counting c = {.roots = context};
    tc_status st = TC_OK;
    tc_arena_init(&c.rows);
    for (size_t i = 0; st == TC_OK && i < c.roots->len; i++)
        st = count_root(&c, reader, &c.roots->items[i], err);
    tc_arena_release(&c.rows);
    *known = c.known;
    return st;
}

/* ---- the command -------------------------------------------------------------------------- */

static tc_status read_told(tc_run *run, tc_root_row *like, tc_error *err)
{
    tc_told told = tc_run_told(run->args);
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&run->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the list of paths");
    like->told = tc_told_text(&run->arena, &told);
    tc_arena_uncatch(&run->arena, &guard);
    return TC_OK;
}

static tc_status read_excludes(tc_run *run, tc_root_row *like, tc_error *err)
{
    tc_paths globs = {0};
    for (size_t i = 0; i < run->args->given_count; i++) {
        const tc_given *g = &run->args->given[i];
        if (g->id != TC_OPT_EXCLUDE)
            continue;
        tc_status st = tc_paths_add(&globs, &run->arena, tc_span_str(g->value), err);
        if (st != TC_OK)
            return st;
    }
    like->excludes = globs.items;
    like->exclude_count = globs.len;
    like->follow = tc_args_has(run->args, TC_OPT_FOLLOW);
    return read_told(run, like, err);
}

static tc_status add(tc_run *run, tc_error *err)
{
    tc_paths paths = {0};
    root_list roots = {0};
    tc_root_row like = {0};
    tc_status st = tc_run_paths(&paths, run, err);
    if (st == TC_OK)
        st = read_excludes(run, &like, err);
    for (size_t i = 0; st == TC_OK && i < paths.len; i++)
        st = add_root(run, &roots, paths.items[i], &like, err);
    for (size_t i = 0; st == TC_OK && i < roots.len; i++)
        if (roots.items[i].folder)
            st = drop_excluded(run, &roots.items[i].row, err);
    if (st == TC_OK)
        st = tc_pipeline_commit(&run->pipeline, err);
    if (st == TC_OK)
        st = tc_writer_commit(run->archive.writer, err);
    for (size_t i = 0; st == TC_OK && i < roots.len; i++)
        st = tc_scan_expect(run, &roots.items[i].row, NULL, err);
    if (st == TC_OK)
        st = tc_run_expect_bulk(run, count_known, &roots, err);
    for (size_t i = 0; st == TC_OK && i < roots.len; i++)
        /* a file that was asked for by name is tried again when it failed before */
        st = tc_scan(run, &roots.items[i].row, !roots.items[i].folder, err);
    return st == TC_OK ? drop_notes(run, &roots, err) : st;
}

static int run(const tc_args *args)
{
    if (args->operand_count == 0 && !tc_args_has(args, TC_OPT_FILES_FROM)) {
        tc_say("%s", _("add: what? Give files or folders, or --files-from"));
        return TC_EXIT_TROUBLE;
    }
    return tc_run_writing(args, true, add);
}

const tc_command tc_command_add = {
    "add", N_("PATH..."), N_("take files and folders in, new or changed ones only"), OPTIONS, run};
