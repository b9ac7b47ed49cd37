/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has changed below a folder that was added, compared with the journal: nothing is read but
 * names and stamps, and nothing is locked. */
#ifndef TC_INDEXER_SURVEY_H
#define TC_INDEXER_SURVEY_H

#include "indexer/archive.h"
#include "indexer/journal.h"
#include "indexer/walk.h"

/* stamp: as it is now; NULL: it is gone, or cannot be looked at. */
typedef tc_status (*tc_survey_fn)(tc_span stored, const tc_stamp *, void *context, tc_error *);

typedef struct {
    const tc_place *place;
    tc_reader *reader;
    const tc_root_row *root;
    const tc_walk_options *options;
    const tc_span *folders; /* all that were added: those below have a survey of their own */
    size_t folder_count;
    tc_span path; /* the root's, or of a folder below: where it starts */
    tc_survey_fn changed;
    void *context;
} tc_survey_options;

/* empty: no file was found though some are known; they are not told as gone, as a disk may not be
 * mounted. TC_ECANCELLED, or what changed has returned. */
tc_status tc_survey(bool *empty, const tc_survey_options *, tc_error *);

#endif
