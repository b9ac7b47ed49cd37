/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Little-endian base-128 integers and counted strings, for stored records. */
#ifndef TC_BASE_VARINT_H
#define TC_BASE_VARINT_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

void tc_put_uint(tc_buf *, uint64_t);
void tc_put_string(tc_buf *, tc_span);

/* A cursor over encoded bytes; `bad` sticks when they end early or make no sense. */
typedef struct {
    tc_span in;
    size_t pos;
    bool bad;
} tc_cursor;

uint64_t tc_get_uint(tc_cursor *);
tc_span tc_get_string(tc_cursor *); /* borrowed from the input */

#ifdef __cplusplus
}
#endif
#endif
