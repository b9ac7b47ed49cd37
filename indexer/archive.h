/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An index directory held open: its place, its lock, its database. */
#ifndef TC_INDEXER_ARCHIVE_H
#define TC_INDEXER_ARCHIVE_H

#include "store/locate.h"
#include "store/store.h"

typedef struct {
    tc_arena arena; /* of the strings here */
    tc_place place;
    const char *database; /* the directory of the database in use */
    bool created;         /* the index was made by this opening */
    bool keep_old;        /* what is replaced stays beside, as damaged-N: not all of it was read */
    int lock;             /* file descriptor; -1: not locked */
    tc_span marked;       /* the file that the last run was at when it was killed, or empty */
    tc_writer *writer;    /* NULL: open for reading, or only locked */
} tc_archive;

typedef struct {
    const char *dir;     /* -d, or NULL */
    double lock_timeout; /* seconds */
} tc_archive_options;

/* All of these fill *out also on failure; tc_archive_close it in any case, once.
 * read: no lock. still: as read, and no writer meanwhile, where the lock can be had at all (not on
 * a medium that cannot be written to). write: locked, with a writer; TC_ENOTFOUND when there is no
 * index. create: as write, and makes the index. lock: locked, for work on whole databases; no
 * writer. Parts that a bulk load has left (parts.h) are merged first by all that write. */
tc_status tc_archive_read(tc_archive *out, const tc_archive_options *, tc_error *);
tc_status tc_archive_still(tc_archive *out, const tc_archive_options *, tc_error *);
tc_status tc_archive_write(tc_archive *out, const tc_archive_options *, tc_error *);
tc_status tc_archive_create(tc_archive *out, const tc_archive_options *, tc_error *);
tc_status tc_archive_lock(tc_archive *out, const tc_archive_options *, tc_error *);
/* Commits what is pending. */
tc_status tc_archive_close(tc_archive *, tc_error *);
/* Gives up what is pending. */
void tc_archive_abandon(tc_archive *);

/* Notes in the lock file which file is in work, so that the next run knows when this one is killed
 * over it. Not synced: a power cut is no file's fault. An empty path: none. */
void tc_archive_mark(tc_archive *, tc_span stored);

/* A reader of the last commit. analysed: refuse an index of another analysis. */
tc_status tc_archive_reader(tc_reader **out, tc_archive *, bool analysed, tc_error *);

/* Has work write a new database beside the one in use, through archive->writer, with
 * archive->database naming it meanwhile; then puts it in use and removes the old one. There is no
 * writer before and after. On failure the new one is removed, unless archive->database says that it
 * is in use all the same; then both stay. */
typedef tc_status (*tc_archive_work)(void *context, tc_error *);
tc_status tc_archive_rewrite(tc_archive *, tc_archive_work, void *context, tc_error *);
/* The same with a writer that only adds documents and holds so many postings (append of
 * tc_writer_options). work may close it to see all. */
tc_status tc_archive_append(tc_archive *, size_t postings, tc_archive_work, void *context,
                            tc_error *);
/* The same with these databases joined, as small as they get. Hears a stop: TC_ECANCELLED. */
tc_status tc_archive_join(tc_archive *, const char *const *dirs, size_t count, tc_error *);
/* Removes a database directory and what is in it. */
void tc_archive_discard(const char *dir);
/* Brings a directory and the files in it to disk: compaction and bulk writing do not by themselves.
 */
tc_status tc_archive_sync(const char *dir, tc_error *);
/* Opens the writer of the database in use, and closes it, committing; the lock stays. */
tc_status tc_archive_open_writer(tc_archive *, tc_error *);
tc_status tc_archive_close_writer(tc_archive *, tc_error *);

#endif
