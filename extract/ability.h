/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be read on this machine, and by what. */
#ifndef TC_EXTRACT_ABILITY_H
#define TC_EXTRACT_ABILITY_H

#include "base/arena.h"
#include "base/status.h"

typedef struct {
    const char *format;     /* MIME type; "application/pdf; ocr" for scans */
    const char *extensions; /* blank-separated; may be empty */
    const char *lacks;      /* what is to be installed, as Debian names it; NULL: it can be read */
    tc_span by;             /* the tool and its version; empty: read by this program itself */
} tc_ability;

/* All formats. Runs the tools, which takes a tenth of a second. TC_ENOMEM. */
tc_status tc_abilities(tc_ability **out, size_t *count, tc_arena *, tc_error *);

#endif
