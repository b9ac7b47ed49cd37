/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases in many texts that were drawn to be hard: few spellings of few words, in all ways that
 * letters, signs and lines come. Counts, pages and readings equal a scan that is as plain as can
 * be. */
#define INDEXED_MOST 900
#include "tests/unit/indexed.h"

#include "base/utf8.h"
#include "text/key.h"

enum { DRAWN = 860, ROUNDS = 150, PHRASE_MOST = 4 };

typedef struct {
    indexed x;
    uint32_t seed;
} fixture;

static size_t below(fixture *f, size_t n)
{
    f->seed = f->seed * 1664525u + 1013904223u;
    return (f->seed >> 8) % n;
}

/* ---- texts ---------------------------------------------------------------------------------- */

/* Frequent ones first; several are one word without marks, or one word in two spellings. */
static const char *const words[] = {"hoa", "hòa", "hoà", "hóa", "xanh", "lý",    "lí",
                                    "ly",  "mưa", "mua", "múa", "quý",  "quí",   "quy",
                                    "đá",  "da",  "đa",  "cát", "yên",  "nghịch"};
enum { WORDS = sizeof words / sizeof *words };

static const char *const between[] = {" ",   " ",   " ",    " ",    " ",           " ", "\n",
                                      ", ",  "  ",  "\n\n", " – ",  "\r\n",        "/", "\xC2\xA0",
                                      " 7 ", "...", " “",   "\t- ", "\xE2\x80\xA8"};
enum { BETWEEN = sizeof between / sizeof *between };

/* Letters that only the whole analysis knows what to do with. */
static const char *const odd[] = {"ho\xCC\x80"
                                  "a", /* the mark by itself */
                                  "x\xC2\xAD"
                                  "anh",              /* a soft hyphen */
                                  "h\xE2\x80\x8Bóa",  /* what no reader sees */
                                  "\xC3\xB0\xC3\xA1", /* ð for đ */
                                  "qu**ý**",
                                  "naïve",
                                  "дом",
                                  "\xEF\xBD\x84\xEF\xBD\x81"};
enum { ODD = sizeof odd / sizeof *odd };

static void add_word(fixture *f, tc_buf *b, bool may_be_odd)
{
    if (may_be_odd && below(f, 20) == 0) {
        tc_buf_add(b, tc_span_str(odd[below(f, ODD)]));
        return;
    }
    /* the product is small more often than not */
    tc_span word = tc_span_str(words[below(f, WORDS) * below(f, WORDS) / WORDS]);
    size_t first = 0, style = below(f, 8);
    if (style == 0)
        word = tc_text_upper(&f->x.arena, word);
    tc_utf8_next(word, &first);
    tc_span head = tc_span_sub(word, 0, first);
    tc_buf_add(b, style == 1 ? tc_text_upper(&f->x.arena, head) : head);
    tc_buf_add(b, tc_span_sub(word, first, word.len));
}

static void add_drawn(fixture *f)
{
    tc_buf b;
    tc_buf_init(&b, 0);
    bool may_be_odd = below(f, 4) == 0;
    tc_buf_add(&b, TC_SPAN("Những chữ có dấu\n\n")); /* else it counts as written without */
    for (size_t i = 3 + below(f, 30); i > 0; i--) {
        add_word(f, &b, may_be_odd);
        tc_buf_add(&b, tc_span_str(between[below(f, BETWEEN)]));
    }
    assert_true(indexed_add(&f->x, tc_buf_span(&b)));
    tc_buf_release(&b);
}

/* Each line begins what could be the phrase, and the next line goes on with it: to read them one by
 * one would be to read all of it twice. */
static void add_chain(fixture *f, const char *end)
{
    tc_buf b;
    tc_buf_init(&b, 0);
    tc_buf_add(&b, TC_SPAN("Những chữ có dấu\n\n"));
    for (size_t i = 0; i < 500; i++)
        tc_buf_add(&b, TC_SPAN("hóa xanh hóa\nxanh "));
    tc_buf_add(&b, tc_span_str(end));
    assert_true(indexed_add(&f->x, tc_buf_span(&b)));
    tc_buf_release(&b);
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    tc_answer *a;
    tc_question q = {.text = TC_SPAN("hoa"), .limit = 1};
    *state = f;
    f->seed = 11;
    indexed_begin(&f->x);
    for (size_t i = 0; i < DRAWN; i++)
        add_drawn(f);
    add_chain(f, "xanh hoa xanh\n");
    add_chain(f, "xanh xanh\n");
    indexed_open(&f->x);
    /* makes the short forms */
    assert_status(tc_engine_ask(&a, &f->x.arena, f->x.engine, &q, &f->x.err), TC_OK, &f->x.err);
    return f->x.engine->unmarked != 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    indexed_end(&f->x);
    free(f);
    return 0;
}

/* ---- the plain scan ------------------------------------------------------------------------- */

typedef struct {
    const tc_word *words[PHRASE_MOST];
    size_t len;
    tc_marks marks;
} phrase;

/* Which readings a typed word holds for: query/words.h in few words. */
static bool holds_for(const tc_word *typed, const tc_word *written, tc_marks marks)
{
    if (typed->folded_id != written->folded_id)
        return false;
    if (marks == TC_MARKS_EXACT)
        return typed->accent_id == written->accent_id;
    if (marks == TC_MARKS_IGNORE || !typed->marked)
        return true;
    if (marks == TC_MARKS_SMART && typed->syllable)
        return typed->accent_id == written->accent_id;
    return tc_key_matches(typed->accent, written->accent);
}

static bool is_in(const tc_tokens *t, const phrase *p)
{
    for (size_t i = 0; i < t->len; i++) {
        size_t n = 0;
        for (size_t k = i; k < t->len && n < p->len; k++) {
            const tc_word *w = tc_token_word(t, k);
            bool new_paragraph = n && (t->items[k].flags & TC_PARA_START);
            if (new_paragraph || (!w && n == 0) || (w && !holds_for(p->words[n], w, p->marks)))
                break;
            n += w != NULL;
        }
        if (n == p->len)
            return true;
    }
    return false;
}

/* ---- asking --------------------------------------------------------------------------------- */

static const tc_marks all_marks[] = {TC_MARKS_EXACT, TC_MARKS_SMART, TC_MARKS_PARTIAL,
                                     TC_MARKS_IGNORE};

/* Their spelling in a question; half-typed ones are readings of the others. */
static const char *const typed[] = {
    "hoa", "hòa", "hoà", "hóa", "xanh", "lý",    "lí",     "mưa",    "mua", "quý",   "quí", "đá",
    "da",  "đa",  "cát", "yên", "7",    "ghịch", "nghich", "nghịch", "hõa", "naïve", "дом"};
enum { TYPED = sizeof typed / sizeof *typed };

static size_t draw_phrase(fixture *f, phrase *p, char *question, size_t room)
{
    size_t len = (size_t)snprintf(question, room, "\"");
    tc_lexicon *lexicon = tc_plan_reader_lexicon(f->x.reader); /* as the texts' */
    p->len = 2 + below(f, PHRASE_MOST - 1);
    p->marks = all_marks[below(f, 4)];
    for (size_t i = 0; i < p->len; i++) {
        /* the first few are the frequent ones */
        const char *word = typed[below(f, TYPED) * below(f, TYPED) / TYPED];
        assert_status(tc_lexicon_word(lexicon, tc_span_str(word), &p->words[i], &f->x.err), TC_OK,
                      &f->x.err);
        len += (size_t)snprintf(question + len, room - len, "%s%s", i ? " " : "", word);
    }
    return len + (size_t)snprintf(question + len, room - len, "\"");
}

static tc_hits *ask(fixture *f, tc_arena *arena, const char *question, const phrase *p,
                    size_t offset, size_t limit)
{
    tc_answer *a;
    tc_question q = {.text = tc_span_str(question),
                     .marks = p->marks,
                     .whole = true,
                     .offset = offset,
                     .limit = limit,
                     .exact_count = limit == 0};
    assert_status(tc_engine_ask(&a, arena, f->x.engine, &q, &f->x.err), TC_OK, &f->x.err);
    return a->hits;
}

static size_t check_all(const fixture *f, const char *question, const phrase *p,
                        const tc_hits *hits)
{
    static bool found[INDEXED_MOST];
    size_t count = 0;
    memset(found, 0, sizeof found);
    for (size_t i = 0; i < hits->len; i++)
        found[hits->items[i].id - 1] = true;
    for (size_t i = 0; i < f->x.count; i++) {
        bool there = is_in(f->x.texts[i].tokens, p);
        count += there;
        if (there != found[i])
            fail_msg("%s (%s): %s in text %zu: %.*s", question, tc_marks_name(p->marks),
                     there ? "is" : "is not", i, (int)f->x.texts[i].text.len,
                     f->x.texts[i].text.ptr);
    }
    assert_true(hits->exact);
    assert_int_equal(hits->matched, count);
    return count;
}

/* However few of those read have it. */
static void check_page(fixture *f, tc_arena *arena, const char *question, const phrase *p,
                       const tc_hits *all, size_t offset)
{
    enum { LIMIT = 5 };
    tc_hits *page = ask(f, arena, question, p, offset, LIMIT);
    size_t left = offset < all->len ? all->len - offset : 0;
    assert_int_equal(page->len, left < LIMIT ? left : LIMIT);
    for (size_t i = 0; i < page->len; i++)
        assert_int_equal(page->items[i].id, all->items[offset + i].id);
    if (page->exact)
        assert_int_equal(page->matched, all->len);
    else
        assert_true(page->matched >= offset + page->len);
}

static void test_drawn(void **state)
{
    fixture *f = *state;
    size_t found = 0, rare = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        char question[400];
        phrase p;
        tc_arena arena;
        tc_arena_init(&arena);
        draw_phrase(f, &p, question, sizeof question);
        tc_hits *all = ask(f, &arena, question, &p, 0, 0);
        size_t count = check_all(f, question, &p, all);
        found += count > 0;
        rare += count > 0 && count < 30;
        for (size_t offset = 0; offset < 50; offset += 5 + below(f, 20))
            check_page(f, &arena, question, &p, all, offset);
        tc_arena_release(&arena);
    }
    assert_true(found > ROUNDS / 3 && rare > ROUNDS / 10);
}

static void test_chains(void **state)
{
    fixture *f = *state;
    phrase p = {.len = 3, .marks = TC_MARKS_EXACT};
    static const char *const chain[] = {"xanh", "hoa", "xanh"};
    tc_lexicon *lexicon = tc_plan_reader_lexicon(f->x.reader);
    for (size_t i = 0; i < p.len; i++)
        assert_status(tc_lexicon_word(lexicon, tc_span_str(chain[i]), &p.words[i], &f->x.err),
                      TC_OK, &f->x.err);
    assert_true(is_in(f->x.texts[DRAWN].tokens, &p));
    assert_false(is_in(f->x.texts[DRAWN + 1].tokens, &p));
    check_all(f, "chain", &p, ask(f, &f->x.arena, "\"xanh hoa xanh\"", &p, 0, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_drawn), cmocka_unit_test(test_chains)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
