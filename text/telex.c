/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raw Telex and VNI typing, as it is left when the input method was off. */
#include "base/utf8.h"
#include "text/key.h"
#include "text/spelling.h"
#include "text/syllable.h"

typedef struct {
    tc_spelling is;
    bool changed; /* a key was taken for a mark */
} syllable;

static bool has_vowel(const syllable *s)
{
    for (size_t i = 0; i < s->is.len; i++)
        if (tc_spelling_vowel(s->is.letters[i]))
            return true;
    return false;
}

static bool is_syllable(const syllable *s)
{
    char text[TC_SPELLING_BYTES];
    size_t len = has_vowel(s) ? tc_spelling_write(&s->is, false, text) : 0;
    return len > 0 && len <= TC_SYLLABLE_MAX &&
           tc_syllable_has_shape(tc_span_make(text, len), s->is.tone);
}

static bool put_letter(syllable *s, tc_letter letter)
{
    if (s->is.len == TC_SPELLING_LETTERS || !letter.base)
        return false;
    if (letter.tone) {
        if (s->is.tone)
            return false;
        s->is.tone = letter.tone;
        letter.tone = 0;
    }
    s->is.letters[s->is.len++] = letter;
    return true;
}

/* Gives the last bare letter of this base a shape. */
static bool put_shape(syllable *s, char base, char shape)
{
    for (size_t i = s->is.len; i > 0; i--)
        if (s->is.letters[i - 1].base == base && !s->is.letters[i - 1].shape) {
            s->is.letters[i - 1].shape = shape;
            s->changed = true;
            return true;
        }
    return false;
}

/* A horn: both letters of "uo", else the last of u and o; breve: true lets it fall on a. */
static bool put_horn(syllable *s, bool breve)
{
    size_t first = tc_spelling_first_vowel(&s->is);
    for (size_t i = first; i + 1 < s->is.len; i++)
        if (s->is.letters[i].base == 'u' && s->is.letters[i + 1].base == 'o' &&
            !s->is.letters[i].shape && !s->is.letters[i + 1].shape) {
            s->is.letters[i].shape = s->is.letters[i + 1].shape = 'w';
            s->changed = true;
            return true;
        }
    for (size_t i = s->is.len; i > first; i--) {
        tc_letter *l = &s->is.letters[i - 1];
        bool horn = l->base == 'u' || l->base == 'o';
        /* "muaw" is mưa, "hoaw" is hoă(n) */
        bool after_u = l->base == 'a' && i - 1 > first && s->is.letters[i - 2].base == 'u';
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
    if (!has_vowel(s) || s->is.tone)
        return false;
    s->is.tone = tone;
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
    for (size_t i = 0; i + 1 < s->is.len; i++)
        if (s->is.letters[i].base == 'u' && s->is.letters[i].shape &&
            s->is.letters[i + 1].base == 'o' && !s->is.letters[i + 1].shape)
            s->is.letters[i + 1].shape = 'w';
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
    char text[TC_SPELLING_BYTES];
    size_t len = tc_spelling_write(&s->is, true, text);
    if (len == 0)
        return false;
    *out = tc_arena_copy(arena, tc_span_make(text, len));
    return true;
}

static bool stands_as_it_is(tc_span typed)
{
    char lower[TC_SPELLING_BYTES];
    size_t len = 0;
    for (size_t pos = 0; pos < typed.len && len + 4 <= sizeof lower;)
        len += tc_utf8_put(lower + len, tc_letter_lower(tc_utf8_next(typed, &pos)));
    return tc_syllable_valid(tc_span_make(lower, len));
}

bool tc_telex_decode(tc_arena *arena, tc_span typed, tc_span *out)
{
    syllable s = {.changed = false};
    return typed.len <= TC_SPELLING_LETTERS && !stands_as_it_is(typed) && telex_from(&s, typed) &&
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
    syllable s = {.changed = false};
    if (typed.len > TC_SPELLING_LETTERS)
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
