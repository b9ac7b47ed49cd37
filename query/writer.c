/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/writer.h"

#include <stdlib.h>

static const char *const format_names[TC_FORMAT_COUNT] = {
    [TC_FORMAT_TEXT] = "text",       [TC_FORMAT_JSONL] = "jsonl", [TC_FORMAT_CSV] = "csv",
    [TC_FORMAT_TSV] = "tsv",         [TC_FORMAT_PATHS] = "paths", [TC_FORMAT_DOT] = "dot",
    [TC_FORMAT_GRAPHML] = "graphml", [TC_FORMAT_ICS] = "ics"};

bool tc_format_find(tc_span name, tc_format *out)
{
    for (int i = 0; i < TC_FORMAT_COUNT; i++)
        if (tc_span_eq(name, tc_span_str(format_names[i]))) {
            *out = (tc_format)i;
            return true;
        }
    return false;
}

bool tc_format_fits(tc_format format, tc_row_kind kind)
{
    bool graph = kind == TC_ROW_NODE || kind == TC_ROW_EDGE;
    switch (format) {
    case TC_FORMAT_DOT:
    case TC_FORMAT_GRAPHML:
        return graph;
    case TC_FORMAT_ICS:
        return kind == TC_ROW_DAY;
    case TC_FORMAT_PATHS:
        return !graph && kind != TC_ROW_DAY && kind != TC_ROW_MISSING && kind != TC_ROW_FACET;
    case TC_FORMAT_TEXT:
    case TC_FORMAT_JSONL:
    case TC_FORMAT_CSV:
    case TC_FORMAT_TSV:
    case TC_FORMAT_COUNT:
        break;
    }
    return true;
}

tc_status tc_row_writer_new(tc_row_writer **out, tc_format format, FILE *file,
                            const tc_writer_style *style, tc_error *err)
{
    tc_row_writer *w = NULL;
    switch (format) {
    case TC_FORMAT_JSONL:
        w = tc_jsonl_writer_new();
        break;
    case TC_FORMAT_CSV:
    case TC_FORMAT_TSV:
        w = tc_csv_writer_new(format == TC_FORMAT_TSV);
        break;
    case TC_FORMAT_PATHS:
        w = tc_paths_writer_new();
        break;
    case TC_FORMAT_DOT:
    case TC_FORMAT_GRAPHML:
        w = tc_graph_writer_new(format == TC_FORMAT_GRAPHML);
        break;
    case TC_FORMAT_ICS:
        w = tc_ics_writer_new();
        break;
    case TC_FORMAT_TEXT:
    case TC_FORMAT_COUNT:
        w = tc_text_writer_new();
        break;
    }
    if (!w)
        return tc_fail(err, TC_ENOMEM, "no memory for the result writer");
    w->out = file;
    w->style = style;
    *out = w;
    return TC_OK;
}

void tc_row_writer_put(tc_row_writer *w, tc_buf *b)
{
    if (b->status != TC_OK)
        w->lost = true;
    else if (b->len)
        fwrite(b->ptr, 1, b->len, w->out);
    tc_buf_reset(b);
}

void tc_row_writer_free(tc_row_writer *w)
{
    if (w)
        w->free(w);
}
