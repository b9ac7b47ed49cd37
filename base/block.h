/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sixteen bytes of text at a time, in one register where the processor has such. Of a condition on
 * bytes there comes a block of 0xFF where it holds and 0 where not. */
#ifndef TC_BASE_BLOCK_H
#define TC_BASE_BLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { TC_BLOCK = 16 };

typedef uint8_t tc_block __attribute__((vector_size(TC_BLOCK)));
typedef uint64_t tc_block_halves __attribute__((vector_size(TC_BLOCK)));

static inline tc_block tc_block_load(const unsigned char *p)
{
    tc_block b;
    memcpy(&b, p, sizeof b);
    return b;
}

static inline tc_block tc_block_is(tc_block b, uint8_t byte)
{
    return (tc_block)(b == byte);
}

static inline tc_block tc_block_within(tc_block b, uint8_t first, uint8_t last)
{
    return (tc_block)(b - first <= (tc_block){0} + (uint8_t)(last - first));
}

static inline bool tc_block_any(tc_block b)
{
    tc_block_halves h = (tc_block_halves)b;
    return (h[0] | h[1]) != 0;
}

/* Where UTF-8 is not well-formed, when only leads may begin characters of two and three bytes and
 * all else must be ASCII. after_lead: behind a lead; after_three: two behind the lead of a three.
 */
static inline tc_block tc_block_malformed(tc_block b, tc_block leads, tc_block after_lead,
                                          tc_block after_three)
{
    tc_block tail = tc_block_within(b, 0x80, 0xBF);
    tc_block high = (tc_block)(b >= 0xC0);
    return (tail ^ (after_lead | after_three)) | (high & ~leads);
}

/* Where the character begins that the end of a block cut, or end: p[end - 2] can be looked at. */
static inline size_t tc_block_cut(const unsigned char *p, size_t end)
{
    return p[end - 1] >= 0xC0 ? end - 1 : p[end - 2] >= 0xE0 ? end - 2 : end;
}

#endif
