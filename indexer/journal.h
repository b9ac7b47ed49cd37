/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of files, kept in the index's own metadata so that it is committed with the
 * documents: a crash leaves both or neither.
 *
 *   f:PATH     a file: its stamp, the content it had, why it failed
 *   h:SHA256   a content that is a document: the paths that have it, and what it is made of
 *   r:PATH     a folder that was added, for update, with what was excluded from it
 *   n:PATH     a file that was asked for by name and is not done with yet
 *   a:SHA256   what people have told of a content (annotation.h), in the index or not
 *
 * PATH is a stored path (store/locate.h). A key over Xapian's limit has "#" and the path's SHA-256
 * instead, and the path in the value. A file's row names a content exactly when that content's
 * row names the file; a content has a row exactly when it has a document. A row with neither
 * content nor failure is an archive's (members.h). */
#ifndef TC_INDEXER_JOURNAL_H
#define TC_INDEXER_JOURNAL_H

#include "indexer/load.h"
#include "indexer/paths.h"
#include "store/store.h"

typedef struct {
    tc_span path;
    tc_stamp stamp;  /* all zero: unknown, look again */
    tc_span sha256;  /* 64 hex digits; empty when nothing of it is in the index */
    tc_span told;    /* how it is to be read (told.h) */
    tc_span archive; /* of an archive: its SHA-256, as none of a document */
    int64_t seen;    /* seconds since 1970 when it was last read */
    bool failed;     /* stage, reason and detail are set; sha256 is then its last good content */
    tc_reason reason;
    tc_span stage, detail; /* "read", "extract", ...; a sentence for people */
} tc_file_row;

typedef struct {
    tc_span sha256;
    uint64_t size, pages, text_bytes;
    tc_span mime, charset;
    tc_span *paths; /* in byte order */
    size_t path_count;
} tc_content_row;

typedef struct {
    tc_span path;
    bool follow;
    tc_span told; /* how its files are to be read (told.h) */
    tc_span *excludes;
    size_t exclude_count;
} tc_root_row;

/* Results live in the arena. *out is NULL when there is no such row. */
tc_status tc_journal_file(tc_file_row **out, tc_arena *, tc_writer *, tc_span path, tc_error *);
tc_status tc_journal_content(tc_content_row **out, tc_arena *, tc_writer *, tc_span sha256,
                             tc_error *);

tc_status tc_journal_put_file(tc_writer *, tc_arena *, const tc_file_row *, tc_error *);
/* Without paths the row goes. */
tc_status tc_journal_put_content(tc_writer *, tc_arena *, const tc_content_row *, tc_error *);
tc_status tc_journal_put_root(tc_writer *, tc_arena *, const tc_root_row *, tc_error *);
tc_status tc_journal_drop_file(tc_writer *, tc_arena *, tc_span path, tc_error *);
tc_status tc_journal_drop_root(tc_writer *, tc_arena *, tc_span path, tc_error *);

/* noted: puts the note of a file, else drops it. */
tc_status tc_journal_note(tc_writer *, tc_arena *, tc_span path, bool noted, tc_error *);

/* The same as last committed, without a writer. */
tc_status tc_journal_read_file(tc_file_row **out, tc_arena *, tc_reader *, tc_span path,
                               tc_error *);
tc_status tc_journal_read_content(tc_content_row **out, tc_arena *, tc_reader *, tc_span sha256,
                                  tc_error *);

/* Every row of a kind as last committed; long paths come after the others, else bytewise. The row
 * lives during the call, in the arena, which is the callback's to reset. A status other than
 * TC_OK ends it and is returned. */
typedef tc_status (*tc_file_fn)(const tc_file_row *, void *context, tc_error *);
typedef tc_status (*tc_content_fn)(const tc_content_row *, void *context, tc_error *);
typedef tc_status (*tc_root_fn)(const tc_root_row *, void *context, tc_error *);
tc_status tc_journal_each_file(tc_reader *, tc_arena *, tc_file_fn, void *context, tc_error *);
/* Those of these folders or files themselves, of what is below them and inside of them (members.h).
 * paths: in byte order. */
tc_status tc_journal_each_file_below(tc_reader *, tc_arena *, const tc_span *paths, size_t count,
                                     tc_file_fn, void *context, tc_error *);
tc_status tc_journal_each_content(tc_reader *, tc_arena *, tc_content_fn, void *context,
                                  tc_error *);
tc_status tc_journal_each_root(tc_reader *, tc_arena *, tc_root_fn, void *context, tc_error *);
typedef tc_status (*tc_note_fn)(tc_span path, void *context, tc_error *);
tc_status tc_journal_each_note(tc_reader *, tc_arena *, tc_note_fn, void *context, tc_error *);

/* Is all that the index keeps beside documents as it was written, annotations too? TC_ECORRUPT
 * names what is not. */
tc_status tc_journal_check(tc_reader *, tc_error *);

#endif
