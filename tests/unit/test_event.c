/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events and periods: a golden file of wordings, ids that join mentions, the table of known days.
 */
#include "tests/unit/golden_blocks.h"

static void write_events(tc_buf *out, tc_arena *arena, const tc_plan *p, tc_span source)
{
    for (size_t i = 0; i < p->events.len; i++) {
        const tc_event *e = &p->events.items[i];
        char *years = tc_arena_printf(arena, "%u", e->years);
        tc_span parts[] = {e->label,
                           e->years ? tc_span_str(years) : TC_SPAN(""),
                           block_date(arena, e->origin),
                           block_date(arena, e->observed),
                           tc_span_str(tc_event_check_name(e->check)),
                           e->id,
                           block_raw(arena, e->span, source)};
        block_line(out, tc_event_kind_name(e->kind), parts, 7);
    }
    for (size_t i = 0; i < p->periods.len; i++) {
        const tc_period *d = &p->periods.items[i];
        tc_span parts[] = {block_date(arena, d->from), block_date(arena, d->to),
                           block_raw(arena, d->span, source)};
        block_line(out, "period", parts, 3);
    }
}

static void golden_texts(void **state)
{
    check_golden(*state, "tests/golden/events.txt", write_events, 15);
}

static void lunar(void **state)
{
    tc_arena arena;
    tc_arena_init(&arena);
    tc_plan *plan = plan_of(*state, &arena, TC_SPAN("Kỷ niệm ngày Giỗ Tổ Hùng Vương năm 2024."));
    assert_int_equal(plan->events.len, 1);
    assert_true(plan->events.items[0].lunar);
    assert_span(plan->events.items[0].id, "gio-to-hung-vuong");
    tc_arena_release(&arena);
}

/* Many anniversaries in one text: work stays in step with it. */
static void many(void **state)
{
    enum { LINES = 3000 };
    tc_buf text;
    tc_arena arena;
    tc_buf_init(&text, 0);
    tc_arena_init(&arena);
    for (int i = 0; i < LINES; i++)
        tc_buf_printf(&text, "Kỷ niệm %d năm thành lập tỉnh Lai Châu (28/6/1909 - 28/6/%d).\n\n",
                      i % 90 + 1, 1910 + i % 90);
    tc_plan *plan = plan_of(*state, &arena, tc_buf_span(&text));
    assert_int_equal(plan->events.len, LINES);
    tc_arena_release(&arena);
    tc_buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_texts),
        cmocka_unit_test(lunar),
        cmocka_unit_test(many),
    };
    return cmocka_run_group_tests(tests, plan_setup, plan_teardown);
}
