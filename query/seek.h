/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does a text have words side by side? Asked of many texts, most of which need not be cut into
 * words for it: a line where a phrase is spelt as it mostly is says yes, letters alone
 * (text/skim.h) mostly say no, and else where to look. */
#ifndef TC_QUERY_SEEK_H
#define TC_QUERY_SEEK_H

#include "query/together.h"
#include "text/skim.h"

/* How a phrase is mostly spelt: as running text, a head, the beginning of a sentence. */
enum { TC_SPELLINGS = 3 };

/* A PHRASE or NEAR of a question. */
typedef struct {
    tc_together *words; /* NULL: nothing has them */
    tc_span spellings[TC_SPELLINGS];
    tc_span letters;      /* of all its words; empty: not known */
    size_t tried, likely; /* texts looked into for a spelling, and those that had it */
} tc_sought;

/* One text. */
typedef struct {
    tc_lexicon *lexicon;
    tc_span source;
    /* as far as it was read: */
    const tc_tokens *tokens;
    bool skimmed;
    tc_skimmed skim; /* .letters NULL: it cannot be told so */
} tc_sought_text;

/* All inside a TC_ARENA_CATCH of the caller. As long as the arena, and between two trims of the
 * lexicon. */
void tc_sought_init(tc_sought *out, tc_arena *, const tc_query *);
/* What it reads of the text is in the arena given here. */
tc_status tc_seek(bool *out, tc_arena *, tc_sought_text *, tc_sought *, tc_error *);

#endif
