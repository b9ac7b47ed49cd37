/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored paths: which folder holds which, and sets of them. */
#include "tests/unit/unit.h"

#include "indexer/paths.h"

static void paths_lie_below_folders(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder;
        bool below;
    } cases[] = {
        {"a/b", "a", true},   {"a", "a", true},     {"ab", "a", false},  {"a/b", "a/b/c", false},
        {"a/b", ".", true},   {"/a/b", ".", false}, {"/a/b", "/", true}, {"/a/b", "/a", true},
        {"/ab", "/a", false}, {"a", "/", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(tc_path_below(tc_span_str(cases[i].path), tc_span_str(cases[i].folder)),
                         cases[i].below);
}

static void what_is_asked_for_may_be_inside_of_an_archive(void **state)
{
    (void)state;
    static const tc_span folders[] = {TC_SPAN_LIT("/a.zip"), TC_SPAN_LIT("b"), TC_SPAN_LIT("c/d")};
    const size_t count = sizeof folders / sizeof *folders;
    static const char *const held[] = {"b", "b/x/y", "c/d/x", "/a.zip!/x", "/a.zip!/x.zip!/y"};
    static const char *const others[] = {"a.zip!/x", "bb", "c", "c/dd", "/a.zipx/y", "/b"};
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        assert_true(tc_path_below_any(tc_span_str(held[i]), folders, count));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(tc_path_below_any(tc_span_str(others[i]), folders, count));
    assert_false(tc_path_below_any(TC_SPAN("b"), folders, 0));
}

static void all_relative_paths_lie_below_a_dot_all_others_below_a_stroke(void **state)
{
    (void)state;
    static const tc_span here[] = {TC_SPAN_LIT(".")}, root[] = {TC_SPAN_LIT("/")};
    assert_true(tc_path_below_any(TC_SPAN("a/b"), here, 1));
    assert_false(tc_path_below_any(TC_SPAN("/a/b"), here, 1));
    assert_true(tc_path_below_any(TC_SPAN("/a/b"), root, 1));
    assert_false(tc_path_below_any(TC_SPAN("a/b"), root, 1));
}

static void the_innermost_folder_holds_a_path(void **state)
{
    (void)state;
    static const tc_span folders[] = {TC_SPAN_LIT("."), TC_SPAN_LIT("a/b"), TC_SPAN_LIT("a")};
    assert_int_equal(tc_path_holder(folders, 3, TC_SPAN("a/b/c")), 1);
    assert_int_equal(tc_path_holder(folders, 3, TC_SPAN("a/c")), 2);
    assert_int_equal(tc_path_holder(folders, 3, TC_SPAN("c")), 0);
    assert_int_equal(tc_path_holder(folders, 3, TC_SPAN("/c")), 3);
}

static void what_is_within_a_folder_joins_to_the_path_again(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder, *within;
    } cases[] = {{"a/b/c", "a", "b/c"}, {"a/b", ".", "a/b"}, {"/a", "/", "a"}, {"a", "a", ""}};
    tc_buf joined;
    tc_buf_init(&joined, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_span folder = tc_span_str(cases[i].folder);
        const char *within = tc_path_within(tc_span_str(cases[i].path), folder);
        assert_string_equal(within, cases[i].within);
        tc_path_join(&joined, folder, tc_span_str(within));
        if (*within)
            assert_span(tc_buf_span(&joined), cases[i].path);
    }
    tc_buf_release(&joined);
}

static void a_set_knows_what_was_put_in_before_and_after_it_was_asked(void **state)
{
    (void)state;
    enum { PATHS = 1000 };
    tc_arena arena;
    tc_path_set set = {0};
    tc_error err = TC_ERROR_INIT;
    char path[16];
    tc_arena_init(&arena);
    assert_false(tc_path_set_has(&set, TC_SPAN("p0")));
    for (int i = 0; i < PATHS; i++) {
        snprintf(path, sizeof path, "p%d", i);
        assert_status(tc_path_set_add(&set, &arena, tc_span_str(path), &err), TC_OK, &err);
        if (i % 100 == 0)
            assert_true(tc_path_set_has(&set, tc_span_str(path)));
    }
    for (int i = 0; i < 2 * PATHS; i++) {
        snprintf(path, sizeof path, "p%d", i);
        assert_int_equal(tc_path_set_has(&set, tc_span_str(path)), i < PATHS);
    }
    tc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_lie_below_folders),
        cmocka_unit_test(what_is_asked_for_may_be_inside_of_an_archive),
        cmocka_unit_test(all_relative_paths_lie_below_a_dot_all_others_below_a_stroke),
        cmocka_unit_test(the_innermost_folder_holds_a_path),
        cmocka_unit_test(what_is_within_a_folder_joins_to_the_path_again),
        cmocka_unit_test(a_set_knows_what_was_put_in_before_and_after_it_was_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
