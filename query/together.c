/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/together.h"

#include "store/record.h"

/* One bit for each of the first wanted words, and one that says that a mask is known. */
enum { MASK_BITS = 63 };
static const uint64_t KNOWN = (uint64_t)1 << MASK_BITS;

typedef struct {
    uint64_t position;
    uint64_t mask;
} tc_place_found;

struct tc_together {
    tc_arena *arena;
    const tc_query *query;
    uint64_t *masks; /* by word: which of the wanted words it is */
    size_t room;
    tc_place_found *recent; /* NEAR: a ring of .window places */
    size_t first, len;
};

tc_together *tc_together_new(tc_arena *arena, const tc_query *query)
{
    if (query->kind == TC_Q_NEAR && query->count > TC_NEAR_MOST)
        return NULL;
    tc_together *t = tc_arena_alloc(arena, sizeof *t);
    t->arena = arena;
    t->query = query;
    if (query->kind == TC_Q_NEAR)
        t->recent = tc_arena_array(arena, query->window, sizeof *t->recent);
    return t;
}

/* ---- one word ----------------------------------------------------------------------------- */

/* The two terms that a word of the text has in the index. */
typedef struct {
    tc_span folded, accent;
} tc_word_terms;

static bool is_wanted(const tc_query *wanted, const tc_word_terms *terms)
{
    switch (wanted->kind) {
    case TC_Q_TERM:
        return tc_span_eq(wanted->term, terms->folded) || tc_span_eq(wanted->term, terms->accent);
    case TC_Q_PREFIX:
        return tc_span_starts(terms->folded, wanted->term) ||
               tc_span_starts(terms->accent, wanted->term);
    default: /* OR, SYNONYM */
        for (size_t i = 0; i < wanted->count; i++)
            if (is_wanted(wanted->children[i], terms))
                return true;
        return false;
    }
}

static tc_word_terms terms_of(const tc_together *t, const tc_word *word)
{
    tc_field_id field = t->query->field;
    return (tc_word_terms){tc_record_word_term(t->arena, field, TC_LAYER_FOLDED, word),
                           tc_record_word_term(t->arena, field, TC_LAYER_ACCENT, word)};
}

static uint64_t make_mask(const tc_together *t, const tc_word *word)
{
    uint64_t mask = KNOWN;
    tc_word_terms terms = terms_of(t, word);
    for (size_t i = 0; i < t->query->count && i < MASK_BITS; i++)
        if (is_wanted(t->query->children[i], &terms))
            mask |= (uint64_t)1 << i;
    return mask;
}

static void enlarge(tc_together *t, size_t size)
{
    uint64_t *masks = tc_arena_array(t->arena, size, sizeof *masks);
    if (t->room)
        memcpy(masks, t->masks, t->room * sizeof *masks);
    t->masks = masks;
    t->room = size;
}

static uint64_t mask_of(tc_together *t, const tc_tokens *tokens, size_t i)
{
    uint32_t word = tokens->items[i].word;
    if (word >= t->room)
        enlarge(t, tc_lexicon_size(tokens->lexicon) * 2);
    if (!t->masks[word])
        t->masks[word] = make_mask(t, tc_lexicon_at(tokens->lexicon, word));
    return t->masks[word] & ~KNOWN;
}

/* ---- phrases ------------------------------------------------------------------------------ */

/* Words of a very long phrase behind those that have bits, from token i on. */
static bool rest_follows(const tc_together *t, const tc_tokens *tokens, size_t i)
{
    size_t k = MASK_BITS;
    for (; i < tokens->len && k < t->query->count; i++) {
        if (tokens->items[i].flags & TC_PARA_START)
            return false;
        const tc_word *word = tc_token_word(tokens, i);
        if (!word)
            continue;
        tc_word_terms terms = terms_of(t, word);
        if (!is_wanted(t->query->children[k], &terms))
            return false;
        k++;
    }
    return k == t->query->count;
}

/* Bit k of so_far: the first k + 1 words of the phrase end here. */
static bool phrase_in(tc_together *t, const tc_tokens *tokens)
{
    size_t n = t->query->count < MASK_BITS ? t->query->count : MASK_BITS;
    uint64_t so_far = 0, whole = (uint64_t)1 << (n - 1);
    for (size_t i = 0; i < tokens->len; i++) {
        if (tokens->items[i].flags & TC_PARA_START)
            so_far = 0;
        if (!tc_token_indexed(&tokens->items[i]))
            continue;
        so_far = (so_far << 1 | 1) & mask_of(t, tokens, i);
        if ((so_far & whole) && (n == t->query->count || rest_follows(t, tokens, i + 1)))
            return true;
    }
    return false;
}

/* ---- NEAR --------------------------------------------------------------------------------- */

static tc_place_found *recent_at(const tc_together *t, size_t i)
{
    return &t->recent[(t->first + i) % t->query->window];
}

/* Gives wanted word k a place of its own, moving others where need be. */
static bool seat(const tc_together *t, size_t k, uint8_t *owner, bool *tried)
{
    for (size_t i = 0; i < t->len; i++) {
        if (tried[i] || !(recent_at(t, i)->mask >> k & 1))
            continue;
        tried[i] = true;
        if (owner[i] && !seat(t, owner[i] - 1u, owner, tried))
            continue;
        owner[i] = (uint8_t)(k + 1);
        return true;
    }
    return false;
}

static bool all_seated(const tc_together *t)
{
    tc_arena *arena = t->arena;
    uint8_t *owner = tc_arena_array(arena, t->len, sizeof *owner);
    bool *tried = tc_arena_array(arena, t->len, sizeof *tried);
    for (size_t k = 0; k < t->query->count; k++) {
        memset(tried, 0, t->len * sizeof *tried);
        if (!seat(t, k, owner, tried))
            return false;
    }
    return true;
}

/* Are all wanted words among the recent ones? One word may be two of them ("hoa" and "hòa"). */
static bool complete(const tc_together *t)
{
    uint64_t all = ((uint64_t)1 << t->query->count) - 1, seen = 0;
    bool shared = false;
    for (size_t i = 0; i < t->len; i++) {
        uint64_t mask = recent_at(t, i)->mask;
        seen |= mask;
        shared = shared || (mask & (mask - 1));
    }
    return seen == all && (!shared || all_seated(t));
}

static bool near_in(tc_together *t, const tc_tokens *tokens)
{
    uint64_t position = 0;
    t->first = t->len = 0;
    for (size_t i = 0; i < tokens->len; i++) {
        if (!tc_token_indexed(&tokens->items[i]))
            continue;
        position++;
        uint64_t mask = mask_of(t, tokens, i);
        if (!mask)
            continue;
        while (t->len && recent_at(t, 0)->position + t->query->window <= position) {
            t->first = (t->first + 1) % t->query->window;
            t->len--;
        }
        *recent_at(t, t->len++) = (tc_place_found){position, mask};
        if (complete(t))
            return true;
    }
    return false;
}

bool tc_together_in(tc_together *t, const tc_tokens *tokens)
{
    return t->query->kind == TC_Q_NEAR ? near_in(t, tokens) : phrase_in(t, tokens);
}
