/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distinct strings, numbered from 0 in the order in which they came. */
#ifndef TC_STORE_STRING_TABLE_H
#define TC_STORE_STRING_TABLE_H

#include "base/arena.h"

typedef struct {
    TC_VEC(tc_span) strings;
    struct tc_string_slot {
        uint64_t first;  /* eight bytes: most strings are no longer, and need no other look */
        uint32_t check;  /* the rest of the hash, and the length as far as it fits */
        uint32_t number; /* + 1; 0: free */
    } * slots;
    size_t mask; /* of slots, a power of two less one */
} tc_string_table;

#define TC_NO_STRING UINT32_MAX

/* A string on its way: where to look for it. */
typedef struct {
    struct tc_string_slot slot;
    size_t hash;
} tc_string_probe;

/* TC_NO_STRING when it is not there. */
uint32_t tc_string_find(const tc_string_table *, tc_span);
/* Its number, new or old; what is kept is a copy in the arena. */
uint32_t tc_string_add(tc_arena *, tc_string_table *, tc_span);
/* The same in two steps. A large table is not in the processor's cache: the first step has its
 * place fetched, and takes no time if a dozen of other strings come before the second. */
tc_string_probe tc_string_seek(const tc_string_table *, tc_span);
uint32_t tc_string_add_sought(tc_arena *, tc_string_table *, tc_span, const tc_string_probe *);
/* All numbers in the order of their strings' bytes; room for strings.len. */
void tc_string_sort(const tc_string_table *, uint32_t *numbers, tc_arena *);

#endif
