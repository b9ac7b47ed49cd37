/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/mentions.h"

#include <inttypes.h>
#include <stdlib.h>

enum { SPARE = 8, GROWTH = 4 };

typedef struct {
    uint64_t from;   /* documents with rows before this one are not written */
    uint64_t wanted; /* documents with rows; 0: all */
    /* Documents before the page have rows, and are not read, but for these, by number; NULL: all
     * are read. */
    const tc_hits *doubtful;
} tc_window;

static const tc_window COUNT_ALL = {.from = UINT64_MAX};

static tc_window window_of(const tc_app *app)
{
    uint64_t limit = tc_app_limit(app, 0), offset = app->options.offset;
    if (app->options.quiet)
        return (tc_window){.from = UINT64_MAX, .wanted = 1};
    if (app->options.count)
        return COUNT_ALL;
    return (tc_window){.from = offset, .wanted = limit ? offset + limit : 0};
}

static int by_id(const void *a, const void *b)
{
    const tc_hit *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Does it have rows that nobody wants to see? */
static bool is_passed_over(const tc_window *window, uint64_t documents, const tc_hit *hit)
{
    const tc_hits *d = window->doubtful;
    if (!d || documents >= window->from)
        return false;
    return !d->len || !bsearch(hit, d->items, d->len, sizeof *d->items, by_id);
}

static tc_status visit(tc_visited *v, tc_app *app, const tc_window *window, const tc_hits *hits,
                       tc_document_fn fn, void *context)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < hits->len; i++) {
        tc_record *r;
        bool any = false;
        v->more = ferror(stdout) || (window->wanted && v->documents >= window->wanted);
        if (v->more)
            break;
        if (is_passed_over(window, v->documents, &hits->items[i])) {
            v->documents++;
            continue;
        }
        tc_arena_reset(&app->scratch);
        s = tc_app_record(&r, app, hits->items[i].id);
        if (s == TC_ENOTFOUND) {
            s = TC_OK;
            continue;
        }
        if (s != TC_OK)
            break;
        tc_shown_doc doc = tc_shown(&app->scratch, app->engine, hits->items[i].id, r);
        s = fn(context, app, &doc, v->documents >= window->from, &any);
        v->documents += any;
    }
    return s;
}

tc_status tc_each_document(tc_visited *v, tc_app *app, const tc_hits *hits, tc_document_fn fn,
                           void *context)
{
    tc_window window = window_of(app);
    *v = (tc_visited){0};
    return visit(v, app, &window, hits, fn, context);
}

static tc_status visit_selected(tc_visited *v, tc_app *app, const tc_window *window,
                                tc_query *query, const tc_ask *filter, tc_sort sort,
                                tc_document_fn fn, void *context)
{
    tc_hits *hits;
    tc_status s;
    tc_page page = {.limit = window->wanted ? (size_t)window->wanted + SPARE : 0};
    bool whole = page.limit == 0;
    *v = (tc_visited){0};
    do {
        s = tc_engine_select(&hits, &app->arena, app->engine, query, filter, TC_MARKS_SMART, sort,
                             page, &app->err);
        if (s != TC_OK)
            return s;
        s = visit(v, app, window, hits, fn, context);
        whole = whole || hits->len < page.limit;
        page.offset += page.limit;
        page.limit *= GROWTH;
    } while (s == TC_OK && !whole && !v->more);
    return s;
}

tc_status tc_each_selected(tc_visited *v, tc_app *app, tc_query *query, const tc_ask *filter,
                           tc_sort sort, tc_document_fn fn, void *context)
{
    tc_window window = window_of(app);
    return visit_selected(v, app, &window, query, filter, sort, fn, context);
}

tc_status tc_each_of_sure(tc_visited *v, tc_app *app, tc_query *query, tc_query *doubtful,
                          const tc_ask *filter, tc_sort sort, tc_document_fn fn, void *context)
{
    tc_hits *some = NULL;
    tc_window window = window_of(app);
    tc_status s = TC_OK;
    if (window.from)
        s = tc_engine_select(&some, &app->arena, app->engine,
                             tc_query_join(&app->arena, TC_Q_AND, query, doubtful), filter,
                             TC_MARKS_SMART, TC_SORT_RELEVANCE, TC_PAGE_ALL, &app->err);
    if (s != TC_OK)
        return s;
    if (some && some->len)
        qsort(some->items, some->len, sizeof *some->items, by_id);
    window.doubtful = some;
    return visit_selected(v, app, &window, query, filter, sort, fn, context);
}

tc_status tc_count_selected(tc_visited *v, tc_app *app, tc_query *query, const tc_ask *filter,
                            tc_document_fn fn, void *context)
{
    return visit_selected(v, app, &COUNT_ALL, query, filter, TC_SORT_DATE_DOWN, fn, context);
}

int tc_finish_mentions(tc_app *app, const tc_visited *v)
{
    tc_summary_row row = {.matched = v->documents,
                          .returned = app->rows,
                          .exact = !v->more,
                          .marks = tc_span_str(tc_marks_name(tc_app_marks(app))),
                          .elapsed_ms = tc_app_elapsed(app)};
    if (app->options.summary && !app->options.count)
        tc_app_row(app, TC_ROW_SUMMARY, &row);
    if (app->options.count && !app->options.quiet)
        printf("%" PRIu64 "\n", v->documents);
    return tc_app_finish(app, v->documents > 0);
}

static tc_span target_of(const tc_citation_row *row)
{
    return row->id.len ? row->id : row->number_key.len ? row->number_key : row->raw;
}

void tc_group_by_target(tc_citation_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tc_span target = target_of(&rows[i]);
        size_t end = i + 1;
        for (size_t j = i + 1; j < count; j++) {
            if (!tc_span_eq(target_of(&rows[j]), target))
                continue;
            tc_citation_row row = rows[j];
            memmove(&rows[end + 1], &rows[end], (j - end) * sizeof *rows);
            rows[end++] = row;
        }
        for (size_t j = i; j < end; j++)
            rows[j].mentions = end - i;
        i = end - 1;
    }
}
