/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files into the index, one at a time, and out of it. Whatever happens to a file, its journal row
 * and its document change in the same commit.
 *
 * A status other than TC_OK means that the index cannot be written any more (disk full, damage) or
 * that a stop was asked for (TC_ECANCELLED); what is wrong with a single file goes to the journal
 * and the report instead. */
#ifndef TC_INDEXER_PIPELINE_H
#define TC_INDEXER_PIPELINE_H

#include "indexer/analysis.h"
#include "indexer/annotation.h"
#include "indexer/archive.h"
#include "indexer/before.h"
#include "indexer/contents.h"
#include "indexer/members.h"
#include "indexer/progress.h"
#include "indexer/renames.h"
#include "indexer/report.h"
#include "indexer/told.h"

/* What came of reading a file. */
typedef struct {
    tc_status status;
    tc_reason reason;
    tc_error why;
} tc_loaded;

typedef struct {
    tc_archive *archive; /* borrowed; open for writing */
    tc_report *report;   /* borrowed */
    tc_progress *progress;
    tc_told told; /* now; else what the file's row says, or its folder's: */
    tc_span root_told;
    size_t max_file_size; /* bytes */
    tc_before *before;    /* of a rebuild: the index that is replaced; else NULL */
    tc_renames *renames;  /* files that may have another path now, or NULL */
    struct tc_bulk *bulk; /* takes new files in by workers (bulk.h), or NULL */
    /* Of a worker: asked before a content is taken in; false: the file is put off. May be NULL. */
    bool (*claim)(void *context, const char sha256[65]);
    void *claim_context;
    bool declined;    /* the last file was put off */
    tc_reread reread; /* known archives that were read again in this run */
    struct {
        uint64_t files, bytes;
    } nested;  /* taken out of archives inside of the file in work */
    bool redo; /* the store refused a document and dropped the batch: the same work again */

    tc_analysis analysis;
    tc_load load;
    const tc_loaded *loaded; /* the file is in load already, or could not be read; NULL: read it */
    tc_arena rows;           /* journal rows of the file in work */
    tc_arena data;           /* a stored record */
    size_t batch_files;      /* commit after so many */
    struct {
        size_t files, bytes; /* changed since the last commit */
        double started;
        tc_contents contents;
        tc_arena rows; /* of one content of these */
    } batch;
} tc_pipeline;

/* max_memory: bytes that one document may take while it is analysed. */
tc_status tc_pipeline_init(tc_pipeline *, tc_archive *, tc_report *, tc_progress *,
                           size_t max_memory, tc_error *);
void tc_pipeline_release(tc_pipeline *);

/* Takes a file in, or brings it up to date. stored: its stored path; path: what to open; stamp: as
 * it is now; again: even if it failed before and has not changed. */
tc_status tc_pipeline_take(tc_pipeline *, tc_span stored, const char *path, tc_stamp stamp,
                           bool again, tc_error *);
/* Takes over a file from the index before: its row and its document. *carried: false when that
 * document cannot be read or written, which is put down as a failure. */
tc_status tc_pipeline_carry(tc_pipeline *, bool *carried, const tc_file_row *, tc_error *);
/* Takes in a document that was dumped, with all its paths; its spans outlive the call. */
tc_status tc_pipeline_restore(tc_pipeline *, const tc_record *, tc_error *);
/* Puts down that a path could not be looked at, or its file (with its stamp) not be taken in. */
tc_status tc_pipeline_fail(tc_pipeline *, tc_span stored, tc_stamp, tc_reason, const char *stage,
                           const char *detail, tc_error *);
/* Drops a failure of a path that is no file (a folder that can be read again). */
tc_status tc_pipeline_clear(tc_pipeline *, tc_span stored, tc_error *);
/* Takes a path out of the index; *known tells whether it was there. */
tc_status tc_pipeline_forget(tc_pipeline *, bool *known, tc_span stored, tc_error *);
/* Puts down what people have told of a content that is in the index, and reads it anew with that.
 */
tc_status tc_pipeline_annotate(tc_pipeline *, tc_span sha256, const tc_annotation *, tc_error *);
/* Drops what was in archives that were read again and is not any more; commits. */
tc_status tc_pipeline_settle(tc_pipeline *, tc_error *);
tc_status tc_pipeline_commit(tc_pipeline *, tc_error *);

/* The stored record of a content in an index; TC_ENOTFOUND when it has none. */
tc_status tc_stored_record(tc_span *data, tc_arena *, tc_reader *, tc_span sha256, tc_error *);

#endif
