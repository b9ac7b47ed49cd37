/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word's documents since 2007 (ECMA-376): which parts there are, and in which order they are read.
 *
 * The text is what Word shows: the header of the first page, when it has one of its own
 * (letterheads stand there), the document, footnotes and endnotes as "[1] ...", then running
 * headers and footers, each once. */
#include "extract/docx.h"

typedef struct {
    tc_docx *d;
    const char *wanted; /* the end of a relation's type, or NULL: all go into d->relations */
    tc_span found;
} relations_reader;

static void on_relation(void *context, const tc_xml_tag *tag)
{
    relations_reader *r = context;
    if (strcmp(tag->name, "rel:Relationship") != 0)
        return;
    const char *id = tc_xml_attribute(tag, "Id"), *type = tc_xml_attribute(tag, "Type");
    const char *target = tc_xml_attribute(tag, "Target"),
               *mode = tc_xml_attribute(tag, "TargetMode");
    if (!id || !type || !target || (mode && strcmp(mode, "External") == 0))
        return;
    tc_arena *a = r->d->x->arena;
    if (r->wanted) {
        if (tc_span_ends(tc_span_str(type), tc_span_str(r->wanted)))
            r->found = tc_arena_copy(a, tc_span_str(target));
        return;
    }
    const char *last = strrchr(type, '/');
    tc_docx_link by_id = {tc_arena_copy(a, tc_span_str(id)), tc_arena_copy(a, tc_span_str(target))};
    tc_vec_push(a, &r->d->relations, by_id);
    if (last) { /* "/styles": by its kind too */
        tc_docx_link by_kind = {tc_arena_copy(a, tc_span_str(last)), by_id.target};
        tc_vec_push(a, &r->d->relations, by_kind);
    }
}

static void on_end(void *context, const char *name)
{
    (void)context, (void)name;
}

/* A target is relative to the folder of the part that names it, or starts with "/". */
static const char *resolve(tc_docx *d, const char *part, tc_span target)
{
    const char *slash = strrchr(part, '/');
    int folder = slash ? (int)(slash - part + 1) : 0;
    while (tc_span_starts(target, TC_SPAN("./")))
        target = tc_span_sub(target, 2, target.len);
    if (tc_span_starts(target, TC_SPAN("/"))) {
        folder = 0;
        target = tc_span_sub(target, 1, target.len);
    }
    return tc_arena_printf(d->x->arena, "%.*s%.*s", folder, part, (int)target.len, target.ptr);
}

static const char *linked(tc_docx *d, const char *document, tc_span id)
{
    for (size_t i = 0; i < d->relations.len; i++)
        if (tc_span_eq(d->relations.items[i].id, id))
            return resolve(d, document, d->relations.items[i].target);
    return NULL;
}

static tc_status read_relations(tc_docx *d, const char **document, tc_error *err)
{
    static const tc_xml_handler handler = {on_relation, on_end, NULL};
    relations_reader r = {.d = d, .wanted = "/officeDocument"};
    bool found;
    tc_status st = tc_package_xml(&found, d->x, "_rels/.rels", &handler, &r, err);
    if (st != TC_OK)
        return st;
    *document = tc_span_empty(r.found) ? "word/document.xml" : resolve(d, "", r.found);
    const char *slash = strrchr(*document, '/');
    int folder = slash ? (int)(slash - *document + 1) : 0;
    const char *rels =
        tc_arena_printf(d->x->arena, "%.*s_rels/%s.rels", folder, *document, *document + folder);
    r.wanted = NULL;
    return tc_package_xml(&found, d->x, rels, &handler, &r, err);
}

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
        unsigned char c = (unsigned char)s.ptr[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
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
static tc_status read_margin(tc_docx *d, const char *document, const tc_docx_margin *m,
                             size_t min_lines, tc_error *err)
{
    const char *part = linked(d, document, m->relation);
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
static tc_status read_letterhead(tc_docx *d, const char *document, tc_error *err)
{
    enum { LETTERHEAD_LINES = 3 };
    for (size_t i = 0; i < d->margins.len; i++) {
        const tc_docx_margin *m = &d->margins.items[i];
        if (m->header && m->section == 0 && m->first == d->titled && !m->even)
            return read_margin(d, document, m, d->titled ? 1 : LETTERHEAD_LINES, err);
    }
    return TC_OK;
}

static tc_status read_margins(tc_docx *d, const char *document, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; i < d->margins.len && st == TC_OK; i++)
        st = read_margin(d, document, &d->margins.items[i], 1, err);
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

static tc_status read_part(tc_docx *d, const char *document, const char *kind, tc_error *err)
{
    const char *part = linked(d, document, tc_span_str(kind));
    return part && d->x->text.status == TC_OK ? tc_docx_story(d, part, err) : TC_OK;
}

static tc_status read_tables(tc_docx *d, const char *document, tc_error *err)
{
    const char *styles = linked(d, document, TC_SPAN("/styles"));
    const char *numbering = linked(d, document, TC_SPAN("/numbering"));
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
    const char *document;
    bool found;
    d->x = x;
    d->changes = x->options->tracked_changes;
    tc_flow_init(&d->flow, x->arena, &x->text);
    tc_status st = read_relations(d, &document, err);
    if (st == TC_OK)
        st = read_tables(d, document, err);
    if (st == TC_OK)
        st = look_ahead(d, document, &found, err);
    if (st == TC_OK && !found)
        return tc_fail(err, TC_ECORRUPT, "a Word document without its text (%.100s)", document);
    if (st == TC_OK)
        st = read_letterhead(d, document, err);
    if (st == TC_OK)
        st = tc_docx_story(d, document, err);
    if (st == TC_OK && d->notes[0].len)
        st = read_part(d, document, "/footnotes", err);
    if (st == TC_OK && d->notes[1].len)
        st = read_part(d, document, "/endnotes", err);
    if (st == TC_OK)
        st = read_margins(d, document, err);
    if (st != TC_OK)
        return st;
    warn_lost(d);
    tc_para_finish(x, &d->flow);
    return TC_OK;
}
