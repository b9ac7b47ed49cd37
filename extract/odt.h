/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the OpenDocument reader (OASIS ODF 1.3): odt_styles.c reads fonts, styles and list
 * styles, odt_text.c makes paragraphs, odt.c follows the elements. */
#ifndef TC_EXTRACT_ODT_H
#define TC_EXTRACT_ODT_H

#include "extract/numbering.h"
#include "extract/package.h"
#include "extract/para.h"

enum { TC_ODT_STORIES = 6, TC_ODT_LISTS = 10, TC_ODT_SPANS = 64 };

typedef struct {
    tc_span name, parent;
    bool of_text; /* of characters, else of paragraphs */
    bool font_set;
    const char *charset;      /* of a legacy font; NULL: Unicode */
    signed char caps, hidden; /* -1: nothing said */
} tc_odt_style;

typedef struct {
    tc_span name;
    tc_list_level level[TC_LIST_LEVELS];
    tc_list_levels levels;
} tc_odt_list_style;

typedef struct {
    tc_span name, family;
} tc_odt_face;

typedef struct {
    tc_arena *arena;
    TC_VEC(tc_odt_face) faces;
    TC_VEC(tc_odt_style) styles;
    TC_VEC(tc_odt_list_style *) lists;
    tc_odt_list_style outline; /* of headings */
    tc_odt_style defaults;
    size_t *index; /* of styles by hash of their names, + 1; open addressing, a power of two */
    size_t index_size, indexed;
    /* while reading */
    size_t style; /* in work; SIZE_MAX: none */
    bool in_defaults;
    tc_odt_list_style *list; /* in work, or NULL */
    tc_list_level *level;
} tc_odt_styles;

void tc_odt_styles_init(tc_odt_styles *, tc_arena *);
/* Elements of styles; others are none of its business. */
void tc_odt_styles_start(tc_odt_styles *, const tc_xml_tag *);
void tc_odt_styles_end(tc_odt_styles *, const char *name);
/* The style with all that it is based on; NULL when there is none. */
bool tc_odt_resolve(tc_odt_style *out, tc_odt_styles *, tc_span name, bool of_text);
tc_odt_list_style *tc_odt_list(const tc_odt_styles *, tc_span name);

/* A list in the text. Lists that go on with one another share the count. */
typedef struct {
    tc_span id;
    tc_odt_list_style *style; /* NULL: no numbers */
    tc_list_count *count;
} tc_odt_series;

typedef struct {
    bool due; /* the item's number comes with its next paragraph */
    bool has_start;
    uint32_t start;
} tc_odt_item;

typedef struct {
    tc_para text;
    tc_span style;
    TC_VEC(tc_span) lines; /* of the notes, boxes, headers in it */
    bool blank;            /* the last character was a blank that collapses */
    bool heading;
    size_t level;
} tc_odt_story;

/* A change that is tracked: '+' put in, '-' taken out with its text, else of format. */
typedef struct {
    tc_span id, text;
    char kind;
} tc_odt_change;

typedef struct {
    tc_extraction *x;
    tc_flow flow;
    tc_odt_styles styles;
    TC_VEC(tc_odt_series) series;
    TC_VEC(tc_odt_change) changes;
    TC_VEC(tc_span) notes[2], margins;
    tc_odt_story stories[TC_ODT_STORIES];
    size_t story;
    tc_odt_style spans[TC_ODT_SPANS]; /* open ones, resolved; deeper ones change nothing */
    size_t span, deeper_spans;
    size_t lists[TC_ODT_LISTS]; /* open ones: index of their series at level 0 */
    tc_odt_item items[TC_ODT_LISTS];
    size_t list, deeper_lists;
    tc_list_count outline;
    unsigned skip, inserted, paragraphs;
    bool in_body, in_changes, page_due;
    char margin; /* inside of a header or footer: 'h', 'f'irst or 'm' */
    size_t pictures, objects, comments, hidden;
    int note_kind; /* of the note in work: 0 footnote, 1 endnote */
    tc_span note_sign;
    size_t note_lines;
} tc_odt;

/* The story that is being read. */
tc_odt_story *tc_odt_current(tc_odt *);
void tc_odt_add(tc_odt *, tc_span);
void tc_odt_characters(tc_odt *, tc_span);
void tc_odt_open_paragraph(tc_odt *, const tc_xml_tag *, bool heading);
void tc_odt_close_paragraph(tc_odt *);
void tc_odt_open_list(tc_odt *, const tc_xml_tag *);
void tc_odt_close_list(tc_odt *);
void tc_odt_item_of(tc_odt *, const tc_xml_tag *, bool counted);

#endif
