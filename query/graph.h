/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The citation graph in the making: nodes and edges are written as they are found, each once. */
#ifndef TC_QUERY_GRAPH_H
#define TC_QUERY_GRAPH_H

#include "query/app.h"
#include "query/rows.h"
#include "store/string_table.h"

/* A document of the graph. What is cited without an identity and not held is named by its number.
 */
typedef struct {
    tc_span name, number_key, id, label;
    tc_docid held;
    uint64_t depth;
} tc_node;

typedef struct {
    tc_app *app;
    tc_status_cache *statuses;
    TC_VEC(tc_node) nodes; /* in the order found, which is that of the steps */
    tc_string_table names; /* those of nodes, by the same numbers */
    uint32_t *of_document; /* the same by docid */
    size_t document_room;
    uint64_t *edges; /* those written: an open hash table of sums of source, target, relation */
    size_t edge_count, edge_mask;
    bool out, in, cut;
    bool has_relation;
    tc_relation relation; /* the only one that counts */
    uint64_t depth, limit;
} tc_graph;

/* The node of a document; its depth when it is new. Everything given is copied. */
size_t tc_graph_held(tc_graph *, const tc_shown_doc *, uint64_t depth);
/* The node of one that is only cited; row: what is told of it, but for node, id, depth and no. */
size_t tc_graph_cited(tc_graph *, tc_node, tc_node_row row);
/* A document for the calls here; the scratch arena keeps it. TC_ENOTFOUND: gone, or told. */
tc_status tc_graph_load(tc_shown_doc *out, tc_graph *, tc_docid);
/* Everything that a held document cites. */
tc_status tc_graph_follow_out(tc_graph *, size_t source, const tc_shown_doc *);
/* Everything that cites a node, until the graph is full. Resets the scratch arena. */
tc_status tc_graph_follow_in(tc_graph *, size_t target);
/* Are there as many nodes as there may be? Then g->cut is set. */
bool tc_graph_full(tc_graph *);

#endif
