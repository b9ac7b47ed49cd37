/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu calendar: the anniversaries of a year, solar and lunar, with the documents that name
 * them. */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "query/app.h"
#include "query/calendar.h"
#include "query/talk.h"

enum { MOST_LISTED = 10, MOST_DIVISORS = 16 };

typedef struct {
    tc_app *app;
    int year;
    unsigned divisors[MOST_DIVISORS];
    size_t divisor_count;
    tc_span stamp;
    TC_VEC(tc_day_row) days;
} tc_calendar;

/* ---- options ------------------------------------------------------------------------------ */

static bool read_number(unsigned *out, tc_span text, size_t most)
{
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        *out = *out * 10 + (unsigned)(text.ptr[i] - '0');
    }
    return text.len > 0 && text.len <= most && *out > 0;
}

static bool read_round(tc_calendar *k, tc_span list)
{
    for (size_t start = 0; start <= list.len;) {
        size_t end = start;
        while (end < list.len && list.ptr[end] != ',')
            end++;
        if (k->divisor_count == MOST_DIVISORS ||
            !read_number(&k->divisors[k->divisor_count++],
                         tc_span_trim(tc_span_sub(list, start, end)), 4))
            return false;
        start = end + 1;
    }
    return true;
}

static int this_year(void)
{
    struct tm here;
    time_t now = time(NULL);
    return localtime_r(&now, &here) ? here.tm_year + 1900 : 1970;
}

static int read_options(tc_calendar *k)
{
    unsigned year = 0;
    const tc_options *o = &k->app->options;
    tc_span typed = tc_app_filter_value(k->app, TC_FIELD_ID_YEAR);
    if (typed.len && (!read_number(&year, typed, 4) || typed.len != 4))
        return tc_app_usage(k->app, _("--year takes one year, not \"%.*s\""), (int)typed.len,
                            typed.ptr);
    if (o->round && !read_round(k, tc_span_str(o->round)))
        return tc_app_usage(k->app, _("--round takes numbers such as 5,10, not \"%s\""), o->round);
    k->year = typed.len ? (int)year : this_year();
    return 0;
}

/* ---- iCalendar ---------------------------------------------------------------------------- */

/* When the calendar was made: the same index gives the same file. SOURCE_DATE_EPOCH (see
 * reproducible-builds.org), else the day of the newest document. */
static tc_status read_stamp(tc_calendar *k)
{
    tc_hits *hits;
    tc_app *app = k->app;
    tc_span day = TC_SPAN("");
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch && *epoch) {
        struct tm utc;
        char text[32];
        time_t at = (time_t)strtoll(epoch, NULL, 10);
        if (gmtime_r(&at, &utc) && strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc)) {
            k->stamp = tc_arena_copy(&app->arena, tc_span_str(text));
            return TC_OK;
        }
    }
    tc_query q = {.kind = TC_Q_ALL};
    tc_search_options o = {.limit = 1, .sort_slot = TC_TIE_SLOT};
    tc_status s = tc_reader_search(&hits, &app->arena, app->engine->reader, &q, &o, &app->err);
    if (s == TC_OK && hits->len)
        s = tc_reader_value(&day, &app->arena, app->engine->reader, hits->items[0].id, TC_DATE_SLOT,
                            &app->err);
    int y = k->year, m = 1, d = 1;
    if (s == TC_OK && day.len == 8) /* YYYYMMDD, 00 where the date is cut */
        sscanf(tc_arena_printf(&app->arena, "%.8s", day.ptr), "%4d%2d%2d", &y, &m, &d);
    k->stamp =
        tc_span_str(tc_arena_printf(&app->arena, "%04d%02d%02dT000000Z", y, m ? m : 1, d ? d : 1));
    return s;
}

/* FNV-1a of what an event is: the same for ever, so that a calendar read in again updates. */
static tc_span uid(tc_arena *arena, const tc_anniversary *a, tc_date observed)
{
    char origin[TC_DATE_TEXT_MAX];
    uint64_t h = 0xCBF29CE484222325u;
    tc_date_format(origin, a->origin);
    const char *text = tc_arena_printf(arena, "%.*s\t%s%s", (int)a->id.len, a->id.ptr, origin,
                                       a->lunar ? "\tlunar" : "");
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 0x100000001B3u;
    return tc_span_str(tc_arena_printf(arena, "%016" PRIx64 "-%04d%02u%02u@tracuu", h,
                                       observed.year, (unsigned)observed.month,
                                       (unsigned)observed.day));
}

/* ---- days --------------------------------------------------------------------------------- */

/* Documents that name the event as one of this year come first. */
static void list_documents(tc_day_row *row, tc_arena *arena, const tc_anniversary *a)
{
    size_t n = a->documents.len < MOST_LISTED ? a->documents.len : MOST_LISTED;
    row->documents = a->documents.len + a->unread;
    row->numbers = tc_arena_array(arena, n, sizeof *row->numbers);
    row->paths = tc_arena_array(arena, n, sizeof *row->paths);
    row->lines = tc_arena_array(arena, n, sizeof *row->lines);
    for (int rest = 0; rest < 2; rest++)
        for (size_t i = 0; i < a->documents.len && row->path_count < n; i++) {
            const tc_naming_doc *d = &a->documents.items[i];
            if (d->this_year == (rest == 1))
                continue;
            if (d->number.len)
                row->numbers[row->number_count++] = d->number;
            row->paths[row->path_count++] = d->path;
            row->lines[row->line_count++] = d->line;
        }
}

static bool is_round(const tc_calendar *k, unsigned years)
{
    for (size_t i = 0; i < k->divisor_count; i++)
        if (years && years % k->divisors[i] == 0)
            return true;
    return k->divisor_count == 0;
}

static void add_days(tc_calendar *k, const tc_anniversary *a)
{
    tc_date days[2];
    unsigned years[2];
    tc_arena *arena = &k->app->arena;
    size_t n = tc_anniversary_days(days, years, a, k->year);
    for (size_t i = 0; i < n; i++) {
        if (!is_round(k, years[i]))
            continue;
        tc_day_row *row = tc_vec_add(arena, &k->days);
        *row = (tc_day_row){.observed = days[i],
                            .label = a->label,
                            .years = years[i],
                            .origin = a->origin,
                            .calendar = a->lunar ? TC_SPAN("lunar") : TC_SPAN("solar"),
                            .id = a->id,
                            .uid = uid(arena, a, days[i]),
                            .stamp = k->stamp};
        list_documents(row, arena, a);
    }
}

static int by_day(const void *a, const void *b)
{
    const tc_day_row *x = a, *y = b;
    int c = tc_date_cmp(x->observed, y->observed);
    if (c == 0)
        c = tc_date_cmp(x->origin, y->origin);
    return c ? c : tc_span_cmp(x->id, y->id);
}

static tc_status find_days(tc_calendar *k)
{
    tc_anniversaries all;
    tc_app *app = k->app;
    tc_status s = read_stamp(k);
    if (s == TC_OK)
        s = tc_anniversaries_find(&all, &app->arena, &app->scratch, app->engine, k->year,
                                  app->options.known, &app->err);
    for (size_t i = 0; s == TC_OK && i < all.items.len; i++)
        add_days(k, &all.items.items[i]);
    if (s == TC_OK && k->days.len)
        qsort(k->days.items, k->days.len, sizeof *k->days.items, by_day);
    return s;
}

static void write_days(tc_calendar *k)
{
    size_t offset = k->app->options.offset, limit = tc_app_limit(k->app, 0);
    for (size_t i = offset; i < k->days.len && (!limit || i < offset + limit); i++)
        tc_app_row(k->app, TC_ROW_DAY, &k->days.items[i]);
}

int tc_cmd_calendar(tc_app *app)
{
    tc_calendar k = {.app = app};
    int status = read_options(&k);
    if (status)
        return status;
    tc_status s = tc_app_begin(app, TC_ROW_DAY);
    if (s == TC_OK)
        s = tc_app_open(app);
    if (s == TC_OK)
        s = find_days(&k);
    if (s != TC_OK)
        return tc_app_fail(app, s, TC_SPAN(""));
    if (app->options.count && !app->options.quiet)
        printf("%zu\n", k.days.len);
    else
        write_days(&k);
    if (!app->options.count)
        tc_tell_more(app, app->options.offset + app->rows, k.days.len, true);
    return tc_app_finish(app, k.days.len > 0);
}
