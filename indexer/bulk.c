/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/bulk.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/claims.h"
#include "indexer/message.h"
#include "indexer/parts.h"
#include "indexer/signals.h"
#include "indexer/wire.h"
#include "indexer/worker.h"

/* A chunk is what a crash costs and what a merge takes as one; parts are open files in a merge. */
enum { CHUNK_FILES = 500, CHUNK_BYTES = 64 << 20, AHEAD = 4, MAX_PARTS = 96, MAX_DEATHS = 100 };

typedef struct item {
    struct item *next;
    tc_stamp stamp;
    tc_span stored; /* NUL-terminated, as is path */
    const char *path;
    enum { WAITS, ADDED, FAILED, PUT_OFF } state;
    char bytes[];
} item;

typedef struct {
    item *first, **last;
} queue;

typedef struct {
    pid_t pid; /* 0: not running */
    int fd;
    bool chunk, finishing; /* a chunk is open; it is being finished */
    unsigned chunk_number;
    size_t files, bytes; /* of the chunk */
    size_t ahead;        /* TAKEs without RESULT */
    queue items;         /* of the chunk, in the order of TAKE */
    item *oldest;        /* the first without RESULT */
    tc_claims claims;    /* of the chunk */
} worker;

struct tc_bulk {
    tc_pipeline *pipeline;
    worker *workers;
    struct pollfd *polls;
    unsigned count, chunks, parts, deaths;
    tc_claims claims; /* of all chunks and parts that are not merged */
    queue again;      /* items of chunks that were lost */
    queue put_off;
    tc_buf in, out;
};

/* ---- queues ------------------------------------------------------------------------------- */

static void queue_init(queue *q)
{
    q->first = NULL;
    q->last = &q->first;
}

static void queue_push(queue *q, item *i)
{
    i->next = NULL;
    *q->last = i;
    q->last = &i->next;
}

static item *queue_pop(queue *q)
{
    item *i = q->first;
    if (i && !(q->first = i->next))
        q->last = &q->first;
    return i;
}

static void queue_free(queue *q)
{
    for (item *i; (i = queue_pop(q)) != NULL;)
        free(i);
}

static item *item_new(tc_span stored, const char *path, tc_stamp stamp)
{
    size_t path_len = strlen(path);
    item *i = calloc(1, sizeof *i + stored.len + path_len + 2);
    if (!i)
        return NULL;
    memcpy(i->bytes, stored.ptr, stored.len);
    memcpy(i->bytes + stored.len + 1, path, path_len);
    i->stored = tc_span_make(i->bytes, stored.len);
    i->path = i->bytes + stored.len + 1;
    i->stamp = stamp;
    return i;
}

/* ---- workers ------------------------------------------------------------------------------ */

static tc_status spawn(tc_bulk *b, worker *w, tc_error *err)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return tc_fail_errno(err, TC_EIO, errno, "cannot start a worker");
    pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        tc_worker_run(pair[1], parent, b->pipeline);
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        return tc_fail_errno(err, TC_EIO, errno, "cannot start a worker");
    }
    w->pid = pid;
    w->fd = pair[0];
    return TC_OK;
}

static char *chunk_dir(const tc_bulk *b, const worker *w)
{
    char *dir = NULL;
    if (asprintf(&dir, "%s/chunk-%u", b->pipeline->archive->place.dir, w->chunk_number) < 0)
        return NULL;
    return dir;
}

static void end_worker(worker *w, int *status)
{
    close(w->fd);
    while (waitpid(w->pid, status, 0) < 0 && errno == EINTR)
        ;
    w->pid = 0;
    w->fd = -1;
}

static void rebuild_claims(tc_bulk *b)
{
    /* those of lost chunks may be taken again; finished parts stay claimed until the merge */
    tc_claims_clear_open(&b->claims);
    for (unsigned i = 0; i < b->count; i++)
        tc_claims_add_all(&b->claims, &b->workers[i].claims);
}

/* The worker has gone without a word: the file in work takes the blame, the chunk is done again. */
static tc_status bury(tc_bulk *b, worker *w, tc_error *err)
{
    int status = 0;
    char why[96];
    tc_status st = TC_OK;
    tc_tally *tally = &b->pipeline->report->tally;
    end_worker(w, &status);
    item *culprit = w->oldest;
    snprintf(why, sizeof why,
             WIFSIGNALED(status) ? _("its worker was ended by signal %d")
                                 : _("its worker ended with status %d"),
             WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    if (culprit)
        st = tc_pipeline_fail(b->pipeline, culprit->stored, culprit->stamp, TC_REASON_CRASH,
                              "analyse", why, err);
    for (item *i; (i = queue_pop(&w->items)) != NULL;) {
        tally->added -= i->state == ADDED;
        tally->failed -= i->state == FAILED;
        if (i == culprit || i->state == PUT_OFF) {
            free(i);
            continue;
        }
        i->state = WAITS;
        queue_push(&b->again, i);
    }
    char *dir = chunk_dir(b, w);
    if (w->chunk && dir)
        tc_archive_discard(dir);
    free(dir);
    tc_claims_release(&w->claims);
    *w = (worker){.fd = -1};
    queue_init(&w->items);
    rebuild_claims(b);
    if (st == TC_OK && ++b->deaths > MAX_DEATHS)
        st = tc_fail(err, TC_EINTERNAL, "%s", _("too many workers have died"));
    return st == TC_OK && !tc_stop_signal() ? spawn(b, w, err) : st;
}

/* ---- messages of workers ------------------------------------------------------------------ */

static tc_status on_claim(tc_bulk *b, worker *w, tc_cursor *c, tc_error *err)
{
    tc_pipeline *p = b->pipeline;
    tc_span sha256 = tc_get_string(c);
    tc_content_row *known;
    tc_annotation told; /* only we can see it */
    tc_arena_reset(&p->rows);
    tc_status st = tc_journal_content(&known, &p->rows, p->archive->writer, sha256, err);
    if (st == TC_OK)
        st = tc_annotation_read(&told, &p->rows, p->archive->writer, sha256, err);
    if (st != TC_OK)
        return st;
    bool yes = !known && tc_annotation_empty(&told) && tc_claims_add(&b->claims, sha256) &&
               tc_claims_add(&w->claims, sha256);
    tc_wire_start(&b->out, TC_WIRE_ANSWER);
    tc_put_uint(&b->out, yes);
    tc_wire_send(w->fd, &b->out); /* if it has gone, the next poll tells */
    return TC_OK;
}

static void tell_failure(tc_bulk *b, item *i, tc_cursor *c)
{
    uint64_t reason = tc_get_uint(c);
    const tc_file_row row = {.path = i->stored,
                             .failed = true,
                             .reason =
                                 reason < TC_REASON_COUNT ? (tc_reason)reason : TC_REASON_INTERNAL,
                             .stage = tc_get_string(c),
                             .detail = tc_get_string(c)};
    i->state = FAILED;
    tc_report_failure(b->pipeline->report, &row);
}

static tc_status on_result(tc_bulk *b, worker *w, tc_cursor *c, tc_error *err)
{
    tc_report *report = b->pipeline->report;
    item *i = w->oldest;
    uint64_t outcome = tc_get_uint(c), bytes = tc_get_uint(c);
    if (!i)
        return tc_fail(err, TC_EINTERNAL, "a worker answers what was not asked");
    w->oldest = i->next;
    w->ahead--;
    w->bytes += bytes;
    report->tally.bytes += bytes;
    tc_progress_step(b->pipeline->progress, i->stamp.size);
    if (outcome == TC_OUTCOME_FAILED) {
        tell_failure(b, i, c);
    } else if (outcome == TC_OUTCOME_PUT_OFF) {
        i->state = PUT_OFF;
        return tc_bulk_put_off(b, i->stored, i->path, err);
    } else {
        i->state = ADDED;
        report->tally.added++;
        tc_report_file(report, _("added"), i->stored);
    }
    return TC_OK;
}

static tc_status merge(tc_bulk *b, tc_error *err)
{
    tc_archive *a = b->pipeline->archive;
    tc_status st = tc_pipeline_commit(b->pipeline, err);
    if (st == TC_OK)
        st = tc_archive_close_writer(a, err);
    if (st == TC_OK)
        st = tc_parts_merge(a, err);
    if (st == TC_OK)
        st = tc_archive_open_writer(a, err);
    b->parts = 0;
    tc_claims_clear(&b->claims);
    rebuild_claims(b);
    return st;
}

static tc_status on_done(tc_bulk *b, worker *w, tc_error *err)
{
    char *dir = chunk_dir(b, w);
    tc_status st = dir ? tc_parts_add(b->pipeline->archive, dir, ++b->chunks, err)
                       : tc_fail(err, TC_ENOMEM, "no memory for a path");
    free(dir);
    w->chunk = w->finishing = false;
    w->files = w->bytes = 0;
    queue_free(&w->items);
    tc_claims_keep_all(&b->claims, &w->claims);
    tc_claims_clear(&w->claims);
    return st == TC_OK && ++b->parts >= MAX_PARTS ? merge(b, err) : st;
}

static tc_status on_error(tc_cursor *c, tc_error *err)
{
    tc_status st = (tc_status)tc_get_uint(c);
    tc_span text = tc_get_string(c);
    return tc_fail(err, st == TC_OK ? TC_EINTERNAL : st, "%.*s", (int)text.len, text.ptr);
}

static tc_status read_message(tc_bulk *b, worker *w, tc_error *err)
{
    tc_wire_type type;
    tc_cursor c;
    if (!tc_wire_receive(w->fd, &b->in, &type, &c))
        return bury(b, w, err);
    switch (type) {
    case TC_WIRE_CLAIM:
        return on_claim(b, w, &c, err);
    case TC_WIRE_RESULT:
        return on_result(b, w, &c, err);
    case TC_WIRE_DONE:
        return on_done(b, w, err);
    case TC_WIRE_ERROR:
        return on_error(&c, err);
    default:
        return tc_fail(err, TC_EINTERNAL, "a worker talks nonsense");
    }
}

/* Waits for workers to say something, and hears each once. */
static tc_status listen_once(tc_bulk *b, tc_error *err)
{
    for (unsigned i = 0; i < b->count; i++)
        b->polls[i] = (struct pollfd){.fd = b->workers[i].fd, .events = POLLIN};
    int n = poll(b->polls, b->count, -1);
    if (n < 0 && errno != EINTR)
        return tc_fail_errno(err, TC_EIO, errno, "cannot hear the workers");
    tc_status st = TC_OK;
    for (unsigned i = 0; n > 0 && st == TC_OK && i < b->count; i++)
        if (b->polls[i].revents)
            st = read_message(b, &b->workers[i], err);
    return st;
}

/* ---- handing out -------------------------------------------------------------------------- */

static void finish_chunk(tc_bulk *b, worker *w)
{
    tc_wire_start(&b->out, TC_WIRE_FINISH);
    w->finishing = true;
    tc_wire_send(w->fd, &b->out); /* if it has gone, the next poll tells */
}

/* One that has little to do, or NULL; full chunks are sent to be finished. */
static worker *find_idle(tc_bulk *b)
{
    worker *best = NULL;
    for (unsigned i = 0; i < b->count; i++) {
        worker *w = &b->workers[i];
        if (w->pid && !w->finishing && (w->files >= CHUNK_FILES || w->bytes >= CHUNK_BYTES))
            finish_chunk(b, w);
        if (w->pid && !w->finishing && w->ahead < AHEAD && (!best || w->ahead < best->ahead))
            best = w;
    }
    return best;
}

static tc_status start_chunk(tc_bulk *b, worker *w, tc_error *err)
{
    w->chunk_number = ++b->chunks;
    char *dir = chunk_dir(b, w);
    if (!dir)
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    tc_wire_start(&b->out, TC_WIRE_CHUNK);
    tc_put_string(&b->out, tc_span_str(dir));
    free(dir);
    tc_wire_send(w->fd, &b->out);
    w->chunk = true;
    return TC_OK;
}

static tc_status hand_out(tc_bulk *b, item *i, tc_error *err)
{
    worker *w;
    tc_status st = TC_OK;
    while (st == TC_OK && !(w = find_idle(b)))
        st = tc_stop_signal() ? tc_fail(err, TC_ECANCELLED, "%s", _("stopped on request"))
                              : listen_once(b, err);
    if (st == TC_OK && !w->chunk)
        st = start_chunk(b, w, err);
    if (st != TC_OK) {
        free(i);
        return st;
    }
    tc_wire_start(&b->out, TC_WIRE_TAKE);
    tc_put_string(&b->out, i->stored);
    tc_put_string(&b->out, tc_span_str(i->path));
    tc_put_uint(&b->out, i->stamp.size);
    tc_put_uint(&b->out, i->stamp.inode);
    tc_put_uint(&b->out, (uint64_t)i->stamp.mtime_ns);
    tc_put_uint(&b->out, (uint64_t)i->stamp.ctime_ns);
    queue_push(&w->items, i);
    if (!w->oldest)
        w->oldest = i;
    w->ahead++;
    w->files++;
    tc_wire_send(w->fd, &b->out);
    return TC_OK;
}

/* Items of lost chunks go first. */
static tc_status hand_out_again(tc_bulk *b, tc_error *err)
{
    tc_status st = TC_OK;
    for (item *i; st == TC_OK && (i = queue_pop(&b->again)) != NULL;)
        st = hand_out(b, i, err);
    return st;
}

tc_status tc_bulk_take(tc_bulk *b, tc_span stored, const char *path, tc_stamp stamp, tc_error *err)
{
    tc_status st = hand_out_again(b, err);
    item *i = st == TC_OK ? item_new(stored, path, stamp) : NULL;
    if (st == TC_OK && !i)
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    return st == TC_OK ? hand_out(b, i, err) : st;
}

tc_status tc_bulk_put_off(tc_bulk *b, tc_span stored, const char *path, tc_error *err)
{
    item *i = item_new(stored, path, (tc_stamp){0});
    if (!i)
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    queue_push(&b->put_off, i);
    return TC_OK;
}

/* ---- start and end ------------------------------------------------------------------------ */

tc_status tc_bulk_start(tc_bulk **out, tc_pipeline *p, unsigned workers, tc_error *err)
{
    tc_bulk *b = calloc(1, sizeof *b);
    *out = b; /* also when it fails: abandon clears up */
    if (!b)
        return tc_fail(err, TC_ENOMEM, "no memory for workers");
    b->pipeline = p;
    queue_init(&b->again);
    queue_init(&b->put_off);
    tc_buf_init(&b->in, 0);
    tc_buf_init(&b->out, 0);
    b->workers = calloc(workers, sizeof *b->workers);
    b->polls = calloc(workers, sizeof *b->polls);
    if (!b->workers || !b->polls)
        return tc_fail(err, TC_ENOMEM, "no memory for workers");
    for (; b->count < workers; b->count++) {
        worker *w = &b->workers[b->count];
        w->fd = -1;
        queue_init(&w->items);
        tc_status st = spawn(b, w, err);
        if (st != TC_OK)
            return st;
    }
    return TC_OK;
}

static bool busy(tc_bulk *b)
{
    bool any = false;
    for (unsigned i = 0; i < b->count; i++) {
        worker *w = &b->workers[i];
        if (w->chunk && !w->finishing && w->ahead == 0)
            finish_chunk(b, w);
        any |= w->chunk;
    }
    return any;
}

static tc_status finish_chunks(tc_bulk *b, tc_error *err)
{
    tc_status st = TC_OK;
    do {
        if (!tc_stop_signal())
            st = hand_out_again(b, err);
        while (st == TC_OK && busy(b))
            st = listen_once(b, err);
    } while (st == TC_OK && b->again.first && !tc_stop_signal());
    return st;
}

/* Files whose content or path the index had already, in the ordinary way. */
static tc_status take_put_off(tc_bulk *b, tc_error *err)
{
    tc_status st = TC_OK;
    struct stat now;
    for (item *i; st == TC_OK && (i = queue_pop(&b->put_off)) != NULL; free(i)) {
        if (stat(i->path, &now) == 0)
            st = tc_pipeline_take(b->pipeline, i->stored, i->path, tc_stamp_of(&now), true, err);
    }
    return st;
}

tc_status tc_bulk_finish(tc_bulk *b, tc_error *err)
{
    tc_pipeline *p = b->pipeline;
    tc_progress_clear(p->progress);
    tc_status st = finish_chunks(b, err);
    for (unsigned i = 0; st == TC_OK && i < b->count; i++)
        end_worker(&b->workers[i], NULL);
    if (st == TC_OK)
        st = merge(b, err);
    if (st == TC_OK && tc_stop_signal())
        st = tc_fail(err, TC_ECANCELLED, "%s", _("stopped on request"));
    p->bulk = NULL;
    if (st == TC_OK)
        st = take_put_off(b, err);
    tc_bulk_abandon(b);
    return st;
}

void tc_bulk_abandon(tc_bulk *b)
{
    if (!b)
        return;
    for (unsigned i = 0; i < b->count; i++) {
        worker *w = &b->workers[i];
        if (w->pid > 0) {
            kill(w->pid, SIGKILL);
            end_worker(w, NULL);
        }
        char *dir = chunk_dir(b, w);
        if (w->chunk && dir)
            tc_archive_discard(dir);
        free(dir);
        queue_free(&w->items);
        tc_claims_release(&w->claims);
    }
    queue_free(&b->again);
    queue_free(&b->put_off);
    tc_claims_release(&b->claims);
    tc_buf_release(&b->in);
    tc_buf_release(&b->out);
    free(b->workers);
    free(b->polls);
    free(b);
}
