/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/claims.h"

#include <stdlib.h>

enum { FIRST_SIZE = 256 };

static uint64_t hex(const char *digits)
{
    uint64_t n = 0;
    for (size_t i = 0; i < 16; i++)
        n = n << 4 | (uint64_t)(digits[i] <= '9' ? digits[i] - '0' : digits[i] - 'a' + 10);
    return n;
}

/* Where it is, or the free place where it would be. The hash is its own hash. */
static struct tc_claim *find(const tc_claims *c, uint64_t high, uint64_t low)
{
    for (size_t i = low & (c->size - 1);; i = (i + 1) & (c->size - 1)) {
        struct tc_claim *p = &c->places[i];
        if ((p->high == high && p->low == low) || (!p->high && !p->low))
            return p;
    }
}

static bool grow(tc_claims *c)
{
    tc_claims bigger = {.count = c->count, .size = c->size ? c->size * 2 : FIRST_SIZE};
    bigger.places = calloc(bigger.size, sizeof *bigger.places);
    if (!bigger.places)
        return false;
    for (size_t i = 0; i < c->size; i++)
        if (c->places[i].high || c->places[i].low)
            *find(&bigger, c->places[i].high, c->places[i].low) = c->places[i];
    free(c->places);
    *c = bigger;
    return true;
}

static bool add(tc_claims *c, struct tc_claim claim)
{
    if (c->count * 2 >= c->size && !grow(c))
        return false;
    struct tc_claim *p = find(c, claim.high, claim.low);
    if (p->high || p->low)
        return false;
    *p = claim;
    c->count++;
    return true;
}

bool tc_claims_add(tc_claims *c, tc_span sha256)
{
    if (sha256.len != 64)
        return false;
    return add(c, (struct tc_claim){hex(sha256.ptr), hex(sha256.ptr + 16), false});
}

void tc_claims_add_all(tc_claims *c, const tc_claims *others)
{
    for (size_t i = 0; i < others->size; i++)
        if (others->places[i].high || others->places[i].low)
            add(c, others->places[i]);
}

void tc_claims_keep_all(tc_claims *c, const tc_claims *others)
{
    for (size_t i = 0; c->size && i < others->size; i++)
        if (others->places[i].high || others->places[i].low)
            find(c, others->places[i].high, others->places[i].low)->kept = true;
}

void tc_claims_clear_open(tc_claims *c)
{
    tc_claims kept = {0};
    for (size_t i = 0; i < c->size; i++)
        if (c->places[i].kept)
            add(&kept, c->places[i]);
    tc_claims_release(c);
    *c = kept;
}

void tc_claims_clear(tc_claims *c)
{
    c->count = 0;
    if (c->size)
        memset(c->places, 0, c->size * sizeof *c->places);
}

void tc_claims_release(tc_claims *c)
{
    free(c->places);
    *c = (tc_claims){0};
}
