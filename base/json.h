/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A streaming JSON writer (RFC 8259) into a tc_buf. Commas are its business; strings are
 * escaped, ill-formed UTF-8 becomes U+FFFD. Nesting at most 32. Errors stick in the buffer. */
#ifndef TC_BASE_JSON_H
#define TC_BASE_JSON_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    tc_buf *out;
    uint32_t comma; /* bit d: a comma is due before the next item at depth d */
    unsigned depth;
    bool after_key;
} tc_json;

void tc_json_init(tc_json *, tc_buf *out);
void tc_json_object(tc_json *);
void tc_json_end_object(tc_json *);
void tc_json_array(tc_json *);
void tc_json_end_array(tc_json *);
void tc_json_key(tc_json *, const char *key);
void tc_json_string(tc_json *, tc_span);
void tc_json_string_or_null(tc_json *, tc_span); /* null when the span is empty */
void tc_json_int(tc_json *, int64_t);
void tc_json_double(tc_json *, double, int decimals);
void tc_json_bool(tc_json *, bool);
void tc_json_null(tc_json *);
/* key and value at once */
void tc_json_kstring(tc_json *, const char *key, tc_span);
void tc_json_kstring_or_null(tc_json *, const char *key, tc_span);
void tc_json_kint(tc_json *, const char *key, int64_t);
void tc_json_kbool(tc_json *, const char *key, bool);
void tc_json_krange(tc_json *, const char *key, tc_range); /* "key":[start,end] */
/* "path", and when its bytes are not UTF-8 also "path_bytes", base64; null when empty. */
void tc_json_kpath(tc_json *, tc_span path);
/* A list of names: key; and when the bytes of one are not UTF-8 also key_bytes, all in base64. */
void tc_json_knames(tc_json *, const char *key, const char *key_bytes, const tc_span *,
                    size_t count);

#ifdef __cplusplus
}
#endif
#endif
