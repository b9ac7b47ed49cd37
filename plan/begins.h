/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a word can begin, for the walks that look at every word of a text: looked up once a word of
 * the lexicon and kept from text to text. Inside plan/ only. */
#ifndef TC_PLAN_BEGINS_H
#define TC_PLAN_BEGINS_H

#include "plan/internal.h"
#include "plan/word_notes.h"

enum {
    TC_BEGINS_TYPE = 1,
    TC_BEGINS_LAW = 2,
    TC_BEGINS_AREA = 4,
    TC_BEGINS_BODY = 8,
    TC_BEGINS_PARTNERS = 16, /* units to work with or to report to */
    TC_BEGINS_EVENT_CUE = 32
};

typedef struct tc_begins {
    tc_word_notes met;
    uint8_t *bits; /* by word id and whether the text is unmarked */
} tc_begins;

tc_status tc_begins_new(tc_begins **, tc_error *);
void tc_begins_free(tc_begins *);
/* Takes in what the lexicon has got since. The arena is the one whose catch reports that there is
 * no memory. */
void tc_begins_meet(const tc_plan_reader *, tc_arena *);

/* What token i of tokens can begin; 0 for all but words, anything for a word not met. */
static inline uint8_t tc_begins_at(const tc_reading *r, const tc_tokens *tokens, size_t i)
{
    const tc_begins *b = r->reader->begins;
    const tc_token *token = &tokens->items[i];
    if (token->kind != TC_TOKEN_WORD)
        return 0;
    return token->word < b->met.count ? b->bits[2 * (size_t)token->word + r->unmarked] : UINT8_MAX;
}

#endif
