/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a dump, as restore reads them: what is read is well-formed, and a string that is written
 * again is read the same. */
#include "base/json.h"
#include "base/json_read.h"
#include "fuzz.h"

static void again(tc_arena *a, tc_span text)
{
    tc_buf out;
    tc_json j;
    tc_json_in r;
    tc_span key;
    tc_buf_init(&out, 0);
    tc_json_init(&j, &out);
    tc_json_object(&j);
    tc_json_kstring(&j, "k", text);
    tc_json_end_object(&j);
    tc_json_open(&r, a, tc_buf_span(&out));
    PROMISE(tc_json_next_member(&r, &key) && tc_span_eq(key, TC_SPAN("k")));
    PROMISE(tc_span_eq(tc_json_read_string(&r), text));
    PROMISE(!tc_json_next_member(&r, &key) && tc_json_whole(&r));
    tc_buf_release(&out);
}

static void walk(tc_json_in *r, tc_arena *a, int depth);

static void value(tc_json_in *r, tc_arena *a, int depth)
{
    size_t at = r->pos;
    while (at < r->in.len && memchr(" \t\r\n:,", r->in.ptr[at], 6))
        at++;
    char c = at < r->in.len ? r->in.ptr[at] : '\0';
    tc_span s;
    if (c == '"') {
        s = tc_json_read_string(r);
        PROMISE(r->bad || well_formed(s));
        if (!r->bad && s.len)
            again(a, s);
        tc_base64_read(&s, a, s);
    } else if (c == '{' && depth < 20) {
        tc_json_enter_object(r);
        walk(r, a, depth + 1);
    } else if (c == '[' && depth < 20) {
        tc_json_enter_array(r);
        while (tc_json_next_item(r))
            value(r, a, depth + 1);
    } else if (c == 't' || c == 'f') {
        tc_json_read_bool(r);
    } else if (c == '-' || (c >= '0' && c <= '9')) {
        tc_json_read_int(r);
    } else {
        tc_json_read_past(r);
    }
}

static void walk(tc_json_in *r, tc_arena *a, int depth)
{
    for (tc_span key; tc_json_next_member(r, &key);) {
        PROMISE(well_formed(key));
        value(r, a, depth);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tc_arena a;
    tc_arena_catch guard;
    tc_json_in r;
    tc_span in = tc_span_make((const char *)data, size);
    tc_arena_init(&a);
    a.limit = (size_t)1 << 26;
    if (!TC_ARENA_CATCH(&a, &guard)) {
        tc_json_open(&r, &a, in);
        walk(&r, &a, 0);
        tc_json_whole(&r);
        tc_json_open(&r, &a, in);
        for (tc_span key; tc_json_next_member(&r, &key);)
            tc_json_read_past(&r);
        tc_json_whole(&r);
        tc_arena_uncatch(&a, &guard);
    }
    tc_arena_release(&a);
    return 0;
}
