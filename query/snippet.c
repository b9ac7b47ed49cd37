/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/snippet.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "plan/law_number.h"
#include "query/marks.h"

enum {
    LINE_LIMIT = 1000,
    MARGIN = 80 /* bytes beside what may be shown: they tell whether a sentence begins there */
};

/* A word counts less once a passage has shown it; a passage needs so much of the best one's score:
 * so the same words are shown three times, but not a stray one of them. */
static const double SHOWN = 0.4, WORTH_SHOWING = 0.3;
/* What neighbours that stand together once more count, beside the word. */
static const double AGAIN = 0.5;

typedef struct {
    tc_arena *arena;
    tc_lexicon *lexicon;
    const tc_record *record;
    const tc_snippet_options *options;
    tc_passage *items;
    size_t count;
    tc_range apart; /* nothing is shown of it: the title, which people see anyway */
    tc_error *err;
} tc_snippet;

/* Label path of the deepest section around an offset; empty when there is none. */
static tc_span section_label(const tc_plan *plan, size_t offset)
{
    const tc_section *best = NULL;
    for (size_t i = 0; i < plan->sections.len; i++) {
        const tc_section *s = &plan->sections.items[i];
        if (s->span.start <= offset && offset < s->span.end && (!best || s->level >= best->level))
            best = s;
    }
    return best ? best->label : TC_SPAN("");
}

uint64_t tc_page_of(const tc_record *r, size_t offset)
{
    uint64_t page = 0;
    while (page < r->page_count && r->page_starts[page] <= offset)
        page++;
    return page;
}

static tc_span field_of(const tc_plan *plan, size_t offset)
{
    if (plan->title_span.start <= offset && offset < plan->title_span.end)
        return TC_SPAN("title");
    for (size_t i = 0; i < plan->sections.len; i++)
        if (plan->sections.items[i].head.start <= offset &&
            offset < plan->sections.items[i].head.end)
            return TC_SPAN("heads");
    return TC_SPAN("body");
}

/* ---- where a passage begins and ends ------------------------------------------------------ */

/* A stretch of text around a range that begins and ends between words. */
static tc_range surroundings(tc_span text, tc_range r, size_t around)
{
    size_t start = r.start > around ? r.start - around : 0;
    size_t end = text.len - r.end > around ? r.end + around : text.len;
    while (start > 0 && start < r.start && !tc_ascii_blank(text.ptr[start - 1]))
        start++;
    while (end < text.len && end > r.end && !tc_ascii_blank(text.ptr[end]))
        end--;
    return (tc_range){start, end};
}

static bool ends_sentence(uint32_t cp)
{
    return cp == '.' || cp == ';' || cp == '!' || cp == '?';
}

/* "-", "+", "•" before a list line, "|" before a table's, "#" before a head. */
static bool is_bullet(uint32_t cp)
{
    return cp == '-' || cp == '+' || cp == '*' || cp == '|' || cp == '#' || cp == 0x2022 ||
           cp == 0x2013 || cp == 0x2014;
}

/* "1." "2)" "a)" "IV." at the start of a line, but not a date or number that was wrapped there. */
static bool is_label(const tc_tokens *t, size_t i)
{
    const tc_token *behind = i + 1 < t->len ? &t->items[i + 1] : NULL;
    bool after = i + 2 < t->len && !(t->items[i + 2].flags & TC_GLUED);
    const tc_word *w = tc_token_word(t, i);
    return w && (w->digits || w->roman || w->letters == 1) && behind &&
           (behind->flags & TC_GLUED) && behind->kind == TC_TOKEN_PUNCT &&
           (behind->word == ')' || (behind->word == '.' && (after || w->digits)));
}

/* Does a new sentence or list line begin at token i? */
static bool begins_here(const tc_tokens *t, size_t i)
{
    const tc_token *now = &t->items[i], *before = i ? &t->items[i - 1] : NULL;
    if (!before || (now->flags & TC_PARA_START))
        return true;
    bool ended = before->kind == TC_TOKEN_PUNCT && ends_sentence(before->word);
    if (now->flags & TC_LINE_START)
        return ended || (before->kind == TC_TOKEN_PUNCT && before->word == ':') ||
               (now->kind == TC_TOKEN_PUNCT ? is_bullet(now->word) : is_label(t, i));
    return ended && !(now->flags & TC_GLUED) && (now->flags & TC_CAPITAL) && i >= 2 &&
           t->items[i - 2].kind != TC_TOKEN_DIGITS;
}

typedef struct {
    const tc_tokens *tokens;
    size_t first, last; /* tokens of the passage so far */
    size_t bytes, budget;
    bool left_done, right_done;
} tc_grower;

static size_t token_bytes(const tc_tokens *t, size_t from, size_t to)
{
    return t->items[to].end - t->items[from].start;
}

static void grow_left(tc_grower *g)
{
    if (g->left_done || begins_here(g->tokens, g->first) ||
        token_bytes(g->tokens, g->first - 1, g->last) > g->budget) {
        g->left_done = true;
        return;
    }
    g->first--;
}

static void grow_right(tc_grower *g)
{
    size_t next = g->last + 1;
    if (g->right_done || next >= g->tokens->len || begins_here(g->tokens, next) ||
        token_bytes(g->tokens, g->first, next) > g->budget) {
        g->right_done = true;
        return;
    }
    g->last++;
}

/* A cut between glued tokens ("05-CT|/TW", "15|/5") would tear a word or number. */
static void settle(tc_grower *g, size_t low, size_t high)
{
    const tc_token *items = g->tokens->items;
    while (g->first < low && !begins_here(g->tokens, g->first) &&
           (items[g->first].flags & TC_GLUED))
        g->first++;
    while (g->last > high && g->last + 1 < g->tokens->len &&
           (items[g->last + 1].flags & TC_GLUED) && items[g->last + 1].kind != TC_TOKEN_PUNCT)
        g->last--;
}

static void keep_off(tc_range *area, tc_range core, tc_range other)
{
    if (other.end <= core.start && other.end > area->start)
        area->start = other.end;
    if (other.start >= core.end && other.start < area->end)
        area->end = other.start;
}

/* Passages do not overlap: the area stops where an earlier one begins or ends. */
static tc_range keep_apart(tc_range area, tc_range core, const tc_snippet *sn)
{
    for (size_t i = 0; i < sn->count; i++)
        keep_off(&area, core, sn->items[i].span);
    if (sn->apart.end)
        keep_off(&area, core, sn->apart);
    return area;
}

static tc_status place_passage(tc_passage *p, tc_snippet *sn, tc_range core)
{
    tc_span text = sn->record->text;
    tc_arena *arena = sn->arena;
    tc_lexicon *lexicon = sn->lexicon;
    tc_error *err = sn->err;
    size_t budget = sn->options->bytes;
    tc_range area = surroundings(text, core, budget + MARGIN);
    area = keep_apart(area, core, sn);
    tc_text *norm;
    tc_tokens *t;
    tc_status s = tc_text_normalize(&norm, arena, tc_span_sub(text, area.start, area.end), err);
    if (s == TC_OK)
        s = tc_tokenize(&t, arena, lexicon, norm, err);
    if (s != TC_OK)
        return s;
    tc_grower g = {.tokens = t, .budget = budget};
    size_t from = tc_text_norm_offset(norm, core.start - area.start);
    size_t to = tc_text_norm_offset(norm, core.end - area.start);
    while (g.first + 1 < t->len && t->items[g.first].end <= from)
        g.first++;
    g.last = g.first;
    while (g.last + 1 < t->len && t->items[g.last + 1].start < to)
        g.last++;
    size_t low = g.first, high = g.last;
    while (t->len && (!g.left_done || !g.right_done)) {
        grow_left(&g);
        grow_right(&g);
        grow_right(&g); /* what follows says more than what comes before */
    }
    if (t->len == 0) {
        p->span = core;
        return TC_OK;
    }
    settle(&g, low, high);
    tc_range r =
        tc_text_source_range(norm, (tc_range){t->items[g.first].start, t->items[g.last].end});
    p->span = (tc_range){area.start + r.start, area.start + r.end};
    p->cut_left = !begins_here(t, g.first);
    p->cut_right = g.last + 1 < t->len && !begins_here(t, g.last + 1);
    return TC_OK;
}

/* ---- choosing ----------------------------------------------------------------------------- */

typedef struct {
    size_t first, last; /* marks */
    double score;
} tc_window;

static double word_weight(const tc_mark *m)
{
    return 0.5 + m->typed->rarity;
}

static double shown_again(const tc_mark *m, const double *taken)
{
    return taken[m->word] > 0 ? SHOWN : 1;
}

/* What the word before it adds, when it stands there as in the question. */
static double pair_weight(const tc_marks_found *f, size_t first, size_t i)
{
    const tc_mark *m = &f->items[i];
    while (i-- > first && f->items[i].ordinal + 1 >= m->ordinal) {
        const tc_mark *before = &f->items[i];
        if (before->ordinal + 1 != m->ordinal || before->word + 1 != m->word)
            continue;
        double least = AGAIN * word_weight(m), rarity = before->typed->pair_rarity;
        return rarity > least ? rarity : least;
    }
    return 0;
}

enum { WORD = 1, PAIR = 2 };

/* What was shown of each wanted word and each spelling. */
typedef struct {
    double *taken; /* by earlier passages */
    uint8_t *seen; /* in this window: WORD, PAIR */
    double *sums;  /* tc_mark_counts */
} tc_tally;

/* Distinct words count once; neighbours in question and text count extra, and a little again. */
static double window_score(const tc_marks_found *f, size_t first, size_t last,
                           const tc_tally *tally)
{
    double score = 0;
    memset(tally->sums, 0, f->sides * sizeof *tally->sums);
    for (size_t i = first; i <= last; i++) {
        const tc_mark *m = &f->items[i];
        double says = 0, pair = pair_weight(f, first, i);
        if (!(tally->seen[m->word] & WORD))
            says += word_weight(m);
        if (pair > 0)
            says += tally->seen[m->word] & PAIR ? AGAIN * word_weight(m) : pair;
        tally->seen[m->word] |= pair > 0 ? WORD | PAIR : WORD;
        score += tc_mark_counts(tally->sums, m->side, says * shown_again(m, tally->taken));
    }
    for (size_t i = first; i <= last; i++)
        tally->seen[f->items[i].word] = 0;
    return score;
}

static bool meets(tc_range a, tc_range b)
{
    return a.start < b.end && b.start < a.end;
}

static bool overlaps(const tc_snippet *sn, const tc_mark *m)
{
    bool found = meets(m->span, sn->apart);
    for (size_t k = 0; !found && k < sn->count; k++)
        found = meets(m->span, sn->items[k].span);
    return found;
}

static tc_window best_window(const tc_snippet *sn, const tc_marks_found *f, const tc_tally *tally)
{
    size_t bytes = sn->options->bytes;
    tc_window best = {0};
    for (size_t i = 0; i < f->len; i++) {
        if (overlaps(sn, &f->items[i]))
            continue;
        size_t j = i;
        while (j + 1 < f->len && f->items[j + 1].paragraph == f->items[i].paragraph &&
               f->items[j + 1].span.end - f->items[i].span.start <= bytes &&
               !overlaps(sn, &f->items[j + 1]))
            j++;
        double score = window_score(f, i, j, tally);
        if (score > best.score)
            best = (tc_window){i, j, score};
    }
    return best;
}

/* The marks inside the passage, touching ones joined, relative to it. */
static void set_matches(tc_passage *p, tc_arena *arena, const tc_marks_found *f)
{
    TC_VEC(tc_range) out = {0};
    for (size_t i = 0; i < f->len; i++) {
        tc_range r = f->items[i].span;
        if (r.start < p->span.start || r.end > p->span.end)
            continue;
        r.start -= p->span.start;
        r.end -= p->span.start;
        tc_range *last = out.len ? &out.items[out.len - 1] : NULL;
        if (last && r.start <= last->end)
            last->end = r.end > last->end ? r.end : last->end;
        else
            tc_vec_push(arena, &out, r);
    }
    p->matches = out.items;
    p->match_count = out.len;
}

static void finish_passage(tc_passage *p, tc_arena *arena, const tc_record *r,
                           const tc_marks_found *f, tc_span field)
{
    p->text = tc_span_sub(r->text, p->span.start, p->span.end);
    set_matches(p, arena, f);
    size_t at = p->span.start + (p->match_count ? p->matches[0].start : 0);
    p->field = field.len ? field : field_of(r->plan, at);
    p->section = section_label(r->plan, at);
    p->page = tc_page_of(r, at);
}

static tc_status choose_passages(tc_snippet *s, const tc_marks_found *found)
{
    double best = 0;
    tc_tally tally = {.taken = tc_arena_array(s->arena, found->word_count, sizeof *tally.taken),
                      .seen = tc_arena_array(s->arena, found->word_count, sizeof *tally.seen),
                      .sums = tc_arena_array(s->arena, found->sides, sizeof *tally.sums)};
    while (s->count < s->options->passages) {
        tc_window w = best_window(s, found, &tally);
        if (w.score <= 0 || w.score < best * WORTH_SHOWING)
            break;
        best = w.score > best ? w.score : best;
        tc_passage *p = &s->items[s->count];
        tc_range core = {found->items[w.first].span.start, found->items[w.last].span.end};
        tc_status status = place_passage(p, s, core);
        if (status != TC_OK)
            return status;
        finish_passage(p, s->arena, s->record, found, TC_SPAN(""));
        s->count++;
        for (size_t i = w.first; i <= w.last; i++)
            tally.taken[found->items[i].word] = 1;
    }
    return TC_OK;
}

/* The title is shown with each document: a passage of it says little, but where nothing else has
 * the words. */
static tc_status word_passages(tc_snippet *s, const tc_compiled *c)
{
    tc_marks_found found;
    size_t before = s->count;
    tc_status status = tc_marks_find(&found, s->arena, s->lexicon, s->record->text,
                                     TC_MARKS_TEXT_MAX, s->record->plan, c, s->err);
    if (status != TC_OK || found.len == 0)
        return status;
    s->apart = s->record->plan->title_span;
    status = choose_passages(s, &found);
    s->apart = (tc_range){0, 0};
    return status == TC_OK && s->count == before ? choose_passages(s, &found) : status;
}

/* ---- numbers ------------------------------------------------------------------------------ */

/* Where a document number with one of these keys stands in a range of the text, else that range.
 */
static tc_status place_number(tc_range *out, tc_arena *arena, tc_lexicon *lexicon,
                              const tc_number_grammar *grammar, tc_span text, tc_range within,
                              const tc_span *keys, size_t key_count, tc_error *err)
{
    tc_text *norm;
    tc_tokens *tokens;
    tc_numbers numbers;
    *out = within;
    if (within.end - within.start > LINE_LIMIT)
        return TC_OK;
    tc_status s = tc_text_normalize(&norm, arena, tc_span_sub(text, within.start, within.end), err);
    if (s == TC_OK)
        s = tc_tokenize(&tokens, arena, lexicon, norm, err);
    if (s == TC_OK)
        s = tc_numbers_find(&numbers, arena, grammar, tokens, err);
    for (size_t i = 0; s == TC_OK && i < numbers.len; i++) {
        if (!tc_span_among(keys, key_count, numbers.items[i].key))
            continue;
        tc_range r = tc_text_source_range(norm, numbers.items[i].span);
        *out = (tc_range){within.start + r.start, within.start + r.end};
        return TC_OK;
    }
    return s;
}

/* The line that an own number stands in, without the blanks of its column; as much of a long one as
 * fits. */
static void place_line(tc_passage *p, const tc_snippet *s, tc_range core)
{
    tc_span text = s->record->text;
    tc_range r = surroundings(text, core, s->options->bytes / 2), line = core;
    while (line.start > r.start && text.ptr[line.start - 1] != '\n')
        line.start--;
    while (line.end < r.end && text.ptr[line.end] != '\n')
        line.end++;
    p->cut_left = line.start > 0 && text.ptr[line.start - 1] != '\n';
    p->cut_right = line.end < text.len && text.ptr[line.end] != '\n';
    while (line.start < core.start && tc_ascii_blank(text.ptr[line.start]))
        line.start++;
    while (line.end > core.end && tc_ascii_blank(text.ptr[line.end - 1]))
        line.end--;
    p->span = line;
}

static tc_status number_passage(tc_snippet *s, const tc_number_grammar *grammar,
                                const tc_compiled *c, tc_range place, bool own)
{
    tc_mark mark = {0};
    tc_passage *p = &s->items[s->count];
    tc_status status = place_number(&mark.span, s->arena, s->lexicon, grammar, s->record->text,
                                    place, c->number_keys.items, c->number_keys.len, s->err);
    for (size_t k = 0; k < s->count; k++)
        if (s->items[k].span.start <= mark.span.start && mark.span.end <= s->items[k].span.end)
            return status; /* a second mention in a passage that is shown */
    if (status == TC_OK && own)
        place_line(p, s, mark.span);
    else if (status == TC_OK)
        status = place_passage(p, s, mark.span);
    if (status != TC_OK)
        return status;
    tc_marks_found one = {.items = &mark, .len = 1};
    finish_passage(p, s->arena, s->record, &one, own ? TC_SPAN("number") : TC_SPAN("cites"));
    s->count++;
    return TC_OK;
}

static tc_status number_passages(tc_snippet *s, const tc_number_grammar *grammar,
                                 const tc_compiled *c)
{
    const tc_plan *plan = s->record->plan;
    tc_status status = TC_OK;
    if (!grammar || c->number_keys.len == 0 || s->options->passages == 0)
        return TC_OK;
    if (tc_span_among(c->number_keys.items, c->number_keys.len, plan->number_key) &&
        plan->number_span.end > plan->number_span.start)
        status = number_passage(s, grammar, c, plan->number_span, true);
    for (size_t i = 0; status == TC_OK && i < plan->citations.len; i++) {
        const tc_citation *m = &plan->citations.items[i];
        if (s->count == s->options->passages)
            break;
        if (tc_span_among(c->number_keys.items, c->number_keys.len, tc_cited_number_key(m)))
            status = number_passage(s, grammar, c, m->span, false);
    }
    return status;
}

static int by_place(const void *a, const void *b)
{
    const tc_passage *x = a, *y = b;
    return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

tc_status tc_snippet_make(tc_passage **out, size_t *count, tc_arena *arena, tc_lexicon *lexicon,
                          const tc_number_grammar *numbers, const tc_record *record,
                          const tc_compiled *c, const tc_snippet_options *options, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the passages");
    tc_snippet s = {
        .arena = arena, .lexicon = lexicon, .record = record, .options = options, .err = err};
    s.items = tc_arena_array(arena, options->passages + 1, sizeof *s.items);
    tc_status status = number_passages(&s, numbers, c);
    if (status == TC_OK && s.count < options->passages)
        status = word_passages(&s, c);
    if (status == TC_OK && s.count > 1)
        qsort(s.items, s.count, sizeof *s.items, by_place);
    *out = s.items;
    *count = s.count;
    tc_arena_uncatch(arena, &guard);
    return status;
}
