/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units before and behind others: who took over the tasks of a unit, and whose it has
 * (plan/succession.def, with sources). For questions only: what a document says of a unit is kept
 * as it is written, and ids of documents keep the place of their time ("31-KH/TU of Bắc Giang"
 * does not become one of Bắc Ninh). */
#ifndef TC_PLAN_SUCCESSION_H
#define TC_PLAN_SUCCESSION_H

#include "base/arena.h"
#include "text/date.h"

typedef struct {
    tc_span name; /* the asked name with the other unit's in the place of its own */
    tc_date
        from; /* meant from this day on; 0 for a unit of before, which had its name for itself */
} tc_other_name;

typedef TC_VEC(tc_other_name) tc_other_names;

/* The names under which the unit of a name, or the unit that the name holds ("Ban Tuyên giáo Tỉnh
 * ủy", "Sở Y tế tỉnh Bắc Giang"), worked before or since; none for most. A name is met however it
 * is typed: marks that are typed must be right, the others are open.
 *
 * A successor that took the name of one of those it joins stands for itself: "Bộ Tài chính" does
 * not ask for Bộ Kế hoạch và Đầu tư, but that one asks for "Bộ Tài chính" from its first day on. */
void tc_succession_find(tc_other_names *out, tc_arena *, tc_span name);

#endif
