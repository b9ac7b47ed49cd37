/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/string_table.h"

#include <stdlib.h>

enum { FIRST = 8, LENGTHS = 0xFF };

/* In the order of bytes, as a number. */
static uint64_t first_bytes(tc_span s)
{
    uint64_t first = 0;
    for (size_t i = 0; i < FIRST; i++)
        first = first << 8 | (i < s.len ? (unsigned char)s.ptr[i] : 0);
    return first;
}

/* What a string's slot holds, and where to look for it. */
static struct tc_string_slot slot_for(tc_span s, size_t *hash)
{
    *hash = (size_t)tc_span_hash(s);
    uint32_t len = s.len < LENGTHS ? (uint32_t)s.len : LENGTHS;
    return (struct tc_string_slot){first_bytes(s),
                                   (uint32_t)(*hash >> 32 & ~(uint32_t)LENGTHS) | len, 0};
}

static bool same(const tc_string_table *t, const struct tc_string_slot *slot,
                 const struct tc_string_slot *wanted, tc_span s)
{
    return slot->first == wanted->first && slot->check == wanted->check &&
           (s.len <= FIRST || tc_span_eq(t->strings.items[slot->number - 1], s));
}

static struct tc_string_slot *find(const tc_string_table *t, tc_span s,
                                   const struct tc_string_slot *wanted, size_t hash)
{
    size_t i = (hash ^ hash >> 32) & t->mask;
    while (t->slots[i].number && !same(t, &t->slots[i], wanted, s))
        i = (i + 1) & t->mask;
    return &t->slots[i];
}

uint32_t tc_string_find(const tc_string_table *t, tc_span s)
{
    size_t hash;
    struct tc_string_slot wanted = slot_for(s, &hash);
    return t->slots ? find(t, s, &wanted, hash)->number - 1 : TC_NO_STRING; /* 0 - 1 */
}

static void enlarge(tc_arena *arena, tc_string_table *t)
{
    size_t size = t->slots ? (t->mask + 1) * 4 : 256, hash;
    t->slots = tc_arena_array(arena, size, sizeof *t->slots);
    t->mask = size - 1;
    for (size_t i = 0; i < t->strings.len; i++) {
        struct tc_string_slot own = slot_for(t->strings.items[i], &hash);
        own.number = (uint32_t)i + 1;
        *find(t, t->strings.items[i], &own, hash) = own;
    }
}

uint32_t tc_string_add(tc_arena *arena, tc_string_table *t, tc_span s)
{
    size_t hash;
    if (!t->slots || t->strings.len * 2 > t->mask)
        enlarge(arena, t);
    struct tc_string_slot own = slot_for(s, &hash), *slot = find(t, s, &own, hash);
    if (!slot->number) {
        tc_vec_push(arena, &t->strings, tc_arena_copy(arena, s));
        own.number = (uint32_t)t->strings.len;
        *slot = own;
    }
    return slot->number - 1;
}

/* Most strings differ in their first eight bytes. */
typedef struct {
    uint64_t first;
    tc_span string;
    uint32_t number;
} entry;

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
