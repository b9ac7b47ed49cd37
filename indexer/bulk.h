/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading many new files at once: workers extract, analyse and write them into databases of their
 * own ("chunks"); finished chunks become parts of the index (parts.h), and at the end one merge
 * puts all of it in use. A file that crashes its worker is put down as a failure, and the rest of
 * the chunk is done again.
 *
 * Until the merge the index itself is not touched but for failures, so that a crash at any moment
 * leaves it as it was, with finished parts for the next run to merge. Files that are in the index
 * already, in another state or with another path of the same content, are put off until then. */
#ifndef TC_INDEXER_BULK_H
#define TC_INDEXER_BULK_H

#include "indexer/pipeline.h"

typedef struct tc_bulk tc_bulk;

/* pipeline: borrowed; its archive has a writer open. */
tc_status tc_bulk_start(tc_bulk **out, tc_pipeline *, unsigned workers, tc_error *);
/* Hands a file that the journal does not know to a worker; waits while all are busy. */
tc_status tc_bulk_take(tc_bulk *, tc_span stored, const char *path, tc_stamp, tc_error *);
/* Leaves a file for the end. */
tc_status tc_bulk_put_off(tc_bulk *, tc_span stored, const char *path, tc_error *);
/* Waits for the workers, merges, takes what was put off, and frees. The archive's writer is another
 * one afterwards. Asked to stop, it merges what is done and gives TC_ECANCELLED. */
tc_status tc_bulk_finish(tc_bulk *, tc_error *);
/* Ends the workers; what they have not finished is lost. Frees; NULL is fine. */
void tc_bulk_abandon(tc_bulk *);

#endif
