/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids of documents cited by name: laws, congresses, plenums. A short form takes what a fuller one
 * in the same text says: a law's date and whole name, a congress's committee. */
#include "plan/law_number.h"
#include "plan/resolve.h"

/* --- names --- */

/* Each name once, with a value of its own. */
typedef struct {
    tc_span *names;
    uint32_t *values;
    size_t len, room; /* a power of two, at least twice len */
} name_table;

#define NO_VALUE UINT32_MAX

static size_t name_slot(const name_table *t, tc_span name)
{
    size_t at = (size_t)tc_span_hash(name) & (t->room - 1);
    while (t->names[at].ptr && !tc_span_eq(t->names[at], name))
        at = (at + 1) & (t->room - 1);
    return at;
}

static void open_names(name_table *t, tc_arena *arena, size_t most)
{
    t->len = 0;
    for (t->room = 16; t->room < 2 * most; t->room *= 2)
        ;
    t->names = tc_arena_array(arena, t->room, sizeof *t->names);
    t->values = tc_arena_array(arena, t->room, sizeof *t->values);
}

/* The value of a name of the table, or NULL. */
static uint32_t *find_name(const name_table *t, tc_span name)
{
    size_t at = name_slot(t, name);
    return t->names[at].ptr ? &t->values[at] : NULL;
}

/* The same; a new name comes in, with NO_VALUE. */
static uint32_t *take_name(name_table *t, tc_span name)
{
    size_t at = name_slot(t, name);
    if (!t->names[at].ptr) {
        t->names[at] = name;
        t->values[at] = NO_VALUE;
        t->len++;
    }
    return &t->values[at];
}

/* "luat-bau-cu" begins "luat-bau-cu-dai-bieu-quoc-hoi". */
static bool begins(tc_span shorter, tc_span longer)
{
    return longer.len > shorter.len && tc_span_starts(longer, shorter) &&
           longer.ptr[shorter.len] == '-';
}

/* The name of the table that begins slug, shorter than it by words; *len is the last one's length,
 * slug's own for the first. NULL at the end. */
static uint32_t *shorter_name(const name_table *t, tc_span slug, size_t *len)
{
    while (*len > 1) {
        --*len;
        uint32_t *found = slug.ptr[*len] == '-' ? find_name(t, tc_span_sub(slug, 0, *len)) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

/* --- laws --- */

static tc_span slug_of(const tc_mention *m)
{
    return m->kind == TC_MENTION_LAW ? m->name : m->law_name;
}

/* The distinct names of laws in a text, with the fullest date each has; two dates are two
 * versions, and then the name alone tells neither. */
typedef struct {
    tc_span slug;
    tc_date date;
    uint32_t longer; /* the law whose name goes on where this one stops */
    bool clash;
} law;

static int parts(tc_date d)
{
    return (d.year != 0) + (d.month != 0) + (d.day != 0);
}

static bool dates_agree(tc_date a, tc_date b)
{
    return a.year == b.year && (!a.month || !b.month || a.month == b.month) &&
           (!a.day || !b.day || a.day == b.day);
}

typedef struct {
    TC_VEC(law) list;
    name_table names; /* -> list */
} laws;

static void date_law(law *l, tc_date date)
{
    if (!tc_date_known(date))
        return;
    if (tc_date_known(l->date) && !dates_agree(l->date, date))
        l->clash = true;
    else if (parts(date) > parts(l->date))
        l->date = date;
}

static void collect_laws(tc_citer *c, laws *all)
{
    open_names(&all->names, c->arena, c->mentions.len);
    for (size_t i = 0; i < c->mentions.len; i++) {
        tc_span slug = slug_of(&c->mentions.items[i]);
        if (!slug.len)
            continue;
        uint32_t *at = take_name(&all->names, slug);
        if (*at == NO_VALUE) {
            *at = (uint32_t)all->list.len;
            tc_vec_push(c->arena, &all->list, ((law){slug, {0, 0, 0}, NO_VALUE, false}));
        }
        date_law(&all->list.items[*at], c->plan->citations.items[i].date);
    }
}

/* A name that is in no table and begins a longer name of the text is short for it; of longer names
 * the first, or what that one is an extension of. */
static void lengthen(tc_citer *c, const laws *all)
{
    for (uint32_t k = 0; k < all->list.len; k++) {
        tc_span slug = all->list.items[k].slug;
        size_t len = slug.len;
        for (uint32_t *at; (at = shorter_name(&all->names, slug, &len));) {
            law *l = &all->list.items[*at];
            if (l->longer == NO_VALUE || begins(slug, all->list.items[l->longer].slug))
                l->longer = k;
        }
    }
    for (size_t i = 0; i < c->mentions.len; i++) {
        tc_mention *m = &c->mentions.items[i];
        if (m->kind != TC_MENTION_LAW || m->known)
            continue;
        const law *l = &all->list.items[*find_name(&all->names, m->name)];
        if (l->longer != NO_VALUE)
            m->name = all->list.items[l->longer].slug;
    }
}

static void law_ids(tc_citer *c)
{
    laws all = {0};
    collect_laws(c, &all);
    lengthen(c, &all);
    for (size_t i = 0; i < c->mentions.len; i++) {
        tc_mention *m = &c->mentions.items[i];
        tc_citation *out = &c->plan->citations.items[i];
        if (m->kind != TC_MENTION_LAW)
            continue;
        const law *l = &all.list.items[*find_name(&all.names, m->name)];
        if (!l->clash && parts(l->date) > parts(out->date))
            out->date = l->date;
        char iso[TC_DATE_TEXT_MAX] = "";
        if (tc_date_known(out->date))
            tc_date_format(iso, out->date);
        out->id = tc_law_id(c->arena, m->name, tc_span_str(iso));
    }
}

/* --- congresses --- */

/* The slug of "Đảng bộ tỉnh", with the place when the text makes it known. */
static tc_span committee_slug(tc_citer *c, const tc_mention *m)
{
    tc_span place, slug = tc_text_slug(c->arena, m->body, '-');
    tc_area_level level = tc_area_of(c->arena, m->body, &place);
    if (level == TC_AREA_NONE || place.len)
        return slug;
    bool ends = tc_span_ends(slug, TC_SPAN("tinh")) || tc_span_ends(slug, TC_SPAN("thanh-pho")) ||
                tc_span_ends(slug, TC_SPAN("huyen")) || tc_span_ends(slug, TC_SPAN("quan")) ||
                tc_span_ends(slug, TC_SPAN("xa")) || tc_span_ends(slug, TC_SPAN("phuong"));
    place = ends ? tc_area_own(c, level) : place;
    if (!place.len)
        return slug;
    return tc_span_str(
        tc_arena_printf(c->arena, "%.*s-%.*s", (int)slug.len, slug.ptr, (int)place.len, place.ptr));
}

/* Party bodies with a name behind "Đảng bộ" or "Đảng ủy"; the committee of one is of the other. */
void tc_body_read(tc_citer *c, size_t i)
{
    const tc_word *b = tc_token_word(c->t, i + 1);
    if (!b || !(tc_span_eq(b->folded, TC_SPAN("bo")) || tc_span_eq(b->folded, TC_SPAN("uy"))))
        return;
    size_t next = tc_issuer_read(c, i);
    if (c->t->items[i].flags & TC_ALL_CAPS) /* "ĐẢNG BỘ XÃ YÊN LẬP | Yên Lập, ngày ..." */
        while (next > i && !(c->t->items[next - 1].flags & TC_ALL_CAPS))
            next--;
    if (next <= i + 3)
        return;
    tc_span slug = tc_text_slug(c->arena, tc_cite_text(c, i + 2, next), '-');
    tc_vec_push(c->arena, &c->bodies,
                tc_span_str(tc_arena_printf(c->arena, "dang-bo-%.*s", (int)slug.len, slug.ptr)));
}

/* The committee of the text that goes on where this one stops: "Đảng bộ Khối" is "Đảng bộ Khối các
 * cơ quan thành phố". */
static void complete_committees(tc_citer *c)
{
    name_table t;
    open_names(&t, c->arena, c->mentions.len + c->bodies.len);
    for (size_t i = 0; i < c->mentions.len; i++)
        if (c->mentions.items[i].kind == TC_MENTION_CONGRESS && c->mentions.items[i].body.len)
            take_name(&t, c->mentions.items[i].name);
    for (size_t k = 0; k < c->bodies.len; k++)
        take_name(&t, c->bodies.items[k]);
    for (uint32_t k = 0; k < c->bodies.len; k++) {
        size_t len = c->bodies.items[k].len;
        for (uint32_t *at; (at = shorter_name(&t, c->bodies.items[k], &len));)
            if (*at == NO_VALUE)
                *at = k;
    }
    for (size_t i = 0; i < c->mentions.len; i++) {
        tc_mention *m = &c->mentions.items[i];
        if (m->kind != TC_MENTION_CONGRESS || !m->body.len)
            continue;
        for (uint32_t at; (at = *find_name(&t, m->name)) != NO_VALUE;)
            m->name = c->bodies.items[at];
    }
}

static bool elliptic(const tc_mention *m)
{
    return m->name.len == 0 || tc_span_eq(m->name, TC_SPAN("dang-bo"));
}

enum { ORDINALS = 64 };

/* What the text tells of congresses that are named without their committee. */
typedef struct {
    tc_span by_ordinal[ORDINALS]; /* the committee whose congress has the ordinal */
    tc_span above;                /* the committee above the document's own, once asked for */
    bool asked;
} committees;

static void know_committees(tc_citer *c, committees *k)
{
    for (size_t i = 0; i < c->mentions.len; i++) {
        const tc_mention *m = &c->mentions.items[i];
        if (m->kind == TC_MENTION_CONGRESS && m->serial && m->serial < ORDINALS && !elliptic(m) &&
            !k->by_ordinal[m->serial].len)
            k->by_ordinal[m->serial] = m->name;
    }
}

static tc_span committee_above(tc_citer *c, committees *known)
{
    for (size_t k = 0; k < c->mentions.len && !known->asked; k++) {
        const tc_citation *out = &c->plan->citations.items[k];
        tc_span place;
        tc_area_level level = tc_area_of(c->arena, out->issuer, &place);
        if (level != TC_AREA_PROVINCE && level != TC_AREA_CITY)
            continue;
        place = tc_area_own(c, level);
        known->above = tc_span_str(tc_arena_printf(
            c->arena, "dang-bo-%s%s%.*s", level == TC_AREA_CITY ? "thanh-pho" : "tinh",
            place.len ? "-" : "", (int)place.len, place.ptr));
        known->asked = true;
    }
    known->asked = true;
    return known->above;
}

/* A congress without a committee: another mention of the same ordinal tells it; else it is the
 * national one, if that can have been; else the committee above the document's own. */
static tc_span missing_committee(tc_citer *c, const tc_mention *m, committees *known)
{
    if (m->serial < ORDINALS && known->by_ordinal[m->serial].len)
        return known->by_ordinal[m->serial];
    if (m->name.len || !m->serial)
        return tc_span_make("", 0);
    unsigned last = tc_date_known(c->plan->date) ? tc_term_ordinal(c->plan->date) : 0;
    if (m->serial <= (last ? last + 1 : 15))
        return TC_SPAN("TW");
    return committee_above(c, known);
}

static void congress_ids(tc_citer *c)
{
    bool any = false;
    for (size_t i = 0; i < c->mentions.len; i++) {
        tc_mention *m = &c->mentions.items[i];
        if (m->kind != TC_MENTION_CONGRESS)
            continue;
        any = true;
        if (m->body.len)
            m->name = committee_slug(c, m);
    }
    if (!any)
        return;
    committees known = {0};
    complete_committees(c);
    know_committees(c, &known);
    for (size_t i = 0; i < c->mentions.len; i++) {
        tc_mention *m = &c->mentions.items[i];
        tc_citation *out = &c->plan->citations.items[i];
        if (m->kind != TC_MENTION_CONGRESS)
            continue;
        tc_span name = elliptic(m) ? missing_committee(c, m, &known) : m->name;
        if (name.len && out->term.len)
            out->id =
                tc_span_str(tc_arena_printf(c->arena, "CONG:%.*s:%.*s:%s", (int)name.len, name.ptr,
                                            (int)out->term.len, out->term.ptr, m->sort.ptr));
    }
}

static void plenum_ids(tc_citer *c)
{
    for (size_t i = 0; i < c->mentions.len; i++) {
        const tc_mention *m = &c->mentions.items[i];
        tc_citation *out = &c->plan->citations.items[i];
        if (m->kind == TC_MENTION_PLENUM && out->term.len)
            out->id =
                tc_span_str(tc_arena_printf(c->arena, "PLENUM:TW:%.*s:%u:%s", (int)out->term.len,
                                            out->term.ptr, (unsigned)m->serial, m->sort.ptr));
    }
}

void tc_named_resolve(tc_citer *c)
{
    law_ids(c);
    congress_ids(c);
    plenum_ids(c);
}
