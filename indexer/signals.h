/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl-C and its like: the first asks for a stop between two documents, the second kills. */
#ifndef TC_INDEXER_SIGNALS_H
#define TC_INDEXER_SIGNALS_H

#include <stdbool.h>

/* SIGINT, SIGTERM and SIGHUP ask for a stop; SIGPIPE is ignored: writes give EPIPE. */
void tc_signals_install(void);
/* The signal that asked for a stop, or 0. */
int tc_stop_signal(void);
/* In a child: what the parent was asked is nothing to us. */
void tc_signals_forget(void);

#endif
