/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The child of a bulk load: takes files into a database of its own, on the word of the parent. */
#ifndef TC_INDEXER_WORKER_H
#define TC_INDEXER_WORKER_H

#include <sys/types.h>

#include "indexer/pipeline.h"

/* Runs in the child, right behind fork, and does not return. like: the parent's pipeline, whose
 * analysis and options are used on; postings: that it may hold in memory. */
_Noreturn void tc_worker_run(int fd, pid_t parent, const tc_pipeline *like, size_t postings);

#endif
