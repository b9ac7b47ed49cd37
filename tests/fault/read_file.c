/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_file FILE: the readers of formats called in this process, with no sandbox between, so that
 * calls can be made to fail in them. Exit 0, or 3 and a message; 1 when libarchive ends the process
 * by itself or by a crash of its own, as it may where memory runs out. */
#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "extract/extract.h"

/* Frames: this, what called it, and where it happened. */
static void on_crash(int signal_number)
{
    static const char whose[] = "Error in libarchive: it crashed\n";
    void *frames[3];
    Dl_info where;
    if (backtrace(frames, 3) == 3 && dladdr(frames[2], &where) &&
        strstr(where.dli_fname, "libarchive"))
        _exit(write(STDERR_FILENO, whose, sizeof whose - 1) > 0 ? 1 : 2);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static tc_status on_member(const tc_member *m, void *context, tc_error *err)
{
    (void)context;
    if (m->status != TC_OK)
        return tc_fail(err, m->status, "%.*s: %.*s", (int)m->name.len, m->name.ptr, (int)m->why.len,
                       m->why.ptr);
    printf("member %.*s: %zu bytes, %s\n", (int)m->name.len, m->name.ptr, m->bytes.len,
           tc_status_name(m->status));
    return TC_OK;
}

static tc_status load(tc_buf *out, const char *path, tc_error *err)
{
    char room[4096];
    size_t n;
    FILE *in = fopen(path, "rb");
    if (!in)
        return tc_fail(err, TC_EIO, "cannot open %s", path);
    while ((n = fread(room, 1, sizeof room, in)) > 0)
        tc_buf_add(out, tc_span_make(room, n));
    bool bad = ferror(in) || out->status != TC_OK;
    fclose(in);
    return bad ? tc_fail(err, TC_EIO, "cannot read %s", path) : TC_OK;
}

int main(int argc, char **argv)
{
    tc_arena a;
    tc_buf bytes;
    tc_extracted *x;
    tc_error err = TC_ERROR_INIT;
    const tc_extract_options options = {.on_member = on_member};
    void *unused;
    if (argc != 2 || backtrace(&unused, 1) != 1) { /* the first backtrace() loads a library */
        fputs("read_file: cannot begin\n", stderr);
        return 2;
    }
    signal(SIGSEGV, on_crash);
    tc_arena_init(&a);
    tc_buf_init(&bytes, 0);
    tc_status st = load(&bytes, argv[1], &err);
    if (st == TC_OK)
        st = tc_extract(&x, &a, tc_buf_span(&bytes), tc_span_str(argv[1]), &options, &err);
    if (st == TC_OK) {
        printf("%.*s, %.*s, %zu members, %zu pages\n", (int)x->mime.len, x->mime.ptr,
               (int)x->charset.len, x->charset.ptr, x->member_count, x->page_count);
        for (size_t i = 0; i < x->warning_count; i++)
            printf("warning: %.*s\n", (int)x->warnings[i].len, x->warnings[i].ptr);
        fwrite(x->text.ptr, 1, x->text.len, stdout);
    } else {
        fprintf(stderr, "%s: %s\n", tc_status_name(st), err.msg);
    }
    tc_buf_release(&bytes);
    tc_arena_release(&a);
    return st == TC_OK ? 0 : 3;
}
