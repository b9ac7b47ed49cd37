/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into a program: makes one call fail, or each from there on.
 *
 *   TC_FAULT=KIND:N[:on]   the N-th call of the kind (from 1) fails; on: and all that follow.
 *                          Kinds: memory, read-eio, read-eintr, read-short, open-eio, open-emfile,
 *                          write-eio, write-enospc, write-eintr, write-short, sync-eio, rename-eio
 *   TC_FAULT_COUNT=FILE    when the program ends, how many calls of each class there were is added
 *                          to FILE: "memory 1234", ...
 *
 * What goes to stdout and stderr through stdio and descriptor 2 is left alone. The clock stands,
 * and databases are all of one name, so that equal indexes are equal bytes. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

enum { MEMORY, READ, OPEN, WRITE, SYNC, RENAME, CLASSES };
static const char *const names[CLASSES] = {"memory", "read", "open", "write", "sync", "rename"};

static atomic_long calls[CLASSES];
static int class = -1; /* of calls that fail; -1: none */
static long nth;
static int goes_on, error, cut_short;

__attribute__((constructor)) static void start(void)
{
    static const struct {
        const char *name;
        int error;
    } errors[] = {{"eio", EIO}, {"eintr", EINTR}, {"enospc", ENOSPC}, {"emfile", EMFILE}};
    const char *fault = getenv("TC_FAULT"), *colon = fault ? strchr(fault, ':') : NULL;
    if (!colon)
        return;
    nth = strtol(colon + 1, NULL, 10);
    goes_on = strstr(colon, ":on") != NULL;
    for (int i = 0; i < CLASSES; i++)
        if (strncmp(fault, names[i], strlen(names[i])) == 0)
            class = i;
    error = class == MEMORY ? ENOMEM : EIO;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strstr(fault, errors[i].name))
            error = errors[i].error;
    cut_short = strstr(fault, "short") != NULL;
}

__attribute__((destructor)) static void end(void)
{
    const char *file = getenv("TC_FAULT_COUNT");
    char line[200];
    if (!file)
        return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND, 0666);
    for (int i = 0; i < CLASSES; i++) {
        int n = snprintf(line, sizeof line, "%s %ld\n", names[i], atomic_load(&calls[i]));
        syscall(SYS_write, fd, line, n);
    }
    syscall(SYS_close, fd);
}

static int fails(int which)
{
    long n = atomic_fetch_add(&calls[which], 1) + 1;
    if (which != class || !(n == nth || (goes_on && n > nth)))
        return 0;
    errno = error;
    return 1;
}

void *malloc(size_t size)
{
    return fails(MEMORY) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(MEMORY) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *p, size_t size)
{
    return fails(MEMORY) ? NULL : __libc_realloc(p, size);
}

void *aligned_alloc(size_t align, size_t size)
{
    return fails(MEMORY) ? NULL : __libc_memalign(align, size);
}

int posix_memalign(void **out, size_t align, size_t size)
{
    void *p = fails(MEMORY) ? NULL : __libc_memalign(align, size);
    if (!p)
        return ENOMEM;
    *out = p;
    return 0;
}

/* Transfers: a short one gives half of what was asked for. */
#define TRANSFER(NAME, TYPE, CALL, CLASS, ...)                 \
    if (!cut_short)                                            \
        return fails(CLASS) ? -1 : syscall(CALL, __VA_ARGS__); \
    if (fails(CLASS) && size > 1)                              \
        size /= 2;                                             \
    return syscall(CALL, __VA_ARGS__);

ssize_t read(int fd, void *to, size_t size){TRANSFER(read, void, SYS_read, READ, fd, to, size)}

ssize_t pread(int fd, void *to, size_t size,
              off_t at){TRANSFER(pread, void, SYS_pread64, READ, fd, to, size, at)}

ssize_t pread64(int fd, void *to, size_t size,
                off64_t at){TRANSFER(pread64, void, SYS_pread64, READ, fd, to, size, at)}

ssize_t write(int fd, const void *from, size_t size)
{
    if (fd == STDERR_FILENO)
        return syscall(SYS_write, fd, from, size);
    TRANSFER(write, const void, SYS_write, WRITE, fd, from, size)
}

ssize_t pwrite(int fd, const void *from, size_t size,
               off_t at){TRANSFER(pwrite, const void, SYS_pwrite64, WRITE, fd, from, size, at)}

ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at)
{
    TRANSFER(pwrite64, const void, SYS_pwrite64, WRITE, fd, from, size, at)
}

static int open_at(int dir, const char *path, int flags, va_list args)
{
    int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(args, int) : 0;
    return fails(OPEN) ? -1 : (int)syscall(SYS_openat, dir, path, flags, mode);
}

#define OPENING(NAME)                                  \
    int NAME(const char *path, int flags, ...)         \
    {                                                  \
        va_list args;                                  \
        va_start(args, flags);                         \
        int fd = open_at(AT_FDCWD, path, flags, args); \
        va_end(args);                                  \
        return fd;                                     \
    }
OPENING(open)
OPENING(open64)

#define OPENING_AT(NAME)                                \
    int NAME(int dir, const char *path, int flags, ...) \
    {                                                   \
        va_list args;                                   \
        va_start(args, flags);                          \
        int fd = open_at(dir, path, flags, args);       \
        va_end(args);                                   \
        return fd;                                      \
    }
OPENING_AT(openat)
OPENING_AT(openat64)

int fsync(int fd)
{
    return fails(SYNC) ? -1 : (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    return fails(SYNC) ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int rename(const char *from, const char *to)
{
    return fails(RENAME) ? -1 : (int)syscall(SYS_rename, from, to);
}

int renameat(int a, const char *from, int b, const char *to)
{
    return fails(RENAME) ? -1 : (int)syscall(SYS_renameat, a, from, b, to);
}

time_t time(time_t *out)
{
    const time_t now = 1700000000;
    if (out)
        *out = now;
    return now;
}

void uuid_generate(unsigned char out[16]);
void uuid_generate(unsigned char out[16])
{
    memset(out, 1, 16);
}
