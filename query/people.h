/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text for people's eyes: the one place for colour, for what a terminal must not be sent, and for
 * display widths. */
#ifndef TC_QUERY_PEOPLE_H
#define TC_QUERY_PEOPLE_H

#include "base/buf.h"
#include "text/date.h"

typedef enum { TC_INK_PLAIN, TC_INK_HEAD, TC_INK_FAINT, TC_INK_PATH, TC_INK_MATCH } tc_ink;

typedef struct {
    tc_buf *out;
    bool color;
    size_t width;  /* of the terminal; 0: lines are never broken */
    size_t indent; /* of the lines that follow a break */
    size_t column; /* where the next byte lands */
} tc_people;

/* Terminal columns of a text: marks that combine take none, East Asian wide letters two. */
size_t tc_people_cells(tc_span);
/* Is this code point kept from people? What steers, and the byte order mark. */
bool tc_people_hidden(uint32_t cp);
/* Appends text without what is hidden, runs of blanks and line ends as one blank. */
void tc_people_clean(tc_buf *, tc_span);

/* Flows text: words broken over lines at the width, matches (bytes of text, ascending) inked. */
void tc_people_flow(tc_people *, tc_span text, tc_ink, const tc_range *matches, size_t count);
/* The same for what documents say: without emphasis marks, rules and bars of empty table cells. */
void tc_people_prose(tc_people *, tc_span text, tc_ink, const tc_range *matches, size_t count);
void tc_people_put(tc_people *, const char *text, tc_ink);
void tc_people_newline(tc_people *, size_t indent);
/* 25/05/2021, 05/2021, 2021, 07/05: the way Vietnamese writes dates; nothing when unknown. */
void tc_people_date(tc_people *, tc_date, tc_ink);
/* What a clerk would call the code of a relation, a role, a status or a facet, in the reader's
 * language; the code itself when it is not known. */
const char *tc_people_word(const char *code);
/* What Vietnamese documents call the relation or role: for graphs, the same in every language. */
const char *tc_people_term(const char *code);

#endif
