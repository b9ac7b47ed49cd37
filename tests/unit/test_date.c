/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/date.h"

typedef struct {
    tc_arena arena;
    tc_lexicon *lex;
    tc_tokens *tokens;
} fixture;

static void begin(fixture *f, const char *text)
{
    tc_text *t = NULL;
    tc_arena_init(&f->arena);
    assert_int_equal(tc_lexicon_new(&f->lex, NULL), TC_OK);
    assert_int_equal(tc_text_normalize(&t, &f->arena, tc_span_str(text), NULL), TC_OK);
    assert_int_equal(tc_tokenize(&f->tokens, &f->arena, f->lex, t, NULL), TC_OK);
}

static void end(fixture *f)
{
    tc_lexicon_free(f->lex);
    tc_arena_release(&f->arena);
}

/* The ISO form of the date at token `at`, "" for none; *rest: the text behind it. */
static const char *read_at(const char *text, size_t at, bool bare, char out[64])
{
    fixture f;
    tc_date d = {0};
    size_t next = 0;
    char iso[TC_DATE_TEXT_MAX] = "";
    begin(&f, text);
    out[0] = '\0';
    if (tc_date_read(f.tokens, at, bare, &d, &next)) {
        tc_date_format(iso, d);
        const char *rest =
            next < f.tokens->len ? f.tokens->text->norm.ptr + f.tokens->items[next].start : "";
        snprintf(out, 64, "%s|%.40s", iso, rest);
    }
    end(&f);
    return out;
}

typedef struct {
    const char *text, *full, *bare; /* without and with allow_bare; NULL: the same as full */
} date_case;

static const date_case cases[] = {
    {"25/5/2021", "2021-05-25|", NULL},
    {"07/4/2021 của", "2021-04-07|của", NULL},
    {"7-5-1954", "1954-05-07|", NULL},
    {"3.2.1930.", "1930-02-03|.", NULL},
    {"01 - 01 - 2024", "2024-01-01|", NULL},
    {"01 / 01 / 2024", "2024-01-01|", NULL},
    {"01–01–2024", "2024-01-01|", NULL},
    {"2021-05-25", "2021-05-25|", NULL},
    {"01/12/2023 - 10/01/2024", "2023-12-01|- 10/01/2024", NULL},
    {"01/12/2023-10/01/2024", "2023-12-01|-10/01/2024", NULL},
    {"ngày 25 tháng 5 năm 2021", "2021-05-25|", NULL},
    {"ngày 20\ntháng 11 năm 2025", "2025-11-20|", NULL},
    {"ngày 20 tháng\n11 năm\n2025;", "2025-11-20|;", NULL},
    {"NGÀY 20 THÁNG 11 NĂM 2025", "2025-11-20|", NULL},
    {"ngay 20 thang 11 nam 2025", "2025-11-20|", NULL},
    {"ngày 20, tháng 11, năm 2025", "2025-11-20|", NULL},
    {"ngày 20 tháng 11/2025", "2025-11-20|", NULL},
    {"ngày 17/5/2021 của", "2021-05-17|của", NULL},
    {"ngày 3. 2. 1930", "1930-02-03|", NULL},
    {"ngày 17 / 5", "--05-17|", NULL},
    {"ngày 7-5 lịch sử", "--05-07|lịch sử", NULL},
    {"ngày 02 tháng 9", "--09-02|", NULL},
    {"ngày 19 tháng Tám năm 1945", "1945-08-19|", NULL},
    {"ngày mùng 2 tháng 9 năm 1945", "1945-09-02|", NULL},
    {"mùng 10 tháng 3 âm lịch", "--03-10|âm lịch", NULL},
    {"mồng một tháng Giêng", "--01-01|", NULL},
    {"mùng 10/3", "--03-10|", NULL},
    {"ngày 30/4 năm 1975", "1975-04-30|", NULL},
    {"tháng 5/2021", "2021-05|", NULL},
    {"tháng 5 năm 2021", "2021-05|", NULL},
    {"tháng 5-2021", "2021-05|", NULL},
    {"tháng năm 2021", "", NULL},
    {"năm 2021", "2021|", NULL},
    {"năm 2020-2025", "2020|-2025", NULL},
    {"ngày tháng 5 năm 2021", "2021-05|", NULL},
    {"ngày ..... tháng 5 năm 2021", "2021-05|", NULL},
    {"ngày … tháng … năm 2021", "2021|", NULL},
    {"5/2021", "", "2021-05|"},
    {"07/5", "", "--05-07|"},
    {"29/2", "", "--02-29|"},
    {"2 tháng 9", "", "--09-02|"},
    {"20 tháng 11 năm 2025", "2025-11-20|", NULL},
    {"20-25/11/2025", "", NULL},
    /* no dates */
    {"15/20/2010", "", NULL},
    {"30/02/2021", "", NULL},
    {"29/02/2023", "", NULL},
    {"29/02/2024", "2024-02-29|", NULL},
    {"24/7 giờ", "", "--07-24|giờ"},
    {"1/2%", "", NULL},
    {"31-KH/TU", "", NULL},
    {"15/2020/NĐ-CP", "", NULL},
    {"5/2020/NĐ-CP", "", NULL},
    {"12/2020/TT-BTC", "", NULL},
    {"08/2023/\nTT-BLĐTBXH", "", NULL},
    {"08/2023 /TT-BLĐTBXH", "", NULL},
    {"7-5", "", NULL},
    {"1.5", "", NULL},
    {"ngày 10-12 tháng 5", "", NULL},
    {"ngày 5-10/11/2025", "", NULL},
    {"6 tháng năm 2021", "", NULL},
    {"6 tháng đầu năm 2021", "", NULL},
    {"tháng 13 năm 2021", "", NULL},
    {"ngày 20\n\ntháng 11 năm 2025", "", NULL},
    {"năm 20", "", NULL},
    {"Nam 2021", "", NULL},
    {"1.2.3.2020", "", NULL},
    {"5/5/2021/QĐ", "", NULL},
    {"0/5/2021", "", NULL},
    {"00/00/2021", "", NULL},
    {"123/4/2021", "", NULL},
};

static void test_dates(void **state)
{
    char out[64];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const date_case *c = &cases[i];
        print_message("%s\n", c->text);
        assert_string_equal(read_at(c->text, 0, false, out), c->full);
        assert_string_equal(read_at(c->text, 0, true, out), c->bare ? c->bare : c->full);
    }
}

/* A date never begins inside a number. */
static void test_left_side(void **state)
{
    char out[64];
    (void)state;
    assert_string_equal(read_at("1/15/2/2021", 2, true, out), "");
    assert_string_equal(read_at("KH-5/2021", 2, true, out), "");
    assert_string_equal(read_at("1.5.2.2021", 2, true, out), "");
    assert_string_equal(read_at("20-25/11/2025", 2, false, out), "2025-11-25|");
    assert_string_equal(read_at("(25/5/2021)", 1, false, out), "2021-05-25|)");
}

static void test_calendar(void **state)
{
    char iso[TC_DATE_TEXT_MAX];
    (void)state;
    tc_date d = {1, 1, 1}, last = {9999, 12, 31};
    size_t days = 1;
    while (tc_date_cmp(d, last) != 0) {
        assert_true(tc_date_valid(d));
        tc_date tomorrow = tc_date_add_days(d, 1);
        assert_int_equal(tc_date_cmp(d, tomorrow), -1);
        assert_int_equal(tc_date_cmp(tc_date_add_days(tomorrow, -1), d), 0);
        d = tomorrow;
        days++;
    }
    assert_int_equal(days, 3652059); /* ordinal of 9999-12-31 */
    tc_date leap = {2024, 2, 29};
    tc_date_format(iso, tc_date_add_years(leap, 1));
    assert_string_equal(iso, "2025-02-28");
    tc_date_format(iso, tc_date_add_years(leap, 4));
    assert_string_equal(iso, "2028-02-29");
    assert_false(tc_date_valid((tc_date){1900, 2, 29}));
    assert_true(tc_date_valid((tc_date){2000, 2, 29}));
}

static void test_iso(void **state)
{
    static const char *const good[] = {"2021-05-25", "2021-05", "2021", "--05-07", "--05"};
    static const char *const bad[] = {
        "",   "2021-",   "2021-13", "2021-02-29", "21-05-05", "0000", "2021-5-5", "2021-05-25x",
        "--", "--05-32", "2021-00", "2021-05-00", "-2021",    "20211"};
    char iso[TC_DATE_TEXT_MAX];
    tc_date d;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(tc_date_parse_iso(tc_span_str(good[i]), &d));
        tc_date_format(iso, d);
        assert_string_equal(iso, good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(tc_date_parse_iso(tc_span_str(bad[i]), &d));
    tc_date_format(iso, (tc_date){0});
    assert_string_equal(iso, "");
    tc_date_format(iso, tc_date_last((tc_date){2024, 2, 0}));
    assert_string_equal(iso, "2024-02-29");
    tc_date_format(iso, tc_date_first((tc_date){2024, 0, 0}));
    assert_string_equal(iso, "2024-01-01");
    tc_date_format(iso, tc_date_last((tc_date){2024, 0, 0}));
    assert_string_equal(iso, "2024-12-31");
}

/* -1: no numeral at the start. *used: tokens read. */
static long numeral(const char *text, bool ordinal, size_t *used)
{
    fixture f;
    uint32_t value = 0;
    begin(&f, text);
    *used = 0;
    bool ok = (ordinal ? tc_ordinal_read : tc_numeral_read)(f.tokens, 0, &value, used);
    end(&f);
    return ok ? (long)value : -1;
}

typedef struct {
    const char *text;
    long value;
    size_t used;
} numeral_case;

static const numeral_case cardinals[] = {
    {"70 năm", 70, 1},
    {"05 năm", 5, 1},
    {"1.500 người", 1500, 3},
    {"1.5", 1, 1},
    {"0.500", 0, 1},
    {"bảy mươi năm", 70, 2},
    {"bảy mươi lăm năm", 75, 3},
    {"bay muoi nam", 70, 2},
    {"bay muoi lam nam", 75, 3},
    {"một trăm mười lăm năm", 115, 4},
    {"một trăm linh năm năm", 105, 4},
    {"một trăm lẻ năm", 105, 4},
    {"một trăm năm", 100, 2},
    {"một trăm năm mươi năm", 150, 4},
    {"một trăm bốn mươi tư", 144, 5},
    {"mười năm", 10, 1},
    {"mười lăm năm", 15, 2},
    {"mười một", 11, 2},
    {"hai mươi mốt", 21, 3},
    {"hai mươi tư", 24, 3},
    {"hai mươi nhăm", 25, 3},
    {"Chín mươi chín", 99, 3},
    {"năm mươi năm", 50, 2},
    {"năm năm", 5, 1},
    {"ba năm", 3, 1},
    {"hai nghìn không trăm hai mươi mốt", 2021, 7},
    {"một nghìn năm", 1000, 2},
    {"năm nghìn đồng", 5000, 2},
    {"một triệu hai trăm nghìn", 1200000, 5},
    {"năm 2021", -1, 0},
    {"sau mười năm", -1, 0},
    {"sau này", -1, 0},
    {"bay", -1, 0},
    {"mươi", -1, 0},
    {"nhân dân", -1, 0},
};

static const numeral_case ordinals[] = {
    {"XIII của", 13, 1}, {"xiii", 13, 1},  {"12", 12, 1},      {"nhất", 1, 1},
    {"thứ nhất", 1, 2},  {"thứ tư", 4, 2}, {"tư", 4, 1},       {"thứ hai mươi ba", 23, 4},
    {"thứ XIV", 14, 2},  {"thứ 4", 4, 2},  {"thu nhat", 1, 2}, {"thứ năm", 5, 2},
    {"mười", 10, 1},     {"M", -1, 0},     {"của", -1, 0},
};

static void test_numerals(void **state)
{
    size_t used;
    (void)state;
    for (size_t i = 0; i < sizeof cardinals / sizeof *cardinals; i++) {
        print_message("%s\n", cardinals[i].text);
        assert_int_equal(numeral(cardinals[i].text, false, &used), cardinals[i].value);
        assert_int_equal(used, cardinals[i].used);
    }
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++) {
        print_message("%s\n", ordinals[i].text);
        assert_int_equal(numeral(ordinals[i].text, true, &used), ordinals[i].value);
        assert_int_equal(used, ordinals[i].used);
    }
}

/* What is spelt out is read as what it was. */
static void test_numerals_spelt(void **state)
{
    tc_span words[3];
    (void)state;
    for (uint32_t value = 0; value < 130; value++) {
        char text[64] = "";
        size_t used, n = tc_numeral_spell(words, value);
        assert_int_equal(n > 0, value > 10 && value < 100);
        for (size_t i = 0; i < n; i++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%.*s ", (int)words[i].len,
                     words[i].ptr);
        if (n == 0)
            continue;
        assert_int_equal(numeral(text, false, &used), value);
        assert_int_equal(used, n);
    }
    assert_int_equal(tc_numeral_spell(words, 75), 3);
    assert_true(tc_span_eq(words[2], TC_SPAN("lăm")));
    assert_int_equal(tc_numeral_spell(words, 21), 3);
    assert_true(tc_span_eq(words[2], TC_SPAN("mốt")));
    assert_int_equal(tc_numeral_spell(words, 15), 2);
    assert_true(tc_span_eq(words[0], TC_SPAN("mười")));
}

static void test_roman(void **state)
{
    static const struct {
        unsigned value;
        const char *text;
    } known[] = {{1, "I"},
                 {4, "IV"},
                 {9, "IX"},
                 {13, "XIII"},
                 {14, "XIV"},
                 {40, "XL"},
                 {1954, "MCMLIV"},
                 {3888, "MMMDCCCLXXXVIII"},
                 {3999, "MMMCMXCIX"},
                 {0, ""}};
    char out[16];
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        tc_roman_format(out, known[i].value);
        assert_string_equal(out, known[i].text);
    }
    tc_lexicon *lex;
    const tc_word *w;
    assert_int_equal(tc_lexicon_new(&lex, NULL), TC_OK);
    for (unsigned v = 1; v <= 3999; v++) {
        tc_roman_format(out, v);
        assert_int_equal(tc_lexicon_word(lex, tc_span_str(out), &w, NULL), TC_OK);
        assert_int_equal(w->roman, v);
    }
    static const char *const wrong[] = {"IIII", "VX", "IC", "XIIV", "IXI", "ABC", "MMMM"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(tc_lexicon_word(lex, tc_span_str(wrong[i]), &w, NULL), TC_OK);
        assert_int_equal(w->roman, 0);
    }
    tc_lexicon_free(lex);
}

/* ---- all of a text ------------------------------------------------------------------------ */

static const struct {
    const char *text, *days, *typed; /* typed: in a question; NULL: the same */
} texts[] = {
    {"Lai Châu, ngày 25 tháng 5 năm 2021", "2021-05-25", NULL},
    {"từ ngày 17/5 đến 19/05/2024, tháng 6/2024", "2024-05-17..2024-05-19 2024-06", NULL},
    /* periods */
    {"từ 17 đến 19/5, từ ngày 03 - 07/6/2024", "--05-17..--05-19 2024-06-03..2024-06-07", NULL},
    {"17 đến 19/5", "--05-19", "--05-17..--05-19"},
    {"17-19/5, ngày 3 – 5/6/2024", "--05-17..--05-19 2024-06-03..2024-06-05", NULL},
    {"tu ngay 28/4 toi ngay 3/5", "--04-28..--05-03", NULL},
    {"25/12 đến 5/1/2025", "2024-12-25..2025-01-05", NULL},
    {"từ 25/12 đến 5/1; 25/7 - 5/2; tháng 11 đến tháng 2/2025", /* days far apart are each meant */
     "--12-25..--01-05 --07-25 --02-05 2024-11..2025-02", NULL},
    {"từ 1/4 đến hết ngày 30/6/2024", "2024-04-01..2024-06-30", NULL},
    {"tu thang 4 den het thang 6/2024, hết 30/6", "2024-04..2024-06 --06-30", NULL},
    {"đến 30/6, - 30/6", "--06-30 --06-30", NULL},
    {"họp ngày 3/5\n- 5/5: báo cáo\n- 7/5: tổng kết", "--05-03 --05-05 --05-07", NULL}, /* a list */
    {"tháng 3-5/2024; từ tháng 10 đến tháng 12/2024", "2024-03..2024-05 2024-10..2024-12", NULL},
    {"mục 2-5/6, 3 - 5/6, 28/4 và 3/5, 19/5 - 17/5, từ 19 đến 17/5", /* none */
     "--06-05 --06-05 --04-28 --05-03 --05-19 --05-17 --05-17", NULL},
    {"ngày 19-5, ngày 19.05 và mùng ba tháng hai", "--05-19 --05-19 --02-03", NULL},
    {"dịp 19-5", "", "--05-19~"},
    {"19.5.", "", "--05-19~"},
    {"19.5%, 1.2.3, 19-5-KH, 2.5m, 31-2", "", NULL},
    {"năm 2024, quý 2/2024, đợt 1/5", "", NULL},
    {"Số 19/2021/NQ-HĐND ngày 05/3/2021", "2021-03-05", NULL},
    {"05-CT/TW", "", NULL},
    /* fractions */
    {"có từ 2/3 số xã, 1/2 diện tích, 3/4 thành viên và 1/3 tổng số", "", NULL},
    {"ít nhất 2/3, tối thiểu 1/2 có mặt; hai phần ba (2/3) và 1/2 (một phần hai)", "", NULL},
    {"2/3 dien tich, 2/3 tong so, thợ bậc 3/7", "", NULL},
    {"dịp 2/9, 1/5, chiều 5/9 đại biểu dự", "--09-02 --05-01 --09-05", NULL},
    {"khai giảng 5/9 tại trường, 5/9 sơ kết, 5/9 so ket", "--09-05 --09-05 --09-05", NULL},
    {"03/4 thành viên, 01/06 số, ngày 2/3 số liệu", "--04-03 --06-01 --03-02", NULL},
    {"8/3 thành viên, 2/9/1945 tổng số, 1/6/2024 số", "--03-08 1945-09-02 2024-06-01", NULL},
    /* numbers of headings, amounts */
    {"mục 2.1, phụ lục 1.1, điều 3.2, khoản 1-2, điểm 4.2, Bảng 2.1, Phần 1.2", "", NULL},
    {"muc 2.1, phu luc 1.1, phien ban 4.1, tieu chi 9.3", "", NULL},
    {"TCVN 9-2, phiên bản 4.1, phiên bản 4.0, hình 2.3, mẫu 5.2, chương 1.2", "", NULL},
    {"từ 2.5 triệu, 1.2 tỷ, 3.5 nghìn, 4.5 %, 2.5 kg, 1.2 ha, 3.4 m, 9.5 km", "", NULL},
    {"trẻ 5-11 tuổi, tre 5-11 tuoi, 3-5 lần, 10-12 người", "", NULL},
    {"1/5 ngày Quốc tế Lao động, 2/9 xã Bến Đá; nghỉ 1/2 ngày", "--05-01 --09-02", NULL},
    {"nghỉ 1/2 năm, đóng 2/3", "", NULL},
    {"3-5 năm", "", NULL},
    {"19-5 năm nay", "", "--05-19~"},
    {"mít tinh 19-5 lần thứ 5", "", "--05-19~"},
    {"mit tinh 19-5 ha noi", "", "--05-19~"},
    {"sáng 19-5 người dân", "", "--05-19~"},
};

static void test_dates_of_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * sizeof texts / sizeof *texts; i++) {
        fixture f;
        tc_dates found = {0};
        char got[200] = "";
        bool typed = i % 2;
        const char *wanted = typed && texts[i / 2].typed ? texts[i / 2].typed : texts[i / 2].days;
        begin(&f, texts[i / 2].text);
        tc_dates_find(&found, &f.arena, f.tokens, typed);
        for (size_t k = 0; k < found.len; k++) {
            char iso[TC_DATE_TEXT_MAX];
            size_t len = strlen(got);
            tc_date_format(iso, found.items[k].from);
            snprintf(got + len, sizeof got - len, "%s%s%s", k ? " " : "", iso,
                     found.items[k].from.month ? ".." : "");
            len = strlen(got);
            tc_date_format(iso, found.items[k].date);
            snprintf(got + len, sizeof got - len, "%s%s", iso, found.items[k].loose ? "~" : "");
        }
        if (strcmp(got, wanted) != 0)
            fail_msg("%s: \"%s\" and not \"%s\"", texts[i / 2].text, got, wanted);
        end(&f);
    }
}

/* Days without a year are those of any: 29 February is one of them. */
static void the_next_day_or_month(void **state)
{
    (void)state;
    static const struct {
        tc_date date, next;
    } days[] = {
        {{2023, 12, 31}, {2024, 1, 1}}, {{2023, 2, 28}, {2023, 3, 1}},
        {{2024, 2, 28}, {2024, 2, 29}}, {{0, 2, 28}, {0, 2, 29}},
        {{0, 12, 31}, {0, 1, 1}},       {{2023, 12, 0}, {2024, 1, 0}},
        {{2023, 5, 0}, {2023, 6, 0}},
    };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        assert_int_equal(tc_date_cmp(tc_date_next(days[i].date), days[i].next), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_day_or_month),
        cmocka_unit_test(test_dates_of_texts),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_left_side),
        cmocka_unit_test(test_calendar),
        cmocka_unit_test(test_iso),
        cmocka_unit_test(test_numerals),
        cmocka_unit_test(test_numerals_spelt),
        cmocka_unit_test(test_roman),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
