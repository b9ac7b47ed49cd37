/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going through documents for the mentions in them: what cited-by, cites, events and units share.
 */
#ifndef TC_QUERY_MENTIONS_H
#define TC_QUERY_MENTIONS_H

#include "query/app.h"
#include "query/rows.h"

/* Writes the rows of one document that are wanted, and tells whether there were any. The scratch
 * arena is reset before each. write is false when rows are only to be counted. */
typedef tc_status (*tc_document_fn)(void *context, tc_app *, const tc_shown_doc *, bool write,
                                    bool *any);

/* Visits hits in order; --offset and --limit count documents that had rows. *documents receives
 * how many had: all with --count, one with --quiet, else up to the limit. */
tc_status tc_each_document(tc_app *, const tc_hits *, tc_document_fn, void *context,
                           uint64_t *documents);
/* Ends a command of this kind: --count, --summary, exit status. */
int tc_finish_mentions(tc_app *, uint64_t documents);

/* Mentions of one target are put behind its first, and counted in each. */
void tc_group_by_target(tc_citation_row *rows, size_t count);

#endif
