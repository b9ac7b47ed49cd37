/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/gen_random.h"

#include <stdlib.h>

uint64_t gen_next(gen_rng *g)
{
    uint64_t z = g->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint64_t gen_mix(uint64_t a, uint64_t b)
{
    gen_rng g = {a ^ (b * 0xD6E8FEB86659FD93u)};
    (void)gen_next(&g);
    return gen_next(&g) ^ b;
}

gen_rng gen_rng_make(uint64_t seed, uint64_t stream)
{
    gen_rng g = {gen_mix(seed, stream)};
    return g;
}

uint32_t gen_below(gen_rng *g, uint32_t n)
{
    return (uint32_t)(((gen_next(g) >> 32) * n) >> 32);
}

uint32_t gen_between(gen_rng *g, uint32_t lo, uint32_t hi)
{
    return lo + gen_below(g, hi - lo + 1);
}

int gen_chance(gen_rng *g, uint32_t percent)
{
    return gen_below(g, 100) < percent;
}

int gen_zipf_init(gen_zipf *z, uint32_t n, uint32_t head)
{
    z->n = n;
    z->sums = malloc(n * sizeof *z->sums);
    if (!z->sums)
        return -1;
    uint64_t sum = 0;
    for (uint32_t r = 0; r < n; r++) {
        sum += ((uint64_t)1 << 40) / (r + head);
        z->sums[r] = sum;
    }
    return 0;
}

void gen_zipf_release(gen_zipf *z)
{
    free(z->sums);
    z->sums = NULL;
    z->n = 0;
}

uint32_t gen_zipf_draw(const gen_zipf *z, gen_rng *g)
{
    uint64_t at = gen_next(g) % z->sums[z->n - 1];
    uint32_t lo = 0, hi = z->n - 1;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (z->sums[mid] > at)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

uint32_t gen_length(gen_rng *g)
{
    static const uint16_t quantiles[65] = {
        1000, 1000, 1126, 1283, 1417, 1538, 1649,  1754,  1854,  1951,  2046,  2139,  2230,
        2320, 2409, 2499, 2588, 2677, 2766, 2856,  2947,  3039,  3131,  3225,  3320,  3416,
        3515, 3615, 3717, 3821, 3928, 4037, 4150,  4265,  4384,  4506,  4633,  4763,  4899,
        5040, 5187, 5339, 5499, 5667, 5843, 6028,  6224,  6432,  6654,  6891,  7146,  7422,
        7722, 8051, 8415, 8823, 9284, 9815, 10440, 11196, 12145, 13413, 15287, 18743, 40000};
    uint32_t cell = gen_below(g, 64), lo = quantiles[cell];
    return gen_between(g, lo, quantiles[cell + 1]);
}
