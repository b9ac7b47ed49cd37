/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/document.h"

#include <stdlib.h>

#include "base/seal.h"
#include "store/query.h"

size_t tc_store_key_length(tc_span s)
{
    size_t len = s.len;
    for (const char *p = s.ptr, *end = p + s.len; s.len && (p = memchr(p, 0, (size_t)(end - p)));)
        len++, p++;
    return len;
}

tc_status tc_document_new(tc_document **out, tc_error *err)
{
    tc_document *d = *out = calloc(1, sizeof *d);
    if (!d)
        return tc_fail(err, TC_ENOMEM, "no memory for a document");
    tc_buf_init(&d->bytes, UINT32_MAX);
    tc_buf_init(&d->data, 0);
    tc_arena_init(&d->arena);
    return TC_OK;
}

void tc_document_free(tc_document *d)
{
    if (!d)
        return;
    tc_buf_release(&d->bytes);
    tc_buf_release(&d->data);
    tc_packer_release(&d->packer);
    tc_arena_release(&d->arena);
    free(d->terms);
    free(d);
}

void tc_document_clear(tc_document *d)
{
    tc_buf_reset(&d->bytes);
    tc_buf_reset(&d->data);
    tc_arena_reset(&d->arena);
    memset(&d->values, 0, sizeof d->values);
    d->term_count = 0;
    d->failed = (tc_error)TC_ERROR_INIT;
}

static bool term_fits(tc_document *d, tc_span term)
{
    if (d->failed.code != TC_OK)
        return false;
    if (term.len > 0 && 2 * term.len <= TC_TERM_MAX) /* were it all NULs */
        return true;
    size_t len = tc_store_key_length(term);
    if (len > 0 && len <= TC_TERM_MAX)
        return true;
    if (len == 0)
        tc_fail(&d->failed, TC_EINVAL, "an empty term");
    else
        tc_fail(&d->failed, TC_ETOOBIG, "a term of %zu bytes: %.40s...", term.len, term.ptr);
    return false;
}

static bool more_terms(tc_document *d)
{
    size_t more = d->term_room ? d->term_room * 2 : 1024;
    tc_document_term *grown =
        more > SIZE_MAX / sizeof *grown ? NULL : realloc(d->terms, more * sizeof *grown);
    if (!grown)
        return false;
    d->terms = grown;
    d->term_room = more;
    return true;
}

static inline void add_bytes(tc_document *d, tc_span head, tc_span tail, uint32_t wdf)
{
    size_t start = d->bytes.len, len = head.len + tail.len;
    char *room = tc_buf_reserve(&d->bytes, len);
    if (!room || (d->term_count == d->term_room && !more_terms(d))) {
        tc_fail(&d->failed, TC_ENOMEM, "no memory for a document");
        return;
    }
    if (head.len)
        memcpy(room, head.ptr, head.len);
    if (tail.len)
        memcpy(room + head.len, tail.ptr, tail.len);
    d->bytes.len += len;
    d->terms[d->term_count++] = (tc_document_term){(uint32_t)start, (uint32_t)len, wdf};
}

void tc_document_add_term(tc_document *d, tc_span term, uint32_t wdf)
{
    if (term_fits(d, term))
        add_bytes(d, TC_SPAN(""), term, wdf);
}

static void add_long(tc_document *d, tc_span prefix, tc_span value, uint32_t wdf)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&d->arena, &guard)) {
        tc_fail(&d->failed, TC_ENOMEM, "no memory for a document");
        return;
    }
    tc_document_add_term(d, tc_term_make(&d->arena, prefix, value), wdf);
    tc_arena_uncatch(&d->arena, &guard);
}

void tc_document_add_made(tc_document *d, tc_span prefix, tc_span value, uint32_t wdf)
{
    size_t len = prefix.len + value.len;
    if (len == 0 || 2 * len > TC_TERM_PLAIN || d->failed.code != TC_OK)
        add_long(d, prefix, value, wdf);
    else
        add_bytes(d, prefix, value, wdf);
}

static tc_document_value *value_of(tc_document *d, uint32_t slot)
{
    for (size_t i = 0; i < d->values.len; i++)
        if (d->values.items[i].slot == slot)
            return &d->values.items[i];
    return tc_vec_add(&d->arena, &d->values);
}

void tc_document_set_value(tc_document *d, uint32_t slot, tc_span value)
{
    tc_arena_catch guard;
    if (d->failed.code != TC_OK)
        return;
    if (slot > TC_SLOT_MAX) {
        tc_fail(&d->failed, TC_EINVAL, "value slot %u", slot);
        return;
    }
    if (TC_ARENA_CATCH(&d->arena, &guard)) {
        tc_fail(&d->failed, TC_ENOMEM, "no memory for a document");
        return;
    }
    *value_of(d, slot) = (tc_document_value){slot, tc_arena_copy(&d->arena, value)};
    tc_arena_uncatch(&d->arena, &guard);
}

void tc_document_set_data(tc_document *d, tc_span data)
{
    if (d->failed.code != TC_OK)
        return;
    tc_buf_reset(&d->data);
    if (data.len > TC_DATA_MAX)
        tc_fail(&d->failed, TC_ETOOBIG, "%zu bytes of stored data", data.len);
    else if (data.len)
        tc_pack(&d->packer, &d->data, data, &d->failed);
}

static void put_four(tc_buf *b, uint32_t number)
{
    for (unsigned shift = 0; shift < 32; shift += 8)
        tc_buf_addc(b, (char)(number >> shift & 0xFF));
}

bool tc_values_sum(char sum[TC_VALUES_SUM], const tc_document_value *values, size_t count)
{
    tc_buf all;
    tc_buf_init(&all, 0);
    for (size_t i = 0; i < count; i++) {
        if (values[i].slot == TC_SUM_SLOT || values[i].value.len == 0)
            continue;
        put_four(&all, values[i].slot);
        put_four(&all, (uint32_t)values[i].value.len);
        tc_buf_add(&all, values[i].value);
    }
    uint64_t whole = tc_checksum(tc_buf_span(&all));
    for (unsigned i = 0; i < TC_VALUES_SUM; i++)
        sum[i] = (char)(whole >> (32 + 8 * i) & 0xFF); /* the half that all bits have a share in */
    bool done = all.status == TC_OK;
    tc_buf_release(&all);
    return done;
}

static int by_slot(const void *a, const void *b)
{
    const tc_document_value *x = a, *y = b;
    return (x->slot > y->slot) - (x->slot < y->slot);
}

void tc_document_sum(tc_document *d)
{
    char sum[TC_VALUES_SUM];
    if (d->failed.code != TC_OK)
        return;
    if (d->values.len)
        qsort(d->values.items, d->values.len, sizeof *d->values.items, by_slot);
    if (tc_values_sum(sum, d->values.items, d->values.len))
        tc_document_set_value(d, TC_SUM_SLOT, tc_span_make(sum, sizeof sum));
    else
        tc_fail(&d->failed, TC_ENOMEM, "no memory for a document");
}
