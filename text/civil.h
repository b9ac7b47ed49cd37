/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Day numbers of the Gregorian calendar. For text/ itself. */
#ifndef TC_TEXT_CIVIL_H
#define TC_TEXT_CIVIL_H

#include "text/date.h"

long tc_civil_days(tc_date); /* full date -> days since 1970-01-01 */
tc_date tc_civil_date(long days);
/* Could this cut date exist? Without a year 29 February does. */
bool tc_date_possible(tc_date);

#endif
