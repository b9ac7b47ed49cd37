/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For people: documents as short blocks, mentions grouped under their document or event. Made to
 * be read in a terminal; not for programs. */
#include <inttypes.h>
#include <stdlib.h>

#include "query/i18n.h"
#include "query/people.h"
#include "query/writer.h"

enum { INDENT = 3, SECTION_WIDTH = 10 };

typedef struct {
    tc_row_writer base;
    tc_buf out;
    tc_buf group; /* what the rows now are grouped by; empty before the first */
    tc_buf scratch;
    bool any;
    tc_buf line_path;   /* the document of an event's line that may go on; else empty */
    size_t line_column; /* where it ends */
    bool line_sections; /* it has some */
} tc_text_writer;

static tc_people people(tc_text_writer *w)
{
    const tc_writer_style *s = w->base.style;
    return (tc_people){.out = &w->out, .color = s->color, .width = s->terminal ? s->width : 0};
}

/* Does this row open another group than the last one? Remembers. */
static bool new_group(tc_text_writer *w, tc_span key)
{
    if (w->any && tc_span_eq(key, tc_buf_span(&w->group)))
        return false;
    tc_buf_reset(&w->group);
    tc_buf_add(&w->group, key);
    return true;
}

static void separator(tc_text_writer *w)
{
    if (w->any)
        tc_buf_addc(&w->out, '\n');
    w->any = true;
}

static void dot(tc_people *p)
{
    tc_people_put(p, " · ", TC_INK_FAINT);
}

static bool date_shown(tc_date d)
{
    return d.year || d.month;
}

/* number · date · issuer, what there is of them; "no number" keeps the place of the first. */
static void put_heading(tc_people *p, tc_span number, tc_date date, tc_span issuer)
{
    if (number.len)
        tc_people_flow(p, number, TC_INK_HEAD, NULL, 0);
    else
        tc_people_put(p, _("no number"), TC_INK_FAINT);
    if (date_shown(date)) {
        dot(p);
        tc_people_date(p, date, TC_INK_PLAIN);
    }
    if (issuer.len) {
        dot(p);
        tc_people_flow(p, issuer, TC_INK_PLAIN, NULL, 0);
    }
}

static void put_line(tc_people *p, size_t indent, tc_span text, tc_ink ink)
{
    if (text.len == 0)
        return;
    tc_people_newline(p, indent);
    if (ink == TC_INK_PATH)
        tc_people_flow(p, text, ink, NULL, 0);
    else
        tc_people_prose(p, text, ink, NULL, 0);
}

static void put_document(tc_people *p, tc_span number, tc_date date, tc_span issuer, tc_span title,
                         tc_span path)
{
    put_heading(p, number, date, issuer);
    put_line(p, INDENT, title, TC_INK_PLAIN);
    put_line(p, INDENT, path, TC_INK_PATH);
}

/* Starts a line: behind what stands there, or where none does yet. */
static void start_line(tc_people *p, size_t indent)
{
    if (p->column > 0)
        tc_buf_addc(p->out, '\n');
    for (size_t i = 0; i < indent; i++)
        tc_buf_addc(p->out, ' ');
    p->column = p->indent = indent;
}

/* Starts a line with a section path in a column of its own. */
static void put_section(tc_people *p, tc_span section)
{
    start_line(p, 2 * INDENT);
    size_t cells = tc_people_cells(section);
    tc_people_flow(p, section, TC_INK_FAINT, NULL, 0);
    do {
        tc_buf_addc(p->out, ' ');
        p->column++;
    } while (++cells < SECTION_WIDTH);
    p->indent = 2 * INDENT + SECTION_WIDTH;
}

static void put_passage(tc_people *p, const tc_passage *hit)
{
    put_section(p, hit->section);
    if (hit->cut_left)
        tc_people_put(p, "…", TC_INK_FAINT);
    tc_people_prose(p, hit->text, TC_INK_PLAIN, hit->matches, hit->match_count);
    if (hit->cut_right)
        tc_people_put(p, "…", TC_INK_FAINT);
}

static void doc_row(tc_text_writer *w, const tc_doc_row *d)
{
    tc_people p = people(w);
    char key[64];
    snprintf(key, sizeof key, "%" PRIu64, d->query_no);
    if (new_group(w, tc_span_str(key)) && d->query_no) {
        separator(w);
        tc_people_put(&p, key, TC_INK_FAINT);
        tc_people_put(&p, "  ", TC_INK_PLAIN);
        tc_people_flow(&p, d->query, TC_INK_HEAD, NULL, 0);
        tc_people_newline(&p, 0);
    }
    separator(w);
    p.indent = INDENT;
    snprintf(key, sizeof key, "%" PRIu64 ". ", d->rank);
    tc_people_put(&p, key, TC_INK_FAINT);
    put_heading(&p, d->number, d->date, d->issuer);
    if (d->cited_by_count) {
        dot(&p);
        snprintf(key, sizeof key, _("cited by %" PRIu64), d->cited_by_count);
        tc_people_put(&p, key, TC_INK_FAINT);
    }
    if (d->duplicate_count) {
        dot(&p);
        snprintf(key, sizeof key, d->duplicate_count == 1 ? _("+%zu copy") : _("+%zu copies"),
                 d->duplicate_count);
        tc_people_put(&p, key, TC_INK_FAINT);
    }
    put_line(&p, INDENT, d->title, TC_INK_PLAIN);
    put_line(&p, INDENT, d->path, TC_INK_PATH);
    for (size_t i = 0; i < d->hit_count; i++)
        if (!tc_span_eq(d->hits[i].field, TC_SPAN("number"))) /* the heading has it */
            put_passage(&p, &d->hits[i]);
    tc_buf_addc(&w->out, '\n');
}

/* What people call this code of a relation, a role or a status. */
static void put_word(tc_people *p, tc_span code, tc_ink ink)
{
    char text[64];
    snprintf(text, sizeof text, "%.*s", (int)code.len, code.len ? code.ptr : "");
    tc_people_put(p, tc_people_word(text), ink);
}

/* "implements · 15/05/2016 · Bộ Chính trị": the relation, and what the mention itself says. */
static void put_as_cited(tc_people *p, const tc_citation_row *c)
{
    put_word(p, c->relation, TC_INK_PLAIN);
    if (date_shown(c->date)) {
        dot(p);
        tc_people_date(p, c->date, TC_INK_PLAIN);
    }
    if (c->issuer.len) {
        dot(p);
        tc_people_flow(p, c->issuer, TC_INK_PLAIN, NULL, 0);
    }
}

static void put_mentions(tc_people *p, uint64_t n)
{
    char text[64];
    if (n < 2)
        return;
    snprintf(text, sizeof text, _("  (%" PRIu64 " mentions)"), n);
    tc_people_put(p, text, TC_INK_FAINT);
}

static void put_sentence(tc_people *p, const tc_citation_row *c)
{
    tc_people_newline(p, 2 * INDENT + SECTION_WIDTH);
    tc_people_prose(p, c->sentence.len ? c->sentence : c->raw, TC_INK_PLAIN, &c->match,
                    c->sentence.len && c->match.end > c->match.start);
}

static void citation_by_document(tc_text_writer *w, tc_people *p, const tc_citation_row *c)
{
    if (new_group(w, c->path)) {
        separator(w);
        put_document(p, c->document, c->document_date, c->document_issuer, c->document_title,
                     c->path);
        put_mentions(p, c->mentions);
    }
    put_section(p, c->section);
    put_as_cited(p, c);
    put_sentence(p, c);
    tc_buf_addc(&w->out, '\n');
}

static void citation_by_target(tc_text_writer *w, tc_people *p, const tc_citation_row *c)
{
    tc_buf_reset(&w->scratch);
    tc_buf_add(&w->scratch, c->path);
    tc_buf_addc(&w->scratch, '\n');
    tc_buf_add(&w->scratch, c->id.len ? c->id : c->number_key.len ? c->number_key : c->raw);
    if (new_group(w, tc_buf_span(&w->scratch))) {
        separator(w);
        put_heading(p, c->number.len ? c->number : c->raw, c->date, c->issuer);
        dot(p);
        put_word(p, c->status, TC_INK_FAINT);
        put_mentions(p, c->mentions);
        put_line(p, INDENT, c->held_path, TC_INK_PATH);
        for (size_t i = 0; i < c->candidate_count; i++)
            put_line(p, INDENT, c->candidates[i], TC_INK_FAINT);
    }
    put_section(p, c->section);
    put_as_cited(p, c);
    if (date_shown(c->held_date)) {
        dot(p);
        tc_people_put(p, _("the one held is of "), TC_INK_MATCH);
        tc_people_date(p, c->held_date, TC_INK_MATCH);
    }
    put_sentence(p, c);
    tc_buf_addc(&w->out, '\n');
}

static void citation_row(tc_text_writer *w, const tc_citation_row *c)
{
    tc_people p = people(w);
    if (c->by_target)
        citation_by_target(w, &p, c);
    else
        citation_by_document(w, &p, c);
}

static void put_event_head(tc_people *p, const tc_event_row *e)
{
    char years[48];
    tc_people_flow(p, e->label, TC_INK_HEAD, NULL, 0);
    if (e->years) {
        dot(p);
        snprintf(years, sizeof years, _("%" PRIu64 " years"), e->years);
        tc_people_put(p, years, TC_INK_PLAIN);
    }
    if (date_shown(e->origin) || date_shown(e->observed)) {
        dot(p);
        tc_people_date(p, e->origin, TC_INK_PLAIN);
        if (date_shown(e->observed)) {
            tc_people_put(p, date_shown(e->origin) ? " – " : "", TC_INK_PLAIN);
            tc_people_date(p, e->observed, TC_INK_PLAIN);
        }
    }
    if (tc_span_eq(e->check, TC_SPAN("years")) || tc_span_eq(e->check, TC_SPAN("day"))) {
        dot(p);
        tc_people_put(p, _("the dates do not fit"), TC_INK_MATCH);
    }
}

/* Ends the line of an event's document. */
static void end_event_line(tc_text_writer *w)
{
    if (w->line_path.len)
        tc_buf_addc(&w->out, '\n');
    tc_buf_reset(&w->line_path);
}

static void put_event_document(tc_people *p, const tc_event_row *e)
{
    tc_buf_adds(p->out, "   ");
    p->column = INDENT;
    if (e->document.len) {
        tc_people_flow(p, e->document, TC_INK_PLAIN, NULL, 0);
        dot(p);
    }
    if (date_shown(e->document_date)) {
        tc_people_date(p, e->document_date, TC_INK_PLAIN);
        dot(p);
    }
    if (e->document_issuer.len) {
        tc_people_flow(p, e->document_issuer, TC_INK_PLAIN, NULL, 0);
        dot(p);
    }
    tc_people_flow(p, e->path, TC_INK_PATH, NULL, 0);
}

/* One line a document, with the sections in which it names the event. */
static void event_row(tc_text_writer *w, const tc_event_row *e)
{
    tc_people p = people(w);
    bool same = w->line_path.len && tc_span_eq(e->path, tc_buf_span(&w->line_path)) &&
                tc_span_eq(e->group, tc_buf_span(&w->group));
    if (!same)
        end_event_line(w);
    if (new_group(w, e->group)) {
        separator(w);
        put_event_head(&p, e);
        tc_buf_addc(&w->out, '\n');
    }
    p.indent = 2 * INDENT;
    p.column = w->line_column;
    if (!same)
        put_event_document(&p, e);
    if (e->section.len) {
        tc_people_put(&p, same && w->line_sections ? ", " : " · ", TC_INK_FAINT);
        tc_people_flow(&p, e->section, TC_INK_FAINT, NULL, 0);
    }
    w->line_sections = e->section.len || (same && w->line_sections);
    tc_buf_reset(&w->line_path);
    tc_buf_add(&w->line_path, e->path);
    w->line_column = p.column;
}

static void unit_row(tc_text_writer *w, const tc_unit_row *u)
{
    tc_people p = people(w);
    if (new_group(w, u->path)) {
        separator(w);
        put_document(&p, u->document, u->document_date, u->document_issuer, u->document_title,
                     u->path);
    }
    put_section(&p, u->section);
    tc_people_flow(&p, u->name, TC_INK_HEAD, NULL, 0);
    dot(&p);
    put_word(&p, u->role, TC_INK_PLAIN);
    if (u->section_title.len && !tc_span_eq(u->section_title, u->name)) {
        dot(&p);
        tc_people_prose(&p, u->section_title, TC_INK_FAINT, NULL, 0);
    }
    tc_buf_addc(&w->out, '\n');
}

static void facet_row(tc_text_writer *w, const tc_facet_row *f)
{
    tc_people p = people(w);
    char count[32];
    if (new_group(w, f->field)) {
        separator(w);
        put_word(&p, f->field, TC_INK_HEAD);
        tc_buf_addc(&w->out, '\n');
    }
    snprintf(count, sizeof count, "%8" PRIu64 "  ", f->count);
    tc_buf_adds(&w->out, count);
    p.column = p.indent = strlen(count);
    /* codes of types are what people know; identities of events are for programs */
    bool named = f->label.len && tc_span_eq(f->field, TC_SPAN("event"));
    tc_people_flow(&p, named ? f->label : f->value, TC_INK_PLAIN, NULL, 0);
    if (f->label.len) {
        dot(&p);
        tc_people_flow(&p, named ? f->value : f->label, TC_INK_FAINT, NULL, 0);
    }
    tc_buf_addc(&w->out, '\n');
}

static void missing_row(tc_text_writer *w, const tc_missing_row *m)
{
    tc_people p = people(w);
    char count[32];
    snprintf(count, sizeof count, "%8" PRIu64 "  ", m->documents);
    tc_buf_adds(&w->out, count);
    p.column = p.indent = strlen(count);
    put_heading(&p, m->number.len ? m->number : m->raw, m->date, m->issuer);
    if (m->number.len == 0) { /* names of different documents can be the same words */
        dot(&p);
        tc_people_flow(&p, m->id, TC_INK_FAINT, NULL, 0);
    }
    if (m->number.len && m->issuer.len == 0 && m->raw.len > m->number.len) { /* a law's name */
        dot(&p);
        tc_people_prose(&p, m->raw, TC_INK_PLAIN, NULL, 0);
    }
    if (m->mentions > m->documents)
        put_mentions(&p, m->mentions);
    tc_buf_addc(&w->out, '\n');
}

static void edge_row(tc_text_writer *w, const tc_edge_row *e)
{
    tc_people p = people(w);
    tc_people_flow(&p, e->source_label, TC_INK_HEAD, NULL, 0);
    tc_people_put(&p, " → ", TC_INK_FAINT);
    tc_people_flow(&p, e->target_label, TC_INK_HEAD, NULL, 0);
    dot(&p);
    put_word(&p, e->relation, TC_INK_PLAIN);
    put_mentions(&p, e->count);
    tc_buf_addc(&w->out, '\n');
}

static void day_row(tc_text_writer *w, const tc_day_row *d)
{
    tc_people p = people(w);
    char text[64];
    separator(w);
    tc_people_date(&p, d->observed, TC_INK_HEAD);
    tc_people_put(&p, "  ", TC_INK_PLAIN);
    tc_people_flow(&p, d->label, TC_INK_HEAD, NULL, 0);
    if (d->years) {
        dot(&p);
        snprintf(text, sizeof text, _("%" PRIu64 " years"), d->years);
        tc_people_put(&p, text, TC_INK_PLAIN);
    }
    if (date_shown(d->origin)) {
        dot(&p);
        tc_people_date(&p, d->origin, TC_INK_PLAIN);
        if (tc_span_eq(d->calendar, TC_SPAN("lunar")))
            tc_people_put(&p, _(" lunar"), TC_INK_PLAIN);
    }
    for (size_t i = 0; i < d->line_count; i++)
        put_line(&p, INDENT, d->lines[i], TC_INK_PLAIN);
    if (d->documents > d->line_count) {
        tc_people_newline(&p, INDENT);
        snprintf(text, sizeof text, _("%" PRIu64 " documents in all"), d->documents);
        tc_people_put(&p, text, TC_INK_FAINT);
    }
    tc_buf_addc(&w->out, '\n');
}

static void summary_row(tc_text_writer *w, const tc_summary_row *s)
{
    tc_people p = people(w);
    char text[128];
    separator(w);
    snprintf(text, sizeof text, _("%" PRIu64 " of %s%" PRIu64 " · %" PRIu64 " ms"), s->returned,
             s->exact ? "" : _("about "), s->matched, s->elapsed_ms);
    tc_people_put(&p, text, TC_INK_FAINT);
    if (s->partial)
        tc_people_put(&p, _(" · partial matches only"), TC_INK_FAINT);
    tc_buf_addc(&w->out, '\n');
}

static void text_begin(tc_row_writer *base, tc_row_kind kind)
{
    (void)base, (void)kind;
}

static void text_row(tc_row_writer *base, tc_row_kind kind, const void *row)
{
    tc_text_writer *w = (tc_text_writer *)base;
    tc_buf_reset(&w->out);
    if (kind != TC_ROW_EVENT && kind != TC_ROW_ERROR)
        end_event_line(w);
    switch (kind) {
    case TC_ROW_DOC:
        doc_row(w, row);
        break;
    case TC_ROW_CITATION:
        citation_row(w, row);
        break;
    case TC_ROW_EVENT:
        event_row(w, row);
        break;
    case TC_ROW_UNIT:
        unit_row(w, row);
        break;
    case TC_ROW_FACET:
        facet_row(w, row);
        break;
    case TC_ROW_MISSING:
        missing_row(w, row);
        break;
    case TC_ROW_EDGE:
        edge_row(w, row);
        break;
    case TC_ROW_DAY:
        day_row(w, row);
        break;
    case TC_ROW_SUMMARY:
        summary_row(w, row);
        break;
    case TC_ROW_NODE:  /* people see edges */
    case TC_ROW_ERROR: /* commands say errors on stderr */
    case TC_ROW_KINDS:
        break;
    }
    if (w->group.status != TC_OK || w->scratch.status != TC_OK || w->line_path.status != TC_OK)
        w->out.status = TC_ENOMEM;
    tc_row_writer_put(base, &w->out);
}

static void text_end(tc_row_writer *base)
{
    tc_text_writer *w = (tc_text_writer *)base;
    if (w->line_path.len)
        putc('\n', base->out);
    tc_buf_reset(&w->line_path);
}

static void text_free(tc_row_writer *base)
{
    tc_text_writer *w = (tc_text_writer *)base;
    tc_buf_release(&w->out);
    tc_buf_release(&w->group);
    tc_buf_release(&w->scratch);
    tc_buf_release(&w->line_path);
    free(w);
}

tc_row_writer *tc_text_writer_new(void)
{
    tc_text_writer *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->base.begin = text_begin;
    w->base.row = text_row;
    w->base.end = text_end;
    w->base.free = text_free;
    tc_buf_init(&w->out, 0);
    tc_buf_init(&w->group, 0);
    tc_buf_init(&w->scratch, 0);
    tc_buf_init(&w->line_path, 0);
    return &w->base;
}
