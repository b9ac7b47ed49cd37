/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- files: Landlock ------------------------------------------------------------------------ */

/* Where fonts, and the tables of the character sets that PDF files name, are installed. */
static const char *const READER_PATHS[] = {
    "/usr/share/fonts",      "/usr/local/share/fonts", "/etc/fonts", "/usr/share/fontconfig",
    "/var/cache/fontconfig", "/usr/share/poppler",     NULL};
static const char *const TOOL_PATHS[] = {
    "/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/dev/null", "/dev/urandom", NULL};

#define READ_RIGHTS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define FILE_RIGHTS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE)

/* Of the kernel's own, which grows with its versions: headers may be older than the kernel. */
typedef struct {
    uint64_t fs, net, scoped;
} ruleset;

static int landlock_version(void)
{
    long v = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
    return v > 0 ? (int)v : 0;
}

/* All rights that a version knows, so that all are refused but those given back. */
static size_t all_rights(ruleset *r, int version)
{
    static const unsigned fs_rights[] = {0, 13, 14, 15, 15, 16};
    enum { LAST = sizeof fs_rights / sizeof *fs_rights - 1 };
    *r = (ruleset){.fs = ((uint64_t)1 << fs_rights[version > LAST ? LAST : version]) - 1};
    if (version < 4)
        return sizeof r->fs;
    r->net = 3; /* binding and connecting, TCP */
    if (version < 6)
        return sizeof r->fs + sizeof r->net;
    r->scoped = 3; /* abstract sockets and signals */
    return sizeof *r;
}

static void allow(int rules, const char *path, uint64_t rights)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = rights};
    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return; /* not on this machine */
    if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
        rule.allowed_access &= FILE_RIGHTS; /* no folder */
        syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    }
    close(rule.parent_fd);
}

static int shut_files(tc_sandbox_kind kind)
{
    int version = landlock_version();
    ruleset all;
    if (!version)
        return 0;
    size_t size = all_rights(&all, version);
    long rules = syscall(SYS_landlock_create_ruleset, &all, size, 0);
    if (rules < 0)
        return 0;
    uint64_t rights = READ_RIGHTS | (kind == TC_SANDBOX_TOOL ? LANDLOCK_ACCESS_FS_EXECUTE : 0);
    for (const char *const *p = kind == TC_SANDBOX_TOOL ? TOOL_PATHS : READER_PATHS; *p; p++)
        allow((int)rules, *p, rights);
    bool done = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close((int)rules);
    return done ? version : 0;
}

/* ---- the kernel: seccomp -------------------------------------------------------------------- */

/* What a reader asks of the kernel that can do no harm: what is open already, memory, time. */
static const int READER_CALLS[] = {SCMP_SYS(read),
                                   SCMP_SYS(readv),
                                   SCMP_SYS(pread64),
                                   SCMP_SYS(write),
                                   SCMP_SYS(writev),
                                   SCMP_SYS(close),
                                   SCMP_SYS(lseek),
                                   SCMP_SYS(fstat),
                                   SCMP_SYS(fstatfs),
                                   SCMP_SYS(poll),
                                   SCMP_SYS(ppoll),
                                   SCMP_SYS(munmap),
                                   SCMP_SYS(mremap),
                                   SCMP_SYS(madvise),
                                   SCMP_SYS(brk),
                                   SCMP_SYS(futex),
                                   SCMP_SYS(rt_sigaction),
                                   SCMP_SYS(rt_sigprocmask),
                                   SCMP_SYS(rt_sigreturn),
                                   SCMP_SYS(sigaltstack),
                                   SCMP_SYS(exit),
                                   SCMP_SYS(exit_group),
                                   SCMP_SYS(getpid),
                                   SCMP_SYS(gettid),
                                   SCMP_SYS(getuid),
                                   SCMP_SYS(geteuid),
                                   SCMP_SYS(getgid),
                                   SCMP_SYS(getegid),
                                   SCMP_SYS(clock_gettime),
                                   SCMP_SYS(clock_getres),
                                   SCMP_SYS(gettimeofday),
                                   SCMP_SYS(time),
                                   SCMP_SYS(nanosleep),
                                   SCMP_SYS(clock_nanosleep),
                                   SCMP_SYS(getrandom),
                                   SCMP_SYS(getrusage),
                                   SCMP_SYS(sched_yield),
                                   SCMP_SYS(sched_getaffinity),
                                   SCMP_SYS(sysinfo),
                                   SCMP_SYS(uname),
                                   SCMP_SYS(restart_syscall),
                                   SCMP_SYS(times)};
/* Looking for files by name; what may be opened is for Landlock to say. */
static const int LOOKING_CALLS[] = {SCMP_SYS(stat),      SCMP_SYS(lstat),      SCMP_SYS(newfstatat),
                                    SCMP_SYS(statx),     SCMP_SYS(statfs),     SCMP_SYS(access),
                                    SCMP_SYS(faccessat), SCMP_SYS(getdents64), SCMP_SYS(getcwd),
                                    SCMP_SYS(readlink),  SCMP_SYS(readlinkat)};
/* What no tool that turns a picture or an old format into text has to do. */
static const int TOOL_REFUSED[] = {SCMP_SYS(socket),
                                   SCMP_SYS(socketpair),
                                   SCMP_SYS(connect),
                                   SCMP_SYS(bind),
                                   SCMP_SYS(listen),
                                   SCMP_SYS(accept),
                                   SCMP_SYS(accept4),
                                   SCMP_SYS(ptrace),
                                   SCMP_SYS(process_vm_readv),
                                   SCMP_SYS(process_vm_writev),
                                   SCMP_SYS(mount),
                                   SCMP_SYS(umount2),
                                   SCMP_SYS(pivot_root),
                                   SCMP_SYS(chroot),
                                   SCMP_SYS(unshare),
                                   SCMP_SYS(setns),
                                   SCMP_SYS(keyctl),
                                   SCMP_SYS(add_key),
                                   SCMP_SYS(request_key),
                                   SCMP_SYS(bpf),
                                   SCMP_SYS(perf_event_open),
                                   SCMP_SYS(userfaultfd),
                                   SCMP_SYS(io_uring_setup),
                                   SCMP_SYS(kexec_load),
                                   SCMP_SYS(init_module),
                                   SCMP_SYS(finit_module),
                                   SCMP_SYS(delete_module),
                                   SCMP_SYS(swapon),
                                   SCMP_SYS(reboot),
                                   SCMP_SYS(setsid)};
#define COUNT(a) (sizeof(a) / sizeof *(a))

static void rule_all(scmp_filter_ctx ctx, uint32_t action, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        seccomp_rule_add(ctx, action, calls[i], 0); /* a call that this machine has not: no rule */
}

static void rule_reader(scmp_filter_ctx ctx, bool files)
{
    const uint32_t ok = SCMP_ACT_ALLOW;
    const scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
    rule_all(ctx, ok, READER_CALLS, COUNT(READER_CALLS));
    /* memory that can be run is got at the start only */
    seccomp_rule_add(ctx, ok, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    seccomp_rule_add(ctx, ok, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    seccomp_rule_add(ctx, ok, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0, 0));
    seccomp_rule_add(ctx, ok, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_LE, F_SETFL, 0));
    /* abort() */
    seccomp_rule_add(ctx, ok, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
    if (!files)
        return;
    rule_all(ctx, ok, LOOKING_CALLS, COUNT(LOOKING_CALLS));
    seccomp_rule_add(ctx, ok, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0));
    seccomp_rule_add(ctx, ok, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, writing, 0));
}

static bool shut_kernel(tc_sandbox_kind kind, bool files)
{
    const uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
    bool reader = kind == TC_SANDBOX_READER;
    scmp_filter_ctx ctx = seccomp_init(reader ? refuse : SCMP_ACT_ALLOW);
    if (!ctx)
        return false;
    if (reader)
        rule_reader(ctx, files);
    else
        rule_all(ctx, refuse, TOOL_REFUSED, COUNT(TOOL_REFUSED));
    bool done = seccomp_load(ctx) == 0;
    seccomp_release(ctx);
    return done;
}

bool tc_sandbox_enter(tc_sandbox_kind kind, tc_sandbox_state *out)
{
    *out = (tc_sandbox_state){0, false};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return false;
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    out->landlock = shut_files(kind);
    out->seccomp = shut_kernel(kind, out->landlock > 0);
    return true;
}

tc_sandbox_state tc_sandbox_probe(void)
{
    return (tc_sandbox_state){landlock_version(), prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0};
}

/* ---- ceilings ------------------------------------------------------------------------------- */

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITISED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SANITISED 1
#endif
#ifndef SANITISED
#define SANITISED 0
#endif

/* Both of soft and hard, and never more than there is: who started us may have set less. A macro,
 * as what is limited has a type of its own in some C libraries. */
#define LIMIT(WHAT, MOST)            \
    (getrlimit((WHAT), &now) == 0 && \
     setrlimit((WHAT),               \
               &(struct rlimit){least((MOST), now.rlim_max), least((MOST), now.rlim_max)}) == 0)

static rlim_t least(rlim_t a, rlim_t b)
{
    return a < b ? a : b;
}

bool tc_sandbox_limit(const tc_sandbox_limits *l)
{
    struct rlimit now;
    bool ok = LIMIT(RLIMIT_CORE, 0);
    if (l->memory && !SANITISED)
        ok = LIMIT(RLIMIT_AS, l->memory) && ok;
    if (l->cpu)
        ok = LIMIT(RLIMIT_CPU, l->cpu) && ok;
    if (l->files)
        (void)LIMIT(RLIMIT_NOFILE, l->files); /* valgrind keeps this one to itself */
    if (l->no_writing)
        ok = LIMIT(RLIMIT_FSIZE, 0) && ok;
    return ok;
}
