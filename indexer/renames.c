/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/renames.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "indexer/members.h"

struct tc_rename {
    uint64_t inode, size;
    int64_t mtime_ns;
    tc_span path;
};

void tc_renames_init(tc_renames *r)
{
    memset(r, 0, sizeof *r);
    tc_arena_init(&r->arena);
}

void tc_renames_release(tc_renames *r)
{
    tc_arena_release(&r->arena);
}

/* ---- what is known ------------------------------------------------------------------------ */

typedef struct {
    tc_renames *renames;
    tc_arena rows;
} reading;

static tc_status keep_row(const tc_file_row *row, void *context, tc_error *err)
{
    reading *g = context;
    tc_renames *r = g->renames;
    tc_span outer = tc_member_outer(row->path);
    if (outer.len < row->path.len) {
        tc_status st = tc_path_set_add(&r->outers, &r->arena, outer, err);
        tc_arena_reset(&g->rows);
        return st;
    }
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&r->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the list of files");
    if (!row->failed && !tc_span_empty(row->sha256) && row->stamp.inode) {
        const struct tc_rename item = {row->stamp.inode, row->stamp.size, row->stamp.mtime_ns,
                                       tc_arena_copy(&r->arena, row->path)};
        tc_vec_push(&r->arena, &r->items, item);
    }
    tc_arena_uncatch(&r->arena, &guard);
    tc_arena_reset(&g->rows);
    return TC_OK;
}

static int by_stamp(const void *a, const void *b)
{
    const struct tc_rename *x = a, *y = b;
    if (x->inode != y->inode)
        return x->inode < y->inode ? -1 : 1;
    if (x->size != y->size)
        return x->size < y->size ? -1 : 1;
    return (x->mtime_ns > y->mtime_ns) - (x->mtime_ns < y->mtime_ns);
}

static tc_status read_rows(tc_renames *r, tc_archive *archive, tc_error *err)
{
    tc_reader *reader;
    reading g = {.renames = r};
    tc_status st = tc_archive_reader(&reader, archive, true, err);
    if (st != TC_OK)
        return st;
    tc_arena_init(&g.rows);
    if (r->area_count == 0)
        st = tc_journal_each_file(reader, &g.rows, keep_row, &g, err);
    else
        st =
            tc_journal_each_file_below(reader, &g.rows, r->areas, r->area_count, keep_row, &g, err);
    tc_arena_release(&g.rows);
    tc_reader_free(reader);
    if (r->items.len)
        qsort(r->items.items, r->items.len, sizeof *r->items.items, by_stamp);
    r->read = st == TC_OK;
    return st;
}

/* ---- finding ------------------------------------------------------------------------------ */

/* It is no longer there, or it is the same file as the one at path. */
static bool became(tc_arena *arena, const tc_archive *archive, tc_span old, const char *path)
{
    const char *full;
    struct stat was, is;
    if (tc_locate_file(&full, arena, &archive->place, old, NULL) != TC_OK)
        return false;
    if (lstat(full, &was) != 0)
        return errno == ENOENT || errno == ENOTDIR;
    return lstat(path, &is) == 0 && was.st_dev == is.st_dev && was.st_ino == is.st_ino;
}

tc_status tc_renames_find(tc_file_row **out, tc_arena *arena, tc_renames *r, tc_archive *archive,
                          const char *path, tc_stamp stamp, tc_error *err)
{
    *out = NULL;
    tc_status st = r->read ? TC_OK : read_rows(r, archive, err);
    if (st != TC_OK || r->items.len == 0)
        return st;
    const struct tc_rename key = {
        .inode = stamp.inode, .size = stamp.size, .mtime_ns = stamp.mtime_ns};
    const struct tc_rename *found =
        bsearch(&key, r->items.items, r->items.len, sizeof key, by_stamp);
    if (!found || tc_path_set_has(&r->outers, found->path) ||
        !became(arena, archive, found->path, path))
        return TC_OK;
    st = tc_journal_file(out, arena, archive->writer, found->path, err);
    if (st == TC_OK && *out &&
        ((*out)->failed || tc_span_empty((*out)->sha256) || (*out)->stamp.inode != stamp.inode ||
         (*out)->stamp.size != stamp.size || (*out)->stamp.mtime_ns != stamp.mtime_ns))
        *out = NULL;
    return st;
}
