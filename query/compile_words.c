/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words, free and in fields, and NEAR. The weights below were chosen by experiment
 * (docs/ranking.md). */
#include <math.h>
#include <stdlib.h>

#include "query/compiling.h"
#include "query/laws.h"
#include "query/together.h"

/* Of a question whose words are not all wanted, the index is asked for the rarest words and pairs:
 * at most so many of them, and about so many postings in all, but for the first few, which bounds
 * the time. Passages (query/rerank.h) then count all words. */
enum { MOST_ASKED = 40, FEWEST_ASKED = 6, MOST_POSTINGS = 100000 };

/* All periods of a question are asked for by so many days and months at most: 160 years. */
enum { MOST_DAYS = 2000 };

static const struct {
    double pair, title, heads, first_day;
    double unit;   /* number parts that stand as a phrase only */
    double year;   /* as a word of that rarity would */
    double number; /* cut short */
} weight = {1, 0.6, 0.3, 0.5, 0.3, 2, 2};

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

tc_status tc_word_query(tc_query **out, tc_compiling *c, tc_field_id field, const tc_typed *w)
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
tc_status tc_scored_word(tc_query **out, tc_compiling *c, tc_field_id field, const tc_typed *w,
                         bool literal, bool must)
{
    tc_status s = TC_OK;
    bool itself = literal && w->literal && !w->prefix;
    if (must || !itself)
        s = tc_word_query(out, c, field, w);
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

/* ---- what to mark ------------------------------------------------------------------------- */

void tc_want_as(tc_compiling *c, tc_wanted run)
{
    if (c->excluded || run.len == 0)
        return;
    run.phrase = run.phrase && run.len > 1;
    *(tc_wanted *)tc_vec_add(c->arena, &c->out->wanted) = run;
}

static void want(tc_compiling *c, tc_field_id field, bool phrase, tc_typed *items, size_t len)
{
    tc_want_as(c, (tc_wanted){.field = field, .phrase = phrase, .items = items, .len = len});
}

static void note(tc_compiling *c, const tc_typed_words *words, tc_marks marks)
{
    bool marked = tc_words_marked(words);
    c->out->marked = c->out->marked || (marked && marks != TC_MARKS_IGNORE);
    c->out->openable = c->out->openable || (marked && marks != TC_MARKS_EXACT);
}

/* ---- runs of words ------------------------------------------------------------------------ */

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
    tc_status s = tc_scored_word(&q, c, field, w, r->literal, false);
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
    {"nào", NULL, true},    {"gì", NULL, true},   {"ai", NULL, false},  {"đâu", NULL, false},
    {"nhiêu", "bao", true}, {"lâu", "bao", true}, {"giờ", "bao", true}, {"sao", "tại", true},
    {"sao", "vì", true},    {"mấy", NULL, false},
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
tc_status tc_find_pair_rarity(tc_compiling *c, tc_field_id field, tc_typed *a, const tc_typed *b)
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
    tc_status s = tc_find_pair_rarity(r->c, field, a, b);
    if (!r->any || (a->pair_rarity > 0 && a->pair_rarity >= r->least))
        extra(
            r,
            tc_query_term(r->c->arena, tc_record_bigram_term(r->c->arena, field, a->word, b->word)),
            factor);
    return s;
}

/* Of any words the rarest are asked for, and each once. */
bool tc_run_asks(const tc_run *r, size_t i)
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
            s = tc_find_pair_rarity(r->c, r->field, w, w + 1);
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
tc_status tc_run_add_pair(tc_run *r, size_t i)
{
    tc_typed *w = &r->words.items[i];
    return i + 1 < r->words.len ? pair_extra(r, r->field, w, w + 1, weight.pair) : TC_OK;
}

/* Is typed word i a year? */
static bool is_year(const tc_run *r, size_t i)
{
    enum { FIRST_YEAR = 1945, LAST_YEAR = 2100 };
    if (i >= r->words.len)
        return false;
    const tc_word *w = r->words.items[i].word;
    return w->digits && w->letters == 4 && w->value >= FIRST_YEAR && w->value <= LAST_YEAR;
}

/* "kế hoạch chuyển đổi số năm 2024": every plan speaks of years, so that documents of that year
 * weigh more, whatever share of all they are. Both ends of "2021-2025" are none. */
static tc_status add_year(tc_run *r, size_t i)
{
    uint64_t n = 0;
    tc_compiling *c = r->c;
    const tc_typed *w = &r->words.items[i];
    bool other = (i > 0 && is_year(r, i - 1)) || is_year(r, i + 1);
    if (!r->free || other || w->prefix || !is_year(r, i) || !c->with->reader)
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
tc_status tc_run_add_named(tc_run *r, size_t i)
{
    tc_typed *w = &r->words.items[i];
    tc_status s = TC_OK;
    if (r->free && !w->prefix && tc_run_asks(r, i)) {
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
        s = tc_phrase_query(&parts, r->c, r->field, &r->words.items[i], taken);
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

/* "Kế hoạch 5 năm 2021-2025" and "quyết định 10 tỷ" count, "Nghị quyết 57 năm 2024" does not. */
static bool counts_things(const tc_run *r, size_t i)
{
    static const char *const things[] = {
        "nam",   "thang", "tuan",  "qui",    "gio", "trieu", "ti",  "nghin", "ngan", "dong",
        "nguoi", "dieu",  "khoan", "chuong", "muc", "trang", "lan", "nhiem", "noi"};
    const tc_tokens *t = r->tokens;
    size_t behind = r->words.items[i].next;
    if (behind < t->len && t->items[behind].kind == TC_TOKEN_PUNCT &&
        (t->items[behind].flags & TC_GLUED)) {
        uint32_t sign = t->items[behind].word;
        if (sign == '%' || ((sign == '.' || sign == ',') && behind + 1 < t->len &&
                            t->items[behind + 1].kind == TC_TOKEN_DIGITS))
            return true;
    }
    if (i + 1 >= r->words.len)
        return false;
    tc_span next = r->words.items[i + 1].word->folded;
    if (tc_span_eq(next, TC_SPAN("ngay")))
        return i + 2 >= r->words.len || !r->words.items[i + 2].word->digits;
    if (tc_span_eq(next, TC_SPAN("nam")) && is_year(r, i + 2) && !is_year(r, i + 3))
        return false;
    for (size_t k = 0; k < sizeof things / sizeof *things; k++)
        if (tc_span_eq(next, tc_span_str(things[k])))
            return true;
    return false;
}

/* Words [i, i + n) and the number cut short that they are. */
static tc_status short_number_words(tc_query **out, tc_run *r, size_t i, size_t n, tc_query *number)
{
    tc_query *words = NULL;
    tc_status s = TC_OK;
    tc_want_as(r->c, (tc_wanted){.field = r->field, .items = &r->words.items[i], .len = n});
    for (size_t k = i; s == TC_OK && k < i + n; k++) {
        tc_query *q;
        s = tc_scored_word(&q, r->c, r->field, &r->words.items[k], r->literal, !r->any);
        if (s == TC_OK && (!r->any || tc_run_asks(r, k)))
            words = tc_query_join(r->c->arena, r->any ? TC_Q_OR : TC_Q_AND, words, q);
    }
    *out = tc_query_join(r->c->arena, TC_Q_OR, tc_query_boost(r->c->arena, number, weight.number),
                         words);
    return s;
}

/* Words [i, i + n) as they are understood ("ke61 hoach5" is kế hoạch), and what is typed behind
 * them up to word i + last. */
static tc_span short_number_text(tc_run *r, size_t i, size_t n, size_t last)
{
    const tc_typed *w = &r->words.items[i];
    const tc_token *t = r->tokens->items;
    tc_span norm = r->tokens->text->norm, text = TC_SPAN("");
    bool decoded = false;
    for (size_t k = 0; k < n; k++)
        decoded = decoded || w[k].decoded;
    if (!decoded)
        return tc_span_sub(norm, t[w->first].start, t[w[last].next - 1].end);
    for (size_t k = 0; k < n; k++)
        text = tc_span_str(tc_arena_printf(r->c->arena, "%.*s%.*s ", (int)text.len, text.ptr,
                                           (int)w[k].word->lower.len, w[k].word->lower.ptr));
    tc_span behind = tc_span_sub(norm, t[w[n].first].start, t[w[last].next - 1].end);
    return tc_span_str(tc_arena_printf(r->c->arena, "%.*s%.*s", (int)text.len, text.ptr,
                                       (int)behind.len, behind.ptr));
}

/* What bears, rests on or cites a number that is cut short, "chỉ thị số 05" or "nghị định 06/2021",
 * and its words. *taken is 0 when none begins at typed word i. */
static tc_status short_number_segment(tc_query **out, tc_run *r, size_t i, size_t *taken)
{
    enum { MOST_WORDS = 6 }; /* "nghị quyết liên tịch số 05" */
    const tc_typed *w = &r->words.items[i];
    size_t n = 1, whole = 0;
    *taken = 0;
    while (n < MOST_WORDS && i + n < r->words.len && !w[n].word->digits)
        n++;
    if (!r->free || !r->tokens || r->c->excluded || !r->c->with->reader || w->word->digits ||
        n == MOST_WORDS || i + n >= r->words.len || number_at(r, i + n, &whole) ||
        (n == 1 && tc_span_eq(w->word->folded, TC_SPAN("so"))))
        return TC_OK;
    const tc_dated *date = date_at(r, i + n, &whole);
    const tc_token *t = r->tokens->items;
    /* "06/2022" reads as a month, "15/2024" as nothing */
    bool year = is_year(r, i + n + 1) &&
                (date ? !date->date.day && whole == 2
                      : w[n + 1].first == w[n].next + 1 && t[w[n].next].word == '/');
    if (!year && (date || counts_things(r, i + n)))
        return TC_OK;
    size_t last = year ? n + 1 : n;
    tc_query *number;
    tc_status s = tc_compile_short_number(&number, r->c, short_number_text(r, i, n, last));
    if (s != TC_OK || !number)
        return s;
    *taken = last + 1;
    return short_number_words(out, r, i, last + 1, number);
}

/* The term of a month covers its days. Of a month of any year there is none. */
static bool begins_whole_month(tc_date day, tc_date last)
{
    tc_date month = {day.year, day.month, 0};
    return day.year && day.day == 1 && tc_date_cmp(tc_date_last(month), last) <= 0;
}

/* What speaks of any day of a period that begins at day; *n: of so many documents at most. */
static tc_status period_query(tc_query **out, tc_run *r, tc_date day, tc_date last, size_t at,
                              uint64_t *n)
{
    tc_status s = TC_OK;
    tc_compiling *c = r->c;
    tc_query *any = tc_query_new(c->arena, TC_Q_SYNONYM);
    for (bool done = false; s == TC_OK && !done; day = tc_date_next(day)) {
        uint64_t here = 0;
        tc_date asked = day;
        if (begins_whole_month(day, last)) {
            asked.day = 0;
            day = tc_date_last(asked);
        }
        if (++c->days > MOST_DAYS)
            return tc_fail_at(c->err, at, "the periods of a question are too long");
        done = tc_date_cmp(day, last) == 0;
        tc_span term = tc_record_day_term(c->arena, asked);
        if (c->with->reader)
            s = tc_reader_term_count(&here, c->with->reader, term, c->err);
        if (here || !c->with->reader || (done && any->count == 0))
            tc_query_add(c->arena, any, tc_query_term(c->arena, term));
        *n += here;
    }
    *out = any->count == 1 ? any->children[0] : any;
    return s;
}

/* What speaks of a day, or of any day of a period, and what speaks of its ends more: who writes
 * the same period names the last day, and who writes "30/4 và 1/5" for "30/4 - 1/5" both. */
static tc_status days_query(tc_query **out, tc_run *r, const tc_dated *d, size_t at, uint64_t *n)
{
    tc_compiling *c = r->c;
    tc_query *end = tc_query_term(c->arena, tc_record_day_term(c->arena, d->date));
    if (d->from.month) {
        extra(r, tc_query_term(c->arena, tc_record_day_term(c->arena, d->from)), weight.first_day);
        extra(r, end, 1);
        return period_query(out, r, d->from, d->date, at, n);
    }
    *out = end;
    return c->with->reader ? tc_reader_term_count(n, c->with->reader, end->term, c->err) : TC_OK;
}

/* One thing, however it is written. "19-5" may be two numbers as well. */
static tc_status date_segment(tc_query **out, tc_run *r, const tc_dated *d, size_t i, size_t taken)
{
    uint64_t n = 0;
    tc_compiling *c = r->c;
    tc_typed *whole = tc_arena_alloc(c->arena, sizeof *whole);
    *whole = r->words.items[i];
    whole->source.end = r->words.items[i + taken - 1].source.end;
    tc_status s = days_query(out, r, d, whole->source.start, &n);
    if (s != TC_OK)
        return s;
    whole->rarity = tc_rarity(c->with->documents, n);
    tc_want_as(
        c,
        (tc_wanted){.field = r->field, .date = d->date, .from = d->from, .items = whole, .len = 1});
    (*out)->source = whole->source;
    if (!d->loose || r->any)
        return s;
    tc_query *parts;
    want(c, r->field, true, &r->words.items[i], taken);
    s = tc_phrase_query(&parts, c, r->field, &r->words.items[i], taken);
    if (s == TC_OK)
        *out = tc_query_join(c->arena, TC_Q_OR, *out, tc_query_boost(c->arena, parts, weight.unit));
    return s;
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
    tc_status s = short_number_segment(out, r, i, taken);
    if (s != TC_OK || *taken)
        return s;
    *taken = 1;
    if (!r->words.items[i].prefix && (n = tc_abbreviation_at(r->c->with->short_forms, &r->words, i,
                                                             0, &other, &other_count)) > 0) {
        *taken = n;
        r->c->out->leaves += r->free && !r->c->excluded ? n - 1 : 0;
        return tc_short_segment(out, r, i, n, other, other_count);
    }
    if ((n = tc_numeral_at(r, i, &value)) > 0) {
        *taken = n;
        return n == 1 ? tc_digits_segment(out, r, i, value) : tc_spelt_segment(out, r, i, n, value);
    }
    want(r->c, r->field, false, &r->words.items[i], 1);
    *out = NULL;
    if (!tc_run_asks(r, i))
        return TC_OK;
    return tc_scored_word(out, r->c, r->field, &r->words.items[i], r->literal, !r->any);
}

/* The words of the question, decoded, and short forms as what they stand for. */
static tc_span spelt_out(const tc_run *r)
{
    const char *name = "";
    for (size_t i = 0, taken; i < r->words.len; i += taken) {
        const tc_word *const *long_form, *const *word = &r->words.items[i].word;
        size_t count = 1, n;
        taken = tc_abbreviation_at(r->c->with->short_forms, &r->words, i, 0, &long_form, &n);
        if (taken && n > taken) {
            word = long_form;
            count = n;
        } else {
            taken = 1;
        }
        for (size_t k = 0; k < count; k++)
            name = tc_arena_printf(r->c->arena, "%s %.*s", name, (int)word[k]->lower.len,
                                   word[k]->lower.ptr);
    }
    return tc_span_str(name);
}

/* "luật đất đai" is the law before it is words. */
static tc_status add_laws(tc_run *r)
{
    enum { LONGEST = 30 }; /* words of a name */
    tc_query *laws;
    if (!r->c->with->reader || !r->c->with->short_forms || r->words.len > LONGEST)
        return TC_OK;
    tc_status s =
        tc_laws_themselves(&laws, r->c->arena, r->c->with->reader, spelt_out(r), r->c->err);
    r->extras = tc_query_join(r->c->arena, TC_Q_OR, r->extras, laws);
    return s;
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
            if ((s = tc_run_add_pair(r, i + k)) == TC_OK)
                s = tc_run_add_named(r, i + k);
        if (s == TC_OK && words && taken == 1 && !r->c->excluded)
            s = add_year(r, i);
    }
    if (s == TC_OK && r->free && !r->c->excluded)
        s = add_laws(r);
    for (size_t i = 0; i < r->others.len; i++)
        tc_want_as(r->c, r->others.items[i]);
    if (r->must->count == 0)
        r->must = NULL; /* what is rarest may be pairs only */
    else if (r->must->count == 1)
        r->must = r->must->children[0];
    *out = tc_query_join(a, r->any ? TC_Q_OR : TC_Q_MAYBE, r->must, r->extras);
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
    return phrase ? tc_phrase_leaf(out, &r) : words_query(out, &r);
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
            s = tc_word_query(&part, c, r.field, &r.words.items[i]);
            if (s == TC_OK)
                tc_query_add(a, near, part);
        }
        if (s == TC_OK && r.words.len)
            want(c, r.field, phrase, r.words.items, r.words.len);
        if (s == TC_OK && phrase && r.words.len > 1) {
            tc_query *q;
            s = tc_phrase_query(&q, c, r.field, r.words.items, r.words.len);
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
