/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dump: all that the index knows and cannot find out again by itself, one JSON object a line: the
 * folders, the files, the documents with their text. What is read out of the text is not in it. */
#include <stdio.h>

#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/run.h"

static const tc_option OPTIONS[] = {
    {TC_OPT_LOCK_TIMEOUT, 0, "lock-timeout", N_("SECONDS"), N_("wait for a writer (0)")},
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

typedef struct {
    tc_reader *reader;
    tc_arena rows, data;
    tc_buf line;
    tc_json json;
} dump;

static void start_record(dump *d, const char *type)
{
    tc_buf_reset(&d->line);
    tc_json_init(&d->json, &d->line);
    tc_json_object(&d->json);
    tc_json_kint(&d->json, "v", 1);
    tc_json_kstring(&d->json, "type", tc_span_str(type));
}

static tc_status end_record(dump *d, tc_error *err)
{
    tc_json_end_object(&d->json);
    bool whole = d->line.status == TC_OK;
    tc_print_json(&d->line);
    tc_arena_reset(&d->rows);
    if (!whole)
        return tc_fail(err, TC_ENOMEM, "no memory for a record");
    return ferror(stdout) ? tc_fail(err, TC_EIO, "cannot write the output") : TC_OK;
}

/* The row's arena is reset with the record. */
static tc_status put_told(dump *d, tc_span text, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&d->rows, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a record");
    const tc_told told = tc_told_of(&d->rows, text);
    tc_arena_uncatch(&d->rows, &guard);
    tc_told_json(&d->json, &told);
    return TC_OK;
}

static tc_status dump_root(const tc_root_row *row, void *context, tc_error *err)
{
    dump *d = context;
    start_record(d, "root");
    tc_json_kpath(&d->json, row->path);
    tc_json_kbool(&d->json, "follow", row->follow);
    tc_status st = put_told(d, row->told, err);
    tc_json_knames(&d->json, "excludes", "excludes_bytes", row->excludes, row->exclude_count);
    return st == TC_OK ? end_record(d, err) : st;
}

static tc_status dump_file(const tc_file_row *row, void *context, tc_error *err)
{
    dump *d = context;
    start_record(d, "file");
    tc_json_kpath(&d->json, row->path);
    tc_json_kstring_or_null(&d->json, "sha256", row->sha256);
    tc_json_kint(&d->json, "size", (int64_t)row->stamp.size);
    tc_json_kint(&d->json, "mtime_ns", row->stamp.mtime_ns);
    tc_json_kstring_or_null(&d->json, "archive_sha256", row->archive);
    tc_status st = put_told(d, row->told, err);
    tc_json_kstring_or_null(&d->json, "stage", row->stage);
    tc_json_kstring_or_null(&d->json, "reason",
                            tc_span_str(row->failed ? tc_reason_name(row->reason) : NULL));
    tc_json_kstring_or_null(&d->json, "detail", row->detail);
    return st == TC_OK ? end_record(d, err) : st;
}

static tc_status dump_annotation(tc_span sha256, const tc_annotation *told, void *context,
                                 tc_error *err)
{
    dump *d = context;
    start_record(d, "annotation");
    tc_json_kstring(&d->json, "sha256", sha256);
    tc_json_key(&d->json, "values");
    tc_json_object(&d->json);
    for (size_t i = 0; i < TC_ANNOTATION_COUNT; i++)
        tc_json_kstring_or_null(&d->json, tc_annotation_name((tc_annotation_field)i),
                                told->values[i]);
    tc_json_end_object(&d->json);
    return end_record(d, err);
}

static tc_status dump_content(const tc_content_row *row, void *context, tc_error *err)
{
    dump *d = context;
    tc_span data;
    tc_record *record;
    tc_arena_reset(&d->data);
    tc_status st = tc_stored_record(&data, &d->data, d->reader, row->sha256, err);
    if (st == TC_OK)
        st = tc_record_decode(&record, &d->data, data, err);
    if (st != TC_OK)
        return st;
    start_record(d, "document");
    tc_json_kstring(&d->json, "sha256", record->sha256);
    tc_json_knames(&d->json, "paths", "paths_bytes", record->paths, record->path_count);
    tc_json_kstring(&d->json, "mime", record->mime);
    tc_json_kstring(&d->json, "charset", record->charset);
    tc_json_kint(&d->json, "size", (int64_t)record->size);
    tc_json_key(&d->json, "warnings");
    tc_json_array(&d->json);
    for (size_t i = 0; i < record->warning_count; i++)
        tc_json_string(&d->json, record->warnings[i]);
    tc_json_end_array(&d->json);
    tc_json_key(&d->json, "page_starts");
    tc_json_array(&d->json);
    for (size_t i = 0; i < record->page_count; i++)
        tc_json_int(&d->json, (int64_t)record->page_starts[i]);
    tc_json_end_array(&d->json);
    tc_json_kstring(&d->json, "text", record->text);
    return end_record(d, err);
}

static int dump_all(dump *d, const tc_archive_options *options)
{
    tc_archive archive;
    tc_error err = TC_ERROR_INIT;
    tc_status st = tc_archive_still(&archive, options, &err); /* one state, from end to end */
    if (st == TC_OK)
        st = tc_archive_reader(&d->reader, &archive, false, &err);
    if (st == TC_OK)
        st = tc_journal_each_root(d->reader, &d->rows, dump_root, d, &err);
    if (st == TC_OK)
        st = tc_journal_each_file(d->reader, &d->rows, dump_file, d, &err);
    if (st == TC_OK)
        st = tc_annotation_each(d->reader, dump_annotation, d, &err);
    if (st == TC_OK)
        st = tc_journal_each_content(d->reader, &d->rows, dump_content, d, &err);
    tc_reader_free(d->reader);
    tc_archive_abandon(&archive);
    int output = tc_finish_output();
    return output ? output : st == TC_OK ? TC_EXIT_OK : tc_say_error(&err);
}

static int run(const tc_args *args)
{
    dump d = {0};
    tc_archive_options options;
    if (!tc_archive_options_of(&options, args))
        return TC_EXIT_TROUBLE;
    tc_arena_init(&d.rows);
    tc_arena_init(&d.data);
    tc_buf_init(&d.line, 0);
    int status = dump_all(&d, &options);
    tc_buf_release(&d.line);
    tc_arena_release(&d.rows);
    tc_arena_release(&d.data);
    return status;
}

const tc_command tc_command_dump = {
    "dump", "", N_("write all that the index holds as JSON, one object a line"), OPTIONS, run};
