/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/named.h"

#include <stdlib.h>

#include "plan/law_number.h"
#include "plan/typed_name.h"
#include "query/laws.h"

enum { MAX_IDS = 200, MAX_WORDS = 100000 };

typedef struct {
    tc_named *out;
    tc_arena *arena;
    tc_engine *engine;
    tc_error *err;
} finding;

/* ---- ids, taken apart ----------------------------------------------------------------------- */

/* "LAW:luat-dat-dai:2013" is of the name up to the second colon, CONG:TW:XIII:NQ too. */
static size_t name_end(tc_span id)
{
    size_t lead = tc_span_find(id, TC_SPAN(":"));
    if (lead == SIZE_MAX)
        return id.len;
    size_t name = tc_span_find(tc_span_sub(id, lead + 1, id.len), TC_SPAN(":"));
    return name == SIZE_MAX ? id.len : lead + 1 + name;
}

static int parts(tc_date d)
{
    return (d.year != 0) + (d.month != 0) + (d.day != 0);
}

/* ---- items ---------------------------------------------------------------------------------- */

/* Of one year, and of one day where both tell it: now and then there are two in a year. */
static bool same_law(tc_span a, tc_span b)
{
    tc_date x = tc_law_date(a), y = tc_law_date(b);
    if (x.day && y.day)
        return tc_date_cmp(x, y) == 0;
    return x.year == y.year && tc_law_id_tells(a) == tc_law_id_tells(b);
}

/* The item of an id: laws by name and day. */
static tc_named_one *item_of(finding *f, tc_span id)
{
    tc_date date = tc_law_date(id);
    tc_span name = tc_span_sub(id, 0, name_end(id)), slug, day;
    bool law = tc_law_id_split(&slug, &day, id);
    for (size_t i = 0; i < f->out->items.len; i++) {
        tc_named_one *x = &f->out->items.items[i];
        tc_span other = tc_span_sub(x->as.id, 0, name_end(x->as.id));
        if (law ? tc_span_eq(other, name) && same_law(x->as.id, id) : tc_span_eq(x->as.id, id))
            return x;
    }
    tc_named_one one = {.as = {.id = id, .date = date}, .open = law && !date.year};
    tc_vec_push(f->arena, &f->out->items, one);
    return &f->out->items.items[f->out->items.len - 1];
}

static void add_id(finding *f, tc_span id)
{
    tc_named_one *x = item_of(f, id);
    tc_citation named = {.id = id};
    tc_span key = tc_cited_number_key(&named), numbered = tc_cited_id(f->arena, id);
    if (parts(tc_law_date(id)) > parts(x->as.date)) {
        x->as.id = id;
        x->as.date = tc_law_date(id);
    }
    if (!tc_span_among(x->ids.items, x->ids.len, id))
        tc_vec_push(f->arena, &x->ids, id);
    if (!tc_span_among(x->ids.items, x->ids.len, numbered))
        tc_vec_push(f->arena, &x->ids, numbered);
    if (key.len && !tc_span_among(x->keys.items, x->keys.len, key))
        tc_vec_push(f->arena, &x->keys, key);
    x->as.number_key = key.len ? key : x->as.number_key;
}

static tc_status has_term(bool *out, finding *f, tc_span term)
{
    uint64_t documents = 0;
    tc_status s = tc_reader_term_count(&documents, f->engine->reader, term, f->err);
    *out = documents > 0;
    return s;
}

/* ---- names ---------------------------------------------------------------------------------- */

/* tc_laws_named() or tc_laws_heard_of(). */
typedef tc_status law_finder(tc_laws *, tc_arena *, tc_reader *, tc_span, tc_date, tc_error *);

static tc_status add_laws(finding *f, law_finder *find, tc_span name, tc_span id)
{
    tc_laws laws = {.without_year = 0};
    tc_status s = find(&laws, f->arena, f->engine->reader, name, tc_law_date(id), f->err);
    for (size_t i = 0; i < laws.ids.len; i++)
        add_id(f, laws.ids.items[i]);
    f->out->without_year += laws.without_year;
    return s;
}

static tc_status add_just(finding *f, tc_span id)
{
    bool cited = false;
    tc_span slug, day;
    if (tc_law_id_split(&slug, &day, id))
        return add_laws(f, tc_laws_named, slug, id);
    tc_status s = has_term(&cited, f, tc_record_key_term(f->arena, TC_FIELD_ID_ID, id));
    if (cited)
        add_id(f, id);
    return s;
}

/* "Luật Bảo hiểm", "Đại hội Đảng bộ tỉnh": names that go on, and end alike. */
static tc_status add_longer(finding *f, tc_span id)
{
    tc_term_list terms;
    size_t end = name_end(id);
    tc_span begin =
        tc_span_str(tc_arena_printf(f->arena, "%.*s-", (int)end, id.ptr)); /* of whole words */
    tc_span slug, day;
    if (tc_law_id_split(&slug, &day, id))
        return add_laws(f, tc_laws_heard_of, begin, id);
    tc_span none = tc_record_cited_id_term(f->arena, TC_SPAN(""), TC_SPAN(""));
    tc_status s =
        tc_reader_terms(&terms, f->arena, f->engine->reader,
                        tc_record_cited_id_term(f->arena, TC_SPAN(""), begin), MAX_IDS, f->err);
    for (size_t i = 0; s == TC_OK && i < terms.len; i++) {
        tc_span longer = tc_span_sub(terms.items[i].term, none.len, terms.items[i].term.len);
        if (tc_span_ends(longer, tc_span_sub(id, end, id.len)))
            add_id(f, longer);
    }
    return s;
}

/* ---- what is told of them ------------------------------------------------------------------- */

static tc_query *citing_one(tc_arena *a, const tc_named_one *x)
{
    return tc_citing_others(a, x->ids.items, x->ids.len, x->keys.items, x->keys.len);
}

static tc_status find_held(finding *f, tc_named_one *x)
{
    tc_hits *hits;
    tc_query *any = tc_query_new(f->arena, TC_Q_OR);
    tc_search_options o = {.limit = 1, .sort_slot = TC_TIE_SLOT};
    for (size_t i = 0; i < x->ids.len; i++)
        tc_query_add(f->arena, any,
                     tc_query_term(f->arena, tc_record_own_id_term(f->arena, x->ids.items[i])));
    tc_status s = tc_reader_search(&hits, f->arena, f->engine->reader, any, &o, f->err);
    if (s == TC_OK && hits->len)
        x->as.held = hits->items[0].id;
    return s;
}

static tc_status complete(finding *f)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < f->out->items.len; i++) {
        tc_named_one *x = &f->out->items.items[i];
        f->out->open += x->open;
        s = tc_engine_count(&x->as.cited_by, f->arena, f->engine, citing_one(f->arena, x), NULL,
                            TC_MARKS_SMART, f->err);
        if (s == TC_OK)
            s = find_held(f, x);
    }
    return s;
}

static int by_date(const void *a, const void *b)
{
    const tc_named_one *x = a, *y = b;
    int c = tc_date_cmp(x->as.date, y->as.date);
    return c ? c : tc_span_cmp(x->as.id, y->as.id);
}

static tc_status find_all(finding *f, tc_span text)
{
    tc_typed_name typed = {.count = 0};
    tc_status s = TC_OK;
    if (!f->engine->names)
        s = tc_plan_reader_new(&f->engine->names, f->err);
    if (s == TC_OK)
        tc_lexicon_trim(tc_plan_reader_lexicon(f->engine->names), MAX_WORDS);
    if (s == TC_OK)
        s = tc_typed_name_read(&typed, f->arena, f->engine->names, text, f->err);
    for (size_t i = 0; s == TC_OK && i < typed.count; i++)
        s = add_just(f, typed.ids[i]);
    f->out->number = typed.number;
    f->out->date = typed.date;
    bool any = f->out->items.len || f->out->without_year;
    for (size_t i = 0; s == TC_OK && !any && i < typed.count; i++)
        s = add_longer(f, typed.ids[i]);
    if (s == TC_OK)
        s = complete(f);
    if (s == TC_OK && f->out->items.len > 1)
        qsort(f->out->items.items, f->out->items.len, sizeof *f->out->items.items, by_date);
    return s;
}

tc_status tc_named_find(tc_named *out, tc_arena *arena, tc_engine *e, tc_span text, tc_error *err)
{
    tc_arena_catch guard;
    finding f = {.out = out, .arena = arena, .engine = e, .err = err};
    memset(out, 0, sizeof *out);
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to find the document");
    tc_status s = find_all(&f, text);
    tc_arena_uncatch(arena, &guard);
    return s;
}

tc_query *tc_named_citing(tc_arena *a, const tc_named *n)
{
    tc_query *any = tc_query_new(a, TC_Q_OR);
    for (size_t i = 0; i < n->items.len; i++)
        tc_query_add(a, any, citing_one(a, &n->items.items[i]));
    return any;
}

bool tc_named_has(tc_arena *a, const tc_named *n, const tc_citation *c)
{
    tc_span key = tc_cited_number_key(c), id = tc_cited_id(a, c->id);
    for (size_t i = 0; i < n->items.len; i++) {
        const tc_named_one *x = &n->items.items[i];
        if (tc_span_among(x->ids.items, x->ids.len, c->id) ||
            tc_span_among(x->ids.items, x->ids.len, id) ||
            (key.len && tc_span_among(x->keys.items, x->keys.len, key)))
            return true;
    }
    return false;
}
