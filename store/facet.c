/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/facet.h"

#include <endian.h>
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
    uint32_t lately[TC_FACET_KINDS]; /* of texts: the one that was counted last */
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

static inline size_t mask_of(const tally *t)
{
    return ((size_t)1 << t->bits) - 1;
}

/* Keys are spread already: bits of a checksum, or numbers that follow each other. */
static inline entry *find(const tally *t, uint32_t key)
{
    const size_t mask = mask_of(t);
    entry *const all = t->entries;
    size_t i = key & mask;
    while (all[i].key != key && all[i].count)
        i = (i + 1) & mask;
    return &all[i];
}

static bool enlarge(tally *t)
{
    unsigned bits = t->entries ? t->bits + 1 : FIRST_BITS;
    tally bigger = {.bits = bits, .entries = calloc((size_t)1 << bits, sizeof(entry))};
    if (!bigger.entries)
        return false;
    for (size_t i = 0; t->entries && i < (size_t)1 << t->bits; i++)
        if (t->entries[i].count)
            *find(&bigger, t->entries[i].key) = t->entries[i];
    free(t->entries);
    t->entries = bigger.entries;
    t->bits = bits;
    return true;
}

static bool count_new(tally *t, entry *e, uint32_t key, uint32_t times)
{
    if (t->len >= ((size_t)1 << t->bits) / 8 * 5) {
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

/* Nearly all documents are of the same few types. */
static uint32_t number_of(const tc_facet_counter *c, tc_facet facet, tc_span text)
{
    const tc_string_table *known = &c->texts[facet];
    uint32_t lately = c->lately[facet];
    if (lately < known->strings.len && tc_span_eq(known->strings.items[lately], text))
        return lately;
    return tc_string_find(known, text);
}

static bool count_text(tc_facet_counter *c, tc_facet facet, tc_span text, uint32_t times)
{
    tc_arena_catch guard;
    uint32_t number = number_of(c, facet, text);
    if (number == TC_NO_STRING) {
        if (TC_ARENA_CATCH(&c->arena, &guard))
            return false;
        number = tc_string_add(&c->arena, &c->texts[facet], text);
        tc_arena_uncatch(&c->arena, &guard);
    }
    c->lately[facet] = number;
    return count_key(&c->tallies[facet], number, times);
}

/* Most counts and lengths are a byte. */
static inline uint64_t get_uint(tc_cursor *in)
{
    if (in->pos < in->in.len && (unsigned char)in->in.ptr[in->pos] < 0x80)
        return (unsigned char)in->in.ptr[in->pos++];
    return tc_get_uint(in);
}

/* A key with the byte before it, which is of the key or the number before: one word is read. */
static inline uint32_t key_behind(const char *before)
{
    uint32_t word;
    memcpy(&word, before, sizeof word);
    return le32toh(word) >> 8;
}

static inline void fetch(const tally *t, const char *before, const char *end)
{
    const size_t mask = mask_of(t);
    const entry *all = t->entries;
    for (; before < end; before += TC_FACET_KEY)
        __builtin_prefetch(&all[key_behind(before) & mask], 1);
}

/* Before: the byte before the first. Most keys are known, and where they belong. */
static bool count_each(tally *t, const char *before, const char *end, uint32_t times)
{
    size_t mask = mask_of(t);
    entry *all = t->entries;
    if (t->bits > CACHED_BITS)
        fetch(t, before, end);
    for (; before < end; before += TC_FACET_KEY) {
        const uint32_t key = key_behind(before);
        entry *e = &all[key & mask];
        if (e->key == key && e->count) {
            e->count += times;
            continue;
        }
        if (!count_key(t, key, times))
            return false;
        mask = mask_of(t);
        all = t->entries;
    }
    return true;
}

static bool count_keys(tally *t, tc_cursor *in, uint64_t n, uint32_t times)
{
    if (n > (in->in.len - in->pos) / TC_FACET_KEY) {
        in->bad = true;
        return true;
    }
    const char *before = in->in.ptr + in->pos - 1;
    in->pos += (size_t)n * TC_FACET_KEY;
    return !t->entries || count_each(t, before, before + n * TC_FACET_KEY, times);
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
static const tally *tally_of(tally *made, tc_facet_counter *c, tc_facet facet)
{
    *made = (tally){0};
    if (facet != TC_FACET_YEAR)
        return &c->tallies[facet];
    if (add_years(made, &c->tallies[TC_FACET_DAY]))
        return made;
    free(made->entries);
    return NULL;
}

bool tc_facet_least(uint32_t *least, tc_arena *arena, tc_facet_counter *c,
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

static tc_span digits_of(tc_arena *a, uint32_t number, size_t count)
{
    char *digits = tc_arena_space(a, count, 1);
    for (size_t i = count; i-- > 0; number /= 10)
        digits[i] = (char)('0' + number % 10);
    return tc_span_make(digits, count);
}

static void add_pick(tc_facet_picks *p, const tc_facet_counter *c, tc_facet facet, const entry *e)
{
    tc_facet_pick pick = {.key = e->key, .count = e->count};
    if (facet == TC_FACET_DAY)
        pick.name = digits_of(p->arena, e->key, 8);
    else if (facet == TC_FACET_YEAR)
        pick.name = digits_of(p->arena, e->key, 4);
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

bool tc_facet_pick_all(tc_facet_picks *out, tc_arena *arena, tc_facet_counter *c, tc_facet facet,
                       uint32_t least)
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
