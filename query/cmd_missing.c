/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu missing: what the documents of the index cite and the index does not hold. */
#include <inttypes.h>
#include <stdlib.h>

#include "query/app.h"
#include "query/resolve.h"
#include "query/rows.h"
#include "query/talk.h"

enum { DEFAULT_ROWS = 20 };

typedef struct {
    tc_span number_key, id, term;
    bool open; /* mentions of the number without an identity are this one too */
    uint64_t documents, mentions;
} tc_lack;

typedef struct {
    tc_app *app;
    TC_VEC(tc_lack) lacks;
    tc_span type; /* code; empty: any */
    tc_date since;
    uint64_t matched;
} tc_listing;

/* ---- which are missing -------------------------------------------------------------------- */

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

static tc_status is_missing(bool *out, tc_listing *k, const tc_lack *l)
{
    tc_app *app = k->app;
    tc_citation_row row = {0};
    tc_citation c = {.number_key = l->number_key, .id = l->id};
    tc_arena_reset(&app->scratch);
    tc_status s =
        tc_citation_status(&row, tc_status_cache_new(&app->scratch), app->engine, &c, &app->err);
    *out = s == TC_OK && tc_span_eq(row.status, TC_SPAN("missing"));
    return s;
}

static tc_status add_missing(tc_listing *k, tc_lack l)
{
    bool missing;
    tc_status s = is_missing(&missing, k, &l);
    if (s != TC_OK || !missing)
        return s;
    s = tc_reader_term_total(&l.mentions, k->app->engine->reader, l.term, &k->app->err);
    tc_vec_push(&k->app->arena, &k->lacks, l);
    return s;
}

/* Mentions of one number. Those without an identity (they come first: it is empty) are the one
 * document of that number that others tell of; where there are several, or none, they are a row of
 * their own. */
static tc_status add_number(tc_listing *k, const tc_term_count *terms, size_t count)
{
    tc_lack first = {0};
    tc_status s = TC_OK;
    split(&first, &terms[0]);
    bool open = first.number_key.len > 0 && first.id.len == 0 && count == 2;
    for (size_t i = open ? 1 : 0; s == TC_OK && i < count; i++) {
        tc_lack l = {.open = open};
        split(&l, &terms[i]);
        s = add_missing(k, l);
    }
    return s;
}

static tc_status find_missing(tc_listing *k)
{
    tc_term_list terms;
    tc_app *app = k->app;
    tc_status s = tc_reader_terms(&terms, &app->arena, app->engine->reader,
                                  tc_mark_prefix(TC_MARK_CITED_ID), SIZE_MAX, &app->err);
    for (size_t i = 0; s == TC_OK && i < terms.len;) {
        tc_lack l = {0}, next = {0};
        size_t end = i + 1;
        split(&l, &terms.items[i]);
        for (; end < terms.len; end++) {
            split(&next, &terms.items[end]);
            if (!tc_span_eq(next.number_key, l.number_key))
                break;
        }
        s = add_number(k, &terms.items[i], end - i);
        i = end;
    }
    return s;
}

/* ---- counts and order --------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    const tc_lack *x = a, *y = b;
    int c = tc_span_cmp(x->id, y->id);
    return c ? c : tc_span_cmp(y->number_key, x->number_key); /* with a number first */
}

/* A document cited by number here and by name there is one: its identity says so. */
static void join(tc_listing *k)
{
    size_t n = 0;
    if (k->lacks.len == 0)
        return;
    qsort(k->lacks.items, k->lacks.len, sizeof *k->lacks.items, by_id);
    for (size_t i = 0; i < k->lacks.len; i++) {
        tc_lack *last = n ? &k->lacks.items[n - 1] : NULL, *l = &k->lacks.items[i];
        if (last && l->id.len && tc_span_eq(last->id, l->id)) {
            last->mentions += l->mentions;
            last->documents = 0; /* to be counted: some cite it both ways */
        } else {
            k->lacks.items[n++] = *l;
        }
    }
    k->lacks.len = n;
}

/* Documents that have any of several terms cannot be added up. */
static tc_status count_documents(tc_listing *k, tc_lack *l)
{
    tc_hits *hits;
    tc_app *app = k->app;
    tc_arena *a = &app->scratch;
    uint64_t more = 0;
    if (l->documents && !l->open)
        return TC_OK;
    tc_arena_reset(a);
    tc_span open = tc_record_cited_id_term(a, l->number_key, TC_SPAN(""));
    tc_query *q = tc_query_term(a, tc_record_key_term(a, TC_FIELD_ID_ID, l->id));
    if (l->open)
        q = tc_query_join(a, TC_Q_OR, q, tc_query_term(a, open));
    tc_search_options o = {.limit = 0, .exact_count = true, .sort_slot = TC_NO_SLOT};
    tc_status s = tc_reader_search(&hits, a, app->engine->reader, q, &o, &app->err);
    if (s == TC_OK && l->open)
        s = tc_reader_term_total(&more, app->engine->reader, open, &app->err);
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

static tc_status sort_missing(tc_listing *k)
{
    tc_status s = TC_OK;
    join(k);
    for (size_t i = 0; s == TC_OK && i < k->lacks.len; i++)
        s = count_documents(k, &k->lacks.items[i]);
    if (s == TC_OK && k->lacks.len)
        qsort(k->lacks.items, k->lacks.len, sizeof *k->lacks.items, by_frequency);
    return s;
}

/* ---- rows --------------------------------------------------------------------------------- */

static bool is_wanted(const tc_listing *k, const tc_candidate *c)
{
    if (k->type.len && !tc_span_eq(tc_text_lower(&k->app->scratch, c->doc_type), k->type))
        return false;
    return !tc_date_known(k->since) ||
           (tc_date_known(c->date) && tc_date_cmp(tc_date_last(c->date), k->since) >= 0);
}

static tc_status one_missing(tc_listing *k, const tc_lack *l)
{
    tc_app *app = k->app;
    const tc_options *o = &app->options;
    uint64_t limit = tc_app_limit(app, DEFAULT_ROWS);
    bool chosen = k->type.len || tc_date_known(k->since);
    bool shown = !o->count && !o->quiet && k->matched >= o->offset &&
                 (!limit || k->matched < o->offset + limit);
    if (!shown && !chosen) {
        k->matched++;
        return TC_OK;
    }
    tc_candidate c = {.number_key = l->number_key, .id = l->id};
    tc_arena_reset(&app->scratch);
    tc_status s = tc_candidate_as_cited(&c, &app->scratch, app->engine, l->term, &app->err);
    if (s != TC_OK || !is_wanted(k, &c))
        return s;
    k->matched++;
    tc_missing_row row = {.number = c.number,
                          .number_key = l->number_key,
                          .id = l->id,
                          .raw = c.raw,
                          .date = c.date,
                          .issuer = c.issuer,
                          .doc_type = c.doc_type,
                          .documents = l->documents,
                          .mentions = l->mentions};
    if (shown)
        tc_app_row(app, TC_ROW_MISSING, &row);
    return TC_OK;
}

static tc_status list_missing(tc_listing *k)
{
    tc_status s = find_missing(k);
    if (s == TC_OK)
        s = sort_missing(k);
    for (size_t i = 0; s == TC_OK && i < k->lacks.len && !ferror(stdout); i++)
        s = one_missing(k, &k->lacks.items[i]);
    return s;
}

/* ---- options ------------------------------------------------------------------------------ */

static tc_status read_options(tc_listing *k)
{
    tc_app *app = k->app;
    tc_date since;
    tc_span type = tc_app_filter_value(app, TC_FIELD_ID_TYPE);
    if (type.len)
        k->type = tc_text_lower(&app->arena, tc_type_code(&app->arena, type));
    if (type.len && k->type.len == 0)
        k->type = tc_text_lower(&app->arena, type);
    if (!app->options.since)
        return TC_OK;
    tc_status s = tc_typed_date(&since, &app->arena, app->engine->lexicon,
                                tc_span_str(app->options.since), &app->err);
    if (s == TC_OK)
        k->since = tc_date_first(since);
    return s == TC_ENOTFOUND ? TC_EINVAL : s; /* no date, as the message says */
}

int tc_cmd_missing(tc_app *app)
{
    tc_listing k = {.app = app};
    tc_status s = tc_app_begin(app, TC_ROW_MISSING);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s == TC_OK)
        s = read_options(&k);
    if (s == TC_OK)
        s = list_missing(&k);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    if (app->options.count && !app->options.quiet)
        printf("%" PRIu64 "\n", k.matched);
    else
        tc_tell_more(app, app->options.offset + app->rows, k.matched, true);
    return tc_app_finish(app, k.matched > 0);
}
