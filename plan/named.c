/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids of documents cited by name: laws, congresses, plenums. A short form takes what a fuller one
 * in the same text says: a law's date and whole name, a congress's committee. */
#include "plan/resolve.h"

/* --- laws --- */

/* "luat-bau-cu" begins "luat-bau-cu-dai-bieu-quoc-hoi". */
static bool begins(tc_span shorter, tc_span longer)
{
    return longer.len > shorter.len && tc_span_starts(longer, shorter) &&
           longer.ptr[shorter.len] == '-';
}

static tc_span slug_of(const tc_mention *m)
{
    return m->kind == TC_MENTION_LAW ? m->name : m->law_name;
}

/* The distinct names of laws in a text, with the fullest date each has; two dates are two
 * versions, and then the name alone tells neither. */
typedef struct {
    tc_span slug;
    tc_date date;
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

typedef TC_VEC(law) laws;

static law *find_law(laws *all, tc_span slug)
{
    for (size_t i = 0; i < all->len; i++)
        if (tc_span_eq(all->items[i].slug, slug))
            return &all->items[i];
    return NULL;
}

static void collect_laws(tc_citer *c, laws *all)
{
    for (size_t i = 0; i < c->mentions.len; i++) {
        tc_span slug = slug_of(&c->mentions.items[i]);
        if (!slug.len)
            continue;
        law *l = find_law(all, slug);
        if (!l) {
            l = tc_vec_add(c->arena, all);
            l->slug = slug;
        }
        tc_date date = c->plan->citations.items[i].date;
        if (!tc_date_known(date))
            continue;
        if (tc_date_known(l->date) && !dates_agree(l->date, date))
            l->clash = true;
        else if (parts(date) > parts(l->date))
            l->date = date;
    }
}

/* A name that is in no table and begins exactly one longer name of the text is short for it. */
static void lengthen(tc_citer *c, const laws *all)
{
    for (size_t i = 0; i < c->mentions.len; i++) {
        tc_mention *m = &c->mentions.items[i];
        if (m->kind != TC_MENTION_LAW || m->known)
            continue;
        const law *longer = NULL;
        for (size_t k = 0; k < all->len; k++)
            if (begins(m->name, all->items[k].slug) &&
                (!longer || begins(all->items[k].slug, longer->slug)))
                longer = &all->items[k];
        if (longer)
            m->name = longer->slug;
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
        const law *l = find_law(&all, m->name);
        if (l && !l->clash && parts(l->date) > parts(out->date))
            out->date = l->date;
        char iso[TC_DATE_TEXT_MAX] = "";
        if (tc_date_known(out->date))
            tc_date_format(iso, out->date);
        out->id = tc_span_str(
            tc_arena_printf(c->arena, "LAW:%.*s:%s", (int)m->name.len, m->name.ptr, iso));
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
    if (next <= i + 3)
        return;
    tc_span slug = tc_text_slug(c->arena, tc_cite_text(c, i + 2, next), '-');
    tc_vec_push(c->arena, &c->bodies,
                tc_span_str(tc_arena_printf(c->arena, "dang-bo-%.*s", (int)slug.len, slug.ptr)));
}

/* The longest committee of the text that goes on where this one stops: "Đảng bộ Khối" is "Đảng bộ
 * Khối các cơ quan thành phố". */
static void complete_committees(tc_citer *c)
{
    for (size_t i = 0; i < c->mentions.len; i++) {
        tc_mention *m = &c->mentions.items[i];
        if (m->kind != TC_MENTION_CONGRESS || !m->body.len)
            continue;
        for (size_t k = 0; k < c->bodies.len; k++)
            if (begins(m->name, c->bodies.items[k]))
                m->name = c->bodies.items[k];
    }
}

static bool elliptic(const tc_mention *m)
{
    return m->name.len == 0 || tc_span_eq(m->name, TC_SPAN("dang-bo"));
}

/* A congress without a committee: another mention of the same ordinal tells it; else it is the
 * national one, if that can have been; else the committee above the document's own. */
static tc_span missing_committee(tc_citer *c, size_t which)
{
    const tc_mention *m = &c->mentions.items[which];
    for (size_t k = 0; k < c->mentions.len; k++) {
        const tc_mention *other = &c->mentions.items[k];
        if (other->kind == TC_MENTION_CONGRESS && other->serial == m->serial && m->serial &&
            !elliptic(other))
            return other->name;
    }
    if (m->name.len || !m->serial)
        return tc_span_make("", 0);
    unsigned last = tc_date_known(c->plan->date) ? tc_term_ordinal(c->plan->date) : 0;
    if (m->serial <= (last ? last + 1 : 15))
        return TC_SPAN("TW");
    for (size_t k = 0; k < c->mentions.len; k++) {
        const tc_citation *out = &c->plan->citations.items[k];
        tc_span place;
        tc_area_level level = tc_area_of(c->arena, out->issuer, &place);
        if (level != TC_AREA_PROVINCE && level != TC_AREA_CITY)
            continue;
        place = tc_area_own(c, level);
        return tc_span_str(tc_arena_printf(c->arena, "dang-bo-%s%s%.*s",
                                           level == TC_AREA_CITY ? "thanh-pho" : "tinh",
                                           place.len ? "-" : "", (int)place.len, place.ptr));
    }
    return tc_span_make("", 0);
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
    complete_committees(c);
    for (size_t i = 0; i < c->mentions.len; i++) {
        tc_mention *m = &c->mentions.items[i];
        tc_citation *out = &c->plan->citations.items[i];
        if (m->kind != TC_MENTION_CONGRESS)
            continue;
        tc_span name = elliptic(m) ? missing_committee(c, i) : m->name;
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
