/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/suggest.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "query/guess.h"
#include "query/verify.h"
#include "text/text.h"

enum { MOST_WORDS = 40, MOST_GUESSED = 12, MOST_EDITS = 8, MOST_PAIRS = 24 };
enum { RARE = 2, MANY = 200, SELDOM = 20 }; /* documents; one of so many */

/* A stretch of the question and what may stand there. */
typedef struct {
    tc_range source;
    tc_span texts[TC_SUGGESTIONS];
    size_t count;
    bool number;
} edit;

typedef struct {
    tc_arena *arena;
    tc_engine *engine;
    const tc_asked *asked;
    TC_VEC(edit) edits;
    bool marked;
    bool capitals;         /* the question is in capitals */
    size_t words, guessed; /* looked at; guessed at, which costs milliseconds */
    size_t pairs;          /* looked for in texts */
    tc_error *err;
} suggesting;

static bool is_capital(tc_arena *a, tc_span letter)
{
    return !tc_span_eq(letter, tc_text_lower(a, letter));
}

/* The guess with the capitals of what was typed: of all of it, or of the first letter. */
static tc_span with_case(const suggesting *k, tc_range source, tc_span guess)
{
    tc_arena *a = k->arena;
    tc_span typed = tc_span_sub(k->asked->text, source.start, source.end);
    size_t one = 0, two = 0, first = 0;
    if (typed.len == 0 || guess.len == 0)
        return guess;
    tc_utf8_next(typed, &one);
    if (!is_capital(a, tc_span_sub(typed, 0, one)))
        return guess;
    two = one;
    if (one < typed.len)
        tc_utf8_next(typed, &two);
    if (two > one && is_capital(a, tc_span_sub(typed, one, two)))
        return tc_text_upper(a, guess);
    tc_utf8_next(guess, &first);
    tc_span capital = tc_text_upper(a, tc_span_sub(guess, 0, first));
    return tc_span_str(tc_arena_printf(a, "%.*s%.*s", (int)capital.len, capital.ptr,
                                       (int)(guess.len - first), guess.ptr + first));
}

static void add_edit(suggesting *k, tc_range source, const tc_guesses *g)
{
    edit e = {.source = source};
    for (size_t i = 0; i < g->len && e.count < TC_SUGGESTIONS; i++)
        if (g->items[i].crosses == g->items[0].crosses)
            e.texts[e.count++] = with_case(k, source, g->items[i].text);
    if (e.count)
        tc_vec_push(k->arena, &k->edits, e);
}

/* ---- numbers ------------------------------------------------------------------------------ */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* What stands between blanks, begins with a digit and has a dash or stroke in it: a number, also
 * when no grammar knows its organ. */
static bool is_number(tc_span s)
{
    bool dash = false, letter = false;
    for (size_t i = 0; i < s.len; i++) {
        dash = dash || s.ptr[i] == '-' || s.ptr[i] == '/';
        letter = letter || (s.ptr[i] | 0x20) >= 'a';
    }
    return s.len && s.ptr[0] >= '0' && s.ptr[0] <= '9' && dash && letter;
}

static tc_status read_numbers(suggesting *k, tc_span text, size_t offset)
{
    for (size_t i = 0; i < text.len;) {
        size_t end = i;
        while (end < text.len && !is_blank(text.ptr[end]))
            end++;
        tc_span chunk = tc_span_sub(text, i, end);
        if (is_number(chunk) && k->guessed++ < MOST_GUESSED) {
            edit e = {.source = {i + offset, end + offset}, .number = true};
            tc_status s = tc_suggest_numbers(e.texts, TC_SUGGESTIONS, &e.count, k->arena, k->engine,
                                             chunk, k->err);
            if (s != TC_OK)
                return s;
            if (e.count)
                tc_vec_push(k->arena, &k->edits, e);
        }
        i = end + 1;
    }
    return TC_OK;
}

/* ---- words -------------------------------------------------------------------------------- */

typedef struct {
    tc_typed_words typed;
    tc_tokens *tokens;
    tc_span text;
    size_t offset;
    tc_word_reader reader;
} run;

static const tc_word *word_at(const run *r, size_t i)
{
    return i < r->typed.len ? r->typed.items[i].word : NULL;
}

static tc_guess_place place_of(const suggesting *k, const run *r, size_t i, size_t next)
{
    return (tc_guess_place){.reader = r->reader,
                            .before = i ? word_at(r, i - 1) : NULL,
                            .after = word_at(r, next),
                            .marked = k->marked};
}

/* Is the word part of a chunk with digits: a number, a date, Covid-19? */
static bool in_number(const run *r, const tc_typed *w)
{
    size_t from = w->source.start - r->offset, to = w->source.end - r->offset;
    while (from && !is_blank(r->text.ptr[from - 1]))
        from--;
    while (to < r->text.len && !is_blank(r->text.ptr[to]))
        to++;
    for (size_t i = from; i < to; i++)
        if (r->text.ptr[i] >= '0' && r->text.ptr[i] <= '9')
            return true;
    return false;
}

/* The bytes of an apostrophe that begins or ends at i; 0: there is none. */
static size_t apostrophe(tc_span text, size_t i, bool ends)
{
    static const tc_span signs[] = {TC_SPAN_LIT("'"), TC_SPAN_LIT("\xE2\x80\x99")};
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
        size_t n = signs[k].len;
        if (ends ? i >= n && tc_span_ends(tc_span_sub(text, 0, i), signs[k])
                 : tc_span_starts(tc_span_sub(text, i, text.len), signs[k]))
            return n;
    }
    return 0;
}

/* d'Hondt, K'Ho: a name of another language, which no word of ours is meant by. */
static bool in_foreign_name(const run *r, const tc_typed *w)
{
    size_t from = w->source.start - r->offset, to = w->source.end - r->offset;
    size_t before = apostrophe(r->text, from, true), after = apostrophe(r->text, to, false);
    return (before && from > before && !is_blank(r->text.ptr[from - before - 1])) ||
           (after && to + after < r->text.len && !is_blank(r->text.ptr[to + after]));
}

/* "hoạ ch": two stretches that are one word of the index. */
static tc_status try_joining(bool *joined, suggesting *k, const run *r, size_t i)
{
    const tc_typed *a = &r->typed.items[i], *b = a + 1;
    const tc_word *word;
    uint64_t n = 0;
    *joined = false;
    if (i + 1 >= r->typed.len || a->word->letters + b->word->letters > 7)
        return TC_OK;
    tc_span one = a->word->lower, two = b->word->lower;
    tc_span both = tc_span_str(
        tc_arena_printf(k->arena, "%.*s%.*s", (int)one.len, one.ptr, (int)two.len, two.ptr));
    tc_status s = tc_lexicon_word(r->reader.lexicon, both, &word, k->err);
    tc_typed whole = {.word = word, .hold = word->marked ? TC_HOLD_ACCENT : TC_HOLD_FOLDED};
    if (s == TC_OK)
        s = tc_guess_count(&n, &r->reader, &whole, k->err);
    if (s != TC_OK || n == 0)
        return s;
    tc_guess guess = {.worth = 0};
    tc_guesses g = {&guess, 1, 1};
    tc_guess_place place = place_of(k, r, i, i + 2);
    s = tc_guess_written(&guess.text, &place, word, k->err);
    if (s != TC_OK)
        return s;
    *joined = true;
    add_edit(k, (tc_range){a->source.start, b->source.end}, &g);
    return TC_OK;
}

/* A word that no document has. */
static tc_status unknown_word(size_t *taken, suggesting *k, const run *r, size_t i)
{
    tc_guesses g;
    bool joined = false;
    const tc_typed *w = &r->typed.items[i];
    tc_guess_place place = place_of(k, r, i, i + 1);
    *taken = 1;
    if (k->guessed++ >= MOST_GUESSED)
        return TC_OK;
    tc_status s = try_joining(&joined, k, r, i);
    if (s != TC_OK || joined) {
        *taken = 2;
        return s;
    }
    s = tc_guess_parts(&g, &place, w->word, k->err);
    if (s == TC_OK && g.len == 0)
        s = tc_guess_words(&g, &place, w->word, TC_GUESS_ANY, k->err);
    if (s == TC_OK)
        add_edit(k, w->source, &g);
    return s;
}

/* "kế hoa ch": each is a word somewhere, but not here. */
static tc_status join_known(bool *joined, suggesting *k, const run *r, size_t i)
{
    uint64_t beside = 0;
    const tc_typed *w = &r->typed.items[i];
    *joined = false;
    if (i + 1 >= r->typed.len || w[1].word->syllable || w[1].word->digits)
        return TC_OK;
    tc_guess_place place = place_of(k, r, i, i + 1);
    tc_status s = tc_guess_support(&beside, &place, w[1].word, k->err);
    return s == TC_OK && beside == 0 ? try_joining(joined, k, r, i) : s;
}

/* Do two words stand side by side in so many texts? Pairs of the index know no marks, so texts are
 * read: a few hundred at most, those that say most of the two. */
static tc_status stand_so(bool *out, suggesting *k, const run *r, tc_span first, tc_span second,
                          size_t least)
{
    tc_compiled *c;
    tc_hits *hits;
    tc_compile_options o = {.marks = TC_MARKS_EXACT}; /* "doc" is not "đọc" */
    /* what is right stands in the first text that is read; what is not, or seldom, where most is */
    tc_search_options any = {.limit = least, .sort_slot = TC_NO_SLOT, .unordered = true};
    tc_search_options best = {.limit = least, .sort_slot = TC_NO_SLOT};
    tc_span both = tc_span_str(tc_arena_printf(k->arena, "%.*s %.*s", (int)first.len, first.ptr,
                                               (int)second.len, second.ptr));
    tc_ask *ask = tc_ask_leaf(k->arena, TC_ASK_PHRASE, r->reader.field, both);
    k->pairs++;
    *out = false;
    tc_status s = tc_engine_compile(&c, k->arena, k->engine, ask, &o, k->err);
    if (s == TC_OK)
        s = tc_verified_search(&hits, k->arena, k->engine, c->query, &any, 0, k->err);
    if (s == TC_OK && hits->len < least)
        s = tc_verified_search(&hits, k->arena, k->engine, c->query, &best, 0, k->err);
    *out = s == TC_OK && hits->len >= least;
    return s;
}

/* Does a spelling stand, in so many texts, beside one of the neighbours whose letters stand beside
 * its own? told: of so many neighbours that is known. */
static tc_status stands_here(bool *out, size_t *told, suggesting *k, const run *r,
                             const tc_guess_place *place, const tc_word *word, size_t least)
{
    const tc_guess_place sides[] = {{.reader = place->reader, .before = place->before},
                                    {.reader = place->reader, .after = place->after}};
    *out = false;
    *told = 0;
    for (size_t i = 0; i < 2 && !*out; i++) {
        uint64_t n;
        tc_status s = tc_guess_support(&n, &sides[i], word, k->err);
        if (s == TC_OK && n) {
            ++*told;
            s = i ? stand_so(out, k, r, word->lower, place->after->lower, least)
                  : stand_so(out, k, r, place->before->lower, word->lower, least);
        }
        if (s != TC_OK)
            return s;
    }
    return TC_OK;
}

/* Leaves of the guesses the first that stands here as it is written; not as somebody's slip. */
static tc_status keep_standing(tc_guesses *g, suggesting *k, const run *r,
                               const tc_guess_place *place)
{
    size_t n = g->len, least = k->engine->documents >= MANY ? RARE + 1 : 1;
    g->len = 0;
    for (size_t i = 0; i < n && g->len == 0; i++) {
        const tc_word *word;
        size_t told;
        bool stands = false;
        tc_status s = tc_lexicon_word(r->reader.lexicon, g->items[i].text, &word, k->err);
        if (s == TC_OK)
            s = stands_here(&stands, &told, k, r, place, word, least);
        if (s != TC_OK)
            return s;
        if (stands)
            g->items[g->len++] = g->items[i];
    }
    return TC_OK;
}

/* "bão hiểm": the letters are often side by side, but in no text with these marks. Texts are read
 * only where another reading may be meant, or the letters are rarely seen here ("tuyên chuyền"). */
static tc_status misread_word(tc_guesses *out, suggesting *k, const run *r,
                              const tc_guess_place *place, const tc_typed *w, uint64_t beside)
{
    bool stands = true;
    size_t told = 0;
    uint64_t letters;
    tc_typed open = *w;
    open.hold = TC_HOLD_FOLDED;
    memset(out, 0, sizeof *out);
    if (k->pairs >= MOST_PAIRS || r->reader.field != TC_FIELD_ID_TOPIC)
        return TC_OK;
    tc_status s = tc_guess_count(&letters, &r->reader, &open, k->err);
    bool strange = s == TC_OK && beside < letters / SELDOM;
    if (s == TC_OK)
        s = tc_guess_readings(out, place, w->word, beside, k->err);
    if (s == TC_OK && (out->len || strange))
        s = stands_here(&stands, &told, k, r, place, w->word, 1);
    if (s != TC_OK || stands || told == 0) {
        out->len = 0;
        return s;
    }
    s = keep_standing(out, k, r, place);
    if (s != TC_OK || out->len || !strange || k->guessed++ >= MOST_GUESSED)
        return s;
    s = tc_guess_words(out, place, w->word, TC_GUESS_SOUNDS, k->err);
    return s == TC_OK ? keep_standing(out, k, r, place) : s;
}

/* "dân sô"; what sounds alike and keeps the typed marks comes before ("viên trức"). */
static tc_status other_reading(tc_guesses *out, suggesting *k, const tc_guess_place *place,
                               const tc_word *word, uint64_t documents, uint64_t beside)
{
    if (place->absent && k->guessed++ < MOST_GUESSED) {
        tc_status s = tc_guess_words(out, place, word, TC_GUESS_SOUNDS, k->err);
        if (s != TC_OK || (out->len && !out->items[0].crosses))
            return s;
    }
    return tc_guess_reading(out, place, word, documents, beside, k->err);
}

/* A word that there is, but never beside these neighbours ("sử lý" for "xử lý"), or never with
 * these marks beside them ("dân sô"). documents have it as typed. */
static tc_status known_word(suggesting *k, const run *r, size_t i, uint64_t documents)
{
    uint64_t beside;
    tc_guesses g;
    const tc_typed *w = &r->typed.items[i];
    tc_guess_place place = place_of(k, r, i, i + 1);
    /* some document has the same slip */
    bool rare = documents <= RARE && k->engine->documents >= MANY && !w->word->syllable;
    tc_status s = tc_guess_support(&beside, &place, w->word, k->err);
    if (s != TC_OK || (!place.before && !place.after))
        return s;
    place.absent = documents == 0;
    if (w->hold == TC_HOLD_ACCENT && beside) {
        s = misread_word(&g, k, r, &place, w, beside);
        if (s == TC_OK && g.len == 0)
            s = other_reading(&g, k, &place, w->word, documents, beside);
    } else if (beside == 0 && k->guessed++ < MOST_GUESSED)
        s = tc_guess_words(&g, &place, w->word, rare ? TC_GUESS_BESIDE : TC_GUESS_SOUNDS, k->err);
    else
        return TC_OK;
    if (s == TC_OK)
        add_edit(k, w->source, &g);
    return s;
}

/* Words of questions, which documents need not have; with their marks, as without them they are
 * other words too. */
static bool asks(const tc_word *w)
{
    static const char *const words[] = {"ai",  "bao",   "đâu", "gì",  "giờ", "khi", "lâu",
                                        "mấy", "nhiêu", "nào", "sao", "thế", "vì"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (tc_span_eq(w->lower, tc_span_str(words[i])))
            return true;
    return false;
}

static bool has_vowel(tc_span folded)
{
    for (size_t i = 0; i < folded.len; i++)
        if (strchr("aeiouy", folded.ptr[i]))
            return true;
    return false;
}

/* ĐTTX, ThS, BTC: a short form that the index does not have is not another one. Of a question in
 * capitals it is what cannot be spoken. */
static bool is_short_form(const suggesting *k, const tc_typed *w)
{
    tc_range source = w->source;
    tc_span typed = tc_span_sub(k->asked->text, source.start, source.end);
    size_t capitals = 0;
    for (size_t i = 0; i < typed.len;) {
        size_t start = i;
        tc_utf8_next(typed, &i);
        capitals += is_capital(k->arena, tc_span_sub(typed, start, i));
    }
    return capitals > 1 && (!k->capitals || !has_vowel(w->word->folded));
}

static tc_status read_word(size_t *taken, suggesting *k, const run *r, size_t i)
{
    uint32_t numeral;
    uint64_t n, letters;
    const tc_typed *w = &r->typed.items[i];
    tc_typed open = *w;
    open.hold = TC_HOLD_FOLDED;
    if ((*taken = tc_typed_numeral(&r->typed, r->tokens, i, &numeral)) > 0)
        return TC_OK;
    *taken = 1;
    if (w->word->digits || w->decoded || asks(w->word) || is_short_form(k, w) || in_number(r, w) ||
        in_foreign_name(r, w))
        return TC_OK;
    tc_status s = tc_guess_count(&letters, &r->reader, &open, k->err);
    if (s == TC_OK)
        s = tc_guess_count(&n, &r->reader, w, k->err);
    if (s != TC_OK)
        return s;
    if (letters == 0)
        return unknown_word(taken, k, r, i);
    bool joined = false;
    s = join_known(&joined, k, r, i);
    *taken = joined ? 2 : 1;
    return s == TC_OK && !joined ? known_word(k, r, i, n) : s;
}

static tc_status read_words(suggesting *k, const tc_ask *leaf, size_t offset)
{
    run r = {.text = leaf->text, .offset = offset};
    tc_field_id field = leaf->field == TC_ASK_NO_FIELD ? TC_FIELD_ID_TOPIC : leaf->field;
    r.reader = (tc_word_reader){.arena = k->arena,
                                .lexicon = k->engine->lexicon,
                                .reader = k->engine->reader,
                                .field = field,
                                .documents = k->engine->documents};
    tc_status s =
        tc_words_read(&r.typed, &r.tokens, &r.reader, leaf->text, offset, k->asked->marks, k->err);
    k->marked = k->marked || tc_words_marked(&r.typed);
    for (size_t i = 0, taken = 1; s == TC_OK && i < r.typed.len; i += taken)
        if (k->words++ < MOST_WORDS && k->edits.len < MOST_EDITS)
            s = read_word(&taken, k, &r, i);
    return s;
}

static tc_status read_ask(suggesting *k, const tc_ask *ask)
{
    tc_status s = TC_OK;
    bool words = ask->kind == TC_ASK_WORDS || ask->kind == TC_ASK_PHRASE;
    bool leaf = words || ask->kind == TC_ASK_NUMBER;
    for (size_t i = 0; s == TC_OK && ask->kind != TC_ASK_NOT && i < ask->count; i++)
        s = read_ask(k, ask->children[i]);
    if (!leaf || ask->text.len == 0)
        return s;
    size_t offset = (size_t)(ask->text.ptr - k->asked->text.ptr);
    tc_field_kind kind =
        ask->field == TC_ASK_NO_FIELD ? TC_FIELD_TEXT : tc_field_at(ask->field)->kind;
    if (kind == TC_FIELD_TEXT || kind == TC_FIELD_NUMBER_KIND)
        s = read_numbers(k, ask->text, offset);
    if (s == TC_OK && kind == TC_FIELD_TEXT && words)
        s = read_words(k, ask, offset);
    return s;
}

/* ---- questions ---------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const edit *x = a, *y = b;
    return x->source.start < y->source.start ? -1 : x->source.start > y->source.start;
}

/* The question with each stretch put right; other: that choice of the first one. */
static tc_span rewrite(const suggesting *k, size_t other)
{
    tc_span text = k->asked->text;
    TC_VEC(char) out = {0};
    size_t at = 0;
    for (size_t i = 0; i < k->edits.len; i++) {
        const edit *e = &k->edits.items[i];
        tc_span better = e->texts[i == 0 ? other : 0];
        if (e->source.start < at)
            continue;
        for (; at < e->source.start; at++)
            tc_vec_push(k->arena, &out, text.ptr[at]);
        for (size_t c = 0; c < better.len; c++)
            tc_vec_push(k->arena, &out, better.ptr[c]);
        at = e->source.end;
    }
    for (; at < text.len; at++)
        tc_vec_push(k->arena, &out, text.ptr[at]);
    return tc_span_make(out.items, out.len);
}

static tc_status collect(tc_suggestions *out, suggesting *k)
{
    bool choose = k->edits.len == 1 && (k->asked->finds || k->edits.items[0].number);
    size_t choices = choose ? k->edits.items[0].count : 1;
    if (k->edits.len > 1)
        qsort(k->edits.items, k->edits.len, sizeof *k->edits.items, by_place);
    for (size_t i = 0; k->edits.len && i < choices; i++) {
        bool finds = true;
        tc_span text = rewrite(k, i);
        tc_status s = TC_OK;
        if (k->asked->finds)
            s = k->asked->finds(&finds, k->asked->context, text, k->err);
        if (s != TC_OK)
            return s;
        if (finds || (i == 0 && k->asked->partial))
            out->items[out->len++] = text;
    }
    return TC_OK;
}

tc_status tc_suggest(tc_suggestions *out, tc_arena *arena, tc_engine *engine, const tc_asked *asked,
                     tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for suggestions");
    suggesting k = {.arena = arena, .engine = engine, .asked = asked, .err = err};
    memset(out, 0, sizeof *out);
    k.capitals = tc_span_eq(asked->text, tc_text_upper(arena, asked->text));
    tc_status s = asked->ask ? read_ask(&k, asked->ask) : TC_OK;
    if (s == TC_OK)
        s = collect(out, &k);
    tc_arena_uncatch(arena, &guard);
    return s;
}
