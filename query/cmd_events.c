/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu events: anniversaries and other events, each with the documents that name it. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "query/mentions.h"
#include "query/snippet.h"
#include "query/talk.h"

typedef struct {
    tc_app *app;
    const tc_compiled *name;   /* or NULL */
    int first_year, last_year; /* of observance; 0: any */
    tc_date on;                /* month and day; 0: any */
    bool has_kind;
    tc_event_kind kind;
    TC_VEC(tc_event_row) rows; /* in the app's arena */
} tc_naming;

/* ---- options ------------------------------------------------------------------------------ */

static bool read_year(int *out, tc_span text)
{
    if (text.len != 4 || !tc_ascii_digits(text))
        return false;
    *out = 0;
    for (size_t i = 0; i < text.len; i++)
        *out = *out * 10 + (text.ptr[i] - '0');
    return true;
}

static bool read_years(tc_naming *k, tc_span text)
{
    size_t dots = tc_span_find(text, TC_SPAN(".."));
    if (text.len == 0)
        return true;
    if (dots == SIZE_MAX) {
        bool good = read_year(&k->first_year, text);
        k->last_year = k->first_year;
        return good;
    }
    tc_span low = tc_span_sub(text, 0, dots), high = tc_span_sub(text, dots + 2, text.len);
    k->first_year = 1;
    k->last_year = 9999;
    return (low.len == 0 || read_year(&k->first_year, low)) &&
           (high.len == 0 || read_year(&k->last_year, high)) && text.len > 2;
}

/* "7/5", "07-05", "7.5", "5" for a month: day first, as dates are written. */
static bool read_day(tc_date *out, const char *text)
{
    unsigned parts[2] = {0, 0};
    size_t n = 0;
    for (const char *p = text; *p; p++) {
        if (*p >= '0' && *p <= '9') {
            parts[n] = parts[n] * 10 + (unsigned)(*p - '0');
            if (parts[n] > 31)
                return false;
        } else if ((*p == '/' || *p == '-' || *p == '.') && n == 0 && p > text) {
            n = 1;
        } else {
            return false;
        }
    }
    *out =
        n ? (tc_date){0, (uint8_t)parts[1], (uint8_t)parts[0]} : (tc_date){0, (uint8_t)parts[0], 0};
    return out->month >= 1 && out->month <= 12 && (n == 0 || out->day >= 1);
}

static bool read_kind(tc_naming *k, const char *name)
{
    for (int i = 0; i < TC_EVENT_KIND_COUNT; i++)
        if (strcmp(tc_event_kind_name((tc_event_kind)i), name) == 0) {
            k->kind = (tc_event_kind)i;
            k->has_kind = true;
        }
    return k->has_kind;
}

static int read_options(tc_naming *k)
{
    const tc_options *o = &k->app->options;
    tc_span year = tc_app_filter_value(k->app, TC_FIELD_ID_YEAR);
    if (!read_years(k, year))
        return tc_app_usage(k->app, _("--year takes a year or A..B, not \"%.*s\""), (int)year.len,
                            year.ptr);
    if (o->on && !read_day(&k->on, o->on))
        return tc_app_usage(k->app, _("--on takes a day and a month such as 7/5, not \"%s\""),
                            o->on);
    if (o->kind && !read_kind(k, o->kind))
        return tc_app_usage(k->app, _("there is no kind of event \"%s\""), o->kind);
    return 0;
}

/* ---- which documents ---------------------------------------------------------------------- */

/* Documents that name any event: by the identities of events. */
static tc_query *any_event(tc_arena *a)
{
    tc_query *q = tc_query_new(a, TC_Q_PREFIX);
    q->term = tc_mark_prefix(TC_MARK_EVENT_ID);
    return q;
}

static tc_query *document_query(const tc_naming *k)
{
    tc_arena *a = &k->app->arena;
    tc_query *all = k->name ? k->name->query : NULL;
    if (k->first_year && k->last_year - k->first_year < 200) {
        tc_query *years = tc_query_new(a, TC_Q_OR);
        for (int y = k->first_year; y <= k->last_year; y++)
            tc_query_add(a, years, tc_query_term(a, tc_record_event_year_term(a, y)));
        all = tc_query_join(a, TC_Q_AND, all, years);
    }
    if (k->on.month)
        all = tc_query_join(a, TC_Q_AND, all,
                            tc_query_term(a, tc_record_event_day_term(a, k->on.month, k->on.day)));
    if (k->app->options.years)
        all = tc_query_join(
            a, TC_Q_AND, all,
            tc_query_term(a, tc_record_event_years_term(a, (unsigned)k->app->options.years)));
    return all ? all : any_event(a);
}

/* The name as a phrase; when no event has it, all its words. */
static tc_status compile_name(tc_naming *k, tc_ask_kind kind, tc_marks marks)
{
    tc_compiled *c;
    tc_app *app = k->app;
    tc_compile_options o = {.marks = marks};
    tc_ask *ask = tc_ask_leaf(&app->arena, kind, TC_FIELD_ID_EVENT, tc_span_trim(app->words));
    ask->source.end = ask->text.len;
    tc_status s = tc_engine_compile(&c, &app->arena, app->engine, ask, &o, &app->err);
    if (s == TC_OK)
        k->name = c;
    return s;
}

/* ---- mentions ----------------------------------------------------------------------------- */

static bool on_day(const tc_naming *k, tc_date d)
{
    return d.month == k->on.month && (k->on.day == 0 || d.day == k->on.day);
}

static tc_status is_meant(bool *out, tc_naming *k, const tc_event *e, const tc_event_row *row)
{
    tc_app *app = k->app;
    *out = false;
    if (k->first_year && (row->observed.year < k->first_year || row->observed.year > k->last_year))
        return TC_OK;
    if (k->on.month && !on_day(k, row->observed) && !on_day(k, e->origin))
        return TC_OK;
    if ((app->options.years && e->years != app->options.years) ||
        (k->has_kind && e->kind != k->kind))
        return TC_OK;
    *out = true;
    if (!k->name)
        return TC_OK;
    return tc_wanted_in(out, &app->scratch, app->engine->lexicon, k->name, e->label, &app->err);
}

static void keep(tc_naming *k, const tc_event_row *row)
{
    tc_arena *a = &k->app->arena;
    tc_event_row *kept = tc_vec_add(a, &k->rows);
    *kept = *row;
    tc_span *const strings[] = {
        &kept->path,  &kept->document, &kept->document_issuer, &kept->document_title, &kept->raw,
        &kept->label, &kept->id,       &kept->section,         &kept->group};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        *strings[i] = tc_arena_copy(a, *strings[i]);
}

static tc_status one_document(void *context, tc_app *app, const tc_shown_doc *doc, bool write,
                              bool *any)
{
    tc_naming *k = context;
    const tc_plan *plan = doc->record->plan;
    (void)write; /* rows are written when all are known */
    for (size_t i = 0; i < plan->events.len; i++) {
        const tc_event *e = &plan->events.items[i];
        bool meant;
        tc_event_row row = tc_event_row_of(&app->scratch, doc, e);
        tc_status s = is_meant(&meant, k, e, &row);
        if (s != TC_OK)
            return s;
        *any = *any || meant;
        if (meant && !app->options.quiet && !app->options.count)
            keep(k, &row);
    }
    return TC_OK;
}

/* By the day of observance, then event, then the newest document first. */
static int by_event(const void *a, const void *b)
{
    const tc_event_row *x = a, *y = b;
    int c = tc_date_cmp(x->observed, y->observed);
    if (c == 0)
        c = tc_date_cmp(x->origin, y->origin);
    if (c == 0)
        c = tc_span_cmp(x->id, y->id);
    if (c == 0)
        c = tc_span_cmp(x->group, y->group);
    if (c == 0)
        c = tc_date_cmp(y->document_date, x->document_date);
    if (c == 0)
        c = tc_span_cmp(x->path, y->path);
    if (c == 0)
        c = x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
    return c;
}

/* The dates that events without one have sort first: they go last. */
static void write_rows(tc_naming *k)
{
    size_t undated = 0, n = k->rows.len;
    if (n)
        qsort(k->rows.items, n, sizeof *k->rows.items, by_event);
    while (undated < n && k->rows.items[undated].observed.year == 0)
        undated++;
    for (size_t i = 0; i < n; i++)
        tc_app_row(k->app, TC_ROW_EVENT, &k->rows.items[(i + undated) % n]);
}

static tc_status run(tc_naming *k, tc_visited *visited)
{
    static const tc_field_id mine[] = {TC_FIELD_ID_YEAR};
    tc_app *app = k->app;
    const tc_ask *filter;
    tc_app_filter(&filter, app, mine, 1);
    return tc_each_selected(visited, app, document_query(k), filter, TC_SORT_DATE_DOWN,
                            one_document, k);
}

/* As typed, then any order of the words, then with all marks open. */
static tc_status run_named(tc_naming *k, tc_visited *visited)
{
    static const tc_ask_kind kinds[] = {TC_ASK_PHRASE, TC_ASK_WORDS};
    tc_marks asked = tc_app_marks(k->app);
    for (int open = 0; open < 2; open++) {
        if (open && (asked != TC_MARKS_SMART || k->app->options.whole || !k->name->openable))
            return TC_OK;
        for (int i = 0; i < 2; i++) {
            tc_status s = compile_name(k, kinds[i], open ? TC_MARKS_IGNORE : asked);
            if (s == TC_OK)
                s = run(k, visited);
            if (s != TC_OK || visited->documents == 0)
                if (s != TC_OK)
                    return s;
            if (visited->documents && open)
                tc_app_note(k->app, _("nothing has these marks; all diacritics were opened"));
            if (visited->documents)
                return TC_OK;
        }
    }
    return TC_OK;
}

int tc_cmd_events(tc_app *app)
{
    tc_naming k = {.app = app};
    tc_visited visited = {0};
    tc_span name = tc_span_trim(app->words);
    int status = read_options(&k);
    if (status)
        return status;
    tc_status s = tc_app_begin(app, TC_ROW_EVENT);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s == TC_OK)
        s = name.len ? run_named(&k, &visited) : run(&k, &visited);
    if (s == TC_OK && visited.documents == 0 && name.len)
        s = tc_tell_names(app, TC_FIELD_ID_EVENT, name);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    write_rows(&k);
    return tc_finish_mentions(app, &visited);
}
