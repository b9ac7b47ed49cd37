/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu facets: how many of the documents found have which type, issuer, year ... */
#include <stdlib.h>

#include "plan/resolve.h"
#include "query/lines.h"
#include "query/talk.h"
#include "text/text.h"

enum { DEFAULT_VALUES = 10, MAX_FACETS = 16, MANY = 100 };

typedef struct {
    const char *name;
    tc_field_id field; /* TC_FIELD_COUNT: terms of office */
} tc_counted;

typedef struct {
    tc_counted items[MAX_FACETS];
    struct tc_facet_request requests[MAX_FACETS];
    size_t count, limit;
} tc_facet_choice;

static void add_facet(tc_facet_choice *c, tc_field_id id)
{
    const tc_field *f = tc_field_at(id);
    if (c->count == MAX_FACETS)
        return;
    c->items[c->count] = (tc_counted){f->name, id};
    c->requests[c->count++] = (struct tc_facet_request){.facet = f->facet, .limit = c->limit};
}

/* Counted by days, which are put together by write_terms. */
static void add_terms(tc_facet_choice *c)
{
    if (c->count == MAX_FACETS)
        return;
    c->items[c->count] = (tc_counted){"term", TC_FIELD_COUNT};
    c->requests[c->count++] = (struct tc_facet_request){.facet = TC_FACET_DAY};
}

/* "type,year"; false when one of them is no facet. */
static bool read_fields(tc_facet_choice *c, tc_span names, tc_span *bad)
{
    for (size_t start = 0; start <= names.len;) {
        size_t end = start;
        while (end < names.len && names.ptr[end] != ',')
            end++;
        tc_span name = tc_span_trim(tc_span_sub(names, start, end));
        tc_field_id id;
        *bad = name;
        start = end + 1;
        if (tc_span_eq(name, TC_SPAN("term")) || tc_span_eq(name, TC_SPAN("nhiem_ky")))
            add_terms(c);
        else if (!tc_field_find(name, &id) || tc_field_at(id)->facet == TC_FACET_NONE)
            return false;
        else
            add_facet(c, id);
    }
    return true;
}

/* All years that documents are of, once a label needs them: to list them passes by all documents of
 * each. */
typedef struct {
    bool listed;
    tc_term_list list;
} tc_years;

/* ---- what values are called --------------------------------------------------------------- */

static tc_query *key_query(tc_app *app, tc_field_id field, tc_span value)
{
    return tc_query_term(&app->arena, tc_record_key_term(&app->arena, field, value));
}

static tc_status count_of(uint64_t *out, tc_app *app, tc_span type, tc_system system)
{
    tc_hits *hits;
    tc_span name = tc_span_str(tc_system_name(system));
    tc_query *q = tc_query_join(&app->arena, TC_Q_AND, key_query(app, TC_FIELD_ID_TYPE, type),
                                key_query(app, TC_FIELD_ID_SYSTEM, name));
    tc_search_options o = {.exact_count = true, .sort_slot = TC_NO_SLOT, .unordered = true};
    tc_status s = tc_reader_search(&hits, &app->arena, app->engine->reader, q, &o, &app->err);
    *out = s == TC_OK ? hits->matched : 0;
    return s;
}

/* "TT" is a thông tư of the State and a thông tri of the Party: what most here are. */
static tc_status type_label(tc_span *out, tc_app *app, tc_span type)
{
    uint64_t party = 0, state = 0;
    tc_span of_party = tc_type_label(type, TC_SYSTEM_PARTY);
    tc_span of_state = tc_type_label(type, TC_SYSTEM_STATE);
    *out = of_state;
    if (tc_span_eq(of_party, of_state))
        return TC_OK;
    tc_status s = count_of(&party, app, type, TC_SYSTEM_PARTY);
    if (s == TC_OK)
        s = count_of(&state, app, type, TC_SYSTEM_STATE);
    *out = party > state ? of_party : of_state;
    return s;
}

/* The newest document of the query; only those of this date where it is not empty. */
static tc_status newest_of(tc_hits **out, tc_app *app, tc_span term, tc_span date)
{
    tc_arena *a = &app->arena;
    tc_query *q = tc_query_term(a, term), *then = NULL;
    tc_search_options o = {.limit = 1, .sort_slot = TC_TIE_SLOT};
    if (date.len)
        then = tc_query_term(a, tc_record_key_term(a, TC_FIELD_ID_DATE, date));
    q = tc_query_join(a, TC_Q_AND, q, then);
    return tc_reader_search(out, a, app->engine->reader, q, &o, &app->err);
}

/* Are there any of this date? That is quickly told, even where there are very many. */
static tc_status any_of(bool *out, tc_app *app, tc_span term, tc_span date)
{
    return tc_reader_meet(out, app->engine->reader, term,
                          tc_record_key_term(&app->arena, TC_FIELD_ID_DATE, date), &app->err);
}

/* The last month or day behind that date of which there are documents; as it is, when there is
 * none. */
static tc_status add_part(tc_span *date, tc_app *app, tc_span term, unsigned parts)
{
    bool found = false;
    tc_status s = TC_OK;
    tc_span longer = *date;
    for (unsigned n = parts; s == TC_OK && !found && n > 0; n--) {
        longer =
            tc_span_str(tc_arena_printf(&app->arena, "%.*s-%02u", (int)date->len, date->ptr, n));
        s = any_of(&found, app, term, longer);
    }
    if (found)
        *date = longer;
    return s;
}

static tc_status need_years(tc_years *years, tc_app *app, tc_span prefix)
{
    if (years->listed)
        return TC_OK;
    tc_status s = tc_reader_terms(&years->list, &app->arena, app->engine->reader, prefix, SIZE_MAX,
                                  &app->err);
    years->listed = s == TC_OK;
    return s;
}

/* The date of the newest document with the term; empty when none is dated. To put all in order by
 * their dates would take longer than to ask for one year, month and day after the other. */
static tc_status newest_date(tc_span *out, tc_app *app, tc_years *years, tc_span term)
{
    tc_span prefix = tc_field_prefix(TC_FIELD_ID_YEAR);
    bool found = false;
    tc_status s = need_years(years, app, prefix);
    for (size_t i = years->list.len; s == TC_OK && !found && i-- > 0;) {
        tc_span made = years->list.items[i].term;
        *out = tc_span_sub(made, prefix.len, made.len);
        s = any_of(&found, app, term, *out);
    }
    size_t year = out->len;
    if (s != TC_OK || !found)
        *out = TC_SPAN("");
    else
        s = add_part(out, app, term, 12);
    if (s == TC_OK && out->len > year)
        s = add_part(out, app, term, 31);
    return s;
}

/* The newest document with the term, in the scratch arena; NULL when it cannot be read. */
static tc_status newest(tc_record **out, tc_app *app, tc_years *years, tc_span term)
{
    tc_hits *hits;
    tc_span date = TC_SPAN("");
    uint64_t documents;
    *out = NULL;
    tc_status s = tc_reader_term_count(&documents, app->engine->reader, term, &app->err);
    if (s == TC_OK && documents > MANY)
        s = newest_date(&date, app, years, term);
    if (s == TC_OK)
        s = newest_of(&hits, app, term, date);
    if (s != TC_OK || hits->len == 0)
        return s;
    tc_arena_reset(&app->scratch);
    s = tc_app_record(out, app, hits->items[0].id);
    return s == TC_ENOTFOUND ? TC_OK : s;
}

static tc_status event_label(tc_span *out, tc_app *app, tc_years *years, tc_span id)
{
    tc_record *r;
    tc_status s = newest(&r, app, years, tc_record_event_id_term(&app->arena, id));
    for (size_t i = 0; s == TC_OK && r && i < r->plan->events.len && out->len == 0; i++)
        if (tc_span_eq(r->plan->events.items[i].id, id))
            *out = tc_arena_copy(&app->arena, r->plan->events.items[i].label);
    return s;
}

/* The fullest mention: "Luật Tổ chức Chính phủ số 63/2025/QH15". */
static tc_status cited_label(tc_span *out, tc_app *app, tc_years *years, tc_span number_key)
{
    tc_record *r;
    tc_span raw = TC_SPAN("");
    tc_status s =
        newest(&r, app, years, tc_record_number_term(&app->arena, TC_FIELD_ID_CITES, number_key));
    for (size_t i = 0; s == TC_OK && r && i < r->plan->citations.len; i++) {
        const tc_citation *c = &r->plan->citations.items[i];
        bool whole = c->span.start < c->span.end && c->span.end <= r->text.len;
        if (whole && tc_span_eq(c->number_key, number_key) && c->span.end - c->span.start > raw.len)
            raw = tc_span_sub(r->text, c->span.start, c->span.end);
    }
    if (raw.len > number_key.len)
        *out = tc_text_squeeze(&app->arena, raw);
    return s;
}

/* ---- writing ------------------------------------------------------------------------------ */

static int by_count(const void *a, const void *b)
{
    const tc_facet_value *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return tc_span_cmp(x->value, y->value);
}

static tc_date date_of(tc_span day)
{
    tc_date d = {0};
    uint32_t digits = 0;
    for (size_t i = 0; i < day.len && i < 8; i++)
        digits = digits * 10 + (uint32_t)(day.ptr[i] - '0');
    if (day.len == 8) {
        d.year = (int16_t)(digits / 10000);
        d.month = (uint8_t)(digits / 100 % 100);
        d.day = (uint8_t)(digits % 100);
    }
    return d;
}

static void write_row(tc_app *app, tc_facet_row *row)
{
    row->query_no = app->query_no;
    row->query = app->words;
    tc_app_row(app, TC_ROW_FACET, row);
}

/* Days become terms of office of the Central Committee: the ordinals of its congresses. */
static void write_terms(tc_app *app, const struct tc_facet_counts *days, size_t limit)
{
    TC_VEC(tc_facet_value) terms = {0};
    for (size_t i = 0; i < days->len; i++) {
        tc_span term = tc_term_central(date_of(days->items[i].value));
        size_t t = 0;
        while (t < terms.len && !tc_span_eq(terms.items[t].value, term))
            t++;
        if (term.len == 0)
            continue;
        if (t == terms.len)
            tc_vec_push(&app->arena, &terms, ((tc_facet_value){term, 0}));
        terms.items[t].count += days->items[i].count;
    }
    if (terms.len)
        qsort(terms.items, terms.len, sizeof *terms.items, by_count);
    for (size_t t = 0; t < terms.len && (limit == 0 || t < limit); t++) {
        tc_facet_row row = {
            .field = TC_SPAN("term"), .value = terms.items[t].value, .count = terms.items[t].count};
        write_row(app, &row);
    }
}

static tc_status write_values(tc_app *app, const tc_counted *f, tc_years *years,
                              const struct tc_facet_counts *values)
{
    tc_status s = TC_OK;
    for (size_t v = 0; s == TC_OK && v < values->len; v++) {
        tc_facet_row row = {.field = tc_span_str(f->name),
                            .value = values->items[v].value,
                            .count = values->items[v].count};
        if (f->field == TC_FIELD_ID_TYPE)
            s = type_label(&row.label, app, row.value);
        else if (f->field == TC_FIELD_ID_EVENT)
            s = event_label(&row.label, app, years, row.value);
        else if (f->field == TC_FIELD_ID_CITES)
            s = cited_label(&row.label, app, years, row.value);
        if (s == TC_OK)
            write_row(app, &row);
    }
    return s;
}

static tc_status write_facets(tc_app *app, const tc_facet_choice *c, const tc_hits *hits)
{
    tc_years years = {.listed = false};
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < c->count && hits->facets; i++)
        if (c->items[i].field == TC_FIELD_COUNT)
            write_terms(app, &hits->facets[i], c->limit);
        else
            s = write_values(app, &c->items[i], &years, &hits->facets[i]);
    return s;
}

/* ---- asking ------------------------------------------------------------------------------- */

typedef struct {
    tc_facet_choice choice;
    tc_question question;
    tc_answer *answer;
    tc_suggestions suggestions;
    tc_summary_row summary; /* of all answers */
} tc_counting;

static tc_status ask(void *context, tc_app *app)
{
    tc_counting *k = context;
    return tc_engine_ask(&k->answer, &app->arena, app->engine, &k->question, &app->err);
}

static tc_status show(tc_counting *k, tc_app *app)
{
    const tc_answer *a = k->answer;
    k->summary.matched += a->hits->matched;
    k->summary.exact = k->summary.exact && a->hits->exact;
    k->summary.partial = k->summary.partial || a->partial;
    k->summary.marks = tc_span_str(tc_marks_name(a->marks));
    return app->options.count ? TC_OK : write_facets(app, &k->choice, a->hits);
}

static tc_status count_line(void *context, tc_app *app)
{
    tc_counting *k = context;
    bool answered;
    tc_status s = tc_ask_line(&answered, app, &k->question, ask, k);
    return answered ? show(k, app) : s;
}

static int finish(tc_counting *k, tc_app *app)
{
    k->summary.returned = app->rows;
    k->summary.elapsed_ms = tc_app_elapsed(app);
    k->summary.suggestions = k->suggestions.items;
    k->summary.suggestion_count = k->suggestions.len;
    if (app->options.summary && !app->options.count)
        tc_app_row(app, TC_ROW_SUMMARY, &k->summary);
    if (app->options.count && !app->options.quiet)
        printf("%llu\n", (unsigned long long)k->summary.matched);
    return tc_app_finish(app, k->summary.matched > 0);
}

static int count_one(tc_counting *k, tc_app *app)
{
    k->question.text = tc_span_trim(app->words);
    tc_status s = ask(k, app);
    if (s == TC_OK)
        tc_tell_given_up(app, k->answer);
    if (s == TC_OK)
        s = tc_tell_suggestions(&k->suggestions, app, &k->question, k->answer);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    s = show(k, app);
    return s == TC_OK ? finish(k, app) : tc_app_fail(app, s, TC_SPAN(""));
}

static int count_lines(tc_counting *k, tc_app *app)
{
    int failed = tc_each_line(app, count_line, k);
    return failed ? failed : finish(k, app);
}

int tc_cmd_facets(tc_app *app)
{
    static const tc_field_id standard[] = {TC_FIELD_ID_TYPE, TC_FIELD_ID_ISSUER, TC_FIELD_ID_YEAR,
                                           TC_FIELD_COUNT,   TC_FIELD_ID_EVENT,  TC_FIELD_ID_UNIT,
                                           TC_FIELD_ID_CITES};
    tc_counting k = {.choice.limit = tc_app_limit(app, DEFAULT_VALUES), .summary.exact = true};
    tc_facet_choice *c = &k.choice;
    tc_span bad;
    if (app->options.by && !read_fields(c, tc_span_str(app->options.by), &bad))
        return tc_app_usage(app, _("--by: there are no counts of \"%.*s\""), (int)bad.len, bad.ptr);
    for (size_t i = 0; !app->options.by && i < sizeof standard / sizeof *standard; i++)
        standard[i] == TC_FIELD_COUNT ? add_terms(c) : add_facet(c, standard[i]);
    k.question = (tc_question){.marks = tc_app_marks(app),
                               .whole = app->options.whole,
                               .exact_count = true,
                               .count_only = true,
                               .unranked = true,
                               .facets = c->requests,
                               .facet_count = app->options.count ? 0 : c->count};
    tc_app_filter(&k.question.filter, app, NULL, 0);
    tc_status s = tc_app_begin(app, TC_ROW_FACET);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    return app->options.queries ? count_lines(&k, app) : count_one(&k, app);
}
