/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/missing.h"

#include <stdlib.h>

#include "plan/law_number.h"

typedef struct {
    tc_lack lack;
    bool considered; /* else it is another row's, or held */
} tc_cited;

typedef struct {
    tc_lacks *out;
    tc_arena *arena, *scratch;
    tc_engine *engine;
    tc_cited *cited; /* in the order of their terms: by number */
    size_t len;
    bool numbers_known;
    TC_VEC(tc_span) numbers; /* of documents here that have no identity; ascending */
    tc_error *err;
} tc_seeking;

/* ---- what is cited ------------------------------------------------------------------------ */

/* A cited document as the index has it: number_key TAB id. */
static void split(tc_lack *l, const tc_term_count *t)
{
    tc_span prefix = tc_mark_prefix(TC_MARK_CITED_ID);
    tc_span value = tc_span_sub(t->term, prefix.len, t->term.len);
    size_t tab = tc_span_find(value, TC_SPAN("\t"));
    tab = tab == SIZE_MAX ? value.len : tab;
    l->term = t->term;
    l->documents = t->documents;
    l->number_key = tc_span_sub(value, 0, tab);
    l->id = tab < value.len ? tc_span_sub(value, tab + 1, value.len) : TC_SPAN("");
}

/* One behind the last of the same number. */
static size_t end_of_number(const tc_seeking *k, size_t first)
{
    size_t end = first + 1;
    while (end < k->len &&
           tc_span_eq(k->cited[end].lack.number_key, k->cited[first].lack.number_key))
        end++;
    return end;
}

/* Mentions of one number. Those without an identity (they come first: it is empty) are the one
 * document of that number that others tell of; where there are several, or none, they are a row of
 * their own. */
static void join_unidentified(tc_seeking *k)
{
    for (size_t i = 0, end; i < k->len; i = end) {
        const tc_lack *first = &k->cited[i].lack;
        end = end_of_number(k, i);
        if (end - i == 2 && first->number_key.len && first->id.len == 0) {
            k->cited[i].considered = false;
            k->cited[i + 1].lack.open = true;
        }
    }
}

static tc_status read_cited(tc_seeking *k)
{
    tc_term_list terms;
    tc_status s = tc_reader_terms(&terms, k->arena, k->engine->reader,
                                  tc_mark_prefix(TC_MARK_CITED_ID), SIZE_MAX, k->err);
    if (s != TC_OK)
        return s;
    k->len = terms.len;
    k->cited = tc_arena_array(k->arena, terms.len + 1, sizeof *k->cited);
    for (size_t i = 0; i < terms.len; i++) {
        tc_cited *c = &k->cited[i];
        split(&c->lack, &terms.items[i]);
        c->lack.own = tc_cited_id(k->arena, c->lack.id);
        c->considered = true;
    }
    join_unidentified(k);
    return TC_OK;
}

/* ---- which are held ----------------------------------------------------------------------- */

static int by_own(const void *a, const void *b)
{
    const tc_cited *x = *(tc_cited *const *)a, *y = *(tc_cited *const *)b;
    return tc_span_cmp(x->lack.own, y->lack.own);
}

/* In the order of the identities: neighbours stand in one block of the index. */
static tc_status leave_out_identified(tc_seeking *k)
{
    tc_status s = TC_OK;
    size_t n = 0;
    tc_cited **order = tc_arena_array(k->arena, k->len + 1, sizeof(tc_cited *));
    for (size_t i = 0; i < k->len; i++)
        if (k->cited[i].considered && k->cited[i].lack.own.len)
            order[n++] = &k->cited[i];
    if (n)
        qsort(order, n, sizeof *order, by_own);
    for (size_t i = 0; s == TC_OK && i < n; i++) {
        uint64_t held;
        tc_arena_reset(k->scratch);
        s = tc_reader_term_count(&held, k->engine->reader,
                                 tc_record_own_id_term(k->scratch, order[i]->lack.own), k->err);
        order[i]->considered = s == TC_OK && held == 0;
    }
    return s;
}

static int by_bytes(const void *a, const void *b)
{
    const tc_span *x = a, *y = b;
    return tc_span_cmp(*x, *y);
}

/* Which numbers have documents that tell no more of themselves: each may be what is cited. */
static tc_status need_numbers(tc_seeking *k)
{
    tc_hits *hits;
    tc_arena *a = k->arena;
    tc_reader *r = k->engine->reader;
    uint32_t slot = tc_field_at(TC_FIELD_ID_NUMBER)->slot;
    tc_span none = {0};
    tc_search_options o = {.limit = SIZE_MAX, .sort_slot = TC_NO_SLOT, .unordered = true};
    if (k->numbers_known)
        return TC_OK;
    k->numbers_known = true;
    tc_query *q = tc_query_join(a, TC_Q_NOT, tc_query_range(a, slot, none, none),
                                tc_query_range(a, TC_OWN_ID_SLOT, none, none));
    tc_status s = tc_reader_search(&hits, a, r, q, &o, k->err);
    for (size_t i = 0; s == TC_OK && i < hits->len; i++) {
        tc_span number;
        s = tc_reader_value(&number, a, r, hits->items[i].id, slot, k->err);
        tc_vec_push(a, &k->numbers, number);
    }
    if (k->numbers.len)
        qsort(k->numbers.items, k->numbers.len, sizeof *k->numbers.items, by_bytes);
    return s;
}

/* Among documents of the number here: one without an identity may be it, others are not. What is
 * cited without an identity may be any of them. */
static tc_status look_at_number(tc_seeking *k, size_t first, size_t end)
{
    tc_status s = need_numbers(k);
    const tc_span *key = &k->cited[first].lack.number_key;
    bool any = k->numbers.len &&
               bsearch(key, k->numbers.items, k->numbers.len, sizeof *k->numbers.items, by_bytes);
    for (size_t i = first; i < end; i++)
        if (any || k->cited[i].lack.id.len == 0)
            k->cited[i].considered = false;
    return s;
}

static tc_status leave_out_numbered(tc_seeking *k)
{
    tc_status s = TC_OK;
    for (size_t i = 0, end; s == TC_OK && i < k->len; i = end) {
        uint64_t here = 0;
        tc_span key = k->cited[i].lack.number_key;
        end = end_of_number(k, i);
        tc_arena_reset(k->scratch);
        if (key.len)
            s = tc_reader_term_count(&here, k->engine->reader,
                                     tc_record_number_term(k->scratch, TC_FIELD_ID_NUMBER, key),
                                     k->err);
        if (s == TC_OK && here)
            s = look_at_number(k, i, end);
    }
    return s;
}

static tc_status take_missing(tc_seeking *k)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < k->len; i++) {
        tc_lack *l = &k->cited[i].lack;
        if (!k->cited[i].considered)
            continue;
        s = tc_reader_term_total(&l->mentions, k->engine->reader, l->term, k->err);
        tc_vec_push(k->arena, k->out, *l);
    }
    return s;
}

/* ---- counts and order --------------------------------------------------------------------- */

/* With a number first, and of several what most write: the others are slips of the year. */
static int by_id(const void *a, const void *b)
{
    const tc_lack *x = a, *y = b;
    int c = tc_span_cmp(x->own, y->own);
    if (c)
        return c;
    if ((x->number_key.len == 0) != (y->number_key.len == 0))
        return x->number_key.len ? -1 : 1;
    if (x->documents != y->documents)
        return x->documents < y->documents ? 1 : -1;
    c = tc_span_cmp(x->number_key, y->number_key);
    return c ? c : tc_span_cmp(x->id, y->id);
}

/* A document cited by number here and by name there is one: its identity says so. */
static void join(tc_lacks *lacks)
{
    size_t n = 0;
    if (lacks->len == 0)
        return;
    qsort(lacks->items, lacks->len, sizeof *lacks->items, by_id);
    for (size_t i = 0; i < lacks->len; i++) {
        tc_lack *last = n ? &lacks->items[n - 1] : NULL, *l = &lacks->items[i];
        if (last && l->own.len && tc_span_eq(last->own, l->own)) {
            last->mentions += l->mentions;
            last->documents = 0; /* to be counted: some cite it both ways */
        } else {
            lacks->items[n++] = *l;
        }
    }
    lacks->len = n;
}

/* Documents that have any of several terms cannot be added up. */
static tc_status count_documents(tc_seeking *k, tc_lack *l)
{
    tc_hits *hits;
    tc_arena *a = k->scratch;
    tc_reader *r = k->engine->reader;
    uint64_t more = 0;
    if (l->documents && !l->open)
        return TC_OK;
    tc_arena_reset(a);
    tc_span open = tc_record_cited_id_term(a, l->number_key, TC_SPAN(""));
    tc_query *q = tc_query_term(a, tc_record_key_term(a, TC_FIELD_ID_ID, l->own));
    if (l->open)
        q = tc_query_join(a, TC_Q_OR, q, tc_query_term(a, open));
    tc_search_options o = {
        .limit = 0, .exact_count = true, .sort_slot = TC_NO_SLOT, .unordered = true};
    tc_status s = tc_reader_search(&hits, a, r, q, &o, k->err);
    if (s == TC_OK && l->open)
        s = tc_reader_term_total(&more, r, open, k->err);
    if (s == TC_OK) {
        l->documents = hits->matched;
        l->mentions += more;
    }
    return s;
}

static int by_frequency(const void *a, const void *b)
{
    const tc_lack *x = a, *y = b;
    if (x->documents != y->documents)
        return x->documents < y->documents ? 1 : -1;
    if (x->mentions != y->mentions)
        return x->mentions < y->mentions ? 1 : -1;
    int c = tc_span_cmp(x->number_key, y->number_key);
    return c ? c : tc_span_cmp(x->id, y->id);
}

static tc_status sort_missing(tc_seeking *k)
{
    tc_status s = TC_OK;
    tc_lacks *out = k->out;
    join(out);
    for (size_t i = 0; s == TC_OK && i < out->len; i++)
        s = count_documents(k, &out->items[i]);
    if (s == TC_OK && out->len)
        qsort(out->items, out->len, sizeof *out->items, by_frequency);
    return s;
}

tc_status tc_missing_find(tc_lacks *out, tc_arena *arena, tc_arena *scratch, tc_engine *e,
                          tc_error *err)
{
    tc_seeking k = {.out = out, .arena = arena, .scratch = scratch, .engine = e, .err = err};
    tc_status s = read_cited(&k);
    if (s == TC_OK)
        s = leave_out_identified(&k);
    if (s == TC_OK)
        s = leave_out_numbered(&k);
    if (s == TC_OK)
        s = take_missing(&k);
    return s == TC_OK ? sort_missing(&k) : s;
}
