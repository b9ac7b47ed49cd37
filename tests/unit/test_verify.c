/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases and NEAR, which the index cannot answer alone: over the sample plans every answer equals
 * a scan of all texts that is as plain as can be. */
#include "tests/unit/indexed.h"

#include <dirent.h>

enum { ROUNDS = 400 };

typedef struct {
    indexed x;
    uint32_t seed;
} fixture;

static uint32_t random_below(fixture *f, size_t n)
{
    f->seed = f->seed * 1664525u + 1013904223u;
    return (uint32_t)((f->seed >> 8) % n);
}

/* ---- an index of the sample plans ------------------------------------------------------------ */

static void read_file(fixture *f, const char *name)
{
    static char buffer[1 << 18];
    char path[400];
    snprintf(path, sizeof path, "corpus/plans/%s", name);
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    size_t len = fread(buffer, 1, sizeof buffer, in);
    fclose(in);
    indexed_add(&f->x, tc_span_make(buffer, len)); /* unless it is in an old charset */
}

enum { SAME_LINES = 600 };

/* Many lines have each pair of a phrase, and at most one, where it is cut, the phrase. */
static void add_same_lines(fixture *f)
{
    tc_buf b;
    tc_buf_init(&b, 0);
    for (size_t i = 0; i < SAME_LINES; i++)
        tc_buf_add(&b, TC_SPAN("TRẠM BƠM\n\nBƠM NƯỚC\n\nCỐNG RÃNH\n\nrãnh thoát\n\n"));
    tc_buf_add(&b, TC_SPAN("trạm\nbơm nước\n"));
    assert_true(indexed_add(&f->x, tc_buf_span(&b)));
    tc_buf_release(&b);
}

/* They are made for the first question that has words. */
static void need_short_forms(fixture *f)
{
    tc_answer *a;
    tc_question q = {.text = TC_SPAN("kế hoạch"), .limit = 1};
    assert_status(tc_engine_ask(&a, &f->x.arena, f->x.engine, &q, &f->x.err), TC_OK, &f->x.err);
    assert_non_null(f->x.engine->short_forms);
}

static int set_up(void **state)
{
    static const char odd[] =
        "Hòa bình.\n\nBình hoa, hoà hoa bình; kẻ kế hoạch\n\nmột kế\nhoạch\n\n"
        "số sách và sổ với sách\n\nvui vẽ với vẻ cùng vẻ\n";
    fixture *f = calloc(1, sizeof *f);
    struct dirent **names;
    *state = f;
    f->seed = 7;
    indexed_begin(&f->x);
    int n = scandir("corpus/plans", &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        if (names[i]->d_name[0] != '.' && f->x.count + 2 < INDEXED_MOST)
            read_file(f, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    add_same_lines(f);
    assert_true(indexed_add(&f->x, tc_span_str(odd)));
    indexed_open(&f->x);
    need_short_forms(f);
    return n <= 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    indexed_end(&f->x);
    free(f);
    return 0;
}

/* ---- the plain scan -------------------------------------------------------------------------- */

/* A wanted word: this reading, or every reading. */
typedef struct {
    const tc_word *word;
    bool open;
} wanted;

static bool same(const wanted *w, const tc_word *word)
{
    return w->open ? w->word->folded_id == word->folded_id : w->word->accent_id == word->accent_id;
}

static bool phrase_in(const tc_tokens *t, const wanted *w, size_t n)
{
    for (size_t i = 0; i < t->len; i++) {
        size_t k = 0;
        for (size_t j = i; j < t->len && k < n; j++) {
            if (j > i && k && (t->items[j].flags & TC_PARA_START))
                break;
            const tc_word *word = tc_token_word(t, j);
            if (!word && k == 0)
                break;
            if (!word)
                continue;
            if (!same(&w[k], word))
                break;
            k++;
        }
        if (k == n)
            return true;
    }
    return false;
}

/* Two words, at different places less than window apart. */
static bool near_in(const tc_tokens *t, const wanted *w, size_t window)
{
    for (size_t i = 0, at = 0; i < t->len; i++) {
        const tc_word *one = tc_token_word(t, i);
        at += one != NULL;
        if (!one || !same(&w[0], one))
            continue;
        for (size_t j = 0, there = 0; j < t->len; j++) {
            const tc_word *two = tc_token_word(t, j);
            there += two != NULL;
            size_t apart = there > at ? there - at : at - there;
            if (two && j != i && same(&w[1], two) && apart < window)
                return true;
        }
    }
    return false;
}

/* ---- asking -----------------------------------------------------------------------------------
 */

static uint64_t asked(fixture *f, const char *question, tc_marks marks, tc_arena *arena)
{
    tc_answer *a;
    tc_question q = {.text = tc_span_str(question),
                     .marks = marks,
                     .whole = true,
                     .limit = 100,
                     .exact_count = true,
                     .unranked = true};
    assert_status(tc_engine_ask(&a, arena, f->x.engine, &q, &f->x.err), TC_OK, &f->x.err);
    uint64_t set = 0;
    for (size_t i = 0; i < a->hits->len; i++)
        set |= (uint64_t)1 << (a->hits->items[i].id - 1);
    assert_true(a->hits->exact);
    assert_int_equal(a->hits->matched, a->hits->len);
    return set;
}

static void compare(fixture *f, const char *question, tc_marks marks, uint64_t expected)
{
    tc_arena arena;
    tc_arena_init(&arena);
    uint64_t got = asked(f, question, marks, &arena);
    if (got != expected)
        fail_msg("%s (%s): %016llx, not %016llx", question, tc_marks_name(marks),
                 (unsigned long long)got, (unsigned long long)expected);
    tc_arena_release(&arena);
}

/* Is one of the words a short form, or do some have one? These have answers of their own. */
static bool has_short_form(fixture *f, const wanted *w, size_t n)
{
    tc_typed_words typed = {0};
    const tc_word *const *other;
    size_t count;
    for (size_t i = 0; i < n; i++) {
        tc_typed t = {0};
        assert_status(tc_lexicon_word(f->x.engine->lexicon, w[i].word->lower, &t.word, &f->x.err),
                      TC_OK, &f->x.err);
        tc_vec_push(&f->x.arena, &typed, t);
    }
    for (size_t i = 0; i < n; i++)
        if (tc_abbreviation_at(f->x.engine->short_forms, &typed, i, 0, &other, &count))
            return true;
    return false;
}

/* n words in a row of some text, but for numerals and letters; 0 when they will not do. */
static size_t some_words(fixture *f, wanted *out, size_t n)
{
    const tc_tokens *t = f->x.texts[random_below(f, f->x.count)].tokens;
    size_t k = 0;
    for (size_t i = random_below(f, t->len); i < t->len && k < n; i++) {
        const tc_word *word = tc_token_word(t, i);
        if (word && !word->digits && (!word->roman || word->syllable) && word->letters > 1)
            out[k++] = (wanted){word, false};
    }
    return has_short_form(f, out, k) ? 0 : k;
}

static size_t put_words(char *text, size_t room, const wanted *w, size_t n)
{
    size_t len = 0;
    for (size_t i = 0; i < n; i++)
        len += (size_t)snprintf(text + len, room - len, "%s%.*s", i ? " " : "",
                                (int)w[i].word->lower.len, w[i].word->lower.ptr);
    return len;
}

static uint64_t scan_phrase(const fixture *f, const wanted *w, size_t n)
{
    uint64_t set = 0;
    for (size_t i = 0; i < f->x.count; i++)
        if (phrase_in(f->x.texts[i].tokens, w, n))
            set |= (uint64_t)1 << i;
    return set;
}

static void open_all(wanted *w, size_t n, bool open)
{
    for (size_t i = 0; i < n; i++)
        w[i].open = open;
}

static const tc_marks both_marks[] = {TC_MARKS_EXACT, TC_MARKS_IGNORE};

static void test_phrases(void **state)
{
    fixture *f = *state;
    size_t found = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        wanted w[8];
        char question[400] = "\"";
        size_t n = some_words(f, w, 2 + random_below(f, 5));
        if (n < 2)
            continue;
        if (round % 4 == 0) { /* an order that is seldom there */
            wanted first = w[0];
            w[0] = w[n - 1];
            w[n - 1] = first;
        }
        size_t len = put_words(question + 1, sizeof question - 2, w, n) + 1;
        question[len] = '"';
        for (size_t m = 0; m < 2; m++) {
            open_all(w, n, both_marks[m] == TC_MARKS_IGNORE);
            uint64_t expected = scan_phrase(f, w, n);
            compare(f, question, both_marks[m], expected);
            found += expected != 0;
        }
    }
    assert_true(found > ROUNDS);
}

static void test_near(void **state)
{
    fixture *f = *state;
    size_t found = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        wanted w[2], all[4];
        size_t n = some_words(f, all, 4), window = 1 + random_below(f, 6);
        if (n < 4)
            continue;
        w[0] = all[0];
        w[1] = all[1 + random_below(f, 3)];
        char question[400];
        size_t len = put_words(question, 100, w, 1);
        len += (size_t)snprintf(question + len, 100, " NEAR/%zu ", window);
        put_words(question + len, 100, w + 1, 1);
        for (size_t m = 0; m < 2; m++) {
            uint64_t expected = 0;
            open_all(w, 2, both_marks[m] == TC_MARKS_IGNORE);
            for (size_t i = 0; i < f->x.count; i++)
                if (near_in(f->x.texts[i].tokens, w, window + 1))
                    expected |= (uint64_t)1 << i;
            compare(f, question, both_marks[m], expected);
            found += expected != 0;
        }
    }
    assert_true(found > ROUNDS);
}

/* Phrases under operators. */
static void test_operators(void **state)
{
    fixture *f = *state;
    for (size_t round = 0; round < ROUNDS / 2; round++) {
        wanted a[3], b[3], c[1];
        char one[200], two[200], three[100], question[600];
        if (some_words(f, a, 3) < 3 || some_words(f, b, 3) < 3 || some_words(f, c, 1) < 1)
            continue;
        put_words(one, sizeof one, a, 3);
        put_words(two, sizeof two, b, 3);
        put_words(three, sizeof three, c, 1);
        uint64_t x = scan_phrase(f, a, 3), y = scan_phrase(f, b, 3), z = scan_phrase(f, c, 1);
        uint64_t all = f->x.count == 64 ? UINT64_MAX : ((uint64_t)1 << f->x.count) - 1;
        snprintf(question, sizeof question, "\"%s\" OR \"%s\"", one, two);
        compare(f, question, TC_MARKS_EXACT, x | y);
        snprintf(question, sizeof question, "%s -\"%s\"", three, one);
        compare(f, question, TC_MARKS_EXACT, z & ~x);
        snprintf(question, sizeof question, "-(\"%s\" \"%s\")", one, two);
        compare(f, question, TC_MARKS_EXACT, all & ~(x & y));
        snprintf(question, sizeof question, "-(%s -\"%s\")", three, one);
        compare(f, question, TC_MARKS_EXACT, all & ~(z & ~x));
        snprintf(question, sizeof question, "%s (\"%s\" OR -\"%s\")", three, one, two);
        compare(f, question, TC_MARKS_EXACT, z & (x | (all & ~y)));
        snprintf(question, sizeof question, "(%s OR number:1..9-KH/TU) \"%s\"", three, one);
        uint64_t got = asked(f, question, TC_MARKS_EXACT, &f->x.arena);
        assert_true((got & ~x) == 0 && (got & z) == (x & z));
    }
}

/* A phrase in a field of names stands in one of the names. */
static void test_fields(void **state)
{
    fixture *f = *state;
    static const tc_field_id fields[] = {TC_FIELD_ID_TITLE, TC_FIELD_ID_ISSUER, TC_FIELD_ID_UNIT,
                                         TC_FIELD_ID_HEADS};
    size_t found = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        tc_field_id field = fields[round % 4];
        wanted w[2];
        uint64_t expected = 0;
        char question[200];
        tc_tokens *t = NULL;
        if (some_words(f, w, 2) < 2)
            continue;
        if (round % 8 >= 4) { /* from such a name */
            tc_record r = {.plan = f->x.texts[random_below(f, f->x.count)].plan};
            tc_record_texts texts = tc_record_field_texts(&f->x.arena, field, &r);
            tc_text *norm;
            if (texts.len == 0)
                continue;
            tc_span name = texts.items[random_below(f, texts.len)];
            tc_text_normalize(&norm, &f->x.arena, name, &f->x.err);
            tc_tokenize(&t, &f->x.arena, tc_plan_reader_lexicon(f->x.reader), norm, &f->x.err);
            size_t n = 0;
            for (size_t i = random_below(f, t->len + 1); i < t->len && n < 2; i++)
                if (tc_token_word(t, i))
                    w[n++] = (wanted){tc_token_word(t, i), false};
            if (has_short_form(f, w, 2))
                continue;
        }
        for (size_t i = 0; i < f->x.count; i++) {
            tc_record r = {.plan = f->x.texts[i].plan};
            tc_record_texts texts = tc_record_field_texts(&f->x.arena, field, &r);
            for (size_t k = 0; k < texts.len; k++) {
                tc_text *norm;
                tc_text_normalize(&norm, &f->x.arena, texts.items[k], &f->x.err);
                tc_tokenize(&t, &f->x.arena, tc_plan_reader_lexicon(f->x.reader), norm, &f->x.err);
                if (t->len <= texts.most_tokens && phrase_in(t, w, 2))
                    expected |= (uint64_t)1 << i;
            }
        }
        size_t len = (size_t)snprintf(question, sizeof question, "%s:\"", tc_field_at(field)->name);
        len += put_words(question + len, sizeof question - len - 2, w, 2);
        snprintf(question + len, 2, "\"");
        compare(f, question, TC_MARKS_EXACT, expected);
        found += expected != 0;
    }
    assert_true(found > ROUNDS / 4);
}

/* One word is two of the wanted ones: it counts once. Paragraphs part phrases, lines do not. */
static void test_by_hand(void **state)
{
    fixture *f = *state;
    uint64_t odd = (uint64_t)1 << (f->x.count - 1);
    static const struct {
        const char *question;
        bool found;
    } rows[] = {
        {"\"bình hoa hòa hoa bình\"", true},
        {"\"bình bình hoa\"", false},
        {"\"một kế hoạch\"", true},
        {"\"hoạch một\"", false},
        {"\"kẻ kế hoạch\"", true},
        {"hoạch NEAR/1 một", true},
        {"kẻ NEAR/1 kẻ", false},
        {"hoa NEAR/1 hoa", true},
        {"hoa NEAR/1 hòa NEAR/1 bình", true},
        {"ke NEAR/1 kẻ", true},
        {"kế NEAR/1 ke", true},
        {"\"ke ke hoach mot\"", false},
        {"\"ke ke hoach\"", true},
        /* pair and words are there as often as where they are one */
        {"\"số sách\"", true},
        {"\"sổ sách\"", false},
        {"\"vui vẽ\"", true},
        {"\"vui vẻ\"", false},
        {"\"vui ve\"", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t got = asked(f, rows[i].question, TC_MARKS_SMART, &f->x.arena);
        if (((got & odd) != 0) != rows[i].found)
            fail_msg("%s: %016llx", rows[i].question, (unsigned long long)got);
    }
}

/* Too many to be read one by one: then the whole text tells. */
static void test_same_lines(void **state)
{
    fixture *f = *state;
    uint64_t same = (uint64_t)1 << (f->x.count - 2);
    static const struct {
        const char *question;
        bool found;
    } rows[] = {{"\"trạm bơm nước\"", true},
                {"\"cống rãnh thoát\"", false},
                {"\"bơm nước\"", true},
                {"\"trạm bơm\"", true},
                {"\"nước bơm\"", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t got = asked(f, rows[i].question, TC_MARKS_EXACT, &f->x.arena);
        if (((got & same) != 0) != rows[i].found)
            fail_msg("%s: %016llx", rows[i].question, (unsigned long long)got);
    }
}

static void intern_many(tc_lexicon *lexicon, size_t from, size_t to)
{
    const tc_word *word;
    tc_error err;
    for (size_t i = from; i < to; i++) {
        char text[] = "qaaaa";
        for (size_t k = 1, n = i; k < 5; k++, n /= 26)
            text[k] = (char)('a' + n % 26);
        assert_status(tc_lexicon_word(lexicon, tc_span_str(text), &word, &err), TC_OK, &err);
    }
}

/* What questions have read is not kept for ever when the grammar of numbers is made late. */
static void test_words_kept(void **state)
{
    fixture *f = *state;
    tc_engine *e = NULL;
    tc_answer *a;
    const char *dirs[] = {f->x.index};
    tc_question q = {.text = TC_SPAN("hòa bình, 2 kế hoạch"), .limit = 1};
    assert_status(tc_engine_open(&e, dirs, 1, &f->x.err), TC_OK, &f->x.err);
    size_t first = tc_lexicon_size(e->lexicon);
    intern_many(e->lexicon, 0, 20000);
    tc_engine_rest(e);
    assert_int_equal(tc_lexicon_size(e->lexicon), first);
    assert_status(tc_engine_ask(&a, &f->x.arena, e, &q, &f->x.err), TC_OK, &f->x.err);
    assert_true(e->numbers && e->short_forms);
    intern_many(e->lexicon, 0, 20000);
    size_t all = tc_lexicon_size(e->lexicon);
    tc_engine_rest(e); /* from here on they are of use to the next question */
    assert_int_equal(tc_lexicon_size(e->lexicon), all);
    tc_engine_free(e);
}

/* Pages of what needs reading join to the whole, in order; facets and counts are those of it. */
static void test_pages(void **state)
{
    fixture *f = *state;
    tc_answer *whole, *page;
    static const struct tc_facet_request year = {TC_FACET_YEAR, 0};
    tc_question q = {.text = tc_span_str("\"kế hoạch\" OR \"ban thường vụ\""),
                     .marks = TC_MARKS_SMART,
                     .whole = true,
                     .exact_count = true,
                     .unranked = true,
                     .facets = &year,
                     .facet_count = 1};
    assert_status(tc_engine_ask(&whole, &f->x.arena, f->x.engine, &q, &f->x.err), TC_OK, &f->x.err);
    assert_true(whole->hits->len > 9);
    uint64_t dated = 0;
    for (size_t i = 0; i < whole->hits->facets[0].len; i++)
        dated += whole->hits->facets[0].items[i].count;
    assert_true(dated > 0 && dated <= whole->hits->matched);
    q.exact_count = false;
    q.facet_count = 0;
    q.limit = 3;
    for (q.offset = 0; q.offset < whole->hits->len + 3; q.offset += 3) {
        assert_status(tc_engine_ask(&page, &f->x.arena, f->x.engine, &q, &f->x.err), TC_OK,
                      &f->x.err);
        for (size_t i = 0; i < page->hits->len; i++)
            assert_int_equal(page->hits->items[i].id, whole->hits->items[q.offset + i].id);
        size_t left = q.offset < whole->hits->len ? whole->hits->len - q.offset : 0;
        assert_int_equal(page->hits->len, left < 3 ? left : 3);
        assert_true(page->hits->matched >= page->hits->len);
    }
}

static void test_too_many_near(void **state)
{
    fixture *f = *state;
    tc_answer *a;
    char question[1000] = "\"";
    size_t len = 1;
    for (int i = 0; i < 64; i++)
        len += (size_t)snprintf(question + len, sizeof question - len, "hoa ");
    snprintf(question + len, sizeof question - len, "\" NEAR bình");
    tc_question q = {.text = tc_span_str(question), .marks = TC_MARKS_SMART, .limit = 3};
    assert_status(tc_engine_ask(&a, &f->x.arena, f->x.engine, &q, &f->x.err), TC_ESYNTAX,
                  &f->x.err);
    /* a phrase may be as long as it likes */
    char *end = strstr(question, "\" NEAR");
    end[1] = '\0';
    q.text = tc_span_str(question);
    q.whole = true;
    assert_status(tc_engine_ask(&a, &f->x.arena, f->x.engine, &q, &f->x.err), TC_OK, &f->x.err);
    assert_int_equal(a->hits->matched, 0);
}

/* Longer than the bits of a word. */
static void test_long_phrases(void **state)
{
    fixture *f = *state;
    for (size_t round = 0; round < 20; round++) {
        static wanted w[100];
        static char question[2000];
        size_t n = some_words(f, w, 60 + random_below(f, 40));
        if (n < 2)
            continue;
        if (round % 2)
            w[n - 1] = w[0];
        question[0] = '"';
        size_t len = put_words(question + 1, sizeof question - 2, w, n) + 1;
        question[len] = '"';
        question[len + 1] = '\0';
        compare(f, question, TC_MARKS_EXACT, scan_phrase(f, w, n));
    }
}

static bool has_phrase(const tc_query *q)
{
    bool any = q->kind == TC_Q_PHRASE || q->kind == TC_Q_NEAR;
    for (size_t i = 0; i < q->count; i++)
        any = any || has_phrase(q->children[i]);
    return any;
}

/* Short forms stand for phrases; a question in plain words is answered without reading for them. */
static void test_sentences(void **state)
{
    fixture *f = *state;
    static const char *const questions[] = {
        "HĐND tỉnh làm gì về CĐS?", "hội đồng nhân dân làm gì để cải cách thủ tục hành chính?",
        "ủy ban nhân dân và UBND giao cho ai việc CCHC, cải cách hành chính?"};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        tc_answer *a;
        tc_question q = {.text = tc_span_str(questions[i]), .limit = 10};
        assert_status(tc_engine_ask(&a, &f->x.arena, f->x.engine, &q, &f->x.err), TC_OK, &f->x.err);
        assert_true(a->sentence && a->hits->len > 0);
        assert_false(has_phrase(a->query));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phrases),      cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_near),         cmocka_unit_test(test_operators),
        cmocka_unit_test(test_fields),       cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_pages),        cmocka_unit_test(test_too_many_near),
        cmocka_unit_test(test_long_phrases), cmocka_unit_test(test_same_lines),
        cmocka_unit_test(test_words_kept),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
