/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vietnamese letters taken apart and put together. For text/ itself. */
#ifndef TC_TEXT_LETTER_H
#define TC_TEXT_LETTER_H

#include "base/span.h"

typedef struct {
    char base;     /* lower-case ASCII */
    char shape;    /* 'd' '^' 'v' 'w' or 0: see text/key.h */
    uint8_t tone;  /* 0..5 */
    uint8_t upper; /* 1 for a capital */
} tc_letter;

/* The parts of an ASCII letter or of one of the 134 Vietnamese ones; base 0 for anything else. */
tc_letter tc_letter_split(uint32_t cp);
/* The code point of the parts, 0 when Vietnamese has no such letter. */
uint32_t tc_letter_join(tc_letter);
/* What a combining mark means: a shape character ('^' 'v' 'w' 'd'), a tone ('1'..'5'), or 0. */
char tc_letter_mark(uint32_t cp);
/* Lower case of an ASCII or precomposed Vietnamese letter; cp itself for anything else. */
uint32_t tc_letter_lower(uint32_t cp);

#endif
