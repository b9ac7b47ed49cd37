/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status codes and the error a caller owns. Every function that can fail returns tc_status,
 * puts its results in leading out-parameters, and takes a tc_error * last (NULL is fine). */
#ifndef TC_BASE_STATUS_H
#define TC_BASE_STATUS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    TC_OK = 0,
    TC_EINVAL,       /* the caller's argument makes no sense */
    TC_EIO,          /* reading or writing failed; errno text in the message */
    TC_ENOMEM,       /* no memory */
    TC_EUTF8,        /* bytes that cannot be decoded */
    TC_ETOOBIG,      /* over a stated ceiling */
    TC_ESYNTAX,      /* a question that does not parse; error.column is set */
    TC_ENOTFOUND,    /* no such document, file or index */
    TC_ELOCKED,      /* another writer holds the index */
    TC_EVERSION,     /* index of another schema or analyser: rebuild needed */
    TC_ECORRUPT,     /* index or record damaged */
    TC_EUNSUPPORTED, /* a format or feature this build does not read */
    TC_ECANCELLED,   /* interrupted on request */
    TC_EINTERNAL,    /* a bug */
    TC_ECRASHED,     /* another process, at work for us, died */
    TC_ETIMEOUT,     /* it took longer than it may */
    TC_ELOCKEDFILE,  /* a document that opens only with a password */
    TC_ENOTEXT       /* pictures of text only: waits for OCR */
} tc_status;

typedef struct {
    tc_status code;
    size_t column; /* TC_ESYNTAX: byte offset into the question */
    char msg[256]; /* NUL-terminated, English, no newline, cut on a character border: for records */
    char said[256]; /* the same in the reader's language, where the program opened its catalogue */
} tc_error;

#define TC_ERROR_INIT    \
    {                    \
        TC_OK, 0, "", "" \
    }

/* Fills *err (if not NULL) and returns code, so that `return tc_fail(...)` reads well. */
tc_status tc_fail(tc_error *err, tc_status code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* As tc_fail, with ": " and what errnum means added. */
tc_status tc_fail_errno(tc_error *err, tc_status code, int errnum, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* As tc_fail with TC_ESYNTAX and the byte column where the question went wrong. */
tc_status tc_fail_at(tc_error *err, size_t column, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* As tc_fail, behind what was being done and ": "; doing is a message too, marked with N_(). */
tc_status tc_fail_doing(tc_error *err, tc_status code, const char *doing, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* A stable lower-case word for logs and JSON ("io", "locked"); never NULL. */
const char *tc_status_name(tc_status code);

#ifdef __cplusplus
}
#endif
#endif
