/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passages: what is marked is what was matched, offsets point into the stored text, borders never
 * cut words or characters, work is bounded. */
#include "compiling.h"

#include "base/utf8.h"
#include "query/marks.h"
#include "query/snippet.h"

typedef struct {
    tc_arena arena;
    compiling with;
    tc_compiled *compiled;
    tc_plan plan;
    tc_record record;
    tc_passage *passages;
    size_t count;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    tc_arena_init(&f->arena);
    *state = f;
    return !compiling_begin(&f->with);
}

static int tear_down(void **state)
{
    fixture *f = *state;
    compiling_end(&f->with);
    tc_arena_release(&f->arena);
    free(f);
    return 0;
}

static void make(fixture *f, const char *question, tc_span text, size_t bytes)
{
    tc_error err = TC_ERROR_INIT;
    tc_ask *ask;
    tc_compiler with = compiling_with(&f->with);
    tc_compile_options o = {.marks = TC_MARKS_SMART};
    tc_snippet_options so = {3, bytes};
    assert_status(tc_ask_parse(&ask, &f->arena, tc_span_str(question), NULL, 0, &err), TC_OK, &err);
    assert_status(tc_compile(&f->compiled, &f->arena, &with, ask, &o, &err), TC_OK, &err);
    f->record.text = text;
    f->record.plan = &f->plan;
    assert_status(tc_snippet_make(&f->passages, &f->count, &f->arena, f->with.lexicon,
                                  f->with.numbers, &f->record, f->compiled, &so, &err),
                  TC_OK, &err);
}

/* The passages with matches in [ ] and " | " between them. */
static tc_span shown(fixture *f)
{
    const char *all = "";
    for (size_t i = 0; i < f->count; i++) {
        const tc_passage *p = &f->passages[i];
        size_t at = 0;
        all = tc_arena_printf(&f->arena, "%s%s", all, i ? " | " : "");
        for (size_t m = 0; m < p->match_count; m++) {
            all = tc_arena_printf(&f->arena, "%s%.*s[%.*s]", all, (int)(p->matches[m].start - at),
                                  p->text.ptr + at, (int)(p->matches[m].end - p->matches[m].start),
                                  p->text.ptr + p->matches[m].start);
            at = p->matches[m].end;
        }
        all = tc_arena_printf(&f->arena, "%s%.*s", all, (int)(p->text.len - at), p->text.ptr + at);
    }
    return tc_span_str(all);
}

static const struct {
    const char *question, *text, *shown;
} rows[] = {
    {"hòa bình", "Vì hoà bình thế giới.", "Vì [hoà] [bình] thế giới."},
    {"hoa binh", "Vì hòa bình, hóa bình.", "Vì [hòa] [bình], [hóa] [bình]."},
    {"hòa bình", "Vì hóa bình.", "Vì hóa [bình]."},
    /* decomposed: the marks belong to what is marked */
    {"hòa", "Vì hoa\xCC\x80 bình.", "Vì [hoa\xCC\x80] bình."},
    {"đảng", "Ðảng bộ tỉnh", "[Ðảng] bộ tỉnh"},
    {"\"ban tuyên giáo\"", "Tuyên giáo là ban. Ban Tuyên giáo làm.", "[Ban] [Tuyên] [giáo] làm."},
    {"\"phòng chống\"", "công tác phòng, chống dịch", "công tác [phòng], [chống] dịch"},
    {"tuyên*", "Tuyên dương người tuyến đầu", "[Tuyên] dương người [tuyến] đầu"},
    {"tuy*", "Tuyên dương, tùy nghi", "[Tuyên] dương, [tùy] nghi"},
    {"UBND", "Ủy ban nhân dân tỉnh", "[Ủy] [ban] [nhân] [dân] tỉnh"},
    /* a text without marks answers marked questions */
    {"nghị quyết", "Thuc hien nghi quyet cua Dang", "Thuc hien [nghi] [quyet] cua Dang"},
    /* of two places the one that has more comes first, and both are shown in the text's order */
    {"bầu cử hội đồng", "Bầu ra ban.\n\nNgày bầu cử hội đồng nhân dân.",
     "Ngày [bầu] [cử] [hội] [đồng] nhân dân."},
    {"không có", "chẳng thấy", ""},
};

static void test_passages(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make(f, rows[i].question, tc_span_str(rows[i].text), 240);
        tc_span got = shown(f);
        if (!tc_span_eq(got, tc_span_str(rows[i].shown)))
            fail_msg("%s in %s: %.*s", rows[i].question, rows[i].text, (int)got.len, got.ptr);
    }
}

/* A long text: passages are short, apart, and cut between words; offsets fit. */
static void test_borders(void **state)
{
    fixture *f = *state;
    tc_buf b;
    tc_buf_init(&b, 0);
    for (int i = 0; i < 4000; i++)
        tc_buf_adds(&b, i % 1000 == 500 ? "Điện Biên Phủ " : "ngoằn nghoèo, khúc khuỷu ");
    make(f, "điện biên phủ", tc_buf_span(&b), 120);
    assert_int_equal(f->count, 3);
    for (size_t i = 0; i < f->count; i++) {
        const tc_passage *p = &f->passages[i];
        assert_true(p->text.ptr == b.ptr + p->span.start);
        assert_int_equal(p->text.len, p->span.end - p->span.start);
        assert_in_range(p->text.len, 60, 160);
        assert_int_equal(p->match_count, 3);
        assert_int_equal(tc_utf8_valid_prefix(p->text), p->text.len);
        assert_true(p->span.start == 0 || b.ptr[p->span.start - 1] == ' ');
        assert_true(b.ptr[p->span.end] == ' ' || b.ptr[p->span.end] == ',');
        assert_true(p->cut_left && p->cut_right);
        assert_true(i == 0 || f->passages[i - 1].span.end <= p->span.start);
    }
    tc_buf_release(&b);
}

/* Words on both sides of a portion's end are found once each. */
static void test_long_text(void **state)
{
    fixture *f = *state;
    tc_buf b;
    tc_marks_found found;
    tc_error err = TC_ERROR_INIT;
    tc_buf_init(&b, 0);
    size_t count = 0;
    for (; b.len < (700 << 10); count++) {
        tc_buf_adds(&b, "mốc ");
        for (int i = 0; i < 999; i++)
            tc_buf_adds(&b, "chữ thường ");
    }
    make(f, "mốc", tc_buf_span(&b), 100);
    assert_status(tc_marks_find(&found, &f->arena, f->with.lexicon, tc_buf_span(&b),
                                TC_MARKS_TEXT_MAX, NULL, f->compiled, &err),
                  TC_OK, &err);
    assert_int_equal(found.len, count);
    for (size_t i = 0; i < found.len; i++) {
        assert_memory_equal(b.ptr + found.items[i].span.start, "mốc", 5);
        assert_int_equal(found.items[i].ordinal, i * 1999 + 1);
    }
    tc_buf_release(&b);
}

static void test_many_matches(void **state)
{
    fixture *f = *state;
    tc_buf b;
    tc_marks_found found;
    tc_error err = TC_ERROR_INIT;
    tc_buf_init(&b, 0);
    for (int i = 0; i < 50000; i++)
        tc_buf_adds(&b, "và ");
    make(f, "và", tc_buf_span(&b), 100);
    assert_int_equal(f->count, 3);
    assert_status(tc_marks_find(&found, &f->arena, f->with.lexicon, tc_buf_span(&b),
                                TC_MARKS_TEXT_MAX, NULL, f->compiled, &err),
                  TC_OK, &err);
    assert_int_equal(found.len, TC_MARKS_MAX);
    tc_buf_release(&b);
}

static void test_numbers(void **state)
{
    fixture *f = *state;
    static const char text[] = "Thực hiện Kế hoạch số 131-KH/TU và Kế hoạch số 31-KH/TU, ngày "
                               "17/5/2021 của Tỉnh ủy về tuyên truyền.";
    tc_citation c = {0};
    const char *at = strstr(text, "Kế hoạch số 31");
    c.span = (tc_range){(size_t)(at - text), strlen(text) - 1};
    c.number_key = TC_SPAN("31-KH/TU");
    memset(&f->plan, 0, sizeof f->plan);
    tc_vec_push(&f->arena, &f->plan.citations, c);
    make(f, "cites:31-KH/TU", tc_span_str(text), 240);
    assert_int_equal(f->count, 1);
    assert_span(f->passages[0].field, "cites");
    assert_span(shown(f), "Thực hiện Kế hoạch số 131-KH/TU và Kế hoạch số [31-KH/TU], ngày "
                          "17/5/2021 của Tỉnh ủy về tuyên truyền.");
    memset(&f->plan, 0, sizeof f->plan);
}

static void test_sections_and_pages(void **state)
{
    fixture *f = *state;
    static const char text[] = "I. MỤC ĐÍCH\nmột\n1. Yêu cầu\nhai ba\n";
    size_t yeu = (size_t)(strstr(text, "1. Y") - text), hai = (size_t)(strstr(text, "hai") - text);
    size_t pages[] = {0, hai};
    tc_section one = {.label = TC_SPAN("I"), .level = 1, .span = {0, sizeof text - 1}};
    tc_section two = {.label = TC_SPAN("I.1"),
                      .level = 2,
                      .span = {yeu, sizeof text - 1},
                      .head = {yeu, hai - 1}};
    memset(&f->plan, 0, sizeof f->plan);
    tc_vec_push(&f->arena, &f->plan.sections, one);
    tc_vec_push(&f->arena, &f->plan.sections, two);
    f->record.page_starts = pages;
    f->record.page_count = 2;
    make(f, "ba", tc_span_str(text), 240);
    assert_int_equal(f->count, 1);
    assert_span(f->passages[0].section, "I.1");
    assert_span(f->passages[0].field, "body");
    assert_int_equal(f->passages[0].page, 2);
    make(f, "heads:yêu", tc_span_str(text), 240);
    assert_int_equal(f->count, 1);
    assert_span(f->passages[0].field, "heads");
    assert_int_equal(f->passages[0].page, 1);
    make(f, "heads:ba", tc_span_str(text), 240);
    assert_int_equal(f->count, 0);
    memset(&f->plan, 0, sizeof f->plan);
    memset(&f->record, 0, sizeof f->record);
}

static void test_names(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *question, *name;
        bool in;
    } names[] = {
        {"unit:\"Ban Tuyên giáo\"", "Ban Tuyên giáo Thành ủy", true},
        {"unit:\"ban tuyen giao\"", "Ban Tuyên giáo Thành uỷ", true},
        {"unit:\"Ban Tuyên giáo\"", "Ban Tổ chức", false},
        {"unit:\"Ban Tuyên giáo\"", "Tuyên giáo, Ban", false},
        {"unit:\"UBND huyện\"", "Ủy ban nhân dân huyện Tam Đường", true},
        {"unit:\"Ủy ban nhân dân huyện\"", "UBND huyện Tam Đường", true},
        {"event:(biên phủ)", "Chiến thắng Điện Biên Phủ", true},
        {"event:(phủ điện)", "Chiến thắng Điện Biên Phủ", true},
        {"event:(phủ tây)", "Chiến thắng Điện Biên Phủ", false},
        /* a short form is one of the words, in either spelling */
        {"unit:(UBND huyện)", "Ủy ban nhân dân huyện Tam Đường", true},
        {"unit:(UBND huyện)", "UBND huyện Tam Đường", true},
        {"unit:(UBND huyện)", "Ủy ban nhân dân tỉnh", false},
        {"unit:(UBND huyện)", "Huyện ủy Tam Đường", false},
        {"unit:(Ủy ban nhân dân huyện)", "UBND tỉnh", false},
        {"unit:(UBND UBMTTQ)", "UBND và Ủy ban Mặt trận Tổ quốc huyện", true},
        {"unit:(UBND UBMTTQ)", "Ủy ban nhân dân huyện", false},
        {"unit:\"UBND TP\"", "Ủy ban nhân dân TP Lai Châu", true},
        {"unit:\"UBND TP\"", "Ủy ban nhân dân huyện", false},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool in;
        tc_error err = TC_ERROR_INIT;
        make(f, names[i].question, TC_SPAN(""), 240);
        assert_status(tc_wanted_in(&in, &f->arena, f->with.lexicon, f->compiled,
                                   tc_span_str(names[i].name), &err),
                      TC_OK, &err);
        if (in != names[i].in)
            fail_msg("%s in %s", names[i].question, names[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_passages),     cmocka_unit_test(test_borders),
        cmocka_unit_test(test_long_text),    cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_many_matches), cmocka_unit_test(test_sections_and_pages),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
