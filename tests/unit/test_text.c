/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include <unistd.h>

#include "base/utf8.h"
#include "text/normal.h"
#include "text/text.h"

typedef struct {
    const char *source, *norm;
} pair;

static tc_text *normalize(tc_arena *arena, tc_span source)
{
    tc_text *t = NULL;
    tc_error err = TC_ERROR_INIT;
    assert_status(tc_text_normalize(&t, arena, source, &err), TC_OK, &err);
    return t;
}

static const pair pairs[] = {
    {"", ""},
    {"Kế hoạch số 30-KH/ThU – “Đảng bộ”…", "Kế hoạch số 30-KH/ThU – “Đảng bộ”…"},
    {"Ke\xCC\x82\xCC\x81 hoa\xCC\xA3"
     "ch",
     "Kế hoạch"},
    /* marks in the wrong order, tone on the letter already */
    {"e\xCC\x81\xCC\x82", "ế"},
    {"\xC3\xA9\xCC\x82", "ế"},
    {"e\xCC\xA3\xCC\x82 \xE1\xBA\xB9\xCC\x82", "ệ ệ"},
    {"o\xCC\x81\xCC\x9B", "ớ"},
    {"a\xCC\x86\xCC\xA3", "ặ"},
    {"\xC3\xA1\xCC\x81", "á"},
    {"\xC3\xBD\xCD\x81 a\xCD\x80", "ý à"},
    {"d\xCC\xB5i D\xCC\xB5I", "đi ĐI"},
    /* no Vietnamese letters: as NFC has them, shape marks first */
    {"x\xCC\x81\xCC\x82", "x\xCC\x82\xCC\x81"},
    {"i\xCC\x82", "\xC3\xAE"},
    {"\xE2\x84\xA6 \xE2\x84\xAB", "\xCE\xA9 \xC3\x85"},
    {"\xE1\x84\x80\xE1\x85\xA1", "\xEA\xB0\x80"},
    /* look-alikes */
    {"Ðảng ðể Ɖồng MÔI TRƢỜNG tƣ Ƣ\xCC\x80", "Đảng để Đồng MÔI TRƯỜNG tư Ừ"},
    /* zero width, soft hyphens */
    {"\xEF\xBB\xBFHà\xE2\x80\x8B Nội", "Hà Nội"},
    {"ho\xE2\x80\x8D\xCC\x81", "hó"},
    {"\xE2\x80\x8B\xE2\x80\x8B\xE2\x81\xA0", ""},
    {"co\xC2\xADoperation", "cooperation"},
    {"35\xC2\xADNQ/TW", "35-NQ/TW"},
    {"30/2020/NĐ\xC2\xAD"
     "CP",
     "30/2020/NĐ-CP"},
    {"\xC2\xAD Tăng cường", "- Tăng cường"},
    {"2020\xC2\xAD"
     "2025",
     "2020-2025"},
    /* line ends */
    {"a\r\nb\rc\r\r\nd", "a\nb\nc\n\nd"},
    {"a\xE2\x80\xA8"
     "b\xE2\x80\xA9"
     "c\xC2\x85"
     "d",
     "a\nb\nc\nd"},
    {"a\xC2\xA0\tb\x01\f", "a\xC2\xA0\tb\x01\f"},
    /* emphasis inside words and numbers; not between words, before footnotes, in products */
    {"quy**ề**n QUY****ẾT **C****ỘNG *(K**ý** x****ác H**Ộ**I",
     "quyền QUYẾT **CỘNG *(Ký** xác HỘI"},
    {"202**5*, **1**52/2025, QH**1**5", "2025*, **152/2025, QH**15"},
    {"quy\xE2\x80\x8B**e\xCC\x82\xCC\x80**n\r\nta\xE2\x80\x8Bi**\xE2\x80\x8B*", "quyền\ntai***"},
    {"Nghị quyết**số** 15, UBND**tỉnh, nghệ*3, TRỢ**5, 2*3, m**3, đ**ề****án",
     "Nghị quyết**số** 15, UBND**tỉnh, nghệ*3, TRỢ**5, 2*3, m**3, đề****án"},
};

static void test_pairs(void **state)
{
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        tc_text *t = normalize(&arena, tc_span_str(pairs[i].source));
        assert_span(t->norm, pairs[i].norm);
        /* what is normal stays */
        tc_text *again = normalize(&arena, t->norm);
        assert_ptr_equal(again->norm.ptr, t->norm.ptr);
        assert_int_equal(again->point_count, 0);
    }
    tc_arena_release(&arena);
}

static void test_refused(void **state)
{
    static const char *const bad[] = {"a\xFF",    "\xC3",         "a\xE1\xBA",
                                      "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80"};
    tc_arena arena;
    tc_text *t;
    (void)state;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(tc_text_normalize(&t, &arena, tc_span_str(bad[i]), NULL), TC_EUTF8);
    arena.limit = 1 << 18;
    char *big = malloc(1 << 20);
    assert_non_null(big);
    memset(big, '\r', 1 << 20);
    assert_int_equal(tc_text_normalize(&t, &arena, tc_span_make(big, 1 << 20), NULL), TC_ENOMEM);
    free(big);
    tc_arena_release(&arena);
}

/* The map, against the definition: ranges are ascending and cover what made them; nothing that
 * is no deletion lies between two neighbours; no character is cut. */
static bool on_border(tc_span s, size_t n)
{
    return n == s.len || ((unsigned char)s.ptr[n] & 0xC0) != 0x80;
}

static void check_map(const tc_text *t)
{
    size_t last_end = 0, pos = 0;
    while (pos < t->norm.len) {
        size_t start = pos;
        uint32_t cp = tc_utf8_next(t->norm, &pos);
        tc_range r = tc_text_source_range(t, (tc_range){start, pos});
        assert_true(r.start < r.end && r.end <= t->source.len);
        assert_true(on_border(t->source, r.start) && on_border(t->source, r.end));
        assert_true(r.start >= last_end || start > 0);
        assert_int_equal(tc_text_source_offset(t, start), r.start);
        /* a character that stands alone in its range and is plain is itself */
        size_t from = r.start;
        if (cp < 0x80 && r.end == r.start + 1 && cp != '\n' && cp != '-')
            assert_int_equal(tc_utf8_next(t->source, &from), cp);
        /* every offset inside means the same character */
        for (size_t in = start; in < pos; in++)
            assert_int_equal(tc_text_source_offset(t, in), r.start);
        size_t back = tc_text_norm_offset(t, r.start);
        assert_true(back <= start);
        assert_true(on_border(t->norm, back));
        last_end = r.end;
    }
    size_t last = 0;
    for (size_t s = 0; s <= t->source.len; s++) {
        size_t n = tc_text_norm_offset(t, s);
        assert_true(n >= last && n <= t->norm.len && on_border(t->norm, n));
        last = n;
    }
    last = 0;
    for (size_t n = 0; n <= t->norm.len; n++) {
        size_t s = tc_text_source_offset(t, n);
        assert_true(s >= last && s <= t->source.len);
        last = s;
    }
    assert_int_equal(tc_text_source_offset(t, t->norm.len), t->source.len);
    tc_range all = tc_text_source_range(t, (tc_range){0, t->norm.len});
    assert_true(all.end <= t->source.len);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* Random texts of the pieces that normalisation cares about. */
static void test_map_property(void **state)
{
    static const char *const pieces[] = {"a",
                                         "e",
                                         "o",
                                         " ",
                                         "\n",
                                         "d",
                                         "5",
                                         "-",
                                         "H",
                                         "ế",
                                         "ơ",
                                         "đ",
                                         "é",
                                         "–",
                                         "“",
                                         "Ð",
                                         "Ƣ",
                                         "ƣ",
                                         "\r",
                                         "\r\n",
                                         "\xCC\x81",
                                         "\xCC\x82",
                                         "\xCC\x9B",
                                         "\xCC\xA3",
                                         "\xCC\x86",
                                         "\xCC\xB5",
                                         "\xCC\x88",
                                         "\xE2\x80\x8B",
                                         "\xEF\xBB\xBF",
                                         "\xC2\xAD",
                                         "\xE2\x80\xA8",
                                         "\xC2\xA0",
                                         "漢",
                                         "ก",
                                         "\xF0\x9F\x98\x80",
                                         "\xE1\x84\x80",
                                         "\xE1\x85\xA1",
                                         "\xE2\x84\xAB",
                                         "nghị quyết"};
    tc_arena arena;
    uint32_t seed = 20240507;
    (void)state;
    tc_arena_init(&arena);
    for (int round = 0; round < 10000; round++) {
        char text[512];
        size_t len = 0, count = next_random(&seed) % 24;
        for (size_t i = 0; i < count; i++) {
            const char *piece = pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        tc_text *t = normalize(&arena, tc_span_make(text, len));
        check_map(t);
        tc_text *again = normalize(&arena, t->norm);
        assert_true(tc_span_eq(again->norm, t->norm));
        tc_arena_reset(&arena);
    }
    tc_arena_release(&arena);
}

static void test_map_examples(void **state)
{
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    /* H a+grave _ zwsp N CR LF x */
    tc_text *t = normalize(&arena, TC_SPAN("Ha\xCC\x80 \xE2\x80\x8BN\r\nx"));
    assert_span(t->norm, "Hà N\nx");
    tc_range a = tc_text_source_range(t, (tc_range){1, 3});
    assert_int_equal(a.start, 1);
    assert_int_equal(a.end, 4);
    tc_range blank = tc_text_source_range(t, (tc_range){3, 4});
    assert_int_equal(blank.end, 5); /* without the zero-width space */
    tc_range n = tc_text_source_range(t, (tc_range){4, 5});
    assert_int_equal(n.start, 8);
    assert_int_equal(n.end, 9);
    assert_int_equal(tc_text_source_offset(t, 5), 10);
    assert_int_equal(tc_text_norm_offset(t, 5), 4);
    assert_int_equal(tc_text_norm_offset(t, 8), 4);
    assert_int_equal(tc_text_norm_offset(t, 11), 6);
    tc_arena_release(&arena);
}

/* Time may grow with the length only: a megabyte of one nuisance each. */
static void test_long_runs(void **state)
{
    static const char *const nuisance[] = {
        "\xCC\x81", "\xE2\x80\x8B", "a\xCC\x81",       "\r\n", "e\xCC\x81\xCC\x82\xE2\x80\x8B",
        "\xC2\xAD", "\xE1\x85\xA1", "\xCC\x81\xCC\x82"};
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof nuisance / sizeof *nuisance; i++) {
        size_t len = strlen(nuisance[i]), total = len * 200000;
        char *text = malloc(total);
        assert_non_null(text);
        for (size_t at = 0; at < total; at += len)
            memcpy(text + at, nuisance[i], len);
        normalize(&arena, tc_span_make(text, total));
        tc_arena_reset(&arena);
        free(text);
    }
    tc_arena_release(&arena);
}

static void test_case(void **state)
{
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    assert_span(tc_text_upper(&arena, TC_SPAN("Thực hiện Chỉ thị 05-CT/TW, ưu đãi")),
                "THỰC HIỆN CHỈ THỊ 05-CT/TW, ƯU ĐÃI");
    assert_span(tc_text_lower(&arena, TC_SPAN("ĐẢNG BỘ TỈNH LAI CHÂU")), "đảng bộ tỉnh lai châu");
    assert_span(tc_text_lower(&arena, TC_SPAN("ÀÝỸỴ – ΣΑΣ Ü")), "àýỹỵ – σας ü");
    assert_span(tc_text_upper(&arena, TC_SPAN("straße ü")), "STRASSE Ü");
    assert_span(tc_text_lower(&arena, TC_SPAN("")), "");
    assert_span(tc_text_squeeze(&arena, TC_SPAN(" \n Kế\t\xC2\xA0hoạch \r\n số ")), "Kế hoạch số");
    assert_span(tc_text_squeeze(&arena, TC_SPAN(" \n ")), "");
    assert_span(tc_text_slug(&arena, TC_SPAN("  Đảng bộ tỉnh Lai Châu (khóa XIV) "), '-'),
                "dang-bo-tinh-lai-chau-khoa-xiv");
    assert_span(tc_text_slug(&arena, TC_SPAN("30-KH/ThU"), '_'), "30_kh_thu");
    assert_span(tc_text_slug(&arena, TC_SPAN("— … —"), '-'), "");
    tc_arena_release(&arena);
}

/* ICU orders marks in quadratic time: without a ceiling this text takes minutes. */
static void heaps_of_marks_do_not_hang(void **state)
{
    (void)state;
    enum { MARKS = 200000 };
    tc_arena arena;
    tc_arena_init(&arena);
    char *heap = tc_arena_alloc(&arena, 1 + 4 * MARKS);
    heap[0] = 'a';
    for (size_t i = 0; i < MARKS; i++) {
        memcpy(heap + 1 + 2 * i, "\xCC\x81", 2);
        memcpy(heap + 1 + 2 * (MARKS + i), "\xCC\xA3", 2);
    }
    tc_text *text;
    tc_error err = TC_ERROR_INIT;
    alarm(20);
    assert_status(tc_text_normalize(&text, &arena, tc_span_make(heap, 1 + 4 * MARKS), &err), TC_OK,
                  &err);
    alarm(0);
    assert_int_equal(text->norm.len, 1 + 4 * MARKS);
    tc_arena_release(&arena);
}

/* A character that has to be looked at stops the quick scan wherever it stands. */
static void what_is_not_plain_is_seen_at_each_place_of_a_line(void **state)
{
    (void)state;
    const tc_span line = TC_SPAN("Đảng bộ tỉnh Quảng Ngãi tổ chức đại hội lần thứ 20 trước 30/9.");
    for (uint32_t cp = 1; cp < 0x10000; cp += cp < 0x2100 ? 1 : 61) {
        if (cp >= 0xD800 && cp < 0xE000)
            continue;
        char letter[4], text[128];
        size_t len = tc_utf8_put(letter, cp);
        bool plain = tc_plain_run(tc_span_make(letter, len), 0) == len;
        for (size_t at = 0; at <= line.len; at++) {
            if (tc_utf8_floor(line, at) != at)
                continue;
            memcpy(text, line.ptr, at);
            memcpy(text + at, letter, len);
            memcpy(text + at + len, line.ptr + at, line.len - at);
            size_t run = tc_plain_run(tc_span_make(text, line.len + len), 0);
            if (run != (plain ? line.len + len : at))
                fail_msg("U+%04X at %zu: %zu", (unsigned)cp, at, run);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(what_is_not_plain_is_seen_at_each_place_of_a_line),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_map_examples),
        cmocka_unit_test(test_map_property),
        cmocka_unit_test(test_long_runs),
        cmocka_unit_test(test_case),
        cmocka_unit_test(heaps_of_marks_do_not_hang),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
