/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which documents may a name be that was typed: "Luật Đất đai", "nghị quyết trung ương 4". */
#ifndef TC_QUERY_NAMED_H
#define TC_QUERY_NAMED_H

#include "query/resolve.h"

/* One document. Of a law each year is one. */
typedef struct {
    tc_candidate as;      /* id: the fullest; path, doc_type and issuer are left empty */
    TC_VEC(tc_span) ids;  /* all that mentions have of it */
    TC_VEC(tc_span) keys; /* its numbers, of laws */
    bool open;            /* a law without its year: any of those with one */
} tc_named_one;

typedef struct {
    TC_VEC(tc_named_one) items; /* by date */
    size_t open;                /* how many of them are so */
    tc_span number;             /* a citation with its number was typed, and its day: no items */
    tc_date date;
    uint64_t without_year; /* documents that name the law without the year that was asked for */
} tc_named;

/* Those that the index has or hears of; of names that go on where this one stops only when none is
 * just this. No item: the text is no name of any. */
tc_status tc_named_find(tc_named *out, tc_arena *, tc_engine *, tc_span text, tc_error *);
/* Every document that cites one of them; items is not empty. */
tc_query *tc_named_citing(tc_arena *, const tc_named *);
/* Does the mention name one of them? */
bool tc_named_has(tc_arena *, const tc_named *, const tc_citation *);

#endif
