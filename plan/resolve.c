/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Second step of the citations: mentions of one document join. What one mention says (date,
 * issuer, term) the others take over; short and given names find what they stand for; then every
 * mention gets its id, or the candidates it could be. */
#include "plan/resolve.h"

typedef struct {
    tc_citer *c;
    tc_citation *items;
    tc_mention *mentions;
    size_t count;
    uint32_t *same_key; /* the next mention of the same number, or UINT32_MAX */
    uint32_t *group;    /* the mention whose document it is too; itself for the first */
} resolver;

/* --- lists --- */

/* Members of a list take issuer and term from the right, when their organs are one: "01-CTr/TU …,
 * 08-CTr/TU … của Thành ủy". */
static void share_right(resolver *r)
{
    for (size_t i = r->count; i-- > 1;) {
        tc_mention *a = &r->mentions[i - 1], *b = &r->mentions[i];
        if (!a->number || !b->number || !tc_span_eq(a->number->organ, b->number->organ) ||
            !b->adjoins)
            continue;
        if (tc_span_empty(r->items[i - 1].issuer))
            r->items[i - 1].issuer = r->items[i].issuer;
        if (tc_span_empty(r->items[i - 1].term))
            r->items[i - 1].term = r->items[i].term;
    }
}

/* --- compatible mentions --- */

static bool dates_agree(tc_date a, tc_date b)
{
    if (!tc_date_known(a) || !tc_date_known(b))
        return true;
    return a.year == b.year && (!a.month || !b.month || a.month == b.month) &&
           (!a.day || !b.day || a.day == b.day);
}

/* One name goes on where the other stops, or they name one organ in two ways ("Chính phủ" and
 * "Thủ tướng Chính phủ" are two). Names of places decide: Lai Châu is not Phú Yên. */
static bool issuers_agree(resolver *r, tc_span a, tc_span b)
{
    if (tc_span_empty(a) || tc_span_empty(b) || tc_span_eq(a, b))
        return true;
    tc_span place_a, place_b;
    tc_area_level level_a = tc_area_of(r->c->arena, a, &place_a);
    tc_area_level level_b = tc_area_of(r->c->arena, b, &place_b);
    if (level_a != TC_AREA_NONE && level_b != TC_AREA_NONE && level_a != level_b)
        return false;
    return !place_a.len || !place_b.len || tc_span_eq(place_a, place_b);
}

static bool agree(resolver *r, size_t a, size_t b)
{
    return dates_agree(r->items[a].date, r->items[b].date) &&
           issuers_agree(r, r->items[a].issuer, r->items[b].issuer) &&
           (tc_span_empty(r->items[a].term) || tc_span_empty(r->items[b].term) ||
            tc_span_eq(r->items[a].term, r->items[b].term));
}

static int date_parts(tc_date d)
{
    return (d.year != 0) + (d.month != 0) + (d.day != 0);
}

static void take_over(tc_citation *to, const tc_citation *from)
{
    if (date_parts(from->date) > date_parts(to->date))
        to->date = from->date;
    if (tc_span_empty(to->issuer))
        to->issuer = from->issuer;
    if (tc_span_empty(to->term))
        to->term = from->term;
}

/* --- groups of one key --- */

enum { HEADS = 32 };

/* The mentions of one number, and the groups they fall into: heads are the first of each. */
typedef struct {
    uint32_t heads[HEADS];
    size_t head_count;
} groups;

static size_t agreeing(resolver *r, const groups *g, size_t i, uint32_t out[HEADS])
{
    size_t count = 0;
    for (size_t k = 0; k < g->head_count; k++)
        if (g->heads[k] != i && agree(r, i, g->heads[k]))
            out[count++] = g->heads[k];
    return count;
}

/* Dated mentions found the groups; then the others join the one they agree with. */
static void join_key(resolver *r, uint32_t first)
{
    groups g = {.head_count = 0};
    uint32_t found[HEADS];
    for (int dated = 1; dated >= 0; dated--) {
        for (uint32_t i = first; i != UINT32_MAX; i = r->same_key[i]) {
            if (tc_date_known(r->items[i].date) != dated || r->group[i] != UINT32_MAX)
                continue;
            size_t count = agreeing(r, &g, i, found);
            if (count == 1) {
                r->group[i] = found[0];
                take_over(&r->items[found[0]], &r->items[i]);
            } else if (count == 0 && g.head_count < HEADS) {
                r->group[i] = i;
                g.heads[g.head_count++] = i;
            } else if (count > 1) {
                r->items[i].candidates = tc_arena_array(r->c->arena, count, sizeof(tc_span));
                for (size_t k = 0; k < count; k++) /* heads for now; their ids come later */
                    r->items[i].candidates[k] = tc_span_make(NULL, found[k]);
                r->items[i].candidate_count = count;
            }
        }
    }
    for (uint32_t i = first; i != UINT32_MAX; i = r->same_key[i])
        if (r->group[i] != UINT32_MAX)
            take_over(&r->items[i], &r->items[r->group[i]]);
}

/* Chains the numbered mentions of each key, in the text's order, and joins them. */
static void join_numbers(resolver *r)
{
    size_t size = 16;
    while (size < 2 * r->count)
        size *= 2;
    uint32_t *first = tc_arena_array(r->c->arena, size, sizeof *first);
    uint32_t *last = tc_arena_array(r->c->arena, size, sizeof *last);
    memset(first, 0xff, size * sizeof *first);
    for (uint32_t i = 0; i < r->count; i++) {
        r->same_key[i] = r->group[i] = UINT32_MAX;
        if (!r->mentions[i].number)
            continue;
        tc_span key = r->items[i].number_key;
        size_t at = (size_t)tc_span_hash(key) & (size - 1);
        while (first[at] != UINT32_MAX && !tc_span_eq(r->items[first[at]].number_key, key))
            at = (at + 1) & (size - 1);
        if (first[at] == UINT32_MAX)
            first[at] = i;
        else
            r->same_key[last[at]] = i;
        last[at] = i;
    }
    for (size_t at = 0; at < size; at++)
        if (first[at] != UINT32_MAX)
            join_key(r, first[at]);
}

static tc_span known_id(resolver *r, const tc_citation *c, const tc_known *k)
{
    tc_number_question *q;
    if (tc_number_parse(&q, r->c->arena, r->c->view.reader->numbers, r->c->view.reader->lexicon,
                        k->key, NULL) != TC_OK)
        return tc_span_make("", 0);
    return tc_identity(r->c, &q->number, q->number.type, c->issuer, k->date, k->term);
}

enum { NAMESAKES = 8 };

/* Known documents of the key, or of the type and serial, that the citing document can know. */
static size_t namesakes(resolver *r, size_t i, tc_span key, const tc_known *found[NAMESAKES])
{
    const tc_citation *c = &r->items[i];
    tc_date today = r->c->plan->date;
    const tc_known *k;
    size_t count = 0;
    for (size_t n = 0; (k = tc_known_document(c->doc_type, r->mentions[i].serial, key, n)); n++)
        if ((!tc_date_known(today) || tc_date_cmp(today, k->date) >= 0) &&
            dates_agree(c->date, k->date) &&
            (!c->term.len || !k->term.len || tc_span_eq(c->term, k->term)) && count < NAMESAKES)
            found[count++] = k;
    return count;
}

static void set_candidates(resolver *r, tc_citation *c, const tc_known *found[], size_t count)
{
    c->candidates = tc_arena_array(r->c->arena, count, sizeof(tc_span));
    for (size_t n = 0; n < count; n++)
        c->candidates[n] = known_id(r, c, found[n]);
    c->candidate_count = count;
}

/* The id of a group's head; undated, it may be one of the known documents of its number. */
static void head_id(resolver *r, size_t i)
{
    tc_citation *c = &r->items[i];
    const tc_number *n = r->mentions[i].number;
    c->id = tc_identity(r->c, n, c->doc_type, c->issuer, c->date, c->term);
    if (c->id.len || tc_date_known(c->date) || n->form == TC_NUMBER_LAW)
        return;
    const tc_known *found[NAMESAKES];
    size_t count = namesakes(r, i, c->number_key, found);
    if (count == 1)
        c->id = known_id(r, c, found[0]);
    else if (count > 1)
        set_candidates(r, c, found, count);
}

static void number_ids(resolver *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->mentions[i].number && r->group[i] == i)
            head_id(r, i);
    for (size_t i = 0; i < r->count; i++) {
        tc_citation *c = &r->items[i];
        if (!r->mentions[i].number || r->group[i] == i)
            continue;
        if (r->group[i] != UINT32_MAX) {
            const tc_citation *head = &r->items[r->group[i]];
            c->id = head->id;
            c->candidates = head->candidates;
            c->candidate_count = head->candidate_count;
            continue;
        }
        size_t kept = 0; /* candidates: the heads' ids, each once */
        for (size_t k = 0; k < c->candidate_count; k++) {
            tc_span id = r->items[c->candidates[k].len].id;
            bool seen = id.len == 0;
            for (size_t s = 0; s < kept; s++)
                seen = seen || tc_span_eq(c->candidates[s], id);
            if (!seen)
                c->candidates[kept++] = id;
        }
        c->candidate_count = kept == 1 ? 0 : kept;
        if (kept == 1)
            c->id = c->candidates[0];
    }
}

/* --- short and given names --- */

static void copy_document(tc_citation *to, const tc_citation *from)
{
    to->number = from->number;
    to->number_key = from->number_key;
    to->id = from->id;
    to->candidates = from->candidates;
    to->candidate_count = from->candidate_count;
    take_over(to, from);
}

static bool short_for(resolver *r, size_t shorter, size_t full)
{
    const tc_number *n = r->mentions[full].number;
    const tc_mention *m = &r->mentions[shorter];
    return n && n->serial == m->serial && n->suffix == m->suffix &&
           tc_same_type(r->items[full].doc_type, r->items[shorter].doc_type) &&
           agree(r, shorter, full);
}

/* A popular name of a document of the centre; of several, all are candidates. */
static bool popular(resolver *r, size_t i)
{
    tc_citation *c = &r->items[i];
    const tc_known *found[NAMESAKES];
    size_t count = r->mentions[i].suffix ? 0 : namesakes(r, i, tc_span_make("", 0), found);
    if (count == 0)
        return false;
    if (tc_span_find(found[0]->key, tc_text_upper(r->c->arena, c->doc_type)) != SIZE_MAX)
        c->number = c->number_key = found[0]->key; /* but "Đề án 06" is no number of a đề án */
    if (count > 1) {
        set_candidates(r, c, found, count);
        return true;
    }
    c->id = known_id(r, c, found[0]);
    c->date = found[0]->date;
    if (tc_span_empty(c->term))
        c->term = found[0]->term;
    return true;
}

enum {
    ANTECEDENTS = 4096, /* how far a short form looks, in mentions */
    TRIES = 64          /* and how many of its serial it asks */
};

/* The numbered mentions of each serial, in the text's order: chains forward and backward. */
typedef struct {
    uint32_t *before, *behind; /* by mention: the nearest numbered one of its serial, UINT32_MAX */
} serials;

static void chain(resolver *r, uint32_t *next, uint32_t *last, size_t mask, uint32_t i)
{
    size_t at = r->mentions[i].serial & mask;
    next[i] = last[at];
    if (r->mentions[i].number)
        last[at] = i;
}

static void chain_serials(resolver *r, serials *s)
{
    size_t size = 16;
    while (size < r->count)
        size *= 2;
    uint32_t *last = tc_arena_space(r->c->arena, size, sizeof *last);
    s->before = tc_arena_space(r->c->arena, r->count + 1, sizeof *s->before);
    s->behind = tc_arena_space(r->c->arena, r->count + 1, sizeof *s->behind);
    memset(last, 0xff, size * sizeof *last);
    for (uint32_t i = 0; i < r->count; i++)
        chain(r, s->before, last, size - 1, i);
    memset(last, 0xff, size * sizeof *last);
    for (uint32_t i = (uint32_t)r->count; i-- > 0;)
        chain(r, s->behind, last, size - 1, i);
}

/* The nearest number that the short form at i can stand for, down one chain. */
static uint32_t antecedent(resolver *r, const uint32_t *next, uint32_t i)
{
    size_t tries = 0;
    for (uint32_t k = next[i]; k != UINT32_MAX && tries++ < TRIES; k = next[k]) {
        if ((k < i ? i - k : k - i) >= ANTECEDENTS)
            return UINT32_MAX;
        if (short_for(r, i, k))
            return k;
    }
    return UINT32_MAX;
}

static void short_names(resolver *r)
{
    serials s;
    chain_serials(r, &s);
    for (uint32_t i = 0; i < r->count; i++) {
        tc_mention *m = &r->mentions[i];
        if (m->kind != TC_MENTION_SHORT)
            continue;
        uint32_t found = antecedent(r, s.before, i);
        if (found == UINT32_MAX)
            found = antecedent(r, s.behind, i);
        if (found != UINT32_MAX)
            copy_document(&r->items[i], &r->items[found]);
        else if (!popular(r, i))
            m->kind = TC_MENTION_NONE;
    }
}

static void defined_names(resolver *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->mentions[i].kind == TC_MENTION_DEFINED)
            copy_document(&r->items[i], &r->items[r->mentions[i].target]);
    for (size_t i = 0; i < r->count; i++) { /* a name is no number in the text */
        if (r->mentions[i].kind != TC_MENTION_DEFINED)
            continue;
        r->items[i].number = r->items[i].number_key = tc_span_make("", 0);
    }
}

/* Mentions that came to nothing go. */
static void compact(resolver *r)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->count; i++) {
        if (r->mentions[i].kind == TC_MENTION_NONE)
            continue;
        r->items[kept] = r->items[i];
        r->mentions[kept++] = r->mentions[i];
    }
    r->c->plan->citations.len = r->c->mentions.len = kept;
}

static void own_identity(tc_reading *r, tc_citer *c)
{
    tc_plan *plan = r->plan;
    if (r->own)
        plan->id =
            tc_identity(c, r->own, plan->doc_type, plan->issuer, plan->date, tc_span_make("", 0));
}

void tc_citation_resolve(tc_reading *reading)
{
    tc_citer *c = reading->citer;
    size_t count = c->mentions.len;
    resolver r = {
        .c = c, .items = c->plan->citations.items, .mentions = c->mentions.items, .count = count};
    r.same_key = tc_arena_array(c->arena, count + 1, sizeof *r.same_key);
    r.group = tc_arena_array(c->arena, count + 1, sizeof *r.group);
    share_right(&r);
    join_numbers(&r);
    number_ids(&r);
    tc_named_resolve(c);
    short_names(&r);
    defined_names(&r);
    compact(&r);
    own_identity(reading, c);
}
