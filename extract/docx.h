/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the docx reader (ECMA-376 part 1): styles and numbering are read first, then the
 * stories (document, notes, headers) by docx_story.c and docx_text.c. */
#ifndef TC_EXTRACT_DOCX_H
#define TC_EXTRACT_DOCX_H

#include "extract/links.h"
#include "extract/numbering.h"
#include "extract/package.h"
#include "extract/para.h"

/* What a style, a run or the defaults say; the rest comes from what they are based on. */
typedef struct {
    bool font_set;
    const char *charset;      /* of a legacy font; NULL: Unicode */
    signed char caps, hidden; /* -1: nothing said */
} tc_docx_font;

typedef struct {
    tc_span id, based_on;
    tc_docx_font font;
    long num, level;     /* -1: nothing said; num 0: no number */
    tc_span numbered_by; /* the style that says num: this one or one that it is based on */
    bool resolved;
} tc_docx_style;

typedef struct {
    tc_arena *arena;
    TC_VEC(tc_docx_style) styles;
    tc_docx_font defaults;
    tc_span paragraph_default; /* the style of paragraphs that name none */
} tc_docx_styles;

typedef struct {
    long id;
    tc_list_level levels[TC_LIST_LEVELS];
    bool has[TC_LIST_LEVELS];
    tc_span styles[TC_LIST_LEVELS]; /* the paragraph style that is numbered at this level */
    tc_span style_link, link;       /* defines a numbering style; takes another's levels */
    tc_list_count count;
} tc_docx_abstract;

typedef struct {
    long id, abstract_id;
    tc_docx_abstract *abstract; /* NULL: dangling */
    tc_list_level own[TC_LIST_LEVELS];
    bool has_own[TC_LIST_LEVELS], has_start[TC_LIST_LEVELS], started[TC_LIST_LEVELS];
    uint32_t start[TC_LIST_LEVELS];
    tc_list_levels levels;
} tc_docx_num;

typedef struct {
    tc_arena *arena;
    TC_VEC(tc_docx_abstract) abstracts;
    TC_VEC(tc_docx_num) nums;
} tc_docx_numbering;

/* <w:rFonts>, <w:caps>, <w:vanish> into a font; false when the element is another. */
bool tc_docx_read_font(tc_docx_font *, const tc_xml_tag *);
/* Fills what `font` leaves open from `from`. */
void tc_docx_inherit(tc_docx_font *, const tc_docx_font *from);

tc_status tc_docx_read_styles(tc_docx_styles *, tc_extraction *, const char *part, tc_error *);
/* NULL when there is none; fonts and numbers of what it is based on are in it. */
const tc_docx_style *tc_docx_style_of(tc_docx_styles *, tc_span id);

tc_status tc_docx_read_numbering(tc_docx_numbering *, tc_extraction *, const char *part,
                                 tc_error *);
/* Counts a paragraph and gives its label. style: of the paragraph, where the number came with it,
 * or empty; level -1: the one linked to the style, else 0. */
tc_span tc_docx_label(tc_docx_numbering *, tc_extraction *, long num, long level, tc_span style);

/* ---- stories */

enum { TC_DOCX_BOXES = 6 };

typedef struct {
    tc_span relation;
    bool header, first, even; /* else a footer; of the first page; of even pages */
    size_t section;
} tc_docx_margin;

/* A paragraph being read; those of text boxes stand inside of others. */
typedef struct {
    tc_para text;
    tc_span style;
    long num, level; /* said by itself; -1: nothing */
    bool mark_put_in, mark_taken_out;
    TC_VEC(tc_span) boxes; /* lines of text boxes anchored in it */
} tc_docx_paragraph;

typedef struct {
    tc_extraction *x;
    tc_flow flow;
    tc_docx_styles styles;
    tc_docx_numbering numbering;
    tc_tracked_changes changes;
    tc_links links;
    TC_VEC(tc_docx_margin) margins;
    TC_VEC(tc_span) margins_read;
    bool titled;              /* the first page has a header of its own */
    size_t section;           /* while looking ahead */
    TC_VEC(tc_span) notes[2]; /* footnotes, endnotes: ids in the order of reference */
    bool pages;               /* Word's own page breaks are kept in the file */
    size_t pictures, comments, objects, charts, chunks, hidden; /* what is lost */

    /* of the story in work */
    tc_docx_paragraph paragraph[TC_DOCX_BOXES];
    size_t boxes; /* the innermost open text box; 0: none */
    unsigned skip, depth_in, depth_out, fields, hidden_fields, alternates, cells;
    uint32_t taken, instructions, numbers; /* a bit for each open alternate or field */
    bool in_text, in_instruction, in_paragraph_properties, in_run_properties, in_row_properties;
    bool in_run, joined, page_due, note_skipped;
    int note_kind; /* -1: not in the notes */
    tc_docx_font run;
    tc_span run_style;
    bool run_resolved;
    tc_span note_label;
} tc_docx;

/* The paragraph in work. */
tc_docx_paragraph *tc_docx_current(tc_docx *);
/* Does what stands here belong to the text that was asked for (tracked changes)? */
bool tc_docx_is_shown(const tc_docx *);
/* Text of the run in work, as far as it is shown. */
void tc_docx_add(tc_docx *, tc_span);
void tc_docx_add_symbol(tc_docx *, const tc_xml_tag *);
void tc_docx_start_paragraph(tc_docx *);
void tc_docx_end_paragraph(tc_docx *);
/* Ends a paragraph that was to go on in the next one. */
void tc_docx_end_joined(tc_docx *);
void tc_docx_lay_paragraph(tc_docx *);

/* Reads a part and lays out its text. */
tc_status tc_docx_story(tc_docx *, const char *part, tc_error *);

#endif
