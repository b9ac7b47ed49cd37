/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/date.h"
#include "text/key.h"
#include "text/numword.h"

static const tc_span words[TC_NW_COUNT] = {
#define NUMBER_WORD(name, accent, spelling) TC_SPAN_LIT(accent),
#include "text/numword.def"
#undef NUMBER_WORD
};

static const tc_span spellings[TC_NW_COUNT] = {
#define NUMBER_WORD(name, accent, spelling) TC_SPAN_LIT(spelling),
#include "text/numword.def"
#undef NUMBER_WORD
};

typedef struct {
    uint8_t word, value;
} unit;

static const unit units[] = {{TC_NW_MOT, 1}, {TC_NW_HAI, 2},  {TC_NW_BA, 3},   {TC_NW_BON, 4},
                             {TC_NW_NAM, 5}, {TC_NW_SAU, 6},  {TC_NW_BAY, 7},  {TC_NW_BAY_OLD, 7},
                             {TC_NW_TAM, 8}, {TC_NW_CHIN, 9}, {TC_NW_COUNT, 0}};
/* Behind a ten five is lăm or nhăm; năm there is "year": bảy mươi năm = 70 years. */
static const unit ends[] = {
    {TC_NW_MOT, 1},     {TC_NW_MOT_END, 1}, {TC_NW_HAI, 2},  {TC_NW_BA, 3},   {TC_NW_BON, 4},
    {TC_NW_TU, 4},      {TC_NW_LAM, 5},     {TC_NW_NHAM, 5}, {TC_NW_SAU, 6},  {TC_NW_BAY, 7},
    {TC_NW_BAY_OLD, 7}, {TC_NW_TAM, 8},     {TC_NW_CHIN, 9}, {TC_NW_COUNT, 0}};
static const unit firsts[] = {
    {TC_NW_NHAT, 1}, {TC_NW_NHI, 2}, {TC_NW_TU, 4}, {TC_NW_NAM, 5}, {TC_NW_COUNT, 0}};

bool tc_number_word_at(tc_number_reader *r, size_t i, tc_number_word which)
{
    if (i >= r->tokens->len || r->tokens->items[i].kind != TC_TOKEN_WORD)
        return false;
    const tc_word *w = tc_token_word(r->tokens, i);
    tc_span want = words[which];
    if (w->folded.len >= want.len || want.ptr[w->folded.len] != '\'' ||
        memcmp(w->folded.ptr, want.ptr, w->folded.len) != 0)
        return false;
    if (tc_span_eq(w->accent, want)) {
        r->marked = r->marked || w->marked;
        return true;
    }
    if (w->marked)
        return false;
    r->open = true;
    return true;
}

static bool is_consistent(const tc_number_reader *r)
{
    return !(r->open && r->marked);
}

/* One word of a table; r is as before when there is none. */
static bool read_unit(tc_number_reader *r, const unit *table, size_t i, uint32_t *value)
{
    for (; table->word != TC_NW_COUNT; table++)
        if (tc_number_word_at(r, i, (tc_number_word)table->word)) {
            *value = table->value;
            return true;
        }
    return false;
}

/* 10..99 at *i. */
static bool read_tens(tc_number_reader *r, size_t *i, uint32_t *value)
{
    tc_number_reader try = *r;
    uint32_t tens = 1, last = 0;
    size_t at = *i;
    if (read_unit(&try, units, at, &tens) && tens > 1 &&
        tc_number_word_at(&try, at + 1, TC_NW_MUOI_TENS)) {
        at += 2;
    } else {
        try = *r;
        tens = 1;
        if (!tc_number_word_at(&try, at, TC_NW_MUOI))
            return false;
        at++;
    }
    tc_number_reader more = try;
    if (read_unit(&more, ends, at, &last) && is_consistent(&more)) {
        try = more;
        at++;
    } else {
        last = 0;
    }
    *r = try;
    *i = at;
    *value = tens * 10 + last;
    return true;
}

/* 100..999 at *i: "một trăm", "một trăm linh năm", "một trăm mười lăm"; "không trăm" behind a
 * thousand. */
static bool read_hundreds(tc_number_reader *r, size_t *i, uint32_t *value)
{
    tc_number_reader try = *r;
    uint32_t hundreds = 0, rest = 0;
    size_t at = *i;
    if (!tc_number_word_at(&try, at, TC_NW_KHONG) && !read_unit(&try, units, at, &hundreds))
        return false;
    if (!tc_number_word_at(&try, ++at, TC_NW_TRAM))
        return false;
    at++;
    tc_number_reader more = try;
    size_t tens = at;
    if (read_tens(&more, &tens, &rest)) {
        try = more;
        at = tens;
    } else if ((more = try, tc_number_word_at(&more, at, TC_NW_LINH) ||
                                tc_number_word_at(&more, at, TC_NW_LE)) &&
               (read_unit(&more, units, at + 1, &rest) ||
                (tc_number_word_at(&more, at + 1, TC_NW_TU) && (rest = 4)))) {
        try = more;
        at += 2;
    }
    *r = try;
    *i = at;
    *value = hundreds * 100 + rest;
    return true;
}

/* 1..999 at *i. */
static bool read_group(tc_number_reader *r, size_t *i, uint32_t *value)
{
    tc_number_reader before = *r;
    if (read_hundreds(r, i, value))
        return true;
    *r = before;
    if (read_tens(r, i, value))
        return true;
    *r = before;
    if (!read_unit(r, units, *i, value))
        return false;
    ++*i;
    return true;
}

static bool read_scale(tc_number_reader *r, size_t i, uint32_t *scale)
{
    if (tc_number_word_at(r, i, TC_NW_TRIEU))
        *scale = 1000000;
    else if (tc_number_word_at(r, i, TC_NW_NGHIN) || tc_number_word_at(r, i, TC_NW_NGAN))
        *scale = 1000;
    else
        return false;
    return true;
}

/* A lone "năm" is a year far more often than a five; five years are "năm năm". A lone unmarked
 * word ("sau", "bay") is some other word. */
static bool lone_word_counts(const tc_tokens *t, const tc_number_reader *r, size_t i)
{
    tc_number_reader probe = {t, false, false};
    if (r->open)
        return false;
    return !tc_number_word_at(&probe, i, TC_NW_NAM) || tc_number_word_at(&probe, i + 1, TC_NW_NAM);
}

bool tc_number_words(const tc_tokens *t, size_t i, bool lone, uint32_t *out, size_t *next)
{
    tc_number_reader r = {t, false, false};
    uint32_t total = 0, below = UINT32_MAX;
    size_t at = i, end = i;
    for (;;) {
        tc_number_reader try = r;
        uint32_t group = 0, scale = 1;
        if (!read_group(&try, &at, &group))
            break;
        tc_number_reader scaled = try;
        if (read_scale(&scaled, at, &scale) && is_consistent(&scaled)) {
            try = scaled;
            at++;
        }
        /* behind a thousand a lone unit is no part of it: "năm nghìn | năm 2020" */
        bool stray = below != UINT32_MAX && scale == 1 && at == end + 1;
        if (!is_consistent(&try) || scale >= below || stray)
            break;
        r = try;
        total += group * scale;
        below = scale;
        end = at;
        if (scale == 1)
            break;
    }
    if (end == i || (end == i + 1 && !lone && !lone_word_counts(t, &r, i)))
        return false;
    *out = total;
    *next = end;
    return true;
}

static bool glued_punct(const tc_tokens *t, size_t i, uint32_t cp)
{
    return tc_token_is_sign(t, i, cp) && (t->items[i].flags & TC_GLUED);
}

/* Digits, with thousands grouped by dots ("1.500"): every group has three digits, and the first
 * does not begin with 0. */
static bool read_digits(const tc_tokens *t, size_t i, uint32_t *out, size_t *next)
{
    const tc_word *w = tc_token_word(t, i);
    if (!w || !w->digits || w->value == UINT32_MAX)
        return false;
    uint64_t value = w->value;
    size_t at = i + 1;
    bool groups = w->lower.len <= 3 && w->lower.ptr[0] != '0';
    while (groups && glued_punct(t, at, '.') && at + 1 < t->len &&
           t->items[at + 1].kind == TC_TOKEN_DIGITS && (t->items[at + 1].flags & TC_GLUED) &&
           tc_token_word(t, at + 1)->lower.len == 3) {
        value = value * 1000 + tc_token_word(t, at + 1)->value;
        at += 2;
        if (value > UINT32_MAX)
            return false;
    }
    *out = (uint32_t)value;
    *next = at;
    return true;
}

bool tc_numeral_read(const tc_tokens *t, size_t i, uint32_t *out, size_t *next)
{
    if (i >= t->len)
        return false;
    return read_digits(t, i, out, next) || tc_number_words(t, i, false, out, next);
}

/* Congresses and terms are numbered far below fifty; so "c", "d", "mi" are no numerals. */
static bool read_roman(const tc_word *w, uint32_t *out)
{
    if (!w || w->roman == 0 || w->roman >= 90)
        return false;
    *out = w->roman;
    return true;
}

bool tc_ordinal_read(const tc_tokens *t, size_t i, uint32_t *out, size_t *next)
{
    tc_number_reader r = {t, false, false};
    bool said = tc_number_word_at(&r, i, TC_NW_THU); /* "thứ" */
    size_t at = said ? i + 1 : i;
    if (at >= t->len)
        return false;
    const tc_word *w = tc_token_word(t, at);
    if (w && w->digits && w->value != UINT32_MAX)
        *out = w->value;
    else if (!read_roman(w, out)) {
        if (tc_number_words(t, at, said, out, next))
            return true;
        if (!read_unit(&r, firsts, at, out) || !is_consistent(&r) || (!said && r.open))
            return false;
    }
    *next = at + 1;
    return true;
}

/* The first word of a table that has the value. */
static tc_span unit_spelling(const unit *table, uint32_t value)
{
    while (table->value != value)
        table++;
    return spellings[table->word];
}

size_t tc_numeral_spell(tc_span out[3], uint32_t value)
{
    uint32_t tens = value / 10, last = value % 10;
    size_t n = 0;
    if (value < 11 || value > 99)
        return 0;
    if (tens > 1)
        out[n++] = unit_spelling(units, tens);
    out[n++] = spellings[tens > 1 ? TC_NW_MUOI_TENS : TC_NW_MUOI];
    if (tens > 1 && last == 1)
        out[n++] = spellings[TC_NW_MOT_END];
    else if (last)
        out[n++] = unit_spelling(ends, last);
    return n;
}
