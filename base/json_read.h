/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading JSON (RFC 8259) that somebody else may have written: one value in a span, pulled part by
 * part in the order it comes. What does not fit sets bad, which sticks; nothing is asked after.
 *
 *     tc_json_in r;
 *     tc_json_open(&r, arena, line);
 *     for (tc_span key; tc_json_next_member(&r, &key);)
 *         if (tc_span_eq(key, TC_SPAN("n"))) n = tc_json_read_int(&r);
 *         else tc_json_read_past(&r);
 */
#ifndef TC_BASE_JSON_READ_H
#define TC_BASE_JSON_READ_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    tc_span in;
    size_t pos;
    tc_arena *arena; /* of strings */
    bool entered;    /* an object or array was just entered */
    bool bad;
} tc_json_in;

/* The value is an object. */
void tc_json_open(tc_json_in *, tc_arena *, tc_span);
/* Enters an object or array that is the next value. */
void tc_json_enter_object(tc_json_in *);
void tc_json_enter_array(tc_json_in *);
/* The key of the next member, whose value must be read then; false at the end, which is left. */
bool tc_json_next_member(tc_json_in *, tc_span *key);
/* Is there another item, which must be read then? False at the end, which is left. */
bool tc_json_next_item(tc_json_in *);

/* Strings are UTF-8, unescaped, with a NUL behind them; null is empty. Arena memory. */
tc_span tc_json_read_string(tc_json_in *);
int64_t tc_json_read_int(tc_json_in *);
bool tc_json_read_bool(tc_json_in *);
/* Any value; nested at most 32 deep. */
void tc_json_read_past(tc_json_in *);
/* At the end of all: was it whole, with nothing behind it but blanks? */
bool tc_json_whole(tc_json_in *);

/* The bytes of a base64 text; false when it is none. Arena memory. */
bool tc_base64_read(tc_span *out, tc_arena *, tc_span text);

#ifdef __cplusplus
}
#endif
#endif
