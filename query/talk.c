/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/talk.h"

#include <inttypes.h>

#include "query/choice.h"
#include "query/people.h"

static const char *span_text(tc_app *app, tc_span s)
{
    return tc_arena_printf(&app->scratch, "%.*s", (int)s.len, s.len ? s.ptr : "");
}

static const char *date_text(tc_app *app, tc_date d)
{
    if (!d.year && !d.month)
        return _("no date");
    tc_buf b;
    tc_buf_init(&b, 0);
    tc_people p = {.out = &b};
    tc_people_date(&p, d, TC_INK_PLAIN);
    const char *text = span_text(app, tc_buf_span(&b));
    tc_buf_release(&b);
    return text;
}

enum { MOST_TOLD = 20 }; /* candidates */

static void tell_candidate(tc_app *app, const tc_candidate *c)
{
    if (app->options.quiet)
        return;
    tc_app_item("%s · %s · %s · %s%s%s", span_text(app, c->number.len ? c->number : c->number_key),
                date_text(app, c->date),
                c->issuer.len ? span_text(app, c->issuer) : _("issuer unknown"),
                c->id.len ? span_text(app, c->id) : _("no identity"),
                c->held ? " · " : _(" · not in the index"), c->held ? span_text(app, c->path) : "");
}

void tc_tell_candidates(tc_app *app, tc_span number, const tc_candidates *c)
{
    if (c->items.len < 2)
        return;
    tc_app_note(app, _("%s is the number of %zu documents (choose with --date, --issuer or --id):"),
                span_text(app, number), c->items.len);
    for (size_t i = 0; i < c->items.len && i < MOST_TOLD; i++) {
        tc_candidate one = c->items.items[i];
        const tc_record *r = one.held ? tc_app_keep_record(app, one.held) : NULL;
        if (r)
            tc_candidate_take(&one, &app->arena, app->engine, r);
        tell_candidate(app, &one);
    }
    if (c->items.len > MOST_TOLD)
        tc_app_item(_("and %zu more"), c->items.len - MOST_TOLD);
    if (c->unresolved)
        tc_app_item("%s", _("some mentions could be any of them"));
}

enum { FEW = 5 }; /* candidates that are listed beside rows of the same documents */

tc_status tc_tell_bearers(tc_app *app, tc_span number, const tc_span *keys, size_t key_count)
{
    tc_candidates c;
    bool many = false;
    if (app->options.quiet)
        return TC_OK;
    tc_status s =
        tc_candidates_more_than(&many, &app->arena, app->engine, FEW, keys, key_count, &app->err);
    if (s == TC_OK && many) {
        tc_app_note(app,
                    _("%s is the number of more than %d documents (cited-by lists them; choose "
                      "with --date, --issuer or --id)"),
                    span_text(app, number), FEW);
        return TC_OK;
    }
    if (s == TC_OK)
        s = tc_candidates_find(&c, &app->arena, app->engine, keys, key_count, &app->err);
    if (s == TC_OK)
        tc_tell_candidates(app, number, &c);
    return s;
}

static const char *line_text(tc_app *app, tc_span s)
{
    tc_buf b;
    tc_buf_init(&b, 0);
    tc_people_clean(&b, s);
    const char *text = span_text(app, tc_buf_span(&b));
    tc_buf_release(&b);
    return text;
}

/* As it is cited; a number where it has one. */
static tc_span name_of(tc_app *app, const tc_named_one *x)
{
    tc_candidate c = {.id = x->as.id};
    if (x->as.number_key.len)
        return x->as.number_key;
    tc_span term = tc_record_cited_id_term(&app->arena, TC_SPAN(""), c.id);
    tc_status s = tc_candidate_as_cited(&c, &app->arena, app->engine, term, &app->err);
    return s == TC_OK && c.raw.len ? c.raw : c.id;
}

static void tell_named_one(tc_app *app, const tc_named_one *x)
{
    tc_candidate c = x->as;
    const tc_record *r = c.held ? tc_app_keep_record(app, c.held) : NULL;
    if (r)
        tc_candidate_take(&c, &app->arena, app->engine, r);
    tc_app_item(_("%s · %s · cited by %" PRIu64 " · %s%s%s"),
                line_text(app, c.number.len ? c.number : name_of(app, x)),
                x->open ? _("without its year") : date_text(app, c.date), c.cited_by,
                span_text(app, c.id), c.held ? " · " : _(" · not in the index"),
                c.held ? span_text(app, c.path) : "");
}

void tc_tell_named(tc_app *app, tc_span name, const tc_named *n)
{
    if (app->options.quiet)
        return;
    if (n->without_year)
        tc_app_note(app,
                    n->without_year == 1 ? _("%" PRIu64 " document cites it without the year")
                                         : _("%" PRIu64 " documents cite it without the year"),
                    n->without_year);
    if (n->items.len < 2)
        return;
    tc_app_note(app, _("\"%.*s\" is cited as %zu (choose with the year or term, --date or --id):"),
                (int)name.len, name.ptr, n->items.len);
    for (size_t i = 0; i < n->items.len && i < MOST_TOLD; i++)
        tell_named_one(app, &n->items.items[i]);
    if (n->items.len > MOST_TOLD)
        tc_app_item(_("and %zu more"), n->items.len - MOST_TOLD);
}

void tc_tell_given_up(tc_app *app, const tc_answer *a)
{
    bool opened = a->marks == TC_MARKS_PARTIAL || a->marks == TC_MARKS_IGNORE;
    const tc_ask *ask = a->ask;
    bool words = ask && ask->kind == TC_ASK_WORDS && ask->field == TC_ASK_NO_FIELD;
    if (a->hits->matched == 0 && words && a->compiled && a->compiled->leaves == 0)
        tc_app_note(app, _("there is no word in the question"));
    if (a->hits->matched == 0)
        return;
    if (a->partial)
        tc_app_note(app, _("nothing has all of this; these have most of it"));
    if (opened && tc_app_marks(app) == TC_MARKS_SMART)
        tc_app_note(app, a->marks == TC_MARKS_IGNORE
                             ? _("nothing has these marks; all diacritics were opened")
                             : _("nothing has just these marks; missing ones were opened"));
}

static void tell_suggestions(tc_app *app, const tc_suggestions *s)
{
    for (size_t i = 0; i < s->len; i++)
        tc_app_note(app, _("did you mean: %.*s"), (int)s->items[i].len, s->items[i].ptr);
}

typedef struct {
    tc_app *app;
    const tc_question *question;
} tc_trying;

static tc_status finds_all(bool *out, void *context, tc_span suggestion, tc_error *err)
{
    const tc_trying *k = context;
    tc_answer *a;
    tc_question q = *k->question;
    q.text = suggestion;
    q.whole = q.unranked = true;
    q.exact_count = false;
    q.offset = q.facet_count = 0;
    q.limit = 1;
    tc_status s = tc_engine_ask(&a, &k->app->scratch, k->app->engine, &q, err);
    *out = s == TC_OK && a->hits->matched > 0;
    return s == TC_ESYNTAX ? TC_OK : s;
}

/* Values of options that no document has: "--issuer 'Tỉnh ủy Lai Chau'". */
static tc_status tell_filters(tc_app *app)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < app->options.filters.len; i++) {
        const tc_filter_option *f = &app->options.filters.items[i];
        tc_span value = tc_span_trim(tc_span_str(f->value));
        tc_suggestions found;
        tc_asked asked = {.text = value,
                          .ask = tc_ask_leaf(&app->arena, TC_ASK_PHRASE, f->field, value),
                          .marks = tc_app_marks(app)};
        s = tc_suggest(&found, &app->arena, app->engine, &asked, &app->err);
        for (size_t k = 0; s == TC_OK && k < found.len; k++)
            tc_app_note(app, _("did you mean: --%s \"%.*s\""), tc_field_at(f->field)->name,
                        (int)found.items[k].len, found.items[k].ptr);
    }
    return s;
}

tc_status tc_tell_suggestions(tc_suggestions *out, tc_app *app, const tc_question *q,
                              const tc_answer *a)
{
    tc_suggestions found = {.len = 0};
    tc_trying trying = {app, q};
    tc_asked asked = {.text = q->text,
                      .ask = a->ask,
                      .marks = q->marks,
                      .found = a->hits->matched > 0 && !a->partial,
                      .partial = a->partial || a->sentence,
                      .finds = finds_all,
                      .context = &trying};
    tc_status s = TC_OK;
    if (!app->options.quiet && !(a->as_number && a->hits->matched))
        s = tc_suggest(&found, &app->arena, app->engine, &asked, &app->err);
    if (s == TC_OK)
        tell_suggestions(app, &found);
    if (s == TC_OK && a->hits->matched == 0 && found.len == 0 && !app->options.quiet)
        s = tell_filters(app);
    if (out)
        *out = found;
    return s;
}

tc_status tc_tell_names(tc_app *app, tc_field_id field, tc_span name)
{
    tc_suggestions found;
    tc_asked asked = {.text = name,
                      .ask = tc_ask_leaf(&app->arena, TC_ASK_WORDS, field, name),
                      .marks = tc_app_marks(app)};
    if (app->options.quiet)
        return TC_OK;
    tc_status s = tc_suggest(&found, &app->arena, app->engine, &asked, &app->err);
    if (s == TC_OK)
        tell_suggestions(app, &found);
    return s;
}

void tc_tell_more(tc_app *app, uint64_t shown, uint64_t matched, bool exact)
{
    if (app->format != TC_FORMAT_TEXT)
        return;
    if (matched && app->rows == 0 && app->options.offset >= matched)
        tc_app_note(app, _("there are only %s%" PRIu64 "; --offset passes over all"),
                    exact ? "" : _("about "), matched);
    if (shown >= matched)
        return;
    tc_app_note(app, _("%" PRIu64 " of %s%" PRIu64 " shown; -n and --offset show others"), shown,
                exact ? "" : _("about "), matched);
}

void tc_tell_folded(tc_app *app, uint64_t documents)
{
    bool people = app->format == TC_FORMAT_TEXT || app->format == TC_FORMAT_PATHS;
    if (documents && people)
        tc_app_note(app,
                    documents == 1
                        ? _("%" PRIu64 " copy is shown with its document; --all shows all")
                        : _("%" PRIu64 " copies are shown with their documents; --all "
                            "shows all"),
                    documents);
}

static void tell_documents(tc_app *app, const tc_docid *ids, size_t count)
{
    for (size_t i = 0; i < count && i < MOST_TOLD; i++) {
        const tc_record *r = tc_app_keep_record(app, ids[i]);
        if (!r)
            continue;
        tc_candidate c = {.number = r->plan->number,
                          .id = r->plan->id,
                          .date = r->plan->date,
                          .issuer = r->plan->issuer,
                          .held = ids[i]};
        c.path = tc_engine_path(&app->scratch, app->engine, ids[i],
                                r->path_count ? r->paths[0] : TC_SPAN(""));
        tell_candidate(app, &c);
    }
}

/* Which options part documents: copies of one differ in nothing but their paths. */
static const char *parting_options(tc_app *app, const tc_docid *ids, size_t count)
{
    bool date = false, issuer = false, id = false;
    const tc_plan *first = NULL;
    for (size_t i = 0; i < count; i++) {
        const tc_record *r = tc_app_keep_record(app, ids[i]);
        if (!r)
            continue;
        first = first ? first : r->plan;
        date = date || tc_date_cmp(first->date, r->plan->date) != 0;
        issuer = issuer || !tc_span_eq(first->issuer, r->plan->issuer);
        id = id || !tc_span_eq(first->id, r->plan->id);
    }
    return tc_arena_printf(&app->arena, "%s%s%s", date ? "--date, " : "",
                           issuer ? "--issuer, " : "", id ? "--id, " : "");
}

static void tell_several(tc_app *app, tc_span text, const tc_docid *ids, size_t count)
{
    const char *options = parting_options(app, ids, count);
    size_t len = strlen(options);
    if (len)
        tc_app_say(_("\"%.*s\" is %zu documents; choose with %.*s or by path:"), (int)text.len,
                   text.ptr, count, (int)(len - 2), options);
    else
        tc_app_say(_("\"%.*s\" is %zu documents; choose by path:"), (int)text.len, text.ptr, count);
    tell_documents(app, ids, count);
}

/* Of several documents those that --date, --issuer and --id mean. */
static tc_status narrow(tc_docid *ids, size_t *count, tc_app *app)
{
    tc_choice choice;
    size_t kept = 0;
    tc_status s = tc_choice_read(&choice, app);
    for (size_t i = 0; s == TC_OK && choice.given && i < *count; i++) {
        tc_record *r;
        bool fits = false;
        s = tc_app_record(&r, app, ids[i]);
        if (s == TC_OK)
            s = tc_choice_fits(&fits, &choice, app, r->plan->date, r->plan->issuer);
        else if (s == TC_ENOTFOUND)
            s = TC_OK;
        if (fits && choice.id.len)
            fits = tc_span_eq(choice.id, r->plan->id);
        if (fits)
            ids[kept++] = ids[i];
    }
    if (choice.given)
        *count = kept;
    return s;
}

/* The held documents of a name. */
static tc_status by_name(tc_docid **ids, size_t *count, tc_named *n, tc_app *app, tc_span text)
{
    tc_status s = tc_named_find(n, &app->arena, app->engine, text, &app->err);
    if (s != TC_OK)
        return s;
    *ids = tc_arena_array(&app->arena, n->items.len + 1, sizeof **ids);
    for (size_t i = 0; i < n->items.len; i++)
        if (n->items.items[i].as.held)
            (*ids)[(*count)++] = n->items.items[i].as.held;
    return TC_OK;
}

static bool lies_in(tc_date d, tc_date period)
{
    return tc_date_cmp(d, tc_date_first(period)) >= 0 && tc_date_cmp(d, tc_date_last(period)) <= 0;
}

/* Those of the number of a citation that was typed whole, and of its day, month or year. */
static tc_status by_citation(tc_docid **ids, size_t *count, const tc_named *n, tc_app *app)
{
    size_t kept = 0;
    tc_status s = tc_resolve_documents(ids, count, &app->arena, app->engine, n->number, &app->err);
    for (size_t i = 0; s == TC_OK && i < *count; i++) {
        tc_record *r;
        s = tc_app_record(&r, app, (*ids)[i]);
        if (s == TC_OK && (!tc_date_known(n->date) || lies_in(r->plan->date, n->date)))
            (*ids)[kept++] = (*ids)[i];
        s = s == TC_ENOTFOUND ? TC_OK : s;
    }
    *count = kept;
    return s;
}

int tc_find_document(tc_docid *out, tc_app *app, tc_span text)
{
    tc_docid *ids;
    size_t count;
    tc_named named = {.open = 0};
    tc_status s = tc_resolve_documents(&ids, &count, &app->arena, app->engine, text, &app->err);
    if (s == TC_OK && count == 0)
        s = by_name(&ids, &count, &named, app, text);
    if (s == TC_OK && count == 0 && named.number.len)
        s = by_citation(&ids, &count, &named, app);
    if (s == TC_OK && count)
        s = narrow(ids, &count, app);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    if (count == 1) {
        *out = ids[0];
        return 0;
    }
    if (count == 0) {
        tc_app_note(app, _("no document in the index is \"%.*s\""), (int)text.len, text.ptr);
        if (named.items.len)
            tc_app_note(app, _("but documents cite it (tracuu cited-by)"));
        s = tc_tell_names(app, TC_FIELD_ID_NUMBER, text);
        return s == TC_OK ? TC_EXIT_NOTHING : tc_app_fail(app, s, TC_SPAN(""));
    }
    tell_several(app, text, ids, count);
    return TC_EXIT_USAGE;
}
