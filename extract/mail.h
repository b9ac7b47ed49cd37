/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The encodings of e-mail: headers (RFC 2047, RFC 2231), bodies (RFC 2045). */
#ifndef TC_EXTRACT_MAIL_H
#define TC_EXTRACT_MAIL_H

#include "extract/internal.h"

/* The fields of a header and what is behind it. */
typedef struct {
    tc_span head, body;
} tc_mail_part;

tc_mail_part tc_mail_split(tc_span part);
/* The value of a field, unfolded, not decoded; empty when there is none. */
tc_span tc_mail_field(tc_arena *, tc_span head, const char *name);
/* "=?utf-8?B?...?=" and 8-bit text as UTF-8. */
tc_span tc_mail_words(tc_extraction *, tc_span value);
/* A parameter of a field ("text/plain; charset=utf-8"), in UTF-8; empty when there is none. */
tc_span tc_mail_parameter(tc_extraction *, tc_span field, const char *name);
/* The field before its parameters, lower case. */
tc_span tc_mail_value(tc_arena *, tc_span field);
/* The bytes of a body by its transfer encoding. */
tc_span tc_mail_body(tc_arena *, tc_span body, tc_span encoding);

#endif
