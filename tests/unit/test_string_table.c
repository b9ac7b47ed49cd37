/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/string_table.h"

#include "tests/unit/unit.h"

enum { MANY = 5000 };

static uint32_t random_of(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 16;
}

/* Of few different bytes, so that many begin alike and some are others' beginnings. */
static tc_span some_string(char room[20], uint32_t *state)
{
    static const char bytes[] = {'\0', 'a', 'b', '\x7F', '\x80', '\xFF'};
    size_t len = random_of(state) % 20;
    for (size_t i = 0; i < len; i++)
        room[i] = bytes[random_of(state) % (i < 7 ? 2 : sizeof bytes)];
    return tc_span_make(room, len);
}

static void strings_are_found_again_and_sorted_by_their_bytes(void **state)
{
    (void)state;
    tc_arena arena;
    tc_string_table t = {0};
    uint32_t seed = 7;
    tc_arena_init(&arena);
    for (size_t i = 0; i < MANY; i++) {
        char room[20];
        tc_span s = some_string(room, &seed);
        uint32_t number = tc_string_add(&arena, &t, s);
        assert_int_equal(tc_string_find(&t, s), number);
        assert_true(tc_span_eq(t.strings.items[number], s));
    }
    size_t count = t.strings.len;
    assert_in_range(count, MANY / 2, MANY - 1);
    uint32_t *order = tc_arena_array(&arena, count, sizeof *order);
    tc_string_sort(&t, order, &arena);
    for (size_t i = 1; i < count; i++)
        assert_true(tc_span_cmp(t.strings.items[order[i - 1]], t.strings.items[order[i]]) < 0);
    tc_arena_release(&arena);
}

static void there_may_be_no_string_and_one(void **state)
{
    (void)state;
    tc_arena arena;
    tc_string_table t = {0};
    uint32_t order[1] = {7};
    tc_arena_init(&arena);
    tc_string_sort(&t, order, &arena);
    assert_int_equal(order[0], 7);
    assert_int_equal(tc_string_find(&t, TC_SPAN("a")), TC_NO_STRING);
    tc_string_add(&arena, &t, TC_SPAN("a"));
    tc_string_sort(&t, order, &arena);
    assert_int_equal(order[0], 0);
    tc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_found_again_and_sorted_by_their_bytes),
        cmocka_unit_test(there_may_be_no_string_and_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
