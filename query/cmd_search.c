/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu search: documents on a topic, ranked, with the passages that show why. */
#include <inttypes.h>

#include "query/app.h"
#include "query/copies.h"
#include "query/lines.h"
#include "query/rows.h"
#include "query/snippet.h"
#include "query/talk.h"

enum { DEFAULT_LIMIT = 20, MAX_PASSAGES = 50, MAX_CONTEXT = 4000, SPARE = 10 };

/* An answer and the rows to show of it. */
typedef struct {
    tc_answer *answer;
    tc_folded_hits rows;
    uint64_t seen; /* hits up to the last row, copies too */
} tc_found;

typedef struct {
    tc_app *app;
    tc_question question;
    tc_snippet_options passages;
    tc_found found; /* the answer to the line in work */
    uint64_t matched;
    bool exact, partial;
    tc_marks marks;
    tc_suggestions suggestions;
    bool folds;      /* copies are shown with their document */
    uint64_t folded; /* of those */
} tc_searching;

static tc_snippet_options snippet_options(const tc_app *app)
{
    tc_snippet_options o = TC_SNIPPET_OPTIONS_INIT;
    const tc_column_choice *columns = &app->style.columns[TC_ROW_DOC];
    bool wanted = false;
    for (size_t i = 0; i < columns->len; i++)
        wanted = wanted || columns->items[i]->type == TC_COLUMN_PASSAGES;
    if (app->options.snippets != UINT64_MAX)
        o.passages =
            app->options.snippets < MAX_PASSAGES ? (size_t)app->options.snippets : MAX_PASSAGES;
    if (app->options.context)
        o.bytes = app->options.context < MAX_CONTEXT ? (size_t)app->options.context : MAX_CONTEXT;
    if (!wanted || app->format == TC_FORMAT_PATHS)
        o.passages = 0;
    return o;
}

/* ---- asking ------------------------------------------------------------------------------- */

static void take_all(tc_folded_hits *rows, tc_arena *arena, const tc_hits *hits)
{
    for (size_t i = 0; i < hits->len; i++) {
        tc_folded_hit one = {.id = hits->items[i].id, .weight = hits->items[i].weight};
        tc_vec_push(arena, rows, one);
    }
}

/* Those of the page. */
static void take_page(tc_searching *k, tc_found *f)
{
    size_t from = k->question.offset, limit = k->question.limit;
    size_t to = limit && from + limit < f->rows.len ? from + limit : f->rows.len;
    f->seen = 0;
    for (size_t i = 0; i < to; i++)
        f->seen += 1 + f->rows.items[i].copies.len;
    from = from < to ? from : to;
    f->rows.items += from;
    f->rows.len = to - from;
}

/* Asks for some more than the page has, from the start, so that pages fit together whatever was
 * folded before them; and for still more when many were copies. */
static tc_status ask_folding(tc_searching *k, tc_arena *arena, tc_found *f)
{
    tc_app *app = k->app;
    tc_question q = k->question;
    size_t wanted = q.offset + q.limit;
    for (size_t spare = SPARE;; spare *= 4) {
        q.offset = 0;
        q.limit = k->question.limit ? wanted + spare : 0;
        tc_status s = tc_engine_ask(&f->answer, arena, app->engine, &q, &app->err);
        if (s == TC_OK)
            s = tc_copies_fold(&f->rows, arena, &app->scratch, app->engine, f->answer->hits,
                               &app->err);
        if (s != TC_OK)
            return s;
        if (q.limit == 0 || f->rows.len >= wanted || f->answer->hits->len < q.limit)
            break;
    }
    take_page(k, f);
    return TC_OK;
}

static tc_status ask(tc_searching *k, tc_arena *arena, tc_found *f)
{
    tc_app *app = k->app;
    memset(f, 0, sizeof *f);
    if (k->folds)
        return ask_folding(k, arena, f);
    tc_status s = tc_engine_ask(&f->answer, arena, app->engine, &k->question, &app->err);
    if (s != TC_OK)
        return s;
    take_all(&f->rows, arena, f->answer->hits);
    f->seen = k->question.offset + f->rows.len;
    return TC_OK;
}

/* ---- showing ------------------------------------------------------------------------------ */

/* Where its copies are: files of the same content, and documents folded into it. */
static tc_status add_duplicates(tc_searching *k, tc_doc_row *row, const tc_shown_doc *doc,
                                const tc_folded_hit *hit)
{
    tc_app *app = k->app;
    row->duplicates =
        tc_other_paths(&app->scratch, app->engine, doc, hit->copies.len, &row->duplicate_count);
    for (size_t i = 0; i < hit->copies.len; i++) {
        tc_record *r;
        tc_status s = tc_app_record(&r, app, hit->copies.items[i]);
        if (s == TC_ENOTFOUND)
            continue;
        if (s != TC_OK)
            return s;
        tc_shown_doc copy = tc_shown(&app->scratch, app->engine, hit->copies.items[i], r);
        row->duplicates[row->duplicate_count++] = copy.path;
    }
    k->folded += hit->copies.len;
    return TC_OK;
}

static tc_status one_row(tc_searching *k, const tc_found *f, size_t i)
{
    tc_app *app = k->app;
    tc_record *r;
    const tc_folded_hit *hit = &f->rows.items[i];
    tc_status s = tc_app_record(&r, app, hit->id);
    if (s != TC_OK)
        return s == TC_ENOTFOUND ? TC_OK : s;
    tc_shown_doc doc = tc_shown(&app->scratch, app->engine, hit->id, r);
    tc_doc_row row = tc_doc_row_of(&doc);
    row.rank = k->question.offset + i + 1;
    row.score = hit->weight;
    row.query_no = app->query_no;
    row.query = k->question.text;
    s = tc_engine_cited_by(&row.cited_by_count, &app->scratch, app->engine, r->plan->number_key,
                           r->plan->id, &app->err);
    if (s == TC_OK)
        s = add_duplicates(k, &row, &doc, hit);
    if (s == TC_OK && k->passages.passages)
        s = tc_snippet_make(&row.hits, &row.hit_count, &app->scratch, app->engine->lexicon,
                            app->engine->numbers, r, f->answer->compiled, &k->passages, &app->err);
    if (s == TC_OK)
        tc_app_row(app, TC_ROW_DOC, &row);
    return s;
}

static tc_status show_answer(tc_searching *k, const tc_found *f)
{
    const tc_answer *a = f->answer;
    tc_status s = TC_OK;
    k->matched += a->hits->matched;
    k->exact = k->exact && a->hits->exact;
    k->partial = k->partial || a->partial;
    k->marks = a->marks;
    if (k->app->query_no == 0)
        tc_tell_given_up(k->app, a);
    if (k->app->query_no == 0 && a->as_number)
        s = tc_tell_bearers(k->app, k->question.text, a->compiled->number_keys.items,
                            a->compiled->number_keys.len);
    if (s == TC_OK && k->app->query_no == 0)
        s = tc_tell_suggestions(&k->suggestions, k->app, &k->question, a);
    if (k->app->options.count || k->app->options.quiet)
        return s;
    for (size_t i = 0; s == TC_OK && i < f->rows.len; i++) {
        tc_arena_reset(&k->app->scratch);
        s = one_row(k, f, i);
        if (ferror(stdout))
            break;
    }
    return s;
}

static void put_summary(tc_searching *k)
{
    tc_summary_row row = {.matched = k->matched,
                          .returned = k->app->rows,
                          .exact = k->exact,
                          .partial = k->partial,
                          .marks = tc_span_str(tc_marks_name(k->marks)),
                          .elapsed_ms = tc_app_elapsed(k->app),
                          .folded = k->folded,
                          .suggestions = k->suggestions.items,
                          .suggestion_count = k->suggestions.len};
    if (k->app->options.summary && !k->app->options.count)
        tc_app_row(k->app, TC_ROW_SUMMARY, &row);
}

static int finish(tc_searching *k)
{
    put_summary(k);
    if (k->app->options.count && !k->app->options.quiet)
        printf("%" PRIu64 "\n", k->matched);
    return tc_app_finish(k->app, k->matched > 0);
}

static int search_one(tc_searching *k)
{
    tc_found f;
    tc_app *app = k->app;
    tc_status s = ask(k, &app->arena, &f);
    if (s == TC_OK)
        s = show_answer(k, &f);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    if (!app->options.count)
        tc_tell_more(app, f.seen, f.answer->hits->matched, f.answer->hits->exact);
    tc_tell_folded(app, k->folded);
    return finish(k);
}

/* ---- --queries ---------------------------------------------------------------------------- */

static tc_status ask_found(void *context, tc_app *app)
{
    tc_searching *k = context;
    return ask(k, &app->arena, &k->found);
}

static tc_status answer_line(void *context, tc_app *app)
{
    tc_searching *k = context;
    bool answered;
    tc_status s = tc_ask_line(&answered, app, &k->question, ask_found, k);
    return answered ? show_answer(k, &k->found) : s;
}

static int search_lines(tc_searching *k)
{
    int failed = tc_each_line(k->app, answer_line, k);
    return failed ? failed : finish(k);
}

/* ---- the commands ------------------------------------------------------------------------- */

static int search(tc_app *app, size_t limit, tc_sort sort, bool folds)
{
    tc_searching k = {.app = app, .exact = true};
    bool rows = !app->options.count && !app->options.quiet;
    if (!tc_app_sort(&sort, app, sort))
        return TC_EXIT_USAGE;
    tc_app_filter(&k.question.filter, app, NULL, 0);
    tc_status s = tc_app_begin(app, TC_ROW_DOC);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    k.passages = snippet_options(app);
    k.question.text = tc_span_trim(app->words);
    k.question.marks = tc_app_marks(app);
    k.question.whole = app->options.whole;
    k.question.offset = (size_t)app->options.offset;
    k.question.limit = rows ? tc_app_limit(app, limit) : 1;
    k.question.exact_count = app->options.count;
    k.question.unranked = !rows;
    k.question.count_only = !rows && app->options.count;
    k.folds = folds && rows && !app->options.all;
    k.question.sort = sort;
    return app->options.queries ? search_lines(&k) : search_one(&k);
}

int tc_cmd_search(tc_app *app)
{
    if (tc_span_trim(app->words).len == 0 && app->options.filters.len == 0 && !app->options.queries)
        return tc_app_usage(app, _("what is to be searched?"));
    return search(app, DEFAULT_LIMIT, TC_SORT_RELEVANCE, true);
}

int tc_cmd_list(tc_app *app)
{
    return search(app, 0, TC_SORT_DATE_DOWN, false);
}
