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

typedef struct {
    uint64_t documents; /* that had rows: all with --count, one with --quiet, else up to --limit */
    bool more;          /* there were hits behind them that nobody looked at */
} tc_visited;

/* Visits hits in order; --offset and --limit count documents that had rows. */
tc_status tc_each_document(tc_visited *, tc_app *, const tc_hits *, tc_document_fn, void *context);
/* The same for what tc_engine_select finds, by date, newest first, unless sorted otherwise. Of a
 * long list no more is fetched than is shown. */
tc_status tc_each_selected(tc_visited *, tc_app *, tc_query *, const tc_ask *filter, tc_sort,
                           tc_document_fn, void *context);
/* The same when only those that doubtful finds too may be without rows: the others are not read
 * where they stand before the page. */
tc_status tc_each_of_sure(tc_visited *, tc_app *, tc_query *, tc_query *doubtful,
                          const tc_ask *filter, tc_sort, tc_document_fn, void *context);
/* How many of them have rows, whatever the options say. */
tc_status tc_count_selected(tc_visited *, tc_app *, tc_query *, const tc_ask *filter,
                            tc_document_fn, void *context);
/* Ends a command of this kind: --count, --summary, exit status. */
int tc_finish_mentions(tc_app *, const tc_visited *);

/* Mentions of one target are put behind its first, and counted in each. */
void tc_group_by_target(tc_citation_row *rows, size_t count);

#endif
