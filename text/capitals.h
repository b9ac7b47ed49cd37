/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TCVN3 has no capitals with tones: fonts draw them, and where the font is not known "TỈNH ỦY" has
 * become "TỈNH ủY". For text/ itself. */
#ifndef TC_TEXT_CAPITALS_H
#define TC_TEXT_CAPITALS_H

#include "base/buf.h"

/* Makes words in capitals whole again, in the text of the buffer from `from` on; its length stays.
 * Words that may be either ("Kế", "Bộ") are as their neighbours in the line. */
void tc_capitals_restore(tc_buf *, size_t from);

#endif
