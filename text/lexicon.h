/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the lexicon, for the tokenizer. */
#ifndef TC_TEXT_LEXICON_H
#define TC_TEXT_LEXICON_H

#include "text/script.h"
#include "text/token.h"

/* A spelling of up to 16 bytes as it stands in texts, zero-padded: compared without touching
 * the word. Longer ones are lower-cased and looked up in by_lower each time; they are rare. */
typedef struct {
    uint64_t low, high; /* low 0: free */
    uint32_t word;
    uint32_t flags; /* TC_CAPITAL, TC_ALL_CAPS */
} tc_raw_spelling;

enum { TC_RAW_MAX = 16 };

/* Open addressing over word ids (+1); the key is a span inside the word. */
typedef struct {
    uint32_t *slots;
    size_t size, len; /* size: a power of two */
    size_t key;       /* offset of the span in tc_word */
} tc_word_map;

struct tc_lexicon {
    tc_lexicon_words words; /* first: tc_lexicon_at() reads them */
    size_t chunk_count;
    tc_arena arena, scratch;
    size_t len, kept;
    uint32_t trims;
    tc_raw_spelling *raw;
    unsigned raw_bits;
    size_t raw_len;
    tc_word_map by_lower, by_accent, by_folded;
    tc_breaker *breaker;
};

static inline uint64_t tc_raw_hash(uint64_t low, uint64_t high)
{
    return low * 0x9E3779B97F4A7C15u + high * 0xC2B2AE3D27D4EB4Fu;
}

/* Bytes p[0..len) zero-padded, len 1..16; room: 16 bytes may be read. */
static inline void tc_raw_load(const char *p, size_t len, bool room, uint64_t *low, uint64_t *high)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (room) {
        memcpy(low, p, 8);
        if (len <= 8) {
            *low &= UINT64_MAX >> (64 - 8 * len);
            *high = 0;
            return;
        }
        memcpy(high, p + 8, 8);
        *high &= UINT64_MAX >> (128 - 8 * len);
        return;
    }
#else
    (void)room;
#endif
    uint64_t both[2] = {0, 0};
    memcpy(both, p, len);
    *low = both[0];
    *high = both[1];
}

static inline const tc_raw_spelling *tc_lexicon_hit(const tc_lexicon *lex, uint64_t low,
                                                    uint64_t high)
{
    size_t mask = ((size_t)1 << lex->raw_bits) - 1;
    size_t i = (size_t)(tc_raw_hash(low, high) >> (64 - lex->raw_bits));
    for (;; i = (i + 1) & mask) {
        const tc_raw_spelling *r = &lex->raw[i];
        if (r->low == low && r->high == high)
            return r;
        if (r->low == 0)
            return NULL;
    }
}

/* The slow way in: finds or makes the word of a spelling. */
tc_status tc_lexicon_intern(tc_lexicon *, tc_span spelling, tc_raw_spelling *out, tc_error *);

#endif
