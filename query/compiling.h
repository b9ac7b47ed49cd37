/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by compile*.c only: the state of compiling one question. */
#ifndef TC_QUERY_COMPILING_H
#define TC_QUERY_COMPILING_H

#include "query/compile.h"
#include "store/record.h"

typedef struct {
    tc_arena *arena;
    const tc_compiler *with;
    const tc_compile_options *options;
    tc_compiled *out;
    unsigned excluded; /* depth of NOT: nothing in there is to be marked */
    tc_error *err;
} tc_compiling;

static inline tc_marks tc_compiling_marks(const tc_compiling *c, const tc_ask *n)
{
    return n->exact ? TC_MARKS_EXACT : c->options->marks;
}

/* compile_words.c: WORDS, PHRASE and PREFIX in text fields, NEAR */
tc_status tc_compile_text(tc_query **out, tc_compiling *, const tc_ask *);
tc_status tc_compile_near(tc_query **out, tc_compiling *, const tc_ask *);
/* compile_values.c: leaves of NUMBER, KEY and DATE fields */
tc_status tc_compile_value(tc_query **out, tc_compiling *, const tc_ask *);
/* A number among free words. TC_ENOTFOUND when the text is none. */
tc_status tc_compile_free_number(tc_query **out, tc_compiling *, tc_span text);

#endif
