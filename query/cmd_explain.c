/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu explain: how a question was understood, and what of it the index has. */
#include <inttypes.h>

#include "query/app.h"
#include "query/people.h"
#include "query/talk.h"

enum { LABEL = 10 };

static void print_span(const char *name, tc_span s)
{
    tc_buf shown;
    tc_buf_init(&shown, 0);
    tc_people_clean(&shown, s);
    printf("%-*s %.*s\n", tc_field_width(name, LABEL), name, (int)shown.len,
           shown.len ? shown.ptr : "");
    tc_buf_release(&shown);
}

static const char *hold_text(const tc_typed *w)
{
    if (w->prefix)
        return w->hold == TC_HOLD_FOLDED ? _("every word that begins so")
                                         : _("every word that begins so, with these marks");
    switch (w->hold) {
    case TC_HOLD_FOLDED:
        return w->word->digits ? _("this number") : _("every reading");
    case TC_HOLD_ACCENT:
        return w->word->digits ? _("this number") : _("just this word, wherever its tone stands");
    case TC_HOLD_READINGS:
        return _("every reading that has these marks");
    }
    return "";
}

static tc_status explain_word(tc_app *app, tc_field_id field, const tc_typed *w)
{
    uint64_t n = 0;
    tc_layer layer = w->hold == TC_HOLD_ACCENT ? TC_LAYER_ACCENT : TC_LAYER_FOLDED;
    tc_span term = tc_record_word_term(&app->scratch, field, layer, w->word);
    tc_status s = tc_reader_term_count(&n, app->engine->reader, term, &app->err);
    if (s != TC_OK)
        return s;
    size_t cells = tc_people_cells(w->word->lower);
    printf("  %.*s%*s %s%s", (int)w->word->lower.len, w->word->lower.ptr,
           cells < 10 ? (int)(10 - cells) : 0, "", hold_text(w),
           w->decoded ? _(" (typed as Telex or VNI)") : "");
    if (!w->prefix && w->hold != TC_HOLD_READINGS)
        printf(n == 1 ? _("; in %" PRIu64 " document") : _("; in %" PRIu64 " documents"), n);
    putchar('\n');
    return TC_OK;
}

static tc_status explain_words(tc_app *app, const tc_compiled *c)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < c->wanted.len; i++) {
        const tc_wanted *run = &c->wanted.items[i];
        bool named = run->field != TC_FIELD_ID_TOPIC;
        if (run->phrase || named)
            printf("  %s%s%s\n", named ? tc_field_at(run->field)->name : "", named ? ": " : "",
                   run->phrase ? _("side by side:") : "");
        for (size_t k = 0; s == TC_OK && k < run->len; k++)
            s = explain_word(app, run->field, &run->items[k]);
    }
    return s;
}

static tc_status explain_answer(tc_app *app, const tc_answer *a)
{
    const tc_compiled *c = a->compiled;
    print_span(_("question"), a->as_number ? tc_span_str(_("a document number"))
                                           : tc_ask_text(&app->scratch, a->ask));
    for (size_t i = 0; i < c->number_keys.len; i++)
        print_span(_("number"), c->number_keys.items[i]);
    for (size_t i = 0; i < c->other_names.len; i++)
        print_span(_("also"), c->other_names.items[i]);
    if (c->wanted.len)
        puts(_("words"));
    tc_status s = explain_words(app, c);
    if (s != TC_OK)
        return s;
    print_span(_("diacritics"), tc_span_str(tc_marks_name(a->marks)));
    if (a->partial)
        print_span(_("partial"), tc_span_str(_("nothing has all of it")));
    print_span(_("query"), tc_query_text(&app->scratch, a->query));
    printf("%-*s %s%" PRIu64 "\n", tc_field_width(_("found"), LABEL), _("found"),
           a->hits->exact ? "" : _("about "), a->hits->matched);
    return TC_OK;
}

int tc_cmd_explain(tc_app *app)
{
    tc_answer *a;
    tc_question q = {.text = tc_span_trim(app->words),
                     .marks = tc_app_marks(app),
                     .whole = app->options.whole,
                     .limit = 1,
                     .exact_count = true,
                     .unranked = true};
    if (q.text.len == 0)
        return tc_app_usage(app, _("explain takes a question"));
    tc_app_filter(&q.filter, app, NULL, 0);
    tc_status s = tc_app_open(app);
    if (s == TC_OK)
        s = tc_engine_ask(&a, &app->arena, app->engine, &q, &app->err);
    if (s == TC_OK && !app->options.quiet)
        s = explain_answer(app, a);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    return tc_app_finish(app, a->hits->matched > 0);
}
