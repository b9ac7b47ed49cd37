/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terms of two adjacent words. Nearly all are Vietnamese syllables, and without marks these are an
 * onset and a rime, so four bytes tell a pair exactly: half of the index is pairs, and a short term
 * costs less in every table and while sorting. Words that are no such syllables stand spelt out
 * behind a blank: " hoa covid". */
#include "store/record.h"
#include "store/record_internal.h"
#include "text/syllable_code.h"

static const char PAIR_MARK = ' ';

/* Words that questions put together themselves have keys only. */
static uint16_t code_of(const tc_word *word)
{
    return word->code ? word->code : tc_syllable_code(word->folded);
}

tc_span tc_record_pair(tc_arena *a, char room[TC_PAIR_BYTES], const tc_word *first,
                       const tc_word *second)
{
    uint16_t left = code_of(first), right = code_of(second);
    if (left && right) {
        room[0] = (char)(left >> 8);
        room[1] = (char)left;
        room[2] = (char)(right >> 8);
        room[3] = (char)right;
        return tc_span_make(room, TC_PAIR_BYTES);
    }
    tc_span one = first->folded, two = second->folded;
    size_t len = one.len + two.len + 2;
    char *value = tc_arena_alloc(a, len);
    value[0] = PAIR_MARK;
    memcpy(value + 1, one.ptr, one.len);
    value[one.len + 1] = ' ';
    memcpy(value + one.len + 2, two.ptr, two.len);
    return tc_span_make(value, len);
}

tc_span tc_record_bigram_term(tc_arena *a, tc_field_id field, const tc_word *first,
                              const tc_word *second)
{
    char room[TC_PAIR_BYTES];
    return tc_term_make(a, tc_field_prefix(field), tc_record_pair(a, room, first, second));
}

tc_span tc_record_term_text(tc_arena *a, tc_span term)
{
    const char *parts[TC_PAIR_BYTES];
    if (term.len != TC_PAIR_BYTES)
        return term;
    for (size_t i = 0; i < TC_PAIR_BYTES; i += 2) {
        unsigned high = (unsigned char)term.ptr[i], low = (unsigned char)term.ptr[i + 1];
        if (!tc_syllable_of_code((uint16_t)(high << 8 | low), &parts[i], &parts[i + 1]))
            return term;
    }
    return tc_span_str(
        tc_arena_printf(a, "%c%s%s %s%s", PAIR_MARK, parts[0], parts[1], parts[2], parts[3]));
}
