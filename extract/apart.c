/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The side that asks. It never waits on one thing only: while a question is sent, the answer, the
 * clock and what the reader says on its stderr are looked at too. */
#include "extract/apart.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "extract/convert.h"
#include "extract/frame.h"
#include "extract/internal.h"
#include "extract/spawn.h"

enum { SECONDS = 60, FILES = 100, TICK = 200, SAID = 1024, OPEN_FILES = 64, CPU_SECONDS = 3600 };
#define MEMORY ((size_t)3 << 29)
#define LIBRARIES ((size_t)256 << 20) /* addresses that a process has before it does anything */
#define SMALL ((size_t)1 << 20)
#define WORDS ((size_t)1 << 30)  /* of a converted file, with all their places */
#define FIELDS ((size_t)1 << 24) /* of an answer: all but its text */

struct tc_apart {
    tc_apart_options options;
    pid_t owner; /* a fork of it has no reader yet */
    pid_t pid;   /* 0: not running */
    int fd, errors;
    unsigned files; /* that this process was asked about */
    uint64_t serial;
    char said[SAID]; /* the last of its stderr */
    size_t said_len;
    tc_buf question, answer, words;
};

/* A question on its way, and what has come of the answer. */
typedef struct {
    tc_span parts[3]; /* head, fields, bytes */
    size_t sent;
    size_t most, most_members; /* bytes of the answer, and of the files inside that may come yet */
    tc_frame_head head;        /* of the answer */
    size_t got;                /* bytes of head and body */
    double deadline;
    bool gone;
    tc_arena *arena; /* for the files inside */
    TC_VEC(tc_member) members;
} exchange;

tc_status tc_apart_new(tc_apart **out, const tc_apart_options *options, tc_error *err)
{
    *out = NULL;
    tc_apart *a = calloc(1, sizeof *a);
    if (!a)
        return tc_fail(err, TC_ENOMEM, "no memory to start");
    a->options = options ? *options : (tc_apart_options){0};
    if (!(a->options.seconds > 0))
        a->options.seconds = SECONDS;
    if (!a->options.memory)
        a->options.memory = MEMORY;
    if (!a->options.files)
        a->options.files = FILES;
    a->owner = getpid();
    tc_buf_init(&a->question, 0);
    tc_buf_init(&a->answer, SIZE_MAX / 2);
    tc_buf_init(&a->words, SIZE_MAX / 2);
    *out = a;
    return TC_OK;
}

/* ---- the process ---------------------------------------------------------------------------- */

static tc_ending end_process(tc_apart *a)
{
    tc_ending e = {0};
    if (!a->pid)
        return e;
    close(a->fd);
    close(a->errors);
    e = tc_spawn_end(a->pid);
    a->pid = 0;
    return e;
}

void tc_apart_free(tc_apart *a)
{
    if (!a)
        return;
    if (a->owner == getpid())
        end_process(a);
    tc_buf_release(&a->question);
    tc_buf_release(&a->answer);
    tc_buf_release(&a->words);
    free(a);
}

static tc_status spawn_on(tc_apart *a, int socket, int errors, tc_error *err)
{
    char path[PATH_MAX];
    tc_status st = tc_spawn_self(path, sizeof path, err);
    if (st != TC_OK)
        return st;
    const char *argv[] = {path, TC_APART_ARGUMENT, NULL};
    const tc_spawning s = {.argv = argv,
                           .in = socket,
                           .out = -1,
                           .errors = errors,
                           .limits = {.memory = a->options.memory + LIBRARIES,
                                      .cpu = CPU_SECONDS,
                                      .files = OPEN_FILES,
                                      .no_writing = true}};
    return tc_spawn(&a->pid, &s, err);
}

static tc_status start_process(tc_apart *a, tc_error *err)
{
    int pair[2], said[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return tc_fail_errno(err, TC_EIO, errno, "cannot start a reader");
    if (pipe2(said, O_CLOEXEC | O_NONBLOCK) != 0) {
        int why = errno;
        close(pair[0]);
        close(pair[1]);
        return tc_fail_errno(err, TC_EIO, why, "cannot start a reader");
    }
    tc_status st = spawn_on(a, pair[1], said[1], err);
    close(pair[1]);
    close(said[1]);
    if (st != TC_OK) {
        close(pair[0]);
        close(said[0]);
        return st;
    }
    a->fd = pair[0];
    a->errors = said[0];
    a->files = 0;
    a->said_len = 0;
    return TC_OK;
}

/* One that runs and is not used up. */
static tc_status get_process(tc_apart *a, tc_error *err)
{
    if (a->owner != getpid()) {
        a->pid = 0; /* the parent's; its descriptors may be closed by now, and others have them */
        a->owner = getpid();
    }
    if (a->pid && a->files >= a->options.files)
        end_process(a);
    return a->pid ? TC_OK : start_process(a, err);
}

/* ---- an exchange ---------------------------------------------------------------------------- */

static void hear(tc_apart *a)
{
    char piece[SAID];
    ssize_t n = read(a->errors, piece, sizeof piece);
    if (n <= 0)
        return;
    size_t len = (size_t)n, keep = a->said_len;
    if (keep + len > SAID) { /* the end tells why it went */
        size_t drop = keep + len - SAID;
        memmove(a->said, a->said + drop, keep - drop);
        keep -= drop;
    }
    memcpy(a->said + keep, piece, len);
    a->said_len = keep + len;
}

static size_t question_length(const exchange *x)
{
    return x->parts[0].len + x->parts[1].len + x->parts[2].len;
}

static void send_some(const tc_apart *a, exchange *x)
{
    struct iovec pieces[3];
    size_t n = 0, skip = x->sent;
    for (size_t i = 0; i < 3; i++) {
        tc_span p = x->parts[i];
        size_t cut = skip < p.len ? skip : p.len;
        skip -= cut;
        if (cut < p.len)
            pieces[n++] = (struct iovec){(void *)(uintptr_t)(p.ptr + cut), p.len - cut};
    }
    const struct msghdr m = {.msg_iov = pieces, .msg_iovlen = n};
    ssize_t done = sendmsg(a->fd, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (done > 0)
        x->sent += (size_t)done;
    else if (done < 0 && errno != EAGAIN && errno != EINTR)
        x->gone = true;
}

static void receive_some(tc_apart *a, exchange *x)
{
    const size_t head = sizeof x->head;
    char *to = (char *)&x->head + x->got;
    size_t want = head - x->got;
    if (x->got >= head) {
        want = head + x->head.length - x->got;
        to = a->answer.ptr + (x->got - head);
    }
    ssize_t n = recv(a->fd, to, want, MSG_DONTWAIT);
    if (n > 0)
        x->got += (size_t)n;
    else if (n == 0 || (errno != EAGAIN && errno != EINTR))
        x->gone = true;
}

static tc_status nonsense(tc_error *err)
{
    return tc_fail(err, TC_ECRASHED, "the reader talks nonsense");
}

static tc_status check_head(tc_apart *a, const exchange *x, tc_error *err)
{
    if (x->head.magic != TC_FRAME_MAGIC || x->head.serial != a->serial ||
        (x->head.type != TC_FRAME_TEXT && x->head.type != TC_FRAME_ERROR &&
         x->head.type != TC_FRAME_MEMBER))
        return nonsense(err);
    size_t most = x->head.type == TC_FRAME_MEMBER ? x->most_members : x->most;
    if (x->head.length > most)
        return tc_fail(err, TC_ETOOBIG, "the reader says more than %zu bytes", most);
    tc_buf_reset(&a->answer);
    return tc_buf_reserve(&a->answer, x->head.length + 1)
               ? TC_OK
               : tc_fail(err, TC_ENOMEM, "no memory for the text");
}

static tc_status wait_for_something(tc_apart *a, exchange *x, tc_error *err)
{
    bool sending = x->sent < question_length(x);
    struct pollfd p[] = {{a->fd, (short)(sending ? POLLIN | POLLOUT : POLLIN), 0},
                         {a->errors, POLLIN, 0}};
    int n = poll(p, 2, TICK);
    if (a->options.stopped && a->options.stopped())
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    if (tc_now() > x->deadline)
        return tc_fail(err, TC_ETIMEOUT, "took more than %.0f seconds", a->options.seconds);
    if (n <= 0)
        return TC_OK;
    if (p[1].revents & POLLIN)
        hear(a);
    if (p[0].revents & POLLOUT)
        send_some(a, x);
    if (p[0].revents & (POLLIN | POLLHUP | POLLERR))
        receive_some(a, x);
    return TC_OK;
}

/* Until a frame is whole. */
static tc_status receive_frame(tc_apart *a, exchange *x, tc_error *err)
{
    const size_t head = sizeof x->head;
    x->got = 0;
    while (x->got < head || x->got < head + x->head.length) {
        bool had_head = x->got >= head;
        tc_status st = wait_for_something(a, x, err);
        if (st == TC_OK && x->gone)
            st = tc_fail(err, TC_ECRASHED, "the reader has gone");
        if (st == TC_OK && !had_head && x->got >= head)
            st = check_head(a, x, err);
        if (st != TC_OK)
            return st;
    }
    a->answer.len = x->head.length;
    return x->sent == question_length(x) ? TC_OK : nonsense(err);
}

/* Kept until the reader is free again: a file inside is a question to it too. */
static tc_status keep_member(tc_apart *a, exchange *x, tc_error *err)
{
    tc_arena_catch guard;
    tc_cursor c = {tc_buf_span(&a->answer), 0, false};
    if (TC_ARENA_CATCH(x->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the files inside");
    bool ok = tc_frame_get_member(&c, x->arena, tc_vec_add(x->arena, &x->members));
    tc_arena_uncatch(x->arena, &guard);
    return ok ? TC_OK : nonsense(err);
}

static tc_status run_exchange(tc_apart *a, exchange *x, tc_error *err)
{
    for (;;) {
        tc_status st = receive_frame(a, x, err);
        if (st != TC_OK || x->head.type != TC_FRAME_MEMBER)
            return st;
        const size_t took = sizeof x->head + x->head.length;
        x->most_members -= took < x->most_members ? took : x->most_members;
        st = keep_member(a, x, err);
        if (st != TC_OK)
            return st;
    }
}

static tc_status hand_on_members(const exchange *x, const tc_extract_options *o, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; o->on_member && st == TC_OK && i < x->members.len; i++)
        st = o->on_member(&x->members.items[i], o->member_context, err);
    return st;
}

/* ---- what happened -------------------------------------------------------------------------- */

/* The words of the C++ library and of GLib when they get no memory; or it has all it can. */
static bool ran_out_of_memory(const tc_apart *a, const tc_ending *e)
{
    tc_span said = tc_span_make(a->said, a->said_len);
    return tc_span_find(said, TC_SPAN("bad_alloc")) != SIZE_MAX ||
           tc_span_find(said, TC_SPAN("failed to allocate")) != SIZE_MAX ||
           tc_span_find(said, TC_SPAN("Out of memory")) != SIZE_MAX ||
           e->peak > a->options.memory / 8 * 7;
}

static tc_status explain(tc_apart *a, tc_error *err)
{
    while (a->said_len < SAID) { /* its last words */
        size_t before = a->said_len;
        hear(a);
        if (a->said_len == before)
            break;
    }
    int status = 0;
    const tc_ending e = end_process(a);
    status = e.status;
    if (ran_out_of_memory(a, &e))
        return tc_fail(err, TC_ENOMEM, "its reader needed more than %zu MB",
                       a->options.memory >> 20);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        return tc_fail(err, TC_ETIMEOUT, "took too much processor time");
    if (WIFSIGNALED(status))
        return tc_fail(err, TC_ECRASHED, "its reader was ended by signal %d", WTERMSIG(status));
    return tc_fail(err, TC_ECRASHED, "its reader ended with status %d", WEXITSTATUS(status));
}

static tc_status understand(tc_extracted **out, tc_apart *a, tc_arena *arena, uint32_t type,
                            tc_error *err)
{
    tc_arena_catch guard;
    tc_cursor c = {tc_buf_span(&a->answer), 0, false};
    if (type == TC_FRAME_ERROR)
        return tc_frame_get_error(&c, err);
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the text");
    *out = tc_frame_get_answer(&c, arena);
    tc_arena_uncatch(arena, &guard);
    return *out ? TC_OK : nonsense(err);
}

static tc_status ask(tc_extracted **out, tc_apart *a, exchange *x, tc_span bytes, tc_span name,
                     const tc_extract_options *options, tc_error *err)
{
    tc_status st = get_process(a, err);
    if (st != TC_OK)
        return st;
    a->files++;
    tc_buf_reset(&a->question);
    tc_frame_put_question(&a->question, name, options);
    if (a->question.status != TC_OK)
        return tc_fail(err, a->question.status, "no memory for a question");
    const tc_frame_head head = {TC_FRAME_MAGIC, TC_FRAME_READ, ++a->serial,
                                a->question.len + bytes.len};
    *x = (exchange){
        .parts = {tc_span_make((const char *)&head, sizeof head), tc_buf_span(&a->question), bytes},
        .most = options->max_text + FIELDS,
        .most_members = options->max_members + FIELDS,
        .deadline = tc_now() + a->options.seconds,
        .arena = x->arena};
    st = run_exchange(a, x, err);
    if (x->gone)
        return explain(a, err);
    if (st == TC_OK)
        st = understand(out, a, x->arena, x->head.type, err);
    if (st == TC_ETIMEOUT || st == TC_ETOOBIG || st == TC_ECANCELLED || st == TC_ECRASHED ||
        st == TC_ENOMEM)
        end_process(a);
    return st;
}

/* Asks once more when it was not the file's fault. */
static tc_status ask_safely(tc_extracted **out, tc_apart *a, tc_arena *arena, tc_span bytes,
                            tc_span name, const tc_extract_options *o, tc_error *err)
{
    exchange x = {.arena = arena};
    tc_status st = ask(out, a, &x, bytes, name, o, err);
    /* a reader that has read others may have been hurt by one of them */
    if ((st == TC_ECRASHED || st == TC_ENOMEM) && a->files > 1)
        st = ask(out, a, &x, bytes, name, o, err);
    return st == TC_OK ? hand_on_members(&x, o, err) : st;
}

static tc_status warn(tc_extracted *x, tc_arena *arena, const char *what, const char *why,
                      tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a warning");
    tc_span *all = tc_arena_array(arena, x->warning_count + 1, sizeof *all);
    for (size_t i = 0; i < x->warning_count; i++)
        all[i] = x->warnings[i];
    all[x->warning_count++] = tc_span_str(tc_arena_printf(arena, "%s: %s", what, why));
    x->warnings = all;
    tc_arena_uncatch(arena, &guard);
    return TC_OK;
}

/* Letters of the fonts before Unicode show as others, and small letters of some as capitals: which
 * font a word is in has to be asked for. Where the file does not allow it the words alone have to
 * do; what another run may manage is no such case. */
static tc_status read_with_fonts(tc_extracted **out, tc_apart *a, tc_arena *arena, tc_span bytes,
                                 tc_span name, const tc_extract_options *o,
                                 const tc_convert_limits *limits, tc_error *err)
{
    tc_extracted *better;
    tc_error why = TC_ERROR_INIT;
    if (o->charset || tc_span_eq((*out)->charset, TC_SPAN("utf-8")))
        return TC_OK;
    tc_status st = tc_convert_pdf_fonts(&a->words, bytes, limits, &why);
    if (st == TC_OK)
        st = ask_safely(&better, a, arena, tc_buf_span(&a->words), name, o, &why);
    if (st == TC_OK)
        *out = better;
    if (st == TC_OK || st == TC_EIO || st == TC_ENOMEM || st == TC_ECANCELLED)
        return st == TC_OK ? st : tc_fail(err, st, "%s", why.msg);
    return warn(*out, arena, "its fonts cannot be told, letters may be wrong", why.msg, err);
}

/* What tools make of the file is as strange as the file, and read apart as well. */
static tc_status read_converted(tc_extracted **out, tc_apart *a, tc_arena *arena, tc_span bytes,
                                tc_span name, const tc_extract_options *o, tc_error *err)
{
    const tc_convert_limits limits = {.memory = a->options.memory + LIBRARIES,
                                      .most = WORDS,
                                      .seconds = a->options.seconds,
                                      .stopped = a->options.stopped};
    const char *mime;
    bool pdf = tc_convert_kind_of(bytes, &mime) == TC_CONVERT_PDF;
    tc_status st = TC_ENOTEXT;
    if (pdf && o->ocr != TC_OCR_FORCE) {
        st = tc_convert_pdf(&a->words, bytes, &limits, err);
        if (st == TC_OK)
            st = ask_safely(out, a, arena, tc_buf_span(&a->words), name, o, err);
        if (st == TC_OK)
            st = read_with_fonts(out, a, arena, bytes, name, o, &limits, err);
    } else if (o->ocr == TC_OCR_OFF) {
        tc_fail(err, st, "a picture (%s)", mime);
    }
    if (st != TC_ENOTEXT || o->ocr == TC_OCR_OFF)
        return st;
    st = tc_convert_ocr(&a->words, bytes, &limits, err);
    return st == TC_OK ? ask_safely(out, a, arena, tc_buf_span(&a->words), name, o, err) : st;
}

tc_status tc_apart_extract(tc_extracted **out, tc_apart *a, tc_arena *arena, tc_span bytes,
                           tc_span name, const tc_extract_options *options, tc_error *err)
{
    tc_extract_options o = options ? *options : (tc_extract_options){0};
    const char *mime;
    if (!o.max_text)
        o.max_text = TC_EXTRACT_MAX_TEXT;
    if (!o.max_members)
        o.max_members = TC_EXTRACT_MAX_MEMBERS;
    if (tc_convert_kind_of(bytes, &mime) != TC_CONVERT_NOT) {
        tc_status st = read_converted(out, a, arena, bytes, name, &o, err);
        tc_buf_release(&a->words); /* of a thousand pages, they are many times its text */
        tc_buf_init(&a->words, SIZE_MAX / 2);
        return st;
    }
    if (!a->options.apart_always && bytes.len <= SMALL && tc_extract_is_simple(arena, bytes, name))
        return tc_extract(out, arena, bytes, name, &o, err);
    return ask_safely(out, a, arena, bytes, name, &o, err);
}
