/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu: asks an index of documents. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "query/app.h"
#include "query/people.h"

enum {
    ROWS = TC_FOR_ROWS | TC_FOR_PAGES,
    SEARCH = ROWS | TC_FOR_SEARCH | TC_FOR_SORT | TC_FOR_MARKS | TC_FOR_FILTERS
};

static int cmd_help(tc_app *app);

static const tc_verb verbs[] = {
    {"search", tc_cmd_search, SEARCH | TC_FOR_QUERIES, N_("QUESTION"),
     N_("Documents on a topic, ranked. The default."),
     N_("A question is words, \"phrases\", field:value, OR, NOT or -, NEAR/n, ( ) and word*.\n"
        "A document number is tried as a number first: the document, then who cites it.")},
    {"cited-by", tc_cmd_cited_by,
     ROWS | TC_FOR_SORT | TC_FOR_FILTERS | TC_FOR_CITED | TC_FOR_QUERIES, N_("NUMBER|DOC"),
     N_("Which documents cite this one, and where."),
     N_("--date, --issuer and --id choose among documents of one number; the others choose among\n"
        "those that cite it.")},
    {"cites", tc_cmd_cites, ROWS | TC_FOR_CITED, N_("DOC"), N_("What a document cites."),
     N_("DOC is a path, a file name, a number or an identity.")},
    {"events", tc_cmd_events, ROWS | TC_FOR_FILTERS | TC_FOR_EVENTS | TC_FOR_MARKS, N_("[NAME]"),
     N_("Anniversaries and other events, and who names them."),
     N_("--year is the year in which an event is observed.")},
    {"units", tc_cmd_units, ROWS | TC_FOR_FILTERS | TC_FOR_UNITS | TC_FOR_MARKS, N_("NAME"),
     N_("What a unit has to do, in which documents."), ""},
    {"facets", tc_cmd_facets, ROWS | TC_FOR_FILTERS | TC_FOR_MARKS | TC_FOR_FACETS | TC_FOR_QUERIES,
     N_("[QUESTION]"), N_("How many documents by type, issuer, year and more."), ""},
    {"list", tc_cmd_list, ROWS | TC_FOR_SORT | TC_FOR_FILTERS, "",
     N_("All documents, newest first."), ""},
    {"show", tc_cmd_show, TC_FOR_ROWS | TC_FOR_CITED | TC_FOR_SHOW, N_("DOC"),
     N_("All that is known of one document."),
     N_("DOC is a path, a file name, a number or an identity.")},
    {"explain", tc_cmd_explain, TC_FOR_MARKS | TC_FOR_FILTERS, N_("QUESTION"),
     N_("How a question is understood."), ""},
    {"lookup", tc_cmd_lookup, ROWS, N_("[FILE...|-]"),
     N_("The citations of a text, and which of them are in the index."),
     N_("Reads plain text, standard input without FILE. Status: held, missing or ambiguous.")},
    {"missing", tc_cmd_missing, ROWS | TC_FOR_MISSING, "",
     N_("Documents that are cited and not in the index, most cited first."),
     N_("--type and --since look at the missing document, as far as citations tell.")},
    {"graph", tc_cmd_graph, ROWS | TC_FOR_GRAPH | TC_FOR_CITED, N_("[NUMBER|DOC]"),
     N_("Who cites whom, as dot, graphml, csv or jsonl."),
     N_("Around one document (or --root), else of the whole index. -n is the most documents that "
        "are\n"
        "followed: 500 around a root, else all.")},
    {"calendar", tc_cmd_calendar, ROWS | TC_FOR_CALENDAR, "",
     N_("The anniversaries of a year, as text, jsonl, csv or ics."),
     N_("--year is this year unless told. Lunar days are found for Vietnam's time.")},
    {"timeline", tc_cmd_timeline, ROWS | TC_FOR_FILTERS | TC_FOR_MARKS | TC_FOR_TIMELINE,
     N_("[QUESTION]"), N_("How many documents by year, quarter or month."), ""},
    {"similar", tc_cmd_similar, ROWS | TC_FOR_CITED, N_("DOC"),
     N_("Documents about the same things, the nearest first."),
     N_("DOC is a path, a file name, a number or an identity.")},
    {"complete", tc_cmd_complete, 0, N_("[FIELD] PREFIX"),
     N_("What may be typed next, for shells."),
     N_("FIELD is a field of the query language, or command, option COMMAND, relation, role, "
        "kind,\n"
        "sort, format, color, direction or by. One a line, a tab and what is known of it behind.")},
    {"help", cmd_help, 0, N_("[COMMAND]"), N_("This, or the options of a command."), ""},
    {NULL, NULL, 0, NULL, NULL, NULL},
};

static const tc_verb *find_verb(const char *name)
{
    for (const tc_verb *v = verbs; v->name; v++)
        if (strcmp(v->name, name) == 0)
            return v;
    return NULL;
}

static void print_overview(FILE *out)
{
    size_t width = 0; /* of the widest operands, in the reader's language */
    for (const tc_verb *v = verbs; v->name; v++) {
        size_t cells = tc_people_cells(tc_span_str(tc_said(v->operands)));
        width = cells > width ? cells : width;
    }
    fputs(_("usage: tracuu [-d DIR]... [COMMAND] [option]... QUESTION\n\n"
            "Asks an index of documents that tracuu-index made.\n\n"),
          out);
    for (const tc_verb *v = verbs; v->name; v++)
        fprintf(out, "  %-9s %-*s %s\n", v->name, tc_field_width(tc_said(v->operands), (int)width),
                tc_said(v->operands), tc_said(v->summary));
    fputs(_("\ntracuu COMMAND --help shows the options of a command.\n"
            "Exit status: 0 found, 1 nothing, 2 usage, 3 partial, 4 no index, 5 other format,\n"
            "6 damaged, 75 try again.\n"),
          out);
}

static int cmd_help(tc_app *app)
{
    const tc_verb *v = NULL;
    if (app->options.words.len)
        v = find_verb(app->options.words.items[0]);
    if (app->options.words.len && !v)
        return tc_app_usage(app, _("there is no command \"%s\""), app->options.words.items[0]);
    if (v)
        tc_options_help(stdout, v);
    else
        print_overview(stdout);
    return tc_app_finish(app, true);
}

/* The first operand when it is a command's name and is not behind "--". */
static void choose_verb(tc_app *app, int argc, char **argv)
{
    app->verb = &verbs[0];
    if (app->options.words.len == 0)
        return;
    for (int i = 1; i < argc && argv[i] != app->options.words.items[0]; i++)
        if (strcmp(argv[i], "--") == 0)
            return;
    const tc_verb *v = find_verb(app->options.words.items[0]);
    if (!v)
        return;
    app->verb = v;
    app->options.words.items++;
    app->options.words.len--;
    app->options.words.cap--;
}

static void join_words(tc_app *app)
{
    size_t len = 0;
    for (size_t i = 0; i < app->options.words.len; i++)
        len += strlen(app->options.words.items[i]) + 1;
    char *all = tc_arena_alloc(&app->arena, len + 1);
    size_t at = 0;
    for (size_t i = 0; i < app->options.words.len; i++) {
        size_t n = strlen(app->options.words.items[i]);
        if (i)
            all[at++] = ' ';
        memcpy(all + at, app->options.words.items[i], n);
        at += n;
    }
    app->words = tc_span_make(all, at);
}

/* Commands allocate in both arenas freely: when memory runs out, they end here. */
static int run_verb(tc_app *app)
{
    tc_arena_catch outer, inner;
    if (TC_ARENA_CATCH(&app->arena, &outer) || TC_ARENA_CATCH(&app->scratch, &inner)) {
        tc_app_say(_("no memory"));
        return TC_EXIT_USAGE;
    }
    join_words(app);
    bool refused = !*app->verb->operands && app->words.len;
    int status =
        refused ? tc_app_usage(app, _("%s takes no words"), app->verb->name) : app->verb->run(app);
    tc_arena_uncatch(&app->scratch, &inner);
    tc_arena_uncatch(&app->arena, &outer);
    return status;
}

static int run(tc_app *app, int argc, char **argv)
{
    tc_status s = tc_options_parse(&app->options, &app->arena, argc, argv, &app->err);
    if (s == TC_OK)
        choose_verb(app, argc, argv);
    if (s == TC_OK && app->options.version) {
        puts("tracuu " TC_VERSION);
        return tc_app_finish(app, true);
    }
    if (s == TC_OK && app->options.help) {
        if (app->verb == &verbs[0] && app->options.words.len == 0 && argc == 2)
            print_overview(stdout);
        else
            tc_options_help(stdout, app->verb);
        return tc_app_finish(app, true);
    }
    if (s == TC_OK)
        s = tc_options_check(&app->options, app->verb, &app->err);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    return run_verb(app);
}

/* ---- last words --------------------------------------------------------------------------- */

static const char *broke_down; /* set once, before the handler can run */

/* Xapian reads beyond its blocks when they are damaged. */
static void on_crash(int signal_number)
{
    (void)signal_number;
    if (write(STDERR_FILENO, broke_down, strlen(broke_down)) < 0)
        _exit(TC_EXIT_DAMAGED);
    _exit(TC_EXIT_DAMAGED);
}

static void catch_crashes(void)
{
    broke_down =
        _("tracuu: broke down: the index is damaged, or this is a bug; run: tracuu-index verify\n");
    signal(SIGABRT, on_crash);
#ifndef __SANITIZE_ADDRESS__ /* which has more to say */
    signal(SIGSEGV, on_crash);
    signal(SIGBUS, on_crash);
#endif
}

int main(int argc, char **argv)
{
    tc_app app = {.verb = &verbs[0], .verbs = verbs};
    tc_catalogue_open();
    catch_crashes();
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is seen when writing */
    app.started = tc_now();
    tc_arena_init(&app.arena);
    tc_arena_init(&app.scratch);
    int status = run(&app, argc, argv);
    tc_row_writer_free(app.writer);
    tc_engine_free(app.engine);
    tc_arena_release(&app.scratch);
    tc_arena_release(&app.arena);
    return status;
}
