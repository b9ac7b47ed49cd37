/* SPDX-License-Identifier: GPL-3.0-or-later */
/* watch: keeps the index in step with its folders. The kernel tells which paths have changed, or,
 * where it cannot (file systems of the network), a look at names and stamps now and then; when they
 * have come to rest, update's own work is done for them, in a run of its own with a lock of its
 * own. */
#include <errno.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/statfs.h>

#include "base/clock.h"
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/notify.h"
#include "indexer/pending.h"
#include "indexer/refresh.h"
#include "indexer/signals.h"
#include "indexer/survey.h"

static const tc_option OPTIONS[] = {
    {TC_OPT_DELAY, 0, "delay", N_("SECONDS"),
     N_("take a file in when nothing has happened for so long (0.5)")},
    {TC_OPT_INTERVAL, 0, "interval", N_("SECONDS"),
     N_("look so often where the system does not tell of changes (60)")},
    {TC_OPT_POLL, 0, "poll", NULL, N_("look everywhere, as on a network file system")},
    TC_READING_FILES_OPTIONS,
    TC_JOBS_OPTION,
    TC_WRITING_OPTIONS,
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

/* Seconds to wait for another writer before it is said that one is waited for. */
static const double LOCK_TIMEOUT = 30;

/* A folder that was added, or one below it that was asked for. */
typedef struct {
    const tc_root_row *root;
    const tc_walk_options *options;
    tc_span path;      /* stored */
    const char *full;  /* the same on this machine */
    bool polled;       /* the kernel does not tell of all of it */
    bool gone, empty;  /* as was last said */
    double survey_at;  /* when to look at all of it */
    dev_t device;      /* of the last folder that was asked which file system it is on */
    const char *where; /* the root's folder: walks start there */
} watched;

typedef struct {
    const tc_args *args;
    double interval;
    bool poll, quiet, overflow;
    tc_archive archive; /* only its place is used for long */
    tc_arena arena;     /* of the folders */
    tc_arena scratch;
    TC_VEC(tc_root_row) roots;
    tc_paths folders; /* the roots' paths */
    TC_VEC(watched) watched;
    tc_notify *notify; /* NULL: none to be had */
    tc_pending pending;
    double reload_at;
    tc_status failed; /* of a notice */
} watch;

/* ---- which folders ------------------------------------------------------------------------ */

static tc_status keep_root(const tc_root_row *row, void *context, tc_error *err)
{
    watch *w = context;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&w->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the list of folders");
    tc_vec_push(&w->arena, &w->roots, *row);
    tc_vec_push(&w->arena, &w->folders, row->path);
    tc_arena_uncatch(&w->arena, &guard);
    return TC_OK;
}

static const tc_walk_options *walk_options(watch *w, const tc_root_row *root)
{
    tc_walk_options *o = tc_arena_alloc(&w->arena, sizeof *o);
    struct stat *own = tc_arena_alloc(&w->arena, sizeof *own);
    const char **globs = tc_arena_array(&w->arena, root->exclude_count + 1, sizeof *globs);
    for (size_t i = 0; i < root->exclude_count; i++)
        globs[i] = root->excludes[i].ptr; /* NUL-terminated: in an arena */
    *o = (tc_walk_options){.excludes = globs,
                           .exclude_count = root->exclude_count,
                           .follow = root->follow,
                           .own = stat(w->archive.place.dir, own) == 0 ? own : NULL};
    return o;
}

static tc_status watch_folder(watch *w, const tc_root_row *root, tc_span path, tc_error *err)
{
    watched one = {.root = root, .path = path};
    const tc_place *place = &w->archive.place;
    tc_status st = tc_locate_file(&one.full, &w->arena, place, path, err);
    if (st == TC_OK)
        st = tc_locate_file(&one.where, &w->arena, place, root->path, err);
    tc_arena_catch guard;
    if (st != TC_OK)
        return st;
    if (TC_ARENA_CATCH(&w->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the list of folders");
    one.options = walk_options(w, root);
    tc_vec_push(&w->arena, &w->watched, one);
    tc_arena_uncatch(&w->arena, &guard);
    return TC_OK;
}

static tc_status watch_operand(watch *w, const char *operand, tc_error *err)
{
    tc_span path;
    tc_status st = tc_locate_stored(&path, &w->arena, &w->archive.place, operand, err);
    if (st != TC_OK)
        return st;
    size_t holder = tc_path_holder(w->folders.items, w->folders.len, path);
    if (holder == w->folders.len)
        return tc_fail(err, TC_EINVAL, "%s: in no folder that was added; tracuu-index add it first",
                       operand);
    return watch_folder(w, &w->roots.items[holder], path, err);
}

static tc_status choose_folders(watch *w, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < w->args->operand_count; i++)
        st = watch_operand(w, w->args->operands[i], err);
    for (size_t i = 0; st == TC_OK && !w->args->operand_count && i < w->roots.len; i++)
        st = watch_folder(w, &w->roots.items[i], w->roots.items[i].path, err);
    if (st == TC_OK && w->watched.len == 0)
        st = tc_fail(err, TC_EINVAL, "there is no folder to watch; add some first");
    return st;
}

/* ---- watching ----------------------------------------------------------------------------- */

/* File systems that others change without this kernel's knowing. */
static bool is_remote(const char *full)
{
    static const unsigned long remote[] = {
        0x6969,     0x517B,     0xFF534D42, 0xFE534D42, /* NFS, SMB, CIFS, SMB2 */
        0x65735546, 0x01021997, 0x5346414F, 0x6B414653, /* FUSE, 9P, AFS */
        0x73757245, 0x00C36400, 0x564C,     0x0BD00BD0, /* Coda, Ceph, NCP, Lustre */
        0x7461636F, 0x01161970, 0x786F4256,             /* OCFS2, GFS2, VirtualBox */
    };
    struct statfs st;
    if (statfs(full, &st) != 0)
        return false;
    for (size_t i = 0; i < sizeof remote / sizeof *remote; i++)
        if (((unsigned long)st.f_type & 0xFFFFFFFF) == remote[i])
            return true;
    return false;
}

typedef struct {
    watch *w;
    watched *one;
    tc_buf stored;
} watching;

static tc_status on_folder(const tc_walk_event *e, void *context, tc_error *err)
{
    watching *g = context;
    if (e->kind != TC_WALK_DIRECTORY)
        return TC_OK;
    if (e->stat->st_dev != g->one->device) {
        g->one->device = e->stat->st_dev;
        g->one->polled |= is_remote(e->path);
    }
    tc_span below = tc_span_str(e->path + e->relative), path = g->one->root->path;
    if (!tc_span_empty(below)) {
        tc_path_join(&g->stored, path, below);
        path = tc_buf_span(&g->stored);
    }
    /* one that was added for itself is watched as such */
    *e->prune = !tc_span_eq(path, g->one->path) &&
                tc_span_among(g->w->folders.items, g->w->folders.len, path);
    return *e->prune ? TC_OK : tc_notify_watch(g->w->notify, e->path, path, err);
}

/* Watches the folder at this stored path, and all below. Where the system's limit is reached, the
 * whole is looked at now and then instead. */
static tc_status watch_below(watch *w, watched *one, tc_span path, tc_error *err)
{
    watching g = {.w = w, .one = one};
    tc_error why = TC_ERROR_INIT;
    if (!w->notify || one->gone)
        return TC_OK;
    tc_walk_options options = *one->options;
    tc_buf_init(&g.stored, 0);
    options.start = tc_path_within(path, one->root->path);
    tc_status st = tc_walk(one->where, &options, on_folder, &g, &why);
    tc_buf_release(&g.stored);
    if (st == TC_ETOOBIG) {
        tc_say(_("%s: too many folders to be told of changes (fs.inotify.max_user_watches): "
                 "looking every %g s instead"),
               tc_shown(&w->scratch, one->path), w->interval);
        tc_notify_forget(w->notify, one->path);
        one->polled = true;
        return TC_OK;
    }
    if (st != TC_OK && err)
        *err = why;
    return st;
}

static tc_status watch_all(watch *w, tc_error *err)
{
    tc_status st = TC_OK;
    tc_notify_free(w->notify);
    w->notify = NULL;
    w->overflow = false;
    if (!w->poll && tc_notify_new(&w->notify, err) == TC_ENOMEM)
        return TC_ENOMEM;
    for (size_t i = 0; st == TC_OK && i < w->watched.len; i++) {
        watched *one = &w->watched.items[i];
        one->polled = !w->notify || is_remote(one->full);
        one->survey_at = 0;
        st = one->polled ? TC_OK : watch_below(w, one, one->path, err);
    }
    return st;
}

/* ---- what the kernel tells ---------------------------------------------------------------- */

static watched *holder_of(watch *w, tc_span path)
{
    watched *best = NULL;
    for (size_t i = 0; i < w->watched.len; i++) {
        watched *one = &w->watched.items[i];
        if (tc_path_below(path, one->path) && (!best || one->path.len > best->path.len))
            best = one;
    }
    return best;
}

static void keep(watch *w, tc_span path, tc_writing writing)
{
    if (!tc_pending_add(&w->pending, path, tc_now(), writing))
        w->failed = TC_ENOMEM;
}

static void on_notice(tc_notice kind, tc_span path, void *context)
{
    static const tc_writing writing[TC_NOTICE_OVERFLOW + 1] = {
        [TC_NOTICE_CHANGED] = TC_WRITING_AS_BEFORE, [TC_NOTICE_WRITTEN] = TC_WRITING_YES};
    watch *w = context;
    w->overflow |= kind == TC_NOTICE_OVERFLOW;
    watched *one = kind == TC_NOTICE_OVERFLOW ? NULL : holder_of(w, path);
    if (!one)
        return;
    if (kind == TC_NOTICE_LOST) {
        if (tc_span_eq(path, one->path)) {
            tc_notify_forget(w->notify, path);
            one->survey_at = 0;
        }
        return;
    }
    const char *below = tc_path_within(path, one->root->path); /* in a buffer: NUL-terminated */
    if (tc_walk_hides(below) || tc_walk_excludes(one->options, below))
        return;
    if (kind == TC_NOTICE_GONE)
        tc_notify_forget(w->notify, path);
    if (kind == TC_NOTICE_FOLDER && watch_below(w, one, path, NULL) != TC_OK)
        w->overflow = true;
    keep(w, path, writing[kind]);
}

/* ---- looking ------------------------------------------------------------------------------ */

static tc_status on_changed(tc_span path, const tc_stamp *stamp, void *context, tc_error *err)
{
    watch *w = context;
    return tc_pending_found(&w->pending, path, tc_now(), stamp)
               ? TC_OK
               : tc_fail(err, TC_ENOMEM, "no memory for the list of files");
}

/* Says it once. */
static void say_missing(watch *w, bool *said, bool is, const watched *one, const char *what)
{
    if (is && !*said)
        tc_say("%s: %s", tc_shown(&w->scratch, one->path), what);
    *said = is;
}

static tc_status survey(watch *w, watched *one, tc_reader *reader, tc_error *err)
{
    struct stat st;
    bool empty = false, was_gone = one->gone;
    bool gone = stat(one->full, &st) != 0;
    say_missing(w, &one->gone, gone, one,
                _("the folder is not there; its files stay in the index"));
    one->survey_at = tc_now() + w->interval;
    if (gone)
        return TC_OK;
    tc_status status = was_gone && !one->polled ? watch_below(w, one, one->path, err) : TC_OK;
    const tc_survey_options options = {.place = &w->archive.place,
                                       .reader = reader,
                                       .root = one->root,
                                       .options = one->options,
                                       .folders = w->folders.items,
                                       .folder_count = w->folders.len,
                                       .path = one->path,
                                       .changed = on_changed,
                                       .context = w};
    if (status == TC_OK)
        status = tc_survey(&empty, &options, err);
    one->survey_at = tc_now() + (one->polled ? w->interval : INFINITY);
    say_missing(w, &one->empty, empty, one, _("the folder is empty; its files stay in the index"));
    return status;
}

static bool surveys_due(const watch *w, double now)
{
    for (size_t i = 0; i < w->watched.len; i++)
        if (w->watched.items[i].survey_at <= now)
            return true;
    return false;
}

/* With the index as it is now: other programs write to it too. */
static tc_status survey_due(watch *w, tc_error *err)
{
    tc_reader *reader;
    const char *database;
    double now = tc_now();
    if (!surveys_due(w, now))
        return TC_OK;
    tc_status st =
        tc_locate_reader(&reader, &database, &w->scratch, w->archive.place.dir, NULL, err);
    if (st != TC_OK)
        return st;
    for (size_t i = 0; st == TC_OK && i < w->watched.len; i++)
        if (w->watched.items[i].survey_at <= now)
            st = survey(w, &w->watched.items[i], reader, err);
    tc_reader_free(reader);
    return st;
}

/* ---- what is added meanwhile -------------------------------------------------------------- */

static tc_status read_roots(watch *w, tc_error *err)
{
    tc_archive_options options = {.dir = tc_args_value(w->args, TC_OPT_DIR)};
    tc_reader *reader;
    tc_status st = tc_archive_read(&w->archive, &options, err);
    if (st == TC_OK)
        st = tc_archive_reader(&reader, &w->archive, true, err);
    if (st != TC_OK)
        return st;
    st = tc_journal_each_root(reader, &w->arena, keep_root, w, err);
    tc_reader_free(reader);
    return st;
}

static void drop_roots(watch *w)
{
    w->roots.len = w->folders.len = w->watched.len = 0;
    w->roots.cap = w->folders.cap = w->watched.cap = 0;
    tc_arena_reset(&w->arena);
    tc_archive_abandon(&w->archive);
}

static uint64_t sum_of_roots(const watch *w)
{
    uint64_t sum = w->roots.len;
    for (size_t i = 0; i < w->roots.len; i++) {
        const tc_root_row *r = &w->roots.items[i];
        sum = sum * 31 + tc_span_hash(r->path) + r->follow;
        for (size_t j = 0; j < r->exclude_count; j++)
            sum = sum * 31 + tc_span_hash(r->excludes[j]);
    }
    return sum;
}

static void say_folders(watch *w)
{
    for (size_t i = 0; !w->quiet && i < w->watched.len; i++) {
        const watched *one = &w->watched.items[i];
        const char *shown = tc_shown(&w->scratch, one->path);
        if (one->polled)
            tc_say(_("looking at %s every %g s"), shown, w->interval);
        else
            tc_say(_("watching %s"), shown);
    }
}

/* Folders that were added or removed since, or other names excluded. */
static tc_status reload(watch *w, tc_error *err)
{
    watch fresh = {.args = w->args, .archive = {.lock = -1}};
    tc_arena_init(&fresh.arena);
    w->reload_at = tc_now() + w->interval;
    tc_status st = read_roots(&fresh, err);
    bool same = st == TC_OK && w->roots.len && sum_of_roots(&fresh) == sum_of_roots(w);
    tc_archive_abandon(&fresh.archive);
    tc_arena_release(&fresh.arena);
    if (st != TC_OK || same)
        return st;
    drop_roots(w);
    st = read_roots(w, err);
    if (st == TC_OK)
        st = choose_folders(w, err);
    if (st == TC_OK)
        st = watch_all(w, err);
    if (st == TC_OK)
        say_folders(w);
    return st;
}

/* ---- taking in ---------------------------------------------------------------------------- */

static tc_status refresh(tc_run *run, tc_error *err)
{
    const tc_refresh_options options = {.only = run->context, .delete_missing = true};
    return tc_refresh(run, &options, err);
}

/* The exit status; 0 when watching goes on. */
static int take_in(watch *w, tc_error *err)
{
    tc_paths ripe;
    tc_status st =
        tc_pending_take(&ripe, &w->scratch, &w->pending, &w->archive.place, tc_now(), err);
    if (st != TC_OK)
        return tc_say_error(err);
    if (ripe.len == 0)
        return 0;
    const tc_run_how how = {
        .work = refresh, .context = &ripe, .changes_only = true, .lock_timeout = LOCK_TIMEOUT};
    int status = tc_run_writing_so(w->args, &how);
    for (size_t i = 0; status == TC_EXIT_LOCKED && i < ripe.len; i++)
        keep(w, ripe.items[i], TC_WRITING_NO);
    return status == TC_EXIT_LOCKED || status == TC_EXIT_PARTIAL ? 0 : status;
}

/* ---- the loop ----------------------------------------------------------------------------- */

static double seconds_to_wait(const watch *w)
{
    double now = tc_now(), until = w->reload_at, wait = tc_pending_wait(&w->pending, now);
    for (size_t i = 0; i < w->watched.len; i++)
        until = fmin(until, w->watched.items[i].survey_at);
    until = fmax(until - now, 0);
    return wait >= 0 ? fmin(until, wait) : until;
}

/* Until something happens; a signal is heard at once. */
static tc_status wait_and_read(watch *w, tc_error *err)
{
    struct pollfd in = {.fd = w->notify ? tc_notify_fd(w->notify) : -1, .events = POLLIN};
    double seconds = fmin(seconds_to_wait(w), 3600) + 0.001;
    const struct timespec wait = {(time_t)seconds, (long)(fmod(seconds, 1) * 1e9)};
    sigset_t stops, before;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGHUP);
    sigprocmask(SIG_BLOCK, &stops, &before);
    if (!tc_stop_signal())
        ppoll(&in, 1, &wait, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
    tc_status st = w->notify ? tc_notify_read(w->notify, on_notice, w, err) : TC_OK;
    return st == TC_OK && w->failed ? tc_fail(err, w->failed, "no memory for the list of files")
                                    : st;
}

static int watch_on(watch *w)
{
    tc_error err = TC_ERROR_INIT;
    while (!tc_stop_signal()) {
        int status = 0;
        tc_status st = tc_now() >= w->reload_at ? reload(w, &err) : TC_OK;
        if (st == TC_OK && w->overflow)
            st = watch_all(w, &err);
        if (st == TC_OK)
            st = survey_due(w, &err);
        if (st == TC_OK)
            status = take_in(w, &err);
        if (st == TC_OK && !status)
            st = wait_and_read(w, &err);
        tc_arena_reset(&w->scratch);
        if (status)
            return status;
        if (st != TC_OK && !(st == TC_ECANCELLED && tc_stop_signal()))
            return tc_say_error(&err);
    }
    return TC_EXIT_SIGNAL + tc_stop_signal();
}

static int run(const tc_args *args)
{
    watch w = {.args = args,
               .poll = tc_args_has(args, TC_OPT_POLL),
               .quiet = tc_args_has(args, TC_OPT_QUIET),
               .archive = {.lock = -1}};
    if (!tc_args_seconds(&w.pending.delay, args, TC_OPT_DELAY, 0.5) ||
        !tc_args_seconds(&w.interval, args, TC_OPT_INTERVAL, 60))
        return TC_EXIT_TROUBLE;
    w.interval = fmax(w.interval, 0.1);
    tc_arena_init(&w.arena);
    tc_arena_init(&w.scratch);
    int status = watch_on(&w);
    tc_pending_release(&w.pending);
    tc_notify_free(w.notify);
    tc_archive_abandon(&w.archive);
    tc_arena_release(&w.arena);
    tc_arena_release(&w.scratch);
    return status;
}

const tc_command tc_command_watch = {"watch", N_("[FOLDER...]"),
                                     N_("keep the index in step with its folders, until stopped"),
                                     OPTIONS, run};
