/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Syllable structure without the tone. For text/ itself. */
#ifndef TC_TEXT_SYLLABLE_H
#define TC_TEXT_SYLLABLE_H

#include "base/span.h"

enum { TC_SYLLABLE_MAX = 24 }; /* bytes; "nghuyêng" would have 9 */

/* toneless: lower-case NFC without tone marks ("quyêt"); tone 0..5. */
bool tc_syllable_has_shape(tc_span toneless, unsigned tone);

/* How a text's words look: those with letters beyond ASCII are marked. Numbers, capitals-only
 * abbreviations and single consonants do not count. */
typedef struct {
    size_t words, valid, marked, marked_valid;
} tc_syllable_count;
/* Counts the words of s and adds them; stops after max_words. */
void tc_syllable_tally(tc_span s, size_t max_words, tc_syllable_count *);

#endif
