/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The citation graph as DOT (Graphviz) and as GraphML: nodes come before the edges that need them.
 * Documents that are cited and not held are dashed. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "query/people.h"
#include "query/writer.h"

typedef struct {
    tc_row_writer base;
    tc_buf out;
    bool graphml, announced, begun;
    uint64_t edges;
} tc_graph_writer;

static const char *code_word(char *room, size_t size, tc_span code)
{
    snprintf(room, size, "%.*s", (int)code.len, code.len ? code.ptr : "");
    return tc_people_term(room);
}

static void flush(tc_graph_writer *w)
{
    tc_row_writer_put(&w->base, &w->out);
}

/* ---- DOT ---------------------------------------------------------------------------------- */

/* Inside a quoted string: a backslash would begin an escape of labels ("\N"). */
static void dot_text(tc_buf *out, tc_span s)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = tc_utf8_next(s, &i);
        if (cp == '"' || cp == '\\')
            tc_buf_addc(out, '\\');
        tc_buf_addcp(out, tc_utf8_steers(cp) ? ' ' : cp);
    }
}

static void dot_quoted(tc_buf *out, tc_span s)
{
    tc_buf_addc(out, '"');
    dot_text(out, s);
    tc_buf_addc(out, '"');
}

static void dot_node(tc_graph_writer *w, const tc_node_row *n)
{
    char date[TC_DATE_TEXT_MAX];
    tc_date_format(date, n->date);
    tc_buf_adds(&w->out, "  ");
    dot_quoted(&w->out, n->node);
    tc_buf_adds(&w->out, " [label=\"");
    dot_text(&w->out, n->number.len ? n->number : n->title.len ? n->title : n->node);
    if (*date)
        tc_buf_printf(&w->out, "\\n%s", date);
    tc_buf_addc(&w->out, '"');
    if (n->title.len) {
        tc_buf_adds(&w->out, ", tooltip=");
        dot_quoted(&w->out, n->title);
    }
    if (!tc_span_eq(n->status, TC_SPAN("held")))
        tc_buf_adds(&w->out, ", style=dashed");
    tc_buf_adds(&w->out, "];\n");
}

static void dot_edge(tc_graph_writer *w, const tc_edge_row *e)
{
    char room[64];
    tc_buf_adds(&w->out, "  ");
    dot_quoted(&w->out, e->source);
    tc_buf_adds(&w->out, " -> ");
    dot_quoted(&w->out, e->target);
    tc_buf_adds(&w->out, " [label=");
    dot_quoted(&w->out, tc_span_str(code_word(room, sizeof room, e->relation)));
    tc_buf_printf(&w->out, ", weight=%" PRIu64 "];\n", e->count);
}

/* ---- GraphML ------------------------------------------------------------------------------ */

/* XML 1.0 has no way to write most of what steers. */
static void xml_text(tc_buf *out, tc_span s)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = tc_utf8_next(s, &i);
        if (cp == '<')
            tc_buf_adds(out, "&lt;");
        else if (cp == '>')
            tc_buf_adds(out, "&gt;");
        else if (cp == '&')
            tc_buf_adds(out, "&amp;");
        else
            tc_buf_addcp(out, tc_utf8_steers(cp) || cp == 0xFFFE || cp == 0xFFFF ? ' ' : cp);
    }
}

static void data(tc_buf *out, const char *key, tc_span value)
{
    if (value.len == 0)
        return;
    tc_buf_printf(out, "<data key=\"%s\">", key);
    xml_text(out, value);
    tc_buf_adds(out, "</data>");
}

static void graphml_head(tc_buf *out)
{
    static const char *const of_nodes[] = {"node",     "number", "title",  "date", "issuer",
                                           "doc_type", "id",     "status", "path", NULL};
    tc_buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for (size_t i = 0; of_nodes[i]; i++)
        tc_buf_printf(out,
                      "  <key id=\"%s\" for=\"node\" attr.name=\"%s\" attr.type=\"string\"/>\n",
                      of_nodes[i], of_nodes[i]);
    tc_buf_adds(
        out, "  <key id=\"depth\" for=\"node\" attr.name=\"depth\" attr.type=\"int\"/>\n"
             "  <key id=\"relation\" for=\"edge\" attr.name=\"relation\" attr.type=\"string\"/>\n"
             "  <key id=\"count\" for=\"edge\" attr.name=\"count\" attr.type=\"int\"/>\n"
             "  <graph id=\"citations\" edgedefault=\"directed\">\n");
}

static void graphml_node(tc_graph_writer *w, const tc_node_row *n)
{
    char date[TC_DATE_TEXT_MAX];
    tc_date_format(date, n->date);
    tc_buf_printf(&w->out, "    <node id=\"n%" PRIu64 "\">", n->no);
    data(&w->out, "node", n->node);
    data(&w->out, "number", n->number);
    data(&w->out, "title", n->title);
    data(&w->out, "date", tc_span_str(date));
    data(&w->out, "issuer", n->issuer);
    data(&w->out, "doc_type", n->doc_type);
    data(&w->out, "id", n->id);
    data(&w->out, "status", n->status);
    data(&w->out, "path", n->path);
    tc_buf_printf(&w->out, "<data key=\"depth\">%" PRIu64 "</data></node>\n", n->depth);
}

static void graphml_edge(tc_graph_writer *w, const tc_edge_row *e)
{
    tc_buf_printf(&w->out,
                  "    <edge id=\"e%" PRIu64 "\" source=\"n%" PRIu64 "\" target=\"n%" PRIu64 "\">",
                  ++w->edges, e->source_no, e->target_no);
    data(&w->out, "relation", e->relation);
    tc_buf_printf(&w->out, "<data key=\"count\">%" PRIu64 "</data></edge>\n", e->count);
}

/* ---- the writer --------------------------------------------------------------------------- */

static void graph_begin(tc_row_writer *base, tc_row_kind kind)
{
    (void)kind;
    ((tc_graph_writer *)base)->announced = true;
}

/* With the first record, or at the end: when there is no root, nothing is written. */
static void begin_graph(tc_graph_writer *w)
{
    if (w->begun)
        return;
    w->begun = true;
    if (w->graphml)
        graphml_head(&w->out);
    else
        tc_buf_adds(&w->out, "digraph citations {\n  rankdir=LR;\n  node [shape=box];\n");
}

static void graph_row(tc_row_writer *base, tc_row_kind kind, const void *row)
{
    tc_graph_writer *w = (tc_graph_writer *)base;
    begin_graph(w);
    if (kind == TC_ROW_NODE && w->graphml)
        graphml_node(w, row);
    else if (kind == TC_ROW_NODE)
        dot_node(w, row);
    else if (kind == TC_ROW_EDGE && w->graphml)
        graphml_edge(w, row);
    else if (kind == TC_ROW_EDGE)
        dot_edge(w, row);
    flush(w);
}

static void graph_end(tc_row_writer *base)
{
    tc_graph_writer *w = (tc_graph_writer *)base;
    if (!w->announced)
        return;
    begin_graph(w);
    tc_buf_adds(&w->out, w->graphml ? "  </graph>\n</graphml>\n" : "}\n");
    w->announced = false;
    flush(w);
}

static void graph_free(tc_row_writer *base)
{
    tc_buf_release(&((tc_graph_writer *)base)->out);
    free(base);
}

tc_row_writer *tc_graph_writer_new(bool graphml)
{
    tc_graph_writer *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->base.begin = graph_begin;
    w->base.row = graph_row;
    w->base.end = graph_end;
    w->base.free = graph_free;
    w->graphml = graphml;
    tc_buf_init(&w->out, 0);
    return &w->base;
}
