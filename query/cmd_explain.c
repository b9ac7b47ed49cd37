/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu explain: how a question was understood, and what of it the index has. */
#include <inttypes.h>

#include "query/app.h"
#include "query/people.h"
#include "query/talk.h"

enum { LABEL = 10 };

static void add_line(tc_buf *out, const char *name, tc_span s)
{
    tc_buf_printf(out, "%-*s ", tc_field_width(name, LABEL), name);
    tc_people_clean(out, s);
    tc_buf_addc(out, '\n');
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

static tc_status explain_word(tc_buf *out, tc_app *app, tc_field_id field, const tc_typed *w)
{
    uint64_t n = 0;
    tc_layer layer = w->hold == TC_HOLD_ACCENT ? TC_LAYER_ACCENT : TC_LAYER_FOLDED;
    tc_span term = tc_record_word_term(&app->scratch, field, layer, w->word);
    tc_status s = tc_reader_term_count(&n, app->engine->reader, term, &app->err);
    if (s != TC_OK)
        return s;
    size_t cells = tc_people_cells(w->word->lower);
    tc_buf_printf(out, "  %.*s%*s %s%s", (int)w->word->lower.len, w->word->lower.ptr,
                  cells < 10 ? (int)(10 - cells) : 0, "", hold_text(w),
                  w->decoded ? _(" (typed as Telex or VNI)") : "");
    if (!w->prefix && w->hold != TC_HOLD_READINGS)
        tc_buf_printf(out,
                      n == 1 ? _("; in %" PRIu64 " document") : _("; in %" PRIu64 " documents"), n);
    tc_buf_addc(out, '\n');
    return TC_OK;
}

/* A day or month, as it was typed. */
static tc_status explain_date(tc_buf *out, tc_app *app, const tc_wanted *run)
{
    uint64_t n = 0;
    tc_span typed =
        tc_span_sub(tc_span_trim(app->words), run->items[0].source.start, run->items[0].source.end);
    tc_status s = tc_reader_term_count(&n, app->engine->reader,
                                       tc_record_day_term(&app->scratch, run->date), &app->err);
    tc_buf_printf(out, "  ");
    tc_people_clean(out, typed);
    tc_buf_printf(out, "%*s %s",
                  tc_people_cells(typed) < 10 ? (int)(10 - tc_people_cells(typed)) : 0, "",
                  run->from.month ? _("each of these days, however they are written")
                  : run->date.day ? _("this day, however it is written")
                                  : _("this month and its days, however they are written"));
    if (!run->from.month)
        tc_buf_printf(out,
                      n == 1 ? _("; in %" PRIu64 " document") : _("; in %" PRIu64 " documents"), n);
    tc_buf_addc(out, '\n');
    return s;
}

static tc_status explain_words(tc_buf *out, tc_app *app, const tc_compiled *c)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < c->wanted.len; i++) {
        const tc_wanted *run = &c->wanted.items[i];
        bool named = run->field != TC_FIELD_ID_TOPIC;
        if (run->phrase || named)
            tc_buf_printf(out, "  %s%s%s\n", named ? tc_field_at(run->field)->name : "",
                          named ? ": " : "", run->phrase ? _("side by side:") : "");
        if (run->date.month)
            s = explain_date(out, app, run);
        for (size_t k = 0; s == TC_OK && !run->date.month && k < run->len; k++)
            s = explain_word(out, app, run->field, &run->items[k]);
    }
    return s;
}

static tc_status explain_answer(tc_buf *out, tc_app *app, const tc_answer *a)
{
    const tc_compiled *c = a->compiled;
    add_line(out, _("question"),
             a->as_number ? tc_span_str(_("a document number"))
                          : tc_ask_text(&app->scratch, a->ask));
    for (size_t i = 0; i < c->number_keys.len; i++)
        add_line(out, _("number"), c->number_keys.items[i]);
    for (size_t i = 0; i < c->other_names.len; i++)
        add_line(out, _("also"), c->other_names.items[i]);
    for (size_t i = 0; i < c->years.len; i++)
        add_line(
            out, _("year"),
            tc_span_str(tc_arena_printf(&app->scratch, _("%.*s: documents of that year weigh more"),
                                        (int)c->years.items[i].len, c->years.items[i].ptr)));
    if (c->wanted.len)
        tc_buf_printf(out, "%s\n", _("words"));
    tc_status s = explain_words(out, app, c);
    if (s != TC_OK)
        return s;
    add_line(out, _("diacritics"), tc_span_str(tc_marks_name(a->marks)));
    if (a->partial)
        add_line(out, _("partial"), tc_span_str(_("nothing has all of it")));
    add_line(out, _("query"), tc_query_text(&app->scratch, a->query));
    tc_buf_printf(out, "%-*s %s%" PRIu64 "\n", tc_field_width(_("found"), LABEL), _("found"),
                  a->hits->exact ? "" : _("about "), a->hits->matched);
    return out->status == TC_OK ? TC_OK
                                : tc_fail(&app->err, out->status, "no memory for the answer");
}

/* Told as a whole or not at all. */
static tc_status print_answer(tc_app *app, const tc_answer *a)
{
    tc_buf out;
    tc_buf_init(&out, 0);
    tc_status s = explain_answer(&out, app, a);
    if (s == TC_OK)
        fwrite(out.ptr, 1, out.len, stdout);
    tc_buf_release(&out);
    return s;
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
        s = print_answer(app, a);
    if (s != TC_OK)
        return tc_app_fail(app, s, app->words);
    return tc_app_finish(app, a->hits->matched > 0);
}
