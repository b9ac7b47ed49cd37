/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every unit test includes: cmocka in the order it wants, and assertions on spans. */
#ifndef TC_TESTS_UNIT_H
#define TC_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/status.h"

/* Fails with both strings shown when the span is not this C string. */
#define assert_span(span, text) unit_assert_span((span), (text), __FILE__, __LINE__)
static inline void unit_assert_span(tc_span got, const char *want, const char *file, int line)
{
    if (tc_span_eq(got, tc_span_str(want)))
        return;
    print_error("\"%.*s\" is not \"%s\"\n", (int)got.len, got.len ? got.ptr : "", want);
    _fail(file, line);
}

/* Fails with the error's message when the call did not give this status. */
#define assert_status(call, status, err)                                                   \
    do {                                                                                   \
        tc_status unit_got_ = (call);                                                      \
        if (unit_got_ != (status)) {                                                       \
            print_error("%s gave %s: %s\n", #call, tc_status_name(unit_got_), (err)->msg); \
            _fail(__FILE__, __LINE__);                                                     \
        }                                                                                  \
    } while (0)

/* One arena for a test. */
static inline int arena_start(void **state)
{
    tc_arena *a = malloc(sizeof *a);
    assert_non_null(a);
    tc_arena_init(a);
    *state = a;
    return 0;
}

static inline int arena_stop(void **state)
{
    tc_arena_release(*state);
    free(*state);
    return 0;
}

static inline double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#endif
