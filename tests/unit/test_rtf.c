/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/pack.h"

typedef struct {
    const char *rtf, *text;
} rtf_case;

static void expect(tc_arena *a, const rtf_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tc_extracted *x = pack_read(a, tc_span_str(cases[i].rtf), "a.rtf", NULL);
        assert_span(x->mime, "text/rtf");
        assert_span(x->text, cases[i].text);
    }
}
#define EXPECT(state, cases) expect(*(state), cases, sizeof cases / sizeof *cases)

static void letters_are_read_in_every_way_they_are_written(void **state)
{
    static const rtf_case cases[] = {
        {"{\\rtf1\\ansi\\uc1 Ngh\\u7883? quy\\u7871?t s\\u7889? 35\\_NQ/TW\\par}",
         "Nghị quyết số 35-NQ/TW\n"},
        {"{\\rtf1\\ansi\\uc2 Ngh\\u7883\\'ec\\'f2 \\uc0 a\\u7871 b}", "Nghị aếb\n"},
        {"{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset163 Times New Roman;}}\\f0 nghi\\'f2 "
         "quy\\'ea\\'ect}",
         "nghị quyết\n"},
        {"{\\rtf1\\ansi\\ansicpg1258 \\'d0a\\'d2ng, c\\'f4ng \\'f0oa\\'ccn}", "Đảng, công đoàn\n"},
        {"{\\rtf1\\ansi K\xE1\xBA\xBF ho\xE1\xBA\xA1"
         "ch}",
         "Kế hoạch\n"},
        {"{\\rtf1\\ansi \\u-10180?\\u-8704? \\u55357?\\u56832?}",
         "\xF0\x9F\x88\x80 \xF0\x9F\x98\x80\n"},
        {"{\\rtf1 a\\~b\\-c\\emdash d\\{\\}\\\\ \\lquote e\\rquote\\tab f}", "a b\xC2\xAD"
                                                                             "c—d{}\\ ‘e’\tf\n"},
        {"{\\rtf1 m\r\n\u1ED9t\\\nhai\\line ba}", "một\nhai\nba\n"},
    };
    EXPECT(state, cases);
}

static void fonts_of_old_vietnam_are_decoded(void **state)
{
    static const rtf_case cases[] = {
        {"{\\rtf1\\ansi\\deff1{\\fonttbl{\\f0 Arial;}{\\f1\\fnil\\fcharset0 .VnTime{\\*\\falt "
         "Times};}"
         "{\\f2 .VnTimeH;}{\\f3 VNI-Times;}}\\pard\\plain Ngh\\'de quy\\'d5t c\\'f1a {\\f2 "
         "\\'ae\\'b6ng} "
         "{\\f3 Kea\\'f9 hoa\\'efch}\\f0  OK}",
         "Nghị quyết của ĐẢNG Keá hoạch OK\n"},
        {"{\\rtf1\\ansi{\\fonttbl{\\f1 .VnTime;}}\\f1 Ngh\\u222? quy\\u213?t}", "Nghị quyết\n"},
    };
    EXPECT(state, cases);
    tc_extracted *x = pack_read(*state, tc_span_str(cases[0].rtf), "", NULL);
    assert_span(x->charset, "tcvn3");
}

static void tables_lists_and_breaks_make_lines(void **state)
{
    static const rtf_case cases[] = {
        {"{\\rtf1\\trowd\\cellx1\\cellx2\\pard\\intbl TT\\cell N\\u7897?i dung\\cell\\row"
         "\\trowd\\pard\\intbl 1\\cell\\pard\\intbl a\\cell\\row\\pard sau\\par}",
         "TT\tNội dung\n1\ta\nsau\n"},
        {"{\\rtf1\\pard\\intbl A\\par B\\cell C\\cell\\row}", "A\nB\nC\n"},
        {"{\\rtf1{\\listtext\\pard\\plain I.\\tab}\\ls1 "
         "M\\u7909?c\\par{\\pntext\\f3\\'b7\\tab}{\\*\\pn}x\\par}",
         "I. Mục\n\xC2\xB7 x\n"},
        {"{\\rtf1 a\\par\\par\\par b\\page c}", "a\n\nb\nc\n"},
    };
    EXPECT(state, cases);
}

static void what_is_no_text_is_skipped(void **state)
{
    static const rtf_case cases[] = {
        {"{\\rtf1{\\info{\\title Kh\\'f4ng}}{\\*\\generator "
         "X;}{\\colortbl;\\red0;}{\\stylesheet{\\s1 H;}}a"
         "{\\pict\\pngblip 89504e47}{\\*\\unknown{x}y}{\\object{\\*\\objdata 0102}{\\result kq}}b}",
         "akqb\n"},
        {"{\\rtf1 a{\\pict\\bin5 }}{\\\\c}b}", "ab\n"},
        {"{\\rtf1 a{\\v m\\u7853?t}{\\caps b\\'e2}}", "aBÂ\n"},
        {"{\\rtf1{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt li\\u234?n}} Trang "
         "{\\field{\\*\\fldinst { PAGE }}"
         "{\\fldrslt 7}}}",
         "liên Trang\n"},
        {"{\\rtf1{\\shp{\\*\\shpinst\\shpleft1{\\sp{\\sn t}{\\sv 1}}{\\shptxt "
         "M\\u7852?T\\par}}{\\shprslt M}}sau\\par}",
         "sau\nMẬT\n"},
    };
    EXPECT(state, cases);
}

static void notes_and_headers_are_read(void **state)
{
    static const rtf_case cases[] = {
        {"{\\rtf1 a{\\super\\chftn{\\footnote\\pard\\plain{\\super\\chftn} ch\\u250?}} b\\par "
         "c\\par}",
         "a b [1]\nc\n[1] chú\n"},
        {"{\\rtf1{\\headerf TH\\u192?NH \\u7910?Y}{\\header ch\\u7841?y\\par}{\\footer "
         "{\\field{\\*\\fldinst PAGE}"
         "{\\fldrslt 1}}}a\\par}",
         "THÀNH ỦY\na\nchạy\n"},
    };
    EXPECT(state, cases);
}

static void tracked_changes_are_read_as_asked(void **state)
{
    static const char *const texts[] = {"Số 35\n", "Số 30\n", "Số [-30-]{+35+}\n"};
    tc_span bytes = TC_SPAN("{\\rtf1 S\\u7889? {\\deleted 30}{\\revised 35}\\par}");
    for (int i = 0; i < 3; i++) {
        const tc_extract_options o = {.tracked_changes = (tc_tracked_changes)i};
        assert_span(pack_read(*state, bytes, "", &o)->text, texts[i]);
    }
}

static void what_is_lost_is_told(void **state)
{
    tc_extracted *x = pack_read(*state, TC_SPAN("{\\rtf1{\\pict 00}\\ls1 a\\par"), "", NULL);
    assert_true(pack_warned(x, "1 pictures"));
    assert_true(pack_warned(x, "1 items of lists"));
    assert_true(pack_warned(x, "ends in the middle"));
}

static void deep_groups_are_bounded_and_time_is_linear(void **state)
{
    static const char *const units[] = {"{",
                                        "}",
                                        "{\\*",
                                        "\\u",
                                        "\\'",
                                        "{\\f1",
                                        "\\intbl a\\cell",
                                        "{\\footnote ",
                                        "{\\shptxt ",
                                        "\\bin9",
                                        "{\\field{\\*\\fldinst PAGE}"};
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t n = strlen(units[u]), total = 400000;
        char *bytes = malloc(total + 8);
        memcpy(bytes, "{\\rtf1 ", 7);
        size_t len = 7;
        while (len + n <= total) {
            memcpy(bytes + len, units[u], n);
            len += n;
        }
        tc_arena a;
        tc_arena_init(&a);
        (void)pack_read(&a, tc_span_make(bytes, len), "a.rtf", NULL);
        assert_true(a.used < (size_t)64 << 20);
        tc_arena_release(&a);
        free(bytes);
    }
    (void)state;
}

static void damaged_files_never_break_the_reader(void **state)
{
    (void)state;
    pack_mutate(TC_SPAN("{\\rtf1\\ansi\\ansicpg1258{\\fonttbl{\\f0\\fcharset163 Times;}{\\f1 "
                        ".VnTime;}}{\\header a}"
                        "\\trowd\\pard\\intbl \\f1 Ngh\\'de\\cell b\\cell\\row\\pard{\\listtext "
                        "1.\\tab}\\u7883?"
                        "{\\footnote c}{\\shp{\\*\\shpinst{\\shptxt d\\par}}}\\bin3 "
                        "xyz{\\field{\\*\\fldinst PAGE}"
                        "{\\fldrslt 1}}\\par}"),
                "a.rtf", 400);
}

int main(void)
{
#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, pack_start, pack_stop)
    const struct CMUnitTest tests[] = {
        TEST(letters_are_read_in_every_way_they_are_written),
        TEST(fonts_of_old_vietnam_are_decoded),
        TEST(tables_lists_and_breaks_make_lines),
        TEST(what_is_no_text_is_skipped),
        TEST(notes_and_headers_are_read),
        TEST(tracked_changes_are_read_as_asked),
        TEST(what_is_lost_is_told),
        TEST(deep_groups_are_bounded_and_time_is_linear),
        TEST(damaged_files_never_break_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
