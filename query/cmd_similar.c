/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu similar: documents about what this one is about. Its pairs of syllables that tell most
 * (often in it, rare elsewhere) are asked for as one question. */
#include <math.h>
#include <stdlib.h>

#include "query/app.h"
#include "query/rows.h"
#include "query/talk.h"

enum { DEFAULT_ROWS = 10, TERMS = 40 };

typedef struct {
    tc_span term;
    double weight;
} tc_telling;

static int by_weight(const void *a, const void *b)
{
    const tc_telling *x = a, *y = b;
    if (x->weight < y->weight || x->weight > y->weight)
        return x->weight < y->weight ? 1 : -1;
    return tc_span_cmp(x->term, y->term);
}

static bool is_pair(tc_arena *a, tc_span term)
{
    return tc_span_starts(tc_record_term_text(a, term), TC_SPAN(" "));
}

/* The pairs of a document, those that tell most first. One that no other document has finds
 * nothing. */
static tc_status telling_pairs(tc_telling **out, size_t *count, tc_app *app, tc_docid id)
{
    tc_term_list terms;
    tc_engine *e = app->engine;
    tc_status s = tc_reader_document_terms(&terms, &app->arena, e->reader, id,
                                           tc_field_prefix(TC_FIELD_ID_TOPIC), SIZE_MAX, &app->err);
    *count = 0;
    if (s != TC_OK)
        return s;
    *out = tc_arena_array(&app->arena, terms.len, sizeof **out);
    for (size_t i = 0; i < terms.len; i++) {
        const tc_term_count *t = &terms.items[i];
        double rare = log((double)e->documents / (double)t->documents);
        if (t->documents > 1 && rare > 0 && is_pair(&app->arena, t->term))
            (*out)[(*count)++] = (tc_telling){t->term, t->wdf / (t->wdf + 1.2) * rare};
    }
    if (*count)
        qsort(*out, *count, sizeof **out, by_weight);
    return TC_OK;
}

static tc_query *similar_query(tc_arena *a, const tc_telling *terms, size_t count, tc_span sha256)
{
    tc_query *any = tc_query_new(a, TC_Q_OR), *others = tc_query_new(a, TC_Q_NOT);
    for (size_t i = 0; i < count && i < TERMS; i++)
        tc_query_add(a, any, tc_query_term(a, terms[i].term));
    tc_query_add(a, others, count ? any : tc_query_new(a, TC_Q_NOTHING));
    tc_query_add(a, others, tc_query_term(a, tc_record_unique(a, sha256)));
    return others;
}

static tc_status write_hit(tc_app *app, const tc_hit *hit, uint64_t rank)
{
    tc_record *r;
    tc_arena_reset(&app->scratch);
    tc_status s = tc_app_record(&r, app, hit->id);
    if (s != TC_OK)
        return s == TC_ENOTFOUND ? TC_OK : s;
    tc_shown_doc d = tc_shown(&app->scratch, app->engine, hit->id, r);
    tc_doc_row row = tc_doc_row_of(&d);
    row.rank = rank;
    row.score = hit->weight;
    row.duplicates = tc_other_paths(&app->scratch, app->engine, &d, 0, &row.duplicate_count);
    s = tc_engine_cited_by(&row.cited_by_count, &app->scratch, app->engine, r->plan->number_key,
                           r->plan->id, &app->err);
    if (s == TC_OK)
        tc_app_row(app, TC_ROW_DOC, &row);
    return s;
}

static tc_status find_similar(tc_hits **hits, tc_app *app, tc_docid id)
{
    tc_telling *terms;
    tc_record *r;
    size_t count;
    tc_arena *a = &app->arena;
    size_t limit = tc_app_limit(app, DEFAULT_ROWS);
    tc_status s = telling_pairs(&terms, &count, app, id);
    if (s == TC_OK)
        s = tc_engine_record(&r, a, app->engine, id, &app->err);
    if (s != TC_OK)
        return s;
    tc_search_options o = {.offset = app->options.offset,
                           .limit = limit ? limit : (size_t)app->engine->documents,
                           .exact_count = app->options.count,
                           .sort_slot = TC_NO_SLOT};
    return tc_reader_search(hits, a, app->engine->reader, similar_query(a, terms, count, r->sha256),
                            &o, &app->err);
}

int tc_cmd_similar(tc_app *app)
{
    tc_docid id;
    tc_hits *hits;
    tc_span text = tc_span_trim(app->words);
    if (text.len == 0)
        return tc_app_usage(app, _("similar takes a document"));
    if (app->options.relation)
        return tc_app_usage(app, _("--relation does not go with similar"));
    tc_status s = tc_app_begin(app, TC_ROW_DOC);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    int status = tc_find_document(&id, app, text);
    if (status)
        return status;
    s = find_similar(&hits, app, id);
    for (size_t i = 0; s == TC_OK && !app->options.count && i < hits->len && !ferror(stdout); i++)
        s = write_hit(app, &hits->items[i], app->options.offset + i + 1);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    if (app->options.count && !app->options.quiet)
        printf("%llu\n", (unsigned long long)hits->matched);
    return tc_app_finish(app, hits->matched > 0);
}
