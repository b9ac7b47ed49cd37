/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which characters stand as they are, and what becomes of the others. For text/ itself. */
#ifndef TC_TEXT_NORMAL_H
#define TC_TEXT_NORMAL_H

#include <unicode/unorm2.h>

#include "base/arena.h"
#include "text/text.h"

typedef enum {
    TC_CHAR_PLAIN,  /* stands as it is */
    TC_CHAR_GONE,   /* zero width, of no meaning to a reader */
    TC_CHAR_BREAK,  /* CR, NEL, LS, PS */
    TC_CHAR_HYPHEN, /* soft hyphen */
    TC_CHAR_MARK,   /* joins the character before it */
    TC_CHAR_REWRITE /* a look-alike, or not in NFC */
} tc_char_class;

tc_char_class tc_char_classify(const UNormalizer2 *nfc, uint32_t cp);
/* Offset of the first character at or after pos that is not certainly plain. Quick; also stops
 * at ill-formed UTF-8. */
size_t tc_plain_run(tc_span, size_t pos);
/* One cluster (a character and its marks; GONE ones are skipped) in NFC, marks put right.
 * Arena memory or static. */
tc_span tc_cluster_compose(tc_arena *, const UNormalizer2 *nfc, tc_span cluster);

/* emphasis.c: takes the stars out that stand inside words of a text that is normal else. */
void tc_emphasis_join(tc_text *, tc_arena *);

#endif
