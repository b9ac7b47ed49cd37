/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu show: all that is known of one document. */
#include <inttypes.h>

#include "base/retell.h"
#include "query/app.h"
#include "query/people.h"
#include "query/rows.h"
#include "query/talk.h"

enum { LABEL_WIDTH = 13, LIST_INDENT = 2 };

typedef struct {
    tc_app *app;
    tc_people p;
    tc_shown_doc doc;
    const tc_plan *plan;
    tc_status_cache *statuses;
} tc_showing;

/* ---- for people --------------------------------------------------------------------------- */

static void label(tc_showing *k, const char *name)
{
    tc_people *p = &k->p;
    p->column = p->indent = 0;
    tc_people_put(p, name, TC_INK_FAINT);
    while (p->column < LABEL_WIDTH) {
        tc_buf_addc(p->out, ' ');
        p->column++;
    }
    p->indent = LABEL_WIDTH;
}

static void end_line(tc_showing *k)
{
    tc_buf_addc(k->p.out, '\n');
    k->p.column = k->p.indent = 0;
}

static void field(tc_showing *k, const char *name, tc_span value, tc_ink ink)
{
    if (value.len == 0)
        return;
    label(k, name);
    tc_people_flow(&k->p, value, ink, NULL, 0);
    end_line(k);
}

static void date_field(tc_showing *k, const char *name, tc_date d)
{
    if (!d.year && !d.month)
        return;
    label(k, name);
    tc_people_date(&k->p, d, TC_INK_PLAIN);
    end_line(k);
}

static void heading(tc_showing *k, const char *name, size_t count)
{
    tc_buf_addc(k->p.out, '\n');
    k->p.column = k->p.indent = 0;
    tc_people_put(&k->p, name, TC_INK_HEAD);
    tc_people_put(&k->p, tc_arena_printf(&k->app->scratch, " (%zu)", count), TC_INK_FAINT);
    end_line(k);
}

static void begin_item(tc_showing *k, size_t level)
{
    size_t indent = LIST_INDENT * level;
    for (size_t i = 0; i < indent; i++)
        tc_buf_addc(k->p.out, ' ');
    k->p.column = indent;
    k->p.indent = indent + LIST_INDENT;
}

static void flow(tc_showing *k, tc_span s, tc_ink ink)
{
    tc_people_flow(&k->p, s, ink, NULL, 0);
}

static void dot(tc_showing *k)
{
    tc_people_put(&k->p, " · ", TC_INK_FAINT);
}

static void section_of(tc_showing *k, tc_span section)
{
    if (section.len == 0)
        return;
    dot(k);
    flow(k, section, TC_INK_FAINT);
}

/* The fields that people have told. */
static tc_status show_by_hand(tc_showing *k)
{
    tc_app *app = k->app;
    tc_span *names, all = TC_SPAN("");
    size_t count;
    tc_status s = tc_shown_told(&names, &count, &app->arena, app->engine, &k->doc, &app->err);
    for (size_t i = 0; s == TC_OK && i < count; i++)
        all = tc_span_str(tc_arena_printf(&app->scratch, "%.*s%s%.*s", (int)all.len, all.ptr,
                                          i ? ", " : "", (int)names[i].len, names[i].ptr));
    field(k, _("by hand"), all, TC_INK_MATCH);
    return s;
}

static tc_status show_header(tc_showing *k)
{
    const tc_plan *p = k->plan;
    const tc_record *r = k->doc.record;
    uint64_t cited = 0;
    field(k, _("number"), p->number, TC_INK_HEAD);
    field(k, _("type"), p->doc_type_label.len ? p->doc_type_label : p->doc_type, TC_INK_PLAIN);
    field(k, _("title"), p->title, TC_INK_HEAD);
    date_field(k, _("date"), p->date);
    field(k, _("place"), p->place, TC_INK_PLAIN);
    field(k, _("issuer"), p->issuer, TC_INK_PLAIN);
    field(k, _("under"), p->issuer_parent, TC_INK_PLAIN);
    field(k, _("signed for"), p->signer.authority, TC_INK_PLAIN);
    field(k, _("as"), p->signer.position, TC_INK_PLAIN);
    field(k, _("by"), p->signer.name, TC_INK_PLAIN);
    field(k, _("identity"), p->id, TC_INK_PLAIN);
    tc_status s = show_by_hand(k);
    if (s == TC_OK)
        s = tc_engine_cited_by(&cited, &k->app->scratch, k->app->engine, p->number_key, p->id,
                               &k->app->err);
    if (s != TC_OK)
        return s;
    if (p->number_key.len)
        field(k, _("cited by"), tc_span_str(tc_arena_printf(&k->app->scratch, "%" PRIu64, cited)),
              TC_INK_PLAIN);
    for (size_t i = 0; i < r->path_count; i++)
        field(k, _("file"),
              tc_engine_path(&k->app->scratch, k->app->engine, k->doc.id, r->paths[i]),
              TC_INK_PATH);
    field(k, _("sha256"), r->sha256, TC_INK_FAINT);
    field(k, _("format"), r->mime, TC_INK_FAINT);
    for (size_t i = 0; i < r->warning_count; i++)
        field(k, _("warning"), tc_span_str(tc_retell(&k->app->scratch, r->warnings[i])),
              TC_INK_MATCH);
    return TC_OK;
}

static void show_sections(tc_showing *k)
{
    const tc_plan *p = k->plan;
    if (p->sections.len == 0)
        return;
    heading(k, _("Sections"), p->sections.len);
    for (size_t i = 0; i < p->sections.len; i++) {
        const tc_section *s = &p->sections.items[i];
        begin_item(k, s->level ? s->level : 1);
        flow(k, s->label, TC_INK_FAINT);
        tc_people_put(&k->p, " ", TC_INK_PLAIN);
        flow(k, s->title, TC_INK_PLAIN);
        end_line(k);
    }
}

/* How often, when more than once. */
static void times(tc_showing *k, size_t n)
{
    if (n > 1)
        tc_people_put(&k->p, tc_arena_printf(&k->app->scratch, " ×%zu", n), TC_INK_FAINT);
}

static tc_span named(const tc_citation *c)
{
    return c->id.len ? c->id : c->number_key;
}

static bool same_target(const tc_showing *k, const tc_citation *a, const tc_citation *b)
{
    if (named(a).len || named(b).len)
        return tc_span_eq(named(a), named(b));
    tc_span text = k->doc.record->text;
    return tc_span_eq(tc_span_sub(text, a->span.start, a->span.end),
                      tc_span_sub(text, b->span.start, b->span.end));
}

/* Each cited document once, by its first mention. */
static tc_status show_citations(tc_showing *k)
{
    const tc_plan *p = k->plan;
    if (p->citations.len)
        heading(k, _("Cites"), p->citations.len);
    for (size_t i = 0; i < p->citations.len; i++) {
        const tc_citation *c = &p->citations.items[i];
        size_t before = 0, all = 0;
        for (size_t j = 0; j < p->citations.len; j++)
            if (same_target(k, c, &p->citations.items[j])) {
                before += j < i;
                all++;
            }
        if (before)
            continue;
        tc_citation_row row = tc_citation_row_of(&k->doc, c);
        tc_status s = tc_citation_status(&row, k->statuses, k->app->engine, c, &k->app->err);
        if (s != TC_OK)
            return s;
        begin_item(k, 1);
        flow(k, row.raw, TC_INK_PLAIN);
        times(k, all);
        dot(k);
        tc_people_put(&k->p, tc_people_word(tc_relation_name(c->relation)), TC_INK_FAINT);
        dot(k);
        tc_people_put(&k->p,
                      tc_people_word(tc_arena_printf(&k->app->scratch, "%.*s", (int)row.status.len,
                                                     row.status.ptr)),
                      TC_INK_FAINT);
        section_of(k, row.section);
        end_line(k);
    }
    return TC_OK;
}

static bool same_event(const tc_event *a, const tc_event *b)
{
    bool same = a->id.len ? tc_span_eq(a->id, b->id) : tc_span_eq(a->label, b->label);
    return same && a->years == b->years && tc_date_cmp(a->origin, b->origin) == 0 &&
           tc_date_cmp(a->observed, b->observed) == 0;
}

static void show_event(tc_showing *k, const tc_event *e, size_t all)
{
    tc_event_row row = tc_event_row_of(&k->app->scratch, &k->doc, e);
    const tc_date dates[] = {row.origin, row.observed};
    begin_item(k, 1);
    flow(k, row.label, TC_INK_PLAIN);
    times(k, all);
    if (e->years) {
        dot(k);
        tc_people_put(&k->p, tc_arena_printf(&k->app->scratch, _("%u years"), e->years),
                      TC_INK_PLAIN);
    }
    for (size_t d = 0; d < 2; d++)
        if (dates[d].year || dates[d].month) {
            dot(k);
            tc_people_date(&k->p, dates[d], TC_INK_PLAIN);
        }
    section_of(k, row.section);
    end_line(k);
}

static void show_events(tc_showing *k)
{
    const tc_plan *p = k->plan;
    if (p->events.len)
        heading(k, _("Events"), p->events.len);
    for (size_t i = 0; i < p->events.len; i++) {
        size_t before = 0, all = 0;
        for (size_t j = 0; j < p->events.len; j++)
            if (same_event(&p->events.items[i], &p->events.items[j])) {
                before += j < i;
                all++;
            }
        if (!before)
            show_event(k, &p->events.items[i], all);
    }
}

static void show_units(tc_showing *k)
{
    const tc_plan *p = k->plan;
    if (p->units.len)
        heading(k, _("Units"), p->units.len);
    for (size_t i = 0; i < p->units.len; i++) {
        tc_unit_row row = tc_unit_row_of(&k->doc, &p->units.items[i]);
        begin_item(k, 1);
        flow(k, row.name, TC_INK_PLAIN);
        dot(k);
        tc_people_put(&k->p, tc_people_word(tc_unit_role_name(p->units.items[i].role)),
                      TC_INK_FAINT);
        section_of(k, row.section);
        end_line(k);
    }
}

static void show_periods(tc_showing *k)
{
    const tc_plan *p = k->plan;
    if (p->periods.len)
        heading(k, _("Periods"), p->periods.len);
    for (size_t i = 0; i < p->periods.len; i++) {
        begin_item(k, 1);
        tc_people_date(&k->p, p->periods.items[i].from, TC_INK_PLAIN);
        tc_people_put(&k->p, " – ", TC_INK_PLAIN);
        tc_people_date(&k->p, p->periods.items[i].to, TC_INK_PLAIN);
        end_line(k);
    }
}

static tc_status show_for_people(tc_showing *k)
{
    tc_status s = show_header(k);
    if (s != TC_OK)
        return s;
    show_sections(k);
    s = show_citations(k);
    show_events(k);
    show_units(k);
    show_periods(k);
    return s;
}

/* ---- for programs ------------------------------------------------------------------------- */

static tc_status show_json(tc_showing *k)
{
    tc_app *app = k->app;
    tc_status s = tc_shown_json(k->p.out, &app->arena, app->engine, &k->doc, &app->err);
    tc_buf_addc(k->p.out, '\n');
    return s;
}

/* The text as it is; on a terminal without what a terminal must not be sent. */
static void show_text(tc_showing *k)
{
    tc_span text = k->doc.record->text;
    size_t start = 0;
    if (!k->app->style.terminal) {
        tc_buf_add(k->p.out, text);
        return;
    }
    while (start < text.len) {
        size_t end = start;
        while (end < text.len && text.ptr[end] != '\n')
            end++;
        tc_people_clean(k->p.out, tc_span_sub(text, start, end));
        tc_buf_addc(k->p.out, '\n');
        start = end + 1;
    }
}

static tc_status show(tc_showing *k, tc_docid id)
{
    tc_app *app = k->app;
    tc_record *r;
    tc_status s = tc_engine_record(&r, &app->arena, app->engine, id, &app->err);
    if (s != TC_OK)
        return s;
    k->doc = tc_shown(&app->arena, app->engine, id, r);
    k->plan = r->plan;
    k->statuses = tc_status_cache_new(&app->arena);
    if (app->options.text)
        show_text(k);
    else if (app->format == TC_FORMAT_JSONL)
        s = show_json(k);
    else if (app->format == TC_FORMAT_PATHS)
        tc_buf_add(k->p.out, k->doc.path);
    else
        s = show_for_people(k);
    if (app->format == TC_FORMAT_PATHS && !app->options.text)
        tc_buf_addc(k->p.out, app->style.zero ? '\0' : '\n');
    return s;
}

int tc_cmd_show(tc_app *app)
{
    tc_docid id;
    tc_buf out;
    tc_span text = tc_span_trim(app->words);
    if (text.len == 0)
        return tc_app_usage(app, _("show takes a document"));
    if (app->options.fields)
        return tc_app_usage(app, _("--fields does not go with show"));
    tc_status s = tc_app_begin(app, TC_ROW_DOC);
    if (s == TC_OK && (app->format == TC_FORMAT_CSV || app->format == TC_FORMAT_TSV))
        return tc_app_usage(app, _("show writes text, jsonl or paths"));
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    int status = tc_find_document(&id, app, text);
    if (status)
        return status;
    tc_buf_init(&out, 0);
    tc_showing k = {.app = app};
    k.p = (tc_people){.out = &out, .color = app->style.color, .width = app->style.width};
    s = show(&k, id);
    if (s == TC_OK && out.status != TC_OK)
        s = tc_fail(&app->err, out.status, "the document is too large to show");
    if (s == TC_OK && !app->options.quiet)
        fwrite(out.ptr, 1, out.len, stdout);
    tc_buf_release(&out);
    return s == TC_OK ? tc_app_finish(app, true) : tc_app_fail(app, s, TC_SPAN(""));
}
