/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/most_cited.h"

#include <stdlib.h>

/* So few documents are asked about one by one. Of a number longer than LONG a term may have a
 * checksum only (tc_term_make). */
enum { FEW = 20, NUMBERS_AT_ONCE = 1000, LONG = 150 };

typedef struct {
    tc_arena *arena;
    tc_engine *engine;
    TC_VEC(tc_docid) cited; /* whose number is cited; ascending */
    bool all;               /* that was not looked at: each may be */
    tc_term_list ids;       /* of cited documents, with their numbers */
    tc_error *err;
} tc_citing;

/* ---- whose number is cited ---------------------------------------------------------------- */

static tc_status read_terms(tc_term_list *out, tc_citing *k, tc_span prefix)
{
    return tc_reader_terms(out, k->arena, k->engine->reader, prefix, SIZE_MAX, k->err);
}

/* The first of the list, which is in byte order, that is not before this; empty when all are. */
static tc_span first_from(const tc_term_list *list, tc_span start)
{
    size_t low = 0, high = list->len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (tc_span_cmp(list->items[middle].term, start) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->len ? list->items[low].term : TC_SPAN("");
}

static bool any_starts(const tc_term_list *list, tc_span start)
{
    return tc_span_starts(first_from(list, start), start);
}

static bool has(const tc_term_list *list, tc_span term)
{
    return tc_span_eq(first_from(list, term), term);
}

static bool is_cited(tc_citing *k, const tc_term_list *cites, tc_span key)
{
    return key.len > LONG ||
           any_starts(cites, tc_record_number_term(k->arena, TC_FIELD_ID_CITES, key)) ||
           any_starts(&k->ids, tc_record_cited_id_term(k->arena, key, TC_SPAN("")));
}

static int by_id(const void *a, const void *b)
{
    tc_docid x = *(const tc_docid *)a, y = *(const tc_docid *)b;
    return x < y ? -1 : x > y;
}

static tc_status add_documents(tc_citing *k, const tc_query *numbers)
{
    tc_hits *hits;
    tc_search_options o = {.limit = SIZE_MAX, .sort_slot = TC_NO_SLOT, .unordered = true};
    if (numbers->count == 0)
        return TC_OK;
    tc_status s = tc_reader_search(&hits, k->arena, k->engine->reader, numbers, &o, k->err);
    for (size_t i = 0; s == TC_OK && i < hits->len; i++)
        tc_vec_push(k->arena, &k->cited, hits->items[i].id);
    return s;
}

static tc_status find_cited(tc_citing *k)
{
    tc_term_list numbers, cites;
    tc_span prefix = tc_field_prefix(TC_FIELD_ID_NUMBER);
    tc_query *some = tc_query_new(k->arena, TC_Q_OR);
    tc_status s = read_terms(&numbers, k, prefix);
    if (s == TC_OK)
        s = read_terms(&cites, k, tc_field_prefix(TC_FIELD_ID_CITES));
    if (s == TC_OK)
        s = read_terms(&k->ids, k, tc_mark_prefix(TC_MARK_CITED_ID));
    for (size_t i = 0; s == TC_OK && i < numbers.len; i++) {
        tc_span term = numbers.items[i].term;
        if (is_cited(k, &cites, tc_span_sub(term, prefix.len, term.len)))
            tc_query_add(k->arena, some, tc_query_term(k->arena, term));
        if (some->count == NUMBERS_AT_ONCE) {
            s = add_documents(k, some);
            some->count = 0;
        }
    }
    if (s == TC_OK)
        s = add_documents(k, some);
    if (k->cited.len)
        qsort(k->cited.items, k->cited.len, sizeof *k->cited.items, by_id);
    return s;
}

static bool may_be_cited(const tc_citing *k, tc_docid id)
{
    return k->all || (k->cited.len &&
                      bsearch(&id, k->cited.items, k->cited.len, sizeof *k->cited.items, by_id));
}

/* ---- sorting ------------------------------------------------------------------------------ */

typedef struct {
    tc_hit hit;
    uint64_t cited;
    size_t rank; /* in the index's order */
} tc_cited_hit;

static int by_cited(const void *a, const void *b)
{
    const tc_cited_hit *x = a, *y = b;
    if (x->cited != y->cited)
        return x->cited < y->cited ? 1 : -1;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* Its number is another document's as well, and only that one is cited. */
static bool another_is(const tc_citing *k, tc_span key, tc_span id)
{
    return !k->all && !tc_cited_by_number(id) &&
           !has(&k->ids, tc_record_cited_id_term(k->arena, key, id)) &&
           !has(&k->ids, tc_record_cited_id_term(k->arena, key, TC_SPAN("")));
}

static tc_status count_citing(uint64_t *out, tc_citing *k, tc_docid doc)
{
    tc_span key, id;
    tc_reader *r = k->engine->reader;
    tc_status s =
        tc_reader_value(&key, k->arena, r, doc, tc_field_at(TC_FIELD_ID_NUMBER)->slot, k->err);
    if (s == TC_OK)
        s = tc_reader_value(&id, k->arena, r, doc, TC_OWN_ID_SLOT, k->err);
    key = tc_number_key(k->arena, key);
    if (s == TC_OK && !another_is(k, key, id))
        s = tc_engine_cited_by(out, k->arena, k->engine, key, id, k->err);
    return s;
}

tc_status tc_sort_by_cited(tc_hits *hits, tc_arena *arena, tc_engine *e, size_t offset,
                           size_t limit, tc_error *err)
{
    tc_citing k = {.arena = arena, .engine = e, .all = hits->len <= FEW, .err = err};
    tc_cited_hit *all = tc_arena_array(arena, hits->len, sizeof *all);
    tc_status s = k.all ? TC_OK : find_cited(&k);
    for (size_t i = 0; s == TC_OK && i < hits->len; i++) {
        all[i] = (tc_cited_hit){hits->items[i], 0, i};
        if (may_be_cited(&k, hits->items[i].id))
            s = count_citing(&all[i].cited, &k, hits->items[i].id);
    }
    if (s != TC_OK)
        return s;
    if (hits->len)
        qsort(all, hits->len, sizeof *all, by_cited);
    size_t from = offset < hits->len ? offset : hits->len;
    size_t n = hits->len - from;
    if (limit && n > limit)
        n = limit;
    for (size_t i = 0; i < n; i++)
        hits->items[i] = all[from + i].hit;
    hits->len = n;
    return TC_OK;
}
