/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is a question put in plain words ("Ai ký kế hoạch bầu cử?") rather than a list of words that all
 * are wanted? */
#ifndef TC_QUERY_SENTENCE_H
#define TC_QUERY_SENTENCE_H

#include "base/arena.h"
#include "query/parse.h"

/* It is when it has no operators and fields and is long, ends with a question mark, or has words
 * that only questions have (with or without their marks). */
bool tc_is_sentence(tc_arena *, const tc_ask *);

#endif
