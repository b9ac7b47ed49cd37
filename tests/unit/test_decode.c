/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "base/utf8.h"
#include "text/decode.h"

static const char sentence[] =
    "Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị về đẩy mạnh học tập và làm "
    "theo tư tưởng, đạo đức, phong cách Hồ Chí Minh";

/* The sentence in each legacy set, written by other converters or by hand. */
static const struct {
    const char *charset, *bytes;
} legacy[] = {
    {"tcvn3", "Th\xF9"
              "c hi\xD6n Ch\xD8 th\xDE s\xE8 05-CT/TW, ng\xB5y 15/5/2016 c\xF1"
              "a B\xE9 Ch\xDDnh tr\xDE v\xD2 \xAE\xC8y m\xB9nh h\xE4"
              "c t\xCBp v\xB5 l\xB5m theo t\xAD t\xAD\xEBng, \xAE\xB9o \xAE\xF8"
              "c, phong c\xB8"
              "ch H\xE5 Ch\xDD Minh"},
    {"viscii", "Th\xF1"
               "c hi\xAEn Ch\xEF th\xB8 s\xAF 05-CT/TW, ng\xE0y 15/5/2016 c\xFC"
               "a B\xB5 Ch\xEDnh tr\xB8 v\xAB \xF0\xA6y m\xD5nh h\xF7"
               "c t\xA7p v\xE0 l\xE0m theo t\xDF t\xDF\xB7ng, \xF0\xD5o \xF0\xD1"
               "c, phong c\xE1"
               "ch H\xB0 Ch\xED Minh"},
    {"vps", "Th\xBF"
            "c hi\x8Cn Ch\xCC th\xCE s\xD3 05-CT/TW, ng\xE0y 15/5/2016 c\xFB"
            "a B\xB6 Ch\xEDnh tr\xCE v\x8A \xC7\xC4y m\xE5nh h\x86"
            "c t\xC6p v\xE0 l\xE0m theo t\xDC t\xDC\xAAng, \xC7\xE5o \xC7\xD9"
            "c, phong c\xE1"
            "ch H\xD2 Ch\xED Minh"},
    {"windows-1258", "Th\xFD\xF2"
                     "c hi\xEA\xF2n Chi\xD2 thi\xF2 s\xF4\xEC 05-CT/TW, ng\xE0y 15/5/2016 cu\xD2"
                     "a B\xF4\xF2 Ch\xEDnh tri\xF2 v\xEA\xCC \xF0\xE2\xD2y ma\xF2nh ho\xF2"
                     "c t\xE2\xF2p v\xE0 l\xE0m theo t\xFD t\xFD\xF5\xD2ng, \xF0"
                     "a\xF2o \xF0\xFD\xEC"
                     "c, phong c\xE1"
                     "ch H\xF4\xCC Ch\xED Minh"},
    {"vni", "Th\xF6\xEF"
            "c hie\xE4n Ch\xE6 th\xF2 so\xE1 05-CT/TW, nga\xF8y 15/5/2016 cu\xFB"
            "a Bo\xE4 Ch\xEDnh tr\xF2 ve\xE0 \xF1"
            "a\xE5y ma\xEFnh ho\xEF"
            "c ta\xE4p va\xF8 la\xF8m theo t\xF6 t\xF6\xF4\xFBng, \xF1"
            "a\xEFo \xF1\xF6\xF9"
            "c, phong ca\xF9"
            "ch Ho\xE0 Ch\xED Minh"},
    {"viqr",
     "Thu+.c hie^.n Chi? thi. so^' 05-CT/TW, nga`y 15/5/2016 cu?a Bo^. Chi'nh tri. ve^` dda^?y "
     "ma.nh ho.c ta^.p va` la`m theo tu+ tu+o+?ng, dda.o ddu+'c, phong ca'ch Ho^` Chi' Minh"}};
enum { LEGACY = sizeof legacy / sizeof *legacy };

static tc_decoded decode(tc_buf *out, tc_span bytes, const char *charset)
{
    tc_decoded info = {0};
    tc_error err = TC_ERROR_INIT;
    tc_buf_reset(out);
    assert_status(tc_decode(out, bytes, charset, &info, &err), TC_OK, &err);
    assert_int_equal(tc_utf8_valid_prefix(tc_buf_span(out)), out->len);
    return info;
}

static void test_legacy(void **state)
{
    tc_buf out;
    (void)state;
    tc_buf_init(&out, 0);
    for (size_t i = 0; i < LEGACY; i++) {
        print_message("%s\n", legacy[i].charset);
        tc_decoded named = decode(&out, tc_span_str(legacy[i].bytes), legacy[i].charset);
        assert_span(tc_buf_span(&out), sentence);
        assert_string_equal(named.charset, legacy[i].charset);
        assert_int_equal(named.replaced, 0);
        tc_decoded found = decode(&out, tc_span_str(legacy[i].bytes), NULL);
        assert_string_equal(found.charset, legacy[i].charset);
        assert_span(tc_buf_span(&out), sentence);
    }
    tc_buf_release(&out);
}

/* The bytes taken for windows-1252 and kept as UTF-8: what copying out of an old document gives. */
static void test_visible(void **state)
{
    tc_buf seen, out;
    tc_decoded info;
    (void)state;
    tc_buf_init(&seen, 0);
    tc_buf_init(&out, 0);
    for (size_t i = 0; i < LEGACY; i++) {
        decode(&seen, tc_span_str(legacy[i].bytes), "windows-1252");
        tc_decoded found = decode(&out, tc_buf_span(&seen), NULL);
        assert_string_equal(found.charset, legacy[i].charset);
        assert_span(tc_buf_span(&out), sentence);
        tc_buf_reset(&out);
        assert_int_equal(
            tc_decode_visible(&out, tc_buf_span(&seen), legacy[i].charset, &info, NULL), TC_OK);
        assert_span(tc_buf_span(&out), sentence);
    }
    /* real Unicode inside stays */
    tc_buf_reset(&out);
    assert_int_equal(tc_decode_visible(&out, TC_SPAN("Céng hoµ – Việt 漢"), "tcvn3", &info, NULL),
                     TC_OK);
    assert_span(tc_buf_span(&out), "Cộng hoà – Việt 漢");
    tc_buf_reset(&out);
    assert_int_equal(tc_decode_visible(&out, TC_SPAN("céng hoµ"), "tcvn3-caps", &info, NULL),
                     TC_OK);
    assert_span(tc_buf_span(&out), "CỘNG HOÀ");
    /* and Unicode that reads well is no legacy text, whatever else is in it */
    static const char quoted[] = "Thay thế cụm từ “kế hoạch” bằng cụm từ “chương trình” tại các "
                                 "điều khoản sau đây của Nghị định số 30/2020/NĐ-CP về công tác "
                                 "văn thư, lưu trữ của các cơ quan nhà nước: “Điều 1”, “Điều 2”";
    tc_buf_reset(&out);
    assert_int_equal(tc_decode_visible(&out, tc_span_str(quoted), NULL, &info, NULL), TC_OK);
    assert_string_equal(info.charset, "utf-8");
    assert_span(tc_buf_span(&out), quoted);
    assert_int_equal(tc_decode_visible(&out, TC_SPAN("x"), "klingon", &info, NULL),
                     TC_EUNSUPPORTED);
    tc_buf_release(&seen);
    tc_buf_release(&out);
}

static void capitals_of_tcvn3_are_whole_again(void **state)
{
    (void)state;
    static const struct {
        const char *seen, *text;
    } cases[] = {
        {"TØNH ñY S¤NG LAM\t§¶NG CéNG S¶N VIÖT NAM", "TỈNH ỦY SÔNG LAM\tĐẢNG CỘNG SẢN VIỆT NAM"},
        {"KÕ HO¹CH", "KẾ HOẠCH"},
        {"PHã BÝ TH¦ TH¦êNG TRùC", "PHÓ BÍ THƯ THƯỜNG TRỰC"},
        {"T/M BAN TH¦êNG Vô", "T/M BAN THƯỜNG VỤ"},
        /* what is no word in capitals, or may be either, stays */
        {"Sè 31-KH/TU", "Số 31-KH/TU"},
        {"Bé GD§T vµ Së VHTT", "Bộ GDĐT và Sở VHTT"},
        {"KÕ ho¹ch\nTæ CHøC", "Kế hoạch\nTỔ CHỨC"},
        {"ý kiÕn cña Bé TµI CHÝNH", "ý kiến của Bộ TÀI CHÍNH"},
        {"", ""},
    };
    tc_buf out;
    tc_buf_init(&out, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_decoded info;
        tc_buf_reset(&out);
        assert_int_equal(tc_decode_visible(&out, tc_span_str(cases[i].seen), "tcvn3", &info, NULL),
                         TC_OK);
        assert_span(tc_buf_span(&out), cases[i].text);
    }
    tc_buf_release(&out);
}

static void test_fonts(void **state)
{
    (void)state;
    assert_string_equal(tc_charset_of_font(TC_SPAN(".VnTime")), "tcvn3");
    assert_string_equal(tc_charset_of_font(TC_SPAN(".VnTimeH")), "tcvn3-caps");
    assert_string_equal(tc_charset_of_font(TC_SPAN("VNI-Times")), "vni");
    assert_string_equal(tc_charset_of_font(TC_SPAN("VPS Times")), "vps");
    assert_null(tc_charset_of_font(TC_SPAN("Times New Roman")));
    assert_null(tc_charset_of_font(TC_SPAN("")));
}

typedef struct {
    tc_span bytes;
    const char *charset, *text, *found;
    size_t replaced;
    bool bom;
} byte_case;

#define BYTES(s) TC_SPAN_LIT(s)
static const byte_case cases[] = {
    {BYTES(""), NULL, "", "utf-8", 0, false},
    {BYTES("abc"), NULL, "abc", "utf-8", 0, false},
    {BYTES("Kế hoạch"), NULL, "Kế hoạch", "utf-8", 0, false},
    {BYTES("\xEF\xBB\xBFKế"), NULL, "Kế", "utf-8", 0, true},
    {BYTES("\xFF\xFEK\0\xBF\x1E"), NULL, "Kế", "utf-16le", 0, true},
    {BYTES("\xFE\xFF\0K\x1E\xBF"), NULL, "Kế", "utf-16be", 0, true},
    {BYTES("\xFF\xFE=\xD8\0\xDE"), NULL, "\xF0\x9F\x98\x80", "utf-16le", 0, true},
    {BYTES("\xFF\xFE=\xD8x\0y"), NULL, "\xEF\xBF\xBDx\xEF\xBF\xBD", "utf-16le", 2, true},
    {BYTES("K\0\xBF\x1E \0h\0o\0"), NULL, "Kế ho", "utf-16le", 0, false},
    {BYTES("\0K\x1E\xBF\0 \0h\0o"), NULL, "Kế ho", "utf-16be", 0, false},
    {BYTES("\xFF\xFE\0\0K\0\0\0"), NULL, "K", "UTF-32LE", 0, true},
    /* damaged UTF-8 stays UTF-8; one sign for each piece of damage */
    {BYTES("Đảng bộ tỉnh Lai Châu, Ủy ban nhân dân tỉnh Lai Châu, Thường trực Tỉnh ủy \xE1\xBA xã "
           "\xFF"),
     NULL,
     "Đảng bộ tỉnh Lai Châu, Ủy ban nhân dân tỉnh Lai Châu, Thường trực Tỉnh ủy \xEF\xBF\xBD xã "
     "\xEF\xBF\xBD",
     "utf-8", 2, false},
    {BYTES("a\xC3(\xE1\xBA(\xF0\x9F\x98(\x80\x80"), "utf-8",
     "a\xEF\xBF\xBD(\xEF\xBF\xBD(\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD", "utf-8", 5, false},
    {BYTES("caf\xE9 \x93na\xEFve\x94"), NULL, "café “naïve”", "windows-1252", 0, false},
    {BYTES("caf\xE9 \x93x\x94"), "ISO-8859-1", "café “x”", "windows-1252", 0, false},
    {BYTES("\xEF\xBB\xBFKế"), "windows-1252", "Kế", "utf-8", 0, true},
    {BYTES("\x93\xFA\x96{"), "Shift_JIS", "日本", "Shift_JIS", 0, false},
    {BYTES("x\x81"), "shift_jis", "x\xEF\xBF\xBD", "Shift_JIS", 1, false},
};

static void test_bytes(void **state)
{
    tc_buf out;
    (void)state;
    tc_buf_init(&out, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("case %zu\n", i);
        tc_decoded info = decode(&out, cases[i].bytes, cases[i].charset);
        assert_span(tc_buf_span(&out), cases[i].text);
        assert_string_equal(info.charset, cases[i].found);
        assert_int_equal(info.replaced, cases[i].replaced);
        assert_int_equal(info.bom, cases[i].bom);
    }
    tc_buf_release(&out);
}

static void test_refused(void **state)
{
    tc_buf out;
    (void)state;
    tc_buf_init(&out, 16);
    assert_int_equal(tc_decode(&out, TC_SPAN("x"), "klingon", NULL, NULL), TC_EUNSUPPORTED);
    assert_int_equal(tc_decode(&out, TC_SPAN("0123456789abcdefg"), NULL, NULL, NULL), TC_ETOOBIG);
    tc_buf_release(&out);
}

/* Texts that are no legacy Vietnamese stay what they are. */
static void test_not_legacy(void **state)
{
    static const char *const texts[] = {
        "The quick brown fox. Isn't it? Yes. (It is.) No. Do. Go.",
        "Le café a été fermé très tôt à Noël, dès l'été; où êtes-vous allés?",
        "Ke hoach so 30. Phong chong tham nhung. Ha Noi. Lai Chau.",
        "f(x) = a^2 + b^2; i++; a[i] = ~b; go to (a)",
        "ü ö ä ß — Straße, Müller, schön",
        "Giá bán khí gas tháng 1.",
        "Hà và khó.",
        "Phòng Hành chính",
    };
    tc_buf out, bytes;
    (void)state;
    tc_buf_init(&out, 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        tc_decoded info = decode(&out, tc_span_str(texts[i]), NULL);
        assert_string_equal(info.charset, "utf-8");
        assert_span(tc_buf_span(&out), texts[i]);
    }
    tc_buf_init(&bytes, 0);
    tc_span french = tc_span_str(texts[1]);
    for (size_t pos = 0; pos < french.len;)
        tc_buf_addc(&bytes, (char)tc_utf8_next(french, &pos)); /* as Latin-1 */
    tc_decoded info = decode(&out, tc_buf_span(&bytes), NULL);
    assert_string_equal(info.charset, "windows-1252");
    assert_span(tc_buf_span(&out), texts[1]);
    tc_buf_release(&bytes);
    tc_buf_release(&out);
}

static void test_binary(void **state)
{
    char noise[1000];
    (void)state;
    memset(noise, 0, sizeof noise);
    assert_int_equal(tc_decode_binary_share(tc_span_make(noise, 1000)), 1000);
    memset(noise, 'x', 900);
    assert_int_equal(tc_decode_binary_share(tc_span_make(noise, 1000)), 100);
    assert_int_equal(tc_decode_binary_share(TC_SPAN("a\tb\r\nc\f")), 0);
    assert_int_equal(tc_decode_binary_share(TC_SPAN("")), 0);
}

/* Whatever the bytes, the result is well-formed. */
static void test_noise(void **state)
{
    static const char *const sets[] = {NULL,           "utf-8",        "utf-16le", "tcvn3",
                                       "vni",          "viscii",       "vps",      "viqr",
                                       "windows-1258", "windows-1252", "gb18030"};
    uint32_t seed = 7;
    tc_buf out;
    (void)state;
    tc_buf_init(&out, 0);
    for (int round = 0; round < 3000; round++) {
        char bytes[64];
        size_t len = (size_t)round % sizeof bytes;
        for (size_t i = 0; i < len; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = (char)(seed >> 24);
        }
        decode(&out, tc_span_make(bytes, len), sets[(size_t)round % (sizeof sets / sizeof *sets)]);
    }
    tc_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_legacy),
        cmocka_unit_test(test_visible),
        cmocka_unit_test(capitals_of_tcvn3_are_whole_again),
        cmocka_unit_test(test_fonts),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_not_legacy),
        cmocka_unit_test(test_binary),
        cmocka_unit_test(test_noise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
