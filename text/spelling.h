/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A syllable as letters and one tone, and how that is written. For text/ itself. */
#ifndef TC_TEXT_SPELLING_H
#define TC_TEXT_SPELLING_H

#include "text/letter.h"

enum {
    TC_SPELLING_LETTERS = 14, /* "nghieengsz" and some more: longer words are no syllables */
    TC_SPELLING_BYTES = TC_SPELLING_LETTERS * 4
};

typedef struct {
    tc_letter letters[TC_SPELLING_LETTERS]; /* without tones */
    size_t len;
    uint8_t tone;
} tc_spelling;

bool tc_spelling_vowel(tc_letter);
/* The first vowel letter that is no part of the onset (the u of qu, the i of gi before a vowel);
 * len when there is none. */
size_t tc_spelling_first_vowel(const tc_spelling *);
/* Writes it, at most TC_SPELLING_BYTES; 0 when Vietnamese has no such letter. Without the tone also
 * without capitals. */
size_t tc_spelling_write(const tc_spelling *, bool with_tone, char *out);

#endif
