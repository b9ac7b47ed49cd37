/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids: see plan/resolve.h. Terms from dates, places from issuers, known names. */
#include <stdio.h>

#include "plan/grammar.h"
#include "plan/resolve.h"

#define COUNT(A) (sizeof(A) / sizeof *(A))

#define CONGRESS(ORDINAL, YEAR, MONTH, DAY) {ORDINAL, {YEAR, MONTH, DAY}},
#define LOCAL_TERM(YEAR, MONTH, DAY, NAME)
static const struct {
    unsigned ordinal;
    tc_date close;
} congresses[] = {
#include "plan/congresses.def"
};
#undef CONGRESS
#undef LOCAL_TERM
#define CONGRESS(ORDINAL, YEAR, MONTH, DAY)
#define LOCAL_TERM(YEAR, MONTH, DAY, NAME) {{YEAR, MONTH, DAY}, TC_SPAN_LIT(NAME)},
static const struct {
    tc_date from;
    tc_span name;
} local_terms[] = {
#include "plan/congresses.def"
};

#define PLENUM(TERM, N, SORT, KEY, YEAR, MONTH, DAY) \
    {TERM, N, TC_SPAN_LIT(SORT), TC_SPAN_LIT(KEY), {YEAR, MONTH, DAY}},
#define KNOWN(TYPE, SERIAL, KEY, YEAR, MONTH, DAY, TERM)
static const struct {
    unsigned term, n;
    tc_span sort, key;
    tc_date date;
} plenums[] = {
#include "plan/named.def"
};
#undef PLENUM
#undef KNOWN
#define PLENUM(TERM, N, SORT, KEY, YEAR, MONTH, DAY)
#define KNOWN(TYPE, SERIAL, KEY, YEAR, MONTH, DAY, TERM) \
    {TC_SPAN_LIT(TYPE), SERIAL, TC_SPAN_LIT(KEY), {YEAR, MONTH, DAY}, TC_SPAN_LIT(TERM)},
static const tc_known known[] = {
#include "plan/named.def"
};

unsigned tc_term_ordinal(tc_date date)
{
    unsigned ordinal = 0;
    for (size_t i = 0; i < COUNT(congresses); i++)
        if (tc_date_cmp(tc_date_first(date), congresses[i].close) > 0)
            ordinal = congresses[i].ordinal;
    return ordinal;
}

tc_span tc_term_central(tc_date date)
{
    static const tc_span roman[] = {TC_SPAN_LIT(""),    TC_SPAN_LIT("I"),    TC_SPAN_LIT("II"),
                                    TC_SPAN_LIT("III"), TC_SPAN_LIT("IV"),   TC_SPAN_LIT("V"),
                                    TC_SPAN_LIT("VI"),  TC_SPAN_LIT("VII"),  TC_SPAN_LIT("VIII"),
                                    TC_SPAN_LIT("IX"),  TC_SPAN_LIT("X"),    TC_SPAN_LIT("XI"),
                                    TC_SPAN_LIT("XII"), TC_SPAN_LIT("XIII"), TC_SPAN_LIT("XIV")};
    unsigned first = tc_term_ordinal(tc_date_first(date)),
             last = tc_term_ordinal(tc_date_last(date));
    return first == last && first < COUNT(roman) ? roman[first] : roman[0];
}

tc_span tc_term_local(tc_date date)
{
    tc_span name = {"", 0};
    for (size_t i = 0; i < COUNT(local_terms); i++) {
        bool first = tc_date_cmp(tc_date_first(date), local_terms[i].from) >= 0;
        bool last = tc_date_cmp(tc_date_last(date), local_terms[i].from) >= 0;
        if (first != last) /* a cut date that could be in two terms */
            return tc_span_make("", 0);
        if (first)
            name = local_terms[i].name;
    }
    return name;
}

const tc_known *tc_known_document(tc_span type, uint32_t serial, tc_span key, size_t k)
{
    for (size_t i = 0; i < COUNT(known); i++) {
        bool same = key.len ? tc_span_eq(known[i].key, key)
                            : known[i].serial == serial && tc_same_type(known[i].type, type);
        if (same && k-- == 0)
            return &known[i];
    }
    return NULL;
}

tc_span tc_known_plenum(tc_arena *arena, tc_span key, tc_date date)
{
    for (size_t i = 0; i < COUNT(plenums); i++) {
        if (!tc_span_eq(plenums[i].key, key) || tc_date_cmp(plenums[i].date, date) != 0)
            continue;
        char roman[16];
        tc_roman_format(roman, plenums[i].term);
        return tc_span_str(
            tc_arena_printf(arena, "PLENUM:TW:%s:%u:%s", roman, plenums[i].n, plenums[i].sort.ptr));
    }
    return tc_span_make("", 0);
}

bool tc_same_type(tc_span a, tc_span b)
{
    static const tc_span families[][3] = {
        {TC_SPAN_LIT("QĐ"), TC_SPAN_LIT("QyĐ"), TC_SPAN_LIT("QĐi")},
        {TC_SPAN_LIT("CTr"), TC_SPAN_LIT("CTrHĐ"), TC_SPAN_LIT("CTHĐ")},
        {TC_SPAN_LIT("TB"), TC_SPAN_LIT("TBKL"), TC_SPAN_LIT("KL")},
    };
    if (tc_span_eq(a, b))
        return true;
    for (size_t f = 0; f < COUNT(families); f++) {
        bool in_a = false, in_b = false;
        for (size_t k = 0; k < 3; k++) {
            in_a = in_a || tc_span_eq(families[f][k], a);
            in_b = in_b || tc_span_eq(families[f][k], b);
        }
        if (in_a && in_b && f != 2)
            return true;
        if (in_a && in_b)
            return tc_span_starts(a, TC_SPAN("TB")) && tc_span_starts(b, TC_SPAN("TB"));
    }
    return false;
}

/* --- places --- */

typedef enum { PLACE_NONE, PLACE_BY_CODE, PLACE_BY_NAME } place_need;

/* Does the organ's code name a body of every place? TU, HU tell the level, in codes that no table
 * has too ("BBVSKTU"); UBND does not. */
static place_need needs_place(const tc_citer *c, const tc_number *n, tc_area_level *level)
{
    static const struct {
        tc_span tail;
        tc_area_level level;
    } committees[] = {{TC_SPAN_LIT("ThU"), TC_AREA_CITY},
                      {TC_SPAN_LIT("TU"), TC_AREA_PROVINCE},
                      {TC_SPAN_LIT("HU"), TC_AREA_DISTRICT},
                      {TC_SPAN_LIT("QU"), TC_AREA_DISTRICT}};
    const tc_number_grammar *g = c->view.reader->numbers;
    *level = TC_AREA_NONE;
    if (n->form == TC_NUMBER_LAW)
        return PLACE_NONE;
    const tc_organ *o = n->organ_entry >= 0 ? &g->organs[n->organ_entry] : NULL;
    if (o && !o->local)
        return PLACE_NONE;
    tc_span code = o ? o->code : n->organ;
    bool party = (o ? o->system : n->system) == TC_SYSTEM_PARTY;
    for (size_t k = 0; party && k < COUNT(committees); k++)
        if (tc_span_ends(code, committees[k].tail)) {
            *level = committees[k].level;
            return PLACE_BY_CODE;
        }
    if (o)
        return PLACE_BY_NAME;
    return PLACE_BY_NAME;
}

/* Issuers of which there is one, when the code is not in the table: 600/QĐ-LĐTBXH of the minister;
 * but there is a "Bộ Chỉ huy Quân sự" for each province. */
static bool central(tc_citer *c, tc_span issuer)
{
    static const tc_span heads[] = {
        TC_SPAN_LIT("bo-"),       TC_SPAN_LIT("thu-tuong"),
        TC_SPAN_LIT("chinh-phu"), TC_SPAN_LIT("quoc-hoi"),
        TC_SPAN_LIT("tong-cuc"),  TC_SPAN_LIT("cuc-"),
        TC_SPAN_LIT("lien-bo"),   TC_SPAN_LIT("uy-ban-thuong-vu-quoc-hoi")};
    tc_span slug = tc_text_slug(c->arena, issuer, '-'), place;
    bool named = false;
    for (size_t i = 0; i < COUNT(heads); i++)
        named |= tc_span_starts(slug, heads[i]);
    return (named && tc_area_of(c->arena, issuer, &place) == TC_AREA_NONE) ||
           tc_span_find(slug, TC_SPAN("trung-uong")) != SIZE_MAX;
}

/* A code of the centre that is not in the table: of who is named so, else, since ministries begin
 * with B, of such a code; but "BVĐK" of a hospital is none. */
static bool central_code(tc_citer *c, const tc_number *n, tc_span issuer)
{
    if (issuer.len)
        return central(c, issuer);
    return n->system == TC_SYSTEM_STATE && n->organ.len && n->organ.ptr[0] == 'B';
}

/* "Cục Thi hành án dân sự Lai Châu": a Cục of a place names it without its level. */
static tc_span local_department(tc_citer *c, tc_span issuer)
{
    tc_span slug = tc_text_slug(c->arena, issuer, '-'), place;
    if (!tc_span_starts(slug, TC_SPAN("cuc-")) ||
        tc_area_of(c->arena, issuer, &place) != TC_AREA_NONE)
        return tc_span_make("", 0);
    return tc_area_behind(c->arena, issuer, TC_SPAN("cuc"));
}

static const char *level_slug(tc_area_level level)
{
    static const char *const slugs[] = {"", "tinh-", "thanh-pho-", "huyen-", "xa-"};
    return slugs[level];
}

/* The place part of an id, "-" for none needed, empty when it cannot be told. */
static tc_span place_part(tc_citer *c, const tc_number *n, tc_span issuer)
{
    tc_area_level level, said;
    place_need need = needs_place(c, n, &level);
    if (need == PLACE_NONE)
        return TC_SPAN("-");
    tc_span place;
    if (need == PLACE_BY_NAME && n->organ_entry < 0) {
        place = local_department(c, issuer);
        if (place.len)
            return place;
        if (central_code(c, n, issuer))
            return TC_SPAN("-");
    }
    said = tc_area_of(c->arena, issuer, &place);
    if (said != TC_AREA_NONE)
        level = said;
    if (!place.len && level != TC_AREA_NONE)
        place = tc_area_own(c, level);
    if (!place.len && need == PLACE_BY_CODE && said == TC_AREA_NONE &&
        level == TC_AREA_PROVINCE) { /* TU is a thành ủy of the centre too */
        place = tc_area_own(c, TC_AREA_CITY);
    }
    if (!place.len || need == PLACE_BY_CODE)
        return place;
    return tc_span_str(
        tc_arena_printf(c->arena, "%s%.*s", level_slug(level), (int)place.len, place.ptr));
}

/* The last part of an id: what the series restarts with. */
static tc_span period_part(tc_citer *c, const tc_number *n, tc_span place, tc_date date,
                           tc_span term)
{
    if (n->term)
        return tc_span_str(tc_arena_printf(c->arena, "%u", (unsigned)n->term));
    if (n->year)
        return tc_span_str(tc_arena_printf(c->arena, "%u", (unsigned)n->year));
    bool party =
        n->system == TC_SYSTEM_PARTY || (n->system == TC_SYSTEM_MASS && n->form == TC_NUMBER_PARTY);
    if (party && tc_span_eq(place, TC_SPAN("-")) && n->system == TC_SYSTEM_PARTY) {
        tc_span by_date = tc_date_known(date) ? tc_term_central(date) : tc_span_make("", 0);
        return by_date.len ? by_date : term;
    }
    if (!tc_date_known(date))
        return tc_span_make("", 0);
    if (party)
        return tc_term_local(date);
    return tc_span_str(tc_arena_printf(c->arena, "%d", date.year));
}

static tc_span type_part(const tc_number *n, tc_span doc_type)
{
    if (n->form == TC_NUMBER_LETTER)
        return TC_SPAN("-");
    if (n->system == TC_SYSTEM_PARTY && tc_span_eq(n->type, TC_SPAN("QyĐ")))
        return TC_SPAN("QĐ");
    if (n->type.len)
        return n->type;
    return tc_span_eq(n->organ, TC_SPAN("QH")) || doc_type.len ? doc_type : TC_SPAN("-");
}

tc_span tc_identity(tc_citer *c, const tc_number *n, tc_span doc_type, tc_span issuer, tc_date date,
                    tc_span term)
{
    tc_span none = {"", 0};
    const char *system = tc_system_name(n->system);
    if (!system)
        return none;
    if (tc_date_known(date)) {
        tc_span plenum = tc_known_plenum(c->arena, n->key, date);
        if (plenum.len)
            return plenum;
    }
    tc_span place = place_part(c, n, issuer);
    if (!place.len)
        return none;
    tc_span period = period_part(c, n, place, date, term);
    if (!period.len)
        return none;
    tc_span type = type_part(n, doc_type);
    tc_span organ = n->organ;
    if (n->term) /* QH14: the term is a part of its own */
        while (organ.len && organ.ptr[organ.len - 1] >= '0' && organ.ptr[organ.len - 1] <= '9')
            organ.len--;
    organ = tc_number_key(c->arena, organ);
    char behind[8] = {n->suffix}; /* "14a", "66.19" */
    if (n->part)
        snprintf(behind, sizeof behind, ".%u", (unsigned)n->part);
    return tc_span_str(tc_arena_printf(c->arena, "NUM:%s:%.*s:%.*s:%.*s:%u%s:%.*s", system,
                                       (int)organ.len, organ.ptr, (int)place.len, place.ptr,
                                       (int)type.len, type.ptr, (unsigned)n->serial, behind,
                                       (int)period.len, period.ptr));
}
