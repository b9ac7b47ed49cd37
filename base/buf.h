/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A growing byte buffer with a ceiling. A failure sticks: append on, check once at the end. */
#ifndef TC_BASE_BUF_H
#define TC_BASE_BUF_H

#include "base/span.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    char *ptr; /* malloc'd; NUL behind len once anything was appended */
    size_t len, cap, ceiling;
    tc_status status; /* TC_OK, TC_ENOMEM or TC_ETOOBIG; the first failure stays */
    bool starved;     /* memory ran out once; tc_buf_reset does not forget it */
} tc_buf;

#define TC_BUF_DEFAULT_CEILING ((size_t)1 << 31)

void tc_buf_init(tc_buf *, size_t ceiling); /* 0: TC_BUF_DEFAULT_CEILING */
void tc_buf_release(tc_buf *);
void tc_buf_reset(tc_buf *); /* len = 0, status = TC_OK, memory kept */
void tc_buf_add(tc_buf *, tc_span);
void tc_buf_adds(tc_buf *, const char *);
void tc_buf_addc(tc_buf *, char);
void tc_buf_addcp(tc_buf *, uint32_t cp); /* UTF-8 */
void tc_buf_printf(tc_buf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The failure of one who fills it and has no memory himself. */
void tc_buf_starve(tc_buf *);
char *tc_buf_enlarge(tc_buf *, size_t n); /* tc_buf_reserve() where there is too little yet */
/* Room for n more bytes at ptr + len, or NULL (status set). */
static inline char *tc_buf_reserve(tc_buf *b, size_t n)
{
    if (b->status == TC_OK && n < b->cap - b->len) /* cap is never over the ceiling */
        return b->ptr + b->len;
    return tc_buf_enlarge(b, n);
}
static inline tc_span tc_buf_span(const tc_buf *b)
{
    return tc_span_make(b->ptr, b->len);
}

#ifdef __cplusplus
}
#endif
#endif
