/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a docx story: what is shown of runs, and paragraphs made of it. */
#include <stdlib.h>

#include "base/utf8.h"
#include "extract/docx.h"

tc_docx_paragraph *tc_docx_current(tc_docx *d)
{
    return &d->paragraph[d->boxes];
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
    s = tc_docx_style_of(&d->styles, tc_docx_current(d)->style);
    if (s)
        tc_docx_inherit(&d->run, &s->font);
    tc_docx_inherit(&d->run, &d->styles.defaults);
}

bool tc_docx_is_shown(const tc_docx *d)
{
    if (d->changes == TC_CHANGES_BOTH)
        return true;
    return d->changes == TC_CHANGES_FINAL ? d->depth_out == 0 : d->depth_in == 0;
}

void tc_docx_add(tc_docx *d, tc_span s)
{
    if (!tc_docx_is_shown(d) || d->instructions || d->numbers || d->note_skipped)
        return;
    resolve_run(d);
    if (d->run.hidden == 1) {
        d->hidden += s.len;
        return;
    }
    tc_docx_paragraph *p = tc_docx_current(d);
    tc_para_change(&p->text, d->depth_out ? '-' : d->depth_in ? '+' : '\0');
    if (d->page_due && d->boxes == 0) {
        tc_para_add(&p->text, TC_SPAN("\f"), d->run.charset, d->run.caps == 1);
        d->page_due = false;
    }
    tc_para_add(&p->text, s, d->run.charset, d->run.caps == 1);
}

void tc_docx_add_symbol(tc_docx *d, const tc_xml_tag *tag)
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
        tc_docx_add(d, tc_span_make(bytes, n));
        return;
    }
    tc_docx_add(d, tc_para_symbol((uint32_t)cp));
}

/* ---- paragraphs ---------------------------------------------------------------------------- */

void tc_docx_start_paragraph(tc_docx *d)
{
    tc_docx_paragraph *p = tc_docx_current(d);
    if (!d->joined) {
        tc_para_clear(&p->text);
        p->boxes.len = 0;
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
            from = style->numbered_by;
        }
    } else if (level < 0 && style) {
        level = style->level;
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

void tc_docx_lay_paragraph(tc_docx *d)
{
    tc_docx_paragraph *p = tc_docx_current(d);
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
void tc_docx_end_paragraph(tc_docx *d)
{
    const tc_docx_paragraph *p = tc_docx_current(d);
    bool gone = (d->changes == TC_CHANGES_FINAL && p->mark_taken_out) ||
                (d->changes == TC_CHANGES_ORIGINAL && p->mark_put_in);
    if (gone)
        d->joined = true;
    else if (!d->note_skipped)
        tc_docx_lay_paragraph(d);
}

/* At the end of a cell or a story nothing can go on. */
void tc_docx_end_joined(tc_docx *d)
{
    if (d->joined && !d->note_skipped)
        tc_docx_lay_paragraph(d);
    d->joined = false;
}
