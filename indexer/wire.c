/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/wire.h"

#include <errno.h>
#include <sys/socket.h>

void tc_wire_start(tc_buf *b, tc_wire_type type)
{
    tc_buf_reset(b);
    tc_buf_addc(b, (char)type);
}

bool tc_wire_send(int fd, const tc_buf *b)
{
    ssize_t n;
    if (b->status != TC_OK) {
        shutdown(fd, SHUT_RDWR);
        return false;
    }
    do
        n = send(fd, b->ptr, b->len, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)b->len;
}

bool tc_wire_receive(int fd, tc_buf *b, tc_wire_type *type, tc_cursor *c)
{
    ssize_t n;
    tc_buf_reset(b);
    if (!tc_buf_reserve(b, TC_WIRE_MAX))
        return false;
    do
        n = recv(fd, b->ptr, TC_WIRE_MAX, 0);
    while (n < 0 && errno == EINTR);
    if (n <= 0)
        return false;
    b->len = (size_t)n;
    *type = (tc_wire_type)(unsigned char)b->ptr[0];
    *c = (tc_cursor){tc_buf_span(b), 1, false};
    return true;
}

bool tc_wire_more(const tc_cursor *c)
{
    return !c->bad && c->pos < c->in.len;
}
