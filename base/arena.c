/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 1 << 16, MAX_GROWTH = 1 << 24, LONG_ARRAY = 1 << 18 };

struct tc_arena_block {
    struct tc_arena_block *next;
    size_t size, used; /* of bytes */
    bool alone;        /* holds one long array and nothing else */
    max_align_t bytes[];
};

void tc_arena_init(tc_arena *a)
{
    memset(a, 0, sizeof *a);
}

void tc_arena_release(tc_arena *a)
{
    for (struct tc_arena_block *b = a->blocks, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    tc_arena_init(a);
}

void tc_arena_reset(tc_arena *a)
{
    struct tc_arena_block *keep = a->blocks;
    for (struct tc_arena_block *b = a->blocks; b; b = b->next)
        if (b->size > keep->size)
            keep = b;
    for (struct tc_arena_block *b = a->blocks, *next; b; b = next) {
        next = b->next;
        if (b != keep)
            free(b);
    }
    if (keep) {
        keep->next = NULL;
        keep->used = 0;
        keep->alone = false;
    }
    a->blocks = keep;
    a->used = keep ? keep->size : 0;
}

_Noreturn void tc_arena_no_memory(tc_arena *a)
{
    tc_arena_catch *c = a->catcher;
    if (!c)
        abort();
    a->catcher = c->outer;
    longjmp(c->jump, 1);
}

void tc_arena_uncatch(tc_arena *a, tc_arena_catch *guard)
{
    a->catcher = guard->outer;
}

static struct tc_arena_block *add_block(tc_arena *a, size_t need)
{
    size_t size = a->blocks ? a->blocks->size * 2 : FIRST_BLOCK;
    if (size > MAX_GROWTH)
        size = MAX_GROWTH;
    if (size < need)
        size = need;
    if (size > SIZE_MAX - sizeof(struct tc_arena_block) ||
        (a->limit && (size > a->limit || a->used > a->limit - size)))
        tc_arena_no_memory(a);
    struct tc_arena_block *b = malloc(sizeof *b + size);
    if (!b)
        tc_arena_no_memory(a);
    b->next = a->blocks;
    b->size = size;
    b->used = 0;
    b->alone = false;
    a->blocks = b;
    a->used += size;
    return b;
}

static void *take(tc_arena *a, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX - align)
        tc_arena_no_memory(a);
    size = (size + align - 1) / align * align;
    struct tc_arena_block *b = a->blocks;
    if (!b || b->size - b->used < size)
        b = add_block(a, size);
    void *p = (char *)b->bytes + b->used;
    b->used += size;
    return p;
}

void *tc_arena_alloc(tc_arena *a, size_t size)
{
    return memset(take(a, size), 0, size);
}

void *tc_arena_array(tc_arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        tc_arena_no_memory(a);
    return tc_arena_alloc(a, count * size);
}

void *tc_arena_space(tc_arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        tc_arena_no_memory(a);
    return take(a, count * size);
}

tc_span tc_arena_copy(tc_arena *a, tc_span s)
{
    char *p = take(a, s.len + 1);
    if (s.len)
        memcpy(p, s.ptr, s.len);
    p[s.len] = '\0';
    return tc_span_make(p, s.len);
}

char *tc_arena_printf(tc_arena *a, const char *fmt, ...)
{
    struct tc_arena_block *b = a->blocks;
    size_t room = b ? b->size - b->used : 0; /* where take() will allocate, if there is enough */
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(room ? (char *)b->bytes + b->used : NULL, room, fmt, ap);
    va_end(ap);
    if (n < 0)
        tc_arena_no_memory(a);
    char *p = take(a, (size_t)n + 1);
    if ((size_t)n < room && a->blocks == b)
        return p;
    va_start(ap, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return p;
}

/* A growing array that is long has a block to itself, which grows without a copy left behind. */
static void *grow_long(tc_arena *a, void *items, size_t old, size_t size)
{
    struct tc_arena_block **at = &a->blocks;
    while (*at && !((*at)->alone && (void *)(*at)->bytes == items))
        at = &(*at)->next;
    size_t have = *at ? (*at)->size : 0;
    if (size > SIZE_MAX - sizeof **at ||
        (a->limit && (size - have > a->limit || a->used > a->limit - (size - have))))
        tc_arena_no_memory(a);
    struct tc_arena_block *b = realloc(*at, sizeof *b + size);
    if (!b)
        tc_arena_no_memory(a);
    if (!*at) { /* behind the newest, which has room yet */
        if (old)
            memcpy(b->bytes, items, old);
        at = a->blocks ? &a->blocks->next : &a->blocks;
        b->next = *at;
        b->alone = true;
    }
    *at = b;
    b->size = b->used = size;
    a->used += size - have;
    return b->bytes;
}

void *tc_arena_grow(tc_arena *a, void *items, size_t len, size_t *cap, size_t size)
{
    if (len < *cap)
        return items;
    size_t want = *cap ? *cap * 2 : 8;
    if (want <= *cap || want > SIZE_MAX / size)
        tc_arena_no_memory(a);
    /* the newest allocation can often grow in place */
    struct tc_arena_block *b = a->blocks;
    const size_t align = _Alignof(max_align_t);
    size_t old = (*cap * size + align - 1) / align * align;
    size_t new = (want * size + align - 1) / align *align;
    if (items && b && (char *)items + old == (char *)b->bytes + b->used &&
        b->size - b->used >= new - old) {
        b->used += new - old;
        *cap = want;
        return items;
    }
    if (want * size >= LONG_ARRAY) {
        items = grow_long(a, items, len * size, want * size);
        *cap = want;
        return items;
    }
    void *p = take(a, want * size);
    if (len)
        memcpy(p, items, len * size);
    *cap = want;
    return p;
}
