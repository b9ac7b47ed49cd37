/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars of any content are read again by the rules of RFC 5545: lines of 75 octets at the most
 * that are cut on character borders, unfolded into NAME:VALUE, components that nest, texts that
 * come back. */
#include "rows.h"

typedef struct {
    tc_span text; /* unfolded: lines end in \n */
    size_t pos;
    int events;
    bool label, lines;
} calendar;

static void unfold(tc_buf *out, tc_span in)
{
    for (size_t i = 0, start = 0; i < in.len; i++) {
        if (in.ptr[i] != '\n')
            continue;
        PROMISE(i > start && in.ptr[i - 1] == '\r' && i - 1 - start <= 75);
        tc_span line = tc_span_sub(in, start, i - 1);
        PROMISE(well_formed(line) && !memchr(line.ptr, '\r', line.len));
        bool goes_on = line.len && line.ptr[0] == ' ';
        PROMISE(!goes_on || start > 0);
        if (!goes_on && start > 0)
            tc_buf_addc(out, '\n');
        tc_buf_add(out, tc_span_sub(line, goes_on ? 1 : 0, line.len));
        start = i + 1;
    }
    PROMISE(in.len == 0 || in.ptr[in.len - 1] == '\n');
    if (in.len)
        tc_buf_addc(out, '\n');
}

/* A TEXT value (3.3.11). */
static tc_span unescape(tc_buf *out, tc_span value)
{
    tc_buf_reset(out);
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        PROMISE((unsigned char)c >= 0x20 && c != 0x7F && c != ',' && c != ';');
        if (c == '\\') {
            PROMISE(++i < value.len && strchr("\\,;n", value.ptr[i]));
            c = value.ptr[i] == 'n' ? '\n' : value.ptr[i];
        }
        tc_buf_addc(out, c);
    }
    return tc_buf_span(out);
}

static tc_span next_line(calendar *c)
{
    const char *end =
        c->pos < c->text.len ? memchr(c->text.ptr + c->pos, '\n', c->text.len - c->pos) : NULL;
    PROMISE(end);
    tc_span line = tc_span_sub(c->text, c->pos, (size_t)(end - c->text.ptr));
    c->pos += line.len + 1;
    return line;
}

static void read_event(calendar *c, const tc_day_row *d)
{
    tc_buf value, want;
    tc_buf_init(&value, 0);
    tc_buf_init(&want, 0);
    for (;;) {
        tc_span line = next_line(c);
        const char *colon = memchr(line.ptr, ':', line.len);
        PROMISE(colon && colon > line.ptr && line.ptr[0] >= 'A' && line.ptr[0] <= 'Z');
        PROMISE(!tc_span_starts(line, TC_SPAN("BEGIN:")));
        tc_span text = tc_span_sub(line, (size_t)(colon + 1 - line.ptr), line.len);
        if (tc_span_starts(line, TC_SPAN("END:"))) {
            PROMISE(tc_span_eq(text, TC_SPAN("VEVENT")));
            break;
        }
        if (tc_span_starts(line, TC_SPAN("SUMMARY:")))
            c->label = tc_span_starts(unescape(&value, text), shown_value(&want, d->label, true));
        if (tc_span_starts(line, TC_SPAN("DESCRIPTION:"))) {
            size_t from = 0;
            tc_span all = unescape(&value, text);
            for (size_t i = 0; i < d->line_count; i++) {
                tc_span w = shown_value(&want, d->lines[i], true);
                PROMISE(tc_span_starts(tc_span_sub(all, from, all.len), w));
                from += w.len + 1; /* the \n between them */
            }
            c->lines = from == all.len + 1;
        }
    }
    c->events++;
    tc_buf_release(&value);
    tc_buf_release(&want);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t len;
    tc_buf unfolded;
    tc_span v[VALUES];
    cut_values(v, data, size);
    const tc_day_row day = {.observed = {2024, 12, 31},
                            .label = v[0],
                            .uid = TC_SPAN("x"),
                            .stamp = TC_SPAN("20240101T000000Z"),
                            .years = v[1].len,
                            .origin = {1954, 5, 7},
                            .calendar = v[1].len % 2 ? TC_SPAN("lunar") : TC_SPAN("solar"),
                            .lines = v + 2,
                            .line_count = v[2].len ? 1 + v[2].len % 8 : 0};
    const fuzz_row rows[] = {{TC_ROW_DAY, &day}, {TC_ROW_DAY, &day}};
    char *text = write_rows(&len, TC_FORMAT_ICS, rows, 2, false);
    tc_buf_init(&unfolded, 0);
    unfold(&unfolded, tc_span_make(text, len));
    calendar c = {.text = tc_buf_span(&unfolded)};
    PROMISE(tc_span_eq(next_line(&c), TC_SPAN("BEGIN:VCALENDAR")));
    for (tc_span line; line = next_line(&c), !tc_span_eq(line, TC_SPAN("END:VCALENDAR"));)
        if (tc_span_eq(line, TC_SPAN("BEGIN:VEVENT"))) {
            read_event(&c, &day);
            PROMISE(c.label && (c.lines || day.line_count == 0));
        }
    PROMISE(c.pos == c.text.len && c.events == 2);
    tc_buf_release(&unfolded);
    free(text);
    return 0;
}
