/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words with their places to lines: what pdftotext and OCR give (extract/words.c). */
#include "base/arena.h"
#include "base/buf.h"
#include "extract/extract.h"
#include "tests/unit/unit.h"

/* Words of a page: "x y text", the text in 10 points, letters half as wide as they are high. */
typedef struct {
    double x, y;
    const char *text;
} placed;

typedef struct {
    tc_arena arena;
    tc_buf file;
    tc_error err;
} fixture;

static int start(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    tc_arena_init(&f->arena);
    tc_buf_init(&f->file, 0);
    tc_buf_adds(&f->file, "%TC-WORDS application/pdf\n");
    *state = f;
    return 0;
}

static int stop(void **state)
{
    fixture *f = *state;
    tc_arena_release(&f->arena);
    tc_buf_release(&f->file);
    free(f);
    return 0;
}

static void page(fixture *f)
{
    tc_buf_adds(&f->file, "<page width=\"595\" height=\"842\">\n");
}

static size_t letters(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static void word(fixture *f, double x0, double y0, double x1, double y1, const char *text)
{
    tc_buf_printf(&f->file, "<word xMin=\"%f\" yMin=\"%f\" xMax=\"%f\" yMax=\"%f\">%s</word>\n", x0,
                  y0, x1, y1, text);
}

/* A line of words with blanks of 3 points. */
static void line(fixture *f, double x, double y, const char *text)
{
    char copy[256];
    snprintf(copy, sizeof copy, "%s", text);
    for (char *at = copy; *at;) {
        char *end = strchrnul(at, ' '), *next = *end ? end + 1 : end;
        *end = '\0';
        double width = 5.0 * (double)letters(at);
        word(f, x, y, x + width, y + 10, at);
        x += width + 3;
        at = next;
    }
}

static tc_extracted *extract(fixture *f)
{
    tc_extracted *x = NULL;
    assert_status(tc_extract(&x, &f->arena, tc_buf_span(&f->file), TC_SPAN("a.pdf"), NULL, &f->err),
                  TC_OK, &f->err);
    assert_span(x->mime, "application/pdf");
    return x;
}

static void columns_are_lines_of_their_own_in_the_order_they_were_written(void **state)
{
    fixture *f = *state;
    page(f);
    line(f, 70, 50, "TỈNH ỦY LAI CHÂU");
    line(f, 70, 62, "Số 31-KH/TU");
    line(f, 300, 50, "ĐẢNG CỘNG SẢN VIỆT NAM");
    line(f, 300, 62, "Lai Châu, ngày 17 tháng 5");
    line(f, 70, 100, "KẾ HOẠCH");
    assert_span(extract(f)->text, "TỈNH ỦY LAI CHÂU\nSố 31-KH/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n"
                                  "Lai Châu, ngày 17 tháng 5\n\nKẾ HOẠCH\n");
}

static void a_number_that_a_line_broke_is_whole_and_other_hyphens_stay(void **state)
{
    fixture *f = *state;
    page(f);
    line(f, 70, 50, "Thực hiện Nghị quyết số 35-");
    line(f, 70, 62, "NQ/TW ngày 22/10/2018 và Nghị định 30/2020/NĐ-");
    line(f, 70, 74, "CP, ngày 03/02/1930 -");
    line(f, 70, 86, "03/02/2025; công tác Đảng -");
    line(f, 70, 98, "Đoàn, điểm a) khoản 2-");
    line(f, 70, 110, "và khoản 3");
    assert_span(extract(f)->text, "Thực hiện Nghị quyết số 35-NQ/TW\nngày 22/10/2018 và Nghị định "
                                  "30/2020/NĐ-CP,\nngày 03/02/1930 -\n03/02/2025; công tác Đảng "
                                  "-\nĐoàn, điểm a) khoản 2-\nvà khoản 3\n");
}

static void raised_letters_stay_on_their_line(void **state)
{
    fixture *f = *state;
    page(f);
    line(f, 70, 50, "Nhiệt độ không khí 30");
    word(f, 163.2, 48, 166, 54, "o");
    line(f, 169, 50, "trở lên và công thức H");
    word(f, 269.3, 55, 273, 61, "ln");
    line(f, 70, 62, "ở dòng sau");
    assert_span(extract(f)->text, "Nhiệt độ không khí 30o trở lên và công thức Hln\nở dòng sau\n");
}

static void pages_have_their_places(void **state)
{
    fixture *f = *state;
    page(f);
    line(f, 70, 50, "Trang một nói về kế hoạch tuyên truyền của tỉnh, còn");
    page(f);
    page(f);
    line(f, 70, 50, "tiếp ở trang ba về bầu cử đại biểu Quốc hội khóa XV");
    page(f);
    line(f, 290, 30, "4");
    line(f, 70, 70, "Trang bốn có số trang ở trên và chữ ở dưới đó nữa");
    tc_extracted *x = extract(f);
    static const char want[] = "Trang một nói về kế hoạch tuyên truyền của tỉnh, còn\n"
                               "tiếp ở trang ba về bầu cử đại biểu Quốc hội khóa XV\n\n4\n\n"
                               "Trang bốn có số trang ở trên và chữ ở dưới đó nữa\n";
    assert_span(x->text, want);
    assert_int_equal(x->page_count, 4);
    assert_int_equal(x->page_starts[0], 0);
    assert_int_equal(x->page_starts[2], strstr(want, "tiếp") - want);
    assert_int_equal(x->page_starts[1], x->page_starts[2] - 1);
    assert_int_equal(x->page_starts[3], strstr(want, "4\n") - want);
}

static void turned_pages_read_upwards_and_downwards(void **state)
{
    fixture *f = *state;
    static const placed words[] = {{0, 0, "Danh"},   {0, 23, "sách"}, {0, 46, "nghề,"},
                                   {0, 74, "công"},  {0, 97, "việc"}, {12, 0, "nặng"},
                                   {12, 23, "nhọc"}, {12, 46, "độc"}, {12, 64, "hại"}};
    for (int down = 0; down < 2; down++) {
        page(f);
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            const placed *w = &words[i];
            double along = w->y, length = 5.0 * (double)letters(w->text);
            if (down)
                word(f, 500 - w->x, 100 + along, 510 - w->x, 100 + along + length, w->text);
            else
                word(f, 100 + w->x, 700 - along - length, 110 + w->x, 700 - along, w->text);
        }
    }
    assert_span(extract(f)->text, "Danh sách nghề, công việc\nnặng nhọc độc hại\n"
                                  "Danh sách nghề, công việc\nnặng nhọc độc hại\n");
}

static void legacy_letters_are_decoded_page_by_page(void **state)
{
    fixture *f = *state;
    for (int i = 0; i < 2; i++) {
        page(f);
        line(f, 70, 50, "Céng hoµ x· héi chñ nghÜa ViÖt Nam");
        line(f, 70, 62, "KÕ ho¹ch triÓn khai NghÞ quyÕt cña §¶ng bé");
        line(f, 70, 74, "vÒ c«ng t¸c tuyªn truyÒn trong toµn tØnh");
    }
    tc_extracted *x = extract(f);
    static const char one[] = "Cộng hoà xã hội chủ nghĩa Việt Nam\nKế hoạch triển khai Nghị quyết "
                              "của Đảng bộ\nvề công tác tuyên truyền trong toàn tỉnh\n";
    assert_span(x->charset, "tcvn3");
    assert_int_equal(x->page_starts[1], strlen(one));
    assert_int_equal(x->text.len, 2 * strlen(one));
}

static void what_is_no_text_waits_for_ocr(void **state)
{
    static const char *const texts[] = {
        "x y",
        ("CÔNG BÁO/Số 707 + 708/Ngày 01-9-2022 3 Người ký: Cổng Thông tin điện tử Chính phủ "
         "Email: a@chinhphu.vn Cơ quan: Văn phòng Thời gian ký: 05.09.2022 09:51:42 +07:00"),
        "!\"#$ %a& '(b) *c$+, ./ 0123$4! 56#7 *8#7 .6# 9): '<= *>?@A BCDE 1F G>HBC",
        "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD b\xEF\xBF\xBD c d e f g h \xEF\xBF\xBD i j k l",
        "K e h o a c h t u y e n t r u y e n b a u c u",
        "Kéắ hộwạch tỷuyxờn trợuyỹền bzầu cjử đậyi bịểxu Qụốqc hzội"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        fixture *f;
        tc_extracted *x;
        stop(state);
        start(state);
        f = *state;
        page(f);
        line(f, 70, 50, texts[i]);
        assert_status(
            tc_extract(&x, &f->arena, tc_buf_span(&f->file), TC_SPAN("a.pdf"), NULL, &f->err),
            TC_ENOTEXT, &f->err);
    }
}

static void damaged_places_are_read_over(void **state)
{
    fixture *f = *state;
    page(f);
    line(f, 70, 50, "Kế hoạch tuyên truyền bầu cử đại biểu Quốc hội khóa mười lăm");
    tc_buf_adds(&f->file,
                "<word>a</word><word xMin=\"nan\" yMin=\"1\" xMax=\"2\" yMax=\"3\">b</word>"
                "<word xMin=\"9\" yMin=\"1\" xMax=\"2\" yMax=\"3\">c</word><word xMin=\"1e99");
    assert_span(extract(f)->text, "Kế hoạch tuyên truyền bầu cử đại biểu Quốc hội khóa mười lăm\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            columns_are_lines_of_their_own_in_the_order_they_were_written, start, stop),
        cmocka_unit_test_setup_teardown(a_number_that_a_line_broke_is_whole_and_other_hyphens_stay,
                                        start, stop),
        cmocka_unit_test_setup_teardown(raised_letters_stay_on_their_line, start, stop),
        cmocka_unit_test_setup_teardown(pages_have_their_places, start, stop),
        cmocka_unit_test_setup_teardown(turned_pages_read_upwards_and_downwards, start, stop),
        cmocka_unit_test_setup_teardown(legacy_letters_are_decoded_page_by_page, start, stop),
        cmocka_unit_test_setup_teardown(what_is_no_text_waits_for_ocr, start, stop),
        cmocka_unit_test_setup_teardown(damaged_places_are_read_over, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
