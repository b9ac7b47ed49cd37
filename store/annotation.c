/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/annotation.h"

#include "base/seal.h"
#include "base/varint.h"

enum { VERSION = 2 }; /* 1: without a seal */

#define NAME_CASE(ID, NAME) NAME,
static const char *const names[] = {TC_ANNOTATION_FIELDS(NAME_CASE)};

const char *tc_annotation_name(tc_annotation_field f)
{
    return names[f];
}

bool tc_annotation_find(tc_span name, tc_annotation_field *out)
{
    for (size_t i = 0; i < TC_ANNOTATION_COUNT; i++)
        if (tc_span_eq(name, tc_span_str(names[i]))) {
            *out = (tc_annotation_field)i;
            return true;
        }
    return false;
}

bool tc_annotation_empty(const tc_annotation *a)
{
    for (size_t i = 0; i < TC_ANNOTATION_COUNT; i++)
        if (a->values[i].len)
            return false;
    return true;
}

tc_span tc_annotation_key(tc_arena *arena, tc_span sha256)
{
    const char *key =
        tc_arena_printf(arena, TC_ANNOTATION_PREFIX "%.*s", (int)sha256.len, sha256.ptr);
    return tc_span_str(key);
}

/* By name, so that the order of the table is free. */
void tc_annotation_encode(tc_buf *b, const tc_annotation *a, tc_span key)
{
    if (tc_annotation_empty(a))
        return;
    tc_put_uint(b, VERSION);
    for (size_t i = 0; i < TC_ANNOTATION_COUNT; i++) {
        if (!a->values[i].len)
            continue;
        tc_put_string(b, tc_span_str(names[i]));
        tc_put_string(b, a->values[i]);
    }
    tc_seal(b, key);
}

tc_status tc_annotation_decode(tc_annotation *out, tc_span key, tc_span value, tc_error *err)
{
    tc_cursor c = {value, 0, false};
    memset(out, 0, sizeof *out);
    if (!value.len)
        return TC_OK;
    uint64_t version = tc_get_uint(&c);
    c.bad = version == 0 || version > VERSION || (version > 1 && !tc_unseal(&c.in, key));
    while (!c.bad && c.pos < c.in.len) {
        tc_annotation_field f;
        tc_span name = tc_get_string(&c), text = tc_get_string(&c);
        if (!c.bad && tc_annotation_find(name, &f))
            out->values[f] = text;
    }
    return c.bad ? tc_fail(err, TC_ECORRUPT, "an annotation is damaged") : TC_OK;
}

tc_plan_given tc_annotation_given(const tc_annotation *a)
{
    tc_plan_given given = {.number = a->values[TC_ANNOTATION_NUMBER],
                           .doc_type = a->values[TC_ANNOTATION_DOC_TYPE],
                           .title = a->values[TC_ANNOTATION_TITLE],
                           .place = a->values[TC_ANNOTATION_PLACE],
                           .issuer = a->values[TC_ANNOTATION_ISSUER],
                           .issuer_parent = a->values[TC_ANNOTATION_ISSUER_PARENT],
                           .signer = a->values[TC_ANNOTATION_SIGNER]};
    tc_date_parse_iso(a->values[TC_ANNOTATION_DATE], &given.date);
    return given;
}
