/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in each format, and what is kept from people's terminals. */
#include "unit.h"

#include "query/people.h"
#include "query/writer.h"

static const tc_range matches[] = {{6, 9}};

static tc_passage passage = {.field = {"body", 4},
                             .section = {"II.1", 4},
                             .span = {10, 20},
                             .text = {"một hai\nba", 12},
                             .matches = (tc_range *)matches,
                             .match_count = 1};

static tc_doc_row sample(void)
{
    tc_doc_row d = {.rank = 1,
                    .score = 1.5,
                    .path = TC_SPAN_LIT("a,b.txt"),
                    .number = TC_SPAN_LIT("=30-KH/ThU"),
                    .title = TC_SPAN_LIT("nói \"thật\"\nhai dòng"),
                    .date = {2021, 5, 0},
                    .doc_type = TC_SPAN_LIT("KH"),
                    .cited_by_count = 2,
                    .hits = &passage,
                    .hit_count = 1};
    return d;
}

typedef struct {
    tc_format format;
    const char *fields;
    bool excel, bom, zero, color;
} setting;

/* The output of writing rows under a setting; free it. */
static char *write_rows(setting set, tc_row_kind kind, const void *const *rows, size_t count)
{
    tc_arena a;
    tc_error err = TC_ERROR_INIT;
    tc_row_writer *w;
    char *text = NULL;
    size_t len = 0;
    tc_writer_style style = {
        .excel = set.excel, .bom = set.bom, .zero = set.zero, .color = set.color};
    tc_arena_init(&a);
    FILE *out = open_memstream(&text, &len);
    assert_non_null(out);
    assert_status(tc_columns_choose(style.columns, &a, tc_span_str(set.fields ? set.fields : ""),
                                    false, &err),
                  TC_OK, &err);
    assert_status(tc_row_writer_new(&w, set.format, out, &style, &err), TC_OK, &err);
    w->begin(w, kind);
    for (size_t i = 0; i < count; i++)
        w->row(w, kind, rows[i]);
    w->end(w);
    tc_row_writer_free(w);
    fclose(out);
    tc_arena_release(&a);
    return text;
}

static void check(setting set, const char *want)
{
    tc_doc_row d = sample();
    const void *rows[] = {&d};
    char *text = write_rows(set, TC_ROW_DOC, rows, 1);
    assert_string_equal(text, want);
    free(text);
}

static void test_jsonl(void **state)
{
    (void)state;
    check((setting){.format = TC_FORMAT_JSONL},
          "{\"v\":1,\"type\":\"doc\",\"rank\":1,\"score\":1.5000,\"path\":\"a,b.txt\","
          "\"number\":\"=30-KH/ThU\",\"title\":\"nói \\\"thật\\\"\\nhai dòng\","
          "\"date\":\"2021-05\",\"issuer\":null,\"doc_type\":\"KH\",\"cited_by_count\":2,"
          "\"hits\":[{\"field\":\"body\",\"section\":\"II.1\",\"page\":null,\"start\":10,"
          "\"end\":20,\"text\":\"một hai\\nba\",\"match\":[[6,9]]}],\"duplicates\":[]}\n");
    check((setting){.format = TC_FORMAT_JSONL, .fields = "number, path"},
          "{\"v\":1,\"type\":\"doc\",\"number\":\"=30-KH/ThU\",\"path\":\"a,b.txt\"}\n");
}

static void test_csv(void **state)
{
    (void)state;
    check((setting){.format = TC_FORMAT_CSV, .fields = "path,number,title,date,issuer"},
          "path,number,title,date,issuer\r\n"
          "\"a,b.txt\",=30-KH/ThU,\"nói \"\"thật\"\"\nhai dòng\",2021-05,\r\n");
    check((setting){.format = TC_FORMAT_CSV, .fields = "number", .excel = true, .bom = true},
          "\xEF\xBB\xBFnumber\r\n'=30-KH/ThU\r\n");
    check((setting){.format = TC_FORMAT_TSV, .fields = "path,title,hits"},
          "path\ttitle\thits\na,b.txt\tnói \"thật\" hai dòng\tmột hai ba\n");
}

static void test_csv_header_without_rows(void **state)
{
    (void)state;
    char *text = write_rows((setting){.format = TC_FORMAT_CSV}, TC_ROW_FACET, NULL, 0);
    assert_string_equal(text, "field,value,count,label\r\n");
    free(text);
}

static void test_paths(void **state)
{
    (void)state;
    static const char *const paths[] = {"a", "b\nc", "a", "d"};
    tc_doc_row d[4];
    const void *rows[4];
    for (size_t i = 0; i < 4; i++) {
        d[i] = sample();
        d[i].path = tc_span_str(paths[i]);
        rows[i] = &d[i];
    }
    char *text = write_rows((setting){.format = TC_FORMAT_PATHS}, TC_ROW_DOC, rows, 4);
    assert_string_equal(text, "a\nb\nc\nd\n");
    free(text);
    text = write_rows((setting){.format = TC_FORMAT_PATHS, .zero = true}, TC_ROW_DOC, rows, 4);
    assert_memory_equal(text, "a\0b\nc\0d\0", 9);
    free(text);
}

static void test_many_paths(void **state)
{
    (void)state;
    enum { N = 3000 };
    static tc_doc_row d[2 * N];
    static const void *rows[2 * N];
    static char names[N][8];
    for (size_t i = 0; i < 2 * N; i++) {
        snprintf(names[i % N], sizeof names[0], "%zu", i % N);
        d[i] = sample();
        d[i].path = tc_span_str(names[i % N]);
        rows[i] = &d[i];
    }
    char *text = write_rows((setting){.format = TC_FORMAT_PATHS}, TC_ROW_DOC, rows, 2 * N);
    size_t lines = 0;
    for (const char *p = text; *p; p++)
        lines += *p == '\n';
    assert_int_equal(lines, N);
    free(text);
}

static void test_path_bytes(void **state)
{
    (void)state;
    tc_doc_row d = sample();
    const void *rows[] = {&d};
    d.path = TC_SPAN("a\xFF");
    char *text =
        write_rows((setting){.format = TC_FORMAT_JSONL, .fields = "path"}, TC_ROW_DOC, rows, 1);
    assert_string_equal(
        text, "{\"v\":1,\"type\":\"doc\",\"path\":\"a\xEF\xBF\xBD\",\"path_bytes\":\"Yf8=\"}\n");
    free(text);
}

static void test_terminal_safety(void **state)
{
    (void)state;
    tc_doc_row d = sample();
    const void *rows[] = {&d};
    d.title = TC_SPAN("a\x1b[31mb\xC2\x9B"
                      "c\r\nd\xE2\x80\xAE"
                      "e\a");
    d.path = TC_SPAN("p\x1b]0;x\a");
    char *text = write_rows((setting){.format = TC_FORMAT_TEXT}, TC_ROW_DOC, rows, 1);
    assert_non_null(strstr(text, "a[31mbc de\n"));
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        assert_true(*p >= 0x20 || *p == '\n');
    assert_null(strstr(text, "\xC2\x9B"));
    assert_null(strstr(text, "\xE2\x80\xAE"));
    free(text);
}

static void test_text(void **state)
{
    (void)state;
    check((setting){.format = TC_FORMAT_TEXT}, "1. =30-KH/ThU · 05/2021 · cited by 2\n"
                                               "   nói \"thật\" hai dòng\n"
                                               "   a,b.txt\n"
                                               "      II.1      một hai ba\n");
    tc_doc_row d = sample();
    const void *rows[] = {&d};
    char *text =
        write_rows((setting){.format = TC_FORMAT_TEXT, .color = true}, TC_ROW_DOC, rows, 1);

    assert_non_null(strstr(text, "một \x1b[1;31mhai\x1b[0m ba\n"));
    free(text);
}

static void test_unknown_field(void **state)
{
    (void)state;
    tc_arena a;
    tc_error err = TC_ERROR_INIT;
    tc_column_choice c[TC_ROW_KINDS];
    tc_arena_init(&a);
    assert_int_equal(tc_columns_choose(c, &a, TC_SPAN("number,nothing"), false, &err), TC_EINVAL);
    assert_non_null(strstr(err.msg, "nothing"));
    tc_arena_release(&a);
}

static void test_flow(void **state)
{
    (void)state;
    tc_buf b;
    tc_buf_init(&b, 0);
    tc_people p = {.out = &b, .width = 12, .indent = 2, .column = 0};
    tc_people_flow(&p, TC_SPAN("tuyên truyền về bầu cử"), TC_INK_PLAIN, NULL, 0);
    assert_span(tc_buf_span(&b), "tuyên truyền\n  về bầu cử");
    tc_buf_release(&b);
    assert_int_equal(tc_people_cells(TC_SPAN("tuyên")), 5);
    assert_int_equal(tc_people_cells(TC_SPAN("tuye\xCC\x82n")), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jsonl),      cmocka_unit_test(test_csv),
        cmocka_unit_test(test_paths),      cmocka_unit_test(test_csv_header_without_rows),
        cmocka_unit_test(test_many_paths), cmocka_unit_test(test_path_bytes),
        cmocka_unit_test(test_text),       cmocka_unit_test(test_terminal_safety),
        cmocka_unit_test(test_flow),       cmocka_unit_test(test_unknown_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
