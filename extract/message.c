/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/message.h"

#include "base/utf8.h"
#include "extract/mail.h"

void tc_message_init(tc_message *m, tc_extraction *x)
{
    size_t most = x->options->max_members ? x->options->max_members : TC_EXTRACT_MAX_MEMBERS;
    *m = (tc_message){.x = x, .members_left = most};
}

static void strip_end(tc_buf *b)
{
    while (b->len && (b->ptr[b->len - 1] == '\n' || b->ptr[b->len - 1] == '\r'))
        b->len--;
}

void tc_message_add(tc_message *m, tc_span text)
{
    tc_buf *b = &m->x->text;
    text = tc_span_trim(text);
    if (tc_span_empty(text))
        return;
    strip_end(b);
    if (b->len)
        tc_buf_adds(b, "\n\n");
    tc_buf_add(b, text);
    tc_buf_addc(b, '\n');
}

/* Names of encodings that programs put on whatever they sent. */
static const char *believable(tc_arena *a, tc_span charset)
{
    static const char *const HOLLOW[] = {"us-ascii",     "ascii",          "iso-8859-1",
                                         "windows-1252", "x-user-defined", "unknown-8bit",
                                         "x-unknown"};
    tc_span low = tc_mail_value(a, charset);
    for (size_t i = 0; i < sizeof HOLLOW / sizeof *HOLLOW; i++)
        if (tc_span_eq(low, tc_span_str(HOLLOW[i])))
            return NULL;
    return low.len && low.len < 40 ? low.ptr : NULL;
}

static void take_warnings(tc_message *m, const tc_extracted *part)
{
    for (size_t i = 0; i < part->warning_count; i++)
        if (!tc_span_eq(part->warnings[i], TC_SPAN("no text")))
            tc_extract_warn(m->x, "%.*s", (int)part->warnings[i].len, part->warnings[i].ptr);
}

/* With what the reader of pages knows them by. */
static tc_span as_page(tc_arena *a, tc_span html)
{
    static const tc_span START = TC_SPAN_LIT("<html>");
    char *page = tc_arena_space(a, START.len + html.len + 1, 1);
    memcpy(page, START.ptr, START.len);
    if (html.len)
        memcpy(page + START.len, html.ptr, html.len);
    return tc_span_make(page, START.len + html.len);
}

/* A part of text by the reader of its format. */
tc_status tc_message_read(tc_message *m, tc_span bytes, bool html, tc_span charset, tc_error *err)
{
    tc_extract_options o = *m->x->options;
    tc_extracted *part;
    o.charset = m->x->charset ? m->x->charset : believable(m->x->arena, charset);
    o.on_member = NULL;
    tc_span name = html ? TC_SPAN("part.html") : TC_SPAN("part.txt");
    if (html)
        bytes = as_page(m->x->arena, bytes);
    tc_status st = tc_extract(&part, m->x->arena, bytes, name, &o, err);
    if (st == TC_EUNSUPPORTED && o.charset && !m->x->charset) {
        o.charset = NULL;
        st = tc_extract(&part, m->x->arena, bytes, name, &o, err);
    }
    if (st == TC_EUNSUPPORTED || st == TC_EUTF8) {
        tc_extract_warn(m->x, "a part of the message is no text");
        return TC_OK;
    }
    if (st != TC_OK)
        return st;
    take_warnings(m, part);
    if (tc_span_empty(m->x->out->charset) || tc_span_eq(m->x->out->charset, TC_SPAN("utf-8")))
        m->x->out->charset = part->charset;
    tc_message_add(m, part->text);
    return TC_OK;
}

/* One that no attachment before it had, and that is no path. */
static tc_span unique_name(tc_message *m, tc_span name)
{
    tc_arena *a = m->x->arena;
    if (tc_span_empty(name))
        name = tc_span_str(tc_arena_printf(a, "attachment-%zu", m->attached));
    char *plain = tc_arena_printf(
        a, "%.*s", (int)tc_utf8_floor(name, name.len < 255 ? name.len : 255), name.ptr);
    for (char *p = plain; *p; p++)
        if (*p == '/' || *p == '\\')
            *p = '_';
    tc_span out = tc_span_str(plain);
    for (size_t i = 0; i < m->names.len; i++)
        if (tc_span_eq(m->names.items[i], out)) {
            out = tc_span_str(tc_arena_printf(a, "%s (%zu)", plain, m->attached));
            break;
        }
    tc_vec_push(a, &m->names, out);
    return out;
}

tc_status tc_message_attach(tc_message *m, tc_span name, tc_span bytes, tc_error *err)
{
    const tc_extract_options *o = m->x->options;
    tc_member member = {.bytes = bytes};
    m->x->out->member_count++;
    m->attached++;
    if (!o->on_member)
        return TC_OK;
    member.name = unique_name(m, name);
    if (bytes.len > m->members_left) {
        member.bytes = tc_span_make(NULL, 0);
        member.status = TC_ETOOBIG;
        member.why = TC_SPAN("the attachments are too big in all");
    } else {
        m->members_left -= bytes.len;
    }
    return o->on_member(&member, o->member_context, err);
}

void tc_message_finish(tc_message *m)
{
    if (m->attached && !m->x->options->on_member)
        tc_extract_warn(m->x, "not read: %zu attachments", m->attached);
    if (tc_span_empty(m->x->out->charset))
        m->x->out->charset = TC_SPAN("utf-8");
}
