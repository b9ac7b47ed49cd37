/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an index is, what lies in its directory, and what its paths mean. For both programs.
 *
 * An index directory (".tracuu", or any name given with -d) holds
 *     XAPIANDB   names the database in use, as Xapian's own stub file ("auto db-1"). It is replaced
 *                by rename, so a rebuild or a compaction swaps whole databases under open readers.
 *     db-N/      that database; any other db-* is the rest of a run that was cut off
 *     lock       held by the one writer
 * A plain database directory is an index directory too, but only to read from. So is a list of
 * shards: a file, or a directory in which XAPIANDB says more than that or that has a tracuu.conf
 * (store/shards.c).
 *
 * Paths in an index ("stored paths") are bytes. A file below the directory that holds the index
 * directory is stored relative to it ("." is that directory itself), so that the tree may be moved
 * as a whole; any other file is stored absolute. Symbolic links are resolved but for a file's own
 * name. */
#ifndef TC_STORE_LOCATE_H
#define TC_STORE_LOCATE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"
#include "store/store.h"

typedef struct {
    const char *dir;  /* the index directory, as found or given */
    const char *base; /* absolute directory that holds it; "" is the file system's root */
} tc_place;           /* strings NUL-terminated, in the arena */

/* The index to read or keep up: option (-d) when not NULL, else $TRACUU_INDEX, else the nearest
 * .tracuu upwards, else $XDG_DATA_HOME/tracuu (~/.local/share/tracuu). TC_ENOTFOUND when there is
 * none; the message tells where was looked. TC_EINVAL for a list of shards. */
tc_status tc_locate(tc_place *out, tc_arena *, const char *option, tc_error *);
/* The index to add to: as tc_locate, but when nothing is named and no .tracuu is above, ./.tracuu.
 * The directory need not exist; that which holds it must. */
tc_status tc_locate_new(tc_place *out, tc_arena *, const char *option, tc_error *);
/* The directory of the database in use, for tc_reader_open. TC_ENOTFOUND, TC_ECORRUPT. */
tc_status tc_locate_database(const char **out, tc_arena *, const char *dir, tc_error *);
/* Opens the database in use in this index directory, and tells which it is (unless NULL). A writer
 * may put another in use and remove the old one meanwhile: then it looks again, a few times.
 * TC_ENOTFOUND, TC_EVERSION, TC_ECORRUPT, TC_ELOCKED (other databases are put in use all the time).
 */
tc_status tc_locate_reader(tc_reader **out, const char **database, tc_arena *, const char *dir,
                           const char *analyzer_id, tc_error *);
/* What is to be asked: one index, or one shard of many. */
typedef struct {
    tc_place place; /* of a server: that of the list it stands in */
    tc_shard shard; /* shard.dir: the index directory */
} tc_located;
typedef struct {
    tc_located *items;
    size_t len, cap;
} tc_located_list;
/* Adds what option (as for tc_locate) names. TC_ENOTFOUND; TC_EINVAL with file and line for a list
 * that makes no sense. */
tc_status tc_locate_shards(tc_located_list *, tc_arena *, const char *option, tc_error *);
/* As tc_locate_reader. */
tc_status tc_locate_shards_reader(tc_reader **out, tc_arena *, const tc_located_list *,
                                  const char *analyzer_id, tc_error *);
/* Puts the database `name` ("db-2", below dir) in use, durably and at once. *named, also on
 * failure: it is in use now. When only the sync after that fails, a power cut may still bring the
 * old one back into use, so neither may be removed. */
tc_status tc_locate_publish(bool *named, const char *dir, const char *name, tc_error *);

/* The stored path of a file. It need not exist any more; what does exist of its path is resolved.
 */
tc_status tc_locate_stored(tc_span *out, tc_arena *, const tc_place *, const char *path,
                           tc_error *);
/* What to open for a stored path; NUL-terminated. */
tc_status tc_locate_file(const char **out, tc_arena *, const tc_place *, tc_span stored,
                         tc_error *);

#endif
