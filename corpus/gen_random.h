/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers for the generator: integers only, so that one seed gives the same bytes everywhere. */
#ifndef TC_CORPUS_GEN_RANDOM_H
#define TC_CORPUS_GEN_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* SplitMix64 (Steele, Lea, Flood 2014): one word of state, any seed is good. */
typedef struct {
    uint64_t state;
} gen_rng;

/* A well-mixed word of two; used to give each document and each name a stream of its own. */
uint64_t gen_mix(uint64_t a, uint64_t b);
gen_rng gen_rng_make(uint64_t seed, uint64_t stream);
uint64_t gen_next(gen_rng *);
/* 0 .. n-1; n must be > 0. */
uint32_t gen_below(gen_rng *, uint32_t n);
/* lo .. hi, both included. */
uint32_t gen_between(gen_rng *, uint32_t lo, uint32_t hi);
/* True in percent of 100 cases. */
int gen_chance(gen_rng *, uint32_t percent);

/* Ranks 0 .. n-1, rank r drawn with weight 1 / (r + head): Zipf's law with a flattened head. */
typedef struct {
    uint64_t *sums; /* malloc'd, n running sums of weights */
    uint32_t n;
} gen_zipf;

/* 0, or -1 when there is no memory. n > 0, head > 0. */
int gen_zipf_init(gen_zipf *, uint32_t n, uint32_t head);
void gen_zipf_release(gen_zipf *);
uint32_t gen_zipf_draw(const gen_zipf *, gen_rng *);

/* A document length in bytes, log-normal (median 4.2 KB, 1 .. 40 KB), from a table of quantiles. */
uint32_t gen_length(gen_rng *);

#endif
