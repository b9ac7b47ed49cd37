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

#include "base/clock.h"
#include "indexer/chunk.h"
#include "indexer/message.h"
#include "indexer/parts.h"
#include "indexer/signals.h"
#include "indexer/wire.h"
#include "indexer/worker.h"

/* A chunk is what a crash costs and what a merge takes as one; parts are open files in a merge.
 * Large chunks make a small index: in each a term's list begins anew. But a worker holds all of its
 * chunk's postings, 5 bytes for one of a plan's text, and there must be some for each worker. */
enum { CHUNK_FILES = 4000, AHEAD = 2, MAX_PARTS = 96, MAX_DEATHS = 100, HEAR_EVERY = 32 };
/* Files go to a worker by the portion: each message wakes somebody. Those that take long go one by
 * one, since what a worker has been told of it cannot be relieved of, nor stopped at. */
enum { PORTION_BYTES = 1 << 20, QUICK_MS = 40, SLOW_MS = 120 };
enum {
    LEAST_CHUNK = 1 << 20,
    LEAST_SPLIT = 512 << 10,
    MOST_CHUNK = 16 << 20,
    ALL_CHUNKS = 48 << 20,
    SHARES = 2
};                                /* bytes */
enum { ALL_POSTINGS = 16000000 }; /* that workers hold */

typedef struct {
    pid_t pid; /* 0: not running */
    int fd;
    tc_chunk *chunk; /* that it is at, or NULL */
    bool finishing;
    bool heard_of;       /* it has let go of our lock before it says anything */
    size_t ahead, files; /* TAKEs without RESULT, and the files in them */
    size_t portion;      /* most files of the next TAKE */
    double heard;        /* when it began, or told the last RESULT */
} worker;

struct tc_bulk {
    tc_pipeline *pipeline;
    worker *workers;
    struct pollfd *polls;
    unsigned wanted, count; /* of workers */
    uint64_t chunk_bytes;
    unsigned chunks, deaths;
    unsigned splits, closed; /* since the last merge */
    unsigned barrier;  /* so many chunks may be begun, and what they are split into; then a merge */
    size_t taken;      /* files */
    tc_claims claims;  /* of all chunks and parts that are not merged */
    tc_chunk *filling; /* gets the next file, or NULL */
    tc_chunk *ready;   /* full ones, in order */
    size_t ready_count;
    tc_chunk *put_off;
    tc_buf in, out;
};

/* ---- workers ------------------------------------------------------------------------------ */

static tc_status spawn(tc_bulk *b, worker *w, tc_error *err)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return tc_fail_errno(err, TC_EIO, errno, "cannot start a worker");
    pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        tc_worker_run(pair[1], parent, b->pipeline, ALL_POSTINGS / b->wanted);
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        return tc_fail_errno(err, TC_EIO, errno, "cannot start a worker");
    }
    w->pid = pid;
    w->fd = pair[0];
    return TC_OK;
}

static char *chunk_dir(const tc_bulk *b, const tc_chunk *c)
{
    char *dir = NULL;
    if (asprintf(&dir, "%s/chunk-%u", b->pipeline->archive->place.dir, c->number) < 0)
        return NULL;
    return dir;
}

static void discard_chunk_dir(const tc_bulk *b, const tc_chunk *c)
{
    char *dir = chunk_dir(b, c);
    if (dir)
        tc_archive_discard(dir);
    free(dir);
}

static void end_worker(worker *w, int *status)
{
    if (!w->pid)
        return;
    if (w->fd >= 0)
        close(w->fd);
    while (waitpid(w->pid, status, 0) < 0 && errno == EINTR)
        ;
    w->pid = 0;
    w->fd = -1;
}

/* It ends by itself, and gives back its memory meanwhile. One that has not yet begun holds what was
 * open when it was made: the lock of the index too. */
static void dismiss(worker *w)
{
    if (!w->heard_of) {
        end_worker(w, NULL);
        return;
    }
    close(w->fd);
    w->fd = -1;
}

/* Those of a lost chunk may be taken again; finished parts stay claimed until the merge. */
static void rebuild_claims(tc_bulk *b)
{
    tc_claims_clear_open(&b->claims);
    for (unsigned i = 0; i < b->count; i++)
        if (b->workers[i].chunk)
            tc_claims_add_all(&b->claims, &b->workers[i].chunk->claims);
}

static void take_back_tally(tc_bulk *b, const tc_chunk *c)
{
    tc_tally *tally = &b->pipeline->report->tally;
    for (const tc_item *i = c->first; i; i = i->next) {
        tally->added -= i->state == TC_ITEM_ADDED;
        tally->failed -= i->state == TC_ITEM_FAILED;
    }
}

static tc_status blame(tc_bulk *b, const tc_item *culprit, int status, tc_error *err)
{
    char why[96];
    if (WIFSIGNALED(status))
        snprintf(why, sizeof why, _("its worker was ended by signal %d"), WTERMSIG(status));
    else
        snprintf(why, sizeof why, _("its worker ended with status %d"), WEXITSTATUS(status));
    return tc_pipeline_fail(b->pipeline, culprit->stored, culprit->stamp, TC_REASON_CRASH,
                            "analyse", why, err);
}

/* The worker has gone without a word: the file in work takes the blame, the chunk is done again.
 * When it was one of several, that is found out the next time. */
static tc_status bury(tc_bulk *b, worker *w, tc_error *err)
{
    int status = 0;
    tc_status st = TC_OK;
    tc_chunk *c = w->chunk;
    bool alone = w->files == w->ahead;
    end_worker(w, &status);
    *w = (worker){.fd = -1};
    if (c) {
        take_back_tally(b, c);
        const tc_item *culprit = alone ? c->oldest : NULL;
        if (culprit)
            st = blame(b, culprit, status, err);
        discard_chunk_dir(b, c);
        tc_chunk_restart(c, culprit);
        c->careful = true;
        c->next = b->ready;
        b->ready = c;
        b->ready_count++;
        rebuild_claims(b);
    }
    b->deaths += alone; /* otherwise it is the chunk's first one */
    if (st == TC_OK && b->deaths > MAX_DEATHS)
        st = tc_fail(err, TC_EINTERNAL, "too many workers have died");
    return st == TC_OK && !tc_stop_signal() ? spawn(b, w, err) : st;
}

/* ---- messages of workers ------------------------------------------------------------------ */

static tc_status claim(bool *yes, tc_bulk *b, worker *w, tc_span sha256, tc_error *err)
{
    tc_pipeline *p = b->pipeline;
    tc_content_row *known;
    tc_annotation told; /* only we can see it */
    tc_arena_reset(&p->rows);
    tc_status st = tc_journal_content(&known, &p->rows, p->archive->writer, sha256, err);
    if (st == TC_OK)
        st = tc_annotation_read(&told, &p->rows, p->archive->writer, sha256, err);
    *yes = st == TC_OK && !known && tc_annotation_empty(&told) &&
           tc_claims_add(&b->claims, sha256) && tc_claims_add(&w->chunk->claims, sha256);
    return st;
}

static tc_status on_claim(tc_bulk *b, worker *w, tc_cursor *c, tc_error *err)
{
    tc_status st = TC_OK;
    tc_wire_start(&b->out, TC_WIRE_ANSWER);
    while (st == TC_OK && tc_wire_more(c)) {
        bool yes;
        st = claim(&yes, b, w, tc_get_string(c), err);
        tc_put_uint(&b->out, yes);
    }
    if (st == TC_OK)
        tc_wire_send(w->fd, &b->out); /* if it has gone, the next poll tells */
    return st;
}

static void tell_failure(tc_bulk *b, tc_item *i, tc_cursor *c)
{
    uint64_t reason = tc_get_uint(c);
    const tc_file_row row = {.path = i->stored,
                             .failed = true,
                             .reason =
                                 reason < TC_REASON_COUNT ? (tc_reason)reason : TC_REASON_INTERNAL,
                             .stage = tc_get_string(c),
                             .detail = tc_get_string(c)};
    i->state = TC_ITEM_FAILED;
    tc_report_failure(b->pipeline->report, &row);
}

static tc_status put_off(tc_bulk *b, tc_span stored, const char *path, tc_span told, tc_error *err)
{
    tc_item *i = tc_item_new(stored, path, (tc_stamp){0});
    if (!i)
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    i->told = told;
    tc_chunk_push(b->put_off, i);
    return TC_OK;
}

static tc_status file_done(tc_bulk *b, worker *w, tc_cursor *c, tc_error *err)
{
    tc_report *report = b->pipeline->report;
    tc_item *i = w->chunk->oldest;
    uint64_t outcome = tc_get_uint(c), bytes = tc_get_uint(c);
    if (w->files == 0)
        return tc_fail(err, TC_EINTERNAL, "a worker answers what was not asked");
    tc_chunk_answered(w->chunk);
    w->files--;
    report->tally.bytes += bytes;
    tc_progress_step(b->pipeline->progress, i->stamp.size);
    if (outcome == TC_OUTCOME_FAILED) {
        tell_failure(b, i, c);
    } else if (outcome == TC_OUTCOME_PUT_OFF) {
        i->state = TC_ITEM_PUT_OFF;
        return put_off(b, i->stored, i->path, i->told, err);
    } else {
        i->state = TC_ITEM_ADDED;
        report->tally.added++;
        tc_report_file(report, _("added"), i->stored);
    }
    return TC_OK;
}

static tc_status on_result(tc_bulk *b, worker *w, tc_cursor *c, tc_error *err)
{
    tc_status st = TC_OK;
    double now = tc_now(), ms = 1000 * (now - w->heard);
    w->heard = now;
    w->ahead -= w->ahead > 0;
    if (ms < QUICK_MS && w->portion < TC_WIRE_FILES)
        w->portion *= 2;
    else if (ms > SLOW_MS)
        w->portion = 1;
    while (st == TC_OK && tc_wire_more(c))
        st = file_done(b, w, c, err);
    return st;
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
    tc_claims_clear(&b->claims);
    rebuild_claims(b);
    return st;
}

/* All chunks up to the barrier are merged before one behind it is begun, so that documents stand
 * in the index in the order of their files, whoever took them. */
static tc_status close_chunk(tc_bulk *b, tc_chunk *c, tc_error *err)
{
    tc_chunk_free(c);
    if (++b->closed < MAX_PARTS + b->splits)
        return TC_OK;
    b->barrier += MAX_PARTS;
    b->closed = b->splits = 0;
    return merge(b, err);
}

static tc_status on_done(tc_bulk *b, worker *w, tc_error *err)
{
    tc_chunk *c = w->chunk;
    char *dir = chunk_dir(b, c);
    tc_status st = dir ? tc_parts_add(b->pipeline->archive, dir, c->number, err)
                       : tc_fail(err, TC_ENOMEM, "no memory for a path");
    free(dir);
    if (st != TC_OK)
        return st;
    tc_claims_keep_all(&b->claims, &c->claims);
    w->chunk = NULL;
    w->finishing = false;
    return close_chunk(b, c, err);
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
    w->heard_of = true;
    if (type == TC_WIRE_ERROR)
        return on_error(&c, err);
    if (w->chunk && type == TC_WIRE_CLAIM)
        return on_claim(b, w, &c, err);
    if (w->chunk && type == TC_WIRE_RESULT)
        return on_result(b, w, &c, err);
    if (w->chunk && type == TC_WIRE_DONE)
        return on_done(b, w, err);
    return tc_fail(err, TC_EINTERNAL, "a worker talks nonsense");
}

/* ---- handing out -------------------------------------------------------------------------- */

static void put_item(tc_bulk *b, const tc_item *i)
{
    tc_put_string(&b->out, i->stored);
    tc_put_string(&b->out, tc_span_str(i->path));
    tc_put_uint(&b->out, i->stamp.size);
    tc_put_uint(&b->out, i->stamp.inode);
    tc_put_uint(&b->out, (uint64_t)i->stamp.mtime_ns);
    tc_put_uint(&b->out, (uint64_t)i->stamp.ctime_ns);
    tc_put_string(&b->out, i->told);
}

static void send_portion(tc_bulk *b, worker *w)
{
    tc_chunk *c = w->chunk;
    size_t most = c->careful ? 1 : w->portion;
    uint64_t bytes = c->unsent->stamp.size;
    tc_wire_start(&b->out, TC_WIRE_TAKE);
    do {
        put_item(b, tc_chunk_send(c));
        w->files++;
    } while (--most && c->unsent && (bytes += c->unsent->stamp.size) <= PORTION_BYTES &&
             b->out.len < TC_WIRE_FULL);
    w->ahead++;
    tc_wire_send(w->fd, &b->out); /* if it has gone, the next poll tells; so below */
}

/* Keeps a worker busy: a few files ahead, at last the end of its chunk. */
static void feed(tc_bulk *b, worker *w)
{
    tc_chunk *c = w->chunk;
    if (tc_stop_signal())
        c->unsent = NULL;
    while (c->unsent && w->ahead < AHEAD)
        send_portion(b, w);
    if (c->unsent || w->ahead || w->finishing)
        return;
    tc_wire_start(&b->out, TC_WIRE_FINISH);
    tc_wire_send(w->fd, &b->out);
    w->finishing = true;
}

/* How long a worker will be at it, in bytes: to write its tables takes a third as long as to fill
 * them. */
static uint64_t work_left(const tc_chunk *c)
{
    return c->bytes - c->done + c->bytes / 3;
}

/* Before the last chunk of a load begins: what is at its border goes to the one in front of it, as
 * long as that would end earlier. */
static void level_last(tc_bulk *b, tc_chunk *last)
{
    if (b->ready || b->filling || last->careful)
        return;
    for (unsigned i = 0; i < b->count; i++) {
        tc_chunk *c = b->workers[i].chunk;
        if (!c || b->workers[i].finishing || c->careful || c->room < TC_CHUNK_ROOM ||
            c->number + TC_CHUNK_ROOM != last->number)
            continue;
        while (last->files > 1 && work_left(c) + 8 * last->first->stamp.size / 3 <= work_left(last))
            tc_chunk_pass(last, c);
    }
}

static tc_status begin_chunk(tc_bulk *b, worker *w, tc_error *err)
{
    tc_chunk *c = b->ready;
    b->ready = c->next;
    b->ready_count--;
    c->next = NULL;
    level_last(b, c);
    if (!c->first) /* all that was in it has crashed */
        return close_chunk(b, c, err);
    w->chunk = c;
    w->portion = 1;
    w->heard = tc_now();
    char *dir = chunk_dir(b, c);
    if (!dir)
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    tc_wire_start(&b->out, TC_WIRE_CHUNK);
    tc_put_string(&b->out, tc_span_str(dir));
    free(dir);
    tc_wire_send(w->fd, &b->out);
    return TC_OK;
}

static bool may_begin(const tc_bulk *b)
{
    return b->ready && b->ready->number / TC_CHUNK_ROOM <= b->barrier && !tc_stop_signal();
}

static uint64_t unsent(const tc_chunk *c)
{
    return c ? c->bytes - c->sent : 0;
}

/* Nothing is ready for a worker: it gets from another so much that both end at about the same
 * time. The other has its tables to write as well. */
static void split_largest(tc_bulk *b)
{
    tc_chunk *largest = NULL;
    for (unsigned i = 0; i < b->count; i++)
        if (unsent(b->workers[i].chunk) > unsent(largest))
            largest = b->workers[i].chunk;
    uint64_t left = unsent(largest), tables = largest ? largest->sent / 3 : 0;
    uint64_t keep = left > tables ? (left - tables) / 2 : 0;
    tc_chunk *rest = left - keep < LEAST_SPLIT || b->splits == MAX_PARTS || tc_stop_signal()
                         ? NULL
                         : tc_chunk_split(largest, keep);
    if (!rest)
        return;
    rest->next = b->ready;
    b->ready = rest;
    b->ready_count++;
    b->splits++;
}

static tc_status feed_all(tc_bulk *b, tc_error *err)
{
    tc_status st = TC_OK;
    for (unsigned i = 0; st == TC_OK && i < b->count; i++) {
        worker *w = &b->workers[i];
        if (w->pid && !w->chunk && !may_begin(b) && (b->ready || !b->filling))
            split_largest(b);
        if (w->pid && !w->chunk && may_begin(b))
            st = begin_chunk(b, w, err);
        if (w->chunk)
            feed(b, w);
    }
    return st;
}

/* Gives workers what they can take, waits for one to say something (so many milliseconds; -1: as
 * long as it takes), and hears each once. */
static tc_status work_once(tc_bulk *b, int wait, tc_error *err)
{
    bool any = false;
    tc_status st = feed_all(b, err);
    for (unsigned i = 0; i < b->count; i++) {
        b->polls[i] = (struct pollfd){.fd = b->workers[i].fd, .events = POLLIN};
        any |= b->workers[i].chunk != NULL;
    }
    if (st != TC_OK || !any)
        return st;
    int n = poll(b->polls, b->count, wait);
    if (n < 0 && errno != EINTR)
        return tc_fail_errno(err, TC_EIO, errno, "cannot hear the workers");
    for (unsigned i = 0; n > 0 && st == TC_OK && i < b->count; i++)
        if (b->polls[i].revents)
            st = read_message(b, &b->workers[i], err);
    return st;
}

static void fill_up(tc_bulk *b)
{
    if (!b->filling)
        return;
    tc_chunk **end = &b->ready;
    while (*end)
        end = &(*end)->next;
    *end = b->filling;
    b->filling = NULL;
    b->ready_count++;
}

tc_status tc_bulk_take(tc_bulk *b, tc_span stored, const char *path, tc_stamp stamp, tc_error *err)
{
    tc_item *i = tc_item_new(stored, path, stamp);
    if (i && !b->filling &&
        (b->filling = tc_chunk_new((b->chunks + 1) * TC_CHUNK_ROOM, TC_CHUNK_ROOM)))
        b->chunks++;
    if (!i || !b->filling) {
        free(i);
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    }
    i->told = b->pipeline->root_told;
    tc_chunk_push(b->filling, i);
    if (b->filling->files >= CHUNK_FILES || b->filling->bytes >= b->chunk_bytes)
        fill_up(b);
    tc_status st = ++b->taken % HEAR_EVERY ? TC_OK : work_once(b, 0, err);
    while (st == TC_OK && b->ready_count > b->count && !tc_stop_signal())
        st = work_once(b, -1, err);
    return st;
}

tc_status tc_bulk_put_off(tc_bulk *b, tc_span stored, const char *path, tc_error *err)
{
    return put_off(b, stored, path, b->pipeline->root_told, err);
}

/* ---- start and end ------------------------------------------------------------------------ */

/* As many chunks for each worker, so that little is left to split. */
static uint64_t chunk_bytes(uint64_t expected, unsigned workers)
{
    uint64_t most = ALL_CHUNKS / workers;
    most = most < MOST_CHUNK ? most : MOST_CHUNK;
    uint64_t each = expected / workers / most + 1;
    uint64_t share = expected / workers / (each > SHARES ? each : SHARES);
    return share > LEAST_CHUNK ? share : LEAST_CHUNK;
}

tc_status tc_bulk_start(tc_bulk **out, tc_pipeline *p, unsigned workers, tc_error *err)
{
    tc_bulk *b = calloc(1, sizeof *b);
    *out = b; /* also when it fails: abandon clears up */
    if (!b)
        return tc_fail(err, TC_ENOMEM, "no memory for workers");
    b->pipeline = p;
    b->wanted = workers;
    b->chunk_bytes = chunk_bytes(p->progress->total_bytes, workers);
    b->barrier = MAX_PARTS;
    tc_buf_init(&b->in, 0);
    tc_buf_init(&b->out, 0);
    b->put_off = tc_chunk_new(0, 1);
    b->workers = calloc(workers, sizeof *b->workers);
    b->polls = calloc(workers, sizeof *b->polls);
    if (!b->put_off || !b->workers || !b->polls || !tc_buf_reserve(&b->out, TC_WIRE_MAX))
        return tc_fail(err, TC_ENOMEM, "no memory for workers");
    for (; b->count < workers; b->count++) {
        worker *w = &b->workers[b->count];
        w->fd = -1;
        tc_status st = spawn(b, w, err);
        if (st != TC_OK)
            return st;
    }
    return TC_OK;
}

static bool busy(const tc_bulk *b)
{
    bool any = b->ready && !tc_stop_signal();
    for (unsigned i = 0; i < b->count; i++)
        any |= b->workers[i].chunk != NULL;
    return any;
}

/* Files whose content or path the index had already, in the ordinary way. */
static tc_status take_put_off(tc_bulk *b, tc_error *err)
{
    tc_status st = TC_OK;
    struct stat now;
    for (const tc_item *i = b->put_off->first; st == TC_OK && i; i = i->next) {
        b->pipeline->root_told = i->told;
        if (stat(i->path, &now) == 0)
            st = tc_pipeline_take(b->pipeline, i->stored, i->path, tc_stamp_of(&now), true, err);
    }
    return st;
}

tc_status tc_bulk_finish(tc_bulk *b, tc_error *err)
{
    tc_pipeline *p = b->pipeline;
    tc_progress_clear(p->progress);
    tc_status st = TC_OK;
    fill_up(b);
    while (st == TC_OK && busy(b))
        st = work_once(b, -1, err);
    for (unsigned i = 0; st == TC_OK && i < b->count; i++)
        dismiss(&b->workers[i]);
    if (st == TC_OK)
        st = merge(b, err);
    if (st == TC_OK && tc_stop_signal())
        st = tc_fail(err, TC_ECANCELLED, "stopped on request");
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
        if (w->chunk)
            discard_chunk_dir(b, w->chunk);
        tc_chunk_free(w->chunk);
    }
    for (tc_chunk *c = b->ready, *next; c; c = next) {
        next = c->next;
        tc_chunk_free(c);
    }
    tc_chunk_free(b->filling);
    tc_chunk_free(b->put_off);
    tc_claims_release(&b->claims);
    tc_buf_release(&b->in);
    tc_buf_release(&b->out);
    free(b->workers);
    free(b->polls);
    free(b);
}
