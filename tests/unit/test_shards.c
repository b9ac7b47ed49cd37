/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of shards: what each line means, and what is said of one that means nothing. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/locate.h"
#include "store/shards.h"
#include "tests/unit/unit.h"

typedef struct {
    tc_arena arena;
    tc_error err;
    char dir[40], file[80];
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    tc_arena_init(&f->arena);
    snprintf(f->dir, sizeof f->dir, "/tmp/tc-shards-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    snprintf(f->file, sizeof f->file, "%s/all", f->dir);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    unlink(f->file);
    rmdir(f->dir);
    tc_arena_release(&f->arena);
    free(f);
    return 0;
}

static tc_status read_list(tc_shard_list *out, fixture *f, const char *text)
{
    FILE *file = fopen(f->file, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return tc_shards_read(out, &f->arena, f->file, &f->err);
}

static void test_lines(void **state)
{
    fixture *f = *state;
    tc_shard_list s;
    assert_status(read_list(&s, f,
                            "# all of it\n"
                            "auto 2021\n"
                            "\n"
                            "  glass\t/srv/old plans \r\n"
                            "remote host.example:7000\n"
                            "connect 0.5\n"
                            "answer 60\n"
                            "remote [::1]:65535\n"
                            "remote :ssh -oBatchMode=yes host xapian-progsrv /srv/a b\n"
                            "remote :serve"),
                  TC_OK, &f->err);
    assert_int_equal(s.len, 6);
    char beside[100];
    snprintf(beside, sizeof beside, "%s/2021", f->dir);
    assert_string_equal(s.items[0].dir, beside);
    assert_string_equal(s.items[0].name, beside);
    assert_string_equal(s.items[1].dir, "/srv/old plans");
    assert_null(s.items[2].dir);
    assert_string_equal(s.items[2].host, "host.example");
    assert_int_equal(s.items[2].port, 7000);
    assert_true(s.items[2].connect > 2.9 && s.items[2].connect < 3.1);
    assert_true(s.items[2].answer > 9.9 && s.items[2].answer < 10.1);
    assert_string_equal(s.items[3].name, "[::1]:65535");
    assert_string_equal(s.items[3].host, "::1");
    assert_true(s.items[3].connect > 0.4 && s.items[3].connect < 0.6);
    assert_true(s.items[3].answer > 59 && s.items[3].answer < 61);
    assert_null(s.items[4].host);
    assert_string_equal(s.items[4].program, "ssh");
    assert_string_equal(s.items[4].args, "-oBatchMode=yes host xapian-progsrv /srv/a b");
    assert_string_equal(s.items[5].program, "serve");
    assert_string_equal(s.items[5].args, "");
    for (size_t i = 0; i < s.len; i++)
        assert_true(s.items[i].spare);
}

static void test_bad_lines(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *text;
        size_t line; /* 0: the file as a whole */
    } cases[] = {
        {"", 0},
        {"# nothing\n\n", 0},
        {"connect 3\n", 0},
        {"auto\n", 1},
        {"auto a\nremote\n", 2},
        {"remote host\n", 1},
        {"remote host:\n", 1},
        {"remote host:0\n", 1},
        {"remote host:65536\n", 1},
        {"remote host:99999999999\n", 1},
        {"remote host:12a\n", 1},
        {"remote :\n", 1},
        {"remote :7000\n", 0}, /* a program of that name: Xapian reads it so too */
        {"remote a host:7000\n", 1},
        {"auto a\n\n# b\nanswer ten\n", 4},
        {"answer 0\n", 1},
        {"connect -1\n", 1},
        {"connect 1e3\n", 1},
        {"connect 99999\n", 1},
        {"connect 1.2.3\n", 1},
        {"inmemory\n", 1},
        {"autos a\n", 1},
        {"{\"shards\": []}\n", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_shard_list s;
        char where[120];
        f->err = (tc_error)TC_ERROR_INIT;
        tc_status st = read_list(&s, f, cases[i].text);
        if (strcmp(cases[i].text, "remote :7000\n") == 0) {
            assert_status(st, TC_OK, &f->err);
            continue;
        }
        assert_status(st, TC_EINVAL, &f->err);
        snprintf(where, sizeof where, "%s:%zu: ", f->file, cases[i].line);
        if (cases[i].line && strncmp(f->err.msg, where, strlen(where)) != 0)
            fail_msg("\"%s\": %s", cases[i].text, f->err.msg);
    }
    tc_shard_list s;
    assert_status(tc_shards_read(&s, &f->arena, "/tmp/tc-shards-none", &f->err), TC_ENOTFOUND,
                  &f->err);
    assert_status(tc_shards_read(&s, &f->arena, "/tmp", &f->err), TC_EIO, &f->err);
}

/* What swaps databases writes one name; all else that begins as a list does is one. */
static void test_what_is_a_list(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is;
    } cases[] = {
        {"auto db-1\n", false},
        {"auto db-1", false},
        {"auto ../db-1\n", true},
        {"auto db-1\nauto db-2\n", true},
        {"remote h:1\n", true},
        {"# a\nauto b\n", false},
        {"# a\nauto b\nauto c", true},
        {"\n# a\n\n  auto b/c\n#", true},
        {"", false},
        {"rubbish\n", false},
        {"auto\n", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (tc_shards_lists(tc_span_str(cases[i].text)) != cases[i].is)
            fail_msg("\"%s\"", cases[i].text);
}

/* What cannot be opened is lost when it is spare; when nothing is left, that is the answer. */
static void test_lost(void **state)
{
    fixture *f = *state;
    tc_reader *r = NULL;
    tc_writer *w = NULL;
    char index[80];
    snprintf(index, sizeof index, "%s/index", f->dir);
    tc_writer_options create = {.create = true, .analyzer_id = "a1"};
    assert_status(tc_writer_open(&w, index, &create, &f->err), TC_OK, &f->err);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    tc_shard none = {.name = "none", .dir = "/tmp/tc-shards-none"};
    assert_status(tc_reader_open_shards(&r, &none, 1, "a1", &f->err), TC_ENOTFOUND, &f->err);
    const tc_shard three[] = {
        {.name = "closed",
         .host = "127.0.0.1",
         .port = 1,
         .connect = 1,
         .answer = 1,
         .spare = true},
        {.name = "here", .dir = index, .spare = true},
        {.name = "no server", .program = "/bin/true", .args = "", .answer = 1, .spare = true}};
    assert_status(tc_reader_open_shards(&r, three, 3, "a1", &f->err), TC_OK, &f->err);
    size_t i = 0;
    const tc_error *why;
    assert_string_equal(tc_reader_lost(&why, r, &i), "closed");
    assert_int_equal(i, 1);
    assert_true(strncmp(why->msg, "closed: ", 8) == 0);
    assert_string_equal(tc_reader_lost(&why, r, &i), "no server");
    assert_null(tc_reader_lost(&why, r, &i));
    uint64_t count = 1;
    assert_status(tc_reader_count(r, &count, &f->err), TC_OK, &f->err);
    assert_int_equal(count, 0);
    tc_reader_free(r);
    /* of another analyser: not compared with the others */
    assert_status(tc_reader_open_shards(&r, three, 3, "a2", &f->err), TC_ENOTFOUND, &f->err);
    assert_status(tc_reader_open_shards(&r, &three[1], 1, "a2", &f->err), TC_EVERSION, &f->err);
    assert_status(tc_reader_open_shards(&r, three, 1, "a1", &f->err), TC_ENOTFOUND, &f->err);
    DIR *all = opendir(index);
    assert_non_null(all);
    for (struct dirent *entry; (entry = readdir(all));)
        unlinkat(dirfd(all), entry->d_name, 0);
    closedir(all);
    assert_int_equal(rmdir(index), 0);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH(test_lines),
        FRESH(test_bad_lines),
        FRESH(test_what_is_a_list),
        FRESH(test_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
