/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verify: the structure on disk, the journal against the documents, and with --fixity the files
 * against their hashes. */
#include <stdio.h>

#include "base/retell.h"
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/run.h"
#include "indexer/signals.h"

static const tc_option OPTIONS[] = {
    {TC_OPT_FIXITY, 0, "fixity", NULL, N_("also read every file and compare its SHA-256")},
    {TC_OPT_FORMAT, 'f', "format", N_("FORMAT"), N_("text (default) or jsonl")},
    {TC_OPT_LOCK_TIMEOUT, 0, "lock-timeout", N_("SECONDS"), N_("wait for another writer (0)")},
    {TC_OPT_QUIET, 'q', "quiet", NULL, N_("say nothing when all is well")},
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

typedef struct {
    const tc_args *args;
    tc_archive archive;
    tc_reader *reader;
    tc_arena rows, data;
    int format;
    bool fixity, quiet;
    uint64_t documents, files, damaged, lost; /* lost: files that fail fixity */
} check;

static void problem(check *c, tc_span path, const char *stage, tc_reason reason, const char *detail)
{
    const tc_file_row row = {
        .path = path, .reason = reason, .stage = tc_span_str(stage), .detail = tc_span_str(detail)};
    if (reason == TC_REASON_DAMAGED)
        c->damaged++;
    else
        c->lost++;
    if (c->format == TC_FORMAT_JSONL)
        tc_print_error_record(&row);
    else
        printf("%s: %s: %s\n", tc_shown(&c->rows, path), tc_reason_name(reason),
               tc_shown(&c->rows, tc_span_str(tc_retell(&c->rows, tc_span_str(detail)))));
}

static void damage(check *c, tc_span path, const char *stage, const char *detail)
{
    problem(c, path, stage, TC_REASON_DAMAGED, detail);
}

static bool lists(const tc_content_row *content, tc_span path)
{
    for (size_t i = 0; i < content->path_count; i++)
        if (tc_span_eq(content->paths[i], path))
            return true;
    return false;
}

/* ---- the journal against the documents ---------------------------------------------------- */

static bool same_paths(const tc_record *record, const tc_content_row *row)
{
    bool same = record->path_count == row->path_count;
    for (size_t i = 0; same && i < row->path_count; i++)
        same = tc_span_eq(record->paths[i], row->paths[i]);
    return same;
}

static tc_status check_document(check *c, const tc_content_row *row, tc_error *err)
{
    tc_span data;
    tc_record *record;
    tc_error why = TC_ERROR_INIT;
    tc_arena_reset(&c->data);
    tc_status st = tc_stored_record(&data, &c->data, c->reader, row->sha256, &why);
    if (st == TC_OK)
        st = tc_record_decode(&record, &c->data, data, &why);
    if (st == TC_ENOMEM || st == TC_EIO) {
        *err = why;
        return st;
    }
    if (st != TC_OK)
        damage(c, row->paths[0], "index", why.msg);
    else if (!tc_span_eq(record->sha256, row->sha256))
        damage(c, row->paths[0], "index", N_("the document is of another content"));
    else if (!same_paths(record, row))
        damage(c, row->paths[0], "index", N_("document and journal name different files"));
    return TC_OK;
}

static tc_status check_content(const tc_content_row *row, void *context, tc_error *err)
{
    check *c = context;
    tc_status st = TC_OK;
    c->documents++;
    for (size_t i = 0; st == TC_OK && i < row->path_count; i++) {
        tc_file_row *file;
        st = tc_journal_read_file(&file, &c->rows, c->reader, row->paths[i], err);
        if (st == TC_OK && (!file || !tc_span_eq(file->sha256, row->sha256)))
            damage(c, row->paths[i], "journal", N_("a document of a file that is not known"));
    }
    if (st == TC_OK)
        st = check_document(c, row, err);
    tc_arena_reset(&c->rows);
    if (st == TC_OK && tc_stop_signal())
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    return st;
}

static void check_fixity(check *c, const tc_file_row *row, tc_span indexed)
{
    const char *full;
    char sha256[65];
    tc_error why = TC_ERROR_INIT;
    if (tc_locate_file(&full, &c->rows, &c->archive.place, row->path, &why) != TC_OK)
        damage(c, row->path, "journal", why.msg);
    else if (tc_member_of_file(full))
        return; /* what is in a file is as it is there: its bytes are the file's */
    else if (tc_load_hash(sha256, full, &why) != TC_OK)
        problem(c, row->path, "fixity", TC_REASON_UNREADABLE, why.msg);
    else if (!tc_span_eq(indexed, tc_span_str(sha256)))
        problem(c, row->path, "fixity", TC_REASON_CHANGED,
                N_("its content is not the indexed one"));
}

static tc_status check_file(const tc_file_row *row, void *context, tc_error *err)
{
    check *c = context;
    tc_content_row *content = NULL;
    tc_status st = TC_OK;
    c->files++;
    if (!tc_span_empty(row->sha256)) {
        st = tc_journal_read_content(&content, &c->rows, c->reader, row->sha256, err);
        if (st == TC_OK && (!content || !lists(content, row->path)))
            damage(c, row->path, "journal", N_("a file without its document"));
    }
    tc_span indexed = tc_span_empty(row->sha256) ? row->archive : row->sha256;
    if (st == TC_OK && c->fixity && !row->failed && !tc_span_empty(indexed))
        check_fixity(c, row, indexed);
    tc_arena_reset(&c->rows);
    if (st == TC_OK && tc_stop_signal())
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    return st;
}

static tc_status check_all(check *c, tc_error *err)
{
    size_t problems;
    uint64_t documents;
    tc_error first = TC_ERROR_INIT;
    tc_span database = tc_span_str(c->archive.database);
    tc_status st = tc_store_check(&problems, c->archive.database, &first);
    if (st != TC_OK) {
        *err = first;
        return st;
    }
    if (problems)
        damage(c, database, "structure", first.msg);
    st = tc_archive_reader(&c->reader, &c->archive, false, err);
    if (st == TC_OK)
        st = tc_journal_each_content(c->reader, &c->rows, check_content, c, err);
    if (st == TC_OK)
        st = tc_journal_each_file(c->reader, &c->rows, check_file, c, err);
    if (st == TC_OK)
        st = tc_journal_check(c->reader, err);
    if (st == TC_OK)
        st = tc_reader_count(c->reader, &documents, err);
    if (st == TC_OK && documents != c->documents)
        damage(c, database, "journal", N_("documents that the journal does not know"));
    return st;
}

static int say_end(const check *c, tc_status st, const tc_error *err)
{
    int output = tc_finish_output();
    if (output)
        return output;
    if (st == TC_ECANCELLED)
        return tc_exit_of(st);
    if (st != TC_OK)
        return tc_say_error(err);
    if (!c->quiet)
        tc_say(_("%llu documents of %llu files; %llu damaged, %llu files not as indexed"),
               (unsigned long long)c->documents, (unsigned long long)c->files,
               (unsigned long long)c->damaged, (unsigned long long)c->lost);
    if (c->damaged)
        tc_run_advise(c->args, "rebuild");
    return c->damaged ? TC_EXIT_DAMAGED : c->lost ? TC_EXIT_PARTIAL : TC_EXIT_OK;
}

static int run(const tc_args *args)
{
    static const char *const formats[] = {"text", "jsonl", NULL};
    check c = {.args = args,
               .fixity = tc_args_has(args, TC_OPT_FIXITY),
               .quiet = tc_args_has(args, TC_OPT_QUIET)};
    tc_archive_options options;
    tc_error err = TC_ERROR_INIT;
    if (!tc_archive_options_of(&options, args) ||
        !tc_args_word(&c.format, args, TC_OPT_FORMAT, formats, TC_FORMAT_TEXT))
        return TC_EXIT_TROUBLE;
    tc_arena_init(&c.rows);
    tc_arena_init(&c.data);
    tc_status st = tc_archive_still(&c.archive, &options, &err); /* a writer's half-done work is no
                                                                    damage */
    if (st == TC_OK)
        st = check_all(&c, &err);
    tc_reader_free(c.reader);
    tc_archive_abandon(&c.archive);
    tc_arena_release(&c.rows);
    tc_arena_release(&c.data);
    return say_end(&c, st, &err);
}

const tc_command tc_command_verify = {
    "verify", "", N_("check the index, and with --fixity the files"), OPTIONS, run};
