/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/facet.h"

#include <endian.h>
#include <stdlib.h>

#include "base/seal.h"
#include "base/varint.h"
#include "store/field.h"

enum { KEY_BYTES = 6, FIRST_BITS = 8, HISTOGRAM = 4096 };

static bool is_checksum(tc_facet facet)
{
    return facet >= TC_FACET_ISSUER;
}

tc_span tc_facet_prefix(tc_facet facet)
{
    switch (facet) {
    case TC_FACET_ISSUER:
        return tc_mark_prefix(TC_MARK_ISSUER_NAME);
    case TC_FACET_UNIT:
        return tc_mark_prefix(TC_MARK_UNIT_NAME);
    case TC_FACET_CITES:
        return tc_field_prefix(TC_FIELD_ID_CITES);
    default:
        return TC_SPAN("");
    }
}

/* As many bits as a slot has of it. */
static uint64_t key_of(tc_span value)
{
    return tc_checksum(value) & (((uint64_t)1 << 8 * KEY_BYTES) - 1);
}

/* ---- writing ------------------------------------------------------------------------------ */

void tc_facets_put(tc_buf *b, const tc_facets *f)
{
    tc_put_uint(b, f->day);
    for (int k = TC_FACET_TYPE; k < TC_FACET_KINDS; k++) {
        tc_put_uint(b, f->values[k].len);
        for (size_t i = 0; i < f->values[k].len; i++) {
            char key[KEY_BYTES];
            if (!is_checksum((tc_facet)k)) {
                tc_put_string(b, f->values[k].items[i]);
                continue;
            }
            for (unsigned n = 0; n < KEY_BYTES; n++)
                key[n] = (char)(key_of(f->values[k].items[i]) >> 8 * n);
            tc_buf_add(b, tc_span_make(key, sizeof key));
        }
    }
}

/* ---- counting ----------------------------------------------------------------------------- */

typedef struct {
    uint64_t key;
    uint32_t count; /* 0: free */
    uint32_t at;    /* a document; or which text */
} entry;

/* Open addressing. Most values are rare ones: what is looked at is one cache line each. */
typedef struct {
    entry *entries;
    unsigned bits;
    size_t len;
} tally;

struct tc_facet_counter {
    tally tallies[TC_FACET_KINDS]; /* no entries: not asked for */
    int last;                      /* kind that is asked for */
    tc_arena arena;                /* values that stood in the slot */
    TC_VEC(tc_span) texts;
};

static bool enlarge(tally *t);

tc_facet_counter *tc_facet_counter_new(const struct tc_facet_request *asked, size_t count)
{
    tc_facet_counter *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    tc_arena_init(&c->arena);
    for (size_t i = 0; i < count; i++) {
        tc_facet kind = asked[i].facet == TC_FACET_YEAR ? TC_FACET_DAY : asked[i].facet;
        if (!c->tallies[kind].entries && !enlarge(&c->tallies[kind])) {
            tc_facet_counter_free(c);
            return NULL;
        }
        c->last = (int)kind > c->last ? (int)kind : c->last;
    }
    return c;
}

void tc_facet_counter_free(tc_facet_counter *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < TC_FACET_KINDS; i++)
        free(c->tallies[i].entries);
    tc_arena_release(&c->arena);
    free(c);
}

static inline entry *find(const tally *t, uint64_t key)
{
    size_t mask = ((size_t)1 << t->bits) - 1;
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> (64 - t->bits));
    while (t->entries[i].count && t->entries[i].key != key)
        i = (i + 1) & mask;
    return &t->entries[i];
}

static bool enlarge(tally *t)
{
    tally bigger = {.bits = t->entries ? t->bits + 1 : FIRST_BITS, .len = t->len};
    bigger.entries = calloc((size_t)1 << bigger.bits, sizeof *bigger.entries);
    if (!bigger.entries)
        return false;
    for (size_t i = 0; t->entries && i < (size_t)1 << t->bits; i++)
        if (t->entries[i].count)
            *find(&bigger, t->entries[i].key) = t->entries[i];
    free(t->entries);
    *t = bigger;
    return true;
}

/* The entry of a key; its count is 0 when it is new. NULL: no memory. */
static inline entry *entry_of(tally *t, uint64_t key)
{
    entry *e = find(t, key);
    if (e->count)
        return e;
    if (t->len >= (size_t)1 << (t->bits - 1)) {
        if (!enlarge(t))
            return NULL;
        e = find(t, key);
    }
    t->len++;
    e->key = key;
    return e;
}

static bool count_key(tally *t, uint64_t key, uint32_t times, uint32_t id)
{
    entry *e = entry_of(t, key);
    if (!e)
        return false;
    e->at = e->at ? e->at : id;
    e->count += times;
    return true;
}

static bool keep_text(tc_facet_counter *c, tc_span text)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&c->arena, &guard))
        return false;
    tc_vec_push(&c->arena, &c->texts, tc_arena_copy(&c->arena, text));
    tc_arena_uncatch(&c->arena, &guard);
    return true;
}

static bool count_text(tc_facet_counter *c, tally *t, tc_span text, uint32_t times)
{
    entry *e = entry_of(t, tc_checksum(text));
    if (!e || (e->count == 0 && !keep_text(c, text)))
        return false;
    if (e->count == 0)
        e->at = (uint32_t)c->texts.len - 1;
    e->count += times;
    return true;
}

static inline uint64_t read_key(const char *p)
{
    uint32_t low;
    uint16_t high;
    memcpy(&low, p, sizeof low);
    memcpy(&high, p + sizeof low, sizeof high);
    return (uint64_t)le16toh(high) << 32 | le32toh(low);
}

/* Most counts and lengths are a byte. */
static inline uint64_t get_uint(tc_cursor *in)
{
    if (in->pos < in->in.len && (unsigned char)in->in.ptr[in->pos] < 0x80)
        return (unsigned char)in->in.ptr[in->pos++];
    return tc_get_uint(in);
}

static bool count_keys(tally *t, tc_cursor *in, uint64_t n, uint32_t times, uint32_t id)
{
    const char *p = in->in.ptr + in->pos;
    if (n > (in->in.len - in->pos) / KEY_BYTES) {
        in->bad = true;
        return true;
    }
    in->pos += (size_t)n * KEY_BYTES;
    for (uint64_t i = 0; t->entries && i < n; i++, p += KEY_BYTES)
        if (!count_key(t, read_key(p), times, id))
            return false;
    return true;
}

static bool count_texts(tc_facet_counter *c, tally *t, tc_cursor *in, uint64_t n, uint32_t times)
{
    for (uint64_t i = 0; i < n && !in->bad; i++) {
        tc_span text = tc_get_string(in);
        if (!in->bad && t->entries && !count_text(c, t, text, times))
            return false;
    }
    return true;
}

tc_status tc_facet_counter_add(tc_facet_counter *c, tc_span slot, uint32_t times, uint32_t id)
{
    tc_cursor in = {slot, 0, false};
    if (slot.len == 0)
        return TC_OK;
    uint64_t day = tc_get_uint(&in);
    tally *days = &c->tallies[TC_FACET_DAY];
    if (days->entries && day && !in.bad && !count_key(days, day, times, id))
        return TC_ENOMEM;
    for (int k = TC_FACET_TYPE; k <= c->last && !in.bad; k++) {
        tally *t = &c->tallies[k];
        uint64_t n = get_uint(&in);
        if (in.bad)
            break;
        if (!(is_checksum((tc_facet)k) ? count_keys(t, &in, n, times, id)
                                       : count_texts(c, t, &in, n, times)))
            return TC_ENOMEM;
    }
    return in.bad ? TC_ECORRUPT : TC_OK;
}

/* ---- the most frequent -------------------------------------------------------------------- */

static int larger_first(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x > y ? -1 : x < y;
}

/* How often the value comes that so many come at least as often as. Nearly all values are rare, so
 * that these need only be tallied, not sorted. */
static uint32_t least_count(tc_arena *arena, const tally *t, size_t limit)
{
    uint32_t *rare = tc_arena_array(arena, HISTOGRAM, sizeof *rare);
    TC_VEC(uint32_t) frequent = {0};
    if (limit == 0 || t->len <= limit)
        return 1;
    for (size_t i = 0; i < (size_t)1 << t->bits; i++) {
        uint32_t n = t->entries[i].count;
        if (n >= HISTOGRAM)
            tc_vec_push(arena, &frequent, n);
        else if (n)
            rare[n]++;
    }
    if (frequent.items && frequent.len >= limit) {
        qsort(frequent.items, frequent.len, sizeof *frequent.items, larger_first);
        return frequent.items[limit - 1];
    }
    uint32_t n = HISTOGRAM;
    for (size_t seen = frequent.len; seen < limit && n > 1;)
        seen += rare[--n];
    return n;
}

static void add_pick(tc_facet_picks *p, const tc_facet_counter *c, tc_facet facet, const entry *e)
{
    tc_facet_pick *pick = &p->items[p->len++];
    *pick = (tc_facet_pick){.key = e->key, .count = e->count, .id = e->at, .named = true};
    if (facet == TC_FACET_DAY)
        pick->name = tc_span_str(tc_arena_printf(p->arena, "%08llu", (unsigned long long)e->key));
    else if (facet == TC_FACET_YEAR)
        pick->name = tc_span_str(tc_arena_printf(p->arena, "%04llu", (unsigned long long)e->key));
    else if (!is_checksum(facet))
        pick->name = tc_arena_copy(p->arena, c->texts.items[e->at]);
    else
        pick->named = false;
    p->unnamed += !pick->named;
}

/* Where the number of a key, + 1, stands or belongs. */
static uint32_t *pick_slot(const tc_facet_picks *p, uint64_t key)
{
    size_t i = (size_t)key & p->mask;
    while (p->by_key[i] && p->items[p->by_key[i] - 1].key != key)
        i = (i + 1) & p->mask;
    return &p->by_key[i];
}

static void pick(tc_facet_picks *p, const tc_facet_counter *c, tc_facet facet, const tally *t,
                 size_t limit)
{
    uint32_t least = least_count(p->arena, t, limit);
    p->items = tc_arena_array(p->arena, t->len, sizeof *p->items);
    for (size_t i = 0; i < (size_t)1 << t->bits; i++)
        if (t->entries[i].count >= least)
            add_pick(p, c, facet, &t->entries[i]);
    size_t size = 16;
    while (size < 2 * p->len)
        size *= 2;
    p->mask = size - 1;
    p->by_key = tc_arena_array(p->arena, size, sizeof *p->by_key);
    for (size_t i = 0; i < p->len; i++)
        *pick_slot(p, p->items[i].key) = (uint32_t)i + 1;
}

/* Days without a month are of a year too. */
static bool add_years(tally *years, const tally *days)
{
    if (!enlarge(years))
        return false;
    for (size_t i = 0; i < (size_t)1 << days->bits; i++) {
        const entry *e = &days->entries[i];
        if (e->count && e->key >= 10000 && !count_key(years, e->key / 10000, e->count, e->at))
            return false;
    }
    return true;
}

bool tc_facet_pick_top(tc_facet_picks *out, tc_arena *arena, const tc_facet_counter *c,
                       const struct tc_facet_request *asked)
{
    tc_arena_catch guard;
    tally years = {0};
    bool by_year = asked->facet == TC_FACET_YEAR;
    *out = (tc_facet_picks){.arena = arena};
    if (by_year && !add_years(&years, &c->tallies[TC_FACET_DAY])) {
        free(years.entries);
        return false;
    }
    entry *made = years.entries; /* by years, or NULL */
    if (TC_ARENA_CATCH(arena, &guard)) {
        free(made);
        return false;
    }
    pick(out, c, asked->facet, by_year ? &years : &c->tallies[asked->facet], asked->limit);
    tc_arena_uncatch(arena, &guard);
    free(made);
    return true;
}

bool tc_facet_picks_name(tc_facet_picks *p, tc_span name)
{
    tc_arena_catch guard;
    uint32_t at = *pick_slot(p, key_of(name));
    if (!at || p->items[at - 1].named)
        return true;
    if (TC_ARENA_CATCH(p->arena, &guard))
        return false;
    p->items[at - 1].name = tc_arena_copy(p->arena, name);
    p->items[at - 1].named = true;
    p->unnamed--;
    tc_arena_uncatch(p->arena, &guard);
    return true;
}

static int by_count(const void *a, const void *b)
{
    const tc_facet_pick *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return tc_span_cmp(x->name, y->name);
}

void tc_facet_picks_settle(tc_facet_picks *p, size_t limit)
{
    if (p->len)
        qsort(p->items, p->len, sizeof *p->items, by_count);
    if (limit && p->len > limit)
        p->len = limit;
}
