/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What more than one command tells people. */
#ifndef TC_QUERY_TALK_H
#define TC_QUERY_TALK_H

#include "query/app.h"
#include "query/named.h"
#include "query/resolve.h"
#include "query/suggest.h"

/* On stderr: the documents that a number can be, with date and issuer, when there are several. */
void tc_tell_candidates(tc_app *, tc_span number, const tc_candidates *);
/* Beside rows that show them: listed when they are few, else that they are many. */
tc_status tc_tell_bearers(tc_app *, tc_span number, const tc_span *keys, size_t key_count);
/* The same of a name, with who cites each. */
void tc_tell_named(tc_app *, tc_span name, const tc_named *);
/* On stderr: that marks were opened, or that matches are partial. */
void tc_tell_given_up(tc_app *, const tc_answer *);
/* On stderr: what the question perhaps meant; out may be NULL. Nothing with -q. */
tc_status tc_tell_suggestions(tc_suggestions *out, tc_app *, const tc_question *,
                              const tc_answer *);
/* The same for a name in a field that found nothing. */
tc_status tc_tell_names(tc_app *, tc_field_id, tc_span name);
/* On stderr, text format only: that there is more. */
void tc_tell_more(tc_app *, uint64_t shown, uint64_t matched, bool exact);
/* On stderr, for people and lists of paths: that copies were folded. */
void tc_tell_folded(tc_app *, uint64_t documents);

/* The document that the operands name; says what is wrong when there is none or more than one.
 * 0 when found, else the exit status. */
int tc_find_document(tc_docid *out, tc_app *, tc_span text);

#endif
