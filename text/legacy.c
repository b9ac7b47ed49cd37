/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/legacy.h"

#include "base/utf8.h"
#include "text/letter.h"
#include "text/syllable.h"

enum { SAMPLE = 1 << 16, MIN_MARKED = 3 };

static const struct {
    const char *name;
    tc_legacy set;
} names[] = {
    {"tcvn3", TC_LEGACY_TCVN3},
    {"abc", TC_LEGACY_TCVN3},
    {"tcvn", TC_LEGACY_TCVN3},
    {"tcvn5712", TC_LEGACY_TCVN3},
    {"tcvn-5712", TC_LEGACY_TCVN3},
    {"x-viet-tcvn", TC_LEGACY_TCVN3},
    {"x-viet-tcvn5712", TC_LEGACY_TCVN3},
    {"tcvn3-caps", TC_LEGACY_TCVN3_CAPS},
    {"vni", TC_LEGACY_VNI},
    {"vni-windows", TC_LEGACY_VNI},
    {"vni-win", TC_LEGACY_VNI},
    {"x-viet-vni", TC_LEGACY_VNI},
    {"viscii", TC_LEGACY_VISCII},
    {"csviscii", TC_LEGACY_VISCII},
    {"vps", TC_LEGACY_VPS},
    {"x-viet-vps", TC_LEGACY_VPS},
    {"viqr", TC_LEGACY_VIQR},
    {"csviqr", TC_LEGACY_VIQR},
    {"windows-1258", TC_LEGACY_1258},
    {"cp1258", TC_LEGACY_1258},
    {"x-cp1258", TC_LEGACY_1258},
};

const char *tc_legacy_name(tc_legacy set)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].set == set)
            return names[i].name;
    return NULL;
}

tc_legacy tc_legacy_find(tc_span name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tc_span_eq(name, tc_span_str(names[i].name)))
            return names[i].set;
    return TC_LEGACY_NONE;
}

/* windows-1252 above 0x7F where it is not Latin-1; 0: nothing there. */
static const uint16_t cp1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static const struct {
    uint16_t letter;
    uint8_t tcvn3, viscii, vps;
} rows[] = {
#define LEGACY(letter, tcvn3, viscii, vps) {letter, tcvn3, viscii, vps},
#include "text/legacy.def"
#undef LEGACY
};

/* VNI-Windows: a letter and a byte for its marks, both in its case (capitals 0x20 lower). */
static const struct {
    uint8_t byte;
    char shape;
    uint8_t tone;
} vni_marks[] = {
    {0xF9, 0, 1},   {0xF8, 0, 2},   {0xFB, 0, 3},   {0xF5, 0, 4},   {0xEF, 0, 5},   {0xE2, '^', 0},
    {0xE1, '^', 1}, {0xE0, '^', 2}, {0xE5, '^', 3}, {0xE3, '^', 4}, {0xE4, '^', 5}, {0xEA, 'v', 0},
    {0xE9, 'v', 1}, {0xE8, 'v', 2}, {0xFA, 'v', 3}, {0xFC, 'v', 4}, {0xEB, 'v', 5},
};
static const struct {
    uint8_t byte;
    tc_letter letter;
} vni_letters[] = {
    {0xF4, {'o', 'w', 0, 0}}, {0xF6, {'u', 'w', 0, 0}}, {0xF1, {'d', 'd', 0, 0}},
    {0xED, {'i', 0, 1, 0}},   {0xEC, {'i', 0, 2, 0}},   {0xE6, {'i', 0, 3, 0}},
    {0xF3, {'i', 0, 4, 0}},   {0xF2, {'i', 0, 5, 0}},   {0xEE, {'y', 0, 5, 0}},
};

/* VIQR (RFC 1456): marks behind the letter; a backslash keeps the next character as it is. */
static const struct {
    char sign, mark;
} viqr_marks[] = {{'^', '^'}, {'(', 'v'}, {'+', 'w'}, {'\'', '1'},
                  {'`', '2'}, {'?', '3'}, {'~', '4'}, {'.', '5'}};

/* windows-1258 differs from windows-1252 in these letters, and has tones as combining marks. */
static const uint16_t cp1258[][2] = {
    {0xC3, 0x0102}, {0xCC, 0x0300}, {0xD0, 0x0110}, {0xD2, 0x0309}, {0xD5, 0x01A0},
    {0xDD, 0x01AF}, {0xDE, 0x0303}, {0xE3, 0x0103}, {0xEC, 0x0301}, {0xF0, 0x0111},
    {0xF2, 0x0323}, {0xF5, 0x01A1}, {0xFD, 0x01B0}, {0xFE, 0x20AB},
};

typedef struct {
    tc_span in;
    size_t pos;
    tc_legacy_form form;
    tc_legacy set;
    uint16_t letters[256]; /* of the one-byte sets */
    tc_buf *out;
    size_t lost;
} decoder;

/* The font's byte for a character that was taken for windows-1252, or the character itself. */
static uint32_t unit_of(uint32_t cp)
{
    for (uint32_t i = 0; i < 32 && cp > 0xFF; i++)
        if (cp1252[i] == cp)
            return 0x80 + i;
    return cp;
}

static uint32_t unit_at(const decoder *d, size_t *pos)
{
    if (d->form == TC_LEGACY_BYTES)
        return (unsigned char)d->in.ptr[(*pos)++];
    return unit_of(tc_utf8_next(d->in, pos));
}

/* The unit behind, without taking it; 0 at the end. */
static uint32_t peek(const decoder *d, size_t *after)
{
    *after = d->pos;
    return d->pos < d->in.len ? unit_at(d, after) : 0;
}

/* A unit the set says nothing about: windows-1252. */
static void put_plain(decoder *d, uint32_t unit)
{
    if (unit >= 0x80 && unit < 0xA0)
        unit = cp1252[unit - 0x80] ? cp1252[unit - 0x80] : 0xFFFD;
    d->lost += unit == 0xFFFD;
    tc_buf_addcp(d->out, unit);
}

static void step_table(decoder *d, uint32_t unit)
{
    uint32_t cp = unit < 256 && d->letters[unit] ? d->letters[unit] : unit;
    tc_letter letter = tc_letter_split(cp);
    bool known = cp != unit;
    if (d->set == TC_LEGACY_TCVN3_CAPS && letter.base && (known || unit < 0x80)) {
        letter.upper = 1;
        cp = tc_letter_join(letter);
    }
    if (known)
        tc_buf_addcp(d->out, cp);
    else
        put_plain(d, cp);
}

static tc_letter vni_letter(uint32_t unit)
{
    if (unit < 0x80)
        return tc_letter_split(unit);
    for (size_t i = 0; i < sizeof vni_letters / sizeof *vni_letters; i++)
        if (unit == vni_letters[i].byte || unit + 0x20 == vni_letters[i].byte) {
            tc_letter letter = vni_letters[i].letter;
            letter.upper = unit != vni_letters[i].byte;
            return letter;
        }
    return tc_letter_split(0);
}

static void step_vni(decoder *d, uint32_t unit)
{
    tc_letter letter = vni_letter(unit);
    size_t after;
    uint32_t mark = peek(d, &after);
    if (!letter.base) {
        put_plain(d, unit);
        return;
    }
    for (size_t i = 0; i < sizeof vni_marks / sizeof *vni_marks && !letter.tone; i++) {
        if (mark != vni_marks[i].byte && mark + 0x20 != vni_marks[i].byte)
            continue;
        tc_letter both = letter;
        both.tone = vni_marks[i].tone;
        if (vni_marks[i].shape)
            both.shape = vni_marks[i].shape;
        bool clash = letter.shape && vni_marks[i].shape;
        if (!clash && tc_letter_join(both)) {
            letter = both;
            d->pos = after;
            break;
        }
    }
    tc_buf_addcp(d->out, tc_letter_join(letter));
}

static bool viqr_mark(tc_letter *letter, uint32_t sign)
{
    for (size_t i = 0; i < sizeof viqr_marks / sizeof *viqr_marks; i++) {
        tc_letter both = *letter;
        char mark = viqr_marks[i].mark;
        if (sign != (unsigned char)viqr_marks[i].sign)
            continue;
        if (mark >= '1' && mark <= '5' && !both.tone)
            both.tone = (uint8_t)(mark - '0');
        else if (mark > '9' && !both.shape && !both.tone)
            both.shape = mark;
        else
            return false;
        if (!tc_letter_join(both))
            return false;
        *letter = both;
        return true;
    }
    return false;
}

static void step_viqr(decoder *d, uint32_t unit)
{
    tc_letter letter = tc_letter_split(unit);
    size_t after;
    uint32_t next = peek(d, &after);
    if (unit == '\\' && next > ' ' && next < 0x7F) {
        d->pos = after;
        put_plain(d, next);
        return;
    }
    if (unit >= 0x80 || !letter.base) {
        put_plain(d, unit);
        return;
    }
    if (letter.base == 'd' && (next | 0x20) == 'd' && next < 0x80) {
        letter.shape = 'd';
        d->pos = after;
    } else {
        while (viqr_mark(&letter, next)) {
            d->pos = after;
            next = peek(d, &after);
        }
    }
    tc_buf_addcp(d->out, tc_letter_join(letter));
}

/* A letter and the combining tone behind it become one. */
static void step_1258(decoder *d, uint32_t unit)
{
    uint32_t cp = unit < 256 && d->letters[unit] ? d->letters[unit] : unit;
    tc_letter letter = tc_letter_split(cp);
    size_t after;
    uint32_t next = peek(d, &after);
    char mark = next < 256 && d->letters[next] ? tc_letter_mark(d->letters[next]) : '\0';
    if (letter.base && !letter.tone && mark) {
        letter.tone = (uint8_t)(mark - '0');
        uint32_t both = tc_letter_join(letter);
        if (both) {
            d->pos = after;
            cp = both;
        }
    }
    if (cp == unit)
        put_plain(d, unit);
    else
        tc_buf_addcp(d->out, cp);
}

static void fill_table(decoder *d)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t byte = d->set == TC_LEGACY_VISCII ? rows[i].viscii
                       : d->set == TC_LEGACY_VPS  ? rows[i].vps
                                                  : rows[i].tcvn3;
        if (byte)
            d->letters[byte] = rows[i].letter;
    }
}

size_t tc_legacy_decode(tc_buf *out, tc_span in, tc_legacy_form form, tc_legacy set)
{
    decoder d = {.in = in, .form = form, .set = set, .out = out};
    void (*step)(decoder *, uint32_t) = step_table;
    if (set == TC_LEGACY_VNI)
        step = step_vni;
    else if (set == TC_LEGACY_VIQR)
        step = step_viqr;
    else if (set == TC_LEGACY_1258)
        step = step_1258;
    if (set == TC_LEGACY_1258)
        for (size_t i = 0; i < sizeof cp1258 / sizeof *cp1258; i++)
            d.letters[cp1258[i][0]] = cp1258[i][1];
    else
        fill_table(&d);
    while (d.pos < in.len && out->status == TC_OK)
        step(&d, unit_at(&d, &d.pos));
    return d.lost;
}

static tc_syllable_count judge(tc_buf *room, tc_span in, tc_legacy_form form, tc_legacy set)
{
    size_t before = room->len;
    tc_syllable_count count = {0, 0, 0, 0};
    tc_legacy_decode(room, in, form, set);
    tc_syllable_tally(tc_span_sub(tc_buf_span(room), before, room->len), SIZE_MAX, &count);
    room->len = before;
    return count;
}

/* VIQR has its signs in any English text too: there every fifth word must have marks, and a
 * quarter of those must come from signs that are rare behind a vowel otherwise. */
static bool has_viqr_signs(tc_span in, tc_syllable_count c)
{
    size_t signs = 0;
    for (size_t i = 1; i < in.len; i++)
        signs += in.ptr[i] && strchr("^(+`~", in.ptr[i]) && in.ptr[i - 1] &&
                 strchr("aeiouyAEIOUY^(+", in.ptr[i - 1]);
    return c.marked * 5 >= c.words && signs * 4 >= c.marked;
}

/* Most marks are wrong in a wrong reading, so the share decides, not the number. */
static bool convincing(tc_syllable_count c)
{
    return c.marked >= MIN_MARKED && c.marked_valid * 10 >= c.marked * 8 &&
           c.valid * 10 >= c.words * 6;
}

static bool is_ascii(tc_span in)
{
    for (size_t i = 0; i < in.len; i++)
        if ((unsigned char)in.ptr[i] >= 0x80)
            return false;
    return true;
}

tc_legacy tc_legacy_detect(tc_buf *room, tc_span in, tc_legacy_form form)
{
    static const tc_legacy candidates[] = {TC_LEGACY_TCVN3,  TC_LEGACY_VNI, TC_LEGACY_1258,
                                           TC_LEGACY_VISCII, TC_LEGACY_VPS, TC_LEGACY_VIQR};
    tc_legacy best = TC_LEGACY_NONE;
    double best_share = 0;
    if (in.len > SAMPLE)
        in.len = form == TC_LEGACY_BYTES ? SAMPLE : tc_utf8_floor(in, SAMPLE);
    bool ascii = is_ascii(in);
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        if (ascii != (candidates[i] == TC_LEGACY_VIQR))
            continue;
        tc_syllable_count c = judge(room, in, form, candidates[i]);
        double share = c.marked ? (double)c.marked_valid / (double)c.marked : 0;
        if (convincing(c) && share > best_share + 0.001 && (!ascii || has_viqr_signs(in, c))) {
            best = candidates[i];
            best_share = share;
        }
    }
    return best;
}
