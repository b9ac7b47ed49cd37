/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions as query trees: marks, numbers, fields, short forms; without an index. */
#include "compiling.h"

#include "query/sentence.h"

typedef struct {
    tc_arena arena;
    compiling with;
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

static tc_status compile(fixture *f, const char *question, tc_marks marks, bool any,
                         tc_compiled **out, tc_error *err)
{
    tc_ask *ask;
    tc_compiler with = compiling_with(&f->with);
    tc_compile_options o = {.marks = marks, .any = any};
    tc_status s = tc_ask_parse(&ask, &f->arena, tc_span_str(question), NULL, 0, err);
    return s == TC_OK ? tc_compile(out, &f->arena, &with, ask, &o, err) : s;
}

/* The part of the tree that must match: what only adds weight is left out. */
static tc_span tree(fixture *f, const tc_query *q)
{
    while (q->kind == TC_Q_MAYBE)
        q = q->children[0];
    return tc_arena_copy(&f->arena, tc_query_text(&f->arena, q)); /* ends in NUL */
}

static const struct {
    const char *question;
    tc_marks marks;
    const char *tree;
} trees[] = {
    /* typed marks hold, wherever the tone stands; without marks all is open */
    {"hoa", TC_MARKS_SMART, "hoa"},
    {"hòa", TC_MARKS_SMART, "'hoa'2"},
    {"hoà", TC_MARKS_SMART, "'hoa'2"},
    {"hoa\xCC\x80", TC_MARKS_SMART, "'hoa'2"},
    {"HÒA", TC_MARKS_SMART, "'hoa'2"},
    {"hoa", TC_MARKS_EXACT, "'hoa'"},
    {"hòa", TC_MARKS_IGNORE, "hoa"},
    {"exact:hoa", TC_MARKS_SMART, "'hoa'"},
    {"hoa binh", TC_MARKS_SMART, "(hoa AND binh)"},
    {"5", TC_MARKS_SMART, "'5'"},
    {"05", TC_MARKS_SMART, "'5'"},
    {"title:hòa", TC_MARKS_SMART, "S'hoa'2"},
    {"tuyên*", TC_MARKS_IGNORE, "tuyen*"},
    {"tuyen*", TC_MARKS_SMART, "tuyen*"},
    /* raw Telex and VNI typing, where the word is none as it stands */
    {"nghij", TC_MARKS_SMART, "'nghi'5"},
    {"quyeets", TC_MARKS_SMART, "\"'quyet'3^1\""},
    {"quye6t1", TC_MARKS_SMART, "\"'quyet'3^1\""},
    /* a day or a month is one thing; what may be two numbers is asked for as such too */
    {"19/5", TC_MARKS_SMART, "XZ--05-19"},
    {"ngày 03 tháng 2 năm 1930", TC_MARKS_SMART, "XZ1930-02-03"},
    {"tháng 5/2021", TC_MARKS_SMART, "XZ2021-05"},
    {"từ 31/12/2022 đến 1/2/2023", TC_MARKS_SMART,
     "(XZ2022-12-31 SYNONYM XZ2023-01 SYNONYM XZ2023-02-01)"},
    {"28/2 - 1/3", TC_MARKS_SMART, "(XZ--02-28 SYNONYM XZ--02-29 SYNONYM XZ--03-01)"},
    {"30/12 - 1/1", TC_MARKS_SMART, "(XZ--12-30 SYNONYM XZ--12-31 SYNONYM XZ--01-01)"},
    {"năm 2021", TC_MARKS_SMART, "('nam'1v AND '2021')"},
    {"19-5", TC_MARKS_SMART, "(XZ--05-19 OR <'19' '5'>^0.3)"},
    {"exact:19/5", TC_MARKS_SMART, "('19' AND '5')"},
    /* an event's id beside its words */
    {"event:quoc-khanh", TC_MARKS_SMART, "((XEquoc AND XEkhanh) OR XAquoc-khanh)"},
    {"event:(quoc khanh)", TC_MARKS_SMART, "(XEquoc AND XEkhanh)"},
    /* operators */
    {"title:hòa OR title:bình", TC_MARKS_SMART, "(S'hoa'2 OR S'binh'2)"},
    {"title:hòa -bình", TC_MARKS_SMART, "(S'hoa'2 NOT 'binh'2)"},
    {"-bình", TC_MARKS_SMART, "(ALL NOT 'binh'2)"},
    {"\"hòa bình\"", TC_MARKS_SMART, "(<'hoa'2 'binh'2> FILTER \" hoa binh\")"},
    {"hòa NEAR/3 bình", TC_MARKS_SMART, "{'hoa'2 'binh'2}~4"},
    {"*", TC_MARKS_SMART, "ALL"},
    {",;", TC_MARKS_SMART, "NOTHING"},
    /* numbers */
    {"number:05-ct/tw", TC_MARKS_SMART, "XN5-CT/TW"},
    {"cites:\"Chỉ thị số 05-CT/TW\"", TC_MARKS_SMART, "XC5-CT/TW"},
    {"so_hieu:05", TC_MARKS_SMART, "(XN5-* OR XN5/*)"},
    {"cites:35-NQ/*", TC_MARKS_SMART, "XC35-NQ/*"},
    /* codes and dates say which, not how good */
    {"type:KH", TC_MARKS_SMART, "XTkh^0"},
    {"type:\"Kế hoạch\"", TC_MARKS_SMART, "(\"XTkế hoạch\" OR XTkh)^0"},
    {"year:2019..2021", TC_MARKS_SMART, "slot7:2019..2021^0"},
    {"date:2021-05", TC_MARKS_SMART, "XD2021-05^0"},
    {"date:25/5/2021", TC_MARKS_SMART, "XD2021-05-25^0"},
    {"date:2021..5/2022", TC_MARKS_SMART, "slot0:20210000..20220599^0"},
    {"date:2021..", TC_MARKS_SMART, "slot0:20210000..^0"},
    {"title:hòa type:KH", TC_MARKS_SMART, "(S'hoa'2 AND XTkh^0)"},
};

static void test_trees(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        tc_compiled *c;
        tc_error err = TC_ERROR_INIT;
        tc_status s = compile(f, trees[i].question, trees[i].marks, false, &c, &err);
        if (s != TC_OK)
            fail_msg("%s: %s", trees[i].question, err.msg);
        tc_span got = tree(f, c->query);
        if (!tc_span_eq(got, tc_span_str(trees[i].tree)))
            fail_msg("%s is %.*s, not %s", trees[i].question, (int)got.len, got.ptr, trees[i].tree);
    }
}

static void test_same_questions(void **state)
{
    fixture *f = *state;
    static const char *const pairs[][2] = {
        {"hòa bình", "hoà bình"},
        {"ủy ban", "uỷ ban"},
        {"kỷ niệm", "kỉ niệm"},
        {"lý luận", "lí luận"},
        {"Đảng", "Ðảng"},
        {"nghị quyết", "nghi\xCC\xA3 quye\xCC\x82\xCC\x81t"},
        {"number:05-CT/TW", "number:5-ct/tw"},
        {"number:44-KH/ĐUK", "number:\"44 – KH/ĐUK\""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        tc_compiled *a, *b;
        tc_error err = TC_ERROR_INIT;
        assert_status(compile(f, pairs[i][0], TC_MARKS_SMART, false, &a, &err), TC_OK, &err);
        assert_status(compile(f, pairs[i][1], TC_MARKS_SMART, false, &b, &err), TC_OK, &err);
        tc_span x = tc_query_text(&f->arena, a->query), y = tc_query_text(&f->arena, b->query);
        if (!tc_span_eq(x, y))
            fail_msg("%s and %s differ: %.*s", pairs[i][0], pairs[i][1], (int)y.len, y.ptr);
    }
}

static const struct {
    const char *question;
    size_t column;
} errors[] = {
    /* what is wrong is the value, or the end of a range that is none */
    {"hoà number:foo", 12},
    {"date:32/1/2021", 5},
    {"date:2021..32/1/2021", 11},
    {"date:x..2021", 5},
    {"a date:2024..2020", 7},
    {"date:(2021 OR 2x)", 14},
    {"date:\"32/1\"", 6},
    {"date:\xE2\x80\x9C"
     "32/1\xE2\x80\x9D",
     8},
    {"ngày:2024..2020", 6},
    {"year:2019..20x1", 11},
    {"year:21", 5},
    {"year:2020..2019", 5},
    {"number:35..30-KH/TU", 7},
    {"number:..5-KH/TU", 7},
    {"cites:1..5-KH/TU", 6},
    {"system:trường", 7},
    {"type:*", 5},
    {"title:*", 6},
    {"a \"...\"", 3},
    {"title:\"...\"", 7},
    {"a NOT date:2024..2020", 11},
};

static void test_errors(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        tc_compiled *c;
        tc_error err = TC_ERROR_INIT;
        tc_status s = compile(f, errors[i].question, TC_MARKS_SMART, false, &c, &err);
        if (s != TC_ESYNTAX || err.column != errors[i].column)
            fail_msg("%s: %s, column %zu: %s", errors[i].question, tc_status_name(s), err.column,
                     err.msg);
    }
}

static void test_short_forms(void **state)
{
    fixture *f = *state;
    tc_compiled *c;
    tc_error err = TC_ERROR_INIT;
    assert_status(compile(f, "UBND", TC_MARKS_IGNORE, false, &c, &err), TC_OK, &err);
    assert_non_null(strstr(tree(f, c->query).ptr, "ubnd"));
    assert_int_equal(c->query->kind == TC_Q_MAYBE ? TC_Q_OR : c->query->kind, TC_Q_OR);
    assert_int_equal(c->wanted.len, 2);
    assert_int_equal(c->wanted.items[1].len, 4);
    assert_true(c->wanted.items[1].phrase);
    assert_status(compile(f, "ủy ban nhân dân", TC_MARKS_SMART, false, &c, &err), TC_OK, &err);
    assert_non_null(strstr(tree(f, c->query).ptr, "'ubnd'"));
    assert_status(compile(f, "unit:\"UBND huyện\"", TC_MARKS_SMART, false, &c, &err), TC_OK, &err);
    assert_int_equal(c->wanted.len, 2);
    assert_int_equal(c->wanted.items[1].len, 5);
}

static void test_what_is_excluded_is_not_marked(void **state)
{
    fixture *f = *state;
    tc_compiled *c;
    tc_error err = TC_ERROR_INIT;
    assert_status(compile(f, "hòa -bình -cites:05-CT/TW", TC_MARKS_SMART, false, &c, &err), TC_OK,
                  &err);
    assert_int_equal(c->wanted.len, 1);
    assert_int_equal(c->number_keys.len, 0);
}

/* The document itself before what rests on it, and that before what cites it. */
static void test_free_number(void **state)
{
    fixture *f = *state;
    tc_compiled *c;
    tc_error err = TC_ERROR_INIT;
    assert_status(compile(f, "kế hoạch 05-CT/TW", TC_MARKS_SMART, false, &c, &err), TC_OK, &err);
    assert_int_equal(c->number_keys.len, 1);
    assert_span(c->number_keys.items[0], "5-CT/TW");
    tc_span text = tree(f, c->query);
    const char *own = strstr(text.ptr, "FILTER XN5-CT/TW)"),
               *cites = strstr(text.ptr, "XC5-CT/TW^1");
    assert_true(own && cites && own < cites);
}

static void test_any(void **state)
{
    fixture *f = *state;
    tc_compiled *c;
    tc_error err = TC_ERROR_INIT;
    assert_status(compile(f, "hòa bình type:KH -chiến", TC_MARKS_SMART, true, &c, &err), TC_OK,
                  &err);
    assert_span(tc_query_text(&f->arena, c->query->children[0]->children[1]), "XTkh^0");
    assert_int_equal(c->leaves, 2);
    assert_true(c->openable);
    assert_status(compile(f, "hoa binh", TC_MARKS_SMART, true, &c, &err), TC_OK, &err);
    assert_false(c->openable);
    /* pairs and titles find documents too: the rarest, which are asked for, may be pairs only */
    assert_span(tree(f, c->query), "((hoa OR binh) OR (Shoa^0.6 OR Sbinh^0.6))");
}

static void test_sentences(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *question;
        bool sentence;
    } rows[] = {
        {"phòng chống tham nhũng", false},
        {"Ai ký kế hoạch này?", true},
        {"?", false},
        {"Định nghĩa của \"người lao động\"?", true},
        {"an ninh mang la gi", true},
        {"kế hoạch nào có bầu cử", true},
        {"bầu cử OR hội đồng?", false},
        {"type:KH bầu cử?", false},
        {"a b c d e f g h i j k l m n o p", true},
        {"nghỉ tết mấy ngày", true},
        {"may mặc", false},
        {"viên chức có được góp vốn không", true},
        {"cảng hàng không", false},
        {"phường có cảng hàng không quốc tế", false},
        {"doanh nghiệp có vận tải hàng không", false},
        {"dự án có đường trên không", false},
        {"đơn vị có súng phòng không", false},
        {"nộp hồ sơ trực tuyến được không", true},
        {"phải nộp lệ phí phải không", true},
        {"nghi viec co duoc huong tro cap hay khong", true},
        {"luật đã có hiệu lực chưa", true},
        {"công trình chưa", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tc_ask *ask;
        tc_error err = TC_ERROR_INIT;
        assert_status(tc_ask_parse(&ask, &f->arena, tc_span_str(rows[i].question), NULL, 0, &err),
                      TC_OK, &err);
        if (tc_is_sentence(&f->arena, ask) != rows[i].sentence)
            fail_msg("%s", rows[i].question);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees),
        cmocka_unit_test(test_same_questions),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_short_forms),
        cmocka_unit_test(test_what_is_excluded_is_not_marked),
        cmocka_unit_test(test_free_number),
        cmocka_unit_test(test_any),
        cmocka_unit_test(test_sentences),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
