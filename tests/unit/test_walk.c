/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <ftw.h>
#include <unistd.h>

#include "base/buf.h"
#include "indexer/load.h"
#include "indexer/walk.h"
#include "store/locate.h"
#include "tests/unit/unit.h"

#include <limits.h>

typedef struct {
    char base[64];
    tc_buf log; /* one line an event */
    const char *prune;
} fixture;

static void make(const fixture *f, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", f->base, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static void make_dir(const fixture *f, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", f->base, name);
    assert_int_equal(mkdir(path, 0777), 0);
}

static void make_link(const fixture *f, const char *to, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", f->base, name);
    assert_int_equal(symlink(to, path), 0);
}

static int start(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    snprintf(f->base, sizeof f->base, "%s/tc-walk-XXXXXX", P_tmpdir);
    assert_non_null(mkdtemp(f->base));
    tc_buf_init(&f->log, 0);
    make_dir(f, "b");
    make_dir(f, ".git");
    make_dir(f, "b/c");
    make(f, "a.txt", "a");
    make(f, "Z.txt", "z");
    make(f, "b/c/d.txt", "d");
    make(f, "b/e.tmp", "e");
    make(f, ".git/config", "x");
    make(f, "b/~$d.docx", "x");
    *state = f;
    return 0;
}

static int unlink_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st;
    (void)kind;
    (void)ftw;
    return remove(path);
}

static int stop(void **state)
{
    fixture *f = *state;
    nftw(f->base, unlink_one, 16, FTW_DEPTH | FTW_PHYS);
    tc_buf_release(&f->log);
    free(f);
    return 0;
}

static tc_status log_event(const tc_walk_event *e, void *context, tc_error *err)
{
    fixture *f = context;
    (void)err;
    const char *below = e->path + e->relative;
    if (e->kind == TC_WALK_SKIPPED)
        tc_buf_printf(&f->log, "%s %s\n", tc_walk_skip_name(e->why), below);
    else if (e->kind == TC_WALK_FILE)
        tc_buf_printf(&f->log, "file %s\n", below);
    else if (e->kind == TC_WALK_FAILED)
        tc_buf_printf(&f->log, "failed %s\n", below);
    else if (f->prune && strcmp(below, f->prune) == 0)
        *e->prune = true;
    return TC_OK;
}

static void expect(fixture *f, const tc_walk_options *options, const char *log)
{
    tc_error err = TC_ERROR_INIT;
    tc_buf_reset(&f->log);
    assert_status(tc_walk(f->base, options, log_event, f, &err), TC_OK, &err);
    assert_span(tc_buf_span(&f->log), log);
}

static void names_come_in_byte_order_and_hidden_ones_not(void **state)
{
    const tc_walk_options plain = {0};
    expect(
        *state, &plain,
        "hidden .git\nfile Z.txt\nfile a.txt\nfile b/c/d.txt\nfile b/e.tmp\nhidden b/~$d.docx\n");
}

static void excludes_are_names_or_paths(void **state)
{
    static const char *const name[] = {"*.tmp"}, *const folder[] = {"c"}, *const path[] = {"b/*"};
    tc_walk_options options = {.excludes = name, .exclude_count = 1};
    expect(*state, &options,
           "hidden .git\nfile Z.txt\nfile a.txt\nfile b/c/d.txt\nexcluded b/e.tmp\nhidden "
           "b/~$d.docx\n");
    options.excludes = folder;
    expect(*state, &options,
           "hidden .git\nfile Z.txt\nfile a.txt\nexcluded b/c\nfile b/e.tmp\nhidden b/~$d.docx\n");
    options.excludes = path;
    expect(*state, &options,
           "hidden .git\nfile Z.txt\nfile a.txt\nexcluded b/c\nexcluded b/e.tmp\nhidden "
           "b/~$d.docx\n");
}

static void a_folder_can_be_pruned_and_the_index_is_passed_over(void **state)
{
    fixture *f = *state;
    const tc_walk_options plain = {0};
    f->prune = "b";
    expect(f, &plain, "hidden .git\nfile Z.txt\nfile a.txt\n");
    f->prune = NULL;
    char path[256];
    struct stat own;
    snprintf(path, sizeof path, "%s/b", f->base);
    assert_int_equal(stat(path, &own), 0);
    const tc_walk_options beside = {.own = &own};
    expect(f, &beside, "hidden .git\nfile Z.txt\nfile a.txt\nindex b\n");
}

static void links_are_followed_only_on_request_and_never_in_circles(void **state)
{
    fixture *f = *state;
    make_link(f, "a.txt", "link.txt");
    make_link(f, "..", "b/c/up");
    make_link(f, "nowhere", "dangling");
    tc_walk_options options = {0};
    expect(f, &options,
           "hidden .git\nfile Z.txt\nfile a.txt\nfile b/c/d.txt\nlink b/c/up\nfile b/e.tmp\n"
           "hidden b/~$d.docx\nlink dangling\nlink link.txt\n");
    options.follow = true;
    expect(f, &options,
           "hidden .git\nfile Z.txt\nfile a.txt\nfile b/c/d.txt\nloop b/c/up\nfile b/e.tmp\n"
           "hidden b/~$d.docx\nfailed dangling\nfile link.txt\n");
}

/* Each folder leads to the next by two links: 2^40 ways, which nobody lives to see walked. */
static void many_ways_to_one_folder_are_one_visit(void **state)
{
    fixture *f = *state;
    char name[32], to[32];
    for (int i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "n%02d", i);
        make_dir(f, name);
        snprintf(to, sizeof to, "../n%02d", i + 1);
        for (int link = 0; link < 2; link++) {
            snprintf(name, sizeof name, "n%02d/%c", i, 'a' + link);
            make_link(f, to, name);
        }
    }
    make_dir(f, "n40");
    make(f, "n40/end.txt", "x");
    tc_error err = TC_ERROR_INIT;
    const tc_walk_options options = {.follow = true};
    tc_buf_reset(&f->log);
    assert_status(tc_walk(f->base, &options, log_event, f, &err), TC_OK, &err);
    size_t seen = 0;
    for (size_t at = 0; at + 7 < f->log.len; at++)
        seen += memcmp(f->log.ptr + at, "end.txt", 7) == 0;
    assert_int_equal(seen, 1);
}

static void a_walk_may_start_below_its_root(void **state)
{
    fixture *f = *state;
    tc_error err = TC_ERROR_INIT;
    make_dir(f, "a");
    make_dir(f, "a/b");
    make(f, "a/b/c.txt", "x");
    make(f, "a/b/c.bak", "x");
    make(f, "a/d.txt", "x");
    static const char *const globs[] = {"a/b/*.bak"};
    static const struct {
        const char *start, *log;
    } cases[] = {{"a/b", "excluded a/b/c.bak\nfile a/b/c.txt\n"},
                 {"a/d.txt", "file a/d.txt\n"},
                 {"a/gone", "failed a/gone\n"},
                 {"b/c", "file b/c/d.txt\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const tc_walk_options options = {
            .excludes = globs, .exclude_count = 1, .start = cases[i].start};
        tc_buf_reset(&f->log);
        assert_status(tc_walk(f->base, &options, log_event, f, &err), TC_OK, &err);
        assert_string_equal(f->log.ptr, cases[i].log);
    }
}

static void what_a_walk_passes_over_can_be_asked(void **state)
{
    (void)state;
    static const char *const globs[] = {"*.bak", "old/*"};
    const tc_walk_options o = {.excludes = globs, .exclude_count = 2};
    assert_true(tc_walk_excludes(&o, "a.bak"));
    assert_true(tc_walk_excludes(&o, "x/y.bak/z.txt"));
    assert_true(tc_walk_excludes(&o, "old/a/b.txt"));
    assert_false(tc_walk_excludes(&o, "new/old/a.txt"));
    assert_false(tc_walk_excludes(&o, "a.txt"));
    assert_true(tc_walk_hides("a/.git/b"));
    assert_true(tc_walk_hides("~$a.docx"));
    assert_false(tc_walk_hides("a/b.c"));
}

static void special_files_and_odd_names_do_not_stop_it(void **state)
{
    fixture *f = *state;
    char path[256];
    snprintf(path, sizeof path, "%s/b/fifo", f->base);
    assert_int_equal(mkfifo(path, 0666), 0);
    make(f, "new\nline", "x");
    make(f, "\xFF", "x");
    const tc_walk_options plain = {0};
    expect(f, &plain,
           "hidden .git\nfile Z.txt\nfile a.txt\nfile b/c/d.txt\nfile b/e.tmp\nspecial b/fifo\n"
           "hidden b/~$d.docx\nfile new\nline\nfile \xFF\n");
}

static void a_root_may_be_a_file_or_hidden_or_gone(void **state)
{
    fixture *f = *state;
    char path[256];
    tc_error err = TC_ERROR_INIT;
    const tc_walk_options plain = {0};
    static const struct {
        const char *name, *log;
    } cases[] = {{"a.txt", "file \n"}, {".git", "file config\n"}, {"gone", "failed \n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(path, sizeof path, "%s/%s", f->base, cases[i].name);
        tc_buf_reset(&f->log);
        assert_status(tc_walk(path, &plain, log_event, f, &err), TC_OK, &err);
        assert_span(tc_buf_span(&f->log), cases[i].log);
    }
}

static tc_status stop_at_once(const tc_walk_event *e, void *context, tc_error *err)
{
    (void)e;
    (void)context;
    return tc_fail(err, TC_ECANCELLED, "enough");
}

static void the_callback_can_end_it(void **state)
{
    fixture *f = *state;
    tc_error err = TC_ERROR_INIT;
    const tc_walk_options plain = {0};
    assert_int_equal(tc_walk(f->base, &plain, stop_at_once, NULL, &err), TC_ECANCELLED);
    assert_string_equal(err.msg, "enough");
}

/* ---- loading ------------------------------------------------------------------------------ */

static void a_file_is_loaded_with_its_hash(void **state)
{
    fixture *f = *state;
    char path[256];
    tc_load load;
    tc_reason reason;
    tc_error err = TC_ERROR_INIT;
    make(f, "abc", "abc");
    snprintf(path, sizeof path, "%s/abc", f->base);
    tc_load_init(&load);
    assert_status(tc_load_file(&load, path, 3, &reason, &err), TC_OK, &err);
    assert_span(tc_buf_span(&load.bytes), "abc");
    assert_string_equal(load.sha256,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    char again[65];
    assert_status(tc_load_hash(again, path, &err), TC_OK, &err);
    assert_string_equal(again, load.sha256);
    assert_int_equal(load.stamp.size, 3);
    assert_false(load.settled); /* a moment old */
    assert_int_equal(tc_load_file(&load, path, 2, &reason, &err), TC_ETOOBIG);
    assert_int_equal(reason, TC_REASON_TOO_BIG);
    assert_int_equal(tc_load_file(&load, f->base, 9, &reason, &err), TC_EIO);
    assert_int_equal(reason, TC_REASON_SPECIAL);
    snprintf(path, sizeof path, "%s/gone", f->base);
    assert_int_equal(tc_load_file(&load, path, 9, &reason, &err), TC_EIO);
    assert_int_equal(reason, TC_REASON_MISSING);
    tc_load_release(&load);
}

static void reasons_have_names(void **state)
{
    (void)state;
    for (int i = 0; i < TC_REASON_COUNT; i++) {
        tc_reason back;
        assert_true(tc_reason_parse(tc_reason_name((tc_reason)i), &back));
        assert_int_equal(back, i);
    }
    tc_reason none;
    assert_false(tc_reason_parse("nothing", &none));
}

/* ---- paths -------------------------------------------------------------------------------- */

static void stored_paths_are_relative_below_the_index_folder(void **state)
{
    fixture *f = *state;
    char index[128], path[256], base[PATH_MAX];
    tc_arena a;
    tc_place place;
    tc_span stored;
    const char *file;
    tc_error err = TC_ERROR_INIT;
    tc_arena_init(&a);
    assert_non_null(realpath(f->base, base));
    make_link(f, "b", "linked");
    snprintf(index, sizeof index, "%s/b/index", f->base);
    assert_status(tc_locate_new(&place, &a, index, &err), TC_OK, &err);
    static const struct {
        const char *given, *stored; /* both behind the base; a leading "/" keeps it absolute */
    } cases[] = {
        {"b/c/d.txt", "c/d.txt"},
        {"b//c/./d.txt", "c/d.txt"},
        {"b/c/../c/d.txt", "c/d.txt"},
        {"b", "."},
        {"b/gone/x/../y.txt", "gone/y.txt"},
        {"linked/c", "c"},
        {"a.txt", "/a.txt"},
        {".", "/"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char want[PATH_MAX + 512];
        snprintf(path, sizeof path, "%s/%s", f->base, cases[i].given);
        assert_status(tc_locate_stored(&stored, &a, &place, path, &err), TC_OK, &err);
        bool outside = cases[i].stored[0] == '/';
        snprintf(want, sizeof want, "%s%s", outside ? base : "",
                 outside && !cases[i].stored[1] ? "" : cases[i].stored);
        assert_span(stored, want);
        assert_status(tc_locate_file(&file, &a, &place, stored, &err), TC_OK, &err);
        assert_int_equal(access(file, F_OK), access(path, F_OK));
    }
    tc_arena_release(&a);
}

int main(void)
{
#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(names_come_in_byte_order_and_hidden_ones_not),
        TEST(excludes_are_names_or_paths),
        TEST(a_folder_can_be_pruned_and_the_index_is_passed_over),
        TEST(links_are_followed_only_on_request_and_never_in_circles),
        TEST(many_ways_to_one_folder_are_one_visit),
        TEST(a_walk_may_start_below_its_root),
        TEST(what_a_walk_passes_over_can_be_asked),
        TEST(special_files_and_odd_names_do_not_stop_it),
        TEST(a_root_may_be_a_file_or_hidden_or_gone),
        TEST(the_callback_can_end_it),
        TEST(a_file_is_loaded_with_its_hash),
        TEST(reasons_have_names),
        TEST(stored_paths_are_relative_below_the_index_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
