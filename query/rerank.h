/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first documents of an answer once more, by their best passage: a document that says in one
 * place what was asked comes before one that has the words here and there. */
#ifndef TC_QUERY_RERANK_H
#define TC_QUERY_RERANK_H

#include "query/engine.h"

enum { TC_RERANK_DOCUMENTS = 30, TC_RERANK_BYTES = 64 << 10 };

/* Reorders the first hits (at most TC_RERANK_DOCUMENTS), whose weights grow by their best passage.
 * Reads at most TC_RERANK_BYTES of each text. */
tc_status tc_rerank(tc_hits *, tc_engine *, const tc_compiled *, tc_error *);

#endif
