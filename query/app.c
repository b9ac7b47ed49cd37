/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/app.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "query/people.h"

/* ---- talk --------------------------------------------------------------------------------- */

/* As tc_people_clean, blanks aside, in place: it may have to be told that there is no memory. */
static size_t drop_hidden(char *text)
{
    size_t len = 0;
    tc_span all = tc_span_str(text);
    for (size_t i = 0; i < all.len;) {
        size_t from = i;
        uint32_t cp = tc_utf8_next(all, &i);
        if (tc_people_hidden(cp) || (cp == 0xFFFD && i - from == 1))
            continue;
        memmove(text + len, text + from, i - from);
        len += i - from;
    }
    return len;
}

static void say(const char *front, const char *fmt, va_list args)
{
    tc_buf clean;
    char text[2048];
    vsnprintf(text, sizeof text, fmt, args);
    tc_buf_init(&clean, 0);
    tc_people_clean(&clean, tc_span_str(text)); /* names in messages come from anywhere */
    tc_span shown =
        clean.status == TC_OK ? tc_buf_span(&clean) : tc_span_make(text, drop_hidden(text));
    fflush(stdout);
    fprintf(stderr, "%s%.*s\n", front, (int)shown.len, shown.len ? shown.ptr : "");
    tc_buf_release(&clean);
}

void tc_app_say(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say("tracuu: ", fmt, args);
    va_end(args);
}

void tc_app_item(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say("  ", fmt, args);
    va_end(args);
}

void tc_app_note(tc_app *app, const char *fmt, ...)
{
    va_list args;
    if (app->options.quiet)
        return;
    va_start(args, fmt);
    say("tracuu: ", fmt, args);
    va_end(args);
}

int tc_app_usage(tc_app *app, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say("tracuu: ", fmt, args);
    va_end(args);
    fprintf(stderr, _("usage: tracuu %s [option]... %s (tracuu %s --help shows more)\n"),
            app->verb->name, tc_said(app->verb->operands), app->verb->name);
    return TC_EXIT_USAGE;
}

/* The line of the question that the column is in, and a caret below it. */
static void show_caret(tc_span question, size_t column)
{
    enum { BEFORE = 60, AFTER = 30, LITTLE = 10, ELLIPSIS = 0x2026 };
    tc_buf b;
    if (column > question.len)
        column = question.len;
    size_t from = column > BEFORE + LITTLE ? tc_utf8_floor(question, column - BEFORE) : 0;
    size_t to = question.len - column > AFTER + LITTLE ? tc_utf8_floor(question, column + AFTER)
                                                       : question.len;
    size_t cells = from > 0;
    tc_buf_init(&b, 0);
    if (from > 0)
        tc_buf_addcp(&b, ELLIPSIS);
    for (size_t i = from; i < to;) {
        size_t here = i;
        uint32_t cp = tc_utf8_next(question, &i);
        if (tc_people_hidden(cp))
            cp = ' ';
        tc_buf_addcp(&b, cp);
        if (here < column)
            cells += cp == ' ' ? 1 : tc_people_cells(tc_span_sub(question, here, i));
    }
    if (to < question.len)
        tc_buf_addcp(&b, ELLIPSIS);
    fprintf(stderr, "  %.*s\n  %*s^\n", (int)b.len, b.len ? b.ptr : "", (int)cells, "");
    tc_buf_release(&b);
}

static int exit_of(tc_status status)
{
    switch (status) {
    case TC_OK:
        return TC_EXIT_FOUND;
    case TC_ENOTFOUND:
        return TC_EXIT_NO_INDEX;
    case TC_EVERSION:
        return TC_EXIT_VERSION;
    case TC_ECORRUPT:
        return TC_EXIT_DAMAGED;
    case TC_ELOCKED:
    case TC_ETIMEOUT:
    case TC_ECANCELLED:
        return TC_EXIT_TRY_AGAIN;
    case TC_EINVAL:
    case TC_EIO:
    case TC_ENOMEM:
    case TC_EUTF8:
    case TC_ETOOBIG:
    case TC_ESYNTAX:
    case TC_EUNSUPPORTED:
    case TC_EINTERNAL:
    case TC_ECRASHED:
    case TC_ELOCKEDFILE:
    case TC_ENOTEXT:
        break;
    }
    return TC_EXIT_USAGE;
}

int tc_app_fail(tc_app *app, tc_status status, tc_span question)
{
    if (status != TC_ESYNTAX || question.len == 0) {
        tc_app_say("%s", app->err.said);
        return exit_of(status);
    }
    tc_app_say(_("%s (column %zu)"), app->err.said, app->err.column + 1);
    show_caret(question, app->err.column);
    return exit_of(status);
}

/* ---- index and output --------------------------------------------------------------------- */

tc_status tc_app_open(tc_app *app)
{
    tc_status s =
        tc_engine_open(&app->engine, app->options.dirs.items, app->options.dirs.len, &app->err);
    if (s == TC_OK)
        app->told_lost = tc_arena_array(&app->arena, app->engine->shards.len, sizeof(bool));
    return s;
}

static bool wants_color(const tc_app *app, bool terminal)
{
    const char *when = app->options.color ? app->options.color : "auto";
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (strcmp(when, "always") == 0)
        return true;
    return strcmp(when, "never") != 0 && terminal && !(no && *no) &&
           !(term && strcmp(term, "dumb") == 0);
}

static size_t terminal_width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col;
    return 80;
}

static tc_status read_format(tc_app *app, tc_row_kind kind)
{
    const tc_options *o = &app->options;
    const char *format = o->format ? o->format : kind == TC_ROW_EDGE ? "dot" : "text";
    if (o->files || (o->zero && !o->format))
        format = "paths";
    if (!tc_format_find(tc_span_str(format), &app->format))
        return tc_fail(&app->err, TC_EINVAL,
                       "there is no format \"%s\" (text, jsonl, csv, tsv, paths)", format);
    if (!tc_format_fits(app->format, kind))
        return tc_fail(&app->err, TC_EINVAL, "the format %s does not go with %s", format,
                       app->verb->name);
    return TC_OK;
}

static tc_status read_style(tc_app *app, tc_row_kind kind)
{
    const tc_options *o = &app->options;
    tc_status s = read_format(app, kind);
    if (s != TC_OK)
        return s;
    if (o->version_given && o->format_version != TC_FORMAT_VERSION)
        return tc_fail(&app->err, TC_EINVAL, "records are written in format version %d, not %llu",
                       TC_FORMAT_VERSION, (unsigned long long)o->format_version);
    if (o->color && strcmp(o->color, "auto") != 0 && strcmp(o->color, "always") != 0 &&
        strcmp(o->color, "never") != 0)
        return tc_fail(&app->err, TC_EINVAL, "--color takes auto, always or never");
    app->style.terminal = isatty(STDOUT_FILENO);
    app->style.color = wants_color(app, app->style.terminal);
    app->style.width = app->style.terminal ? terminal_width() : 0;
    app->style.zero = o->zero;
    app->style.bom = o->bom || o->excel;
    app->style.excel = o->excel;
    s = tc_columns_check(kind, tc_span_str(o->fields ? o->fields : ""), &app->err);
    if (s != TC_OK)
        return s;
    return tc_columns_choose(app->style.columns, &app->arena,
                             tc_span_str(o->fields ? o->fields : ""), o->queries != NULL,
                             &app->err);
}

tc_status tc_app_begin(tc_app *app, tc_row_kind kind)
{
    tc_status s = read_style(app, kind);
    if (s == TC_OK)
        s = tc_row_writer_new(&app->writer, app->format, stdout, &app->style, &app->err);
    if (s == TC_OK && !app->options.quiet && !app->options.count)
        app->writer->begin(app->writer, kind);
    return s;
}

/* Keeps why writing failed, which later calls would forget. */
static void note_failure(tc_app *app)
{
    if (ferror(stdout) && !app->write_error)
        app->write_error = errno ? errno : EIO;
    if (app->writer && app->writer->lost && !app->write_error)
        app->write_error = ENOMEM;
}

/* Each shard that does not answer, once. */
static void tell_lost(tc_app *app)
{
    const char *name;
    const tc_error *why;
    size_t i = 0;
    while (app->engine && (name = tc_reader_lost(&why, app->engine->reader, &i))) {
        tc_error_row row = {.path = tc_span_str(name),
                            .stage = TC_SPAN("shard"),
                            .reason = tc_span_str(tc_status_name(why->code)),
                            .detail = tc_span_str(why->msg)};
        if (app->told_lost[i - 1])
            continue;
        app->told_lost[i - 1] = app->broken = true;
        tc_app_say(_("without a shard that does not answer: %s"), why->said);
        if (app->writer && !app->options.count)
            tc_app_row(app, TC_ROW_ERROR, &row);
    }
}

void tc_app_row(tc_app *app, tc_row_kind kind, const void *row)
{
    if (kind == TC_ROW_SUMMARY)
        tell_lost(app);
    app->rows += kind != TC_ROW_ERROR && kind != TC_ROW_SUMMARY;
    if (!app->options.quiet)
        app->writer->row(app->writer, kind, row);
    note_failure(app);
}

void tc_app_flush(tc_app *app)
{
    if (fflush(stdout) != 0)
        note_failure(app);
}

void tc_app_broken(tc_app *app, tc_span path, const tc_error *err)
{
    tc_error_row row = {.path = path,
                        .stage = TC_SPAN("read"),
                        .reason = tc_span_str(tc_status_name(err->code)),
                        .detail = tc_span_str(err->msg)};
    app->broken = true;
    tc_app_say("%s", err->said);
    if (app->writer)
        tc_app_row(app, TC_ROW_ERROR, &row);
}

const tc_record *tc_app_keep_record(tc_app *app, tc_docid id)
{
    tc_kept_record one = {.id = id};
    tc_error ignored = TC_ERROR_INIT;
    if (tc_engine_record(&one.record, &app->arena, app->engine, id, &ignored) != TC_OK)
        return NULL;
    tc_vec_push(&app->arena, &app->kept, one);
    return one.record;
}

tc_status tc_app_record(tc_record **out, tc_app *app, tc_docid id)
{
    for (size_t i = 0; i < app->kept.len; i++)
        if (app->kept.items[i].id == id) {
            *out = app->kept.items[i].record;
            return TC_OK;
        }
    tc_status s = tc_engine_record(out, &app->scratch, app->engine, id, &app->err);
    if (s == TC_ECORRUPT || s == TC_EVERSION) {
        tc_app_broken(app, TC_SPAN(""), &app->err);
        s = TC_ENOTFOUND;
    }
    return s;
}

uint64_t tc_app_elapsed(const tc_app *app)
{
    return (uint64_t)(1000 * (tc_now() - app->started));
}

/* What could not be written is an error, except that a closed pipe is nobody's fault. */
static int flush_output(tc_app *app)
{
    note_failure(app);
    if (app->writer)
        app->writer->end(app->writer);
    tc_app_flush(app);
    note_failure(app);
    if (!app->write_error)
        return 0;
    if (app->write_error == EPIPE)
        return TC_EXIT_PIPE;
    tc_app_say(_("cannot write the answer: %s"), tc_errno_said(app->write_error));
    return TC_EXIT_USAGE;
}

int tc_app_finish(tc_app *app, bool found)
{
    tell_lost(app);
    int failed = flush_output(app);
    if (failed)
        return failed;
    if (app->broken)
        return TC_EXIT_PARTIAL;
    if (!found && app->writer && app->format == TC_FORMAT_TEXT && isatty(STDERR_FILENO))
        tc_app_note(app, _("nothing found"));
    return found ? TC_EXIT_FOUND : TC_EXIT_NOTHING;
}

/* ---- what the options say ----------------------------------------------------------------- */

static bool is_skipped(tc_field_id field, const tc_field_id *skip, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (skip[i] == field)
            return true;
    return false;
}

static tc_ask *filter_leaf(tc_app *app, const tc_filter_option *f)
{
    tc_span value = tc_span_trim(tc_span_str(f->value));
    size_t dots = tc_span_find(value, TC_SPAN(".."));
    tc_field_kind kind = tc_field_at(f->field)->kind;
    bool ranges = kind == TC_FIELD_DATE_KIND || f->field == TC_FIELD_ID_YEAR;
    tc_ask *leaf;
    if (dots != SIZE_MAX && ranges && value.len > 2) {
        leaf = tc_ask_leaf(&app->arena, TC_ASK_RANGE, f->field, value);
        leaf->low = tc_span_sub(value, 0, dots);
        leaf->high = tc_span_sub(value, dots + 2, value.len);
    } else {
        leaf = tc_ask_leaf(&app->arena, kind == TC_FIELD_TEXT ? TC_ASK_PHRASE : TC_ASK_WORDS,
                           f->field, value);
    }
    leaf->source.end = value.len;
    return leaf;
}

void tc_app_filter(const tc_ask **out, tc_app *app, const tc_field_id *skip, size_t skip_count)
{
    tc_ask *fields[TC_FIELD_COUNT] = {0}, *all = NULL;
    size_t used = 0;
    *out = NULL;
    for (size_t i = 0; i < app->options.filters.len; i++) {
        const tc_filter_option *f = &app->options.filters.items[i];
        if (is_skipped(f->field, skip, skip_count))
            continue;
        if (!fields[f->field])
            fields[f->field] = tc_ask_node(&app->arena, TC_ASK_OR);
        tc_ask_add(&app->arena, fields[f->field], filter_leaf(app, f));
    }
    for (size_t i = 0; i < TC_FIELD_COUNT; i++) {
        if (!fields[i])
            continue;
        if (!all)
            all = tc_ask_node(&app->arena, TC_ASK_AND);
        tc_ask_add(&app->arena, all, fields[i]);
        used++;
    }
    *out = used == 1 ? all->children[0] : all;
}

tc_span tc_app_filter_value(const tc_app *app, tc_field_id field)
{
    for (size_t i = app->options.filters.len; i-- > 0;)
        if (app->options.filters.items[i].field == field)
            return tc_span_trim(tc_span_str(app->options.filters.items[i].value));
    return TC_SPAN("");
}

tc_marks tc_app_marks(const tc_app *app)
{
    if (app->options.exact_marks)
        return TC_MARKS_EXACT;
    return app->options.ignore_marks ? TC_MARKS_IGNORE : TC_MARKS_SMART;
}

size_t tc_app_limit(const tc_app *app, size_t otherwise)
{
    return app->options.limit_given ? (size_t)app->options.limit : otherwise;
}

bool tc_app_sort(tc_sort *out, const tc_app *app, tc_sort otherwise)
{
    static const struct {
        const char *name;
        tc_sort sort;
    } names[] = {{"relevance", TC_SORT_RELEVANCE},
                 {"-date", TC_SORT_DATE_DOWN},
                 {"date", TC_SORT_DATE_UP},
                 {"number", TC_SORT_NUMBER},
                 {"cited", TC_SORT_CITED}};
    *out = otherwise;
    if (!app->options.sort)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(app->options.sort, names[i].name) == 0) {
            *out = names[i].sort;
            return true;
        }
    tc_app_say(_("--sort takes relevance, -date, date, number or cited, not \"%s\""),
               app->options.sort);
    return false;
}
