/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "indexer/archive.h"
#include "indexer/journal.h"
#include "tests/unit/unit.h"

/* A scratch folder with an index in it, open for writing. */
typedef struct {
    char base[64], dir[80];
    tc_archive archive;
    tc_arena arena;
    tc_error err;
} fixture;

static int start(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    snprintf(f->base, sizeof f->base, "%s/tc-journal-XXXXXX", P_tmpdir);
    assert_non_null(mkdtemp(f->base));
    snprintf(f->dir, sizeof f->dir, "%s/index", f->base);
    tc_arena_init(&f->arena);
    const tc_archive_options options = {.dir = f->dir};
    assert_status(tc_archive_create(&f->archive, &options, &f->err), TC_OK, &f->err);
    *state = f;
    return 0;
}

static int stop(void **state)
{
    fixture *f = *state;
    tc_archive_abandon(&f->archive);
    tc_arena_release(&f->arena);
    char path[128];
    for (int i = 1; i < 4; i++) {
        snprintf(path, sizeof path, "%s/db-%d", f->dir, i);
        tc_archive_discard(path);
    }
    tc_archive_discard(f->dir);
    rmdir(f->base);
    free(f);
    return 0;
}

static const char SHA[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static void put(fixture *f, tc_span path)
{
    const tc_file_row row = {.path = path,
                             .stamp = {1, 2, -3, 1700000000000000001},
                             .sha256 = tc_span_str(SHA),
                             .seen = 1700000000};
    assert_status(tc_journal_put_file(f->archive.writer, &f->arena, &row, &f->err), TC_OK, &f->err);
}

static void a_file_row_comes_back_as_it_went(void **state)
{
    fixture *f = *state;
    put(f, TC_SPAN("plans/a\xFF b.txt"));
    tc_file_row *row;
    assert_status(
        tc_journal_file(&row, &f->arena, f->archive.writer, TC_SPAN("plans/a\xFF b.txt"), &f->err),
        TC_OK, &f->err);
    assert_non_null(row);
    assert_span(row->path, "plans/a\xFF b.txt");
    assert_span(row->sha256, SHA);
    assert_true(tc_stamp_eq(row->stamp, (tc_stamp){1, 2, -3, 1700000000000000001}));
    assert_int_equal(row->seen, 1700000000);
    assert_false(row->failed);
}

static void a_failure_row_keeps_its_reason(void **state)
{
    fixture *f = *state;
    const tc_file_row row = {.path = TC_SPAN_LIT("x"),
                             .failed = true,
                             .reason = TC_REASON_CHARSET,
                             .stage = TC_SPAN_LIT("extract"),
                             .detail = TC_SPAN_LIT("unknown")};
    tc_file_row *got;
    tc_journal_put_file(f->archive.writer, &f->arena, &row, &f->err);
    assert_status(tc_journal_file(&got, &f->arena, f->archive.writer, row.path, &f->err), TC_OK,
                  &f->err);
    assert_true(got->failed);
    assert_int_equal(got->reason, TC_REASON_CHARSET);
    assert_span(got->stage, "extract");
    assert_span(got->detail, "unknown");
    assert_int_equal(got->sha256.len, 0);
}

static void what_is_not_there_is_null(void **state)
{
    fixture *f = *state;
    tc_file_row *row = (tc_file_row *)f;
    tc_content_row *content = (tc_content_row *)f;
    assert_status(tc_journal_file(&row, &f->arena, f->archive.writer, TC_SPAN("x"), &f->err), TC_OK,
                  &f->err);
    assert_null(row);
    assert_status(
        tc_journal_content(&content, &f->arena, f->archive.writer, tc_span_str(SHA), &f->err),
        TC_OK, &f->err);
    assert_null(content);
}

typedef struct {
    size_t count;
    tc_span last;
    fixture *f;
} seen;

static tc_status see(const tc_file_row *row, void *context, tc_error *err)
{
    (void)err;
    seen *s = context;
    s->count++;
    s->last = tc_arena_copy(&s->f->arena, row->path);
    return TC_OK;
}

/* Xapian's keys end at 240 bytes; paths at 4096. */
static void long_paths_have_rows_too(void **state)
{
    fixture *f = *state;
    char a[1001], b[1001];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    b[999] = 'b';
    put(f, tc_span_make(a, 1000));
    put(f, tc_span_make(b, 1000));
    put(f, tc_span_make(a, 238));
    put(f, tc_span_make(a, 239));
    tc_file_row *row;
    assert_status(
        tc_journal_file(&row, &f->arena, f->archive.writer, tc_span_make(b, 1000), &f->err), TC_OK,
        &f->err);
    assert_true(row && tc_span_eq(row->path, tc_span_make(b, 1000)));
    assert_status(tc_writer_commit(f->archive.writer, &f->err), TC_OK, &f->err);
    tc_reader *reader;
    seen s = {.f = f};
    assert_status(tc_archive_reader(&reader, &f->archive, true, &f->err), TC_OK, &f->err);
    assert_status(tc_journal_each_file(reader, &f->arena, see, &s, &f->err), TC_OK, &f->err);
    assert_int_equal(s.count, 4);
    assert_true(s.last.len >= 239);
    tc_reader_free(reader);
}

static void a_content_without_paths_has_no_row(void **state)
{
    fixture *f = *state;
    tc_span paths[] = {TC_SPAN("a"), TC_SPAN("b/c")};
    tc_content_row row = {.sha256 = tc_span_str(SHA),
                          .size = 7,
                          .pages = 1,
                          .text_bytes = 9,
                          .mime = TC_SPAN("text/plain"),
                          .charset = TC_SPAN("utf-8"),
                          .paths = paths,
                          .path_count = 2};
    tc_content_row *got;
    tc_journal_put_content(f->archive.writer, &f->arena, &row, &f->err);
    tc_journal_content(&got, &f->arena, f->archive.writer, row.sha256, &f->err);
    assert_non_null(got);
    assert_int_equal(got->path_count, 2);
    assert_span(got->paths[1], "b/c");
    assert_span(got->mime, "text/plain");
    assert_int_equal(got->size, 7);
    row.path_count = 0;
    tc_journal_put_content(f->archive.writer, &f->arena, &row, &f->err);
    tc_journal_content(&got, &f->arena, f->archive.writer, row.sha256, &f->err);
    assert_null(got);
}

static tc_status see_root(const tc_root_row *row, void *context, tc_error *err)
{
    (void)err;
    *(tc_root_row *)context = *row;
    return TC_OK;
}

static void a_root_keeps_its_excludes(void **state)
{
    fixture *f = *state;
    tc_span globs[] = {TC_SPAN("*.tmp"), TC_SPAN("old/*")};
    const tc_root_row row = {
        .path = TC_SPAN_LIT("plans"), .follow = true, .excludes = globs, .exclude_count = 2};
    tc_root_row got = {0};
    tc_journal_put_root(f->archive.writer, &f->arena, &row, &f->err);
    assert_status(tc_writer_commit(f->archive.writer, &f->err), TC_OK, &f->err);
    tc_reader *reader;
    assert_status(tc_archive_reader(&reader, &f->archive, true, &f->err), TC_OK, &f->err);
    tc_journal_each_root(reader, &f->arena, see_root, &got, &f->err);
    tc_reader_free(reader);
    assert_span(got.path, "plans");
    assert_true(got.follow);
    assert_int_equal(got.exclude_count, 2);
    assert_span(got.excludes[1], "old/*");
}

static void a_damaged_row_is_told(void **state)
{
    fixture *f = *state;
    tc_file_row *row;
    const tc_span values[] = {TC_SPAN("\x01"), TC_SPAN("\x63zzz"),
                              TC_SPAN("\x01\x00\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        tc_writer_set_metadata(f->archive.writer, TC_SPAN("f:x"), values[i], &f->err);
        assert_status(tc_journal_file(&row, &f->arena, f->archive.writer, TC_SPAN("x"), &f->err),
                      TC_ECORRUPT, &f->err);
    }
}

/* Rows that an older program has written are read, for a rebuild; rows of today have a seal. */
static void a_bit_lost_in_a_row_is_told(void **state)
{
    fixture *f = *state;
    tc_file_row *row;
    put(f, TC_SPAN("x"));
    tc_span value;
    assert_status(tc_writer_metadata(f->archive.writer, &f->arena, TC_SPAN("f:x"), &value, &f->err),
                  TC_OK, &f->err);
    char bytes[200];
    assert_in_range(value.len, 70, sizeof bytes);
    for (size_t i = 0; i < value.len; i++) {
        memcpy(bytes, value.ptr, value.len);
        bytes[i] ^= 4;
        tc_writer_set_metadata(f->archive.writer, TC_SPAN("f:x"), tc_span_make(bytes, value.len),
                               &f->err);
        assert_status(tc_journal_file(&row, &f->arena, f->archive.writer, TC_SPAN("x"), &f->err),
                      TC_ECORRUPT, &f->err);
    }
    memcpy(bytes, value.ptr, value.len);
    bytes[0] = 1;
    tc_writer_set_metadata(f->archive.writer, TC_SPAN("f:x"), tc_span_make(bytes, value.len - 8),
                           &f->err);
    assert_status(tc_journal_file(&row, &f->arena, f->archive.writer, TC_SPAN("x"), &f->err), TC_OK,
                  &f->err);
    assert_span(row->sha256, SHA);
}

static tc_status join_path(const tc_file_row *row, void *context, tc_error *err)
{
    (void)err;
    tc_buf *b = context;
    tc_buf_adds(b, b->len ? " " : "");
    tc_buf_add(b, tc_span_sub(row->path, 0, row->path.len < 20 ? row->path.len : 20));
    return TC_OK;
}

static void rows_below_folders_are_found_without_the_others(void **state)
{
    fixture *f = *state;
    char deep[400] = "b/deep/";
    memset(deep + 7, 'x', 300);
    static const char *const rows[] = {"a",          "ab",         "a/c", "b/c.zip",
                                       "b/c.zip!/d", "b/c.zipped", "e"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        put(f, tc_span_str(rows[i]));
    put(f, tc_span_str(deep));
    assert_status(tc_writer_commit(f->archive.writer, &f->err), TC_OK, &f->err);
    tc_reader *reader;
    assert_status(tc_archive_reader(&reader, &f->archive, false, &f->err), TC_OK, &f->err);
    static const struct {
        tc_span paths[3];
        size_t count;
        const char *found;
    } cases[] = {
        {{{0}}, 0, ""},
        {{TC_SPAN_LIT("a")}, 1, "a a/c"},
        {{TC_SPAN_LIT("a/c"), TC_SPAN_LIT("b/c.zip"), TC_SPAN_LIT("x")},
         3,
         "a/c b/c.zip b/c.zip!/d"},
        {{TC_SPAN_LIT("b/deep")}, 1, "b/deep/xxxxxxxxxxxxx"},
        {{TC_SPAN_LIT(".")}, 1, "a a/c ab b/c.zip b/c.zip!/d b/c.zipped e b/deep/xxxxxxxxxxxxx"},
        {{TC_SPAN_LIT("/")}, 1, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_buf found;
        tc_buf_init(&found, 0);
        tc_buf_adds(&found, "");
        assert_status(tc_journal_each_file_below(reader, &f->arena, cases[i].paths, cases[i].count,
                                                 join_path, &found, &f->err),
                      TC_OK, &f->err);
        assert_string_equal(found.ptr, cases[i].found);
        tc_buf_release(&found);
    }
    tc_reader_free(reader);
}

static void one_writer_at_a_time(void **state)
{
    fixture *f = *state;
    tc_archive second;
    const tc_archive_options options = {.dir = f->dir};
    assert_status(tc_archive_write(&second, &options, &f->err), TC_ELOCKED, &f->err);
    tc_archive_abandon(&second);
    assert_status(tc_archive_read(&second, &options, &f->err), TC_OK, &f->err);
    tc_archive_abandon(&second);
}

static void a_swap_puts_another_database_in_use(void **state)
{
    fixture *f = *state;
    const char *old = f->archive.database;
    put(f, TC_SPAN("a"));
    assert_status(tc_writer_commit(f->archive.writer, &f->err), TC_OK, &f->err);
    tc_reader *before;
    assert_status(tc_archive_reader(&before, &f->archive, true, &f->err), TC_OK, &f->err);
    assert_status(tc_archive_join(&f->archive, &old, 1, &f->err), TC_OK, &f->err);
    assert_string_not_equal(f->archive.database, old);
    assert_int_not_equal(access(old, F_OK), 0);
    tc_file_row *row; /* who had the old one open keeps it */
    assert_status(tc_journal_read_file(&row, &f->arena, before, TC_SPAN("a"), &f->err), TC_OK,
                  &f->err);
    assert_non_null(row);
    tc_reader_free(before);
    tc_reader *after;
    assert_status(tc_archive_reader(&after, &f->archive, true, &f->err), TC_OK, &f->err);
    assert_status(tc_journal_read_file(&row, &f->arena, after, TC_SPAN("a"), &f->err), TC_OK,
                  &f->err);
    assert_non_null(row);
    tc_reader_free(after);
}

static void a_folder_with_other_things_is_no_place_for_an_index(void **state)
{
    fixture *f = *state;
    tc_archive other;
    const tc_archive_options options = {.dir = f->base};
    assert_status(tc_archive_create(&other, &options, &f->err), TC_EINVAL, &f->err);
    tc_archive_abandon(&other);
    char lock[128];
    snprintf(lock, sizeof lock, "%s/lock", f->base);
    assert_int_not_equal(access(lock, F_OK), 0);
}

int main(void)
{
#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(a_file_row_comes_back_as_it_went),
        TEST(a_failure_row_keeps_its_reason),
        TEST(what_is_not_there_is_null),
        TEST(long_paths_have_rows_too),
        TEST(a_content_without_paths_has_no_row),
        TEST(a_root_keeps_its_excludes),
        TEST(a_damaged_row_is_told),
        TEST(a_bit_lost_in_a_row_is_told),
        TEST(rows_below_folders_are_found_without_the_others),
        TEST(one_writer_at_a_time),
        TEST(a_swap_puts_another_database_in_use),
        TEST(a_folder_with_other_things_is_no_place_for_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
