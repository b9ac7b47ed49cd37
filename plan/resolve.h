/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identity of documents (docs/schema.md, "id"). An id is made of what the text itself tells, so
 * that two texts that cite one document give one id:
 *
 *   NUM:<system>:<organ>:<place>:<type>:<serial>[letter]:<term or year>
 *     system  party, state, mass
 *     organ   the code as in number_key, unit included: TW, TU, BTGTU, UBND, QH, BVHTTDL-TV
 *     place   "-" for organs of the centre; else the slug of the place, with its level where the
 *             code does not tell it: lai-chau (TU), tinh-bac-ninh (UBND)
 *     type    the code; QĐ for quyết định and quy định of the Party alike (one series); "-" for
 *             letters (công văn)
 *     last    the Roman ordinal of the national congress (organs of the centre of the Party), the
 *             years of the term (its local bodies), the ordinal of the National Assembly (laws and
 *             resolutions), the year (all others)
 *   CONG:<committee>:<ordinal>:<NQ|VK>, PLENUM:TW:<term>:<n>:<NQ|KL>, LAW:<slug>:<date>
 *
 * What cannot be told (the place of a bare "TU", the year of an undated "15/QĐ-UBND") leaves the id
 * empty. "27/NQ-TW" and "27-NQ/TW" have one id: separators are not part of it. */
#ifndef TC_PLAN_RESOLVE_H
#define TC_PLAN_RESOLVE_H

#include "plan/citation.h"

/* The id of a number with what is known beside it; empty when something is missing. date and term
 * may be unknown; term is Roman. */
tc_span tc_identity(tc_citer *, const tc_number *, tc_span doc_type, tc_span issuer, tc_date,
                    tc_span term);
/* "XIII" for a day of the term of the congress; empty when it is before the first. */
tc_span tc_term_central(tc_date);
tc_span tc_term_local(tc_date);
/* The ordinal of the last national congress before the day. */
unsigned tc_term_ordinal(tc_date);

typedef struct {
    tc_span type;
    uint32_t serial;
    tc_span key;
    tc_date date;
    tc_span term;
} tc_known;
/* The k-th known document of the type and serial (key empty) or of the key, or NULL. */
const tc_known *tc_known_document(tc_span type, uint32_t serial, tc_span key, size_t k);
/* The plenum whose only document of this number and date it is: its id, or empty. */
tc_span tc_known_plenum(tc_arena *, tc_span key, tc_date);

/* named.c: ids of congresses, plenums and laws. */
void tc_named_resolve(tc_citer *);

/* One series, or one word for both: QĐ and QyĐ, CTr and CTrHĐ. */
bool tc_same_type(tc_span a, tc_span b);

#endif
