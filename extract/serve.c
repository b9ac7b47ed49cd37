/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The side that answers: what runs in the process of its own. */
#include <locale.h>
#include <unistd.h>

#include "extract/apart.h"
#include "extract/frame.h"

enum { SOCKET = 0, FAILED = 1 };

typedef struct {
    tc_apart_read read;
    tc_arena arena;
    tc_buf question, answer;
    uint64_t serial;
} server;

static tc_status send_member(const tc_member *m, void *context, tc_error *err)
{
    server *s = context;
    tc_buf_reset(&s->answer);
    tc_frame_put_member(&s->answer, m);
    if (s->answer.status != TC_OK)
        return tc_fail(err, TC_ENOMEM, "no memory for a file inside");
    return tc_frame_write(SOCKET, TC_FRAME_MEMBER, s->serial, tc_buf_span(&s->answer))
               ? TC_OK
               : tc_fail(err, TC_EIO, "nobody listens");
}

static tc_status read_file(tc_extracted **out, server *s, tc_error *err)
{
    tc_arena_catch guard;
    tc_extract_options options = {0};
    tc_span name;
    tc_cursor c = {tc_buf_span(&s->question), 0, false};
    if (TC_ARENA_CATCH(&s->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the text");
    bool members = false,
         understood = tc_frame_get_question(&c, &s->arena, &name, &options, &members);
    tc_arena_uncatch(&s->arena, &guard);
    if (!understood)
        return tc_fail(err, TC_EINTERNAL, "a question that makes no sense");
    options.on_member = members ? send_member : NULL;
    options.member_context = s;
    tc_span bytes = tc_span_sub(c.in, c.pos, c.in.len);
    return s->read(out, &s->arena, bytes, name, &options, err);
}

static bool answer(server *s, uint64_t serial)
{
    tc_error err = TC_ERROR_INIT;
    tc_extracted *x = NULL;
    tc_arena_reset(&s->arena);
    s->serial = serial;
    tc_status st = read_file(&x, s, &err);
    tc_buf_reset(&s->answer);
    if (st == TC_OK)
        tc_frame_put_answer(&s->answer, x);
    if (s->answer.status != TC_OK) {
        st = tc_fail(&err, TC_ENOMEM, "no memory for the text");
        tc_buf_reset(&s->answer);
    }
    if (st != TC_OK)
        tc_frame_put_error(&s->answer, st, &err);
    return tc_frame_write(SOCKET, st == TC_OK ? TC_FRAME_TEXT : TC_FRAME_ERROR, serial,
                          tc_buf_span(&s->answer));
}

int tc_apart_serve(tc_apart_read read)
{
    server s = {.read = read};
    tc_sandbox_state state;
    tc_frame_head head;
    setlocale(LC_CTYPE, "C.UTF-8"); /* archives' names; there is no opening of files later */
    if (!tc_sandbox_enter(TC_SANDBOX_READER, &state))
        return FAILED;
    tc_arena_init(&s.arena);
    tc_buf_init(&s.question, SIZE_MAX / 2);
    tc_buf_init(&s.answer, SIZE_MAX / 2);
    bool ok = true;
    while (ok && tc_frame_read(SOCKET, &head, &s.question, SIZE_MAX / 4))
        ok = answer(&s, head.serial);
    tc_arena_release(&s.arena);
    tc_buf_release(&s.question);
    tc_buf_release(&s.answer);
    return ok ? 0 : FAILED;
}
