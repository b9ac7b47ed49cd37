/* SPDX-License-Identifier: GPL-3.0-or-later */
/* E-mail (RFC 5322, MIME): the text of a message, its attachments as files inside. The fields that
 * people see stand behind the text: a message that carries a plan starts with the plan. */
#include <stdio.h>

#include "base/ascii.h"

#include "base/utf8.h"
#include "extract/mail.h"
#include "extract/message.h"

enum { MAX_DEPTH = 16, MAX_PARTS = 2000 };

typedef struct {
    tc_message message;
    tc_extraction *x;
    size_t parts;
} mail;

static tc_status read_part(mail *m, tc_span part, unsigned depth, tc_error *err);

/* Is there a border of these parts at the start of a line at i? *last: the one behind them all. */
static bool is_border(tc_span s, size_t i, tc_span border, bool *last)
{
    tc_span line = tc_span_sub(s, i, s.len);
    if (!tc_span_starts(line, TC_SPAN("--")) ||
        !tc_span_starts(tc_span_sub(line, 2, line.len), border))
        return false;
    *last = tc_span_starts(tc_span_sub(line, 2 + border.len, line.len), TC_SPAN("--"));
    return true;
}

static size_t next_line(tc_span s, size_t i)
{
    const char *nl = memchr(s.ptr + i, '\n', s.len - i);
    return nl ? (size_t)(nl - s.ptr) + 1 : s.len;
}

/* alternative: the parts say the same; the first that has a text is read. */
static tc_status read_parts(mail *m, tc_span body, tc_span border, bool alternative, unsigned depth,
                            tc_error *err)
{
    size_t start = SIZE_MAX, before = m->x->text.len;
    tc_status st = TC_OK;
    bool last = false;
    for (size_t i = 0; i < body.len && !last && st == TC_OK; i = next_line(body, i)) {
        if (!is_border(body, i, border, &last))
            continue;
        bool wanted = !alternative || m->x->text.len == before;
        if (start != SIZE_MAX && wanted)
            st = read_part(m, tc_span_sub(body, start, i), depth + 1, err);
        start = next_line(body, i);
    }
    if (st == TC_OK && !last && start != SIZE_MAX && start < body.len) {
        tc_extract_warn(m->x, "the message ends in the middle");
        st = read_part(m, tc_span_sub(body, start, body.len), depth + 1, err);
    }
    return st;
}

static tc_span file_name(mail *m, tc_span type_field, tc_span disposition)
{
    tc_span name = tc_mail_parameter(m->x, disposition, "filename");
    if (tc_span_empty(name))
        name = tc_mail_parameter(m->x, type_field, "name");
    return tc_span_trim(name);
}

static tc_status read_part(mail *m, tc_span bytes, unsigned depth, tc_error *err)
{
    tc_arena *a = m->x->arena;
    if (depth > MAX_DEPTH || ++m->parts > MAX_PARTS) {
        if (m->parts == MAX_PARTS + 1 || depth == MAX_DEPTH + 1)
            tc_extract_warn(m->x,
                            "parts of the message that are too many or too deep are not read");
        return TC_OK;
    }
    tc_mail_part part = tc_mail_split(bytes);
    tc_span type_field = tc_mail_field(a, part.head, "content-type");
    tc_span disposition = tc_mail_field(a, part.head, "content-disposition");
    tc_span type = tc_mail_value(a, type_field), name = file_name(m, type_field, disposition);
    tc_span border = tc_mail_parameter(m->x, type_field, "boundary");
    if (tc_span_starts(type, TC_SPAN("multipart/")) && !tc_span_empty(border))
        return read_parts(m, part.body, border, tc_span_ends(type, TC_SPAN("/alternative")), depth,
                          err);
    tc_span encoding = tc_mail_value(a, tc_mail_field(a, part.head, "content-transfer-encoding"));
    tc_span body = tc_mail_body(a, part.body, encoding);
    bool html = tc_span_eq(type, TC_SPAN("text/html"));
    bool text = html || tc_span_empty(type) || tc_span_eq(type, TC_SPAN("text/plain"));
    bool attached = tc_span_eq(tc_mail_value(a, disposition), TC_SPAN("attachment"));
    if (text && !attached && tc_span_empty(name))
        return tc_message_read(&m->message, body, html,
                               tc_mail_parameter(m->x, type_field, "charset"), err);
    if (tc_span_empty(name) && tc_span_eq(type, TC_SPAN("message/rfc822")))
        name = TC_SPAN("message.eml");
    return tc_message_attach(&m->message, name, body, err);
}

/* ---- the message --------------------------------------------------------------------------- */

static void add_fields(mail *m, tc_span head)
{
    static const char *const FIELDS[][2] = {
        {"from", "From"}, {"to", "To"}, {"cc", "Cc"}, {"date", "Date"}, {"subject", "Subject"}};
    char *lines = tc_arena_printf(m->x->arena, "%s", "");
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        tc_span value = tc_mail_words(m->x, tc_mail_field(m->x->arena, head, FIELDS[i][0]));
        if (!tc_span_empty(value))
            lines = tc_arena_printf(m->x->arena, "%s%s: %.*s\n", lines, FIELDS[i][1],
                                    (int)value.len, value.ptr);
    }
    tc_message_add(&m->message, tc_span_str(lines));
}

static bool is_name_character(char c)
{
    return tc_ascii_letter(c) || tc_ascii_digit(c) || c == '-';
}

/* A message starts with fields, and has some of these. */
tc_sniff tc_sniff_eml(const tc_extraction *x)
{
    static const char *const KNOWN[] = {
        "from:",     "to:",          "subject:",      "date:",        "message-id:",
        "received:", "return-path:", "mime-version:", "content-type:"};
    enum { ENOUGH = 4 };
    tc_span s = x->head;
    size_t known = 0, lines = 0;
    for (size_t i = 0; i < s.len; i = next_line(s, i)) {
        size_t n = i;
        if (s.ptr[i] == '\r' || s.ptr[i] == '\n')
            break;
        if (s.ptr[i] == ' ' || s.ptr[i] == '\t') {
            if (!lines)
                return TC_SNIFF_NO;
            continue;
        }
        while (n < s.len && is_name_character(s.ptr[n]))
            n++;
        if (n == s.len)
            break;
        if (n == i || s.ptr[n] != ':')
            return TC_SNIFF_NO;
        lines++;
        tc_span name = tc_span_sub(s, i, n + 1);
        char low[16] = "";
        for (size_t k = 0; k < name.len && name.len < sizeof low; k++)
            low[k] = tc_ascii_lower(name.ptr[k]);
        for (size_t k = 0; k < sizeof KNOWN / sizeof *KNOWN; k++)
            known += strcmp(low, KNOWN[k]) == 0;
    }
    return known >= ENOUGH ? TC_SNIFF_SURE : known ? TC_SNIFF_POSSIBLE : TC_SNIFF_NO;
}

tc_status tc_read_eml(tc_extraction *x, tc_error *err)
{
    mail m = {.x = x};
    tc_message_init(&m.message, x);
    tc_status st = read_part(&m, x->bytes, 0, err);
    if (st != TC_OK)
        return st;
    add_fields(&m, tc_mail_split(x->bytes).head);
    tc_message_finish(&m.message);
    return TC_OK;
}
