/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word's binary documents ([MS-DOC], Word 97 to 2003), in three parts: doc.c reads the text,
 * doc_props.c what is told of its characters and paragraphs, doc_lists.c automatic numbers. */
#ifndef TC_EXTRACT_DOC_H
#define TC_EXTRACT_DOC_H

#include "extract/ole.h"
#include "extract/para.h"

enum { TC_DOC_NO_FONT = 0xFFFF };

/* Of characters. */
typedef struct {
    uint16_t ascii, other; /* fonts of ASCII and of other letters; TC_DOC_NO_FONT: not said */
    bool deleted, inserted, hidden, caps, special;
    uint16_t symbol; /* of a symbol font, behind 0xF000; 0: none */
    uint16_t style;  /* of characters; 0: none */
} tc_doc_chp;

/* Of paragraphs. */
typedef struct {
    uint16_t style, list; /* list: from 1; 0: none */
    uint8_t level;
    bool in_table, row_end;
} tc_doc_pap;

typedef struct {
    tc_span papx, chpx; /* lists of modifiers */
    uint16_t base;
} tc_doc_style;

/* One of the two tables of properties: by file offset, in pages of 512 bytes. */
typedef struct {
    tc_span plc;
    size_t count;
    uint32_t from, to; /* the run found last: [from, to) has these modifiers */
    tc_span found;
} tc_doc_runs;

typedef struct {
    tc_list_levels levels;
    tc_list_count *count; /* shared by the lists of one abstract list */
    bool restarts[TC_LIST_LEVELS];
    uint32_t restart[TC_LIST_LEVELS]; /* once, at the first item */
} tc_doc_list;

typedef struct {
    tc_extraction *x;
    tc_flow flow;
    tc_span word, table;   /* the streams */
    const char **charsets; /* of fonts; NULL: Unicode */
    size_t font_count;
    uint16_t default_font;
    tc_doc_style *styles;
    size_t style_count;
    tc_doc_runs chpx, papx;
    tc_doc_list *lists;
    size_t list_count;
} tc_doc;

/* A pair of offset and length in the header's table, as the part of the table stream it names. */
tc_span tc_doc_part(const tc_doc *, size_t at);

void tc_doc_read_props(tc_doc *);
/* Of the character at a file offset in a paragraph of this style; *end: where the next may begin.
 */
tc_doc_chp tc_doc_chp_at(tc_doc *, uint32_t fc, uint16_t style, uint32_t *end);
tc_doc_pap tc_doc_pap_at(tc_doc *, uint32_t fc);
const char *tc_doc_charset(const tc_doc *, uint16_t font);

void tc_doc_read_lists(tc_doc *);
/* Counts an item; its number as it is shown. */
tc_span tc_doc_list_label(tc_doc *, const tc_doc_pap *);

#endif
