/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan/head_mark.h - the mark that opens a section's head: "Điều 5a.", "II.", "1.1.", "a)". Inside
 * plan/ only. */
#ifndef TC_PLAN_HEAD_MARK_H
#define TC_PLAN_HEAD_MARK_H

#include "plan/layout.h"

typedef enum {
    STYLE_PART,
    STYLE_CHAPTER,
    STYLE_DIVISION, /* Mục */
    STYLE_ARTICLE,
    STYLE_UPPER,                     /* A. */
    STYLE_ROMAN,                     /* I. */
    STYLE_ARABIC,                    /* 1. */
    STYLE_DECIMAL,                   /* 1.1, deeper by its parts */
    STYLE_PAREN = STYLE_DECIMAL + 4, /* 1) */
    STYLE_LETTER                     /* a) */
} tc_head_style;

typedef struct {
    tc_head_style style;
    unsigned rank;  /* style, with the depth of decimals */
    unsigned value; /* of ARABIC and ARTICLE, the first of DECIMAL */
    bool noted;  /* DECIMAL: may be a number with a footnote's: "1.2 Bảo hiểm y tế là ..." */
    bool apart;  /* a blank stands before its sign */
    bool broken; /* "Chương / I": the rest of it is on the next line */
    tc_span mark;   /* "II", "1.1", "Điều 5a" */
    uint32_t title; /* token behind the mark; the row's next when there is none */
} tc_head_mark;

/* Does the row begin with a mark? *m is set when it does; its text lives in the reading's arena. */
bool tc_head_mark_read(tc_head_mark *m, const tc_layout *, size_t line);

/* Merged texts give each change a footnote, whose number is glued to the head's. */
bool tc_head_mark_merged(const tc_layout *);

#endif
