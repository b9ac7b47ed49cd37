/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/spelling.h"

#include "base/utf8.h"
#include "text/key.h"

bool tc_spelling_vowel(tc_letter l)
{
    return l.base && strchr("aeiouy", l.base);
}

size_t tc_spelling_first_vowel(const tc_spelling *s)
{
    size_t i = 0;
    while (i < s->len && !tc_spelling_vowel(s->letters[i]))
        i++;
    bool more = i + 1 < s->len && tc_spelling_vowel(s->letters[i + 1]);
    bool qu = i == 1 && s->letters[0].base == 'q' && s->letters[1].base == 'u';
    bool gi = i == 1 && s->letters[0].base == 'g' && s->letters[1].base == 'i';
    return more && (qu || gi) ? i + 1 : i;
}

/* The letter that carries the tone, in the style of most documents (hòa, thúy, ủy): the last
 * letter with a shape; else before a coda the last vowel; else the first of two, the second of
 * three. */
static size_t tone_place(const tc_spelling *s)
{
    size_t first = tc_spelling_first_vowel(s), end = first;
    size_t shaped = SIZE_MAX;
    for (; end < s->len && tc_spelling_vowel(s->letters[end]); end++)
        if (s->letters[end].shape)
            shaped = end;
    if (shaped != SIZE_MAX)
        return shaped;
    if (end < s->len)
        return end - 1;
    return end - first >= 3 ? first + 1 : first;
}

size_t tc_spelling_write(const tc_spelling *s, bool with_tone, char *out)
{
    size_t len = 0, place = with_tone && s->tone ? tone_place(s) : SIZE_MAX;
    for (size_t i = 0; i < s->len; i++) {
        tc_letter letter = s->letters[i];
        if (i == place)
            letter.tone = s->tone;
        if (!with_tone)
            letter.upper = 0;
        uint32_t cp = tc_letter_join(letter);
        if (cp == 0)
            return 0;
        len += tc_utf8_put(out + len, cp);
    }
    return len;
}

/* ---- from a key --------------------------------------------------------------------------- */

/* Keys write i for y where the two are one sound; most documents write y behind these onsets (lý,
 * kỷ, mỹ, tỷ, hy, quý) and i behind s and v (sĩ, vị). */
static void restore_y(tc_spelling *s)
{
    bool alone = s->len == 2 && s->letters[1].base == 'i';
    bool qu = s->len >= 3 && s->letters[0].base == 'q' && s->letters[1].base == 'u' &&
              s->letters[2].base == 'i';
    if (alone && s->letters[0].base && strchr("hklmt", s->letters[0].base))
        s->letters[1].base = 'y';
    if (qu)
        s->letters[2].base = 'y';
}

bool tc_key_spelling(tc_arena *arena, tc_span accent, tc_span *out)
{
    static const char index[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    tc_spelling s = {.len = 0};
    size_t pos = 0;
    for (; pos < accent.len && accent.ptr[pos] != '\''; pos++) {
        tc_letter letter = tc_letter_split((unsigned char)accent.ptr[pos]);
        if (!letter.base || s.len == TC_SPELLING_LETTERS)
            return false;
        s.letters[s.len++] = letter;
    }
    for (pos++; pos < accent.len;) {
        char c = accent.ptr[pos];
        const char *at = strchr(index, c);
        if (pos + 1 == accent.len && c >= '1' && c <= '5') {
            s.tone = (uint8_t)(c - '0');
            pos++;
        } else if (c && at && (size_t)(at - index) < s.len && pos + 1 < accent.len) {
            s.letters[at - index].shape = accent.ptr[pos + 1];
            pos += 2;
        } else {
            return false;
        }
    }
    if (s.tone && tc_spelling_first_vowel(&s) == s.len)
        return false;
    restore_y(&s);
    char text[TC_SPELLING_BYTES];
    size_t len = tc_spelling_write(&s, true, text);
    if (len)
        *out = tc_arena_copy(arena, tc_span_make(text, len));
    return len > 0;
}

/* ---- tones where most documents put them ------------------------------------------------------
 */

typedef TC_VEC(char) chars;

/* "café" is not "cáfe". */
static bool is_syllable(tc_spelling s)
{
    char lower[TC_SPELLING_BYTES];
    for (size_t i = 0; i < s.len; i++)
        s.letters[i].upper = 0;
    return tc_syllable_valid(tc_span_make(lower, tc_spelling_write(&s, true, lower)));
}

/* The word at *pos. False when its tone stands well, or it has none, or it is no syllable. */
static bool read_misplaced(tc_spelling *s, tc_span text, size_t *pos)
{
    bool ok = true;
    size_t toned = 0;
    *s = (tc_spelling){.len = 0};
    for (size_t at = *pos; at < text.len; *pos = at) {
        tc_letter letter = tc_letter_split(tc_utf8_next(text, &at));
        if (!letter.base)
            break;
        ok = ok && s->len < TC_SPELLING_LETTERS && !(letter.tone && s->tone);
        if (!ok)
            continue;
        if (letter.tone) {
            toned = s->len;
            s->tone = letter.tone;
        }
        letter.tone = 0;
        s->letters[s->len++] = letter;
    }
    return ok && s->tone && tone_place(s) != toned && is_syllable(*s);
}

static void append(tc_arena *arena, chars *out, tc_span s)
{
    for (size_t i = 0; i < s.len; i++)
        tc_vec_push(arena, out, s.ptr[i]);
}

tc_span tc_tones_in_place(tc_arena *arena, tc_span text)
{
    chars out = {0};
    size_t done = 0; /* of text, in out */
    for (size_t pos = 0; pos < text.len;) {
        char spelt[TC_SPELLING_BYTES];
        tc_spelling s;
        size_t start = pos,
               len = read_misplaced(&s, text, &pos) ? tc_spelling_write(&s, true, spelt) : 0;
        if (len) {
            append(arena, &out, tc_span_sub(text, done, start));
            append(arena, &out, tc_span_make(spelt, len));
            done = pos;
        }
        if (pos == start)
            tc_utf8_next(text, &pos);
    }
    if (done == 0) /* as of nearly all */
        return text;
    append(arena, &out, tc_span_sub(text, done, text.len));
    return tc_span_make(out.items, out.len);
}
