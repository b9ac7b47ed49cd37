/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/journal.h"
#include "indexer/pending.h"
#include "tests/unit/unit.h"

typedef struct {
    tc_pending pending;
    tc_arena arena;
    tc_place place;
    tc_error err;
    tc_buf names;
} fixture;

static int start(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->pending.delay = 0.5;
    f->place.base = "/nowhere";
    tc_arena_init(&f->arena);
    tc_buf_init(&f->names, 0);
    *state = f;
    return 0;
}

static int stop(void **state)
{
    fixture *f = *state;
    tc_pending_release(&f->pending);
    tc_arena_release(&f->arena);
    tc_buf_release(&f->names);
    free(f);
    return 0;
}

static void add(fixture *f, const char *path, double now, tc_writing writing)
{
    assert_true(tc_pending_add(&f->pending, tc_span_str(path), now, writing));
}

/* What is taken at this moment, separated by blanks. */
static const char *taken(fixture *f, double now)
{
    tc_paths out;
    assert_status(tc_pending_take(&out, &f->arena, &f->pending, &f->place, now, &f->err), TC_OK,
                  &f->err);
    tc_buf_reset(&f->names);
    tc_buf_adds(&f->names, "");
    for (size_t i = 0; i < out.len; i++) {
        tc_buf_adds(&f->names, i ? " " : "");
        tc_buf_add(&f->names, out.items[i]);
    }
    return f->names.ptr;
}

static void a_changed_file_is_taken_when_it_has_come_to_rest(void **state)
{
    fixture *f = *state;
    assert_true(tc_pending_wait(&f->pending, 0) < 0);
    add(f, "a", 10, TC_WRITING_NO);
    assert_float_equal(tc_pending_wait(&f->pending, 10.1), 0.4, 1e-9);
    assert_string_equal(taken(f, 10.4), "");
    add(f, "a", 10.4, TC_WRITING_NO);
    assert_string_equal(taken(f, 10.6), "");
    assert_string_equal(taken(f, 10.9), "a");
    assert_true(tc_pending_wait(&f->pending, 11) < 0);
    assert_string_equal(taken(f, 12), "");
}

static void a_file_that_is_written_to_is_waited_for(void **state)
{
    fixture *f = *state;
    add(f, "open", 10, TC_WRITING_YES);
    add(f, "open", 10, TC_WRITING_AS_BEFORE);
    add(f, "other", 10, TC_WRITING_NO);
    add(f, "open", 10.4, TC_WRITING_YES);
    assert_string_equal(taken(f, 10.5), "other");
    assert_string_equal(taken(f, 19), "");
    add(f, "open", 19, TC_WRITING_NO);
    assert_string_equal(taken(f, 19.5), "open");
    /* silent and never closed; written to without end */
    add(f, "silent", 20, TC_WRITING_YES);
    assert_string_equal(taken(f, 29.9), "");
    assert_string_equal(taken(f, 30), "silent");
    for (double t = 30; t < 89.9; t += 0.2) {
        add(f, "log", t, TC_WRITING_YES);
        assert_string_equal(taken(f, t), "");
    }
    assert_string_equal(taken(f, 90.01), "log");
}

static void a_burst_is_taken_at_once_but_not_waited_for_without_end(void **state)
{
    fixture *f = *state;
    char name[32];
    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "f%04d", i);
        add(f, name, 10 + i * 0.005, TC_WRITING_NO);
        if (i % 100 == 0)
            assert_string_equal(taken(f, 10 + i * 0.005), "");
    }
    assert_int_equal(strlen(taken(f, 15.5)), 1000 * 6 - 1);
    for (double t = 20; t < 29.8; t += 0.3) {
        snprintf(name, sizeof name, "g%.1f", t);
        add(f, name, t, TC_WRITING_NO);
        assert_string_equal(taken(f, t), "");
    }
    const char *most = taken(f, 30.01);
    assert_true(tc_span_starts(tc_span_str(most), TC_SPAN("g20.0 ")));
    assert_null(strstr(most, "g29.6"));
    assert_string_equal(taken(f, 31), "g29.6");
}

static void what_lies_below_is_taken_with_its_folder(void **state)
{
    fixture *f = *state;
    static const char *const paths[] = {"a/b/c", "a!b", "a", "a/b", "ab", "b/c.zip"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        add(f, paths[i], 1, TC_WRITING_NO);
    assert_string_equal(taken(f, 2), "a a!b ab b/c.zip");
    add(f, ".", 3, TC_WRITING_NO);
    add(f, "x", 3, TC_WRITING_NO);
    add(f, "/x/y", 3, TC_WRITING_NO);
    assert_string_equal(taken(f, 4), ". /x/y");
}

/* Where the kernel does not tell, the file is looked at again. */
static void a_file_whose_stamp_goes_on_changing_is_waited_for(void **state)
{
    fixture *f = *state;
    char path[] = "/tmp/tc-pending-XXXXXX";
    struct stat st;
    int fd = mkstemp(path);
    assert_true(fd >= 0 && fstat(fd, &st) == 0);
    tc_stamp stamp = tc_stamp_of(&st);
    assert_true(tc_pending_found(&f->pending, tc_span_str(path), 1, &stamp));
    assert_int_equal(write(fd, "x", 1), 1);
    assert_string_equal(taken(f, 1.5), "");
    assert_string_equal(taken(f, 1.9), "");
    assert_string_equal(taken(f, 2.0), path);
    close(fd);
    unlink(path);
}

/* Looks more often than the time of rest: the file was never taken in. */
static void a_file_found_again_as_it_was_has_not_changed(void **state)
{
    fixture *f = *state;
    const tc_stamp stamp = {.mtime_ns = 7, .size = 3}, later = {.mtime_ns = 8, .size = 3};
    for (double now = 1; now < 1.4; now += 0.1)
        assert_true(tc_pending_found(&f->pending, TC_SPAN("not/there"), now, &stamp));
    assert_string_equal(taken(f, 1.4), "");
    assert_string_equal(taken(f, 1.5), "not/there");
    assert_true(tc_pending_found(&f->pending, TC_SPAN("not/there"), 2, &stamp));
    assert_true(tc_pending_found(&f->pending, TC_SPAN("not/there"), 2.3, &later));
    assert_string_equal(taken(f, 2.5), "");
    assert_true(tc_pending_found(&f->pending, TC_SPAN("not/there"), 2.6, NULL)); /* gone */
    assert_true(tc_pending_found(&f->pending, TC_SPAN("not/there"), 3.0, NULL));
    assert_string_equal(taken(f, 3.0), "");
    assert_string_equal(taken(f, 3.1), "not/there");
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_changed_file_is_taken_when_it_has_come_to_rest),
        TEST(a_file_that_is_written_to_is_waited_for),
        TEST(a_burst_is_taken_at_once_but_not_waited_for_without_end),
        TEST(what_lies_below_is_taken_with_its_folder),
        TEST(a_file_whose_stamp_goes_on_changing_is_waited_for),
        TEST(a_file_found_again_as_it_was_has_not_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
