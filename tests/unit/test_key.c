/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "base/utf8.h"
#include "text/key.h"
#include "text/token.h"

static const struct {
    uint16_t lower, upper;
    char base, shape;
    uint8_t tone;
} letters[] = {
#define LETTER(lower, upper, base, shape, tone) {lower, upper, base, shape, tone},
#include "text/letter.def"
#undef LETTER
};
enum { LETTERS = sizeof letters / sizeof *letters };

static uint32_t mark_of(char shape)
{
    return shape == '^' ? 0x302 : shape == 'v' ? 0x306 : shape == 'w' ? 0x31B : 0x335;
}

static uint32_t tone_of(unsigned tone)
{
    static const uint32_t marks[] = {0, 0x301, 0x300, 0x309, 0x303, 0x323};
    return marks[tone];
}

static size_t put_all(char *out, const uint32_t *cps, size_t n)
{
    size_t len = 0;
    for (size_t i = 0; i < n; i++)
        if (cps[i])
            len += tc_utf8_put(out + len, cps[i]);
    return len;
}

static void check_key(tc_arena *arena, tc_span spelling, size_t i)
{
    tc_span accent, folded, norm_accent;
    tc_text *t;
    char want[8] = {letters[i].base, '\'', 0};
    size_t len = 2;
    if (letters[i].shape) {
        want[len++] = '0';
        want[len++] = letters[i].shape;
    }
    if (letters[i].tone)
        want[len++] = (char)('0' + letters[i].tone);
    want[len] = '\0';
    tc_key_make(arena, spelling, &accent, &folded);
    assert_span(accent, want);
    assert_int_equal(folded.len, 1);
    assert_int_equal(folded.ptr[0], letters[i].base);
    assert_int_equal(tc_text_normalize(&t, arena, spelling, NULL), TC_OK);
    tc_key_make(arena, t->norm, &norm_accent, &folded);
    assert_true(tc_span_eq(accent, norm_accent));
}

/* All 134 letters: composed, and with their marks behind them in both orders, on the bare
 * letter and on the half-composed ones; the normaliser gives the composed letter each time. */
static void test_letters(void **state)
{
    tc_arena arena;
    (void)state;
    assert_int_equal(LETTERS, 67);
    tc_arena_init(&arena);
    for (size_t i = 0; i < LETTERS; i++)
        for (int upper = 0; upper < 2; upper++) {
            uint32_t cp = upper ? letters[i].upper : letters[i].lower;
            uint32_t base = (uint32_t)(letters[i].base - (upper ? 0x20 : 0));
            uint32_t shape = letters[i].shape ? mark_of(letters[i].shape) : 0;
            uint32_t tone = tone_of(letters[i].tone);
            uint32_t half_shape = 0, half_tone = 0;
            for (size_t j = 0; j < LETTERS; j++) {
                uint32_t other = upper ? letters[j].upper : letters[j].lower;
                if (letters[j].base != letters[i].base)
                    continue;
                if (letters[j].shape == letters[i].shape && letters[j].tone == 0)
                    half_shape = other;
                if (letters[j].shape == 0 && letters[j].tone == letters[i].tone)
                    half_tone = other;
            }
            const uint32_t orders[][3] = {
                {cp, 0, 0},
                {base, shape, tone},
                {base, tone, shape},
                {half_shape, tone, 0},
                {half_tone, shape, 0},
            };
            for (size_t k = 0; k < 5; k++) {
                char text[16], composed[4];
                tc_text *t;
                if (orders[k][0] == 0)
                    continue;
                tc_span s = tc_span_make(text, put_all(text, orders[k], 3));
                check_key(&arena, s, i);
                assert_int_equal(tc_text_normalize(&t, &arena, s, NULL), TC_OK);
                tc_span one = tc_span_make(composed, tc_utf8_put(composed, cp));
                assert_true(tc_span_eq(t->norm, one));
            }
        }
    tc_arena_release(&arena);
}

typedef struct {
    const char *a, *b;
} pair;

static bool same_accent(tc_arena *arena, pair p)
{
    tc_span a, b, folded;
    tc_key_make(arena, tc_span_str(p.a), &a, &folded);
    tc_key_make(arena, tc_span_str(p.b), &b, &folded);
    return tc_span_eq(a, b);
}

/* Two spellings of one syllable (reference, section 6). */
static void test_pairs(void **state)
{
    static const pair same[] = {
        {"hòa", "hoà"},     {"khỏe", "khoẻ"},     {"thúy", "thuý"}, {"ủy", "uỷ"},
        {"bảo", "baỏ"},     {"nghiệm", "nghịêm"}, {"quả", "qủa"},   {"lượng", "lựơng"},
        {"kỷ", "kỉ"},       {"ký", "kí"},         {"lý", "lí"},     {"mỹ", "mĩ"},
        {"quý", "quí"},     {"sỹ", "sĩ"},         {"tỷ", "tỉ"},     {"hy", "hi"},
        {"vỹ", "vĩ"},       {"quýt", "quít"},     {"Đảng", "ĐẢNG"}, {"05", "5"},
        {"Quỳnh", "quình"},
    };
    static const pair different[] = {
        {"ý", "í"},       {"y", "i"},         {"yên", "iên"},   {"tay", "tai"}, {"thuy", "thui"},
        {"hoay", "hoai"}, {"đa", "da"},       {"bàn", "bán"},   {"bàn", "ban"}, {"bân", "băn"},
        {"mơ", "mô"},     {"hoá", "hòa"},     {"quay", "quai"}, {"dy", "di"},   {"lyn", "lin"},
        {"huy", "hui"},   {"khuyu", "khuiu"},
    };
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        print_message("%s = %s\n", same[i].a, same[i].b);
        assert_true(same_accent(&arena, same[i]));
    }
    for (size_t i = 0; i < sizeof different / sizeof *different; i++) {
        print_message("%s, %s\n", different[i].a, different[i].b);
        assert_false(same_accent(&arena, different[i]));
    }
    tc_arena_release(&arena);
}

static const pair keys[] = {
    {"đường", "duong'0d1w2w2"},
    {"ban", "ban'"},
    {"hòa", "hoa'2"},
    {"35", "35'"},
    {"Nguyễn", "nguyen'4^4"},
    {"quyết", "quyet'3^1"},
    {"trường", "truong'2w3w2"},
    {"müller", "muller'1:"},
    {"ｆｕｌｌ", "full'"},
    {"ﬁle", "file'"},
    {"мир", "мир'"},
    {"naïve", "naive'2:"},
    {"hòabình", "hoabinh'22"},
    {"đaklak", "daklak'0d"},
    {"00", "0'"},
};

static void test_keys(void **state)
{
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        tc_span accent, folded;
        tc_key_make(&arena, tc_span_str(keys[i].a), &accent, &folded);
        assert_span(accent, keys[i].b);
        assert_true(tc_span_starts(accent, folded) && accent.ptr[folded.len] == '\'');
    }
    tc_arena_release(&arena);
}

static bool matches(tc_arena *arena, const char *typed, const char *written)
{
    tc_span a, b, folded;
    tc_key_make(arena, tc_span_str(typed), &a, &folded);
    tc_key_make(arena, tc_span_str(written), &b, &folded);
    return tc_key_matches(a, b);
}

static void test_matches(void **state)
{
    static const pair yes[] = {
        {"quyet", "quyết"}, {"quyêt", "quyết"}, {"quyêt", "quyệt"}, {"quyết", "quyết"},
        {"quyét", "quyết"}, {"dang", "đảng"},   {"đang", "đảng"},   {"nhung", "những"},
        {"nhung", "nhũng"}, {"hoa", "hoà"},     {"hòa", "hoà"},     {"ky", "kỉ"},
        {"duong", "đường"}, {"dương", "đường"}, {"tuyên", "tuyến"}, {"a", "ạ"},
    };
    static const pair no[] = {
        {"quyết", "quyệt"}, {"quyết", "quyêt"}, {"đang", "dạng"},   {"nhũng", "những"},
        {"hoà", "hoá"},     {"bàn", "ban"},     {"bàn", "bần"},     {"bân", "ban"},
        {"hoa", "hoang"},   {"dường", "đường"}, {"quyét", "quyệt"}, {"ô", "ơ"},
    };
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        print_message("%s holds for %s\n", yes[i].a, yes[i].b);
        assert_true(matches(&arena, yes[i].a, yes[i].b));
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        print_message("%s does not hold for %s\n", no[i].a, no[i].b);
        assert_false(matches(&arena, no[i].a, no[i].b));
    }
    assert_true(tc_key_unmarked(TC_SPAN("quyet'")));
    assert_false(tc_key_unmarked(TC_SPAN("quyet'1")));
    tc_arena_release(&arena);
}

static const char valid[] =
    "a à ăn ấm ý yên yêu uống ủy uỷ oan oẳn uyên nghĩa nghiêng nghề ngành ngựa gì gìn giếng giết "
    "giữ già gia ghi ghế gà gỗ quý quốc quyết quyền quả quân quang quơ qua quỳnh khuỷu khuya "
    "huỵch hoạch thuở thuế trường đường đảng người nước được phường kỷ kỉ kế kạn hợp ích sách "
    "bức xoong moóc tuýp sạch huỳnh duyệt luật xuất truyền chuyển khoẻ khỏe ngoẻo bảo baỏ pin pa "
    "rượu hươu điều yếu việt anh ông êm ơn ước ưu tiên toàn quít huýt loắt choắt boong ngoằn";
static const char invalid[] =
    "quyet quyèt bàc sảch ca1 nge ngi ghà gha cế ci ce qa qế b ng ngh xyz abc w zô fa ja hh "
    "thuơng lươc2 iên iêu nghj bb quyeets nguoiwf aa ơng eng2 trươn2 ăo âi uơn ơo eu tieng2 "
    "hòá bâ ừơ đđ thanhg toanf sc ncc";

static void check_list(const char *list, bool want)
{
    const char *p = list;
    while (*p) {
        size_t n = strcspn(p, " ");
        if (tc_syllable_valid(tc_span_make(p, n)) != want) {
            print_error("%.*s\n", (int)n, p);
            fail();
        }
        p += n + (p[n] == ' ');
    }
}

static void test_syllables(void **state)
{
    (void)state;
    check_list(valid, true);
    check_list(invalid, false);
    assert_false(tc_syllable_valid(TC_SPAN("")));
    assert_false(tc_syllable_valid(TC_SPAN("Đảng"))); /* lower case only */
}

/* Every syllable that can be built from the letters is one key; only spellings of one sound
 * share it. */
static void test_no_collisions(void **state)
{
    static const char *const onsets[] = {"",   "b",  "c", "ch", "d",  "đ",  "g",   "gh", "gi", "h",
                                         "k",  "kh", "l", "m",  "n",  "ng", "ngh", "nh", "p",  "ph",
                                         "qu", "r",  "s", "t",  "th", "tr", "v",   "x"};
    static const char rimes[] =
#define RIMES(words) " " words
#include "text/rime.def"
#undef RIMES
        " ";
    tc_arena arena;
    tc_lexicon *lex;
    size_t syllables = 0, shared = 0;
    (void)state;
    tc_arena_init(&arena);
    assert_int_equal(tc_lexicon_new(&lex, NULL), TC_OK);
    for (size_t o = 0; o < sizeof onsets / sizeof *onsets; o++)
        for (const char *r = rimes + 1; *r; r += strcspn(r, " ") + 1)
            for (unsigned tone = 0; tone < 6; tone++) {
                char text[64];
                int len =
                    snprintf(text, sizeof text - 4, "%s%.*s", onsets[o], (int)strcspn(r, " "), r);
                /* the tone on the last vowel, wherever that is */
                size_t at = (size_t)len;
                while (at > 0 && strchr("cghmnpt", text[at - 1]) && text[at - 1])
                    at--;
                char tail[8];
                size_t tail_len = (size_t)len - at;
                memcpy(tail, text + at, tail_len);
                if (tone)
                    at += tc_utf8_put(text + at, tone_of(tone));
                memcpy(text + at, tail, tail_len);
                tc_text *t;
                const tc_word *w;
                assert_int_equal(
                    tc_text_normalize(&t, &arena, tc_span_make(text, at + tail_len), NULL), TC_OK);
                if (!tc_syllable_valid(t->norm))
                    continue;
                assert_int_equal(tc_lexicon_word(lex, t->norm, &w, NULL), TC_OK);
                syllables++;
                if (w->accent_id == w->id)
                    continue;
                const tc_word *other = tc_lexicon_at(lex, w->accent_id);
                /* i and y */
                bool iy = other->lower.len > 0 && other->id != w->id &&
                          other->folded_id == w->folded_id &&
                          memchr(w->folded.ptr, 'i', w->folded.len) != NULL;
                if (!iy)
                    print_error("%.*s, %.*s\n", (int)w->lower.len, w->lower.ptr,
                                (int)other->lower.len, other->lower.ptr);
                assert_true(iy);
                shared++;
            }
    print_message("%zu syllables, %zu of them second spellings with y\n", syllables, shared);
    assert_true(syllables > 10000 && shared > 20 && shared < 100);
    tc_lexicon_free(lex);
    tc_arena_release(&arena);
}

static void test_tones_in_place(void **state)
{
    static const char *const cases[][2] = {
        {"Ủy ban nhân dân tỉnh Thanh Hoá", "Ủy ban nhân dân tỉnh Thanh Hóa"},
        {"UỶ BAN, Hoà Bình; thuỷ lợi (khoẻ)", "ỦY BAN, Hòa Bình; thủy lợi (khỏe)"},
        {"quý hoàn giữ gìn nghĩa loài người", "quý hoàn giữ gìn nghĩa loài người"},
        {"café Müller H'Mông 35-NQ/TW", "café Müller H'Mông 35-NQ/TW"},
        {"baỏ", "bảo"},
        {"", ""},
        {"\xff hoà", "\xff hòa"},
    };
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_span got = tc_tones_in_place(&arena, tc_span_str(cases[i][0]));
        if (!tc_span_eq(got, tc_span_str(cases[i][1])))
            fail_msg("%s: %.*s", cases[i][0], (int)got.len, got.ptr);
    }
    tc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letters),        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_tones_in_place), cmocka_unit_test(test_keys),
        cmocka_unit_test(test_matches),        cmocka_unit_test(test_syllables),
        cmocka_unit_test(test_no_collisions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
