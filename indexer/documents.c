/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/documents.h"

/* ---- reading ------------------------------------------------------------------------------ */

tc_status tc_stored_record(tc_span *data, tc_arena *arena, tc_reader *reader, tc_span sha256,
                           tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a stored record");
    tc_query *q = tc_query_term(arena, tc_record_unique(arena, sha256));
    tc_arena_uncatch(arena, &guard);
    tc_hits *hits;
    const tc_search_options one = {.limit = 1, .sort_slot = TC_NO_SLOT};
    tc_status st = tc_reader_search(&hits, arena, reader, q, &one, err);
    if (st == TC_OK && hits->len == 0)
        return tc_fail(err, TC_ENOTFOUND, "no document of content %.*s", (int)sha256.len,
                       sha256.ptr);
    return st == TC_OK ? tc_reader_data(data, arena, reader, hits->items[0].id, err) : st;
}

tc_status tc_documents_known(bool *known, tc_pipeline *p, tc_span sha256, tc_error *err)
{
    tc_content_row *row = NULL;
    *known = tc_contents_find(&p->batch.contents, sha256) != NULL;
    tc_status st = TC_OK;
    if (!*known)
        st = tc_journal_content(&row, &p->rows, p->archive->writer, sha256, err);
    *known |= row != NULL;
    return st;
}

tc_status tc_documents_given(tc_plan_given *out, tc_pipeline *p, tc_span sha256, tc_error *err)
{
    tc_annotation told;
    tc_status st = tc_annotation_read(&told, &p->rows, p->archive->writer, sha256, err);
    if (st == TC_OK)
        *out = tc_annotation_given(&told);
    return st;
}

static tc_status unique_term(tc_span *out, tc_arena *arena, tc_span sha256, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a term");
    *out = tc_record_unique(arena, sha256);
    tc_arena_uncatch(arena, &guard);
    return TC_OK;
}

/* ---- writing ------------------------------------------------------------------------------ */

/* Writes what was analysed under the content's paths, and the content's row. */
static tc_status put_document(tc_pipeline *p, tc_arena *arena, tc_analysed *doc,
                              tc_content_row *content, bool *refused, tc_error *err)
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
    return st == TC_OK ? tc_journal_put_content(p->archive->writer, arena, content, err) : st;
}

tc_status tc_documents_new(tc_pipeline *p, tc_analysed *doc, tc_span sha256, tc_span *paths,
                           size_t count, bool *refused, tc_error *err)
{
    tc_content_row content = {.sha256 = sha256, .paths = paths, .path_count = count};
    return put_document(p, &p->rows, doc, &content, refused, err);
}

tc_status tc_documents_change(tc_pipeline *p, tc_span sha256, tc_span path, bool has, tc_error *err)
{
    return tc_span_empty(sha256) ? TC_OK
                                 : tc_contents_change(&p->batch.contents, sha256, path, has, err);
}

static tc_status delete_document(tc_pipeline *p, tc_content_row *content, tc_error *err)
{
    tc_span unique;
    content->path_count = 0;
    tc_status st = unique_term(&unique, &p->batch.rows, content->sha256, err);
    if (st == TC_OK)
        st = tc_writer_delete(p->archive->writer, unique, err);
    return st == TC_OK ? tc_journal_put_content(p->archive->writer, &p->batch.rows, content, err)
                       : st;
}

/* A document that cannot be written any more, as with less memory than when it was: its files
 * become failures. */
static tc_status lose_document(tc_pipeline *p, tc_content_row *content, tc_reason reason,
                               const char *why, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < content->path_count; i++) {
        tc_file_row *row;
        st = tc_journal_file(&row, &p->batch.rows, p->archive->writer, content->paths[i], err);
        if (st != TC_OK || !row)
            continue;
        row->sha256 = tc_span_make(NULL, 0);
        row->failed = true;
        row->reason = reason;
        row->stage = TC_SPAN("store");
        row->detail = tc_span_str(why);
        st = tc_journal_put_file(p->archive->writer, &p->batch.rows, row, err);
        tc_report_failure(p->report, row);
    }
    return st == TC_OK ? delete_document(p, content, err) : st;
}

/* The stored document anew, as its row says. */
static tc_status rewrite_document(tc_pipeline *p, tc_content_row *content, tc_error *err)
{
    tc_span data, unique;
    tc_analysed *doc;
    tc_plan_given given;
    tc_error why = TC_ERROR_INIT;
    bool refused = false;
    tc_arena_reset(&p->data);
    tc_status st = unique_term(&unique, &p->batch.rows, content->sha256, err);
    if (st == TC_OK)
        st = tc_writer_data(p->archive->writer, &p->data, unique, &data, err);
    if (st == TC_ENOTFOUND)
        return tc_fail(err, TC_ECORRUPT, "the document of content %.*s is gone",
                       (int)content->sha256.len, content->sha256.ptr);
    if (st == TC_OK)
        st = tc_documents_given(&given, p, content->sha256, err);
    if (st != TC_OK)
        return st;
    st = tc_analyse_record(&doc, &p->analysis, data, &given, &why);
    refused = st == TC_ENOMEM;
    if (st == TC_OK)
        st = put_document(p, &p->batch.rows, doc, content, &refused, &why);
    if (refused && !tc_writer_broken(p->archive->writer))
        return lose_document(p, content, tc_reason_of(st), why.msg, err);
    if (st != TC_OK && err)
        *err = why;
    return st;
}

static tc_status flush_one(tc_pipeline *p, tc_touched *touched, tc_error *err)
{
    tc_content_row *row;
    tc_arena_reset(&p->batch.rows);
    tc_status st =
        tc_journal_content(&row, &p->batch.rows, p->archive->writer, touched->sha256, err);
    if (st != TC_OK || !row)
        return st;
    st = tc_contents_apply(row, &p->batch.rows, touched, err);
    if (st != TC_OK)
        return st;
    return row->path_count ? rewrite_document(p, row, err) : delete_document(p, row, err);
}

tc_status tc_documents_flush(tc_pipeline *p, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < p->batch.contents.items.len; i++)
        st = flush_one(p, &p->batch.contents.items.items[i], err);
    tc_contents_reset(&p->batch.contents);
    return st;
}
