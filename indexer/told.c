/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/told.h"

const char *const tc_ocr_words[] = {"auto", "off", "force", NULL};
const char *const tc_changes_words[] = {"final", "original", "both", NULL};

tc_span tc_told_text(tc_arena *arena, const tc_told *told)
{
    tc_span text = {NULL, 0};
#define PUT(NAME, MEMBER)                                                                 \
    if (!tc_span_empty(told->MEMBER))                                                     \
        text = tc_span_str(tc_arena_printf(arena, "%.*s%s" NAME "=%.*s", (int)text.len,   \
                                           text.len ? text.ptr : "", text.len ? " " : "", \
                                           (int)told->MEMBER.len, told->MEMBER.ptr));
    TC_TOLD(PUT)
#undef PUT
    return text;
}

/* A word alone is a charset: so it was stored before anything else could be told. */
static void read_word(tc_told *told, tc_arena *arena, tc_span word)
{
    size_t eq = tc_span_find(word, TC_SPAN("="));
    tc_span name = eq == SIZE_MAX ? TC_SPAN("charset") : tc_span_sub(word, 0, eq);
    tc_span value = eq == SIZE_MAX ? word : tc_span_sub(word, eq + 1, word.len);
#define GET(NAME, MEMBER)                \
    if (tc_span_eq(name, TC_SPAN(NAME))) \
        told->MEMBER = tc_arena_copy(arena, value);
    TC_TOLD(GET)
#undef GET
}

tc_told tc_told_of(tc_arena *arena, tc_span text)
{
    tc_told told = {0};
    for (size_t i = 0, end; i < text.len; i = end + 1) {
        for (end = i; end < text.len && text.ptr[end] != ' ';)
            end++;
        if (end > i)
            read_word(&told, arena, tc_span_sub(text, i, end));
    }
    return told;
}

tc_told tc_told_over(const tc_told *first, const tc_told *second)
{
    tc_told told = *first;
#define OVER(NAME, MEMBER)          \
    if (tc_span_empty(told.MEMBER)) \
        told.MEMBER = second->MEMBER;
    TC_TOLD(OVER)
#undef OVER
    return told;
}

void tc_told_json(tc_json *j, const tc_told *told)
{
#define WRITE(NAME, MEMBER) tc_json_kstring_or_null(j, NAME, told->MEMBER);
    TC_TOLD(WRITE)
#undef WRITE
}

static int word_of(tc_span word, const char *const *words, int fallback)
{
    for (int i = 0; words[i]; i++)
        if (tc_span_eq(word, tc_span_str(words[i])))
            return i;
    return fallback;
}

tc_ocr tc_told_ocr(const tc_told *told)
{
    return (tc_ocr)word_of(told->ocr, tc_ocr_words, TC_OCR_AUTO);
}

tc_tracked_changes tc_told_changes(const tc_told *told)
{
    return (tc_tracked_changes)word_of(told->tracked_changes, tc_changes_words, TC_CHANGES_FINAL);
}
