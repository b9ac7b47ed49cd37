/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu timeline: how many of the documents found are of which year, quarter or month. */
#include <inttypes.h>
#include <stdlib.h>

#include "query/app.h"
#include "query/talk.h"

typedef enum { BY_YEAR, BY_QUARTER, BY_MONTH } tc_period_kind;

static const char *const period_names[] = {
    [BY_YEAR] = "year", [BY_QUARTER] = "quarter", [BY_MONTH] = "month"};

static bool read_period(tc_period_kind *out, const char *name)
{
    *out = BY_YEAR;
    for (int i = BY_YEAR; name && i <= BY_MONTH; i++)
        if (strcmp(period_names[i], name) == 0) {
            *out = (tc_period_kind)i;
            return true;
        }
    return name == NULL;
}

/* The period of a date as the index has it, YYYYMMDD; a date that is cut before the month stays
 * with its year. */
static tc_span period_of(tc_arena *arena, tc_span day, tc_period_kind kind)
{
    if (day.len < 6)
        return TC_SPAN("");
    unsigned month = (unsigned)(day.ptr[4] - '0') * 10 + (unsigned)(day.ptr[5] - '0');
    if (kind == BY_YEAR || month == 0)
        return tc_span_sub(day, 0, 4);
    if (kind == BY_MONTH)
        return tc_span_str(tc_arena_printf(arena, "%.4s-%02u", day.ptr, month));
    return tc_span_str(tc_arena_printf(arena, "%.4s-Q%u", day.ptr, (month + 2) / 3));
}

static int by_value(const void *a, const void *b)
{
    const tc_facet_value *x = a, *y = b;
    return tc_span_cmp(x->value, y->value);
}

/* Days become periods, in order of time. */
static uint64_t write_periods(tc_app *app, struct tc_facet_counts *days, tc_period_kind kind)
{
    uint64_t dated = 0;
    for (size_t i = 0; i < days->len; i++)
        days->items[i].value = period_of(&app->arena, days->items[i].value, kind);
    if (days->len)
        qsort(days->items, days->len, sizeof *days->items, by_value);
    for (size_t i = 0; i < days->len;) {
        tc_facet_row row = {.field = tc_span_str(period_names[kind]),
                            .value = days->items[i].value};
        for (; i < days->len && tc_span_eq(days->items[i].value, row.value); i++)
            row.count += days->items[i].count;
        if (row.value.len == 0)
            continue;
        dated += row.count;
        if (!app->options.count)
            tc_app_row(app, TC_ROW_FACET, &row);
    }
    return dated;
}

int tc_cmd_timeline(tc_app *app)
{
    tc_period_kind kind;
    tc_answer *a;
    uint64_t dated = 0;
    struct tc_facet_request days = {.facet = TC_FACET_DAY};
    if (!read_period(&kind, app->options.by))
        return tc_app_usage(app, _("--by takes year, quarter or month, not \"%s\""),
                            app->options.by);
    tc_question q = {.text = tc_span_trim(app->words),
                     .marks = tc_app_marks(app),
                     .whole = app->options.whole,
                     .exact_count = true,
                     .count_only = true,
                     .unranked = true,
                     .facets = &days,
                     .facet_count = 1};
    tc_app_filter(&q.filter, app, NULL, 0);
    tc_status s = tc_app_begin(app, TC_ROW_FACET);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s == TC_OK)
        s = tc_engine_ask(&a, &app->arena, app->engine, &q, &app->err);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    tc_tell_given_up(app, a);
    s = tc_tell_suggestions(NULL, app, &q, a);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    if (a->hits->facets)
        dated = write_periods(app, &a->hits->facets[0], kind);
    if (dated < a->hits->matched) {
        uint64_t undated = a->hits->matched - dated;
        tc_app_note(app,
                    undated == 1 ? _("%" PRIu64 " document has no date")
                                 : _("%" PRIu64 " documents have no date"),
                    undated);
    }
    if (app->options.count && !app->options.quiet)
        printf("%" PRIu64 "\n", a->hits->matched);
    return tc_app_finish(app, a->hits->matched > 0);
}
