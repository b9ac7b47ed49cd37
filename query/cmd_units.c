/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu units: what a unit has to do, in which documents and sections. */
#include "query/mentions.h"
#include "query/snippet.h"
#include "query/talk.h"

typedef struct {
    tc_app *app;
    const tc_compiled *name; /* NULL: every unit */
    bool has_role;
    tc_unit_role role;
} tc_naming;

static tc_status one_document(void *context, tc_app *app, const tc_shown_doc *doc, bool write,
                              bool *any)
{
    tc_naming *k = context;
    const tc_plan *plan = doc->record->plan;
    for (size_t i = 0; i < plan->units.len; i++) {
        const tc_unit *u = &plan->units.items[i];
        bool meant = !k->has_role || u->role == k->role;
        tc_status s = TC_OK;
        if (meant && k->name)
            s = tc_wanted_in(&meant, &app->scratch, app->engine->lexicon, k->name, u->name,
                             &app->err);
        if (s != TC_OK)
            return s;
        *any = *any || meant;
        if (!meant || !write)
            continue;
        tc_unit_row row = tc_unit_row_of(doc, u);
        tc_app_row(app, TC_ROW_UNIT, &row);
    }
    return TC_OK;
}

static tc_status compile_name(tc_naming *k, tc_span name, tc_marks marks)
{
    tc_compiled *c;
    tc_app *app = k->app;
    tc_compiler with = tc_engine_compiler(app->engine);
    tc_compile_options o = {.marks = marks};
    tc_ask *ask = tc_ask_leaf(&app->arena, TC_ASK_PHRASE, TC_FIELD_ID_UNIT, name);
    ask->source.end = name.len;
    tc_status s = tc_compile(&c, &app->arena, &with, ask, &o, &app->err);
    if (s == TC_OK)
        k->name = c;
    return s;
}

static tc_query *document_query(const tc_naming *k)
{
    tc_arena *a = &k->app->arena;
    tc_query *role = NULL, *name = k->name ? k->name->query : NULL;
    if (k->has_role) {
        role = tc_query_new(a, TC_Q_TERM);
        role->term = tc_record_unit_role_term(a, k->role);
    }
    tc_query *all = tc_query_join(a, TC_Q_AND, name, role);
    return all ? all : tc_query_new(a, TC_Q_ALL);
}

static tc_status run(tc_naming *k, uint64_t *documents)
{
    tc_app *app = k->app;
    const tc_ask *filter;
    tc_hits *hits;
    tc_app_filter(&filter, app, NULL, 0);
    tc_status s = tc_engine_select(&hits, &app->arena, app->engine, document_query(k), filter,
                                   TC_MARKS_SMART, TC_SORT_DATE_DOWN, &app->err);
    return s == TC_OK ? tc_each_document(app, hits, one_document, k, documents) : s;
}

static tc_status run_named(tc_naming *k, tc_span name, uint64_t *documents)
{
    tc_marks marks = tc_app_marks(k->app);
    tc_status s = compile_name(k, name, marks);
    if (s == TC_OK)
        s = run(k, documents);
    if (s != TC_OK || *documents || marks != TC_MARKS_SMART || !k->name->openable ||
        k->app->options.whole)
        return s;
    s = compile_name(k, name, TC_MARKS_IGNORE);
    if (s == TC_OK)
        s = run(k, documents);
    if (s == TC_OK && *documents)
        tc_app_note(k->app, _("nothing has these marks; all diacritics were opened"));
    return s;
}

int tc_cmd_units(tc_app *app)
{
    tc_naming k = {.app = app};
    uint64_t documents = 0;
    tc_span name = tc_span_trim(app->words);
    if (app->options.role) {
        k.has_role = true;
        if (!tc_unit_role_parse(tc_span_str(app->options.role), &k.role))
            return tc_app_usage(app, _("there is no role \"%s\""), app->options.role);
    }
    if (name.len == 0 && !k.has_role)
        return tc_app_usage(app, _("units takes a unit's name, or --role"));
    tc_status s = tc_app_begin(app, TC_ROW_UNIT);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s == TC_OK)
        s = name.len ? run_named(&k, name, &documents) : run(&k, &documents);
    if (s == TC_OK && documents == 0 && name.len)
        s = tc_tell_names(app, TC_FIELD_ID_UNIT, name);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    return tc_finish_mentions(app, documents);
}
