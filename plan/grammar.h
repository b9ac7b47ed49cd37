/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compiled tables of document numbers, and one number as the matcher sees it. Shared by
 * grammar.c (tables), number.c (texts) and question.c (typed numbers) only. */
#ifndef TC_PLAN_GRAMMAR_H
#define TC_PLAN_GRAMMAR_H

#include "plan/number.h"
#include "plan/word_notes.h"

typedef enum {
    TC_TYPE_PARTY = 1,
    TC_TYPE_STATE = 2,
    TC_TYPE_JOINT = 4,
    TC_TYPE_ORDERS = 8,
    TC_TYPE_ASKS = 16
} tc_type_forms;
typedef struct {
    tc_span code, folded, label, label_folded;
    unsigned forms; /* tc_type_forms */
} tc_type;

typedef struct {
    tc_span code, folded, name;
    tc_system system;
    bool local; /* its code names a body of every place */
} tc_organ;

/* What a word can be in a number; indexes into types and organs, or -1. */
typedef struct {
    int16_t type, type_folded; /* as spelt; with its marks lost */
    int16_t party, party_folded;
    int16_t other, other_folded; /* State and mass organs */
    int16_t ocr;                 /* organ it is a misreading of */
    uint8_t lead;                /* tc_lead */
} tc_code_word;

typedef enum {
    TC_LEAD_NUMBER = 1,     /* số */
    TC_LEAD_TYPE = 2,       /* ends the name of a type: "(nghị) quyết" */
    TC_LEAD_FORM = 4,       /* mẫu, biểu: what follows numbers a form, not a document */
    TC_LEAD_AND = 8,        /* và, đến: between members of a list */
    TC_LEAD_TERM_ORGAN = 16 /* QH, UBTVQH: digits behind are a term */
} tc_lead;

typedef struct {
    tc_span lower;
    tc_code_word word;
} tc_code_spelling;

/* What the words of the lexicon are, by id. A thousand codes are possible and a text has a few: a
 * word is looked up when it is first met. */
typedef struct {
    const tc_lexicon *lexicon;
    tc_word_notes notes;
    tc_code_word *words;
} tc_codes_met;

struct tc_number_grammar {
    tc_arena arena;
    tc_organ *organs;
    size_t organ_count;
    tc_code_spelling *spellings;
    size_t spelling_count;
    uint16_t *by_hash; /* number of the spelling + 1 */
    size_t mask;
    tc_codes_met *met;
};

extern const tc_type tc_types[];
extern const size_t tc_type_count;

/* Takes in what the lexicon has got since, before the words of a text are looked at. The arena is
 * the one whose catch reports that there is no memory. */
void tc_number_grammar_meet(const tc_number_grammar *, tc_arena *);

/* Of a word that was met: never NULL. */
static inline const tc_code_word *tc_code_of(const tc_number_grammar *g, const tc_word *w)
{
    return &g->met->words[w->id];
}

/* NULL when the token can be no part of a number. */
static inline const tc_code_word *tc_code_at(const tc_number_grammar *g, const tc_tokens *t,
                                             size_t i)
{
    if (i >= t->len || t->items[i].kind == TC_TOKEN_PUNCT)
        return NULL;
    return &g->met->words[t->items[i].word];
}

#endif
