/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letters of a text alone: what stands side by side in it must do so there. */
#include "tests/unit/unit.h"

#include <dirent.h>

#include "text/skim.h"
#include "text/token.h"

enum { RUN = 3, MOST_LETTERS = 64 };

typedef struct {
    tc_arena arena;
    tc_lexicon *lexicon;
    tc_error err;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    *state = f;
    tc_arena_init(&f->arena);
    return tc_lexicon_new(&f->lexicon, &f->err) != TC_OK;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    tc_lexicon_free(f->lexicon);
    tc_arena_release(&f->arena);
    free(f);
    return 0;
}

static tc_tokens *tokens_of(fixture *f, tc_span text)
{
    tc_text *norm;
    tc_tokens *t;
    assert_status(tc_text_normalize(&norm, &f->arena, text, &f->err), TC_OK, &f->err);
    assert_status(tc_tokenize(&t, &f->arena, f->lexicon, norm, &f->err), TC_OK, &f->err);
    return t;
}

static bool skim_of(tc_skimmed *out, fixture *f, tc_span text)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&f->arena, &guard))
        fail_msg("no memory");
    bool told = tc_skim(out, &f->arena, text);
    tc_arena_uncatch(&f->arena, &guard);
    return told;
}

/* Each run of words must be found from where its first letter is. */
static size_t check_runs(fixture *f, tc_span text, const tc_skimmed *skim)
{
    tc_tokens *t = tokens_of(f, text);
    tc_skim_place place = {0, 0};
    size_t runs = 0;
    tc_skim_go(&place, skim, 0);
    for (size_t i = 0; i < t->len; i++) {
        char letters[RUN * MOST_LETTERS];
        size_t len = 0, words = 0;
        if (t->items[i].kind != TC_TOKEN_WORD)
            continue;
        for (size_t k = i; k < t->len && words < RUN; k++) {
            const tc_word *w = tc_token_word(t, k);
            if (!w || w->digits)
                continue;
            size_t n = w->folded.len <= MOST_LETTERS ? tc_skim_word(letters + len, w->folded) : 0;
            if (n == 0)
                break;
            len += n;
            words++;
        }
        size_t start = tc_text_source_offset(t->text, t->items[i].start);
        while (place.letter < skim->len && place.byte < start)
            tc_skim_go(&place, skim, place.letter + 1);
        if (words == 0)
            continue;
        runs++;
        if (tc_skim_find(skim, place.letter, tc_span_make(letters, len)) != place.letter ||
            place.byte != start)
            fail_msg("%.*s: not at %zu of %.*s", (int)len, letters, start, (int)text.len, text.ptr);
    }
    return runs;
}

static void test_plans(void **state)
{
    fixture *f = *state;
    static char buffer[1 << 18];
    size_t runs = 0, told = 0;
    struct dirent **names;
    int n = scandir("corpus/plans", &names, NULL, alphasort);
    assert_true(n > 0);
    for (int i = 0; i < n; i++) {
        char path[400];
        tc_skimmed skim;
        snprintf(path, sizeof path, "corpus/plans/%s", names[i]->d_name);
        free(names[i]);
        FILE *in = fopen(path, "rb");
        size_t len = in ? fread(buffer, 1, sizeof buffer, in) : 0;
        if (in)
            fclose(in);
        tc_span text = tc_span_make(buffer, len);
        tc_text *norm;
        tc_arena_reset(&f->arena);
        if (len == 0 || tc_text_normalize(&norm, &f->arena, text, &f->err) != TC_OK)
            continue; /* a folder, or an old charset */
        if (skim_of(&skim, f, text)) {
            told++;
            runs += check_runs(f, text, &skim);
        }
    }
    free(names);
    assert_true(told > 10 && runs > 10000);
}

static void test_table(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *text, *letters; /* NULL: it cannot be told */
    } rows[] = {
        {"Kế hoạch số 30-KH/ThU", "kehoachsokhthu"},
        {"KỶ luật, Lý lịch; quý\n\nLÍ do", "kiluatlilichquilido"},
        {"Hoà – “hòa”… • ÔNG ĐỖ", "hoahoaongdo"},
        {"quy**ề**n 20**25", "quien"}, /* stars are no letters */
        {"10 m² × 3 ½ €", "m"},
        {"\r\nmột\xC2\xA0hai\xE2\x80\xA8", "mothai"},
        {"", ""},
        {"ho\xCC\x80"
         "a",
         NULL},                    /* a mark by itself */
        {"hòa\xC2\xAD", NULL},     /* a soft hyphen */
        {"\xEF\xBB\xBFhoa", NULL}, /* what no reader sees */
        {"Ð", NULL},               /* U+00D0 is taken for Đ */
        {"хлеб", NULL},
        {"naïve", NULL},
        {"ﬁ", NULL},
        {"\xEF\xBC\xA1", NULL}, /* full-width A */
        {"\xFF", NULL},         /* no UTF-8 */
        {"\xC3", NULL},
        {"\xC3z", NULL},
        {"a\xE1\xBA", NULL},
        {"a\xE1\xBAz", NULL},
        {"\xEF\xBF\xBD", NULL}, /* U+FFFD: what was lost is not known */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tc_skimmed skim;
        const char *expected = rows[i].letters;
        bool told = skim_of(&skim, f, tc_span_str(rows[i].text));
        if (told != (expected != NULL))
            fail_msg("%s: %d", rows[i].text, told);
        if (told && !tc_span_eq(tc_span_make(skim.letters, skim.len), tc_span_str(expected)))
            fail_msg("%s: %.*s", rows[i].text, (int)skim.len, skim.letters);
    }
}

static void test_words(void **state)
{
    (void)state;
    char out[16];
    static const struct {
        const char *folded, *letters;
    } rows[] = {{"hoa", "hoa"}, {"ki", "ki"},       {"yen", "ien"}, {"", ""},
                {"5", ""},      {"ss\xC3\x9F", ""}, {"a~b", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = tc_skim_word(out, tc_span_str(rows[i].folded));
        assert_span(tc_span_make(out, n), rows[i].letters);
    }
}

static void test_find(void **state)
{
    (void)state;
    char letters[] = "hoahoabinh";
    tc_skimmed s = {.letters = letters, .len = 10};
    assert_int_equal(tc_skim_find(&s, 0, TC_SPAN("hoa")), 0);
    assert_int_equal(tc_skim_find(&s, 1, TC_SPAN("hoa")), 3);
    assert_int_equal(tc_skim_find(&s, 4, TC_SPAN("hoa")), 10);
    assert_int_equal(tc_skim_find(&s, 0, TC_SPAN("hoabinh")), 3);
    assert_int_equal(tc_skim_find(&s, 10, TC_SPAN("h")), 10);
    assert_int_equal(tc_skim_find(&s, 11, TC_SPAN("h")), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_plans), cmocka_unit_test(test_table),
                                       cmocka_unit_test(test_words), cmocka_unit_test(test_find)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
