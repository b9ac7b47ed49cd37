/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A story of a docx file: the document, its notes, a header. Elements come in the order of the
 * text; paragraphs are put together of runs (para.c) and laid out by flow.c. */
#include <stdlib.h>

#include "base/utf8.h"
#include "extract/docx.h"

typedef enum {
    NONE,
    RUN,
    TEXT,
    RUN_PROPERTIES,
    FONT,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN_STYLE,
    PARAGRAPH_STYLE,
    LEVEL,
    NUMBER,
    TAB,
    BREAK,
    HYPHEN,
    SOFT_HYPHEN,
    SYMBOL,
    PAGE,
    TABLE,
    ROW,
    ROW_PROPERTIES,
    CELL,
    PUT_IN,
    TAKEN_OUT,
    SKIPPED,
    ALTERNATE,
    CHOICE,
    BOX,
    FIELD,
    INSTRUCTION,
    SIMPLE_FIELD,
    REFERENCE,
    NOTE,
    PICTURE,
    COMMENT,
    OBJECT,
    CHART,
    CHUNK
} element;

static const struct {
    const char *name;
    element kind;
} ELEMENTS[] = {
#define ELEMENT(NAME, KIND) {NAME, KIND},
#include "extract/docx_elements.def"
#undef ELEMENT
};

enum { MAX_BITS = 32 }; /* open alternates or fields inside of each other */

static element kind_of(const char *name)
{
    for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS; i++)
        if (strcmp(ELEMENTS[i].name, name) == 0)
            return ELEMENTS[i].kind;
    return NONE;
}

static tc_docx_paragraph *current(tc_docx *d)
{
    return &d->paragraph[d->boxes];
}

static tc_span copied(tc_docx *d, const char *value)
{
    return value ? tc_arena_copy(d->x->arena, tc_span_str(value)) : tc_span_make(NULL, 0);
}

/* ---- text ---------------------------------------------------------------------------------- */

/* The run's font, from what it says, its style, the paragraph's style and the defaults. */
static void resolve_run(tc_docx *d)
{
    if (d->run_resolved)
        return;
    d->run_resolved = true;
    const tc_docx_style *s =
        tc_span_empty(d->run_style) ? NULL : tc_docx_style_of(&d->styles, d->run_style);
    if (s)
        tc_docx_inherit(&d->run, &s->font);
    s = tc_docx_style_of(&d->styles, current(d)->style);
    if (s)
        tc_docx_inherit(&d->run, &s->font);
    tc_docx_inherit(&d->run, &d->styles.defaults);
}

static bool is_shown(const tc_docx *d)
{
    if (d->changes == TC_CHANGES_BOTH)
        return true;
    return d->changes == TC_CHANGES_FINAL ? d->depth_out == 0 : d->depth_in == 0;
}

/* The marks of tracked changes, when both texts are read. */
static void mark_change(tc_docx *d, char change)
{
    tc_docx_paragraph *p = current(d);
    if (p->change == change || d->changes != TC_CHANGES_BOTH)
        return;
    if (p->change)
        tc_para_add(&p->text, p->change == '+' ? TC_SPAN("+}") : TC_SPAN("-]"), NULL, false);
    if (change)
        tc_para_add(&p->text, change == '+' ? TC_SPAN("{+") : TC_SPAN("[-"), NULL, false);
    p->change = change;
}

static void add_text(tc_docx *d, tc_span s)
{
    if (!is_shown(d) || d->instructions || d->numbers || d->note_skipped)
        return;
    resolve_run(d);
    if (d->run.hidden == 1) {
        d->hidden += s.len;
        return;
    }
    tc_docx_paragraph *p = current(d);
    mark_change(d, d->depth_out ? '-' : d->depth_in ? '+' : '\0');
    if (d->page_due && d->boxes == 0) {
        tc_para_add(&p->text, TC_SPAN("\f"), d->run.charset, d->run.caps == 1);
        d->page_due = false;
    }
    tc_para_add(&p->text, s, d->run.charset, d->run.caps == 1);
}

static void add_symbol(tc_docx *d, const tc_xml_tag *tag)
{
    const char *font = tc_xml_attribute(tag, "w:font"), *code = tc_xml_attribute(tag, "w:char");
    if (!code)
        return;
    unsigned long cp = strtoul(code, NULL, 16);
    const char *charset = font ? tc_charset_of_font(tc_span_str(font)) : NULL;
    if (charset) {
        char bytes[4];
        size_t n = cp && (cp < 0xD800 || (cp >= 0xE000 && cp < 0x10000))
                       ? tc_utf8_put(bytes, (uint32_t)cp)
                       : 0;
        d->run_resolved = true;
        d->run.charset = charset;
        add_text(d, tc_span_make(bytes, n));
        return;
    }
    add_text(d, tc_para_symbol((uint32_t)cp));
}

/* ---- paragraphs ---------------------------------------------------------------------------- */

static void start_paragraph(tc_docx *d)
{
    tc_docx_paragraph *p = current(d);
    if (!d->joined) {
        p->text.len = p->text.pieces.len = 0;
        p->boxes.len = 0;
        p->change = '\0';
    }
    d->joined = false;
    p->style = tc_span_make(NULL, 0);
    p->num = p->level = -1;
    p->mark_put_in = p->mark_taken_out = false;
}

static tc_span number_of(tc_docx *d, const tc_docx_paragraph *p)
{
    const tc_docx_style *style = tc_docx_style_of(&d->styles, p->style);
    long num = p->num, level = p->level;
    tc_span from = tc_span_make(NULL, 0);
    if (num < 0 && style && style->num > 0) {
        num = style->num;
        if (level < 0) {
            level = style->level;
            from = style->id;
        }
    }
    return num > 0 ? tc_docx_label(&d->numbering, d->x, num, level, from) : from;
}

/* Boxes are drawn somewhere near their paragraph; here they follow it. */
static void lay_boxes(tc_docx *d, tc_docx_paragraph *p)
{
    for (size_t i = 0; i < p->boxes.len; i++)
        tc_para_lay(&d->flow, tc_span_make(NULL, 0), p->boxes.items[i]);
    p->boxes.len = 0;
}

static void keep_box_line(tc_docx *d, tc_docx_paragraph *p, tc_span label, tc_span text)
{
    tc_docx_paragraph *outer = p - 1;
    tc_arena *a = d->x->arena;
    tc_span line = tc_span_empty(label)
                       ? tc_arena_copy(a, text)
                       : tc_span_str(tc_arena_printf(a, "%.*s %.*s", (int)label.len, label.ptr,
                                                     (int)text.len, text.ptr));
    if (!tc_span_empty(tc_span_trim(text)))
        tc_vec_push(a, &outer->boxes, line);
    for (size_t i = 0; i < p->boxes.len; i++)
        tc_vec_push(a, &outer->boxes, p->boxes.items[i]);
    p->boxes.len = 0;
}

static void lay_paragraph(tc_docx *d)
{
    tc_docx_paragraph *p = current(d);
    mark_change(d, '\0');
    tc_span text = tc_para_take(&p->text), label = number_of(d, p);
    if (!tc_span_empty(d->note_label) && !tc_span_empty(tc_span_trim(text))) {
        label = d->note_label;
        d->note_label = tc_span_make(NULL, 0);
    }
    if (d->boxes) {
        keep_box_line(d, p, label, text);
        return;
    }
    tc_para_lay(&d->flow, label, text);
    lay_boxes(d, p);
}

/* A paragraph whose mark was taken out goes on in the next one. */
static void end_paragraph(tc_docx *d)
{
    const tc_docx_paragraph *p = current(d);
    bool gone = (d->changes == TC_CHANGES_FINAL && p->mark_taken_out) ||
                (d->changes == TC_CHANGES_ORIGINAL && p->mark_put_in);
    if (gone)
        d->joined = true;
    else if (!d->note_skipped)
        lay_paragraph(d);
}

/* At the end of a cell or a story nothing can go on. */
static void end_joined(tc_docx *d)
{
    if (d->joined && !d->note_skipped)
        lay_paragraph(d);
    d->joined = false;
}

/* ---- fields, notes --------------------------------------------------------------- */

static bool is_page_number(tc_span instruction)
{
    static const tc_span FIELDS[] = {TC_SPAN_LIT("PAGE"), TC_SPAN_LIT("NUMPAGES"),
                                     TC_SPAN_LIT("SECTIONPAGES")};
    instruction = tc_span_trim(instruction);
    size_t n = 0;
    while (n < instruction.len && instruction.ptr[n] != ' ' && instruction.ptr[n] != '\\')
        n++;
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
        if (tc_span_eq(tc_span_sub(instruction, 0, n), FIELDS[i]))
            return true;
    return false;
}

/* instructions and numbers hold a bit for each open field: its text is an instruction, or a page
 * number. */
static void open_field(tc_docx *d, bool instruction, bool number)
{
    uint32_t bit = d->fields < MAX_BITS ? (uint32_t)1 << d->fields : 0;
    d->fields++;
    d->instructions |= instruction ? bit : 0;
    d->numbers |= number ? bit : 0;
}

static void close_field(tc_docx *d)
{
    if (!d->fields)
        return;
    d->fields--;
    uint32_t bit = d->fields < MAX_BITS ? (uint32_t)1 << d->fields : 0;
    d->instructions &= ~bit;
    d->numbers &= ~bit;
}

static void field_character(tc_docx *d, const tc_xml_tag *tag)
{
    const char *type = tc_xml_attribute(tag, "w:fldCharType");
    if (!type)
        return;
    if (strcmp(type, "begin") == 0)
        open_field(d, true, false);
    else if (strcmp(type, "end") == 0)
        close_field(d);
    else if (d->fields && d->fields <= MAX_BITS)
        d->instructions &= ~((uint32_t)1 << (d->fields - 1));
}

static void instruction_text(tc_docx *d, tc_span s)
{
    if (d->fields && d->fields <= MAX_BITS && is_page_number(s))
        d->numbers |= (uint32_t)1 << (d->fields - 1);
}

static tc_span note_sign(tc_docx *d, int kind, size_t number)
{
    char text[24];
    tc_list_number(text, sizeof text, kind ? TC_MARK_LOWER_ROMAN : TC_MARK_DECIMAL,
                   (uint32_t)number);
    return tc_span_str(tc_arena_printf(d->x->arena, "[%s]", text));
}

static int note_kind(const char *name)
{
    return strncmp(name, "w:endnote", 9) == 0;
}

/* A note's sign in the text, as Word's own web pages show it. */
static void add_reference(tc_docx *d, const tc_xml_tag *tag)
{
    int kind = note_kind(tag->name);
    if (!is_shown(d))
        return;
    tc_vec_push(d->x->arena, &d->notes[kind], copied(d, tc_xml_attribute(tag, "w:id")));
    add_text(d, note_sign(d, kind, d->notes[kind].len));
}

/* Separators have no reference, and are no text. */
static void start_note(tc_docx *d, const tc_xml_tag *tag)
{
    const char *id = tc_xml_attribute(tag, "w:id");
    int kind = note_kind(tag->name);
    d->note_skipped = true;
    for (size_t i = 0; id && i < d->notes[kind].len; i++) {
        if (!tc_span_eq(d->notes[kind].items[i], tc_span_str(id)))
            continue;
        d->note_skipped = false;
        d->note_label = note_sign(d, kind, i + 1);
        return;
    }
}

/* ---- elements ------------------------------------------------------------------------------ */

static void start_run(tc_docx *d)
{
    d->in_run = true;
    d->run_resolved = false;
    d->run = (tc_docx_font){.caps = -1, .hidden = -1};
    d->run_style = tc_span_make(NULL, 0);
}

static void start_choice(tc_docx *d)
{
    if (!d->alternates || d->alternates > MAX_BITS)
        return;
    uint32_t bit = (uint32_t)1 << (d->alternates - 1);
    if (d->taken & bit)
        d->skip = 1;
    d->taken |= bit;
}

static void start_box(tc_docx *d)
{
    if (d->boxes + 1 >= TC_DOCX_BOXES) {
        d->objects++;
        d->skip = 1;
        return;
    }
    d->boxes++;
    memset(current(d), 0, sizeof *current(d));
    tc_para_init(&current(d)->text, d->x);
    d->joined = false;
}

static void start_change(tc_docx *d, bool put_in)
{
    if (d->in_paragraph_properties) {
        if (put_in)
            current(d)->mark_put_in = true;
        else
            current(d)->mark_taken_out = true;
    } else if (!d->in_run_properties && !d->in_row_properties) {
        if (put_in)
            d->depth_in++;
        else
            d->depth_out++;
    }
}

static void in_properties(tc_docx *d, element kind, const tc_xml_tag *tag)
{
    tc_docx_paragraph *p = current(d);
    switch (kind) {
    case FONT:
        if (d->in_run && !d->in_paragraph_properties)
            tc_docx_read_font(&d->run, tag);
        break;
    case RUN_STYLE:
        if (d->in_run)
            d->run_style = copied(d, tc_xml_attribute(tag, "w:val"));
        break;
    case PARAGRAPH_STYLE:
        p->style = copied(d, tc_xml_attribute(tag, "w:val"));
        break;
    case LEVEL:
        p->level = tc_xml_number(tag, "w:val", -1);
        break;
    case NUMBER:
        p->num = tc_xml_number(tag, "w:val", -1);
        break;
    default:
        break;
    }
}

/* What is a character or stands for some. */
static void in_text(tc_docx *d, element kind, const tc_xml_tag *tag)
{
    const char *type = kind == BREAK ? tc_xml_attribute(tag, "w:type") : NULL;
    switch (kind) {
    case TAB: /* those of paragraph properties are stops */
        if (d->in_run && !d->in_paragraph_properties)
            add_text(d, TC_SPAN("\t"));
        break;
    case BREAK:
        if (!type || strcmp(type, "textWrapping") == 0)
            add_text(d, TC_SPAN("\n"));
        break;
    case HYPHEN:
        add_text(d, TC_SPAN("-"));
        break;
    case SOFT_HYPHEN:
        add_text(d, TC_SPAN("\xC2\xAD"));
        break;
    case SYMBOL:
        add_symbol(d, tag);
        break;
    case REFERENCE:
        add_reference(d, tag);
        break;
    case PAGE:
        d->page_due |= d->pages;
        break;
    default:
        break;
    }
}

static void start_table_part(tc_docx *d, element kind)
{
    if (d->boxes) /* in a text box, cells are paragraphs */
        return;
    if (kind == TABLE) {
        end_joined(d);
        tc_flow_table_open(&d->flow);
    } else if (kind == ROW) {
        tc_flow_row_open(&d->flow);
    } else {
        tc_flow_cell_open(&d->flow);
    }
}

static void count_lost(tc_docx *d, element kind)
{
    d->pictures += kind == PICTURE;
    d->comments += kind == COMMENT;
    d->objects += kind == OBJECT;
    d->charts += kind == CHART;
    d->chunks += kind == CHUNK;
}

static void start_part(tc_docx *d, element kind, const tc_xml_tag *tag)
{
    switch (kind) {
    case TABLE:
    case ROW:
    case CELL:
        start_table_part(d, kind);
        break;
    case ALTERNATE:
        d->alternates++;
        if (d->alternates <= MAX_BITS)
            d->taken &= ~((uint32_t)1 << (d->alternates - 1));
        break;
    case CHOICE:
        start_choice(d);
        break;
    case BOX:
        start_box(d);
        break;
    case FIELD:
        field_character(d, tag);
        break;
    case SIMPLE_FIELD: {
        const char *instruction = tc_xml_attribute(tag, "w:instr");
        open_field(d, false, instruction && is_page_number(tc_span_str(instruction)));
        break;
    }
    case NOTE:
        start_note(d, tag);
        break;
    default:
        count_lost(d, kind);
        break;
    }
}

static void on_start(void *context, const tc_xml_tag *tag)
{
    tc_docx *d = context;
    element kind = kind_of(tag->name);
    if (d->skip) {
        d->skip++;
        return;
    }
    switch (kind) {
    case NONE:
        return;
    case SKIPPED:
        d->skip = 1;
        return;
    case RUN:
        start_run(d);
        return;
    case TEXT:
        d->in_text = true;
        return;
    case INSTRUCTION:
        d->in_instruction = true;
        return;
    case RUN_PROPERTIES:
        d->in_run_properties = true;
        return;
    case PARAGRAPH_PROPERTIES:
        d->in_paragraph_properties = true;
        return;
    case ROW_PROPERTIES:
        d->in_row_properties = true;
        return;
    case PARAGRAPH:
        start_paragraph(d);
        return;
    case PUT_IN:
    case TAKEN_OUT:
        start_change(d, kind == PUT_IN);
        return;
    default:
        in_properties(d, kind, tag);
        in_text(d, kind, tag);
        start_part(d, kind, tag);
    }
}

static void end_table_part(tc_docx *d, element kind)
{
    if (d->boxes)
        return;
    end_joined(d);
    if (kind == TABLE)
        tc_flow_table_close(&d->flow);
    else if (kind == ROW)
        tc_flow_row_close(&d->flow);
    else
        tc_flow_cell_close(&d->flow);
}

static void end_change(tc_docx *d, bool put_in)
{
    unsigned *depth = put_in ? &d->depth_in : &d->depth_out;
    if (!d->in_paragraph_properties && !d->in_run_properties && !d->in_row_properties && *depth)
        --*depth;
}

static void end_box(tc_docx *d)
{
    if (!d->boxes)
        return;
    end_joined(d);
    d->boxes--;
    d->in_run = true; /* that of the paragraph around it */
    d->run_resolved = false;
}

static void on_end(void *context, const char *name)
{
    tc_docx *d = context;
    if (d->skip) {
        d->skip--;
        return;
    }
    element kind = kind_of(name);
    switch (kind) {
    case RUN:
        d->in_run = false;
        break;
    case TEXT:
        d->in_text = false;
        break;
    case INSTRUCTION:
        d->in_instruction = false;
        break;
    case RUN_PROPERTIES:
        d->in_run_properties = false;
        break;
    case PARAGRAPH_PROPERTIES:
        d->in_paragraph_properties = false;
        break;
    case ROW_PROPERTIES:
        d->in_row_properties = false;
        break;
    case PARAGRAPH:
        end_paragraph(d);
        break;
    case TABLE:
    case ROW:
    case CELL:
        end_table_part(d, kind);
        break;
    case PUT_IN:
    case TAKEN_OUT:
        end_change(d, kind == PUT_IN);
        break;
    case ALTERNATE:
        d->alternates -= d->alternates > 0;
        break;
    case BOX:
        end_box(d);
        break;
    case SIMPLE_FIELD:
        close_field(d);
        break;
    case NOTE:
        d->note_skipped = false;
        d->note_label = tc_span_make(NULL, 0);
        break;
    default:
        break;
    }
}

static void on_text(void *context, tc_span s)
{
    tc_docx *d = context;
    if (d->skip)
        return;
    if (d->in_text)
        add_text(d, s);
    else if (d->in_instruction)
        instruction_text(d, s);
}

/* ---- the story ----------------------------------------------------------------------------- */

static void reset(tc_docx *d)
{
    d->boxes = 0;
    d->skip = d->depth_in = d->depth_out = d->fields = d->alternates = 0;
    d->taken = d->instructions = d->numbers = 0;
    d->in_text = d->in_instruction = d->in_run = d->joined = d->page_due = d->note_skipped = false;
    d->in_paragraph_properties = d->in_run_properties = d->in_row_properties = false;
    d->note_label = tc_span_make(NULL, 0);
    memset(d->paragraph, 0, sizeof d->paragraph);
    tc_para_init(&d->paragraph[0].text, d->x);
    start_paragraph(d);
    start_run(d);
}

tc_status tc_docx_story(tc_docx *d, const char *part, tc_error *err)
{
    static const tc_xml_handler handler = {on_start, on_end, on_text};
    bool found;
    reset(d);
    tc_status st = tc_package_xml(&found, d->x, part, &handler, d, err);
    if (st != TC_OK)
        return st;
    d->boxes = 0;
    end_joined(d);
    if (current(d)->text.len) /* a damaged file ends in a paragraph */
        lay_paragraph(d);
    while (d->flow.tables.len)
        tc_flow_table_close(&d->flow);
    return TC_OK;
}
