/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as an iCalendar (RFC 5545): one all-day VEVENT for each observed day, no recurrence, since
 * lunar days move. Lines end in CR LF and are folded at 75 octets, never inside a character. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "query/writer.h"

enum { LINE_OCTETS = 75 };

typedef struct {
    tc_row_writer base;
    tc_buf out, line;
    bool begun;
} tc_ics_writer;

/* The content line gathered so far, folded. */
static void end_line(tc_ics_writer *w)
{
    tc_span s = tc_buf_span(&w->line);
    size_t room = LINE_OCTETS;
    for (size_t i = 0; i < s.len;) {
        size_t start = i;
        tc_utf8_next(s, &i);
        if (i - start > room) {
            tc_buf_adds(&w->out, "\r\n ");
            room = LINE_OCTETS - 1; /* the blank counts */
        }
        tc_buf_add(&w->out, tc_span_sub(s, start, i));
        room -= i - start;
    }
    tc_buf_adds(&w->out, "\r\n");
    if (w->line.status != TC_OK)
        w->out.status = w->line.status;
    tc_buf_reset(&w->line);
}

static void flush(tc_ics_writer *w)
{
    tc_row_writer_put(&w->base, &w->out);
}

static void plain_line(tc_ics_writer *w, const char *text)
{
    tc_buf_adds(&w->line, text);
    end_line(w);
}

/* A TEXT value: backslash, comma, semicolon and line ends escaped, no other controls. */
static void add_text(tc_ics_writer *w, tc_span s)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = tc_utf8_next(s, &i);
        if (cp == '\\' || cp == ',' || cp == ';')
            tc_buf_addc(&w->line, '\\');
        if (cp == '\n')
            tc_buf_adds(&w->line, "\\n");
        else
            tc_buf_addcp(&w->line, tc_utf8_steers(cp) ? ' ' : cp);
    }
}

static void add_date(tc_ics_writer *w, const char *name, tc_date d)
{
    tc_buf_printf(&w->line, "%s;VALUE=DATE:%04d%02u%02u", name, d.year, (unsigned)d.month,
                  (unsigned)d.day);
    end_line(w);
}

/* "Chiến thắng Điện Biên Phủ: 70 năm (07/05/1954)". The calendar is for the readers of the
 * documents and stays in their language. */
static void add_summary(tc_ics_writer *w, const tc_day_row *d)
{
    tc_buf_adds(&w->line, "SUMMARY:");
    add_text(w, d->label);
    if (d->years)
        tc_buf_printf(&w->line, ": %" PRIu64 " năm", d->years);
    if (tc_span_eq(d->calendar, TC_SPAN("lunar")))
        tc_buf_printf(&w->line, " (%u/%u âm lịch)", (unsigned)d->origin.day,
                      (unsigned)d->origin.month);
    else if (d->origin.year)
        tc_buf_printf(&w->line, " (%02u/%02u/%04d)", (unsigned)d->origin.day,
                      (unsigned)d->origin.month, d->origin.year);
    end_line(w);
}

static void add_description(tc_ics_writer *w, const tc_day_row *d)
{
    if (d->line_count == 0)
        return;
    tc_buf_adds(&w->line, "DESCRIPTION:");
    for (size_t i = 0; i < d->line_count; i++) {
        if (i)
            tc_buf_adds(&w->line, "\\n");
        add_text(w, d->lines[i]);
    }
    end_line(w);
}

/* NĐ 145/2013/NĐ-CP, Điều 3: "năm tròn" ends in 0, "năm lẻ 5" in 5. */
static void add_category(tc_ics_writer *w, const tc_day_row *d)
{
    if (d->years == 0 || d->years % 5)
        return;
    plain_line(w, d->years % 10 ? "CATEGORIES:Năm lẻ 5" : "CATEGORIES:Năm tròn");
}

static void ics_begin(tc_row_writer *base, tc_row_kind kind)
{
    (void)base, (void)kind;
}

/* With the first day: a calendar without any is not valid. */
static void begin_calendar(tc_ics_writer *w)
{
    w->begun = true;
    plain_line(w, "BEGIN:VCALENDAR");
    plain_line(w, "VERSION:2.0");
    plain_line(w, "PRODID:-//Tra Cứu//tracuu " TC_VERSION "//VI");
    plain_line(w, "CALSCALE:GREGORIAN");
}

static void ics_row(tc_row_writer *base, tc_row_kind kind, const void *row)
{
    tc_ics_writer *w = (tc_ics_writer *)base;
    const tc_day_row *d = row;
    if (kind != TC_ROW_DAY)
        return;
    if (!w->begun)
        begin_calendar(w);
    plain_line(w, "BEGIN:VEVENT");
    tc_buf_printf(&w->line, "UID:%.*s", (int)d->uid.len, d->uid.ptr);
    end_line(w);
    tc_buf_printf(&w->line, "DTSTAMP:%.*s", (int)d->stamp.len, d->stamp.ptr);
    end_line(w);
    add_date(w, "DTSTART", d->observed);
    add_date(w, "DTEND", tc_date_add_days(d->observed, 1));
    add_summary(w, d);
    add_description(w, d);
    add_category(w, d);
    plain_line(w, "TRANSP:TRANSPARENT"); /* a day to know of, nobody is busy */
    plain_line(w, "END:VEVENT");
    flush(w);
}

static void ics_end(tc_row_writer *base)
{
    tc_ics_writer *w = (tc_ics_writer *)base;
    if (w->begun)
        plain_line(w, "END:VCALENDAR");
    w->begun = false;
    flush(w);
}

static void ics_free(tc_row_writer *base)
{
    tc_ics_writer *w = (tc_ics_writer *)base;
    tc_buf_release(&w->out);
    tc_buf_release(&w->line);
    free(w);
}

tc_row_writer *tc_ics_writer_new(void)
{
    tc_ics_writer *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->base.begin = ics_begin;
    w->base.row = ics_row;
    w->base.end = ics_end;
    w->base.free = ics_free;
    tc_buf_init(&w->out, 0);
    tc_buf_init(&w->line, 0);
    return &w->base;
}
