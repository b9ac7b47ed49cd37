/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"

/* Directories where we have been: an open hash table. inode 0: a free place. */
typedef struct {
    struct place {
        dev_t device;
        ino_t inode;
    } * places;
    size_t count, size;
} visited;

typedef struct {
    const tc_walk_options *options;
    tc_walk_fn fn;
    void *context;
    tc_buf path;
    size_t relative;
    visited been; /* when links are followed: else there are no circles */
    tc_error *err;
} walker;

static const char *const SKIPS[] = {"hidden", "link", "loop", "special", "excluded", "index"};

const char *tc_walk_skip_name(tc_walk_skip why)
{
    return SKIPS[why];
}

static tc_status tell(walker *w, tc_walk_event e)
{
    e.path = w->path.ptr;
    e.relative = w->relative < w->path.len ? w->relative : w->path.len;
    return w->fn(&e, w->context, w->err);
}

static tc_status skip(walker *w, tc_walk_skip why)
{
    return tell(w, (tc_walk_event){.kind = TC_WALK_SKIPPED, .why = why});
}

static tc_status failed(walker *w, int errnum)
{
    return tell(w, (tc_walk_event){.kind = TC_WALK_FAILED, .errnum = errnum});
}

/* Names of programs' own files: dot files, and the locks Word leaves beside an open document. */
static bool is_hidden(const char *name)
{
    return name[0] == '.' || (name[0] == '~' && name[1] == '$');
}

/* path: below the root; name: its last part. */
static bool is_excluded(const tc_walk_options *o, const char *path, const char *name)
{
    for (size_t i = 0; i < o->exclude_count; i++)
        if (fnmatch(o->excludes[i], strchr(o->excludes[i], '/') ? path : name, FNM_PATHNAME) == 0)
            return true;
    return false;
}

/* Asks of each folder on the way, and of the path itself, in a copy that is cut there. */
static bool any_on_the_way(const tc_walk_options *o, const char *below)
{
    char *path = strdup(below);
    bool found = false;
    for (char *name = path, *slash; name && !found; name = slash ? slash + 1 : NULL) {
        slash = strchr(name, '/');
        if (slash)
            *slash = '\0';
        found = o ? is_excluded(o, path, name) : is_hidden(name);
        if (slash)
            *slash = '/';
    }
    free(path);
    return found;
}

bool tc_walk_excludes(const tc_walk_options *o, const char *below)
{
    return any_on_the_way(o, below);
}

bool tc_walk_hides(const char *below)
{
    return any_on_the_way(NULL, below);
}

/* ---- circles ------------------------------------------------------------------------------ */

static struct place *find_place(const visited *v, dev_t device, ino_t inode)
{
    size_t at = (size_t)(inode * 0x9E3779B97F4A7C15u ^ device);
    for (;; at++) {
        struct place *p = &v->places[at & (v->size - 1)];
        if (p->inode == 0 || (p->inode == inode && p->device == device))
            return p;
    }
}

static bool grow(visited *v)
{
    visited bigger = {.count = v->count, .size = v->size ? 2 * v->size : 64};
    bigger.places = calloc(bigger.size, sizeof *bigger.places);
    if (!bigger.places)
        return false;
    for (size_t i = 0; i < v->size; i++)
        if (v->places[i].inode)
            *find_place(&bigger, v->places[i].device, v->places[i].inode) = v->places[i];
    free(v->places);
    *v = bigger;
    return true;
}

/* *first: we have not been there. False: no memory. */
static bool visit_first(visited *v, const struct stat *st, bool *first)
{
    if (2 * v->count >= v->size && !grow(v))
        return false;
    struct place *p = find_place(v, st->st_dev, st->st_ino);
    *first = p->inode == 0;
    v->count += *first;
    *p = (struct place){st->st_dev, st->st_ino};
    return true;
}

/* ---- one directory ------------------------------------------------------------------------ */

typedef struct {
    char **items;
    size_t len, cap;
} name_list;

static void free_names(name_list *names)
{
    for (size_t i = 0; i < names->len; i++)
        free(names->items[i]);
    free(names->items);
}

static bool push_name(name_list *names, const char *name)
{
    if (names->len == names->cap) {
        size_t cap = names->cap ? names->cap * 2 : 64;
        char **more = realloc(names->items, cap * sizeof *more);
        if (!more)
            return false;
        names->items = more;
        names->cap = cap;
    }
    names->items[names->len] = strdup(name);
    return names->items[names->len] && ++names->len;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* 0 or an errno. */
static int read_names(name_list *names, const char *path)
{
    DIR *dir = opendir(path);
    if (!dir)
        return errno;
    int errnum = 0;
    for (struct dirent *e; errno = 0, (e = readdir(dir)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (!push_name(names, e->d_name)) {
            errnum = ENOMEM;
            break;
        }
    }
    if (errno && !errnum)
        errnum = errno;
    closedir(dir);
    if (names->len)
        qsort(names->items, names->len, sizeof *names->items, by_name);
    return errnum;
}

/* ---- the tree ----------------------------------------------------------------------------- */

static tc_status visit(walker *w, const char *name);

static tc_status visit_names(walker *w, const name_list *names)
{
    size_t len = w->path.len;
    for (size_t i = 0; i < names->len; i++) {
        if (len == 0 || w->path.ptr[len - 1] != '/')
            tc_buf_addc(&w->path, '/');
        tc_buf_adds(&w->path, names->items[i]);
        if (w->path.status != TC_OK)
            return tc_fail(w->err, w->path.status, "no memory for a path");
        tc_status st = visit(w, names->items[i]);
        w->path.len = len;
        w->path.ptr[len] = '\0';
        if (st != TC_OK)
            return st;
    }
    return TC_OK;
}

static tc_status enter(walker *w, const struct stat *st)
{
    bool first = true;
    const struct stat *own = w->options->own;
    if (own && own->st_dev == st->st_dev && own->st_ino == st->st_ino)
        return skip(w, TC_SKIP_INDEX);
    if (w->options->follow && !visit_first(&w->been, st, &first))
        return tc_fail(w->err, TC_ENOMEM, "no memory to walk a folder");
    if (!first)
        return skip(w, TC_SKIP_LOOP);
    name_list names = {0};
    int errnum = read_names(&names, w->path.ptr);
    bool prune = false;
    const tc_walk_event entered = {.kind = TC_WALK_DIRECTORY, .stat = st, .prune = &prune};
    tc_status status = errnum ? failed(w, errnum) : tell(w, entered);
    if (status == TC_OK && !prune)
        status = visit_names(w, &names);
    free_names(&names);
    return status;
}

/* name: the last one of the path, NULL for the root, which is taken as it was asked for. */
static tc_status visit(walker *w, const char *name)
{
    struct stat st;
    if (name && is_hidden(name))
        return skip(w, TC_SKIP_HIDDEN);
    if (name && is_excluded(w->options, w->path.ptr + w->relative, name))
        return skip(w, TC_SKIP_EXCLUDED);
    bool follow = !name || w->options->follow;
    if ((follow ? stat(w->path.ptr, &st) : lstat(w->path.ptr, &st)) != 0)
        return failed(w, errno);
    if (S_ISREG(st.st_mode))
        return tell(w, (tc_walk_event){.kind = TC_WALK_FILE, .stat = &st});
    if (S_ISDIR(st.st_mode))
        return enter(w, &st);
    return skip(w, S_ISLNK(st.st_mode) ? TC_SKIP_LINK : TC_SKIP_SPECIAL);
}

tc_status tc_walk(const char *root, const tc_walk_options *options, tc_walk_fn fn, void *context,
                  tc_error *err)
{
    walker w = {.options = options, .fn = fn, .context = context, .err = err};
    tc_buf_init(&w.path, 0);
    tc_buf_adds(&w.path, root);
    w.relative = w.path.len + (w.path.len == 0 || root[w.path.len - 1] != '/');
    if (options->start && *options->start) {
        if (w.relative > w.path.len)
            tc_buf_addc(&w.path, '/');
        tc_buf_adds(&w.path, options->start);
    }
    tc_status status = w.path.status == TC_OK ? visit(&w, NULL)
                                              : tc_fail(err, w.path.status, "no memory for a path");
    tc_buf_release(&w.path);
    free(w.been.places);
    return status;
}
