/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/field.h"

/* names of kinds and facets in fields.def, as constants */
enum {
    KIND_TEXT = TC_FIELD_TEXT,
    KIND_NUMBER = TC_FIELD_NUMBER_KIND,
    KIND_KEY = TC_FIELD_KEY,
    KIND_DATE = TC_FIELD_DATE_KIND
};

static const tc_field fields[] = {
#define FIELD(ID, name, aliases, prefix, kind, slot, facet, example) \
    {name, aliases, prefix, (tc_field_kind)KIND_##kind, slot, TC_FACET_##facet, example},
#include "store/fields.def"
};

static const tc_span prefixes[] = {
#define FIELD(ID, name, aliases, prefix, kind, slot, facet, example) TC_SPAN_LIT(prefix),
#include "store/fields.def"
};

static const tc_span mark_prefixes[] = {
#define MARK(ID, prefix, what) TC_SPAN_LIT(prefix),
#include "store/fields.def"
};

_Static_assert(sizeof fields / sizeof *fields == TC_FIELD_COUNT, "one row a field");
_Static_assert(sizeof mark_prefixes / sizeof *mark_prefixes == TC_MARK_COUNT, "one row a mark");

const tc_field *tc_field_at(tc_field_id id)
{
    return &fields[id];
}

tc_span tc_field_prefix(tc_field_id id)
{
    return prefixes[id];
}

tc_span tc_mark_prefix(tc_mark_id id)
{
    return mark_prefixes[id];
}

static char forgive(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c == '-' ? '_' : c;
}

static bool same_name(tc_span typed, tc_span name)
{
    if (typed.len != name.len)
        return false;
    for (size_t i = 0; i < typed.len; i++)
        if (forgive(typed.ptr[i]) != name.ptr[i])
            return false;
    return true;
}

static bool one_of(tc_span typed, const char *names)
{
    while (*names) {
        size_t len = strcspn(names, " ");
        if (same_name(typed, tc_span_make(names, len)))
            return true;
        names += len + strspn(names + len, " ");
    }
    return false;
}

bool tc_field_find(tc_span name, tc_field_id *out)
{
    for (size_t i = 0; i < TC_FIELD_COUNT; i++) {
        if (same_name(name, tc_span_str(fields[i].name)) || one_of(name, fields[i].aliases)) {
            *out = (tc_field_id)i;
            return true;
        }
    }
    return false;
}
