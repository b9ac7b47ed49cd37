/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/lines.h"

#include <errno.h>
#include <inttypes.h>

#include "base/read_line.h"

/* What they hold; who catches for each stays. */
static void exchange(tc_arena *a, tc_arena *b)
{
    tc_arena held = *a;
    *a = *b;
    *b = held;
    b->catcher = a->catcher;
    a->catcher = held.catcher;
}

static tc_status one_line(tc_app *app, tc_arena *arena, tc_line_fn fn, void *context)
{
    tc_status s = TC_OK;
    exchange(&app->arena, arena);
    if (app->words.len)
        s = fn(context, app);
    tc_app_flush(app); /* who asks over pipes waits for it */
    exchange(&app->arena, arena);
    tc_arena_reset(arena);
    tc_engine_rest(app->engine);
    return s;
}

int tc_each_line(tc_app *app, tc_line_fn fn, void *context)
{
    const char *name = app->options.queries;
    FILE *in = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
    if (!in) {
        tc_app_say(_("cannot read %s: %s"), name, tc_errno_said(errno));
        return TC_EXIT_USAGE;
    }
    tc_span line;
    bool more = true;
    tc_arena arena;
    tc_line_reader lines = {.in = in, .name = name};
    tc_arena_init(&arena);
    tc_status s = tc_read_line(&line, &more, &lines, &app->err);
    while (s == TC_OK && more && !ferror(stdout)) {
        app->query_no++;
        app->words = tc_span_trim(line);
        s = one_line(app, &arena, fn, context);
        if (s == TC_OK && !ferror(stdout))
            s = tc_read_line(&line, &more, &lines, &app->err);
    }
    app->words = TC_SPAN("");
    tc_arena_release(&arena);
    tc_line_reader_release(&lines);
    if (in != stdin)
        fclose(in);
    return s == TC_OK ? 0 : tc_app_fail(app, s, TC_SPAN(""));
}

tc_status tc_ask_line(bool *answered, tc_app *app, tc_question *q, tc_line_fn ask, void *context)
{
    q->text = app->words;
    q->plain = false;
    tc_status s = ask(context, app);
    if (s == TC_ESYNTAX) {
        tc_app_note(app, _("question %" PRIu64 ": %s (column %zu); taken as plain words"),
                    app->query_no, app->err.said, app->err.column + 1);
        q->plain = true;
        s = ask(context, app);
    }
    *answered = s == TC_OK;
    if (s == TC_EUTF8 || s == TC_ETOOBIG || s == TC_ESYNTAX) {
        tc_app_say(_("question %" PRIu64 ": %s"), app->query_no, app->err.said);
        app->broken = true;
        s = TC_OK;
    }
    return s;
}
