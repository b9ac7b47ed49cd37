/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shutting a process in before it looks at a stranger's file: no new rights, no network, no file
 * but fonts and tables, nothing written. What the kernel lacks is left out, and told. */
#ifndef TC_EXTRACT_SANDBOX_H
#define TC_EXTRACT_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

/* READER: our own code behind its start: a list of what it may ask of the kernel, reading and
 * writing what is open and getting memory; without Landlock it opens no file at all.
 * TOOL: a program of others that is still to be started: it may read and run what is installed,
 * write nowhere but into what is open, and has no network. */
typedef enum { TC_SANDBOX_READER, TC_SANDBOX_TOOL } tc_sandbox_kind;

/* What holds; zero where the kernel has none of it. */
typedef struct {
    int landlock; /* its version */
    bool seccomp;
} tc_sandbox_state;

/* Irrevocable. False when not even new rights can be refused; then do not go on. */
bool tc_sandbox_enter(tc_sandbox_kind, tc_sandbox_state *out);
/* What this machine has; changes nothing. */
tc_sandbox_state tc_sandbox_probe(void);

/* Ceilings of the kernel on a process; 0: none. Call before exec: a program may need to be told
 * from its start. */
typedef struct {
    size_t memory;   /* bytes of address space; not with AddressSanitizer, which takes all of it */
    unsigned cpu;    /* seconds of processor time, all told */
    unsigned files;  /* open at once */
    bool no_writing; /* of file contents; pipes are no files */
} tc_sandbox_limits;
bool tc_sandbox_limit(const tc_sandbox_limits *);

#endif
