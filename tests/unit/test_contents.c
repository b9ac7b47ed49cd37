/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"
#include "indexer/contents.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

static void change(tc_contents *c, const char *sha256, const char *path, bool has)
{
    tc_error err = TC_ERROR_INIT;
    assert_status(tc_contents_change(c, tc_span_str(sha256), tc_span_str(path), has, &err), TC_OK,
                  &err);
}

/* The paths of a row that had "b d f", after the changes. */
static void expect(tc_contents *c, const char *sha256, const char *paths)
{
    tc_arena arena;
    tc_error err = TC_ERROR_INIT;
    tc_buf got;
    tc_span had[] = {TC_SPAN("b"), TC_SPAN("d"), TC_SPAN("f")};
    tc_content_row row = {.paths = had, .path_count = 3};
    tc_touched *t = tc_contents_find(c, tc_span_str(sha256));
    assert_non_null(t);
    tc_arena_init(&arena);
    tc_buf_init(&got, 0);
    assert_status(tc_contents_apply(&row, &arena, t, &err), TC_OK, &err);
    for (size_t i = 0; i < row.path_count; i++) {
        tc_buf_add(&got, row.paths[i]);
        tc_buf_addc(&got, ' ');
    }
    assert_span(tc_buf_span(&got), paths);
    tc_buf_release(&got);
    tc_arena_release(&arena);
}

static void paths_come_and_go(void **state)
{
    tc_contents *c = *state;
    change(c, "x", "e", true);
    change(c, "x", "d", false);
    change(c, "x", "a", true);
    change(c, "y", "g", true);
    change(c, "x", "b", true); /* it has that already */
    change(c, "x", "z", false);
    expect(c, "x", "a b e f ");
    expect(c, "y", "b d f g ");
    assert_null(tc_contents_find(c, TC_SPAN("z")));
}

static void the_last_change_of_a_path_holds(void **state)
{
    tc_contents *c = *state;
    change(c, "x", "d", false);
    change(c, "x", "a", true);
    change(c, "x", "d", true);
    change(c, "x", "a", false);
    change(c, "x", "f", false);
    expect(c, "x", "b d ");
}

static void all_may_go_and_none_may_change(void **state)
{
    tc_contents *c = *state;
    tc_touched *t;
    assert_int_equal(tc_contents_touch(&t, c, TC_SPAN("y"), NULL), TC_OK);
    change(c, "x", "b", false);
    change(c, "x", "d", false);
    change(c, "x", "f", false);
    expect(c, "x", "");
    expect(c, "y", "b d f ");
    tc_contents_reset(c);
    assert_null(tc_contents_find(c, TC_SPAN("x")));
}

static int start(void **state)
{
    tc_contents *c = malloc(sizeof *c);
    tc_contents_init(c);
    *state = c;
    return 0;
}

static int stop(void **state)
{
    tc_contents_release(*state);
    free(*state);
    return 0;
}

int main(void)
{
#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(paths_come_and_go),
        TEST(the_last_change_of_a_path_holds),
        TEST(all_may_go_and_none_may_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
