/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TC_LIB_INTERNAL_H
#define TC_LIB_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "include/tracuu/tracuu.h"

/* Fills *to (if not NULL) from what the house says; gives the public status. */
tc_lib_status tc_lib_fail(tc_lib_error *to, tc_status, const tc_error *from);
/* A span with a NUL behind, in the arena. */
const char *tc_lib_string(tc_arena *, tc_span);
/* Hands the buffer's bytes over to the caller, or its failure. */
tc_lib_status tc_lib_hand_over(tc_lib_text *out, tc_buf *, tc_lib_error *);

#endif
