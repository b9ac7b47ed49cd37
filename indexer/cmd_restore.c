/* SPDX-License-Identifier: GPL-3.0-or-later */
/* restore: a new index from what dump has written. It is filled beside and then put in use, so that
 * a dump that turns out not to be whole leaves nothing. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/json_read.h"
#include "base/read_line.h"
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/run.h"
#include "indexer/signals.h"

static const tc_option OPTIONS[] = {
    {TC_OPT_MAX_MEMORY, 0, "max-memory", N_("SIZE"), N_("give up on what takes more memory (1G)")},
    TC_WRITING_OPTIONS,
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

/* Held in memory, 16 bytes each; several of us run at once to split an index. */
enum { POSTINGS = 3000000 };

typedef struct {
    tc_run run;
    FILE *in;
    const char *name; /* of the dump */
    tc_reader *whole; /* what was made */
    unsigned long long line;
    tc_arena arena; /* of one record */
    tc_json_in json;
} restoration;

/* ---- values ------------------------------------------------------------------------------- */

static tc_span read_bytes(restoration *r)
{
    tc_span bytes = {NULL, 0};
    if (!tc_base64_read(&bytes, &r->arena, tc_json_read_string(&r->json)))
        r->json.bad = true;
    return bytes;
}

typedef TC_VEC(tc_span) names;

static void read_names(restoration *r, names *out, bool bytes)
{
    out->len = 0; /* key_bytes stands behind key, and says it better */
    tc_json_enter_array(&r->json);
    while (tc_json_next_item(&r->json)) {
        tc_span name = bytes ? read_bytes(r) : tc_json_read_string(&r->json);
        tc_vec_push(&r->arena, out, name);
    }
}

static uint64_t read_size(restoration *r)
{
    int64_t n = tc_json_read_int(&r->json);
    r->json.bad |= n < 0;
    return n < 0 ? 0 : (uint64_t)n;
}

static bool is(tc_span key, const char *name)
{
    return tc_span_eq(key, tc_span_str(name));
}

static bool is_hash(tc_span s)
{
    size_t digits = 0;
    while (digits < s.len && strchr("0123456789abcdef", s.ptr[digits]) && s.ptr[digits])
        digits++;
    return digits == 64 && s.len == 64;
}

static bool is_path(tc_span s)
{
    return s.len && !memchr(s.ptr, '\0', s.len);
}

/* ---- records ------------------------------------------------------------------------------ */

/* Is the member one of what was told? Then it is read. */
static bool read_told(restoration *r, tc_told *told, tc_span key)
{
#define READ(NAME, MEMBER)                            \
    if (is(key, NAME)) {                              \
        told->MEMBER = tc_json_read_string(&r->json); \
        return true;                                  \
    }
    TC_TOLD(READ)
#undef READ
    return false;
}

static tc_status put_root(restoration *r, tc_error *err)
{
    names excludes = {0};
    tc_told told = {0};
    tc_root_row row = {0};
    for (tc_span key; tc_json_next_member(&r->json, &key);) {
        if (is(key, "path"))
            row.path = tc_json_read_string(&r->json);
        else if (is(key, "path_bytes"))
            row.path = read_bytes(r);
        else if (is(key, "follow"))
            row.follow = tc_json_read_bool(&r->json);
        else if (is(key, "excludes") || is(key, "excludes_bytes"))
            read_names(r, &excludes, is(key, "excludes_bytes"));
        else if (!read_told(r, &told, key))
            tc_json_read_past(&r->json);
    }
    row.told = tc_told_text(&r->arena, &told);
    row.excludes = excludes.items;
    row.exclude_count = excludes.len;
    r->json.bad |= !is_path(row.path);
    return r->json.bad ? TC_OK : tc_journal_put_root(r->run.archive.writer, &r->arena, &row, err);
}

/* The stamp is not whole: the next update reads the file, and sees that it is the same. */
static tc_status put_file(restoration *r, tc_error *err)
{
    tc_span reason = {NULL, 0};
    tc_told told = {0};
    tc_file_row row = {.seen = (int64_t)time(NULL)};
    for (tc_span key; tc_json_next_member(&r->json, &key);) {
        if (is(key, "path"))
            row.path = tc_json_read_string(&r->json);
        else if (is(key, "path_bytes"))
            row.path = read_bytes(r);
        else if (is(key, "sha256"))
            row.sha256 = tc_json_read_string(&r->json);
        else if (is(key, "size"))
            row.stamp.size = read_size(r);
        else if (is(key, "mtime_ns"))
            row.stamp.mtime_ns = tc_json_read_int(&r->json);
        else if (is(key, "archive_sha256"))
            row.archive = tc_json_read_string(&r->json);
        else if (is(key, "stage"))
            row.stage = tc_json_read_string(&r->json);
        else if (is(key, "reason"))
            reason = tc_json_read_string(&r->json);
        else if (is(key, "detail"))
            row.detail = tc_json_read_string(&r->json);
        else if (!read_told(r, &told, key))
            tc_json_read_past(&r->json);
    }
    row.told = tc_told_text(&r->arena, &told);
    row.failed = !tc_span_empty(reason);
    r->json.bad |= !is_path(row.path) || (row.failed && !tc_reason_parse(reason.ptr, &row.reason));
    r->json.bad |= !tc_span_empty(row.sha256) && !is_hash(row.sha256);
    return r->json.bad ? TC_OK : tc_journal_put_file(r->run.archive.writer, &r->arena, &row, err);
}

static void read_values(restoration *r, tc_annotation *told)
{
    tc_annotation_field field;
    tc_json_enter_object(&r->json);
    for (tc_span key; tc_json_next_member(&r->json, &key);) {
        if (tc_annotation_find(key, &field))
            told->values[field] = tc_json_read_string(&r->json);
        else
            tc_json_read_past(&r->json);
    }
}

static tc_status put_annotation(restoration *r, tc_error *err)
{
    tc_span sha256 = {NULL, 0};
    tc_annotation told = {0};
    for (tc_span key; tc_json_next_member(&r->json, &key);) {
        if (is(key, "sha256"))
            sha256 = tc_json_read_string(&r->json);
        else if (is(key, "values"))
            read_values(r, &told);
        else
            tc_json_read_past(&r->json);
    }
    r->json.bad |= !is_hash(sha256);
    return r->json.bad ? TC_OK
                       : tc_annotation_put(r->run.archive.writer, &r->arena, sha256, &told, err);
}

static void read_pages(restoration *r, tc_record *record)
{
    TC_VEC(size_t) starts = {0};
    tc_json_enter_array(&r->json);
    while (tc_json_next_item(&r->json)) {
        size_t start = (size_t)read_size(r);
        tc_vec_push(&r->arena, &starts, start);
    }
    record->page_starts = starts.items;
    record->page_count = starts.len;
}

static bool pages_fit(const tc_record *record)
{
    for (size_t i = 0; i < record->page_count; i++)
        if (record->page_starts[i] > record->text.len ||
            (i && record->page_starts[i] < record->page_starts[i - 1]))
            return false;
    return true;
}

static tc_status put_document(restoration *r, tc_error *err)
{
    names paths = {0}, warnings = {0};
    tc_record record = {0};
    for (tc_span key; tc_json_next_member(&r->json, &key);) {
        if (is(key, "sha256"))
            record.sha256 = tc_json_read_string(&r->json);
        else if (is(key, "paths") || is(key, "paths_bytes"))
            read_names(r, &paths, is(key, "paths_bytes"));
        else if (is(key, "mime"))
            record.mime = tc_json_read_string(&r->json);
        else if (is(key, "charset"))
            record.charset = tc_json_read_string(&r->json);
        else if (is(key, "size"))
            record.size = read_size(r);
        else if (is(key, "warnings"))
            read_names(r, &warnings, false);
        else if (is(key, "page_starts"))
            read_pages(r, &record);
        else if (is(key, "text"))
            record.text = tc_json_read_string(&r->json);
        else
            tc_json_read_past(&r->json);
    }
    record.paths = paths.items;
    record.path_count = paths.len;
    record.warnings = warnings.items;
    record.warning_count = warnings.len;
    r->json.bad |= !is_hash(record.sha256) || paths.len == 0 || !pages_fit(&record);
    for (size_t i = 0; i < paths.len; i++)
        r->json.bad |= !is_path(paths.items[i]);
    if (r->json.bad)
        return TC_OK;
    tc_content_row *before = NULL;
    tc_status st =
        tc_journal_content(&before, &r->arena, r->run.archive.writer, record.sha256, err);
    if (st == TC_OK && before)
        st = tc_fail(err, TC_EINVAL, "line %llu has the content of an earlier document", r->line);
    if (st != TC_OK)
        return st;
    r->run.report.tally.added++;
    return tc_pipeline_restore(&r->run.pipeline, &record, err);
}

/* ---- lines -------------------------------------------------------------------------------- */

static const struct {
    const char *type;
    tc_status (*put)(restoration *, tc_error *);
} RECORDS[] = {{"root", put_root},
               {"file", put_file},
               {"annotation", put_annotation},
               {"document", put_document}};

/* A record starts with its version and its type. */
static tc_status put_record(restoration *r, tc_span line, tc_error *err)
{
    tc_span key, type = {NULL, 0};
    tc_json_open(&r->json, &r->arena, line);
    bool versioned =
        tc_json_next_member(&r->json, &key) && is(key, "v") && tc_json_read_int(&r->json) == 1;
    if (versioned && tc_json_next_member(&r->json, &key) && is(key, "type"))
        type = tc_json_read_string(&r->json);
    for (size_t i = 0; i < sizeof RECORDS / sizeof *RECORDS; i++) {
        if (!is(type, RECORDS[i].type))
            continue;
        tc_status st = RECORDS[i].put(r, err);
        if (st == TC_OK && !tc_json_whole(&r->json))
            return tc_fail(err, TC_EINVAL, "line %llu is no whole record of a dump", r->line);
        return st;
    }
    return tc_fail(err, TC_EINVAL, "line %llu is no record of a dump", r->line);
}

static tc_status put_line(restoration *r, tc_span line, tc_error *err)
{
    tc_arena_catch guard;
    tc_arena_reset(&r->arena);
    r->line++;
    if (tc_stop_signal())
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    if (TC_ARENA_CATCH(&r->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a record");
    tc_status st = put_record(r, line, err);
    tc_arena_uncatch(&r->arena, &guard);
    return st;
}

static tc_status put_lines(restoration *r, tc_error *err)
{
    tc_span line;
    bool more = true;
    tc_line_reader lines = {.in = r->in, .name = r->name};
    tc_status st = tc_read_line(&line, &more, &lines, err);
    while (st == TC_OK && more) {
        st = put_line(r, line, err);
        if (st == TC_OK)
            st = tc_read_line(&line, &more, &lines, err);
    }
    tc_line_reader_release(&lines);
    return st;
}

/* Documents stand last in a dump: one that was cut off lacks some. */
static tc_status check_file(const tc_file_row *row, void *context, tc_error *err)
{
    restoration *r = context;
    tc_content_row *content = NULL;
    tc_status st = TC_OK;
    if (!tc_span_empty(row->sha256)) {
        st = tc_journal_read_content(&content, &r->arena, r->whole, row->sha256, err);
        if (st == TC_OK && !content)
            st = tc_fail(err, TC_EINVAL, "the dump is not whole: a file's document is missing");
    }
    tc_arena_reset(&r->arena);
    return st;
}

static tc_status check_whole(restoration *r, tc_error *err)
{
    tc_reader *rows; /* while it tells one row, it cannot be asked for another */
    tc_status st = tc_archive_reader(&rows, &r->run.archive, true, err);
    if (st != TC_OK)
        return st;
    st = tc_archive_reader(&r->whole, &r->run.archive, true, err);
    if (st == TC_OK) {
        st = tc_journal_each_file(rows, &r->arena, check_file, r, err);
        tc_reader_free(r->whole);
    }
    tc_reader_free(rows);
    return st;
}

/* ---- the index ---------------------------------------------------------------------------- */

static tc_status fill(void *context, tc_error *err)
{
    restoration *r = context;
    tc_status st = put_lines(r, err);
    if (st == TC_OK)
        st = tc_pipeline_commit(&r->run.pipeline, err);
    if (st == TC_OK)
        st = tc_archive_close_writer(&r->run.archive, err);
    return st == TC_OK ? check_whole(r, err) : st;
}

static tc_status restore(restoration *r, tc_error *err)
{
    bool fresh;
    tc_archive *archive = &r->run.archive;
    tc_status st = tc_archive_close_writer(archive, err);
    if (st == TC_OK)
        st = tc_store_fresh(&fresh, archive->database, err);
    if (st == TC_OK && !fresh)
        st = tc_fail(err, TC_EINVAL, "%s holds an index already; restore makes a new one",
                     archive->place.dir);
    if (st == TC_OK)
        st = tc_run_start(&r->run, err);
    if (st != TC_OK)
        return st;
    st = tc_archive_append(archive, POSTINGS, fill, r, err);
    tc_pipeline_release(&r->run.pipeline);
    return st;
}

static int say_end(restoration *r, tc_status st, const tc_error *err)
{
    if (st != TC_OK)
        return tc_say_error(err);
    tc_report_end(&r->run.report);
    int output = tc_finish_output();
    return output ? output : TC_EXIT_OK;
}

static int run(const tc_args *args)
{
    restoration r = {0};
    tc_error err = TC_ERROR_INIT;
    if (args->operand_count != 1) {
        tc_say("%s", _("restore: what? Give the file of a dump, or - for stdin"));
        return TC_EXIT_TROUBLE;
    }
    if (!tc_run_init(&r.run, args))
        return TC_EXIT_TROUBLE;
    r.name = args->operands[0];
    r.in = strcmp(r.name, "-") == 0 ? stdin : fopen(r.name, "re");
    tc_arena_init(&r.arena);
    tc_status st = r.in ? tc_archive_create(&r.run.archive, &r.run.options, &err)
                        : tc_fail_errno(&err, TC_EINVAL, errno, "cannot open %s", r.name);
    if (st == TC_OK)
        st = restore(&r, &err);
    int status = say_end(&r, st, &err);
    if (r.in && r.in != stdin)
        fclose(r.in);
    if (r.in)
        tc_archive_abandon(&r.run.archive);
    tc_run_release(&r.run);
    tc_arena_release(&r.arena);
    return status;
}

const tc_command tc_command_restore = {"restore", N_("FILE"), N_("make a new index from a dump"),
                                       OPTIONS, run};
