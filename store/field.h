/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The field table of fields.def as C. */
#ifndef TC_STORE_FIELD_H
#define TC_STORE_FIELD_H

#include "base/span.h"
#include "store/facet.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TC_NO_SLOT UINT32_MAX

typedef enum {
    TC_FIELD_TEXT,
    TC_FIELD_NUMBER_KIND,
    TC_FIELD_KEY,
    TC_FIELD_DATE_KIND
} tc_field_kind;

typedef enum {
#define FIELD(ID, name, aliases, prefix, kind, slot, facet, example) TC_FIELD_ID_##ID,
#include "store/fields.def"
    TC_FIELD_COUNT
} tc_field_id;

typedef enum {
#define MARK(ID, prefix, what) TC_MARK_##ID,
#include "store/fields.def"
    TC_MARK_COUNT
} tc_mark_id;

typedef struct {
    const char *name, *aliases, *prefix;
    tc_field_kind kind;
    uint32_t slot;
    tc_facet facet;
    const char *example;
} tc_field;

/* id must be below TC_FIELD_COUNT; static, never NULL */
const tc_field *tc_field_at(tc_field_id id);
/* by name or alias, ASCII case and "-" for "_" forgiven; false when there is none */
bool tc_field_find(tc_span name, tc_field_id *out);
/* term prefixes; static */
tc_span tc_field_prefix(tc_field_id id);
tc_span tc_mark_prefix(tc_mark_id id);

#ifdef __cplusplus
}
#endif
#endif
