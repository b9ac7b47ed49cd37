/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a text may have words, told much faster than by cutting it into words: its letters alone,
 * without marks, blanks, digits and signs, y as i. What stands side by side in the text does so
 * here too; not all that does so here stands side by side in the text. */
#ifndef TC_TEXT_SKIM_H
#define TC_TEXT_SKIM_H

#include "base/arena.h"

typedef struct {
    tc_span text;
    char *letters;
    size_t len;
} tc_skimmed;

/* Of a text as it is or normalised (text/text.h), which is borrowed. False when it has other
 * letters than Vietnamese ones, or marks by themselves: then it tells nothing. Inside a
 * TC_ARENA_CATCH of the caller. */
bool tc_skim(tc_skimmed *out, tc_arena *, tc_span text);
/* The letters of a word from its folded key into out, which has room for as many bytes, and how
 * many they are; 0 when it is not of Vietnamese letters only. */
size_t tc_skim_word(char *out, tc_span folded);
/* The first place at or behind letter from where these letters stand; .len when they do not. */
size_t tc_skim_find(const tc_skimmed *, size_t from, tc_span letters);

/* So many letters come before this byte of the text. */
typedef struct {
    size_t letter, byte;
} tc_skim_place;
/* From {0, 0} or a place before: on to where that letter starts. */
void tc_skim_go(tc_skim_place *, const tc_skimmed *, size_t letter);

#endif
