/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts: databases that a bulk load has finished and that wait to be merged.
 *
 *   part-G-N-S finished; belongs to db-G. Whoever writes to the index next, be it after a crash,
 *              merges it with db-G into the next database; then G is stale, and so is the part. It
 *              may not be on disk yet, and is worthless when the machine has been started since:
 *              S is which start it was. A sync of each would take a tenth of a short load.
 *   part-G-N   the same, on disk: where the system does not tell S
 *   chunk-N    being written by a worker; worthless once that has ended
 *   chunk-N-K, db-N-K   what such a writer, or one that only adds, has put down beside */
#ifndef TC_INDEXER_PARTS_H
#define TC_INDEXER_PARTS_H

#include "indexer/archive.h"

/* Turns the finished chunk into the n-th part of the database in use. */
tc_status tc_parts_add(const tc_archive *, const char *chunk, unsigned n, tc_error *);
/* Merges the database in use with its parts into a new one, puts that in use, and removes the old
 * ones. No writer may be open. TC_OK when there are no parts. */
tc_status tc_parts_merge(tc_archive *, tc_error *);
/* Is this the name of a database, a part or a chunk? */
bool tc_parts_is_ours(const char *name);
/* Removes all but the database in use and its parts. Only when that one is known to open. */
tc_status tc_parts_clear(tc_archive *, tc_error *);

#endif
