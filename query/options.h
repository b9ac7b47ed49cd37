/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of tracuu. One table of options (options.c) makes the parser and --help. */
#ifndef TC_QUERY_OPTIONS_H
#define TC_QUERY_OPTIONS_H

#include "base/arena.h"
#include "base/status.h"
#include "query/writer.h"
#include "store/field.h"

/* Which options go with which command. */
enum {
    TC_FOR_ALL = 1,      /* every command */
    TC_FOR_ROWS = 2,     /* commands that write records */
    TC_FOR_PAGES = 4,    /* -n, --offset */
    TC_FOR_SEARCH = 8,   /* sorting, marks, passages */
    TC_FOR_FILTERS = 16, /* fields as options */
    TC_FOR_CITED = 32,   /* --relation and what chooses among documents of one number */
    TC_FOR_EVENTS = 64,
    TC_FOR_UNITS = 128,
    TC_FOR_FACETS = 256,
    TC_FOR_SHOW = 512,
    TC_FOR_MARKS = 1024, /* diacritics */
    TC_FOR_SORT = 2048,
    TC_FOR_MISSING = 4096,
    TC_FOR_GRAPH = 8192,
    TC_FOR_CALENDAR = 16384,
    TC_FOR_TIMELINE = 32768,
    TC_FOR_QUERIES = 65536
};

typedef struct {
    tc_field_id field;
    const char *value;
} tc_filter_option;

typedef struct {
    TC_VEC(const char *) dirs;
    TC_VEC(tc_filter_option) filters; /* --type KH, ... */
    TC_VEC(const char *) words;       /* operands */
    uint64_t limit, offset, format_version, snippets, context, years, depth;
    bool limit_given, version_given;
    const char *format, *fields, *sort, *color, *queries, *relation, *role, *kind, *on, *by;
    const char *root, *direction, *since, *round;
    bool count, summary, files, zero, quiet, bom, excel, exact_marks, ignore_marks, whole, text,
        known;
    bool all;
    bool help, version;
} tc_options;

typedef struct tc_app tc_app;
typedef struct {
    const char *name;
    int (*run)(tc_app *);
    unsigned groups;
    const char *operands, *summary;
    const char *notes; /* more for --help, or "" */
} tc_verb;

/* Operands and options in any order; "--" ends the options. TC_EINVAL with a message for people.
 */
tc_status tc_options_parse(tc_options *, tc_arena *, int argc, char **argv, tc_error *);
/* TC_EINVAL when an option was given that this command does not take. */
tc_status tc_options_check(const tc_options *, const tc_verb *, tc_error *);
void tc_options_help(FILE *, const tc_verb *);
/* Calls back for each option of the command: its name without "--", what its value is called (NULL
 * for flags), and its help. */
typedef void (*tc_option_fn)(void *context, const char *name, const char *value, const char *help);
void tc_options_each(const tc_verb *, tc_option_fn, void *context);

#endif
