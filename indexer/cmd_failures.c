/* SPDX-License-Identifier: GPL-3.0-or-later */
/* failures lists what could not be taken in; retry tries it again. */
#include <stdio.h>

#include "base/retell.h"
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/scan.h"

static const tc_option LIST_OPTIONS[] = {
    {TC_OPT_FORMAT, 'f', "format", N_("FORMAT"), N_("text (default), jsonl or paths")},
    {TC_OPT_NULL, '0', "null", NULL, N_("with -f paths: end each in NUL, not in a line end")},
    {TC_OPT_REASON, 0, "reason", N_("REASON"), N_("only these: see the manual for the reasons")},
    {TC_OPT_END, 0, NULL, NULL, NULL},
};
static const tc_option RETRY_OPTIONS[] = {
    {TC_OPT_REASON, 0, "reason", N_("REASON"), N_("only these: see the manual for the reasons")},
    TC_READING_FILES_OPTIONS,
    TC_WRITING_OPTIONS,
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

/* Which failures: all, or those of one reason. */
typedef struct {
    bool any;
    tc_reason reason;
} selection;

static bool selection_of(selection *s, const tc_args *args)
{
    const char *name = tc_args_value(args, TC_OPT_REASON);
    s->any = !name;
    if (!name || tc_reason_parse(name, &s->reason))
        return true;
    tc_say(_("%s: no such reason"), name);
    return false;
}

static bool selected(const selection *s, const tc_file_row *row)
{
    return row->failed && (s->any || row->reason == s->reason);
}

/* ---- failures ----------------------------------------------------------------------------- */

typedef struct {
    selection which;
    int format;
    bool null;
    uint64_t count;
    tc_arena rows;
} listing;

static tc_status print_row(const tc_file_row *row, void *context, tc_error *err)
{
    listing *l = context;
    if (selected(&l->which, row)) {
        l->count++;
        if (l->format == TC_FORMAT_JSONL)
            tc_print_error_record(row);
        else if (l->format == TC_FORMAT_PATHS)
            printf("%.*s%c", (int)row->path.len, row->path.ptr, l->null ? '\0' : '\n');
        else
            printf("%s: %s: %s\n", tc_shown(&l->rows, row->path), tc_reason_name(row->reason),
                   tc_shown(&l->rows, tc_span_str(tc_retell(&l->rows, row->detail))));
    }
    tc_arena_reset(&l->rows);
    return ferror(stdout) ? tc_fail(err, TC_EIO, "cannot write the output") : TC_OK;
}

static int print_all(listing *l, const tc_archive_options *options)
{
    tc_archive archive;
    tc_reader *reader = NULL;
    tc_error err = TC_ERROR_INIT;
    tc_status st = tc_archive_read(&archive, options, &err);
    if (st == TC_OK)
        st = tc_archive_reader(&reader, &archive, false, &err);
    if (st == TC_OK)
        st = tc_journal_each_file(reader, &l->rows, print_row, l, &err);
    tc_reader_free(reader);
    tc_archive_abandon(&archive);
    int output = tc_finish_output();
    if (output)
        return output;
    if (st != TC_OK)
        return tc_say_error(&err);
    return l->count ? TC_EXIT_OK : TC_EXIT_NOTHING;
}

static int run_failures(const tc_args *args)
{
    static const char *const formats[] = {"text", "jsonl", "paths", NULL};
    listing l = {.null = tc_args_has(args, TC_OPT_NULL)};
    tc_archive_options options;
    if (!tc_archive_options_of(&options, args) || !selection_of(&l.which, args) ||
        !tc_args_word(&l.format, args, TC_OPT_FORMAT, formats, TC_FORMAT_TEXT))
        return TC_EXIT_TROUBLE;
    tc_arena_init(&l.rows);
    int status = print_all(&l, &options);
    tc_arena_release(&l.rows);
    return status;
}

/* ---- retry -------------------------------------------------------------------------------- */

typedef struct {
    tc_run *run;
    selection which;
    tc_paths paths;
    tc_arena rows;
} retrial;

/* What is in a file is tried again with it; such rows stand behind each other. */
static tc_status keep_path(retrial *r, tc_span path, tc_error *err)
{
    const char *full;
    tc_status st = tc_locate_file(&full, &r->rows, &r->run->archive.place, path, err);
    if (st == TC_OK && tc_member_of_file(full))
        path = tc_member_outer(path);
    if (st == TC_OK && r->paths.len && tc_span_eq(r->paths.items[r->paths.len - 1], path))
        return TC_OK;
    return st == TC_OK ? tc_paths_add(&r->paths, &r->run->arena, path, err) : st;
}

static tc_status keep_failed(const tc_file_row *row, void *context, tc_error *err)
{
    retrial *r = context;
    tc_status st = TC_OK;
    if (selected(&r->which, row))
        st = keep_path(r, row->path, err);
    tc_arena_reset(&r->rows);
    return st;
}

static tc_status retry(tc_run *run, tc_error *err)
{
    retrial r = {.run = run};
    tc_reader *reader;
    selection_of(&r.which, run->args); /* checked by run_retry */
    /* they wait because "--ocr off" was told once: to name them is to take that back */
    if (!r.which.any && r.which.reason == TC_REASON_OCR && !run->pipeline.told.ocr.len)
        run->pipeline.told.ocr = TC_SPAN("auto");
    tc_status st = tc_archive_reader(&reader, &run->archive, true, err);
    if (st != TC_OK)
        return st;
    tc_arena_init(&r.rows);
    st = tc_journal_each_file(reader, &r.rows, keep_failed, &r, err);
    tc_arena_release(&r.rows);
    tc_reader_free(reader);
    for (size_t i = 0; st == TC_OK && i < r.paths.len; i++) {
        const tc_root_row one = {.path = r.paths.items[i]};
        st = tc_scan(run, &one, true, err);
    }
    return st;
}

static int run_retry(const tc_args *args)
{
    selection which;
    return selection_of(&which, args) ? tc_run_writing(args, false, retry) : TC_EXIT_TROUBLE;
}

const tc_command tc_command_failures = {
    "failures", "", N_("list the files that could not be taken in"), LIST_OPTIONS, run_failures};
const tc_command tc_command_retry = {"retry", "", N_("try the failed files again"), RETRY_OPTIONS,
                                     run_retry};
