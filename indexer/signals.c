/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/signals.h"

#include <signal.h>
#include <stddef.h>

/* A handler can reach nothing else. */
static volatile sig_atomic_t stop_signal;

static void on_stop(int signal_number)
{
    stop_signal = signal_number;
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
}

int tc_stop_signal(void)
{
    return (int)stop_signal;
}

void tc_signals_forget(void)
{
    stop_signal = 0;
}
