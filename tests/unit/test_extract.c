/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <time.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "extract/extract.h"
#include "tests/unit/unit.h"

static tc_extracted *read_as(tc_arena *a, tc_span bytes, const char *name)
{
    tc_extracted *x = NULL;
    tc_error err = TC_ERROR_INIT;
    assert_status(tc_extract(&x, a, bytes, tc_span_str(name), NULL, &err), TC_OK, &err);
    assert_int_equal(tc_utf8_valid_prefix(x->text), x->text.len);
    return x;
}

static bool warned(const tc_extracted *x, const char *what)
{
    for (size_t i = 0; i < x->warning_count; i++)
        if (tc_span_find(x->warnings[i], tc_span_str(what)) != SIZE_MAX)
            return true;
    return false;
}

typedef struct {
    const char *html, *text;
} html_case;

static void expect(tc_arena *a, const html_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tc_extracted *x = read_as(a, tc_span_str(cases[i].html), "page.html");
        assert_span(x->mime, "text/html");
        assert_span(x->text, cases[i].text);
    }
}
#define EXPECT(state, cases) expect(*(state), cases, sizeof cases / sizeof *cases)

static void the_type_comes_from_content_and_the_name_is_a_hint(void **state)
{
    static const struct {
        const char *bytes, *name, *mime;
    } cases[] = {
        {"Kế hoạch", "a.txt", "text/plain"},
        {"Kế hoạch", "", "text/plain"},
        {"# Kế hoạch", "a.md", "text/markdown"},
        {"# Kế hoạch", "A.MD", "text/markdown"},
        {"<p>Kế hoạch", "a.htm", "text/html"},
        {"<p>Kế hoạch", "a.txt", "text/plain"},
        {"a < b, c > d", "a.html", "text/plain"},
        {"<!DOCTYPE html><p>Kế hoạch", "a.txt", "text/html"},
        {"\n<!-- saved -->\n<HTML lang=vi><p>Kế hoạch", "a", "text/html"},
        {"Trang <html> là gì", "dir.html/a", "text/html"},
        {"Kế hoạch", ".html", "text/plain"},
        {"Kế hoạch", "htm", "text/plain"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_extracted *x = read_as(*state, tc_span_str(cases[i].bytes), cases[i].name);
        assert_span(x->mime, cases[i].mime);
    }
}

static void markdown_and_text_are_kept_as_they_stand(void **state)
{
    const char *text = "| **Số** |\r\n\r\n  *Kế hoạch*\n";
    assert_span(read_as(*state, tc_span_str(text), "a.md")->text, text);
    assert_span(read_as(*state, tc_span_str(text), "a.txt")->text, text);
}

static void blocks_make_lines_and_blanks_collapse(void **state)
{
    static const html_case cases[] = {
        {"<html><p>một\n   hai</p><p>ba</p>", "một hai\nba\n"},
        {"<html><p>một<p>hai<div>ba</div>bốn", "một\nhai\nba\nbốn\n"},
        {"<html><h1>I. <b>MỤC</b> ĐÍCH</h1> chữ ", "I. MỤC ĐÍCH\nchữ\n"},
        {"<html>a<br>b<br/>c<br><br><br>d", "a\nb\nc\n\nd\n"},
        {"<html><p>a</p><p></p><p>b</p>", "a\nb\n"},
        {"<html><p>a</p><p><o:p>&nbsp;</o:p></p><p>b</p>", "a\n\nb\n"},
        {"<html><p>&nbsp;&nbsp; thụt&nbsp;vào</p>", "thụt vào\n"},
        {"<html>a<b> b</b> <i>c</i>d", "a b cd\n"},
        {"<html><p>Ng<b>hị</b> quyết</p>", "Nghị quyết\n"},
        {"<html><pre>  giữ\r\n\r\n\tnguyên</pre> x", "  giữ\n\n\tnguyên\nx\n"},
        {"<html>", ""},
    };
    EXPECT(state, cases);
}

static void what_is_not_shown_is_left_out(void **state)
{
    static const html_case cases[] = {
        {"<html><head><title>t</title><style>p{}</style></head><body>a", "a\n"},
        {"<html>a<script>if (x<y) \"</p>\"</script>b", "ab\n"},
        {"<html>a<!-- <p>b</p> -->c", "ac\n"},
        {"<html>a<!--[if gte mso 9]><xml>b</xml><![endif]-->c", "ac\n"},
        {"<html>a<![if !vml]>b<![endif]>c", "abc\n"},
        {"<html>a<div style='x:y; DISPLAY : none'>b<div>c</div>d</div>e", "ae\n"},
        {"<html>a<img style='display:none'>b", "ab\n"},
        {"<html><body style='display:none'>a</body>", "a\n"},
        {"<html>a<noscript>b</noscript>c<template>d</template>", "ac\n"},
        {"<html>a<del>b</del><ins>c</ins>", "ac\n"},
        /* what never ends hides nothing */
        {"<html>a<noscript>b", "ab\n"},
        {"<html>a<div style='display:none'>b<div style='display:none'>c", "a\nb\nc\n"},
        {"<html>a<!-- b <p>c", "ac\n"},
        {"<html>a<p title=\"x>b", "a\nb\n"},
    };
    EXPECT(state, cases);
}

static void tags_are_read_as_loosely_as_they_are_written(void **state)
{
    static const html_case cases[] = {
        {"<html><a title='a>b' href=c>d</a>", "d\n"},
        {"<html><P CLASS = \"x\">a</P >b", "a\nb\n"},
        {"<html>3 < 4 & 5 > 2", "3 < 4 & 5 > 2\n"},
        {"<html><p align=center\"\">a", "a\n"},
        {"<html><st1:place w:st=\"on\">Lai Châu</st1:place>", "Lai Châu\n"},
        {"<html>a</br>b</nothing>c", "a\nbc\n"},
        {"<html>a<", "a<\n"},
        {"<html>a<b", "a<b\n"},
    };
    EXPECT(state, cases);
}

static void references_become_characters(void **state)
{
    static const html_case cases[] = {
        {"<html>&#272;&#7843;ng &#x1EE6;y &Abreve;", "Đảng Ủy Ă\n"},
        {"<html>&lt;p&gt; &amp;amp; &quot;", "<p> &amp; \"\n"},
        {"<html>&ocirc;&agrave;&Eacute;&ETH;", "ôàÉÐ\n"},
        {"<html>&#150;&#147;&#148;", "–“”\n"}, /* windows-1252 in disguise */
        {"<html>&#0;&#xD800;&#99999999999;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\n"},
        {"<html>&nbsp &copy2 &copy &ensp &unknown; &; &#; &#x;",
         "&copy2 © &ensp &unknown; &; &#; &#x;\n"},
        {"<html>Q&A &hellip;", "Q&A …\n"},
    };
    EXPECT(state, cases);
}

static void every_entity_of_the_table_is_found(void **state)
{
#define ENTITY(NAME, CP) {NAME, CP},
    static const struct {
        const char *name;
        uint32_t cp;
    } all[] = {
#include "extract/entities.def"
    };
#undef ENTITY
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i].cp <= 0x20 || all[i].cp == 0xA0)
            continue; /* a blank */
        char html[64], want[16];
        char utf8[5] = "";
        tc_utf8_put(utf8, all[i].cp);
        snprintf(html, sizeof html, "<html>[&%s;]", all[i].name);
        snprintf(want, sizeof want, "[%s]\n", utf8);
        assert_span(read_as(*state, tc_span_str(html), "")->text, want);
    }
}

static void a_row_is_a_line_unless_a_cell_has_several(void **state)
{
    static const html_case cases[] = {
        {"<html><table><tr><td>TT<td>Nội dung<td>Thời gian<tr><td>1<td>Tuyên truyền<td>5/2025"
         "</table>sau",
         "TT\tNội dung\tThời gian\n1\tTuyên truyền\t5/2025\nsau\n"},
        {"<html><table><tr><td><p>a</p></td><td></td><td><p>c</p></td><td></td></tr></table>",
         "a\t\tc\n"},
        /* a letterhead */
        {"<html>x<table><tr><td><p>TỈNH ỦY</p><p>*</p></td><td><p>ĐẢNG CỘNG SẢN</p></td></tr>"
         "<tr><td>Số 1</td><td>Lai Châu</td></tr></table>",
         "x\nTỈNH ỦY\n*\nĐẢNG CỘNG SẢN\nSố 1\tLai Châu\n"},
        {"<html>a<table><tr><td><br>b<br></td></tr></table>", "a\nb\n"},
        {"<html><table><tr><td>a<table><tr><td>b<td>c</table></td><td>d</table>", "a\nb\tc\nd\n"},
        {"<html><table><tr><td></td><td> &nbsp; </td></tr></table>x", "x\n"},
        {"<html><td>a<td>b", "a\nb\n"}, /* cells without a table */
        {"<html><table><td>a<td>b</table>", "a\tb\n"},
    };
    EXPECT(state, cases);
}

static void lists_are_numbered_as_browsers_do(void **state)
{
    static const html_case cases[] = {
        {"<html><ul><li>a<li>b</ul>", "- a\n- b\n"},
        {"<html><ol><li>a</li><li>b</li></ol>", "1. a\n2. b\n"},
        {"<html><ol type=I start=3><li>a<ol type=a><li>b<li>c</ol><li>d</ol>",
         "III. a\na. b\nb. c\nIV. d\n"},
        {"<html><ol><li>a<li value=7>b<li>c</ol>", "1. a\n7. b\n8. c\n"},
        {"<html><ol style='list-style-type: upper-alpha'><li><p>a</p><p>b</p></ol>", "A. a\nb\n"},
        {"<html><ul style='list-style:none'><li>1. a</ul>", "1. a\n"},
        {"<html><ol type=A start=27><li>a</ol>", "AA. a\n"},
        {"<html><ul><li></li><li>b</ul>c", "- b\nc\n"},
        {"<html><li>a", "a\n"},
    };
    EXPECT(state, cases);
}

static void the_page_names_its_encoding(void **state)
{
    static const struct {
        tc_span html;
        const char *text, *warning;
    } cases[] = {
        {TC_SPAN_LIT("<html><meta charset=windows-1252>L\xEA V\xE2n"), "Lê Vân\n", NULL},
        {TC_SPAN_LIT("<html><META http-equiv=\"Content-Type\" content='text/html; "
                     "charset=iso-8859-1'>\x93L\xEA\x94"),
         "“Lê”\n", NULL},
        {TC_SPAN_LIT("<html><meta charset=\"utf-8\">Lê"), "Lê\n", NULL},
        /* the bytes know better than the page */
        {TC_SPAN_LIT("<html><meta charset=windows-1252>Đảng bộ"), "Đảng bộ\n", "windows-1252"},
        {TC_SPAN_LIT("<html><meta charset=utf-8>L\xEA V\xE2n"), "Lê Vân\n", "utf-8"},
        {TC_SPAN_LIT("<html><meta charset=klingon>Lê"), "Lê\n", "klingon"},
        {TC_SPAN_LIT("\xEF\xBB\xBF<html><meta charset=windows-1252>Lê"), "Lê\n", NULL},
        {TC_SPAN_LIT("\xFF\xFE<\0h\0t\0m\0l\0>\0\x10\x01\xA3\x1E"), "Đả\n", NULL},
        {TC_SPAN_LIT("<html><meta name=x content='charset=utf-16'>ok"), "ok\n", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_extracted *x = read_as(*state, cases[i].html, "page.html");
        assert_span(x->text, cases[i].text);
        if (cases[i].warning)
            assert_true(warned(x, cases[i].warning));
        else
            assert_int_equal(x->warning_count, 0);
    }
}

static void plain_text_comes_in_several_encodings(void **state)
{
    static const struct {
        tc_span bytes;
        const char *text;
    } cases[] = {
        {TC_SPAN_LIT("\xEF\xBB\xBFĐảng"), "Đảng"},
        {TC_SPAN_LIT("\xFF\xFE\x10\x01\xA3\x1En\0g\0"), "Đảng"},
        {TC_SPAN_LIT("\xFE\xFF\x01\x10\x1E\xA3\0n\0g"), "Đảng"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_span(read_as(*state, cases[i].bytes, "a.txt")->text, cases[i].text);
}

static void what_is_no_text_is_refused(void **state)
{
    char noise[4096];
    uint32_t x = 1;
    for (size_t i = 0; i < sizeof noise; i++) {
        x = x * 1664525u + 1013904223u;
        noise[i] = (char)(x >> 24);
    }
    const struct {
        tc_span bytes;
        const char *says;
    } cases[] = {
        {tc_span_make(noise, sizeof noise), "binary data"},
        {TC_SPAN("abc\0\0\0\0\0\0\0\0\0\0\0\0\0\0def"), "binary data"},
        {TC_SPAN("%PDF-1.7\n"), "PDF"},
        {TC_SPAN("PK\003\004....."), "zip"},
        {TC_SPAN("\x89PNG\r\n\x1A\n...."), "PNG"},
        {TC_SPAN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "Office"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_extracted *out;
        tc_error err = TC_ERROR_INIT;
        assert_status(tc_extract(&out, *state, cases[i].bytes, TC_SPAN("a.txt"), NULL, &err),
                      TC_EUNSUPPORTED, &err);
        assert_non_null(strstr(err.msg, cases[i].says));
    }
}

static void a_stray_nul_is_replaced_and_told(void **state)
{
    tc_extracted *x = read_as(*state, TC_SPAN("Nghị quyết\0 số 5 của Tỉnh ủy"), "a.txt");
    assert_span(x->text, "Nghị quyết\xEF\xBF\xBD số 5 của Tỉnh ủy");
    assert_true(warned(x, "1 NUL"));
}

static void an_empty_file_gives_no_text_and_says_so(void **state)
{
    tc_extracted *x = read_as(*state, tc_span_make("", 0), "a.txt");
    assert_int_equal(x->text.len, 0);
    assert_true(warned(x, "no text"));
}

static void too_much_text_is_refused(void **state)
{
    const tc_extract_options options = {.max_text = 10};
    tc_extracted *x;
    tc_error err = TC_ERROR_INIT;
    assert_status(tc_extract(&x, *state, TC_SPAN("0123456789"), TC_SPAN(""), &options, &err), TC_OK,
                  &err);
    assert_status(tc_extract(&x, *state, TC_SPAN("0123456789a"), TC_SPAN(""), &options, &err),
                  TC_ETOOBIG, &err);
}

static void memory_running_out_is_an_error(void **state)
{
    (void)state;
    tc_arena small;
    tc_arena_init(&small);
    small.limit = 1 << 17;
    size_t len = 1 << 20;
    char *text = malloc(len);
    memset(text, 'a', len);
    tc_extracted *x;
    tc_error err = TC_ERROR_INIT;
    assert_status(tc_extract(&x, &small, tc_span_make(text, len), TC_SPAN("a"), NULL, &err),
                  TC_ENOMEM, &err);
    free(text);
    tc_arena_release(&small);
}

/* Each of these made a scanner quadratic once, and took minutes; the sanitizers' and valgrind's
 * share is in the limit. */
static void hostile_pages_take_linear_time(void **state)
{
    static const char *const units[] = {"<a",         "<a b=\"", "<!--",
                                        "<!-- -->",   "<table",  "<table><tr><td>",
                                        "<noscript>", "&#",      "<div style=\"display:none\">",
                                        "<ul><li>",   "</"};
    enum { SIZE = 1 << 20 };
    char *page = malloc(SIZE + 64);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t len = 6;
        memcpy(page, "<html>", 6);
        for (size_t n = strlen(units[i]); len + n <= SIZE; len += n)
            memcpy(page + len, units[i], n);
        tc_arena_reset(*state);
        double start = cpu_seconds();
        read_as(*state, tc_span_make(page, len), "a.html");
        double took = cpu_seconds() - start;
        if (took > 10)
            print_error("%s again and again took %.1f s\n", units[i], took);
        assert_true(took < 10);
    }
    free(page);
}

int main(void)
{
#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, arena_start, arena_stop)
    const struct CMUnitTest tests[] = {
        TEST(the_type_comes_from_content_and_the_name_is_a_hint),
        TEST(markdown_and_text_are_kept_as_they_stand),
        TEST(blocks_make_lines_and_blanks_collapse),
        TEST(what_is_not_shown_is_left_out),
        TEST(tags_are_read_as_loosely_as_they_are_written),
        TEST(references_become_characters),
        TEST(every_entity_of_the_table_is_found),
        TEST(a_row_is_a_line_unless_a_cell_has_several),
        TEST(lists_are_numbered_as_browsers_do),
        TEST(the_page_names_its_encoding),
        TEST(plain_text_comes_in_several_encodings),
        TEST(what_is_no_text_is_refused),
        TEST(a_stray_nul_is_replaced_and_told),
        TEST(an_empty_file_gives_no_text_and_says_so),
        TEST(too_much_text_is_refused),
        TEST(memory_running_out_is_an_error),
        TEST(hostile_pages_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
