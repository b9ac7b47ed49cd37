/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV (RFC 4180) and TSV: a header, then one record a line. All records are of the kind
 * announced; errors and the summary have no place in a table and are left out. Lists are joined by
 * "; ", passages give their texts. Tables are shown, by terminals too: what steers one is a blank,
 * a byte that is no UTF-8 is U+FFFD. Who opens the files takes their paths from JSON or -l0. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "query/writer.h"

typedef struct {
    tc_row_writer base;
    tc_buf line, cell;
    bool tabs;
    tc_row_kind kind;
} tc_csv_writer;

/* A cell that a spreadsheet would take for a formula gets a quote in front (--excel). */
static bool formula(tc_span s)
{
    return s.len > 0 && strchr("=+-@\t\r", s.ptr[0]) != NULL && s.ptr[0] != '\0';
}

static void put_character(tc_csv_writer *w, uint32_t cp, bool kept)
{
    tc_buf_addcp(&w->line, tc_utf8_steers(cp) && !kept ? ' ' : cp);
}

static void put_csv(tc_csv_writer *w, tc_span s)
{
    bool guard = w->base.style->excel && formula(s);
    bool quote = false;
    for (size_t i = 0; i < s.len && !quote; i++)
        quote = s.ptr[i] == ',' || s.ptr[i] == '"' || s.ptr[i] == '\n' || s.ptr[i] == '\r';
    if (s.len && (s.ptr[0] == ' ' || s.ptr[s.len - 1] == ' '))
        quote = true;
    if (quote)
        tc_buf_addc(&w->line, '"');
    if (guard)
        tc_buf_addc(&w->line, '\'');
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = tc_utf8_next(s, &i);
        if (cp == '"')
            tc_buf_addc(&w->line, '"');
        put_character(w, cp, cp == '\n' || cp == '\r' || cp == '\t');
    }
    if (quote)
        tc_buf_addc(&w->line, '"');
}

/* TSV has no quoting: tabs and line ends inside a cell become blanks. */
static void put_tsv(tc_csv_writer *w, tc_span s)
{
    if (w->base.style->excel && formula(s))
        tc_buf_addc(&w->line, '\'');
    for (size_t i = 0; i < s.len;)
        put_character(w, tc_utf8_next(s, &i), false);
}

static void put_cell(tc_csv_writer *w, size_t column, tc_span s)
{
    if (column)
        tc_buf_addc(&w->line, w->tabs ? '\t' : ',');
    if (w->tabs)
        put_tsv(w, s);
    else
        put_csv(w, s);
}

typedef struct {
    const void *items;
    size_t count;
} tc_list_member;

static void cell_list(tc_buf *cell, const tc_column *c, const tc_list_member *list)
{
    const tc_span *strings = list->items;
    const tc_passage *passages = list->items;
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            tc_buf_adds(cell, "; ");
        tc_buf_add(cell, c->type == TC_COLUMN_STRINGS ? strings[i] : passages[i].text);
    }
}

static void fill_cell(tc_buf *cell, const tc_column *c, const void *member)
{
    char date[TC_DATE_TEXT_MAX];
    tc_buf_reset(cell);
    switch (c->type) {
    case TC_COLUMN_STRING:
    case TC_COLUMN_PATH:
    case TC_COLUMN_QUERY:
        tc_buf_add(cell, *(const tc_span *)member);
        break;
    case TC_COLUMN_UINT_OR_NULL:
    case TC_COLUMN_QUERY_NO:
        if (*(const uint64_t *)member)
            tc_buf_printf(cell, "%" PRIu64, *(const uint64_t *)member);
        break;
    case TC_COLUMN_UINT:
        tc_buf_printf(cell, "%" PRIu64, *(const uint64_t *)member);
        break;
    case TC_COLUMN_DOUBLE:
        tc_buf_printf(cell, "%.4f", *(const double *)member);
        break;
    case TC_COLUMN_BOOL:
        tc_buf_adds(cell, *(const bool *)member ? "true" : "false");
        break;
    case TC_COLUMN_DATE:
        tc_date_format(date, *(const tc_date *)member);
        tc_buf_adds(cell, date);
        break;
    case TC_COLUMN_RANGE:
        tc_buf_printf(cell, "%zu-%zu", ((const tc_range *)member)->start,
                      ((const tc_range *)member)->end);
        break;
    case TC_COLUMN_STRINGS:
    case TC_COLUMN_PASSAGES:
        cell_list(cell, c, member);
        break;
    }
}

static void end_line(tc_csv_writer *w)
{
    tc_buf_adds(&w->line, w->tabs ? "\n" : "\r\n");
    tc_row_writer_put(&w->base, &w->line);
}

static void csv_begin(tc_row_writer *base, tc_row_kind kind)
{
    tc_csv_writer *w = (tc_csv_writer *)base;
    const tc_column_choice *choice = &w->base.style->columns[kind];
    w->kind = kind;
    if (w->base.style->bom)
        tc_buf_adds(&w->line, "\xEF\xBB\xBF");
    for (size_t i = 0; i < choice->len; i++)
        put_cell(w, i, tc_span_str(choice->items[i]->name));
    end_line(w);
}

static void csv_row(tc_row_writer *base, tc_row_kind kind, const void *row)
{
    tc_csv_writer *w = (tc_csv_writer *)base;
    const tc_column_choice *choice = &base->style->columns[kind];
    if (kind != w->kind)
        return;
    for (size_t i = 0; i < choice->len; i++) {
        fill_cell(&w->cell, choice->items[i], (const char *)row + choice->items[i]->offset);
        put_cell(w, i, tc_buf_span(&w->cell));
        if (w->cell.status != TC_OK)
            w->line.status = w->cell.status;
    }
    end_line(w);
}

static void csv_end(tc_row_writer *base)
{
    (void)base;
}

static void csv_free(tc_row_writer *base)
{
    tc_csv_writer *w = (tc_csv_writer *)base;
    tc_buf_release(&w->line);
    tc_buf_release(&w->cell);
    free(w);
}

tc_row_writer *tc_csv_writer_new(bool tabs)
{
    tc_csv_writer *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->base.begin = csv_begin;
    w->base.row = csv_row;
    w->base.end = csv_end;
    w->base.free = csv_free;
    w->tabs = tabs;
    tc_buf_init(&w->line, 0);
    tc_buf_init(&w->cell, 0);
    return &w->base;
}
