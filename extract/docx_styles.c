/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/docx.h"

typedef struct {
    tc_docx_styles *out;
    tc_docx_style *style; /* NULL: in the defaults, or in nothing of interest */
    bool defaults;
    unsigned skip;
} styles_reader;

/* Letters beyond ASCII, which is all that legacy fonts differ in, take the "high ANSI" font. */
static bool read_fonts(tc_docx_font *f, const tc_xml_tag *tag)
{
    const char *name = tc_xml_attribute(tag, "w:hAnsi");
    bool theme = tc_xml_attribute(tag, "w:hAnsiTheme") || tc_xml_attribute(tag, "w:asciiTheme");
    if (!name)
        name = tc_xml_attribute(tag, "w:ascii");
    if (theme || name) {
        f->font_set = true;
        f->charset = theme ? NULL : tc_charset_of_font(tc_span_str(name));
    }
    return true;
}

bool tc_docx_read_font(tc_docx_font *f, const tc_xml_tag *tag)
{
    if (strcmp(tag->name, "w:rFonts") == 0)
        return read_fonts(f, tag);
    if (strcmp(tag->name, "w:caps") == 0)
        f->caps = tc_xml_on(tag);
    else if (strcmp(tag->name, "w:vanish") == 0)
        f->hidden = tc_xml_on(tag);
    else
        return false;
    return true;
}

void tc_docx_inherit(tc_docx_font *f, const tc_docx_font *from)
{
    if (!f->font_set) {
        f->font_set = from->font_set;
        f->charset = from->charset;
    }
    if (f->caps < 0)
        f->caps = from->caps;
    if (f->hidden < 0)
        f->hidden = from->hidden;
}

static void start_style(styles_reader *r, const tc_xml_tag *tag)
{
    enum { MOST_STYLES = 8192 }; /* Word stops at 4,079 */
    tc_arena *a = r->out->arena;
    if (r->out->styles.len >= MOST_STYLES)
        return;
    r->style = tc_vec_add(a, &r->out->styles);
    r->style->id = tc_xml_copy(a, tag, "w:styleId");
    r->style->font.caps = r->style->font.hidden = -1;
    r->style->num = r->style->level = -1;
    const char *type = tc_xml_attribute(tag, "w:type");
    if (type && strcmp(type, "paragraph") == 0 && tc_xml_number(tag, "w:default", 0) == 1)
        r->out->paragraph_default = r->style->id;
}

static void on_start(void *context, const tc_xml_tag *tag)
{
    styles_reader *r = context;
    const char *name = tag->name;
    /* of tables' first rows and the like: they never decide an encoding */
    if (r->skip || strcmp(name, "w:tblStylePr") == 0) {
        r->skip++;
        return;
    }
    if (strcmp(name, "w:style") == 0)
        start_style(r, tag);
    else if (strcmp(name, "w:rPrDefault") == 0)
        r->defaults = true;
    else if (r->style && strcmp(name, "w:basedOn") == 0)
        r->style->based_on = tc_xml_copy(r->out->arena, tag, "w:val");
    else if (r->style && strcmp(name, "w:numId") == 0)
        r->style->num = tc_xml_number(tag, "w:val", -1);
    else if (r->style && strcmp(name, "w:ilvl") == 0)
        r->style->level = tc_xml_number(tag, "w:val", -1);
    else if (r->style || r->defaults)
        tc_docx_read_font(r->style ? &r->style->font : &r->out->defaults, tag);
}

static void on_end(void *context, const char *name)
{
    styles_reader *r = context;
    if (r->skip)
        r->skip--;
    else if (strcmp(name, "w:style") == 0)
        r->style = NULL;
    else if (strcmp(name, "w:rPrDefault") == 0)
        r->defaults = false;
}

static tc_docx_style *find(tc_docx_styles *s, tc_span id)
{
    for (size_t i = 0; i < s->styles.len; i++)
        if (tc_span_eq(s->styles.items[i].id, id))
            return &s->styles.items[i];
    return NULL;
}

const tc_docx_style *tc_docx_style_of(tc_docx_styles *s, tc_span id)
{
    enum { LONGEST_CHAIN = 32 }; /* also what ends a ring */
    tc_docx_style *style = find(s, tc_span_empty(id) ? s->paragraph_default : id);
    if (!style || style->resolved)
        return style;
    style->resolved = true;
    style->numbered_by = style->id;
    tc_span based = style->based_on;
    for (int i = 0; i < LONGEST_CHAIN && !tc_span_empty(based); i++) {
        const tc_docx_style *base = find(s, based);
        if (!base)
            break;
        tc_docx_inherit(&style->font, &base->font);
        if (style->num < 0) {
            style->num = base->num;
            style->numbered_by = base->id;
            style->level = style->level < 0 ? base->level : style->level;
        }
        based = base->based_on;
    }
    return style;
}

tc_status tc_docx_read_styles(tc_docx_styles *out, tc_extraction *x, const char *part,
                              tc_error *err)
{
    static const tc_xml_handler handler = {on_start, on_end, NULL};
    styles_reader r = {.out = out};
    bool found;
    memset(out, 0, sizeof *out);
    out->arena = x->arena;
    out->defaults.caps = out->defaults.hidden = -1;
    return tc_package_xml(&found, x, part, &handler, &r, err);
}
