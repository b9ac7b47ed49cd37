/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/locate.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/shards.h"

static const char STUB[] = "XAPIANDB", STUB_NEW[] = "XAPIANDB.new", LIST[] = "tracuu.conf";

/* ---- finding the directory ---------------------------------------------------------------- */

static bool is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool has_file(tc_arena *a, const char *dir, const char *name)
{
    return access(tc_arena_printf(a, "%s/%s", dir, name), F_OK) == 0;
}

static bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool is_index(tc_arena *a, const char *dir)
{
    return has_file(a, dir, STUB) || has_file(a, dir, "iamglass") || has_file(a, dir, LIST) ||
           is_file(dir);
}

static const char *environment(const char *name)
{
    const char *v = getenv(name); /* where the index is, and nothing else */
    return v && *v ? v : NULL;
}

/* Absolute, without symbolic links; NULL with errno set. */
static const char *resolve(tc_arena *a, const char *path)
{
    char *full = realpath(path, NULL);
    if (!full && errno == ENOMEM)
        tc_arena_no_memory(a); /* another index than the nearest must not be taken for it */
    if (!full)
        return NULL;
    const char *copy = tc_arena_copy(a, tc_span_str(full)).ptr;
    free(full);
    return copy;
}

/* The directory part of a path ("." when there is none), its last name in *name. Slashes at the
 * end do not count. */
static const char *split(tc_arena *a, const char *path, const char **name)
{
    tc_span p = tc_span_str(path);
    while (p.len > 1 && p.ptr[p.len - 1] == '/')
        p.len--;
    size_t cut = p.len;
    while (cut && p.ptr[cut - 1] != '/')
        cut--;
    *name = tc_arena_copy(a, tc_span_sub(p, cut, p.len)).ptr;
    while (cut > 1 && p.ptr[cut - 1] == '/')
        cut--;
    return cut ? tc_arena_copy(a, tc_span_make(p.ptr, cut)).ptr : ".";
}

static tc_status place_at(tc_place *out, tc_arena *a, const char *dir, tc_error *err)
{
    const char *name, *full = resolve(a, dir);
    const char *holder = full ? split(a, full, &name) : resolve(a, split(a, dir, &name));
    if (!holder)
        return tc_fail_errno(err, errno == ENOENT ? TC_ENOTFOUND : TC_EIO, errno,
                             "no place for an index at %s", dir);
    out->dir = tc_arena_copy(a, tc_span_str(dir)).ptr;
    out->base = strcmp(holder, "/") == 0 ? "" : holder;
    return TC_OK;
}

/* The nearest .tracuu from the working directory upwards, or NULL. */
static const char *nearest(tc_arena *a)
{
    const char *at = resolve(a, ".");
    while (at) {
        const char *dir = tc_arena_printf(a, "%s/.tracuu", strcmp(at, "/") == 0 ? "" : at);
        if (is_dir(dir))
            return dir;
        const char *name;
        at = strcmp(at, "/") == 0 ? NULL : split(a, at, &name);
    }
    return NULL;
}

static const char *users_own(tc_arena *a)
{
    const char *data = environment("XDG_DATA_HOME"), *home = environment("HOME");
    if (data)
        return tc_arena_printf(a, "%s/tracuu", data);
    return home ? tc_arena_printf(a, "%s/.local/share/tracuu", home) : NULL;
}

static tc_status locate(tc_place *out, tc_arena *a, const char *option, tc_error *err)
{
    const char *named = option ? option : environment("TRACUU_INDEX");
    const char *dir = named ? named : nearest(a);
    if (!dir)
        dir = users_own(a);
    if (named && !is_index(a, named))
        return tc_fail(err, TC_ENOTFOUND, "no index in %s", named);
    if (!dir)
        return tc_fail(err, TC_ENOTFOUND, "no index: no .tracuu here or above");
    if (!is_index(a, dir))
        return tc_fail(err, TC_ENOTFOUND, "no index: no .tracuu here or above, nothing in %s", dir);
    return place_at(out, a, dir, err);
}

/* The list of shards that this is, or that lies in it; NULL for an index, or nothing. */
static const char *list_at(tc_arena *a, const char *dir)
{
    char text[256];
    if (is_file(dir))
        return dir;
    if (has_file(a, dir, "iamglass"))
        return NULL;
    const char *stub = tc_arena_printf(a, "%s/%s", dir, STUB);
    int fd = open(stub, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        const char *list = tc_arena_printf(a, "%s/%s", dir, LIST);
        return errno == ENOENT && is_file(list) ? list : NULL;
    }
    ssize_t n = read(fd, text, sizeof text);
    close(fd);
    return n > 0 && tc_shards_lists(tc_span_make(text, (size_t)n)) ? stub : NULL;
}

static tc_status read_stub(tc_span *name, tc_arena *a, const char *dir, tc_error *err)
{
    const char *path = tc_arena_printf(a, "%s/%s", dir, STUB);
    char text[256];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return tc_fail_errno(err, errno == ENOENT ? TC_ENOTFOUND : TC_EIO, errno, "no index in %s",
                             dir);
    ssize_t n = read(fd, text, sizeof text);
    int errnum = errno;
    close(fd);
    if (n < 0)
        return tc_fail_errno(err, TC_EIO, errnum, "cannot read %s", path);
    tc_span found;
    if ((size_t)n == sizeof text || !tc_shards_one(&found, tc_span_make(text, (size_t)n)))
        return tc_fail(err, TC_ECORRUPT, "%s does not name a database", path);
    *name = tc_arena_copy(a, found);
    return TC_OK;
}

/* For what keeps an index up. */
static tc_status refuse_list(tc_arena *a, const tc_place *place, tc_error *err)
{
    const char *list = list_at(a, place->dir);
    if (list)
        return tc_fail(err, TC_EINVAL, "%s lists shards: each is kept up where it is", list);
    tc_span name;
    if (has_file(a, place->dir, STUB) && read_stub(&name, a, place->dir, NULL) == TC_OK &&
        tc_span_starts(name, TC_SPAN("replica_"))) /* as xapian-replicate names it */
        return tc_fail(err, TC_EINVAL, "%s is a replica: what it copies is kept up", place->dir);
    return TC_OK;
}

tc_status tc_locate(tc_place *out, tc_arena *a, const char *option, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to look for the index");
    tc_status st = locate(out, a, option, err);
    if (st == TC_OK)
        st = refuse_list(a, out, err);
    tc_arena_uncatch(a, &guard);
    return st;
}

tc_status tc_locate_new(tc_place *out, tc_arena *a, const char *option, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to look for the index");
    const char *dir = option ? option : environment("TRACUU_INDEX");
    if (!dir)
        dir = nearest(a);
    tc_status st = place_at(out, a, dir ? dir : ".tracuu", err);
    if (st == TC_OK)
        st = refuse_list(a, out, err);
    tc_arena_uncatch(a, &guard);
    return st;
}

/* ---- the database in use ------------------------------------------------------------------ */

tc_status tc_locate_database(const char **out, tc_arena *a, const char *dir, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to look for the database");
    tc_status st = TC_OK;
    if (has_file(a, dir, "iamglass")) {
        *out = tc_arena_copy(a, tc_span_str(dir)).ptr;
    } else {
        tc_span name;
        st = read_stub(&name, a, dir, err);
        if (st == TC_OK)
            *out = tc_arena_printf(a, "%s/%s", dir, name.ptr);
    }
    tc_arena_uncatch(a, &guard);
    return st;
}

/* ---- shards ------------------------------------------------------------------------------- */

static tc_status add_place(tc_located_list *out, tc_arena *a, const tc_place *place, bool spare,
                           unsigned depth, tc_error *err);

static tc_status add_listed(tc_located_list *out, tc_arena *a, const tc_place *at, const char *list,
                            unsigned depth, tc_error *err)
{
    enum { DEEPEST = 8 };
    tc_shard_list shards;
    if (depth == DEEPEST)
        return tc_fail(err, TC_EINVAL, "%s: lists of shards name each other", list);
    tc_status st = tc_shards_read(&shards, a, list, err);
    for (size_t i = 0; st == TC_OK && i < shards.len; i++) {
        const tc_shard *shard = &shards.items[i];
        tc_place place = *at;
        if (!shard->dir)
            *(tc_located *)tc_vec_add(a, out) = (tc_located){*at, *shard};
        else if (place_at(&place, a, shard->dir, NULL) == TC_OK)
            st = add_place(out, a, &place, true, depth + 1, err);
        else /* found wanting when it is opened */
            *(tc_located *)tc_vec_add(a, out) = (tc_located){place, *shard};
    }
    return st;
}

static tc_status add_place(tc_located_list *out, tc_arena *a, const tc_place *place, bool spare,
                           unsigned depth, tc_error *err)
{
    const char *list = list_at(a, place->dir);
    if (list)
        return add_listed(out, a, place, list, depth, err);
    tc_shard shard = {.name = place->dir, .dir = place->dir, .spare = spare};
    *(tc_located *)tc_vec_add(a, out) = (tc_located){*place, shard};
    return TC_OK;
}

tc_status tc_locate_shards(tc_located_list *out, tc_arena *a, const char *option, tc_error *err)
{
    tc_place place;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to look for the index");
    tc_status st = locate(&place, a, option, err);
    if (st == TC_OK)
        st = add_place(out, a, &place, false, 0, err);
    tc_arena_uncatch(a, &guard);
    return st;
}

/* ---- opening ------------------------------------------------------------------------------ */

/* The shard with its database in use, if it is one here. */
static tc_status in_use(tc_shard *out, tc_arena *a, const tc_located *l, tc_error *err)
{
    *out = l->shard;
    if (!l->shard.dir)
        return TC_OK;
    tc_status st = tc_locate_database(&out->dir, a, l->shard.dir, err);
    if (!l->shard.spare)
        return st;
    if (st != TC_OK) /* it is lost when it is opened */
        out->dir = l->shard.dir;
    return st == TC_ENOMEM ? st : TC_OK;
}

/* *again: another database has come into use in one of the directories. */
static tc_status still_named(bool *again, const tc_shard *opened, tc_arena *a,
                             const tc_located_list *places, tc_error *err)
{
    tc_status st = TC_OK;
    *again = false;
    for (size_t i = 0; st == TC_OK && i < places->len; i++) {
        tc_shard now;
        st = in_use(&now, a, &places->items[i], err);
        *again = *again || (st == TC_OK && now.dir && strcmp(now.dir, opened[i].dir) != 0);
    }
    return st;
}

/* That it has opened is not enough: Xapian takes a table that is gone for an empty one. As the old
 * database is removed after the new one is named, what is still named was whole. */
static tc_status open_named(tc_reader **out, bool *again, tc_shard *shards, tc_arena *a,
                            const tc_located_list *places, const char *analyzer_id, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < places->len; i++)
        st = in_use(&shards[i], a, &places->items[i], err);
    if (st != TC_OK)
        return st;
    st = tc_reader_open_shards(out, shards, places->len, analyzer_id, err);
    tc_status named = still_named(again, shards, a, places, st == TC_OK ? err : NULL);
    if (st == TC_OK && (named != TC_OK || *again)) {
        tc_reader_free(*out);
        *out = NULL;
        st = named != TC_OK
                 ? named
                 : tc_fail(err, TC_ELOCKED, "%s changes all the time", places->items[0].shard.name);
    }
    return st;
}

static tc_status open_places(tc_reader **out, tc_shard *shards, tc_arena *a,
                             const tc_located_list *places, const char *analyzer_id, tc_error *err)
{
    enum { TRIES = 4 };
    bool again = true;
    tc_status st = TC_OK;
    for (int i = 0; again && i < TRIES; i++) {
        again = false;
        st = open_named(out, &again, shards, a, places, analyzer_id, err);
    }
    return st;
}

tc_status tc_locate_shards_reader(tc_reader **out, tc_arena *a, const tc_located_list *places,
                                  const char *analyzer_id, tc_error *err)
{
    tc_arena_catch guard;
    *out = NULL;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to open the index");
    tc_shard *shards = tc_arena_array(a, places->len, sizeof *shards);
    tc_status st = open_places(out, shards, a, places, analyzer_id, err);
    tc_arena_uncatch(a, &guard);
    return st;
}

tc_status tc_locate_reader(tc_reader **out, const char **database, tc_arena *a, const char *dir,
                           const char *analyzer_id, tc_error *err)
{
    tc_arena_catch guard;
    *out = NULL;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to open the index");
    tc_located one = {.shard = {.name = dir, .dir = dir}};
    tc_shard opened = {0};
    tc_status st = open_places(out, &opened, a, &(tc_located_list){&one, 1, 1}, analyzer_id, err);
    if (opened.dir && database)
        *database = opened.dir;
    tc_arena_uncatch(a, &guard);
    return st;
}

/* The new stub must be on disk before it takes the old one's name, and the name before we say so.
 */
static tc_status write_stub(bool *named, int at, const char *dir, const char *name, tc_error *err)
{
    char line[256];
    int n = snprintf(line, sizeof line, "auto %s\n", name);
    tc_span found;
    if (n < 0 || (size_t)n >= sizeof line || !tc_shards_one(&found, tc_span_make(line, (size_t)n)))
        return tc_fail(err, TC_EINVAL, "no name for a database: %s", name);
    int fd = openat(at, STUB_NEW, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return tc_fail_errno(err, TC_EIO, errno, "cannot write %s/%s", dir, STUB_NEW);
    bool good = write(fd, line, (size_t)n) == n && fsync(fd) == 0;
    int errnum = good ? 0 : errno;
    if (close(fd) != 0 && good) {
        good = false;
        errnum = errno;
    }
    if (!good)
        return tc_fail_errno(err, TC_EIO, errnum, "cannot write %s/%s", dir, STUB_NEW);
    if (renameat(at, STUB_NEW, at, STUB) != 0)
        return tc_fail_errno(err, TC_EIO, errno, "cannot put %s/%s in place", dir, STUB);
    *named = true;
    if (fsync(at) != 0)
        return tc_fail_errno(err, TC_EIO, errno, "%s/%s names %s now, but cannot be synced", dir,
                             STUB, name);
    return TC_OK;
}

tc_status tc_locate_publish(bool *named, const char *dir, const char *name, tc_error *err)
{
    *named = false;
    int at = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at < 0)
        return tc_fail_errno(err, TC_EIO, errno, "cannot open %s", dir);
    tc_status st = write_stub(named, at, dir, name, err);
    close(at);
    return st;
}

/* ---- paths -------------------------------------------------------------------------------- */

/* Drops "." and ".." and doubled slashes from a path that starts at the root; for the part of a
 * path that no longer exists, where there are no links to heed. */
static const char *tidy(tc_arena *a, const char *path)
{
    size_t len = strlen(path), n = 0;
    char *out = tc_arena_alloc(a, len + 2);
    for (size_t i = 0; i < len;) {
        size_t end = i;
        while (end < len && path[end] != '/')
            end++;
        tc_span name = tc_span_make(path + i, end - i);
        i = end + 1;
        if (tc_span_empty(name) || tc_span_eq(name, TC_SPAN(".")))
            continue;
        if (tc_span_eq(name, TC_SPAN(".."))) {
            while (n && out[--n] != '/')
                ;
            continue;
        }
        out[n++] = '/';
        memcpy(out + n, name.ptr, name.len);
        n += name.len;
    }
    out[n] = '\0';
    return out;
}

/* Absolute path with links resolved in all directories that exist, the name of a file kept. */
static const char *absolute(tc_arena *a, const char *path)
{
    if (is_dir(path))
        return resolve(a, path);
    const char *name, *parent = split(a, path, &name);
    const char *full = resolve(a, parent);
    if (full)
        return tidy(a, tc_arena_printf(a, "%s/%s", full, name));
    if (errno != ENOENT && errno != ENOTDIR)
        return NULL;
    if (*path == '/' && strcmp(parent, "/") == 0)
        return tidy(a, path);
    parent = strcmp(parent, ".") == 0 ? resolve(a, ".") : absolute(a, parent);
    return parent ? tidy(a, tc_arena_printf(a, "%s/%s", parent, name)) : NULL;
}

tc_status tc_locate_stored(tc_span *out, tc_arena *a, const tc_place *place, const char *path,
                           tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    tc_status st = TC_OK;
    const char *full = *path ? absolute(a, path) : NULL;
    if (full) {
        tc_span f = tc_span_str(full), base = tc_span_str(place->base);
        bool below = tc_span_starts(f, base) && f.len > base.len + 1 && f.ptr[base.len] == '/';
        *out = below                             ? tc_span_sub(f, base.len + 1, f.len)
               : base.len && tc_span_eq(f, base) ? TC_SPAN(".")
                                                 : f;
    } else {
        st = tc_fail_errno(err, TC_EIO, *path ? errno : ENOENT, "cannot follow %s", path);
    }
    tc_arena_uncatch(a, &guard);
    return st;
}

tc_status tc_locate_file(const char **out, tc_arena *a, const tc_place *place, tc_span stored,
                         tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    tc_status st = TC_OK;
    if (tc_span_empty(stored) || memchr(stored.ptr, '\0', stored.len))
        st = tc_fail(err, TC_EINVAL, "no path of a file");
    else if (stored.ptr[0] == '/')
        *out = tc_arena_copy(a, stored).ptr;
    else
        *out = tc_arena_printf(a, "%s/%.*s", place->base, (int)stored.len, stored.ptr);
    tc_arena_uncatch(a, &guard);
    return st;
}
