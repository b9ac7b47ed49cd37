/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/letter.h"

enum { LOW_FIRST = 0x00C0, LOW_END = 0x01B1, HIGH_FIRST = 0x1EA0, HIGH_END = 0x1EFA };

#define LETTER(lower, upper, base, shape, tone) \
    PART(lower, base, shape, tone, 0) PART(upper, base, shape, tone, 1)

/* The letters live in two blocks; one table covers both, the second behind the first. */
#define SLOT(cp) ((cp) < LOW_END ? (cp)-LOW_FIRST : (cp)-HIGH_FIRST + (LOW_END - LOW_FIRST))
#define PART(cp, base, shape, tone, upper) [SLOT(cp)] = {base, shape, tone, upper},
static const tc_letter letters[(LOW_END - LOW_FIRST) + (HIGH_END - HIGH_FIRST)] = {
#include "text/letter.def"
};
#undef PART

/* The way back. */
#define SHAPE(c) ((c) == 0 ? 0 : (c) == 'd' ? 1 : (c) == '^' ? 2 : (c) == 'v' ? 3 : 4)
#define PART(cp, base, shape, tone, upper) [(base) - 'a'][SHAPE(shape)][tone][upper] = (cp),
static const uint16_t joined['z' - 'a' + 1][5][6][2] = {
#include "text/letter.def"
};
#undef PART

tc_letter tc_letter_split(uint32_t cp)
{
    tc_letter none = {0, 0, 0, 0};
    if (cp < 0x80) {
        uint32_t low = cp | 0x20;
        if (low < 'a' || low > 'z')
            return none;
        tc_letter ascii = {(char)low, 0, 0, cp != low};
        return ascii;
    }
    if ((cp >= LOW_FIRST && cp < LOW_END) || (cp >= HIGH_FIRST && cp < HIGH_END))
        return letters[SLOT(cp)];
    return none;
}

uint32_t tc_letter_join(tc_letter want)
{
    if (want.shape == 0 && want.tone == 0)
        return (uint32_t)(want.upper ? want.base - 0x20 : want.base);
    bool known =
        want.shape == 0 || strchr("d^vw", want.shape); /* marks of other languages are not */
    if (want.base < 'a' || want.base > 'z' || want.tone > 5 || !known)
        return 0;
    return joined[want.base - 'a'][SHAPE(want.shape)][want.tone][want.upper ? 1 : 0];
}

char tc_letter_mark(uint32_t cp)
{
    switch (cp) {
    case 0x0301:
    case 0x0341: /* the same, as Unicode once had it */
        return '1';
    case 0x0300:
    case 0x0340:
        return '2';
    case 0x0309:
        return '3';
    case 0x0303:
        return '4';
    case 0x0323:
        return '5';
    case 0x0302:
        return '^';
    case 0x0306:
        return 'v';
    case 0x031B:
        return 'w';
    case 0x0335: /* short stroke overlay: how some keyboards and PDFs write đ */
        return 'd';
    default:
        return 0;
    }
}

uint32_t tc_letter_lower(uint32_t cp)
{
    tc_letter parts = tc_letter_split(cp);
    if (!parts.upper)
        return cp;
    if (cp < 0x80)
        return cp + 0x20;
    parts.upper = 0;
    return tc_letter_join(parts);
}
