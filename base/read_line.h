/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream line by line. getline() gives -1 at the end, when reading fails and when memory runs
 * out; only the first is the end. */
#ifndef TC_BASE_READ_LINE_H
#define TC_BASE_READ_LINE_H

#include <stdio.h>

#include "base/span.h"
#include "base/status.h"

typedef struct {
    FILE *in;         /* the caller's */
    const char *name; /* for messages */
    char *ptr;        /* malloc'd; zero at first */
    size_t room;
} tc_line_reader;

/* The next line with its end, valid until the next call; *more is false behind the last.
 * TC_EIO, TC_ENOMEM. */
tc_status tc_read_line(tc_span *line, bool *more, tc_line_reader *, tc_error *);
void tc_line_reader_release(tc_line_reader *); /* leaves the stream open */

#endif
