/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs commands and measures them. Each line of standard input is one command: its arguments, with
 * tabs between. Each gets one line of answer: wall, user and system microseconds, peak resident
 * KiB of the largest process, exit status (128 + signal when killed). A program this small starts
 * others at next to no cost, and its own memory does not show in theirs. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_ARGS = 1024 };

extern char **environ;

static long long now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static long long tv_us(struct timeval t)
{
    return (long long)t.tv_sec * 1000000 + t.tv_usec;
}

static size_t split(char **args, char *line)
{
    size_t n = 0;
    for (char *at = line; at && n + 1 < MAX_ARGS;) {
        char *end = strchr(at, '\t');
        if (end)
            *end++ = '\0';
        args[n++] = at;
        at = end;
    }
    args[n] = NULL;
    return n;
}

static void run(char *const *args, const posix_spawn_file_actions_t *quiet)
{
    pid_t pid;
    int status = 0;
    struct rusage used;
    long long start = now_us();
    int failed = posix_spawnp(&pid, args[0], quiet, NULL, args, environ);
    if (failed) {
        fprintf(stderr, "%s: %s\n", args[0], strerror(failed));
        puts("0 0 0 0 127");
        return;
    }
    while (wait4(pid, &status, 0, &used) < 0 && errno == EINTR)
        continue;
    long long wall = now_us() - start;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    printf("%lld %lld %lld %ld %d\n", wall, tv_us(used.ru_utime), tv_us(used.ru_stime),
           used.ru_maxrss, code);
}

int main(void)
{
    char *line = NULL, *args[MAX_ARGS];
    size_t room = 0;
    ssize_t len;
    posix_spawn_file_actions_t quiet; /* the exit status tells enough */
    if (posix_spawn_file_actions_init(&quiet) != 0 ||
        posix_spawn_file_actions_addopen(&quiet, STDIN_FILENO, "/dev/null", O_RDONLY, 0) != 0 ||
        posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) != 0 ||
        posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0) != 0)
        return 1;
    while ((len = getline(&line, &room, stdin)) > 0) {
        if (line[len - 1] == '\n')
            line[len - 1] = '\0';
        if (split(args, line) > 0)
            run(args, &quiet);
        fflush(stdout);
    }
    posix_spawn_file_actions_destroy(&quiet);
    free(line);
    return 0;
}
