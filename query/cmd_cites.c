/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu cites: what a document cites, what of it the index holds, and where it says so. */
#include "query/mentions.h"
#include "query/talk.h"

typedef struct {
    bool has_relation;
    tc_relation relation;
    tc_status_cache *statuses;
} tc_citing;

static tc_status one_document(void *context, tc_app *app, const tc_shown_doc *doc, bool write,
                              bool *any)
{
    tc_citing *k = context;
    TC_VEC(tc_citation_row) rows = {0};
    const tc_plan *plan = doc->record->plan;
    for (size_t i = 0; i < plan->citations.len; i++) {
        const tc_citation *c = &plan->citations.items[i];
        if (k->has_relation && c->relation != k->relation)
            continue;
        tc_citation_row row = tc_citation_row_of(doc, c);
        row.by_target = true;
        tc_status s = tc_citation_status(&row, k->statuses, app->engine, c, &app->err);
        if (s != TC_OK)
            return s;
        tc_vec_push(&app->scratch, &rows, row);
    }
    *any = rows.len > 0;
    if (app->format == TC_FORMAT_TEXT)
        tc_group_by_target(rows.items, rows.len);
    for (size_t i = 0; write && i < rows.len; i++)
        tc_app_row(app, TC_ROW_CITATION, &rows.items[i]);
    return TC_OK;
}

static tc_status run(tc_citing *k, tc_app *app, tc_docid id, tc_visited *visited)
{
    tc_hit hit = {.id = id};
    tc_hits one = {.items = &hit, .len = 1, .matched = 1, .exact = true};
    k->statuses = tc_status_cache_new(&app->arena);
    return tc_each_document(visited, app, &one, one_document, k);
}

int tc_cmd_cites(tc_app *app)
{
    tc_citing k = {0};
    tc_docid id;
    tc_visited visited = {0};
    tc_span text = tc_span_trim(app->words);
    if (text.len == 0)
        return tc_app_usage(app, _("cites takes a document"));
    tc_status s = tc_app_begin(app, TC_ROW_CITATION);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s == TC_OK && app->options.relation) {
        k.has_relation = true;
        if (!tc_relation_parse(tc_span_str(app->options.relation), &k.relation))
            s = tc_fail(&app->err, TC_EINVAL, "there is no relation \"%s\"", app->options.relation);
    }
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    int status = tc_find_document(&id, app, text);
    if (status)
        return status;
    s = run(&k, app, id, &visited);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    return tc_finish_mentions(app, &visited);
}
