/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of written dates:
 *
 *   date    = [lead] ( full | short | words ) | month | year
 *   lead    = "ngày" | ["ngày"] ("mùng" | "mồng")
 *   full    = d sep m sep yyyy            sep: "/" "-" "." the same twice; also yyyy-mm-dd
 *   short   = d "/" m                     behind a lead also d-m and d.m, glued
 *   words   = d [","] "tháng" m [ ("/" | "-" | ".") yyyy | [","] "năm" yyyy ]
 *   month   = "tháng" m ( ("/" | "-" | ".") yyyy | [","] "năm" yyyy ) | m "/" yyyy
 *   year    = "năm" yyyy
 *
 * Days behind a lead may be left open by dots ("ngày ... tháng 5 năm 2021"). Blanks and line
 * ends may stand anywhere, a blank line ends the date. */
#include "text/date.h"
#include "text/numword.h"

#include "text/civil.h"

enum { FIRST_YEAR = 1000, LAST_YEAR = 2999 };

typedef struct {
    const tc_tokens *t;
    size_t start; /* where the date began */
    bool led;     /* by "ngày" or "mùng" */
    bool bare;    /* short forms are welcome */
    bool mung;
} reader;

static const tc_token *token_at(const reader *r, size_t i)
{
    if (i >= r->t->len || (i > r->start && (r->t->items[i].flags & TC_PARA_START)))
        return NULL;
    return &r->t->items[i];
}

static bool word_at(const reader *r, size_t i, tc_number_word which)
{
    tc_number_reader alone = {r->t, false, false};
    const tc_token *t = token_at(r, i);
    if (!t || !tc_number_word_at(&alone, i, which))
        return false;
    /* an unmarked capital is a name: "Việt Nam 2021" */
    return !alone.open || !(t->flags & TC_CAPITAL);
}

/* A number of one or two digits, or of exactly four for a year. */
static bool small_at(const reader *r, size_t i, int *out)
{
    const tc_token *t = token_at(r, i);
    if (!t || t->kind != TC_TOKEN_DIGITS || t->end - t->start > 2)
        return false;
    *out = (int)tc_token_word(r->t, i)->value;
    return true;
}

static bool year_at(const reader *r, size_t i, int *out)
{
    const tc_token *t = token_at(r, i);
    if (!t || t->kind != TC_TOKEN_DIGITS || t->end - t->start != 4)
        return false;
    *out = (int)tc_token_word(r->t, i)->value;
    return *out >= FIRST_YEAR && *out <= LAST_YEAR;
}

/* '/', '.', '-' (for every dash), another character as it is; 0: no punctuation here. */
static uint32_t punct_at(const reader *r, size_t i)
{
    const tc_token *t = token_at(r, i);
    if (!t || t->kind != TC_TOKEN_PUNCT)
        return 0;
    return (t->word >= 0x2010 && t->word <= 0x2015) || t->word == 0x2212 ? '-' : t->word;
}

static bool glued(const reader *r, size_t i)
{
    const tc_token *t = token_at(r, i);
    return t && (t->flags & TC_GLUED);
}

static bool all_glued(const reader *r, size_t from, size_t to)
{
    for (size_t i = from; i <= to; i++)
        if (!glued(r, i))
            return false;
    return true;
}

static size_t skip_comma(const reader *r, size_t i)
{
    return punct_at(r, i) == ',' ? i + 1 : i;
}

/* What follows would make it a document number ("15/2020/NĐ-CP", "31-KH/TU") or a longer chain
 * ("1.2.3.2020"). A dash and digits is the other end of a period. */
static bool runs_into_number(const reader *r, size_t end)
{
    uint32_t c = glued(r, end) ? punct_at(r, end) : 0;
    if (c == '/') /* "08/2023/" and "TT-BTC" on the next line */
        return true;
    const tc_token *after = glued(r, end + 1) ? token_at(r, end + 1) : NULL;
    return after && ((c == '-' && after->kind == TC_TOKEN_WORD) ||
                     (c == '.' && after->kind == TC_TOKEN_DIGITS));
}

/* The same before a date without a lead: "KH/5/2021", "1.7.5.1954", "QH5/2021". */
static bool runs_out_of_number(const reader *r)
{
    if (r->start == 0 || !(r->t->items[r->start].flags & TC_GLUED))
        return false;
    const tc_token *before = &r->t->items[r->start - 1];
    if (before->kind != TC_TOKEN_PUNCT)
        return true;
    if (before->word == '/')
        return true;
    bool chained = before->word == '.' || before->word == '-';
    return chained && r->start > 1 && (before->flags & TC_GLUED) &&
           r->t->items[r->start - 2].kind ==
               (before->word == '.' ? TC_TOKEN_DIGITS : TC_TOKEN_WORD);
}

static bool finish(const reader *r, int y, int m, int d, size_t end, tc_date *out, size_t *next)
{
    tc_date date = {(int16_t)y, (uint8_t)m, (uint8_t)d};
    if ((y && y < 1) || m < 0 || m > 12 || d < 0 || (d && !m) || !tc_date_possible(date) ||
        runs_into_number(r, end))
        return false;
    *out = date;
    *next = end;
    return true;
}

/* d sep m sep yyyy at i. Blanks around "-" only here, where four digits make it sure; around
 * "." only behind a lead. */
static bool read_full(const reader *r, size_t i, tc_date *out, size_t *next)
{
    int d, m, y;
    uint32_t sep = punct_at(r, i + 1);
    if ((sep != '/' && sep != '-' && sep != '.') || punct_at(r, i + 3) != sep)
        return false;
    if (!all_glued(r, i + 1, i + 4) && sep == '.' && !r->led)
        return false;
    bool bullet = sep == '-' &&
                  ((token_at(r, i + 1)->flags | token_at(r, i + 3)->flags) & TC_LINE_START) != 0;
    if (bullet)
        return false;
    if (small_at(r, i, &d) && small_at(r, i + 2, &m) && year_at(r, i + 4, &y))
        return d && m && finish(r, y, m, d, i + 5, out, next);
    if (sep == '-' && all_glued(r, i + 1, i + 4) && year_at(r, i, &y) && small_at(r, i + 2, &m) &&
        small_at(r, i + 4, &d))
        return d && m && finish(r, y, m, d, i + 5, out, next);
    return false;
}

/* ("/" | "-" | ".") yyyy or [","] "năm" yyyy at i. */
static bool read_year_part(const reader *r, size_t i, int *y, size_t *end)
{
    uint32_t sep = punct_at(r, i);
    if ((sep == '/' || ((sep == '-' || sep == '.') && all_glued(r, i, i + 1))) &&
        year_at(r, i + 1, y)) {
        *end = i + 2;
        return true;
    }
    size_t at = skip_comma(r, i);
    if (!word_at(r, at, TC_NW_NAM) || !year_at(r, at + 1, y))
        return false;
    *end = at + 2;
    return true;
}

/* d "/" m, or d-m, d.m behind a lead; a year in words may follow. */
static bool read_short(const reader *r, size_t i, tc_date *out, size_t *next)
{
    int d, m, y;
    uint32_t sep = punct_at(r, i + 1);
    if ((!r->led && !r->bare) || !small_at(r, i, &d) || !small_at(r, i + 2, &m) || !d || !m)
        return false;
    bool tight = all_glued(r, i + 1, i + 2);
    if (!(sep == '/' && (tight || r->led)) && !((sep == '-' || sep == '.') && tight && r->led))
        return false;
    size_t end = i + 3;
    bool percent = glued(r, end) && punct_at(r, end) == '%';
    /* "ngày 10-12 tháng 5" is a period */
    if (percent || punct_at(r, end) == '/' || (sep != '/' && word_at(r, end, TC_NW_THANG)))
        return false;
    size_t at = skip_comma(r, end);
    if (word_at(r, at, TC_NW_NAM) && year_at(r, at + 1, &y))
        return finish(r, y, m, d, at + 2, out, next);
    return finish(r, 0, m, d, end, out, next);
}

/* m "/" yyyy, glued. */
static bool read_month_year(const reader *r, size_t i, tc_date *out, size_t *next)
{
    int m, y;
    if (!r->bare || punct_at(r, i + 1) != '/' || !all_glued(r, i + 1, i + 2) ||
        !small_at(r, i, &m) || !m || !year_at(r, i + 2, &y) || punct_at(r, i + 3) == '/')
        return false;
    return finish(r, y, m, 0, i + 3, out, next);
}

/* The number of a month: digits, a numeral, or a name of its own (giêng, tư, chạp). */
static bool read_month_name(const reader *r, size_t i, int *m, size_t *end)
{
    uint32_t value = 0;
    int year;
    if (small_at(r, i, m)) {
        *end = i + 1;
        return *m >= 1 && *m <= 12;
    }
    /* "tháng năm 2021" is the year */
    if (!token_at(r, i) || (word_at(r, i, TC_NW_NAM) && year_at(r, i + 1, &year)))
        return false;
    *end = i + 1;
    if (word_at(r, i, TC_NW_GIENG))
        *m = 1;
    else if (word_at(r, i, TC_NW_CHAP))
        *m = 12;
    else if (word_at(r, i, TC_NW_TU))
        *m = 4;
    else if (tc_number_words(r->t, i, true, &value, end) && value >= 1 && value <= 12)
        *m = (int)value;
    else
        return false;
    return true;
}

/* "tháng" at i: d (0: none said) was before it. */
static bool read_month(const reader *r, size_t i, int d, tc_date *out, size_t *next)
{
    int m, y;
    size_t end, after;
    if (!word_at(r, i, TC_NW_THANG) || !read_month_name(r, i + 1, &m, &end))
        return false;
    if (read_year_part(r, end, &y, &after))
        return finish(r, y, m, d, after, out, next);
    if (!d || !(r->led || r->bare))
        return false;
    return finish(r, 0, m, d, end, out, next);
}

/* d [","] "tháng" ... at i. */
static bool read_words(const reader *r, size_t i, tc_date *out, size_t *next)
{
    int d;
    uint32_t said;
    size_t at = i + 1;
    if (!small_at(r, i, &d)) {
        if (!r->mung || !token_at(r, i) || !tc_number_words(r->t, i, true, &said, &at) || said > 31)
            return false;
        d = (int)said;
    }
    if (r->led)
        at = skip_comma(r, at);
    return d && read_month(r, at, d, out, next);
}

static bool is_gap(const reader *r, size_t i)
{
    uint32_t c = punct_at(r, i);
    return c == '.' || c == 0x2026 || c == '_';
}

/* A form with the day (and the month) left open: "ngày ..... tháng 5 năm 2021". */
static bool read_blank_form(const reader *r, size_t i, tc_date *out, size_t *next)
{
    int y;
    size_t end;
    while (is_gap(r, i))
        i++;
    if (!word_at(r, i, TC_NW_THANG))
        return false;
    if (read_month(r, i, 0, out, next))
        return true;
    size_t gap = i + 1;
    while (is_gap(r, gap))
        gap++;
    return word_at(r, gap, TC_NW_NAM) && read_year_part(r, gap, &y, &end) &&
           finish(r, y, 0, 0, end, out, next);
}

bool tc_date_read(const tc_tokens *tokens, size_t i, bool allow_bare, tc_date *out, size_t *next)
{
    reader r = {.t = tokens, .start = i, .bare = allow_bare};
    int y;
    const tc_token *first = token_at(&r, i);
    if (!first || first->kind == TC_TOKEN_PUNCT)
        return false;
    if (first->kind == TC_TOKEN_DIGITS) {
        if (first->end - first->start > 4 || runs_out_of_number(&r))
            return false;
        return read_full(&r, i, out, next) || read_words(&r, i, out, next) ||
               read_month_year(&r, i, out, next) || read_short(&r, i, out, next);
    }
    if (word_at(&r, i, TC_NW_NAM))
        return year_at(&r, i + 1, &y) && finish(&r, y, 0, 0, i + 2, out, next);
    if (word_at(&r, i, TC_NW_THANG))
        return read_month(&r, i, 0, out, next);
    size_t at = i;
    if (word_at(&r, at, TC_NW_NGAY))
        at++;
    r.mung = word_at(&r, at, TC_NW_MUNG) || word_at(&r, at, TC_NW_MONG);
    at += r.mung;
    r.led = at > i;
    if (!r.led)
        return false;
    return read_full(&r, at, out, next) || read_words(&r, at, out, next) ||
           read_short(&r, at, out, next) || read_blank_form(&r, at, out, next);
}
