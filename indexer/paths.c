/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/paths.h"

#include <stdlib.h>

bool tc_path_below(tc_span path, tc_span folder)
{
    if (tc_span_eq(path, folder))
        return true;
    if (tc_span_eq(folder, TC_SPAN(".")))
        return path.len && path.ptr[0] != '/';
    if (!tc_span_starts(path, folder))
        return false;
    return (folder.len && folder.ptr[folder.len - 1] == '/') || path.ptr[folder.len] == '/';
}

static int by_bytes(const void *a, const void *b)
{
    const tc_span *x = a, *y = b;
    return tc_span_cmp(*x, *y);
}

static bool is_among(tc_span path, const tc_span *sorted, size_t count)
{
    return count && bsearch(&path, sorted, count, sizeof path, by_bytes) != NULL;
}

bool tc_path_below_any(tc_span path, const tc_span *folders, size_t count)
{
    bool relative = path.len && path.ptr[0] != '/';
    bool found = is_among(path, folders, count) ||
                 is_among(relative ? TC_SPAN(".") : TC_SPAN("/"), folders, count);
    for (size_t i = path.len; !found && i-- > 1;) {
        if (path.ptr[i] != '/')
            continue;
        found = is_among(tc_span_sub(path, 0, i), folders, count) ||
                (path.ptr[i - 1] == '!' && is_among(tc_span_sub(path, 0, i - 1), folders, count));
    }
    return found;
}

/* All that hold it lie in each other; "." and "a" are of one length. */
size_t tc_path_holder(const tc_span *folders, size_t count, tc_span path)
{
    size_t best = count;
    for (size_t i = 0; i < count; i++)
        if (tc_path_below(path, folders[i]) &&
            (best == count || tc_path_below(folders[i], folders[best])))
            best = i;
    return best;
}

const char *tc_path_within(tc_span path, tc_span folder)
{
    const char *within = path.ptr + (tc_span_eq(folder, TC_SPAN(".")) ? 0 : folder.len);
    return tc_span_eq(path, folder) ? "" : within + (*within == '/');
}

void tc_path_join(tc_buf *out, tc_span folder, tc_span name)
{
    tc_buf_reset(out);
    if (!tc_span_eq(folder, TC_SPAN("."))) {
        tc_buf_add(out, folder);
        if (folder.len && folder.ptr[folder.len - 1] != '/')
            tc_buf_addc(out, '/');
    }
    tc_buf_add(out, name);
}

/* ---- lists and sets ----------------------------------------------------------------------- */

tc_status tc_paths_add(tc_paths *paths, tc_arena *arena, tc_span path, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the list of paths");
    tc_vec_push(arena, paths, tc_arena_copy(arena, path));
    tc_arena_uncatch(arena, &guard);
    return TC_OK;
}

tc_status tc_path_set_add(tc_path_set *s, tc_arena *arena, tc_span path, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the list of files");
    tc_vec_push(arena, &s->hashes, tc_span_hash(path));
    s->sorted = false;
    tc_arena_uncatch(arena, &guard);
    return TC_OK;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

bool tc_path_set_has(tc_path_set *s, tc_span path)
{
    uint64_t hash = tc_span_hash(path);
    if (s->hashes.len == 0)
        return false;
    if (!s->sorted)
        qsort(s->hashes.items, s->hashes.len, sizeof hash, by_number);
    s->sorted = true;
    return bsearch(&hash, s->hashes.items, s->hashes.len, sizeof hash, by_number) != NULL;
}
