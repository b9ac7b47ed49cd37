/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Syllable structure without the tone. For text/ itself. */
#ifndef TC_TEXT_SYLLABLE_H
#define TC_TEXT_SYLLABLE_H

#include "base/span.h"

enum { TC_SYLLABLE_MAX = 24 }; /* bytes; "nghuyêng" would have 9 */

/* toneless: lower-case NFC without tone marks ("quyêt"); tone 0..5. */
bool tc_syllable_has_shape(tc_span toneless, unsigned tone);

#endif
