/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Document numbers: golden tables of texts and of typed questions, keys, labels. */
#include "base/buf.h"
#include "plan/number.h"
#include "tests/unit/unit.h"

#include <stdio.h>

typedef struct {
    tc_lexicon *lexicon;
    tc_number_grammar *grammar;
} world;

static int setup(void **state)
{
    static world w;
    if (tc_lexicon_new(&w.lexicon, NULL) != TC_OK ||
        tc_number_grammar_new(&w.grammar, w.lexicon, NULL) != TC_OK)
        return -1;
    tc_lexicon_keep(w.lexicon);
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    world *w = *state;
    tc_number_grammar_free(w->grammar);
    tc_lexicon_free(w->lexicon);
    return 0;
}

static tc_numbers find(world *w, tc_arena *arena, tc_span source)
{
    tc_text *text;
    tc_tokens *tokens;
    tc_numbers numbers;
    assert_int_equal(tc_text_normalize(&text, arena, source, NULL), TC_OK);
    assert_int_equal(tc_tokenize(&tokens, arena, w->lexicon, text, NULL), TC_OK);
    assert_int_equal(tc_numbers_find(&numbers, arena, w->grammar, tokens, NULL), TC_OK);
    for (size_t i = 0; i < numbers.len; i++) { /* in order, without overlaps */
        assert_true(numbers.items[i].span.start < numbers.items[i].span.end);
        assert_true(i == 0 || numbers.items[i - 1].span.end <= numbers.items[i].span.start);
    }
    return numbers;
}

/* Cuts a line of a golden table at its TABs; "\n" in the first field becomes a line end. */
static bool golden_row(FILE *file, char *line, size_t size, char *fields[3])
{
    while (fgets(line, (int)size, file)) {
        line[strcspn(line, "\n")] = 0;
        if (line[0] == '#' || line[0] == 0)
            continue;
        char *rest = line;
        for (int i = 0; i < 3; i++)
            fields[i] = rest ? strsep(&rest, "\t") : line + strlen(line);
        char *in = fields[0], *out = fields[0];
        for (; *in; in++) {
            bool escape = in[0] == '\\' && in[1] == 'n';
            *out++ = escape ? '\n' : *in;
            in += escape;
        }
        *out = 0;
        return true;
    }
    return false;
}

static FILE *golden(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "tests/golden/%s", name);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("cannot open %s: run from the project's root", path);
    return file;
}

static void numbers_in_texts(void **state)
{
    FILE *file = golden("numbers.tsv");
    char line[1024], *f[3];
    size_t rows = 0, bad = 0;
    while (golden_row(file, line, sizeof line, f)) {
        tc_arena arena;
        tc_arena_init(&arena);
        tc_buf got;
        tc_buf_init(&got, 0);
        tc_numbers numbers = find(*state, &arena, tc_span_str(f[0]));
        bool damaged = false;
        for (size_t i = 0; i < numbers.len; i++) {
            if (i)
                tc_buf_addc(&got, ' ');
            tc_buf_add(&got, numbers.items[i].key);
            damaged = damaged || numbers.items[i].damaged;
        }
        if (!tc_span_eq(tc_buf_span(&got), tc_span_str(f[1])) || damaged != (f[2][0] == 'd')) {
            print_error("%s: want \"%s\" %s, got \"%.*s\"%s\n", f[0], f[1], f[2], (int)got.len,
                        got.ptr ? got.ptr : "", damaged ? " damaged" : "");
            bad++;
        }
        rows++;
        tc_buf_release(&got);
        tc_arena_release(&arena);
    }
    fclose(file);
    assert_true(rows > 200);
    assert_int_equal(bad, 0);
}

static void typed_questions(void **state)
{
    world *w = *state;
    FILE *file = golden("number_questions.tsv");
    char line[1024], *f[3];
    size_t rows = 0;
    while (golden_row(file, line, sizeof line, f)) {
        tc_arena arena;
        tc_arena_init(&arena);
        tc_buf got;
        tc_buf_init(&got, 0);
        tc_buf_adds(&got, "");
        tc_number_question *q;
        tc_status status =
            tc_number_parse(&q, &arena, w->grammar, w->lexicon, tc_span_str(f[0]), NULL);
        assert_int_equal(status, f[1][0] ? TC_OK : TC_ENOTFOUND);
        for (size_t i = 0; status == TC_OK && i < q->key_count; i++) {
            if (i)
                tc_buf_addc(&got, ' ');
            tc_buf_add(&got, q->keys[i]);
        }
        if (!tc_span_eq(tc_buf_span(&got), tc_span_str(f[1])))
            fail_msg("%s: want \"%s\", got \"%.*s\"", f[0], f[1], (int)got.len, got.ptr);
        rows++;
        tc_buf_release(&got);
        tc_arena_release(&arena);
    }
    fclose(file);
    assert_true(rows >= 29);
}

static void parts_of_a_number(void **state)
{
    tc_arena arena;
    tc_arena_init(&arena);
    tc_numbers n = find(*state, &arena,
                        TC_SPAN("Chỉ thị số 05, 28 -CT/TW, 30/2020/NĐ-\nCP, 24/2018/QH14, "
                                "14a-TT/TU, 01/2011/TT-BNV, 207/QĐ-MTTW-BTT, 24/KH-BTGTU"));
    assert_int_equal(n.len, 8);
    assert_span(n.items[0].text, "05-CT/TW");
    assert_true(n.items[0].shared && !n.items[1].shared);
    assert_int_equal(n.items[0].span.end - n.items[0].span.start, 2);
    assert_span(n.items[1].text, "28-CT/TW");
    assert_int_equal(n.items[1].serial, 28);
    assert_span(n.items[1].organ, "TW");
    assert_int_equal(n.items[1].system, TC_SYSTEM_PARTY);
    assert_span(n.items[2].text, "30/2020/NĐ-CP");
    assert_int_equal(n.items[2].year, 2020);
    assert_span(n.items[2].type, "NĐ");
    assert_int_equal(n.items[2].system, TC_SYSTEM_STATE);
    assert_int_equal(n.items[3].form, TC_NUMBER_LAW);
    assert_int_equal(n.items[3].term, 14);
    assert_int_equal(n.items[4].suffix, 'a');
    assert_span(tc_type_label(n.items[4].type, n.items[4].system), "Thông tri");
    assert_span(tc_type_label(n.items[5].type, n.items[5].system), "Thông tư");
    assert_int_equal(n.items[6].system, TC_SYSTEM_MASS);
    assert_span(n.items[6].organ, "MTTW-BTT");
    assert_int_equal(n.items[7].form, TC_NUMBER_STATE);
    assert_int_equal(n.items[7].system, TC_SYSTEM_PARTY);
    tc_arena_release(&arena);
}

static void keys_and_labels(void **state)
{
    (void)state;
    tc_arena arena;
    tc_arena_init(&arena);
    assert_span(tc_number_key(&arena, TC_SPAN(" 005 – ct / tw")), "5-CT/TW");
    assert_span(tc_number_key(&arena, TC_SPAN("44 -KH/ĐUS")), "44-KH/ĐUS");
    assert_span(tc_number_key(&arena, TC_SPAN("30/2020/NÐ-CP")), "30/2020/NĐ-CP");
    assert_span(tc_number_key(&arena, TC_SPAN("12/abc.x-9")), "12/ABC.X-9");
    assert_span(tc_number_key(&arena, TC_SPAN("")), "");
    assert_span(tc_type_code(&arena, TC_SPAN("ke hoach")), "KH");
    assert_span(tc_type_code(&arena, TC_SPAN("KẾ  HOẠCH")), "KH");
    assert_span(tc_type_code(&arena, TC_SPAN("kh")), "KH");
    assert_span(tc_type_code(&arena, TC_SPAN("QD")), "QĐ");
    assert_span(tc_type_code(&arena, TC_SPAN("DA")), "DA");
    assert_span(tc_type_code(&arena, TC_SPAN("Đề án")), "ĐA");
    assert_span(tc_type_code(&arena, TC_SPAN("chương trình hành động")), "CTrHĐ");
    assert_span(tc_type_code(&arena, TC_SPAN("bài hát")), "");
    assert_span(tc_type_label(TC_SPAN("KH"), TC_SYSTEM_PARTY), "Kế hoạch");
    assert_span(tc_type_label(TC_SPAN("??"), TC_SYSTEM_PARTY), "");
    assert_string_equal(tc_system_name(TC_SYSTEM_MASS), "mass");
    assert_null(tc_system_name(TC_SYSTEM_UNKNOWN));
    tc_arena_release(&arena);
}

/* The folded columns of types.def are what folding gives. */
static void folded_columns(void **state)
{
    (void)state;
    tc_arena arena;
    tc_arena_init(&arena);
#define TYPE(CODE, FOLDED, FORMS, LABEL, LABEL_FOLDED)             \
    assert_span(tc_text_slug(&arena, TC_SPAN(CODE), ' '), FOLDED); \
    assert_span(tc_text_slug(&arena, TC_SPAN(LABEL), ' '), LABEL_FOLDED);
#include "plan/types.def"
#define COMMITTEE(CODE, FOLDED, LOCAL, NAME) \
    assert_span(tc_text_slug(&arena, TC_SPAN(CODE), ' '), FOLDED);
#define AGENCY(CODE, FOLDED, NAME) assert_span(tc_text_slug(&arena, TC_SPAN(CODE), ' '), FOLDED);
#define ORGAN(CODE, FOLDED, SYSTEM, LEVEL, NAME) \
    assert_span(tc_text_slug(&arena, TC_SPAN(CODE), ' '), FOLDED);
#define OCR(SEEN, CODE)
#include "plan/organs.def"
    tc_arena_release(&arena);
}

/* Nothing breaks on a text that is nothing but beginnings. */
static void beginnings(void **state)
{
    static const char *const texts[] = {
        "",         "5",         "5-",         "5/",          "5-CT",     "5-CT/",  "5/2020",
        "5/2020/",  "5/2020/NĐ", "5/2020/NĐ-", "số 05,",      "số 05, 6", "số O",   "số l/",
        "số 1.500", "số 1.500/", "12/2020/QH", "1/1/1/1/1/1", "-/-/-",    "số 5/Q0"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        tc_arena arena;
        tc_arena_init(&arena);
        assert_int_equal(find(*state, &arena, tc_span_str(texts[i])).len, 0);
        tc_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_texts),  cmocka_unit_test(typed_questions),
        cmocka_unit_test(parts_of_a_number), cmocka_unit_test(keys_and_labels),
        cmocka_unit_test(folded_columns),    cmocka_unit_test(beginnings),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
