/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths of files inside of files, and what was inside of archives that were read again. */
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/members.h"
#include "tests/unit/unit.h"

static void paths_name_the_file_outside(void **state)
{
    tc_arena a;
    tc_arena_init(&a);
    (void)state;
    assert_span(tc_member_path(&a, TC_SPAN("d/a.zip"), TC_SPAN("x/b.txt")), "d/a.zip!/x/b.txt");
    assert_true(tc_member_below(TC_SPAN("d/a.zip!/b"), TC_SPAN("d/a.zip")));
    assert_false(tc_member_below(TC_SPAN("d/a.zip"), TC_SPAN("d/a.zip")));
    assert_false(tc_member_below(TC_SPAN("d/a.zipper!/b"), TC_SPAN("d/a.zip")));
    assert_span(tc_member_outer(TC_SPAN("a.tar!/b.zip!/c")), "a.tar");
    assert_span(tc_member_outer(TC_SPAN("a.tar")), "a.tar");
    tc_arena_release(&a);
}

static void a_folder_may_end_in_an_exclamation_mark(void **state)
{
    char dir[] = "/tmp/tc-inside-XXXXXX", path[64];
    (void)state;
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/a", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fclose(f);
    snprintf(path, sizeof path, "%s/a!/b", dir);
    assert_true(tc_member_of_file(path));
    snprintf(path, sizeof path, "%s/c!/b", dir);
    assert_false(tc_member_of_file(path));
    snprintf(path, sizeof path, "%s/a", dir);
    assert_false(tc_member_of_file(path));
    unlink(path);
    rmdir(dir);
}

static void what_is_gone_from_an_archive_is_told(void **state)
{
    tc_reread r;
    tc_error err = TC_ERROR_INIT;
    (void)state;
    tc_reread_init(&r);
    assert_false(tc_reread_lost(&r, TC_SPAN("a.zip!/x")));
    assert_status(tc_reread_outer(&r, TC_SPAN("a.zip"), &err), TC_OK, &err);
    assert_status(tc_reread_member(&r, TC_SPAN("a.zip!/x"), &err), TC_OK, &err);
    assert_status(tc_reread_member(&r, TC_SPAN("a.zip!/in.zip"), &err), TC_OK, &err);
    assert_false(tc_reread_lost(&r, TC_SPAN("a.zip")));
    assert_false(tc_reread_lost(&r, TC_SPAN("a.zip!/x")));
    assert_true(tc_reread_lost(&r, TC_SPAN("a.zip!/y")));
    assert_true(tc_reread_lost(&r, TC_SPAN("a.zip!/old.zip!/x")));
    /* it has not changed, so it was not read again */
    assert_false(tc_reread_lost(&r, TC_SPAN("a.zip!/in.zip!/y")));
    assert_false(tc_reread_lost(&r, TC_SPAN("b.zip!/y")));
    tc_reread_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_name_the_file_outside),
        cmocka_unit_test(a_folder_may_end_in_an_exclamation_mark),
        cmocka_unit_test(what_is_gone_from_an_archive_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
