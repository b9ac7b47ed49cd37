/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rerank.h"

#include "query/marks.h"

/* What the best sentence counts beside the whole document, and pairs beside words in it; chosen
 * by experiment (docs/ranking.md). */
static const double SENTENCE = 2, PAIR = 0.25;

/* Words that the marks [first, last) have, each once, and neighbours that are neighbours in the
 * question. */
static double sentence_score(const tc_mark *marks, size_t count, uint32_t *seen, uint32_t stamp)
{
    double score = 0;
    for (size_t i = 0; i < count; i++) {
        const tc_mark *m = &marks[i];
        if (seen[2 * m->word] != stamp)
            score += m->typed->rarity;
        seen[2 * m->word] = stamp;
        bool pair = i > 0 && m->word == m[-1].word + 1 && m->ordinal == m[-1].ordinal + 1;
        if (pair && seen[2 * m->word + 1] != stamp) {
            score += PAIR * m[-1].typed->pair_rarity;
            seen[2 * m->word + 1] = stamp;
        }
    }
    return score;
}

static double best_sentence(const tc_marks_found *found, uint32_t *seen)
{
    double best = 0;
    for (size_t i = 0, next; i < found->len; i = next) {
        next = i + 1;
        while (next < found->len && found->items[next].sentence == found->items[i].sentence)
            next++;
        double score = sentence_score(&found->items[i], next - i, seen, (uint32_t)i + 1);
        best = score > best ? score : best;
    }
    return best;
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
        *out = best_sentence(&found,
                             tc_arena_array(arena, 2 * found.word_count + 2, sizeof(uint32_t)));
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

/* The best score that a sentence could have. */
static double full_score(const tc_compiled *c)
{
    double sum = 0;
    for (size_t k = 0; k < c->wanted.len; k++)
        for (size_t j = 0; j < c->wanted.items[k].len; j++) {
            const tc_typed *w = &c->wanted.items[k].items[j];
            sum += w->rarity + PAIR * w->pair_rarity;
        }
    return sum;
}

static tc_status weigh(tc_hit *hit, tc_arena *scratch, tc_engine *e, const tc_compiled *c,
                       double full, tc_error *err)
{
    double best;
    tc_arena_catch guard;
    tc_arena_reset(scratch);
    if (TC_ARENA_CATCH(scratch, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to rank the answer");
    tc_status s = score_document(&best, scratch, e, hit->id, c, err);
    if (s == TC_OK && full > 0)
        hit->weight *= 1 + SENTENCE * best / full;
    tc_arena_uncatch(scratch, &guard);
    return s;
}

tc_status tc_rerank(tc_hits *hits, tc_engine *e, const tc_compiled *c, tc_error *err)
{
    size_t n = hits->len < TC_RERANK_DOCUMENTS ? hits->len : TC_RERANK_DOCUMENTS;
    double full = full_score(c);
    tc_arena scratch;
    tc_status s = TC_OK;
    tc_arena_init(&scratch);
    for (size_t i = 0; s == TC_OK && i < n; i++)
        s = weigh(&hits->items[i], &scratch, e, c, full, err);
    tc_arena_release(&scratch);
    if (s == TC_OK)
        sort_hits(hits->items, n);
    return s;
}
