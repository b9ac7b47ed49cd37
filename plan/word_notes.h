/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note on each word of a lexicon, by its id: made when the word is first met, and kept from text
 * to text. Inside plan/ only. */
#ifndef TC_PLAN_WORD_NOTES_H
#define TC_PLAN_WORD_NOTES_H

#include "text/token.h"

typedef struct {
    size_t count, room; /* of words */
    uint32_t trims;     /* of the lexicon, when the notes were made */
} tc_word_notes;

/* Takes in what the lexicon has got since: items, of size bytes each, with room for a note on every
 * word; those from count on are to be made, and counted. The arena is the one whose catch reports
 * that there is no memory. */
void *tc_word_notes_meet(tc_word_notes *, void *items, size_t size, const tc_lexicon *, tc_arena *);

#endif
