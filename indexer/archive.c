/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/archive.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "indexer/message.h"
#include "indexer/parts.h"
#include "indexer/signals.h"
#include "store/child.h"
#include "text/token.h"

static const char FIRST[] = "db-1";

/* ---- the lock ----------------------------------------------------------------------------- */

/* flock and not fcntl: it goes with the open file, so no other close of ours drops it. Waiting is
 * polling, since an alarm would be a signal to every library we call. */
static tc_status wait_for_lock(tc_archive *a, int how, double timeout, tc_error *err)
{
    const double deadline = tc_now() + timeout;
    tc_status st = TC_OK;
    while (st == TC_OK && flock(a->lock, how | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            st = tc_fail_errno(err, TC_EIO, errno, "cannot lock %s/lock", a->place.dir);
        else if (tc_now() >= deadline)
            st = tc_fail(err, TC_ELOCKED, "another tracuu-index is writing to %s", a->place.dir);
        else if (tc_stop_signal())
            st = tc_fail(err, TC_ECANCELLED, "stopped on request");
        else
            nanosleep(&(struct timespec){0, 20000000}, NULL);
    }
    if (st != TC_OK) {
        close(a->lock);
        a->lock = -1;
    }
    return st;
}

static const char *lock_path(tc_archive *a)
{
    return tc_arena_printf(&a->arena, "%s/lock", a->place.dir);
}

/* The lock file holds the length of a path, and the path. */
typedef struct {
    uint64_t len;
    char path[PATH_MAX];
} mark;

static tc_span read_mark(tc_archive *a)
{
    mark m;
    ssize_t n = pread(a->lock, &m, sizeof m, 0);
    if (n < (ssize_t)sizeof m.len || m.len > (size_t)n - sizeof m.len)
        return tc_span_make(NULL, 0);
    return tc_arena_copy(&a->arena, tc_span_make(m.path, m.len));
}

void tc_archive_mark(tc_archive *a, tc_span stored)
{
    mark m = {.len = stored.len};
    if (a->lock < 0 || stored.len > sizeof m.path)
        return;
    if (stored.len)
        memcpy(m.path, stored.ptr, stored.len);
    /* where it cannot be written, it is only not known */
    if (pwrite(a->lock, &m, sizeof m.len + stored.len, 0) < 0)
        return;
}

static tc_status take_lock(tc_archive *a, double timeout, tc_error *err)
{
    const char *path = lock_path(a);
    a->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (a->lock < 0)
        return tc_fail_errno(err, TC_EIO, errno, "cannot open %s", path);
    tc_status st = wait_for_lock(a, LOCK_EX, timeout, err);
    if (st == TC_OK)
        a->marked = read_mark(a);
    return st;
}

/* Shared with others that only look. A lock file that cannot be opened keeps writers out too, or
 * is of an index that was copied without it. */
static tc_status take_read_lock(tc_archive *a, double timeout, tc_error *err)
{
    a->lock = open(lock_path(a), O_RDONLY | O_CLOEXEC);
    return a->lock < 0 ? TC_OK : wait_for_lock(a, LOCK_SH, timeout, err);
}

/* ---- databases ---------------------------------------------------------------------------- */

void tc_archive_discard(const char *dir)
{
    DIR *d = opendir(dir);
    if (!d)
        return;
    for (struct dirent *e; (e = readdir(d)) != NULL;)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            unlinkat(dirfd(d), e->d_name, 0);
    closedir(d);
    rmdir(dir);
}

/* The number of a name "db-N", else 0. */
static unsigned database_number(const char *name)
{
    unsigned n = 0;
    char rest;
    return sscanf(name, "db-%9u%c", &n, &rest) == 1 ? n : 0;
}

static tc_status open_writer(tc_archive *a, bool create, tc_error *err)
{
    /* our own lock is held; another program's on the database is not waited for */
    const tc_writer_options options = {.create = create, .analyzer_id = tc_analyzer_id()};
    return tc_writer_open(&a->writer, a->database, &options, err);
}

tc_status tc_archive_open_writer(tc_archive *a, tc_error *err)
{
    return open_writer(a, false, err);
}

tc_status tc_archive_close_writer(tc_archive *a, tc_error *err)
{
    tc_writer *w = a->writer;
    a->writer = NULL;
    return tc_writer_close(w, err);
}

tc_status tc_archive_reader(tc_reader **out, tc_archive *a, bool analysed, tc_error *err)
{
    if (a->lock < 0) /* a writer may swap databases under us */
        return tc_locate_reader(out, &a->database, &a->arena, a->place.dir,
                                analysed ? tc_analyzer_id() : NULL, err);
    return tc_reader_open(out, &a->database, 1, analysed ? tc_analyzer_id() : NULL, err);
}

/* ---- opening ------------------------------------------------------------------------------ */

typedef enum { READ, STILL, LOCK, WRITE, CREATE } mode;

/* What else lies there may be all that is left when the database in use is broken. */
static bool opens(const tc_archive *a)
{
    tc_reader *reader;
    tc_status st = tc_reader_open(&reader, &a->database, 1, NULL, NULL);
    if (st == TC_OK)
        tc_reader_free(reader);
    return st == TC_OK || st == TC_EVERSION;
}

/* When it is locked, no other can be put in use meanwhile. */
static tc_status find_locked(tc_archive *a, tc_error *err)
{
    tc_status st = tc_locate_database(&a->database, &a->arena, a->place.dir, err);
    if (st == TC_OK && !tc_store_exists(a->database))
        return tc_fail(err, TC_ECORRUPT, "%s is in use, but not there: %s/XAPIANDB names it",
                       a->database, a->place.dir);
    return st;
}

static tc_status lock_found(tc_archive *a, const tc_archive_options *o, tc_error *err)
{
    tc_status st = take_lock(a, o->lock_timeout, err);
    if (st == TC_OK)
        st = find_locked(a, err);
    if (st == TC_OK && strcmp(a->database, a->place.dir) == 0)
        return tc_fail(err, TC_EUNSUPPORTED, "%s is a bare database: it can be read only",
                       a->place.dir);
    return st == TC_OK && opens(a) ? tc_parts_clear(a, err) : st;
}

static tc_status merge_and_open(tc_archive *a, tc_error *err)
{
    tc_status st = tc_parts_merge(a, err);
    return st == TC_OK ? open_writer(a, false, err) : st;
}

/* Nothing lies there but what is ours. */
static bool is_free(const tc_archive *a)
{
    DIR *d = opendir(a->place.dir);
    bool only_ours = d != NULL;
    for (struct dirent *e; d && (e = readdir(d)) != NULL;)
        only_ours =
            only_ours && (e->d_name[0] == '.' || strcmp(e->d_name, "lock") == 0 ||
                          strcmp(e->d_name, "XAPIANDB.new") == 0 || tc_parts_is_ours(e->d_name));
    if (d)
        closedir(d);
    return only_ours;
}

static tc_status refuse_filled(tc_archive *a, const char *name, tc_error *err)
{
    bool fresh;
    const char *dir = tc_arena_printf(&a->arena, "%s/%s", a->place.dir, name);
    tc_status st = tc_store_fresh(&fresh, dir, err);
    if (st == TC_ENOTFOUND || (st == TC_OK && fresh))
        return TC_OK;
    if (st != TC_OK)
        return st;
    return tc_fail(err, TC_ECORRUPT,
                   "%s/XAPIANDB is lost, but %s there holds an index; put this into it: auto %s",
                   a->place.dir, name, name);
}

/* A creation that was cut off has left an empty database; in any other somebody's work may be. */
static tc_status refuse_lost_index(tc_archive *a, tc_error *err)
{
    tc_status st = TC_OK;
    DIR *d = opendir(a->place.dir);
    if (!d)
        return tc_fail_errno(err, TC_EIO, errno, "cannot read %s", a->place.dir);
    for (struct dirent *e; st == TC_OK && (e = readdir(d)) != NULL;)
        if (database_number(e->d_name))
            st = refuse_filled(a, e->d_name, err);
    closedir(d);
    return st;
}

static tc_status make(tc_archive *a, tc_error *err)
{
    bool named;
    tc_status st = refuse_lost_index(a, err);
    if (st == TC_OK)
        st = tc_parts_clear(a, err);
    if (st != TC_OK)
        return st;
    a->database = tc_arena_printf(&a->arena, "%s/%s", a->place.dir, FIRST);
    st = open_writer(a, true, err);
    if (st == TC_OK)
        st = tc_locate_publish(&named, a->place.dir, FIRST, err);
    a->created = st == TC_OK;
    return st;
}

static tc_status create(tc_archive *a, const tc_archive_options *o, tc_error *err)
{
    tc_status st = tc_locate_new(&a->place, &a->arena, o->dir, err);
    if (st != TC_OK)
        return st;
    if (mkdir(a->place.dir, 0777) != 0 && errno != EEXIST)
        return tc_fail_errno(err, TC_EIO, errno, "cannot make %s", a->place.dir);
    st = tc_locate_database(&a->database, &a->arena, a->place.dir, NULL);
    if (st == TC_ENOTFOUND && !is_free(a))
        return tc_fail(err, TC_EINVAL, "%s holds other things and no index", a->place.dir);
    st = lock_found(a, o, err);
    if (st == TC_ENOTFOUND)
        return make(a, err);
    return st == TC_OK ? merge_and_open(a, err) : st;
}

static tc_status open_as(tc_archive *a, const tc_archive_options *o, mode m, tc_error *err)
{
    if (m == CREATE)
        return create(a, o, err);
    tc_status st = tc_locate(&a->place, &a->arena, o->dir, err);
    if (st != TC_OK)
        return st;
    if (m == READ)
        return tc_locate_database(&a->database, &a->arena, a->place.dir, err);
    if (m == STILL) {
        st = take_read_lock(a, o->lock_timeout, err);
        return st == TC_OK ? find_locked(a, err) : st;
    }
    st = lock_found(a, o, err);
    return st == TC_OK && m == WRITE ? merge_and_open(a, err) : st;
}

static tc_status open_archive(tc_archive *a, const tc_archive_options *o, mode m, tc_error *err)
{
    memset(a, 0, sizeof *a);
    tc_arena_init(&a->arena);
    a->lock = -1;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&a->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to open the index");
    tc_status st = open_as(a, o, m, err);
    tc_arena_uncatch(&a->arena, &guard);
    return st;
}

tc_status tc_archive_read(tc_archive *a, const tc_archive_options *o, tc_error *err)
{
    return open_archive(a, o, READ, err);
}

tc_status tc_archive_still(tc_archive *a, const tc_archive_options *o, tc_error *err)
{
    return open_archive(a, o, STILL, err);
}

tc_status tc_archive_write(tc_archive *a, const tc_archive_options *o, tc_error *err)
{
    return open_archive(a, o, WRITE, err);
}

tc_status tc_archive_create(tc_archive *a, const tc_archive_options *o, tc_error *err)
{
    return open_archive(a, o, CREATE, err);
}

tc_status tc_archive_lock(tc_archive *a, const tc_archive_options *o, tc_error *err)
{
    return open_archive(a, o, LOCK, err);
}

static void release(tc_archive *a)
{
    a->writer = NULL;
    if (a->lock >= 0)
        close(a->lock);
    a->lock = -1;
    tc_arena_release(&a->arena);
}

tc_status tc_archive_close(tc_archive *a, tc_error *err)
{
    tc_status st = tc_writer_close(a->writer, err);
    tc_archive_mark(a, tc_span_make(NULL, 0));
    release(a);
    return st;
}

void tc_archive_abandon(tc_archive *a)
{
    tc_writer_abandon(a->writer);
    tc_archive_mark(a, tc_span_make(NULL, 0));
    release(a);
}

/* ---- swapping ----------------------------------------------------------------------------- */

/* 0 or an errno. */
static int sync_entry(int dir, const char *name)
{
    int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int errnum = fsync(fd) == 0 ? 0 : errno;
    close(fd);
    return errnum;
}

/* File by file: syncfs would wait for what others write to the same disk. */
tc_status tc_archive_sync(const char *dir, tc_error *err)
{
    DIR *d = opendir(dir);
    if (!d)
        return tc_fail_errno(err, TC_EIO, errno, "cannot open %s", dir);
    int errnum = 0;
    for (struct dirent *e; !errnum && (e = readdir(d)) != NULL;)
        if (e->d_type != DT_DIR)
            errnum = sync_entry(dirfd(d), e->d_name);
    if (!errnum && fsync(dirfd(d)) != 0)
        errnum = errno;
    closedir(d);
    return errnum ? tc_fail_errno(err, TC_EIO, errnum, "cannot sync %s", dir) : TC_OK;
}

/* Under a name that nobody clears away. */
static void keep_aside(tc_archive *a, const char *database)
{
    char *aside = NULL;
    const char *number = strrchr(database, '-') + 1;
    if (asprintf(&aside, "%s/damaged-%s", a->place.dir, number) < 0)
        return;
    tc_archive_discard(aside); /* of an earlier time that a database had this number */
    if (rename(database, aside) != 0)
        tc_archive_discard(database);
    free(aside);
}

/* On failure the new database is removed, unless it is in use all the same. */
static tc_status swap(tc_archive *a, const char *name, const char *new, tc_error *err)
{
    const char *old = a->database;
    bool named = false;
    tc_status st = tc_archive_sync(new, err); /* on disk before it is named */
    if (st == TC_OK)
        st = tc_locate_publish(&named, a->place.dir, name, err);
    if (named)
        a->database = new;
    if (st == TC_OK && a->keep_old)
        keep_aside(a, old);
    else if (st == TC_OK)
        tc_archive_discard(old); /* readers that have it open keep its files */
    else if (!named)
        tc_archive_discard(new);
    return st;
}

/* Makes a new database at dir. */
typedef tc_status (*fill_fn)(const char *dir, void *context, tc_error *);

static tc_status replace(tc_archive *a, fill_fn fill, void *context, tc_error *err)
{
    const char *used = strrchr(a->database, '/') + 1;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&a->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    const char *name = tc_arena_printf(&a->arena, "db-%u", database_number(used) % 999999999 + 1);
    const char *dir = tc_arena_printf(&a->arena, "%s/%s", a->place.dir, name);
    tc_arena_uncatch(&a->arena, &guard);
    tc_status st = fill(dir, context, err);
    if (st == TC_OK)
        return swap(a, name, dir, err);
    tc_archive_discard(dir);
    return st;
}

typedef struct {
    const char *out;
    const char *const *dirs;
    size_t count;
} joining;

static tc_status join_here(void *answer, void *context, tc_error *err)
{
    (void)answer;
    const joining *j = context;
    return tc_store_join(j->out, j->dirs, j->count, err);
}

static bool stop_wanted(void)
{
    return tc_stop_signal() != 0;
}

/* Xapian cannot be asked to stop in it. */
static tc_status join(const char *dir, void *context, tc_error *err)
{
    joining *j = context;
    j->out = dir;
    /* one that was asked to stop before joins what it has */
    return tc_child_run(NULL, 0, join_here, j, stop_wanted() ? NULL : stop_wanted, err);
}

tc_status tc_archive_join(tc_archive *a, const char *const *dirs, size_t count, tc_error *err)
{
    joining j = {.dirs = dirs, .count = count};
    return replace(a, join, &j, err);
}

typedef struct {
    tc_archive *archive;
    size_t postings; /* 0: documents are not only added */
    tc_archive_work work;
    void *context;
} rewriting;

static tc_status write_new(const char *dir, void *context, tc_error *err)
{
    rewriting *r = context;
    tc_archive *a = r->archive;
    const char *old = a->database;
    const tc_writer_options options = {.create = true,
                                       .bulk = true,
                                       .append = r->postings,
                                       .metadata_apart = true,
                                       .analyzer_id = tc_analyzer_id()};
    tc_status st = tc_writer_open(&a->writer, dir, &options, err);
    if (st != TC_OK)
        return st;
    a->database = dir;
    st = r->work(r->context, err);
    if (st == TC_OK)
        st = tc_archive_close_writer(a, err);
    tc_writer_abandon(a->writer);
    a->writer = NULL;
    a->database = old;
    return st;
}

tc_status tc_archive_rewrite(tc_archive *a, tc_archive_work work, void *context, tc_error *err)
{
    return tc_archive_append(a, 0, work, context, err);
}

tc_status tc_archive_append(tc_archive *a, size_t postings, tc_archive_work work, void *context,
                            tc_error *err)
{
    rewriting r = {a, postings, work, context};
    return replace(a, write_new, &r, err);
}
