/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/calendar.h"

#include <stdlib.h>

#include "query/people.h"
#include "query/rows.h"

enum { MOST_READ = 200 };

typedef struct {
    const char *id, *label;
    tc_date origin;
    bool lunar;
} tc_known_day;

#define EVENT(ID, LABEL, Y, M, D, LUNAR) {#ID, LABEL, {Y, M, D}, LUNAR},
#define ALIAS(ID, PHRASE)
#define NOT(PHRASE)
static const tc_known_day known_days[] = {
#include "plan/events.def"
};
#undef EVENT
#undef ALIAS
#undef NOT

typedef struct {
    tc_anniversaries *out;
    tc_arena *arena, *scratch;
    tc_engine *engine;
    int year;
    tc_error *err;
} tc_gathering;

/* ---- events ------------------------------------------------------------------------------- */

/* Ids of the table are C names: '_' stands for '-'. */
static bool same_id(const char *name, tc_span id)
{
    size_t i = 0;
    for (; i < id.len && name[i]; i++)
        if (name[i] != id.ptr[i] && !(name[i] == '_' && id.ptr[i] == '-'))
            return false;
    return i == id.len && !name[i];
}

static const tc_known_day *known_day(tc_span id)
{
    for (size_t i = 0; i < sizeof known_days / sizeof *known_days; i++)
        if (same_id(known_days[i].id, id))
            return &known_days[i];
    return NULL;
}

static tc_span id_of(tc_arena *arena, const tc_known_day *k)
{
    char *id = tc_arena_printf(arena, "%s", k->id);
    for (char *p = id; *p; p++)
        *p = *p == '_' ? '-' : *p;
    return tc_span_str(id);
}

static bool yearly(const tc_event *e)
{
    return e->kind == TC_EVENT_ANNIVERSARY || e->kind == TC_EVENT_HOLIDAY;
}

/* The day of origin as the event tells it: perhaps only by the day of one observance. */
static tc_date origin_of(const tc_event *e)
{
    tc_date d = e->origin;
    if (d.month == 0 && e->observed.month && !e->lunar) {
        d = e->observed;
        d.year = (int16_t)(d.year && e->years ? d.year - (int)e->years : 0);
    }
    return d;
}

static tc_anniversary *anniversary(tc_gathering *g, tc_span id, tc_span label, tc_date origin,
                                   bool lunar)
{
    for (size_t i = g->out->items.len; i-- > 0;) {
        tc_anniversary *a = &g->out->items.items[i];
        if (!tc_span_eq(a->id, id))
            break; /* those of one id stand together */
        if (tc_date_cmp(a->origin, origin) == 0 && a->lunar == lunar)
            return a;
    }
    tc_anniversary *a = tc_vec_add(g->arena, &g->out->items);
    a->id = tc_arena_copy(g->arena, id);
    a->label = tc_arena_copy(g->arena, label);
    a->origin = origin;
    a->lunar = lunar;
    return a;
}

/* ---- the documents that name them --------------------------------------------------------- */

static tc_span line_of(tc_gathering *g, const tc_shown_doc *d)
{
    tc_buf b;
    const tc_plan *p = d->record->plan;
    tc_buf_init(&b, 0);
    tc_people people = {.out = &b};
    tc_people_flow(&people, p->number.len ? p->number : p->title, TC_INK_PLAIN, NULL, 0);
    if (p->date.year) {
        tc_buf_adds(&b, b.len ? " · " : "");
        tc_people_date(&people, p->date, TC_INK_PLAIN);
    }
    const tc_span rest[] = {p->issuer, d->path};
    for (size_t i = 0; i < 2; i++) {
        tc_buf_adds(&b, b.len && rest[i].len ? " · " : "");
        tc_people_flow(&people, rest[i], TC_INK_PLAIN, NULL, 0);
    }
    bool whole = b.status == TC_OK;
    tc_span line = whole ? tc_arena_copy(g->arena, tc_buf_span(&b)) : TC_SPAN("");
    tc_buf_release(&b);
    if (!whole)
        tc_arena_no_memory(g->arena);
    return line;
}

static void name_in(tc_gathering *g, tc_anniversary *a, const tc_shown_doc *d, const tc_event *e)
{
    int observed = e->observed.year;
    if (!observed && e->years && e->origin.year)
        observed = e->origin.year + (int)e->years;
    tc_naming_doc *last = a->documents.len ? &a->documents.items[a->documents.len - 1] : NULL;
    if (!last || last->id != d->id) {
        last = tc_vec_add(g->arena, &a->documents);
        last->id = d->id;
        last->number = tc_arena_copy(g->arena, d->record->plan->number);
        last->path = tc_arena_copy(g->arena, d->path);
        last->line = line_of(g, d);
    }
    last->this_year = last->this_year || observed == g->year;
}

static void read_document(tc_gathering *g, const tc_shown_doc *d, tc_span id)
{
    const tc_known_day *known = known_day(id);
    const tc_plan *p = d->record->plan;
    for (size_t i = 0; i < p->events.len; i++) {
        const tc_event *e = &p->events.items[i];
        tc_date origin = known ? known->origin : origin_of(e);
        bool lunar = known ? known->lunar : e->lunar;
        if (!tc_span_eq(e->id, id) || !yearly(e) || !origin.month || !origin.day)
            continue;
        tc_span label = known ? tc_span_str(known->label) : e->label;
        name_in(g, anniversary(g, id, label, origin, lunar), d, e);
    }
}

static tc_status read_event(tc_gathering *g, tc_span id)
{
    tc_hits *hits;
    size_t first = g->out->items.len;
    tc_arena_reset(g->scratch);
    tc_query q = {.kind = TC_Q_TERM, .term = tc_record_event_id_term(g->arena, id)};
    tc_search_options o = {.limit = MOST_READ, .exact_count = true, .sort_slot = TC_TIE_SLOT};
    tc_status s = tc_reader_search(&hits, g->arena, g->engine->reader, &q, &o, g->err);
    for (size_t i = 0; s == TC_OK && i < hits->len; i++) {
        tc_record *r;
        tc_arena_reset(g->scratch);
        s = tc_engine_record(&r, g->scratch, g->engine, hits->items[i].id, g->err);
        if (s == TC_OK) {
            tc_shown_doc d = tc_shown(g->scratch, g->engine, hits->items[i].id, r);
            read_document(g, &d, id);
        } else if (s == TC_ENOTFOUND) {
            s = TC_OK;
        }
    }
    if (s == TC_OK && g->out->items.len == first + 1)
        g->out->items.items[first].unread = hits->matched - hits->len;
    return s;
}

static tc_status read_events(tc_gathering *g)
{
    tc_term_list terms;
    tc_span prefix = tc_mark_prefix(TC_MARK_EVENT_ID);
    tc_status s = tc_reader_terms(&terms, g->arena, g->engine->reader, prefix, SIZE_MAX, g->err);
    for (size_t i = 0; s == TC_OK && i < terms.len; i++)
        s = read_event(g, tc_span_sub(terms.items[i].term, prefix.len, terms.items[i].term.len));
    return s;
}

static void add_known(tc_gathering *g)
{
    size_t found = g->out->items.len;
    for (size_t i = 0; i < sizeof known_days / sizeof *known_days; i++) {
        const tc_known_day *k = &known_days[i];
        bool there = k->origin.day == 0;
        for (size_t j = 0; j < found && !there; j++)
            there = same_id(k->id, g->out->items.items[j].id);
        if (!there)
            anniversary(g, id_of(g->scratch, k), tc_span_str(k->label), k->origin, k->lunar);
    }
}

/* ---- wordings of one event ---------------------------------------------------------------- */

static int by_origin(const void *a, const void *b)
{
    const tc_anniversary *x = a, *y = b;
    int c = (int)x->lunar - (int)y->lunar;
    if (c == 0)
        c = tc_date_cmp(x->origin, y->origin);
    return c ? c : tc_span_cmp(x->id, y->id);
}

/* Is b the event of a in more words? */
static bool same_event(const tc_anniversary *a, const tc_anniversary *b)
{
    return a->lunar == b->lunar && a->origin.year && tc_date_cmp(a->origin, b->origin) == 0 &&
           b->id.len > a->id.len && b->id.ptr[a->id.len] == '-' && tc_span_starts(b->id, a->id);
}

static void join_documents(tc_gathering *g, tc_anniversary *a, const tc_anniversary *b)
{
    size_t own = a->documents.len;
    for (size_t i = 0; i < b->documents.len; i++) {
        size_t j = 0;
        while (j < own && a->documents.items[j].id != b->documents.items[i].id)
            j++;
        if (j == own)
            tc_vec_push(g->arena, &a->documents, b->documents.items[i]);
        else if (b->documents.items[i].this_year)
            a->documents.items[j].this_year = true;
    }
    a->unread += b->unread;
}

static void join_wordings(tc_gathering *g)
{
    size_t n = 0;
    tc_anniversary *items = g->out->items.items;
    if (g->out->items.len == 0)
        return;
    qsort(items, g->out->items.len, sizeof *items, by_origin);
    for (size_t i = 0; i < g->out->items.len; i++) {
        if (n && same_event(&items[n - 1], &items[i])) {
            join_documents(g, &items[n - 1], &items[i]);
            if (!known_day(items[n - 1].id))
                items[n - 1].label = items[i].label;
        } else {
            items[n++] = items[i];
        }
    }
    g->out->items.len = n;
}

tc_status tc_anniversaries_find(tc_anniversaries *out, tc_arena *arena, tc_arena *scratch,
                                tc_engine *e, int year, bool known, tc_error *err)
{
    tc_arena_catch outer, inner;
    tc_gathering g = {
        .out = out, .arena = arena, .scratch = scratch, .engine = e, .year = year, .err = err};
    if (TC_ARENA_CATCH(arena, &outer) || TC_ARENA_CATCH(scratch, &inner))
        return tc_fail(err, TC_ENOMEM, "no memory for the calendar");
    memset(out, 0, sizeof *out);
    tc_status s = read_events(&g);
    if (s == TC_OK && known)
        add_known(&g);
    if (s == TC_OK)
        join_wordings(&g);
    tc_arena_uncatch(scratch, &inner);
    tc_arena_uncatch(arena, &outer);
    return s;
}

/* ---- days --------------------------------------------------------------------------------- */

/* The 30th of a lunar month that has 29 days is kept on the 29th. */
static bool lunar_day(tc_date *out, const tc_anniversary *a, int lunar_year)
{
    tc_lunar l = {(int16_t)lunar_year, a->origin.month, a->origin.day, false};
    if (tc_lunar_to_solar(l, out))
        return true;
    l.day = 29;
    return a->origin.day == 30 && tc_lunar_to_solar(l, out);
}

static unsigned years_since(const tc_anniversary *a, int year)
{
    return a->origin.year ? (unsigned)(year - a->origin.year) : 0;
}

size_t tc_anniversary_days(tc_date out[2], unsigned years[2], const tc_anniversary *a, int year)
{
    size_t n = 0;
    for (int y = a->lunar ? year - 1 : year; y <= year; y++) {
        tc_date d = tc_date_add_years((tc_date){0, a->origin.month, a->origin.day}, year);
        if ((a->lunar && (!lunar_day(&d, a, y) || d.year != year)) || !tc_date_valid(d))
            continue;
        if (a->origin.year && a->origin.year >= y)
            continue;
        out[n] = d;
        years[n++] = years_since(a, y);
    }
    return n;
}
