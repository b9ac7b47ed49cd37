/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text laid out in lines, as a page shows it: blanks collapsed, blocks on lines of their own, table
 * rows line by line, list items numbered. The HTML reader says what comes; here it becomes text.
 *
 * A table row is one line with TAB between its cells when each cell is at most a line long; when a
 * cell has several (letterheads, signature blocks), the cells follow each other, line by line. */
#ifndef TC_EXTRACT_FLOW_H
#define TC_EXTRACT_FLOW_H

#include "base/arena.h"
#include "base/buf.h"
#include "extract/numbering.h"

typedef struct {
    tc_list_mark mark;
    uint32_t next; /* number of the next item */
} tc_flow_list;

typedef struct {
    size_t start;           /* where the row starts in the text */
    TC_VEC(tc_range) cells; /* the last one is open while in_cell */
    bool in_row, in_cell;
} tc_flow_table;

typedef struct {
    tc_arena *arena;
    tc_buf *out;
    size_t line_start; /* of the line being written, in out */
    bool space;        /* a collapsible blank is due before the next character */
    bool hard_space;   /* the line has no-break blanks only: it shows as an empty line */
    unsigned pre;      /* open elements that keep their blanks */
    char prefix[16];   /* of a list item, due before its first character */
    TC_VEC(tc_flow_list) lists;
    TC_VEC(tc_flow_table) tables;
} tc_flow;

void tc_flow_init(tc_flow *, tc_arena *, tc_buf *out);
/* Blanks and line ends in it collapse, outside of pre. */
void tc_flow_text(tc_flow *, tc_span);
/* One character. U+00A0 is a blank that does not collapse. */
void tc_flow_character(tc_flow *, uint32_t cp);
/* Ends the line if there is anything on it. */
void tc_flow_block(tc_flow *);
/* Ends the line, empty or not; never two empty lines in a row. */
void tc_flow_break(tc_flow *);

void tc_flow_list_open(tc_flow *, tc_list_mark, uint32_t first);
void tc_flow_list_close(tc_flow *);
/* number: 0 for the next one */
void tc_flow_item(tc_flow *, uint32_t number);

void tc_flow_table_open(tc_flow *);
void tc_flow_table_close(tc_flow *);
void tc_flow_row_open(tc_flow *);
void tc_flow_row_close(tc_flow *);
void tc_flow_cell_open(tc_flow *);
void tc_flow_cell_close(tc_flow *);
/* Closes what is open; the text ends with one line end, or is empty. */
void tc_flow_finish(tc_flow *);

#endif
