/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_STARTED = 127, KEPT = 3 };

/* Above 0, 1 and 2, so that none of them is overwritten before it is moved. */
static int out_of_the_way(int fd)
{
    return fd < 0 ? open("/dev/null", O_RDWR) : fcntl(fd, F_DUPFD, KEPT);
}

static void close_others(void)
{
    enum { MOST = 4096 };
    if (close_range(KEPT, ~0U, 0) == 0)
        return;
    for (int fd = KEPT; fd < MOST; fd++) /* kernels before 5.9, and what runs us in their place */
        close(fd);
}

static bool place_files(const tc_spawning *s)
{
    const int want[KEPT] = {s->in, s->out, s->errors};
    int from[KEPT];
    for (int i = 0; i < KEPT; i++)
        from[i] = out_of_the_way(want[i]);
    for (int i = 0; i < KEPT; i++)
        if (from[i] < 0 || dup2(from[i], i) < 0)
            return false;
    close_others();
    return true;
}

static void start(const tc_spawning *s, pid_t parent)
{
    static const char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8",
                                              "OMP_THREAD_LIMIT=1", NULL};
    sigset_t none;
    tc_sandbox_state unused;
    sigemptyset(&none);
    setpgid(0, 0);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        return; /* it went before we could ask to go with it */
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (!place_files(s) || (s->shut_in && !tc_sandbox_enter(TC_SANDBOX_TOOL, &unused)) ||
        !tc_sandbox_limit(&s->limits))
        return;
    /* which changes neither */
    execve(s->argv[0], (char *const *)(uintptr_t)s->argv, (char *const *)(uintptr_t)environment);
}

tc_status tc_spawn(pid_t *out, const tc_spawning *s, tc_error *err)
{
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        start(s, parent);
        _exit(NOT_STARTED);
    }
    if (pid < 0)
        return tc_fail_errno(err, TC_EIO, errno, "cannot start %s", s->argv[0]);
    setpgid(pid, pid); /* whoever of the two comes first */
    *out = pid;
    return TC_OK;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

tc_ending tc_spawn_wait(pid_t pid)
{
    tc_ending e = {0};
    struct rusage use = {0};
    while (wait4(pid, &e.status, 0, &use) < 0 && errno == EINTR)
        ;
    e.peak = (size_t)use.ru_maxrss * 1024;
    e.cpu_time = seconds(use.ru_utime) + seconds(use.ru_stime);
    return e;
}

tc_ending tc_spawn_end(pid_t pid)
{
    kill(-pid, SIGKILL);
    return tc_spawn_wait(pid);
}

tc_status tc_spawn_self(char *out, size_t size, tc_error *err)
{
    /* read rather than run as it stands, as debuggers know this name and not the other */
    ssize_t n = readlink("/proc/self/exe", out, size - 1);
    if (n < 0)
        return tc_fail_errno(err, TC_EIO, errno, "cannot find the program that runs");
    out[n] = '\0';
    return TC_OK;
}
