/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work in a process of its own, which nothing outlives but its answer: where Xapian may crash on
 * damage, or where a call takes long and cannot be asked to stop. */
#ifndef TC_STORE_CHILD_H
#define TC_STORE_CHILD_H

#include <stdbool.h>

#include "base/status.h"

#define TC_CHILD_ANSWER_MAX ((size_t)1024)

typedef tc_status (*tc_child_fn)(void *answer, void *context, tc_error *);

/* Runs work in a child and returns its status and error. answer: up to TC_CHILD_ANSWER_MAX plain
 * bytes that it may fill. stop: asked ten times a second, when it says yes the child is killed; may
 * be NULL. The child ends with the process that waits for it.
 * Besides what work returns: TC_ECANCELLED (stop, or a signal that asks for one), TC_ENOMEM (it was
 * killed), TC_ECRASHED (any other signal), TC_EIO (no process or pipe to be had). */
tc_status tc_child_run(void *answer, size_t size, tc_child_fn work, void *context,
                       bool (*stop)(void), tc_error *);

#endif
