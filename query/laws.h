/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which laws may a name be: those that the index holds or hears of, by plan/law_number.h. */
#ifndef TC_QUERY_LAWS_H
#define TC_QUERY_LAWS_H

#include "plan/plan.h"
#include "store/query.h"
#include "store/store.h"

typedef struct {
    TC_VEC(tc_span) ids;   /* as mentions have them, and "LAW:name:day" of those with a number */
    uint64_t without_year; /* documents that name the law without the year that was asked for */
} tc_laws;

/* Of just this name ("luat-dat-dai"), and "Bộ luật Lao động" for "Luật Lao động", as people call
 * codes. typed: their year, or none. */
tc_status tc_laws_named(tc_laws *out, tc_arena *, tc_reader *, tc_span slug, tc_date typed,
                        tc_error *);
/* Those cited or held whose id begins so. */
tc_status tc_laws_heard_of(tc_laws *out, tc_arena *, tc_reader *, tc_span begin, tc_date typed,
                           tc_error *);
/* The day of a law's id, as far as it has one. */
tc_date tc_law_date(tc_span id);

/* What cites one of these, by identity or number, but for the document itself: of it too its
 * identity is a term. */
tc_query *tc_citing_others(tc_arena *, const tc_span *ids, size_t id_count, const tc_span *keys,
                           size_t key_count);
/* The documents that cite a law of the name that the whole text is; the keys of its numbers go to
 * *keys. NULL: the text is no name of a law. */
typedef TC_VEC(tc_span) tc_law_keys;
tc_status tc_laws_citing(tc_query **out, tc_law_keys *keys, tc_arena *, tc_reader *, tc_span text,
                         tc_error *);

/* The documents themselves of the laws that the whole text names, each worth more than all of its
 * words, a newer one more than an older: who types a law's name wants it before those that cite
 * it. NULL: the text names none. */
tc_status tc_laws_themselves(tc_query **out, tc_arena *, tc_reader *, tc_span text, tc_error *);

#endif
