/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files inside of files (archives, attachments of e-mail). They are documents of their own under
 * the path OUTER!/NAME, with rows of their own in the journal; the outer file's row has the stamp,
 * so that an unchanged archive is not read again, and no content when it is an archive.
 *
 * Whether a stored path with "!/" in it is of this kind is told by the file before the "!/". */
#ifndef TC_INDEXER_MEMBERS_H
#define TC_INDEXER_MEMBERS_H

#include "extract/extract.h"
#include "indexer/paths.h"

/* Archives in archives in archives are read so deep. */
enum { TC_MEMBERS_DEPTH = 4 };
/* Of all archives inside of one file so many files are taken, and so many bytes of them. */
enum { TC_MEMBERS_NESTED = 100000 };
#define TC_MEMBERS_NESTED_BYTES ((uint64_t)4 << 30)

/* Copies of the files inside of one file. */
typedef struct {
    tc_arena arena;
    TC_VEC(tc_member) items;
} tc_members;

void tc_members_init(tc_members *);
void tc_members_release(tc_members *);
/* A tc_member_fn; context is tc_members. */
tc_status tc_members_keep(const tc_member *, void *context, tc_error *);

/* What known archives that were read again hold now, so that what they held before can go. */
typedef struct {
    tc_arena arena;
    tc_paths outers;
    tc_path_set present;
} tc_reread;

void tc_reread_init(tc_reread *);
void tc_reread_release(tc_reread *);
tc_status tc_reread_outer(tc_reread *, tc_span path, tc_error *);
tc_status tc_reread_member(tc_reread *, tc_span path, tc_error *);
/* Was this path inside of one of them, and is it no longer? */
bool tc_reread_lost(tc_reread *, tc_span path);

/* The stored path of a file inside: OUTER!/NAME. In an arena that is caught. */
tc_span tc_member_path(tc_arena *, tc_span outer, tc_span name);
/* Is path that of a file inside of outer? Both are stored paths. */
bool tc_member_below(tc_span path, tc_span outer);
/* Is it that of a file inside of a file that is there? full: where the path is on this machine. */
bool tc_member_of_file(const char *full);
/* The path of the file that holds it, the outermost; the path itself when it has no "!/". */
tc_span tc_member_outer(tc_span path);

#endif
