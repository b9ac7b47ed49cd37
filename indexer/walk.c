/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"

/* The directories we are in, innermost first. */
typedef struct ancestor {
    const struct ancestor *outer;
    dev_t device;
    ino_t inode;
} ancestor;

typedef struct {
    const tc_walk_options *options;
    tc_walk_fn fn;
    void *context;
    tc_buf path;
    size_t relative;
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

static bool is_excluded(const walker *w, const char *name)
{
    for (size_t i = 0; i < w->options->exclude_count; i++) {
        const char *glob = w->options->excludes[i];
        const char *what = strchr(glob, '/') ? w->path.ptr + w->relative : name;
        if (fnmatch(glob, what, FNM_PATHNAME) == 0)
            return true;
    }
    return false;
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

static tc_status visit(walker *w, const char *name, const ancestor *in);

static tc_status visit_names(walker *w, const name_list *names, const ancestor *here)
{
    size_t len = w->path.len;
    for (size_t i = 0; i < names->len; i++) {
        if (len == 0 || w->path.ptr[len - 1] != '/')
            tc_buf_addc(&w->path, '/');
        tc_buf_adds(&w->path, names->items[i]);
        if (w->path.status != TC_OK)
            return tc_fail(w->err, w->path.status, "no memory for a path");
        tc_status st = visit(w, names->items[i], here);
        w->path.len = len;
        w->path.ptr[len] = '\0';
        if (st != TC_OK)
            return st;
    }
    return TC_OK;
}

static tc_status enter(walker *w, const struct stat *st, const ancestor *in)
{
    const struct stat *own = w->options->own;
    if (own && own->st_dev == st->st_dev && own->st_ino == st->st_ino)
        return skip(w, TC_SKIP_INDEX);
    for (const ancestor *a = in; a; a = a->outer)
        if (a->device == st->st_dev && a->inode == st->st_ino)
            return skip(w, TC_SKIP_LOOP);
    name_list names = {0};
    int errnum = read_names(&names, w->path.ptr);
    bool prune = false;
    const tc_walk_event entered = {.kind = TC_WALK_DIRECTORY, .stat = st, .prune = &prune};
    tc_status status = errnum ? failed(w, errnum) : tell(w, entered);
    const ancestor here = {in, st->st_dev, st->st_ino};
    if (status == TC_OK && !prune)
        status = visit_names(w, &names, &here);
    free_names(&names);
    return status;
}

/* name: the last one of the path, NULL for the root, which is taken as it was asked for. */
static tc_status visit(walker *w, const char *name, const ancestor *in)
{
    struct stat st;
    if (name && is_hidden(name))
        return skip(w, TC_SKIP_HIDDEN);
    if (name && is_excluded(w, name))
        return skip(w, TC_SKIP_EXCLUDED);
    bool follow = !name || w->options->follow;
    if ((follow ? stat(w->path.ptr, &st) : lstat(w->path.ptr, &st)) != 0)
        return failed(w, errno);
    if (S_ISREG(st.st_mode))
        return tell(w, (tc_walk_event){.kind = TC_WALK_FILE, .stat = &st});
    if (S_ISDIR(st.st_mode))
        return enter(w, &st, in);
    return skip(w, S_ISLNK(st.st_mode) ? TC_SKIP_LINK : TC_SKIP_SPECIAL);
}

tc_status tc_walk(const char *root, const tc_walk_options *options, tc_walk_fn fn, void *context,
                  tc_error *err)
{
    walker w = {.options = options, .fn = fn, .context = context, .err = err};
    tc_buf_init(&w.path, 0);
    tc_buf_adds(&w.path, root);
    w.relative = w.path.len + (w.path.len == 0 || root[w.path.len - 1] != '/');
    tc_status status = w.path.status == TC_OK ? visit(&w, NULL, NULL)
                                              : tc_fail(err, w.path.status, "no memory for a path");
    tc_buf_release(&w.path);
    return status;
}
