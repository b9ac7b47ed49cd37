/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "base/utf8.h"
#include "store/query.h"
#include "store/store.h"

static tc_query *term(tc_arena *a, const char *s)
{
    return tc_query_term(a, tc_term_make(a, tc_span_str("S"), tc_span_str(s)));
}

static tc_query *pair(tc_arena *a, tc_query_kind kind)
{
    return tc_query_join(a, kind, term(a, "a"), term(a, "b"));
}

static void test_text(void **state)
{
    (void)state;
    tc_arena arena, *a = &arena;
    tc_arena_init(a);
    static const struct {
        tc_query_kind kind;
        const char *text;
    } pairs[] = {
        {TC_Q_AND, "(Sa AND Sb)"},       {TC_Q_OR, "(Sa OR Sb)"},
        {TC_Q_NOT, "(Sa NOT Sb)"},       {TC_Q_SYNONYM, "(Sa SYNONYM Sb)"},
        {TC_Q_FILTER, "(Sa FILTER Sb)"}, {TC_Q_MAYBE, "(Sa MAYBE Sb)"},
        {TC_Q_PHRASE, "<Sa Sb>"},        {TC_Q_NEAR, "{Sa Sb}~0"},
        {TC_Q_NOTHING, "NOTHING"},       {TC_Q_ALL, "ALL"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_span(tc_query_text(a, pair(a, pairs[i].kind)), pairs[i].text);
    tc_query *q = pair(a, TC_Q_NEAR);
    q->window = 5;
    assert_span(tc_query_text(a, q), "{Sa Sb}~5");
    q = tc_query_boost(a, q, 2.5);
    assert_span(tc_query_text(a, q), "{Sa Sb}~5^2.5");
    assert_span(tc_query_text(a, tc_query_worth(a, term(a, "a"), 8)), "(ALL=8 FILTER Sa)");
    q = tc_query_new(a, TC_Q_PREFIX);
    q->term = tc_span_str(" hoa");
    assert_span(tc_query_text(a, q), "\" hoa\"*");
    q = tc_query_range(a, 3, tc_span_str("2020"), tc_span_str("20\t\"21"));
    assert_span(tc_query_text(a, q), "slot3:2020..20\\x09\\\"21");
    q = term(a, "x\"y\n");
    assert_span(tc_query_text(a, q), "\"Sx\\\"y\\x0a\"");
    tc_arena_release(a);
}

static void test_build(void **state)
{
    (void)state;
    tc_arena arena, *a = &arena;
    tc_arena_init(a);
    tc_query *one = term(a, "a");
    assert_ptr_equal(tc_query_join(a, TC_Q_AND, one, NULL), one);
    assert_ptr_equal(tc_query_join(a, TC_Q_AND, NULL, one), one);
    assert_null(tc_query_join(a, TC_Q_AND, NULL, NULL));
    tc_query *many = tc_query_new(a, TC_Q_OR);
    for (int i = 0; i < 1000; i++)
        tc_query_add(a, many, one);
    assert_int_equal(many->count, 1000);
    assert_ptr_equal(many->children[999], one);
    char bytes[] = "abc";
    tc_query *copied = tc_query_term(a, tc_term_make(a, tc_span_str(""), tc_span_str(bytes)));
    bytes[0] = 'x';
    assert_span(copied->term, "abc");
    tc_arena_release(a);
}

static void test_long_terms(void **state)
{
    (void)state;
    tc_arena arena, *a = &arena;
    tc_arena_init(a);
    assert_span(tc_term_make(a, tc_span_str("XN"), tc_span_str("5-CT/TW")), "XN5-CT/TW");
    assert_span(tc_term_make(a, tc_span_str(""), tc_span_str("")), "");
    char value[600];
    memset(value, 'a', sizeof value);
    assert_int_equal(tc_term_make(a, tc_span_str("S"), tc_span_make(value, 199)).len, 200);
    tc_span first = tc_term_make(a, tc_span_str("S"), tc_span_make(value, 600));
    assert_true(first.len <= 200);
    assert_true(tc_term_shortened(first));
    assert_false(tc_term_shortened(tc_span_sub(first, 0, first.len - 1)));
    assert_false(tc_term_shortened(tc_span_str("S#")));
    assert_true(tc_span_starts(first, tc_span_str("Saaaa")));
    value[599] = 'b';
    tc_span second = tc_term_make(a, tc_span_str("S"), tc_span_make(value, 600));
    assert_false(tc_span_eq(first, second));
    assert_true(tc_span_eq(first, tc_term_make(a, tc_span_str("Sa"), tc_span_make(value, 599))));
    value[599] = 'a';
    assert_true(tc_span_eq(first, tc_term_make(a, tc_span_str("S"), tc_span_make(value, 600))));
    /* characters stay whole, and NULs count twice */
    for (size_t shift = 0; shift < 3; shift++) {
        for (size_t i = 0; i < 200; i++)
            memcpy(value + 3 * i, "ậ", 3);
        tc_span cut = tc_term_make(a, tc_span_str("SSS"), tc_span_make(value, 300 + 3 * shift));
        assert_int_equal(tc_utf8_valid_prefix(cut), cut.len);
    }
    memset(value, 0, sizeof value);
    size_t nuls = 0;
    tc_span zeros = tc_term_make(a, tc_span_str("S"), tc_span_make(value, 190));
    for (size_t i = 0; i < zeros.len; i++)
        nuls += zeros.ptr[i] == '\0';
    assert_true(zeros.len + nuls <= TC_TERM_MAX);
    tc_arena_release(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_build),
        cmocka_unit_test(test_long_terms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
