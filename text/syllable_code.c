/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/syllable_code.h"

enum { RIME_LETTERS = 4 };
/* Onsets are control characters, with which no word begins. */
enum { ONSET_CODE = 0x01, RIME_CODE = 0x21 };

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

/* RIMES when there is none. */
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
uint16_t tc_syllable_code(tc_span folded)
{
    for (size_t i = 0; folded.len && i < ONSETS; i++) {
        if (onsets[i][0] && onsets[i][0] != folded.ptr[0])
            continue;
        tc_span onset = tc_span_str(onsets[i]);
        if (!tc_span_starts(folded, onset))
            continue;
        size_t rime = find_rime(tc_span_sub(folded, onset.len, folded.len));
        if (rime < RIMES)
            return (uint16_t)((ONSET_CODE + i) << 8 | (RIME_CODE + rime));
    }
    return 0;
}

bool tc_syllable_of_code(uint16_t code, const char **onset, const char **rime)
{
    size_t o = (code >> 8) - (size_t)ONSET_CODE, r = (code & 0xFFu) - (size_t)RIME_CODE;
    if (o >= ONSETS || r >= RIMES)
        return false;
    *onset = onsets[o];
    *rime = rimes[r];
    return true;
}
