/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What processes say to each other: of workers, and of readers in a process of their own. The
 * first byte chooses what the rest is taken for. */
#include <sys/socket.h>
#include <unistd.h>

#include "extract/frame.h"
#include "fuzz.h"
#include "indexer/wire.h"

static void hear_worker(const uint8_t *data, size_t size)
{
    int fds[2];
    tc_buf in;
    tc_wire_type type;
    tc_cursor c;
    if (size > 4096 || socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds) != 0)
        return;
    tc_buf_init(&in, 0);
    bool sent = send(fds[0], data, size, MSG_NOSIGNAL) == (ssize_t)size;
    close(fds[0]);
    if (sent && tc_wire_receive(fds[1], &in, &type, &c)) {
        tc_get_uint(&c);
        tc_span s = tc_get_string(&c);
        PROMISE(c.bad || s.len <= size);
        tc_get_uint(&c);
    }
    close(fds[1]);
    tc_buf_release(&in);
}

static void read_fields(tc_arena *a, uint8_t what, tc_cursor *c)
{
    tc_span name;
    tc_extract_options options;
    tc_member member;
    tc_error err = TC_ERROR_INIT;
    bool members;
    switch (what % 4) {
    case 0:
        if (tc_frame_get_question(c, a, &name, &options, &members))
            PROMISE(!c->bad);
        break;
    case 1:
        if (tc_frame_get_answer(c, a))
            PROMISE(!c->bad);
        break;
    case 2:
        tc_frame_get_member(c, a, &member);
        break;
    default: {
        tc_status st = tc_frame_get_error(c, &err);
        PROMISE(st > TC_OK && st <= TC_STATUS_LAST);
        PROMISE(memchr(err.msg, 0, sizeof err.msg) != NULL);
    }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tc_arena a;
    tc_arena_catch guard;
    if (size == 0)
        return 0;
    if (data[0] % 5 == 4) {
        hear_worker(data + 1, size - 1);
        return 0;
    }
    tc_cursor c = {.in = tc_span_make((const char *)data + 1, size - 1)};
    tc_arena_init(&a);
    a.limit = (size_t)1 << 28;
    if (!TC_ARENA_CATCH(&a, &guard)) {
        read_fields(&a, data[0] % 5, &c);
        tc_arena_uncatch(&a, &guard);
    }
    tc_arena_release(&a);
    return 0;
}
