/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time that only passes: for deadlines and for how long something took. */
#ifndef TC_BASE_CLOCK_H
#define TC_BASE_CLOCK_H

#include <time.h>

/* Seconds since some moment before the program began. */
static inline double tc_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#endif
