/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the xlsx reader (ECMA-376 part 1): what cells share (styles, strings) by
 * xlsx_shared.c, then the sheets by xlsx.c. */
#ifndef TC_EXTRACT_XLSX_H
#define TC_EXTRACT_XLSX_H

#include "extract/links.h"
#include "extract/para.h"

/* Of text in one font. */
typedef struct {
    tc_span text;
    bool has_font;       /* else that of the cell */
    const char *charset; /* of a legacy font; NULL: Unicode */
} tc_xlsx_run;

typedef struct {
    size_t first, count; /* runs */
} tc_xlsx_string;

typedef struct {
    const char *charset; /* as above */
    bool date;           /* the number is a day */
} tc_xlsx_format;

typedef struct {
    tc_extraction *x;
    TC_VEC(char) value; /* the characters of the element in work */
    bool in_value;
    unsigned phonetic; /* inside of guides to pronunciation */
    bool in_fonts, in_formats, in_run;
    tc_xlsx_run run;
    TC_VEC(const char *) fonts; /* charsets */
    TC_VEC(long) date_formats;  /* numbers of formats of the file's own */
    TC_VEC(tc_xlsx_format) formats;
    TC_VEC(tc_xlsx_run) runs;
    TC_VEC(tc_xlsx_string) strings;
} tc_xlsx_shared;

/* part: NULL when there is none. */
tc_status tc_xlsx_read_styles(tc_xlsx_shared *, const char *part, tc_error *);
tc_status tc_xlsx_read_strings(tc_xlsx_shared *, const char *part, tc_error *);

#endif
