/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stored bytes of a record. Each struct has one function for both directions, so the two
 * cannot drift apart: writing takes the value and returns it, reading returns what was stored.
 * A change of the order here is a new FORMAT_VERSION. */
#include "base/seal.h"
#include "base/utf8.h"
#include "base/varint.h"
#include "store/record_internal.h"

enum { FORMAT_VERSION = 2 };

typedef struct {
    tc_buf *out;     /* writing; NULL when reading */
    tc_cursor in;    /* reading */
    tc_arena *arena; /* reading */
    size_t text_len, section_count;
    bool bad; /* a value that no record can have */
} codec;

static bool failed(const codec *c)
{
    return c->bad || c->in.bad;
}

static uint64_t number(codec *c, uint64_t value, uint64_t most)
{
    if (c->out)
        tc_put_uint(c->out, value);
    else
        value = tc_get_uint(&c->in);
    if (value <= most)
        return value;
    c->bad = true;
    return 0;
}

static bool flag(codec *c, bool value)
{
    return number(c, value, 1) != 0;
}

static unsigned small(codec *c, unsigned value, unsigned most)
{
    return (unsigned)number(c, value, most);
}

static size_t size(codec *c, size_t value)
{
    return (size_t)number(c, value, SIZE_MAX);
}

static tc_span string(codec *c, tc_span value)
{
    if (!c->out)
        return tc_get_string(&c->in);
    tc_put_string(c->out, value);
    return value;
}

/* How many items follow. Each takes at least so many bytes: damaged bytes cannot ask for more. */
static size_t count(codec *c, size_t value, size_t least)
{
    size_t n = size(c, value);
    if (!c->out && (failed(c) || n > (c->in.in.len - c->in.pos) / least)) {
        c->bad = true;
        return 0;
    }
    return n;
}

static tc_range range(codec *c, tc_range r)
{
    size_t start = (size_t)number(c, r.start, c->text_len);
    size_t len = (size_t)number(c, r.end - r.start, c->text_len - start);
    return (tc_range){start, start + len};
}

static tc_date date(codec *c, tc_date d)
{
    d.year = (int16_t)small(c, (unsigned)d.year, INT16_MAX);
    d.month = (uint8_t)small(c, d.month, 12);
    d.day = (uint8_t)small(c, d.day, 31);
    return d;
}

/* number of a section + 1; 0 for none */
static uint32_t section_of(codec *c, uint32_t section)
{
    return (uint32_t)number(c, (uint64_t)(section + 1u), c->section_count) - 1u;
}

static tc_span *strings(codec *c, tc_span *items, size_t *len)
{
    *len = count(c, *len, 1);
    if (!c->out)
        items = tc_arena_array(c->arena, *len, sizeof *items);
    for (size_t i = 0; i < *len && !failed(c); i++) {
        tc_span s = string(c, items[i]);
        if (!c->out)
            items[i] = s;
    }
    return items;
}

/* ---- parts of a plan ------------------------------------------------------------------------ */

static void section(codec *c, tc_section *s)
{
    s->label = string(c, s->label);
    s->title = string(c, s->title);
    s->level = small(c, s->level, UINT32_MAX);
    s->span = range(c, s->span);
    s->head = range(c, s->head);
    s->parent = section_of(c, s->parent);
}

static void citation(codec *c, tc_citation *x)
{
    x->span = range(c, x->span);
    x->sentence = range(c, x->sentence);
    x->form = (tc_citation_form)small(c, x->form, TC_CITATION_FORM_COUNT - 1);
    x->number = string(c, x->number);
    x->number_key = string(c, x->number_key);
    x->doc_type = string(c, x->doc_type);
    x->date = date(c, x->date);
    x->issuer = string(c, x->issuer);
    x->term = string(c, x->term);
    x->id = string(c, x->id);
    x->candidates = strings(c, x->candidates, &x->candidate_count);
    x->relation = (tc_relation)small(c, x->relation, TC_RELATION_COUNT - 1);
    x->section = section_of(c, x->section);
    x->damaged = flag(c, x->damaged);
}

static void event(codec *c, tc_event *e)
{
    e->span = range(c, e->span);
    e->label = string(c, e->label);
    e->kind = (tc_event_kind)small(c, e->kind, TC_EVENT_KIND_COUNT - 1);
    e->years = small(c, e->years, UINT32_MAX);
    e->origin = date(c, e->origin);
    e->observed = date(c, e->observed);
    e->lunar = flag(c, e->lunar);
    e->id = string(c, e->id);
    e->check = (tc_event_check)small(c, e->check, TC_CHECK_COUNT - 1);
    e->section = section_of(c, e->section);
}

static void unit(codec *c, tc_unit *u)
{
    u->span = range(c, u->span);
    u->name = string(c, u->name);
    u->role = (tc_unit_role)small(c, u->role, TC_UNIT_ROLE_COUNT - 1);
    u->section = section_of(c, u->section);
}

static void period(codec *c, tc_period *p)
{
    p->span = range(c, p->span);
    p->from = date(c, p->from);
    p->to = date(c, p->to);
    p->section = section_of(c, p->section);
}

static void head(codec *c, tc_plan *p)
{
    p->number = string(c, p->number);
    p->number_key = string(c, p->number_key);
    p->doc_type = string(c, p->doc_type);
    p->doc_type_label = string(c, p->doc_type_label);
    p->system = (tc_system)small(c, p->system, TC_SYSTEM_MASS);
    p->title = string(c, p->title);
    p->date = date(c, p->date);
    p->place = string(c, p->place);
    p->issuer = string(c, p->issuer);
    p->issuer_parent = string(c, p->issuer_parent);
    p->signer.authority = string(c, p->signer.authority);
    p->signer.position = string(c, p->signer.position);
    p->signer.name = string(c, p->signer.name);
    p->id = string(c, p->id);
    p->number_span = range(c, p->number_span);
    p->title_span = range(c, p->title_span);
    p->issuer_span = range(c, p->issuer_span);
    p->date_span = range(c, p->date_span);
}

/* Section numbers are checked, so that nobody who follows parents runs in a circle. */
static void check_parents(codec *c, const tc_plan *p)
{
    for (size_t i = 0; i < p->sections.len; i++)
        if (p->sections.items[i].parent != TC_NO_SECTION && p->sections.items[i].parent >= i)
            c->bad = true;
}

/* The items of a list whose length is known, each by its function; writing changes none. */
#define LIST(c, list, item, T)                                                  \
    do {                                                                        \
        if (!(c)->out)                                                          \
            (list)->items = tc_arena_array((c)->arena, (list)->len, sizeof(T)); \
        for (size_t i_ = 0; i_ < (list)->len && !failed(c); i_++) {             \
            T copy_ = (list)->items[i_];                                        \
            item((c), &copy_);                                                  \
            if (!(c)->out)                                                      \
                (list)->items[i_] = copy_;                                      \
        }                                                                       \
    } while (0)

static void plan(codec *c, tc_plan *p)
{
    head(c, p);
    p->sections.len = p->sections.cap = c->section_count = count(c, p->sections.len, 8);
    p->citations.len = p->citations.cap = count(c, p->citations.len, 18);
    p->events.len = p->events.cap = count(c, p->events.len, 15);
    p->units.len = p->units.cap = count(c, p->units.len, 5);
    p->periods.len = p->periods.cap = count(c, p->periods.len, 9);
    LIST(c, &p->sections, section, tc_section);
    LIST(c, &p->citations, citation, tc_citation);
    LIST(c, &p->events, event, tc_event);
    LIST(c, &p->units, unit, tc_unit);
    LIST(c, &p->periods, period, tc_period);
    if (!failed(c))
        check_parents(c, p);
}

/* ---- the record ----------------------------------------------------------------------------- */

static void pages(codec *c, tc_record *r)
{
    r->page_count = count(c, r->page_count, 1);
    if (!c->out)
        r->page_starts =
            r->page_count ? tc_arena_array(c->arena, r->page_count, sizeof(size_t)) : NULL;
    for (size_t i = 0; i < r->page_count && !failed(c); i++) {
        size_t start = (size_t)number(c, r->page_starts[i], c->text_len);
        if (!c->out)
            r->page_starts[i] = start;
    }
}

/* The text comes first: ranges are checked against its length. */
static void record(codec *c, tc_record *r, tc_plan *p)
{
    r->text = string(c, r->text);
    c->text_len = r->text.len;
    r->sha256 = string(c, r->sha256);
    r->paths = strings(c, r->paths, &r->path_count);
    r->mime = string(c, r->mime);
    r->charset = string(c, r->charset);
    pages(c, r);
    r->warnings = strings(c, r->warnings, &r->warning_count);
    r->size = number(c, r->size, UINT64_MAX);
    plan(c, p);
}

tc_status tc_record_write(tc_buf *out, const tc_record *r, tc_error *err)
{
    codec c = {.out = out};
    tc_record copy = *r;
    tc_plan plan_copy = *r->plan;
    tc_put_uint(out, FORMAT_VERSION);
    record(&c, &copy, &plan_copy);
    tc_seal(out, tc_span_make(NULL, 0));
    if (c.bad)
        return tc_fail(err, TC_EINTERNAL, "the plan points outside of its text");
    if (out->status != TC_OK)
        return tc_fail(err, out->status, "the record of a text of %zu bytes is too large",
                       r->text.len);
    return TC_OK;
}

tc_status tc_record_decode(tc_record **out, tc_arena *arena, tc_span data, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to read an index record");
    bool whole = tc_unseal(&data, tc_span_make(NULL, 0));
    codec c = {.in = {.in = tc_arena_copy(arena, data)}, .arena = arena};
    tc_record *r = tc_arena_alloc(arena, sizeof *r);
    tc_plan *p = tc_arena_alloc(arena, sizeof *p);
    r->plan = p;
    uint64_t version = tc_get_uint(&c.in);
    bool later = !failed(&c) && version > FORMAT_VERSION;
    if (!later && whole)
        record(&c, r, p);
    tc_arena_uncatch(arena, &guard);
    if (later)
        return tc_fail(err, TC_EVERSION, "a record of format %llu: rebuild needed",
                       (unsigned long long)version);
    if (!whole || version == 0 || failed(&c) || c.in.pos != data.len)
        return tc_fail(err, TC_ECORRUPT, "a stored record does not decode");
    *out = r;
    return TC_OK;
}

/* The text stands first: see record(). */
tc_status tc_record_text(tc_span *out, tc_span data, tc_error *err)
{
    bool whole = tc_unseal(&data, tc_span_make(NULL, 0));
    tc_cursor in = {.in = data};
    uint64_t version = tc_get_uint(&in);
    *out = tc_get_string(&in);
    if (!in.bad && version > FORMAT_VERSION)
        return tc_fail(err, TC_EVERSION, "a record of format %llu: rebuild needed",
                       (unsigned long long)version);
    if (!whole || in.bad || version == 0)
        return tc_fail(err, TC_ECORRUPT, "a stored record does not decode");
    return TC_OK;
}

tc_plan_file tc_record_file(const tc_record *r, tc_span path)
{
    return (tc_plan_file){.path = path,
                          .sha256 = r->sha256,
                          .mime = r->mime,
                          .charset = r->charset,
                          .pages = r->page_count ? r->page_count : 1,
                          .text_chars = tc_utf8_count(r->text),
                          .warnings = r->warnings,
                          .warning_count = r->warning_count};
}
