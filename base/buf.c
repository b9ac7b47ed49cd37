/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

void tc_buf_init(tc_buf *b, size_t ceiling)
{
    memset(b, 0, sizeof *b);
    b->ceiling = ceiling ? ceiling : TC_BUF_DEFAULT_CEILING;
}

void tc_buf_release(tc_buf *b)
{
    free(b->ptr);
    tc_buf_init(b, b->ceiling);
}

void tc_buf_reset(tc_buf *b)
{
    b->len = 0;
    b->status = TC_OK;
    if (b->ptr)
        b->ptr[0] = '\0';
}

void tc_buf_starve(tc_buf *b)
{
    b->status = TC_ENOMEM;
    b->starved = true;
}

char *tc_buf_enlarge(tc_buf *b, size_t n)
{
    if (b->status != TC_OK)
        return NULL;
    if (n >= b->ceiling || b->len >= b->ceiling - n) {
        b->status = TC_ETOOBIG;
        return NULL;
    }
    size_t cap = b->cap < 128 ? 256 : b->cap * 2;
    if (cap < b->len + n + 1)
        cap = b->len + n + 1;
    if (cap > b->ceiling)
        cap = b->ceiling;
    char *p = realloc(b->ptr, cap);
    if (!p) {
        tc_buf_starve(b);
        return NULL;
    }
    b->ptr = p;
    b->cap = cap;
    return b->ptr + b->len;
}

void tc_buf_add(tc_buf *b, tc_span s)
{
    char *p = tc_buf_reserve(b, s.len);
    if (!p)
        return;
    if (s.len)
        memcpy(p, s.ptr, s.len);
    b->len += s.len;
    b->ptr[b->len] = '\0';
}

void tc_buf_adds(tc_buf *b, const char *s)
{
    tc_buf_add(b, tc_span_str(s));
}

void tc_buf_addc(tc_buf *b, char c)
{
    char *p = tc_buf_reserve(b, 1);
    if (!p)
        return;
    p[0] = c;
    p[1] = '\0';
    b->len++;
}

void tc_buf_addcp(tc_buf *b, uint32_t cp)
{
    char out[4];
    tc_buf_add(b, tc_span_make(out, tc_utf8_put(out, cp)));
}

void tc_buf_printf(tc_buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *p = n < 0 ? NULL : tc_buf_reserve(b, (size_t)n);
    if (!p)
        return;
    va_start(ap, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    va_end(ap);
    b->len += (size_t)n;
}
