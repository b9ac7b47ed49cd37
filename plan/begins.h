/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a word can begin, for the walks that look at every word of a text: looked up once a word of
 * the lexicon and kept from text to text. Inside plan/ only. */
#ifndef TC_PLAN_BEGINS_H
#define TC_PLAN_BEGINS_H

#include <assert.h>

#include "plan/internal.h"

enum {
    TC_BEGINS_TYPE = 1,
    TC_BEGINS_LAW = 2,
    TC_BEGINS_AREA = 4,
    TC_BEGINS_BODY = 8,
    TC_BEGINS_PARTNERS = 16, /* units to work with or to report to */
    TC_BEGINS_EVENT_CUE = 32
};

typedef struct tc_begins {
    uint8_t *bits;      /* by word id and whether the text is unmarked */
    size_t count, room; /* of words */
    uint32_t trims;     /* of the lexicon when they were looked up */
} tc_begins;

tc_status tc_begins_new(tc_begins **, tc_error *);
void tc_begins_free(tc_begins *);
/* Takes in what the lexicon has got since. The arena is the one whose catch reports that there is
 * no memory. */
void tc_begins_meet(const tc_plan_reader *, tc_arena *);

/* What token i of tokens, a list of the reading's words, can begin; 0 for all but words. */
static inline uint8_t tc_begins_at(const tc_reading *r, const tc_tokens *tokens, size_t i)
{
    const tc_token *token = &tokens->items[i];
    assert(token->kind != TC_TOKEN_WORD || token->word < r->reader->begins->count);
    return token->kind == TC_TOKEN_WORD
               ? r->reader->begins->bits[2 * (size_t)token->word + r->unmarked]
               : 0;
}

#endif
