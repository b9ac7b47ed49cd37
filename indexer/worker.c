/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/worker.h"

#include <limits.h>
#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "indexer/signals.h"
#include "indexer/wire.h"
#include "text/token.h"

/* Xapian gathers what it is given in one map before it writes; a small map stays in the cache. */
enum { FLUSH_FILES = 64, SOCKET = 3, MAX_WAITING = 16 };
enum { KEPT_MEMORY = 32 << 20 }; /* the most that glibc takes */

/* A file of a TAKE. */
typedef struct {
    tc_span stored, told;
    const char *path;
    tc_stamp stamp;
    tc_load load; /* kept from TAKE to TAKE */
    tc_loaded loaded;
    bool ours; /* its content was claimed */
} file;

typedef struct {
    tc_pipeline pipeline;
    file files[TC_WIRE_FILES];
    size_t count;       /* of the TAKE in work */
    const file *taken;  /* the one in work */
    tc_archive archive; /* writer and database of the chunk */
    tc_report report;
    tc_progress progress;
    tc_buf in, out;
    tc_buf waiting[MAX_WAITING]; /* messages that came before an ANSWER, in a ring */
    unsigned first_waiting, waiting_count;
    bool failed;     /* the file in work; what came of it is in out */
    size_t postings; /* held in memory */
} worker;

static _Noreturn void fail(worker *w, const tc_error *err)
{
    tc_wire_start(&w->out, TC_WIRE_ERROR);
    tc_put_uint(&w->out, err->code);
    tc_put_string(&w->out, tc_span_str(err->msg));
    tc_wire_send(SOCKET, &w->out);
    _exit(1);
}

static void put_result(worker *w, tc_outcome outcome, uint64_t bytes)
{
    tc_put_uint(&w->out, outcome);
    tc_put_uint(&w->out, bytes);
}

static void on_failure(const tc_file_row *row, void *context)
{
    worker *w = context;
    put_result(w, TC_OUTCOME_FAILED, w->report.tally.bytes);
    tc_put_uint(&w->out, row->reason);
    tc_put_string(&w->out, row->stage);
    tc_put_string(&w->out, row->detail);
    w->failed = true;
}

/* The parent talks ahead: what it sent before the ANSWER waits. The parent keeps far below the
 * ring's size. */
static void receive_answer(worker *w)
{
    tc_wire_type type;
    for (tc_cursor c; tc_wire_receive(SOCKET, &w->in, &type, &c);) {
        if (type == TC_WIRE_ANSWER) {
            for (size_t i = 0; i < w->count; i++)
                w->files[i].ours = w->files[i].loaded.status == TC_OK && tc_get_uint(&c) != 0;
            return;
        }
        if (w->waiting_count == MAX_WAITING)
            break;
        tc_buf *place = &w->waiting[(w->first_waiting + w->waiting_count++) % MAX_WAITING];
        tc_buf_reset(place);
        tc_buf_add(place, tc_buf_span(&w->in));
    }
    _exit(1); /* the parent has gone */
}

static void claim_all(worker *w)
{
    tc_wire_start(&w->out, TC_WIRE_CLAIM);
    for (size_t i = 0; i < w->count; i++)
        if (w->files[i].loaded.status == TC_OK)
            tc_put_string(&w->out, tc_span_str(w->files[i].load.sha256));
    if (!tc_wire_send(SOCKET, &w->out))
        _exit(1);
    receive_answer(w);
}

static bool is_ours(void *context, const char sha256[65])
{
    (void)sha256;
    const worker *w = context;
    return w->taken->ours;
}

static bool next_message(worker *w, tc_wire_type *type, tc_cursor *c)
{
    if (w->waiting_count == 0)
        return tc_wire_receive(SOCKET, &w->in, type, c);
    tc_buf *oldest = &w->waiting[w->first_waiting];
    w->first_waiting = (w->first_waiting + 1) % MAX_WAITING;
    w->waiting_count--;
    tc_buf_reset(&w->in);
    tc_buf_add(&w->in, tc_buf_span(oldest));
    *type = (tc_wire_type)(unsigned char)w->in.ptr[0];
    *c = (tc_cursor){tc_buf_span(&w->in), 1, false};
    return w->in.status == TC_OK && oldest->status == TC_OK;
}

static void start_chunk(worker *w, tc_cursor *c)
{
    tc_error err = TC_ERROR_INIT;
    const tc_writer_options options = {
        .create = true, .bulk = true, .append = w->postings, .analyzer_id = tc_analyzer_id()};
    w->archive.database = tc_arena_copy(&w->archive.arena, tc_get_string(c)).ptr;
    if (tc_writer_open(&w->archive.writer, w->archive.database, &options, &err) != TC_OK)
        fail(w, &err);
}

static void get_file(file *f, tc_arena *a, tc_cursor *c)
{
    f->stored = tc_arena_copy(a, tc_get_string(c)); /* the message outlives no CLAIM */
    f->path = tc_arena_copy(a, tc_get_string(c)).ptr;
    f->stamp.size = tc_get_uint(c);
    f->stamp.inode = tc_get_uint(c);
    f->stamp.mtime_ns = (int64_t)tc_get_uint(c);
    f->stamp.ctime_ns = (int64_t)tc_get_uint(c);
    f->told = tc_arena_copy(a, tc_get_string(c));
}

static void take_file(worker *w, file *f)
{
    tc_error err = TC_ERROR_INIT;
    const tc_load own = w->pipeline.load;
    w->taken = f;
    w->failed = false;
    w->report.tally.bytes = 0;
    w->pipeline.root_told = f->told;
    w->pipeline.loaded = &f->loaded;
    w->pipeline.load = f->load;
    tc_status st = tc_pipeline_take(&w->pipeline, f->stored, f->path, f->stamp, false, &err);
    f->load = w->pipeline.load;
    w->pipeline.load = own;
    if (st == TC_ECRASHED)
        _exit(1); /* the chunk is lost: as if it had crashed at this file */
    if (st != TC_OK)
        fail(w, &err);
    if (!w->failed)
        put_result(w, w->pipeline.declined ? TC_OUTCOME_PUT_OFF : TC_OUTCOME_ADDED,
                   w->report.tally.bytes);
}

/* All are read before the first is taken in, so that one message asks for all contents. */
static void take(worker *w, tc_cursor *c)
{
    for (w->count = 0; tc_wire_more(c) && w->count < TC_WIRE_FILES; w->count++) {
        file *f = &w->files[w->count];
        get_file(f, &w->archive.arena, c);
        f->loaded.why = (tc_error)TC_ERROR_INIT;
        f->loaded.status = tc_load_file(&f->load, f->path, w->pipeline.max_file_size,
                                        &f->loaded.reason, &f->loaded.why);
    }
    claim_all(w);
    tc_wire_start(&w->out, TC_WIRE_RESULT);
    for (size_t i = 0; i < w->count; i++)
        take_file(w, &w->files[i]);
    if (!tc_wire_send(SOCKET, &w->out))
        _exit(1);
}

static void finish_chunk(worker *w)
{
    tc_error err = TC_ERROR_INIT;
    tc_status st = tc_writer_close(w->archive.writer, &err);
    w->archive.writer = NULL;
    if (st != TC_OK)
        fail(w, &err);
    tc_arena_reset(&w->archive.arena);
    tc_wire_start(&w->out, TC_WIRE_DONE);
    if (!tc_wire_send(SOCKET, &w->out))
        _exit(1);
}

/* The parent's lock, writer and files are not ours to keep open. */
static void part_from_parent(int fd, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);            /* it went before we could ask to go with it */
    signal(SIGINT, SIG_IGN); /* Ctrl-C is for the parent, which tells us */
    signal(SIGHUP, SIG_IGN);
    signal(SIGTERM, SIG_IGN); /* sent to all of a service: no file is to blame for it */
    tc_signals_forget();
    if (fd != SOCKET && dup2(fd, SOCKET) < 0)
        _exit(1);
    close_range(SOCKET + 1, ~0U, 0);
}

void tc_worker_run(int fd, pid_t parent, const tc_pipeline *like, size_t postings)
{
    worker w = {.pipeline = *like, .postings = postings};
    part_from_parent(fd, parent);
    mallopt(M_MMAP_THRESHOLD, KEPT_MEMORY); /* what a chunk has freed is the next one's */
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    w.report.sink = on_failure;
    w.report.sink_context = &w;
    w.pipeline.archive = &w.archive;
    w.pipeline.report = &w.report;
    w.pipeline.progress = &w.progress;
    w.pipeline.bulk = NULL;
    w.pipeline.renames = NULL; /* what may be one is not given to workers */
    w.pipeline.claim = is_ours;
    w.pipeline.claim_context = &w;
    w.pipeline.batch_files = FLUSH_FILES;
    w.pipeline.batch.files = w.pipeline.batch.bytes = 0;
    w.archive.lock = -1;
    tc_arena_init(&w.archive.arena);
    tc_arena_init(&w.report.arena);
    tc_buf_init(&w.in, 0);
    tc_buf_init(&w.out, 0);
    for (size_t i = 0; i < MAX_WAITING; i++)
        tc_buf_init(&w.waiting[i], 0);
    for (size_t i = 0; i < TC_WIRE_FILES; i++)
        tc_load_init(&w.files[i].load);
    tc_wire_type type;
    for (tc_cursor c; next_message(&w, &type, &c);) {
        if (type == TC_WIRE_CHUNK)
            start_chunk(&w, &c);
        else if (type == TC_WIRE_TAKE)
            take(&w, &c);
        else if (type == TC_WIRE_FINISH)
            finish_chunk(&w);
    }
    _exit(0);
}
