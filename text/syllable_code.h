/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Vietnamese syllable without marks is an onset and a rime: two bytes tell it exactly. */
#ifndef TC_TEXT_SYLLABLE_CODE_H
#define TC_TEXT_SYLLABLE_CODE_H

#include "base/span.h"

/* Of a folded key (text/key.h): the onset's byte above the rime's, neither of them 0; 0 when it is
 * no such syllable. Indexes keep codes. */
uint16_t tc_syllable_code(tc_span folded);
/* What it stands for, static; false when it is no code. */
bool tc_syllable_of_code(uint16_t code, const char **onset, const char **rime);

#endif
