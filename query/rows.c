/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rows.h"

#include "plan/law_number.h"
#include "query/snippet.h"

tc_shown_doc tc_shown(tc_arena *arena, const tc_engine *e, tc_docid id, const tc_record *r)
{
    tc_span stored = r->path_count ? r->paths[0] : TC_SPAN("");
    return (tc_shown_doc){.id = id, .record = r, .path = tc_engine_path(arena, e, id, stored)};
}

tc_status tc_shown_told(tc_span **names, size_t *count, tc_arena *arena, tc_engine *e,
                        const tc_shown_doc *d, tc_error *err)
{
    tc_annotation a;
    tc_status s = tc_engine_annotation(&a, arena, e, d->id, d->record->sha256, err);
    *names = tc_arena_array(arena, TC_ANNOTATION_COUNT, sizeof **names);
    *count = 0;
    for (size_t i = 0; s == TC_OK && i < TC_ANNOTATION_COUNT; i++)
        if (a.values[i].len)
            (*names)[(*count)++] = tc_span_str(tc_annotation_name((tc_annotation_field)i));
    return s;
}

tc_status tc_shown_json(tc_buf *out, tc_arena *arena, tc_engine *e, const tc_shown_doc *d,
                        tc_error *err)
{
    tc_json j;
    tc_span *names;
    tc_plan_file file = tc_record_file(d->record, d->path);
    tc_status s = tc_shown_told(&names, &file.by_hand_count, arena, e, d, err);
    if (s != TC_OK)
        return s;
    file.by_hand = names;
    tc_json_init(&j, out);
    tc_plan_write_json(&j, d->record->plan, &file, d->record->text);
    return TC_OK;
}

tc_span *tc_other_paths(tc_arena *arena, const tc_engine *e, const tc_shown_doc *d, size_t room,
                        size_t *count)
{
    const tc_record *r = d->record;
    size_t n = r->path_count ? r->path_count - 1 : 0;
    tc_span *out = tc_arena_array(arena, n + room, sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = tc_engine_path(arena, e, d->id, r->paths[i + 1]);
    *count = n;
    return out;
}

tc_doc_row tc_doc_row_of(const tc_shown_doc *d)
{
    const tc_plan *p = d->record->plan;
    return (tc_doc_row){.path = d->path,
                        .number = p->number,
                        .title = p->title,
                        .date = p->date,
                        .issuer = p->issuer,
                        .doc_type = p->doc_type,
                        .place = p->place};
}

static tc_span stored_text(const tc_shown_doc *d, tc_range r)
{
    if (r.end <= r.start || r.end > d->record->text.len)
        return TC_SPAN("");
    return tc_span_sub(d->record->text, r.start, r.end);
}

static const tc_section *section_of(const tc_plan *p, uint32_t section)
{
    return section < p->sections.len ? &p->sections.items[section] : NULL;
}

static tc_span section_label(const tc_plan *p, uint32_t section)
{
    const tc_section *s = section_of(p, section);
    return s ? s->label : TC_SPAN("");
}

tc_citation_row tc_citation_row_of(const tc_shown_doc *d, const tc_citation *c)
{
    const tc_plan *p = d->record->plan;
    tc_citation_row row = {.path = d->path,
                           .document = p->number,
                           .document_date = p->date,
                           .document_issuer = p->issuer,
                           .document_title = p->title,
                           .raw = stored_text(d, c->span),
                           .sentence = stored_text(d, c->sentence),
                           .section = section_label(p, c->section),
                           .span = c->span,
                           .page = tc_page_of(d->record, c->span.start),
                           .form = tc_span_str(tc_citation_form_name(c->form)),
                           .number = c->number,
                           .number_key = c->number_key,
                           .doc_type = c->doc_type,
                           .date = c->date,
                           .issuer = c->issuer,
                           .term = c->term,
                           .id = c->id,
                           .relation = tc_span_str(tc_relation_name(c->relation)),
                           .candidates = c->candidates,
                           .candidate_count = c->candidate_count};
    if (c->sentence.start <= c->span.start && c->span.end <= c->sentence.end)
        row.match = (tc_range){c->span.start - c->sentence.start, c->span.end - c->sentence.start};
    return row;
}

tc_event_row tc_event_row_of(tc_arena *arena, const tc_shown_doc *d, const tc_event *e)
{
    const tc_plan *p = d->record->plan;
    char origin[TC_DATE_TEXT_MAX], observed[TC_DATE_TEXT_MAX];
    tc_date seen = e->observed;
    if (!tc_date_known(seen) && tc_date_known(e->origin) && e->years)
        seen = tc_date_add_years(e->origin, (int)e->years);
    tc_date_format(origin, e->origin);
    tc_date_format(observed, seen);
    const char *group = tc_arena_printf(arena, "%.*s|%u|%s|%s", (int)e->id.len,
                                        e->id.len ? e->id.ptr : "", e->years, origin, observed);
    return (tc_event_row){.path = d->path,
                          .document = p->number,
                          .document_date = p->date,
                          .document_issuer = p->issuer,
                          .document_title = p->title,
                          .raw = stored_text(d, e->span),
                          .span = e->span,
                          .page = tc_page_of(d->record, e->span.start),
                          .label = e->label,
                          .kind = tc_span_str(tc_event_kind_name(e->kind)),
                          .years = e->years,
                          .origin = e->origin,
                          .observed = seen,
                          .calendar = e->lunar ? TC_SPAN("lunar") : TC_SPAN("solar"),
                          .id = e->id,
                          .check = tc_span_str(tc_event_check_name(e->check)),
                          .section = section_label(p, e->section),
                          .group = tc_span_str(group)};
}

tc_unit_row tc_unit_row_of(const tc_shown_doc *d, const tc_unit *u)
{
    const tc_plan *p = d->record->plan;
    const tc_section *s = section_of(p, u->section);
    return (tc_unit_row){.path = d->path,
                         .document = p->number,
                         .document_date = p->date,
                         .document_issuer = p->issuer,
                         .document_title = p->title,
                         .raw = stored_text(d, u->span),
                         .span = u->span,
                         .page = tc_page_of(d->record, u->span.start),
                         .name = u->name,
                         .role = tc_span_str(tc_unit_role_name(u->role)),
                         .section = s ? s->label : TC_SPAN(""),
                         .section_title = s ? s->title : TC_SPAN("")};
}

/* ---- held or missing ---------------------------------------------------------------------- */

typedef enum { MISSING, HELD, AMBIGUOUS } tc_holding;

typedef struct {
    tc_span number_key, id;
    tc_date date;
    tc_holding holding;
    tc_docid held;     /* the one document that it is, else 0 */
    tc_date held_date; /* its own, where another one is cited */
    tc_span *candidates;
    size_t candidate_count;
} tc_known_status;

/* An open hash table. */
struct tc_status_cache {
    tc_arena *arena;
    TC_VEC(tc_known_status) known;
    uint32_t *slots; /* number in known + 1 */
    size_t mask;
};

tc_status_cache *tc_status_cache_new(tc_arena *arena)
{
    tc_status_cache *c = tc_arena_alloc(arena, sizeof *c);
    c->arena = arena;
    return c;
}

static tc_status hits_of_term(tc_hits **out, tc_arena *arena, tc_engine *e, tc_span term,
                              tc_error *err)
{
    tc_query q = {.kind = TC_Q_TERM, .term = term};
    tc_search_options o = {.limit = 50, .sort_slot = TC_TIE_SLOT};
    return tc_reader_search(out, arena, e->reader, &q, &o, err);
}

/* The document's own date and identity, without its text. */
static tc_status own_identity(tc_span *id, tc_span *date, tc_arena *arena, tc_engine *e,
                              tc_docid doc, tc_error *err)
{
    tc_status s = tc_reader_value(id, arena, e->reader, doc, TC_OWN_ID_SLOT, err);
    if (s == TC_OK)
        s = tc_reader_value(date, arena, e->reader, doc, TC_DATE_SLOT, err);
    return s;
}

static void add_candidate(tc_known_status *k, tc_span id)
{
    for (size_t i = 0; i < k->candidate_count; i++)
        if (tc_span_eq(k->candidates[i], id))
            return;
    k->candidates[k->candidate_count++] = id;
}

/* Among documents of that number: the one of the same date is it; one of another date is not. */
static tc_status look_at_numbers(tc_known_status *k, tc_arena *arena, tc_engine *e, tc_error *err)
{
    tc_hits *hits;
    tc_span term = tc_record_number_term(arena, TC_FIELD_ID_NUMBER, k->number_key);
    tc_span wanted = tc_date_known(k->date) ? tc_record_date_low(arena, k->date) : TC_SPAN("");
    tc_status s = hits_of_term(&hits, arena, e, term, err);
    if (s != TC_OK)
        return s;
    k->candidates = tc_arena_array(arena, hits->len + 1, sizeof *k->candidates);
    size_t possible = 0;
    for (size_t i = 0; i < hits->len; i++) {
        tc_span id, date;
        s = own_identity(&id, &date, arena, e, hits->items[i].id, err);
        if (s != TC_OK)
            return s;
        bool same_day = wanted.len && date.len && tc_span_eq(date, wanted);
        if ((wanted.len && date.len && !same_day) || (k->id.len && id.len && !same_day))
            continue; /* another document: another day, or another identity */
        possible++;
        if (id.len)
            add_candidate(k, id);
        if (same_day)
            k->holding = HELD;
        if (same_day || possible == 1)
            k->held = hits->items[i].id;
    }
    if (k->holding != HELD && possible)
        k->holding = possible == 1 ? HELD : AMBIGUOUS;
    if (k->holding != HELD)
        k->held = 0;
    return TC_OK;
}

static bool days_differ(tc_date a, tc_date b)
{
    return a.year && b.year &&
           (a.year != b.year || (a.month && b.month && a.month != b.month) ||
            (a.day && b.day && a.day != b.day));
}

/* Of documents of this identity the one of the day cited; else the newest, whose day is told: the
 * day is what shows that a number was mistyped. */
static tc_status take_held(tc_known_status *k, tc_arena *arena, tc_engine *e, tc_span own,
                           tc_error *err)
{
    tc_hits *hits;
    tc_status s = hits_of_term(&hits, arena, e, own, err);
    for (size_t i = 0; s == TC_OK && i < hits->len; i++) {
        tc_span value;
        s = tc_reader_value(&value, arena, e->reader, hits->items[i].id, TC_DATE_SLOT, err);
        tc_date date = s == TC_OK ? tc_record_value_date(value) : k->date;
        bool differs = days_differ(date, k->date);
        if (i && differs)
            continue;
        k->held = hits->items[i].id;
        k->held_date = differs ? date : (tc_date){0, 0, 0};
        if (!differs)
            break;
    }
    return s;
}

static tc_status look_up(tc_known_status *k, tc_arena *arena, tc_engine *e, tc_error *err)
{
    uint64_t n = 0;
    tc_status s = TC_OK;
    tc_span own = TC_SPAN("");
    if (k->id.len)
        own = tc_record_own_id_term(arena, tc_cited_id(arena, k->id));
    if (k->id.len)
        s = tc_reader_term_count(&n, e->reader, own, err);
    if (s != TC_OK)
        return s;
    if (n == 0)
        return k->number_key.len ? look_at_numbers(k, arena, e, err) : TC_OK;
    k->holding = HELD;
    return take_held(k, arena, e, own, err);
}

static size_t known_slot(const tc_status_cache *c, tc_span number_key, tc_span id, tc_date date)
{
    size_t i = (size_t)(tc_span_hash(number_key) ^ tc_span_hash(id) * 31) & c->mask;
    for (; c->slots[i]; i = (i + 1) & c->mask) {
        const tc_known_status *k = &c->known.items[c->slots[i] - 1];
        if (tc_span_eq(k->number_key, number_key) && tc_span_eq(k->id, id) &&
            tc_date_cmp(k->date, date) == 0)
            break;
    }
    return i;
}

static void enlarge(tc_status_cache *c)
{
    size_t size = c->slots ? (c->mask + 1) * 2 : 64;
    c->slots = tc_arena_array(c->arena, size, sizeof *c->slots);
    c->mask = size - 1;
    for (size_t i = 0; i < c->known.len; i++) {
        const tc_known_status *k = &c->known.items[i];
        c->slots[known_slot(c, k->number_key, k->id, k->date)] = (uint32_t)i + 1;
    }
}

static tc_status known_status(tc_known_status **out, tc_status_cache *cache, tc_engine *e,
                              const tc_citation *c, tc_error *err)
{
    if (cache->known.len * 2 >= cache->mask)
        enlarge(cache);
    size_t slot = known_slot(cache, c->number_key, c->id, c->date);
    if (cache->slots[slot]) {
        *out = &cache->known.items[cache->slots[slot] - 1];
        return TC_OK;
    }
    tc_known_status *k = tc_vec_add(cache->arena, &cache->known);
    k->number_key = tc_arena_copy(cache->arena, c->number_key);
    k->id = tc_arena_copy(cache->arena, c->id);
    k->date = c->date;
    cache->slots[slot] = (uint32_t)cache->known.len;
    *out = k;
    return look_up(k, cache->arena, e, err);
}

tc_status tc_citation_status(tc_citation_row *row, tc_status_cache *cache, tc_engine *e,
                             const tc_citation *c, tc_error *err)
{
    static const char *const names[] = {
        [MISSING] = "missing", [HELD] = "held", [AMBIGUOUS] = "ambiguous"};
    tc_known_status *k;
    tc_status s = known_status(&k, cache, e, c, err);
    if (s != TC_OK)
        return s;
    tc_holding holding = k->holding;
    if (holding == MISSING && c->id.len == 0 && c->candidate_count > 1)
        holding = AMBIGUOUS;
    row->status = tc_span_str(names[holding]);
    row->held = k->held;
    row->held_date = k->held_date;
    if (holding == AMBIGUOUS && row->candidate_count == 0) {
        row->candidates = k->candidates;
        row->candidate_count = k->candidate_count;
    }
    return TC_OK;
}
