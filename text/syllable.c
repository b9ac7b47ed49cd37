/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/syllable.h"

#include "base/utf8.h"
#include "text/key.h"
#include "text/letter.h"

/* Which rimes an onset may stand before, by their first letter: c, g, ng are written k, gh, ngh
 * before i, e, ê. */
typedef enum { ANY, BACK_ONLY, FRONT_ONLY, BACK_OR_I, GLIDE } onset_rule;

static const struct {
    tc_span text;
    onset_rule rule;
} onsets[] = {
    {TC_SPAN_LIT("ngh"), FRONT_ONLY}, {TC_SPAN_LIT("ch"), ANY}, {TC_SPAN_LIT("gh"), FRONT_ONLY},
    {TC_SPAN_LIT("gi"), BACK_ONLY},   {TC_SPAN_LIT("kh"), ANY}, {TC_SPAN_LIT("ng"), BACK_ONLY},
    {TC_SPAN_LIT("nh"), ANY},         {TC_SPAN_LIT("ph"), ANY}, {TC_SPAN_LIT("qu"), GLIDE},
    {TC_SPAN_LIT("th"), ANY},         {TC_SPAN_LIT("tr"), ANY}, {TC_SPAN_LIT("b"), ANY},
    {TC_SPAN_LIT("c"), BACK_ONLY},    {TC_SPAN_LIT("d"), ANY},  {TC_SPAN_LIT("đ"), ANY},
    {TC_SPAN_LIT("g"), BACK_OR_I},    {TC_SPAN_LIT("h"), ANY},  {TC_SPAN_LIT("k"), ANY},
    {TC_SPAN_LIT("l"), ANY},          {TC_SPAN_LIT("m"), ANY},  {TC_SPAN_LIT("n"), ANY},
    {TC_SPAN_LIT("p"), ANY},          {TC_SPAN_LIT("r"), ANY},  {TC_SPAN_LIT("s"), ANY},
    {TC_SPAN_LIT("t"), ANY},          {TC_SPAN_LIT("v"), ANY},  {TC_SPAN_LIT("x"), ANY},
};

/* The words of a row begin with one letter, which stands behind the blank. */
#define RIMES(words) TC_SPAN_LIT(" " words " "),
static const tc_span rimes[] = {
#include "text/rime.def"
};
#undef RIMES

static bool is_rime(tc_span s)
{
    char word[TC_SYLLABLE_MAX + 2];
    if (s.len == 0 || s.len > TC_SYLLABLE_MAX)
        return false;
    word[0] = word[s.len + 1] = ' ';
    memcpy(word + 1, s.ptr, s.len);
    for (size_t i = 0; i < sizeof rimes / sizeof *rimes; i++)
        if (rimes[i].ptr[1] == s.ptr[0] &&
            memmem(rimes[i].ptr, rimes[i].len, word, s.len + 2) != NULL)
            return true;
    return false;
}

static char first_base(tc_span s)
{
    size_t pos = 0;
    return s.len ? tc_letter_split(tc_utf8_next(s, &pos)).base : 0;
}

static bool is_vowel(char base)
{
    return base && strchr("aeiouy", base);
}

/* "qu" writes the glide that other onsets write with o or u: oan -> quan, uyên -> quyên; and i
 * may stand for y: quit = quyt. */
static bool is_rime_after_qu(tc_span s)
{
    char word[TC_SYLLABLE_MAX + 1];
    if (s.len >= TC_SYLLABLE_MAX || !is_vowel(first_base(s)))
        return false;
    memcpy(word + 1, s.ptr, s.len);
    if (word[1] == 'i')
        word[1] = 'y';
    word[0] = 'u';
    if (is_rime(tc_span_make(word, s.len + 1)))
        return true;
    word[0] = 'o';
    return is_rime(tc_span_make(word, s.len + 1));
}

/* Syllable without onset: what others write iê- is written yê-. */
static bool is_bare_rime(tc_span s)
{
    return is_rime(s) && !tc_span_starts(s, TC_SPAN("iê"));
}

static bool onset_takes(onset_rule rule, tc_span rime)
{
    char base = first_base(rime);
    bool front = base == 'i' || base == 'e' || base == 'y';
    switch (rule) {
    case ANY:
        break;
    case BACK_ONLY:
        if (front)
            return false;
        break;
    case FRONT_ONLY:
        if (!front)
            return false;
        break;
    case BACK_OR_I: /* gì, gìn, giêng, giết are g + i... */
        if (front && base != 'i')
            return false;
        break;
    case GLIDE:
        return is_rime_after_qu(rime);
    }
    return is_rime(rime) && !(base == 'y' && rime.len > 1);
}

/* What ends in c, ch, p, t has no other tones than sắc and nặng. */
static bool tone_fits(tc_span toneless, unsigned tone)
{
    char last = toneless.ptr[toneless.len - 1];
    char before = toneless.len > 1 ? toneless.ptr[toneless.len - 2] : 0;
    bool stopped = last == 'c' || last == 'p' || last == 't' || (last == 'h' && before == 'c');
    return tone <= 5 && (!stopped || tone == 1 || tone == 5);
}

bool tc_syllable_has_shape(tc_span toneless, unsigned tone)
{
    if (toneless.len == 0 || toneless.len > TC_SYLLABLE_MAX || !tone_fits(toneless, tone))
        return false;
    if (is_bare_rime(toneless))
        return true;
    for (size_t i = 0; i < sizeof onsets / sizeof *onsets; i++) {
        tc_span onset = onsets[i].text;
        if (onset.ptr[0] == toneless.ptr[0] && tc_span_starts(toneless, onset) &&
            onset_takes(onsets[i].rule, tc_span_sub(toneless, onset.len, toneless.len)))
            return true;
    }
    return false;
}

bool tc_syllable_valid(tc_span lower)
{
    char toneless[TC_SYLLABLE_MAX];
    size_t len = 0, pos = 0;
    unsigned tone = 0;
    while (pos < lower.len) {
        tc_letter letter = tc_letter_split(tc_utf8_next(lower, &pos));
        if (!letter.base || letter.upper || len + 4 > sizeof toneless || (letter.tone && tone))
            return false;
        tone += letter.tone;
        letter.tone = 0;
        len += tc_utf8_put(toneless + len, tc_letter_join(letter));
    }
    return tc_syllable_has_shape(tc_span_make(toneless, len), tone);
}

/* A character that stands inside a word, be it no letter: wrongly decoded text has signs in the
 * middle of its words ("hoµ x· héi"), and they must spoil them. */
static bool is_inside(uint32_t cp)
{
    if (cp < 0x80)
        return tc_letter_split(cp).base != 0;
    return cp != 0xA0 && (cp < 0x2000 || cp > 0x206F) && cp != 0x3000 && cp != 0xFEFF;
}

static void tally_word(tc_span word, tc_syllable_count *count)
{
    char lower[TC_SYLLABLE_MAX + 4];
    size_t len = 0, letters = 0;
    bool marked = false, small = false;
    for (size_t pos = 0; pos < word.len; letters++) {
        uint32_t cp = tc_utf8_next(word, &pos), low = tc_letter_lower(cp);
        marked = marked || cp >= 0x80;
        small = small || (cp == low && cp < 0x80);
        if (len + 4 <= sizeof lower)
            len += tc_utf8_put(lower + len, low);
    }
    bool valid = letters <= 8 && tc_syllable_valid(tc_span_make(lower, len));
    bool neutral = !marked && !valid && (!small || letters == 1);
    if (neutral)
        return;
    count->words++;
    count->valid += valid;
    count->marked += marked;
    count->marked_valid += marked && valid;
}

void tc_syllable_tally(tc_span s, size_t max_words, tc_syllable_count *count)
{
    size_t pos = 0;
    while (pos < s.len && count->words < max_words) {
        size_t start = pos, end = pos;
        while (pos < s.len) {
            end = pos;
            if (!is_inside(tc_utf8_next(s, &pos)))
                break;
            end = pos;
        }
        if (end > start)
            tally_word(tc_span_sub(s, start, end), count);
    }
}
