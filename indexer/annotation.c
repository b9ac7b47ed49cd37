/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/annotation.h"

#include "base/utf8.h"

/* ---- rows --------------------------------------------------------------------------------- */

tc_status tc_annotation_read(tc_annotation *out, tc_arena *arena, tc_writer *w, tc_span sha256,
                             tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for an annotation");
    tc_span value, key = tc_annotation_key(arena, sha256);
    tc_status st = tc_writer_metadata(w, arena, key, &value, err);
    tc_arena_uncatch(arena, &guard);
    return st == TC_OK ? tc_annotation_decode(out, key, value, err) : st;
}

tc_status tc_annotation_put(tc_writer *w, tc_arena *arena, tc_span sha256, const tc_annotation *a,
                            tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for an annotation");
    tc_span key = tc_annotation_key(arena, sha256);
    tc_arena_uncatch(arena, &guard);
    tc_buf value;
    tc_buf_init(&value, 0);
    tc_annotation_encode(&value, a, key);
    tc_status st = value.status == TC_OK ? tc_writer_set_metadata(w, key, tc_buf_span(&value), err)
                                         : tc_fail(err, TC_ENOMEM, "no memory for an annotation");
    tc_buf_release(&value);
    return st;
}

typedef struct {
    tc_annotation_fn fn;
    void *context;
} visitor;

static tc_status visit(tc_span key, tc_span value, void *context, tc_error *err)
{
    const visitor *v = context;
    tc_annotation a;
    tc_status st = tc_annotation_decode(&a, key, value, err);
    tc_span sha256 = tc_span_sub(key, sizeof TC_ANNOTATION_PREFIX - 1, key.len);
    return st == TC_OK ? v->fn(sha256, &a, v->context, err) : st;
}

tc_status tc_annotation_each(tc_reader *r, tc_annotation_fn fn, void *context, tc_error *err)
{
    visitor v = {fn, context};
    return tc_reader_each_metadata(r, TC_SPAN(TC_ANNOTATION_PREFIX), visit, &v, err);
}

/* ---- values as people type them ----------------------------------------------------------- */

static tc_status read_number(tc_span *out, tc_arena *arena, tc_plan_reader *reader, tc_span value,
                             tc_error *err)
{
    tc_number_question *q;
    tc_status st = tc_number_parse(&q, arena, tc_plan_reader_numbers(reader),
                                   tc_plan_reader_lexicon(reader), value, err);
    if (st == TC_ENOTFOUND)
        return tc_fail(err, TC_EINVAL, "%.*s is no document number such as 05-CT/TW",
                       (int)value.len, value.ptr);
    *out = st == TC_OK ? q->number.text : value;
    return st;
}

/* ISO 8601, or as in documents: 25/5/2021, ngày 25 tháng 5 năm 2021. */
static tc_status read_date(tc_span *out, tc_arena *arena, tc_plan_reader *reader, tc_span value,
                           tc_error *err)
{
    tc_date date;
    tc_text *text;
    tc_tokens *tokens;
    size_t next = 0;
    if (!tc_date_parse_iso(value, &date)) {
        tc_status st = tc_text_normalize(&text, arena, value, err);
        if (st == TC_OK)
            st = tc_tokenize(&tokens, arena, tc_plan_reader_lexicon(reader), text, err);
        if (st != TC_OK)
            return st;
        if (!tc_date_read(tokens, 0, true, &date, &next) || next < tokens->len)
            date = (tc_date){0};
    }
    if (!tc_date_known(date))
        return tc_fail(err, TC_EINVAL, "%.*s is no date such as 2021-05-25 or 25/5/2021",
                       (int)value.len, value.ptr);
    char *iso = tc_arena_alloc(arena, TC_DATE_TEXT_MAX);
    tc_date_format(iso, date);
    *out = tc_span_str(iso);
    return TC_OK;
}

static tc_status read_type(tc_span *out, tc_arena *arena, tc_span value, tc_error *err)
{
    *out = tc_type_code(arena, value);
    if (out->len)
        return TC_OK;
    return tc_fail(err, TC_EINVAL, "%.*s is no type of document such as KH or its name",
                   (int)value.len, value.ptr);
}

static tc_status read_text(tc_span *out, tc_arena *arena, tc_span value, tc_error *err)
{
    tc_text *text;
    if (tc_utf8_valid_prefix(value) < value.len)
        return tc_fail(err, TC_EINVAL, "the value is not UTF-8");
    tc_status st = tc_text_normalize(&text, arena, value, err);
    if (st == TC_OK)
        *out = tc_span_trim(text->norm);
    return st;
}

static tc_status read_value(tc_span *out, tc_arena *arena, tc_plan_reader *reader,
                            tc_annotation_field field, tc_span value, tc_error *err)
{
    tc_status st = read_text(&value, arena, value, err);
    *out = value;
    if (st != TC_OK || !value.len)
        return st;
    switch (field) {
    case TC_ANNOTATION_NUMBER:
        return read_number(out, arena, reader, value, err);
    case TC_ANNOTATION_DATE:
        return read_date(out, arena, reader, value, err);
    case TC_ANNOTATION_DOC_TYPE:
        return read_type(out, arena, value, err);
    default:
        return TC_OK;
    }
}

tc_status tc_annotation_set(tc_annotation *a, tc_arena *arena, tc_plan_reader *reader,
                            tc_span assignment, tc_error *err)
{
    size_t equals = tc_span_find(assignment, TC_SPAN("="));
    tc_annotation_field field;
    if (equals == SIZE_MAX)
        return tc_fail(err, TC_EINVAL, "%.*s: write FIELD=VALUE", (int)assignment.len,
                       assignment.ptr);
    tc_span name = tc_span_sub(assignment, 0, equals);
    if (!tc_annotation_find(name, &field))
        return tc_fail(err, TC_EINVAL, "%.*s: no such field", (int)name.len, name.ptr);
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a value");
    tc_span value = tc_span_sub(assignment, equals + 1, assignment.len);
    tc_status st = read_value(&a->values[field], arena, reader, field, value, err);
    tc_arena_uncatch(arena, &guard);
    return st;
}
