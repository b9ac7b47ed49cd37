/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu facets: how many of the documents found have which type, issuer, year ... */
#include "query/app.h"
#include "query/talk.h"

enum { DEFAULT_VALUES = 10, MAX_FACETS = 16 };

typedef struct {
    tc_field_id fields[MAX_FACETS];
    struct tc_facet_request requests[MAX_FACETS];
    size_t count;
} tc_facet_choice;

static void add_facet(tc_facet_choice *c, tc_field_id id, size_t limit)
{
    const tc_field *f = tc_field_at(id);
    if (c->count == MAX_FACETS)
        return;
    c->fields[c->count] = id;
    c->requests[c->count++] = (struct tc_facet_request){
        .slot = f->slot, .many = f->facet == TC_FACET_MANY, .limit = limit};
}

/* "type,year"; false when one of them is no facet. */
static bool read_fields(tc_facet_choice *c, tc_span names, size_t limit, tc_span *bad)
{
    for (size_t start = 0; start <= names.len;) {
        size_t end = start;
        while (end < names.len && names.ptr[end] != ',')
            end++;
        tc_span name = tc_span_trim(tc_span_sub(names, start, end));
        tc_field_id id;
        *bad = name;
        if (!tc_field_find(name, &id) || tc_field_at(id)->facet == TC_FACET_NONE)
            return false;
        add_facet(c, id, limit);
        start = end + 1;
    }
    return true;
}

static void write_facets(tc_app *app, const tc_facet_choice *c, const tc_hits *hits)
{
    for (size_t i = 0; i < c->count && hits->facets; i++)
        for (size_t v = 0; v < hits->facets[i].len; v++) {
            tc_facet_row row = {.field = tc_span_str(tc_field_at(c->fields[i])->name),
                                .value = hits->facets[i].items[v].value,
                                .count = hits->facets[i].items[v].count};
            if (c->fields[i] == TC_FIELD_ID_TYPE)
                row.label = tc_type_label(row.value, TC_SYSTEM_UNKNOWN);
            tc_app_row(app, TC_ROW_FACET, &row);
        }
}

int tc_cmd_facets(tc_app *app)
{
    static const tc_field_id standard[] = {TC_FIELD_ID_TYPE, TC_FIELD_ID_ISSUER,
                                           TC_FIELD_ID_YEAR, TC_FIELD_ID_EVENT,
                                           TC_FIELD_ID_UNIT, TC_FIELD_ID_CITES};
    tc_facet_choice c = {.count = 0};
    tc_suggestions suggestions;
    tc_answer *a;
    size_t limit = tc_app_limit(app, DEFAULT_VALUES);
    tc_span bad;
    if (app->options.by && !read_fields(&c, tc_span_str(app->options.by), limit, &bad))
        return tc_app_usage(app, _("--by: there are no counts of \"%.*s\""), (int)bad.len, bad.ptr);
    for (size_t i = 0; !app->options.by && i < sizeof standard / sizeof *standard; i++)
        add_facet(&c, standard[i], limit);
    tc_question q = {.text = tc_span_trim(app->words),
                     .marks = tc_app_marks(app),
                     .whole = app->options.whole,
                     .limit = 1,
                     .exact_count = true,
                     .unranked = true,
                     .facets = c.requests,
                     .facet_count = c.count};
    tc_app_filter(&q.filter, app, NULL, 0);
    tc_status s = tc_app_begin(app, TC_ROW_FACET);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s == TC_OK)
        s = tc_engine_ask(&a, &app->arena, app->engine, &q, &app->err);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    tc_tell_given_up(app, a);
    s = tc_tell_suggestions(&suggestions, app, &q, a);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    if (!app->options.count)
        write_facets(app, &c, a->hits);
    tc_summary_row row = {.matched = a->hits->matched,
                          .returned = app->rows,
                          .exact = a->hits->exact,
                          .partial = a->partial,
                          .marks = tc_span_str(tc_marks_name(a->marks)),
                          .elapsed_ms = tc_app_elapsed(app),
                          .suggestions = suggestions.items,
                          .suggestion_count = suggestions.len};
    if (app->options.summary && !app->options.count)
        tc_app_row(app, TC_ROW_SUMMARY, &row);
    if (app->options.count && !app->options.quiet)
        printf("%llu\n", (unsigned long long)a->hits->matched);
    return tc_app_finish(app, a->hits->matched > 0);
}
