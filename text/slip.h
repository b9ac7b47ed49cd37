/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a typed word is from a written one, as slips of the finger and of the ear go: letters
 * missing, doubled, swapped or wrong; letters that sound alike (text/slip.def); hỏi for ngã. */
#ifndef TC_TEXT_SLIP_H
#define TC_TEXT_SLIP_H

#include "base/span.h"

enum {
    TC_SLIP_EDIT = 10, /* what one wrong letter costs */
    TC_SLIP_SOUND = 5, /* letters that sound alike; hỏi for ngã */
    TC_SLIP_FAR = 99   /* or farther */
};

typedef struct {
    unsigned cost;
    bool crosses; /* a mark that was typed is not in the written word */
} tc_slip;

/* Of two accent keys (text/key.h). Marks that are not typed are open, as in tc_key_matches, but in
 * a word with other marks they cost a little; ways that keep the typed marks come first. */
tc_slip tc_slip_between(tc_span typed_accent, tc_span written_accent);
/* First letters that a slip at the start of this folded word may have come from, itself first:
 * ASCII, at most size of them and a NUL. */
void tc_slip_initials(char *out, size_t size, tc_span folded);

#endif
