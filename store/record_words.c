/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a text field as terms: which layers and pairs there are. */
#include "store/record_internal.h"

/* How often there is what: words by their id, pairs by the ids of both. */
typedef struct {
    uint64_t key;
    uint32_t count; /* 0: free */
} counted;
typedef struct {
    counted *slots;
    size_t size, len, most; /* most: of len */
    unsigned shift;         /* of a hash, to be a slot */
} tally;

struct tc_record_words {
    tc_arena *arena;
    const tc_lexicon *lexicon;
    tc_field_id field;
    tally words, pairs; /* words by accent, pairs folded */
};

/* Pairs are ever new ones, words come again: this many slots hold those of most texts. */
enum { LEAST_SIZE = 8, MANY_WORDS = 2048 };

tc_record_words *tc_record_words_new(tc_arena *arena, tc_field_id field)
{
    tc_record_words *w = tc_arena_alloc(arena, sizeof *w);
    w->arena = arena;
    w->field = field;
    return w;
}

static counted *slot_of(const tally *t, uint64_t key)
{
    size_t i = (size_t)((key * 0x9E3779B97F4A7C15u) >> t->shift);
    while (t->slots[i].count && t->slots[i].key != key)
        i = (i + 1) & (t->size - 1);
    return &t->slots[i];
}

static void enlarge(tc_arena *arena, tally *t, size_t least)
{
    tally old = *t;
    t->size = LEAST_SIZE;
    while (t->size < least)
        t->size *= 2;
    t->shift = (unsigned)__builtin_clzll(t->size) + 1;
    t->most = t->size / 4 * 3;
    t->slots = tc_arena_array(arena, t->size, sizeof *t->slots);
    for (size_t i = 0; i < old.size; i++)
        if (old.slots[i].count)
            *slot_of(t, old.slots[i].key) = old.slots[i];
}

static inline void count(tc_arena *arena, tally *t, uint64_t key, uint32_t more)
{
    if (t->len == t->most)
        enlarge(arena, t, 2 * t->size);
    counted *slot = slot_of(t, key);
    t->len += slot->count == 0;
    slot->key = key;
    slot->count += more;
}

/* Words are neighbours across punctuation and line ends, but not from paragraph to paragraph. */
void tc_record_words_add(tc_record_words *w, const tc_tokens *tokens)
{
    const tc_word *before = NULL;
    w->lexicon = tokens->lexicon;
    if (!w->words.size) { /* every other word or pair is one that was there */
        enlarge(w->arena, &w->words, tokens->len / 2 < MANY_WORDS ? tokens->len / 2 : MANY_WORDS);
        enlarge(w->arena, &w->pairs, tokens->len / 2);
    }
    for (size_t i = 0; i < tokens->len; i++) {
        const tc_token *token = &tokens->items[i];
        if (token->flags & TC_PARA_START)
            before = NULL;
        if (!tc_token_indexed(token))
            continue;
        const tc_word *word = tc_lexicon_at(tokens->lexicon, token->word);
        count(w->arena, &w->words, word->accent_id, 1);
        if (before && tc_record_has_bigram(w->field, before, word))
            count(w->arena, &w->pairs, (uint64_t)before->folded_id << 32 | word->folded_id, 1);
        before = word;
    }
}

static const tc_word *word_of(const tc_record_words *w, uint64_t id)
{
    return tc_lexicon_at(w->lexicon, (uint32_t)id);
}

static void put_words(const tc_record_words *w, tc_document *doc, const tally *t, tc_layer layer)
{
    tc_span prefix = tc_record_layer_prefix(w->arena, w->field, layer);
    for (size_t i = 0; i < t->size; i++) {
        const counted *c = &t->slots[i];
        if (c->count)
            tc_document_add_made(doc, prefix, tc_record_layer_key(layer, word_of(w, c->key)),
                                 c->count);
    }
}

static void put_pairs(const tc_record_words *w, tc_document *doc)
{
    tc_span prefix = tc_field_prefix(w->field);
    for (size_t i = 0; i < w->pairs.size; i++) {
        const counted *c = &w->pairs.slots[i];
        char room[TC_PAIR_BYTES];
        if (c->count)
            tc_document_add_made(doc, prefix,
                                 tc_record_pair(w->arena, room, word_of(w, c->key >> 32),
                                                word_of(w, c->key & UINT32_MAX)),
                                 c->count);
    }
}

/* Every folded word is that of some accent words. */
static tally folded_words(const tc_record_words *w)
{
    tally folded = {0};
    enlarge(w->arena, &folded, w->words.size);
    for (size_t i = 0; i < w->words.size; i++) {
        const counted *c = &w->words.slots[i];
        if (c->count)
            count(w->arena, &folded, word_of(w, c->key)->folded_id, c->count);
    }
    return folded;
}

void tc_record_words_put(const tc_record_words *w, tc_document *doc)
{
    tally folded = folded_words(w);
    put_words(w, doc, &folded, TC_LAYER_FOLDED);
    put_words(w, doc, &w->words, TC_LAYER_ACCENT);
    put_pairs(w, doc);
}
