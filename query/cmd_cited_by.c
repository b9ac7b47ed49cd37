/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu cited-by: which documents cite this one, and where. */
#include "plan/law_number.h"
#include "query/choice.h"
#include "query/lines.h"
#include "query/mentions.h"
#include "query/named.h"
#include "query/short_number.h"
#include "query/talk.h"

typedef struct {
    tc_app *app;
    /* the document: numbers it may be typed as, and its identity when that is known */
    tc_span *keys;
    size_t key_count;
    tc_span id;
    bool by_name; /* named has what it may be */
    tc_named named;
    bool unknown; /* what was typed is no number, no document of the index and no name */
    tc_choice choice;
    TC_VEC(tc_span) chosen; /* identities that are left */
    bool there;             /* one is left, be it without an identity */
    bool has_relation;
    tc_relation relation;
    tc_status_cache *statuses;
} tc_citing;

/* ---- the document that is meant ----------------------------------------------------------- */

static int use_document(tc_citing *k, tc_docid id)
{
    tc_record *r;
    tc_app *app = k->app;
    tc_status s = tc_engine_record(&r, &app->arena, app->engine, id, &app->err);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    k->id = r->plan->id;
    if (r->plan->number_key.len) {
        k->keys = tc_arena_alloc(&app->arena, sizeof *k->keys);
        k->keys[0] = r->plan->number_key;
        k->key_count = 1;
    }
    return 0;
}

/* The number of a citation that was typed whole; its day chooses among several. */
static tc_status use_citation(tc_citing *k)
{
    tc_number_question *q;
    tc_app *app = k->app;
    tc_status s = tc_engine_number(&q, &app->arena, app->engine, k->named.number, &app->err);
    if (s != TC_OK)
        return s == TC_ENOTFOUND ? TC_OK : s;
    k->keys = q->keys;
    k->key_count = q->key_count;
    if (!k->choice.given && tc_date_known(k->named.date)) {
        k->choice.given = k->choice.has_date = true;
        k->choice.first = tc_date_first(k->named.date);
        k->choice.last = tc_date_last(k->named.date);
    }
    return TC_OK;
}

/* A number, whole or cut short; else a document of the index, for its number and identity; else a
 * name; else an identity. */
static int read_target(tc_citing *k, tc_span text)
{
    tc_app *app = k->app;
    tc_number_question *q;
    tc_docid *ids, one;
    size_t count = 0;
    tc_status s = tc_engine_number(&q, &app->arena, app->engine, text, &app->err);
    if (s == TC_OK) {
        bool known;
        k->keys = q->keys;
        k->key_count = q->key_count;
        s = tc_number_known(&known, &app->arena, app->engine->reader, k->keys, k->key_count,
                            &app->err);
        if (s == TC_OK && !known) /* "31-KH/TU ngày 12/4/2021" */
            s = tc_named_find(&k->named, &app->arena, app->engine, text, &app->err);
        if (s == TC_OK && tc_span_eq(k->named.number, text)) /* a number, and no more */
            k->named = (tc_named){.open = 0};
        if (s == TC_OK && k->named.number.len)
            s = use_citation(k);
        return s == TC_OK ? 0 : tc_app_fail(app, s, TC_SPAN(""));
    }
    if (s == TC_ENOTFOUND)
        s = tc_short_number(&k->keys, &k->key_count, &app->arena, app->engine->reader, text,
                            &app->err);
    if (s == TC_OK && k->key_count)
        return 0;
    if (s == TC_OK)
        s = tc_resolve_documents(&ids, &count, &app->arena, app->engine, text, &app->err);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    if (count) {
        int status = tc_find_document(&one, app, text);
        return status ? status : use_document(k, one);
    }
    s = tc_named_find(&k->named, &app->arena, app->engine, text, &app->err);
    if (s == TC_OK && k->named.number.len)
        s = use_citation(k);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    if (!k->key_count)
        k->id = tc_cited_id(&app->arena, text);
    k->by_name = k->named.items.len > 0;
    k->unknown = !k->by_name;
    return 0;
}

/* ---- which of several --------------------------------------------------------------------- */

static tc_status read_relation(tc_citing *k)
{
    tc_app *app = k->app;
    if (!app->options.relation)
        return TC_OK;
    k->has_relation = true;
    if (tc_relation_parse(tc_span_str(app->options.relation), &k->relation))
        return TC_OK;
    return tc_fail(&app->err, TC_EINVAL, "there is no relation \"%s\"", app->options.relation);
}

/* The candidates of the number: told when there are several, narrowed when options say which. */
static tc_status choose(tc_citing *k, tc_span text)
{
    tc_candidates c;
    tc_app *app = k->app;
    tc_status s =
        tc_candidates_find(&c, &app->arena, app->engine, k->keys, k->key_count, &app->err);
    if (s != TC_OK)
        return s;
    if (!k->choice.given && !k->id.len && !app->query_no)
        tc_tell_candidates(app, text, &c);
    for (size_t i = 0; s == TC_OK && i < c.items.len; i++) {
        const tc_candidate *x = &c.items.items[i];
        bool good = true;
        s = tc_choice_fits(&good, &k->choice, app, x->date, x->issuer);
        if (k->choice.id.len && !tc_span_eq(k->choice.id, x->id))
            good = false;
        k->there = k->there || good;
        if (good && x->id.len)
            tc_vec_push(&app->arena, &k->chosen, x->id);
    }
    return s;
}

static bool has_id(const tc_named_one *x, tc_span id)
{
    return id.len == 0 || tc_span_among(x->ids.items, x->ids.len, id);
}

/* The same of a name; options leave those that they mean. */
static tc_status choose_named(tc_citing *k, tc_span text)
{
    size_t kept = 0;
    tc_named *n = &k->named;
    tc_status s = TC_OK;
    if (!k->choice.given && !k->app->query_no)
        tc_tell_named(k->app, text, n);
    for (size_t i = 0; s == TC_OK && k->choice.given && i < n->items.len; i++) {
        bool good;
        const tc_candidate *x = &n->items.items[i].as;
        s = tc_choice_fits(&good, &k->choice, k->app, x->date, x->issuer);
        if (s == TC_OK && good && has_id(&n->items.items[i], k->choice.id))
            n->items.items[kept++] = n->items.items[i];
    }
    if (k->choice.given)
        n->items.len = kept;
    return s;
}

/* ---- mentions ----------------------------------------------------------------------------- */

/* Can a mention without an identity be the document of this one? */
static bool could_be(const tc_citation *c, tc_span id)
{
    return c->candidate_count == 0 || tc_span_among(c->candidates, c->candidate_count, id);
}

static tc_status is_meant(bool *out, tc_citing *k, const tc_citation *c)
{
    *out = false;
    if (k->by_name) {
        *out = (!k->has_relation || c->relation == k->relation) &&
               tc_named_has(&k->app->scratch, &k->named, c);
        return TC_OK;
    }
    tc_span key = tc_cited_number_key(c), id = tc_cited_id(&k->app->scratch, c->id);
    if (k->key_count ? !tc_span_among(k->keys, k->key_count, key) : !tc_span_eq(id, k->id))
        return TC_OK;
    if (k->has_relation && c->relation != k->relation)
        return TC_OK;
    if (k->key_count && k->id.len && (id.len ? !tc_span_eq(id, k->id) : !could_be(c, k->id)))
        return TC_OK;
    *out = true;
    if (!k->choice.given || k->key_count == 0)
        return TC_OK;
    if (id.len) {
        *out = tc_span_among(k->chosen.items, k->chosen.len, id);
        return TC_OK;
    }
    if (k->choice.id.len && !could_be(c, k->choice.id)) {
        *out = false;
        return TC_OK;
    }
    return tc_choice_fits(out, &k->choice, k->app, c->date, c->issuer);
}

/* A document that gives its own number ("ban hành kèm theo Quyết định số ...") cites nobody. */
static bool is_itself(const tc_plan *p, const tc_citation *c)
{
    bool same_id = !p->id.len || !c->id.len || tc_span_eq(p->id, c->id);
    bool same_day =
        !tc_date_known(p->date) || !tc_date_known(c->date) || tc_date_cmp(p->date, c->date) == 0;
    return p->number_key.len && tc_span_eq(p->number_key, c->number_key) && same_id && same_day;
}

static tc_status one_document(void *context, tc_app *app, const tc_shown_doc *doc, bool write,
                              bool *any)
{
    tc_citing *k = context;
    TC_VEC(tc_citation_row) rows = {0};
    const tc_plan *plan = doc->record->plan;
    for (size_t i = 0; i < plan->citations.len; i++) {
        const tc_citation *c = &plan->citations.items[i];
        bool meant;
        tc_status s = is_meant(&meant, k, c);
        if (s != TC_OK)
            return s;
        if (!meant || is_itself(plan, c))
            continue;
        tc_citation_row row = tc_citation_row_of(doc, c);
        s = tc_citation_status(&row, k->statuses, app->engine, c, &app->err);
        if (s != TC_OK)
            return s;
        row.query_no = app->query_no;
        row.query = app->words;
        tc_vec_push(&app->scratch, &rows, row);
    }
    *any = rows.len > 0;
    for (size_t i = 0; write && i < rows.len; i++) {
        rows.items[i].mentions = rows.len;
        tc_app_row(app, TC_ROW_CITATION, &rows.items[i]);
    }
    return TC_OK;
}

static tc_query *any_number(const tc_citing *k, tc_field_id field)
{
    tc_arena *a = &k->app->arena;
    tc_query *any = tc_query_new(a, TC_Q_OR);
    for (size_t i = 0; i < k->key_count; i++)
        tc_query_add(a, any, tc_query_term(a, tc_record_number_term(a, field, k->keys[i])));
    return any;
}

static tc_query *citing_query(const tc_citing *k)
{
    tc_arena *a = &k->app->arena;
    if (k->by_name)
        return tc_named_citing(a, &k->named);
    if (k->key_count)
        return any_number(k, TC_FIELD_ID_CITES);
    return tc_query_term(a, tc_record_key_term(a, TC_FIELD_ID_ID, k->id));
}

/* Whoever has the number among those it cites cites it, if the number is all that was asked for
 * and is not its own. Only documents of this number need to be read then, and they are few. */
static tc_query *own_number(const tc_citing *k)
{
    return any_number(k, TC_FIELD_ID_NUMBER);
}

static tc_status count(tc_citing *k, const tc_ask *filter, tc_visited *visited)
{
    tc_app *app = k->app;
    tc_arena *a = &app->arena;
    uint64_t all, own;
    tc_query *both = tc_query_join(a, TC_Q_AND, citing_query(k), own_number(k));
    tc_status s =
        tc_engine_count(&all, a, app->engine, citing_query(k), filter, TC_MARKS_SMART, &app->err);
    if (s == TC_OK)
        s = tc_engine_count(&own, a, app->engine, both, filter, TC_MARKS_SMART, &app->err);
    if (s == TC_OK)
        s = tc_count_selected(visited, app, both, filter, one_document, k);
    if (s == TC_OK)
        visited->documents += all > own ? all - own : 0;
    return s;
}

static tc_status each_citing(tc_citing *k, tc_visited *visited, const tc_ask *filter, tc_sort sort,
                             bool by_number)
{
    tc_app *app = k->app;
    if (by_number)
        return tc_each_of_sure(visited, app, citing_query(k), own_number(k), filter, sort,
                               one_document, k);
    return tc_each_selected(visited, app, citing_query(k), filter, sort, one_document, k);
}

static tc_status run(tc_citing *k, tc_visited *visited, tc_sort sort)
{
    static const tc_field_id mine[] = {TC_FIELD_ID_DATE, TC_FIELD_ID_ISSUER, TC_FIELD_ID_ID};
    tc_app *app = k->app;
    const tc_ask *filter;
    bool by_number = k->key_count && !k->id.len && !k->has_relation && !k->choice.given;
    k->statuses = tc_status_cache_new(&app->arena);
    tc_app_filter(&filter, app, mine, sizeof mine / sizeof *mine);
    if (app->options.count && by_number)
        return count(k, filter, visited);
    tc_status s = each_citing(k, visited, filter, sort, by_number);
    if (s != TC_OK || !visited->more || app->options.quiet)
        return s;
    uint64_t shown = visited->documents;
    if (by_number)
        s = count(k, filter, visited);
    if (s == TC_OK && by_number && !app->query_no)
        tc_tell_more(app, shown - (size_t)app->options.offset, visited->documents, true);
    return s;
}

/* ---- asking ------------------------------------------------------------------------------- */

/* What all questions of one run share. */
typedef struct {
    tc_citing common;
    tc_sort sort;
    tc_visited visited; /* of all of them */
} tc_asking_citing;

/* 0, or the exit status of what was told. */
static int ask(tc_asking_citing *all, tc_app *app)
{
    tc_citing k = all->common;
    tc_visited visited = {0};
    tc_span text = tc_span_trim(app->words);
    int status = read_target(&k, text);
    if (status)
        return status;
    tc_status s = TC_OK;
    if (k.by_name)
        s = choose_named(&k, text);
    else if (k.key_count)
        s = choose(&k, text);
    if (s == TC_OK)
        s = run(&k, &visited, all->sort);
    if (s == TC_OK && visited.documents == 0 && !k.there && (k.unknown || k.named.number.len) &&
        !app->query_no) {
        tc_app_note(app, _("no document in the index is \"%.*s\""), (int)text.len, text.ptr);
        tc_tell_named(app, text, &k.named);
    }
    if (s == TC_OK && visited.documents == 0 && !app->query_no)
        s = tc_tell_names(app, TC_FIELD_ID_NUMBER, text);
    all->visited.documents += visited.documents;
    all->visited.more = all->visited.more || visited.more;
    return s == TC_OK ? 0 : tc_app_fail(app, s, TC_SPAN(""));
}

/* A line that means no document or several has been told. */
static tc_status ask_line(void *context, tc_app *app)
{
    int status = ask(context, app);
    app->broken = app->broken || (status != 0 && status != TC_EXIT_NOTHING);
    return TC_OK;
}

int tc_cmd_cited_by(tc_app *app)
{
    tc_asking_citing all = {.common.app = app};
    if (tc_span_trim(app->words).len == 0 && !app->options.queries)
        return tc_app_usage(app, _("cited-by takes a number, a name or a document"));
    if (!tc_app_sort(&all.sort, app, TC_SORT_DATE_DOWN))
        return TC_EXIT_USAGE;
    tc_status s = tc_app_begin(app, TC_ROW_CITATION);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s == TC_OK)
        s = tc_choice_read(&all.common.choice, app);
    if (s == TC_OK)
        s = read_relation(&all.common);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    int failed = app->options.queries ? tc_each_line(app, ask_line, &all) : ask(&all, app);
    return failed ? failed : tc_finish_mentions(app, &all.visited);
}
