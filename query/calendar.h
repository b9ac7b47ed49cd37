/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days of a year on which the index's events are observed. */
#ifndef TC_QUERY_CALENDAR_H
#define TC_QUERY_CALENDAR_H

#include "query/engine.h"
#include "query/writer.h"

typedef struct {
    tc_docid id;
    bool this_year; /* names the event as one of this year */
    tc_span number, path, line;
} tc_naming_doc;

/* An event that comes back every year. */
typedef struct {
    tc_span id, label;
    tc_date origin; /* lunar month and day for a lunar one; the year may be unknown */
    bool lunar;
    TC_VEC(tc_naming_doc) documents; /* the newest first */
    uint64_t unread;                 /* documents that name it and were not looked at */
} tc_anniversary;

typedef struct {
    TC_VEC(tc_anniversary) items;
} tc_anniversaries;

/* Every event of the index that has a day, by origin. One event in a shorter and a longer wording
 * ("thành lập Đảng bộ tỉnh", "... tỉnh Sông Lam") on one day of one year is one. known: also those
 * of the table that no document names. The dates of the newest 200 documents that name an event
 * are looked at; scratch is reset. */
tc_status tc_anniversaries_find(tc_anniversaries *out, tc_arena *, tc_arena *scratch, tc_engine *,
                                int year, bool known, tc_error *);
/* The days of this solar year on which it is observed (a lunar day can come twice, or never) and
 * the number of years, 0 when it is not known. Returns how many. */
size_t tc_anniversary_days(tc_date out[2], unsigned years[2], const tc_anniversary *, int year);

#endif
