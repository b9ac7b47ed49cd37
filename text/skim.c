/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/skim.h"

#include "base/utf8.h"
#include "text/script.h"

/* As keys write it where the two are one sound (text/key.c). */
#define ONE_I(base) ((base) == 'y' ? 'i' : (base))

/* The letters live in two blocks; one table covers both, the second behind the first. */
enum {
    LOW_FIRST = 0x00C0,
    LOW_COUNT = 0x01B1 - LOW_FIRST,
    HIGH_FIRST = 0x1EA0,
    HIGH_COUNT = 0x1EFA - HIGH_FIRST
};
#define SLOT(cp) ((cp) < HIGH_FIRST ? (cp)-LOW_FIRST : (cp)-HIGH_FIRST + LOW_COUNT)
#define LETTER(lower, upper, base, shape, tone) \
    [SLOT(lower)] = ONE_I(base), [SLOT(upper)] = ONE_I(base),
static const char bases[LOW_COUNT + HIGH_COUNT] = {
#include "text/letter.def"
};
#undef LETTER

/* Of ASCII, without what would be a branch on each letter: blanks come every few of them. */
#define LETTERS "abcdefghijklmnopqrstuvwxiz"
#define NONE_8 "\0\0\0\0\0\0\0\0"
#define NONE_32 NONE_8 NONE_8 NONE_8 NONE_8
static const char ascii[0x80] = NONE_32 NONE_32 "\0" LETTERS "\0\0\0\0\0\0" LETTERS "\0\0\0\0";

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* The base of the Vietnamese letter at p, which begins with none of ASCII, and its length; 0 when
 * there is none. */
static inline char read_letter(size_t *len, const unsigned char *p, size_t left)
{
    if (left < 3) { /* nearly never: one of two bytes that ends the text */
        *len = 2;
        uint32_t cp =
            left == 2 && p[0] < 0xE0 && is_tail(p[1]) ? (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu) : 0;
        return cp >= LOW_FIRST && cp < LOW_FIRST + LOW_COUNT ? bases[cp - LOW_FIRST] : 0;
    }
    bool two = p[0] < 0xE0;
    uint32_t low = ((p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu)) - LOW_FIRST;
    uint32_t high = ((p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu)) - HIGH_FIRST;
    bool known = is_tail(p[1]) && (two ? p[0] >= 0xC0 && low < LOW_COUNT
                                       : is_tail(p[2]) && p[0] < 0xF0 && high < HIGH_COUNT);
    *len = two ? 2 : 3;
    return known ? bases[two ? low : high + LOW_COUNT] : 0;
}

/* Is the character at *pos, which is no letter of ours, part of no word? Moves behind it. */
static bool parts_words(tc_span text, size_t *pos)
{
    uint32_t cp = tc_utf8_next(text, pos);
    tc_script_class c = tc_script_of(cp);
    return cp != 0xFFFD && (c == TC_SCRIPT_PUNCT || c == TC_SCRIPT_BLANK);
}

bool tc_skim(tc_skimmed *out, tc_arena *arena, tc_span text)
{
    char *letters = tc_arena_space(arena, text.len + 1, sizeof *letters);
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t n = 0, pos = 0;
    for (;;) {
        size_t len;
        for (; pos < text.len && p[pos] < 0x80; pos++) {
            letters[n] = ascii[p[pos]];
            n += letters[n] != 0;
        }
        if (pos == text.len)
            break;
        letters[n] = read_letter(&len, p + pos, text.len - pos);
        if (letters[n]) {
            n++;
            pos += len;
        } else if (!parts_words(text, &pos)) {
            return false;
        }
    }
    *out = (tc_skimmed){text, letters, n};
    return true;
}

void tc_skim_go(tc_skim_place *place, const tc_skimmed *s, size_t letter)
{
    const unsigned char *p = (const unsigned char *)s->text.ptr;
    while (place->byte < s->text.len) {
        size_t at = place->byte, next = at, len = 1;
        char here = p[at] < 0x80 ? ascii[p[at]] : read_letter(&len, p + at, s->text.len - at);
        if (here && place->letter == letter)
            return;
        place->letter += here != 0;
        if (here)
            next += len;
        else
            tc_utf8_next(s->text, &next);
        place->byte = next;
    }
}

size_t tc_skim_word(char *out, tc_span folded)
{
    for (size_t i = 0; i < folded.len; i++) {
        if (folded.ptr[i] < 'a' || folded.ptr[i] > 'z')
            return 0;
        out[i] = ONE_I(folded.ptr[i]);
    }
    return folded.len;
}

size_t tc_skim_find(const tc_skimmed *s, size_t from, tc_span letters)
{
    if (from >= s->len)
        return s->len;
    const char *at = memmem(s->letters + from, s->len - from, letters.ptr, letters.len);
    return at ? (size_t)(at - s->letters) : s->len;
}
