/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting another program that cannot outlive this one. */
#ifndef TC_EXTRACT_SPAWN_H
#define TC_EXTRACT_SPAWN_H

#include <sys/types.h>

#include "base/status.h"
#include "extract/sandbox.h"

typedef struct {
    const char *const *argv; /* argv[0]: its path; NULL-terminated */
    int in, out, errors;     /* become its 0, 1 and 2; -1: /dev/null */
    tc_sandbox_limits limits;
    bool shut_in; /* as a TOOL, before it starts */
} tc_spawning;

/* In a process group of its own, with a bare environment, with no other file open; killed when the
 * caller dies. What goes wrong behind fork shows as exit status 127. */
tc_status tc_spawn(pid_t *out, const tc_spawning *, tc_error *);

/* How a process ended. */
typedef struct {
    int status;      /* as of waitpid */
    size_t peak;     /* bytes of memory at most */
    double cpu_time; /* seconds */
} tc_ending;
/* Kills the group of a spawned process, and waits for it. */
tc_ending tc_spawn_end(pid_t);
/* Waits for one that ends by itself. */
tc_ending tc_spawn_wait(pid_t);

/* The path of the program that runs; in a buffer of this size. */
tc_status tc_spawn_self(char *out, size_t size, tc_error *);

#endif
