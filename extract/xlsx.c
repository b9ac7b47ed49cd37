/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excel's workbooks since 2007: sheet by sheet, each row a line with TAB between its cells, as
 * tables of other formats; cells as they are shown, days as days. */
#include "extract/xlsx.h"

#include <stdio.h>
#include <stdlib.h>

#include "text/civil.h"

typedef enum { NUMBER, SHARED, INLINE, TRUTH, NOTHING } cell_kind;

typedef struct {
    tc_span name, id;
    bool hidden;
} sheet;

typedef struct {
    tc_xlsx_shared shared;
    tc_links links;
    tc_flow flow;
    tc_para para;
    TC_VEC(sheet) sheets;
    bool from_1904; /* days are counted from there */
    size_t hidden, drawings;

    /* of the sheet in work */
    bool in_row, in_cell, gap; /* gap: empty rows stand before this one */
    long row;
    cell_kind kind;
    size_t style;
} book;

static bool is(const char *name, const char *element)
{
    return strcmp(name, element) == 0;
}

tc_sniff tc_sniff_xlsx(const tc_extraction *x)
{
    return tc_package_kind_of(x) == TC_PACKAGE_EXCEL ? TC_SNIFF_SURE : TC_SNIFF_NO;
}

/* ---- the workbook --------------------------------------------------------------------------- */

static void on_workbook(void *context, const tc_xml_tag *tag)
{
    book *b = context;
    if (is(tag->name, "x:workbookPr")) {
        b->from_1904 = tc_xml_attribute(tag, "date1904") && tc_xml_number(tag, "date1904", 1) != 0;
    } else if (is(tag->name, "x:sheet")) {
        const char *state = tc_xml_attribute(tag, "state");
        const sheet s = {tc_xml_copy(b->shared.x->arena, tag, "name"),
                         tc_xml_copy(b->shared.x->arena, tag, "r:id"),
                         state && !is(state, "visible")};
        tc_vec_push(b->shared.x->arena, &b->sheets, s);
        b->hidden += s.hidden;
    }
}

static void on_nothing(void *context, const char *name)
{
    (void)context, (void)name;
}

/* ---- cells ---------------------------------------------------------------------------------- */

static cell_kind kind_of(const char *type)
{
    static const struct {
        const char *type;
        cell_kind kind;
    } KINDS[] = {{"s", SHARED},  {"inlineStr", INLINE}, {"str", INLINE}, {"b", TRUTH},
                 {"e", NOTHING}, {"d", INLINE},         {"n", NUMBER}};
    for (size_t i = 0; type && i < sizeof KINDS / sizeof *KINDS; i++)
        if (is(type, KINDS[i].type))
            return KINDS[i].kind;
    return NUMBER;
}

static tc_xlsx_format format_of(const book *b)
{
    const tc_xlsx_format none = {NULL, false};
    return b->style < b->shared.formats.len ? b->shared.formats.items[b->style] : none;
}

/* Days count from 1899-12-30, as Excel takes 1900 for a leap year. */
static tc_span day(const book *b, double n)
{
    enum { EPOCH = -25569, LATER = 1462 };
    tc_date d = tc_civil_date((long)n + EPOCH + (b->from_1904 ? LATER : 0));
    return tc_span_str(
        tc_arena_printf(b->shared.x->arena, "%02d/%02d/%04d", d.day, d.month, d.year));
}

/* What is kept with 17 figures is shown with at most 15. */
static tc_span number(const book *b, tc_span value)
{
    enum { LONGEST = 40, FIRST = 61, LAST = 2958465, EXACT = 15 };
    char text[LONGEST + 1], *end;
    if (!value.len || value.len > LONGEST)
        return value;
    memcpy(text, value.ptr, value.len);
    text[value.len] = '\0';
    double n = strtod(text, &end);
    if (*end)
        return value;
    if (format_of(b).date && n >= FIRST && n <= LAST)
        return day(b, n);
    return value.len > EXACT ? tc_span_str(tc_arena_printf(b->shared.x->arena, "%.15g", n)) : value;
}

static void add_shared(book *b, tc_span value)
{
    tc_xlsx_shared *s = &b->shared;
    size_t n = 0;
    for (size_t i = 0; i < value.len && n <= s->strings.len; i++)
        n = value.ptr[i] >= '0' && value.ptr[i] <= '9' ? n * 10 + (size_t)(value.ptr[i] - '0')
                                                       : SIZE_MAX;
    if (!value.len || n >= s->strings.len)
        return;
    const tc_xlsx_string string = s->strings.items[n];
    for (size_t i = 0; i < string.count; i++) {
        const tc_xlsx_run *run = &s->runs.items[string.first + i];
        tc_para_add(&b->para, run->text, run->has_font ? run->charset : format_of(b).charset,
                    false);
    }
}

static void add_value(book *b)
{
    tc_xlsx_shared *s = &b->shared;
    const tc_span value = tc_span_make(s->value.items, s->value.len);
    if (b->kind == SHARED)
        add_shared(b, value);
    else if (b->kind == INLINE)
        tc_para_add(&b->para, value, format_of(b).charset, false);
    else if (b->kind == NUMBER)
        tc_para_add(&b->para, number(b, value), NULL, false);
    else if (b->kind == TRUTH && value.len)
        tc_para_add(&b->para, value.ptr[0] == '1' ? TC_SPAN("TRUE") : TC_SPAN("FALSE"), NULL,
                    false);
    s->value.len = 0;
}

static void end_cell(book *b)
{
    const tc_span none = {NULL, 0};
    tc_span text = tc_para_take(&b->para);
    b->in_cell = false;
    if (tc_span_empty(tc_span_trim(text)))
        return;
    if (!b->in_row && b->gap)
        tc_flow_break(&b->flow);
    if (!b->in_row)
        tc_flow_row_open(&b->flow);
    b->gap = false;
    b->in_row = true;
    tc_flow_cell_open(&b->flow);
    tc_para_lay(&b->flow, none, text);
    tc_flow_cell_close(&b->flow);
}

/* ---- sheets --------------------------------------------------------------------------------- */

static void on_start(void *context, const tc_xml_tag *tag)
{
    book *b = context;
    tc_xlsx_shared *s = &b->shared;
    if (is(tag->name, "x:c")) {
        b->in_cell = true;
        b->kind = kind_of(tc_xml_attribute(tag, "t"));
        b->style = (size_t)tc_xml_number(tag, "s", 0);
        s->value.len = 0;
    } else if (is(tag->name, "x:row")) {
        long row = tc_xml_number(tag, "r", b->row + 1);
        b->gap |= b->row && row > b->row + 1;
        b->row = row;
    } else if (is(tag->name, "x:rPh")) {
        s->phonetic++;
    } else if (b->in_cell && (is(tag->name, "x:v") || (is(tag->name, "x:t") && !s->phonetic))) {
        s->in_value = true;
    } else if (is(tag->name, "x:drawing") || is(tag->name, "x:legacyDrawing")) {
        b->drawings++;
    }
}

static void on_end(void *context, const char *name)
{
    book *b = context;
    tc_xlsx_shared *s = &b->shared;
    if (is(name, "x:v") || is(name, "x:t")) {
        if (s->in_value)
            add_value(b);
        s->in_value = false;
    } else if (is(name, "x:rPh") && s->phonetic) {
        s->phonetic--;
    } else if (is(name, "x:c") && b->in_cell) {
        end_cell(b);
    } else if (is(name, "x:row")) {
        if (b->in_row)
            tc_flow_row_close(&b->flow);
        b->gap = !b->in_row;
        b->in_row = false;
    }
}

static void on_text(void *context, tc_span text)
{
    book *b = context;
    tc_xlsx_shared *s = &b->shared;
    for (size_t i = 0; s->in_value && i < text.len; i++)
        tc_vec_push(s->x->arena, &s->value, text.ptr[i]);
}

static tc_status read_sheet(book *b, const sheet *which, tc_error *err)
{
    static const tc_xml_handler handler = {on_start, on_end, on_text};
    const tc_span none = {NULL, 0};
    const char *part = tc_links_find(&b->links, which->id);
    bool found;
    if (!part || b->shared.x->text.status != TC_OK)
        return TC_OK;
    if (b->sheets.len - b->hidden > 1) {
        tc_flow_break(&b->flow);
        tc_para_lay(&b->flow, none, which->name);
    }
    tc_flow_table_open(&b->flow);
    tc_status st = tc_package_xml(&found, b->shared.x, part, &handler, b, err);
    tc_flow_table_close(&b->flow);
    b->in_row = b->in_cell = b->gap = b->shared.in_value = false;
    b->row = 0;
    b->shared.phonetic = 0;
    tc_para_clear(&b->para);
    return st;
}

static tc_status read_shared(book *b, tc_error *err)
{
    static const tc_xml_handler handler = {on_workbook, on_nothing, NULL};
    tc_extraction *x = b->shared.x;
    bool found = false;
    tc_status st = tc_links_read(&b->links, x, "xl/workbook.xml", err);
    if (st == TC_OK)
        st = tc_package_xml(&found, x, b->links.document, &handler, b, err);
    if (st == TC_OK && !found)
        return tc_fail(err, TC_ECORRUPT, "a workbook without its sheets");
    if (st == TC_OK)
        st = tc_xlsx_read_styles(&b->shared, tc_links_find(&b->links, TC_SPAN("/styles")), err);
    if (st == TC_OK)
        st = tc_xlsx_read_strings(&b->shared, tc_links_find(&b->links, TC_SPAN("/sharedStrings")),
                                  err);
    return st;
}

tc_status tc_read_xlsx(tc_extraction *x, tc_error *err)
{
    book *b = tc_arena_alloc(x->arena, sizeof *b);
    b->shared.x = x;
    tc_flow_init(&b->flow, x->arena, &x->text);
    tc_para_init(&b->para, x);
    tc_status st = read_shared(b, err);
    for (size_t i = 0; i < b->sheets.len && st == TC_OK; i++)
        if (!b->sheets.items[i].hidden)
            st = read_sheet(b, &b->sheets.items[i], err);
    if (st != TC_OK)
        return st;
    if (b->hidden)
        tc_extract_warn(x, "not read: %zu hidden sheets", b->hidden);
    if (b->drawings)
        tc_extract_warn(x, "not read: %zu drawings and comments", b->drawings);
    tc_para_finish(x, &b->flow);
    return TC_OK;
}
