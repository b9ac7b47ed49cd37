/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Normalised text with a way back to what was written.
 *
 * "Source" is the stored text: well-formed UTF-8, exactly what a person is shown. "Normalised"
 * is what every reader in this program works on: NFC with marks put right, look-alikes mapped
 * (Ð ð U+0189 -> Đ đ, Ƣ ƣ -> Ư ư), zero-width characters gone, soft hyphens too inside words and
 * "-" elsewhere ("35<SHY>NQ/TW"), Markdown's stars gone inside words ("quy**ề**n"), CR LF, CR, NEL,
 * U+2028 and U+2029 as LF, other blanks and control characters as they are. Offsets are bytes. A
 * text that is already normal (the usual case) is not copied: norm and source are then the same
 * bytes. */
#ifndef TC_TEXT_TEXT_H
#define TC_TEXT_TEXT_H

#include "base/arena.h"
#include "base/status.h"

typedef struct tc_text {
    tc_span source;
    tc_span norm;
    /* Where the two part: ascending pairs; between two points offsets run in parallel, a point
     * itself starts a stretch. Empty when norm is source. */
    struct tc_text_point {
        uint32_t norm, source;
    } * points;
    size_t point_count;
} tc_text;

/* source must be well-formed UTF-8 (extract/ sees to it) and is borrowed as long as *out lives.
 * TC_EUTF8, TC_ETOOBIG (over 2^31 bytes), TC_ENOMEM. */
tc_status tc_text_normalize(tc_text **out, tc_arena *, tc_span source, tc_error *);

/* The source offset of a normalised one; an offset inside a rewritten character gives that
 * character's start. tc_text_source_range never returns a range that cuts a character: its end is
 * the end of the last character touched. */
size_t tc_text_source_offset(const tc_text *, size_t norm);
tc_range tc_text_source_range(const tc_text *, tc_range norm);
/* The way there: the normalised offset of the character at or after a source offset. */
size_t tc_text_norm_offset(const tc_text *, size_t source);

/* The rest works in an arena that the caller has caught (TC_ARENA_CATCH).
 * Upper or lower case of a whole span by ICU (root locale), NFC in and out. */
tc_span tc_text_upper(tc_arena *, tc_span);
tc_span tc_text_lower(tc_arena *, tc_span);
/* Runs of blanks and line ends become one space, ends trimmed. */
tc_span tc_text_squeeze(tc_arena *, tc_span);
/* Lower case, no marks, đ = d, only [a-z0-9] words joined by sep ("dang-bo-tinh-lai-chau"). */
tc_span tc_text_slug(tc_arena *, tc_span, char sep);

#endif
