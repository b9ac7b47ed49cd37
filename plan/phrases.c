/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two tries in one table: over accent keys, and over folded keys for texts without marks. An edge
 * is found by hashing (node, key id), so a step costs the same however many phrases there are. */
#include "plan/internal.h"

#include <stdlib.h>

#define EMPTY UINT32_MAX
#define ROOT 0U
#define PUNCT 0x80000000U /* key of a punctuation mark: this and its code point */

typedef struct {
    uint32_t node, key, target;
} edge;

typedef struct {
    edge *slots;
    uint32_t mask;
    uint32_t node_count;
    int *values;     /* by node; -1 where no phrase ends */
    uint32_t *first; /* by key id: the node behind it as a first word, or ROOT */
    uint32_t first_len;
} trie;

struct tc_phrases {
    trie accent, folded;
};

static uint32_t edge_hash(uint32_t node, uint32_t key)
{
    uint64_t h = ((uint64_t)node << 32 | key) * UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(h >> 32);
}

static edge *edge_slot(const trie *t, uint32_t node, uint32_t key)
{
    uint32_t at = edge_hash(node, key) & t->mask;
    while (t->slots[at].node != EMPTY && (t->slots[at].node != node || t->slots[at].key != key))
        at = (at + 1) & t->mask;
    return &t->slots[at];
}

static bool trie_init(trie *t, size_t words)
{
    uint32_t size = 16;
    while (size < 2 * words + 2)
        size *= 2;
    t->mask = size - 1;
    t->node_count = 1;
    t->slots = malloc(size * sizeof *t->slots);
    t->values = malloc((words + 1) * sizeof *t->values);
    if (!t->slots || !t->values)
        return false;
    for (uint32_t i = 0; i < size; i++)
        t->slots[i].node = EMPTY;
    for (size_t i = 0; i <= words; i++)
        t->values[i] = -1;
    return true;
}

static void trie_release(trie *t)
{
    free(t->slots);
    free(t->values);
    free(t->first);
}

static uint32_t trie_step(trie *t, uint32_t node, uint32_t key)
{
    edge *e = edge_slot(t, node, key);
    if (e->node == EMPTY) {
        e->node = node;
        e->key = key;
        e->target = t->node_count++;
    }
    return e->target;
}

static bool trie_finish(trie *t)
{
    uint32_t top = 0;
    for (uint32_t i = 0; i <= t->mask; i++)
        if (t->slots[i].node == ROOT && t->slots[i].key >= top)
            top = t->slots[i].key + 1;
    t->first_len = top;
    t->first = calloc(top ? top : 1, sizeof *t->first);
    if (!t->first)
        return false;
    for (uint32_t i = 0; i <= t->mask; i++)
        if (t->slots[i].node == ROOT)
            t->first[t->slots[i].key] = t->slots[i].target;
    return true;
}

static bool is_mark(char c)
{
    return c == ',' || c == '-' || c == '/' || c == '(' || c == ')' || c == '&';
}

/* The words and marks of one phrase, one by one. */
static bool next_word(tc_span phrase, size_t *pos, tc_span *word)
{
    while (*pos < phrase.len && phrase.ptr[*pos] == ' ')
        (*pos)++;
    size_t start = *pos;
    if (*pos < phrase.len && is_mark(phrase.ptr[*pos]))
        (*pos)++;
    else
        while (*pos < phrase.len && phrase.ptr[*pos] != ' ' && !is_mark(phrase.ptr[*pos]))
            (*pos)++;
    *word = tc_span_sub(phrase, start, *pos);
    return word->len > 0;
}

/* All dashes are one. */
static uint32_t mark_key(uint32_t cp)
{
    return PUNCT | ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 ? '-' : cp);
}

static tc_status add_phrase(tc_phrases *p, tc_lexicon *lexicon, const tc_phrase *phrase,
                            tc_error *err)
{
    tc_span text = tc_span_str(phrase->phrase), word;
    uint32_t accent = ROOT, folded = ROOT;
    for (size_t pos = 0; next_word(text, &pos, &word);) {
        const tc_word *w;
        if (is_mark(word.ptr[0])) {
            accent = trie_step(&p->accent, accent, mark_key((unsigned char)word.ptr[0]));
            folded = trie_step(&p->folded, folded, mark_key((unsigned char)word.ptr[0]));
            continue;
        }
        tc_status status = tc_lexicon_word(lexicon, word, &w, err);
        if (status != TC_OK)
            return status;
        accent = trie_step(&p->accent, accent, w->accent_id);
        folded = trie_step(&p->folded, folded, w->folded_id);
    }
    if (accent == ROOT || phrase->value < 0 || is_mark(text.ptr[0]))
        return tc_fail(err, TC_EINTERNAL, "a phrase needs words and a value of 0 or more");
    p->accent.values[accent] = phrase->value;
    if (p->folded.values[folded] < 0) /* of phrases that fold alike the first one holds */
        p->folded.values[folded] = phrase->value;
    return TC_OK;
}

tc_status tc_phrases_new(tc_phrases **out, tc_lexicon *lexicon, const tc_phrase *phrases,
                         size_t count, tc_error *err)
{
    size_t words = 0;
    for (size_t i = 0; i < count; i++) {
        tc_span text = tc_span_str(phrases[i].phrase), word;
        for (size_t pos = 0; next_word(text, &pos, &word);)
            words++;
    }
    tc_status status = TC_OK;
    tc_phrases *p = calloc(1, sizeof *p);
    if (!p || !trie_init(&p->accent, words) || !trie_init(&p->folded, words))
        status = tc_fail(err, TC_ENOMEM, "no memory for phrases");
    for (size_t i = 0; i < count && status == TC_OK; i++)
        status = add_phrase(p, lexicon, &phrases[i], err);
    if (status == TC_OK && (!trie_finish(&p->accent) || !trie_finish(&p->folded)))
        status = tc_fail(err, TC_ENOMEM, "no memory for phrases");
    if (status != TC_OK) {
        tc_phrases_free(p);
        return status;
    }
    *out = p;
    return TC_OK;
}

void tc_phrases_free(tc_phrases *p)
{
    if (!p)
        return;
    trie_release(&p->accent);
    trie_release(&p->folded);
    free(p);
}

/* Walks on from the node behind the first word, which is token i. */
static int walk(const trie *t, uint32_t node, const tc_tokens *tokens, size_t i, bool folded,
                size_t *next)
{
    int value = -1;
    for (;;) {
        if (t->values[node] >= 0) {
            value = t->values[node];
            *next = i + 1;
        }
        if (++i >= tokens->len)
            break;
        const tc_word *w = tc_token_word(tokens, i);
        if (w && folded && w->marked)
            break;
        uint32_t key = !w ? mark_key(tokens->items[i].word) : folded ? w->folded_id : w->accent_id;
        const edge *e = edge_slot(t, node, key);
        if (e->node == EMPTY)
            break;
        node = e->target;
    }
    return value;
}

static inline uint32_t first_node(const trie *t, uint32_t key)
{
    return key < t->first_len ? t->first[key] : ROOT;
}

/* The longest phrase whose first word, token i, leads to these nodes. Not inlined: few words do,
 * and the others need no room for what is done here. */
__attribute__((noinline)) static int longest(const tc_reading *r, const tc_phrases *p, size_t i,
                                             uint32_t accent, uint32_t folded, size_t *next)
{
    int value = -1;
    size_t end = i, folded_end = i;
    if (accent != ROOT)
        value = walk(&p->accent, accent, r->tokens, i, false, &end);
    if (folded != ROOT) {
        int found = walk(&p->folded, folded, r->tokens, i, true, &folded_end);
        if (found >= 0 && folded_end > end) {
            value = found;
            end = folded_end;
        }
    }
    if (value >= 0)
        *next = end;
    return value;
}

int tc_phrase_at(const tc_reading *r, const tc_phrases *p, size_t i, size_t *next)
{
    const tc_word *w = i < r->tokens->len ? tc_token_word(r->tokens, i) : NULL;
    if (!w)
        return -1;
    uint32_t accent = first_node(&p->accent, w->accent_id);
    uint32_t folded = r->unmarked && !w->marked ? first_node(&p->folded, w->folded_id) : ROOT;
    return accent == ROOT && folded == ROOT ? -1 : longest(r, p, i, accent, folded, next);
}

bool tc_phrase_begins(const tc_phrases *p, const tc_word *w, bool unmarked)
{
    return first_node(&p->accent, w->accent_id) != ROOT ||
           (unmarked && !w->marked && first_node(&p->folded, w->folded_id) != ROOT);
}
