/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include "indexer/commands.h"
#include "indexer/journal.h"
#include "indexer/message.h"
#include "indexer/run.h"
#include "text/token.h"

static const tc_option OPTIONS[] = {
    {TC_OPT_FORMAT, 'f', "format", N_("FORMAT"), N_("text (default) or jsonl")},
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

/* How often each value of something occurs; few values. */
enum { LABEL = 12 };

typedef struct {
    tc_span value;
    uint64_t count;
} counted;
typedef TC_VEC(counted) census;

typedef struct {
    tc_arena arena, rows;
    uint64_t documents, files, failed, pages, text_bytes, file_bytes, disk_bytes;
    int64_t seen;
    census mimes, charsets;
    uint64_t reasons[TC_REASON_COUNT];
    TC_VEC(tc_root_row) roots;
} overview;

static void count_value(overview *o, census *c, tc_span value)
{
    for (size_t i = 0; i < c->len; i++) {
        if (tc_span_eq(c->items[i].value, value)) {
            c->items[i].count++;
            return;
        }
    }
    const counted first = {tc_arena_copy(&o->arena, value), 1};
    tc_vec_push(&o->arena, c, first);
}

static tc_status add_content(const tc_content_row *row, void *context, tc_error *err)
{
    overview *o = context;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&o->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the status");
    o->documents++;
    o->pages += row->pages ? row->pages : 1;
    o->text_bytes += row->text_bytes;
    o->file_bytes += row->size;
    count_value(o, &o->mimes, row->mime);
    count_value(o, &o->charsets, row->charset);
    tc_arena_uncatch(&o->arena, &guard);
    tc_arena_reset(&o->rows);
    return TC_OK;
}

static tc_status add_file(const tc_file_row *row, void *context, tc_error *err)
{
    (void)err;
    overview *o = context;
    o->files++;
    o->failed += row->failed;
    o->reasons[row->reason] += row->failed;
    o->seen = row->seen > o->seen ? row->seen : o->seen;
    tc_arena_reset(&o->rows);
    return TC_OK;
}

static tc_status add_root(const tc_root_row *row, void *context, tc_error *err)
{
    overview *o = context; /* whose arena the row is in */
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&o->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the status");
    tc_vec_push(&o->arena, &o->roots, *row);
    tc_arena_uncatch(&o->arena, &guard);
    return TC_OK;
}

static uint64_t disk_size(const char *dir)
{
    DIR *d = opendir(dir);
    uint64_t size = 0;
    struct stat st;
    for (struct dirent *e; d && (e = readdir(d)) != NULL;)
        if (fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode))
            size += (uint64_t)st.st_size;
    if (d)
        closedir(d);
    return size;
}

static tc_status collect(overview *o, tc_archive *archive, tc_error *err)
{
    tc_reader *reader;
    tc_status st = tc_archive_reader(&reader, archive, false, err);
    if (st != TC_OK)
        return st;
    st = tc_journal_each_content(reader, &o->rows, add_content, o, err);
    if (st == TC_OK)
        st = tc_journal_each_file(reader, &o->rows, add_file, o, err);
    if (st == TC_OK)
        st = tc_journal_each_root(reader, &o->arena, add_root, o, err);
    tc_reader_free(reader);
    o->disk_bytes = disk_size(archive->database);
    return st;
}

/* ---- showing ------------------------------------------------------------------------------ */

static void json_census(tc_json *j, const char *key, const census *c)
{
    tc_json_key(j, key);
    tc_json_object(j);
    for (size_t i = 0; i < c->len; i++)
        tc_json_kint(j, c->items[i].value.ptr, (int64_t)c->items[i].count);
    tc_json_end_object(j);
}

/* Their paths, and how each is walked and read. */
static void json_roots(tc_json *j, overview *o)
{
    tc_json_key(j, "roots");
    tc_json_array(j);
    for (size_t i = 0; i < o->roots.len; i++)
        tc_json_string(j, o->roots.items[i].path);
    tc_json_end_array(j);
    tc_json_key(j, "folders");
    tc_json_array(j);
    for (size_t i = 0; i < o->roots.len; i++) {
        const tc_root_row *root = &o->roots.items[i];
        const tc_told told = tc_told_of(&o->arena, root->told);
        tc_json_object(j);
        tc_json_kstring(j, "path", root->path);
        tc_json_kbool(j, "follow", root->follow);
        tc_told_json(j, &told);
        tc_json_knames(j, "excludes", "excludes_bytes", root->excludes, root->exclude_count);
        tc_json_end_object(j);
    }
    tc_json_end_array(j);
}

/* As the options of add that it was told by. */
static void print_root(overview *o, const tc_root_row *root)
{
    const tc_told told = tc_told_of(&o->arena, root->told);
    printf("%s", tc_shown(&o->arena, root->path));
    if (root->follow)
        fputs(" --follow", stdout);
    const struct {
        const char *option;
        tc_span value;
    } options[] = {
        {"charset", told.charset}, {"ocr", told.ocr}, {"tracked-changes", told.tracked_changes}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (!tc_span_empty(options[i].value))
            printf(" --%s %s", options[i].option, tc_shown(&o->arena, options[i].value));
    for (size_t i = 0; i < root->exclude_count; i++)
        printf(" --exclude %s", tc_shown(&o->arena, root->excludes[i]));
    putchar('\n');
}

static void print_record(overview *o, const tc_archive *archive)
{
    tc_json j;
    tc_buf line;
    tc_buf_init(&line, 0);
    tc_json_init(&j, &line);
    tc_json_object(&j);
    tc_json_kint(&j, "v", 1);
    tc_json_kstring(&j, "type", TC_SPAN("status"));
    tc_json_kstring(&j, "index", tc_span_str(archive->place.dir));
    tc_json_kstring(&j, "schema", TC_SPAN(TC_SCHEMA_VERSION));
    tc_json_kstring(&j, "analyzer", tc_span_str(tc_analyzer_id()));
    tc_json_kint(&j, "documents", (int64_t)o->documents);
    tc_json_kint(&j, "files", (int64_t)o->files);
    tc_json_kint(&j, "pages", (int64_t)o->pages);
    tc_json_kint(&j, "text_bytes", (int64_t)o->text_bytes);
    tc_json_kint(&j, "file_bytes", (int64_t)o->file_bytes);
    tc_json_kint(&j, "index_bytes", (int64_t)o->disk_bytes);
    tc_json_kint(&j, "last_read", o->seen);
    json_census(&j, "formats", &o->mimes);
    json_census(&j, "charsets", &o->charsets);
    tc_json_kint(&j, "failed", (int64_t)o->failed);
    tc_json_key(&j, "reasons");
    tc_json_object(&j);
    for (int i = 0; i < TC_REASON_COUNT; i++)
        if (o->reasons[i])
            tc_json_kint(&j, tc_reason_name((tc_reason)i), (int64_t)o->reasons[i]);
    tc_json_end_object(&j);
    json_roots(&j, o);
    tc_json_end_object(&j);
    tc_print_json(&line);
    tc_buf_release(&line);
}

static void print_census(const char *title, const census *c)
{
    printf("%-*s", tc_field_width(title, LABEL), title);
    for (size_t i = 0; i < c->len; i++)
        printf("%s%.*s %llu", i ? ", " : "", (int)c->items[i].value.len, c->items[i].value.ptr,
               (unsigned long long)c->items[i].count);
    putchar('\n');
}

static void print_text(overview *o, const tc_archive *archive)
{
    printf("%-*s%s (%.1f MB)\n", tc_field_width(_("index"), LABEL), _("index"), archive->place.dir,
           (double)o->disk_bytes / 1e6);
    printf("%-*s%llu\n", tc_field_width(_("documents"), LABEL), _("documents"),
           (unsigned long long)o->documents);
    printf("%-*s%llu (%.1f MB)\n", tc_field_width(_("files"), LABEL), _("files"),
           (unsigned long long)o->files, (double)o->file_bytes / 1e6);
    print_census(_("formats"), &o->mimes);
    print_census(_("encodings"), &o->charsets);
    printf("%-*s%llu", tc_field_width(_("failed"), LABEL), _("failed"),
           (unsigned long long)o->failed);
    const char *before = ": ";
    for (int i = 0; i < TC_REASON_COUNT; i++) {
        if (o->reasons[i]) {
            printf("%s%s %llu", before, tc_reason_name((tc_reason)i),
                   (unsigned long long)o->reasons[i]);
            before = ", ";
        }
    }
    putchar('\n');
    for (size_t i = 0; i < o->roots.len; i++) {
        printf("%-*s", tc_field_width(i ? "" : _("folders"), LABEL), i ? "" : _("folders"));
        print_root(o, &o->roots.items[i]);
    }
}

static int show(overview *o, const tc_archive_options *options, int format)
{
    tc_archive archive;
    tc_error err = TC_ERROR_INIT;
    tc_status st = tc_archive_read(&archive, options, &err);
    if (st == TC_OK)
        st = collect(o, &archive, &err);
    if (st == TC_OK && format == TC_FORMAT_JSONL)
        print_record(o, &archive);
    else if (st == TC_OK)
        print_text(o, &archive);
    tc_archive_abandon(&archive);
    return st == TC_OK ? tc_finish_output() : tc_say_error(&err);
}

static int run(const tc_args *args)
{
    static const char *const formats[] = {"text", "jsonl", NULL};
    overview o = {0};
    tc_archive_options options;
    int format;
    if (!tc_archive_options_of(&options, args) ||
        !tc_args_word(&format, args, TC_OPT_FORMAT, formats, TC_FORMAT_TEXT))
        return TC_EXIT_TROUBLE;
    tc_arena_init(&o.arena);
    tc_arena_init(&o.rows);
    int status = show(&o, &options, format);
    tc_arena_release(&o.rows);
    tc_arena_release(&o.arena);
    return status;
}

const tc_command tc_command_status = {"status", "", N_("say what the index holds"), OPTIONS, run};
