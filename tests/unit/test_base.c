/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/seal.h"
#include "base/utf8.h"
#include "base/varint.h"
#include "tests/unit/unit.h"

static void errors_keep_code_column_and_message(void **state)
{
    (void)state;
    tc_error err = TC_ERROR_INIT;
    assert_int_equal(tc_fail(&err, TC_ELOCKED, "held by %d", 7), TC_ELOCKED);
    assert_int_equal(err.code, TC_ELOCKED);
    assert_string_equal(err.msg, "held by 7");
    assert_int_equal(tc_fail_at(&err, 12, "unclosed quote"), TC_ESYNTAX);
    assert_int_equal(err.column, 12);
    assert_int_equal(tc_fail(NULL, TC_EIO, "nobody listens"), TC_EIO);
    assert_int_equal(tc_fail_errno(&err, TC_EIO, 2, "open x"), TC_EIO);
    assert_string_equal(err.msg, "open x: No such file or directory");
    assert_string_equal(tc_status_name(TC_ECORRUPT), "damaged");
    assert_string_equal(tc_status_name((tc_status)999), "unknown");
}

static void long_messages_are_cut_on_a_character_border(void **state)
{
    (void)state;
    char text[400];
    memset(text, 'a', sizeof text);
    /* a two-byte letter across the last byte that fits */
    memcpy(text + sizeof((tc_error *)0)->msg - 2, "\xC4\x91", 2);
    text[399] = '\0';
    tc_error err = TC_ERROR_INIT;
    tc_fail(&err, TC_EIO, "%s", text);
    tc_span msg = tc_span_str(err.msg);
    assert_int_equal(msg.len, sizeof err.msg - 2);
    assert_int_equal(tc_utf8_valid_prefix(msg), msg.len);
}

static void utf8_reads_what_unicode_allows_and_nothing_else(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len, valid;
    } cases[] = {
        {"Đảng", 6, 6},
        {"a\xC0\x80", 3, 1},
        {"\xED\xA0\x80", 3, 0}, /* surrogate */
        {"\xF4\x90\x80\x80", 4, 0},
        {"\xF0\x9F\x98\x80", 4, 4},
        {"\xE1\xBB", 2, 0},
        {"abcdefghij\xFF", 11, 10},
        {"\xE0\x80\x80", 3, 0},
        {"a\0b", 3, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(tc_utf8_valid_prefix(tc_span_make(cases[i].bytes, cases[i].len)),
                         cases[i].valid);
}

/* How far it is well-formed, one character after the other. */
static size_t valid_by_characters(tc_span s)
{
    for (size_t pos = 0, start = 0; pos < s.len; start = pos)
        if (tc_utf8_next(s, &pos) == 0xFFFD &&
            !tc_span_eq(tc_span_sub(s, start, pos), TC_SPAN("\xEF\xBF\xBD")))
            return start;
    return s.len;
}

/* All four bytes on the borders of what Unicode allows in that place. */
static void the_quick_look_at_utf8_sees_what_the_slow_one_sees(void **state)
{
    (void)state;
    static const unsigned char border[] = {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                           0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
                                           0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
    enum { COUNT = sizeof border };
    for (size_t i = 0; i < COUNT * COUNT * COUNT * COUNT; i++) {
        const char four[] = {(char)border[i % COUNT], (char)border[i / COUNT % COUNT],
                             (char)border[i / COUNT / COUNT % COUNT],
                             (char)border[i / COUNT / COUNT / COUNT]};
        for (size_t len = 1; len <= sizeof four; len++) {
            tc_span s = tc_span_make(four, len);
            if (tc_utf8_valid_prefix(s) != valid_by_characters(s))
                fail_msg("%zu of combination %zu", len, i);
        }
    }
}

/* Three of these bytes at each place of a long text, where blocks of it are looked at. */
static void damage_is_found_wherever_it_stands_in_a_long_text(void **state)
{
    (void)state;
    static const unsigned char border[] = {0x0A, 0x7F, 0x80, 0x9F, 0xA0, 0xBB, 0xBF,
                                           0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
                                           0xEE, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
    enum { COUNT = sizeof border };
    const tc_span line = TC_SPAN("Đảng bộ tỉnh Quảng Ngãi tổ chức đại hội lần thứ 20 trước 30/9.");
    char text[128];
    for (size_t i = 0; i < (size_t)COUNT * COUNT * COUNT; i++)
        for (size_t at = 0; at + 3 <= line.len; at++) {
            memcpy(text, line.ptr, line.len);
            text[at] = (char)border[i % COUNT];
            text[at + 1] = (char)border[i / COUNT % COUNT];
            text[at + 2] = (char)border[i / COUNT / COUNT];
            tc_span s = tc_span_make(text, line.len);
            if (tc_utf8_valid_prefix(s) != valid_by_characters(s))
                fail_msg("combination %zu at %zu", i, at);
        }
}

static void every_code_point_survives_put_next_and_prev(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        char out[4];
        size_t n = tc_utf8_put(out, cp), pos = 0, end = n;
        tc_span s = tc_span_make(out, n);
        if (tc_utf8_next(s, &pos) != cp || pos != n || tc_utf8_prev(s, &end) != cp || end != 0)
            fail_msg("U+%04X", (unsigned)cp);
        for (size_t cut = 1; cut < n; cut++)
            assert_int_equal(tc_utf8_floor(s, cut), 0);
        assert_int_equal(tc_utf8_floor(s, n), n);
        assert_int_equal(tc_utf8_count(s), 1);
    }
}

static void spans_compare_find_and_trim_with_nuls_inside(void **state)
{
    (void)state;
    tc_span s = tc_span_make("a\0bc", 4);
    assert_int_equal(tc_span_find(s, tc_span_make("\0b", 2)), 1);
    assert_int_equal(tc_span_find(s, TC_SPAN("x")), SIZE_MAX);
    assert_int_equal(tc_span_find(s, TC_SPAN("")), 0);
    assert_int_equal(tc_span_cmp(TC_SPAN("a"), s), -1);
    assert_int_equal(tc_span_cmp(TC_SPAN("b"), s), 1);
    assert_int_equal(tc_span_cmp(s, s), 0);
    assert_span(tc_span_trim(TC_SPAN(" \t\n x y \r\n")), "x y");
    assert_span(tc_span_trim(TC_SPAN(" \n ")), "");
    assert_true(tc_span_starts(s, TC_SPAN("a")) && tc_span_ends(s, TC_SPAN("bc")));
    assert_false(tc_span_starts(TC_SPAN("a"), s));
}

static void arena_memory_is_zero_aligned_and_its_own(void **state)
{
    (void)state;
    tc_arena a;
    tc_arena_init(&a);
    unsigned char *seen[200];
    for (size_t i = 0; i < 200; i++) {
        size_t size = i * 37 + 1;
        seen[i] = tc_arena_alloc(&a, size);
        assert_int_equal((uintptr_t)seen[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(seen[i][k], 0);
        memset(seen[i], (int)i + 1, size);
    }
    for (size_t i = 0; i < 200; i++)
        assert_int_equal(seen[i][i * 37], (unsigned char)(i + 1));
    assert_string_equal(tc_arena_printf(&a, "%d-%s", 5, "KH/TU"), "5-KH/TU");
    tc_arena_reset(&a);
    assert_int_equal(*(unsigned char *)tc_arena_alloc(&a, 64), 0);
    tc_arena_release(&a);
    assert_int_equal(a.used, 0);
}

static void a_full_arena_comes_back_to_the_innermost_catch(void **state)
{
    (void)state;
    tc_arena a;
    tc_arena_init(&a);
    a.limit = 1 << 20;
    tc_arena_catch outer, inner;
    volatile int caught = 0;
    if (TC_ARENA_CATCH(&a, &outer))
        fail_msg("the outer catch must not be reached");
    if (TC_ARENA_CATCH(&a, &inner)) {
        caught = 1;
    } else {
        tc_arena_array(&a, SIZE_MAX / 2, 4);
        fail_msg("an impossible array was given out");
    }
    assert_int_equal(caught, 1);
    if (TC_ARENA_CATCH(&a, &inner)) {
        caught = 2;
    } else {
        for (;;)
            tc_arena_alloc(&a, 1000);
    }
    assert_int_equal(caught, 2);
    tc_arena_uncatch(&a, &outer);
    assert_null(a.catcher);
    tc_arena_release(&a);
}

static void vectors_grow_and_keep_what_they_hold(void **state)
{
    (void)state;
    tc_arena a;
    tc_arena_init(&a);
    TC_VEC(size_t) v = {0}, w = {0};
    for (size_t i = 0; i < 5000; i++) {
        tc_vec_push(&a, &v, i);
        if (i % 3 == 0)
            tc_vec_push(&a, &w, i); /* so that v cannot always grow in place */
    }
    assert_int_equal(v.len, 5000);
    for (size_t i = 0; i < 5000; i++)
        assert_int_equal(v.items[i], i);
    assert_int_equal(w.items[w.len - 1], 4998);
    tc_arena_release(&a);
}

static void buffers_stop_at_their_ceiling_and_stay_stopped(void **state)
{
    (void)state;
    tc_buf b;
    tc_buf_init(&b, 10);
    tc_buf_adds(&b, "12345678");
    assert_int_equal(b.status, TC_OK);
    tc_buf_adds(&b, "90");
    assert_int_equal(b.status, TC_ETOOBIG);
    tc_buf_addc(&b, 'x');
    assert_span(tc_buf_span(&b), "12345678");
    tc_buf_reset(&b);
    tc_buf_printf(&b, "%d", 42);
    tc_buf_addcp(&b, 0x110);
    assert_int_equal(b.status, TC_OK);
    assert_string_equal(b.ptr, "42Đ");
    tc_buf_release(&b);
}

static void json_is_valid_whatever_goes_in(void **state)
{
    (void)state;
    tc_buf b;
    tc_buf_init(&b, 0);
    tc_json j;
    tc_json_init(&j, &b);
    tc_json_object(&j);
    tc_json_kint(&j, "v", 1);
    tc_json_kstring(&j, "s", tc_span_make("Đ\"\\\n\x01\xFFz\0", 9));
    tc_json_kstring(&j, "l", TC_SPAN("a\xE2\x80\xA8\xE2\x80\xA9\xC2\x85"));
    tc_json_kstring_or_null(&j, "n", TC_SPAN(""));
    tc_json_krange(&j, "span", (tc_range){3, 9});
    tc_json_key(&j, "a");
    tc_json_array(&j);
    tc_json_bool(&j, true);
    tc_json_double(&j, 1.25, 2);
    tc_json_double(&j, (double)NAN, 2);
    tc_json_object(&j);
    tc_json_end_object(&j);
    tc_json_array(&j);
    tc_json_end_array(&j);
    tc_json_end_array(&j);
    tc_json_kbool(&j, "e", false);
    tc_json_end_object(&j);
    assert_int_equal(b.status, TC_OK);
    assert_string_equal(b.ptr, "{\"v\":1,\"s\":\"Đ\\\"\\\\\\n\\u0001\xEF\xBF\xBDz\\u0000\",\"l\":"
                               "\"a\\u2028\\u2029\\u0085\",\"n\":null,"
                               "\"span\":[3,9],\"a\":[true,1.25,null,{},[]],\"e\":false}");
    tc_buf_release(&b);
}

static void json_too_deep_is_an_error_not_an_overflow(void **state)
{
    (void)state;
    tc_buf b;
    tc_buf_init(&b, 0);
    tc_json j;
    tc_json_init(&j, &b);
    for (int i = 0; i < 100; i++)
        tc_json_array(&j);
    assert_int_equal(b.status, TC_ETOOBIG);
    tc_buf_release(&b);
}

static void varints_round_trip_and_short_input_is_bad_not_a_crash(void **state)
{
    (void)state;
    static const uint64_t values[] = {0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX};
    tc_buf b;
    tc_buf_init(&b, 0);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        tc_put_uint(&b, values[i]);
    tc_put_string(&b, TC_SPAN("KH"));
    tc_cursor c = {tc_buf_span(&b), 0, false};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_true(tc_get_uint(&c) == values[i]);
    assert_span(tc_get_string(&c), "KH");
    assert_false(c.bad);
    for (size_t cut = 0; cut < b.len; cut++) {
        tc_cursor s = {tc_span_make(b.ptr, cut), 0, false};
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            tc_get_uint(&s);
        tc_get_string(&s);
        assert_true(s.bad);
    }
    tc_buf_release(&b);
}

static void a_seal_tells_every_lost_bit(void **state)
{
    (void)state;
    tc_buf b;
    tc_buf_init(&b, 0);
    tc_buf_adds(&b, "Kế hoạch số 12");
    const tc_span key = TC_SPAN("f:a.txt");
    tc_seal(&b, key);
    tc_span whole = tc_buf_span(&b);
    assert_true(tc_unseal(&whole, key));
    assert_span(whole, "Kế hoạch số 12");
    whole = tc_buf_span(&b);
    assert_false(tc_unseal(&whole, TC_SPAN("f:e.txt")));
    for (size_t bit = 0; bit < 8 * b.len; bit++) {
        b.ptr[bit / 8] = (char)(b.ptr[bit / 8] ^ 1 << bit % 8);
        tc_span s = tc_buf_span(&b);
        assert_false(tc_unseal(&s, key));
        b.ptr[bit / 8] = (char)(b.ptr[bit / 8] ^ 1 << bit % 8);
    }
    for (size_t cut = 0; cut < b.len; cut++) {
        tc_span s = tc_span_make(b.ptr, cut);
        assert_false(tc_unseal(&s, key));
    }
    tc_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_keep_code_column_and_message),
        cmocka_unit_test(long_messages_are_cut_on_a_character_border),
        cmocka_unit_test(utf8_reads_what_unicode_allows_and_nothing_else),
        cmocka_unit_test(the_quick_look_at_utf8_sees_what_the_slow_one_sees),
        cmocka_unit_test(damage_is_found_wherever_it_stands_in_a_long_text),
        cmocka_unit_test(every_code_point_survives_put_next_and_prev),
        cmocka_unit_test(spans_compare_find_and_trim_with_nuls_inside),
        cmocka_unit_test(arena_memory_is_zero_aligned_and_its_own),
        cmocka_unit_test(a_full_arena_comes_back_to_the_innermost_catch),
        cmocka_unit_test(vectors_grow_and_keep_what_they_hold),
        cmocka_unit_test(buffers_stop_at_their_ceiling_and_stay_stopped),
        cmocka_unit_test(json_is_valid_whatever_goes_in),
        cmocka_unit_test(json_too_deep_is_an_error_not_an_overflow),
        cmocka_unit_test(varints_round_trip_and_short_input_is_bad_not_a_crash),
        cmocka_unit_test(a_seal_tells_every_lost_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
