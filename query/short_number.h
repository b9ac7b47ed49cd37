/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number cut short, as it is spoken: "Nghị quyết 57", "chi thi so 05", "Nghị định
 * 06/2021", "57". */
#ifndef TC_QUERY_SHORT_NUMBER_H
#define TC_QUERY_SHORT_NUMBER_H

#include "plan/number.h"
#include "store/store.h"

/* The keys that the index has, as a document's own or as cited, with this serial and (if one is
 * named) this type; the first 200 by their bytes. *count is 0 when the text is no such number. */
tc_status tc_short_number(tc_span **keys, size_t *count, tc_arena *, tc_reader *, tc_span text,
                          tc_error *);
/* tc_number_parse(), and numbers within numbers whose year was not typed: "66.17/NQ-CP". In running
 * text these are none, and may be anything. */
tc_status tc_number_typed(tc_number_question **out, tc_arena *, const tc_number_grammar *,
                          tc_lexicon *, tc_span text, tc_error *);
/* The keys that the index has for numbers of the State whose year was not typed, "161/NĐ-CP"; those
 * that have one, and others, are passed over. Inside an arena's catch of the caller. */
tc_status tc_number_of_any_year(tc_span **keys, size_t *count, tc_arena *, tc_reader *,
                                const tc_span *typed, size_t typed_count, tc_error *);

/* Does any document bear or cite one of these? */
tc_status tc_number_known(bool *out, tc_arena *, tc_reader *, const tc_span *keys, size_t key_count,
                          tc_error *);

#endif
