/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person tells of a document's head holds over its text, and mentions are resolved by it. */
#include "tests/unit/golden_blocks.h"

/* As scanning left it: no number, no date, no issuer. */
static const char text[] = "KẾ HOẠCH\ntuyên truyền bầu cử\n\n"
                           "Thực hiện Kế hoạch số 12-KH/TU, ngày 17/5/2021 về bầu cử.\n";

static tc_plan *read_given(tc_plan_reader *reader, tc_arena *arena, const tc_plan_given *given)
{
    tc_error err = TC_ERROR_INIT;
    tc_text *normal;
    tc_tokens *tokens;
    tc_plan *plan;
    assert_status(tc_text_normalize(&normal, arena, tc_span_str(text), &err), TC_OK, &err);
    assert_status(tc_tokenize(&tokens, arena, tc_plan_reader_lexicon(reader), normal, &err), TC_OK,
                  &err);
    assert_status(tc_plan_read_given(&plan, arena, reader, tokens, given, &err), TC_OK, &err);
    return plan;
}

static void nothing(void **state)
{
    tc_arena arena;
    tc_arena_init(&arena);
    const tc_plan_given none = {0};
    tc_plan *plan = read_given(*state, &arena, &none);
    assert_span(plan->number, "");
    assert_span(plan->title, "tuyên truyền bầu cử");
    assert_span(plan->id, "");
    assert_span(plan->citations.items[0].id, "");
    tc_arena_release(&arena);
}

static void all(void **state)
{
    tc_arena arena;
    tc_arena_init(&arena);
    const tc_plan_given given = {.number = TC_SPAN("31 - KH/TU"),
                                 .title = TC_SPAN("công tác bầu cử"),
                                 .date = {2021, 6, 1},
                                 .place = TC_SPAN("Sông Lam"),
                                 .issuer = TC_SPAN("Tỉnh ủy Sông Lam"),
                                 .issuer_parent = TC_SPAN("Đảng bộ tỉnh Sông Lam"),
                                 .signer = TC_SPAN("Cao Thị Hòa An")};
    tc_plan *plan = read_given(*state, &arena, &given);
    assert_span(plan->number, "31-KH/TU");
    assert_span(plan->number_key, "31-KH/TU");
    assert_span(plan->doc_type_label, "Kế hoạch");
    assert_int_equal(plan->system, TC_SYSTEM_PARTY);
    assert_span(plan->title, "công tác bầu cử");
    assert_int_equal(plan->date.month, 6);
    assert_span(plan->place, "Sông Lam");
    assert_span(plan->issuer_parent, "Đảng bộ tỉnh Sông Lam");
    assert_span(plan->signer.name, "Cao Thị Hòa An");
    assert_span(plan->id, "NUM:party:TU:song-lam:KH:31:2020-2025");
    /* the issuer tells whose 12-KH/TU it is */
    assert_span(plan->citations.items[0].id, "NUM:party:TU:song-lam:KH:12:2020-2025");
    tc_arena_release(&arena);
}

static void odd_numbers_and_types(void **state)
{
    tc_arena arena;
    tc_arena_init(&arena);
    tc_plan_given given = {.number = TC_SPAN("không số"), .doc_type = TC_SPAN("CT")};
    tc_plan *plan = read_given(*state, &arena, &given);
    assert_span(plan->number, "không số");
    assert_span(plan->doc_type, "CT");
    assert_span(plan->doc_type_label, "Chỉ thị");
    assert_span(plan->id, "");
    tc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing),
        cmocka_unit_test(all),
        cmocka_unit_test(odd_numbers_and_types),
    };
    return cmocka_run_group_tests(tests, plan_setup, plan_teardown);
}
