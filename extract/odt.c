/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenDocument texts (OASIS ODF 1.3). styles.xml has the headers, content.xml the rest; the order
 * of the text is that of the docx reader. */
#include "extract/odt.h"

#include "base/ascii.h"

typedef enum {
    NONE,
    SPAN,
    PARAGRAPH,
    HEADING,
    BLANKS,
    TAB,
    LINE,
    PAGE,
    LIST,
    ITEM,
    LIST_HEADER,
    TABLE,
    ROW,
    CELL,
    NOTE,
    NOTE_BODY,
    CHANGES,
    REGION,
    DELETION,
    INSERTION,
    CHANGE,
    CHANGE_START,
    CHANGE_END,
    COMMENT,
    PICTURE,
    OBJECT,
    BODY,
    HEADER,
    FIRST_HEADER,
    FOOTER,
    SKIPPED
} element;

static const struct {
    const char *name;
    element kind;
} ELEMENTS[] = {
#define ELEMENT(NAME, KIND) {NAME, KIND},
#include "extract/odt_elements.def"
#undef ELEMENT
};

static element kind_of(const char *name)
{
    for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS; i++)
        if (strcmp(ELEMENTS[i].name, name) == 0)
            return ELEMENTS[i].kind;
    return NONE;
}

/* The lines gathered in a story as one text; there are none afterwards. */
static tc_span take_lines(tc_odt *o, tc_odt_story *s)
{
    size_t count = s->lines.len;
    s->lines.len = 0;
    return tc_para_joined(o->x->arena, s->lines.items, count);
}

/* ---- spans, notes, changes ----------------------------------------------------------------- */

static void open_span(tc_odt *o, const tc_xml_tag *tag)
{
    if (o->span + 1 >= TC_ODT_SPANS || o->deeper_spans) {
        o->deeper_spans++;
        return;
    }
    tc_odt_style own;
    const char *name = tc_xml_attribute(tag, "text:style-name");
    tc_odt_resolve(&own, &o->styles, tc_span_str(name), true);
    const tc_odt_style *outer = &o->spans[o->span];
    if (!own.font_set)
        own.charset = outer->charset;
    own.font_set |= outer->font_set;
    own.caps = own.caps < 0 ? outer->caps : own.caps;
    own.hidden = own.hidden < 0 ? outer->hidden : own.hidden;
    o->spans[++o->span] = own;
}

static void close_span(tc_odt *o)
{
    if (o->deeper_spans)
        o->deeper_spans--;
    else if (o->span)
        o->span--;
}

static void open_note(tc_odt *o, const tc_xml_tag *tag)
{
    const char *class = tc_xml_attribute(tag, "text:note-class");
    o->note_kind = class && strcmp(class, "endnote") == 0;
    char number[16];
    tc_list_number(number, sizeof number, o->note_kind ? TC_MARK_LOWER_ROMAN : TC_MARK_DECIMAL,
                   (uint32_t)o->notes[o->note_kind].len + 1);
    o->note_sign = tc_span_str(tc_arena_printf(o->x->arena, "[%s]", number));
    tc_para_sign(&tc_odt_current(o)->text, o->note_sign);
}

/* The note's paragraphs are stories inside of the paragraph; their lines are gathered there, behind
 * those of boxes that were there before. */
static void close_note(tc_odt *o)
{
    tc_odt_story *s = tc_odt_current(o), behind = *s;
    size_t before = o->note_lines < s->lines.len ? o->note_lines : s->lines.len;
    behind.lines.items = s->lines.items ? s->lines.items + before : NULL;
    behind.lines.len = s->lines.len - before;
    tc_span text = take_lines(o, &behind);
    s->lines.len = before;
    tc_vec_push(o->x->arena, &o->notes[o->note_kind],
                tc_span_str(tc_arena_printf(o->x->arena, "%.*s %.*s", (int)o->note_sign.len,
                                            o->note_sign.ptr, (int)text.len, text.ptr)));
}

static void open_region(tc_odt *o, const tc_xml_tag *tag)
{
    const char *name = tc_xml_attribute(tag, "text:id") ? "text:id" : "xml:id";
    tc_odt_change change = {.id = tc_xml_copy(o->x->arena, tag, name)};
    tc_vec_push(o->x->arena, &o->changes, change);
}

static tc_odt_change *last_region(tc_odt *o)
{
    return o->changes.len ? &o->changes.items[o->changes.len - 1] : NULL;
}

static const tc_odt_change *change_of(const tc_odt *o, const tc_xml_tag *tag)
{
    const char *id = tc_xml_attribute(tag, "text:change-id");
    for (size_t i = 0; id && i < o->changes.len; i++)
        if (tc_span_eq(o->changes.items[i].id, tc_span_str(id)))
            return &o->changes.items[i];
    return NULL;
}

/* Where something was taken out. */
static void add_taken_out(tc_odt *o, const tc_xml_tag *tag)
{
    const tc_odt_change *c = change_of(o, tag);
    tc_tracked_changes which = o->x->options->tracked_changes;
    if (!c || c->kind != '-' || which == TC_CHANGES_FINAL)
        return;
    if (which == TC_CHANGES_BOTH)
        tc_odt_add(o, TC_SPAN("[-"));
    tc_odt_add(o, c->text);
    if (which == TC_CHANGES_BOTH)
        tc_odt_add(o, TC_SPAN("-]"));
}

static void change_border(tc_odt *o, const tc_xml_tag *tag, bool start)
{
    const tc_odt_change *c = change_of(o, tag);
    if (!c || c->kind != '+')
        return;
    if (start)
        o->inserted++;
    else if (o->inserted)
        o->inserted--;
}

/* ---- headers ------------------------------------------------------------------------------- */

static bool says_something(tc_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80 || tc_ascii_letter(s.ptr[i]))
            return true;
    return false;
}

static void close_margin(tc_odt *o)
{
    enum { LETTERHEAD_LINES = 3 };
    tc_odt_story *s = tc_odt_current(o);
    char kind = o->margin;
    size_t lines = s->lines.len;
    tc_span text = take_lines(o, s);
    o->margin = '\0';
    if (!says_something(text))
        return;
    for (size_t i = 0; i < o->margins.len; i++)
        if (tc_span_eq(o->margins.items[i], text))
            return;
    bool letterhead = kind == 'f' || (kind == 'h' && lines >= LETTERHEAD_LINES);
    if (letterhead && o->x->text.len == 0)
        tc_para_lay(&o->flow, tc_span_make(NULL, 0), text);
    else
        tc_vec_push(o->x->arena, &o->margins, text);
}

/* ---- elements ------------------------------------------------------------------------------ */

static void add_blanks(tc_odt *o, const tc_xml_tag *tag)
{
    enum { MOST = 1000 };
    long n = tc_xml_number(tag, "text:c", 1);
    for (long i = 0; i < n && i < MOST; i++)
        tc_odt_add(o, TC_SPAN(" "));
}

static bool start_characters(tc_odt *o, element kind, const tc_xml_tag *tag)
{
    switch (kind) {
    case BLANKS:
        add_blanks(o, tag);
        return true;
    case TAB:
        tc_odt_add(o, TC_SPAN("\t"));
        tc_odt_current(o)->blank = true;
        return true;
    case LINE:
        tc_odt_add(o, TC_SPAN("\n"));
        tc_odt_current(o)->blank = true;
        return true;
    case PAGE:
        o->page_due = true;
        return true;
    case SPAN:
        open_span(o, tag);
        return true;
    case PARAGRAPH:
    case HEADING:
        tc_odt_open_paragraph(o, tag, kind == HEADING);
        return true;
    default:
        return false;
    }
}

static bool is_laid_out(const tc_odt *o)
{
    return !o->paragraphs && !o->margin && !o->in_changes;
}

static bool start_block(tc_odt *o, element kind, const tc_xml_tag *tag)
{
    switch (kind) {
    case LIST:
        tc_odt_open_list(o, tag);
        return true;
    case ITEM:
    case LIST_HEADER:
        tc_odt_item_of(o, tag, kind == ITEM);
        return true;
    case TABLE:
        if (is_laid_out(o))
            tc_flow_table_open(&o->flow);
        return true;
    case ROW:
        if (is_laid_out(o))
            tc_flow_row_open(&o->flow);
        return true;
    case CELL:
        if (is_laid_out(o))
            tc_flow_cell_open(&o->flow);
        return true;
    default:
        return false;
    }
}

static void start_other(tc_odt *o, element kind, const tc_xml_tag *tag)
{
    switch (kind) {
    case NOTE:
        open_note(o, tag);
        break;
    case NOTE_BODY:
        o->note_lines = tc_odt_current(o)->lines.len;
        break;
    case CHANGES:
        o->in_changes = true;
        break;
    case REGION:
        open_region(o, tag);
        break;
    case DELETION:
    case INSERTION:
        if (last_region(o))
            last_region(o)->kind = kind == DELETION ? '-' : '+';
        break;
    case CHANGE:
        add_taken_out(o, tag);
        break;
    case CHANGE_START:
    case CHANGE_END:
        change_border(o, tag, kind == CHANGE_START);
        break;
    case COMMENT:
        o->comments++;
        o->skip = 1;
        break;
    case PICTURE:
        o->pictures++;
        break;
    case OBJECT:
        o->objects++;
        o->skip = 1;
        break;
    case HEADER:
    case FIRST_HEADER:
    case FOOTER:
        o->margin = kind == HEADER ? 'h' : kind == FOOTER ? 'm' : 'f';
        break;
    case SKIPPED:
        o->skip = 1;
        break;
    default:
        break;
    }
}

static void on_start(void *context, const tc_xml_tag *tag)
{
    tc_odt *o = context;
    if (o->skip) {
        o->skip++;
        return;
    }
    element kind = kind_of(tag->name);
    if (kind == BODY)
        o->in_body = true;
    if (kind == NONE)
        tc_odt_styles_start(&o->styles, tag);
    else if ((o->in_body || o->margin) &&
             (start_characters(o, kind, tag) || start_block(o, kind, tag)))
        return;
    else if (o->in_body || o->margin || kind == HEADER || kind == FIRST_HEADER || kind == FOOTER)
        start_other(o, kind, tag);
}

static void end_block(tc_odt *o, element kind)
{
    switch (kind) {
    case SPAN:
        close_span(o);
        break;
    case PARAGRAPH:
    case HEADING:
        tc_odt_close_paragraph(o);
        break;
    case LIST:
        tc_odt_close_list(o);
        break;
    case TABLE:
        if (is_laid_out(o))
            tc_flow_table_close(&o->flow);
        break;
    case ROW:
        if (is_laid_out(o))
            tc_flow_row_close(&o->flow);
        break;
    case CELL:
        if (is_laid_out(o))
            tc_flow_cell_close(&o->flow);
        break;
    default:
        break;
    }
}

static void on_end(void *context, const char *name)
{
    tc_odt *o = context;
    if (o->skip) {
        o->skip--;
        return;
    }
    element kind = kind_of(name);
    if (kind == NONE) {
        tc_odt_styles_end(&o->styles, name);
        return;
    }
    if (!o->in_body && !o->margin)
        return;
    switch (kind) {
    case NOTE_BODY:
        close_note(o);
        break;
    case DELETION:
        if (last_region(o))
            last_region(o)->text = take_lines(o, tc_odt_current(o));
        break;
    case CHANGES:
        o->in_changes = false;
        break;
    case HEADER:
    case FIRST_HEADER:
    case FOOTER:
        close_margin(o);
        break;
    case BODY:
        o->in_body = false;
        break;
    default:
        end_block(o, kind);
    }
}

static void on_text(void *context, tc_span s)
{
    tc_odt *o = context;
    if (!o->skip && o->paragraphs)
        tc_odt_characters(o, s);
}

/* ---- the reader ---------------------------------------------------------------------------- */

tc_sniff tc_sniff_odt(const tc_extraction *x)
{
    return tc_package_kind_of(x) == TC_PACKAGE_ODT ? TC_SNIFF_SURE : TC_SNIFF_NO;
}

static void reset(tc_odt *o)
{
    o->story = o->span = o->deeper_spans = o->list = o->deeper_lists = 0;
    o->skip = o->inserted = o->paragraphs = 0;
    o->in_body = o->in_changes = o->page_due = false;
    o->margin = '\0';
    o->styles.style = SIZE_MAX;
    o->styles.list = NULL;
    o->styles.in_defaults = false;
    memset(o->stories, 0, sizeof o->stories);
    tc_para_init(&o->stories[0].text, o->x);
}

/* part: of the package; NULL: the file is all of it. */
static tc_status read_part(tc_odt *o, const char *part, bool *found, tc_error *err)
{
    static const tc_xml_handler handler = {on_start, on_end, on_text};
    reset(o);
    tc_status st = part ? tc_package_xml(found, o->x, part, &handler, o, err)
                        : tc_flat_xml(o->x, "the document", &handler, o, err);
    o->margin = '\0'; /* a damaged file ends anywhere */
    o->in_changes = false;
    while (st == TC_OK && o->paragraphs)
        tc_odt_close_paragraph(o);
    return st;
}

static void lay_apart(tc_odt *o)
{
    const tc_span none = {NULL, 0};
    for (size_t kind = 0; kind < 2; kind++)
        for (size_t i = 0; i < o->notes[kind].len; i++)
            tc_para_lay(&o->flow, none, o->notes[kind].items[i]);
    for (size_t i = 0; i < o->margins.len; i++)
        tc_para_lay(&o->flow, none, o->margins.items[i]);
}

static void warn_lost(tc_odt *o)
{
    const struct {
        size_t count;
        const char *what;
    } lost[] = {{o->pictures, "pictures"},
                {o->objects, "embedded objects"},
                {o->comments, "comments"},
                {o->hidden, "bytes of hidden text"}};
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
        if (lost[i].count)
            tc_extract_warn(o->x, "not read: %zu %s", lost[i].count, lost[i].what);
}

static tc_odt *new_reader(tc_extraction *x)
{
    tc_odt *o = tc_arena_alloc(x->arena, sizeof *o);
    o->x = x;
    tc_odt_styles_init(&o->styles, x->arena);
    tc_flow_init(&o->flow, x->arena, &x->text);
    return o;
}

static tc_status finish(tc_odt *o)
{
    while (o->flow.tables.len)
        tc_flow_table_close(&o->flow);
    lay_apart(o);
    warn_lost(o);
    tc_para_finish(o->x, &o->flow);
    return TC_OK;
}

tc_status tc_read_odt(tc_extraction *x, tc_error *err)
{
    tc_odt *o = new_reader(x);
    bool found;
    tc_status st = read_part(o, "styles.xml", &found, err);
    if (st == TC_OK)
        st = read_part(o, "content.xml", &found, err);
    if (st != TC_OK)
        return st;
    if (!found)
        return tc_fail(err, TC_ECORRUPT, "an OpenDocument text without its content.xml");
    return finish(o);
}

tc_sniff tc_sniff_fodt(const tc_extraction *x)
{
    static const tc_span MIME = TC_SPAN_LIT("application/vnd.oasis.opendocument.text\"");
    enum { WITHIN = 16384 }; /* the first tag has the names of all spaces */
    tc_span head = tc_span_sub(x->bytes, 0, x->bytes.len < WITHIN ? x->bytes.len : WITHIN);
    size_t root = tc_span_find(head, TC_SPAN("<office:document "));
    return root != SIZE_MAX && tc_span_find(tc_span_sub(head, root, head.len), MIME) != SIZE_MAX
               ? TC_SNIFF_SURE
               : TC_SNIFF_NO;
}

tc_status tc_read_fodt(tc_extraction *x, tc_error *err)
{
    tc_odt *o = new_reader(x);
    tc_status st = read_part(o, NULL, NULL, err);
    return st == TC_OK ? finish(o) : st;
}
