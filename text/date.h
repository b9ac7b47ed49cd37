/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as Vietnamese documents write them, numerals in words, and the lunar calendar. */
#ifndef TC_TEXT_DATE_H
#define TC_TEXT_DATE_H

#include "text/token.h"

/* Cut where unknown: {2021, 5, 0} is "2021-05". year 0: only day and month are known. */
typedef struct {
    int16_t year;
    uint8_t month, day;
} tc_date;

#define TC_DATE_TEXT_MAX 11 /* "YYYY-MM-DD" and NUL */
static inline bool tc_date_known(tc_date d)
{
    return d.year != 0;
}
bool tc_date_valid(tc_date); /* an existing day, Gregorian, years 1..9999 */
/* ISO 8601 cut where unknown: "2021-05-25", "2021-05", "2021", "--05-07"; "" for nothing known. */
void tc_date_format(char out[TC_DATE_TEXT_MAX], tc_date);
/* ISO, cut or not; the whole span must be a date. */
bool tc_date_parse_iso(tc_span, tc_date *out);
int tc_date_cmp(tc_date, tc_date); /* unknown parts sort first */
tc_date tc_date_add_years(tc_date, int years);
tc_date tc_date_add_days(tc_date, int days); /* full dates only */
/* first and last day that a cut date can mean */
tc_date tc_date_first(tc_date);
tc_date tc_date_last(tc_date);

/* Reads a date at token i: d/m/Y, d-m-Y, d.m.Y, "ngày 25 tháng 5 năm 2021", "tháng 5/2021",
 * "tháng 5 năm 2021", "5/2021", "năm 2021", d/m ("07/5"), blanks and line ends anywhere inside.
 * "ngày" and "mùng" are taken in when present. Bare "5/2021" and d/m only when allow_bare.
 * *next is the token behind. False (nothing changed) when there is none or it does not exist
 * ("15/20/2010"). */
bool tc_date_read(const tc_tokens *, size_t i, bool allow_bare, tc_date *out, size_t *next);

/* A day or a month that a text names, and its tokens. */
typedef struct {
    tc_date date;         /* "2021-05-25", "2021-05" or "--05-25" */
    uint32_t first, next; /* next: the token behind */
    bool loose;           /* "19-5" or "19.5": may be two numbers */
    tc_date from;         /* "từ 17 đến 19/5": the first of the days; month 0: there is one.
                             Behind .date only without years, over New Year: "25/12 đến 5/1" */
} tc_dated;
typedef struct {
    tc_dated *items;
    size_t len, cap;
} tc_dates;
/* All of them in order: what tc_date_read reads with allow_bare, but no years alone, and no counted
 * things of a year ("quý 2/2024", "đợt 3/2021"). "từ 17 đến 19/5", "28/4-3/5", "tháng 3 đến tháng
 * 5/2024" are one with two ends. typed: in a question "19-5", "19.5" and "17 đến 19/5" are days
 * too. Call it inside a TC_ARENA_CATCH. */
void tc_dates_find(tc_dates *out, tc_arena *, const tc_tokens *, bool typed);
enum { TC_DATED_MOST = 31 };
/* What it speaks of, first and last in front: of a period all its days, or months, while they are
 * no more than these; of a longer one its two ends. */
size_t tc_dated_days(tc_date out[TC_DATED_MOST], const tc_dated *);
/* The next of the days, or months, of a period. One of any year is counted in a leap year. */
tc_date tc_date_next(tc_date);

/* A cardinal at token i: digits or words ("bảy mươi", "bảy mươi lăm", "một trăm mười lăm",
 * "hai mươi mốt", unmarked too). */
bool tc_numeral_read(const tc_tokens *, size_t i, uint32_t *out, size_t *next);
/* 11..99 as words, "bảy" "mươi" "lăm"; how many, 0 for what is not between. */
size_t tc_numeral_spell(tc_span out[3], uint32_t value);
/* An ordinal: digits, a Roman numeral, or words ("thứ nhất" -> 1, "tư" -> 4). */
bool tc_ordinal_read(const tc_tokens *, size_t i, uint32_t *out, size_t *next);
/* "XIII"; out holds at least 16 bytes. 1..3999. */
void tc_roman_format(char out[16], unsigned value);

/* Vietnamese lunar calendar, UTC+7 (meridian 105 E), years 1900..2199. leap: the leap month of
 * that number. False when the day does not exist. */
typedef struct {
    int16_t year;
    uint8_t month, day;
    bool leap;
} tc_lunar;
bool tc_lunar_from_solar(tc_date, tc_lunar *out);
bool tc_lunar_to_solar(tc_lunar, tc_date *out);

#endif
