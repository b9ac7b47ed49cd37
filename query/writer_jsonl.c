/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Lines: one object a record, keys always there (null when unknown). */
#include <stdlib.h>

#include "base/json.h"
#include "query/writer.h"

typedef struct {
    tc_row_writer base;
    tc_buf line;
} tc_jsonl_writer;

static void write_range(tc_json *j, tc_range r)
{
    tc_json_array(j);
    tc_json_int(j, (int64_t)r.start);
    tc_json_int(j, (int64_t)r.end);
    tc_json_end_array(j);
}

static void write_passages(tc_json *j, const tc_passage *p, size_t n)
{
    tc_json_array(j);
    for (; n; p++, n--) {
        tc_json_object(j);
        tc_json_kstring_or_null(j, "field", p->field);
        tc_json_kstring_or_null(j, "section", p->section);
        tc_json_key(j, "page");
        if (p->page)
            tc_json_int(j, (int64_t)p->page);
        else
            tc_json_null(j);
        tc_json_kint(j, "start", (int64_t)p->span.start);
        tc_json_kint(j, "end", (int64_t)p->span.end);
        tc_json_kstring(j, "text", p->text);
        tc_json_key(j, "match");
        tc_json_array(j);
        for (size_t i = 0; i < p->match_count; i++)
            write_range(j, p->matches[i]);
        tc_json_end_array(j);
        tc_json_end_object(j);
    }
    tc_json_end_array(j);
}

static void write_uint(tc_json *j, uint64_t v)
{
    tc_json_int(j, v > INT64_MAX ? INT64_MAX : (int64_t)v);
}

static void write_date(tc_json *j, tc_date d)
{
    char text[TC_DATE_TEXT_MAX];
    tc_date_format(text, d);
    tc_json_string_or_null(j, tc_span_str(text));
}

static void write_strings(tc_json *j, const tc_span *items, size_t n)
{
    tc_json_array(j);
    for (size_t i = 0; i < n; i++)
        tc_json_string(j, items[i]);
    tc_json_end_array(j);
}

/* A pointer and, behind it, a count. */
typedef struct {
    const void *items;
    size_t count;
} tc_list_member;

static void write_member(tc_json *j, const tc_column *c, const void *member)
{
    switch (c->type) {
    case TC_COLUMN_STRING:
    case TC_COLUMN_PATH: /* jsonl_row */
    case TC_COLUMN_QUERY:
        tc_json_string_or_null(j, *(const tc_span *)member);
        break;
    case TC_COLUMN_UINT_OR_NULL:
        if (*(const uint64_t *)member == 0) {
            tc_json_null(j);
            break;
        }
        write_uint(j, *(const uint64_t *)member);
        break;
    case TC_COLUMN_UINT:
    case TC_COLUMN_QUERY_NO:
        write_uint(j, *(const uint64_t *)member);
        break;
    case TC_COLUMN_DOUBLE:
        tc_json_double(j, *(const double *)member, 4);
        break;
    case TC_COLUMN_BOOL:
        tc_json_bool(j, *(const bool *)member);
        break;
    case TC_COLUMN_DATE:
        write_date(j, *(const tc_date *)member);
        break;
    case TC_COLUMN_RANGE:
        write_range(j, *(const tc_range *)member);
        break;
    case TC_COLUMN_STRINGS:
        write_strings(j, ((const tc_list_member *)member)->items,
                      ((const tc_list_member *)member)->count);
        break;
    case TC_COLUMN_PASSAGES:
        write_passages(j, ((const tc_list_member *)member)->items,
                       ((const tc_list_member *)member)->count);
        break;
    }
}

static void jsonl_row(tc_row_writer *w, tc_row_kind kind, const void *row)
{
    tc_jsonl_writer *jw = (tc_jsonl_writer *)w;
    const tc_column_choice *choice = &w->style->columns[kind];
    tc_json j;
    tc_buf_reset(&jw->line);
    tc_json_init(&j, &jw->line);
    tc_json_object(&j);
    tc_json_kint(&j, "v", TC_FORMAT_VERSION);
    tc_json_kstring(&j, "type", tc_span_str(tc_row_kind_name(kind)));
    for (size_t i = 0; i < choice->len; i++) {
        const tc_column *c = choice->items[i];
        const void *member = (const char *)row + c->offset;
        if (c->type == TC_COLUMN_PATH) {
            tc_json_kpath(&j, *(const tc_span *)member);
            continue;
        }
        tc_json_key(&j, c->name);
        write_member(&j, c, member);
    }
    tc_json_end_object(&j);
    tc_buf_addc(&jw->line, '\n');
    tc_row_writer_put(w, &jw->line);
}

static void jsonl_begin(tc_row_writer *w, tc_row_kind kind)
{
    (void)w, (void)kind;
}

static void jsonl_end(tc_row_writer *w)
{
    (void)w;
}

static void jsonl_free(tc_row_writer *w)
{
    tc_buf_release(&((tc_jsonl_writer *)w)->line);
    free(w);
}

tc_row_writer *tc_jsonl_writer_new(void)
{
    tc_jsonl_writer *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->base.begin = jsonl_begin;
    w->base.row = jsonl_row;
    w->base.end = jsonl_end;
    w->base.free = jsonl_free;
    tc_buf_init(&w->line, 0);
    return &w->base;
}
