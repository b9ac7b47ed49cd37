/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking an index, in a process of its own: Xapian 1.4 reads out of bounds when blocks are badly
 * damaged, and a check must outlive what it checks. */
#include "store/check.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/store.h"

typedef struct {
    tc_status status;
    size_t problems;
    tc_error err;
} answer;

static _Noreturn void check_and_tell(int out, const char *dir)
{
    answer a;
    memset(&a, 0, sizeof a);
    a.status = tc_store_check_here(&a.problems, dir, &a.err);
    /* less than a pipe takes at once */
    ssize_t n = write(out, &a, sizeof a);
    _exit(n == (ssize_t)sizeof a ? 0 : 1);
}

static size_t read_answer(int in, answer *a)
{
    size_t len = 0;
    while (len < sizeof *a) {
        ssize_t n = read(in, (char *)a + len, sizeof *a - len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        len += (size_t)n;
    }
    return len;
}

static int wait_for(pid_t child)
{
    int how = 0;
    while (waitpid(child, &how, 0) < 0)
        if (errno != EINTR)
            return 0;
    return how;
}

static tc_status conclude(size_t *problems, const answer *a, size_t len, int how, const char *dir,
                          tc_error *err)
{
    if (len == sizeof *a) {
        *problems = a->problems;
        if (err && a->err.code != TC_OK)
            *err = a->err;
        return a->status;
    }
    int sig = WIFSIGNALED(how) ? WTERMSIG(how) : 0;
    if (sig == SIGINT || sig == SIGTERM || sig == SIGHUP || sig == SIGKILL)
        return tc_fail(err, TC_ECANCELLED, "%s: the check was stopped", dir);
    *problems = 1;
    tc_fail(err, TC_ECORRUPT, "%s: so damaged that the check broke off (%s)", dir,
            sig ? sigdescr_np(sig) : "no answer");
    return TC_OK;
}

tc_status tc_store_check(size_t *problems, const char *dir, tc_error *err)
{
    *problems = 0;
    int ends[2];
    if (pipe(ends) != 0)
        return tc_fail_errno(err, TC_EIO, errno, "%s: no pipe for the check", dir);
    pid_t child = fork();
    if (child < 0) {
        int errnum = errno;
        close(ends[0]);
        close(ends[1]);
        return tc_fail_errno(err, TC_EIO, errnum, "%s: no process for the check", dir);
    }
    if (child == 0)
        check_and_tell(ends[1], dir);
    close(ends[1]);
    answer a;
    size_t len = read_answer(ends[0], &a);
    close(ends[0]);
    return conclude(problems, &a, len, wait_for(child), dir, err);
}
