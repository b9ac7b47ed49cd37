/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --date, --issuer and --id: which of several documents of one number is meant. */
#ifndef TC_QUERY_CHOICE_H
#define TC_QUERY_CHOICE_H

#include "query/app.h"

typedef struct {
    bool given; /* any of the three */
    tc_span id; /* empty: any */
    bool has_date;
    tc_date first, last;
    const tc_compiled *issuer; /* NULL: any */
} tc_choice;

/* Reads the options. TC_ENOTFOUND when the date is none. */
tc_status tc_choice_read(tc_choice *out, tc_app *);
/* Do a date and an issuer fit? What is not known does not. The identity is not looked at. */
tc_status tc_choice_fits(bool *out, const tc_choice *, tc_app *, tc_date, tc_span issuer);

#endif
