/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of questions: trees, and errors with their byte columns. */
#include "unit.h"

#include "query/parse.h"

static tc_ask *parse(tc_arena *a, const char *q, const tc_range *numbers, size_t n, tc_error *err)
{
    tc_ask *out = NULL;
    tc_status s = tc_ask_parse(&out, a, tc_span_str(q), numbers, n, err);
    return s == TC_OK ? out : NULL;
}

static const struct {
    const char *question, *tree;
} trees[] = {
    {"", "*"},
    {"  \t ", "*"},
    {"*", "*"},
    {"tuyên truyền", "'tuyên truyền'"},
    {"  a   b\tc ", "'a   b\tc'"},
    {"a AND b", "('a' AND 'b')"},
    {"a b OR c", "('a b' OR 'c')"},
    {"a OR b OR c", "('a' OR 'b' OR 'c')"},
    {"a OR b AND c", "('a' OR ('b' AND 'c'))"},
    {"(a OR b) c", "(('a' OR 'b') AND 'c')"},
    {"a NOT b", "('a' AND (NOT 'b'))"},
    {"a -b c", "('a' AND (NOT 'b c'))"},
    {"-a", "(NOT 'a')"},
    {"a - b", "'a - b'"},
    {"-- a", "'-- a'"},
    {"a-b", "'a-b'"},
    {"a or b and c", "'a or b and c'"},
    {"ORACLE ANDES", "'ORACLE ANDES'"},
    {"\"a b\" c", "(\"a b\" AND 'c')"},
    {"\xE2\x80\x9C"
     "a b\xE2\x80\x9D",
     "\"a b\""},
    {"tuyên*", "tuyên*"},
    {"a tuyên* b", "('a' AND tuyên* AND 'b')"},
    {"type:KH", "type:'KH'"},
    {"loai:KH a b", "(type:'KH' AND 'a b')"},
    {"Thể_loại:KH", "type:'KH'"},
    {"co-quan:\"Tỉnh ủy\"", "issuer:\"Tỉnh ủy\""},
    {"title:(a b OR \"c d\")", "(title:'a b' OR title:\"c d\")"},
    {"title:a b", "(title:'a' AND 'b')"},
    {"-title:a", "(NOT title:'a')"},
    {"exact:hòa", "exact:'hòa'"},
    {"exact:title:hòa", "exact:title:'hòa'"},
    {"exact:(a title:b) c", "((exact:'a' AND exact:title:'b') AND 'c')"},
    {"date:2021..2023", "date:2021..2023"},
    {"date:..2023", "date:..2023"},
    {"date:2021..", "date:2021.."},
    {"number:30..35-KH/TU", "number:30..35-KH/TU"},
    {"path:../x", "path:'../x'"},
    {"2021..2023", "'2021..2023'"},
    {"id:CONG:TW:XIII:NQ", "id:'CONG:TW:XIII:NQ'"},
    {"id:CONG:*", "id:CONG:*"},
    {"Số: 05", "'Số: 05'"},
    {"Lưu ý: a", "'Lưu' AND 'ý: a'"},
    {"8:30", "'8:30'"},
    {"a NEAR b", "('a' NEAR/10 'b')"},
    {"a b NEAR/3 \"c d\" e", "(('a b' NEAR/3 \"c d\") AND 'e')"},
    {"a NEAR/3 b NEAR/5 c", "('a' NEAR/5 'b' NEAR/5 'c')"},
    {"NOT (a b)", "(NOT 'a b')"},
};

static void test_trees(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        tc_arena a;
        tc_error err = TC_ERROR_INIT;
        tc_arena_init(&a);
        tc_ask *n = parse(&a, trees[i].question, NULL, 0, &err);
        if (!n)
            print_error("%s: %s (column %zu)\n", trees[i].question, err.msg, err.column);
        assert_non_null(n);
        tc_span text = tc_ask_text(&a, n);
        /* the outermost parentheses may be left out in the table */
        char bare[256];
        snprintf(bare, sizeof bare, "(%s)", trees[i].tree);
        if (!tc_span_eq(text, tc_span_str(bare)))
            assert_span(text, trees[i].tree);
        tc_arena_release(&a);
    }
}

static const struct {
    const char *question;
    size_t column;
    const char *part; /* of the message */
} errors[] = {
    {"a \"b c", 2, "not closed"},
    {"hòa \"bình", 5, "not closed"},
    {"a \"\"", 2, "nothing between"},
    {"(a b", 0, "not closed"},
    {"a b)", 3, "not opened"},
    {"a ()", 2, "nothing between"},
    {"OR a", 0, "nothing stands before"},
    {"a OR", 4, "missing"},
    {"a AND", 5, "missing"},
    {"a AND OR b", 6, "nothing stands before"},
    {"a NOT", 5, "missing"},
    {"NEAR a", 0, "nothing stands before"},
    {"a NEAR/0 b", 7, "1 to 1000"},
    {"a NEAR/x b", 7, "1 to 1000"},
    {"a NEAR/9999 b", 7, "1 to 1000"},
    {"(a OR b) NEAR c", 9, "NEAR stands between"},
    {"title:a NEAR heads:b", 8, "NEAR stands between"},
    {"nothing:a", 0, "no field \"nothing\""},
    {"a b nothing:a", 4, "no field"},
    {"issuer: a", 6, "no value"},
    {"a*b", 1, "only end a word"},
    {"date:..", 5, "no end at all"},
    {"date:1..2..3", 6, "two ends"},
};

static void test_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        tc_arena a;
        tc_error err = TC_ERROR_INIT;
        tc_arena_init(&a);
        if (parse(&a, errors[i].question, NULL, 0, &err))
            fail_msg("%s is taken", errors[i].question);
        if (err.code != TC_ESYNTAX || err.column != errors[i].column ||
            !strstr(err.msg, errors[i].part))
            fail_msg("%s: column %zu, %s", errors[i].question, err.column, err.msg);
        tc_arena_release(&a);
    }
}

static void test_numbers_stay_whole(void **state)
{
    (void)state;
    static const struct {
        const char *question;
        tc_range number;
        const char *tree;
    } rows[] = {
        {"44 -KH/X a", {0, 8}, "'44 -KH/X a'"},
        {"cites:05 - CT/TW a", {6, 16}, "(cites:'05 - CT/TW' AND 'a')"},
        {"-05-CT/TW", {1, 9}, "(NOT '05-CT/TW')"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tc_arena a;
        tc_error err = TC_ERROR_INIT;
        tc_arena_init(&a);
        tc_ask *n = parse(&a, rows[i].question, &rows[i].number, 1, &err);
        assert_non_null(n);
        assert_span(tc_ask_text(&a, n), rows[i].tree);
        tc_arena_release(&a);
    }
}

static void test_limits(void **state)
{
    (void)state;
    tc_arena a;
    tc_error err = TC_ERROR_INIT;
    tc_arena_init(&a);
    size_t len = TC_ASK_MAX_BYTES + 1;
    char *big = malloc(len + 1);
    assert_non_null(big);
    memset(big, 'a', len);
    big[len] = '\0';
    assert_null(parse(&a, big, NULL, 0, &err));
    assert_int_equal(err.code, TC_ETOOBIG);
    memset(big, '(', 1000);
    big[1000] = '\0';
    assert_null(parse(&a, big, NULL, 0, &err));
    assert_int_equal(err.code, TC_ESYNTAX);
    assert_int_equal(err.column, TC_ASK_MAX_DEPTH);
    memset(big, '-', 1000);
    for (size_t i = 0; i < 1000; i += 4)
        memcpy(big + i, "NOT ", 4);
    assert_null(parse(&a, big, NULL, 0, &err));
    assert_int_equal(err.code, TC_ESYNTAX);
    free(big);
    tc_arena_release(&a);
}

static void test_sources(void **state)
{
    (void)state;
    tc_arena a;
    tc_error err = TC_ERROR_INIT;
    tc_arena_init(&a);
    tc_ask *n = parse(&a, "ab title:\"cd e\" -(f g)", NULL, 0, &err);
    assert_non_null(n);
    assert_int_equal(n->count, 3);
    assert_int_equal(n->children[1]->source.start, 3);
    assert_int_equal(n->children[1]->source.end, 15);
    assert_span(n->children[1]->text, "cd e");
    assert_int_equal(n->children[2]->source.start, 16);
    tc_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees),   cmocka_unit_test(test_errors),
        cmocka_unit_test(test_limits),  cmocka_unit_test(test_numbers_stay_whole),
        cmocka_unit_test(test_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
