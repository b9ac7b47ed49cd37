/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ASK_EVERY_MS = 100 };

typedef struct {
    tc_status status;
    tc_error err;
    char answer[TC_CHILD_ANSWER_MAX]; /* the whole is less than a pipe takes at once */
} message;

static _Noreturn void work_and_tell(int out, pid_t parent, size_t size, tc_child_fn work,
                                    void *context)
{
    message m;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    memset(&m, 0, sizeof m);
    m.status = work(m.answer, context, &m.err);
    size_t len = offsetof(message, answer) + size;
    _exit(write(out, &m, len) == (ssize_t)len ? 0 : 1);
}

/* How much of the message came: all of it, or less when the child has gone or was killed. */
static size_t hear(int in, pid_t child, message *m, size_t len, bool (*stop)(void), bool *stopped)
{
    size_t got = 0;
    while (got < len) {
        struct pollfd p = {.fd = in, .events = POLLIN};
        if (!*stopped && stop && stop()) {
            *stopped = true;
            kill(child, SIGKILL);
        }
        if (poll(&p, 1, ASK_EVERY_MS) <= 0)
            continue;
        ssize_t n = read(in, (char *)m + got, len - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        got += (size_t)n;
    }
    return got;
}

static int wait_for(pid_t child)
{
    int how = 0;
    while (waitpid(child, &how, 0) < 0)
        if (errno != EINTR)
            return 0;
    return how;
}

static tc_status died(int how, bool stopped, tc_error *err)
{
    int sig = WIFSIGNALED(how) ? WTERMSIG(how) : 0;
    if (stopped || sig == SIGINT || sig == SIGTERM || sig == SIGHUP)
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    if (sig == SIGKILL)
        return tc_fail(err, TC_ENOMEM, "the process at work was killed: out of memory?");
    return tc_fail(err, TC_ECRASHED, "the process at work broke off (%s)",
                   sig ? sigdescr_np(sig) : "no answer");
}

tc_status tc_child_run(void *answer, size_t size, tc_child_fn work, void *context,
                       bool (*stop)(void), tc_error *err)
{
    int ends[2];
    if (size > TC_CHILD_ANSWER_MAX)
        return tc_fail(err, TC_EINVAL, "an answer of %zu bytes", size);
    if (pipe(ends) != 0)
        return tc_fail_errno(err, TC_EIO, errno, "no pipe to another process");
    pid_t parent = getpid(), child = fork();
    if (child == 0)
        work_and_tell(ends[1], parent, size, work, context);
    int errnum = errno;
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return tc_fail_errno(err, TC_EIO, errnum, "no other process");
    }
    message m;
    bool stopped = false;
    size_t len = offsetof(message, answer) + size;
    size_t got = hear(ends[0], child, &m, len, stop, &stopped);
    close(ends[0]);
    int how = wait_for(child);
    if (got < len)
        return died(how, stopped, err);
    if (size)
        memcpy(answer, m.answer, size);
    if (err && m.err.code != TC_OK)
        *err = m.err;
    return m.status;
}
