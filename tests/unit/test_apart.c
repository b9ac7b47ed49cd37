/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading apart: this program, started again by itself, is the reader, and does what the "file"
 * tells it: the worst that a file could bring a reader to. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "extract/apart.h"
#include "tests/unit/unit.h"

/* ---- the reader ----------------------------------------------------------------------------- */

static int try_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

static int try_unix_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0);
}

static int try_read(void)
{
    return open("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static int try_write(void)
{
    return open("/tmp/tracuu-was-here", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

static int try_exec(void)
{
    char *const argv[] = {(char[]){"true"}, NULL};
    return execv("/bin/true", argv);
}

static int try_fork(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid;
}

static int try_kill(void)
{
    return kill(getppid(), 0);
}

static int try_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) == MAP_FAILED
               ? -1
               : 0;
}

static int try_descriptor(void)
{
    return fcntl(3, F_GETFD); /* nothing of the parent's is open here */
}

static const struct {
    const char *word;
    int (*act)(void);
} ATTEMPTS[] = {
    {"socket", try_socket}, {"unix", try_unix_socket}, {"read", try_read},
    {"write", try_write},   {"exec", try_exec},        {"fork", try_fork},
    {"kill", try_kill},     {"code", try_code},        {"descriptor", try_descriptor},
};

static void say(tc_extracted *x, tc_arena *a, const char *text)
{
    x->text = tc_arena_copy(a, tc_span_str(text));
}

static void use_memory(void)
{
    for (;;) {
        char *p = malloc((size_t)1 << 20);
        if (!p)
            abort();
        memset(p, 1, (size_t)1 << 20);
    }
}

static tc_status send_members(tc_arena *a, const tc_extract_options *o, size_t count, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; i < count && st == TC_OK; i++) {
        const tc_member m = {.name = tc_span_str(tc_arena_printf(a, "m%zu.txt", i)),
                             .bytes = tc_arena_copy(a, TC_SPAN("inside"))};
        st = o->on_member(&m, o->member_context, err);
    }
    return st;
}

/* The word is the whole file. */
static tc_status misbehave(tc_extracted **out, tc_arena *a, tc_span bytes, tc_span name,
                           const tc_extract_options *o, tc_error *err)
{
    tc_extracted *x = tc_arena_alloc(a, sizeof *x);
    x->mime = TC_SPAN("test/apart");
    x->charset = TC_SPAN("utf-8");
    *out = x;
    for (size_t i = 0; i < sizeof ATTEMPTS / sizeof *ATTEMPTS; i++) {
        if (!tc_span_eq(bytes, tc_span_str(ATTEMPTS[i].word)))
            continue;
        int got = ATTEMPTS[i].act();
        say(x, a, got < 0 ? "refused" : "done");
        return TC_OK;
    }
    if (tc_span_eq(bytes, TC_SPAN("crash")))
        raise(SIGSEGV);
    if (tc_span_eq(bytes, TC_SPAN("abort")))
        abort();
    if (tc_span_eq(bytes, TC_SPAN("exit")))
        _exit(7);
    if (tc_span_eq(bytes, TC_SPAN("hang")))
        for (;;)
            ;
    if (tc_span_eq(bytes, TC_SPAN("sleep")))
        for (;;)
            pause();
    if (tc_span_eq(bytes, TC_SPAN("memory")))
        use_memory();
    if (tc_span_eq(bytes, TC_SPAN("nonsense"))) {
        char junk[4096];
        memset(junk, 'x', sizeof junk);
        if (write(0, junk, sizeof junk) < 0)
            _exit(8);
    }
    if (tc_span_eq(bytes, TC_SPAN("flood"))) {
        x->text = tc_span_make(tc_arena_space(a, (size_t)64 << 20, 1), (size_t)64 << 20);
        memset((char *)(uintptr_t)x->text.ptr, 'x', x->text.len);
    }
    if (tc_span_eq(bytes, TC_SPAN("utf8")))
        say(x, a, "\xFF\xFE");
    if (tc_span_eq(bytes, TC_SPAN("locked")))
        return tc_fail(err, TC_ELOCKEDFILE, "opens with a password");
    if (tc_span_eq(bytes, TC_SPAN("members")))
        return send_members(a, o, 3, err);
    if (tc_span_eq(bytes, TC_SPAN("pid")))
        say(x, a, tc_arena_printf(a, "%ld", (long)getpid()));
    if (tc_span_eq(bytes, TC_SPAN("pages"))) {
        say(x, a, "mot hai");
        x->page_count = 2;
        x->page_starts = tc_arena_array(a, 2, sizeof(size_t));
        x->page_starts[1] = 4;
        x->warning_count = 1;
        x->warnings = tc_arena_array(a, 1, sizeof(tc_span));
        x->warnings[0] = TC_SPAN("one");
    }
    if (tc_span_empty(x->text))
        x->text = tc_arena_copy(a, name);
    return TC_OK;
}

/* ---- asking --------------------------------------------------------------------------------- */

typedef struct {
    tc_arena arena;
    tc_apart *apart;
    tc_error err;
} fixture;

static tc_status ask(fixture *f, tc_extracted **out, const char *word,
                     const tc_extract_options *options)
{
    return tc_apart_extract(out, f->apart, &f->arena, tc_span_str(word), TC_SPAN("a.bin"), options,
                            &f->err);
}

static int start_with(void **state, const tc_apart_options *options)
{
    fixture *f = calloc(1, sizeof *f);
    tc_arena_init(&f->arena);
    assert_status(tc_apart_new(&f->apart, options, &f->err), TC_OK, &f->err);
    *state = f;
    return 0;
}

static int start(void **state)
{
    const tc_apart_options quick = {.seconds = 3, .apart_always = true};
    return start_with(state, &quick);
}

static int stop(void **state)
{
    fixture *f = *state;
    tc_apart_free(f->apart);
    tc_arena_release(&f->arena);
    free(f);
    return 0;
}

static void expect_text(fixture *f, const char *word, const char *text)
{
    tc_extracted *x;
    assert_status(ask(f, &x, word, NULL), TC_OK, &f->err);
    if (!tc_span_eq(x->text, tc_span_str(text)))
        print_error("asked \"%s\"\n", word);
    assert_span(x->text, text);
}

static void expect_failure(fixture *f, const char *word, tc_status status, const char *says)
{
    tc_extracted *x;
    const tc_extract_options small = {.max_text = (size_t)1 << 20};
    assert_status(ask(f, &x, word, &small), status, &f->err);
    if (!strstr(f->err.msg, says))
        fail_msg("asked \"%s\": \"%s\" does not say \"%s\"", word, f->err.msg, says);
    expect_text(f, "still there", "a.bin");
}

static void a_reader_answers_with_all_that_was_found(void **state)
{
    fixture *f = *state;
    tc_extracted *x;
    assert_status(ask(f, &x, "pages", NULL), TC_OK, &f->err);
    assert_span(x->text, "mot hai");
    assert_span(x->mime, "test/apart");
    assert_span(x->charset, "utf-8");
    assert_int_equal(x->page_count, 2);
    assert_int_equal(x->page_starts[0], 0);
    assert_int_equal(x->page_starts[1], 4);
    assert_int_equal(x->warning_count, 1);
    assert_span(x->warnings[0], "one");
}

static void a_reader_can_do_nothing_but_read(void **state)
{
    for (size_t i = 0; i < sizeof ATTEMPTS / sizeof *ATTEMPTS; i++)
        expect_text(*state, ATTEMPTS[i].word, "refused");
}

static void what_happens_to_a_reader_costs_its_file_only(void **state)
{
    fixture *f = *state;
    expect_failure(f, "crash", TC_ECRASHED, "");
    expect_failure(f, "abort", TC_ECRASHED, "");
    expect_failure(f, "exit", TC_ECRASHED, "status 7");
    expect_failure(f, "hang", TC_ETIMEOUT, "3 seconds");
    expect_failure(f, "sleep", TC_ETIMEOUT, "3 seconds");
    expect_failure(f, "nonsense", TC_ECRASHED, "nonsense");
    expect_failure(f, "flood", TC_ETOOBIG, "bytes");
    expect_failure(f, "utf8", TC_ECRASHED, "nonsense");
    expect_failure(f, "locked", TC_ELOCKEDFILE, "password");
}

static void a_reader_gets_no_more_memory_than_it_may_have(void **state)
{
#if defined(__SANITIZE_ADDRESS__)
    (void)state;
    skip(); /* it takes all addresses for itself */
#else
    fixture *f = *state;
    expect_failure(f, "memory", TC_ENOMEM, "needed more than");
#endif
}

static tc_status count_member(const tc_member *m, void *context, tc_error *err)
{
    (void)err;
    size_t *n = context;
    char name[16];
    snprintf(name, sizeof name, "m%zu.txt", (*n)++);
    assert_span(m->name, name);
    assert_span(m->bytes, "inside");
    return TC_OK;
}

static void files_inside_come_in_their_order(void **state)
{
    fixture *f = *state;
    tc_extracted *x;
    size_t n = 0;
    const tc_extract_options o = {.on_member = count_member, .member_context = &n};
    assert_status(ask(f, &x, "members", &o), TC_OK, &f->err);
    assert_int_equal(n, 3);
}

static void one_reader_reads_many_files_and_then_rests(void **state)
{
    fixture *f = *state;
    tc_extracted *first, *next;
    assert_status(ask(f, &first, "pid", NULL), TC_OK, &f->err);
    for (int i = 2; i <= 5; i++) {
        assert_status(ask(f, &next, "pid", NULL), TC_OK, &f->err);
        assert_true(tc_span_eq(first->text, next->text) == (i <= 3));
    }
}

static int start_short_lived(void **state)
{
    const tc_apart_options three = {.files = 3, .apart_always = true};
    return start_with(state, &three);
}

static pid_t pid_of(tc_span text)
{
    return (pid_t)strtol(text.ptr, NULL, 10);
}

static bool is_gone(pid_t pid)
{
    for (int i = 0; i < 500; i++) {
        char path[64], line[512];
        snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
        FILE *file = fopen(path, "r");
        if (!file)
            return true;
        size_t n = fread(line, 1, sizeof line - 1, file);
        fclose(file);
        line[n] = '\0';
        if (strstr(line, ") Z ")) /* whoever inherits it is slow to look */
            return true;
        usleep(10000);
    }
    return false;
}

static void no_reader_outlives_the_one_who_asked(void **state)
{
    fixture *f = *state;
    int pipes[2];
    tc_extracted *x;
    pid_t reader = 0, asker;
    assert_int_equal(pipe(pipes), 0);
    assert_status(ask(f, &x, "pid", NULL), TC_OK,
                  &f->err); /* the child starts its own all the same */
    if ((asker = fork()) == 0) {
        reader = ask(f, &x, "pid", NULL) == TC_OK ? pid_of(x->text) : 0;
        if (write(pipes[1], &reader, sizeof reader) != sizeof reader)
            _exit(1);
        ask(f, &x, "hang", NULL);
        _exit(0);
    }
    assert_int_equal(read(pipes[0], &reader, sizeof reader), sizeof reader);
    close(pipes[0]);
    close(pipes[1]);
    assert_true(reader > 0 && reader != pid_of(x->text));
    kill(asker, SIGKILL);
    waitpid(asker, NULL, 0);
    assert_true(is_gone(reader));
    expect_text(f, "mine is still there", "a.bin");
}

static bool always(void)
{
    return true;
}

static int start_stopped(void **state)
{
    const tc_apart_options stopped = {.stopped = always, .apart_always = true};
    return start_with(state, &stopped);
}

static void a_stop_is_heard_while_a_reader_hangs(void **state)
{
    fixture *f = *state;
    tc_extracted *x;
    assert_status(ask(f, &x, "hang", NULL), TC_ECANCELLED, &f->err);
}

static int start_small(void **state)
{
    const tc_apart_options small = {.memory = (size_t)300 << 20, .apart_always = true};
    return start_with(state, &small);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], TC_APART_ARGUMENT) == 0)
        _exit(tc_apart_serve(misbehave));
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_reader_answers_with_all_that_was_found, start, stop),
        cmocka_unit_test_setup_teardown(a_reader_can_do_nothing_but_read, start, stop),
        cmocka_unit_test_setup_teardown(what_happens_to_a_reader_costs_its_file_only, start, stop),
        cmocka_unit_test_setup_teardown(a_reader_gets_no_more_memory_than_it_may_have, start_small,
                                        stop),
        cmocka_unit_test_setup_teardown(files_inside_come_in_their_order, start, stop),
        cmocka_unit_test_setup_teardown(one_reader_reads_many_files_and_then_rests,
                                        start_short_lived, stop),
        cmocka_unit_test_setup_teardown(no_reader_outlives_the_one_who_asked, start, stop),
        cmocka_unit_test_setup_teardown(a_stop_is_heard_while_a_reader_hangs, start_stopped, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
