/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that name organs, areas and people: the table names.def as the readers use it. */
#ifndef TC_PLAN_NAMES_H
#define TC_PLAN_NAMES_H

#include "plan/internal.h"

typedef enum {
    TC_NAME_ORGAN,
    TC_NAME_BODY,
    TC_NAME_AREA,
    TC_NAME_PERSON,
    TC_NAME_GROUP,
    TC_NAME_PLAIN
} tc_name_kind;
typedef enum { TC_NAME_REST, TC_NAME_FIELD, TC_NAME_PLACE } tc_name_mode;
typedef struct {
    const char *text; /* "Ủy ban nhân dân" */
    tc_name_kind kind;
    tc_name_mode mode;
} tc_name;

/* The table as phrases; tc_phrases_free. */
tc_status tc_names_new(tc_phrases **out, tc_lexicon *, tc_error *);
/* The entry that the token begins (the longest), or NULL; *next behind it. */
const tc_name *tc_name_at(const tc_reading *, const tc_phrases *names, size_t token, size_t *next);
/* "uỷ" -> "ủy" in a name that is shown or compared. */
tc_span tc_name_tidy(tc_arena *, tc_span);

#endif
