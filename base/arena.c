/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 1 << 16, MAX_GROWTH = 1 << 24 };

struct tc_arena_block {
    struct tc_arena_block *next;
    size_t size, used; /* of bytes */
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
    }
    a->blocks = keep;
    a->used = keep ? keep->size : 0;
}

static _Noreturn void no_memory(tc_arena *a)
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
        no_memory(a);
    struct tc_arena_block *b = malloc(sizeof *b + size);
    if (!b)
        no_memory(a);
    b->next = a->blocks;
    b->size = size;
    b->used = 0;
    a->blocks = b;
    a->used += size;
    return b;
}

static void *take(tc_arena *a, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX - align)
        no_memory(a);
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
        no_memory(a);
    return tc_arena_alloc(a, count * size);
}

void *tc_arena_space(tc_arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        no_memory(a);
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
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        no_memory(a);
    char *p = take(a, (size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return p;
}

void *tc_arena_grow(tc_arena *a, void *items, size_t len, size_t *cap, size_t size)
{
    if (len < *cap)
        return items;
    size_t want = *cap ? *cap * 2 : 8;
    if (want <= *cap || want > SIZE_MAX / size)
        no_memory(a);
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
    void *p = take(a, want * size);
    if (len)
        memcpy(p, items, len * size);
    *cap = want;
    return p;
}
