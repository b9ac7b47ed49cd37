/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/read_line.h"

#include <errno.h>
#include <stdlib.h>

tc_status tc_read_line(tc_span *line, bool *more, tc_line_reader *r, tc_error *err)
{
    ssize_t len = getline(&r->ptr, &r->room, r->in);
    *more = len >= 0;
    *line = tc_span_make(r->ptr, *more ? (size_t)len : 0);
    if (*more || feof(r->in))
        return TC_OK;
    return ferror(r->in) ? tc_fail_errno(err, TC_EIO, errno, "cannot read %s", r->name)
                         : tc_fail(err, TC_ENOMEM, "no memory for a line");
}

void tc_line_reader_release(tc_line_reader *r)
{
    free(r->ptr);
    r->ptr = NULL;
    r->room = 0;
}
