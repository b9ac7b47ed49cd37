/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and phrases. The weights below were chosen by experiment (docs/ranking.md). */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "query/compiling.h"
#include "query/together.h"

/* Of a question whose words are not all wanted, the index is asked for the rarest words and pairs:
 * at most so many of them, and about so many postings in all, but for the first few, which bounds
 * the time. Passages (query/rerank.h) then count all words. */
enum { MOST_ASKED = 40, FEWEST_ASKED = 6, MOST_POSTINGS = 100000 };

static const struct {
    double pair, title, heads;
    double unit; /* number parts that stand as a phrase only */
    double year; /* as a word of that rarity would */
} weight = {1, 0.6, 0.3, 0.3, 2};

/* ---- one word ----------------------------------------------------------------------------- */

static tc_word_reader word_reader(const tc_compiling *c, tc_field_id field)
{
    return (tc_word_reader){.arena = c->arena,
                            .lexicon = c->with->lexicon,
                            .reader = c->with->reader,
                            .field = field,
                            .documents = c->with->documents};
}

static tc_status readings_query(tc_query **out, tc_compiling *c, tc_field_id field,
                                const tc_typed *w)
{
    tc_term_list list;
    tc_word_reader r = word_reader(c, field);
    tc_status s = tc_typed_readings(&list, &r, w, c->err);
    if (s != TC_OK)
        return s;
    *out = tc_query_new(c->arena, list.len ? TC_Q_SYNONYM : TC_Q_NOTHING);
    for (size_t i = 0; i < list.len; i++)
        tc_query_add(c->arena, *out, tc_query_term(c->arena, list.items[i].term));
    return TC_OK;
}

static tc_status word_query(tc_query **out, tc_compiling *c, tc_field_id field, const tc_typed *w)
{
    tc_arena *a = c->arena;
    if (w->hold == TC_HOLD_READINGS || (w->prefix && w->hold == TC_HOLD_ACCENT))
        return readings_query(out, c, field, w);
    tc_layer layer = w->hold == TC_HOLD_ACCENT ? TC_LAYER_ACCENT : TC_LAYER_FOLDED;
    *out = tc_query_term(a, tc_record_word_term(a, field, layer, w->word));
    if (w->prefix)
        (*out)->kind = TC_Q_PREFIX;
    (*out)->source = w->source;
    return TC_OK;
}

/* In a question typed with marks a word without any most likely means just that: other readings of
 * it match where it must be there, but weigh nothing. */
static tc_status scored_word(tc_query **out, tc_compiling *c, tc_field_id field, const tc_typed *w,
                             bool literal, bool must)
{
    tc_status s = TC_OK;
    bool itself = literal && w->literal && !w->prefix;
    if (must || !itself)
        s = word_query(out, c, field, w);
    if (s != TC_OK || !itself)
        return s;
    tc_query *exact =
        tc_query_term(c->arena, tc_record_word_term(c->arena, field, TC_LAYER_ACCENT, w->word));
    *out =
        must ? tc_query_join(c->arena, TC_Q_OR, exact, tc_query_boost(c->arena, *out, 0)) : exact;
    return TC_OK;
}

/* A question is typed with marks when two of five words have some: in running Vietnamese text it
 * is seven of ten. */
static bool typed_with_marks(const tc_typed_words *words)
{
    size_t marked = 0, letters = 0;
    for (size_t i = 0; i < words->len; i++) {
        marked += words->items[i].word->marked;
        letters += !words->items[i].word->digits;
    }
    return marked * 5 >= letters * 2 && marked > 0;
}

/* ---- phrases ------------------------------------------------------------------------------ */

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

static tc_status phrase_query(tc_query **out, tc_compiling *c, tc_field_id field,
                              const tc_typed *words, size_t n)
{
    if (n == 1)
        return word_query(out, c, field, &words[0]);
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
        tc_status s = word_query(&part, c, field, &words[i]);
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

/* A word of the table of short forms as if it had been typed. */
static tc_typed as_typed(const tc_compiling *c, const tc_word *word, const tc_typed *like)
{
    tc_typed w = *like;
    w.word = word;
    w.hold = c->options->marks == TC_MARKS_IGNORE ? TC_HOLD_FOLDED : TC_HOLD_ACCENT;
    return w;
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

/* A numeral in digits, Roman and in words. */
typedef struct {
    const tc_word *digits, *roman, *spelt[3];
    size_t spelt_count;
} tc_numeral_ways;

/* Above so many nobody counts in Roman numerals or in words. */
enum { MOST_COUNTED = 100, MOST_ROMAN = 39 };

static tc_status numeral_ways(tc_numeral_ways *out, const tc_compiling *c, uint32_t value)
{
    char text[16];
    tc_span words[3];
    snprintf(text, sizeof text, "%" PRIu32, value);
    tc_status s = tc_lexicon_word(c->with->lexicon, tc_span_str(text), &out->digits, c->err);
    tc_roman_format(text, value);
    if (s == TC_OK)
        s = tc_lexicon_word(c->with->lexicon, tc_span_str(text), &out->roman, c->err);
    out->spelt_count = tc_numeral_spell(words, value);
    for (size_t k = 0; s == TC_OK && k < out->spelt_count; k++)
        s = tc_lexicon_word(c->with->lexicon, words[k], &out->spelt[k], c->err);
    return s;
}

/* The other ways to write the numeral at word i of a phrase, where there is one. */
static tc_status add_numeral(size_t *taken, tc_places *places, tc_compiling *c,
                             const tc_tokens *tokens, const tc_typed_words *in, size_t i)
{
    uint32_t value;
    const tc_word *typed = in->items[i].word;
    *taken = tc_typed_numeral(in, tokens, i, &value);
    bool roman = *taken == 0 && !in->items[i].prefix && typed->roman && typed->roman <= MOST_ROMAN;
    if (roman)
        *taken = 1, value = typed->roman;
    if (*taken == 0 || value > MOST_COUNTED)
        return TC_OK;
    tc_numeral_ways *ways = tc_arena_alloc(c->arena, sizeof *ways);
    tc_status s = numeral_ways(ways, c, value);
    if (s != TC_OK)
        return s;
    if (!typed->digits)
        add_place(places, i, *taken, &ways->digits, 1);
    if (!roman && value <= MOST_ROMAN)
        add_place(places, i, *taken, &ways->roman, 1);
    if (*taken == 1)
        add_place(places, i, *taken, ways->spelt, ways->spelt_count);
    return TC_OK;
}

/* tokens: of these words; NULL: numerals mean just themselves. */
static tc_status find_places(tc_places *out, tc_compiling *c, const tc_tokens *tokens,
                             const tc_typed_words *in)
{
    tc_status s = TC_OK;
    out->len = 0;
    for (size_t i = 0; s == TC_OK && i < in->len;) {
        const tc_word *const *other;
        size_t n, taken = tc_abbreviation_at(c->with->short_forms, in, i, &other, &n);
        if (taken)
            add_place(out, i, taken, other, n);
        else if (tokens)
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
            tc_vec_push(c->arena, &out, as_typed(c, places->items[p].other[k], &in->items[i]));
        i += places->items[p].taken;
    }
    return out;
}

/* ---- what to mark ------------------------------------------------------------------------- */

static void want_as(tc_compiling *c, tc_wanted run)
{
    if (c->excluded || run.len == 0)
        return;
    run.phrase = run.phrase && run.len > 1;
    *(tc_wanted *)tc_vec_add(c->arena, &c->out->wanted) = run;
}

static void want(tc_compiling *c, tc_field_id field, bool phrase, tc_typed *items, size_t len)
{
    want_as(c, (tc_wanted){.field = field, .phrase = phrase, .items = items, .len = len});
}

static void note(tc_compiling *c, const tc_typed_words *words, tc_marks marks)
{
    bool marked = tc_words_marked(words);
    c->out->marked = c->out->marked || (marked && marks != TC_MARKS_IGNORE);
    c->out->openable = c->out->openable || (marked && marks != TC_MARKS_EXACT);
}

/* ---- runs of words ------------------------------------------------------------------------ */

typedef struct {
    tc_compiling *c;
    tc_field_id field;
    bool free; /* no field: title, heads and numbers count */
    bool literal;
    bool any;     /* not all words are wanted */
    double least; /* rarity of what is asked for, when any */
    tc_typed_words words;
    const tc_tokens *tokens; /* of these words; NULL: they mean just themselves */
    tc_numbers numbers;
    tc_dates dates;
    tc_query *must;   /* AND or OR of what is asked for */
    tc_query *extras; /* OR of what only adds weight, or NULL */
    TC_VEC(tc_wanted)
    others; /* spellings that were not typed: marked behind all that were, so
               that typed words stay neighbours */
} tc_run;

static void extra(tc_run *r, tc_query *q, double factor)
{
    tc_arena *a = r->c->arena;
    if (!r->extras)
        r->extras = tc_query_new(a, TC_Q_OR);
    tc_query_add(a, r->extras, factor == 1 ? q : tc_query_boost(a, q, factor));
}

/* A word in a title or head weighs like more of the same in the text: by how rare it is in texts.
 * By how rare it is in titles, which are short and few, one odd word would outweigh all others. */
static tc_status field_extra(tc_run *r, tc_field_id field, const tc_typed *w, double factor)
{
    tc_query *q;
    tc_compiling *c = r->c;
    uint64_t here = 0, in_text = 0;
    tc_layer layer = w->hold == TC_HOLD_ACCENT ? TC_LAYER_ACCENT : TC_LAYER_FOLDED;
    tc_status s = scored_word(&q, c, field, w, r->literal, false);
    if (s == TC_OK && c->with->reader)
        s = tc_reader_term_count(&here, c->with->reader,
                                 tc_record_word_term(c->arena, field, layer, w->word), c->err);
    if (s == TC_OK && here)
        s = tc_reader_term_count(&in_text, c->with->reader,
                                 tc_record_word_term(c->arena, r->field, layer, w->word), c->err);
    if (s == TC_OK && (here || !c->with->reader))
        extra(r, q,
              here ? factor * tc_rarity(c->with->documents, in_text) /
                         tc_rarity(c->with->documents, here)
                   : factor);
    return s;
}

/* Words that ask are the asker's, not the document's: "huyện nào", "ai ký", "bao nhiêu", "vì sao".
 * "Thế nào" stays: documents say it too. Without their marks some are other words. */
static const struct {
    const char *word, *before; /* any, or only behind this one */
    bool unmarked;             /* means it without marks too */
} asking[] = {
    {"nào", NULL, true},  {"gì", NULL, true},     {"ai", NULL, false},
    {"đâu", NULL, false}, {"nhiêu", "bao", true}, {"lâu", "bao", true},
    {"giờ", "bao", true}, {"sao", "tại", true},   {"sao", "vì", true},
};

static bool means(const tc_typed *typed, const tc_word *word, bool unmarked)
{
    return typed->word->accent_id == word->accent_id ||
           (unmarked && !typed->word->marked && typed->word->folded_id == word->folded_id);
}

/* Such words are not asked of the index, and count for nothing in passages. */
static tc_status leave_out_asking(tc_run *r)
{
    tc_status s = TC_OK;
    tc_lexicon *lexicon = r->c->with->lexicon;
    const tc_word *word, *before, *the;
    s = tc_lexicon_word(lexicon, TC_SPAN("thế"), &the, r->c->err);
    for (size_t k = 0; s == TC_OK && k < sizeof asking / sizeof *asking; k++) {
        before = NULL;
        s = tc_lexicon_word(lexicon, tc_span_str(asking[k].word), &word, r->c->err);
        if (s == TC_OK && asking[k].before)
            s = tc_lexicon_word(lexicon, tc_span_str(asking[k].before), &before, r->c->err);
        for (size_t i = 0; s == TC_OK && i < r->words.len; i++) {
            tc_typed *w = &r->words.items[i];
            if (!means(w, word, asking[k].unmarked && !r->literal) ||
                (before && (i == 0 || w[-1].word->folded_id != before->folded_id)) ||
                (i > 0 && w[-1].word->folded_id == the->folded_id))
                continue;
            w->asks = true;
            w->rarity = 0;
            if (before)
                w[-1].asks = true, w[-1].rarity = 0;
        }
    }
    return s;
}

/* Also into the first word: for passages. 0 when the two are no pair. */
static tc_status find_pair_rarity(tc_compiling *c, tc_field_id field, tc_typed *a,
                                  const tc_typed *b)
{
    uint64_t n = 0;
    a->pair_rarity = 0;
    if (!c->with->reader || a->prefix || b->prefix || a->asks || b->asks ||
        !tc_record_has_bigram(field, a->word, b->word))
        return TC_OK;
    tc_status s = tc_reader_term_count(
        &n, c->with->reader, tc_record_bigram_term(c->arena, field, a->word, b->word), c->err);
    a->pair_rarity = n ? tc_rarity(c->with->documents, n) : 0;
    return s;
}

static tc_status pair_extra(tc_run *r, tc_field_id field, tc_typed *a, const tc_typed *b,
                            double factor)
{
    if (a->prefix || b->prefix || !tc_record_has_bigram(field, a->word, b->word))
        return TC_OK;
    tc_status s = find_pair_rarity(r->c, field, a, b);
    if (!r->any || (a->pair_rarity > 0 && a->pair_rarity >= r->least))
        extra(
            r,
            tc_query_term(r->c->arena, tc_record_bigram_term(r->c->arena, field, a->word, b->word)),
            factor);
    return s;
}

/* Of any words the rarest are asked for, and each once. */
static bool is_asked(const tc_run *r, size_t i)
{
    const tc_typed *w = &r->words.items[i];
    if (!r->any)
        return true;
    if (w->asks)
        return false;
    for (size_t k = 0; k < i; k++)
        if (r->words.items[k].word->accent_id == w->word->accent_id)
            return false;
    return w->rarity >= r->least;
}

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x > y ? -1 : x < y;
}

/* Rarity is a logarithm: how many documents it stands for. */
static double documents_of(const tc_run *r, double rarity)
{
    return (double)r->c->with->documents * exp(-rarity);
}

static tc_status find_least(tc_run *r)
{
    size_t n = 0;
    tc_status s = TC_OK;
    double postings = 0;
    double *all = tc_arena_array(r->c->arena, 2 * r->words.len, sizeof *all);
    for (size_t i = 0; s == TC_OK && i < r->words.len; i++) {
        tc_typed *w = &r->words.items[i];
        all[n++] = w->rarity;
        if (i + 1 < r->words.len)
            s = find_pair_rarity(r->c, r->field, w, w + 1);
        if (w->pair_rarity > 0)
            all[n++] = w->pair_rarity;
    }
    qsort(all, n, sizeof *all, descending);
    for (size_t i = 0; i < n && i < MOST_ASKED; i++) {
        postings += documents_of(r, all[i]);
        if (i >= FEWEST_ASKED && postings > MOST_POSTINGS)
            break;
        r->least = all[i];
    }
    return s;
}

/* Weight from the neighbour behind word i. */
static tc_status add_pair(tc_run *r, size_t i)
{
    tc_typed *w = &r->words.items[i];
    return i + 1 < r->words.len ? pair_extra(r, r->field, w, w + 1, weight.pair) : TC_OK;
}

/* "kế hoạch chuyển đổi số năm 2024": every plan speaks of years, so that documents of that year
 * weigh more, whatever share of all they are. Both ends of "2021-2025" are none. */
static tc_status add_year(tc_run *r, size_t i)
{
    enum { FIRST_YEAR = 1945, LAST_YEAR = 2100 };
    uint64_t n = 0;
    tc_compiling *c = r->c;
    const tc_typed *w = &r->words.items[i];
    bool other = (i > 0 && w[-1].word->digits) || (i + 1 < r->words.len && w[1].word->digits);
    if (!r->free || other || w->prefix || !w->word->digits || w->word->letters != 4 ||
        w->word->value < FIRST_YEAR || w->word->value > LAST_YEAR || !c->with->reader)
        return TC_OK;
    tc_span term = tc_record_key_term(c->arena, TC_FIELD_ID_YEAR, w->word->folded);
    tc_status s = tc_reader_term_count(&n, c->with->reader, term, c->err);
    if (s != TC_OK || n == 0)
        return s;
    extra(r, tc_query_term(c->arena, term), weight.year / tc_rarity(c->with->documents, n));
    tc_vec_push(c->arena, &c->out->years, w->word->folded);
    return TC_OK;
}

/* Weight from title and heads for word i. */
static tc_status add_named(tc_run *r, size_t i)
{
    tc_typed *w = &r->words.items[i];
    tc_status s = TC_OK;
    if (r->free && !w->prefix && is_asked(r, i)) {
        s = field_extra(r, TC_FIELD_ID_TITLE, w, weight.title);
        if (s == TC_OK && !r->any)
            s = field_extra(r, TC_FIELD_ID_HEADS, w, weight.heads);
    }
    return s;
}

/* The number that begins at typed word i, and how many words it takes; NULL when none does. */
static const tc_number *number_at(const tc_run *r, size_t i, size_t *taken)
{
    const tc_typed *w = &r->words.items[i];
    for (size_t k = 0; r->free && k < r->numbers.len; k++) {
        const tc_number *n = &r->numbers.items[k];
        if (n->first != w->first || n->shared)
            continue;
        *taken = 0;
        while (i + *taken < r->words.len && r->words.items[i + *taken].first < n->next)
            ++*taken;
        return n;
    }
    return NULL;
}

static tc_status number_segment(tc_query **out, tc_run *r, const tc_number *n, size_t i,
                                size_t taken)
{
    tc_query *parts;
    tc_status s = tc_compile_free_number(out, r->c, n->text);
    if (s == TC_OK || s == TC_ENOTFOUND) {
        tc_query *number = s == TC_OK ? *out : NULL;
        s = phrase_query(&parts, r->c, r->field, &r->words.items[i], taken);
        if (s == TC_OK)
            *out = tc_query_join(r->c->arena, TC_Q_OR, number,
                                 tc_query_boost(r->c->arena, parts, weight.unit));
    }
    return s;
}

/* The day or month that begins at typed word i, and how many words it takes; NULL when none. */
static const tc_dated *date_at(const tc_run *r, size_t i, size_t *taken)
{
    for (size_t k = 0; k < r->dates.len; k++) {
        const tc_dated *d = &r->dates.items[k];
        if (d->first != r->words.items[i].first)
            continue;
        *taken = 0;
        while (i + *taken < r->words.len && r->words.items[i + *taken].first < d->next)
            ++*taken;
        return d;
    }
    return NULL;
}

/* One thing, however it is written. "19-5" may be two numbers as well. */
static tc_status date_segment(tc_query **out, tc_run *r, const tc_dated *d, size_t i, size_t taken)
{
    uint64_t n = 0;
    tc_compiling *c = r->c;
    tc_typed *whole = tc_arena_alloc(c->arena, sizeof *whole);
    tc_span term = tc_record_day_term(c->arena, d->date);
    *whole = r->words.items[i];
    whole->source.end = r->words.items[i + taken - 1].source.end;
    tc_status s = c->with->reader ? tc_reader_term_count(&n, c->with->reader, term, c->err) : TC_OK;
    whole->rarity = tc_rarity(c->with->documents, n);
    want_as(c, (tc_wanted){.field = r->field, .date = d->date, .items = whole, .len = 1});
    *out = tc_query_term(c->arena, term);
    (*out)->source = whole->source;
    if (s != TC_OK || !d->loose)
        return s;
    tc_query *parts;
    want(c, r->field, true, &r->words.items[i], taken);
    s = phrase_query(&parts, c, r->field, &r->words.items[i], taken);
    if (s == TC_OK)
        *out = tc_query_join(c->arena, TC_Q_OR, *out, tc_query_boost(c->arena, parts, weight.unit));
    return s;
}

/* How much it says that a document has these words side by side. */
static tc_status sum_rarity(double *out, tc_run *r, tc_typed *words, size_t n, bool pairs)
{
    tc_status s = TC_OK;
    *out = 0;
    for (size_t k = 0; s == TC_OK && k < n; k++) {
        *out += words[k].rarity;
        if (!pairs || k + 1 == n)
            continue;
        s = find_pair_rarity(r->c, r->field, &words[k], &words[k + 1]);
        *out += words[k].pair_rarity;
    }
    return s;
}

static tc_status find_rarities(tc_run *r, tc_typed *words, size_t n)
{
    tc_compiling *c = r->c;
    tc_status s = TC_OK;
    for (size_t k = 0; s == TC_OK && c->with->reader && k < n; k++) {
        uint64_t documents;
        tc_span term = tc_record_word_term(c->arena, r->field, TC_LAYER_ACCENT, words[k].word);
        s = tc_reader_term_count(&documents, c->with->reader, term, c->err);
        words[k].rarity = tc_rarity(c->with->documents, documents);
    }
    return s;
}

/* Both spellings say the same and so weigh the same: a short form is rare and its words frequent,
 * but who writes the short form does not say more. */
static tc_status match_weights(tc_query **alt, tc_run *r, tc_typed *typed, size_t n,
                               tc_typed *other, size_t other_count)
{
    static const double most = 10;
    double wanted = 0, has = 0;
    tc_status s = sum_rarity(&wanted, r, typed, n, true);
    if (s == TC_OK)
        s = find_rarities(r, other, other_count);
    if (s == TC_OK)
        s = sum_rarity(&has, r, other, other_count, false);
    if (s != TC_OK || wanted <= 0 || has <= 0)
        return s;
    double factor = wanted / has;
    factor = factor > most ? most : factor < 1 / most ? 1 / most : factor;
    for (size_t k = 0; k < other_count; k++)
        other[k].rarity *= factor;
    *alt = tc_query_boost(r->c->arena, *alt, factor);
    return TC_OK;
}

/* All pairs of neighbours: near enough to the words side by side, and the index knows them. */
static tc_query *all_pairs(tc_run *r, const tc_typed *words, size_t n)
{
    tc_query *all = NULL;
    for (size_t k = 0; k + 1 < n; k++)
        if (tc_record_has_bigram(r->field, words[k].word, words[k + 1].word))
            all = tc_query_join(r->c->arena, TC_Q_AND, all,
                                tc_query_term(r->c->arena, tc_record_bigram_term(
                                                               r->c->arena, r->field, words[k].word,
                                                               words[k + 1].word)));
    return all;
}

/* Who writes both spellings does not say it twice: where the words stand side by side, the short
 * form weighs nothing. */
static tc_query *either_spelling(tc_run *r, tc_query *brief, tc_query *spelt, tc_query *pairs)
{
    tc_arena *a = r->c->arena;
    if (r->c->excluded || !pairs)
        return tc_query_join(a, TC_Q_OR, brief, spelt);
    tc_query *out = tc_query_join(a, TC_Q_OR, tc_query_boost(a, brief, 0), spelt);
    tc_query_add(a, out, tc_query_join(a, TC_Q_NOT, brief, pairs));
    return out;
}

/* Another spelling, to be marked where it stands. */
static void want_other(tc_run *r, uint32_t pair, tc_typed *items, size_t len)
{
    *(tc_wanted *)tc_vec_add(r->c->arena, &r->others) = (tc_wanted){
        .field = r->field, .phrase = true, .pair = pair, .other = true, .items = items, .len = len};
}

/* How rare these words side by side are at least. */
static tc_status find_together(double *out, tc_run *r, tc_typed *words, size_t n)
{
    tc_status s = TC_OK;
    *out = n ? words[0].rarity : 0;
    for (size_t k = 0; s == TC_OK && k + 1 < n; k++) {
        s = find_pair_rarity(r->c, r->field, &words[k], &words[k + 1]);
        bool pair = tc_record_has_bigram(r->field, words[k].word, words[k + 1].word);
        double next =
            pair && words[k].pair_rarity <= 0 ? HUGE_VAL : words[k].pair_rarity; /* nowhere */
        next = next > words[k + 1].rarity ? next : words[k + 1].rarity;
        *out = next > *out ? next : *out;
    }
    return s;
}

/* Do the same n words stand before word i? */
static bool said_before(const tc_run *r, size_t i, size_t n)
{
    const tc_typed *words = r->words.items;
    for (size_t from = 0; from + n <= i; from++) {
        size_t k = 0;
        while (k < n && words[from + k].word->accent_id == words[i + k].word->accent_id)
            k++;
        if (k == n)
            return true;
    }
    return false;
}

/* Of any words a pair of spellings is asked for as a rare word is: once, and when neither is
 * frequent. */
static tc_status are_asked(bool *out, tc_run *r, size_t i, size_t n, tc_typed_words *other)
{
    double typed = 0, others = 0;
    *out = true;
    if (!r->any || !r->c->with->reader)
        return TC_OK;
    tc_status s = find_together(&typed, r, &r->words.items[i], n);
    if (s == TC_OK)
        s = find_rarities(r, other->items, other->len);
    if (s == TC_OK)
        s = find_together(&others, r, other->items, other->len);
    *out = typed >= r->least && others >= r->least && !said_before(r, i, n);
    return s;
}

/* Of any words near enough will do: as far as the index can tell without reading. */
static void leave_unread(tc_query *q)
{
    if (q->kind == TC_Q_FILTER)
        q = q->children[0];
    if (q->kind == TC_Q_PHRASE)
        q->kind = TC_Q_AND;
}

/* Those of the words [i, i + n) that are asked for; NULL: none. */
static tc_status typed_query(tc_query **out, tc_run *r, size_t i, size_t n)
{
    tc_query *q;
    tc_status s = TC_OK;
    *out = tc_query_new(r->c->arena, r->any ? TC_Q_OR : TC_Q_AND);
    for (size_t k = i; s == TC_OK && k < i + n; k++) {
        if (!is_asked(r, k))
            continue;
        s = scored_word(&q, r->c, r->field, &r->words.items[k], r->literal, !r->any);
        if (s == TC_OK)
            tc_query_add(r->c->arena, *out, q);
    }
    if ((*out)->count == 0)
        *out = NULL;
    return s;
}

/* Words [i, i + n) and the other spelling they have. */
static tc_status short_segment(tc_query **out, tc_run *r, size_t i, size_t n,
                               const tc_word *const *other, size_t other_count)
{
    tc_typed_words alternative = {0};
    tc_query *typed = NULL, *alt = NULL;
    bool asked;
    for (size_t k = 0; k < other_count; k++)
        tc_vec_push(r->c->arena, &alternative, as_typed(r->c, other[k], &r->words.items[i]));
    tc_status s = are_asked(&asked, r, i, n, &alternative);
    if (s == TC_OK && (asked || n > 1))
        s = typed_query(&typed, r, i, n);
    if (s == TC_OK && asked)
        s = phrase_query(&alt, r->c, r->field, alternative.items, alternative.len);
    if (s == TC_OK && r->any && alt)
        leave_unread(alt);
    if (s == TC_OK && alt && alt->kind != TC_Q_NOTHING)
        s = match_weights(&alt, r, &r->words.items[i], n, alternative.items, alternative.len);
    if (s != TC_OK)
        return s;
    uint32_t pair = ++r->c->out->pairs;
    want_as(r->c,
            (tc_wanted){.field = r->field, .pair = pair, .items = &r->words.items[i], .len = n});
    want_other(r, pair, alternative.items, alternative.len);
    if (!typed || !alt)
        *out = typed ? typed : alt;
    else if (n > 1)
        *out = either_spelling(r, alt, typed, all_pairs(r, &r->words.items[i], n));
    else
        *out = either_spelling(r, typed, alt, all_pairs(r, alternative.items, other_count));
    return s;
}

/* ---- numerals ----------------------------------------------------------------------------- */

/* "khóa 13" is "khóa XIII" and "70 năm" is "bảy mươi năm": people type digits where documents write
 * Roman numerals or words. These are asked for by pairs of neighbours, which the index knows: what
 * stands alone may mean something else. */
/* Words that are asked for by all their pairs. *has: what these weigh; 0 when one is nowhere. */
static tc_status find_pairs(double *has, tc_run *r, tc_typed *words, size_t n)
{
    tc_status s = TC_OK;
    *has = 0;
    for (size_t k = 0; s == TC_OK && k + 1 < n; k++) {
        s = find_pair_rarity(r->c, r->field, &words[k], &words[k + 1]);
        *has = words[k].pair_rarity > 0 && (k == 0 || *has > 0) ? *has + words[k].pair_rarity : 0;
    }
    return s;
}

/* Adds " khoa xiii" to *others: the numeral behind the word before typed word i. */
static tc_status as_roman(tc_query **others, tc_run *r, size_t i, const tc_numeral_ways *ways,
                          uint32_t pair)
{
    double has;
    const tc_typed *at = &r->words.items[i];
    if (i == 0 || at[-1].next != at->first || at[-1].word->digits)
        return TC_OK;
    tc_typed *two = tc_arena_array(r->c->arena, 2, sizeof *two);
    two[0] = at[-1];
    two[1] = as_typed(r->c, ways->roman, at);
    tc_status s = find_pairs(&has, r, two, 2);
    if (s != TC_OK || has <= 0)
        return s;
    two[0].rarity = 0; /* it counts where it was typed */
    *others = tc_query_join(r->c->arena, TC_Q_OR, *others, all_pairs(r, two, 2));
    want_other(r, pair, two, 2);
    return TC_OK;
}

/* Adds "bảy mươi lăm" to *others, as heavy as its digits at typed word i. */
static tc_status as_words(tc_query **others, tc_run *r, size_t i, const tc_numeral_ways *ways,
                          uint32_t pair)
{
    double has;
    size_t n = ways->spelt_count;
    const tc_typed *at = &r->words.items[i];
    tc_typed *words = tc_arena_array(r->c->arena, n, sizeof *words);
    for (size_t k = 0; k < n; k++)
        words[k] = as_typed(r->c, ways->spelt[k], at);
    tc_status s = find_pairs(&has, r, words, n);
    if (s != TC_OK || has <= 0)
        return s;
    for (size_t k = 0; k < n; k++) {
        words[k].rarity = at->rarity / (double)n;
        words[k].pair_rarity = 0;
    }
    *others = tc_query_join(r->c->arena, TC_Q_OR, *others,
                            tc_query_boost(r->c->arena, all_pairs(r, words, n), at->rarity / has));
    want_other(r, pair, words, n);
    return TC_OK;
}

/* How many typed words from i on are a numeral that can be written otherwise. */
static size_t numeral_at(const tc_run *r, size_t i, uint32_t *value)
{
    if (!r->tokens || r->c->excluded)
        return 0;
    size_t n = tc_typed_numeral(&r->words, r->tokens, i, value);
    return *value > MOST_COUNTED ? 0 : n;
}

static tc_status digits_segment(tc_query **out, tc_run *r, size_t i, uint32_t value)
{
    tc_numeral_ways ways;
    tc_query *others = NULL, *typed = NULL;
    uint32_t pair = ++r->c->out->pairs;
    tc_status s = numeral_ways(&ways, r->c, value);
    if (s == TC_OK)
        s = as_roman(&others, r, i, &ways, pair);
    if (s == TC_OK)
        s = as_words(&others, r, i, &ways, pair);
    want_as(r->c,
            (tc_wanted){.field = r->field, .pair = pair, .items = &r->words.items[i], .len = 1});
    if (s == TC_OK && is_asked(r, i))
        s = scored_word(&typed, r->c, r->field, &r->words.items[i], r->literal, !r->any);
    *out = tc_query_join(r->c->arena, TC_Q_OR, typed, others);
    return s;
}

/* Typed words [i, i + n) are a numeral in words. */
static tc_status spelt_segment(tc_query **out, tc_run *r, size_t i, size_t n, uint32_t value)
{
    tc_numeral_ways ways;
    tc_status s = numeral_ways(&ways, r->c, value);
    return s == TC_OK ? short_segment(out, r, i, n, &ways.digits, 1) : s;
}

/* What stands at word i: a number, a date, a short form, or the word; *taken words of it. A date
 * is no *words: each of them for itself says nothing. */
static tc_status segment(tc_query **out, tc_run *r, size_t i, size_t *taken, bool *words)
{
    uint32_t value;
    const tc_word *const *other;
    size_t other_count, n;
    const tc_number *number = number_at(r, i, taken);
    if (number && *taken)
        return number_segment(out, r, number, i, *taken);
    const tc_dated *date = date_at(r, i, taken);
    if (date && *taken) {
        *words = false;
        return date_segment(out, r, date, i, *taken);
    }
    *taken = 1;
    if (!r->words.items[i].prefix &&
        (n = tc_abbreviation_at(r->c->with->short_forms, &r->words, i, &other, &other_count)) > 0) {
        *taken = n;
        return short_segment(out, r, i, n, other, other_count);
    }
    if ((n = numeral_at(r, i, &value)) > 0) {
        *taken = n;
        return n == 1 ? digits_segment(out, r, i, value) : spelt_segment(out, r, i, n, value);
    }
    want(r->c, r->field, false, &r->words.items[i], 1);
    *out = NULL;
    if (!is_asked(r, i))
        return TC_OK;
    return scored_word(out, r->c, r->field, &r->words.items[i], r->literal, !r->any);
}

static tc_status words_query(tc_query **out, tc_run *r)
{
    tc_arena *a = r->c->arena;
    tc_status s = TC_OK;
    r->any = r->c->options->any && r->free && !r->c->excluded;
    r->must = tc_query_new(a, r->any ? TC_Q_OR : TC_Q_AND);
    if (r->any)
        s = leave_out_asking(r);
    if (s == TC_OK && r->any)
        s = find_least(r);
    for (size_t i = 0, taken; s == TC_OK && i < r->words.len; i += taken) {
        tc_query *q;
        bool words = true;
        s = segment(&q, r, i, &taken, &words);
        if (s != TC_OK)
            return s;
        if (q)
            tc_query_add(a, r->must, q);
        r->c->out->leaves += r->free && !r->c->excluded;
        for (size_t k = 0; s == TC_OK && words && k < taken && !r->c->excluded; k++)
            if ((s = add_pair(r, i + k)) == TC_OK)
                s = add_named(r, i + k);
        if (s == TC_OK && words && taken == 1 && !r->c->excluded)
            s = add_year(r, i);
    }
    for (size_t i = 0; i < r->others.len; i++)
        want_as(r->c, r->others.items[i]);
    if (r->must->count == 0)
        r->must = NULL; /* what is rarest may be pairs only */
    else if (r->must->count == 1)
        r->must = r->must->children[0];
    *out = tc_query_join(a, r->any ? TC_Q_OR : TC_Q_MAYBE, r->must, r->extras);
    return s;
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
    tc_status s = phrase_query(out, c, r->field, way->words.items, way->words.len);
    if (s != TC_OK || (*out)->kind == TC_Q_NOTHING)
        return s;
    if (!way->typed)
        return match_weights(out, r, r->words.items, r->words.len, way->words.items,
                             way->words.len);
    for (size_t i = 0; s == TC_OK && r->free && !c->excluded && i < r->words.len; i++)
        s = add_pair(r, i);
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
                want_as(r->c, (tc_wanted){.field = r->field,
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
        longer =
            tc_query_join(a, TC_Q_OR, longer, all_pairs(r, ways[i].words.items, ways[i].words.len));
    }
    *out = c->excluded ? any : tc_query_join(a, TC_Q_MAYBE, any, weights);
    return s;
}

static tc_status phrase_leaf(tc_query **out, tc_run *r)
{
    tc_compiling *c = r->c;
    tc_status s = phrase_ways(out, r);
    c->out->leaves += r->free && !c->excluded;
    for (size_t i = 0; s == TC_OK && r->free && !c->excluded && i < r->words.len; i++)
        s = add_named(r, i);
    if (s == TC_OK)
        *out = tc_query_join(c->arena, TC_Q_MAYBE, *out, r->extras);
    return s;
}

static tc_status read_run(tc_run *r, tc_compiling *c, const tc_ask *n)
{
    tc_tokens *tokens;
    r->c = c;
    r->free = n->field == TC_ASK_NO_FIELD;
    r->field = r->free ? TC_FIELD_ID_TOPIC : n->field;
    tc_word_reader reader = word_reader(c, r->field);
    tc_marks marks = tc_compiling_marks(c, n);
    tc_status s = tc_words_read(&r->words, &tokens, &reader, n->text, n->at, marks, c->err);
    if (s == TC_OK && r->free && n->kind == TC_ASK_WORDS && c->with->numbers)
        s = tc_numbers_find(&r->numbers, c->arena, c->with->numbers, tokens, c->err);
    if (s == TC_OK && r->free && n->kind == TC_ASK_WORDS && !n->exact)
        tc_dates_find(&r->dates, c->arena, tokens, true);
    r->tokens = marks == TC_MARKS_EXACT ? NULL : tokens;
    note(c, &r->words, marks);
    r->literal = marks == TC_MARKS_SMART && typed_with_marks(&r->words);
    for (size_t i = 0; i < r->words.len; i++) {
        tc_typed *w = &r->words.items[i];
        w->literal = r->literal && w->hold == TC_HOLD_FOLDED && !w->word->marked;
    }
    return s;
}

tc_status tc_compile_text(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_run r = {0};
    tc_status s = read_run(&r, c, n);
    if (s != TC_OK)
        return s;
    if (r.words.len == 0) { /* punctuation only: asks for nothing */
        *out = NULL;
        return n->kind == TC_ASK_WORDS ? TC_OK : tc_fail_at(c->err, n->at, "there is no word here");
    }
    if (n->kind == TC_ASK_PREFIX)
        r.words.items[r.words.len - 1].prefix = true;
    bool phrase = n->kind == TC_ASK_PHRASE || (n->kind == TC_ASK_PREFIX && r.words.len > 1);
    /* where not all is wanted, words count singly, and side by side they count more */
    if (phrase && c->options->any && r.free && !c->excluded && n->kind == TC_ASK_PHRASE)
        phrase = false;
    return phrase ? phrase_leaf(out, &r) : words_query(out, &r);
}

/* Words and phrases near each other. Every word lies in the window; a phrase must stand as one
 * besides. */
tc_status tc_compile_near(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_arena *a = c->arena;
    tc_query *near = tc_query_new(a, TC_Q_NEAR), *phrases = NULL;
    tc_status s = TC_OK;
    for (size_t k = 0; s == TC_OK && k < n->count; k++) {
        tc_run r = {0};
        s = read_run(&r, c, n->children[k]);
        near->field = r.field;
        bool phrase = n->children[k]->kind == TC_ASK_PHRASE;
        for (size_t i = 0; s == TC_OK && i < r.words.len; i++) {
            tc_query *part;
            s = word_query(&part, c, r.field, &r.words.items[i]);
            if (s == TC_OK)
                tc_query_add(a, near, part);
        }
        if (s == TC_OK && r.words.len)
            want(c, r.field, phrase, r.words.items, r.words.len);
        if (s == TC_OK && phrase && r.words.len > 1) {
            tc_query *q;
            s = phrase_query(&q, c, r.field, r.words.items, r.words.len);
            phrases = tc_query_join(a, TC_Q_AND, phrases, q);
        }
    }
    if (near->count > TC_NEAR_MOST)
        return tc_fail_at(c->err, n->source.start, "NEAR takes at most %d words", TC_NEAR_MOST);
    near->window = (uint32_t)(n->window + near->count - 1);
    c->out->leaves += !c->excluded;
    *out = tc_query_join(a, TC_Q_AND, near, phrases);
    return s;
}
