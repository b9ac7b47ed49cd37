/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A borrowed run of bytes. May hold NULs, need not end in one; ptr may be NULL when len is 0. */
#ifndef TC_BASE_SPAN_H
#define TC_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    const char *ptr;
    size_t len;
} tc_span;

/* A half-open byte range [start, end) of some text named by the field that holds it. */
typedef struct {
    size_t start, end;
} tc_range;

#define TC_SPAN_LIT(s)      \
    {                       \
        "" s, sizeof(s) - 1 \
    }
#define TC_SPAN(s) ((tc_span)TC_SPAN_LIT(s))

static inline tc_span tc_span_make(const char *ptr, size_t len)
{
    tc_span s = {ptr, len};
    return s;
}
static inline tc_span tc_span_str(const char *s)
{
    return tc_span_make(s, s ? strlen(s) : 0);
}
static inline bool tc_span_empty(tc_span s)
{
    return s.len == 0;
}
static inline bool tc_span_eq(tc_span a, tc_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
static inline tc_span tc_span_sub(tc_span s, size_t start, size_t end)
{
    return tc_span_make(s.ptr ? s.ptr + start : s.ptr, end - start); /* empty spans may be NULL */
}
static inline bool tc_span_starts(tc_span s, tc_span prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}
static inline bool tc_span_ends(tc_span s, tc_span suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}
/* bytewise order: -1, 0, 1 */
int tc_span_cmp(tc_span a, tc_span b);
/* without ASCII blanks (space, tab, CR, LF, VT, FF) at both ends */
tc_span tc_span_trim(tc_span s);
/* Is s one of them? */
bool tc_span_among(const tc_span *items, size_t count, tc_span s);
/* byte offset of needle in s, or SIZE_MAX */
size_t tc_span_find(tc_span s, tc_span needle);
/* FNV-1a, for in-memory tables only */
uint64_t tc_span_hash(tc_span s);

#ifdef __cplusplus
}
#endif
#endif
