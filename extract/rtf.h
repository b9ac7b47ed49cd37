/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two halves of the RTF reader: rtf.c reads groups, control words and characters; rtf_text.c
 * makes paragraphs, tables, notes and headers of them. */
#ifndef TC_EXTRACT_RTF_H
#define TC_EXTRACT_RTF_H

#include "extract/para.h"

/* Deeper groups share the state of the deepest: nobody nests so, but hostile files do. */
enum { TC_RTF_GROUPS = 256, TC_RTF_STORIES = 6 };

typedef struct {
    long number;
    int charset;          /* of Windows; 2: symbols; -1: not said */
    const char *legacy;   /* charset of a legacy Vietnamese font */
    const char *codepage; /* of its bytes; NULL: the document's */
    char name[32];        /* the start of it */
    size_t name_len;
} tc_rtf_font;

typedef enum { TC_RTF_TEXT, TC_RTF_SKIPPED, TC_RTF_FONTS, TC_RTF_INSTRUCTION } tc_rtf_where;

typedef struct {
    tc_rtf_where where;
    size_t font; /* index; SIZE_MAX: none */
    long unicode_skip;
    bool hidden, caps, put_in, taken_out, in_table, label, page_number;
    bool field_number; /* the field's instruction is a page number: set for its result */
    char story; /* this group opened one: 'n'ote, 'b'ox, 'm'argin, 'f'irst header; else NUL */
} tc_rtf_group;

typedef struct {
    tc_para text;
    TC_VEC(tc_span) lines; /* of a story that is not the document; its boxes otherwise */
    bool list, label;      /* an item of a list; it had its number with it */
} tc_rtf_story;

typedef struct {
    tc_extraction *x;
    tc_flow flow;
    tc_span in;
    size_t pos;
    tc_rtf_group groups[TC_RTF_GROUPS];
    size_t depth, deeper;
    TC_VEC(tc_rtf_font) fonts;
    long default_font;
    const char *codepage;
    bool ignorable; /* behind \* */
    long skip;      /* characters that stand for the \u before them */
    uint32_t high;  /* first half of a surrogate pair */
    char *run;      /* bytes of one font, not decoded yet */
    size_t run_len, run_cap;
    bool run_raw; /* some of them stood unescaped */

    tc_rtf_story stories[TC_RTF_STORIES];
    size_t story;
    bool table_open, row_open, cell_open, titled;
    const char *used; /* codepage of the last bytes that were not ASCII, or NULL */
    TC_VEC(tc_span) notes, margins, letterhead;
    size_t pictures, objects, comments, hidden, lost_numbers, undecoded;
} tc_rtf;

tc_rtf_group *tc_rtf_top(tc_rtf *);
/* In the state of the group. */
void tc_rtf_add_character(tc_rtf *, uint32_t cp);
/* A byte in the codepage of the font; raw: it stood there as it is. */
void tc_rtf_add_byte(tc_rtf *, unsigned char, bool raw);
/* Decodes the bytes that are waiting: before anything else is added or the font changes. */
void tc_rtf_flush(tc_rtf *);

void tc_rtf_paragraph(tc_rtf *);
void tc_rtf_cell(tc_rtf *);
void tc_rtf_row(tc_rtf *);
void tc_rtf_open_story(tc_rtf *, char kind);
void tc_rtf_close_story(tc_rtf *, char kind);
void tc_rtf_finish(tc_rtf *);

#endif
