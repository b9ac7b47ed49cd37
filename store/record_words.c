/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a text field as terms: which layers and pairs there are. */
#include "store/record_internal.h"

/* What is counted: one row a kind of term. */
typedef enum { FOLDED_WORD, ACCENT_WORD, FOLDED_PAIR, KIND_COUNT } kind;
static const struct {
    tc_layer layer;
    bool pair;
} kinds[KIND_COUNT] = {
    [FOLDED_WORD] = {TC_LAYER_FOLDED, false},
    [ACCENT_WORD] = {TC_LAYER_ACCENT, false},
    [FOLDED_PAIR] = {TC_LAYER_FOLDED, true},
};

/* Distinct terms of one kind, found by the ids of their words. */
typedef struct {
    uint64_t key;
    const tc_word *first, *second; /* second: pairs only */
    uint32_t count;
} entry;
typedef struct {
    TC_VEC(entry) entries;
    uint32_t *slots; /* entry number + 1; 0: free */
    size_t mask;     /* of slots, a power of two less one */
} tally;

struct tc_record_words {
    tc_arena *arena;
    tc_field_id field;
    tally tallies[KIND_COUNT];
};

tc_record_words *tc_record_words_new(tc_arena *arena, tc_field_id field)
{
    tc_record_words *w = tc_arena_alloc(arena, sizeof *w);
    w->arena = arena;
    w->field = field;
    return w;
}

static size_t slot_of(const tally *t, uint64_t key)
{
    size_t i = (size_t)((key * 0x9E3779B97F4A7C15u) >> 32) & t->mask;
    while (t->slots[i] && t->entries.items[t->slots[i] - 1].key != key)
        i = (i + 1) & t->mask;
    return i;
}

static void enlarge(tc_arena *arena, tally *t)
{
    size_t size = t->slots ? (t->mask + 1) * 2 : 64;
    t->slots = tc_arena_array(arena, size, sizeof *t->slots);
    t->mask = size - 1;
    for (size_t i = 0; i < t->entries.len; i++)
        t->slots[slot_of(t, t->entries.items[i].key)] = (uint32_t)i + 1;
}

static void count_one(tc_arena *arena, tally *t, uint64_t key, const tc_word *first,
                      const tc_word *second)
{
    if (t->entries.len * 2 >= t->mask)
        enlarge(arena, t);
    size_t slot = slot_of(t, key);
    if (!t->slots[slot]) {
        entry *e = tc_vec_add(arena, &t->entries);
        e->key = key;
        e->first = first;
        e->second = second;
        t->slots[slot] = (uint32_t)t->entries.len;
    }
    t->entries.items[t->slots[slot] - 1].count++;
}

static uint64_t word_id(tc_layer layer, const tc_word *word)
{
    return layer == TC_LAYER_ACCENT ? word->accent_id : word->folded_id;
}

static void add_word(tc_record_words *w, const tc_word *before, const tc_word *word)
{
    for (size_t k = 0; k < KIND_COUNT; k++) {
        tc_layer layer = kinds[k].layer;
        if (!kinds[k].pair) {
            count_one(w->arena, &w->tallies[k], word_id(layer, word), word, NULL);
        } else if (before && tc_record_has_bigram(w->field, before, word)) {
            uint64_t key = word_id(layer, before) << 32 | word_id(layer, word);
            count_one(w->arena, &w->tallies[k], key, before, word);
        }
    }
}

/* Words are neighbours across punctuation and line ends, but not from paragraph to paragraph. */
void tc_record_words_add(tc_record_words *w, const tc_tokens *tokens)
{
    const tc_word *before = NULL;
    for (size_t i = 0; i < tokens->len; i++) {
        const tc_token *token = &tokens->items[i];
        if (token->flags & TC_PARA_START)
            before = NULL;
        if (!tc_token_indexed(token))
            continue;
        const tc_word *word = tc_lexicon_at(tokens->lexicon, token->word);
        add_word(w, before, word);
        before = word;
    }
}

static void put_counts(const tc_record_words *w, tc_document *doc, const tally *t, kind k)
{
    for (size_t i = 0; i < t->entries.len; i++) {
        const entry *e = &t->entries.items[i];
        tc_span term = kinds[k].pair
                           ? tc_record_bigram_term(w->arena, w->field, e->first, e->second)
                           : tc_record_word_term(w->arena, w->field, kinds[k].layer, e->first);
        tc_document_add_term(doc, term, e->count);
    }
}

void tc_record_words_put(const tc_record_words *w, tc_document *doc)
{
    for (size_t k = 0; k < KIND_COUNT; k++)
        put_counts(w, doc, &w->tallies[k], (kind)k);
}
