/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/facet.h"

#include <stdlib.h>

#include "base/seal.h"
#include "base/varint.h"
#include "store/field.h"
#include "store/query.h"
#include "store/string_table.h"

enum { FIRST_BITS = 10, HISTOGRAM = 4096, MONTHS = 13, DAYS = 32, MOST_YEAR = 9999 };
enum { CACHED_BITS = 12 }; /* larger tables: all that is looked at is fetched first */

static bool has_keys(tc_facet facet)
{
    return facet >= TC_FACET_ISSUER;
}

static bool is_text(tc_facet facet)
{
    return facet == TC_FACET_TYPE || facet == TC_FACET_NUMBER;
}

tc_span tc_facet_prefix(tc_facet facet)
{
    switch (facet) {
    case TC_FACET_ISSUER:
        return tc_mark_prefix(TC_MARK_ISSUER_NAME);
    case TC_FACET_EVENT:
        return tc_mark_prefix(TC_MARK_EVENT_NAME);
    case TC_FACET_CITES:
        return tc_mark_prefix(TC_MARK_CITED_NAME);
    case TC_FACET_UNIT:
        return tc_mark_prefix(TC_MARK_UNIT_NAME);
    default:
        return TC_SPAN("");
    }
}

/* The high bits: a value's last bytes may not reach the low ones. */
static uint32_t key_of(tc_span value)
{
    return (uint32_t)(tc_checksum(value) >> 40);
}

void tc_facet_write_key(char bytes[TC_FACET_KEY], uint32_t key)
{
    for (unsigned i = 0; i < TC_FACET_KEY; i++)
        bytes[i] = (char)(key >> 8 * i & 0xFF);
}

static inline uint32_t read_key(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

tc_span tc_facet_term(tc_arena *a, tc_facet facet, tc_span value)
{
    char *named = tc_arena_space(a, TC_FACET_KEY + value.len, 1);
    tc_facet_write_key(named, key_of(value));
    if (value.len)
        memcpy(named + TC_FACET_KEY, value.ptr, value.len);
    return tc_term_make(a, tc_facet_prefix(facet), tc_span_make(named, TC_FACET_KEY + value.len));
}

/* ---- writing ------------------------------------------------------------------------------ */

/* Three bytes as a varint. */
static uint32_t pack_day(uint32_t day)
{
    return (day / 10000 * MONTHS + day / 100 % 100) * DAYS + day % 100;
}

static uint32_t unpack_day(uint32_t packed)
{
    return packed / DAYS / MONTHS * 10000 + packed / DAYS % MONTHS * 100 + packed % DAYS;
}

void tc_facets_put(tc_buf *b, const tc_facets *f)
{
    tc_put_uint(b, pack_day(f->day));
    for (int k = TC_FACET_TYPE; k < TC_FACET_KINDS; k++) {
        tc_put_uint(b, f->values[k].len);
        for (size_t i = 0; i < f->values[k].len; i++) {
            char key[TC_FACET_KEY];
            if (!has_keys((tc_facet)k)) {
                tc_put_string(b, f->values[k].items[i]);
                continue;
            }
            tc_facet_write_key(key, key_of(f->values[k].items[i]));
            tc_buf_add(b, tc_span_make(key, sizeof key));
        }
    }
}

/* ---- counting ----------------------------------------------------------------------------- */

typedef struct {
    uint32_t key, count; /* count 0: free */
} entry;

/* Open addressing. Keys: a day, three bytes of a checksum, or the number of a text. */
typedef struct {
    entry *entries;
    unsigned bits;
    size_t len;
} tally;

struct tc_facet_counter {
    tally tallies[TC_FACET_KINDS]; /* no entries: not asked for */
    int last;                      /* kind in TC_FACET_SLOT that is asked for, or 0 */
    tc_arena arena;
    tc_string_table texts[TC_FACET_KINDS];
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
        if (kind != TC_FACET_NUMBER && (int)kind > c->last)
            c->last = (int)kind;
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

static uint32_t number_slot(void)
{
    return tc_field_at(TC_FIELD_ID_NUMBER)->slot;
}

size_t tc_facet_counter_slots(uint32_t slots[TC_FACET_SLOTS], const tc_facet_counter *c)
{
    size_t len = 0;
    if (c->last)
        slots[len++] = TC_FACET_SLOT;
    if (c->tallies[TC_FACET_NUMBER].entries)
        slots[len++] = number_slot();
    return len;
}

static inline size_t place_of(const tally *t, uint32_t key)
{
    return (size_t)(key * 0x9E3779B97F4A7C15u >> (64 - t->bits));
}

static inline entry *find(const tally *t, uint32_t key)
{
    size_t mask = ((size_t)1 << t->bits) - 1;
    size_t i = place_of(t, key);
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

static bool count_new(tally *t, entry *e, uint32_t key, uint32_t times)
{
    if (t->len >= (size_t)1 << (t->bits - 1)) {
        if (!enlarge(t))
            return false;
        e = find(t, key);
    }
    t->len++;
    *e = (entry){key, times};
    return true;
}

static inline bool count_key(tally *t, uint32_t key, uint32_t times)
{
    entry *e = find(t, key);
    if (!e->count)
        return count_new(t, e, key, times);
    e->count += times;
    return true;
}

static bool count_text(tc_facet_counter *c, tc_facet facet, tc_span text, uint32_t times)
{
    tc_arena_catch guard;
    uint32_t number = tc_string_find(&c->texts[facet], text);
    if (number == TC_NO_STRING) {
        if (TC_ARENA_CATCH(&c->arena, &guard))
            return false;
        number = tc_string_add(&c->arena, &c->texts[facet], text);
        tc_arena_uncatch(&c->arena, &guard);
    }
    return count_key(&c->tallies[facet], number, times);
}

/* Most counts and lengths are a byte. */
static inline uint64_t get_uint(tc_cursor *in)
{
    if (in->pos < in->in.len && (unsigned char)in->in.ptr[in->pos] < 0x80)
        return (unsigned char)in->in.ptr[in->pos++];
    return tc_get_uint(in);
}

static bool count_keys(tally *t, tc_cursor *in, uint64_t n, uint32_t times)
{
    if (n > (in->in.len - in->pos) / TC_FACET_KEY) {
        in->bad = true;
        return true;
    }
    const char *p = in->in.ptr + in->pos, *end = p + n * TC_FACET_KEY;
    in->pos += (size_t)n * TC_FACET_KEY;
    if (!t->entries)
        return true;
    if (t->bits > CACHED_BITS)
        for (const char *ahead = p; ahead < end; ahead += TC_FACET_KEY)
            __builtin_prefetch(&t->entries[place_of(t, read_key(ahead))], 1);
    for (; p < end; p += TC_FACET_KEY)
        if (!count_key(t, read_key(p), times))
            return false;
    return true;
}

static bool count_texts(tc_facet_counter *c, tc_facet facet, tc_cursor *in, uint64_t n,
                        uint32_t times)
{
    for (uint64_t i = 0; i < n && !in->bad; i++) {
        tc_span text = tc_get_string(in);
        if (!in->bad && c->tallies[facet].entries && !count_text(c, facet, text, times))
            return false;
    }
    return true;
}

static bool count_day(tally *days, uint64_t packed, uint32_t times, bool *bad)
{
    *bad = *bad || packed >= (uint64_t)(MOST_YEAR + 1) * MONTHS * DAYS;
    if (!days->entries || packed == 0 || *bad)
        return true;
    return count_key(days, unpack_day((uint32_t)packed), times);
}

static tc_status count_all(tc_facet_counter *c, tc_span slot, uint32_t times)
{
    tc_cursor in = {slot, 0, false};
    uint64_t day = tc_get_uint(&in);
    if (!count_day(&c->tallies[TC_FACET_DAY], day, times, &in.bad))
        return TC_ENOMEM;
    for (int k = TC_FACET_TYPE; k <= c->last && !in.bad; k++) {
        uint64_t n = get_uint(&in);
        if (in.bad)
            break;
        if (!(has_keys((tc_facet)k) ? count_keys(&c->tallies[k], &in, n, times)
                                    : count_texts(c, (tc_facet)k, &in, n, times)))
            return TC_ENOMEM;
    }
    return in.bad ? TC_ECORRUPT : TC_OK;
}

tc_status tc_facet_counter_add(tc_facet_counter *c, uint32_t slot, tc_span value, uint32_t times)
{
    if (value.len == 0)
        return TC_OK;
    if (slot == TC_FACET_SLOT)
        return count_all(c, value, times);
    return count_text(c, TC_FACET_NUMBER, value, times) ? TC_OK : TC_ENOMEM;
}

/* ---- the most frequent -------------------------------------------------------------------- */

static int larger_first(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x > y ? -1 : x < y;
}

/* Nearly all values are rare, so that these need only be tallied, not sorted. */
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

/* Days without a month are of a year too. */
static bool add_years(tally *years, const tally *days)
{
    if (!enlarge(years))
        return false;
    for (size_t i = 0; i < (size_t)1 << days->bits; i++) {
        const entry *e = &days->entries[i];
        if (e->count && e->key >= 10000 && !count_key(years, e->key / 10000, e->count))
            return false;
    }
    return true;
}

/* What the facet is counted in; made: to be freed. NULL: no memory. */
static const tally *tally_of(tally *made, const tc_facet_counter *c, tc_facet facet)
{
    *made = (tally){0};
    if (facet != TC_FACET_YEAR)
        return &c->tallies[facet];
    if (add_years(made, &c->tallies[TC_FACET_DAY]))
        return made;
    free(made->entries);
    return NULL;
}

bool tc_facet_least(uint32_t *least, tc_arena *arena, const tc_facet_counter *c,
                    const struct tc_facet_request *asked)
{
    tc_arena_catch guard;
    tally made;
    const tally *t = tally_of(&made, c, asked->facet);
    entry *own = made.entries;
    if (!t)
        return false;
    if (TC_ARENA_CATCH(arena, &guard)) {
        free(own);
        return false;
    }
    *least = least_count(arena, t, asked->limit);
    tc_arena_uncatch(arena, &guard);
    free(own);
    return true;
}

static void add_pick(tc_facet_picks *p, const tc_facet_counter *c, tc_facet facet, const entry *e)
{
    tc_facet_pick pick = {.key = e->key, .count = e->count};
    if (facet == TC_FACET_DAY)
        pick.name = tc_span_str(tc_arena_printf(p->arena, "%08u", e->key));
    else if (facet == TC_FACET_YEAR)
        pick.name = tc_span_str(tc_arena_printf(p->arena, "%04u", e->key));
    else if (is_text(facet))
        pick.name = tc_arena_copy(p->arena, c->texts[facet].strings.items[e->key]);
    p->unnamed += pick.name.len == 0;
    tc_vec_push(p->arena, &p->items, pick);
}

/* Where the number of a key, + 1, stands or belongs. */
static uint32_t *pick_slot(const tc_facet_picks *p, uint32_t key)
{
    size_t i = (size_t)key & p->mask;
    while (p->by_key[i] && p->items.items[p->by_key[i] - 1].key != key)
        i = (i + 1) & p->mask;
    return &p->by_key[i];
}

static void pick(tc_facet_picks *p, const tc_facet_counter *c, tc_facet facet, const tally *t,
                 uint32_t least)
{
    for (size_t i = 0; i < (size_t)1 << t->bits; i++)
        if (t->entries[i].count >= least)
            add_pick(p, c, facet, &t->entries[i]);
    size_t size = 16;
    while (size < 2 * p->items.len)
        size *= 2;
    p->mask = size - 1;
    p->by_key = tc_arena_array(p->arena, size, sizeof *p->by_key);
    for (size_t i = 0; i < p->items.len; i++)
        *pick_slot(p, p->items.items[i].key) = (uint32_t)i + 1;
}

bool tc_facet_pick_all(tc_facet_picks *out, tc_arena *arena, const tc_facet_counter *c,
                       tc_facet facet, uint32_t least)
{
    tc_arena_catch guard;
    tally made;
    *out = (tc_facet_picks){.arena = arena};
    const tally *t = tally_of(&made, c, facet);
    entry *own = made.entries;
    if (!t)
        return false;
    if (TC_ARENA_CATCH(arena, &guard)) {
        free(own);
        return false;
    }
    pick(out, c, facet, t, least);
    tc_arena_uncatch(arena, &guard);
    free(own);
    return true;
}

bool tc_facet_picks_name(tc_facet_picks *p, tc_span rest)
{
    tc_arena_catch guard;
    if (rest.len <= TC_FACET_KEY)
        return true;
    uint32_t key = read_key(rest.ptr), at = *pick_slot(p, key);
    if (!at)
        return true;
    if (TC_ARENA_CATCH(p->arena, &guard))
        return false;
    tc_span name = tc_arena_copy(p->arena, tc_span_sub(rest, TC_FACET_KEY, rest.len));
    tc_facet_pick *first = &p->items.items[at - 1];
    if (first->name.len == 0) {
        first->name = name;
        p->unnamed--;
    } else {
        tc_facet_pick second = {.name = name, .key = key, .other = at};
        tc_vec_push(p->arena, &p->items, second);
    }
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

void tc_facet_picks_settle(tc_facet_picks *p)
{
    if (p->items.len)
        qsort(p->items.items, p->items.len, sizeof *p->items.items, by_count);
    while (p->items.len && p->items.items[p->items.len - 1].count == 0)
        p->items.len--;
}
