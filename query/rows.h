/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents and their mentions as records for the writers. Everything borrows from the record and
 * from the arena given. */
#ifndef TC_QUERY_ROWS_H
#define TC_QUERY_ROWS_H

#include "query/engine.h"
#include "query/writer.h"

/* A document with the path to show. */
typedef struct {
    tc_docid id;
    const tc_record *record;
    tc_span path;
} tc_shown_doc;
tc_shown_doc tc_shown(tc_arena *, const tc_engine *, tc_docid, const tc_record *);

/* The names of the fields that people have told of it, at most TC_ANNOTATION_COUNT. */
tc_status tc_shown_told(tc_span **names, size_t *count, tc_arena *, tc_engine *,
                        const tc_shown_doc *, tc_error *);
/* Appends all that is known of it as one JSON object (docs/schema.md). */
tc_status tc_shown_json(tc_buf *, tc_arena *, tc_engine *, const tc_shown_doc *, tc_error *);

/* The other paths of the same content, with room for more behind them. */
tc_span *tc_other_paths(tc_arena *, const tc_engine *, const tc_shown_doc *, size_t room,
                        size_t *count);
/* All but rank, score, counts, duplicates and hits. */
tc_doc_row tc_doc_row_of(const tc_shown_doc *);
/* All but status and counts; match is where the mention stands in its sentence. */
tc_citation_row tc_citation_row_of(const tc_shown_doc *, const tc_citation *);
/* observed is filled in from origin and years where the text leaves it open. */
tc_event_row tc_event_row_of(tc_arena *, const tc_shown_doc *, const tc_event *);
tc_unit_row tc_unit_row_of(const tc_shown_doc *, const tc_unit *);

/* Is what is cited in the index? held (row->held is the document, 0 when several copies of that
 * number are it), missing, or ambiguous; the candidates of an ambiguous one are put into the row.
 */
typedef struct tc_status_cache tc_status_cache; /* in an arena; for one command */
tc_status_cache *tc_status_cache_new(tc_arena *);
tc_status tc_citation_status(tc_citation_row *, tc_status_cache *, tc_engine *, const tc_citation *,
                             tc_error *);

#endif
