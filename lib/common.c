/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/internal.h"

_Static_assert((int)TC_LIB_SYNTAX == (int)TC_ESYNTAX && (int)TC_LIB_LOCKED == (int)TC_ELOCKED &&
                   (int)TC_LIB_INTERNAL == (int)TC_EINTERNAL,
               "the public statuses are those of the house");

const char *tc_lib_version(void)
{
    return TC_VERSION;
}

tc_lib_status tc_lib_fail(tc_lib_error *to, tc_status status, const tc_error *from)
{
    if (to && status != TC_OK) {
        to->status = (tc_lib_status)status;
        to->column = from->column;
        snprintf(to->message, sizeof to->message, "%s", from->msg);
    }
    return (tc_lib_status)status;
}

const char *tc_lib_string(tc_arena *a, tc_span s)
{
    return s.len ? tc_arena_copy(a, s).ptr : "";
}

tc_lib_status tc_lib_hand_over(tc_lib_text *out, tc_buf *b, tc_lib_error *error)
{
    tc_error err = TC_ERROR_INIT;
    tc_buf_addc(b, '\0');
    if (b->status != TC_OK) {
        tc_status st = tc_fail(&err, b->status, "no memory for the answer");
        tc_buf_release(b);
        return tc_lib_fail(error, st, &err);
    }
    out->data = b->ptr;
    out->len = b->len - 1;
    return TC_LIB_OK;
}

void tc_lib_text_free(tc_lib_text *text)
{
    if (!text)
        return;
    free(text->data);
    text->data = NULL;
    text->len = 0;
}
