/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu units: what a unit has to do, in which documents and sections. */
#include "plan/succession.h"
#include "query/mentions.h"
#include "query/snippet.h"
#include "query/talk.h"

/* The unit under another name, meant in documents from a day on (0: in all). */
typedef struct {
    const tc_compiled *name;
    tc_date from;
} tc_other;

typedef struct {
    tc_app *app;
    const tc_compiled *name; /* NULL: every unit */
    TC_VEC(tc_other) others; /* units before and behind it */
    bool has_role;
    tc_unit_role role;
} tc_naming;

static tc_status is_meant(bool *out, tc_naming *k, const tc_plan *plan, tc_span unit)
{
    tc_app *app = k->app;
    tc_status s = tc_wanted_in(out, &app->scratch, app->engine->lexicon, k->name, unit, &app->err);
    for (size_t i = 0; s == TC_OK && !*out && i < k->others.len; i++) {
        const tc_other *o = &k->others.items[i];
        if (o->from.year && (!tc_date_known(plan->date) || tc_date_cmp(plan->date, o->from) < 0))
            continue;
        s = tc_wanted_in(out, &app->scratch, app->engine->lexicon, o->name, unit, &app->err);
    }
    return s;
}

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
            s = is_meant(&meant, k, plan, u->name);
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

static tc_status compile_one(const tc_compiled **out, tc_app *app, tc_span name, tc_marks marks)
{
    tc_compiled *c;
    tc_compile_options o = {.marks = marks};
    tc_ask *ask = tc_ask_leaf(&app->arena, TC_ASK_PHRASE, TC_FIELD_ID_UNIT, name);
    ask->source.end = name.len;
    tc_status s = tc_engine_compile(&c, &app->arena, app->engine, ask, &o, &app->err);
    if (s == TC_OK)
        *out = c;
    return s;
}

static tc_status compile_name(tc_naming *k, tc_span name, tc_marks marks)
{
    tc_app *app = k->app;
    tc_other_names others = {0};
    tc_status s = compile_one(&k->name, app, name, marks);
    if (s == TC_OK && !app->options.whole)
        tc_succession_find(&others, &app->arena, name);
    k->others.len = 0;
    for (size_t i = 0; s == TC_OK && i < others.len; i++) {
        tc_other o = {.from = others.items[i].from};
        s = compile_one(&o.name, app, others.items[i].name, marks);
        if (s == TC_OK)
            tc_vec_push(&app->arena, &k->others, o);
    }
    return s;
}

/* The name, or one of the others in documents of its time. */
static tc_query *name_query(const tc_naming *k)
{
    tc_arena *a = &k->app->arena;
    tc_query *q = k->name ? k->name->query : NULL;
    for (size_t i = 0; q && i < k->others.len; i++) {
        tc_query *other = k->others.items[i].name->query;
        if (k->others.items[i].from.year)
            other = tc_query_join(a, TC_Q_FILTER, other,
                                  tc_query_range(a, tc_field_at(TC_FIELD_ID_DATE)->slot,
                                                 tc_record_date_low(a, k->others.items[i].from),
                                                 (tc_span){0}));
        q = tc_query_join(a, TC_Q_OR, q, other);
    }
    return q;
}

static tc_query *document_query(const tc_naming *k)
{
    tc_arena *a = &k->app->arena;
    tc_query *role = NULL, *name = name_query(k);
    if (k->has_role)
        role = tc_query_term(a, tc_record_unit_role_term(a, k->role));
    tc_query *all = tc_query_join(a, TC_Q_AND, name, role);
    return all ? all : tc_query_new(a, TC_Q_ALL);
}

static tc_status run(tc_naming *k, tc_visited *visited)
{
    tc_app *app = k->app;
    const tc_ask *filter;
    tc_app_filter(&filter, app, NULL, 0);
    if (!k->name && app->options.count && !app->options.quiet) /* each that has the role's term */
        return tc_engine_count(&visited->documents, &app->arena, app->engine, document_query(k),
                               filter, TC_MARKS_SMART, &app->err);
    return tc_each_selected(visited, app, document_query(k), filter, TC_SORT_DATE_DOWN,
                            one_document, k);
}

static tc_status run_named(tc_naming *k, tc_span name, tc_visited *visited)
{
    tc_marks marks = tc_app_marks(k->app);
    tc_status s = compile_name(k, name, marks);
    if (s == TC_OK)
        s = run(k, visited);
    if (s != TC_OK || visited->documents || marks != TC_MARKS_SMART || !k->name->openable ||
        k->app->options.whole)
        return s;
    s = compile_name(k, name, TC_MARKS_IGNORE);
    if (s == TC_OK)
        s = run(k, visited);
    if (s == TC_OK && visited->documents)
        tc_app_note(k->app, _("nothing has these marks; all diacritics were opened"));
    return s;
}

int tc_cmd_units(tc_app *app)
{
    tc_naming k = {.app = app};
    tc_visited visited = {0};
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
        s = name.len ? run_named(&k, name, &visited) : run(&k, &visited);
    if (s == TC_OK && visited.documents == 0 && name.len)
        s = tc_tell_names(app, TC_FIELD_ID_UNIT, name);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    return tc_finish_mentions(app, &visited);
}
