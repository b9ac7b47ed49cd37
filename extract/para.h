/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paragraph of an office document as it is put together of runs. Runs in legacy fonts (.VnTime,
 * VNI-Times) are decoded when the paragraph is whole: words, and even letters, are split between
 * runs, and what the font's name claims is checked against the text. */
#ifndef TC_EXTRACT_PARA_H
#define TC_EXTRACT_PARA_H

#include "extract/flow.h"
#include "extract/internal.h"

typedef struct {
    size_t start;
    const char *charset; /* of the font, NULL: Unicode */
    bool caps;           /* shown in capitals */
} tc_para_piece;

typedef struct {
    tc_extraction *x;
    char *text;
    size_t len, cap;
    TC_VEC(tc_para_piece) pieces;
    TC_VEC(tc_span) signs; /* of notes */
    char change;           /* '+' or '-': the mark of a tracked change is open; else NUL */
} tc_para;

void tc_para_init(tc_para *, tc_extraction *);
/* Text of a run, well-formed. '\n' ends a line, '\f' starts a page. */
void tc_para_add(tc_para *, tc_span, const char *charset, bool caps);
/* What is added from here on was put in ('+'), taken out ('-') or neither (NUL): marked where both
 * texts are asked for. */
void tc_para_change(tc_para *, char change);
/* Forgets what was added, but not the signs of notes. */
void tc_para_clear(tc_para *);
/* A character of Word's symbol fonts (Symbol, Wingdings) as text; empty for mere ornaments. */
tc_span tc_para_symbol(uint32_t code);
/* The sign of a note, "[1]": it comes at the end of the paragraph, as it would part what belongs
 * together where it stands ("Chỉ thị số 05-CT/TW[1] ngày 15/5/2016"). In the arena. */
void tc_para_sign(tc_para *, tc_span);
/* The text, decoded, with a tracked change's mark closed; the paragraph is empty afterwards. Lives
 * until the next addition, or in the arena. Tells the charset of legacy text to
 * tc_extract_saw_charset. */
tc_span tc_para_take(tc_para *);
/* Lays it out as lines, behind its label. Empty text is an empty line. Blanks at both ends of a
 * line go, runs with a tab in them become one TAB. */
void tc_para_lay(tc_flow *, tc_span label, tc_span text);

/* Lines as one text, without blanks at both ends. */
tc_span tc_para_joined(tc_arena *, const tc_span *lines, size_t count);

/* Legacy text whose font was changed to a Unicode one shows as rubbish, and still is Vietnamese:
 * brings x->text to Unicode. charset: NULL to detect. Uses x->decoded. */
bool tc_para_unmask(tc_extraction *, const char *charset);

/* The end of every reader of office documents: finishes the flow; text that is legacy without any
 * font saying so is decoded; page starts are taken from '\f'. */
void tc_para_finish(tc_extraction *, tc_flow *);

#endif
