/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vietnamese before Unicode: TCVN3, VISCII, VPS, VNI-Windows, VIQR. For text/ itself. */
#ifndef TC_TEXT_LEGACY_H
#define TC_TEXT_LEGACY_H

#include "base/buf.h"

typedef enum {
    TC_LEGACY_TCVN3,
    TC_LEGACY_TCVN3_CAPS, /* the fonts ending in H */
    TC_LEGACY_VNI,
    TC_LEGACY_VISCII,
    TC_LEGACY_VPS,
    TC_LEGACY_VIQR,
    TC_LEGACY_1258, /* here for its detection; base letters with combining tones */
    TC_LEGACY_COUNT,
    TC_LEGACY_NONE = TC_LEGACY_COUNT
} tc_legacy;

const char *tc_legacy_name(tc_legacy);  /* "tcvn3"; static */
tc_legacy tc_legacy_find(tc_span name); /* by name or alias, lower case */

/* Bytes as they came; or visible: Unicode text in which each byte of the font was taken for the
 * windows-1252 character of that value. Characters that are none stay. */
typedef enum { TC_LEGACY_BYTES, TC_LEGACY_VISIBLE } tc_legacy_form;

/* Appends the text in NFC. Returns how many bytes stood for nothing (now U+FFFD). */
size_t tc_legacy_decode(tc_buf *out, tc_span in, tc_legacy_form, tc_legacy);
/* The set whose reading of `in` has the best share of valid syllables among words with marks,
 * when that share is high and the text as it stands has no such words. Readings are tried behind
 * what the buffer holds, and taken away again; a failure stays in it. */
tc_legacy tc_legacy_detect(tc_buf *room, tc_span in, tc_legacy_form);

#endif
