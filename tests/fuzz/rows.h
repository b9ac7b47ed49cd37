/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of any content, for the targets of writers: the input is cut at its NULs into values. */
#ifndef TC_FUZZ_ROWS_H
#define TC_FUZZ_ROWS_H

#include "fuzz.h"
#include "query/writer.h"

enum { VALUES = 10 };

typedef struct {
    tc_row_kind kind;
    const void *row;
} fuzz_row;

static inline void cut_values(tc_span v[VALUES], const uint8_t *data, size_t size)
{
    tc_span rest = tc_span_make((const char *)data, size);
    for (size_t i = 0; i < VALUES; i++) {
        const char *nul = rest.len ? memchr(rest.ptr, 0, rest.len) : NULL;
        size_t len = nul ? (size_t)(nul - rest.ptr) : rest.len;
        v[i] = tc_span_sub(rest, 0, len);
        rest = tc_span_sub(rest, nul ? len + 1 : len, rest.len);
    }
}

/* What the writer makes of them; to be freed. */
static inline char *write_rows(size_t *len, tc_format format, const fuzz_row *rows, size_t count,
                               bool excel)
{
    tc_arena a;
    tc_row_writer *w;
    char *text = NULL;
    tc_writer_style style = {.excel = excel, .terminal = true, .width = 40};
    tc_arena_init(&a);
    FILE *out = open_memstream(&text, len);
    if (!out || tc_columns_choose(style.columns, &a, TC_SPAN(""), false, NULL) != TC_OK ||
        tc_row_writer_new(&w, format, out, &style, NULL) != TC_OK)
        abort();
    w->begin(w, rows[0].kind);
    for (size_t i = 0; i < count; i++)
        w->row(w, rows[i].kind, rows[i].row);
    w->end(w);
    PROMISE(!w->lost);
    tc_row_writer_free(w);
    fclose(out);
    tc_arena_release(&a);
    return text;
}

/* A value as formats show it: blanks for what steers. */
static inline tc_span shown_value(tc_buf *out, tc_span value, bool keeps_lines)
{
    tc_buf_reset(out);
    for (size_t i = 0; i < value.len;) {
        uint32_t cp = tc_utf8_next(value, &i);
        tc_buf_addcp(out, tc_utf8_steers(cp) && !(keeps_lines && cp == '\n') ? ' ' : cp);
    }
    return tc_buf_span(out);
}

#endif
