/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages of Outlook ([MS-OXMSG]): a compound file with a stream for each property, named by its
 * number and type, and a folder for each attachment. */
#include <stdio.h>

#include "extract/mail.h"
#include "extract/message.h"
#include "extract/ole.h"
#include "text/civil.h"
#include "text/decode.h"

#define PROPERTIES "__properties_version1.0"

enum {
    BODY = 0x1000,
    RTF = 0x1009,
    HTML = 0x1013,
    SUBJECT = 0x0037,
    SENT = 0x0039,
    FROM = 0x0C1A,
    TO = 0x0E04,
    CC = 0x0E03,
    DATA = 0x3701,
    SHORT_NAME = 0x3704,
    LONG_NAME = 0x3707
};

typedef struct {
    tc_message message;
    tc_extraction *x;
    tc_ole ole;
} outlook;

tc_sniff tc_sniff_msg(const tc_extraction *x)
{
    tc_ole ole;
    tc_span found;
    return tc_ole_open(&ole, x->arena, x->bytes) && tc_ole_stream(&found, &ole, PROPERTIES)
               ? TC_SNIFF_SURE
               : TC_SNIFF_NO;
}

/* ---- properties ----------------------------------------------------------------------------- */

static bool get(const outlook *m, uint32_t folder, unsigned id, unsigned type, tc_span *out)
{
    char name[32];
    snprintf(name, sizeof name, "__substg1.0_%04X%04X", id, type);
    return tc_ole_stream_in(out, &m->ole, folder, name);
}

/* Text in UTF-8, in the arena: kept in UTF-16, or in the codepage of the one who wrote it. */
static tc_span text_of(outlook *m, uint32_t folder, unsigned id)
{
    enum { EIGHT_BIT = 0x001E, UNICODE = 0x001F };
    tc_decoded info = {0};
    tc_span raw;
    bool wide = get(m, folder, id, UNICODE, &raw);
    if (!wide && !get(m, folder, id, EIGHT_BIT, &raw))
        return TC_SPAN("");
    while (!wide && raw.len && raw.ptr[raw.len - 1] == '\0')
        raw.len--;
    tc_buf_reset(&m->x->decoded);
    tc_status st = tc_decode(&m->x->decoded, raw, wide ? "utf-16le" : m->x->charset, &info, NULL);
    if (st == TC_ENOMEM) /* no attachment by another name */
        tc_arena_no_memory(m->x->arena);
    tc_span out = tc_arena_copy(m->x->arena, tc_buf_span(&m->x->decoded));
    for (size_t i = 0; i < out.len; i++) /* NULs end what people see */
        if (out.ptr[i] == '\0')
            out.len = i;
    return out;
}

/* Properties of fixed length stand in one stream, sixteen bytes each. */
static tc_span sent(outlook *m)
{
    enum { HEAD = 32, ROW = 16, TIME = 0x0040, VALUE = 8, DAY = 86400, FROM_1601 = 134774 };
    tc_span rows = TC_SPAN("");
    tc_ole_stream(&rows, &m->ole, PROPERTIES);
    for (size_t at = HEAD; at + ROW <= rows.len; at += ROW) {
        if (tc_le32(rows, at) != ((uint32_t)SENT << 16 | TIME))
            continue;
        uint64_t ticks = tc_le32(rows, at + VALUE) | (uint64_t)tc_le32(rows, at + VALUE + 4) << 32;
        uint64_t seconds = ticks / 10000000 + (uint64_t)7 * 3600; /* as in Vietnam */
        if (seconds / DAY > 1000000)
            break;
        tc_date d = tc_civil_date((long)(seconds / DAY) - FROM_1601);
        return tc_span_str(tc_arena_printf(m->x->arena, "%02d/%02d/%04d %02d:%02d", d.day, d.month,
                                           d.year, (int)(seconds / 3600 % 24),
                                           (int)(seconds / 60 % 60)));
    }
    return TC_SPAN("");
}

/* ---- the message ---------------------------------------------------------------------------- */

static tc_status read_body(outlook *m, tc_error *err)
{
    enum { BINARY = 0x0102 };
    tc_span body = text_of(m, TC_OLE_ROOT, BODY), html;
    if (!tc_span_empty(tc_span_trim(body))) {
        tc_message_add(&m->message, body);
        return TC_OK;
    }
    if (get(m, TC_OLE_ROOT, HTML, BINARY, &html))
        return tc_message_read(&m->message, html, true, TC_SPAN(""), err);
    if (get(m, TC_OLE_ROOT, RTF, BINARY, &html))
        tc_extract_warn(m->x, "not read: the text, which is there as packed RTF only");
    return TC_OK;
}

static tc_status read_attachments(outlook *m, tc_error *err)
{
    enum { BINARY = 0x0102, MOST = 2000 };
    tc_status st = TC_OK;
    size_t embedded = 0;
    for (unsigned i = 0; i < MOST && st == TC_OK; i++) {
        char name[40];
        snprintf(name, sizeof name, "__attach_version1.0_#%08X", i);
        uint32_t folder = tc_ole_folder(&m->ole, TC_OLE_ROOT, name);
        if (folder == TC_OLE_ROOT)
            break;
        tc_span data, called = text_of(m, folder, LONG_NAME);
        if (tc_span_empty(called))
            called = text_of(m, folder, SHORT_NAME);
        if (get(m, folder, DATA, BINARY, &data))
            st = tc_message_attach(&m->message, called, data, err);
        else
            embedded++;
    }
    if (embedded)
        tc_extract_warn(m->x, "not read: %zu embedded objects", embedded);
    return st;
}

static void add_fields(outlook *m)
{
    const struct {
        const char *name;
        tc_span value;
    } fields[] = {{"From", text_of(m, TC_OLE_ROOT, FROM)},
                  {"To", text_of(m, TC_OLE_ROOT, TO)},
                  {"Cc", text_of(m, TC_OLE_ROOT, CC)},
                  {"Date", sent(m)},
                  {"Subject", text_of(m, TC_OLE_ROOT, SUBJECT)}};
    const char *lines = "";
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!tc_span_empty(fields[i].value))
            lines = tc_arena_printf(m->x->arena, "%s%s: %.*s\n", lines, fields[i].name,
                                    (int)fields[i].value.len, fields[i].value.ptr);
    tc_message_add(&m->message, tc_span_str(lines));
}

tc_status tc_read_msg(tc_extraction *x, tc_error *err)
{
    outlook m = {.x = x};
    tc_message_init(&m.message, x);
    if (!tc_ole_open(&m.ole, x->arena, x->bytes))
        return tc_fail(err, TC_ECORRUPT, "a damaged message of Outlook");
    tc_status st = read_body(&m, err);
    if (st == TC_OK)
        st = read_attachments(&m, err);
    if (st != TC_OK)
        return st;
    add_fields(&m);
    tc_message_finish(&m.message);
    return TC_OK;
}
