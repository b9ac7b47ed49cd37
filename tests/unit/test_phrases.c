/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases over words, and the helpers of plan/reading.c: sentences, text of a token range. */
#include "plan/internal.h"
#include "tests/unit/unit.h"

static const tc_phrase phrases[] = {
    {"căn cứ", 1},           {"căn cứ pháp lý", 2},         {"cần cù", 3},          {"ban", 4},
    {"an toàn, vệ sinh", 5}, {"lao động - thương binh", 6}, {"thông tin (mật)", 7}, {"điều 5", 8},
};

typedef struct {
    tc_arena arena;
    tc_lexicon *lexicon;
    tc_phrases *phrases;
    tc_reading reading;
} world;

static void open_world(world *w, const char *text, bool unmarked)
{
    tc_error err = TC_ERROR_INIT;
    memset(w, 0, sizeof *w);
    tc_arena_init(&w->arena);
    assert_status(tc_lexicon_new(&w->lexicon, &err), TC_OK, &err);
    assert_status(
        tc_phrases_new(&w->phrases, w->lexicon, phrases, sizeof phrases / sizeof *phrases, &err),
        TC_OK, &err);
    tc_lexicon_keep(w->lexicon);
    tc_text *norm;
    tc_tokens *tokens;
    assert_status(tc_text_normalize(&norm, &w->arena, tc_span_str(text), &err), TC_OK, &err);
    assert_status(tc_tokenize(&tokens, &w->arena, w->lexicon, norm, &err), TC_OK, &err);
    w->reading.arena = &w->arena;
    w->reading.tokens = tokens;
    w->reading.unmarked = unmarked;
}

static void close_world(world *w)
{
    tc_phrases_free(w->phrases);
    tc_lexicon_free(w->lexicon);
    tc_arena_release(&w->arena);
}

static void matching(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool unmarked;
        int value;
        size_t next;
    } rows[] = {
        {"Căn cứ Luật", false, 1, 2},
        {"CĂN CỨ PHÁP LÝ khác", false, 2, 4},
        {"căn cứ pháp luật", false, 1, 2}, /* falls back to the shorter one */
        {"căn\ncứ", false, 1, 2},
        {"căn, cứ", false, -1, 0},
        {"can cu phap ly", false, -1, 0},
        {"can cu phap ly", true, 2, 4},
        {"căn cu", true, -1, 0},         /* a marked word is a promise */
        {"can cu lam viec", true, 1, 2}, /* of phrases that fold alike the first one */
        {"cần cù", true, 3, 2},
        {"Ban chỉ đạo", false, 4, 1},
        {"bán", false, -1, 0},
        {"an toàn, vệ sinh lao động", false, 5, 5},
        {"an toàn vệ sinh", false, -1, 0},
        {"Lao động – Thương binh", false, 6, 5}, /* every dash */
        {"Lao động-Thương binh", false, 6, 5},
        {"thông tin (mật)", false, 7, 5},
        {"Điều 5", false, 8, 2},
        {"Điều 6", false, -1, 0},
        {"", false, -1, 0},
        {"căn", false, -1, 0},
        {"kế hoạch", false, -1, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        world w;
        open_world(&w, rows[i].text, rows[i].unmarked);
        size_t next = 0;
        int value = tc_phrase_at(&w.reading, w.phrases, 0, &next);
        if (value != rows[i].value || next != rows[i].next)
            fail_msg("%s: %d, %zu", rows[i].text, value, next);
        close_world(&w);
    }
}

static void faulty_phrases(void **state)
{
    (void)state;
    static const tc_phrase bad[] = {{"", 1}, {"-", 1}, {"a", -1}, {", a", 1}};
    tc_error err = TC_ERROR_INIT;
    tc_lexicon *lexicon;
    assert_status(tc_lexicon_new(&lexicon, &err), TC_OK, &err);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tc_phrases *p;
        assert_status(tc_phrases_new(&p, lexicon, &bad[i], 1, &err), TC_EINTERNAL, &err);
    }
    tc_phrases_free(NULL);
    tc_lexicon_free(lexicon);
}

/* The sentence around the word "đây". */
static void sentences(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentence;
    } rows[] = {
        {"Câu trước. Câu ở đây. Câu sau.", "Câu ở đây."},
        {"a; ở đây; b", "ở đây;"},
        {"Tại TP. Lai Châu đây có. Hết.", "Tại TP. Lai Châu đây có."},
        {"Ngày 7.5.1954 ở đây là 3.500 người. Hết", "Ngày 7.5.1954 ở đây là 3.500 người."},
        {"1. Mục một ở đây\n2. Mục hai", "1. Mục một ở đây"},
        {"- ý một\n- ý hai ở đây\n- ý ba", "- ý hai ở đây"},
        {"a) ý một\nb) ý hai ở\nđây\nc) ý ba", "b) ý hai ở\nđây"},
        {"đoạn một\n\nđoạn hai ở đây\n\nđoạn ba", "đoạn hai ở đây"},
        {"đây", "đây"},
        {"theo C. Mác ở đây thì đúng! Hết", "theo C. Mác ở đây thì đúng!"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        world w;
        open_world(&w, rows[i].text, false);
        size_t at = 0, from, to;
        while (!tc_span_eq(tc_token_span(w.reading.tokens, at), TC_SPAN("đây")))
            at++;
        tc_reading_sentence(&w.reading, at, at + 1, &from, &to);
        tc_range range = tc_reading_range(&w.reading, from, to);
        assert_span(tc_span_sub(tc_span_str(rows[i].text), range.start, range.end),
                    rows[i].sentence);
        close_world(&w);
    }
}

static void text_without_furniture(void **state)
{
    (void)state;
    world w;
    open_world(&w, "một  hai\nTrang 2\nba\tbốn", false);
    uint8_t classes[] = {TC_LINE_BODY, TC_LINE_FURNITURE, TC_LINE_BODY};
    uint32_t sections[] = {TC_NO_SECTION, TC_NO_SECTION, 7};
    w.reading.line_class = classes;
    w.reading.line_section = sections;
    assert_span(tc_reading_text(&w.reading, 0, w.reading.tokens->len), "một hai ba bốn");
    assert_span(tc_reading_text(&w.reading, 1, 2), "hai");
    assert_span(tc_reading_text(&w.reading, 2, 2), "");
    assert_int_equal(tc_reading_line(&w.reading, 0), 0);
    assert_int_equal(tc_reading_line(&w.reading, 3), 1);
    assert_int_equal(tc_reading_section(&w.reading, 0), TC_NO_SECTION);
    assert_int_equal(tc_reading_section(&w.reading, 5), 7);
    assert_int_equal(tc_reading_section(&w.reading, 99), TC_NO_SECTION);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matching),
        cmocka_unit_test(faulty_phrases),
        cmocka_unit_test(sentences),
        cmocka_unit_test(text_without_furniture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
