/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/frame.h"

#include <errno.h>
#include <unistd.h>

#include "base/utf8.h"

static bool write_all(int fd, tc_span s)
{
    for (size_t done = 0; done < s.len;) {
        ssize_t n = write(fd, s.ptr + done, s.len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

static bool read_all(int fd, void *to, size_t len)
{
    for (size_t done = 0; done < len;) {
        ssize_t n = read(fd, (char *)to + done, len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

bool tc_frame_write(int fd, tc_frame_type type, uint64_t serial, tc_span body)
{
    const tc_frame_head head = {TC_FRAME_MAGIC, (uint32_t)type, serial, body.len};
    return write_all(fd, tc_span_make((const char *)&head, sizeof head)) && write_all(fd, body);
}

bool tc_frame_read(int fd, tc_frame_head *head, tc_buf *body, size_t most)
{
    tc_buf_reset(body);
    if (!read_all(fd, head, sizeof *head) || head->magic != TC_FRAME_MAGIC || head->length > most)
        return false;
    char *to = tc_buf_reserve(body, head->length + 1);
    if (!to || !read_all(fd, to, head->length))
        return false;
    body->len = head->length;
    return true;
}

/* ---- questions ------------------------------------------------------------------------------ */

void tc_frame_put_question(tc_buf *b, tc_span name, const tc_extract_options *o)
{
    tc_put_string(b, name);
    tc_put_string(b, o->charset ? tc_span_str(o->charset) : tc_span_make(NULL, 0));
    tc_put_uint(b, o->max_text);
    tc_put_uint(b, o->tracked_changes);
    tc_put_uint(b, o->max_members);
    tc_put_uint(b, o->on_member != NULL);
}

bool tc_frame_get_question(tc_cursor *c, tc_arena *a, tc_span *name, tc_extract_options *o,
                           bool *members)
{
    *name = tc_arena_copy(a, tc_get_string(c));
    tc_span charset = tc_get_string(c);
    o->charset = tc_span_empty(charset) ? NULL : tc_arena_copy(a, charset).ptr;
    o->max_text = tc_get_uint(c);
    o->tracked_changes = (tc_tracked_changes)tc_get_uint(c);
    o->max_members = tc_get_uint(c);
    *members = tc_get_uint(c) != 0;
    return !c->bad;
}

/* ---- answers -------------------------------------------------------------------------------- */

void tc_frame_put_answer(tc_buf *b, const tc_extracted *x)
{
    tc_put_string(b, x->mime);
    tc_put_string(b, x->charset);
    tc_put_uint(b, x->warning_count);
    for (size_t i = 0; i < x->warning_count; i++)
        tc_put_string(b, x->warnings[i]);
    tc_put_uint(b, x->page_count);
    for (size_t i = 0; i < x->page_count; i++)
        tc_put_uint(b, x->page_starts[i]);
    tc_put_uint(b, x->container);
    tc_put_uint(b, x->member_count);
    tc_put_string(b, x->text);
}

/* Each takes a byte at least: nonsense cannot ask for more memory than it brings. */
static size_t get_count(tc_cursor *c)
{
    uint64_t n = tc_get_uint(c);
    if (c->bad || n > c->in.len - c->pos) {
        c->bad = true;
        return 0;
    }
    return (size_t)n;
}

/* What comes from a reader may be anything. */
static tc_span get_text(tc_cursor *c)
{
    tc_span s = tc_get_string(c);
    c->bad |= tc_utf8_valid_prefix(s) != s.len;
    return s;
}

tc_extracted *tc_frame_get_answer(tc_cursor *c, tc_arena *a)
{
    tc_extracted *x = tc_arena_alloc(a, sizeof *x);
    x->mime = tc_arena_copy(a, get_text(c));
    x->charset = tc_arena_copy(a, get_text(c));
    x->warning_count = get_count(c);
    x->warnings = tc_arena_array(a, x->warning_count, sizeof *x->warnings);
    for (size_t i = 0; i < x->warning_count; i++)
        x->warnings[i] = tc_arena_copy(a, get_text(c));
    x->page_count = get_count(c);
    x->page_starts = x->page_count ? tc_arena_array(a, x->page_count, sizeof(size_t)) : NULL;
    for (size_t i = 0; i < x->page_count; i++) {
        x->page_starts[i] = tc_get_uint(c);
        c->bad |= i && x->page_starts[i] < x->page_starts[i - 1];
    }
    x->container = tc_get_uint(c) != 0;
    x->member_count = tc_get_uint(c);
    tc_span text = get_text(c);
    c->bad |=
        c->pos != c->in.len || (x->page_count && x->page_starts[x->page_count - 1] > text.len);
    if (c->bad)
        return NULL;
    x->text = tc_arena_copy(a, text);
    return x;
}

void tc_frame_put_member(tc_buf *b, const tc_member *m)
{
    tc_put_string(b, m->name);
    tc_put_uint(b, m->status);
    tc_put_string(b, m->why);
    tc_put_string(b, m->bytes);
}

bool tc_frame_get_member(tc_cursor *c, tc_arena *a, tc_member *m)
{
    m->name = tc_arena_copy(a, get_text(c));
    uint64_t status = tc_get_uint(c);
    m->status = status <= TC_STATUS_LAST ? (tc_status)status : TC_EINTERNAL;
    m->why = tc_arena_copy(a, get_text(c));
    m->bytes = tc_arena_copy(a, tc_get_string(c));
    c->bad |= c->pos != c->in.len;
    return !c->bad;
}

void tc_frame_put_error(tc_buf *b, tc_status status, const tc_error *err)
{
    tc_put_uint(b, status);
    tc_put_string(b, tc_span_str(err->msg));
}

tc_status tc_frame_get_error(tc_cursor *c, tc_error *err)
{
    uint64_t status = tc_get_uint(c);
    tc_span msg = get_text(c);
    if (c->bad || status == TC_OK || status > TC_STATUS_LAST)
        return tc_fail(err, TC_ECRASHED, "the reader talks nonsense");
    return tc_fail(err, (tc_status)status, "%.*s", (int)msg.len, msg.ptr);
}
