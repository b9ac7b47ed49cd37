/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/message.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/retell.h"
#include "base/utf8.h"
#include "indexer/signals.h"

int tc_exit_of(tc_status status)
{
    switch (status) {
    case TC_OK:
        return TC_EXIT_OK;
    case TC_ENOTFOUND:
        return TC_EXIT_NO_INDEX;
    case TC_EVERSION:
        return TC_EXIT_VERSION;
    case TC_ECORRUPT:
        return TC_EXIT_DAMAGED;
    case TC_ELOCKED:
        return TC_EXIT_LOCKED;
    case TC_ECANCELLED: /* a child may have got the signal alone */
        return TC_EXIT_SIGNAL + (tc_stop_signal() ? tc_stop_signal() : SIGINT);
    default:
        return TC_EXIT_TROUBLE;
    }
}

/* What is shown for the code point at *at, which is moved behind it: 16 bytes at the most. */
static size_t show_next(char out[16 + 1], tc_span text, size_t *at)
{
    size_t from = *at, len = 0;
    uint32_t cp = tc_utf8_next(text, at);
    bool bad = cp == 0xFFFD && *at - from == 1;
    if (!bad && !tc_utf8_steers(cp)) {
        memcpy(out, text.ptr + from, *at - from);
        return *at - from;
    }
    if (cp == '\n' || cp == '\t')
        return (size_t)snprintf(out, 3, cp == '\n' ? "\\n" : "\\t");
    for (size_t k = from; k < *at; k++)
        len += (size_t)snprintf(out + len, 5, "\\x%02X", (unsigned char)text.ptr[k]);
    return len;
}

const char *tc_shown(tc_arena *a, tc_span text)
{
    char *out = tc_arena_alloc(a, 4 * text.len + 16 + 1), *p = out;
    for (size_t i = 0; i < text.len;)
        p += show_next(p, text, &i);
    *p = '\0';
    return out;
}

/* Paths and what others have written are in it: nothing of that may steer a terminal. Made on the
 * stack, as it may have to tell that there is no memory; longer ones are cut. */
void tc_say(const char *fmt, ...)
{
    enum { MOST = 8192 };
    char text[MOST], line[2 * MOST];
    size_t n = 0;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    line[0] = '\0';
    tc_span all = tc_span_str(text);
    for (size_t i = 0; i < all.len && n + 16 + 1 < sizeof line;)
        n += show_next(line + n, all, &i);
    fprintf(stderr, "tracuu-index: %.*s\n", (int)n, line);
}

int tc_say_error(const tc_error *err)
{
    tc_say("%s", err->said);
    return tc_exit_of(err->code);
}

void tc_say_failure(const char *name, const char *reason, const tc_error *err)
{
    tc_arena a;
    tc_arena_catch guard;
    tc_arena_init(&a);
    if (TC_ARENA_CATCH(&a, &guard)) {
        tc_say("%s: %s: %s", name, reason, err->said);
    } else {
        tc_say("%s: %s: %s", name, reason, tc_retell(&a, tc_span_str(err->msg)));
        tc_arena_uncatch(&a, &guard);
    }
    tc_arena_release(&a);
}

/* The write that failed may be long past, and its errno with it; a broken pipe stays broken. */
static bool reader_gone(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO};
    return poll(&out, 1, 0) > 0 && (out.revents & (POLLERR | POLLHUP));
}

static bool output_lost;

void tc_output_lost(void)
{
    output_lost = true;
}

int tc_finish_output(void)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        if (!output_lost)
            return TC_EXIT_OK;
        errno = ENOMEM;
    }
    if (errno == EPIPE || reader_gone())
        return TC_EXIT_PIPE;
    tc_say(_("cannot write the output: %s"), tc_errno_said(errno ? errno : EIO));
    return TC_EXIT_TROUBLE;
}
