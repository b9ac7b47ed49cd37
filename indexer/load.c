/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/load.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/catalogue.h"

enum { PIECE = 1 << 18 };

tc_stamp tc_stamp_of(const struct stat *st)
{
    tc_stamp s = {(uint64_t)st->st_size, (uint64_t)st->st_ino,
                  (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
                  (int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec};
    return s;
}

bool tc_stamp_eq(tc_stamp a, tc_stamp b)
{
    return a.size == b.size && a.inode == b.inode && a.mtime_ns == b.mtime_ns &&
           a.ctime_ns == b.ctime_ns;
}

#define TC_REASON_NAME(ID, NAME) NAME,
static const char *const REASONS[] = {TC_REASONS(TC_REASON_NAME)};

const char *tc_reason_name(tc_reason r)
{
    return REASONS[r];
}

bool tc_reason_parse(const char *name, tc_reason *out)
{
    for (int i = 0; i < TC_REASON_COUNT; i++) {
        if (strcmp(REASONS[i], name) == 0) {
            *out = (tc_reason)i;
            return true;
        }
    }
    return false;
}

tc_reason tc_reason_of(tc_status status)
{
    switch (status) {
    case TC_EUNSUPPORTED:
        return TC_REASON_UNSUPPORTED;
    case TC_EUTF8:
        return TC_REASON_CHARSET;
    case TC_ETOOBIG:
        return TC_REASON_TOO_BIG;
    case TC_ENOMEM:
        return TC_REASON_MEMORY;
    case TC_EIO:
        return TC_REASON_UNREADABLE;
    case TC_ECORRUPT:
        return TC_REASON_DAMAGED;
    case TC_ECRASHED:
        return TC_REASON_CRASH;
    case TC_ETIMEOUT:
        return TC_REASON_TIMEOUT;
    case TC_ELOCKEDFILE:
        return TC_REASON_PASSWORD;
    case TC_ENOTEXT:
        return TC_REASON_OCR;
    default:
        return TC_REASON_INTERNAL;
    }
}

void tc_load_init(tc_load *l)
{
    memset(l, 0, sizeof *l);
    tc_buf_init(&l->bytes, SIZE_MAX / 2);
}

void tc_load_release(tc_load *l)
{
    tc_buf_release(&l->bytes);
}

static void hash_bytes(char out[65], tc_span bytes)
{
    struct sha256_ctx ctx;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&ctx);
    sha256_update(&ctx, bytes.len, (const uint8_t *)bytes.ptr);
    sha256_digest(&ctx, sizeof digest, digest);
    tc_hex_write(out, digest, sizeof digest);
    out[2 * sizeof digest] = '\0';
}

static tc_status fail(tc_reason *out, tc_reason reason, tc_error *err, const char *what)
{
    int errnum = errno;
    *out = reason;
    tc_status code = reason == TC_REASON_TOO_BIG  ? TC_ETOOBIG
                     : reason == TC_REASON_MEMORY ? TC_ENOMEM
                                                  : TC_EIO;
    tc_status st =
        errnum ? tc_fail_errno(err, code, errnum, "%s", what) : tc_fail(err, code, "%s", what);
    if (err)
        snprintf(err->said, sizeof err->said, "%s%s%s", _(what), errnum ? ": " : "",
                 errnum ? tc_errno_said(errnum) : "");
    return st;
}

static tc_status too_big(tc_reason *reason, size_t max, tc_error *err)
{
    char what[64];
    snprintf(what, sizeof what, "more than %zu bytes", max);
    errno = 0;
    return fail(reason, TC_REASON_TOO_BIG, err, what);
}

static tc_status read_all(tc_load *l, int fd, size_t expected, size_t max, tc_reason *reason,
                          tc_error *err)
{
    tc_buf_reset(&l->bytes);
    for (size_t want = expected + 1;; want = PIECE) {
        char *to = tc_buf_reserve(&l->bytes, want);
        if (!to) {
            errno = ENOMEM;
            return fail(reason, TC_REASON_MEMORY, err, N_("cannot hold the file"));
        }
        ssize_t n = read(fd, to, want);
        if (n < 0 && errno != EINTR)
            return fail(reason, TC_REASON_UNREADABLE, err, N_("cannot read"));
        if (n == 0)
            return TC_OK;
        l->bytes.len += n > 0 ? (size_t)n : 0;
        if (l->bytes.len > max)
            return too_big(reason, max, err);
    }
}

tc_status tc_load_stream(tc_load *l, int fd, size_t max, tc_reason *reason, tc_error *err)
{
    tc_status st = read_all(l, fd, PIECE, max, reason, err);
    if (st == TC_OK)
        hash_bytes(l->sha256, tc_buf_span(&l->bytes));
    return st;
}

tc_status tc_load_bytes(tc_load *l, tc_span bytes, tc_error *err)
{
    memset(&l->stamp, 0, sizeof l->stamp);
    l->settled = false;
    tc_buf_reset(&l->bytes);
    tc_buf_add(&l->bytes, bytes);
    if (l->bytes.status != TC_OK)
        return tc_fail(err, l->bytes.status, "cannot hold the file");
    hash_bytes(l->sha256, tc_buf_span(&l->bytes));
    return TC_OK;
}

/* File systems stamp with a clock that ticks every 1 to 10 ms; FAT's every 2 s is not catered for.
 * The time of change only: the other is the user's to set, and may lie in the future. */
static bool is_settled(const struct stat *st)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t t = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
    return tc_stamp_of(st).ctime_ns < t - 20000000;
}

static tc_status read_open(tc_load *l, int fd, size_t max, tc_reason *reason, tc_error *err)
{
    struct stat before, after;
    for (int attempt = 0; attempt < 2; attempt++) {
        if (fstat(fd, &before) != 0 || lseek(fd, 0, SEEK_SET) != 0)
            return fail(reason, TC_REASON_UNREADABLE, err, N_("cannot read"));
        if ((uint64_t)before.st_size > max)
            return too_big(reason, max, err);
        bool settled = is_settled(&before);
        tc_status st = read_all(l, fd, (size_t)before.st_size, max, reason, err);
        if (st != TC_OK)
            return st;
        if (fstat(fd, &after) != 0)
            return fail(reason, TC_REASON_UNREADABLE, err, N_("cannot read"));
        l->stamp = tc_stamp_of(&after);
        l->settled = settled;
        /* files of /proc and the like have no size */
        if (tc_stamp_eq(tc_stamp_of(&before), l->stamp) &&
            (before.st_size == 0 || l->bytes.len == (size_t)before.st_size)) {
            hash_bytes(l->sha256, tc_buf_span(&l->bytes));
            return TC_OK;
        }
    }
    errno = 0;
    return fail(reason, TC_REASON_CHANGED, err, N_("was written to while it was read"));
}

static tc_status open_regular(int *out, const char *path, tc_reason *reason, tc_error *err)
{
    struct stat st;
    /* not to hang on a FIFO that has taken the file's place */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        bool gone = errno == ENOENT || errno == ENOTDIR;
        return fail(reason, gone ? TC_REASON_MISSING : TC_REASON_UNREADABLE, err,
                    N_("cannot open"));
    }
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        errno = 0;
        return fail(reason, TC_REASON_SPECIAL, err, N_("not a regular file"));
    }
    *out = fd;
    return TC_OK;
}

tc_status tc_load_file(tc_load *l, const char *path, size_t max, tc_reason *reason, tc_error *err)
{
    int fd;
    memset(&l->stamp, 0, sizeof l->stamp);
    tc_status st = open_regular(&fd, path, reason, err);
    if (st != TC_OK)
        return st;
    st = read_open(l, fd, max, reason, err);
    close(fd);
    return st;
}

tc_status tc_load_hash(char sha256[65], const char *path, tc_error *err)
{
    int fd;
    tc_reason reason;
    tc_status st = open_regular(&fd, path, &reason, err);
    if (st != TC_OK)
        return st;
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    uint8_t piece[1 << 14], digest[SHA256_DIGEST_SIZE];
    ssize_t n;
    while ((n = read(fd, piece, sizeof piece)) > 0 || (n < 0 && errno == EINTR))
        sha256_update(&ctx, n > 0 ? (size_t)n : 0, piece);
    if (n < 0)
        st = tc_fail_errno(err, TC_EIO, errno, "cannot read");
    close(fd);
    sha256_digest(&ctx, sizeof digest, digest);
    tc_hex_write(sha256, digest, sizeof digest);
    sha256[2 * sizeof digest] = '\0';
    return st;
}
