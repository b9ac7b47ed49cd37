/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/certain.h"

#include <stdlib.h>

typedef struct {
    tc_docid id;
    size_t at;    /* in the hits */
    int64_t sure; /* times the pair comes, less the words that are read otherwise */
} document;

typedef struct {
    tc_reader *reader;
    document *documents; /* by id */
    tc_docid *ids;
    uint32_t *times;
    size_t count;
    tc_error *err;
} counting;

static int by_id(const void *a, const void *b)
{
    const document *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

static tc_status add_times(counting *k, tc_span term, int sign)
{
    tc_status s = tc_reader_times(k->times, k->reader, term, k->ids, k->count, k->err);
    for (size_t i = 0; s == TC_OK && i < k->count; i++)
        k->documents[i].sure += sign * (int64_t)k->times[i];
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

static void start(counting *k, tc_arena *arena, tc_reader *reader, const tc_hits *hits,
                  tc_error *err)
{
    *k = (counting){.reader = reader,
                    .documents = tc_arena_array(arena, hits->len, sizeof *k->documents),
                    .ids = tc_arena_array(arena, hits->len, sizeof *k->ids),
                    .times = tc_arena_array(arena, hits->len, sizeof *k->times),
                    .count = hits->len,
                    .err = err};
    for (size_t i = 0; i < k->count; i++)
        k->documents[i] = (document){hits->items[i].id, i, 0};
    qsort(k->documents, k->count, sizeof *k->documents, by_id);
    for (size_t i = 0; i < k->count; i++)
        k->ids[i] = k->documents[i].id;
}

tc_status tc_certain_find(const bool **out, tc_arena *arena, tc_reader *reader,
                          const tc_query *phrase, const tc_hits *hits, tc_error *err)
{
    counting k;
    *out = NULL;
    if (!phrase->folded || hits->len == 0)
        return TC_OK;
    start(&k, arena, reader, hits, err);
    tc_status s = count_all(&k, phrase);
    bool *certain = tc_arena_array(arena, k.count, sizeof *certain);
    for (size_t i = 0; i < k.count; i++)
        certain[k.documents[i].at] = k.documents[i].sure > 0;
    *out = certain;
    return s;
}

tc_status tc_certain_times(const uint32_t **out, tc_arena *arena, tc_reader *reader, tc_span term,
                           const tc_hits *hits, tc_error *err)
{
    counting k;
    start(&k, arena, reader, hits, err);
    tc_status s = tc_reader_times(k.times, reader, term, k.ids, k.count, err);
    uint32_t *times = tc_arena_array(arena, k.count, sizeof *times);
    for (size_t i = 0; i < k.count; i++)
        times[k.documents[i].at] = k.times[i];
    *out = times;
    return s;
}
