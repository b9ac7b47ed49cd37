/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lunar calendar against known days, and against a second computation that shares nothing
 * with it: the moon's longitude by its 59 largest terms (Meeus, chapter 47), the sun's by the
 * 49 terms of Bretagnon and Simon (1986), new moons and solar terms as roots, and months laid
 * out by the days on which the terms fall. */
#include "tests/unit/unit.h"

#include <math.h>

#include "text/date.h"

enum { FIRST = 1900, LAST = 2199 };

static double sind(double degrees)
{
    return sin(fmod(degrees, 360) * 3.14159265358979323846 / 180);
}

static double poly(double x, double a, double b, double c, double d, double e)
{
    return a + x * (b + x * (c + x * (d + x * e)));
}

static const struct {
    int8_t d, m, n, f;
    int32_t value; /* 1e-6 degrees */
} moon[] = {
    {0, 0, 1, 0, 6288774}, {2, 0, -1, 0, 1274027}, {2, 0, 0, 0, 658314},  {0, 0, 2, 0, 213618},
    {0, 1, 0, 0, -185116}, {0, 0, 0, 2, -114332},  {2, 0, -2, 0, 58793},  {2, -1, -1, 0, 57066},
    {2, 0, 1, 0, 53322},   {2, -1, 0, 0, 45758},   {0, 1, -1, 0, -40923}, {1, 0, 0, 0, -34720},
    {0, 1, 1, 0, -30383},  {2, 0, 0, -2, 15327},   {0, 0, 1, 2, -12528},  {0, 0, 1, -2, 10980},
    {4, 0, -1, 0, 10675},  {0, 0, 3, 0, 10034},    {4, 0, -2, 0, 8548},   {2, 1, -1, 0, -7888},
    {2, 1, 0, 0, -6766},   {1, 0, -1, 0, -5163},   {1, 1, 0, 0, 4987},    {2, -1, 1, 0, 4036},
    {2, 0, 2, 0, 3994},    {4, 0, 0, 0, 3861},     {2, 0, -3, 0, 3665},   {0, 1, -2, 0, -2689},
    {2, 0, -1, 2, -2602},  {2, -1, -2, 0, 2390},   {1, 0, 1, 0, -2348},   {2, -2, 0, 0, 2236},
    {0, 1, 2, 0, -2120},   {0, 2, 0, 0, -2069},    {2, -2, -1, 0, 2048},  {2, 0, 1, -2, -1773},
    {2, 0, 0, 2, -1595},   {4, -1, -1, 0, 1215},   {0, 0, 2, 2, -1110},   {3, 0, -1, 0, -892},
    {2, 1, 1, 0, -810},    {4, -1, -2, 0, 759},    {0, 2, -1, 0, -713},   {2, 2, -1, 0, -700},
    {2, 1, -2, 0, 691},    {2, -1, 0, -2, 596},    {4, 0, 1, 0, 549},     {0, 0, 4, 0, 537},
    {4, -1, 0, 0, 520},    {1, 0, -2, 0, -487},    {2, 1, 0, -2, -399},   {0, 0, 2, -2, -381},
    {1, 1, 1, 0, 351},     {3, 0, -2, 0, -340},    {4, 0, -3, 0, 330},    {2, -1, 2, 0, 327},
    {0, 2, 1, 0, -323},    {1, 1, -1, 0, 299},     {2, 0, 3, 0, 294},
};

static double moon_longitude(double t)
{
    double l = poly(t, 218.3164477, 481267.88123421, -0.0015786, 1 / 538841.0, -1 / 65194000.0);
    double d = poly(t, 297.8501921, 445267.1114034, -0.0018819, 1 / 545868.0, -1 / 113065000.0);
    double m = poly(t, 357.5291092, 35999.0502909, -0.0001536, 1 / 24490000.0, 0);
    double n = poly(t, 134.9633964, 477198.8675055, 0.0087414, 1 / 69699.0, -1 / 14712000.0);
    double f = poly(t, 93.2720950, 483202.0175233, -0.0036539, -1 / 3526000.0, 1 / 863310000.0);
    double e = 1 - t * (0.002516 + t * 0.0000074), sum = 0;
    for (size_t i = 0; i < sizeof moon / sizeof *moon; i++)
        sum += moon[i].value * pow(e, abs(moon[i].m)) *
               sind(moon[i].d * d + moon[i].m * m + moon[i].n * n + moon[i].f * f);
    sum +=
        3958 * sind(119.75 + 131.849 * t) + 1962 * sind(l - f) + 318 * sind(53.09 + 479264.290 * t);
    return l + sum / 1e6;
}

static const struct {
    int32_t value;
    double at, speed;
} sun[] = {
    {403406, 270.54861, 0.9287892},
    {195207, 340.19128, 35999.1376958},
    {119433, 63.91854, 35999.4089666},
    {112392, 331.26220, 35998.7287385},
    {3891, 317.843, 71998.20261},
    {2819, 86.631, 71998.4403},
    {1721, 240.052, 36000.35726},
    {660, 310.26, 71997.4812},
    {350, 247.23, 32964.4678},
    {334, 260.87, -19.4410},
    {314, 297.82, 445267.1117},
    {268, 343.14, 45036.8840},
    {242, 166.79, 3.1008},
    {234, 81.53, 22518.4434},
    {158, 3.50, -19.9739},
    {132, 132.75, 65928.9345},
    {129, 182.95, 9038.0293},
    {114, 162.03, 3034.7684},
    {99, 29.8, 33718.148},
    {93, 266.4, 3034.448},
    {86, 249.2, -2280.773},
    {78, 157.6, 29929.992},
    {72, 257.8, 31556.493},
    {68, 185.1, 149.588},
    {64, 69.9, 9037.750},
    {46, 8.0, 107997.405},
    {38, 197.1, -4444.176},
    {37, 250.4, 151.771},
    {32, 65.3, 67555.316},
    {29, 162.7, 31556.080},
    {28, 341.5, -4561.540},
    {27, 291.6, 107996.706},
    {27, 98.5, 1221.655},
    {25, 146.7, 62894.167},
    {24, 110.0, 31437.369},
    {21, 5.2, 14578.298},
    {21, 342.6, -31931.757},
    {20, 230.9, 34777.243},
    {18, 256.1, 1221.999},
    {17, 45.3, 62894.511},
    {14, 242.9, -4442.039},
    {13, 115.2, 107997.909},
    {13, 151.8, 119.066},
    {13, 285.3, 16859.071},
    {12, 53.3, -4.578},
    {10, 126.6, 26895.292},
    {10, 205.7, -39.127},
    {10, 85.9, 12297.536},
    {10, 146.1, 90073.778},
};

/* With aberration, without nutation. */
static double sun_longitude(double t)
{
    double sum = 0;
    for (size_t i = 0; i < sizeof sun / sizeof *sun; i++)
        sum += sun[i].value * sind(sun[i].at + sun[i].speed * t);
    return 282.7771834 + 36000.76953744 * t + sum * 0.000005729577951308232 +
           0.0000974 * sind(267.63 + 35999.01848 * t) - 0.005575;
}

static double nutation(double t)
{
    return -0.004778 * sind(124.90 - 1934.134 * t + 0.002063 * t * t) -
           0.0003667 * sind(201.11 + 72001.5377 * t + 0.00057 * t * t);
}

/* Dynamical minus universal time in seconds, decade by decade. */
static double delta_t(double year)
{
    static const double table[] = {-2.8, 10.5, 21.2, 24.0, 24.3, 29.2, 33.2, 40.2,
                                   50.5, 56.9, 63.8, 66.1, 71.6, 77.6, 85,   93};
    double at = (year - 1900) / 10;
    if (at < 0)
        return table[0];
    if (at < 15)
        return table[(int)at] + (at - floor(at)) * (table[(int)at + 1] - table[(int)at]);
    return 93 + (year - 2050) * 2.2 + (year > 2100 ? (year - 2100) * 1 : 0);
}

static double elongation(double t)
{
    return moon_longitude(t) - sun_longitude(t);
}

static double apparent_sun(double t)
{
    return sun_longitude(t) + nutation(t);
}

/* The time (centuries of dynamical time) when a rising angle reaches target degrees. */
static double reach(double (*angle)(double), double target, double guess, double speed)
{
    for (int i = 0; i < 50; i++) {
        double error = target - angle(guess);
        guess += error / speed;
        if (fabs(error) < 1e-9)
            break;
    }
    return guess;
}

/* Days since 1970 at UTC+7 of a dynamical time. */
static double local_time(double t)
{
    double days = t * 36525 + 2451545 - 2440587.5;
    return days - delta_t(2000 + t * 100) / 86400 + 7 / 24.0;
}

typedef struct {
    long start; /* local day */
    int year, month;
    bool leap, close; /* close: the new moon is within CLOSE of midnight */
} month;

enum { MONTHS = (LAST - FIRST + 4) * 13, TERMS = (LAST - FIRST + 4) * 12 };

typedef struct {
    month months[MONTHS];
    long terms[TERMS]; /* local days of the principal terms */
    size_t month_count, term_count;
} calendar;

/* Meeus gives a mean error of 4 seconds; within 10 seconds of midnight neither side can tell. Two
 * new moons in 300 years are that near: 7 July 1967 (17:00:03 UTC by a full ephemeris), and one
 * of 2077, when the length of the day is not known to the second. */
static const double CLOSE = 10 / 86400.0;

/* Local day on which the sun reaches a longitude, counted on: 360 is March 2000. */
static long term_day(long degrees)
{
    double guess = ((double)degrees - 280.5) / 36000.77;
    return (long)floor(local_time(reach(apparent_sun, (double)degrees, guess, 36000.77)));
}

static long solstice_day(int year)
{
    return term_day(270 + 360L * (year - 1999));
}

static bool has_term(const calendar *c, long from, long to)
{
    for (size_t i = 0; i < c->term_count; i++)
        if (c->terms[i] >= from && c->terms[i] < to)
            return true;
    return false;
}

static size_t month_of(const calendar *c, long day)
{
    size_t i = 0;
    while (i + 1 < c->month_count && c->months[i + 1].start <= day)
        i++;
    return i;
}

/* Names the months from one with a winter solstice (of year - 1) to the next one. */
static void name_months(calendar *c, size_t from, size_t to, int year)
{
    bool leap_due = to - from == 13;
    int number = 11;
    for (size_t i = from; i < to; i++) {
        month *m = &c->months[i];
        if (leap_due && i > from && !has_term(c, m->start, c->months[i + 1].start)) {
            leap_due = false;
            m->leap = true;
            number--;
        }
        m->month = number > 12 ? number - 12 : number;
        m->year = number > 12 ? year : year - 1;
        number++;
    }
}

static calendar *make_calendar(void)
{
    calendar *c = calloc(1, sizeof *c);
    assert_non_null(c);
    long first = (long)((FIRST - 2 - 2000) * 12.3685), last = (long)((LAST + 2 - 2000) * 12.3685);
    for (long k = first; k < last; k++) { /* new moon 0 is that of January 2000 */
        double guess = (double)k / 1236.85 + 5.1 / 36525;
        double at = local_time(reach(elongation, 360.0 * (double)k, guess, 445267.1 - 36000.8));
        c->months[c->month_count].close = fabs(at - round(at)) < CLOSE;
        c->months[c->month_count++].start = (long)floor(at);
    }
    for (long k = (FIRST - 2 - 2000) * 12; k < (LAST + 1 - 2000) * 12; k++)
        c->terms[c->term_count++] = term_day(360 + 30 * k);
    for (int year = FIRST; year <= LAST; year++)
        name_months(c, month_of(c, solstice_day(year - 1)), month_of(c, solstice_day(year)), year);
    return c;
}

static long days(tc_date d)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    long y = d.year - 1, leaps = y / 4 - y / 100 + y / 400;
    bool leap = d.year % 4 == 0 && (d.year % 100 != 0 || d.year % 400 == 0);
    return y * 365 + leaps + before[d.month - 1] + (leap && d.month > 2) + d.day - 719163;
}

/* Every month that begins in 1900..2199, and with them every Tết. */
static void test_months(void **state)
{
    (void)state;
    calendar *c = make_calendar();
    size_t compared = 0, new_years = 0, open = 0, different = 0;
    for (size_t i = 0; i + 1 < c->month_count; i++) {
        month m = c->months[i];
        tc_date date;
        if (m.month == 0 || m.year < FIRST || m.year > LAST)
            continue;
        if (m.close || c->months[i + 1].close) {
            open++;
            continue;
        }
        tc_lunar lunar = {(int16_t)m.year, (uint8_t)m.month, 1, m.leap};
        bool same = tc_lunar_to_solar(lunar, &date) && days(date) == m.start;
        lunar.day = 30;
        bool long_month = c->months[i + 1].start - m.start == 30;
        same = same && tc_lunar_to_solar(lunar, &date) == long_month;
        if (!same) {
            print_message("month %d%s/%d\n", m.month, m.leap ? " (leap)" : "", m.year);
            different++;
        }
        compared++;
        new_years += m.month == 1 && !m.leap;
    }
    print_message("%zu months, %zu of them new years; %zu beside an open new moon\n", compared,
                  new_years, open);
    free(c);
    assert_int_equal(different, 0);
    assert_int_equal(new_years, LAST - FIRST + 1);
    assert_int_equal(open, 4);
}

/* There and back, every day. */
static void test_round_trip(void **state)
{
    tc_date d = {FIRST, 2, 1}, last = {2100, 12, 31}, back;
    (void)state;
    if (getenv("TC_SHORT")) /* valgrind */
        last.year = FIRST + 1;
    for (; tc_date_cmp(d, last) <= 0; d = tc_date_add_days(d, 1)) {
        tc_lunar lunar;
        assert_true(tc_lunar_from_solar(d, &lunar));
        assert_true(tc_lunar_to_solar(lunar, &back));
        assert_int_equal(tc_date_cmp(d, back), 0);
    }
}

typedef struct {
    tc_lunar lunar;
    tc_date date;
} known_day;

/* Public calendars: Giỗ Tổ 2021-2030 and Tết; 1985, 2007 and 2030 differ from the Chinese one. */
static const known_day known[] = {
    {{2021, 3, 10, false}, {2021, 4, 21}}, {{2022, 3, 10, false}, {2022, 4, 10}},
    {{2023, 3, 10, false}, {2023, 4, 29}}, {{2024, 3, 10, false}, {2024, 4, 18}},
    {{2025, 3, 10, false}, {2025, 4, 7}},  {{2026, 3, 10, false}, {2026, 4, 26}},
    {{2027, 3, 10, false}, {2027, 4, 16}}, {{2028, 3, 10, false}, {2028, 4, 4}},
    {{2029, 3, 10, false}, {2029, 4, 23}}, {{2030, 3, 10, false}, {2030, 4, 12}},
    {{1985, 1, 1, false}, {1985, 1, 21}},  {{2007, 1, 1, false}, {2007, 2, 17}},
    {{2030, 1, 1, false}, {2030, 2, 2}},   {{2000, 1, 1, false}, {2000, 2, 5}},
    {{1975, 1, 1, false}, {1975, 2, 11}},  {{2020, 1, 1, false}, {2020, 1, 25}},
    {{2021, 1, 1, false}, {2021, 2, 12}},  {{2022, 1, 1, false}, {2022, 2, 1}},
    {{2023, 1, 1, false}, {2023, 1, 22}},  {{2024, 1, 1, false}, {2024, 2, 10}},
    {{2025, 1, 1, false}, {2025, 1, 29}},  {{2026, 1, 1, false}, {2026, 2, 17}},
    {{2023, 2, 1, true}, {2023, 3, 22}},   {{2025, 6, 1, true}, {2025, 7, 25}},
    {{2020, 4, 1, true}, {2020, 5, 23}},
};

static void test_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        tc_date date = {0};
        tc_lunar lunar = {0};
        char got[TC_DATE_TEXT_MAX], want[TC_DATE_TEXT_MAX];
        assert_true(tc_lunar_to_solar(known[i].lunar, &date));
        tc_date_format(got, date);
        tc_date_format(want, known[i].date);
        assert_string_equal(got, want);
        assert_true(tc_lunar_from_solar(known[i].date, &lunar));
        assert_int_equal(lunar.year, known[i].lunar.year);
        assert_int_equal(lunar.month, known[i].lunar.month);
        assert_int_equal(lunar.day, known[i].lunar.day);
        assert_int_equal(lunar.leap, known[i].lunar.leap);
    }
}

static void test_impossible(void **state)
{
    static const tc_lunar wrong[] = {
        {2024, 2, 1, true},  {2025, 5, 1, true},  {2024, 13, 1, false}, {2024, 1, 31, false},
        {1899, 1, 1, false}, {2200, 1, 1, false}, {2024, 0, 1, false},  {2024, 1, 0, false}};
    tc_date date;
    tc_lunar lunar;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(tc_lunar_to_solar(wrong[i], &date));
    assert_false(tc_lunar_from_solar((tc_date){2023, 2, 29}, &lunar));
    assert_false(tc_lunar_from_solar((tc_date){1899, 12, 31}, &lunar));
    assert_false(tc_lunar_from_solar((tc_date){2021, 5, 0}, &lunar));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_impossible),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
