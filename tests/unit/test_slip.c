/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "text/key.h"
#include "text/slip.h"

typedef struct {
    const char *typed, *written;
    unsigned cost;
    bool crosses;
} row;

static const row rows[] = {
    {"hoạch", "hoạch", 0, false},
    {"hoach", "hoạch", 0, false},  /* nothing typed, nothing promised */
    {"hoạhc", "hoạch", 7, false},  /* swapped */
    {"hoạchh", "hoạch", 6, false}, /* doubled */
    {"hoạh", "hoạch", 10, false},  /* missing */
    {"hoạzch", "hoạch", 10, false},
    {"hoạsh", "hoạch", 10, false},
    {"xắp", "sắp", 5, false}, /* sounds alike */
    {"trương", "chương", 5, false},
    {"giân", "dân", 5, false},
    {"gian", "dan", 5, false},
    {"lông", "nông", 5, false},
    {"kuản", "quản", 5, false},
    {"ngành", "nghành", 5, false},
    {"nghành", "ngành", 5, false},
    {"tuyêng", "tuyên", 5, false},
    {"kyểm", "kiểm", 5, false},
    {"kỹ", "kỷ", 5, true}, /* hỏi, ngã: a typed tone is left */
    {"bán", "bàn", 12, true},
    {"tấn", "tán", 10, true}, /* a typed shape is left */
    {"tan", "tấn", 0, false},
    {"tuyên", "tuyến", 1, false}, /* the tone may have been forgotten */
    {"giảng", "đảng", 20, false}, /* đ is not gi */
    {"mạnhh", "mạnh", 6, false},
    {"blockchain", "livestream", TC_SLIP_FAR, false},
};

static void test_costs(void **state)
{
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tc_span typed, written, folded;
        tc_key_make(&arena, tc_span_str(rows[i].typed), &typed, &folded);
        tc_key_make(&arena, tc_span_str(rows[i].written), &written, &folded);
        tc_slip s = tc_slip_between(typed, written);
        if (s.cost != rows[i].cost || s.crosses != rows[i].crosses)
            fail_msg("%s for %s: %u%s", rows[i].typed, rows[i].written, s.cost,
                     s.crosses ? ", crosses" : "");
    }
    tc_arena_release(&arena);
}

static void test_no_word(void **state)
{
    static const char longest[] = "abcdefghijklmnopqrstuvwxyz";
    (void)state;
    assert_int_equal(tc_slip_between(TC_SPAN(""), TC_SPAN("a'")).cost, TC_SLIP_FAR);
    assert_int_equal(tc_slip_between(TC_SPAN("a'"), TC_SPAN("'")).cost, TC_SLIP_FAR);
    assert_int_equal(tc_slip_between(tc_span_str(longest), tc_span_str(longest)).cost, TC_SLIP_FAR);
    assert_true(tc_slip_between(TC_SPAN("a'z^"), TC_SPAN("a'9")).cost <= TC_SLIP_FAR);
}

static void test_initials(void **state)
{
    char out[8];
    (void)state;
    tc_slip_initials(out, sizeof out, TC_SPAN("xap"));
    assert_string_equal(out, "xas");
    tc_slip_initials(out, sizeof out, TC_SPAN("trang"));
    assert_string_equal(out, "trc");
    tc_slip_initials(out, 2, TC_SPAN("trang"));
    assert_string_equal(out, "t");
    tc_slip_initials(out, sizeof out, TC_SPAN(""));
    assert_string_equal(out, "");
}

/* Every spelling is the one that its key gives back, but for where y and i are one. */
static void test_spelling_of_key(void **state)
{
    static const char *const spellings[] = {"đường", "quyết", "hòa",  "thủy", "người", "ủy",
                                            "kỷ",    "lý",    "sĩ",   "vị",   "quý",   "giữ",
                                            "gìn",   "khuỷu", "nghị", "a",    "ý",     "mỹ"};
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        tc_span accent, folded, out;
        tc_key_make(&arena, tc_span_str(spellings[i]), &accent, &folded);
        assert_true(tc_key_spelling(&arena, accent, &out));
        assert_span(out, spellings[i]);
    }
    tc_span out;
    assert_false(tc_key_spelling(&arena, TC_SPAN("u'0:"), &out));
    assert_false(tc_key_spelling(&arena, TC_SPAN("35'"), &out));
    assert_false(tc_key_spelling(&arena, TC_SPAN("b'3"), &out));
    assert_false(tc_key_spelling(&arena, TC_SPAN("a'9^"), &out));
    tc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_costs),
        cmocka_unit_test(test_no_word),
        cmocka_unit_test(test_initials),
        cmocka_unit_test(test_spelling_of_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
