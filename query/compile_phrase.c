/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases, in every way to write them. */
#include <stdlib.h>

#include "base/utf8.h"
#include "query/compiling.h"

/* Pairs are in the index without marks: one stands for a phrase typed without any. */
static bool is_pair_term(tc_field_id field, const tc_typed *a, const tc_typed *b)
{
    return !a->prefix && !b->prefix && a->hold == TC_HOLD_FOLDED && b->hold == TC_HOLD_FOLDED &&
           tc_record_has_bigram(field, a->word, b->word);
}

/* Records are costly to read: documents that lack a pair of the phrase need not be. */
static tc_query *with_pairs(tc_compiling *c, tc_field_id field, const tc_typed *words, size_t n,
                            tc_query *phrase)
{
    tc_query *filter = tc_query_new(c->arena, TC_Q_FILTER);
    tc_query_add(c->arena, filter, phrase);
    for (size_t i = 0; i + 1 < n; i++) {
        const tc_typed *a = &words[i], *b = &words[i + 1];
        if (!a->prefix && !b->prefix && tc_record_has_bigram(field, a->word, b->word))
            tc_query_add(
                c->arena, filter,
                tc_query_term(c->arena, tc_record_bigram_term(c->arena, field, a->word, b->word)));
    }
    return filter->count > 1 ? filter : phrase;
}

/* By how often a document has these it is mostly told whether it has a phrase (query/certain.h). */
static const tc_phrase_terms *folded_terms(const tc_compiling *c, tc_field_id field,
                                           const tc_typed *words, size_t n)
{
    tc_phrase_terms *terms = tc_arena_array(c->arena, n, sizeof *terms);
    for (size_t i = 0; i < n; i++) {
        const tc_typed *w = &words[i];
        if (w->prefix || (i && !tc_record_has_bigram(field, w[-1].word, w->word)))
            return NULL;
        terms[i].word = tc_record_word_term(c->arena, field, TC_LAYER_FOLDED, w->word);
        if (i)
            terms[i].pair = tc_record_bigram_term(c->arena, field, w[-1].word, w->word);
    }
    return terms;
}

/* The words with a blank between, but for the first letter, which may be a capital. */
static tc_span spelling_of(tc_arena *a, const tc_typed *words, size_t n)
{
    TC_VEC(char) text = {0};
    size_t first = 0;
    for (size_t i = 0; i < n; i++) {
        tc_span word = words[i].word->lower;
        if (i)
            tc_vec_push(a, &text, ' ');
        for (size_t k = 0; k < word.len; k++)
            tc_vec_push(a, &text, word.ptr[k]);
    }
    tc_span whole = tc_span_make(text.items, text.len);
    tc_utf8_next(whole, &first);
    return tc_span_sub(whole, first, whole.len);
}

tc_status tc_phrase_query(tc_query **out, tc_compiling *c, tc_field_id field, const tc_typed *words,
                          size_t n)
{
    if (n == 1)
        return tc_word_query(out, c, field, &words[0]);
    if (n == 2 && is_pair_term(field, &words[0], &words[1])) {
        *out = tc_query_term(c->arena,
                             tc_record_bigram_term(c->arena, field, words[0].word, words[1].word));
        return TC_OK;
    }
    *out = tc_query_new(c->arena, TC_Q_PHRASE);
    (*out)->field = field;
    (*out)->spelling = spelling_of(c->arena, words, n);
    for (size_t i = 0; i < n; i++) {
        tc_query *part;
        tc_status s = tc_word_query(&part, c, field, &words[i]);
        if (s != TC_OK)
            return s;
        if (part->kind == TC_Q_NOTHING) {
            *out = part;
            return TC_OK;
        }
        tc_query_add(c->arena, *out, part);
    }
    (*out)->folded = folded_terms(c, field, words, n);
    *out = with_pairs(c, field, words, n, *out);
    return TC_OK;
}

/* Places of a phrase that have another spelling: short forms, words that have one, numerals. Of
 * more than so many the rest stay as typed. */
enum { MOST_PLACES = 3, MOST_WAYS = 1 << MOST_PLACES };
typedef struct {
    struct {
        const tc_word *const *other;
        size_t at, taken, count; /* count: words of the other spelling */
    } items[MOST_PLACES];
    size_t len;
} tc_places;

static void add_place(tc_places *places, size_t at, size_t taken, const tc_word *const *other,
                      size_t count)
{
    if (places->len == MOST_PLACES || count == 0)
        return;
    places->items[places->len].other = other;
    places->items[places->len].at = at;
    places->items[places->len].taken = taken;
    places->items[places->len++].count = count;
}

/* The other ways to write the numeral at word i of a phrase, where there is one. */
static tc_status add_numeral(size_t *taken, tc_places *places, tc_compiling *c,
                             const tc_tokens *tokens, const tc_typed_words *in, size_t i)
{
    uint32_t value;
    const tc_word *typed = in->items[i].word;
    *taken = tc_typed_numeral(in, tokens, i, &value);
    const tc_typed *before = i ? &in->items[i - 1] : NULL;
    bool roman =
        *taken == 0 && !in->items[i].prefix && typed->roman && tc_counts_roman(before, typed);
    if (roman)
        *taken = 1, value = typed->roman;
    if (*taken == 0 || value > TC_MOST_COUNTED)
        return TC_OK;
    tc_numeral_ways *ways = tc_arena_alloc(c->arena, sizeof *ways);
    tc_status s = tc_numeral_find(ways, c, value);
    if (s != TC_OK)
        return s;
    if (!typed->digits)
        add_place(places, i, *taken, &ways->digits, 1);
    if (!roman && tc_counts_roman(before, ways->roman))
        add_place(places, i, *taken, &ways->roman, 1);
    if (*taken == 1)
        add_place(places, i, *taken, ways->spelt, ways->spelt_count);
    return TC_OK;
}

/* tokens: of these words; NULL: numerals mean just themselves. */
static tc_status find_places(tc_places *out, tc_compiling *c, const tc_tokens *tokens,
                             const tc_typed_words *in)
{
    enum { LONGEST = 64 }; /* a longer one is a quotation */
    tc_status s = TC_OK;
    out->len = 0;
    for (size_t i = 0; s == TC_OK && in->len <= LONGEST && i < in->len;) {
        const tc_word *const *other;
        size_t n, taken = 0, more;
        for (size_t k = 0;
             (more = tc_abbreviation_at(c->with->short_forms, in, i, k, &other, &n)) > 0; k++) {
            taken = more;
            add_place(out, i, taken, other, n);
        }
        if (taken == 0 && tokens)
            s = add_numeral(&taken, out, c, tokens, in, i);
        i += taken ? taken : 1;
    }
    return s;
}

/* Is one place spelt in two ways at once? */
static bool contradicts(const tc_places *places, unsigned bits)
{
    for (size_t p = 1; p < places->len; p++)
        for (size_t q = 0; q < p; q++)
            if (places->items[q].at == places->items[p].at && (bits >> q & 1) && (bits >> p & 1))
                return true;
    return false;
}

/* The phrase with the other spelling at the places whose bit is set. */
static tc_typed_words respell(const tc_compiling *c, const tc_typed_words *in,
                              const tc_places *places, unsigned bits)
{
    tc_typed_words out = {0};
    size_t p = 0;
    for (size_t i = 0; i < in->len;) {
        while (p < places->len && (places->items[p].at < i || !(bits >> p & 1)))
            p++;
        if (p == places->len || places->items[p].at != i) {
            tc_vec_push(c->arena, &out, in->items[i]);
            i++;
            continue;
        }
        for (size_t k = 0; k < places->items[p].count; k++)
            tc_vec_push(c->arena, &out, tc_as_typed(c, places->items[p].other[k], &in->items[i]));
        i += places->items[p].taken;
    }
    return out;
}

typedef struct {
    tc_typed_words words;
    bool typed;
} tc_way;

static int longest_first(const void *a, const void *b)
{
    const tc_way *x = a, *y = b;
    return x->words.len < y->words.len ? 1 : x->words.len > y->words.len ? -1 : 0;
}

/* What a document weighs that has the phrase spelt so, its pairs of neighbours with it. */
static tc_status weigh_way(tc_query **out, tc_run *r, const tc_way *way)
{
    tc_compiling *c = r->c;
    tc_status s = tc_phrase_query(out, c, r->field, way->words.items, way->words.len);
    if (s != TC_OK || (*out)->kind == TC_Q_NOTHING)
        return s;
    if (!way->typed)
        return tc_match_weights(out, r, r->words.items, r->words.len, way->words.items,
                                way->words.len);
    for (size_t i = 0; s == TC_OK && r->free && !c->excluded && i < r->words.len; i++)
        s = tc_run_add_pair(r, i);
    *out = tc_query_join(c->arena, TC_Q_MAYBE, *out, r->extras);
    r->extras = NULL;
    return s;
}

static void want_ways(tc_run *r, const tc_way *ways, size_t count)
{
    uint32_t pair = count > 1 ? ++r->c->out->pairs : 0;
    for (int typed = 1; typed >= 0; typed--)
        for (size_t i = 0; i < count; i++)
            if (ways[i].typed == typed)
                tc_want_as(r->c, (tc_wanted){.field = r->field,
                                             .phrase = true,
                                             .pair = pair,
                                             .other = !typed,
                                             .items = ways[i].words.items,
                                             .len = ways[i].words.len});
}

/* The same words, wherever they stand: what weighs need not be read. */
static tc_query *loose(tc_arena *a, const tc_query *q)
{
    tc_query *out = tc_arena_alloc(a, sizeof *out);
    *out = *q;
    out->kind = q->kind == TC_Q_PHRASE ? TC_Q_AND : q->kind;
    out->children = NULL;
    out->count = out->capacity = 0;
    for (size_t i = 0; i < q->count; i++)
        tc_query_add(a, out, loose(a, q->children[i]));
    return out;
}

/* A phrase as it was typed, and with short forms spelt out and words cut short: found in each of
 * these ways. A shorter one weighs only where no longer one stands. */
static tc_status phrase_ways(tc_query **out, tc_run *r)
{
    tc_compiling *c = r->c;
    tc_arena *a = c->arena;
    tc_way ways[MOST_WAYS];
    tc_places places;
    size_t count = 0;
    tc_status s = find_places(&places, c, r->tokens, &r->words);
    for (unsigned i = 0; i < 1U << places.len; i++)
        if (!contradicts(&places, i))
            ways[count++] = (tc_way){i ? respell(c, &r->words, &places, i) : r->words, i == 0};
    qsort(ways, count, sizeof *ways, longest_first);
    want_ways(r, ways, count);
    tc_query *any = NULL, *weights = NULL, *longer = NULL;
    for (size_t i = 0; s == TC_OK && i < count; i++) {
        tc_query *q;
        s = weigh_way(&q, r, &ways[i]);
        if (s != TC_OK)
            return s;
        if (count == 1) {
            *out = q;
            return TC_OK;
        }
        tc_query *weight_of =
            longer ? tc_query_join(a, TC_Q_NOT, loose(a, q), longer) : loose(a, q);
        any = tc_query_join(a, TC_Q_OR, any, tc_query_boost(a, q, 0));
        weights = tc_query_join(a, TC_Q_OR, weights, weight_of);
        longer = tc_query_join(a, TC_Q_OR, longer,
                               tc_all_pairs(r, ways[i].words.items, ways[i].words.len));
    }
    *out = c->excluded ? any : tc_query_join(a, TC_Q_MAYBE, any, weights);
    return s;
}

tc_status tc_phrase_leaf(tc_query **out, tc_run *r)
{
    tc_compiling *c = r->c;
    tc_status s = phrase_ways(out, r);
    c->out->leaves += r->free && !c->excluded;
    for (size_t i = 0; s == TC_OK && r->free && !c->excluded && i < r->words.len; i++)
        s = tc_run_add_named(r, i);
    if (s == TC_OK)
        *out = tc_query_join(c->arena, TC_Q_MAYBE, *out, r->extras);
    return s;
}
