/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <unistd.h>

#include "indexer/analysis.h"
#include "indexer/commands.h"
#include "indexer/members.h"
#include "indexer/message.h"
#include "indexer/report.h"
#include "indexer/run.h"
#include "indexer/signals.h"

static const tc_option OPTIONS[] = {
    {TC_OPT_JSON, 0, "json", NULL, N_("one JSON object a file (the default)")},
    {TC_OPT_TEXT, 0, "text", NULL, N_("the text of the files")},
    {TC_OPT_CHARSET, 0, "charset", N_("NAME"), N_("take files to be in this encoding")},
    {TC_OPT_MAX_FILE_SIZE, 0, "max-file-size", N_("SIZE"), N_("fail files over this size (256M)")},
    {TC_OPT_MAX_MEMORY, 0, "max-memory", N_("SIZE"), N_("fail files that take more memory (1G)")},
    {TC_OPT_OCR, 0, "ocr", "off|auto|force",
     N_("read pictures of text: never, where there is no text (auto), always")},
    {TC_OPT_TRACKED_CHANGES, 0, "tracked-changes", "final|original|both",
     N_("the text of documents after their changes (final), before, or with both")},
    {TC_OPT_STDIN_NAME, 0, "stdin-name", N_("NAME"), N_("take - to be a file of this name")},
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

typedef struct {
    bool text;
    size_t max_file_size;
    const char *stdin_name;
    tc_extract_options extract;
    tc_analysis analysis;
    tc_load load;
    tc_buf line;
} extraction;

static void print(extraction *x, const tc_analysed *doc, tc_span path)
{
    const tc_record *r = &doc->record;
    if (x->text) {
        fwrite(r->text.ptr, 1, r->text.len, stdout);
        return;
    }
    tc_plan_file file = tc_record_file(r, path);
    file.sha256 = tc_span_str(x->load.sha256);
    tc_json json;
    tc_buf_reset(&x->line);
    tc_json_init(&json, &x->line);
    tc_plan_write_json(&json, r->plan, &file, r->text);
    tc_print_json(&x->line);
}

static bool fail(const char *name, tc_reason reason, const tc_error *err)
{
    tc_say_failure(name, tc_reason_name(reason), err);
    return false;
}

static bool extract_loaded(extraction *x, tc_span name, unsigned depth);

/* Files inside, each as if it were a file of its own. */
static bool extract_members(extraction *x, const tc_members *members, tc_span outer, unsigned depth)
{
    bool ok = true;
    for (size_t i = 0; i < members->items.len && !ferror(stdout) && !tc_stop_signal(); i++) {
        const tc_member *m = &members->items.items[i];
        tc_error err = TC_ERROR_INIT;
        tc_buf name;
        tc_buf_init(&name, 0);
        tc_buf_add(&name, outer);
        tc_buf_adds(&name, "!/");
        tc_buf_add(&name, m->name);
        if (name.status != TC_OK)
            ok = fail("", TC_REASON_MEMORY, &err);
        else if (m->status != TC_OK)
            tc_fail(&err, m->status, "%.*s", (int)m->why.len, m->why.ptr);
        else if (depth > TC_MEMBERS_DEPTH)
            tc_fail(&err, TC_ETOOBIG, "too many archives inside of each other");
        else if (tc_load_bytes(&x->load, m->bytes, &err) == TC_OK)
            ok &= extract_loaded(x, tc_buf_span(&name), depth);
        if (err.code != TC_OK)
            ok = fail(name.ptr, tc_reason_of(err.code), &err);
        tc_buf_release(&name);
    }
    return ok;
}

/* name: ends in a NUL. */
static bool extract_loaded(extraction *x, tc_span name, unsigned depth)
{
    tc_members members;
    tc_error err = TC_ERROR_INIT;
    const char *stage;
    tc_analysed *doc;
    tc_members_init(&members);
    x->extract.member_context = &members;
    x->extract.max_members = TC_EXTRACT_MAX_MEMBERS >> depth;
    tc_status st = tc_analyse(&doc, &x->analysis, tc_buf_span(&x->load.bytes), name, &x->extract,
                              NULL, &stage, &err);
    if (st == TC_OK)
        print(x, doc, name);
    bool ok = st == TC_OK ? extract_members(x, &members, name, depth + 1)
                          : fail(name.ptr, tc_reason_of(st), &err);
    tc_members_release(&members);
    return ok;
}

static bool extract_one(extraction *x, const char *path)
{
    bool in = strcmp(path, "-") == 0;
    tc_error err = TC_ERROR_INIT;
    tc_reason reason = TC_REASON_INTERNAL;
    const char *name = in && x->stdin_name ? x->stdin_name : path;
    tc_status st = in ? tc_load_stream(&x->load, STDIN_FILENO, x->max_file_size, &reason, &err)
                      : tc_load_file(&x->load, path, x->max_file_size, &reason, &err);
    return st == TC_OK ? extract_loaded(x, tc_span_str(name), 0) : fail(name, reason, &err);
}

static int extract_all(extraction *x, const tc_args *args)
{
    bool failed = false;
    for (size_t i = 0; i < args->operand_count && !ferror(stdout) && !tc_stop_signal(); i++)
        failed |= !extract_one(x, args->operands[i]);
    int output = tc_finish_output();
    if (output)
        return output;
    if (tc_stop_signal())
        return TC_EXIT_SIGNAL + tc_stop_signal();
    return failed ? TC_EXIT_PARTIAL : TC_EXIT_OK;
}

static int run(const tc_args *args)
{
    extraction x = {.text = tc_args_has(args, TC_OPT_TEXT),
                    .stdin_name = tc_args_value(args, TC_OPT_STDIN_NAME),
                    .extract = {.charset = tc_args_value(args, TC_OPT_CHARSET),
                                .max_text = TC_MAX_TEXT,
                                .on_member = tc_members_keep}};
    size_t max_memory;
    tc_error err = TC_ERROR_INIT;
    if (args->operand_count == 0) {
        tc_say("%s", _("extract: what? Give files, or - for stdin"));
        return TC_EXIT_TROUBLE;
    }
    if (x.text && tc_args_has(args, TC_OPT_JSON)) {
        tc_say("%s", _("extract: --json or --text, not both"));
        return TC_EXIT_TROUBLE;
    }
    if (!tc_args_size(&x.max_file_size, args, TC_OPT_MAX_FILE_SIZE, TC_MAX_FILE) ||
        !tc_args_size(&max_memory, args, TC_OPT_MAX_MEMORY, TC_MAX_MEMORY) ||
        !tc_args_ocr(&x.extract.ocr, args) || !tc_args_changes(&x.extract.tracked_changes, args))
        return TC_EXIT_TROUBLE;
    tc_load_init(&x.load);
    tc_buf_init(&x.line, 0);
    int status = tc_analysis_init(&x.analysis, max_memory, &err) == TC_OK ? extract_all(&x, args)
                                                                          : tc_say_error(&err);
    tc_analysis_release(&x.analysis);
    tc_load_release(&x.load);
    tc_buf_release(&x.line);
    return status;
}

const tc_command tc_command_extract = {"extract", N_("FILE..."),
                                       N_("show what would be indexed of files; needs no index"),
                                       OPTIONS, run};
