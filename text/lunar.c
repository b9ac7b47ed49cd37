/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Vietnamese lunar calendar, after the rules that Hồ Ngọc Đức has set out: months begin on
 * the day of the new moon at UTC+7; the month with the winter solstice is the eleventh; when
 * thirteen months lie between two eleventh months, the first of them without a principal solar
 * term is a leap month. New moons and the sun's longitude are computed after J. Meeus,
 * Astronomical Algorithms, chapters 49 and 25: good to 17 seconds and 0.01 degrees. */
#include <limits.h>
#include <math.h>

#include "text/civil.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

static const long NO_LEAP = LONG_MIN;

static const double RADIAN = 3.14159265358979323846 / 180.0;
static const double UNIX_EPOCH_JD = 2440587.5;
static const double ZONE = 7.0 / 24.0;

static double sind(double degrees)
{
    return sin(fmod(degrees, 360.0) * RADIAN);
}

/* Dynamical minus universal time in days (Espenak and Meeus, polynomials by period). */
static double delta_t(double year)
{
    double t = year - 2000, u = year - 1900, seconds;
    if (year < 1920)
        seconds = -2.79 + u * (1.494119 + u * (-0.0598939 + u * (0.0061966 - u * 0.000197)));
    else if (year < 1941)
        seconds = 21.20 + (t + 80) * (0.84493 + (t + 80) * (-0.076100 + (t + 80) * 0.0020936));
    else if (year < 1961)
        seconds = 29.07 + (t + 50) * (0.407 - (t + 50) * (1 / 233.0 - (t + 50) / 2547.0));
    else if (year < 1986)
        seconds = 45.45 + (t + 25) * (1.067 - (t + 25) * (1 / 260.0 + (t + 25) / 718.0));
    else if (year < 2005)
        seconds =
            63.86 + t * (0.3345 +
                         t * (-0.060374 + t * (0.0017275 + t * (0.000651814 + t * 0.00002373599))));
    else if (year < 2050)
        seconds = 62.92 + t * (0.32217 + t * 0.005589);
    else
        seconds = -20 + 32 * (year - 1820) * (year - 1820) / 10000 -
                  (year < 2150 ? 0.5628 * (2150 - year) : 0);
    return seconds / 86400;
}

/* Periodic terms of the time of the new moon: days, power of the eccentricity factor, and
 * multiples of the sun's anomaly, the moon's anomaly, the moon's argument and the node. */
static const struct {
    double days;
    int8_t e, sun, moon, latitude, node;
} moon_terms[] = {
    {-0.40720, 0, 0, 1, 0, 0}, {0.17241, 1, 1, 0, 0, 0},    {0.01608, 0, 0, 2, 0, 0},
    {0.01039, 0, 0, 0, 2, 0},  {0.00739, 1, -1, 1, 0, 0},   {-0.00514, 1, 1, 1, 0, 0},
    {0.00208, 2, 2, 0, 0, 0},  {-0.00111, 0, 0, 1, -2, 0},  {-0.00057, 0, 0, 1, 2, 0},
    {0.00056, 1, 1, 2, 0, 0},  {-0.00042, 0, 0, 3, 0, 0},   {0.00042, 1, 1, 0, 2, 0},
    {0.00038, 1, 1, 0, -2, 0}, {-0.00024, 1, -1, 2, 0, 0},  {-0.00017, 0, 0, 0, 0, 1},
    {-0.00007, 0, 2, 1, 0, 0}, {0.00004, 0, 0, 2, -2, 0},   {0.00004, 0, 3, 0, 0, 0},
    {0.00003, 0, 1, 1, -2, 0}, {0.00003, 0, 0, 2, 2, 0},    {-0.00003, 0, 1, 1, 2, 0},
    {0.00003, 0, -1, 1, 2, 0}, {-0.00002, 0, -1, 1, -2, 0}, {-0.00002, 0, 1, 3, 0, 0},
    {0.00002, 0, 0, 4, 0, 0},
};

/* Disturbances by the planets: argument at k = 0, its change a lunation, days. */
static const struct {
    double at, step, days;
} planet_terms[] = {
    {299.77, 0.107408, 0.000325},  {251.88, 0.016321, 0.000165}, {251.83, 26.651886, 0.000164},
    {349.42, 36.412478, 0.000126}, {84.66, 18.206239, 0.000110}, {141.74, 53.303771, 0.000062},
    {207.14, 2.453732, 0.000060},  {154.84, 7.306860, 0.000056}, {34.52, 27.261239, 0.000047},
    {207.19, 0.121824, 0.000042},  {291.34, 1.844379, 0.000040}, {161.72, 24.198154, 0.000037},
    {239.56, 25.513099, 0.000035}, {331.55, 3.592518, 0.000023},
};

/* Julian day (universal time) of new moon k; k 0 is the one of 6 January 2000. */
static double new_moon(long k)
{
    double n = (double)k, t = n / 1236.85, t2 = t * t, t3 = t2 * t, t4 = t3 * t;
    double jd =
        2451550.09766 + 29.530588861 * n + 0.00015437 * t2 - 0.000000150 * t3 + 0.00000000073 * t4;
    double e[3] = {1, 1 - 0.002516 * t - 0.0000074 * t2, 0};
    double sun = 2.5534 + 29.10535670 * n - 0.0000014 * t2 - 0.00000011 * t3;
    double moon = 201.5643 + 385.81693528 * n + 0.0107582 * t2 + 0.00001238 * t3 - 0.000000058 * t4;
    double latitude =
        160.7108 + 390.67050284 * n - 0.0016118 * t2 - 0.00000227 * t3 + 0.000000011 * t4;
    double node = 124.7746 - 1.56375588 * n + 0.0020672 * t2 + 0.00000215 * t3;
    e[2] = e[1] * e[1];
    for (size_t i = 0; i < sizeof moon_terms / sizeof *moon_terms; i++)
        jd += moon_terms[i].days * e[moon_terms[i].e] *
              sind(moon_terms[i].sun * sun + moon_terms[i].moon * moon +
                   moon_terms[i].latitude * latitude + moon_terms[i].node * node);
    for (size_t i = 0; i < sizeof planet_terms / sizeof *planet_terms; i++)
        jd += planet_terms[i].days *
              sind(planet_terms[i].at + planet_terms[i].step * n - (i == 0 ? 0.009173 * t2 : 0));
    return jd - delta_t(2000 + n / 12.3685);
}

/* Apparent longitude of the sun in degrees, 0..360. */
static double sun_longitude(double jd)
{
    double t = (jd + delta_t(2000 + (jd - 2451545) / 365.25) - 2451545) / 36525;
    double mean = 280.46646 + t * (36000.76983 + t * 0.0003032);
    double anomaly = 357.52911 + t * (35999.05029 - t * 0.0001537);
    double centre = (1.914602 - t * (0.004817 + t * 0.000014)) * sind(anomaly) +
                    (0.019993 - t * 0.000101) * sind(2 * anomaly) + 0.000289 * sind(3 * anomaly);
    double apparent = mean + centre - 0.00569 - 0.00478 * sind(125.04 - 1934.136 * t);
    double turned = fmod(apparent, 360.0);
    return turned < 0 ? turned + 360.0 : turned;
}

/* Local day (days since 1970) of new moon k. */
static long new_moon_day(long k)
{
    return (long)floor(new_moon(k) - UNIX_EPOCH_JD + ZONE);
}

/* Which twelfth of the ecliptic the sun is in when a local day begins; 9 begins with the winter
 * solstice. */
static int sun_sector(long day)
{
    return (int)(sun_longitude((double)day + UNIX_EPOCH_JD - ZONE) / 30.0);
}

/* The lunation of the last new moon on or before a local day. */
static long lunation_of(long day)
{
    long k = (long)floor(((double)day + UNIX_EPOCH_JD - 2451550.1) / 29.530588861) + 1;
    while (new_moon_day(k) > day)
        k--;
    return k;
}

/* The lunation of the eleventh month of a lunar year: it holds the winter solstice, so the next
 * month begins with the sun at or past it. */
static long eleventh_month(int year)
{
    tc_date december = {(int16_t)year, 12, 31};
    long k = lunation_of(tc_civil_days(december));
    return sun_sector(new_moon_day(k)) >= 9 ? k - 1 : k;
}

/* The lunation of the leap month between two eleventh months, or NO_LEAP. */
static long leap_month(long first, long last)
{
    if (last - first != 13)
        return NO_LEAP;
    for (long k = first + 1; k < last; k++)
        if (sun_sector(new_moon_day(k)) == sun_sector(new_moon_day(k + 1)))
            return k;
    return NO_LEAP;
}

bool tc_lunar_from_solar(tc_date date, tc_lunar *out)
{
    if (!tc_date_valid(date) || date.year < FIRST_YEAR || date.year > LAST_YEAR)
        return false;
    long day = tc_civil_days(date), k = lunation_of(day);
    int year = date.year; /* of the eleventh month at or behind k */
    long last = eleventh_month(year);
    if (k >= last)
        last = eleventh_month(++year);
    long first = eleventh_month(year - 1);
    long leap = leap_month(first, last);
    long index = k - first; /* 0: the eleventh month of year - 1 */
    bool after_leap = leap != NO_LEAP && k >= leap;
    long month = 11 + index - after_leap;
    out->year = (int16_t)(month > 12 ? year : year - 1);
    out->month = (uint8_t)(month > 12 ? month - 12 : month);
    out->day = (uint8_t)(day - new_moon_day(k) + 1);
    out->leap = k == leap;
    return true;
}

bool tc_lunar_to_solar(tc_lunar lunar, tc_date *out)
{
    if (lunar.year < FIRST_YEAR || lunar.year > LAST_YEAR || lunar.month < 1 || lunar.month > 12 ||
        lunar.day < 1 || lunar.day > 30)
        return false;
    int end = lunar.month >= 11 ? lunar.year + 1 : lunar.year; /* year of the next 11th month */
    long first = eleventh_month(end - 1), last = eleventh_month(end);
    long leap = leap_month(first, last);
    long k = first + (lunar.month >= 11 ? lunar.month - 11 : lunar.month + 1);
    if (leap != NO_LEAP && (k >= leap || lunar.leap))
        k++;
    if (lunar.leap && k != leap)
        return false;
    long day = new_moon_day(k) + lunar.day - 1;
    if (day >= new_moon_day(k + 1))
        return false;
    *out = tc_civil_date(day);
    return true;
}
