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
/* The same for Unicode text that a legacy font made readable ("Céng hoµ" in .VnTime): each
 * windows-1252 character is taken for the font's byte, others stay. charset: "tcvn3",
 * "tcvn3-caps", "vni", "viscii", "vps", "viqr", "windows-1258", or NULL to detect (info->charset
 * "utf-8" when it is none of them). text must be well-formed UTF-8. */
tc_status tc_decode_visible(tc_buf *out, tc_span text, const char *charset, tc_decoded *info,
                            tc_error *);
/* The charset of a legacy font by its name (".VnTimeH" -> "tcvn3-caps", "VNI-Times" -> "vni"),
 * NULL for every other font. */
const char *tc_charset_of_font(tc_span font);
/* How many of the first bytes look binary (NUL or C0 other than blanks), in parts per thousand. */
unsigned tc_decode_binary_share(tc_span bytes);

#endif
