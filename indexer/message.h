/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program says to people: on stderr, one line a message, behind the program's name.
 * Strings for people stand in _(); keys of JSON and words of the command line never do. */
#ifndef TC_INDEXER_MESSAGE_H
#define TC_INDEXER_MESSAGE_H

#include "base/arena.h"
#include "base/catalogue.h"
#include "base/status.h"

/* Exit statuses, the same for both programs. */
enum {
    TC_EXIT_OK = 0,
    TC_EXIT_NOTHING = 1, /* nothing found */
    TC_EXIT_TROUBLE = 2, /* usage, or the work could not be done (disk full) */
    TC_EXIT_PARTIAL = 3, /* done, but some files failed */
    TC_EXIT_NO_INDEX = 4,
    TC_EXIT_VERSION = 5, /* index of another schema or analyser */
    TC_EXIT_DAMAGED = 6,
    TC_EXIT_LOCKED = 75, /* try again later */
    TC_EXIT_SIGNAL = 128,
    TC_EXIT_PIPE = 141 /* who read our output has gone */
};
int tc_exit_of(tc_status);

/* What would steer a terminal comes as tc_shown shows it. */
void tc_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Says the error and gives its exit status. */
int tc_say_error(const tc_error *);
/* Says why nothing came of a file, as the list of failures would. */
void tc_say_failure(const char *name, const char *reason, const tc_error *);
/* A path, or any text of others, as people may see it: control characters, and bytes that are not
 * UTF-8, as \n, \t or \xNN. */
const char *tc_shown(tc_arena *, tc_span path);
/* A record could not be made, for want of memory: tc_finish_output shall say so. */
void tc_output_lost(void);
/* Flushes stdout: 0, or the exit status of a failure (said, but for a closed pipe). */
int tc_finish_output(void);

#endif
