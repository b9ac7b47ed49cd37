/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu graph: documents and what they cite as a graph, around one of them or all. */
#include "query/graph.h"
#include "query/named.h"
#include "query/resolve.h"
#include "query/talk.h"

enum { MOST_FOLLOWED = 500 };

/* ---- around a root ------------------------------------------------------------------------ */

static tc_status follow(tc_graph *g, size_t at)
{
    tc_shown_doc d;
    tc_node n = g->nodes.items[at];
    tc_status s = TC_OK;
    tc_arena_reset(&g->app->scratch);
    if (g->out && n.held)
        s = tc_graph_load(&d, g, n.held);
    if (s == TC_OK && g->out && n.held)
        s = tc_graph_follow_out(g, at, &d);
    if (s == TC_ENOTFOUND)
        s = TC_OK;
    return s == TC_OK && g->in ? tc_graph_follow_in(g, at) : s;
}

/* Nodes stand in the order of their distance: each is followed once. */
static tc_status follow_root(tc_graph *g)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < g->nodes.len && g->nodes.items[i].depth < g->depth; i++) {
        if (tc_graph_full(g))
            break;
        s = follow(g, i);
    }
    return s;
}

static void put_missing_root(tc_graph *g, const tc_candidate *c)
{
    tc_node n = {
        .name = c->id.len ? c->id : c->number_key, .number_key = c->number_key, .id = c->id};
    n.label = c->number.len ? c->number : n.name;
    tc_graph_cited(g, n,
                   (tc_node_row){.number = c->number.len ? c->number : c->number_key,
                                 .title = c->number_key.len ? TC_SPAN("") : c->raw,
                                 .date = c->date,
                                 .issuer = c->issuer,
                                 .doc_type = c->doc_type,
                                 .status = TC_SPAN("missing")});
}

/* An identity that is only cited. */
static tc_status cited_identity(bool *found, tc_graph *g, tc_span id)
{
    tc_hits *hits;
    tc_record *r;
    tc_app *app = g->app;
    tc_candidate c = {.id = id};
    tc_query *q = tc_query_term(&app->arena, tc_record_key_term(&app->arena, TC_FIELD_ID_ID, id));
    tc_search_options o = {.limit = 1, .sort_slot = TC_TIE_SLOT};
    tc_status s = tc_reader_search(&hits, &app->arena, app->engine->reader, q, &o, &app->err);
    *found = false;
    if (s != TC_OK || hits->len == 0)
        return s;
    s = tc_engine_record(&r, &app->arena, app->engine, hits->items[0].id, &app->err);
    for (size_t i = 0; s == TC_OK && i < r->plan->citations.len && !*found; i++) {
        *found = tc_span_eq(r->plan->citations.items[i].id, id);
        c.number_key = r->plan->citations.items[i].number_key;
    }
    if (s == TC_OK && *found)
        s = tc_candidate_as_cited(&c, &app->arena, app->engine,
                                  tc_record_cited_id_term(&app->arena, c.number_key, id),
                                  &app->err);
    if (s == TC_OK && *found)
        put_missing_root(g, &c);
    return s;
}

/* A number that no document here bears, if others cite it. */
static tc_status cited_number(bool *found, int *status, tc_graph *g, tc_span text)
{
    tc_number_question *q;
    tc_candidates c;
    tc_app *app = g->app;
    *found = false;
    tc_status s = tc_engine_number(&q, &app->arena, app->engine, text, &app->err);
    if (s == TC_ENOTFOUND)
        return TC_OK;
    if (s == TC_OK)
        s = tc_candidates_find(&c, &app->arena, app->engine, q->keys, q->key_count, &app->err);
    if (s != TC_OK)
        return s;
    tc_candidate only = {.number_key = q->keys[0]};
    *found = c.items.len == 1 || (c.items.len == 0 && c.unresolved);
    if (*found)
        put_missing_root(g, c.items.len ? &c.items.items[0] : &only);
    if (c.items.len > 1) {
        tc_tell_candidates(app, text, &c);
        tc_app_say(_("name one by its identity"));
        *status = TC_EXIT_USAGE;
    }
    return TC_OK;
}

/* A name that no document here has, if others cite it. */
static tc_status cited_name(bool *found, int *status, tc_graph *g, tc_span text)
{
    tc_named named;
    tc_app *app = g->app;
    tc_status s = tc_named_find(&named, &app->arena, app->engine, text, &app->err);
    if (s != TC_OK || named.items.len == 0)
        return s;
    for (size_t i = 0; i < named.items.len; i++)
        if (named.items.items[i].as.held)
            return TC_OK;
    if (named.items.len == 1)
        return cited_identity(found, g, named.items.items[0].as.id);
    tc_tell_named(app, text, &named);
    tc_app_say(_("name one by its identity"));
    *status = TC_EXIT_USAGE;
    return TC_OK;
}

/* 0 when the root is there, else the exit status. */
static int find_root(tc_graph *g, tc_span text)
{
    tc_docid *ids, id;
    tc_shown_doc d;
    tc_app *app = g->app;
    size_t count;
    int status = 0;
    bool found = false;
    tc_status s = tc_resolve_documents(&ids, &count, &app->arena, app->engine, text, &app->err);
    if (s == TC_OK && count == 0)
        s = cited_number(&found, &status, g, text);
    if (s == TC_OK && count == 0 && !found && !status)
        s = cited_identity(&found, g, text);
    if (s == TC_OK && count == 0 && !found && !status)
        s = cited_name(&found, &status, g, text);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    if (found || status)
        return status;
    status = tc_find_document(&id, app, text); /* tells what is wrong */
    if (status)
        return status;
    s = tc_graph_load(&d, g, id);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    tc_graph_held(g, &d, 0);
    return 0;
}

/* ---- the whole index ---------------------------------------------------------------------- */

static tc_status follow_all(tc_graph *g)
{
    tc_hits *hits;
    tc_app *app = g->app;
    tc_page page = {.limit = g->limit ? g->limit + 1 : 0};
    tc_status s =
        tc_engine_select(&hits, &app->arena, app->engine, tc_query_new(&app->arena, TC_Q_ALL), NULL,
                         TC_MARKS_SMART, TC_SORT_DATE_DOWN, page, &app->err);
    for (size_t i = 0; s == TC_OK && i < hits->len && !ferror(stdout); i++) {
        tc_shown_doc d;
        g->cut = g->limit && i >= g->limit;
        if (g->cut)
            break;
        tc_arena_reset(&app->scratch);
        s = tc_graph_load(&d, g, hits->items[i].id);
        if (s == TC_OK)
            s = tc_graph_follow_out(g, tc_graph_held(g, &d, 0), &d);
        else if (s == TC_ENOTFOUND)
            s = TC_OK;
    }
    return s;
}

static int read_options(tc_graph *g, tc_span root)
{
    const tc_options *o = &g->app->options;
    const char *way = o->direction ? o->direction : "both";
    bool both = strcmp(way, "both") == 0;
    g->out = both || strcmp(way, "out") == 0;
    g->in = both || strcmp(way, "in") == 0;
    g->depth = o->depth ? o->depth : 1;
    g->limit = tc_app_limit(g->app, root.len ? MOST_FOLLOWED : 0);
    g->has_relation = o->relation != NULL;
    if (g->has_relation && !tc_relation_parse(tc_span_str(o->relation), &g->relation))
        return tc_app_usage(g->app, _("there is no relation \"%s\""), o->relation);
    if (root.len == 0 && o->filters.len)
        return tc_app_usage(g->app, _("--date, --issuer and --id choose a root"));
    if (!g->out && !g->in)
        return tc_app_usage(g->app, _("--direction takes out, in or both, not \"%s\""), way);
    if (o->offset)
        return tc_app_usage(g->app, _("--offset does not go with graph"));
    if (root.len == 0 && (o->depth || o->direction))
        return tc_app_usage(g->app, _("--depth and --direction go with a root"));
    return 0;
}

int tc_cmd_graph(tc_app *app)
{
    tc_graph g = {.app = app};
    tc_span root = tc_span_trim(app->options.root ? tc_span_str(app->options.root) : app->words);
    int status = read_options(&g, root);
    if (status)
        return status;
    g.statuses = tc_status_cache_new(&app->arena);
    tc_status s = tc_app_open(app);
    if (s == TC_OK)
        s = tc_app_begin(app, TC_ROW_EDGE);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    status = root.len ? find_root(&g, root) : 0;
    if (status)
        return status;
    s = root.len ? follow_root(&g) : follow_all(&g);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    if (g.cut)
        tc_app_note(app, _("cut at %zu documents; -n 0 shows all"), (size_t)g.limit);
    if (app->options.count && !app->options.quiet)
        printf("%zu\n", (size_t)app->rows);
    return tc_app_finish(app, g.nodes.len > 0);
}
