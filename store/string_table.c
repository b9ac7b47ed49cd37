/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/string_table.h"

#include <endian.h>
#include <stdlib.h>

enum { FIRST = 8, LENGTHS = 0xFF };

static uint64_t four_bytes(const char *p)
{
    uint32_t four;
    memcpy(&four, p, sizeof four);
    return be32toh(four);
}

/* In the order of bytes, as a number. */
static uint64_t first_bytes(tc_span s)
{
    uint64_t first = 0;
    if (s.len >= FIRST) {
        memcpy(&first, s.ptr, FIRST);
        return be64toh(first);
    }
    if (s.len >= FIRST / 2) /* the first four and the last, some of which may be the same */
        return four_bytes(s.ptr) << 32 | four_bytes(s.ptr + s.len - 4) << 8 * (FIRST - s.len);
    for (size_t i = 0; i < s.len; i++)
        first = first << 8 | (unsigned char)s.ptr[i];
    return s.len ? first << 8 * (FIRST - s.len) : 0;
}

static uint64_t mix(uint64_t h)
{
    h *= 0x9E3779B97F4A7C15u;
    return h ^ h >> 32;
}

static tc_string_probe probe_for(tc_span s)
{
    uint64_t first = first_bytes(s), h = mix(first ^ s.len);
    for (size_t at = FIRST; at < s.len; at += FIRST)
        h = mix(h ^ first_bytes(tc_span_sub(s, at, s.len)));
    uint32_t len = s.len < LENGTHS ? (uint32_t)s.len : LENGTHS;
    return (tc_string_probe){{first, (uint32_t)(h & ~(uint64_t)LENGTHS) | len, 0}, mix(h)};
}

static bool same(const tc_string_table *t, const struct tc_string_slot *slot,
                 const struct tc_string_slot *wanted, tc_span s)
{
    return slot->first == wanted->first && slot->check == wanted->check &&
           (s.len <= FIRST || tc_span_eq(t->strings.items[slot->number - 1], s));
}

static struct tc_string_slot *find(const tc_string_table *t, tc_span s, const tc_string_probe *p)
{
    size_t i = p->hash & t->mask;
    while (t->slots[i].number && !same(t, &t->slots[i], &p->slot, s))
        i = (i + 1) & t->mask;
    return &t->slots[i];
}

uint32_t tc_string_find(const tc_string_table *t, tc_span s)
{
    tc_string_probe p = probe_for(s);
    return t->slots ? find(t, s, &p)->number - 1 : TC_NO_STRING; /* 0 - 1 */
}

tc_string_probe tc_string_seek(const tc_string_table *t, tc_span s)
{
    tc_string_probe p = probe_for(s);
    if (t->slots)
        __builtin_prefetch(&t->slots[p.hash & t->mask]);
    return p;
}

static void enlarge(tc_arena *arena, tc_string_table *t)
{
    size_t size = t->slots ? (t->mask + 1) * 4 : 256;
    t->slots = tc_arena_array(arena, size, sizeof *t->slots);
    t->mask = size - 1;
    for (size_t i = 0; i < t->strings.len; i++) {
        tc_string_probe own = probe_for(t->strings.items[i]);
        own.slot.number = (uint32_t)i + 1;
        *find(t, t->strings.items[i], &own) = own.slot;
    }
}

uint32_t tc_string_add_sought(tc_arena *arena, tc_string_table *t, tc_span s,
                              const tc_string_probe *p)
{
    if (!t->slots || t->strings.len * 2 > t->mask)
        enlarge(arena, t);
    struct tc_string_slot *slot = find(t, s, p);
    if (!slot->number) {
        tc_vec_push(arena, &t->strings, tc_arena_copy(arena, s));
        *slot = p->slot;
        slot->number = (uint32_t)t->strings.len;
    }
    return slot->number - 1;
}

uint32_t tc_string_add(tc_arena *arena, tc_string_table *t, tc_span s)
{
    tc_string_probe p = probe_for(s);
    return tc_string_add_sought(arena, t, s, &p);
}

typedef struct {
    uint64_t first;
    uint32_t number;
} entry;

enum { BYTE = 256 };

static unsigned byte_of(const entry *e, unsigned byte)
{
    return e->first >> 8 * byte & 0xFF;
}

/* By one byte of the first eight, stable; counts: how many have which. */
static void sort_by_byte(entry *to, const entry *from, size_t len, unsigned byte,
                         const uint32_t counts[BYTE])
{
    uint32_t places[BYTE], place = 0;
    for (size_t i = 0; i < BYTE; i++) {
        places[i] = place;
        place += counts[i];
    }
    for (size_t i = 0; i < len; i++)
        to[places[byte_of(&from[i], byte)]++] = from[i];
}

/* By the first eight bytes, from the last of them to the first; what all have alike is left out. */
static entry *sort_by_first(entry *all, size_t len, tc_arena *arena)
{
    uint32_t(*counts)[BYTE] = tc_arena_array(arena, FIRST, sizeof *counts);
    entry *other = tc_arena_space(arena, len, sizeof *other);
    for (size_t i = 0; i < len; i++)
        for (unsigned byte = 0; byte < FIRST; byte++)
            counts[byte][byte_of(&all[i], byte)]++;
    for (unsigned byte = 0; len && byte < FIRST; byte++) {
        if (counts[byte][byte_of(all, byte)] == len)
            continue;
        sort_by_byte(other, all, len, byte, counts[byte]);
        entry *sorted = other;
        other = all;
        all = sorted;
    }
    return all;
}

typedef struct {
    tc_span string;
    uint32_t number;
} alike;

static int by_bytes(const void *a, const void *b)
{
    return tc_span_cmp(((const alike *)a)->string, ((const alike *)b)->string);
}

/* Those whose first eight bytes are alike. */
static void sort_alike(const tc_string_table *t, entry *all, size_t len, tc_arena *arena)
{
    alike *strings = tc_arena_space(arena, len, sizeof *strings);
    for (size_t i = 0; i < len; i++)
        strings[i] = (alike){t->strings.items[all[i].number], all[i].number};
    qsort(strings, len, sizeof *strings, by_bytes);
    for (size_t i = 0; i < len; i++)
        all[i].number = strings[i].number;
}

void tc_string_sort(const tc_string_table *t, uint32_t *numbers, tc_arena *arena)
{
    const size_t len = t->strings.len;
    entry *all = tc_arena_space(arena, len, sizeof *all);
    for (size_t i = 0; i < len; i++)
        all[i] = (entry){first_bytes(t->strings.items[i]), (uint32_t)i};
    all = sort_by_first(all, len, arena);
    for (size_t from = 0, to; from < len; from = to) {
        for (to = from + 1; to < len && all[to].first == all[from].first; to++)
            ;
        if (to > from + 1)
            sort_alike(t, all + from, to - from, arena);
    }
    for (size_t i = 0; i < len; i++)
        numbers[i] = all[i].number;
}
