/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/parts.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/token.h"

typedef TC_VEC(const char *) names;

static const char *used_name(const tc_archive *a)
{
    return strrchr(a->database, '/') + 1;
}

/* Which start of the machine this is; 0: not told. */
static unsigned this_start(void)
{
    unsigned start = 0;
    FILE *f = fopen("/proc/sys/kernel/random/boot_id", "re");
    if (f && fscanf(f, "%8x", &start) != 1)
        start = 0;
    if (f)
        fclose(f);
    return start;
}

/* Is this a part of the database in use? Of one that is not on disk for certain, only as long as
 * the machine has not been started anew. */
static bool is_part(const tc_archive *a, const char *name)
{
    unsigned used, of, n, start;
    char rest;
    if (sscanf(used_name(a), "db-%9u%c", &used, &rest) != 1)
        return false;
    if (sscanf(name, "part-%9u-%9u%c", &of, &n, &rest) == 2)
        return of == used;
    return sscanf(name, "part-%9u-%9u-%8x%c", &of, &n, &start, &rest) == 3 && of == used &&
           start == this_start();
}

bool tc_parts_is_ours(const char *name)
{
    unsigned n, k, start;
    char rest;
    return sscanf(name, "db-%9u%c", &n, &rest) == 1 ||
           sscanf(name, "db-%9u-%9u%c", &n, &k, &rest) == 2 ||
           sscanf(name, "chunk-%9u%c", &n, &rest) == 1 ||
           sscanf(name, "chunk-%9u-%9u%c", &n, &k, &rest) == 2 ||
           sscanf(name, "part-%9u-%9u%c", &n, &k, &rest) == 2 ||
           sscanf(name, "part-%9u-%9u-%8x%c", &n, &k, &start, &rest) == 3;
}

static bool is_left_over(const tc_archive *a, const char *name)
{
    if (!tc_parts_is_ours(name))
        return false;
    return !a->database || (strcmp(name, used_name(a)) != 0 && !is_part(a, name));
}

tc_status tc_parts_clear(tc_archive *a, tc_error *err)
{
    bool synced = false; /* the name of the one in use must outlast what the others held */
    tc_status st = TC_OK;
    DIR *d = opendir(a->place.dir);
    if (!d)
        return tc_fail_errno(err, TC_EIO, errno, "cannot read %s", a->place.dir);
    for (struct dirent *e; st == TC_OK && (e = readdir(d)) != NULL;) {
        if (!is_left_over(a, e->d_name))
            continue;
        if (!synced)
            st = tc_archive_sync(a->place.dir, err);
        synced = true;
        if (st == TC_OK)
            tc_archive_discard(tc_arena_printf(&a->arena, "%s/%s", a->place.dir, e->d_name));
    }
    closedir(d);
    return st;
}

tc_status tc_parts_add(const tc_archive *a, const char *chunk, unsigned n, tc_error *err)
{
    char mark[16] = "", *part = NULL;
    unsigned start = this_start();
    if (start)
        snprintf(mark, sizeof mark, "-%08x", start);
    if (asprintf(&part, "%s/part-%s-%u%s", a->place.dir, used_name(a) + strlen("db-"), n, mark) < 0)
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    tc_status st = start ? TC_OK : tc_archive_sync(chunk, err);
    if (st == TC_OK && rename(chunk, part) != 0)
        st = tc_fail_errno(err, TC_EIO, errno, "cannot rename %s", chunk);
    if (st == TC_OK && !start)
        st = tc_archive_sync(a->place.dir, err);
    free(part);
    return st;
}

static unsigned part_number(const char *dir)
{
    unsigned of, n = 0;
    sscanf(strrchr(dir, '/') + 1, "part-%9u-%9u", &of, &n);
    return n;
}

static int by_number(const void *a, const void *b)
{
    unsigned x = part_number(*(const char *const *)a), y = part_number(*(const char *const *)b);
    return (x > y) - (x < y);
}

/* The database in use first, then its parts in order; a part of another analyser is no use. */
static tc_status find_all(names *all, tc_archive *a, tc_error *err)
{
    DIR *d = opendir(a->place.dir);
    if (!d)
        return tc_fail_errno(err, TC_EIO, errno, "cannot read %s", a->place.dir);
    tc_status st = TC_OK;
    tc_vec_push(&a->arena, all, a->database);
    for (struct dirent *e; st == TC_OK && (e = readdir(d)) != NULL;) {
        if (!is_part(a, e->d_name))
            continue;
        const char *dir = tc_arena_printf(&a->arena, "%s/%s", a->place.dir, e->d_name);
        tc_reader *reader;
        st = tc_reader_open(&reader, &dir, 1, tc_analyzer_id(), err);
        if (st == TC_OK) {
            tc_reader_free(reader);
            tc_vec_push(&a->arena, all, dir);
        } else if (st == TC_EVERSION) {
            tc_archive_discard(dir);
            st = TC_OK;
        } else if (st == TC_ENOTFOUND) {
            st = tc_fail(err, TC_ECORRUPT, "%s is not whole", dir);
        }
    }
    closedir(d);
    if (all->len > 2)
        qsort(all->items + 1, all->len - 1, sizeof *all->items, by_number);
    return st;
}

static tc_status merge(tc_archive *a, const names *all, tc_error *err)
{
    tc_reader *reader; /* refuses a database of another analyser before it is mixed with ours */
    tc_status st = tc_archive_reader(&reader, a, true, err);
    if (st != TC_OK)
        return st;
    tc_reader_free(reader);
    st = tc_archive_join(a, all->items, all->len, err);
    for (size_t i = 1; st == TC_OK && i < all->len; i++)
        tc_archive_discard(all->items[i]);
    return st;
}

tc_status tc_parts_merge(tc_archive *a, tc_error *err)
{
    names all = {0};
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&a->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to merge");
    tc_status st = find_all(&all, a, err);
    if (st == TC_OK && all.len > 1)
        st = merge(a, &all, err);
    tc_arena_uncatch(&a->arena, &guard);
    return st;
}
