/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types and organs as tables by spelling, and by word id once a word is met: plan/types.def,
 * plan/organs.def. */
#include "plan/grammar.h"

#include <stdlib.h>

#include "text/key.h"

#define P TC_TYPE_PARTY
#define S TC_TYPE_STATE
#define J TC_TYPE_JOINT
#define O TC_TYPE_ORDERS
#define A TC_TYPE_ASKS
#define TYPE(CODE, FOLDED, FORMS, LABEL, LABEL_FOLDED) \
    {TC_SPAN_LIT(CODE), TC_SPAN_LIT(FOLDED), TC_SPAN_LIT(LABEL), TC_SPAN_LIT(LABEL_FOLDED), FORMS},
const tc_type tc_types[] = {
#include "plan/types.def"
};
#undef TYPE
#undef P
#undef S
#undef J
#undef O
#undef A
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
static void compose_organs(tc_number_grammar *g)
{
    size_t parties = COUNT(committees) * (COUNT(agencies) + 1), bytes = 0;
    for (size_t a = 0; a < COUNT(agencies); a++)
        for (size_t c = 0; c < COUNT(committees); c++)
            bytes += agencies[a].code.len + committees[c].code.len + agencies[a].folded.len +
                     committees[c].folded.len + agencies[a].name.len + 1 + committees[c].name.len;
    g->organs = tc_arena_array(&g->arena, parties + COUNT(others), sizeof *g->organs);
    char *at = tc_arena_array(&g->arena, bytes, 1);
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
}

/* ---- spellings ---------------------------------------------------------------------------- */

static const tc_code_word no_code = {-1, -1, -1, -1, -1, -1, -1, 0};

/* Codes and leads are entered as written and folded. */
static void make_room(tc_number_grammar *g)
{
    size_t most = 2 * (tc_type_count + g->organ_count + COUNT(leads)) + COUNT(misreadings);
    size_t size = 1;
    while (size < 2 * most)
        size *= 2;
    g->spellings = tc_arena_array(&g->arena, most, sizeof *g->spellings);
    g->by_hash = tc_arena_array(&g->arena, size, sizeof *g->by_hash);
    g->mask = size - 1;
}

/* Where the number of a spelling in lower case, + 1, stands or belongs. */
static uint16_t *spelling_slot(const tc_number_grammar *g, tc_span lower)
{
    size_t i = (size_t)tc_span_hash(lower) & g->mask;
    while (g->by_hash[i] && !tc_span_eq(g->spellings[g->by_hash[i] - 1].lower, lower))
        i = (i + 1) & g->mask;
    return &g->by_hash[i];
}

static tc_code_word *word_entry(tc_number_grammar *g, tc_span spelling)
{
    tc_span lower = tc_text_lower(&g->arena, spelling);
    uint16_t *slot = spelling_slot(g, lower);
    if (!*slot) {
        g->spellings[g->spelling_count++] = (tc_code_spelling){lower, no_code};
        *slot = (uint16_t)g->spelling_count;
    }
    return &g->spellings[*slot - 1].word;
}

static void set_once(int16_t *slot, size_t value)
{
    if (*slot < 0)
        *slot = (int16_t)value;
}

static void enter_types(tc_number_grammar *g)
{
    for (size_t i = 0; i < tc_type_count; i++) {
        set_once(&word_entry(g, tc_types[i].code)->type, i);
        set_once(&word_entry(g, tc_types[i].folded)->type_folded, i);
    }
}

static void enter_organs(tc_number_grammar *g)
{
    for (size_t i = 0; i < g->organ_count; i++) {
        bool party = g->organs[i].system == TC_SYSTEM_PARTY;
        tc_code_word *w = word_entry(g, g->organs[i].code);
        set_once(party ? &w->party : &w->other, i);
        w = word_entry(g, g->organs[i].folded);
        set_once(party ? &w->party_folded : &w->other_folded, i);
    }
    for (size_t k = 0; k < COUNT(misreadings); k++) {
        tc_code_word *w = word_entry(g, misreadings[k].seen);
        for (size_t i = 0; i < g->organ_count; i++)
            if (tc_span_eq(g->organs[i].code, misreadings[k].code))
                set_once(&w->ocr, i);
    }
}

static void enter_leads(tc_number_grammar *g)
{
    for (size_t i = 0; i < COUNT(leads); i++) {
        tc_span accent, folded; /* texts without marks */
        tc_key_make(&g->arena, leads[i].word, &accent, &folded);
        word_entry(g, leads[i].word)->lead |= leads[i].lead;
        word_entry(g, folded)->lead |= leads[i].lead;
    }
}

tc_status tc_number_grammar_new(tc_number_grammar **out, const tc_lexicon *lexicon, tc_error *err)
{
    tc_arena_catch guard;
    tc_number_grammar *g = calloc(1, sizeof *g);
    if (!g)
        return tc_fail(err, TC_ENOMEM, "no memory for the number grammar");
    tc_arena_init(&g->arena);
    if (TC_ARENA_CATCH(&g->arena, &guard)) {
        tc_number_grammar_free(g);
        return tc_fail(err, TC_ENOMEM, "no memory for the number grammar");
    }
    g->met = tc_arena_alloc(&g->arena, sizeof *g->met);
    g->met->lexicon = lexicon;
    compose_organs(g);
    make_room(g);
    enter_types(g);
    enter_organs(g);
    enter_leads(g);
    tc_arena_uncatch(&g->arena, &guard);
    *out = g;
    return TC_OK;
}

void tc_number_grammar_free(tc_number_grammar *g)
{
    if (!g)
        return;
    if (g->met)
        free(g->met->words);
    tc_arena_release(&g->arena);
    free(g);
}

/* ---- words -------------------------------------------------------------------------------- */

void tc_number_grammar_meet(const tc_number_grammar *g, tc_arena *arena)
{
    tc_codes_met *met = g->met;
    size_t size = tc_lexicon_size(met->lexicon);
    met->words =
        tc_word_notes_meet(&met->notes, met->words, sizeof *met->words, met->lexicon, arena);
    for (; met->notes.count < size; met->notes.count++) {
        size_t id = met->notes.count;
        uint16_t entry = *spelling_slot(g, tc_lexicon_at(met->lexicon, (uint32_t)id)->lower);
        met->words[id] = entry ? g->spellings[entry - 1].word : no_code;
    }
}

const char *tc_system_name(tc_system system)
{
    static const char *const names[] = {NULL, "party", "state", "mass"};
    return (unsigned)system < COUNT(names) ? names[system] : NULL;
}

tc_span tc_organ_local(tc_span code)
{
    enum { LEAST = 4 }; /* "UB" is of many organs */
    char last = code.len >= LEAST ? code.ptr[code.len - 1] : '\0';
    bool capital = last >= 'A' && last <= 'Z'; /* as of each such code, and of few words */
    for (size_t i = 0; capital && i < COUNT(others); i++)
        if (others[i].local && others[i].system == TC_SYSTEM_STATE &&
            tc_span_eq(others[i].code, code))
            return others[i].name;
    return TC_SPAN("");
}

tc_span tc_organ_named(const tc_number_grammar *g, int organ_entry)
{
    bool known = organ_entry >= 0 && (size_t)organ_entry < g->organ_count;
    return known ? g->organs[organ_entry].name : tc_span_make(NULL, 0);
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

static bool has_form(tc_span code, unsigned form)
{
    for (size_t i = 0; i < tc_type_count; i++)
        if ((tc_types[i].forms & form) && tc_span_eq(tc_types[i].code, code))
            return true;
    return false;
}

bool tc_type_is_joint(tc_span code)
{
    return has_form(code, TC_TYPE_JOINT);
}

bool tc_type_orders(tc_span code)
{
    return has_form(code, TC_TYPE_ORDERS);
}

bool tc_type_asks(tc_span code)
{
    return has_form(code, TC_TYPE_ASKS);
}

tc_span tc_type_code(tc_arena *arena, tc_span label_or_code)
{
    tc_span upper = tc_text_upper(arena, label_or_code);
    tc_span slug = tc_text_slug(arena, label_or_code, ' ');
    for (size_t i = 0; i < tc_type_count; i++) /* capitals of codes are as long */
        if (tc_types[i].code.len == upper.len &&
            tc_span_eq(tc_text_upper(arena, tc_types[i].code), upper))
            return tc_types[i].code;
    for (size_t i = 0; i < tc_type_count; i++)
        if (tc_span_eq(tc_types[i].label_folded, slug))
            return tc_types[i].code;
    for (size_t i = 0; i < tc_type_count; i++)
        if (tc_span_eq(tc_types[i].folded, slug))
            return tc_types[i].code;
    return tc_span_make("", 0);
}
