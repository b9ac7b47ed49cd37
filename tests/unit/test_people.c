/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "query/people.h"

static const struct {
    const char *text, *shown;
} rows[] = {
    {"**(3)** Khẩn trương *trình* cấp", "(3) Khẩn trương trình cấp"},
    {"| 2.5 | **IV** | ** ** | | Sở Y tế |", "2.5 | IV | Sở Y tế |"},
    {"|---|---|\n| một", "một"},
    {"ĐẢNG ỦY\n-----\nSố 5", "ĐẢNG ỦY Số 5"},
    {"5*3 = 15; a-b; 2021 - 2025; từ -- đến", "5*3 = 15; a-b; 2021 - 2025; từ -- đến"},
    {"*theo Luật;* *một* hai *", "theo Luật; một hai *"},
    {"* một", "* một"}, /* an item */
    {"", ""},
};

static void test_prose(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tc_buf b;
        tc_buf_init(&b, 0);
        tc_people p = {.out = &b};
        tc_people_prose(&p, tc_span_str(rows[i].text), TC_INK_PLAIN, NULL, 0);
        assert_span(tc_buf_span(&b), rows[i].shown);
        tc_buf_release(&b);
    }
}

/* Marks stay where they were, whatever is left out before and inside them. */
static void test_marks_in_prose(void **state)
{
    static const tc_range marks[] = {{2, 7}, {13, 18}};
    tc_buf b;
    (void)state;
    tc_buf_init(&b, 0);
    tc_people p = {.out = &b, .color = true};
    tc_people_prose(&p, TC_SPAN("**mot h** va **hai"), TC_INK_PLAIN, marks, 2);
    tc_buf_addc(&b, '\0');
    const char *shown = tc_buf_span(&b).ptr;
    assert_true(strstr(shown, "mot h\x1b[0m") != NULL);
    assert_true(strstr(shown, "*") == NULL);
    tc_buf_release(&b);
}

static void test_flow_leaves_all(void **state)
{
    tc_buf b;
    (void)state;
    tc_buf_init(&b, 0);
    tc_people p = {.out = &b};
    tc_people_flow(&p, TC_SPAN("a/**b**---.txt"), TC_INK_PLAIN, NULL, 0);
    assert_span(tc_buf_span(&b), "a/**b**---.txt");
    tc_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prose),
        cmocka_unit_test(test_marks_in_prose),
        cmocka_unit_test(test_flow_leaves_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
