/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rerank.h"

#include "query/marks.h"

enum { STRETCH = 30 /* words */, FIRST_YEAR = 1000 };
static const double NUMBERED = 3; /* tc_rarity(20, 1) */

/* A wanted word, or two wanted words that are neighbours in the question and here. */
typedef struct {
    uint32_t at; /* words of the text before it */
    uint32_t sentence;
    uint32_t slot; /* which word or pair */
    uint32_t side; /* tc_mark */
    double rarity;
} tc_evidence;
typedef struct {
    TC_VEC(tc_evidence) items;
    size_t slots, sides;
} tc_evidence_list;

/* The index knows no pairs with digits: they count as what one document of twenty has ("đề án 06",
 * "tổ 3"), but for years, which are everywhere. */
static double pair_rarity(const tc_mark *m, const tc_mark *next)
{
    const tc_word *first = m->typed->word, *second = next->typed->word;
    bool numbered = !first->digits && second->digits && second->value < FIRST_YEAR;
    return numbered && m->typed->pair_rarity <= 0 ? NUMBERED : m->typed->pair_rarity;
}

/* next: the neighbour of a pair, or NULL. */
static void add_evidence(tc_arena *arena, tc_evidence_list *list, const tc_mark *m,
                         const tc_mark *next)
{
    tc_evidence *e = tc_vec_add(arena, &list->items);
    *e = (tc_evidence){.at = m->ordinal,
                       .sentence = m->sentence,
                       .slot = 2 * m->word + (next != NULL),
                       .side = m->side,
                       .rarity = next ? pair_rarity(m, next) : m->typed->rarity};
}

/* What lies within these bytes of the text. */
static void collect(tc_evidence_list *out, tc_arena *arena, const tc_marks_found *found,
                    tc_range within)
{
    out->slots = 2 * found->word_count;
    out->sides = found->sides;
    for (size_t i = 0; i < found->len; i++) {
        const tc_mark *m = &found->items[i];
        if (m->span.start < within.start || m->span.end > within.end)
            continue;
        add_evidence(arena, out, m, NULL);
        for (size_t k = i + 1; k < found->len && m[k - i].ordinal <= m->ordinal + 1; k++)
            if (m[k - i].ordinal == m->ordinal + 1 && m[k - i].word == m->word + 1)
                add_evidence(arena, out, m, &m[k - i]);
    }
}

static bool same_sentence(const tc_evidence *first, const tc_evidence *last)
{
    return first->sentence == last->sentence;
}

static bool same_stretch(const tc_evidence *first, const tc_evidence *last)
{
    return last->at - first->at < STRETCH;
}

static bool anywhere(const tc_evidence *first, const tc_evidence *last)
{
    return first <= last;
}

/* The passage that says most of what was asked is looked for twice: among sentences, which are of
 * any length, so that it counts which words they have; and among stretches that begin and end
 * anywhere, weighed as whole documents are (store/xapian.cc). The title is a passage too. Chosen
 * by experiment (docs/ranking.md). */
typedef struct {
    bool (*together)(const tc_evidence *first, const tc_evidence *last);
    double weight; /* beside that of the whole document */
    double pairs;  /* beside words */
    double k1;     /* BM25: how much repetition counts */
} tc_passage_kind;
static const tc_passage_kind passage_kinds[] = {{same_sentence, .5, 0.25, 0.01},
                                                {same_stretch, 1, 1, 1.2}};
static const tc_passage_kind title_kind = {anywhere, 0.4, 1, 0.01};

/* What the n-th of the same adds. */
static double gain(const tc_passage_kind *kind, const tc_evidence *e, double n)
{
    double k = kind->k1, share = n / (n + k) - (n - 1) / (n - 1 + k);
    return e->rarity * (e->slot % 2 ? kind->pairs : 1) * (k + 1) * share;
}

typedef struct {
    uint32_t *counts; /* of each slot */
    double *sums;     /* of each side */
} tc_tally;

static double best_passage(const tc_evidence_list *list, const tc_tally *tally,
                           const tc_passage_kind *kind)
{
    double best = 0, score = 0;
    const tc_evidence *first = list->items.items, *end = first + list->items.len;
    memset(tally->counts, 0, list->slots * sizeof *tally->counts);
    memset(tally->sums, 0, list->sides * sizeof *tally->sums);
    for (const tc_evidence *e = first; e < end; e++) {
        for (; !kind->together(first, e); first++)
            score += tc_mark_counts(tally->sums, first->side,
                                    -gain(kind, first, tally->counts[first->slot]--));
        score += tc_mark_counts(tally->sums, e->side, gain(kind, e, ++tally->counts[e->slot]));
        best = score > best ? score : best;
    }
    return best;
}

static double score_marks(tc_arena *arena, const tc_marks_found *found, const tc_record *record)
{
    double score = 0;
    tc_evidence_list all = {0}, title = {0};
    collect(&all, arena, found, (tc_range){0, record->text.len});
    collect(&title, arena, found, record->plan->title_span);
    tc_tally tally = {.counts = tc_arena_array(arena, all.slots, sizeof *tally.counts),
                      .sums = tc_arena_array(arena, all.sides, sizeof *tally.sums)};
    for (size_t i = 0; i < sizeof passage_kinds / sizeof *passage_kinds; i++)
        score += passage_kinds[i].weight * best_passage(&all, &tally, &passage_kinds[i]);
    return score + title_kind.weight * best_passage(&title, &tally, &title_kind);
}

static tc_status score_document(double *out, tc_arena *arena, tc_engine *e, tc_docid id,
                                const tc_compiled *c, tc_error *err)
{
    tc_record *r;
    tc_marks_found found;
    *out = 0;
    tc_status s = tc_engine_record(&r, arena, e, id, err);
    if (s == TC_ENOTFOUND || s == TC_ECORRUPT) /* told when it is shown */
        return TC_OK;
    if (s == TC_OK)
        s = tc_marks_find(&found, arena, e->lexicon, r->text, TC_RERANK_BYTES, r->plan, c, err);
    if (s == TC_OK)
        *out = found.len ? score_marks(arena, &found, r) : 0;
    return s;
}

/* Equal weights stay in the index's order: by date. */
static void sort_hits(tc_hit *items, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        tc_hit hit = items[i];
        size_t j = i;
        for (; j > 0 && items[j - 1].weight < hit.weight; j--)
            items[j] = items[j - 1];
        items[j] = hit;
    }
}

static tc_status weigh(tc_hit *hit, tc_arena *scratch, tc_engine *e, const tc_compiled *c,
                       tc_error *err)
{
    double best;
    tc_arena_catch guard;
    tc_arena_reset(scratch);
    if (TC_ARENA_CATCH(scratch, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to rank the answer");
    tc_status s = score_document(&best, scratch, e, hit->id, c, err);
    if (s == TC_OK)
        hit->weight += best;
    tc_arena_uncatch(scratch, &guard);
    return s;
}

tc_status tc_rerank(tc_hits *hits, tc_engine *e, const tc_compiled *c, tc_error *err)
{
    size_t n = hits->len < TC_RERANK_DOCUMENTS ? hits->len : TC_RERANK_DOCUMENTS;
    tc_arena scratch;
    tc_status s = TC_OK;
    tc_arena_init(&scratch);
    for (size_t i = 0; s == TC_OK && i < n; i++)
        s = weigh(&hits->items[i], &scratch, e, c, err);
    tc_arena_release(&scratch);
    if (s == TC_OK)
        sort_hits(hits->items, n);
    return s;
}
