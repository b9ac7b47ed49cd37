/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/span.h"

#include "base/ascii.h"

int tc_span_cmp(tc_span a, tc_span b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
    if (c == 0)
        c = (a.len > b.len) - (a.len < b.len);
    return (c > 0) - (c < 0);
}

tc_span tc_span_trim(tc_span s)
{
    while (s.len && tc_ascii_blank(s.ptr[0]))
        s = tc_span_make(s.ptr + 1, s.len - 1);
    while (s.len && tc_ascii_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

bool tc_span_among(const tc_span *items, size_t count, tc_span s)
{
    for (size_t i = 0; i < count; i++)
        if (tc_span_eq(items[i], s))
            return true;
    return false;
}

size_t tc_span_find(tc_span s, tc_span needle)
{
    if (needle.len == 0)
        return 0;
    if (s.len < needle.len)
        return SIZE_MAX;
    const char *p = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return p ? (size_t)(p - s.ptr) : SIZE_MAX;
}

uint64_t tc_span_hash(tc_span s)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
    return h;
}
