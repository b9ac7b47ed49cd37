/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/notify.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "indexer/journal.h"

enum {
    WATCHED = IN_CREATE | IN_MODIFY | IN_ATTRIB | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO |
              IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK
};

struct tc_notify {
    int fd;
    char **paths; /* stored paths by watch number; NULL: none */
    size_t count;
    tc_buf path;
};

tc_status tc_notify_new(tc_notify **out, tc_error *err)
{
    tc_notify *n = calloc(1, sizeof *n);
    *out = n;
    if (!n)
        return tc_fail(err, TC_ENOMEM, "no memory to watch folders");
    tc_buf_init(&n->path, 0);
    n->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (n->fd >= 0)
        return TC_OK;
    tc_status st =
        tc_fail_errno(err, errno == EMFILE ? TC_ETOOBIG : TC_EIO, errno, "cannot watch folders");
    *out = NULL;
    tc_notify_free(n);
    return st;
}

void tc_notify_free(tc_notify *n)
{
    if (!n)
        return;
    for (size_t i = 0; i < n->count; i++)
        free(n->paths[i]);
    free(n->paths);
    tc_buf_release(&n->path);
    if (n->fd >= 0)
        close(n->fd);
    free(n);
}

int tc_notify_fd(const tc_notify *n)
{
    return n->fd;
}

/* ---- which are watched -------------------------------------------------------------------- */

static bool name_watch(tc_notify *n, size_t number, tc_span stored)
{
    if (number >= n->count) {
        size_t count = number < 32 ? 64 : 2 * number;
        char **paths = realloc(n->paths, count * sizeof *paths);
        if (!paths)
            return false;
        memset(paths + n->count, 0, (count - n->count) * sizeof *paths);
        n->paths = paths;
        n->count = count;
    }
    char *path = strndup(stored.ptr, stored.len);
    free(n->paths[number]);
    n->paths[number] = path;
    return path != NULL;
}

tc_status tc_notify_watch(tc_notify *n, const char *full, tc_span stored, tc_error *err)
{
    int number = inotify_add_watch(n->fd, full, WATCHED);
    if (number >= 0)
        return name_watch(n, (size_t)number, stored)
                   ? TC_OK
                   : tc_fail(err, TC_ENOMEM, "no memory to watch folders");
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
    case EACCES:
        return TC_OK;
    case ENOSPC:
        return tc_fail(err, TC_ETOOBIG, "the system lets no more folders be watched");
    default:
        return tc_fail_errno(err, TC_EIO, errno, "cannot watch %s", full);
    }
}

static void drop(tc_notify *n, size_t number)
{
    free(n->paths[number]);
    n->paths[number] = NULL;
}

void tc_notify_forget(tc_notify *n, tc_span stored)
{
    for (size_t i = 0; i < n->count; i++) {
        if (!n->paths[i] || !tc_path_below(tc_span_str(n->paths[i]), stored))
            continue;
        inotify_rm_watch(n->fd, (int)i);
        drop(n, i);
    }
}

/* ---- what is told ------------------------------------------------------------------------- */

static bool kind_of(uint32_t mask, tc_notice *kind)
{
    static const struct {
        uint32_t mask;
        tc_notice folder, file;
    } kinds[] = {
        {IN_DELETE | IN_MOVED_FROM, TC_NOTICE_GONE, TC_NOTICE_GONE},
        {IN_MOVED_TO, TC_NOTICE_FOLDER, TC_NOTICE_CLOSED},
        {IN_CLOSE_WRITE, TC_NOTICE_CLOSED, TC_NOTICE_CLOSED},
        {IN_MODIFY, TC_NOTICE_WRITTEN, TC_NOTICE_WRITTEN},
        {IN_CREATE | IN_ATTRIB, TC_NOTICE_FOLDER, TC_NOTICE_CHANGED},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (mask & kinds[i].mask) {
            *kind = mask & IN_ISDIR ? kinds[i].folder : kinds[i].file;
            return true;
        }
    return false;
}

static void tell(tc_notify *n, const struct inotify_event *e, tc_notice_fn fn, void *context)
{
    tc_notice kind;
    if (e->mask & IN_Q_OVERFLOW) {
        fn(TC_NOTICE_OVERFLOW, tc_span_make(NULL, 0), context);
        return;
    }
    size_t number = (size_t)e->wd;
    if (e->wd < 0 || number >= n->count || !n->paths[number])
        return; /* of a watch that was forgotten */
    if (e->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) {
        tc_buf_reset(&n->path); /* a copy: the function may forget the watch */
        tc_buf_adds(&n->path, n->paths[number]);
        fn(TC_NOTICE_LOST, tc_buf_span(&n->path), context);
    } else if (e->mask & IN_IGNORED) {
        drop(n, number);
    } else if (e->len && kind_of(e->mask, &kind)) {
        tc_path_join(&n->path, tc_span_str(n->paths[number]), tc_span_str(e->name));
        if (n->path.status == TC_OK)
            fn(kind, tc_buf_span(&n->path), context);
    }
}

tc_status tc_notify_read(tc_notify *n, tc_notice_fn fn, void *context, tc_error *err)
{
    _Alignas(struct inotify_event) char events[64 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
    ssize_t len;
    while ((len = read(n->fd, events, sizeof events)) > 0) {
        for (char *at = events; at < events + len;) {
            const struct inotify_event *e = (const void *)at;
            at += sizeof *e + e->len;
            tell(n, e, fn, context);
        }
    }
    return len < 0 && errno != EAGAIN && errno != EINTR
               ? tc_fail_errno(err, TC_EIO, errno, "cannot watch folders")
               : TC_OK;
}
