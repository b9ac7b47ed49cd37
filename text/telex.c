/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raw Telex and VNI typing, as it is left when the input method was off. */
#include "base/utf8.h"
#include "text/key.h"
#include "text/letter.h"
#include "text/syllable.h"

enum { MAX_KEYS = 14 }; /* "nghieengsz" and some more: longer words are no syllables */

typedef struct {
    tc_letter letters[MAX_KEYS];
    size_t len;
    uint8_t tone;
    bool changed; /* a key was taken for a mark */
} syllable;

static bool is_vowel(tc_letter l)
{
    return l.base && strchr("aeiouy", l.base);
}

static bool has_vowel(const syllable *s)
{
    for (size_t i = 0; i < s->len; i++)
        if (is_vowel(s->letters[i]))
            return true;
    return false;
}

/* The u of qu and the i of gi before a vowel belong to the onset. */
static size_t first_vowel(const syllable *s)
{
    size_t i = 0;
    while (i < s->len && !is_vowel(s->letters[i]))
        i++;
    bool more = i + 1 < s->len && is_vowel(s->letters[i + 1]);
    bool qu = i == 1 && s->letters[0].base == 'q' && s->letters[1].base == 'u';
    bool gi = i == 1 && s->letters[0].base == 'g' && s->letters[1].base == 'i';
    return more && (qu || gi) ? i + 1 : i;
}

/* The letter that carries the tone, in the style of most documents (hòa, thúy, ủy): the last
 * letter with a shape; else before a coda the last vowel; else the first of two, the second of
 * three. */
static size_t tone_place(const syllable *s)
{
    size_t first = first_vowel(s), end = first;
    size_t shaped = SIZE_MAX;
    for (; end < s->len && is_vowel(s->letters[end]); end++)
        if (s->letters[end].shape)
            shaped = end;
    if (shaped != SIZE_MAX)
        return shaped;
    if (end < s->len)
        return end - 1;
    return end - first >= 3 ? first + 1 : first;
}

static size_t write_syllable(const syllable *s, bool with_tone, char *out)
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

static bool is_syllable(const syllable *s)
{
    char text[MAX_KEYS * 4];
    size_t len = has_vowel(s) ? write_syllable(s, false, text) : 0;
    return len > 0 && len <= TC_SYLLABLE_MAX &&
           tc_syllable_has_shape(tc_span_make(text, len), s->tone);
}

static bool put_letter(syllable *s, tc_letter letter)
{
    if (s->len == MAX_KEYS || !letter.base)
        return false;
    if (letter.tone) {
        if (s->tone)
            return false;
        s->tone = letter.tone;
        letter.tone = 0;
    }
    s->letters[s->len++] = letter;
    return true;
}

/* Gives the last bare letter of this base a shape. */
static bool put_shape(syllable *s, char base, char shape)
{
    for (size_t i = s->len; i > 0; i--)
        if (s->letters[i - 1].base == base && !s->letters[i - 1].shape) {
            s->letters[i - 1].shape = shape;
            s->changed = true;
            return true;
        }
    return false;
}

/* A horn: both letters of "uo", else the last of u and o; breve: true lets it fall on a. */
static bool put_horn(syllable *s, bool breve)
{
    size_t first = first_vowel(s);
    for (size_t i = first; i + 1 < s->len; i++)
        if (s->letters[i].base == 'u' && s->letters[i + 1].base == 'o' && !s->letters[i].shape &&
            !s->letters[i + 1].shape) {
            s->letters[i].shape = s->letters[i + 1].shape = 'w';
            s->changed = true;
            return true;
        }
    for (size_t i = s->len; i > first; i--) {
        tc_letter *l = &s->letters[i - 1];
        bool horn = l->base == 'u' || l->base == 'o';
        /* "muaw" is mưa, "hoaw" is hoă(n) */
        bool after_u = l->base == 'a' && i - 1 > first && s->letters[i - 2].base == 'u';
        if (l->shape || (!horn && !(l->base == 'a' && breve && !after_u)))
            continue;
        l->shape = horn ? 'w' : 'v';
        s->changed = true;
        return true;
    }
    return false;
}

static bool put_tone(syllable *s, uint8_t tone)
{
    if (!has_vowel(s) || s->tone)
        return false;
    s->tone = tone;
    s->changed = true;
    return true;
}

/* Takes a key for a mark, if it can be one. */
static bool telex_mark(syllable *s, char key)
{
    static const char tones[] = "sfrxj";
    const char *tone = strchr(tones, key);
    switch (key) {
    case 'a':
    case 'e':
    case 'o':
        return put_shape(s, key, '^');
    case 'd':
        return put_shape(s, 'd', 'd');
    case 'w':
        if (put_horn(s, true))
            return true;
        s->changed = !has_vowel(s); /* "tw" is tư */
        return s->changed && put_letter(s, (tc_letter){'u', 'w', 0, 0});
    default:
        return tone && put_tone(s, (uint8_t)(tone - tones + 1));
    }
}

/* "nuwoc": ư before o is always ươ. */
static void complete_horn(syllable *s)
{
    for (size_t i = 0; i + 1 < s->len; i++)
        if (s->letters[i].base == 'u' && s->letters[i].shape && s->letters[i + 1].base == 'o' &&
            !s->letters[i + 1].shape)
            s->letters[i + 1].shape = 'w';
}

/* Every key is a mark if it can be, else a letter; when that leads nowhere, the other way
 * round ("ngoeor": the second o is no mark). */
static bool telex_from(syllable *s, tc_span rest)
{
    if (rest.len == 0) {
        complete_horn(s);
        return s->changed && is_syllable(s);
    }
    size_t pos = 0;
    tc_letter letter = tc_letter_split(tc_utf8_next(rest, &pos));
    tc_span behind = tc_span_sub(rest, pos, rest.len);
    syllable marked = *s;
    if (letter.base && !letter.shape && !letter.tone && telex_mark(&marked, letter.base) &&
        telex_from(&marked, behind)) {
        *s = marked;
        return true;
    }
    return put_letter(s, letter) && telex_from(s, behind);
}

static bool finish(tc_arena *arena, const syllable *s, tc_span *out)
{
    char text[MAX_KEYS * 4];
    size_t len = write_syllable(s, true, text);
    if (len == 0)
        return false;
    *out = tc_arena_copy(arena, tc_span_make(text, len));
    return true;
}

static bool stands_as_it_is(tc_span typed)
{
    char lower[MAX_KEYS * 4];
    size_t len = 0;
    for (size_t pos = 0; pos < typed.len && len + 4 <= sizeof lower;)
        len += tc_utf8_put(lower + len, tc_letter_lower(tc_utf8_next(typed, &pos)));
    return tc_syllable_valid(tc_span_make(lower, len));
}

bool tc_telex_decode(tc_arena *arena, tc_span typed, tc_span *out)
{
    syllable s = {.len = 0};
    return typed.len <= MAX_KEYS && !stands_as_it_is(typed) && telex_from(&s, typed) &&
           finish(arena, &s, out);
}

/* 1..5 tones, 6 circumflex, 7 horn, 8 breve, 9 stroke. */
static bool vni_mark(syllable *s, char key)
{
    switch (key) {
    case '6':
        return put_shape(s, 'o', '^') || put_shape(s, 'e', '^') || put_shape(s, 'a', '^');
    case '7':
        return put_horn(s, false);
    case '8':
        return put_shape(s, 'a', 'v');
    case '9':
        return put_shape(s, 'd', 'd');
    default:
        return key >= '1' && key <= '5' && put_tone(s, (uint8_t)(key - '0'));
    }
}

bool tc_vni_decode(tc_arena *arena, tc_span typed, tc_span *out)
{
    syllable s = {.len = 0};
    if (typed.len > MAX_KEYS)
        return false;
    for (size_t pos = 0; pos < typed.len;) {
        uint32_t cp = tc_utf8_next(typed, &pos);
        bool digit = cp >= '0' && cp <= '9';
        if (digit ? !vni_mark(&s, (char)cp) : !put_letter(&s, tc_letter_split(cp)))
            return false;
    }
    complete_horn(&s);
    return s.changed && is_syllable(&s) && finish(arena, &s, out);
}
