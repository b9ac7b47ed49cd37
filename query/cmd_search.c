/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu search: documents on a topic, ranked, with the passages that show why. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "query/app.h"
#include "query/rows.h"
#include "query/snippet.h"
#include "query/talk.h"

enum { DEFAULT_LIMIT = 20, MAX_PASSAGES = 50, MAX_CONTEXT = 4000 };

typedef struct {
    tc_app *app;
    tc_question question;
    tc_snippet_options passages;
    uint64_t query_no; /* with --queries */
    uint64_t matched;
    bool exact, partial;
    tc_marks marks;
    tc_suggestions suggestions;
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

static tc_status one_row(tc_searching *k, const tc_answer *a, size_t i)
{
    tc_app *app = k->app;
    tc_record *r;
    const tc_hit *hit = &a->hits->items[i];
    tc_status s = tc_app_record(&r, app, hit->id);
    if (s != TC_OK)
        return s == TC_ENOTFOUND ? TC_OK : s;
    tc_shown_doc doc = tc_shown(&app->scratch, app->engine, hit->id, r);
    tc_doc_row row = tc_doc_row_of(&doc);
    row.rank = k->question.offset + i + 1;
    row.score = hit->weight;
    row.query_no = k->query_no;
    row.query = k->question.text;
    s = tc_engine_cited_by(&row.cited_by_count, &app->scratch, app->engine, r->plan->number_key,
                           r->plan->id, &app->err);
    if (s == TC_OK && k->passages.passages)
        s = tc_snippet_make(&row.hits, &row.hit_count, &app->scratch, app->engine->lexicon,
                            app->engine->numbers, r, a->compiled, &k->passages, &app->err);
    if (s == TC_OK)
        tc_app_row(app, TC_ROW_DOC, &row);
    return s;
}

/* A number that several documents bear: which they are. */
static tc_status tell_number(tc_searching *k, const tc_answer *a)
{
    tc_candidates c;
    tc_status s =
        tc_candidates_find(&c, &k->app->arena, k->app->engine, a->compiled->number_keys.items,
                           a->compiled->number_keys.len, &k->app->err);
    if (s == TC_OK)
        tc_tell_candidates(k->app, k->question.text, &c);
    return s;
}

static tc_status show_answer(tc_searching *k, const tc_answer *a)
{
    tc_status s = TC_OK;
    k->matched += a->hits->matched;
    k->exact = k->exact && a->hits->exact;
    k->partial = k->partial || a->partial;
    k->marks = a->marks;
    if (k->query_no == 0)
        tc_tell_given_up(k->app, a);
    if (k->query_no == 0 && a->as_number && !k->app->options.quiet)
        s = tell_number(k, a);
    if (s == TC_OK && k->query_no == 0)
        s = tc_tell_suggestions(&k->suggestions, k->app, &k->question, a);
    if (k->app->options.count || k->app->options.quiet)
        return s;
    for (size_t i = 0; s == TC_OK && i < a->hits->len; i++) {
        tc_arena_reset(&k->app->scratch);
        s = one_row(k, a, i);
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
    tc_answer *a;
    tc_app *app = k->app;
    tc_status s = tc_engine_ask(&a, &app->arena, app->engine, &k->question, &app->err);
    if (s == TC_OK)
        s = show_answer(k, a);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    if (!app->options.count)
        tc_tell_more(app, k->question.offset + app->rows, a->hits->matched, a->hits->exact);
    return finish(k);
}

/* ---- --queries ---------------------------------------------------------------------------- */

/* A line that does not parse is taken as plain words: one odd line must not cost the others. */
static tc_status answer_line(tc_searching *k, tc_arena *arena)
{
    tc_answer *a;
    tc_app *app = k->app;
    k->question.plain = false;
    tc_status s = tc_engine_ask(&a, arena, app->engine, &k->question, &app->err);
    if (s == TC_ESYNTAX) {
        tc_app_note(app, _("question %" PRIu64 ": %s (column %zu); taken as plain words"),
                    k->query_no, app->err.said, app->err.column + 1);
        k->question.plain = true;
        s = tc_engine_ask(&a, arena, app->engine, &k->question, &app->err);
    }
    if (s == TC_EUTF8 || s == TC_ETOOBIG) {
        tc_app_say(_("question %" PRIu64 ": %s"), k->query_no, app->err.said);
        app->broken = true;
        return TC_OK;
    }
    return s == TC_OK ? show_answer(k, a) : s;
}

static int search_lines(tc_searching *k)
{
    tc_app *app = k->app;
    const char *name = app->options.queries;
    FILE *in = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
    if (!in) {
        tc_app_say(_("cannot read %s: %s"), name, tc_errno_said(errno));
        return TC_EXIT_USAGE;
    }
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    tc_arena arena;
    tc_status s = TC_OK;
    tc_arena_init(&arena);
    while (s == TC_OK && !ferror(stdout) && (len = getline(&line, &room, in)) >= 0) {
        k->query_no++;
        k->question.text = tc_span_trim(tc_span_make(line, (size_t)len));
        if (k->question.text.len)
            s = answer_line(k, &arena);
        tc_arena_reset(&arena);
        tc_engine_rest(app->engine);
    }
    tc_arena_release(&arena);
    free(line);
    if (in != stdin)
        fclose(in);
    return s == TC_OK ? finish(k) : tc_app_fail(app, s, TC_SPAN(""));
}

/* ---- the commands ------------------------------------------------------------------------- */

static int search(tc_app *app, size_t limit, tc_sort sort)
{
    tc_searching k = {.app = app, .exact = true};
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
    k.question.limit = app->options.count || app->options.quiet ? 1 : tc_app_limit(app, limit);
    k.question.exact_count = app->options.count;
    k.question.unranked = app->options.count || app->options.quiet;
    k.question.sort = sort;
    return app->options.queries ? search_lines(&k) : search_one(&k);
}

int tc_cmd_search(tc_app *app)
{
    if (tc_span_trim(app->words).len == 0 && app->options.filters.len == 0 && !app->options.queries)
        return tc_app_usage(app, _("what is to be searched?"));
    return search(app, DEFAULT_LIMIT, TC_SORT_RELEVANCE);
}

int tc_cmd_list(tc_app *app)
{
    return search(app, 0, TC_SORT_DATE_DOWN);
}
