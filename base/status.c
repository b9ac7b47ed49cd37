/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static void fill(tc_error *err, tc_status code, size_t column, const char *fmt, va_list ap)
{
    if (!err)
        return;
    err->code = code;
    err->column = column;
    int n = vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    if (n < 0)
        err->msg[0] = '\0';
    else if ((size_t)n >= sizeof err->msg)
        err->msg[tc_utf8_floor(tc_span_str(err->msg), strlen(err->msg))] = '\0';
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
        size_t len = strlen(err->msg);
        snprintf(err->msg + len, sizeof err->msg - len, ": %s", strerror(errnum));
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
