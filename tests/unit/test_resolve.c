/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identity of cited documents: what joins, what stays apart, terms and places. */
#include "plan/resolve.h"
#include "tests/unit/citation_lines.h"

static void golden_texts(void **state)
{
    check_golden(*state, "tests/golden/resolve.txt", citation_lines, 15);
}

static void terms(void **state)
{
    (void)state;
    assert_span(tc_term_central((tc_date){2016, 1, 28}), "XI"); /* the day of the close */
    assert_span(tc_term_central((tc_date){2016, 1, 29}), "XII");
    assert_span(tc_term_central((tc_date){2018, 0, 0}), "XII");
    assert_span(tc_term_central((tc_date){2016, 0, 0}), ""); /* two terms */
    assert_span(tc_term_central((tc_date){1930, 2, 3}), "");
    assert_span(tc_term_local((tc_date){2021, 5, 17}), "2020-2025");
    assert_span(tc_term_local((tc_date){2020, 10, 14}), "2015-2020");
    assert_span(tc_term_local((tc_date){2020, 0, 0}), "");
    assert_span(tc_term_local((tc_date){2025, 7, 29}), "2025");
    assert_int_equal(tc_term_ordinal((tc_date){2026, 2, 1}), 14);
}

static void places(void **state)
{
    (void)state;
    static const struct {
        const char *organ;
        tc_area_level level;
        const char *place;
    } rows[] = {
        {"Tỉnh ủy Lai Châu", TC_AREA_PROVINCE, "lai-chau"},
        {"Ban Thường vụ Tỉnh uỷ", TC_AREA_PROVINCE, ""},
        {"Ủy ban nhân dân thành phố Cần Thơ", TC_AREA_CITY, "can-tho"},
        {"UBND TP. Lai Châu", TC_AREA_CITY, "lai-chau"},
        {"UBND tỉnh Bà Rịa - Vũng Tàu", TC_AREA_PROVINCE, "ba-ria-vung-tau"},
        {"Đảng ủy xã Lương Minh", TC_AREA_COMMUNE, "luong-minh"},
        {"Huyện ủy Tam Đường", TC_AREA_DISTRICT, "tam-duong"},
        {"Bộ Chính trị", TC_AREA_NONE, ""},
        {"Bộ Lao động - Thương binh và Xã hội", TC_AREA_NONE, ""},
        {"", TC_AREA_NONE, ""},
    };
    tc_arena arena;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tc_span place;
        assert_int_equal(tc_area_of(&arena, tc_span_str(rows[i].organ), &place), rows[i].level);
        assert_span(place, rows[i].place);
    }
    tc_arena_release(&arena);
}

static void known_documents(void **state)
{
    (void)state;
    tc_arena arena;
    tc_arena_init(&arena);
    tc_span none = {"", 0};
    assert_span(tc_known_document(TC_SPAN("CT"), 5, none, 0)->key, "5-CT/TW");
    assert_null(tc_known_document(TC_SPAN("CT"), 5, none, 1));
    assert_non_null(tc_known_document(none, 0, TC_SPAN("18-NQ/TW"), 1));
    assert_null(tc_known_document(TC_SPAN("CT"), 99, none, 0));
    assert_span(tc_known_plenum(&arena, TC_SPAN("12-NQ/TW"), (tc_date){2012, 1, 16}),
                "PLENUM:TW:XI:4:NQ");
    assert_span(tc_known_plenum(&arena, TC_SPAN("12-NQ/TW"), (tc_date){2017, 6, 3}), "");
    assert_true(tc_same_type(TC_SPAN("QĐ"), TC_SPAN("QyĐ")));
    assert_true(tc_same_type(TC_SPAN("TB"), TC_SPAN("TBKL")));
    assert_false(tc_same_type(TC_SPAN("TB"), TC_SPAN("KL")));
    assert_false(tc_same_type(TC_SPAN("CT"), TC_SPAN("CTr")));
    tc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_texts),
        cmocka_unit_test(terms),
        cmocka_unit_test(places),
        cmocka_unit_test(known_documents),
    };
    return cmocka_run_group_tests(tests, plan_setup, plan_teardown);
}
