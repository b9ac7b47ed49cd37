/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs of others that turn a file into something that can be read: started shut in (sandbox.h,
 * TOOL), with the file as their stdin. */
#ifndef TC_EXTRACT_TOOL_H
#define TC_EXTRACT_TOOL_H

#include "base/buf.h"
#include "base/status.h"

enum { TC_TOOL_PATH = 64, TC_TOOL_SAID = 512 };

typedef struct {
    const char *const *argv; /* argv[0]: a bare name, looked for where systems install programs */
    tc_span in;
    size_t memory, most; /* bytes: of address space, of stdout */
    double seconds;
    bool (*stopped)(void); /* may be NULL */
} tc_tool;

typedef struct {
    int status;              /* its exit status */
    char said[TC_TOOL_SAID]; /* the last of its stderr, NUL-terminated */
} tc_tool_result;

/* Where a program is; false when it is not installed. */
bool tc_tool_find(char path[TC_TOOL_PATH], const char *name);
/* Appends its stdout to out. TC_EUNSUPPORTED: not installed; TC_ETIMEOUT, TC_ETOOBIG, TC_ECRASHED,
 * TC_ECANCELLED. An exit status other than 0 is for the caller to judge. */
tc_status tc_tool_run(tc_buf *out, tc_tool_result *, const tc_tool *, tc_error *);

#endif
