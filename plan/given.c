/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person has told of a document's head, put in place of what was read there. */
#include "plan/internal.h"

static void give(const tc_reading *r, tc_span *member, tc_span value)
{
    if (value.len)
        *member = tc_arena_copy(r->arena, value);
}

/* A number the grammar does not know is taken as it stands. */
static tc_status give_number(tc_reading *r, tc_span value, tc_error *err)
{
    tc_plan *plan = r->plan;
    tc_number_question *q;
    tc_status s = tc_number_parse(&q, r->arena, r->reader->numbers, r->reader->lexicon, value, err);
    if (s == TC_ENOTFOUND) {
        r->own = NULL;
        plan->number = tc_arena_copy(r->arena, value);
        plan->number_key = tc_number_key(r->arena, plan->number);
        return TC_OK;
    }
    if (s != TC_OK)
        return s;
    r->own = &q->number;
    plan->number = q->number.text;
    plan->number_key = q->number.key;
    plan->system = q->number.system;
    if (q->number.type.len)
        plan->doc_type = q->number.type;
    return TC_OK;
}

tc_status tc_given_apply(tc_reading *r, const tc_plan_given *given, tc_error *err)
{
    tc_plan *plan = r->plan;
    tc_status s = given->number.len ? give_number(r, given->number, err) : TC_OK;
    give(r, &plan->doc_type, given->doc_type);
    if (given->number.len || given->doc_type.len)
        plan->doc_type_label = tc_type_label(plan->doc_type, plan->system);
    if (tc_date_known(given->date))
        plan->date = given->date;
    give(r, &plan->title, given->title);
    give(r, &plan->place, given->place);
    give(r, &plan->issuer, given->issuer);
    give(r, &plan->issuer_parent, given->issuer_parent);
    give(r, &plan->signer.name, given->signer);
    return s;
}
