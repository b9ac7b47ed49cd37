/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A law cited by name and the law with the number are one document: plan/law_numbers.def tells. A
 * mention keeps the id that its own words give, "LAW:luat-an-ninh-mang:2018-06-12"; here is what
 * else it goes by. */
#ifndef TC_PLAN_LAW_NUMBER_H
#define TC_PLAN_LAW_NUMBER_H

#include "plan/plan.h"

/* What the ids of numbered laws begin with. */
#define TC_LAW_NUMBER_IDS TC_SPAN("NUM:state:QH:-:L:")

/* The id of a law by its name ("luat-dat-dai") and its day or year ("2013"; may be empty). */
tc_span tc_law_id(tc_arena *, tc_span slug, tc_span day);
/* The same apart; false for other ids. */
bool tc_law_id_split(tc_span *slug, tc_span *day, tc_span id);
/* The number_key of what a citation cites: its own, else the one of the law that is named with its
 * day or year; empty when neither is known. */
tc_span tc_cited_number_key(const tc_citation *);
/* The id of the numbered law that an id by name stands for, else the id itself. */
tc_span tc_cited_id(tc_arena *, tc_span id);
/* The k-th numbered law of a name ("luat-dat-dai"); false behind the last. */
bool tc_law_version(tc_span *number_key, tc_date *day, tc_span slug, size_t k);

/* Does an id say which law it is? Not by a year of which two laws of its name are known. */
bool tc_law_id_tells(tc_span id);
/* By what name a document that is a law is cited, "LAW:bo-luat-hinh-su:2015-11-27" and, where no
 * other of the name is known of that year, "LAW:bo-luat-hinh-su:2015". How many; 0: it is no law,
 * or tells no title or year. */
enum { TC_LAW_OWN_IDS = 2 };
size_t tc_law_own_ids(tc_span out[TC_LAW_OWN_IDS], tc_arena *, const tc_plan *);

#endif
