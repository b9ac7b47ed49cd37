/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/flow.h"

#include <stdio.h>

/* Deeper tables and lists count as plain blocks: rows are moved once for each table around them. */
enum { MAX_DEPTH = 64 };

void tc_flow_init(tc_flow *f, tc_arena *arena, tc_buf *out)
{
    memset(f, 0, sizeof *f);
    f->arena = arena;
    f->out = out;
}

/* ---- lines -------------------------------------------------------------------------------- */

static bool line_empty(const tc_flow *f)
{
    return f->out->len <= f->line_start;
}

/* What is due before a visible character. */
static void before_character(tc_flow *f)
{
    if (f->prefix[0]) {
        tc_buf_adds(f->out, f->prefix);
        f->prefix[0] = '\0';
    } else if (f->space && !line_empty(f)) {
        tc_buf_addc(f->out, ' ');
    }
    f->space = false;
}

static void newline(tc_flow *f)
{
    tc_buf_addc(f->out, '\n');
    f->line_start = f->out->len;
}

/* Where the innermost open cell starts, or the text: no empty lines go there. */
static size_t floor_of(const tc_flow *f)
{
    for (size_t i = f->tables.len; i-- > 0;) {
        const tc_flow_table *t = &f->tables.items[i];
        if (t->in_cell)
            return t->cells.items[t->cells.len - 1].start;
    }
    return 0;
}

static void end_line(tc_flow *f, bool even_empty)
{
    while (!line_empty(f) && f->out->ptr[f->out->len - 1] == ' ')
        f->out->len--;
    if (!line_empty(f)) {
        newline(f);
    } else if (even_empty && f->out->len > floor_of(f) + 1 &&
               f->out->ptr[f->out->len - 1] == '\n' && f->out->ptr[f->out->len - 2] != '\n') {
        newline(f);
    }
    f->space = f->hard_space = false;
}

void tc_flow_block(tc_flow *f)
{
    end_line(f, f->hard_space);
}

void tc_flow_break(tc_flow *f)
{
    end_line(f, true);
}

static void preformatted(tc_flow *f, tc_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\n') {
            tc_flow_break(f);
        } else if (s.ptr[i] != '\r') {
            before_character(f);
            tc_buf_addc(f->out, s.ptr[i]);
        }
    }
}

void tc_flow_text(tc_flow *f, tc_span s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    if (f->pre) {
        preformatted(f, s);
        return;
    }
    for (size_t i = 0; i < s.len;) {
        if (p[i] == ' ' || (p[i] >= '\t' && p[i] <= '\r')) {
            f->space = true;
            i++;
        } else if (p[i] == 0xC2 && i + 1 < s.len && p[i + 1] == 0xA0) {
            tc_flow_character(f, 0xA0);
            i += 2;
        } else {
            size_t end = i + 1;
            while (end < s.len && p[end] > ' ' && p[end] != 0xC2)
                end++;
            before_character(f);
            tc_buf_add(f->out, tc_span_sub(s, i, end));
            i = end;
        }
    }
}

void tc_flow_character(tc_flow *f, uint32_t cp)
{
    if (cp == ' ' || (cp >= '\t' && cp <= '\r')) {
        f->space = true;
    } else if (cp == 0xA0 && line_empty(f)) {
        f->hard_space = true;
    } else {
        before_character(f);
        tc_buf_addcp(f->out, cp == 0xA0 ? ' ' : cp);
    }
}

/* ---- lists -------------------------------------------------------------------------------- */

void tc_flow_list_open(tc_flow *f, tc_list_mark mark, uint32_t first)
{
    tc_flow_block(f);
    if (f->lists.len < MAX_DEPTH) {
        tc_flow_list list = {mark, first};
        tc_vec_push(f->arena, &f->lists, list);
    }
}

void tc_flow_list_close(tc_flow *f)
{
    tc_flow_block(f);
    f->prefix[0] = '\0';
    if (f->lists.len)
        f->lists.len--;
}

void tc_flow_item(tc_flow *f, uint32_t number)
{
    tc_flow_block(f);
    f->prefix[0] = '\0';
    tc_flow_list *list = f->lists.len ? &f->lists.items[f->lists.len - 1] : NULL;
    if (!list || list->mark == TC_MARK_NONE)
        return;
    if (list->mark == TC_MARK_BULLET) {
        snprintf(f->prefix, sizeof f->prefix, "- ");
        return;
    }
    if (number)
        list->next = number;
    char text[12];
    tc_list_number(text, sizeof text, list->mark, list->next++);
    snprintf(f->prefix, sizeof f->prefix, "%s. ", text);
}

/* ---- tables ------------------------------------------------------------------------------- */

static tc_flow_table *table(tc_flow *f)
{
    return f->tables.len ? &f->tables.items[f->tables.len - 1] : NULL;
}

void tc_flow_table_open(tc_flow *f)
{
    tc_flow_block(f);
    if (f->tables.len < MAX_DEPTH)
        (void)tc_vec_add(f->arena, &f->tables);
}

void tc_flow_table_close(tc_flow *f)
{
    tc_flow_row_close(f);
    if (f->tables.len)
        f->tables.len--;
    tc_flow_block(f);
}

void tc_flow_row_open(tc_flow *f)
{
    tc_flow_row_close(f);
    tc_flow_block(f);
    tc_flow_table *t = table(f);
    if (!t)
        return;
    t->in_row = true;
    t->start = f->out->len;
    t->cells.len = 0;
}

void tc_flow_cell_open(tc_flow *f)
{
    tc_flow_table *t = table(f);
    if (!t) {
        tc_flow_block(f);
        return;
    }
    if (!t->in_row)
        tc_flow_row_open(f);
    tc_flow_cell_close(f);
    tc_range cell = {f->out->len, f->out->len};
    tc_vec_push(f->arena, &t->cells, cell);
    t->in_cell = true;
    f->line_start = f->out->len; /* blocks of the cell start on its own line */
}

void tc_flow_cell_close(tc_flow *f)
{
    tc_flow_table *t = table(f);
    if (!t || !t->in_cell)
        return;
    tc_range *cell = &t->cells.items[t->cells.len - 1];
    const char *text = f->out->ptr;
    while (f->out->len > cell->start &&
           (text[f->out->len - 1] == ' ' || text[f->out->len - 1] == '\n'))
        f->out->len--;
    cell->end = f->out->len;
    f->line_start = f->out->len;
    f->space = f->hard_space = false;
    f->prefix[0] = '\0';
    t->in_cell = false;
}

/* The cells of a row stand one behind the other; this sets TABs or line ends between them. */
static void join_cells(tc_flow *f, const tc_flow_table *t)
{
    tc_span row = tc_span_sub(tc_buf_span(f->out), t->start, f->out->len);
    bool lines = row.len && memchr(row.ptr, '\n', row.len);
    const char *copy = tc_arena_copy(f->arena, row).ptr;
    f->out->len = t->start;
    size_t kept = t->start;
    for (size_t i = 0; i < t->cells.len; i++) {
        tc_range c = t->cells.items[i];
        if (i && (!lines || (c.end > c.start && f->out->len > t->start)))
            tc_buf_addc(f->out, lines ? '\n' : '\t');
        tc_buf_add(f->out, tc_span_make(copy + (c.start - t->start), c.end - c.start));
        if (c.end > c.start)
            kept = f->out->len; /* empty cells at the end leave no TABs */
    }
    if (f->out->len > kept)
        f->out->len = kept;
}

void tc_flow_row_close(tc_flow *f)
{
    tc_flow_table *t = table(f);
    if (!t || !t->in_row)
        return;
    tc_flow_cell_close(f);
    t->in_row = false;
    if (f->out->status != TC_OK || !t->cells.len)
        return;
    join_cells(f, t);
    f->line_start = t->start;
    tc_flow_block(f);
}

void tc_flow_finish(tc_flow *f)
{
    while (f->tables.len)
        tc_flow_table_close(f);
    tc_flow_block(f);
    tc_buf *b = f->out;
    while (b->len && (b->ptr[b->len - 1] == '\n' || b->ptr[b->len - 1] == ' '))
        b->len--;
    if (b->len)
        tc_buf_addc(b, '\n');
}
