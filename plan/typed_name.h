/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as people type its name: "luat dat dai 2013", "nghị quyết trung ương 4 khóa XII". */
#ifndef TC_PLAN_TYPED_NAME_H
#define TC_PLAN_TYPED_NAME_H

#include "plan/plan.h"

typedef struct {
    tc_span *ids;
    size_t count;
    tc_span number; /* of a whole citation, "Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị" */
    tc_date date; /* and its day; then there are no ids */
} tc_typed_name;

/* The ids (plan/resolve.h) that the whole text may name, as a citation of it would have them: a law
 * without its day ends in ":", of a year in the year; a plenum without its term has one for each
 * term. That there are such documents is not said. None when the text is no name, or longer than
 * any. TC_ENOMEM. */
tc_status tc_typed_name_read(tc_typed_name *out, tc_arena *, tc_plan_reader *, tc_span text,
                             tc_error *);

/* A law by its words alone, "luat dat dai 2013": how its id has the name, and the year, if one was
 * typed. False when the text does not begin as the name of a law. */
bool tc_typed_law(tc_span *slug, tc_span *year, tc_arena *, tc_span text);

#endif
