/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A story of a docx file: the document, its notes, a header. Elements come in the order of the
 * text; paragraphs are put together of runs (para.c) and laid out by flow.c. */
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

/* A note's sign, in the form that Word's own web pages have. */
static void add_reference(tc_docx *d, const tc_xml_tag *tag)
{
    int kind = note_kind(tag->name);
    if (!tc_docx_is_shown(d))
        return;
    tc_vec_push(d->x->arena, &d->notes[kind], tc_xml_copy(d->x->arena, tag, "w:id"));
    tc_para_sign(&tc_docx_current(d)->text, note_sign(d, kind, d->notes[kind].len));
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
    memset(tc_docx_current(d), 0, sizeof *tc_docx_current(d));
    tc_para_init(&tc_docx_current(d)->text, d->x);
    d->joined = false;
}

/* In the properties of a paragraph it is about its mark, in those of a row or a number about that.
 */
static void start_change(tc_docx *d, bool put_in)
{
    if (d->in_paragraph_properties && d->in_run_properties) {
        if (put_in)
            tc_docx_current(d)->mark_put_in = true;
        else
            tc_docx_current(d)->mark_taken_out = true;
    } else if (!d->in_paragraph_properties && !d->in_run_properties && !d->in_row_properties) {
        if (put_in)
            d->depth_in++;
        else
            d->depth_out++;
    }
}

static void in_properties(tc_docx *d, element kind, const tc_xml_tag *tag)
{
    tc_docx_paragraph *p = tc_docx_current(d);
    switch (kind) {
    case FONT:
        if (d->in_run && !d->in_paragraph_properties)
            tc_docx_read_font(&d->run, tag);
        break;
    case RUN_STYLE:
        if (d->in_run)
            d->run_style = tc_xml_copy(d->x->arena, tag, "w:val");
        break;
    case PARAGRAPH_STYLE:
        p->style = tc_xml_copy(d->x->arena, tag, "w:val");
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
            tc_docx_add(d, TC_SPAN("\t"));
        break;
    case BREAK:
        if (!type || strcmp(type, "textWrapping") == 0)
            tc_docx_add(d, TC_SPAN("\n"));
        break;
    case HYPHEN:
        tc_docx_add(d, TC_SPAN("-"));
        break;
    case SOFT_HYPHEN:
        tc_docx_add(d, TC_SPAN("\xC2\xAD"));
        break;
    case SYMBOL:
        tc_docx_add_symbol(d, tag);
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
        tc_docx_end_joined(d);
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
        tc_docx_start_paragraph(d);
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
    tc_docx_end_joined(d);
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
    tc_docx_end_joined(d);
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
        tc_docx_end_paragraph(d);
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
        tc_docx_add(d, s);
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
    tc_docx_start_paragraph(d);
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
    tc_docx_end_joined(d);
    if (tc_docx_current(d)->text.len) /* a damaged file ends in a paragraph */
        tc_docx_lay_paragraph(d);
    while (d->flow.tables.len)
        tc_flow_table_close(&d->flow);
    return TC_OK;
}
