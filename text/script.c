/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/script.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "base/utf8.h"

struct tc_breaker {
    UBreakIterator *words;
};

static bool runs_on(uint32_t cp)
{
    switch (u_getIntPropertyValue((UChar32)cp, UCHAR_LINE_BREAK)) {
    case U_LB_COMPLEX_CONTEXT: /* Thai, Lao, Khmer, Burmese */
    case U_LB_IDEOGRAPHIC:     /* Han, most kana */
    case U_LB_CONDITIONAL_JAPANESE_STARTER:
    case U_LB_NONSTARTER:
        return true;
    default:
        return false;
    }
}

tc_script_class tc_script_of(uint32_t cp)
{
    switch (u_charType((UChar32)cp)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER:
    case U_DECIMAL_DIGIT_NUMBER:
        return runs_on(cp) ? TC_SCRIPT_RUN_ON : TC_SCRIPT_LETTER;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_FORMAT_CHAR:
        return TC_SCRIPT_MARK;
    case U_CONTROL_CHAR:
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
        return TC_SCRIPT_BLANK;
    default:
        return TC_SCRIPT_PUNCT;
    }
}

tc_breaker *tc_breaker_new(void)
{
    tc_breaker *b = calloc(1, sizeof *b);
    UErrorCode status = U_ZERO_ERROR;
    if (b)
        b->words = ubrk_open(UBRK_WORD, "vi", NULL, 0, &status);
    if (b && U_FAILURE(status)) {
        free(b);
        b = NULL;
    }
    return b;
}

void tc_breaker_free(tc_breaker *b)
{
    if (b)
        ubrk_close(b->words);
    free(b);
}

/* Writes the ends to ends (if not NULL) and returns how many there are. */
static size_t walk(tc_breaker *b, tc_span run, size_t *ends)
{
    size_t count = 0;
    UErrorCode status = U_ZERO_ERROR;
    UText *text = utext_openUTF8(NULL, run.ptr, (int64_t)run.len, &status);
    ubrk_setUText(b->words, text, &status);
    if (U_SUCCESS(status)) {
        ubrk_first(b->words);
        for (int32_t end; (end = ubrk_next(b->words)) != UBRK_DONE; count++)
            if (ends)
                ends[count] = (size_t)end;
    }
    utext_close(text);
    return count;
}

size_t *tc_breaker_split(tc_breaker *b, tc_arena *arena, tc_span run, size_t *count)
{
    /* counted first, so that nothing of ICU is open when the arena runs out */
    size_t n = walk(b, run, NULL);
    size_t *ends = tc_arena_array(arena, n + 1, sizeof *ends);
    *count = walk(b, run, ends);
    if (*count == 0)
        ends[(*count)++] = run.len;
    return ends;
}
