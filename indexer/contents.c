/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/contents.h"

#include <stdlib.h>

void tc_contents_init(tc_contents *c)
{
    memset(c, 0, sizeof *c);
    tc_arena_init(&c->arena);
}

void tc_contents_release(tc_contents *c)
{
    tc_arena_release(&c->arena);
}

void tc_contents_reset(tc_contents *c)
{
    tc_arena_reset(&c->arena);
    memset(&c->items, 0, sizeof c->items);
}

/* A batch has a few hundred at most. */
tc_touched *tc_contents_find(const tc_contents *c, tc_span sha256)
{
    for (size_t i = 0; i < c->items.len; i++)
        if (tc_span_eq(c->items.items[i].sha256, sha256))
            return &c->items.items[i];
    return NULL;
}

static tc_status no_memory(tc_error *err)
{
    return tc_fail(err, TC_ENOMEM, "no memory for a list of paths");
}

tc_status tc_contents_touch(tc_touched **out, tc_contents *c, tc_span sha256, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&c->arena, &guard))
        return no_memory(err);
    tc_touched *t = tc_contents_find(c, sha256);
    if (!t) {
        t = tc_vec_add(&c->arena, &c->items);
        t->sha256 = tc_arena_copy(&c->arena, sha256);
    }
    tc_arena_uncatch(&c->arena, &guard);
    *out = t;
    return TC_OK;
}

tc_status tc_contents_change(tc_contents *c, tc_span sha256, tc_span path, bool has, tc_error *err)
{
    tc_touched *t;
    tc_status st = tc_contents_touch(&t, c, sha256, err);
    if (st != TC_OK)
        return st;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&c->arena, &guard))
        return no_memory(err);
    const tc_path_change change = {tc_arena_copy(&c->arena, path), t->changes.len, has};
    tc_vec_push(&c->arena, &t->changes, change);
    tc_arena_uncatch(&c->arena, &guard);
    return TC_OK;
}

static int by_path(const void *a, const void *b)
{
    const tc_path_change *x = a, *y = b;
    int order = tc_span_cmp(x->path, y->path);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* Sorts the changes and keeps the last of each path. */
static void settle(tc_touched *t)
{
    tc_path_change *c = t->changes.items;
    size_t kept = 0;
    if (t->changes.len > 1)
        qsort(c, t->changes.len, sizeof *c, by_path);
    for (size_t i = 0; i < t->changes.len; i++)
        if (i + 1 == t->changes.len || !tc_span_eq(c[i].path, c[i + 1].path))
            c[kept++] = c[i];
    t->changes.len = kept;
}

tc_status tc_contents_apply(tc_content_row *row, tc_arena *arena, tc_touched *t, tc_error *err)
{
    settle(t);
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return no_memory(err);
    tc_span *paths = tc_arena_array(arena, row->path_count + t->changes.len + 1, sizeof *paths);
    tc_arena_uncatch(arena, &guard);
    size_t n = 0, i = 0, k = 0;
    while (i < row->path_count || k < t->changes.len) {
        const tc_path_change *c = k < t->changes.len ? &t->changes.items[k] : NULL;
        int order = !c ? -1 : i == row->path_count ? 1 : tc_span_cmp(row->paths[i], c->path);
        if (order < 0) {
            paths[n++] = row->paths[i++];
            continue;
        }
        if (c->has)
            paths[n++] = c->path;
        i += order == 0;
        k++;
    }
    row->paths = paths;
    row->path_count = n;
    return TC_OK;
}
