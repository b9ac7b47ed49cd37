/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu complete: what may be typed next, for the completion of shells: commands, options, fields,
 * and the values that the index really has. One a line, with a tab and a remark behind. */
#include <inttypes.h>
#include <stdlib.h>

#include "query/app.h"
#include "query/people.h"

enum { MOST = 50, MOST_NAMES = 100000, NUMBER_FROM = 2 };

typedef struct {
    tc_app *app;
    tc_span prefix;      /* as typed */
    tc_span front, back; /* put around each value: issuer:" and " */
    size_t count;
} tc_completing;

/* ---- lines -------------------------------------------------------------------------------- */

static void emit(tc_completing *k, tc_span value, const char *remark)
{
    tc_buf line;
    if (k->count++ >= MOST || k->app->options.quiet)
        return;
    tc_buf_init(&line, 0);
    tc_buf_add(&line, k->front);
    tc_people_clean(&line, value); /* one line, whatever a document says */
    tc_buf_add(&line, k->back);
    if (remark && *remark)
        tc_buf_printf(&line, "\t%s", remark);
    tc_buf_addc(&line, '\n');
    bool whole = line.status == TC_OK;
    if (whole)
        fwrite(line.ptr, 1, line.len, stdout);
    tc_buf_release(&line);
    if (!whole)
        tc_arena_no_memory(&k->app->arena);
}

static void emit_counted(tc_completing *k, tc_span value, uint64_t count)
{
    emit(k, value, tc_arena_printf(&k->app->arena, "%" PRIu64, count));
}

static void emit_word(tc_completing *k, const char *word, const char *remark)
{
    if (tc_span_starts(tc_span_str(word), k->prefix))
        emit(k, tc_span_str(word), remark);
}

/* ---- what the program itself knows -------------------------------------------------------- */

static void complete_commands(tc_completing *k)
{
    for (const tc_verb *v = k->app->verbs; v->name; v++)
        emit_word(k, v->name, v->summary);
}

static void complete_fields(tc_completing *k)
{
    for (int i = 0; i < TC_FIELD_COUNT; i++) {
        const tc_field *f = tc_field_at((tc_field_id)i);
        emit_word(k, tc_arena_printf(&k->app->arena, "%s:", f->name), f->example);
    }
}

static void one_option(void *context, const char *name, const char *value, const char *help)
{
    tc_completing *k = context;
    emit_word(k, tc_arena_printf(&k->app->arena, "--%s%s", name, value ? "=" : ""), help);
}

static int complete_options(tc_completing *k, const char *command)
{
    for (const tc_verb *v = k->app->verbs; v->name; v++)
        if (strcmp(v->name, command) == 0) {
            tc_options_each(v, one_option, k);
            return 0;
        }
    return tc_app_usage(k->app, _("there is no command \"%s\""), command);
}

/* Values of options that are words of the program. */
static bool complete_words(tc_completing *k, const char *name)
{
    static const struct {
        const char *name, *words[10];
    } lists[] = {
        {"sort", {"relevance", "-date", "date", "number", "cited"}},
        {"format", {"text", "jsonl", "csv", "tsv", "paths", "dot", "graphml", "ics"}},
        {"color", {"auto", "always", "never"}},
        {"direction", {"out", "in", "both"}},
        {"by",
         {"type", "issuer", "year", "term", "event", "unit", "cites", "number", "quarter",
          "month"}},
        {"system", {"party", "state", "mass"}},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (strcmp(lists[i].name, name) != 0)
            continue;
        for (size_t w = 0; w < 10 && lists[i].words[w]; w++)
            emit_word(k, lists[i].words[w], NULL);
        return true;
    }
    return false;
}

static bool complete_codes(tc_completing *k, const char *name)
{
    bool relation = strcmp(name, "relation") == 0, role = strcmp(name, "role") == 0;
    if (!relation && !role && strcmp(name, "kind") != 0)
        return false;
    for (int i = 0; relation && i < TC_RELATION_COUNT; i++) {
        const char *code = tc_relation_name((tc_relation)i);
        emit_word(k, code, tc_people_word(code));
    }
    for (int i = 0; role && i < TC_UNIT_ROLE_COUNT; i++) {
        const char *code = tc_unit_role_name((tc_unit_role)i);
        emit_word(k, code, tc_people_word(code));
    }
    for (int i = 0; !relation && !role && i < TC_EVENT_KIND_COUNT; i++)
        emit_word(k, tc_event_kind_name((tc_event_kind)i), NULL);
    return true;
}

/* ---- values of the index ------------------------------------------------------------------ */

/* As typed but for case; else, when nothing begins so, without marks. */
static void emit_facets(tc_completing *k, const struct tc_facet_counts *f)
{
    tc_arena *a = &k->app->arena;
    tc_span lower = tc_text_lower(a, k->prefix), slug = tc_text_slug(a, k->prefix, ' ');
    size_t before = k->count;
    for (size_t i = 0; i < f->len; i++)
        if (tc_span_starts(tc_text_lower(a, f->items[i].value), lower))
            emit_counted(k, f->items[i].value, f->items[i].count);
    if (k->count > before || slug.len == 0)
        return;
    for (size_t i = 0; i < f->len; i++)
        if (tc_span_starts(tc_text_slug(a, f->items[i].value, ' '), slug))
            emit_counted(k, f->items[i].value, f->items[i].count);
}

static tc_status complete_facet(tc_completing *k, const tc_field *f)
{
    tc_hits *hits;
    tc_app *app = k->app;
    struct tc_facet_request request = {.facet = f->facet};
    tc_query q = {.kind = TC_Q_ALL};
    tc_search_options o = {.limit = 1,
                           .exact_count = true,
                           .sort_slot = TC_NO_SLOT,
                           .unordered = true,
                           .facets = &request,
                           .facet_count = 1};
    tc_status s = tc_reader_search(&hits, &app->arena, app->engine->reader, &q, &o, &app->err);
    if (s == TC_OK && hits->facets)
        emit_facets(k, &hits->facets[0]);
    return s;
}

static tc_status terms_of(tc_term_list *out, tc_completing *k, tc_span prefix, tc_span value,
                          size_t most)
{
    tc_app *app = k->app;
    char *start = tc_arena_alloc(&app->arena, prefix.len + value.len + 1);
    memcpy(start, prefix.ptr, prefix.len);
    if (value.len)
        memcpy(start + prefix.len, value.ptr, value.len);
    return tc_reader_terms(out, &app->arena, app->engine->reader,
                           tc_span_make(start, prefix.len + value.len), most, &app->err);
}

static tc_status complete_terms(tc_completing *k, tc_span prefix)
{
    tc_term_list terms;
    tc_status s = terms_of(&terms, k, prefix, k->prefix, MOST);
    for (size_t i = 0; s == TC_OK && i < terms.len; i++)
        emit_counted(k, tc_span_sub(terms.items[i].term, prefix.len, terms.items[i].term.len),
                     terms.items[i].documents);
    return s;
}

static int most_frequent_first(const void *a, const void *b)
{
    const tc_facet_value *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return tc_span_cmp(x->value, y->value);
}

/* Names that stand whole as terms and are not counted by. */
static tc_status complete_names(tc_completing *k, tc_mark_id mark)
{
    tc_term_list terms;
    struct tc_facet_counts names = {0};
    tc_span prefix = tc_mark_prefix(mark);
    tc_status s = terms_of(&terms, k, prefix, TC_SPAN(""), MOST_NAMES);
    if (s != TC_OK || terms.len == 0)
        return s;
    names.items = tc_arena_array(&k->app->arena, terms.len, sizeof *names.items);
    for (; names.len < terms.len; names.len++) {
        tc_span term = terms.items[names.len].term;
        names.items[names.len] = (tc_facet_value){tc_span_sub(term, prefix.len, term.len),
                                                  terms.items[names.len].documents};
    }
    qsort(names.items, names.len, sizeof *names.items, most_frequent_first);
    emit_facets(k, &names);
    return TC_OK;
}

/* Years; the months of a year that is typed; the days of a month. */
static tc_status complete_dates(tc_completing *k)
{
    enum { YEAR = 4, MONTH = 7, DAY = 10 };
    tc_term_list terms;
    size_t typed = k->prefix.len, len = typed < YEAR ? YEAR : typed < MONTH ? MONTH : DAY;
    tc_span prefix = tc_field_prefix(TC_FIELD_ID_DATE);
    tc_status s = terms_of(&terms, k, prefix, k->prefix, MOST_NAMES);
    for (size_t i = 0; s == TC_OK && i < terms.len; i++) {
        tc_span date = tc_span_sub(terms.items[i].term, prefix.len, terms.items[i].term.len);
        if (date.len == len)
            emit_counted(k, date, terms.items[i].documents);
    }
    return s;
}

/* Numbers of documents, then numbers that are cited only. Zeros that were typed in front stay:
 * the keys have none. */
static tc_status complete_numbers(tc_completing *k)
{
    static const tc_field_id fields[] = {TC_FIELD_ID_NUMBER, TC_FIELD_ID_CITES};
    tc_app *app = k->app;
    tc_term_list held = {0};
    size_t zeros = 0;
    if (k->prefix.len < NUMBER_FROM)
        return TC_OK;
    while (zeros + 1 < k->prefix.len && k->prefix.ptr[zeros] == '0')
        zeros++;
    tc_span typed = tc_span_sub(k->prefix, zeros, k->prefix.len);
    tc_span upper = tc_text_upper(&app->arena, typed);
    for (size_t n = 0; n < 2; n++) {
        tc_term_list terms;
        tc_span prefix = tc_field_prefix(fields[n]);
        tc_status s = terms_of(&terms, k, prefix, upper, MOST);
        if (s != TC_OK)
            return s;
        for (size_t i = 0; i < terms.len; i++) {
            tc_span key = tc_span_sub(terms.items[i].term, prefix.len, terms.items[i].term.len);
            bool again = false;
            for (size_t j = 0; n == 1 && j < held.len && !again; j++)
                again = tc_span_ends(held.items[j].term, key) &&
                        held.items[j].term.len == key.len + tc_field_prefix(fields[0]).len;
            if (!again)
                emit_counted(k,
                             tc_span_str(tc_arena_printf(&app->arena, "%.*s%.*s", (int)zeros,
                                                         k->prefix.ptr, (int)key.len, key.ptr)),
                             terms.items[i].documents);
        }
        if (n == 0)
            held = terms;
    }
    return TC_OK;
}

static tc_status complete_field(tc_completing *k, tc_field_id id)
{
    const tc_field *f = tc_field_at(id);
    if (complete_words(k, f->name))
        return TC_OK;
    tc_status s = tc_app_open(k->app);
    if (s != TC_OK)
        return s;
    if (f->kind == TC_FIELD_NUMBER_KIND)
        return complete_numbers(k);
    if (f->facet != TC_FACET_NONE)
        return complete_facet(k, f);
    switch (id) {
    case TC_FIELD_ID_SIGNER:
        return complete_names(k, TC_MARK_SIGNER_NAME);
    case TC_FIELD_ID_PLACE:
        return complete_names(k, TC_MARK_PLACE_NAME);
    case TC_FIELD_ID_DATE:
        return complete_dates(k);
    case TC_FIELD_ID_ID:
        return complete_terms(k, tc_mark_prefix(TC_MARK_OWN_ID));
    case TC_FIELD_ID_PATH:
        return complete_terms(k, tc_field_prefix(id));
    default: /* running text */
        return TC_OK;
    }
}

/* A word of a question: field:value, a number, a field. */
static tc_status complete_word(tc_completing *k)
{
    tc_field_id id;
    tc_app *app = k->app;
    tc_span typed = k->prefix;
    size_t colon = tc_span_find(typed, TC_SPAN(":"));
    if (colon != SIZE_MAX && tc_field_find(tc_span_sub(typed, 0, colon), &id)) {
        bool quoted = colon + 1 < typed.len && typed.ptr[colon + 1] == '"';
        bool text = tc_field_at(id)->kind == TC_FIELD_TEXT;
        k->prefix = tc_span_sub(typed, colon + 1 + quoted, typed.len);
        k->front = tc_span_str(tc_arena_printf(&app->arena, "%.*s:%s", (int)colon, typed.ptr,
                                               text || quoted ? "\"" : ""));
        k->back = text || quoted ? TC_SPAN("\"") : TC_SPAN("");
        return complete_field(k, id);
    }
    complete_fields(k);
    if (typed.len == 0 || typed.ptr[0] < '0' || typed.ptr[0] > '9')
        return TC_OK;
    return complete_field(k, TC_FIELD_ID_NUMBER);
}

int tc_cmd_complete(tc_app *app)
{
    const tc_options *o = &app->options;
    size_t n = o->words.len;
    const char *kind = n > 1 ? o->words.items[0] : "";
    tc_field_id id;
    tc_status s = TC_OK;
    int status = 0;
    tc_completing k = {.app = app, .prefix = tc_span_str(n ? o->words.items[n - 1] : "")};
    if (n == 3 && strcmp(kind, "option") == 0)
        status = complete_options(&k, o->words.items[1]);
    else if (n > 2)
        return tc_app_usage(app, _("complete takes a field and what is typed so far"));
    else if (n < 2)
        s = complete_word(&k);
    else if (strcmp(kind, "command") == 0)
        complete_commands(&k);
    else if (strcmp(kind, "field") == 0)
        complete_fields(&k);
    else if (tc_field_find(tc_span_str(kind), &id))
        s = complete_field(&k, id);
    else if (!complete_words(&k, kind) && !complete_codes(&k, kind))
        return tc_app_usage(app, _("there is no field \"%s\""), kind);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    return status ? status : tc_app_finish(app, k.count > 0);
}
