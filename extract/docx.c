/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word's documents since 2007 (ECMA-376): which parts there are, and in which order they are read.
 *
 * The text is what Word shows: the header of the first page, when it has one of its own
 * (letterheads stand there), the document, footnotes and endnotes as "[1] ...", then running
 * headers and footers, each once. */
#include "extract/docx.h"

#include "base/ascii.h"

/* ---- looking ahead ------------------------------------------------------------------------- */

/* Sections say at their ends which headers they have. */
static void add_margin(tc_docx *d, const tc_xml_tag *tag, bool header)
{
    const char *type = tc_xml_attribute(tag, "w:type"), *id = tc_xml_attribute(tag, "r:id");
    if (!id)
        return;
    tc_docx_margin m = {.relation = tc_arena_copy(d->x->arena, tc_span_str(id)),
                        .header = header,
                        .first = type && strcmp(type, "first") == 0,
                        .even = type && strcmp(type, "even") == 0,
                        .section = d->section};
    tc_vec_push(d->x->arena, &d->margins, m);
}

/* Where Word laid out the pages the last time, it left marks; a file of other programs has none,
 * and then the pages are not known. */
static void on_ahead(void *context, const tc_xml_tag *tag)
{
    tc_docx *d = context;
    if (strcmp(tag->name, "w:lastRenderedPageBreak") == 0)
        d->pages = true;
    else if (strcmp(tag->name, "w:headerReference") == 0)
        add_margin(d, tag, true);
    else if (strcmp(tag->name, "w:footerReference") == 0)
        add_margin(d, tag, false);
    else if (strcmp(tag->name, "w:titlePg") == 0 && d->section == 0)
        d->titled = tc_xml_on(tag);
}

static void on_ahead_end(void *context, const char *name)
{
    tc_docx *d = context;
    d->section += strcmp(name, "w:sectPr") == 0;
}

static tc_status look_ahead(tc_docx *d, const char *document, bool *found, tc_error *err)
{
    static const tc_xml_handler handler = {on_ahead, on_ahead_end, NULL};
    size_t before = d->x->out->warning_count;
    tc_status st = tc_package_xml(found, d->x, document, &handler, d, err);
    d->x->out->warning_count = before; /* damage is told when the text is read */
    return st;
}

/* ---- headers and footers ------------------------------------------------------------------- */

/* A running head without a letter or digit ("- -" around a page number) is no text. */
static bool says_something(tc_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if ((unsigned char)c >= 0x80 || tc_ascii_digit(c) || tc_ascii_letter(c))
            return true;
    }
    return false;
}

static size_t count_lines(tc_span s)
{
    size_t n = s.len > 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] == '\n';
    return n;
}

/* Reads a header or footer to the end of the text, unless it says nothing new or has fewer lines
 * than that. */
static tc_status read_margin(tc_docx *d, const tc_docx_margin *m, size_t min_lines, tc_error *err)
{
    const char *part = tc_links_find(&d->links, m->relation);
    size_t start = d->x->text.len;
    if (!part)
        return TC_OK;
    tc_status st = tc_docx_story(d, part, err);
    if (st != TC_OK || d->x->text.status != TC_OK)
        return st;
    tc_span text = tc_span_trim(tc_span_sub(tc_buf_span(&d->x->text), start, d->x->text.len));
    bool known = !says_something(text) || count_lines(text) < min_lines;
    for (size_t i = 0; i < d->margins_read.len && !known; i++)
        known = tc_span_eq(d->margins_read.items[i], text);
    if (known)
        d->x->text.len = d->flow.line_start = start;
    else
        tc_vec_push(d->x->arena, &d->margins_read, tc_arena_copy(d->x->arena, text));
    return TC_OK;
}

/* The header of the first page, when it is a letterhead: one for the first page alone, or one of
 * several lines (running heads have one or two). */
static tc_status read_letterhead(tc_docx *d, tc_error *err)
{
    enum { LETTERHEAD_LINES = 3 };
    for (size_t i = 0; i < d->margins.len; i++) {
        const tc_docx_margin *m = &d->margins.items[i];
        if (m->header && m->section == 0 && m->first == d->titled && !m->even)
            return read_margin(d, m, d->titled ? 1 : LETTERHEAD_LINES, err);
    }
    return TC_OK;
}

static tc_status read_margins(tc_docx *d, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; i < d->margins.len && st == TC_OK; i++)
        st = read_margin(d, &d->margins.items[i], 1, err);
    return st;
}

/* ---- the reader ---------------------------------------------------------------------------- */

tc_sniff tc_sniff_docx(const tc_extraction *x)
{
    return tc_package_kind_of(x) == TC_PACKAGE_WORD ? TC_SNIFF_SURE : TC_SNIFF_NO;
}

static void warn_lost(tc_docx *d)
{
    const struct {
        size_t count;
        const char *what;
    } lost[] = {{d->pictures, "pictures"},         {d->charts, "charts and diagrams"},
                {d->objects, "embedded objects"},  {d->comments, "comments"},
                {d->chunks, "embedded documents"}, {d->hidden, "bytes of hidden text"}};
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
        if (lost[i].count)
            tc_extract_warn(d->x, "not read: %zu %s", lost[i].count, lost[i].what);
}

static tc_status read_part(tc_docx *d, const char *kind, tc_error *err)
{
    const char *part = tc_links_find(&d->links, tc_span_str(kind));
    return part && d->x->text.status == TC_OK ? tc_docx_story(d, part, err) : TC_OK;
}

static tc_status read_tables(tc_docx *d, tc_error *err)
{
    const char *styles = tc_links_find(&d->links, TC_SPAN("/styles"));
    const char *numbering = tc_links_find(&d->links, TC_SPAN("/numbering"));
    tc_status st = TC_OK;
    d->styles.arena = d->numbering.arena = d->x->arena;
    d->styles.defaults.caps = d->styles.defaults.hidden = -1;
    if (styles)
        st = tc_docx_read_styles(&d->styles, d->x, styles, err);
    if (st == TC_OK && numbering)
        st = tc_docx_read_numbering(&d->numbering, d->x, numbering, err);
    return st;
}

tc_status tc_read_docx(tc_extraction *x, tc_error *err)
{
    tc_docx *d = tc_arena_alloc(x->arena, sizeof *d);
    bool found;
    d->x = x;
    d->changes = x->options->tracked_changes;
    tc_flow_init(&d->flow, x->arena, &x->text);
    tc_status st = tc_links_read(&d->links, x, "word/document.xml", err);
    const char *document = d->links.document;
    if (st == TC_OK)
        st = read_tables(d, err);
    if (st == TC_OK)
        st = look_ahead(d, document, &found, err);
    if (st == TC_OK && !found)
        return tc_fail(err, TC_ECORRUPT, "a Word document without its text (%.100s)", document);
    if (st == TC_OK)
        st = read_letterhead(d, err);
    if (st == TC_OK)
        st = tc_docx_story(d, document, err);
    if (st == TC_OK && d->notes[0].len)
        st = read_part(d, "/footnotes", err);
    if (st == TC_OK && d->notes[1].len)
        st = read_part(d, "/endnotes", err);
    if (st == TC_OK)
        st = read_margins(d, err);
    if (st != TC_OK)
        return st;
    warn_lost(d);
    tc_para_finish(x, &d->flow);
    return TC_OK;
}
