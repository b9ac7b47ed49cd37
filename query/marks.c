/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/marks.h"

#include "base/utf8.h"
#include "query/snippet.h"

/* Texts are read in portions, so that a long one needs no more memory than a short one. */
enum { PORTION = 256 << 10, MAX_WANTED = 256, FILTER = 1024 };

typedef struct {
    tc_arena *arena;
    const tc_plan *plan;
    const tc_compiled *c;
    tc_marks_found *out;
    size_t offset; /* of this portion */
    uint32_t ordinal, paragraph, sentence;
    uint32_t *ordinals, *paragraphs, *sentences; /* of this portion's tokens */
    const tc_tokens *tokens;
    bool unmarked;
    bool dates;         /* one is wanted */
    bool prefixes;      /* a right wildcard is wanted */
    bool maybe[FILTER]; /* by folded word: most words of a text are none of those wanted */
} tc_finding;

/* The end of a portion: behind a blank, so that no word is torn. */
static size_t portion_end(tc_span text, size_t start)
{
    if (text.len - start <= PORTION)
        return text.len;
    size_t end = start + PORTION;
    while (end > start + PORTION / 2 && text.ptr[end - 1] != '\n')
        end--;
    if (text.ptr[end - 1] != '\n')
        end = start + PORTION;
    while (end > start + PORTION / 2 && text.ptr[end - 1] != '\n' && text.ptr[end - 1] != ' ')
        end--;
    return end > start + PORTION / 2 ? end : tc_utf8_floor(text, start + PORTION);
}

static bool ends_sentence(uint32_t cp)
{
    return cp == '.' || cp == ';' || cp == '!' || cp == '?';
}

static void number_tokens(tc_finding *f)
{
    const tc_tokens *t = f->tokens;
    f->ordinals = tc_arena_array(f->arena, t->len, sizeof *f->ordinals);
    f->paragraphs = tc_arena_array(f->arena, t->len, sizeof *f->paragraphs);
    f->sentences = tc_arena_array(f->arena, t->len, sizeof *f->sentences);
    f->unmarked = true;
    for (size_t i = 0; i < t->len; i++) {
        f->paragraph += (t->items[i].flags & TC_PARA_START) != 0;
        f->sentence += (t->items[i].flags & TC_LINE_START) != 0 ||
                       (t->items[i].kind == TC_TOKEN_PUNCT && ends_sentence(t->items[i].word));
        f->ordinal += tc_token_indexed(&t->items[i]);
        f->sentences[i] = f->sentence;
        f->ordinals[i] = f->ordinal;
        f->paragraphs[i] = f->paragraph;
        const tc_word *w = tc_token_word(t, i);
        if (w && w->marked)
            f->unmarked = false;
    }
}

static bool within(tc_range r, size_t at)
{
    return r.start <= at && at < r.end;
}

/* Words wanted in a field count only where the text says what the field holds. Who issued, who
 * signed and where is told of every document: no place of the text shows it better. */
static bool right_place(const tc_finding *f, const tc_wanted *w, size_t at)
{
    const tc_plan *plan = f->plan;
    bool there = false;
    if (!plan)
        return true;
    switch (w->field) {
    case TC_FIELD_ID_TITLE:
        return within(plan->title_span, at);
    case TC_FIELD_ID_HEADS:
        for (size_t i = 0; !there && i < plan->sections.len; i++)
            there = within(plan->sections.items[i].head, at);
        return there;
    case TC_FIELD_ID_UNIT:
        for (size_t i = 0; !there && i < plan->units.len; i++)
            there = within(plan->units.items[i].span, at);
        return there;
    case TC_FIELD_ID_EVENT:
        for (size_t i = 0; !there && i < plan->events.len; i++)
            there = within(plan->events.items[i].span, at);
        return there;
    default:
        return !tc_only_filters(w->field);
    }
}

/* Tokens [token, next) as one. */
static void add_mark(tc_finding *f, const tc_wanted *w, size_t token, size_t next, uint32_t word,
                     const tc_typed *typed)
{
    const tc_token *t = &f->tokens->items[token], *last = &f->tokens->items[next - 1];
    tc_range r = tc_text_source_range(f->tokens->text, (tc_range){t->start, last->end});
    r.start += f->offset;
    r.end += f->offset;
    if (f->out->len >= TC_MARKS_MAX || !right_place(f, w, r.start))
        return;
    tc_mark *m = tc_vec_add(f->arena, f->out);
    *m = (tc_mark){.span = r,
                   .word = word,
                   .ordinal = f->ordinals[token],
                   .paragraph = f->paragraphs[token],
                   .sentence = f->sentences[token],
                   .side = 2 * w->pair + w->other,
                   .reading = !w->date.month && typed->literal && !typed->prefix && !f->unmarked &&
                              tc_token_word(f->tokens, token)->accent_id != typed->word->accent_id,
                   .typed = typed};
}

/* Tokens of the words w->items[0..] from token i on; 0 when they do not follow each other there.
 */
static size_t phrase_at(const tc_finding *f, const tc_wanted *w, size_t i, size_t *tokens)
{
    size_t n = 0;
    for (; i < f->tokens->len && n < w->len; i++) {
        const tc_word *word = tc_token_word(f->tokens, i);
        if (!word)
            continue;
        if (!tc_typed_matches(&w->items[n], word, f->unmarked))
            return 0;
        tokens[n++] = i;
    }
    return n == w->len ? n : 0;
}

static void match_token(tc_finding *f, size_t i, const tc_word *word)
{
    size_t tokens[64];
    uint32_t first = 0;
    if (!f->prefixes && !f->maybe[word->folded_id % FILTER])
        return;
    for (size_t k = 0; k < f->c->wanted.len && first < MAX_WANTED; k++) {
        const tc_wanted *w = &f->c->wanted.items[k];
        if (w->phrase && w->len <= 64) {
            size_t n = phrase_at(f, w, i, tokens);
            for (size_t j = 0; j < n; j++)
                add_mark(f, w, tokens[j], tokens[j] + 1, first + (uint32_t)j, &w->items[j]);
        }
        for (size_t j = 0; !w->phrase && !w->date.month && j < w->len; j++)
            if (tc_typed_matches(&w->items[j], word, f->unmarked))
                add_mark(f, w, i, i + 1, first + (uint32_t)j, &w->items[j]);
        first += (uint32_t)w->len;
    }
}

static int32_t date_key(tc_date d, tc_date like)
{
    return (like.year ? d.year * 10000 : 0) + d.month * 100 + (like.day ? d.day : 0);
}

/* Does a period of days hold all of a month? */
static bool whole_month_in(tc_date named, const tc_wanted *w)
{
    return named.year && named.month && tc_date_cmp(tc_date_first(named), w->from) >= 0 &&
           tc_date_cmp(tc_date_last(named), w->date) <= 0;
}

/* Does a text that names this date speak of the wanted one, or of one of the wanted ones? */
static bool speaks_of(tc_date named, const tc_wanted *w)
{
    tc_date wanted = w->date;
    if (w->from.month && (!named.month || (wanted.day && !named.day)))
        return w->from.day && whole_month_in(named, w);
    if (w->from.month) {
        int32_t key = date_key(named, wanted), from = date_key(w->from, wanted);
        int32_t to = date_key(wanted, wanted);
        return from <= to ? from <= key && key <= to : from <= key || key <= to;
    }
    return named.month == wanted.month && (!wanted.year || named.year == wanted.year) &&
           (!wanted.day || named.day == wanted.day);
}

static bool period_speaks_of(const tc_dated *d, const tc_wanted *w)
{
    tc_date days[TC_DATED_MOST];
    size_t count = tc_dated_days(days, d);
    for (size_t i = 0; i < count; i++)
        if (speaks_of(days[i], w))
            return true;
    return false;
}

/* Tokens of this portion that lie in these bytes of the text. */
static bool tokens_in(const tc_finding *f, tc_range bytes, size_t *first, size_t *next)
{
    const tc_tokens *t = f->tokens;
    if (bytes.start < f->offset || bytes.end > f->offset + t->text->source.len)
        return false;
    size_t from = tc_text_norm_offset(t->text, bytes.start - f->offset);
    size_t to = tc_text_norm_offset(t->text, bytes.end - f->offset);
    for (*first = 0; *first < t->len && t->items[*first].start < from;)
        ++*first;
    for (*next = *first; *next < t->len && t->items[*next].end <= to;)
        ++*next;
    return *next > *first;
}

/* Where a text speaks of a day by the name of its event only. */
static void match_events(tc_finding *f, const tc_wanted *w, uint32_t word)
{
    size_t first, next;
    for (size_t i = 0; f->plan && i < f->plan->events.len; i++) {
        const tc_event *e = &f->plan->events.items[i];
        if ((speaks_of(e->origin, w) || speaks_of(e->observed, w)) &&
            tokens_in(f, e->span, &first, &next))
            add_mark(f, w, first, next, word, &w->items[0]);
    }
}

/* Date by date, so that marks come in the text's order. */
static void match_dates(tc_finding *f)
{
    tc_dates dates = {0};
    size_t count = f->c->wanted.len;
    if (!f->dates)
        return;
    bool *named = tc_arena_array(f->arena, count, sizeof *named);
    tc_dates_find(&dates, f->arena, f->tokens, false);
    for (size_t i = 0; i <= dates.len; i++) { /* events at last, for days that are not named */
        uint32_t first = 0;
        for (size_t k = 0; k < count && first < MAX_WANTED; k++) {
            const tc_wanted *w = &f->c->wanted.items[k];
            const tc_dated *d = i < dates.len ? &dates.items[i] : NULL;
            if (w->date.month && d && period_speaks_of(d, w)) {
                add_mark(f, w, d->first, d->next, first, &w->items[0]);
                named[k] = true;
            } else if (w->date.month && !d && !named[k]) {
                match_events(f, w, first);
            }
            first += (uint32_t)w->len;
        }
    }
}

static void set_filter(tc_finding *f)
{
    for (size_t k = 0; k < f->c->wanted.len; k++) {
        f->dates = f->dates || f->c->wanted.items[k].date.month;
        for (size_t j = 0; j < f->c->wanted.items[k].len; j++) {
            const tc_typed *w = &f->c->wanted.items[k].items[j];
            f->maybe[w->word->folded_id % FILTER] = true;
            f->prefixes = f->prefixes || w->prefix;
        }
    }
}

static void sort_marks(tc_marks_found *out, size_t from)
{
    /* phrases put marks a few tokens ahead, dates come first and are few: nearly sorted */
    for (size_t i = from + 1; i < out->len; i++) {
        tc_mark m = out->items[i];
        size_t j = i;
        for (; j > from && out->items[j - 1].span.start > m.span.start; j--)
            out->items[j] = out->items[j - 1];
        out->items[j] = m;
    }
}

static tc_status find_in_portion(tc_finding *f, tc_lexicon *lexicon, tc_span text, tc_error *err)
{
    tc_text *norm;
    tc_tokens *t;
    size_t from = f->out->len;
    tc_status s = tc_text_normalize(&norm, f->arena, text, err);
    if (s == TC_OK)
        s = tc_tokenize(&t, f->arena, lexicon, norm, err);
    if (s != TC_OK)
        return s;
    f->tokens = t;
    number_tokens(f);
    match_dates(f); /* before frequent words have taken all the room */
    for (size_t i = 0; i < t->len; i++) {
        const tc_word *w = tc_token_word(t, i);
        if (w)
            match_token(f, i, w);
    }
    sort_marks(f->out, from);
    return TC_OK;
}

/* Where a text has a word as it was typed, other readings of it are other words. */
static void drop_readings(tc_marks_found *out, tc_arena *arena)
{
    size_t kept = 0;
    bool *as_typed = tc_arena_array(arena, out->word_count, sizeof *as_typed);
    for (size_t i = 0; i < out->len; i++)
        if (!out->items[i].reading)
            as_typed[out->items[i].word] = true;
    for (size_t i = 0; i < out->len; i++)
        if (!out->items[i].reading || !as_typed[out->items[i].word])
            out->items[kept++] = out->items[i];
    out->len = kept;
}

double tc_mark_counts(double *sums, uint32_t side, double change)
{
    double *pair = sums + (side & ~1U), before = pair[0] > pair[1] ? pair[0] : pair[1];
    if (side < 2)
        return change;
    sums[side] += change;
    return (pair[0] > pair[1] ? pair[0] : pair[1]) - before;
}

tc_status tc_marks_find(tc_marks_found *out, tc_arena *arena, tc_lexicon *lexicon, tc_span text,
                        size_t max_bytes, const tc_plan *plan, const tc_compiled *c, tc_error *err)
{
    tc_finding f = {.arena = arena, .plan = plan, .c = c, .out = out};
    tc_status s = TC_OK;
    memset(out, 0, sizeof *out);
    for (size_t k = 0; k < c->wanted.len; k++)
        out->word_count += c->wanted.items[k].len;
    out->sides = 2 * ((size_t)c->pairs + 1);
    if (out->word_count == 0)
        return TC_OK;
    set_filter(&f);
    if (text.len > max_bytes)
        text.len = tc_utf8_floor(text, max_bytes);
    while (s == TC_OK && f.offset < text.len && out->len < TC_MARKS_MAX) {
        size_t end = portion_end(text, f.offset);
        s = find_in_portion(&f, lexicon, tc_span_sub(text, f.offset, end), err);
        f.offset = end;
    }
    drop_readings(out, arena);
    return s;
}

/* Are all words of run k, the first of which is number first, among the marks? */
static bool complete(const tc_marks_found *found, const tc_wanted *run, uint32_t first)
{
    for (uint32_t j = 0; j < run->len; j++) {
        bool there = false;
        for (size_t i = 0; i < found->len && !there; i++)
            there = found->items[i].word == first + j;
        if (!there)
            return false;
    }
    return run->len > 0;
}

tc_status tc_wanted_in(bool *out, tc_arena *arena, tc_lexicon *lexicon, const tc_compiled *c,
                       tc_span name, tc_error *err)
{
    tc_marks_found found;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to compare names");
    tc_status s = tc_marks_find(&found, arena, lexicon, name, TC_MARKS_TEXT_MAX, NULL, c, err);
    bool phrase = false, words = false, all_words = true;
    bool *either = tc_arena_array(arena, (size_t)c->pairs + 1, sizeof *either);
    uint32_t first = 0;
    for (size_t k = 0; s == TC_OK && k < c->wanted.len; k++) {
        const tc_wanted *run = &c->wanted.items[k];
        bool there = complete(&found, run, first);
        if (run->pair)
            either[run->pair] = either[run->pair] || there;
        else if (run->phrase)
            phrase = phrase || there;
        else
            words = true, all_words = all_words && there;
        first += (uint32_t)run->len;
    }
    for (uint32_t pair = 1; pair <= c->pairs; pair++)
        words = true, all_words = all_words && either[pair];
    *out = phrase || (words && all_words);
    tc_arena_uncatch(arena, &guard);
    return s;
}
