/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types and organs as tables by word id: plan/types.def, plan/organs.def. */
#include "plan/grammar.h"

#include <stdlib.h>

#define P TC_TYPE_PARTY
#define S TC_TYPE_STATE
#define J TC_TYPE_JOINT
#define TYPE(CODE, FOLDED, FORMS, LABEL, LABEL_FOLDED) \
    {TC_SPAN_LIT(CODE), TC_SPAN_LIT(FOLDED), TC_SPAN_LIT(LABEL), TC_SPAN_LIT(LABEL_FOLDED), FORMS},
const tc_type tc_types[] = {
#include "plan/types.def"
};
#undef TYPE
#undef P
#undef S
#undef J
const size_t tc_type_count = sizeof tc_types / sizeof *tc_types;

typedef struct {
    tc_span code, folded, name;
    bool local;
} part;

#define COMMITTEE(CODE, FOLDED, LOCAL, NAME) \
    {TC_SPAN_LIT(CODE), TC_SPAN_LIT(FOLDED), TC_SPAN_LIT(NAME), LOCAL},
#define AGENCY(CODE, FOLDED, NAME)
#define ORGAN(CODE, FOLDED, SYSTEM, LEVEL, NAME)
#define OCR(SEEN, CODE)
static const part committees[] = {
#include "plan/organs.def"
};
#undef COMMITTEE
#undef AGENCY
#define COMMITTEE(CODE, FOLDED, LOCAL, NAME)
#define AGENCY(CODE, FOLDED, NAME) \
    {TC_SPAN_LIT(CODE), TC_SPAN_LIT(FOLDED), TC_SPAN_LIT(NAME), true},
static const part agencies[] = {
#include "plan/organs.def"
};
#undef AGENCY
#undef ORGAN
#define AGENCY(CODE, FOLDED, NAME)
#define LEVEL_C false
#define LEVEL_L true
#define ORGAN(CODE, FOLDED, SYSTEM, LEVEL, NAME) \
    {TC_SPAN_LIT(CODE), TC_SPAN_LIT(FOLDED), TC_SPAN_LIT(NAME), TC_SYSTEM_##SYSTEM, LEVEL_##LEVEL},
static const tc_organ others[] = {
#include "plan/organs.def"
};
#undef ORGAN
#undef OCR
#define ORGAN(CODE, FOLDED, SYSTEM, LEVEL, NAME)
#define OCR(SEEN, CODE) {TC_SPAN_LIT(SEEN), TC_SPAN_LIT(CODE)},
static const struct {
    tc_span seen, code;
} misreadings[] = {
#include "plan/organs.def"
};
#define COUNT(A) (sizeof(A) / sizeof *(A))

/* Words beside a number; see tc_lead. The type words are the last words of the types' names. */
static const struct {
    tc_span word;
    uint8_t lead;
} leads[] = {
    {TC_SPAN_LIT("số"), TC_LEAD_NUMBER},
    {TC_SPAN_LIT("hiệu"), TC_LEAD_NUMBER},
    {TC_SPAN_LIT("quyết"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("định"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("thị"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("luận"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("hoạch"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("trình"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("động"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("dẫn"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("báo"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("tư"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("tri"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("tịch"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("chế"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("cáo"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("án"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("văn"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("lệnh"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("luật"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("điện"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("nhất"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("ước"), TC_LEAD_TYPE},
    {TC_SPAN_LIT("mẫu"), TC_LEAD_FORM},
    {TC_SPAN_LIT("biểu"), TC_LEAD_FORM},
    {TC_SPAN_LIT("lục"), TC_LEAD_FORM},
    {TC_SPAN_LIT("và"), TC_LEAD_AND},
    {TC_SPAN_LIT("đến"), TC_LEAD_AND},
    {TC_SPAN_LIT("hoặc"), TC_LEAD_AND},
    {TC_SPAN_LIT("qh"), TC_LEAD_TERM_ORGAN},
    {TC_SPAN_LIT("ubtvqh"), TC_LEAD_TERM_ORGAN},
};

/* Committees, agencies of every committee (BTG + TU = BTGTU), then all other organs. */
static tc_status compose_organs(tc_number_grammar *g, tc_error *err)
{
    size_t parties = COUNT(committees) * (COUNT(agencies) + 1), bytes = 0;
    for (size_t a = 0; a < COUNT(agencies); a++)
        for (size_t c = 0; c < COUNT(committees); c++)
            bytes += agencies[a].code.len + committees[c].code.len + agencies[a].folded.len +
                     committees[c].folded.len + agencies[a].name.len + 1 + committees[c].name.len;
    g->organs = calloc(parties + COUNT(others), sizeof *g->organs);
    g->names = malloc(bytes);
    if (!g->organs || !g->names)
        return tc_fail(err, TC_ENOMEM, "no memory for the organ codes");
    char *at = g->names;
#define JOIN(OUT, A, GAP, B)                               \
    do {                                                   \
        (OUT).ptr = at;                                    \
        memcpy(at, (A).ptr, (A).len), at += (A).len;       \
        memcpy(at, (GAP), strlen(GAP)), at += strlen(GAP); \
        memcpy(at, (B).ptr, (B).len), at += (B).len;       \
        (OUT).len = (size_t)(at - (OUT).ptr);              \
    } while (0)
    for (size_t c = 0; c < COUNT(committees); c++) {
        const part *body = &committees[c];
        tc_organ *o = &g->organs[g->organ_count++];
        *o = (tc_organ){body->code, body->folded, body->name, TC_SYSTEM_PARTY, body->local};
        for (size_t a = 0; a < COUNT(agencies); a++) {
            o = &g->organs[g->organ_count++];
            o->system = TC_SYSTEM_PARTY;
            o->local = body->local;
            JOIN(o->code, agencies[a].code, "", body->code);
            JOIN(o->folded, agencies[a].folded, "", body->folded);
            JOIN(o->name, agencies[a].name, " ", body->name);
        }
    }
#undef JOIN
    memcpy(g->organs + g->organ_count, others, sizeof others);
    g->organ_count += COUNT(others);
    return TC_OK;
}

/* The entry of a word, interned; the table grows to hold its id. */
static tc_status word_entry(tc_number_grammar *g, tc_lexicon *lexicon, tc_span spelling,
                            tc_code_word **out, tc_error *err)
{
    const tc_word *w;
    tc_status status = tc_lexicon_word(lexicon, spelling, &w, err);
    if (status != TC_OK)
        return status;
    if (w->id >= g->word_count) {
        size_t count = (size_t)w->id + 256;
        tc_code_word *words = realloc(g->words, count * sizeof *words);
        if (!words)
            return tc_fail(err, TC_ENOMEM, "no memory for the number grammar");
        for (size_t i = g->word_count; i < count; i++)
            words[i] = (tc_code_word){-1, -1, -1, -1, -1, -1, -1, 0};
        g->words = words;
        g->word_count = count;
    }
    *out = &g->words[w->id];
    return TC_OK;
}

static void set_once(int16_t *slot, size_t value)
{
    if (*slot < 0)
        *slot = (int16_t)value;
}

static tc_status enter_types(tc_number_grammar *g, tc_lexicon *lexicon, tc_error *err)
{
    for (size_t i = 0; i < tc_type_count; i++) {
        tc_code_word *w;
        tc_status status = word_entry(g, lexicon, tc_types[i].code, &w, err);
        if (status != TC_OK)
            return status;
        set_once(&w->type, i);
        status = word_entry(g, lexicon, tc_types[i].folded, &w, err);
        if (status != TC_OK)
            return status;
        set_once(&w->type_folded, i);
    }
    return TC_OK;
}

static tc_status enter_organs(tc_number_grammar *g, tc_lexicon *lexicon, tc_error *err)
{
    for (size_t i = 0; i < g->organ_count; i++) {
        bool party = g->organs[i].system == TC_SYSTEM_PARTY;
        tc_code_word *w;
        tc_status status = word_entry(g, lexicon, g->organs[i].code, &w, err);
        if (status != TC_OK)
            return status;
        set_once(party ? &w->party : &w->other, i);
        status = word_entry(g, lexicon, g->organs[i].folded, &w, err);
        if (status != TC_OK)
            return status;
        set_once(party ? &w->party_folded : &w->other_folded, i);
    }
    for (size_t k = 0; k < COUNT(misreadings); k++) {
        tc_code_word *w;
        tc_status status = word_entry(g, lexicon, misreadings[k].seen, &w, err);
        if (status != TC_OK)
            return status;
        for (size_t i = 0; i < g->organ_count; i++)
            if (tc_span_eq(g->organs[i].code, misreadings[k].code))
                set_once(&w->ocr, i);
    }
    return TC_OK;
}

static tc_status enter_leads(tc_number_grammar *g, tc_lexicon *lexicon, tc_error *err)
{
    for (size_t i = 0; i < COUNT(leads); i++) {
        const tc_word *spelt;
        tc_code_word *w;
        tc_status status = tc_lexicon_word(lexicon, leads[i].word, &spelt, err);
        if (status == TC_OK)
            status = word_entry(g, lexicon, leads[i].word, &w, err);
        if (status != TC_OK)
            return status;
        w->lead |= leads[i].lead;
        status = word_entry(g, lexicon, spelt->folded, &w, err); /* texts without marks */
        if (status != TC_OK)
            return status;
        w->lead |= leads[i].lead;
    }
    return TC_OK;
}

tc_status tc_number_grammar_new(tc_number_grammar **out, tc_lexicon *lexicon, tc_error *err)
{
    tc_number_grammar *g = calloc(1, sizeof *g);
    if (!g)
        return tc_fail(err, TC_ENOMEM, "no memory for the number grammar");
    tc_status status = compose_organs(g, err);
    if (status == TC_OK)
        status = enter_types(g, lexicon, err);
    if (status == TC_OK)
        status = enter_organs(g, lexicon, err);
    if (status == TC_OK)
        status = enter_leads(g, lexicon, err);
    if (status != TC_OK) {
        tc_number_grammar_free(g);
        return status;
    }
    *out = g;
    return TC_OK;
}

void tc_number_grammar_free(tc_number_grammar *g)
{
    if (!g)
        return;
    free(g->organs);
    free(g->words);
    free(g->names);
    free(g);
}

const char *tc_system_name(tc_system system)
{
    static const char *const names[] = {NULL, "party", "state", "mass"};
    return (unsigned)system < COUNT(names) ? names[system] : NULL;
}

tc_span tc_organ_central(const tc_number_grammar *g, int organ_entry)
{
    if (organ_entry < 0 || (size_t)organ_entry >= g->organ_count)
        return tc_span_make(NULL, 0);
    const tc_organ *o = &g->organs[organ_entry];
    /* TW is what all central bodies of the Party write */
    bool shared = o->local || tc_span_eq(o->code, TC_SPAN("TW"));
    return shared ? tc_span_make(NULL, 0) : o->name;
}

tc_span tc_type_label(tc_span code, tc_system system)
{
    unsigned form = system == TC_SYSTEM_STATE ? TC_TYPE_STATE : TC_TYPE_PARTY;
    tc_span label = {"", 0};
    for (size_t i = 0; i < tc_type_count; i++) {
        if (!tc_span_eq(tc_types[i].code, code))
            continue;
        if (tc_types[i].forms & form)
            return tc_types[i].label;
        if (tc_span_empty(label))
            label = tc_types[i].label;
    }
    return label;
}

tc_span tc_type_code(tc_arena *arena, tc_span label_or_code)
{
    tc_span upper = tc_text_upper(arena, label_or_code);
    tc_span slug = tc_text_slug(arena, label_or_code, ' ');
    for (size_t i = 0; i < tc_type_count; i++) {
        tc_span code = tc_text_upper(arena, tc_types[i].code);
        if (tc_span_eq(code, upper))
            return tc_types[i].code;
    }
    for (size_t i = 0; i < tc_type_count; i++)
        if (tc_span_eq(tc_types[i].label_folded, slug))
            return tc_types[i].code;
    for (size_t i = 0; i < tc_type_count; i++)
        if (tc_span_eq(tc_types[i].folded, slug))
            return tc_types[i].code;
    return tc_span_make("", 0);
}
