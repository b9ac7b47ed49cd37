/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/graph.h"

enum { GROWTH = 4 }; /* of pages of documents that cite one */

typedef struct {
    size_t target;
    tc_relation relation;
    uint64_t count;
} tc_link;

/* ---- nodes -------------------------------------------------------------------------------- */

/* The node of this name; *new: it was not there. Strings are copied. */
static size_t node(tc_graph *g, tc_node n, bool *new)
{
    tc_arena *a = &g->app->arena;
    size_t at = tc_string_add(a, &g->names, n.name);
    *new = at == g->nodes.len;
    if (!*new)
        return at;
    n.name = g->names.strings.items[at];
    n.number_key = tc_arena_copy(a, n.number_key);
    n.id = tc_arena_copy(a, n.id);
    n.label = tc_arena_copy(a, n.label);
    tc_vec_push(a, &g->nodes, n);
    return at;
}

static tc_span first_of(tc_span a, tc_span b, tc_span c)
{
    return a.len ? a : b.len ? b : c;
}

static void write_node(tc_graph *g, size_t at, tc_node_row row)
{
    const tc_node *n = &g->nodes.items[at];
    row.node = n->name;
    row.id = n->id;
    row.depth = n->depth;
    row.no = at + 1;
    if (!g->app->options.quiet && !g->app->options.count)
        g->app->writer->row(g->app->writer, TC_ROW_NODE, &row);
}

/* Where the number of a held document's node is kept. */
static uint32_t *document_slot(tc_graph *g, tc_docid id)
{
    if (id >= g->document_room) {
        size_t room = (size_t)id * 2 + 64;
        uint32_t *new = tc_arena_array(&g->app->arena, room, sizeof *new);
        if (g->document_room)
            memcpy(new, g->of_document, g->document_room * sizeof *new);
        g->of_document = new;
        g->document_room = room;
    }
    return &g->of_document[id];
}

/* A held document. Two files can be one document (a draft, a copy): the second goes by its path. */
size_t tc_graph_held(tc_graph *g, const tc_shown_doc *d, uint64_t depth)
{
    bool new;
    const tc_plan *p = d->record->plan;
    tc_node n = {.name = first_of(p->id, d->path, d->path),
                 .number_key = p->number_key,
                 .id = p->id,
                 .label = first_of(p->number, p->title, d->path),
                 .held = d->id,
                 .depth = depth};
    size_t at = node(g, n, &new);
    if (!new && g->nodes.items[at].held != d->id) {
        n.name = d->path;
        at = node(g, n, &new);
    }
    *document_slot(g, d->id) = (uint32_t)at + 1;
    if (new) {
        tc_doc_row doc = tc_doc_row_of(d);
        write_node(g, at,
                   (tc_node_row){.number = doc.number,
                                 .title = doc.title,
                                 .date = doc.date,
                                 .issuer = doc.issuer,
                                 .doc_type = doc.doc_type,
                                 .status = TC_SPAN("held"),
                                 .path = doc.path});
    }
    return at;
}

tc_status tc_graph_load(tc_shown_doc *out, tc_graph *g, tc_docid id)
{
    tc_record *r;
    tc_app *app = g->app;
    tc_status s = tc_app_record(&r, app, id);
    if (s == TC_OK)
        *out = tc_shown(&app->scratch, app->engine, id, r);
    return s;
}

size_t tc_graph_cited(tc_graph *g, tc_node n, tc_node_row row)
{
    bool new;
    size_t at = node(g, n, &new);
    if (new)
        write_node(g, at, row);
    return at;
}

static size_t cited_node(tc_graph *g, const tc_citation *c, const tc_citation_row *row,
                         uint64_t depth)
{
    tc_span raw = tc_text_squeeze(&g->app->scratch, row->raw);
    tc_node n = {.name = c->id.len ? c->id : c->number_key,
                 .number_key = c->number_key,
                 .id = c->id,
                 .label = c->number.len ? c->number : raw,
                 .depth = depth};
    return tc_graph_cited(g, n,
                          (tc_node_row){.number = c->number,
                                        .title = c->number.len ? TC_SPAN("") : raw,
                                        .date = c->date,
                                        .issuer = c->issuer,
                                        .doc_type = c->doc_type,
                                        .status = row->status});
}

/* Mentions of a class of documents name no document. */
static bool is_wanted(const tc_graph *g, const tc_citation *c)
{
    if (g->has_relation && c->relation != g->relation)
        return false;
    return c->form != TC_CITATION_CLASS && (c->number_key.len || c->id.len);
}

/* What a citation points to. */
static tc_status target_of(size_t *out, tc_graph *g, const tc_shown_doc *d, const tc_citation *c,
                           uint64_t depth)
{
    tc_shown_doc held;
    tc_app *app = g->app;
    tc_citation_row row = tc_citation_row_of(d, c);
    tc_status s = tc_citation_status(&row, g->statuses, app->engine, c, &app->err);
    if (s != TC_OK)
        return s;
    if (row.held && *document_slot(g, row.held)) {
        *out = *document_slot(g, row.held) - 1;
        return TC_OK;
    }
    if (row.held) {
        s = tc_graph_load(&held, g, row.held);
        if (s == TC_OK)
            *out = tc_graph_held(g, &held, depth);
        if (s != TC_ENOTFOUND)
            return s;
    }
    *out = cited_node(g, c, &row, depth);
    return TC_OK;
}

/* ---- edges -------------------------------------------------------------------------------- */

static uint64_t *edge_slot(const tc_graph *g, uint64_t key)
{
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & g->edge_mask;
    while (g->edges[i] && g->edges[i] != key)
        i = (i + 1) & g->edge_mask;
    return &g->edges[i];
}

/* Was this edge written before? Remembers it. An edge is found from both its ends. */
static bool edge_seen(tc_graph *g, size_t source, const tc_link *l)
{
    uint64_t key = ((uint64_t)source << 36 | (uint64_t)l->target << 8 | l->relation) + 1;
    if (g->edge_count * 2 >= g->edge_mask) {
        size_t old = g->edges ? g->edge_mask + 1 : 0, size = old ? old * 2 : 256;
        uint64_t *from = g->edges;
        g->edges = tc_arena_array(&g->app->arena, size, sizeof *g->edges);
        g->edge_mask = size - 1;
        for (size_t i = 0; i < old; i++)
            if (from[i])
                *edge_slot(g, from[i]) = from[i];
    }
    uint64_t *slot = edge_slot(g, key);
    if (*slot)
        return true;
    *slot = key;
    g->edge_count++;
    return false;
}

static void write_link(tc_graph *g, size_t source, const tc_link *l)
{
    if (edge_seen(g, source, l))
        return;
    const tc_node *from = &g->nodes.items[source], *to = &g->nodes.items[l->target];
    tc_edge_row row = {.source = from->name,
                       .target = to->name,
                       .relation = tc_span_str(tc_relation_name(l->relation)),
                       .count = l->count,
                       .source_label = from->label,
                       .target_label = to->label,
                       .source_no = source + 1,
                       .target_no = l->target + 1};
    if (!g->app->options.count)
        tc_app_row(g->app, TC_ROW_EDGE, &row);
    else
        g->app->rows++;
}

typedef TC_VEC(tc_link) tc_links;

static void add_link(tc_arena *a, tc_links *links, size_t target, tc_relation relation)
{
    for (size_t i = 0; i < links->len; i++)
        if (links->items[i].target == target && links->items[i].relation == relation) {
            links->items[i].count++;
            return;
        }
    tc_vec_push(a, links, ((tc_link){target, relation, 1}));
}

/* Everything that a held document cites. */
tc_status tc_graph_follow_out(tc_graph *g, size_t source, const tc_shown_doc *d)
{
    tc_links links = {0};
    uint64_t depth = g->nodes.items[source].depth + 1;
    const tc_plan *p = d->record->plan;
    for (size_t i = 0; i < p->citations.len; i++) {
        size_t target;
        const tc_citation *c = &p->citations.items[i];
        if (!is_wanted(g, c))
            continue;
        tc_status s = target_of(&target, g, d, c, depth);
        if (s != TC_OK)
            return s;
        add_link(&g->app->scratch, &links, target, c->relation);
    }
    for (size_t i = 0; i < links.len; i++)
        write_link(g, source, &links.items[i]);
    return TC_OK;
}

static tc_status cites_node(bool *out, tc_graph *g, const tc_shown_doc *d, const tc_citation *c,
                            const tc_node *n)
{
    tc_citation_row row = tc_citation_row_of(d, c);
    *out = false;
    if (!is_wanted(g, c))
        return TC_OK;
    tc_status s = tc_citation_status(&row, g->statuses, g->app->engine, c, &g->app->err);
    *out = n->held ? row.held == n->held
                   : !row.held && tc_span_eq(c->id.len ? c->id : c->number_key, n->name);
    return s;
}

/* What one document says of a node. */
static tc_status link_in(tc_graph *g, size_t target, const tc_shown_doc *d)
{
    tc_links links = {0};
    tc_node n = g->nodes.items[target];
    const tc_plan *p = d->record->plan;
    for (size_t i = 0; i < p->citations.len; i++) {
        bool cites;
        tc_status s = cites_node(&cites, g, d, &p->citations.items[i], &n);
        if (s != TC_OK)
            return s;
        if (cites)
            add_link(&g->app->scratch, &links, target, p->citations.items[i].relation);
    }
    if (links.len == 0)
        return TC_OK;
    size_t source = tc_graph_held(g, d, n.depth + 1);
    for (size_t i = 0; i < links.len; i++)
        write_link(g, source, &links.items[i]);
    return TC_OK;
}

/* Documents that may cite a node: by its identity, and by its number where they tell no more. */
static tc_query *citing_query(tc_arena *a, const tc_node *n)
{
    tc_query *q = NULL;
    if (n->id.len)
        q = tc_query_term(a, tc_record_key_term(a, TC_FIELD_ID_ID, n->id));
    if (n->number_key.len && n->id.len)
        q = tc_query_join(a, TC_Q_OR, q,
                          tc_query_term(a, tc_record_cited_id_term(a, n->number_key, TC_SPAN(""))));
    else if (n->number_key.len)
        q = tc_query_term(a, tc_record_number_term(a, TC_FIELD_ID_CITES, n->number_key));
    return q ? q : tc_query_new(a, TC_Q_NOTHING);
}

bool tc_graph_full(tc_graph *g)
{
    g->cut = g->cut || (g->limit && g->nodes.len >= g->limit);
    return g->cut || ferror(stdout);
}

static tc_status link_all(tc_graph *g, size_t target, const tc_hits *hits)
{
    tc_app *app = g->app;
    tc_docid held = g->nodes.items[target].held;
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < hits->len && !tc_graph_full(g); i++) {
        tc_shown_doc d;
        tc_arena_reset(&app->scratch);
        if (hits->items[i].id == held)
            continue;
        s = tc_graph_load(&d, g, hits->items[i].id);
        if (s == TC_OK)
            s = link_in(g, target, &d);
        else if (s == TC_ENOTFOUND)
            s = TC_OK;
    }
    return s;
}

/* Of a long list no more is fetched than is shown. */
tc_status tc_graph_follow_in(tc_graph *g, size_t target)
{
    tc_hits *hits;
    tc_app *app = g->app;
    tc_page page = {.limit = g->limit ? g->limit + 1 : 0};
    bool whole = page.limit == 0;
    tc_node n = g->nodes.items[target]; /* a copy: nodes may move */
    tc_status s;
    do {
        s = tc_engine_select(&hits, &app->arena, app->engine, citing_query(&app->arena, &n), NULL,
                             TC_MARKS_SMART, TC_SORT_DATE_DOWN, page, &app->err);
        if (s == TC_OK)
            s = link_all(g, target, hits);
        whole = whole || (s == TC_OK && hits->len < page.limit);
        page.offset += page.limit;
        page.limit *= GROWTH;
    } while (s == TC_OK && !whole && !g->cut && !ferror(stdout));
    return s;
}
