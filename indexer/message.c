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

const char *tc_shown(tc_arena *a, tc_span text)
{
    char *out = tc_arena_alloc(a, 4 * text.len + 1), *p = out;
    for (size_t i = 0, next = 0; i < text.len; i = next) {
        uint32_t cp = tc_utf8_next(text, &next);
        bool bad = cp == 0xFFFD && next - i == 1;
        if (!bad && !tc_utf8_steers(cp)) {
            memcpy(p, text.ptr + i, next - i);
            p += next - i;
        } else if (cp == '\n' || cp == '\t') {
            p += snprintf(p, 5, cp == '\n' ? "\\n" : "\\t");
        } else {
            for (size_t k = i; k < next; k++)
                p += snprintf(p, 5, "\\x%02X", (unsigned char)text.ptr[k]);
        }
    }
    *p = '\0';
    return out;
}

static void print_line(const char *text)
{
    fprintf(stderr, "tracuu-index: %s\n", text);
}

/* Paths and what others have written are in it: nothing of that may steer a terminal. */
void tc_say(const char *fmt, ...)
{
    char *text;
    tc_arena a;
    tc_arena_catch guard;
    va_list ap;
    va_start(ap, fmt);
    int len = vasprintf(&text, fmt, ap);
    va_end(ap);
    if (len < 0) {
        print_line(fmt);
        return;
    }
    tc_arena_init(&a);
    if (TC_ARENA_CATCH(&a, &guard)) {
        print_line(fmt);
    } else {
        print_line(tc_shown(&a, tc_span_make(text, (size_t)len)));
        tc_arena_uncatch(&a, &guard);
    }
    tc_arena_release(&a);
    free(text);
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
