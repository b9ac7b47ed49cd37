/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which document does a person mean: by path, file name, identity or number; and which documents
 * may a number be. */
#ifndef TC_QUERY_RESOLVE_H
#define TC_QUERY_RESOLVE_H

#include "query/engine.h"

/* A document that a number can stand for, held or only cited. */
typedef struct {
    tc_span number_key, id; /* id may be empty */
    tc_date date;
    tc_span issuer;        /* as the document itself has it, else as cited */
    tc_span number;        /* the same; of held ones by tc_candidate_take only */
    tc_docid held;         /* 0: cited, not in the index */
    tc_span path;          /* of the held one, by tc_candidate_take */
    tc_span doc_type, raw; /* of one only cited: the code, and the first mention as it stands */
    uint64_t cited_by;     /* documents */
} tc_candidate;

typedef struct {
    TC_VEC(tc_candidate) items;
    bool unresolved; /* there are also mentions that could be any of them */
} tc_candidates;

/* Every document of these number keys that the index has or hears of, by date. */
tc_status tc_candidates_find(tc_candidates *out, tc_arena *, tc_engine *, const tc_span *keys,
                             size_t key_count, tc_error *);

/* Whether the index has more documents of these keys than that: by their identities alone, which
 * takes a fraction of finding the candidates. */
tc_status tc_candidates_more_than(bool *out, tc_arena *, tc_engine *, size_t few,
                                  const tc_span *keys, size_t key_count, tc_error *);

/* What stands in the record of a held one: its number as written and its path. */
void tc_candidate_take(tc_candidate *, tc_arena *, const tc_engine *, const tc_record *);

/* How the newest documents with this term name the document of c->number_key and c->id (either may
 * be empty): fills number, date, issuer, doc_type and raw as far as they tell, and cited_by. */
enum { TC_MENTIONS_READ = 3 }; /* documents at most, as long as date or issuer are not told */
tc_status tc_candidate_as_cited(tc_candidate *c, tc_arena *, tc_engine *, tc_span term, tc_error *);
/* The year that a number of the State names, "134/2016/NĐ-CP"; 0: none. */
int tc_number_year(tc_span number_key);
/* What one mention of it adds, borrowed. A day of another year than the number's is a slip. */
void tc_candidate_take_mention(tc_candidate *, const tc_record *, const tc_citation *);

/* Documents that the text names: the stored path, a path from here, a file's name, an identity, a
 * number (also cut short, short_number.h), the first 8 or more digits of a SHA-256. None: *count is
 * 0. */
tc_status tc_resolve_documents(tc_docid **out, size_t *count, tc_arena *, tc_engine *, tc_span text,
                               tc_error *);

#endif
