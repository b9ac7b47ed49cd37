/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terms of two adjacent words. Nearly all are Vietnamese syllables, and without marks these are an
 * onset and a rime, so four bytes tell a pair exactly: half of the index is pairs, and a short term
 * costs less in every table and while sorting. Words that are no such syllables stand spelt out
 * behind a blank: " hoa covid". */
#include "store/record.h"
#include "store/record_internal.h"

static const char PAIR_MARK = ' ';
/* The codes: onsets are control characters, with which no word begins. */
enum { ONSET_CODE = 0x01, RIME_CODE = 0x21, PAIR_BYTES = 4, RIME_LETTERS = 4 };

/* Without marks; the longest that leave a rime are taken. The last is none. */
static const char onsets[][4] = {
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d",
    "g",   "h",  "k",  "l",  "m",  "n",  "p",  "r",  "s",  "t",  "v",  "x", "",
};

/* Those of text/rime.def without marks, in byte order. A new one goes in only with a new schema
 * version, as the codes are places in this table. */
static const char rimes[][RIME_LETTERS + 1] = {
    "a",    "ac",   "ach",  "ai",   "am",   "an",   "ang",  "anh",  "ao",  "ap",  "at",  "au",
    "ay",   "e",    "ec",   "ech",  "em",   "en",   "eng",  "enh",  "eo",  "ep",  "et",  "eu",
    "i",    "ia",   "ich",  "iec",  "iem",  "ien",  "ieng", "iep",  "iet", "ieu", "im",  "in",
    "inh",  "ip",   "it",   "iu",   "o",    "oa",   "oac",  "oach", "oai", "oam", "oan", "oang",
    "oanh", "oao",  "oap",  "oat",  "oau",  "oay",  "oc",   "oe",   "oem", "oen", "oeo", "oet",
    "oi",   "om",   "on",   "ong",  "ooc",  "oong", "op",   "ot",   "u",   "ua",  "uan", "uang",
    "uat",  "uay",  "uc",   "ue",   "uech", "uen",  "uenh", "uet",  "ui",  "um",  "un",  "ung",
    "uo",   "uoc",  "uoi",  "uom",  "uon",  "uong", "uop",  "uot",  "uou", "up",  "ut",  "uu",
    "uy",   "uya",  "uych", "uyen", "uyet", "uyn",  "uynh", "uyp",  "uyt", "uyu", "y",   "yem",
    "yen",  "yeng", "yet",  "yeu",
};

enum { ONSETS = sizeof onsets / sizeof *onsets, RIMES = sizeof rimes / sizeof *rimes };

/* Four letters as a number, which orders them as bytes do. */
static uint32_t letters(const char s[RIME_LETTERS])
{
    const unsigned char *b = (const unsigned char *)s;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* RIMES when there is none. Asked for each word of each pair: half of the terms of a document. */
static size_t find_rime(tc_span s)
{
    size_t low = 0, high = RIMES;
    if (s.len == 0 || s.len > RIME_LETTERS)
        return RIMES;
    char padded[RIME_LETTERS] = {0};
    memcpy(padded, s.ptr, s.len);
    uint32_t wanted = letters(padded);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (letters(rimes[middle]) < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low < RIMES && tc_span_eq(s, tc_span_str(rimes[low])) ? low : RIMES;
}

/* Different syllables have different codes, since onset and rime spell them. */
static bool put_code(char *out, tc_span folded)
{
    for (size_t i = 0; folded.len && i < ONSETS; i++) {
        if (onsets[i][0] && onsets[i][0] != folded.ptr[0])
            continue;
        tc_span onset = tc_span_str(onsets[i]);
        if (!tc_span_starts(folded, onset))
            continue;
        size_t rime = find_rime(tc_span_sub(folded, onset.len, folded.len));
        if (rime == RIMES)
            continue;
        out[0] = (char)(ONSET_CODE + i);
        out[1] = (char)(RIME_CODE + rime);
        return true;
    }
    return false;
}

tc_span tc_record_bigram_term(tc_arena *a, tc_field_id field, const tc_word *first,
                              const tc_word *second)
{
    tc_span one = first->folded, two = second->folded;
    size_t len = one.len + two.len + 2;
    char *value = tc_arena_alloc(a, len + PAIR_BYTES);
    if (put_code(value, one) && put_code(value + PAIR_BYTES / 2, two))
        return tc_term_make(a, tc_field_prefix(field), tc_span_make(value, PAIR_BYTES));
    value[0] = PAIR_MARK;
    memcpy(value + 1, one.ptr, one.len);
    value[one.len + 1] = ' ';
    memcpy(value + one.len + 2, two.ptr, two.len);
    return tc_term_make(a, tc_field_prefix(field), tc_span_make(value, len));
}

bool tc_record_has_bigram(tc_field_id field, const tc_word *first, const tc_word *second)
{
    return field == TC_FIELD_ID_TOPIC && !first->digits && !second->digits;
}

tc_span tc_record_term_text(tc_arena *a, tc_span term)
{
    const char *parts[PAIR_BYTES];
    if (term.len != PAIR_BYTES)
        return term;
    for (size_t i = 0; i < PAIR_BYTES; i += 2) {
        size_t onset = (unsigned char)term.ptr[i] - (size_t)ONSET_CODE;
        size_t rime = (unsigned char)term.ptr[i + 1] - (size_t)RIME_CODE;
        if (onset >= ONSETS || rime >= RIMES)
            return term;
        parts[i] = onsets[onset];
        parts[i + 1] = rimes[rime];
    }
    return tc_span_str(
        tc_arena_printf(a, "%c%s%s %s%s", PAIR_MARK, parts[0], parts[1], parts[2], parts[3]));
}
