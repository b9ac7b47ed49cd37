/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/pending.h"

#include <stdlib.h>

#include "indexer/journal.h"

/* Seconds: what has come to rest waits so long for the rest of a burst; a file that is open for
 * writing and silent is waited for so long, and one that is written to without end. */
static const double MOST_BURST = 10, MOST_SILENT = 10, MOST_WRITING = 60;

/* ---- the table ---------------------------------------------------------------------------- */

static size_t *place_of(const tc_pending *p, tc_span path)
{
    for (size_t at = tc_span_hash(path);; at++) {
        size_t *place = &p->places[at & (p->size - 1)];
        if (*place == 0 || tc_span_eq(p->items[*place - 1].path, path))
            return place;
    }
}

static void fill_places(tc_pending *p)
{
    if (p->size)
        memset(p->places, 0, p->size * sizeof *p->places);
    for (size_t i = 0; i < p->count; i++)
        *place_of(p, p->items[i].path) = i + 1;
}

static bool grow(tc_pending *p)
{
    size_t cap = p->cap ? 2 * p->cap : 64;
    struct tc_pending_path *items = realloc(p->items, cap * sizeof *items);
    if (items)
        p->items = items;
    size_t *places = realloc(p->places, 2 * cap * sizeof *places);
    if (places)
        p->places = places;
    if (!items || !places)
        return false;
    p->cap = cap;
    p->size = 2 * cap;
    fill_places(p);
    return true;
}

void tc_pending_release(tc_pending *p)
{
    for (size_t i = 0; i < p->count; i++)
        free((char *)(uintptr_t)p->items[i].path.ptr);
    free(p->items);
    free(p->places);
    *p = (tc_pending){.delay = p->delay};
}

static struct tc_pending_path *find_or_add(tc_pending *p, tc_span path, double now)
{
    if (p->count == p->cap && !grow(p))
        return NULL;
    size_t *place = place_of(p, path);
    if (*place)
        return &p->items[*place - 1];
    char *copy = malloc(path.len + 1);
    if (!copy)
        return NULL;
    memcpy(copy, path.ptr, path.len);
    copy[path.len] = '\0';
    struct tc_pending_path *item = &p->items[p->count];
    *item = (struct tc_pending_path){.path = tc_span_make(copy, path.len), .first = now};
    *place = ++p->count;
    return item;
}

static bool put(tc_pending *p, tc_span path, double now, tc_stamp stamp, tc_writing writing)
{
    if (p->count == 0)
        p->first = now;
    struct tc_pending_path *item = find_or_add(p, path, now);
    if (!item)
        return false;
    item->last = now;
    if (writing != TC_WRITING_YES) /* what takes long to write holds up nothing else */
        p->last = now;
    item->stamp = stamp;
    if (writing != TC_WRITING_AS_BEFORE)
        item->writing = writing == TC_WRITING_YES;
    return true;
}

bool tc_pending_add(tc_pending *p, tc_span path, double now, tc_writing writing)
{
    return put(p, path, now, (tc_stamp){0}, writing);
}

bool tc_pending_found(tc_pending *p, tc_span path, double now, const tc_stamp *stamp)
{
    const tc_stamp as = stamp ? *stamp : (tc_stamp){0};
    const size_t *place = p->size ? place_of(p, path) : NULL;
    if (place && *place && tc_stamp_eq(p->items[*place - 1].stamp, as))
        return true;
    return put(p, path, now, as, TC_WRITING_AS_BEFORE);
}

/* ---- what has come to rest ---------------------------------------------------------------- */

/* When this one may be taken. */
static double rests_at(const tc_pending *p, const struct tc_pending_path *item)
{
    double silent = item->writing && p->delay < MOST_SILENT ? MOST_SILENT : p->delay;
    double at = item->last + silent, most = item->first + MOST_WRITING;
    return at < most || most < item->first + p->delay ? at : most;
}

/* When anything may be taken: when all is quiet, or has not been for long. */
static double opens_at(const tc_pending *p)
{
    double quiet = p->last + p->delay, most = p->first + MOST_BURST;
    return quiet < most || most < p->first + p->delay ? quiet : most;
}

double tc_pending_wait(const tc_pending *p, double now)
{
    double next = -1;
    for (size_t i = 0; i < p->count; i++) {
        double at = rests_at(p, &p->items[i]);
        next = next < 0 || at < next ? at : next;
    }
    if (next < 0)
        return -1;
    if (next < opens_at(p))
        next = opens_at(p);
    return next > now ? next - now : 0;
}

/* Is it as it was when it was put here? */
static bool rests(struct tc_pending_path *item, tc_arena *arena, const tc_place *place, double now)
{
    const char *full;
    struct stat st;
    static const tc_stamp none;
    if (tc_stamp_eq(item->stamp, none) ||
        tc_locate_file(&full, arena, place, item->path, NULL) != TC_OK || lstat(full, &st) != 0)
        return true;
    tc_stamp is = tc_stamp_of(&st);
    bool same = tc_stamp_eq(is, item->stamp);
    item->stamp = is;
    if (!same)
        item->last = now;
    return same;
}

static int by_path(const void *a, const void *b)
{
    const tc_span *x = a, *y = b;
    return tc_span_cmp(*x, *y);
}

/* What is in the list by a folder around it. */
static void drop_those_below(tc_paths *paths)
{
    size_t kept = 0;
    for (size_t i = 0; i < paths->len; i++) {
        tc_span path = paths->items[i], around = path;
        while (around.len && around.ptr[around.len - 1] != '/')
            around.len--;
        around = around.len > 1 ? tc_span_sub(around, 0, around.len - 1) : around;
        if (tc_span_empty(around))
            around = TC_SPAN(".");
        if (tc_span_eq(path, TC_SPAN(".")) || tc_span_eq(path, around) ||
            !tc_path_below_any(around, paths->items, kept))
            paths->items[kept++] = path;
    }
    paths->len = kept;
}

static tc_status take(tc_paths *out, tc_arena *arena, tc_pending *p, const tc_place *place,
                      double now, tc_error *err)
{
    size_t left = 0;
    tc_status st = TC_OK;
    p->first = now;
    for (size_t i = 0; i < p->count; i++) {
        struct tc_pending_path item = p->items[i];
        bool ripe = st == TC_OK && rests_at(p, &item) <= now && rests(&item, arena, place, now);
        if (ripe)
            st = tc_paths_add(out, arena, item.path, err);
        if (ripe && st == TC_OK) {
            free((char *)(uintptr_t)item.path.ptr);
            continue;
        }
        p->first = item.first < p->first ? item.first : p->first;
        p->items[left++] = item;
    }
    p->count = left;
    fill_places(p);
    return st;
}

tc_status tc_pending_take(tc_paths *out, tc_arena *arena, tc_pending *p, const tc_place *place,
                          double now, tc_error *err)
{
    *out = (tc_paths){0};
    if (p->count == 0 || opens_at(p) > now)
        return TC_OK;
    tc_status st = take(out, arena, p, place, now, err);
    if (out->len)
        qsort(out->items, out->len, sizeof *out->items, by_path);
    drop_those_below(out);
    return st;
}
