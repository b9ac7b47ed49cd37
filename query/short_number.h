/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number cut short, as it is spoken: "Nghị quyết 57", "chi thi so 05", "Nghị định
 * 06/2021", "57". */
#ifndef TC_QUERY_SHORT_NUMBER_H
#define TC_QUERY_SHORT_NUMBER_H

#include "store/store.h"

/* The keys that the index has, as a document's own or as cited, with this serial and (if one is
 * named) this type; the first 200 by their bytes. *count is 0 when the text is no such number. */
tc_status tc_short_number(tc_span **keys, size_t *count, tc_arena *, tc_reader *, tc_span text,
                          tc_error *);

#endif
