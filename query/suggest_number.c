/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Document numbers near to one that the index does not have: another letter in type or organ
 * (31-KH/TV), or two digits of the serial swapped. */
#include <stdlib.h>

#include "query/suggest.h"

enum { MOST_TERMS = 5000, LONGEST = 48, SHORT_REST = 5 };

typedef struct {
    tc_span key;
    size_t cost;
    uint64_t documents;
} near_number;

typedef struct {
    tc_arena *arena;
    tc_engine *engine;
    tc_span key;
    size_t serial; /* digits in front */
    TC_VEC(near_number) near;
    tc_error *err;
} looking;

static const tc_field_id fields[] = {TC_FIELD_ID_NUMBER, TC_FIELD_ID_CITES};
enum { FIELDS = sizeof fields / sizeof *fields };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Bytes missing, too many, wrong, or two swapped. */
static size_t edits(tc_span a, tc_span b)
{
    size_t d[LONGEST + 1][LONGEST + 1];
    if (a.len > LONGEST || b.len > LONGEST)
        return LONGEST;
    for (size_t i = 0; i <= a.len; i++)
        for (size_t j = 0; j <= b.len; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            size_t other = a.ptr[i - 1] != b.ptr[j - 1];
            d[i][j] = least(d[i - 1][j - 1] + other, least(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.len][b.len];
}

static size_t digits_of(tc_span s)
{
    size_t n = 0;
    while (n < s.len && s.ptr[n] >= '0' && s.ptr[n] <= '9')
        n++;
    return n;
}

static void add(looking *k, tc_span key, size_t cost, uint64_t documents)
{
    for (size_t i = 0; i < k->near.len; i++)
        if (tc_span_eq(k->near.items[i].key, key)) {
            k->near.items[i].documents += documents;
            return;
        }
    near_number n = {key, cost, documents};
    tc_vec_push(k->arena, &k->near, n);
}

/* Numbers of the same serial. */
static tc_status same_serial(looking *k, tc_field_id field, char dash)
{
    tc_term_list list;
    tc_span serial = tc_span_sub(k->key, 0, k->serial);
    tc_span rest = tc_span_sub(k->key, k->serial, k->key.len);
    tc_span prefix = tc_field_prefix(field);
    const char *start = tc_arena_printf(k->arena, "%.*s%c", (int)serial.len, serial.ptr, dash);
    tc_span term = tc_record_number_term(k->arena, field, tc_span_str(start));
    tc_status s = tc_reader_terms(&list, k->arena, k->engine->reader, term, MOST_TERMS, k->err);
    size_t most = rest.len < SHORT_REST ? 1 : 2;
    for (size_t i = 0; s == TC_OK && i < list.len; i++) {
        tc_span key = tc_span_sub(list.items[i].term, prefix.len, list.items[i].term.len);
        size_t cost = edits(rest, tc_span_sub(key, k->serial, key.len));
        if (cost && cost <= most)
            add(k, key, cost, list.items[i].documents);
    }
    return s;
}

static tc_status other_serials(looking *k)
{
    for (size_t i = 0; i + 1 < k->serial; i++) {
        char *key = tc_arena_alloc(k->arena, k->key.len);
        memcpy(key, k->key.ptr, k->key.len);
        key[i] = k->key.ptr[i + 1];
        key[i + 1] = k->key.ptr[i];
        for (size_t f = 0; f < FIELDS; f++) {
            uint64_t n = 0;
            tc_span swapped = tc_span_make(key, k->key.len);
            tc_span term = tc_record_number_term(k->arena, fields[f], swapped);
            tc_status s = tc_reader_term_count(&n, k->engine->reader, term, k->err);
            if (s != TC_OK)
                return s;
            if (n && key[0] != '0' && !tc_span_eq(swapped, k->key))
                add(k, swapped, 1, n);
        }
    }
    return TC_OK;
}

static int nearest(const void *a, const void *b)
{
    const near_number *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    if (x->documents != y->documents)
        return x->documents < y->documents ? 1 : -1;
    return tc_span_cmp(x->key, y->key);
}

static tc_status is_there(bool *out, looking *k, tc_span key)
{
    *out = false;
    for (size_t f = 0; f < FIELDS && !*out; f++) {
        uint64_t n;
        tc_status s = tc_reader_term_count(&n, k->engine->reader,
                                           tc_record_number_term(k->arena, fields[f], key), k->err);
        if (s != TC_OK)
            return s;
        *out = n > 0;
    }
    return TC_OK;
}

/* Is it, as written or as it was understood ("161/2026/NDCP"), a number of the index? */
static tc_status is_understood(bool *out, looking *k, tc_span written)
{
    tc_number_question *q;
    tc_status s = is_there(out, k, k->key);
    if (s != TC_OK || *out)
        return s;
    s = tc_engine_number(&q, k->arena, k->engine, written, k->err);
    for (size_t i = 0; s == TC_OK && !*out && i < q->key_count; i++)
        s = is_there(out, k, q->keys[i]);
    return s == TC_ENOTFOUND ? TC_OK : s;
}

static tc_status look(looking *k, tc_span written)
{
    bool understood;
    tc_status s = is_understood(&understood, k, written);
    if (s != TC_OK || understood)
        return s;
    for (size_t f = 0; s == TC_OK && f < FIELDS; f++) {
        s = same_serial(k, fields[f], '-');
        if (s == TC_OK)
            s = same_serial(k, fields[f], '/');
    }
    if (s == TC_OK && k->near.len == 0)
        s = other_serials(k);
    return s;
}

tc_status tc_suggest_numbers(tc_span *out, size_t size, size_t *count, tc_arena *arena,
                             tc_engine *engine, tc_span written, tc_error *err)
{
    looking k = {.arena = arena, .engine = engine, .err = err};
    *count = 0;
    while (written.len && written.ptr[written.len - 1] &&
           strchr(",.;:)", written.ptr[written.len - 1])) /* "31-KH/TU, ngày" */
        written.len--;
    k.key = tc_number_key(arena, written);
    k.serial = digits_of(k.key);
    if (k.serial == 0 || k.serial == k.key.len || k.key.len > LONGEST)
        return TC_OK;
    tc_status s = look(&k, written);
    if (s != TC_OK)
        return s;
    if (k.near.len)
        qsort(k.near.items, k.near.len, sizeof *k.near.items, nearest);
    for (; *count < size && *count < k.near.len; ++*count)
        out[*count] = k.near.items[*count].key;
    return TC_OK;
}
