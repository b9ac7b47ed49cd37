/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/certain.h"

#include <stdlib.h>

typedef struct {
    tc_docid id;
    size_t at;
} place;

typedef struct {
    tc_reader *reader;
    const tc_sorted_hits *hits;
    int64_t *sure; /* times the pairs come, less the words that are read otherwise */
    tc_error *err;
} counting;

static int by_id(const void *a, const void *b)
{
    const place *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

void tc_sorted_hits_init(tc_sorted_hits *out, tc_arena *arena, const tc_hits *hits)
{
    place *places = tc_arena_array(arena, hits->len, sizeof *places);
    *out = (tc_sorted_hits){.ids = tc_arena_array(arena, hits->len, sizeof *out->ids),
                            .at = tc_arena_array(arena, hits->len, sizeof *out->at),
                            .times = tc_arena_array(arena, hits->len, sizeof *out->times),
                            .count = hits->len};
    for (size_t i = 0; i < hits->len; i++)
        places[i] = (place){hits->items[i].id, i};
    if (hits->len)
        qsort(places, hits->len, sizeof *places, by_id);
    for (size_t i = 0; i < hits->len; i++) {
        out->ids[i] = places[i].id;
        out->at[i] = places[i].at;
    }
}

static tc_status find_times(const tc_sorted_hits *h, tc_reader *reader, tc_span term, tc_error *err)
{
    return tc_reader_times(h->times, reader, term, h->ids, h->count, err);
}

static tc_status add_times(counting *k, tc_span term, int sign)
{
    tc_status s = find_times(k->hits, k->reader, term, k->err);
    for (size_t i = 0; s == TC_OK && i < k->hits->count; i++)
        k->sure[i] += sign * (int64_t)k->hits->times[i];
    return s;
}

/* Less the times that it is read otherwise than was asked. */
static tc_status count_readings(counting *k, const tc_query *word, tc_span folded)
{
    tc_status s = TC_OK;
    if (word->kind == TC_Q_TERM && tc_span_eq(word->term, folded))
        return TC_OK;
    s = add_times(k, folded, -1);
    if (s == TC_OK && word->kind == TC_Q_TERM)
        s = add_times(k, word->term, 1);
    for (size_t n = 0; s == TC_OK && word->kind == TC_Q_SYNONYM && n < word->count; n++)
        s = add_times(k, word->children[n]->term, 1);
    return s;
}

/* Of the times an inner word comes, so many end a pair and so many begin one: what is more than
 * all of them does both. */
static tc_status count_all(counting *k, const tc_query *phrase)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < phrase->count; i++) {
        const tc_phrase_terms *t = &phrase->folded[i];
        if (i)
            s = add_times(k, t->pair, 1);
        if (s == TC_OK && i && i + 1 < phrase->count)
            s = add_times(k, t->word, -1);
        if (s == TC_OK)
            s = count_readings(k, phrase->children[i], t->word);
    }
    return s;
}

tc_status tc_certain_find(const bool **out, tc_arena *arena, tc_reader *reader,
                          const tc_query *phrase, const tc_sorted_hits *hits, tc_error *err)
{
    *out = NULL;
    if (!phrase->folded || hits->count == 0)
        return TC_OK;
    counting k = {.reader = reader,
                  .hits = hits,
                  .sure = tc_arena_array(arena, hits->count, sizeof *k.sure),
                  .err = err};
    tc_status s = count_all(&k, phrase);
    bool *certain = tc_arena_array(arena, hits->count, sizeof *certain);
    for (size_t i = 0; i < hits->count; i++)
        certain[hits->at[i]] = k.sure[i] > 0;
    *out = certain;
    return s;
}

tc_status tc_certain_has(const bool **out, tc_arena *arena, tc_reader *reader, tc_span term,
                         const tc_sorted_hits *hits, tc_error *err)
{
    bool *sorted = tc_arena_array(arena, hits->count, sizeof *sorted);
    bool *has = tc_arena_array(arena, hits->count, sizeof *has);
    tc_status s = tc_reader_has(sorted, reader, term, hits->ids, hits->count, err);
    for (size_t i = 0; i < hits->count; i++)
        has[hits->at[i]] = sorted[i];
    *out = has;
    return s;
}
