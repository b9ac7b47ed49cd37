/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/most_cited.h"

#include <stdlib.h>

#include "plan/law_number.h"

/* So few documents are asked about one by one. Terms are asked about in portions, the first ones
 * small. */
enum { FEW = 20, FIRST_TERMS = 4, GROWTH = 4, TERMS_AT_ONCE = 4096 };

typedef struct {
    tc_hit hit;
    uint64_t cited; /* 0 as long as it is not known */
    bool asked;
    size_t rank; /* in the index's order */
} tc_cited_hit;

/* A term of documents, none of which is cited more often, but where another term says so. */
typedef struct {
    tc_span term;
    uint64_t most;
} tc_perhaps;

typedef struct {
    tc_arena *arena;
    tc_engine *engine;
    tc_cited_hit *hits;
    size_t count, wanted;       /* the first ones in order; count: all */
    tc_cited_hit **by_id;       /* ascending */
    TC_VEC(tc_perhaps) perhaps; /* most cited first */
    TC_VEC(uint64_t) told;      /* of those asked about, highest first */
    tc_error *err;
} tc_citing;

/* ---- one document ------------------------------------------------------------------------- */

static tc_status count_citing(uint64_t *out, tc_citing *k, tc_docid doc)
{
    tc_span key, id;
    tc_reader *r = k->engine->reader;
    tc_status s =
        tc_reader_value(&key, k->arena, r, doc, tc_field_at(TC_FIELD_ID_NUMBER)->slot, k->err);
    if (s == TC_OK)
        s = tc_reader_value(&id, k->arena, r, doc, TC_OWN_ID_SLOT, k->err);
    if (s == TC_OK)
        s = tc_engine_cited_by(out, k->arena, k->engine, tc_number_key(k->arena, key), id, k->err);
    return s;
}

/* ---- hits by number ------------------------------------------------------------------------ */

static int by_id(const void *a, const void *b)
{
    const tc_cited_hit *x = *(tc_cited_hit *const *)a, *y = *(tc_cited_hit *const *)b;
    return x->hit.id < y->hit.id ? -1 : x->hit.id > y->hit.id;
}

static tc_cited_hit *hit_of(const tc_citing *k, tc_docid id)
{
    const tc_cited_hit sought = {.hit = {.id = id}}, *one = &sought;
    tc_cited_hit **found = bsearch(&one, k->by_id, k->count, sizeof *k->by_id, by_id);
    return found ? *found : NULL;
}

/* ---- which may be cited most -------------------------------------------------------------- */

static int most_first(const void *a, const void *b)
{
    const tc_perhaps *x = a, *y = b;
    return x->most > y->most ? -1 : x->most < y->most;
}

static void add(tc_citing *k, tc_span term, uint64_t most)
{
    if (most)
        tc_vec_push(k->arena, &k->perhaps, ((tc_perhaps){term, most}));
}

static tc_status cited_at_all(uint64_t *out, tc_citing *k, tc_span key)
{
    return tc_reader_term_count(out, k->engine->reader,
                                tc_record_number_term(k->arena, TC_FIELD_ID_CITES, key), k->err);
}

/* Mentions of one number, those without an identity first. They may mean each document that has
 * the number; the others, the one of their identity. */
static tc_status add_number(tc_citing *k, const tc_term_count *terms, size_t count, tc_span key)
{
    size_t prefix = tc_mark_prefix(TC_MARK_CITED_ID).len + key.len + 1;
    tc_span number = tc_record_number_term(k->arena, TC_FIELD_ID_NUMBER, key);
    uint64_t open = terms[0].term.len == prefix ? terms[0].documents : 0, all;
    tc_status s = TC_OK;
    add(k, number, open);
    for (size_t i = open ? 1 : 0; s == TC_OK && i < count; i++) {
        tc_span id = tc_span_sub(terms[i].term, prefix, terms[i].term.len);
        if (!tc_term_shortened(terms[i].term)) {
            add(k, tc_record_own_id_term(k->arena, id), terms[i].documents + open);
        } else {
            s = cited_at_all(&all, k, key);
            add(k, number, all);
        }
    }
    return s;
}

/* False in *clear: a number is so long that its term does not tell it. */
static tc_status add_cited(bool *clear, tc_citing *k)
{
    tc_term_list terms;
    tc_span prefix = tc_mark_prefix(TC_MARK_CITED_ID);
    tc_status s = tc_reader_terms(&terms, k->arena, k->engine->reader, prefix, SIZE_MAX, k->err);
    *clear = true;
    for (size_t i = 0, end; s == TC_OK && i < terms.len; i = end) {
        tc_span term = terms.items[i].term;
        size_t tab = tc_span_find(term, TC_SPAN("\t"));
        end = i + 1;
        if (tab == SIZE_MAX) {
            *clear = false;
            continue;
        }
        while (end < terms.len &&
               tc_span_starts(terms.items[end].term, tc_span_sub(term, 0, tab + 1)))
            end++;
        if (tab > prefix.len)
            s = add_number(k, &terms.items[i], end - i, tc_span_sub(term, prefix.len, tab));
    }
    return s;
}

/* Documents without an identity, and laws, are meant by each mention of their number. */
static tc_status add_by_number(tc_citing *k, const tc_query *q)
{
    tc_hits *hits;
    tc_search_options o = {.limit = SIZE_MAX, .sort_slot = TC_NO_SLOT, .unordered = true};
    tc_status s = tc_reader_search(&hits, k->arena, k->engine->reader, q, &o, k->err);
    for (size_t i = 0; s == TC_OK && i < hits->len; i++) {
        tc_span key;
        uint64_t all = 0;
        if (!hit_of(k, hits->items[i].id))
            continue;
        s = tc_reader_value(&key, k->arena, k->engine->reader, hits->items[i].id,
                            tc_field_at(TC_FIELD_ID_NUMBER)->slot, k->err);
        key = tc_number_key(k->arena, key);
        if (s == TC_OK && key.len)
            s = cited_at_all(&all, k, key);
        add(k, tc_record_number_term(k->arena, TC_FIELD_ID_NUMBER, key), all);
    }
    return s;
}

static tc_status find_perhaps(bool *clear, tc_citing *k)
{
    tc_span none = {0};
    tc_arena *a = k->arena;
    tc_query *laws = tc_query_new(a, TC_Q_PREFIX);
    laws->term = tc_record_own_id_term(a, TC_LAW_NUMBER_IDS);
    tc_query *unidentified = tc_query_join(
        a, TC_Q_NOT, tc_query_range(a, tc_field_at(TC_FIELD_ID_NUMBER)->slot, none, none),
        tc_query_range(a, TC_OWN_ID_SLOT, none, none));
    tc_status s = add_cited(clear, k);
    if (s == TC_OK && *clear)
        s = add_by_number(k, laws);
    if (s == TC_OK && *clear)
        s = add_by_number(k, unidentified);
    if (k->perhaps.len)
        qsort(k->perhaps.items, k->perhaps.len, sizeof *k->perhaps.items, most_first);
    return s;
}

/* ---- asking about documents --------------------------------------------------------------- */

static int highest_first(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x > y ? -1 : x < y;
}

/* Those found that have one of the terms. */
static tc_status ask_about(tc_citing *k, const tc_perhaps *terms, size_t count)
{
    tc_hits *having;
    tc_query *any = tc_query_new(k->arena, TC_Q_OR);
    tc_search_options o = {.limit = SIZE_MAX, .sort_slot = TC_NO_SLOT, .unordered = true};
    for (size_t i = 0; i < count; i++)
        tc_query_add(k->arena, any, tc_query_term(k->arena, terms[i].term));
    tc_status s = tc_reader_search(&having, k->arena, k->engine->reader, any, &o, k->err);
    for (size_t i = 0; s == TC_OK && i < having->len; i++) {
        tc_cited_hit *hit = hit_of(k, having->items[i].id);
        if (!hit || hit->asked)
            continue;
        hit->asked = true;
        s = count_citing(&hit->cited, k, hit->hit.id);
        if (hit->cited)
            tc_vec_push(k->arena, &k->told, hit->cited);
    }
    return s;
}

/* Nobody who is cited so often at most comes among the first. */
static bool is_enough(tc_citing *k, uint64_t most)
{
    if (k->told.len < k->wanted)
        return false;
    qsort(k->told.items, k->told.len, sizeof *k->told.items, highest_first);
    return k->told.items[k->wanted - 1] > most;
}

static tc_status ask_each(tc_citing *k)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < k->count; i++)
        s = count_citing(&k->hits[i].cited, k, k->hits[i].hit.id);
    return s;
}

static tc_status ask_by_terms(tc_citing *k)
{
    bool clear;
    k->by_id = tc_arena_array(k->arena, k->count, sizeof *k->by_id);
    for (size_t i = 0; i < k->count; i++)
        k->by_id[i] = &k->hits[i];
    qsort(k->by_id, k->count, sizeof *k->by_id, by_id);
    tc_status s = find_perhaps(&clear, k);
    if (s != TC_OK || !clear)
        return s == TC_OK ? ask_each(k) : s;
    for (size_t i = 0, n = 0; s == TC_OK && i < k->perhaps.len; i += n) {
        n = n == 0 ? FIRST_TERMS : n < TERMS_AT_ONCE ? n * GROWTH : n;
        n = n < k->perhaps.len - i ? n : k->perhaps.len - i;
        if (is_enough(k, k->perhaps.items[i].most))
            break;
        s = ask_about(k, &k->perhaps.items[i], n);
    }
    return s;
}

static int by_cited(const void *a, const void *b)
{
    const tc_cited_hit *x = a, *y = b;
    if (x->cited != y->cited)
        return x->cited < y->cited ? 1 : -1;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

tc_status tc_sort_by_cited(tc_hits *hits, tc_arena *arena, tc_engine *e, size_t offset,
                           size_t limit, tc_error *err)
{
    size_t from = offset < hits->len ? offset : hits->len;
    size_t n = limit && limit < hits->len - from ? limit : hits->len - from;
    tc_citing k = {.arena = arena,
                   .engine = e,
                   .hits = tc_arena_array(arena, hits->len, sizeof *k.hits),
                   .count = hits->len,
                   .wanted = from + n,
                   .err = err};
    for (size_t i = 0; i < hits->len; i++)
        k.hits[i] = (tc_cited_hit){.hit = hits->items[i], .rank = i};
    tc_status s = TC_OK;
    if (n)
        s = hits->len <= FEW ? ask_each(&k) : ask_by_terms(&k);
    if (s != TC_OK)
        return s;
    if (hits->len)
        qsort(k.hits, hits->len, sizeof *k.hits, by_cited);
    for (size_t i = 0; i < n; i++)
        hits->items[i] = k.hits[from + i].hit;
    hits->len = n;
    return TC_OK;
}
