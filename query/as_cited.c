/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/as_cited.h"

#include <stdlib.h>

typedef struct {
    tc_as_cited *cited;
    size_t count;
    tc_arena *arena, *scratch;
    tc_engine *engine;
    tc_docid *documents; /* TC_MENTIONS_READ for each, newest first; 0: no more */
    tc_error *err;
} tc_naming;

/* One that is to be looked for in one document. */
typedef struct {
    tc_docid document;
    tc_as_cited *cited;
} tc_task;

/* ---- which documents ---------------------------------------------------------------------- */

/* Of several the newest first. */
static tc_status find_documents(tc_naming *k, size_t i)
{
    tc_hits *hits;
    tc_query q = {.kind = TC_Q_TERM, .term = k->cited[i].term};
    bool single = k->cited[i].documents == 1;
    tc_search_options o = {.limit = TC_MENTIONS_READ,
                           .sort_slot = single ? TC_NO_SLOT : TC_TIE_SLOT,
                           .unordered = single};
    tc_arena_reset(k->scratch);
    tc_status s = tc_reader_search(&hits, k->scratch, k->engine->reader, &q, &o, k->err);
    for (size_t n = 0; s == TC_OK && n < hits->len; n++)
        k->documents[i * TC_MENTIONS_READ + n] = hits->items[n].id;
    return s;
}

/* ---- what they say ------------------------------------------------------------------------ */

static int by_target(tc_span key, tc_span id, const tc_citation *c)
{
    int order = tc_span_cmp(key, c->number_key);
    return order ? order : tc_span_cmp(id, c->id);
}

static int by_place(const void *a, const void *b)
{
    const tc_citation *x = *(const tc_citation *const *)a, *y = *(const tc_citation *const *)b;
    int c = by_target(x->number_key, x->id, y);
    return c ? c : x < y ? -1 : x > y;
}

/* Citations of one document stand together, in the order of the text. */
static const tc_citation **mentions_of(tc_arena *scratch, const tc_plan *p)
{
    const tc_citation **all = tc_arena_array(scratch, p->citations.len + 1, sizeof *all);
    for (size_t i = 0; i < p->citations.len; i++)
        all[i] = &p->citations.items[i];
    if (p->citations.len)
        qsort(all, p->citations.len, sizeof *all, by_place);
    return all;
}

static size_t first_mention(const tc_citation *const *all, size_t count, const tc_candidate *c)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (by_target(c->number_key, c->id, all[middle]) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void keep(tc_arena *arena, tc_span *s)
{
    if (s->len)
        *s = tc_arena_copy(arena, *s);
}

static void take(tc_naming *k, tc_candidate *c, const tc_record *r, const tc_citation *const *all)
{
    size_t count = r->plan->citations.len;
    for (size_t i = first_mention(all, count, c);
         i < count && by_target(c->number_key, c->id, all[i]) == 0; i++)
        tc_candidate_take_mention(c, r, all[i]);
    keep(k->arena, &c->number);
    keep(k->arena, &c->issuer);
    keep(k->arena, &c->doc_type);
    keep(k->arena, &c->raw);
}

static tc_status read_one(tc_naming *k, const tc_task *tasks, size_t count)
{
    tc_record *r;
    tc_arena_reset(k->scratch);
    tc_status s = tc_engine_record(&r, k->scratch, k->engine, tasks[0].document, k->err);
    if (s != TC_OK)
        return s == TC_ENOTFOUND ? TC_OK : s;
    const tc_citation *const *all = mentions_of(k->scratch, r->plan);
    for (size_t i = 0; i < count; i++)
        take(k, &tasks[i].cited->candidate, r, all);
    return TC_OK;
}

static int by_document(const void *a, const void *b)
{
    const tc_task *x = a, *y = b;
    return x->document < y->document ? -1 : x->document > y->document;
}

/* Each one's n-th document, where those before have not told enough. */
static tc_status read_nth(tc_naming *k, tc_task *tasks, size_t n)
{
    size_t count = 0;
    tc_status s = TC_OK;
    for (size_t i = 0; i < k->count; i++) {
        const tc_candidate *c = &k->cited[i].candidate;
        tc_docid document = k->documents[i * TC_MENTIONS_READ + n];
        if (document && !(tc_date_known(c->date) && c->issuer.len))
            tasks[count++] = (tc_task){document, &k->cited[i]};
    }
    if (count)
        qsort(tasks, count, sizeof *tasks, by_document);
    for (size_t i = 0, end; s == TC_OK && i < count; i = end) {
        for (end = i + 1; end < count && tasks[end].document == tasks[i].document; end++)
            ;
        s = read_one(k, &tasks[i], end - i);
    }
    return s;
}

tc_status tc_read_as_cited(tc_as_cited *cited, size_t count, tc_arena *arena, tc_arena *scratch,
                           tc_engine *e, tc_error *err)
{
    tc_naming k = {.cited = cited,
                   .count = count,
                   .arena = arena,
                   .scratch = scratch,
                   .engine = e,
                   .err = err};
    tc_status s = TC_OK;
    tc_task *tasks = tc_arena_array(arena, count + 1, sizeof *tasks);
    k.documents = tc_arena_array(arena, count * TC_MENTIONS_READ + 1, sizeof *k.documents);
    for (size_t i = 0; s == TC_OK && i < count; i++)
        s = find_documents(&k, i);
    for (size_t n = 0; s == TC_OK && n < TC_MENTIONS_READ; n++)
        s = read_nth(&k, tasks, n);
    return s;
}
