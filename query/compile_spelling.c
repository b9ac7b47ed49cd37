/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other ways to write what was typed among free words: short forms and their words, numerals. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "query/compiling.h"

/* A word of another spelling as if it had been typed. */
tc_typed tc_as_typed(const tc_compiling *c, const tc_word *word, const tc_typed *like)
{
    tc_typed w = *like;
    w.word = word;
    w.hold = c->options->marks == TC_MARKS_IGNORE ? TC_HOLD_FOLDED : TC_HOLD_ACCENT;
    return w;
}

tc_status tc_numeral_find(tc_numeral_ways *out, const tc_compiling *c, uint32_t value)
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

/* How much it says that a document has these words side by side. */
static tc_status sum_rarity(double *out, tc_run *r, tc_typed *words, size_t n, bool pairs)
{
    tc_status s = TC_OK;
    *out = 0;
    for (size_t k = 0; s == TC_OK && k < n; k++) {
        *out += words[k].rarity;
        if (!pairs || k + 1 == n)
            continue;
        s = tc_find_pair_rarity(r->c, r->field, &words[k], &words[k + 1]);
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
 * but who writes the short form does not say more. In passages it has no neighbours, and there who
 * writes the words as they are typed comes first. */
tc_status tc_match_weights(tc_query **alt, tc_run *r, tc_typed *typed, size_t n, tc_typed *other,
                           size_t other_count)
{
    static const double most = 10, neighbours = 0.25; /* query/rerank.c, of sentences */
    double wanted = 0, has = 0, words = 0;
    tc_status s = sum_rarity(&wanted, r, typed, n, true);
    if (s == TC_OK)
        s = sum_rarity(&words, r, typed, n, false);
    if (s == TC_OK)
        s = find_rarities(r, other, other_count);
    if (s == TC_OK)
        s = sum_rarity(&has, r, other, other_count, false);
    if (s != TC_OK || wanted <= 0 || has <= 0)
        return s;
    double factor = wanted / has;
    factor = factor > most ? most : factor < 1 / most ? 1 / most : factor;
    for (size_t k = 0; k < other_count; k++)
        other[k].rarity *= factor * (words + neighbours * (wanted - words)) / wanted;
    *alt = tc_query_boost(r->c->arena, *alt, factor);
    return TC_OK;
}

/* All pairs of neighbours: near enough to the words side by side, and the index knows them. */
tc_query *tc_all_pairs(tc_run *r, const tc_typed *words, size_t n)
{
    tc_arena *a = r->c->arena;
    tc_query *all = tc_query_new(a, TC_Q_AND);
    for (size_t k = 0; k + 1 < n; k++)
        if (tc_record_has_bigram(r->field, words[k].word, words[k + 1].word))
            tc_query_add(a, all,
                         tc_query_term(a, tc_record_bigram_term(a, r->field, words[k].word,
                                                                words[k + 1].word)));
    return all->count > 1 ? all : all->count ? all->children[0] : NULL;
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
        s = tc_find_pair_rarity(r->c, r->field, &words[k], &words[k + 1]);
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
        if (!tc_run_asks(r, k))
            continue;
        s = tc_scored_word(&q, r->c, r->field, &r->words.items[k], r->literal, !r->any);
        if (s == TC_OK)
            tc_query_add(r->c->arena, *out, q);
    }
    if ((*out)->count == 0)
        *out = NULL;
    return s;
}

/* Words [i, i + n) and the other spelling they have. */
tc_status tc_short_segment(tc_query **out, tc_run *r, size_t i, size_t n,
                           const tc_word *const *other, size_t other_count)
{
    tc_typed_words alternative = {0};
    tc_query *typed = NULL, *alt = NULL;
    bool asked;
    for (size_t k = 0; k < other_count; k++)
        tc_vec_push(r->c->arena, &alternative, tc_as_typed(r->c, other[k], &r->words.items[i]));
    tc_status s = are_asked(&asked, r, i, n, &alternative);
    if (s == TC_OK && (asked || n > 1))
        s = typed_query(&typed, r, i, n);
    if (s == TC_OK && asked)
        s = tc_phrase_query(&alt, r->c, r->field, alternative.items, alternative.len);
    if (s == TC_OK && r->any && alt)
        leave_unread(alt);
    if (s == TC_OK && alt && alt->kind != TC_Q_NOTHING)
        s = tc_match_weights(&alt, r, &r->words.items[i], n, alternative.items, alternative.len);
    if (s != TC_OK)
        return s;
    uint32_t pair = ++r->c->out->pairs;
    tc_want_as(r->c,
               (tc_wanted){.field = r->field, .pair = pair, .items = &r->words.items[i], .len = n});
    want_other(r, pair, alternative.items, alternative.len);
    if (!typed || !alt)
        *out = typed ? typed : alt;
    else if (n > other_count)
        *out = either_spelling(r, alt, typed, tc_all_pairs(r, &r->words.items[i], n));
    else
        *out = either_spelling(r, typed, alt, tc_all_pairs(r, alternative.items, other_count));
    return s;
}

/* ---- numerals ----------------------------------------------------------------------------- */

/* "khóa 13" is "khóa XIII" and "70 năm" is "bảy mươi năm": people type digits where documents write
 * Roman numerals or words. These are asked for by pairs of neighbours, which the index knows: what
 * stands alone may mean something else. */

bool tc_counts_roman(const tc_typed *before, const tc_word *roman)
{
    /* khóa, thứ, hội, chương, phần, quý, cấp, loại, hạng, kỳ and kỷ, nhóm, khu, vùng, mục, bậc,
     * đợt, lục, tập, giai đoạn, dạng, bảng */
    static const char *const counted[] = {"khoa", "thu",  "hoi", "chuong", "phan", "qui",  "cap",
                                          "loai", "hang", "ki",  "nhom",   "khu",  "vung", "muc",
                                          "bac",  "dot",  "luc", "tap",    "doan", "dang", "bang"};
    bool other = roman->syllable || roman->letters == 1;
    if (!before || before->word->digits || roman->roman > TC_MOST_ROMAN)
        return false;
    for (size_t i = 0; other && i < sizeof counted / sizeof *counted; i++)
        other = !tc_span_eq(before->word->folded, tc_span_str(counted[i]));
    return !other;
}

/* Words that are asked for by all their pairs. *has: what these weigh; 0 when one is nowhere. */
static tc_status find_pairs(double *has, tc_run *r, tc_typed *words, size_t n)
{
    tc_status s = TC_OK;
    *has = 0;
    for (size_t k = 0; s == TC_OK && k + 1 < n; k++) {
        s = tc_find_pair_rarity(r->c, r->field, &words[k], &words[k + 1]);
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
    if (i == 0 || at[-1].next != at->first || !tc_counts_roman(&at[-1], ways->roman))
        return TC_OK;
    tc_typed *two = tc_arena_array(r->c->arena, 2, sizeof *two);
    two[0] = at[-1];
    two[1] = tc_as_typed(r->c, ways->roman, at);
    tc_status s = find_pairs(&has, r, two, 2);
    if (s != TC_OK || has <= 0)
        return s;
    two[0].rarity = 0; /* it counts where it was typed */
    *others = tc_query_join(r->c->arena, TC_Q_OR, *others, tc_all_pairs(r, two, 2));
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
        words[k] = tc_as_typed(r->c, ways->spelt[k], at);
    tc_status s = find_pairs(&has, r, words, n);
    if (s != TC_OK || has <= 0)
        return s;
    for (size_t k = 0; k < n; k++) {
        words[k].rarity = at->rarity / (double)n;
        words[k].pair_rarity = 0;
    }
    *others =
        tc_query_join(r->c->arena, TC_Q_OR, *others,
                      tc_query_boost(r->c->arena, tc_all_pairs(r, words, n), at->rarity / has));
    want_other(r, pair, words, n);
    return TC_OK;
}

/* How many typed words from i on are a numeral that can be written otherwise. */
size_t tc_numeral_at(const tc_run *r, size_t i, uint32_t *value)
{
    if (!r->tokens || r->c->excluded)
        return 0;
    size_t n = tc_typed_numeral(&r->words, r->tokens, i, value);
    return *value > TC_MOST_COUNTED ? 0 : n;
}

tc_status tc_digits_segment(tc_query **out, tc_run *r, size_t i, uint32_t value)
{
    tc_numeral_ways ways;
    tc_query *others = NULL, *typed = NULL;
    uint32_t pair = ++r->c->out->pairs;
    tc_status s = tc_numeral_find(&ways, r->c, value);
    if (s == TC_OK)
        s = as_roman(&others, r, i, &ways, pair);
    if (s == TC_OK)
        s = as_words(&others, r, i, &ways, pair);
    tc_want_as(r->c,
               (tc_wanted){.field = r->field, .pair = pair, .items = &r->words.items[i], .len = 1});
    if (s == TC_OK && tc_run_asks(r, i))
        s = tc_scored_word(&typed, r->c, r->field, &r->words.items[i], r->literal, !r->any);
    *out = tc_query_join(r->c->arena, TC_Q_OR, typed, others);
    return s;
}

/* Typed words [i, i + n) are a numeral in words. */
tc_status tc_spelt_segment(tc_query **out, tc_run *r, size_t i, size_t n, uint32_t value)
{
    tc_numeral_ways ways;
    tc_status s = tc_numeral_find(&ways, r->c, value);
    return s == TC_OK ? tc_short_segment(out, r, i, n, &ways.digits, 1) : s;
}
