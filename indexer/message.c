/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/message.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/retell.h"
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
    case TC_ECANCELLED:
        return TC_EXIT_SIGNAL + tc_stop_signal();
    default:
        return TC_EXIT_TROUBLE;
    }
}

void tc_say(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    flockfile(stderr);
    fputs("tracuu-index: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    funlockfile(stderr);
    va_end(ap);
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

const char *tc_shown(tc_arena *a, tc_span path)
{
    size_t bad = 0;
    for (size_t i = 0; i < path.len; i++)
        bad += (unsigned char)path.ptr[i] < 0x20 || path.ptr[i] == 0x7F;
    char *out = tc_arena_alloc(a, path.len + 3 * bad + 1), *p = out;
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (c >= 0x20 && c != 0x7F)
            *p++ = (char)c;
        else if (c == '\n' || c == '\t')
            p += snprintf(p, 5, c == '\n' ? "\\n" : "\\t");
        else
            p += snprintf(p, 5, "\\x%02X", c);
    }
    *p = '\0';
    return out;
}

const char *tc_plural(uint64_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

/* The write that failed may be long past, and its errno with it; a broken pipe stays broken. */
static bool reader_gone(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO};
    return poll(&out, 1, 0) > 0 && (out.revents & (POLLERR | POLLHUP));
}

int tc_finish_output(void)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return TC_EXIT_OK;
    if (errno == EPIPE || reader_gone())
        return TC_EXIT_PIPE;
    tc_say(_("cannot write the output: %s"), tc_errno_said(errno ? errno : EIO));
    return TC_EXIT_TROUBLE;
}
