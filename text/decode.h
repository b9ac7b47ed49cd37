/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes -> well-formed UTF-8. */
#ifndef TC_TEXT_DECODE_H
#define TC_TEXT_DECODE_H

#include "base/buf.h"
#include "text/text.h"

typedef struct {
    const char *charset; /* static: "utf-8", "utf-16le", "windows-1252", ... */
    size_t replaced;     /* bytes or units that could not be decoded, now U+FFFD */
    bool bom;
} tc_decoded;

/* Appends the text of `bytes` to `out`. charset: a name or NULL to detect (BOM, UTF-16 by its
 * NULs, UTF-8, then the legacy Vietnamese sets by their share of valid syllables). Ill-formed
 * input never fails: it is replaced and counted; the caller decides whether that is too much.
 * TC_EUNSUPPORTED for a charset name that is not known. */
tc_status tc_decode(tc_buf *out, tc_span bytes, const char *charset, tc_decoded *info, tc_error *);
/* How many of the first bytes look binary (NUL or C0 other than blanks), in parts per thousand. */
unsigned tc_decode_binary_share(tc_span bytes);

#endif
