/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of numbers and dates in token lists. For text/ itself. */
#ifndef TC_TEXT_NUMWORD_H
#define TC_TEXT_NUMWORD_H

#include "text/token.h"

typedef enum {
#define NUMBER_WORD(name, accent, spelling) TC_NW_##name,
#include "text/numword.def"
#undef NUMBER_WORD
    TC_NW_COUNT
} tc_number_word;

/* A reading of several words. A writer marks or does not: unmarked words stand for marked ones
 * only while all of them are unmarked ("bay muoi"; not "sau mười", which is "after ten"). */
typedef struct {
    const tc_tokens *tokens;
    bool open;   /* an unmarked word stood for a marked one */
    bool marked; /* a word had its marks */
} tc_number_reader;

/* Is token i this word, marked or (open) unmarked? Notes in r how it was written. */
bool tc_number_word_at(tc_number_reader *r, size_t i, tc_number_word);
/* Words only: a cardinal at i; lone: one unmarked word for a marked one will do ("nam" = 5). */
bool tc_number_words(const tc_tokens *, size_t i, bool lone, uint32_t *out, size_t *next);

#endif
