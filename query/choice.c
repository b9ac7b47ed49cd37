/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/choice.h"

#include "query/snippet.h"

static tc_status read_date(tc_choice *c, tc_app *app, tc_span text)
{
    tc_date from, to;
    size_t dots = tc_span_find(text, TC_SPAN(".."));
    tc_span low = text, high = text;
    if (dots != SIZE_MAX) {
        low = tc_span_sub(text, 0, dots);
        high = tc_span_sub(text, dots + 2, text.len);
    }
    tc_status s = tc_typed_date(&from, &app->arena, app->engine->lexicon, low, &app->err);
    if (s == TC_OK)
        s = tc_typed_date(&to, &app->arena, app->engine->lexicon, high, &app->err);
    if (s != TC_OK)
        return s;
    c->has_date = true;
    c->first = tc_date_first(from);
    c->last = tc_date_last(to);
    return TC_OK;
}

static tc_status compile_issuer(tc_choice *c, tc_app *app, tc_span name)
{
    tc_compiled *compiled;
    tc_compile_options o = {.marks = TC_MARKS_SMART};
    tc_ask *ask = tc_ask_leaf(&app->arena, TC_ASK_PHRASE, TC_FIELD_ID_ISSUER, name);
    tc_status s = tc_engine_compile(&compiled, &app->arena, app->engine, ask, &o, &app->err);
    if (s == TC_OK)
        c->issuer = compiled;
    return s;
}

tc_status tc_choice_read(tc_choice *out, tc_app *app)
{
    tc_span date = tc_app_filter_value(app, TC_FIELD_ID_DATE);
    tc_span issuer = tc_app_filter_value(app, TC_FIELD_ID_ISSUER);
    tc_status s = TC_OK;
    memset(out, 0, sizeof *out);
    out->id = tc_app_filter_value(app, TC_FIELD_ID_ID);
    if (date.len)
        s = read_date(out, app, date);
    if (s == TC_OK && issuer.len)
        s = compile_issuer(out, app, issuer);
    out->given = out->id.len || date.len || issuer.len;
    return s;
}

tc_status tc_choice_fits(bool *out, const tc_choice *c, tc_app *app, tc_date date, tc_span issuer)
{
    *out =
        !c->has_date || (tc_date_known(date) && tc_date_cmp(tc_date_first(date), c->first) >= 0 &&
                         tc_date_cmp(tc_date_last(date), c->last) <= 0);
    if (!*out || !c->issuer)
        return TC_OK;
    return tc_wanted_in(out, &app->scratch, app->engine->lexicon, c->issuer, issuer, &app->err);
}
