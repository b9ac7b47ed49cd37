/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"

#include "base/block.h"

/* Length of the well-formed sequence at p (n bytes left) or 0; Unicode 15, table 3-7. */
static size_t sequence(const unsigned char *p, size_t n, uint32_t *cp)
{
    unsigned c = p[0];
    if (c < 0x80) {
        *cp = c;
        return 1;
    }
    if (c < 0xC2 || c > 0xF4)
        return 0;
    size_t len = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (n < len)
        return 0;
    unsigned lo = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    unsigned hi = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < lo || p[1] > hi)
        return 0;
    uint32_t v = c & (0xFFu >> (len + 1));
    v = v << 6 | (p[1] & 0x3Fu);
    for (size_t i = 2; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        v = v << 6 | (p[i] & 0x3Fu);
    }
    *cp = v;
    return len;
}

uint32_t tc_utf8_next_long(tc_span s, size_t *pos)
{
    uint32_t cp;
    size_t n = sequence((const unsigned char *)s.ptr + *pos, s.len - *pos, &cp);
    if (n == 0) {
        ++*pos;
        return 0xFFFD;
    }
    *pos += n;
    return cp;
}

uint32_t tc_utf8_prev(tc_span s, size_t *pos)
{
    size_t back = 1;
    while (back < 4 && back < *pos && ((unsigned char)s.ptr[*pos - back] & 0xC0) == 0x80)
        back++;
    for (size_t len = back; len > 0; len--) {
        uint32_t cp;
        size_t at = *pos - len;
        if (sequence((const unsigned char *)s.ptr + at, len, &cp) == len) {
            *pos = at;
            return cp;
        }
    }
    --*pos;
    return 0xFFFD;
}

size_t tc_utf8_put(char out[4], uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t len = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (cp & 0x3F));
        cp >>= 6;
    }
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[len] | cp);
    return len;
}

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* As sequence(), for ASCII and what nearly all other letters are; 0: look there. */
static inline size_t plain_sequence(const unsigned char *p, size_t n)
{
    if (p[0] < 0x80)
        return 1;
    if (n < 3 || !is_tail(p[1]))
        return 0;
    if (p[0] >= 0xC2 && p[0] < 0xE0)
        return 2;
    return p[0] > 0xE0 && p[0] < 0xED && is_tail(p[2]) ? 3 : 0;
}

size_t tc_utf8_count(tc_span s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += !is_tail((unsigned char)s.ptr[i]);
    return n;
}

/* Leads of what nearly all letters beyond ASCII are. */
static inline tc_block plain_threes(tc_block b)
{
    return tc_block_within(b, 0xE1, 0xEC);
}

static inline tc_block plain_leads(tc_block b)
{
    return tc_block_within(b, 0xC2, 0xDF) | plain_threes(b);
}

/* Passes over blocks of ASCII and plain sequences, from the beginning of a sequence to that of
 * another. */
static size_t pass_blocks(const unsigned char *p, size_t pos, size_t len)
{
    size_t end = pos;
    if (pos < 2)
        return pos;
    for (; len - end >= TC_BLOCK; end += TC_BLOCK) {
        tc_block b = tc_block_load(p + end);
        if (tc_block_any(tc_block_malformed(b, plain_leads(b),
                                            plain_leads(tc_block_load(p + end - 1)),
                                            plain_threes(tc_block_load(p + end - 2)))))
            break;
    }
    return end > pos ? tc_block_cut(p, end) : pos;
}

size_t tc_utf8_valid_prefix(tc_span s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    uint32_t cp;
    for (size_t pos = 0, next = 0, n; pos < s.len; pos += n) {
        if (pos >= next) { /* not at once again where a block is odd */
            pos = pass_blocks(p, pos, s.len);
            next = pos + TC_BLOCK;
            if (pos == s.len)
                break;
        }
        n = plain_sequence(p + pos, s.len - pos);
        n = n ? n : sequence(p + pos, s.len - pos, &cp);
        if (n == 0)
            return pos;
    }
    return s.len;
}

size_t tc_utf8_floor(tc_span s, size_t n)
{
    if (n >= s.len)
        n = s.len;
    size_t start = n;
    while (start > 0 && n - start < 4) {
        start--;
        unsigned char c = (unsigned char)s.ptr[start];
        if ((c & 0xC0) == 0x80)
            continue;
        size_t want = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        return start + want > n ? start : n;
    }
    return n;
}
