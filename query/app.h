/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command of tracuu shares: options, the open index, the writer, talk on stderr and
 * exit statuses. Commands allocate freely in both arenas: main.c catches when memory runs out. */
#ifndef TC_QUERY_APP_H
#define TC_QUERY_APP_H

#include "query/engine.h"
#include "query/i18n.h"
#include "query/options.h"
#include "query/writer.h"

/* Exit statuses of both programs. */
enum {
    TC_EXIT_FOUND = 0,
    TC_EXIT_NOTHING = 1,
    TC_EXIT_USAGE = 2,
    TC_EXIT_PARTIAL = 3,
    TC_EXIT_NO_INDEX = 4,
    TC_EXIT_VERSION = 5,
    TC_EXIT_DAMAGED = 6,
    TC_EXIT_TRY_AGAIN = 75,
    TC_EXIT_PIPE = 141
};

typedef struct {
    tc_docid id;
    tc_record *record;
} tc_kept_record;

struct tc_app {
    const tc_verb *verb;
    const tc_verb *verbs; /* all commands, ending with an empty row */
    tc_options options;
    tc_span words;     /* operands joined by blanks; with --queries the line in work */
    uint64_t query_no; /* of that line, from 1; else 0 */
    tc_arena arena;    /* as long as the command */
    tc_arena scratch;  /* for one document */
    tc_engine *engine; /* NULL before tc_app_open */
    tc_writer_style style;
    tc_row_writer *writer; /* NULL before tc_app_begin */
    tc_format format;
    uint64_t rows;               /* records written, but for errors */
    bool broken;                 /* a document could not be read, or a shard not asked: exit 3 */
    bool *told_lost;             /* shards that this was said of */
    int write_error;             /* errno of the first failure to write */
    double started;              /* tc_now() */
    TC_VEC(tc_kept_record) kept; /* by tc_app_keep_record */
    tc_error err;
};

/* Opens the index. */
tc_status tc_app_open(tc_app *);
/* Makes the writer that the options ask for; rows of this kind will come. */
tc_status tc_app_begin(tc_app *, tc_row_kind);
/* Writes a record, unless -q. */
void tc_app_row(tc_app *, tc_row_kind, const void *row);
/* Hands over what is written, to programs that ask and wait. */
void tc_app_flush(tc_app *);
/* A document that cannot be read: an error record, and exit 3 in the end. */
void tc_app_broken(tc_app *, tc_span path, const tc_error *);
/* Reads what a hit points to. TC_ENOTFOUND: deleted or damaged; told where it must be, go on. */
tc_status tc_app_record(tc_record **out, tc_app *, tc_docid);
/* Reads it for longer than one document, so that tc_app_record finds it here. NULL when it cannot
 * be read, which is told when it is shown. */
const tc_record *tc_app_keep_record(tc_app *, tc_docid);

/* Talk, on stderr. Notes are left out with -q. */
void tc_app_note(tc_app *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void tc_app_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* One line of a list that belongs to what was said before. */
void tc_app_item(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Says app->err; shows the question with a caret when the error has a column. Gives the exit
 * status of this status. */
int tc_app_fail(tc_app *, tc_status, tc_span question);
int tc_app_usage(tc_app *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Ends the output. The exit status: nothing, found, partial, or that of a failure to write. */
int tc_app_finish(tc_app *, bool found);

/* The options of fields as a question that holds besides: values of one field are alternatives,
 * fields are all wanted. skip: these fields mean something else to the command. NULL when there is
 * none. */
void tc_app_filter(const tc_ask **out, tc_app *, const tc_field_id *skip, size_t skip_count);
/* The last value given for a field, or an empty span. */
tc_span tc_app_filter_value(const tc_app *, tc_field_id);
/* How diacritics are to be taken. */
tc_marks tc_app_marks(const tc_app *);
/* --limit, or what the command does without it (0: all) */
size_t tc_app_limit(const tc_app *, size_t otherwise);
/* --sort; false after saying what it may be. */
bool tc_app_sort(tc_sort *out, const tc_app *, tc_sort otherwise);
/* Milliseconds since the start. */
uint64_t tc_app_elapsed(const tc_app *);

int tc_cmd_search(tc_app *);
int tc_cmd_list(tc_app *);
int tc_cmd_cited_by(tc_app *);
int tc_cmd_cites(tc_app *);
int tc_cmd_events(tc_app *);
int tc_cmd_units(tc_app *);
int tc_cmd_facets(tc_app *);
int tc_cmd_show(tc_app *);
int tc_cmd_explain(tc_app *);
int tc_cmd_lookup(tc_app *);
int tc_cmd_missing(tc_app *);
int tc_cmd_graph(tc_app *);
int tc_cmd_calendar(tc_app *);
int tc_cmd_complete(tc_app *);
int tc_cmd_timeline(tc_app *);
int tc_cmd_similar(tc_app *);

#endif
