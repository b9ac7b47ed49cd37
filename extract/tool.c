/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/tool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "extract/spawn.h"

enum { TICK = 200, OPEN_FILES = 64, PIECE = 1 << 16, READING = 0, WRITING = 1 };

typedef struct {
    int in, out[2], errors[2];
} channels;

bool tc_tool_find(char path[TC_TOOL_PATH], const char *name)
{
    static const char *const folders[] = {"/usr/bin", "/bin", "/usr/local/bin"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        int n = snprintf(path, TC_TOOL_PATH, "%s/%s", folders[i], name);
        if (n > 0 && n < TC_TOOL_PATH && access(path, X_OK) == 0)
            return true;
    }
    return false;
}

/* ---- channels ------------------------------------------------------------------------------- */

/* The file in memory, under a descriptor that can be sought in, which some tools want. */
static int file_of(tc_span bytes)
{
    int fd = memfd_create("input", MFD_CLOEXEC);
    for (size_t done = 0; fd >= 0 && done < bytes.len;) {
        ssize_t n = write(fd, bytes.ptr + done, bytes.len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            close(fd);
            return -1;
        }
        done += (size_t)n;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

static void shut(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void close_channels(channels *c)
{
    shut(&c->in);
    for (int i = READING; i <= WRITING; i++) {
        shut(&c->out[i]);
        shut(&c->errors[i]);
    }
}

static tc_status open_channels(channels *c, tc_span in, tc_error *err)
{
    *c = (channels){-1, {-1, -1}, {-1, -1}};
    c->in = file_of(in);
    if (c->in < 0 || pipe2(c->out, O_CLOEXEC) != 0 || pipe2(c->errors, O_CLOEXEC) != 0) {
        int why = errno;
        close_channels(c);
        return tc_fail_errno(err, TC_EIO, why, "cannot start a tool");
    }
    return TC_OK;
}

/* ---- a run ---------------------------------------------------------------------------------- */

static void hear(channels *c, tc_tool_result *r)
{
    char piece[TC_TOOL_SAID];
    ssize_t n = read(c->errors[READING], piece, sizeof piece - 1);
    if (n <= 0) {
        if (n == 0 || errno != EINTR)
            shut(&c->errors[READING]);
        return;
    }
    size_t len = (size_t)n, keep = strlen(r->said), most = sizeof r->said - 1;
    if (keep + len > most) { /* the end tells why */
        size_t drop = keep + len - most;
        drop = drop < keep ? drop : keep;
        memmove(r->said, r->said + drop, keep - drop);
        keep -= drop;
    }
    memcpy(r->said + keep, piece, len);
    r->said[keep + len] = '\0';
}

static tc_status take(channels *c, tc_buf *out, const tc_tool *t, tc_error *err)
{
    char *to = tc_buf_reserve(out, PIECE);
    if (!to)
        return tc_fail(err, out->status, "no memory for what %s writes", t->argv[0]);
    ssize_t n = read(c->out[READING], to, PIECE);
    if (n < 0 && errno != EINTR)
        return tc_fail_errno(err, TC_EIO, errno, "cannot read what %s writes", t->argv[0]);
    if (n == 0)
        shut(&c->out[READING]);
    out->len += n > 0 ? (size_t)n : 0;
    return out->len <= t->most
               ? TC_OK
               : tc_fail(err, TC_ETOOBIG, "%s writes more than %zu bytes", t->argv[0], t->most);
}

static tc_status listen_to(channels *c, tc_buf *out, tc_tool_result *r, const tc_tool *t,
                           tc_error *err)
{
    const double deadline = tc_now() + t->seconds;
    while (c->out[READING] >= 0 || c->errors[READING] >= 0) {
        struct pollfd p[] = {{c->out[READING], POLLIN, 0}, {c->errors[READING], POLLIN, 0}};
        int n = poll(p, 2, TICK);
        if (t->stopped && t->stopped())
            return tc_fail(err, TC_ECANCELLED, "stopped on request");
        if (tc_now() > deadline)
            return tc_fail(err, TC_ETIMEOUT, "%s took more than %.0f seconds", t->argv[0],
                           t->seconds);
        if (n > 0 && p[1].revents)
            hear(c, r);
        tc_status st = n > 0 && p[0].revents ? take(c, out, t, err) : TC_OK;
        if (st != TC_OK)
            return st;
    }
    return TC_OK;
}

static tc_status judge(tc_tool_result *r, const tc_tool *t, tc_ending e, tc_error *err)
{
    r->status = WIFEXITED(e.status) ? WEXITSTATUS(e.status) : -1;
    if (strstr(r->said, "bad_alloc") || strstr(r->said, "Out of memory"))
        return tc_fail(err, TC_ENOMEM, "%s needed more than %zu MB", t->argv[0], t->memory >> 20);
    return r->status >= 0 ? TC_OK
                          : tc_fail(err, TC_ECRASHED, "%s was ended by signal %d", t->argv[0],
                                    WTERMSIG(e.status));
}

static tc_status run(tc_buf *out, tc_tool_result *r, const tc_tool *t, const char *path,
                     channels *c, tc_error *err)
{
    enum { MOST_ARGUMENTS = 24 };
    const char *argv[MOST_ARGUMENTS + 1] = {path};
    for (size_t i = 1; i < MOST_ARGUMENTS && t->argv[i]; i++)
        argv[i] = t->argv[i];
    const tc_spawning s = {.argv = argv,
                           .in = c->in,
                           .out = c->out[WRITING],
                           .errors = c->errors[WRITING],
                           .limits = {.memory = t->memory,
                                      .cpu = (unsigned)t->seconds + 1,
                                      .files = OPEN_FILES,
                                      .no_writing = true},
                           .shut_in = true};
    pid_t pid;
    tc_status st = tc_spawn(&pid, &s, err);
    if (st != TC_OK)
        return st;
    shut(&c->in);
    shut(&c->out[WRITING]);
    shut(&c->errors[WRITING]);
    st = listen_to(c, out, r, t, err);
    if (st == TC_OK)
        return judge(r, t, tc_spawn_wait(pid), err);
    tc_spawn_end(pid);
    return st;
}

tc_status tc_tool_run(tc_buf *out, tc_tool_result *r, const tc_tool *t, tc_error *err)
{
    char path[TC_TOOL_PATH];
    channels c;
    *r = (tc_tool_result){.status = -1};
    if (!tc_tool_find(path, t->argv[0]))
        return tc_fail(err, TC_EUNSUPPORTED, "%s is not installed", t->argv[0]);
    tc_status st = open_channels(&c, t->in, err);
    if (st != TC_OK)
        return st;
    st = run(out, r, t, path, &c, err);
    close_channels(&c);
    return st;
}
