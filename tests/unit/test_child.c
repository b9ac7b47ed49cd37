/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "store/child.h"
#include "tests/unit/unit.h"

typedef struct {
    int signal; /* that it sends itself */
    bool hangs;
    tc_status status;
} task;

static tc_status work(void *answer, void *context, tc_error *err)
{
    const task *t = context;
    if (t->signal) {
        signal(t->signal, SIG_DFL); /* the sanitizers handle some */
        raise(t->signal);
    }
    while (t->hangs)
        pause();
    *(int *)answer = 42;
    return t->status == TC_OK ? TC_OK : tc_fail(err, t->status, "as told");
}

static bool now(void)
{
    return true;
}

static tc_status run(task t, bool (*stop)(void), int *answer, tc_error *err)
{
    return tc_child_run(answer, sizeof *answer, work, &t, stop, err);
}

static void the_answer_and_the_error_come_back(void **state)
{
    (void)state;
    int answer = 0;
    tc_error err = TC_ERROR_INIT;
    assert_status(run((task){0}, NULL, &answer, &err), TC_OK, &err);
    assert_int_equal(answer, 42);
    assert_int_equal(run((task){.status = TC_EVERSION}, NULL, &answer, &err), TC_EVERSION);
    assert_string_equal(err.msg, "as told");
}

static void how_it_died_is_told(void **state)
{
    (void)state;
    static const struct {
        int signal;
        tc_status status;
    } cases[] = {{SIGSEGV, TC_ECRASHED},
                 {SIGABRT, TC_ECRASHED},
                 {SIGKILL, TC_ENOMEM},
                 {SIGINT, TC_ECANCELLED},
                 {SIGTERM, TC_ECANCELLED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int answer = 7;
        tc_error err = TC_ERROR_INIT;
        assert_int_equal(run((task){.signal = cases[i].signal}, NULL, &answer, &err),
                         cases[i].status);
        assert_int_equal(err.code, cases[i].status);
        assert_int_equal(answer, 7);
    }
}

static void a_stop_does_not_wait_for_the_work(void **state)
{
    (void)state;
    int answer = 7;
    tc_error err = TC_ERROR_INIT;
    assert_int_equal(run((task){.hangs = true}, now, &answer, &err), TC_ECANCELLED);
    assert_int_equal(answer, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_and_the_error_come_back),
        cmocka_unit_test(how_it_died_is_told),
        cmocka_unit_test(a_stop_does_not_wait_for_the_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
