/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Graphs of any content: GraphML is read again by expat and gives the values back, DOT by the rules
 * of its quoted strings. */
#include <expat.h>

#include "rows.h"

typedef struct {
    tc_buf text; /* of the element at hand */
    const tc_span *want;
    size_t found, nodes, edges;
} graph;

static void on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    graph *g = context;
    (void)attributes;
    g->nodes += strcmp(name, "node") == 0;
    g->edges += strcmp(name, "edge") == 0;
    tc_buf_reset(&g->text);
}

static void on_text(void *context, const XML_Char *s, int len)
{
    tc_buf_add(&((graph *)context)->text, tc_span_make(s, (size_t)len));
}

static void on_end(void *context, const XML_Char *name)
{
    graph *g = context;
    tc_buf shown;
    tc_buf_init(&shown, 0);
    for (size_t i = 0; strcmp(name, "data") == 0 && i < VALUES; i++) {
        tc_span v = shown_value(&shown, g->want[i], false);
        if (v.len && tc_span_eq(v, tc_buf_span(&g->text)))
            g->found |= (size_t)1 << i;
    }
    tc_buf_release(&shown);
}

static void check_graphml(const tc_span v[VALUES], const fuzz_row *rows, size_t count)
{
    size_t len;
    graph g = {.want = v};
    char *text = write_rows(&len, TC_FORMAT_GRAPHML, rows, count, false);
    XML_Parser p = XML_ParserCreate(NULL);
    if (!p)
        abort();
    tc_buf_init(&g.text, 0);
    XML_SetUserData(p, &g);
    XML_SetElementHandler(p, on_start, on_end);
    XML_SetCharacterDataHandler(p, on_text);
    PROMISE(XML_Parse(p, text, (int)len, 1) == XML_STATUS_OK);
    PROMISE(g.nodes == 2 && g.edges == 1);
    for (size_t i = 0; i < 8; i++) /* those that a node has, U+FFFE and U+FFFF aside */
        PROMISE((g.found & (size_t)1 << i) || v[i].len == 0 ||
                tc_span_find(v[i], TC_SPAN("\xEF\xBF")) != SIZE_MAX);
    XML_ParserFree(p);
    tc_buf_release(&g.text);
    free(text);
}

/* Outside of quotes nothing of the documents stands, and a quote ends where it should. */
static void check_dot(const fuzz_row *rows, size_t count)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzLR0123456789 ={}[];,->\n";
    size_t len, lines = 0;
    char *text = write_rows(&len, TC_FORMAT_DOT, rows, count, false);
    bool quoted = false;
    PROMISE(well_formed(tc_span_make(text, len)));
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        PROMISE(c >= 0x20 || (c == '\n' && !quoted));
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else
            PROMISE(quoted || (c && strchr(plain, c)));
        lines += c == '\n';
    }
    PROMISE(!quoted && lines == 3 + 2 + 1 + 1);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tc_span v[VALUES];
    cut_values(v, data, size);
    const tc_node_row one = {.node = v[0],
                             .number = v[1],
                             .title = v[2],
                             .date = {2024, 5, 7},
                             .issuer = v[3],
                             .doc_type = v[4],
                             .id = v[5],
                             .status = v[6],
                             .path = v[7],
                             .no = 1};
    const tc_node_row two = {.node = v[8], .status = TC_SPAN("held"), .no = 2};
    const tc_edge_row edge = {.source = v[0],
                              .target = v[8],
                              .relation = v[9],
                              .count = 3,
                              .source_no = 1,
                              .target_no = 2};
    const fuzz_row rows[] = {{TC_ROW_NODE, &one}, {TC_ROW_NODE, &two}, {TC_ROW_EDGE, &edge}};
    check_graphml(v, rows, 3);
    check_dot(rows, 3);
    return 0;
}
