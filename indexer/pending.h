/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths that have changed and wait until nothing happens to them any more, so that a file is not
 * read while it is written and a hundred changes make one commit. Times are monotonic seconds. */
#ifndef TC_INDEXER_PENDING_H
#define TC_INDEXER_PENDING_H

#include "indexer/load.h"
#include "indexer/run.h"

typedef struct {
    double delay; /* a path is left alone so long after its last change */
    struct tc_pending_path {
        tc_span path; /* malloc'd */
        double first, last;
        tc_stamp stamp; /* as it was then; all zero: not looked at */
        bool writing;   /* not closed since it was written to */
    } * items;
    size_t count, cap;
    size_t *places, size; /* a hash table of 1 + index; 0: a free place */
    double first, last;   /* of all that wait */
} tc_pending;             /* all zero but for delay: nothing waits */

void tc_pending_release(tc_pending *);

typedef enum { TC_WRITING_NO, TC_WRITING_YES, TC_WRITING_AS_BEFORE } tc_writing;
/* Something happened there. writing: is it open for writing? False: no memory. */
bool tc_pending_add(tc_pending *, tc_span path, double now, tc_writing);
/* A look found it so, or gone (NULL); what waits and was found so before has not changed. False: no
 * memory. */
bool tc_pending_found(tc_pending *, tc_span path, double now, const tc_stamp *stamp);
/* Seconds until tc_pending_take has something to give; negative: nothing waits. */
double tc_pending_wait(const tc_pending *, double now);
/* Moves out the paths that have come to rest, in byte order, without those below others. Where a
 * stamp is known and has changed the path waits on. Empty while all around it is busy, but not
 * for long. */
tc_status tc_pending_take(tc_paths *out, tc_arena *, tc_pending *, const tc_place *, double now,
                          tc_error *);

#endif
