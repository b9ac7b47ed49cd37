/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/catalogue.h"
#include "base/utf8.h"

enum { SIZE = sizeof((tc_error *)0)->msg };

static void print(char out[SIZE], const char *fmt, va_list ap)
{
    int n = vsnprintf(out, SIZE, fmt, ap);
    if (n < 0)
        out[0] = '\0';
    else if (n >= SIZE)
        out[tc_utf8_floor(tc_span_str(out), strlen(out))] = '\0';
}

static void fill(tc_error *err, tc_status code, size_t column, const char *fmt, va_list ap)
{
    va_list again;
    if (!err)
        return;
    err->code = code;
    err->column = column;
    va_copy(again, ap);
    print(err->msg, fmt, ap);
    print(err->said, _(fmt), again);
    va_end(again);
}

static void add_cause(char out[SIZE], const char *cause)
{
    size_t len = strlen(out);
    snprintf(out + len, SIZE - len, ": %s", cause);
}

tc_status tc_fail(tc_error *err, tc_status code, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fill(err, code, 0, fmt, ap);
    va_end(ap);
    return code;
}

tc_status tc_fail_errno(tc_error *err, tc_status code, int errnum, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fill(err, code, 0, fmt, ap);
    va_end(ap);
    if (err) {
        add_cause(err->msg, tc_errno_text(errnum));
        add_cause(err->said, tc_errno_said(errnum));
    }
    return code;
}

tc_status tc_fail_at(tc_error *err, size_t column, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fill(err, TC_ESYNTAX, column, fmt, ap);
    va_end(ap);
    return TC_ESYNTAX;
}

tc_status tc_fail_doing(tc_error *err, tc_status code, const char *doing, const char *fmt, ...)
{
    tc_error why = TC_ERROR_INIT;
    va_list ap;
    if (!err)
        return code;
    va_start(ap, fmt);
    fill(&why, code, 0, fmt, ap);
    va_end(ap);
    tc_fail(err, code, "%s: %s", doing, why.msg);
    const char *said = tc_said(doing);
    size_t room = SIZE - 3, len = strlen(said) < room ? strlen(said) : room;
    snprintf(err->said, SIZE, "%.*s: %.*s", (int)len, said, (int)(room - len), why.said);
    err->said[tc_utf8_floor(tc_span_str(err->said), strlen(err->said))] = '\0';
    return code;
}

const char *tc_status_name(tc_status code)
{
    static const char *const names[] = {
        [TC_OK] = "ok",
        [TC_EINVAL] = "invalid",
        [TC_EIO] = "io",
        [TC_ENOMEM] = "memory",
        [TC_EUTF8] = "charset",
        [TC_ETOOBIG] = "too-big",
        [TC_ESYNTAX] = "syntax",
        [TC_ENOTFOUND] = "not-found",
        [TC_ELOCKED] = "locked",
        [TC_EVERSION] = "version",
        [TC_ECORRUPT] = "damaged",
        [TC_EUNSUPPORTED] = "unsupported",
        [TC_ECANCELLED] = "cancelled",
        [TC_EINTERNAL] = "internal",
        [TC_ECRASHED] = "crash",
        [TC_ETIMEOUT] = "timed-out",
        [TC_ELOCKEDFILE] = "password",
        [TC_ENOTEXT] = "ocr",
    };
    size_t i = (size_t)code;
    return i < sizeof names / sizeof *names ? names[i] : "unknown";
}
