/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/signals.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "indexer/message.h"

/* A handler can reach nothing else. */
static volatile sig_atomic_t stop_signal;

static void on_stop(int signal_number)
{
    stop_signal = signal_number;
}

static const char *gave_up; /* set once, before the handler can run */

/* Xapian gives up by abort() when a disk fails at a bad moment of a commit. What was committed
 * before is safe: say so, and end as after any other failure. */
static void on_abort(int signal_number)
{
    static const char name[] = "tracuu-index: ";
    (void)signal_number;
    if (write(STDERR_FILENO, name, sizeof name - 1) < 0 ||
        write(STDERR_FILENO, gave_up, strlen(gave_up)) < 0 || write(STDERR_FILENO, "\n", 1) < 0)
        _exit(TC_EXIT_TROUBLE);
    _exit(TC_EXIT_TROUBLE);
}

void tc_signals_install(void)
{
    static const int stops[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        struct sigaction old, act = {.sa_handler = on_stop};
        act.sa_flags = (int)SA_RESETHAND; /* the second one kills */
        /* what the caller has set to be ignored (nohup) stays so */
        if (sigaction(stops[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(stops[i], &act, NULL);
    }
    signal(SIGPIPE, SIG_IGN);
    gave_up = _("gave up (a failing disk?); what was committed before is kept");
    signal(SIGABRT, on_abort);
}

int tc_stop_signal(void)
{
    return (int)stop_signal;
}

void tc_signals_forget(void)
{
    stop_signal = 0;
}
