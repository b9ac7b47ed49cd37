/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roman numerals. For text/ itself; tc_roman_format is in text/date.h. */
#ifndef TC_TEXT_ROMAN_H
#define TC_TEXT_ROMAN_H

#include "base/span.h"

/* Value of a lower-case numeral in its regular form ("xiii", not "iiii"), else 0. */
uint16_t tc_roman_value(tc_span lower);

#endif
