/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a file whole: its bytes, what it was when they were read, and their hash. */
#ifndef TC_INDEXER_LOAD_H
#define TC_INDEXER_LOAD_H

#include <sys/stat.h>

#include "base/buf.h"
#include "base/status.h"

#define TC_MAX_FILE ((size_t)256 << 20) /* bytes, unless something else is asked for */

/* What tells a changed file from an unchanged one without reading it. */
typedef struct {
    uint64_t size, inode;
    int64_t mtime_ns, ctime_ns;
} tc_stamp;

tc_stamp tc_stamp_of(const struct stat *);
bool tc_stamp_eq(tc_stamp, tc_stamp);

/* Why a file could not be taken in: a word that stays the same, for people, scripts and retry. */
#define TC_REASONS(X)                                       \
    X(UNREADABLE, "unreadable") /* permissions, I/O */      \
    X(MISSING, "missing")       /* not there */             \
    X(SPECIAL, "special")       /* no regular file */       \
    X(CHANGED, "changed")       /* written while read */    \
    X(TOO_BIG, "too-big")                                   \
    X(EMPTY, "empty")             /* no text in it */       \
    X(UNSUPPORTED, "unsupported") /* no reader */           \
    X(CHARSET, "charset")         /* cannot be decoded */   \
    X(MEMORY, "memory")                                     \
    X(CRASH, "crash")       /* it took its worker down */   \
    X(DAMAGED, "damaged")   /* the file, or its document */ \
    X(INTERNAL, "internal") /* a bug */                     \
    X(TIMEOUT, "timed-out") /* its reader took too long */  \
    X(PASSWORD, "password") /* opens only with one */       \
    X(OCR, "ocr")           /* pictures of text only: waits for OCR */
#define TC_REASON_ENUM(ID, NAME) TC_REASON_##ID,
typedef enum { TC_REASONS(TC_REASON_ENUM) TC_REASON_COUNT } tc_reason;
const char *tc_reason_name(tc_reason);
/* false when there is no such reason */
bool tc_reason_parse(const char *name, tc_reason *);
/* The reason of a failure in extracting or analysing. */
tc_reason tc_reason_of(tc_status);

typedef struct {
    tc_buf bytes; /* reused from file to file */
    tc_stamp stamp;
    char sha256[65]; /* hex digits and a NUL */
    bool settled;    /* false: so fresh that a later write could leave the same stamp */
} tc_load;

void tc_load_init(tc_load *);
void tc_load_release(tc_load *);
/* Reads a regular file of at most max bytes. Links are followed. A file that changes meanwhile is
 * read once more, then given up. *reason is set on failure. */
tc_status tc_load_file(tc_load *, const char *path, size_t max, tc_reason *reason, tc_error *);
/* Reads a stream to its end; no stamp. */
tc_status tc_load_stream(tc_load *, int fd, size_t max, tc_reason *reason, tc_error *);
/* Takes bytes from memory; no stamp. */
tc_status tc_load_bytes(tc_load *, tc_span bytes, tc_error *);
/* Only the hash, in pieces, whatever the size. */
tc_status tc_load_hash(char sha256[65], const char *path, tc_error *);

#endif
