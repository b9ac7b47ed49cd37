/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes as ASCII, whatever the locale; what is above it is of no kind. */
#ifndef TC_BASE_ASCII_H
#define TC_BASE_ASCII_H

#include "base/span.h"

#ifdef __cplusplus
extern "C" {
#endif

static inline bool tc_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}
/* Nothing but digits, and not empty. */
static inline bool tc_ascii_digits(tc_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!tc_ascii_digit(s.ptr[i]))
            return false;
    return s.len > 0;
}
static inline char tc_ascii_lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}
static inline bool tc_ascii_letter(char c)
{
    return tc_ascii_lower(c) >= 'a' && tc_ascii_lower(c) <= 'z';
}
/* Space, tab, LF, VT, FF, CR. */
static inline bool tc_ascii_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
/* Is it this ASCII text, in any case? */
static inline bool tc_ascii_same(tc_span s, const char *lower_case)
{
    bool same = s.len == strlen(lower_case);
    for (size_t i = 0; same && i < s.len; i++)
        same = tc_ascii_lower(s.ptr[i]) == lower_case[i];
    return same;
}
/* Of a hexadecimal digit; -1: it is none. */
static inline int tc_hex_value(char c)
{
    char low = tc_ascii_lower(c);
    return tc_ascii_digit(c) ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}
/* Two digits a byte, without a NUL. */
static inline void tc_hex_write(char *out, const uint8_t *bytes, size_t count)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
}

#ifdef __cplusplus
}
#endif
#endif
