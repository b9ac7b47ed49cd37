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

/* ---- last words --------------------------------------------------------------------------- */

/* Set once, before a handler can run. */
static pid_t this_process;
static const char *gave_up, *broke_down;

static _Noreturn void last_words(const char *text, int status)
{
    static const char name[] = "tracuu-index: ";
    if (write(STDERR_FILENO, name, sizeof name - 1) < 0 ||
        write(STDERR_FILENO, text, strlen(text)) < 0 || write(STDERR_FILENO, "\n", 1) < 0)
        _exit(status);
    _exit(status);
}

/* Xapian gives up by abort() when a disk fails at a bad moment of a commit, and reads beyond its
 * blocks when they are damaged. Nothing is lost by that: say so, and end as after any other
 * failure. A process that this one has made is to die of it, as that is what its parent looks for.
 */
static void on_crash(int signal_number)
{
    if (getpid() != this_process) {
        signal(signal_number, SIG_DFL);
        raise(signal_number); /* pending until we return */
        return;
    }
    if (signal_number == SIGABRT)
        last_words(gave_up, TC_EXIT_TROUBLE);
    last_words(broke_down, TC_EXIT_DAMAGED);
}

static void catch_crashes(void)
{
    this_process = getpid();
    gave_up = _("gave up (a failing disk?); what was committed before is kept");
    broke_down = _("broke down: the index is damaged, or this is a bug; run: tracuu-index verify");
    signal(SIGABRT, on_crash);
#ifndef __SANITIZE_ADDRESS__
    signal(SIGSEGV, on_crash);
    signal(SIGBUS, on_crash);
#endif
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
    catch_crashes();
}

int tc_stop_signal(void)
{
    return (int)stop_signal;
}

void tc_signals_forget(void)
{
    stop_signal = 0;
}
