/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/laws.h"

#include "plan/law_number.h"
#include "plan/typed_name.h"
#include "query/short_number.h"
#include "store/record.h"

enum { MAX_IDS = 200, LONGEST_NAME = 200, FIRST_YEAR = 1945 };
static const double WORTH = 100; /* words of a question seldom weigh 50 */

tc_date tc_law_date(tc_span id)
{
    tc_date date;
    tc_span slug, day;
    bool dated = tc_law_id_split(&slug, &day, id) && tc_date_parse_iso(day, &date);
    return dated ? date : (tc_date){0, 0, 0};
}

/* As far as both tell. */
static bool fits(tc_date typed, tc_date d)
{
    return !typed.year ||
           (typed.year == d.year && (!typed.day || !d.day || tc_date_cmp(typed, d) == 0));
}

static void add_once(tc_laws *out, tc_arena *arena, tc_span id)
{
    if (!tc_span_among(out->ids.items, out->ids.len, id))
        tc_vec_push(arena, &out->ids, id);
}

/* Ids behind so many bytes of the terms that begin so. */
static tc_status add_terms(tc_laws *out, tc_arena *arena, tc_reader *reader, tc_span prefix,
                           size_t head, bool cited, tc_date typed, tc_error *err)
{
    tc_term_list terms;
    tc_status s = tc_reader_terms(&terms, arena, reader, prefix, MAX_IDS, err);
    for (size_t i = 0; s == TC_OK && i < terms.len; i++) {
        tc_span id = tc_span_sub(terms.items[i].term, head, terms.items[i].term.len);
        tc_date date = tc_law_date(id);
        if (fits(typed, date) && (!typed.day || tc_law_id_tells(id)))
            add_once(out, arena, id);
        else if (!date.year && cited)
            out->without_year += terms.items[i].documents;
    }
    return s;
}

tc_status tc_laws_heard_of(tc_laws *out, tc_arena *arena, tc_reader *reader, tc_span begin,
                           tc_date typed, tc_error *err)
{
    tc_span none = TC_SPAN("");
    tc_span cited = tc_record_cited_id_term(arena, none, begin);
    tc_span own = tc_record_own_id_term(arena, begin);
    tc_status s = add_terms(out, arena, reader, cited, cited.len - begin.len, true, typed, err);
    return s == TC_OK ? add_terms(out, arena, reader, own, own.len - begin.len, false, typed, err)
                      : s;
}

/* Laws of the name that are held or cited by their number alone. */
static tc_status add_numbered(tc_laws *out, tc_arena *arena, tc_reader *reader, tc_span slug,
                              tc_date typed, tc_error *err)
{
    tc_span key;
    tc_date date;
    tc_status s = TC_OK;
    for (size_t k = 0; s == TC_OK && tc_law_version(&key, &date, slug, k); k++) {
        bool known = false;
        char iso[TC_DATE_TEXT_MAX];
        if (!fits(typed, date))
            continue;
        s = tc_number_known(&known, arena, reader, &key, 1, err);
        tc_date_format(iso, date);
        if (s == TC_OK && known)
            add_once(out, arena, tc_law_id(arena, slug, tc_span_str(iso)));
    }
    return s;
}

tc_status tc_laws_named(tc_laws *out, tc_arena *arena, tc_reader *reader, tc_span slug,
                        tc_date typed, tc_error *err)
{
    static const char *const heads[] = {"", "bo-"};
    tc_status s = TC_OK;
    size_t ways = tc_span_starts(slug, TC_SPAN("luat-")) ? 2 : 1;
    for (size_t i = 0; s == TC_OK && i < ways; i++) {
        tc_span name =
            tc_span_str(tc_arena_printf(arena, "%s%.*s", heads[i], (int)slug.len, slug.ptr));
        s = tc_laws_heard_of(out, arena, reader, tc_law_id(arena, name, TC_SPAN("")), typed, err);
        if (s == TC_OK)
            s = add_numbered(out, arena, reader, name, typed, err);
    }
    return s;
}

/* Of a text that is the name of a law. */
static tc_status find_typed(bool *is_name, tc_laws *out, tc_arena *arena, tc_reader *reader,
                            tc_span text, tc_error *err)
{
    tc_span slug, year;
    tc_date typed = {0, 0, 0};
    *is_name = text.len <= LONGEST_NAME && tc_typed_law(&slug, &year, arena, text) &&
               (!year.len || tc_date_parse_iso(year, &typed));
    return *is_name ? tc_laws_named(out, arena, reader, slug, typed, err) : TC_OK;
}

tc_query *tc_citing_others(tc_arena *arena, const tc_span *ids, size_t id_count,
                           const tc_span *keys, size_t key_count)
{
    tc_query *any = tc_query_new(arena, TC_Q_OR), *others = tc_query_new(arena, TC_Q_NOT);
    tc_query_add(arena, others, any);
    for (size_t i = 0; i < id_count; i++) {
        tc_span term = tc_record_key_term(arena, TC_FIELD_ID_ID, ids[i]);
        tc_query_add(arena, any, tc_query_term(arena, term));
        tc_query_add(arena, others, tc_query_term(arena, tc_record_own_id_term(arena, ids[i])));
    }
    for (size_t i = 0; i < key_count; i++) {
        tc_span cites = tc_record_number_term(arena, TC_FIELD_ID_CITES, keys[i]);
        tc_query_add(arena, any, tc_query_term(arena, cites));
    }
    return others;
}

tc_status tc_laws_citing(tc_query **out, tc_law_keys *keys, tc_arena *arena, tc_reader *reader,
                         tc_span text, tc_error *err)
{
    tc_laws laws = {.without_year = 0};
    bool is_name;
    tc_status s = find_typed(&is_name, &laws, arena, reader, text, err);
    *out = NULL;
    if (s != TC_OK || !is_name)
        return s;
    *out = tc_query_new(arena, laws.ids.len ? TC_Q_OR : TC_Q_NOTHING);
    for (size_t i = 0; i < laws.ids.len; i++) {
        tc_citation named = {.id = laws.ids.items[i]};
        tc_span ids[] = {named.id, tc_cited_id(arena, named.id)};
        tc_span key = tc_cited_number_key(&named);
        tc_query_add(arena, *out, tc_citing_others(arena, ids, 2, &key, key.len > 0));
        if (key.len && !tc_span_among(keys->items, keys->len, key))
            tc_vec_push(arena, keys, key);
    }
    return TC_OK;
}

typedef struct {
    tc_query *any;
    TC_VEC(tc_span) own; /* terms in it */
    tc_arena *arena;
    tc_reader *reader;
    tc_error *err;
} themselves;

/* The document of this identity, if the index has it. */
static tc_status add_itself(themselves *k, tc_span id, double worth)
{
    uint64_t documents = 0;
    tc_span own = tc_record_own_id_term(k->arena, id);
    if (tc_span_among(k->own.items, k->own.len, own))
        return TC_OK;
    tc_vec_push(k->arena, &k->own, own);
    tc_status s = tc_reader_term_count(&documents, k->reader, own, k->err);
    if (s != TC_OK || documents == 0)
        return s;
    tc_query *one = tc_query_worth(k->arena, tc_query_term(k->arena, own), worth);
    k->any = tc_query_join(k->arena, TC_Q_OR, k->any, one);
    return TC_OK;
}

tc_status tc_laws_themselves(tc_query **out, tc_arena *arena, tc_reader *reader, tc_span text,
                             tc_error *err)
{
    themselves k = {.arena = arena, .reader = reader, .err = err};
    tc_laws laws = {.without_year = 0};
    bool is_name;
    *out = NULL;
    tc_status s = find_typed(&is_name, &laws, arena, reader, text, err);
    for (size_t i = 0; s == TC_OK && i < laws.ids.len; i++) {
        tc_span id = laws.ids.items[i];
        double worth = WORTH + tc_law_date(id).year - FIRST_YEAR;
        if (!tc_law_date(id).year) /* no document is just this */
            continue;
        s = add_itself(&k, tc_cited_id(arena, id), worth);
        if (s == TC_OK)
            s = add_itself(&k, id, worth);
    }
    *out = k.any;
    return s;
}
