/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which characters make words; the dictionary-bound scripts. For text/ itself. */
#ifndef TC_TEXT_SCRIPT_H
#define TC_TEXT_SCRIPT_H

#include "base/arena.h"

typedef enum {
    TC_SCRIPT_PUNCT,
    TC_SCRIPT_BLANK,  /* blanks and controls */
    TC_SCRIPT_LETTER, /* letters, letter numbers, digits beyond ASCII */
    TC_SCRIPT_MARK,   /* belongs to the letter before it */
    TC_SCRIPT_RUN_ON  /* a letter of a script that writes no blanks between words */
} tc_script_class;

tc_script_class tc_script_of(uint32_t cp);

/* ICU's word breaks inside a run of letters, for scripts that run on. */
typedef struct tc_breaker tc_breaker;
tc_breaker *tc_breaker_new(void); /* NULL: no memory or no ICU data */
void tc_breaker_free(tc_breaker *);
/* Ends of the words of run, as byte offsets in it, the last one run.len. */
size_t *tc_breaker_split(tc_breaker *, tc_arena *, tc_span run, size_t *count);

#endif
