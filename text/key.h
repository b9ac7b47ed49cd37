/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two keys of a syllable (reference: tone key and folding, Vietnamese orthography).
 *
 * folded key   no marks at all, đ = d; y written as i where the two are one sound (sole vowel
 *              letter after an onset: kỷ = kỉ, lý = lí, quý = quí); lower case.
 * accent key   folded key + "'" + marks. Marks are, for each letter with a shape mark, in order:
 *              its index in the folded key (0-9, then a-z) and its shape: "d" stroke (đ), "^"
 *              circumflex (â ê ô), "v" breve (ă), "w" horn (ơ ư); then the tone: 1 sắc, 2 huyền,
 *              3 hỏi, 4 ngã, 5 nặng, nothing for ngang. Where the tone stands in the syllable
 *              does not matter (hoà = hòa, uỷ = ủy, and misplaced "baỏ").
 *              đường -> duong'0d1w2w2   hòa, hoà -> hoa'2   ban -> ban'   35 -> 35'
 * Marks of other languages are shapes too (ü -> "u'0:"). Letters that are compatibility forms
 * count as what they stand for. A key part over 64 bytes is cut and ends in "~" and a hash, so a
 * key has at most 220 bytes. y and i are one sound behind h k l m s t v and qu only.
 * So the accent keys of all readings of a folded key stand together in a sorted term list. */
#ifndef TC_TEXT_KEY_H
#define TC_TEXT_KEY_H

#include "text/text.h"

/* Both keys of one spelling. accent may be longer than the spelling; both are arena memory. */
void tc_key_make(tc_arena *, tc_span spelling, tc_span *accent, tc_span *folded);

/* Smart diacritics: does a typed syllable hold for a written one? Marks that are typed are a
 * promise, marks that are not typed are open: each typed shape and a typed tone must be there.
 * "quyêt" (no tone typed) matches quyết, quyệt; "quyet" matches all; "quyết" itself only. Whoever
 * types the tone of a whole syllable has typed its shapes too: "nhũng" is not những, "bàn" not
 * bần; but "quyét", which is no syllable, holds for quyết. */
bool tc_key_matches(tc_span typed_accent, tc_span written_accent);
/* A spelling that has this accent key, lower case, the tone where most documents put it and y where
 * most write it (kỷ, lý; sĩ). False for keys of what is no Vietnamese spelling. */
bool tc_key_spelling(tc_arena *, tc_span accent, tc_span *out);
/* The text with the tone of each word where most documents put it: "Thanh Hoá" -> "Thanh Hóa". NFC.
 */
tc_span tc_tones_in_place(tc_arena *, tc_span text);
/* true when no mark at all is typed */
bool tc_key_unmarked(tc_span accent);

/* Can this be a Vietnamese syllable (onset, glide, nucleus, coda, tone agree)? NFC lower case. */
bool tc_syllable_valid(tc_span lower);

/* Raw Telex or VNI typing -> NFC spelling ("nghij" -> "nghị", "quye6t1" -> "quyết"). False when
 * the word decodes to no valid syllable or is one as it stands. */
bool tc_telex_decode(tc_arena *, tc_span typed, tc_span *out);
bool tc_vni_decode(tc_arena *, tc_span typed, tc_span *out);

#endif
