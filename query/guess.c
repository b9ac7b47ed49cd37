/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/guess.h"

#include <math.h>
#include <stdlib.h>

#include "store/record.h"
#include "text/key.h"
#include "text/slip.h"

enum { MOST_TERMS = 20000, MOST_NEAR = 32, MOST_READINGS = 64, FEW_PAIRS = 2 };

static const double MARGIN = 6; /* guesses that are worth so much less are no choice */

/* Pairs in texts say most, then the letters. */
static const struct {
    double pairs, documents, elsewhere;
} weight = {2, 0.5, 0.05};

/* ---- what the index knows ----------------------------------------------------------------- */

static tc_status count_of(uint64_t *out, const tc_word_reader *r, tc_layer layer,
                          const tc_word *word, tc_error *err)
{
    return tc_reader_term_count(out, r->reader,
                                tc_record_word_term(r->arena, r->field, layer, word), err);
}

tc_status tc_guess_count(uint64_t *out, const tc_word_reader *r, const tc_typed *typed,
                         tc_error *err)
{
    tc_layer layer = typed->hold == TC_HOLD_ACCENT ? TC_LAYER_ACCENT : TC_LAYER_FOLDED;
    return count_of(out, r, layer, typed->word, err);
}

static tc_status pair_count(uint64_t *out, const tc_word_reader *r, const tc_word *first,
                            const tc_word *second, tc_error *err)
{
    *out = 0;
    if (!first || !second || !tc_record_has_bigram(r->field, first, second))
        return TC_OK;
    return tc_reader_term_count(out, r->reader,
                                tc_record_bigram_term(r->arena, r->field, first, second), err);
}

tc_status tc_guess_support(uint64_t *out, const tc_guess_place *p, const tc_word *word,
                           tc_error *err)
{
    uint64_t left, right = 0;
    tc_status s = pair_count(&left, &p->reader, p->before, word, err);
    if (s == TC_OK)
        s = pair_count(&right, &p->reader, word, p->after, err);
    *out = left > right ? left : right;
    return s;
}

/* ---- words near to it --------------------------------------------------------------------- */

typedef struct {
    tc_word word; /* its folded key, and the accent key that is nearest */
    unsigned cost;
    bool crosses;
    uint64_t documents, pairs;
    double worth;
} candidate;

typedef struct {
    const tc_guess_place *place;
    const tc_word *typed;
    unsigned most; /* cost */
    tc_guess_kind kind;
    TC_VEC(candidate) near;
    tc_error *err;
} guessing;

/* Letters alone: short words have many neighbours, and must be nearer. */
static unsigned most_cost(const tc_word *typed, tc_guess_kind kind)
{
    if (kind == TC_GUESS_SOUNDS)
        return TC_SLIP_SOUND + 2;
    if (kind == TC_GUESS_BESIDE)
        return TC_SLIP_EDIT;
    if (typed->letters <= 2)
        return TC_SLIP_SOUND + 1;
    if (typed->syllable) /* a right one, as "giêng" is: one slip made it of another, not two */
        return TC_SLIP_EDIT;
    return typed->letters <= 4 ? TC_SLIP_EDIT + 2 : 2 * TC_SLIP_EDIT;
}

static tc_span open_key(tc_arena *a, tc_span folded)
{
    return tc_span_str(tc_arena_printf(a, "%.*s'", (int)folded.len, folded.ptr));
}

static double first_worth(const candidate *c)
{
    return -(double)c->cost + weight.documents * log1p((double)c->documents);
}

static int by_worth(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->crosses != y->crosses)
        return x->crosses ? 1 : -1;
    if (x->worth < y->worth || x->worth > y->worth)
        return x->worth < y->worth ? 1 : -1;
    return tc_span_cmp(x->word.folded, y->word.folded);
}

static void sort(guessing *g)
{
    if (g->near.len)
        qsort(g->near.items, g->near.len, sizeof *g->near.items, by_worth);
}

/* The letters of a word, as bits. */
static uint32_t letters_of(tc_span folded)
{
    uint32_t set = 0;
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] >= 'a' && folded.ptr[i] <= 'z')
            set |= (uint32_t)1 << (folded.ptr[i] - 'a');
    return set;
}

/* Two slips change at most four letters of the set: most words are told apart so, without
 * comparing them letter by letter. */
static bool far_apart(tc_span a, tc_span b)
{
    return __builtin_popcount(letters_of(a) ^ letters_of(b)) > 4;
}

static void consider(guessing *g, tc_span folded, uint64_t documents, tc_span typed_open)
{
    tc_arena *a = g->place->reader.arena;
    size_t have = folded.len, want = g->typed->folded.len;
    if (have > want + 2 || want > have + 2 || tc_span_eq(folded, g->typed->folded) ||
        far_apart(folded, g->typed->folded))
        return;
    tc_slip slip = tc_slip_between(typed_open, open_key(a, folded));
    if (slip.cost > g->most)
        return;
    candidate c = {.word = {.folded = folded}, .cost = slip.cost, .documents = documents};
    c.worth = first_worth(&c);
    tc_vec_push(a, &g->near, c);
}

static bool is_letters(tc_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < 'a' || s.ptr[i] > 'z')
            return false;
    return s.len > 0;
}

/* The folded words of the index that begin with one of the likely first letters. */
static tc_status scan_words(guessing *g)
{
    char initials[12];
    const tc_word_reader *r = &g->place->reader;
    tc_span typed_open = open_key(r->arena, g->typed->folded);
    tc_span prefix = tc_field_prefix(r->field);
    tc_slip_initials(initials, sizeof initials, g->typed->folded);
    for (const char *c = initials; *c; c++) {
        tc_term_list list;
        tc_span start = tc_term_make(r->arena, prefix, tc_span_make(c, 1));
        tc_status s = tc_reader_terms(&list, r->arena, r->reader, start, MOST_TERMS, g->err);
        if (s != TC_OK)
            return s;
        for (size_t i = 0; i < list.len; i++) {
            tc_span folded = tc_span_sub(list.items[i].term, prefix.len, list.items[i].term.len);
            if (is_letters(folded))
                consider(g, folded, list.items[i].documents, typed_open);
        }
    }
    return TC_OK;
}

/* The same word with another first letter, or with one before it. */
static tc_status try_first_letters(guessing *g)
{
    const tc_word_reader *r = &g->place->reader;
    tc_span folded = g->typed->folded, typed_open = open_key(r->arena, folded);
    for (char c = 'a'; c <= 'z' && folded.len > 2; c++)
        for (size_t from = 0; from < 2; from++) {
            uint64_t n = 0;
            tc_span rest = tc_span_sub(folded, from, folded.len);
            tc_word w = {.folded = tc_span_str(
                             tc_arena_printf(r->arena, "%c%.*s", c, (int)rest.len, rest.ptr))};
            tc_status s = count_of(&n, r, TC_LAYER_FOLDED, &w, g->err);
            if (s != TC_OK)
                return s;
            if (n)
                consider(g, w.folded, n, typed_open);
        }
    return TC_OK;
}

/* Of the readings of these letters the one that is nearest. beside: in so many documents the
 * letters stand beside the neighbour, 0 for not known: a reading that not half as many have is not
 * what stands there, and those that more have stand there no more often for that ("những" beside
 * "tham"). */
static tc_status choose_reading(candidate *c, guessing *g, uint64_t beside)
{
    tc_term_list list;
    const tc_word_reader *r = &g->place->reader;
    double best = 0;
    tc_status s = tc_reader_terms(&list, r->arena, r->reader,
                                  tc_record_readings_prefix(r->arena, r->field, &c->word),
                                  MOST_READINGS, g->err);
    for (size_t i = 0; s == TC_OK && i < list.len; i++) {
        tc_span accent = tc_record_accent_key(r->field, list.items[i].term);
        tc_slip slip = tc_slip_between(g->typed->accent, accent);
        uint64_t all = list.items[i].documents, here = beside && all > beside ? beside : all;
        double worth = weight.documents * log1p((double)here) +
                       weight.elsewhere * log1p((double)all) - (double)slip.cost -
                       (slip.crosses ? TC_SLIP_FAR : 0);
        if (all < (beside + 1) / 2)
            continue;
        if (c->word.accent.len && worth <= best)
            continue;
        best = worth;
        c->word.accent = accent;
        c->cost = slip.cost;
        c->crosses = slip.crosses;
    }
    return s;
}

static tc_status weigh(candidate *c, guessing *g)
{
    tc_status s = tc_guess_support(&c->pairs, g->place, &c->word, g->err);
    /* pairs know no marks: they may be those of another reading, if this one is rarer than they */
    if (s == TC_OK && g->typed->marked)
        s = choose_reading(c, g, g->kind == TC_GUESS_ANY ? 0 : c->pairs);
    c->worth = first_worth(c) + weight.pairs * log1p((double)c->pairs);
    return s;
}

/* What is a well-formed syllable as typed, or very short, was mostly meant so: another word must
 * stand beside the neighbours, or be very near. */
static bool is_likely(const guessing *g, const candidate *c)
{
    bool paired = tc_record_has_bigram(g->place->reader.field, g->typed, g->typed);
    bool doubtful = paired && (g->typed->syllable || g->typed->letters <= 3);
    if (g->typed->marked && c->word.accent.len == 0)
        return false;
    if (c->cost > g->most + 2)
        return false;
    /* for a word that there is, only one that is at home here: "xử" is mostly seen before "lý" */
    bool at_home =
        g->place->absent ? c->pairs > 0 : c->pairs > FEW_PAIRS && c->pairs >= c->documents / 4;
    if (g->kind != TC_GUESS_ANY && !at_home)
        return false;
    return !doubtful || c->pairs > FEW_PAIRS || c->cost < TC_SLIP_EDIT - 2;
}

static tc_status weigh_nearest(guessing *g)
{
    size_t kept = 0;
    sort(g);
    if (g->near.len > MOST_NEAR)
        g->near.len = MOST_NEAR;
    for (size_t i = 0; i < g->near.len; i++) {
        candidate c = g->near.items[i];
        tc_status s = weigh(&c, g);
        if (s != TC_OK)
            return s;
        if (is_likely(g, &c))
            g->near.items[kept++] = c;
    }
    g->near.len = kept;
    sort(g);
    return TC_OK;
}

/* How it is written: with the marks of its reading, without any in a question that has none. */
static tc_status spell(tc_span *out, candidate *c, guessing *g)
{
    const tc_word_reader *r = &g->place->reader;
    tc_status s = TC_OK;
    *out = TC_SPAN("");
    if (g->place->marked && c->word.accent.len == 0)
        s = choose_reading(c, g, 0);
    tc_span accent = g->place->marked ? c->word.accent : open_key(r->arena, c->word.folded);
    if (s == TC_OK && !tc_key_spelling(r->arena, accent, out))
        *out = c->word.folded;
    return s;
}

tc_status tc_guess_words(tc_guesses *out, const tc_guess_place *place, const tc_word *typed,
                         tc_guess_kind kind, tc_error *err)
{
    guessing g = {
        .place = place, .typed = typed, .most = most_cost(typed, kind), .kind = kind, .err = err};
    memset(out, 0, sizeof *out);
    tc_status s = scan_words(&g);
    if (s == TC_OK && kind != TC_GUESS_SOUNDS)
        s = try_first_letters(&g);
    if (s == TC_OK)
        s = weigh_nearest(&g);
    for (size_t i = 0; s == TC_OK && i < g.near.len && out->len < TC_GUESSES; i++) {
        candidate *c = &g.near.items[i];
        if (i && tc_span_eq(c->word.folded, c[-1].word.folded)) /* found in two ways */
            continue;
        if (c->crosses != g.near.items[0].crosses || c->worth < g.near.items[0].worth - MARGIN)
            break;
        tc_guess guess = {.worth = c->worth, .crosses = c->crosses};
        s = spell(&guess.text, c, &g);
        tc_vec_push(place->reader.arena, out, guess);
    }
    return s;
}

tc_status tc_guess_written(tc_span *out, const tc_guess_place *place, const tc_word *word,
                           tc_error *err)
{
    guessing g = {.place = place, .typed = word, .err = err};
    candidate c = {.word = *word};
    if (word->marked || !place->marked) {
        *out = word->lower;
        return TC_OK;
    }
    c.word.accent = TC_SPAN("");
    return spell(out, &c, &g);
}

/* ---- another reading ---------------------------------------------------------------------- */

/* A reading is doubtful when its letters stand beside the neighbour in far more documents than
 * have it at all. */
enum { DOUBTFUL = 10 };

tc_status tc_guess_reading(tc_guesses *out, const tc_guess_place *place, const tc_word *typed,
                           uint64_t documents, uint64_t beside, tc_error *err)
{
    memset(out, 0, sizeof *out);
    if (beside <= (documents ? FEW_PAIRS : 0) || documents > beside / DOUBTFUL)
        return TC_OK;
    guessing g = {.place = place, .typed = typed, .err = err};
    candidate c = {.word = {.folded = typed->folded}};
    tc_status s = choose_reading(&c, &g, beside);
    tc_guess guess = {.crosses = c.crosses};
    if (s != TC_OK || c.word.accent.len == 0 || tc_span_eq(c.word.accent, typed->accent) ||
        !tc_key_spelling(place->reader.arena, c.word.accent, &guess.text))
        return s;
    tc_vec_push(place->reader.arena, out, guess);
    return TC_OK;
}

static int by_guess(const void *a, const void *b)
{
    const tc_guess *x = a, *y = b;
    if (x->worth < y->worth || x->worth > y->worth)
        return x->worth < y->worth ? 1 : -1;
    return tc_span_cmp(x->text, y->text);
}

tc_status tc_guess_readings(tc_guesses *out, const tc_guess_place *place, const tc_word *typed,
                            uint64_t beside, tc_error *err)
{
    tc_term_list list;
    const tc_word_reader *r = &place->reader;
    memset(out, 0, sizeof *out);
    if (beside <= FEW_PAIRS)
        return TC_OK;
    tc_status s =
        tc_reader_terms(&list, r->arena, r->reader,
                        tc_record_readings_prefix(r->arena, r->field, typed), MOST_READINGS, err);
    for (size_t i = 0; s == TC_OK && i < list.len; i++) {
        tc_span accent = tc_record_accent_key(r->field, list.items[i].term);
        uint64_t all = list.items[i].documents;
        tc_slip slip = tc_slip_between(typed->accent, accent);
        tc_guess guess = {.worth = -(double)slip.cost - (slip.crosses ? TC_SLIP_FAR : 0)};
        bool at_home = all >= (beside + 1) / 2 && beside >= all / 4;
        if (at_home && !tc_span_eq(accent, typed->accent) &&
            tc_key_spelling(r->arena, accent, &guess.text))
            tc_vec_push(r->arena, out, guess);
    }
    if (out->len)
        qsort(out->items, out->len, sizeof *out->items, by_guess);
    out->len = out->len < TC_GUESSES ? out->len : TC_GUESSES;
    return s;
}

/* ---- words typed as one ------------------------------------------------------------------- */

enum { MOST_LETTERS = 40, MOST_PART = 7 }; /* "nghiêng" */

typedef struct {
    const tc_word *word;
    size_t from;   /* the letter it begins at */
    size_t before; /* the part before it, among those that end there; SIZE_MAX: none */
    double worth;
} part;
typedef TC_VEC(part) parts;

typedef struct {
    const tc_guess_place *place;
    tc_span spelt;
    size_t starts[MOST_LETTERS + 1]; /* bytes */
    size_t letters;
    parts ending[MOST_LETTERS + 1];
    tc_error *err;
} splitting;

/* A part beside the best part before it, if texts have them side by side. */
static tc_status link_part(splitting *k, part *p, bool *linked)
{
    const parts *before = &k->ending[p->from];
    *linked = p->from == 0;
    for (size_t i = 0; i < before->len; i++) {
        uint64_t n;
        const part *b = &before->items[i];
        tc_status s = pair_count(&n, &k->place->reader, b->word, p->word, k->err);
        if (s != TC_OK)
            return s;
        bool told = tc_record_has_bigram(k->place->reader.field, b->word, p->word);
        double worth = b->worth + weight.pairs * log1p((double)n) - TC_SLIP_EDIT;
        if ((told && n == 0) || (*linked && worth <= p->worth))
            continue;
        *linked = true;
        p->worth = worth;
        p->before = i;
    }
    return TC_OK;
}

/* A syllable as typed, or without marks letters that are often a word: no stray consonants. */
static bool can_be_part(const splitting *k, const tc_word *w, uint64_t documents)
{
    if (w->syllable)
        return documents > 0 && (w->letters > 1 || w->marked); /* ý */
    bool vowel = false;
    for (size_t i = 0; i < w->folded.len; i++)
        vowel = vowel || strchr("aeiouy", w->folded.ptr[i]);
    bool often = documents > k->place->reader.documents / 100;
    return vowel && often && !w->marked && !w->roman && w->letters > 1;
}

static tc_status try_part(splitting *k, size_t from, size_t to)
{
    const tc_word_reader *r = &k->place->reader;
    part p = {.from = from, .before = SIZE_MAX};
    uint64_t n = 0;
    bool linked = false;
    tc_span spelt = tc_span_sub(k->spelt, k->starts[from], k->starts[to]);
    if (from && k->ending[from].len == 0)
        return TC_OK;
    tc_status s = tc_lexicon_word(r->lexicon, spelt, &p.word, k->err);
    if (s == TC_OK)
        s = count_of(&n, r, p.word->marked ? TC_LAYER_ACCENT : TC_LAYER_FOLDED, p.word, k->err);
    if (s == TC_OK && can_be_part(k, p.word, n))
        s = link_part(k, &p, &linked);
    if (s == TC_OK && linked)
        tc_vec_push(r->arena, &k->ending[to], p);
    return s;
}

static tc_span written_parts(splitting *k, size_t end, size_t which)
{
    tc_arena *a = k->place->reader.arena;
    const part *p = &k->ending[end].items[which];
    if (p->before == SIZE_MAX)
        return p->word->lower;
    tc_span front = written_parts(k, p->from, p->before);
    return tc_span_str(tc_arena_printf(a, "%.*s %.*s", (int)front.len, front.ptr,
                                       (int)p->word->lower.len, p->word->lower.ptr));
}

static void read_letters(splitting *k, tc_span spelt)
{
    k->spelt = spelt;
    for (size_t i = 0; i < spelt.len && k->letters < MOST_LETTERS; i++)
        if (((unsigned char)spelt.ptr[i] & 0xC0) != 0x80)
            k->starts[k->letters++] = i;
    k->starts[k->letters] = spelt.len;
}

tc_status tc_guess_parts(tc_guesses *out, const tc_guess_place *place, const tc_word *typed,
                         tc_error *err)
{
    splitting k = {.place = place, .err = err};
    tc_status s = TC_OK;
    memset(out, 0, sizeof *out);
    if (typed->letters < 4 || typed->letters > MOST_LETTERS)
        return TC_OK;
    read_letters(&k, typed->lower);
    for (size_t to = 1; to <= k.letters; to++)
        for (size_t from = to > MOST_PART ? to - MOST_PART : 0; s == TC_OK && from < to; from++)
            if (to - from < k.letters)
                s = try_part(&k, from, to);
    if (s != TC_OK)
        return s;
    const parts *whole = &k.ending[k.letters];
    size_t best = 0;
    for (size_t i = 1; i < whole->len; i++)
        if (whole->items[i].worth > whole->items[best].worth)
            best = i;
    if (whole->len) {
        tc_guess guess = {.text = written_parts(&k, k.letters, best),
                          .worth = whole->items[best].worth};
        tc_vec_push(place->reader.arena, out, guess);
    }
    return TC_OK;
}
