/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What questions are compiled with, without an index. */
#ifndef TC_TESTS_COMPILING_H
#define TC_TESTS_COMPILING_H

#include "query/compile.h"
#include "tests/unit/unit.h"

typedef struct {
    tc_lexicon *lexicon;
    tc_number_grammar *numbers;
    tc_abbreviations *short_forms;
} compiling;

static inline bool compiling_begin(compiling *c)
{
    *c = (compiling){0};
    return tc_lexicon_new(&c->lexicon, NULL) == TC_OK &&
           tc_number_grammar_new(&c->numbers, c->lexicon, NULL) == TC_OK &&
           tc_abbreviations_new(&c->short_forms, c->lexicon, NULL) == TC_OK;
}

static inline void compiling_end(compiling *c)
{
    tc_abbreviations_free(c->short_forms);
    tc_number_grammar_free(c->numbers);
    tc_lexicon_free(c->lexicon);
}

static inline tc_compiler compiling_with(const compiling *c)
{
    return (tc_compiler){
        .lexicon = c->lexicon, .numbers = c->numbers, .short_forms = c->short_forms};
}

#endif
