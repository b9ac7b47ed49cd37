/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 one code point at a time. */
#ifndef TC_BASE_UTF8_H
#define TC_BASE_UTF8_H

#include "base/span.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The code point at *pos, which is moved behind it; U+FFFD and one byte for an ill-formed one.
 * *pos must be < s.len. */
static inline uint32_t tc_utf8_next(tc_span s, size_t *pos);
uint32_t tc_utf8_next_long(tc_span s, size_t *pos); /* where it may be more than one byte */
/* The code point that ends at *pos, which is moved to its start. *pos must be > 0. */
uint32_t tc_utf8_prev(tc_span s, size_t *pos);
/* Writes 1..4 bytes to out and returns how many. cp must be a scalar value. */
size_t tc_utf8_put(char out[4], uint32_t cp);
/* Length of the longest well-formed prefix (== s.len when all is well-formed). */
size_t tc_utf8_valid_prefix(tc_span s);
/* Code points of well-formed text. */
size_t tc_utf8_count(tc_span s);
/* The largest n' <= n that does not cut a well-formed sequence. */
size_t tc_utf8_floor(tc_span s, size_t n);
/* Does this code point do something to a terminal or to the order of a line? C0, DEL, C1, what ends
 * lines or paragraphs, and what turns the direction of writing. */
static inline bool tc_utf8_steers(uint32_t cp)
{
    if (cp < 0x200E)
        return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x61C;
    return cp <= 0x2069 && (cp <= 0x200F || (cp >= 0x2028 && cp <= 0x202E) || cp >= 0x2066);
}

static inline uint32_t tc_utf8_next(tc_span s, size_t *pos)
{
    unsigned char c = (unsigned char)s.ptr[*pos];
    if (c >= 0x80)
        return tc_utf8_next_long(s, pos);
    ++*pos;
    return c;
}

#ifdef __cplusplus
}
#endif
#endif
