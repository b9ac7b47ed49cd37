/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Citations of every form: a golden file of texts, ranges, odd ends. */
#include "tests/unit/citation_lines.h"

static void golden_texts(void **state)
{
    check_golden(*state, "tests/golden/citations.txt", citation_lines, 30);
}

/* Ranges cut no character, lie inside the sentence, and stand in the text's order. */
static void ranges(void **state)
{
    static const char text[] =
        "﻿Căn cứ Nghị định số 30/2020/NÐ­-CP ngày 05/3/2020 của Chính phủ.\r\n"
        "Thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị; Nghị quyết Đại hội XIII của Đảng.";
    tc_arena arena;
    tc_arena_init(&arena);
    tc_span source = tc_span_str(text);
    tc_plan *plan = plan_of(*state, &arena, source);
    assert_int_equal(plan->citations.len, 3);
    size_t last = 0;
    for (size_t i = 0; i < plan->citations.len; i++) {
        const tc_citation *c = &plan->citations.items[i];
        assert_true(c->span.start >= last && c->span.end > c->span.start);
        assert_true(c->sentence.start <= c->span.start && c->sentence.end >= c->span.end);
        assert_true(c->sentence.end <= source.len);
        last = c->span.start;
    }
    const tc_citation *first = &plan->citations.items[0];
    tc_span raw = tc_span_sub(source, first->span.start, first->span.end);
    assert_true(tc_span_starts(raw, TC_SPAN("Nghị định")));
    assert_true(tc_span_ends(raw, TC_SPAN("Chính phủ")));
    assert_span(first->number_key, "30/2020/NĐ-CP");
    tc_arena_release(&arena);
}

/* The number of the head is the document's own; elsewhere it is a citation. */
static void own_number(void **state)
{
    tc_arena arena;
    tc_arena_init(&arena);
    tc_plan *plan = plan_of(*state, &arena,
                            TC_SPAN("TỈNH ỦY LAI CHÂU\n*\nSố 31-KH/TU\n\n"
                                    "Lai Châu, ngày 17 tháng 5 năm 2021\n\nKẾ HOẠCH\n"
                                    "tuyên truyền\n-----\n\nI. MỤC ĐÍCH\n\n"
                                    "Phụ lục kèm theo Kế hoạch số 31-KH/TU ngày 17/5/2021.\n"));
    assert_span(plan->number_key, "31-KH/TU");
    assert_span(plan->id, "NUM:party:TU:lai-chau:KH:31:2020-2025");
    assert_int_equal(plan->citations.len, 1);
    assert_span(plan->citations.items[0].id, "NUM:party:TU:lai-chau:KH:31:2020-2025");
    tc_arena_release(&arena);
}

/* Beginnings of everything, and nothing behind them. */
static void loose_ends(void **state)
{
    static const char *const texts[] = {
        "",
        "Nghị quyết",
        "Nghị quyết số",
        "Nghị quyết của",
        "Nghị quyết số 35-NQ/TW của",
        "Nghị quyết số 35-NQ/TW, ngày",
        "Nghị quyết số 35-NQ/TW (khóa",
        "Nghị quyết Đại hội",
        "Nghị quyết Đại hội lần thứ",
        "Nghị quyết Trung ương",
        "Nghị quyết Trung ương 4 (khóa",
        "Nghị quyết Hội nghị lần thứ",
        "Luật",
        "Bộ luật",
        "Hiến pháp",
        "Hiến pháp nước",
        "Luật sửa đổi, bổ sung một số điều của",
        "Luật sửa đổi, bổ sung một số điều của Luật",
        "Luật số 1/2020/QH14 về sửa đổi, bổ sung một số điều của Luật",
        "Luật Đất đai ngày",
        "Luật Đất đai (",
        "Chỉ thị 05",
        "Quyết định 15 (sau đây gọi là",
        "Quyết định số 15/QĐ-UBND (sau đây gọi tắt là Quyết định",
        "của Bộ trưởng,",
        "Quyết định số 15/QĐ-UBND của UBND tỉnh",
        "Quyết định số 15/QĐ-UBND của Bộ",
        "Quyết định số 15/QĐ-UBND của Liên Bộ",
        "** **",
        "* Nghị quyết * số * 35-NQ/TW",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        tc_arena arena;
        tc_arena_init(&arena);
        tc_plan *plan = plan_of(*state, &arena, tc_span_str(texts[i]));
        for (size_t k = 0; k < plan->citations.len; k++)
            assert_true(plan->citations.items[k].span.end <= strlen(texts[i]));
        tc_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_texts),
        cmocka_unit_test(ranges),
        cmocka_unit_test(own_number),
        cmocka_unit_test(loose_ends),
    };
    return cmocka_run_group_tests(tests, plan_setup, plan_teardown);
}
