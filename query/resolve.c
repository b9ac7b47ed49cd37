/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/resolve.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "plan/law_number.h"
#include "query/short_number.h"

enum { MAX_DOCUMENTS = 100, MAX_IDENTITIES = 200 };

/* ---- documents ---------------------------------------------------------------------------- */

static tc_status by_query(tc_hits **out, tc_arena *arena, tc_engine *e, const tc_query *q,
                          tc_error *err)
{
    tc_search_options o = {.limit = MAX_DOCUMENTS, .sort_slot = TC_TIE_SLOT};
    return tc_reader_search(out, arena, e->reader, q, &o, err);
}

static tc_status by_term(tc_hits **out, tc_arena *arena, tc_engine *e, tc_span term, tc_error *err)
{
    tc_query q = {.kind = TC_Q_TERM, .term = term};
    return by_query(out, arena, e, &q, err);
}

/* A path as typed here, as the index has it. */
static tc_status stored_path(tc_span *out, tc_arena *arena, tc_engine *e, size_t place,
                             tc_span text, tc_error *err)
{
    const char *path = tc_arena_printf(arena, "%.*s", (int)text.len, text.ptr);
    return tc_locate_stored(out, arena, &e->shards.items[place].place, path, err);
}

static tc_status by_path(tc_hits **out, tc_arena *arena, tc_engine *e, tc_span text, tc_error *err)
{
    tc_status s = TC_OK;
    for (size_t i = 0; i < e->shards.len; i++) {
        tc_span stored;
        s = stored_path(&stored, arena, e, i, text, err);
        if (s == TC_ENOMEM)
            return s;
        if (s != TC_OK) /* no path */
            continue;
        s = by_term(out, arena, e, tc_record_key_term(arena, TC_FIELD_ID_PATH, stored), err);
        if (s != TC_OK || (*out)->len)
            return s;
    }
    /* the stored path itself, or the file's name alone */
    return by_term(out, arena, e, tc_record_key_term(arena, TC_FIELD_ID_PATH, text), err);
}

static tc_status by_short_number(tc_hits **out, tc_arena *arena, tc_engine *e, tc_span text,
                                 tc_error *err)
{
    tc_span *keys;
    size_t count;
    tc_query *any = tc_query_new(arena, TC_Q_OR);
    tc_status s = tc_short_number(&keys, &count, arena, e->reader, text, err);
    for (size_t i = 0; s == TC_OK && i < count; i++) {
        tc_query_add(
            arena, any,
            tc_query_term(arena, tc_record_number_term(arena, TC_FIELD_ID_NUMBER, keys[i])));
    }
    return s == TC_OK && count ? by_query(out, arena, e, any, err) : s;
}

static tc_status by_number(tc_hits **out, tc_arena *arena, tc_engine *e, tc_span text,
                           tc_error *err)
{
    tc_number_question *q;
    tc_status s = tc_engine_number(&q, arena, e, text, err);
    if (s == TC_ENOTFOUND)
        return by_short_number(out, arena, e, text, err);
    for (size_t i = 0; s == TC_OK && i < q->key_count && (*out)->len == 0; i++)
        s = by_term(out, arena, e, tc_record_number_term(arena, TC_FIELD_ID_NUMBER, q->keys[i]),
                    err);
    return s;
}

static tc_status by_hash(tc_hits **out, tc_arena *arena, tc_engine *e, tc_span text, tc_error *err)
{
    tc_term_list terms;
    if (text.len < 8 || strspn(text.ptr, "0123456789abcdef") < text.len)
        return TC_OK;
    tc_status s = tc_reader_terms(&terms, arena, e->reader, tc_record_unique(arena, text), 2, err);
    return s == TC_OK && terms.len == 1 ? by_term(out, arena, e, terms.items[0].term, err) : s;
}

tc_status tc_resolve_documents(tc_docid **out, size_t *count, tc_arena *arena, tc_engine *e,
                               tc_span text, tc_error *err)
{
    tc_hits *hits;
    tc_arena_catch guard;
    *count = 0;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to find the document");
    text = tc_span_str(tc_arena_printf(arena, "%.*s", (int)text.len, text.ptr));
    tc_status s = by_path(&hits, arena, e, text, err);
    if (s == TC_OK && hits->len == 0)
        s = by_term(&hits, arena, e, tc_record_own_id_term(arena, tc_cited_id(arena, text)), err);
    if (s == TC_OK && hits->len == 0)
        s = by_number(&hits, arena, e, text, err);
    if (s == TC_OK && hits->len == 0)
        s = by_hash(&hits, arena, e, text, err);
    if (s == TC_OK) {
        *out = tc_arena_array(arena, hits->len + 1, sizeof **out);
        for (size_t i = 0; i < hits->len; i++)
            (*out)[i] = hits->items[i].id;
        *count = hits->len;
    }
    tc_arena_uncatch(arena, &guard);
    return s;
}

/* ---- candidates --------------------------------------------------------------------------- */

static tc_candidate *same_id(tc_candidates *c, tc_span id)
{
    for (size_t i = 0; i < c->items.len; i++)
        if (tc_span_eq(c->items.items[i].id, id))
            return &c->items.items[i];
    return NULL;
}

int tc_number_year(tc_span key)
{
    enum { DIGITS = 4 };
    size_t at = tc_span_find(key, TC_SPAN("/"));
    if (at == SIZE_MAX || key.len < at + DIGITS + 2 || key.ptr[at + 1 + DIGITS] != '/')
        return 0;
    tc_date year;
    tc_span digits = tc_span_sub(key, at + 1, at + 1 + DIGITS);
    return tc_ascii_digits(digits) && tc_date_parse_iso(digits, &year) ? year.year : 0;
}

void tc_candidate_take_mention(tc_candidate *c, const tc_record *r, const tc_citation *m)
{
    int year = tc_number_year(c->number_key);
    if (!tc_date_known(c->date) && (!year || !m->date.year || m->date.year == year))
        c->date = m->date;
    if (c->issuer.len == 0)
        c->issuer = m->issuer;
    if (c->number.len == 0)
        c->number = m->number;
    if (c->doc_type.len == 0)
        c->doc_type = m->doc_type;
    if (c->raw.len == 0 && m->span.end <= r->text.len)
        c->raw = tc_span_sub(r->text, m->span.start, m->span.end);
}

/* By the first mention that has most. */
tc_status tc_candidate_as_cited(tc_candidate *c, tc_arena *arena, tc_engine *e, tc_span term,
                                tc_error *err)
{
    tc_hits *hits;
    tc_status s = by_term(&hits, arena, e, term, err);
    c->cited_by = s == TC_OK ? hits->matched : 0;
    for (size_t i = 0; s == TC_OK && i < hits->len && i < TC_MENTIONS_READ; i++) {
        tc_record *r;
        s = tc_engine_record(&r, arena, e, hits->items[i].id, err);
        for (size_t k = 0; s == TC_OK && k < r->plan->citations.len; k++) {
            const tc_citation *m = &r->plan->citations.items[k];
            if (tc_span_eq(m->number_key, c->number_key) && tc_span_eq(m->id, c->id))
                tc_candidate_take_mention(c, r, m);
        }
        if (s == TC_ENOTFOUND)
            s = TC_OK;
        if (tc_date_known(c->date) && c->issuer.len)
            break;
    }
    return s;
}

/* A slot of all of them: its values lie beside each other in the index. */
static tc_status take_values(tc_span *out, tc_arena *arena, tc_engine *e, const tc_hits *hits,
                             uint32_t slot, tc_error *err)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < hits->len; i++)
        s = tc_reader_value(&out[i], arena, e->reader, hits->items[i].id, slot, err);
    return s;
}

/* Held documents by their values; records are read of those that are told. */
static tc_status add_held(tc_candidates *out, tc_arena *arena, tc_engine *e, tc_span key,
                          tc_error *err)
{
    enum { ISSUER, DATE, OWN_ID, VALUES };
    const uint32_t slots[VALUES] = {tc_field_at(TC_FIELD_ID_ISSUER)->slot, TC_DATE_SLOT,
                                    TC_OWN_ID_SLOT};
    tc_hits *hits;
    tc_span *values[VALUES];
    tc_status s =
        by_term(&hits, arena, e, tc_record_number_term(arena, TC_FIELD_ID_NUMBER, key), err);
    for (size_t i = 0; s == TC_OK && i < VALUES; i++) {
        values[i] = tc_arena_alloc(arena, (hits->len + 1) * sizeof *values[i]);
        s = take_values(values[i], arena, e, hits, slots[i], err);
    }
    for (size_t i = 0; s == TC_OK && i < hits->len; i++) {
        tc_candidate c = {.number_key = key,
                          .held = hits->items[i].id,
                          .issuer = values[ISSUER][i],
                          .id = values[OWN_ID][i],
                          .date = tc_record_value_date(values[DATE][i])};
        if (!(c.id.len && same_id(out, c.id)))
            tc_vec_push(arena, &out->items, c);
    }
    return s;
}

/* The held document of this day that no mention has named by its identity: it is the same, even
 * where one of the two could not be told from its namesakes. */
static tc_candidate *same_day(tc_candidates *c, tc_date date)
{
    for (size_t i = 0; date.day && i < c->items.len; i++) {
        tc_candidate *x = &c->items.items[i];
        if (x->held && x->cited_by == 0 && tc_date_cmp(x->date, date) == 0)
            return x;
    }
    return NULL;
}

static tc_status add_cited_one(tc_candidates *out, tc_arena *arena, tc_engine *e, tc_span key,
                               tc_span id, const tc_term_count *term, tc_error *err)
{
    tc_candidate c = {.number_key = key, .id = id}, *held = same_id(out, id);
    if (held) {
        held->cited_by = term->documents;
        return TC_OK;
    }
    tc_status s = tc_candidate_as_cited(&c, arena, e, term->term, err);
    if (s != TC_OK)
        return s;
    held = same_day(out, c.date);
    if (!held) {
        tc_vec_push(arena, &out->items, c);
        return TC_OK;
    }
    held->id = id;
    held->cited_by = c.cited_by;
    if (held->issuer.len == 0)
        held->issuer = c.issuer;
    return TC_OK;
}

/* Mentions that name a held document by its identity first: these need not be read. */
static tc_status add_cited(tc_candidates *out, tc_arena *arena, tc_engine *e, tc_span key,
                           tc_error *err)
{
    tc_term_list terms;
    tc_span prefix = tc_record_cited_id_term(arena, key, TC_SPAN(""));
    tc_status s = tc_reader_terms(&terms, arena, e->reader, prefix, MAX_IDENTITIES, err);
    for (int named = 1; named >= 0; named--)
        for (size_t i = 0; s == TC_OK && i < terms.len; i++) {
            tc_span id = tc_span_sub(terms.items[i].term, prefix.len, terms.items[i].term.len);
            out->unresolved = out->unresolved || id.len == 0;
            if (id.len && (same_id(out, id) != NULL) == named)
                s = add_cited_one(out, arena, e, key, id, &terms.items[i], err);
        }
    return s;
}

/* As add_held does, as far as it takes to know that there are too many. */
static tc_status see_held(tc_candidates *seen, tc_arena *arena, tc_engine *e, size_t few,
                          tc_span key, tc_error *err)
{
    tc_hits *hits;
    tc_query q = {.kind = TC_Q_TERM, .term = tc_record_number_term(arena, TC_FIELD_ID_NUMBER, key)};
    tc_search_options o = {.limit = MAX_DOCUMENTS, .sort_slot = TC_NO_SLOT, .unordered = true};
    tc_status s = tc_reader_search(&hits, arena, e->reader, &q, &o, err);
    for (size_t i = 0; s == TC_OK && i < hits->len && seen->items.len <= few; i++) {
        tc_candidate c = {.held = hits->items[i].id};
        s = tc_reader_value(&c.id, arena, e->reader, c.held, TC_OWN_ID_SLOT, err);
        if (s == TC_OK && !(c.id.len && same_id(seen, c.id)))
            tc_vec_push(arena, &seen->items, c);
    }
    return s;
}

tc_status tc_candidates_more_than(bool *out, tc_arena *arena, tc_engine *e, size_t few,
                                  const tc_span *keys, size_t key_count, tc_error *err)
{
    tc_arena_catch guard;
    tc_candidates seen = {0};
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the candidates");
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < key_count; i++)
        s = see_held(&seen, arena, e, few, keys[i], err);
    *out = s == TC_OK && seen.items.len > few;
    tc_arena_uncatch(arena, &guard);
    return s;
}

void tc_candidate_take(tc_candidate *c, tc_arena *arena, const tc_engine *e, const tc_record *r)
{
    c->number = r->plan->number;
    c->path = tc_engine_path(arena, e, c->held, r->path_count ? r->paths[0] : TC_SPAN(""));
}

static int by_date(const void *a, const void *b)
{
    const tc_candidate *x = a, *y = b;
    int c = tc_date_cmp(x->date, y->date);
    return c ? c : tc_span_cmp(x->id, y->id);
}

tc_status tc_candidates_find(tc_candidates *out, tc_arena *arena, tc_engine *e, const tc_span *keys,
                             size_t key_count, tc_error *err)
{
    tc_arena_catch guard;
    memset(out, 0, sizeof *out);
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the candidates");
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < key_count; i++) {
        s = add_held(out, arena, e, keys[i], err);
        if (s == TC_OK)
            s = add_cited(out, arena, e, keys[i], err);
    }
    if (s == TC_OK && out->items.len > 1)
        qsort(out->items.items, out->items.len, sizeof *out->items.items, by_date);
    tc_arena_uncatch(arena, &guard);
    return s;
}
