/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/string_table.h"

#include <stdlib.h>

static uint32_t hash_of(tc_span s)
{
    uint64_t h = tc_span_hash(s);
    return (uint32_t)(h ^ h >> 32);
}

static size_t slot_of(const tc_string_table *t, tc_span s, uint32_t hash)
{
    size_t i = hash & t->mask;
    for (; t->slots[i].number; i = (i + 1) & t->mask)
        if (t->slots[i].hash == hash && tc_span_eq(t->strings.items[t->slots[i].number - 1], s))
            break;
    return i;
}

uint32_t tc_string_find(const tc_string_table *t, tc_span s)
{
    if (!t->slots)
        return TC_NO_STRING;
    return t->slots[slot_of(t, s, hash_of(s))].number - 1; /* 0 - 1: TC_NO_STRING */
}

static void enlarge(tc_arena *arena, tc_string_table *t)
{
    size_t size = t->slots ? (t->mask + 1) * 4 : 256;
    t->slots = tc_arena_array(arena, size, sizeof *t->slots);
    t->mask = size - 1;
    for (size_t i = 0; i < t->strings.len; i++) {
        uint32_t hash = hash_of(t->strings.items[i]);
        t->slots[slot_of(t, t->strings.items[i], hash)] =
            (struct tc_string_slot){hash, (uint32_t)i + 1};
    }
}

uint32_t tc_string_add(tc_arena *arena, tc_string_table *t, tc_span s)
{
    if (!t->slots || t->strings.len * 2 > t->mask)
        enlarge(arena, t);
    uint32_t hash = hash_of(s);
    struct tc_string_slot *slot = &t->slots[slot_of(t, s, hash)];
    if (!slot->number) {
        tc_vec_push(arena, &t->strings, tc_arena_copy(arena, s));
        *slot = (struct tc_string_slot){hash, (uint32_t)t->strings.len};
    }
    return slot->number - 1;
}

/* Most strings differ in their first eight bytes. */
typedef struct {
    uint64_t first;
    tc_span string;
    uint32_t number;
} entry;

static uint64_t first_bytes(tc_span s)
{
    uint64_t first = 0;
    for (size_t i = 0; i < 8; i++)
        first = first << 8 | (i < s.len ? (unsigned char)s.ptr[i] : 0);
    return first;
}

static int by_bytes(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return tc_span_cmp(x->string, y->string);
}

void tc_string_sort(const tc_string_table *t, uint32_t *numbers, tc_arena *arena)
{
    entry *all = tc_arena_space(arena, t->strings.len, sizeof *all);
    for (size_t i = 0; i < t->strings.len; i++)
        all[i] = (entry){first_bytes(t->strings.items[i]), t->strings.items[i], (uint32_t)i};
    qsort(all, t->strings.len, sizeof *all, by_bytes);
    for (size_t i = 0; i < t->strings.len; i++)
        numbers[i] = all[i].number;
}
