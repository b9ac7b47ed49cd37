/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/mentions.h"

#include <inttypes.h>

tc_status tc_each_document(tc_app *app, const tc_hits *hits, tc_document_fn fn, void *context,
                           uint64_t *documents)
{
    bool silent = app->options.quiet || app->options.count;
    uint64_t limit = tc_app_limit(app, 0), offset = app->options.offset;
    tc_status s = TC_OK;
    *documents = 0;
    for (size_t i = 0; s == TC_OK && i < hits->len && !ferror(stdout); i++) {
        tc_record *r;
        bool any = false, write = !silent && *documents >= offset;
        tc_arena_reset(&app->scratch);
        s = tc_app_record(&r, app, hits->items[i].id);
        if (s == TC_ENOTFOUND) {
            s = TC_OK;
            continue;
        }
        if (s != TC_OK)
            break;
        tc_shown_doc doc = tc_shown(&app->scratch, app->engine, hits->items[i].id, r);
        s = fn(context, app, &doc, write, &any);
        *documents += any;
        if (any && app->options.quiet)
            break;
        if (!silent && limit && *documents >= offset + limit)
            break;
    }
    return s;
}

int tc_finish_mentions(tc_app *app, uint64_t documents)
{
    tc_summary_row row = {.matched = documents,
                          .returned = app->rows,
                          .exact = true,
                          .marks = tc_span_str(tc_marks_name(tc_app_marks(app))),
                          .elapsed_ms = tc_app_elapsed(app)};
    if (app->options.summary && !app->options.count)
        tc_app_row(app, TC_ROW_SUMMARY, &row);
    if (app->options.count && !app->options.quiet)
        printf("%" PRIu64 "\n", documents);
    return tc_app_finish(app, documents > 0);
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
