/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/pipeline.h"

#include <stdlib.h>
#include <time.h>

#include "indexer/bulk.h"
#include "indexer/message.h"
#include "indexer/signals.h"

/* A commit costs a sync and, in Xapian, rewriting of blocks; a crash costs what came after it. */
enum { BATCH_FILES = 200, BATCH_BYTES = 32 << 20, BATCH_SECONDS = 20 };
#define MAX_TEXT ((size_t)32 << 20)
#define MAX_FILE ((size_t)256 << 20)

tc_status tc_pipeline_init(tc_pipeline *p, tc_archive *archive, tc_report *report,
                           tc_progress *progress, tc_error *err)
{
    memset(p, 0, sizeof *p);
    p->archive = archive;
    p->report = report;
    p->progress = progress;
    p->max_file_size = MAX_FILE;
    p->batch_files = BATCH_FILES;
    tc_load_init(&p->load);
    tc_arena_init(&p->rows);
    tc_arena_init(&p->data);
    p->batch.started = tc_now();
    p->batch.contents = calloc(BATCH_FILES + 1, sizeof *p->batch.contents);
    if (!p->batch.contents)
        return tc_fail(err, TC_ENOMEM, "no memory to start");
    return tc_analysis_init(&p->analysis, err);
}

void tc_pipeline_release(tc_pipeline *p)
{
    tc_analysis_release(&p->analysis);
    tc_load_release(&p->load);
    tc_arena_release(&p->rows);
    tc_arena_release(&p->data);
    free(p->batch.contents);
}

/* ---- batches ------------------------------------------------------------------------------ */

tc_status tc_pipeline_commit(tc_pipeline *p, tc_error *err)
{
    tc_status st = p->batch.files ? tc_writer_commit(p->archive->writer, err) : TC_OK;
    p->batch.files = p->batch.bytes = p->batch.content_count = 0;
    p->batch.started = tc_now();
    return st;
}

static tc_status count_file(tc_pipeline *p, size_t bytes, tc_error *err)
{
    p->batch.files++;
    p->batch.bytes += bytes;
    bool full = p->batch.files >= p->batch_files || p->batch.bytes >= BATCH_BYTES ||
                tc_now() - p->batch.started >= BATCH_SECONDS;
    return full ? tc_pipeline_commit(p, err) : TC_OK;
}

static uint64_t first_bytes(tc_span sha256)
{
    uint64_t n = 0;
    memcpy(&n, sha256.ptr, sizeof n);
    return n;
}

/* A content may be written twice in a batch (two copies of a file), but not more often than files
 * are: the list cannot overflow by more than those. */
static void note_content(tc_pipeline *p, tc_span sha256)
{
    if (p->batch.content_count < BATCH_FILES)
        p->batch.contents[p->batch.content_count++] = first_bytes(sha256);
}

static bool is_pending(const tc_pipeline *p, tc_span sha256)
{
    uint64_t want = first_bytes(sha256);
    for (size_t i = 0; i < p->batch.content_count; i++)
        if (p->batch.contents[i] == want)
            return true;
    return p->batch.content_count == BATCH_FILES;
}

/* ---- documents ---------------------------------------------------------------------------- */

tc_status tc_stored_record(tc_span *data, tc_arena *arena, tc_reader *reader, tc_span sha256,
                           tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a stored record");
    tc_query *q = tc_query_new(arena, TC_Q_TERM);
    q->term = tc_record_unique(arena, sha256);
    tc_arena_uncatch(arena, &guard);
    tc_hits *hits;
    const tc_search_options one = {.limit = 1, .sort_slot = TC_NO_SLOT};
    tc_status st = tc_reader_search(&hits, arena, reader, q, &one, err);
    if (st == TC_OK && hits->len == 0)
        return tc_fail(err, TC_ENOTFOUND, "no document of content %.*s", (int)sha256.len,
                       sha256.ptr);
    return st == TC_OK ? tc_reader_data(data, arena, reader, hits->items[0].id, err) : st;
}

/* As last committed. */
static tc_status stored_data(tc_pipeline *p, tc_span *data, tc_span sha256, tc_error *err)
{
    tc_arena_reset(&p->data);
    tc_reader *reader;
    tc_status st = tc_archive_reader(&reader, p->archive, true, err);
    if (st != TC_OK)
        return st;
    st = tc_stored_record(data, &p->data, reader, sha256, err);
    tc_reader_free(reader);
    return st == TC_ENOTFOUND ? tc_fail(err, TC_ECORRUPT, "the document of content %.*s is gone",
                                        (int)sha256.len, sha256.ptr)
                              : st;
}

/* Writes what was analysed under the content's paths, and the content's row. *refused: the store
 * will not have the document; the index is as before. */
static tc_status put_document(tc_pipeline *p, tc_analysed *doc, tc_content_row *content,
                              bool *refused, tc_error *err)
{
    tc_span unique;
    doc->record.sha256 = content->sha256;
    doc->record.paths = content->paths;
    doc->record.path_count = content->path_count;
    content->size = doc->record.size;
    content->pages = doc->record.page_count;
    content->text_bytes = doc->record.text.len;
    content->mime = doc->record.mime;
    content->charset = doc->record.charset;
    tc_status st = tc_analysis_encode(&unique, &p->analysis, doc, err);
    *refused = st != TC_OK;
    if (st != TC_OK)
        return st;
    st = tc_writer_put(p->archive->writer, NULL, unique, p->analysis.document, err);
    *refused = st == TC_ETOOBIG || st == TC_EINVAL;
    if (st != TC_OK)
        return st;
    note_content(p, content->sha256);
    return tc_journal_put_content(p->archive->writer, &p->rows, content, err);
}

static tc_status read_given(tc_plan_given *out, tc_pipeline *p, tc_span sha256, tc_error *err)
{
    tc_annotation told;
    tc_status st = tc_annotation_read(&told, &p->rows, p->archive->writer, sha256, err);
    if (st == TC_OK)
        *out = tc_annotation_given(&told);
    return st;
}

/* The stored document anew, as its row says. Commits first when it is still pending. */
static tc_status rewrite_document(tc_pipeline *p, tc_content_row *content, tc_error *err)
{
    tc_span data;
    tc_analysed *doc;
    tc_plan_given given;
    bool refused; /* it was not when it was stored */
    tc_status st = is_pending(p, content->sha256) ? tc_pipeline_commit(p, err) : TC_OK;
    if (st == TC_OK)
        st = stored_data(p, &data, content->sha256, err);
    if (st == TC_OK)
        st = read_given(&given, p, content->sha256, err);
    if (st == TC_OK)
        st = tc_analyse_record(&doc, &p->analysis, data, &given, err);
    return st == TC_OK ? put_document(p, doc, content, &refused, err) : st;
}

static tc_status delete_document(tc_pipeline *p, const tc_content_row *content, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&p->rows, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a term");
    tc_span unique = tc_record_unique(&p->rows, content->sha256);
    tc_arena_uncatch(&p->rows, &guard);
    tc_status st = tc_writer_delete(p->archive->writer, unique, err);
    return st == TC_OK ? tc_journal_put_content(p->archive->writer, &p->rows, content, err) : st;
}

/* Takes the path away from a content; with its last path the document goes. Commits first when
 * the document to rewrite is still pending, so call it before anything else of the file changes. */
static tc_status release_content(tc_pipeline *p, tc_span sha256, tc_span path, tc_error *err)
{
    tc_content_row *content;
    if (tc_span_empty(sha256))
        return TC_OK;
    tc_status st = tc_journal_content(&content, &p->rows, p->archive->writer, sha256, err);
    if (st != TC_OK || !content)
        return st;
    size_t kept = 0;
    for (size_t i = 0; i < content->path_count; i++)
        if (!tc_span_eq(content->paths[i], path))
            content->paths[kept++] = content->paths[i];
    content->path_count = kept;
    if (kept == 0)
        return delete_document(p, content, err);
    return rewrite_document(p, content, err);
}

/* Puts the path into the sorted list of them; once. */
static void insert_path(tc_content_row *row, tc_span path)
{
    size_t i = row->path_count;
    for (size_t k = 0; k < row->path_count; k++)
        if (tc_span_eq(row->paths[k], path))
            return;
    for (; i && tc_span_cmp(path, row->paths[i - 1]) < 0; i--)
        row->paths[i] = row->paths[i - 1];
    row->paths[i] = path;
    row->path_count++;
}

/* The row of this content with the path added, or a new row. */
static tc_status claim_content(tc_pipeline *p, tc_content_row **out, tc_span sha256, tc_span path,
                               tc_error *err)
{
    tc_content_row *known;
    tc_status st = tc_journal_content(&known, &p->rows, p->archive->writer, sha256, err);
    if (st != TC_OK)
        return st;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&p->rows, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a row");
    tc_content_row *row = tc_arena_alloc(&p->rows, sizeof *row);
    row->sha256 = tc_arena_copy(&p->rows, sha256);
    row->paths = tc_arena_array(&p->rows, (known ? known->path_count : 0) + 1, sizeof(tc_span));
    for (size_t i = 0; known && i < known->path_count; i++)
        insert_path(row, known->paths[i]);
    insert_path(row, tc_arena_copy(&p->rows, path));
    tc_arena_uncatch(&p->rows, &guard);
    *out = row;
    return TC_OK;
}

/* ---- a file ------------------------------------------------------------------------------- */

/* What is known of the file in work. */
typedef struct {
    tc_span path;
    const char *full;
    tc_file_row *old; /* NULL: a new file */
    tc_stamp stamp;
    bool failed; /* it has become a failure row */
} work;

static int64_t seconds_now(void)
{
    return (int64_t)time(NULL);
}

/* A failure to read says nothing about the content: what was indexed stays. */
static bool keeps_content(tc_reason reason)
{
    return reason == TC_REASON_UNREADABLE || reason == TC_REASON_CHANGED ||
           reason == TC_REASON_MEMORY;
}

static tc_status put_failure(tc_pipeline *p, work *w, tc_reason reason, const char *stage,
                             const char *detail, tc_error *err)
{
    tc_file_row row = {.path = w->path,
                       .stamp = w->stamp,
                       .seen = seconds_now(),
                       .failed = true,
                       .reason = reason,
                       .stage = tc_span_str(stage),
                       .detail = tc_span_str(detail)};
    tc_span old = w->old ? w->old->sha256 : tc_span_make(NULL, 0);
    if (keeps_content(reason))
        row.sha256 = old;
    tc_status st = keeps_content(reason) ? TC_OK : release_content(p, old, w->path, err);
    if (st == TC_OK)
        st = tc_journal_put_file(p->archive->writer, &p->rows, &row, err);
    if (st != TC_OK)
        return st;
    w->failed = true;
    tc_report_failure(p->report, &row);
    return count_file(p, 0, err);
}

static tc_status put_row(tc_pipeline *p, const work *w, tc_error *err)
{
    const tc_file_row row = {.path = w->path,
                             .stamp = p->load.settled ? p->load.stamp : (tc_stamp){0},
                             .sha256 = tc_span_str(p->load.sha256),
                             .seen = seconds_now()};
    return tc_journal_put_file(p->archive->writer, &p->rows, &row, err);
}

/* Puts the document of the loaded bytes. What is wrong with it ends in put_failure. */
static tc_status put_loaded(tc_pipeline *p, work *w, tc_error *err)
{
    const tc_extract_options options = {.charset = p->charset, .max_text = MAX_TEXT};
    tc_error why = TC_ERROR_INIT;
    const char *stage;
    tc_analysed *doc;
    tc_content_row *content;
    tc_plan_given given;
    tc_status st = read_given(&given, p, tc_span_str(p->load.sha256), err);
    if (st != TC_OK)
        return st;
    st = tc_analyse(&doc, &p->analysis, tc_buf_span(&p->load.bytes), w->path, &options, &given,
                    &stage, &why);
    if (st == TC_ECANCELLED) /* which says nothing about the file */
        return tc_fail(err, st, "%s", why.msg);
    if (st != TC_OK)
        return put_failure(p, w, tc_reason_of(st), stage, why.msg, err);
    if (tc_span_empty(tc_span_trim(doc->record.text)))
        return put_failure(p, w, TC_REASON_EMPTY, "extract", N_("no text in it"), err);
    st = claim_content(p, &content, tc_span_str(p->load.sha256), w->path, err);
    if (st != TC_OK)
        return st;
    bool refused;
    st = put_document(p, doc, content, &refused, &why);
    if (refused)
        return put_failure(p, w, tc_reason_of(st), "store", why.msg, err);
    if (st == TC_OK)
        return put_row(p, w, err);
    if (err)
        *err = why;
    return st;
}

/* The content is not what the journal has. */
static tc_status take_content(tc_pipeline *p, work *w, tc_error *err)
{
    bool known = w->old && !tc_span_empty(w->old->sha256);
    if (known) {
        tc_status st = release_content(p, w->old->sha256, w->path, err);
        if (st != TC_OK)
            return st;
        w->old->sha256 = tc_span_make(NULL, 0);
    }
    tc_status st = put_loaded(p, w, err);
    if (st != TC_OK || w->failed)
        return st;
    if (known)
        p->report->tally.changed++;
    else
        p->report->tally.added++;
    tc_report_file(p->report, known ? _("changed") : _("added"), w->path);
    return count_file(p, p->load.bytes.len, err);
}

static tc_status take_loaded(tc_pipeline *p, work *w, tc_error *err)
{
    if (!w->old || !tc_span_eq(w->old->sha256, tc_span_str(p->load.sha256))) {
        p->declined = p->claim && !p->claim(p->claim_context, p->load.sha256);
        return p->declined ? TC_OK : take_content(p, w, err);
    }
    p->report->tally.unchanged++;
    tc_status st = put_row(p, w, err);
    return st == TC_OK ? count_file(p, 0, err) : st;
}

static bool unchanged(tc_pipeline *p, const work *w, bool again)
{
    if (!w->old || !tc_stamp_eq(w->old->stamp, w->stamp) || (w->old->failed && again))
        return false;
    if (w->old->failed)
        p->report->tally.failed_before++;
    else
        p->report->tally.unchanged++;
    return true;
}

/* The file is new or changed, or to be tried again. */
static tc_status take(tc_pipeline *p, work *w, tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    tc_reason reason;
    if (tc_load_file(&p->load, w->full, p->max_file_size, &reason, &why) != TC_OK)
        return put_failure(p, w, reason, "read", why.msg, err);
    p->report->tally.bytes += p->load.bytes.len;
    return take_loaded(p, w, err);
}

tc_status tc_pipeline_take(tc_pipeline *p, tc_span stored, const char *path, tc_stamp stamp,
                           bool again, tc_error *err)
{
    tc_arena_reset(&p->rows);
    work w = {.path = stored, .full = path, .stamp = stamp};
    tc_status st = tc_journal_file(&w.old, &p->rows, p->archive->writer, stored, err);
    if (st != TC_OK)
        return st;
    bool known = unchanged(p, &w, again);
    if (p->bulk && !known) { /* it tells the progress itself */
        st = w.old ? tc_bulk_put_off(p->bulk, stored, path, err)
                   : tc_bulk_take(p->bulk, stored, path, stamp, err);
    } else {
        st = known ? TC_OK : take(p, &w, err);
        tc_progress_step(p->progress, stamp.size);
    }
    if (st == TC_OK && tc_stop_signal())
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    return st;
}

tc_status tc_pipeline_carry(tc_pipeline *p, const tc_file_row *row, tc_span data, tc_error *err)
{
    tc_arena_reset(&p->rows);
    tc_analysed *doc;
    tc_content_row *content;
    tc_plan_given given;
    bool refused;
    tc_status st = read_given(&given, p, row->sha256, err);
    if (st == TC_OK)
        st = tc_analyse_record(&doc, &p->analysis, data, &given, err);
    if (st == TC_OK)
        st = claim_content(p, &content, row->sha256, row->path, err);
    if (st == TC_OK)
        st = put_document(p, doc, content, &refused, err);
    if (st == TC_OK)
        st = tc_journal_put_file(p->archive->writer, &p->rows, row, err);
    return st == TC_OK ? count_file(p, doc->record.text.len, err) : st;
}

tc_status tc_pipeline_annotate(tc_pipeline *p, tc_span sha256, const tc_annotation *told,
                               tc_error *err)
{
    tc_content_row *content;
    tc_arena_reset(&p->rows);
    tc_status st = tc_journal_content(&content, &p->rows, p->archive->writer, sha256, err);
    if (st == TC_OK && !content)
        return tc_fail(err, TC_ENOTFOUND, "no document of content %.*s", (int)sha256.len,
                       sha256.ptr);
    if (st == TC_OK)
        st = tc_annotation_put(p->archive->writer, &p->rows, sha256, told, err);
    if (st == TC_OK)
        st = rewrite_document(p, content, err);
    return st == TC_OK ? count_file(p, 0, err) : st;
}

tc_status tc_pipeline_fail(tc_pipeline *p, tc_span stored, tc_stamp stamp, tc_reason reason,
                           const char *stage, const char *detail, tc_error *err)
{
    tc_arena_reset(&p->rows);
    work w = {.path = stored, .stamp = stamp};
    tc_status st = tc_journal_file(&w.old, &p->rows, p->archive->writer, stored, err);
    return st == TC_OK ? put_failure(p, &w, reason, stage, detail, err) : st;
}

tc_status tc_pipeline_clear(tc_pipeline *p, tc_span stored, tc_error *err)
{
    tc_arena_reset(&p->rows);
    tc_file_row *old;
    tc_status st = tc_journal_file(&old, &p->rows, p->archive->writer, stored, err);
    if (st != TC_OK || !old)
        return st;
    bool known;
    return tc_pipeline_forget(p, &known, stored, err);
}

tc_status tc_pipeline_forget(tc_pipeline *p, bool *known, tc_span stored, tc_error *err)
{
    tc_arena_reset(&p->rows);
    tc_file_row *old;
    tc_status st = tc_journal_file(&old, &p->rows, p->archive->writer, stored, err);
    *known = st == TC_OK && old;
    if (!*known)
        return st;
    st = release_content(p, old->sha256, stored, err);
    if (st == TC_OK)
        st = tc_journal_drop_file(p->archive->writer, &p->rows, stored, err);
    return st == TC_OK ? count_file(p, 0, err) : st;
}
