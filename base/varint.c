/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/varint.h"

void tc_put_uint(tc_buf *b, uint64_t v)
{
    size_t n = 1;
    for (uint64_t rest = v; rest >= 0x80; rest >>= 7)
        n++;
    char *at = tc_buf_reserve(b, n);
    if (!at)
        return;
    for (; v >= 0x80; v >>= 7)
        *at++ = (char)(v | 0x80);
    *at++ = (char)v;
    *at = '\0';
    b->len += n;
}

void tc_put_string(tc_buf *b, tc_span s)
{
    tc_put_uint(b, s.len);
    tc_buf_add(b, s);
}

uint64_t tc_get_uint(tc_cursor *c)
{
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 64 && c->pos < c->in.len; shift += 7) {
        unsigned char byte = (unsigned char)c->in.ptr[c->pos++];
        v |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return v;
    }
    c->bad = true;
    return 0;
}

tc_span tc_get_string(tc_cursor *c)
{
    uint64_t len = tc_get_uint(c);
    if (c->bad || len > c->in.len - c->pos) {
        c->bad = true;
        return tc_span_make(NULL, 0);
    }
    tc_span s = tc_span_make(c->in.ptr + c->pos, (size_t)len);
    c->pos += (size_t)len;
    return s;
}
