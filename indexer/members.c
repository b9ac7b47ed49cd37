/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/members.h"

#include <stdlib.h>
#include <sys/stat.h>

static const tc_span BORDER = TC_SPAN_LIT("!/");

/* ---- files inside of one ------------------------------------------------------------------- */

void tc_members_init(tc_members *m)
{
    memset(m, 0, sizeof *m);
    tc_arena_init(&m->arena);
}

void tc_members_release(tc_members *m)
{
    tc_arena_release(&m->arena);
}

tc_status tc_members_keep(const tc_member *member, void *context, tc_error *err)
{
    tc_members *m = context;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&m->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the files inside");
    const tc_member copy = {.name = tc_arena_copy(&m->arena, member->name),
                            .bytes = tc_arena_copy(&m->arena, member->bytes),
                            .status = member->status,
                            .why = tc_arena_copy(&m->arena, member->why)};
    tc_vec_push(&m->arena, &m->items, copy);
    tc_arena_uncatch(&m->arena, &guard);
    return TC_OK;
}

/* ---- archives that were read again --------------------------------------------------------- */

void tc_reread_init(tc_reread *r)
{
    memset(r, 0, sizeof *r);
    tc_arena_init(&r->arena);
}

void tc_reread_release(tc_reread *r)
{
    tc_arena_release(&r->arena);
}

tc_status tc_reread_outer(tc_reread *r, tc_span path, tc_error *err)
{
    return tc_paths_add(&r->outers, &r->arena, path, err);
}

tc_status tc_reread_member(tc_reread *r, tc_span path, tc_error *err)
{
    return tc_path_set_add(&r->present, &r->arena, path, err);
}

/* The place of the next "!/" from i on, or SIZE_MAX. */
static size_t border(tc_span path, size_t i)
{
    size_t at = tc_span_find(tc_span_sub(path, i, path.len), BORDER);
    return at == SIZE_MAX ? SIZE_MAX : i + at;
}

bool tc_reread_lost(tc_reread *r, tc_span path)
{
    for (size_t at = border(path, 0); at != SIZE_MAX;) {
        size_t next = border(path, at + BORDER.len);
        tc_span member = tc_span_sub(path, 0, next == SIZE_MAX ? path.len : next);
        if (tc_span_among(r->outers.items, r->outers.len, tc_span_sub(path, 0, at)) &&
            !tc_path_set_has(&r->present, member))
            return true;
        at = next;
    }
    return false;
}

/* ---- paths --------------------------------------------------------------------------------- */

tc_span tc_member_path(tc_arena *a, tc_span outer, tc_span name)
{
    char *path = tc_arena_space(a, outer.len + BORDER.len + name.len + 1, 1);
    memcpy(path, outer.ptr, outer.len);
    memcpy(path + outer.len, BORDER.ptr, BORDER.len);
    memcpy(path + outer.len + BORDER.len, name.ptr, name.len);
    path[outer.len + BORDER.len + name.len] = '\0';
    return tc_span_make(path, outer.len + BORDER.len + name.len);
}

bool tc_member_below(tc_span path, tc_span outer)
{
    return tc_span_starts(path, outer) &&
           tc_span_starts(tc_span_sub(path, outer.len, path.len), BORDER);
}

bool tc_member_of_file(const char *full)
{
    tc_span path = tc_span_str(full);
    for (size_t at = border(path, 0); at != SIZE_MAX; at = border(path, at + BORDER.len)) {
        char *outer = strndup(full, at);
        struct stat st;
        bool there = outer && stat(outer, &st) == 0 && S_ISREG(st.st_mode);
        free(outer);
        if (there)
            return true;
    }
    return false;
}

tc_span tc_member_outer(tc_span path)
{
    size_t at = border(path, 0);
    return at == SIZE_MAX ? path : tc_span_sub(path, 0, at);
}
