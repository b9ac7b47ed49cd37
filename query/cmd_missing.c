/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu missing: what the documents of the index cite and the index does not hold. */
#include <inttypes.h>

#include "query/app.h"
#include "query/as_cited.h"
#include "query/missing.h"
#include "query/rows.h"
#include "query/talk.h"

enum { DEFAULT_ROWS = 20, PORTION = 10000 };

typedef struct {
    tc_app *app;
    tc_lacks lacks;
    tc_span type; /* code; empty: any */
    tc_date since;
    uint64_t matched;
} tc_listing;

/* ---- rows --------------------------------------------------------------------------------- */

static bool is_wanted(const tc_listing *k, const tc_candidate *c)
{
    if (k->type.len && !tc_span_eq(tc_text_lower(&k->app->scratch, c->doc_type), k->type))
        return false;
    tc_date date = c->date;
    if (!tc_date_known(date)) /* the number's year at least */
        date = (tc_date){(int16_t)tc_number_year(c->number_key), 0, 0};
    return !tc_date_known(k->since) ||
           (tc_date_known(date) && tc_date_cmp(tc_date_last(date), k->since) >= 0);
}

static void write_row(tc_app *app, const tc_lack *l, const tc_candidate *c)
{
    tc_missing_row row = {.number = c->number,
                          .number_key = l->number_key,
                          .id = l->id,
                          .raw = c->raw,
                          .date = c->date,
                          .issuer = c->issuer,
                          .doc_type = c->doc_type,
                          .documents = l->documents,
                          .mentions = l->mentions};
    tc_app_row(app, TC_ROW_MISSING, &row);
}

typedef struct {
    uint64_t first, end;
} tc_window;

/* Which of those that are wanted are shown. */
static tc_window window_of(const tc_app *app)
{
    const tc_options *o = &app->options;
    uint64_t limit = tc_app_limit(app, DEFAULT_ROWS);
    if (o->count || o->quiet)
        return (tc_window){0, 0};
    return (tc_window){o->offset, limit ? o->offset + limit : UINT64_MAX};
}

static tc_status read_portion(tc_as_cited **out, tc_listing *k, const tc_lack *lacks, size_t count)
{
    tc_app *app = k->app;
    *out = tc_arena_array(&app->arena, count, sizeof **out);
    for (size_t i = 0; i < count; i++)
        (*out)[i] =
            (tc_as_cited){.candidate = {.number_key = lacks[i].number_key, .id = lacks[i].id},
                          .term = lacks[i].term,
                          .documents = lacks[i].documents};
    return tc_read_as_cited(*out, count, &app->arena, &app->scratch, app->engine, &app->err);
}

/* Records tell what a missing document is called, and whether it is wanted. */
static tc_status write_portion(tc_listing *k, const tc_lack *lacks, size_t count, tc_window shown)
{
    tc_as_cited *cited;
    tc_status s = read_portion(&cited, k, lacks, count);
    for (size_t i = 0; s == TC_OK && i < count && !ferror(stdout); i++) {
        tc_arena_reset(&k->app->scratch);
        if (!is_wanted(k, &cited[i].candidate))
            continue;
        if (k->matched >= shown.first && k->matched < shown.end)
            write_row(k->app, &lacks[i], &cited[i].candidate);
        k->matched++;
    }
    return s;
}

/* Where all are wanted, only those of the page are read of. */
static tc_status write_missing(tc_listing *k)
{
    tc_status s = TC_OK;
    tc_window shown = window_of(k->app);
    size_t first = 0, end = k->lacks.len;
    if (!k->type.len && !tc_date_known(k->since)) {
        end = shown.end < end ? (size_t)shown.end : end;
        first = shown.first < end ? (size_t)shown.first : end;
        k->matched = first;
    }
    for (size_t i = first, n; s == TC_OK && i < end && !ferror(stdout); i += n) {
        n = end - i < PORTION ? end - i : PORTION;
        s = write_portion(k, &k->lacks.items[i], n, shown);
    }
    k->matched += k->lacks.len - end;
    return s;
}

/* ---- options ------------------------------------------------------------------------------ */

/* A type that nobody knows is a slip, here as in list. */
static tc_status check_filter(tc_app *app)
{
    const tc_ask *filter;
    tc_compiled *c;
    tc_compile_options o = {.marks = TC_MARKS_SMART};
    tc_app_filter(&filter, app, NULL, 0);
    if (!filter)
        return TC_OK;
    tc_status s = tc_engine_compile(&c, &app->arena, app->engine, filter, &o, &app->err);
    return s == TC_ESYNTAX ? TC_EINVAL : s; /* a column of an option's value is none here */
}

static tc_status read_options(tc_listing *k)
{
    tc_app *app = k->app;
    tc_date since;
    tc_span type = tc_app_filter_value(app, TC_FIELD_ID_TYPE);
    if (type.len)
        k->type = tc_text_lower(&app->arena, tc_type_code(&app->arena, type));
    if (type.len && k->type.len == 0)
        k->type = tc_text_lower(&app->arena, type);
    if (!app->options.since)
        return TC_OK;
    tc_status s = tc_typed_date(&since, &app->arena, app->engine->lexicon,
                                tc_span_str(app->options.since), &app->err);
    if (s == TC_OK)
        k->since = tc_date_first(since);
    return s == TC_ENOTFOUND ? TC_EINVAL : s; /* no date, as the message says */
}

int tc_cmd_missing(tc_app *app)
{
    tc_listing k = {.app = app};
    tc_status s = tc_app_begin(app, TC_ROW_MISSING);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s == TC_OK)
        s = check_filter(app);
    if (s == TC_OK)
        s = read_options(&k);
    if (s == TC_OK)
        s = tc_missing_find(&k.lacks, &app->arena, &app->scratch, app->engine, &app->err);
    if (s == TC_OK)
        s = write_missing(&k);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    if (app->options.count && !app->options.quiet)
        printf("%" PRIu64 "\n", k.matched);
    else
        tc_tell_more(app, app->options.offset + app->rows, k.matched, true);
    return tc_app_finish(app, k.matched > 0);
}
