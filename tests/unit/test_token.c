/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include <dirent.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "base/utf8.h"
#include "text/token.h"

typedef struct {
    tc_arena arena;
    tc_lexicon *lex;
    tc_tokens *tokens;
} fixture;

static void begin(fixture *f, tc_span text)
{
    tc_text *t = NULL;
    tc_error err = TC_ERROR_INIT;
    tc_arena_init(&f->arena);
    f->lex = NULL;
    assert_status(tc_lexicon_new(&f->lex, &err), TC_OK, &err);
    assert_status(tc_text_normalize(&t, &f->arena, text, &err), TC_OK, &err);
    assert_status(tc_tokenize(&f->tokens, &f->arena, f->lex, t, &err), TC_OK, &err);
}

static void end(fixture *f)
{
    tc_lexicon_free(f->lex);
    tc_arena_release(&f->arena);
}

/* Tokens with what stands before each: "·" glued, " " a blank, "|" a new line, "¶" a paragraph. */
static void describe(const tc_tokens *t, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < t->len; i++) {
        tc_span s = tc_token_span(t, i);
        unsigned flags = t->items[i].flags;
        const char *sep = flags & TC_PARA_START   ? "¶"
                          : flags & TC_LINE_START ? "|"
                          : flags & TC_GLUED      ? "·"
                                                  : " ";
        len += (size_t)snprintf(out + len, size - len, "%s%.*s", sep, (int)s.len, s.ptr);
    }
}

typedef struct {
    const char *text, *tokens;
} token_case;

static const token_case cases[] = {
    {"Số 30-KH/ThU", "¶Số 30·-·KH·/·ThU"},
    {"QH15 05CT 1.1.1 3,14", "¶QH·15 05·CT 1·.·1·.·1 3·,·14"},
    {"TP.HCM a_b k'ho 14:30 a:b", "¶TP·.·HCM a·_·b k·'·ho 14·:·30 a·:·b"},
    {"một\nhai\n\n  ba\n \t\nbốn", "¶một|hai¶ba¶bốn"},
    {"\n\nmột", "¶một"},
    {"“Đảng”…", "¶“·Đảng·”·…"},
    {"5×3÷2", "¶5·×·3·÷·2"},
    {"x\xCC\x85y 5\xCC\x85 \xCC\x85 .\xCC\x85.", "¶x\xCC\x85y 5 .·."},
    {"Nguyễn\xC2\xA0Văn\xE3\x80\x80"
     "A",
     "¶Nguyễn Văn A"},
    {"Привет мир αβγ", "¶Привет мир αβγ"},
    {"m² ½ Ⅻ ５", "¶m·² ½ Ⅻ ５"},
    {"\xF0\x9F\x98\x80\xF0\x9F\x98\x80", "¶\xF0\x9F\x98\x80·\xF0\x9F\x98\x80"},
    {"คนไทย", "¶คน·ไทย"},
    {"", ""},
    {" \n ", ""},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f;
        char got[512];
        begin(&f, tc_span_str(cases[i].text));
        describe(f.tokens, got, sizeof got);
        assert_string_equal(got, cases[i].tokens);
        end(&f);
    }
}

static unsigned flags_of(const fixture *f, size_t i)
{
    return f->tokens->items[i].flags & (TC_CAPITAL | TC_ALL_CAPS);
}

static void test_flags_and_lines(void **state)
{
    fixture f;
    (void)state;
    begin(&f, TC_SPAN("Đảng ĐẢNG ủy A 5 Ủ đB iPhone 6\n\nb\n"));
    static const unsigned want[] = {
        TC_CAPITAL, TC_CAPITAL | TC_ALL_CAPS, 0, TC_CAPITAL | TC_ALL_CAPS,
        0,          TC_CAPITAL | TC_ALL_CAPS, 0, 0,
        0};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        assert_int_equal(flags_of(&f, i), want[i]);
    assert_int_equal(f.tokens->line_count, 3);
    assert_int_equal(f.tokens->lines[0].first, 0);
    assert_int_equal(f.tokens->lines[0].count, 9);
    assert_int_equal(f.tokens->lines[1].count, 0);
    assert_int_equal(f.tokens->lines[1].start, f.tokens->lines[1].end);
    assert_int_equal(f.tokens->lines[2].first, 9);
    assert_int_equal(f.tokens->lines[2].count, 1);
    assert_int_equal(f.tokens->items[2].kind, TC_TOKEN_WORD);
    assert_int_equal(f.tokens->items[4].kind, TC_TOKEN_DIGITS);
    end(&f);
}

static const tc_word *word(tc_lexicon *lex, const char *spelling)
{
    const tc_word *w = NULL;
    tc_error err = TC_ERROR_INIT;
    assert_status(tc_lexicon_word(lex, tc_span_str(spelling), &w, &err), TC_OK, &err);
    return w;
}

static void test_words(void **state)
{
    tc_lexicon *lex;
    (void)state;
    assert_int_equal(tc_lexicon_new(&lex, NULL), TC_OK);
    const tc_word *a = word(lex, "Hoà"), *b = word(lex, "HÒA"), *c = word(lex, "hoa");
    assert_span(a->lower, "hoà");
    assert_span(b->lower, "hòa");
    assert_span(b->accent, "hoa'2");
    assert_span(b->folded, "hoa");
    assert_true(a->id != b->id && a->accent_id == b->accent_id && a->folded_id == b->folded_id);
    assert_true(c->accent_id != a->accent_id && c->folded_id == a->folded_id);
    assert_true(a->syllable && a->marked && !c->marked && a->letters == 3);
    assert_ptr_equal(word(lex, "hoÀ"), a);
    const tc_word *five = word(lex, "05"), *long_number = word(lex, "1234567890");
    assert_true(five->digits && five->value == 5 && long_number->value == UINT32_MAX);
    assert_span(five->lower, "05");
    assert_span(five->folded, "5");
    assert_int_equal(five->folded_id, word(lex, "5")->folded_id);
    assert_span(word(lex, "000")->folded, "0");
    assert_int_equal(word(lex, "000000000012")->value, 12);
    assert_false(word(lex, "quyet")->syllable);
    assert_int_equal(word(lex, "Ⅻ")->roman, 0); /* one character, not letters */
    assert_span(word(lex, "Ⅻ")->folded, "xii");
    assert_int_equal(word(lex, "XIII")->roman, 13);
    tc_lexicon_free(lex);
}

/* Encoded data must not cost more than it is worth: short keys, different for different words. */
static void test_long_words(void **state)
{
    tc_lexicon *lex;
    char text[5001];
    (void)state;
    assert_int_equal(tc_lexicon_new(&lex, NULL), TC_OK);
    memset(text, 'x', 5000);
    text[5000] = '\0';
    const tc_word *a = word(lex, text);
    text[4000] = 'y';
    const tc_word *b = word(lex, text);
    text[4000] = 'Y';
    assert_ptr_equal(word(lex, text), b);
    assert_true(a->id != b->id && a->folded_id != b->folded_id && a->letters == 255);
    assert_true(a->lower.len <= 255 && a->accent.len <= 200 && a->folded.len <= 100);
    memset(text, '7', 5000);
    const tc_word *n = word(lex, text);
    assert_true(n->digits && n->value == UINT32_MAX && n->accent.len <= 200);
    char marks[601];
    for (size_t i = 0; i < 200; i++)
        memcpy(marks + i * 3, "ế", 4);
    assert_true(word(lex, marks)->accent.len <= 220);
    tc_lexicon_free(lex);
}

static void test_keep_and_trim(void **state)
{
    tc_lexicon *lex;
    char name[32];
    (void)state;
    assert_int_equal(tc_lexicon_new(&lex, NULL), TC_OK);
    uint32_t ids[100];
    for (unsigned i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "giữ%u", i);
        ids[i] = word(lex, name)->id;
    }
    tc_lexicon_keep(lex);
    for (unsigned round = 0; round < 3; round++) {
        for (unsigned i = 0; i < 20000; i++) {
            snprintf(name, sizeof name, "quên%uquên%u", round, i);
            word(lex, name);
        }
        tc_lexicon_trim(lex, 30000);
        assert_int_equal(tc_lexicon_size(lex), 20100);
        tc_lexicon_trim(lex, 1000);
        assert_int_equal(tc_lexicon_size(lex), 100);
        for (unsigned i = 0; i < 100; i++) {
            snprintf(name, sizeof name, "GIỮ%u", i);
            assert_int_equal(word(lex, name)->id, ids[i]);
            snprintf(name, sizeof name, "giữ%u", i);
            assert_span(tc_lexicon_at(lex, ids[i])->lower, name);
        }
    }
    tc_lexicon_free(lex);
}

typedef enum { IS_BLANK, IS_LETTER, IS_DIGIT, IS_PUNCT, IS_MARK } class;

static class class_of(uint32_t cp)
{
    if (cp >= '0' && cp <= '9')
        return IS_DIGIT;
    uint32_t mask = U_MASK(u_charType((UChar32)cp));
    if (mask & (U_GC_L_MASK | U_GC_NL_MASK | U_GC_ND_MASK))
        return IS_LETTER;
    if (mask & (U_GC_M_MASK | U_GC_CF_MASK))
        return IS_MARK;
    return mask & (U_GC_Z_MASK | U_GC_CC_MASK) ? IS_BLANK : IS_PUNCT;
}

/* The tokens inside one word of ICU's: letters and digits part, each sign stands alone. */
static size_t expect_tokens(const tc_tokens *t, size_t at, size_t from, size_t to)
{
    tc_span norm = t->text->norm;
    size_t pos = from;
    while (pos < to) {
        size_t start = pos;
        class c = class_of(tc_utf8_next(norm, &pos));
        while (pos < to && (c == IS_LETTER || c == IS_DIGIT)) {
            size_t next = pos;
            class d = class_of(tc_utf8_next(norm, &next));
            if (d != c && !(c == IS_LETTER && d == IS_MARK))
                break;
            pos = next;
        }
        if (c == IS_BLANK || c == IS_MARK)
            continue;
        assert_true(at < t->len);
        assert_int_equal(t->items[at].start, start);
        assert_int_equal(t->items[at].end, pos);
        at++;
    }
    return at;
}

static void compare_with_icu(UBreakIterator *words, tc_span text)
{
    fixture f;
    UErrorCode status = U_ZERO_ERROR;
    begin(&f, text);
    tc_span norm = f.tokens->text->norm;
    UText *u = utext_openUTF8(NULL, norm.ptr, (int64_t)norm.len, &status);
    ubrk_setUText(words, u, &status);
    assert_true(U_SUCCESS(status));
    size_t at = 0, from = 0;
    for (int32_t to; (to = ubrk_next(words)) != UBRK_DONE; from = (size_t)to)
        at = expect_tokens(f.tokens, at, from, (size_t)to);
    assert_int_equal(at, f.tokens->len);
    utext_close(u);
    end(&f);
}

static bool compare_file(UBreakIterator *words, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    static char text[1 << 16]; /* the head of a document is enough */
    size_t len = fread(text, 1, sizeof text, file);
    fclose(file);
    compare_with_icu(words, tc_span_make(text, tc_utf8_valid_prefix(tc_span_make(text, len))));
    return len > 0;
}

static size_t compare_folder(UBreakIterator *words, const char *folder)
{
    char path[4096];
    const char *shared = getenv("TC_SHARED");
    size_t files = 0;
    snprintf(path, sizeof path, "%s/%s", shared ? shared : "../shared", folder);
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && files < 60 && (e = readdir(dir));) {
        char file[8192];
        snprintf(file, sizeof file, "%s/%s", path, e->d_name);
        files += e->d_name[0] != '.' && compare_file(words, file);
    }
    if (dir)
        closedir(dir);
    return files;
}

static void test_against_icu(void **state)
{
    UErrorCode status = U_ZERO_ERROR;
    (void)state;
    UBreakIterator *words = ubrk_open(UBRK_WORD, "vi", NULL, 0, &status);
    assert_true(U_SUCCESS(status));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        compare_with_icu(words, tc_span_str(cases[i].text));
    size_t files = compare_folder(words, "data/congbao/txt") + compare_folder(words, "seeds") +
                   compare_folder(words, "data/plans-md");
    ubrk_close(words);
    if (files == 0)
        print_message("no shared texts: only the built-in ones were compared\n");
    else
        print_message("%zu files agree with ICU's word breaks\n", files);
}

static void test_out_of_memory(void **state)
{
    fixture f;
    tc_tokens *t;
    (void)state;
    begin(&f, TC_SPAN("một hai ba"));
    f.arena.limit = f.arena.used;
    char *big = malloc(1 << 20);
    assert_non_null(big);
    memset(big, 'x', 1 << 20);
    tc_text text = {.source = tc_span_make(big, 1 << 20), .norm = tc_span_make(big, 1 << 20)};
    assert_int_equal(tc_tokenize(&t, &f.arena, f.lex, &text, NULL), TC_ENOMEM);
    free(big);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),         cmocka_unit_test(test_flags_and_lines),
        cmocka_unit_test(test_words),         cmocka_unit_test(test_long_words),
        cmocka_unit_test(test_keep_and_trim), cmocka_unit_test(test_against_icu),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
