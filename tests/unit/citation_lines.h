/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by test_citation.c and test_resolve.c: the citations of a text as lines of golden files.
 */
#ifndef TC_TESTS_CITATION_LINES_H
#define TC_TESTS_CITATION_LINES_H

#include "tests/unit/golden_blocks.h"

static void add_field(tc_buf *out, tc_span s)
{
    tc_buf_adds(out, " | ");
    tc_buf_add(out, s.len ? s : TC_SPAN("-"));
}

/* form | number_key | date | issuer | term | id | relation | raw */
static void add_citation(tc_buf *out, tc_arena *arena, const tc_citation *c, tc_span source)
{
    char date[TC_DATE_TEXT_MAX] = "";
    if (tc_date_known(c->date))
        tc_date_format(date, c->date);
    tc_buf_adds(out, "> ");
    tc_buf_adds(out, tc_citation_form_name(c->form));
    tc_buf_adds(out, c->damaged ? " damaged" : "");
    add_field(out, c->number_key);
    add_field(out, tc_span_str(date));
    add_field(out, c->issuer);
    add_field(out, c->term);
    add_field(out, c->id);
    for (size_t i = 0; i < c->candidate_count; i++) {
        tc_buf_adds(out, i ? " or " : " ? ");
        tc_buf_add(out, c->candidates[i]);
    }
    tc_buf_adds(out, " | ");
    tc_buf_adds(out, tc_relation_name(c->relation));
    add_field(out, tc_text_squeeze(arena, tc_span_sub(source, c->span.start, c->span.end)));
    tc_buf_adds(out, "\n");
}

static void citation_lines(tc_buf *out, tc_arena *arena, const tc_plan *plan, tc_span source)
{
    for (size_t i = 0; i < plan->citations.len; i++)
        add_citation(out, arena, &plan->citations.items[i], source);
}

#endif
