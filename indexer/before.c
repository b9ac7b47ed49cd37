/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/before.h"

#include <stdlib.h>

#include "indexer/pipeline.h"

void tc_before_init(tc_before *b)
{
    memset(b, 0, sizeof *b);
    tc_arena_init(&b->arena);
}

void tc_before_release(tc_before *b)
{
    tc_reader_free(b->reader);
    tc_arena_release(&b->arena);
    b->reader = NULL;
}

tc_status tc_before_each(tc_before *b, tc_arena *scratch, tc_before_fn fn, void *context,
                         tc_error *err)
{
    tc_docid last;
    tc_status st = tc_reader_last(&last, b->reader, err);
    for (tc_docid id = 1; st == TC_OK && id && id <= last; id++) {
        tc_span data;
        tc_record *record;
        tc_arena_reset(scratch);
        if (tc_reader_data(&data, scratch, b->reader, id, NULL) == TC_OK &&
            tc_record_decode(&record, scratch, data, NULL) == TC_OK)
            st = fn(id, record, context, err);
    }
    return st;
}

/* ---- contents whose terms are damaged ----------------------------------------------------- */

typedef struct {
    tc_before *before;
    TC_VEC(struct tc_before_document) found;
} listing;

static tc_status list_document(tc_docid id, const tc_record *record, void *context, tc_error *err)
{
    listing *l = context;
    tc_arena *a = &l->before->arena;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the list of documents");
    const struct tc_before_document d = {tc_arena_copy(a, record->sha256), id};
    tc_vec_push(a, &l->found, d);
    tc_arena_uncatch(a, &guard);
    return TC_OK;
}

static int by_hash(const void *a, const void *b)
{
    const struct tc_before_document *x = a, *y = b;
    return tc_span_cmp(x->sha256, y->sha256);
}

static tc_status list_documents(tc_before *b, tc_error *err)
{
    tc_arena scratch;
    listing l = {.before = b};
    tc_arena_init(&scratch);
    tc_status st = tc_before_each(b, &scratch, list_document, &l, err);
    tc_arena_release(&scratch);
    if (l.found.len)
        qsort(l.found.items, l.found.len, sizeof *l.found.items, by_hash);
    b->documents = l.found.items;
    b->count = l.found.len;
    b->listed = st == TC_OK;
    return st;
}

tc_status tc_before_record(tc_span *data, tc_arena *arena, tc_before *b, tc_span sha256,
                           tc_error *err)
{
    tc_error why = TC_ERROR_INIT;
    tc_status st = tc_stored_record(data, arena, b->reader, sha256, &why);
    if (st == TC_OK)
        return st;
    if (st != TC_ENOMEM && !b->listed)
        list_documents(b, NULL);
    const struct tc_before_document key = {sha256, 0};
    const struct tc_before_document *found =
        b->count ? bsearch(&key, b->documents, b->count, sizeof key, by_hash) : NULL;
    if (found)
        return tc_reader_data(data, arena, b->reader, found->id, err);
    if (err)
        *err = why;
    return st;
}
