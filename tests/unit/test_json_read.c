/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/json.h"
#include "base/json_read.h"
#include "tests/unit/unit.h"

static tc_span read_string(tc_arena *a, const char *json, bool *whole)
{
    tc_json_in r;
    tc_span key, value = {NULL, 0};
    char line[512];
    int n = snprintf(line, sizeof line, "{\"k\":%s}\n", json);
    tc_json_open(&r, a, tc_span_make(line, (size_t)n));
    while (tc_json_next_member(&r, &key))
        value = tc_json_read_string(&r);
    *whole = tc_json_whole(&r);
    return value;
}

static void strings_are_unescaped(void **state)
{
    static const char *const cases[][2] = {
        {"\"\"", ""},
        {"null", ""},
        {"\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\"", "a\"b\\c/d\b\f\n\r\t"},
        {"\"\\u0041\\u1eA1\\u20AC\"", "Aạ€"},
        {"\"\\ud83d\\uDE00\"", "😀"},
        {" \"kế hoạch\" ", "kế hoạch"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool whole;
        assert_span(read_string(*state, cases[i][0], &whole), cases[i][1]);
        assert_true(whole);
    }
    bool whole;
    tc_span nul = read_string(*state, "\"a\\u0000b\"", &whole);
    assert_true(whole);
    assert_int_equal(nul.len, 3);
    assert_memory_equal(nul.ptr, "a\0b", 3);
}

static void what_is_no_string_is_refused(void **state)
{
    static const char *const cases[] = {
        "\"",
        "\"a",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83dx\"",
        "\"line\nend\"",
        "\"\xff\"",
        "nul",
        "'a'",
        "\"a\" \"b\"",
        "\"a\",",
        "\"a\"}",
        "\"\\ud83d\\u0041\"",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool whole;
        read_string(*state, cases[i], &whole);
        if (whole)
            print_error("%s was taken\n", cases[i]);
        assert_false(whole);
    }
}

static void members_items_and_numbers_come_in_order(void **state)
{
    tc_json_in r;
    tc_span key;
    tc_json_open(
        &r, *state,
        TC_SPAN("{ \"n\" : -12 , \"skip\":{\"a\":[1.5e3,{},[],\"x\",null,true]},\"l\":[1, 2 ],"
                "\"none\":[],\"yes\":true,\"no\":false,\"big\":9223372036854775}"));
    int64_t n = 0, sum = 0, big = 0;
    bool yes = false, no = true;
    size_t none = 0;
    while (tc_json_next_member(&r, &key)) {
        if (tc_span_eq(key, TC_SPAN("n"))) {
            n = tc_json_read_int(&r);
        } else if (tc_span_eq(key, TC_SPAN("l"))) {
            for (tc_json_enter_array(&r); tc_json_next_item(&r);)
                sum = 10 * sum + tc_json_read_int(&r);
        } else if (tc_span_eq(key, TC_SPAN("none"))) {
            for (tc_json_enter_array(&r); tc_json_next_item(&r); none++)
                tc_json_read_past(&r);
        } else if (tc_span_eq(key, TC_SPAN("yes"))) {
            yes = tc_json_read_bool(&r);
        } else if (tc_span_eq(key, TC_SPAN("no"))) {
            no = tc_json_read_bool(&r);
        } else if (tc_span_eq(key, TC_SPAN("big"))) {
            big = tc_json_read_int(&r);
        } else {
            tc_json_read_past(&r);
        }
    }
    assert_true(tc_json_whole(&r));
    assert_int_equal(n, -12);
    assert_int_equal(sum, 12);
    assert_int_equal(none, 0);
    assert_true(yes);
    assert_false(no);
    assert_int_equal(big, 9223372036854775);
}

static void what_is_no_object_ends(void **state)
{
    static const char *const cases[] = {
        "",
        "{",
        "[1]",
        "{\"a\":}",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{a:1}",
        "{\"a\":1}}",
        "{\"a\":1 ",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":--1}",
        "{\"a\":99999999999999999999}",
        "{\"a\":tru}",
        "{\"a\":{]}",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_json_in r;
        tc_span key;
        tc_json_open(&r, *state, tc_span_str(cases[i]));
        while (tc_json_next_member(&r, &key)) {
            if (strstr(cases[i], "99") || strstr(cases[i], "--"))
                tc_json_read_int(&r);
            else
                tc_json_read_past(&r);
        }
        if (tc_json_whole(&r))
            print_error("%s was taken\n", cases[i]);
        assert_false(tc_json_whole(&r));
    }
    char deep[4200] = "{\"a\":";
    memset(deep + 5, '[', 4000);
    tc_json_in r;
    tc_span key;
    tc_json_open(&r, *state, tc_span_str(deep));
    while (tc_json_next_member(&r, &key))
        tc_json_read_past(&r);
    assert_false(tc_json_whole(&r));
}

/* Whatever the bytes of a name: written and read they are the same. */
static void names_of_any_bytes_come_back(void **state)
{
    char all[256];
    for (int i = 0; i < 256; i++)
        all[i] = (char)i;
    for (size_t len = 1; len <= sizeof all; len += 17) {
        tc_buf line;
        tc_json j;
        tc_json_in r;
        tc_buf_init(&line, 0);
        tc_json_init(&j, &line);
        const tc_span names[] = {TC_SPAN("a"), tc_span_make(all + sizeof all - len, len)};
        tc_json_object(&j);
        tc_json_knames(&j, "p", "b", names, 2);
        tc_json_end_object(&j);
        tc_json_open(&r, *state, tc_buf_span(&line));
        size_t n = 0;
        for (tc_span key; tc_json_next_member(&r, &key);) {
            if (!tc_span_eq(key, TC_SPAN("b"))) {
                tc_json_read_past(&r);
                continue;
            }
            for (tc_json_enter_array(&r); tc_json_next_item(&r); n++) {
                tc_span name = {NULL, 0};
                assert_true(tc_base64_read(&name, *state, tc_json_read_string(&r)));
                assert_true(tc_span_eq(name, names[n]));
            }
        }
        assert_true(tc_json_whole(&r));
        assert_int_equal(n, 2);
        tc_buf_release(&line);
    }
}

static void what_is_no_base64_is_refused(void **state)
{
    tc_span out;
    assert_true(tc_base64_read(&out, *state, TC_SPAN("")));
    assert_int_equal(out.len, 0);
    assert_true(tc_base64_read(&out, *state, TC_SPAN("/w==")));
    assert_int_equal(out.len, 1);
    assert_false(tc_base64_read(&out, *state, TC_SPAN("/w=")));
    assert_false(tc_base64_read(&out, *state, TC_SPAN("/w*=")));
    assert_false(tc_base64_read(&out, *state, TC_SPAN("=w==")));
}

int main(void)
{
#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, arena_start, arena_stop)
    const struct CMUnitTest tests[] = {
        TEST(strings_are_unescaped),
        TEST(what_is_no_string_is_refused),
        TEST(members_items_and_numbers_come_in_order),
        TEST(what_is_no_object_ends),
        TEST(names_of_any_bytes_come_back),
        TEST(what_is_no_base64_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
