/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/date.h"

#include "text/civil.h"

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int year, int month)
{
    static const uint8_t days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month];
}

bool tc_date_valid(tc_date d)
{
    return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
           d.day <= month_length(d.year, d.month);
}

bool tc_date_possible(tc_date d)
{
    if (d.year < 0 || d.year > 9999 || d.month > 12 || (d.day && !d.month))
        return false;
    return !d.day || d.day <= month_length(d.year ? d.year : 2000, d.month);
}

/* Days since 1970-01-01, in the proleptic Gregorian calendar, counted from March so that the
 * leap day ends the year. */
long tc_civil_days(tc_date d)
{
    long year = d.year - (d.month <= 2);
    long era = (year >= 0 ? year : year - 399) / 400;
    long of_era = year - era * 400;
    long of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

tc_date tc_civil_date(long days)
{
    days += 719468;
    long era = (days >= 0 ? days : days - 146096) / 146097;
    long of_era = days - era * 146097;
    long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * year + year / 4 - year / 100);
    long march_month = (5 * of_year + 2) / 153;
    long month = march_month < 10 ? march_month + 3 : march_month - 9;
    tc_date d = {(int16_t)(year + era * 400 + (month <= 2)), (uint8_t)month,
                 (uint8_t)(of_year - (153 * march_month + 2) / 5 + 1)};
    return d;
}

static char *put_digits(char *out, unsigned value, size_t len)
{
    for (size_t i = len; i > 0; i--, value /= 10)
        out[i - 1] = (char)('0' + value % 10);
    return out + len;
}

void tc_date_format(char out[TC_DATE_TEXT_MAX], tc_date d)
{
    unsigned year = (unsigned)d.year % 10000u, month = d.month % 100u, day = d.day % 100u;
    char *end = out;
    if (year) {
        end = put_digits(end, year, 4);
    } else if (month) {
        *end++ = '-';
    }
    if (month) {
        *end++ = '-';
        end = put_digits(end, month, 2);
    }
    if (month && day) {
        *end++ = '-';
        end = put_digits(end, day, 2);
    }
    *end = '\0';
}

/* len digits at *s, which is moved behind them. */
static bool take_digits(tc_span *s, size_t len, int *out)
{
    int value = 0;
    if (s->len < len)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (s->ptr[i] < '0' || s->ptr[i] > '9')
            return false;
        value = value * 10 + (s->ptr[i] - '0');
    }
    *s = tc_span_sub(*s, len, s->len);
    *out = value;
    return true;
}

bool tc_date_parse_iso(tc_span s, tc_date *out)
{
    int year = 0, month = 0, day = 0;
    if (tc_span_starts(s, TC_SPAN("--")))
        s = tc_span_sub(s, 1, s.len);
    else if (!take_digits(&s, 4, &year) || year == 0)
        return false;
    int *const parts[] = {&month, &day};
    for (size_t i = 0; i < 2 && s.len; i++) {
        if (s.ptr[0] != '-')
            return false;
        s = tc_span_sub(s, 1, s.len);
        if (!take_digits(&s, 2, parts[i]) || *parts[i] == 0)
            return false;
    }
    tc_date d = {(int16_t)year, (uint8_t)month, (uint8_t)day};
    if (s.len || (!year && !month) || !tc_date_possible(d))
        return false;
    *out = d;
    return true;
}

int tc_date_cmp(tc_date a, tc_date b)
{
    int x = a.year * 512 + a.month * 32 + a.day, y = b.year * 512 + b.month * 32 + b.day;
    return (x > y) - (x < y);
}

tc_date tc_date_add_years(tc_date d, int years)
{
    d.year = (int16_t)(d.year + years);
    if (d.month == 2 && d.day == 29 && !is_leap(d.year))
        d.day = 28;
    return d;
}

tc_date tc_date_add_days(tc_date d, int days)
{
    return tc_civil_date(tc_civil_days(d) + days);
}

tc_date tc_date_first(tc_date d)
{
    d.month = d.month ? d.month : 1;
    d.day = d.day ? d.day : 1;
    return d;
}

tc_date tc_date_last(tc_date d)
{
    d.month = d.month ? d.month : 12;
    d.day = d.day ? d.day : (uint8_t)month_length(d.year, d.month);
    return d;
}

tc_date tc_date_next(tc_date d)
{
    if (!d.day)
        return (tc_date){(int16_t)(d.year + d.month / 12), (uint8_t)(d.month % 12 + 1), 0};
    tc_date full = d;
    if (!d.year)
        full.year = 2024;
    full = tc_date_add_days(full, 1);
    full.year = d.year ? full.year : 0;
    return full;
}

size_t tc_dated_days(tc_date out[TC_DATED_MOST], const tc_dated *d)
{
    size_t n = 0;
    if (d->from.month)
        out[n++] = d->from;
    out[n++] = d->date;
    if (!d->from.month)
        return n;
    for (tc_date day = tc_date_next(d->from); tc_date_cmp(day, d->date) != 0;
         day = tc_date_next(day)) {
        if (n == TC_DATED_MOST)
            return 2;
        out[n++] = day;
    }
    return n;
}
