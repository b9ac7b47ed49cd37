/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new database to which documents are only added, made without Xapian's writer: that puts every
 * posting into a map of maps, which is most of the time of a bulk load. Here postings are gathered
 * in an array, sorted by counting, and written from front to back into the tables of a database
 * that Xapian has made; Xapian reads them, and merges them with others (indexer/parts.h). */
#ifndef TC_STORE_GLASS_H
#define TC_STORE_GLASS_H

#include "store/document.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct tc_glass tc_glass;

/* dir: an empty database that nobody has open. TC_EUNSUPPORTED when it is of another format. A
 * failure of a call below is for good: abandon it. */
tc_status tc_glass_new(tc_glass **out, const char *dir, tc_error *);
/* The next document, with this term too, which none has yet. */
tc_status tc_glass_put(tc_glass *, tc_docid *id, tc_span unique_term, const tc_document *,
                       tc_error *);
/* An empty value removes the key. */
tc_status tc_glass_set_metadata(tc_glass *, tc_span key, tc_span value, tc_error *);
/* Borrowed until the next change; empty when there is none. */
tc_span tc_glass_metadata(const tc_glass *, tc_span key);
/* Of all documents so far; each takes 16 bytes in the end. */
size_t tc_glass_postings(const tc_glass *);
/* Writes it. To be abandoned afterwards like before. */
tc_status tc_glass_finish(tc_glass *, tc_error *);
/* NULL is fine. */
void tc_glass_abandon(tc_glass *);

#ifdef __cplusplus
}
#endif
#endif
