/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the tables, all keys in byte order:
 *
 *   postlist  metadata, bounds of value slots, values by slot, lengths of documents, and for each
 *             term its documents; lists are cut into pieces of about 2,000 bytes
 *   termlist  for each document its terms, the beginning that each has in common with the one
 *             before left out; and which value slots it has
 *   docdata   the stored bytes, packed already, written as documents come
 */
#include "store/glass.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/varint.h"
#include "store/glass_format.h"
#include "store/glass_table.h"
#include "store/string_table.h"

enum {
    PIECE = 2000,
    AHEAD = 16, /* how far ahead of its use something is fetched */
};

typedef struct {
    uint32_t documents, last, at; /* at: its posting in the last document */
} term_state;

typedef struct {
    uint32_t term, wdf;
} posting;

typedef struct {
    uint32_t document, slot;
    tc_span value;
} value_entry;

struct tc_glass {
    char *dir;
    char head[TC_GLASS_FILE_HEAD];
    tc_arena arena;
    tc_string_table terms, keys; /* keys: of metadata */
    TC_VEC(term_state) states;   /* of terms */
    TC_VEC(tc_span) metadata;    /* of keys */
    TC_VEC(posting) postings;    /* of all documents, one after the other */
    TC_VEC(size_t) ends;         /* of each document's postings */
    TC_VEC(uint64_t) lengths;    /* of documents: sums of wdf */
    TC_VEC(value_entry) values;
    uint32_t most_wdf;
    tc_glass_table *docdata;
    tc_buf key, tag, roots[TC_GLASS_TABLES];
};

/* ---- opening ------------------------------------------------------------------------------ */

static tc_status open_table(tc_glass_table **out, tc_glass *g, const char *name, tc_glass_tags tags,
                            tc_error *err)
{
    return tc_glass_table_new(out, tc_arena_printf(&g->arena, "%s/%s.glass", g->dir, name), tags,
                              err);
}

static tc_status open_caught(tc_glass *g, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&g->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to write %s", g->dir);
    tc_status st = tc_glass_read_head(g->head, g->dir, err);
    if (st == TC_OK)
        st = open_table(&g->docdata, g, "docdata", TC_GLASS_WRAPPED, err);
    tc_arena_uncatch(&g->arena, &guard);
    return st;
}

tc_status tc_glass_new(tc_glass **out, const char *dir, tc_error *err)
{
    tc_glass *g = calloc(1, sizeof *g);
    *out = NULL;
    if (!g || !(g->dir = strdup(dir))) {
        free(g);
        return tc_fail(err, TC_ENOMEM, "no memory to write %s", dir);
    }
    tc_arena_init(&g->arena);
    tc_buf_init(&g->key, 0);
    tc_buf_init(&g->tag, 0);
    for (size_t i = 0; i < TC_GLASS_TABLES; i++)
        tc_buf_init(&g->roots[i], 0);
    tc_status st = open_caught(g, err);
    if (st == TC_OK)
        *out = g;
    else
        tc_glass_abandon(g);
    return st;
}

void tc_glass_abandon(tc_glass *g)
{
    if (!g)
        return;
    tc_glass_table_abandon(g->docdata);
    tc_buf_release(&g->key);
    tc_buf_release(&g->tag);
    for (size_t i = 0; i < TC_GLASS_TABLES; i++)
        tc_buf_release(&g->roots[i]);
    tc_arena_release(&g->arena);
    free(g->dir);
    free(g);
}

/* ---- gathering ---------------------------------------------------------------------------- */

static uint32_t document_count(const tc_glass *g)
{
    return (uint32_t)g->ends.len;
}

static void add_posting(tc_glass *g, uint32_t document, uint32_t term, uint32_t wdf)
{
    term_state *s = &g->states.items[term];
    if (s->last != document) {
        if (g->postings.len >= UINT32_MAX)
            tc_arena_no_memory(&g->arena);
        s->last = document;
        s->at = (uint32_t)g->postings.len;
        s->documents++;
        tc_vec_push(&g->arena, &g->postings, ((posting){term, 0}));
    }
    posting *p = &g->postings.items[s->at];
    p->wdf += wdf;
    if (p->wdf > g->most_wdf)
        g->most_wdf = p->wdf;
}

static uint32_t sought_term(tc_glass *g, tc_span name, const tc_string_probe *sought)
{
    uint32_t term = tc_string_add_sought(&g->arena, &g->terms, name, sought);
    if (term == g->states.len)
        tc_vec_add(&g->arena, &g->states);
    __builtin_prefetch(&g->states.items[term], 1);
    return term;
}

/* Each term takes three steps, and has others in between: what it needs is fetched meanwhile. */
static void add_postings(tc_glass *g, uint32_t document, const tc_document *d)
{
    tc_string_probe sought[AHEAD];
    uint32_t terms[AHEAD];
    for (size_t i = 0; i < d->term_count + 2 * AHEAD; i++) {
        size_t slot = i % AHEAD, second = i - AHEAD, third = second - AHEAD;
        if (third < d->term_count) /* false below 0, too */
            add_posting(g, document, terms[slot], d->terms[third].wdf);
        if (second < d->term_count)
            terms[slot] = sought_term(g, tc_document_term_at(d, second), &sought[slot]);
        if (i < d->term_count)
            sought[slot] = tc_string_seek(&g->terms, tc_document_term_at(d, i));
    }
}

static void put_terms(tc_glass *g, tc_span unique_term, const tc_document *d)
{
    uint32_t document = document_count(g) + 1;
    size_t start = g->postings.len;
    uint64_t length = 0;
    tc_string_probe unique = tc_string_seek(&g->terms, unique_term);
    add_postings(g, document, d);
    add_posting(g, document, sought_term(g, unique_term, &unique), 0);
    for (size_t i = start; i < g->postings.len; i++)
        length += g->postings.items[i].wdf;
    tc_vec_push(&g->arena, &g->ends, g->postings.len);
    tc_vec_push(&g->arena, &g->lengths, length);
    for (size_t i = 0; i < d->values.len; i++) {
        const tc_document_value *v = &d->values.items[i];
        if (v->value.len)
            tc_vec_push(&g->arena, &g->values,
                        ((value_entry){document, v->slot, tc_arena_copy(&g->arena, v->value)}));
    }
}

tc_status tc_glass_put(tc_glass *g, tc_docid *id, tc_span unique_term, const tc_document *d,
                       tc_error *err)
{
    if (tc_string_find(&g->terms, unique_term) != TC_NO_STRING)
        return tc_fail(err, TC_EINTERNAL, "%s: this document is there already", g->dir);
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&g->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to write %s", g->dir);
    put_terms(g, unique_term, d);
    tc_arena_uncatch(&g->arena, &guard);
    if (id)
        *id = document_count(g);
    if (d->data.len == 0)
        return TC_OK;
    tc_buf_reset(&g->key);
    tc_glass_put_number(&g->key, document_count(g));
    if (g->key.status != TC_OK)
        return tc_fail(err, g->key.status, "no memory to write %s", g->dir);
    return tc_glass_table_add(g->docdata, tc_buf_span(&g->key), tc_buf_span(&d->data), err);
}

tc_status tc_glass_set_metadata(tc_glass *g, tc_span key, tc_span value, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&g->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to write %s", g->dir);
    uint32_t number = tc_string_add(&g->arena, &g->keys, key);
    if (number == g->metadata.len)
        tc_vec_add(&g->arena, &g->metadata);
    g->metadata.items[number] = tc_arena_copy(&g->arena, value);
    tc_arena_uncatch(&g->arena, &guard);
    return TC_OK;
}

tc_span tc_glass_metadata(const tc_glass *g, tc_span key)
{
    uint32_t number = tc_string_find(&g->keys, key);
    return number == TC_NO_STRING ? tc_span_make(NULL, 0) : g->metadata.items[number];
}

size_t tc_glass_postings(const tc_glass *g)
{
    return g->postings.len;
}

/* ---- entries ------------------------------------------------------------------------------ */

static tc_status add_entry(tc_glass *g, tc_glass_table *t, tc_error *err)
{
    tc_status st = g->key.status == TC_OK ? g->tag.status : g->key.status;
    if (st != TC_OK)
        return tc_fail(err, st, "no memory to write %s", g->dir);
    return tc_glass_table_add(t, tc_buf_span(&g->key), tc_buf_span(&g->tag), err);
}

/* Keys that are no terms begin with a NUL and what they are. */
static void start_key(tc_glass *g, unsigned char kind)
{
    tc_buf_reset(&g->key);
    tc_buf_addc(&g->key, '\0');
    tc_buf_addc(&g->key, (char)kind);
    tc_buf_reset(&g->tag);
}

/* A NUL in a term is followed by 0xFF. */
static void put_term_key(tc_buf *key, tc_span term)
{
    for (const char *nul; term.len && (nul = memchr(term.ptr, 0, term.len)) != NULL;) {
        size_t len = (size_t)(nul - term.ptr) + 1;
        tc_buf_add(key, tc_span_sub(term, 0, len));
        tc_buf_addc(key, (char)0xFF);
        term = tc_span_sub(term, len, term.len);
    }
    tc_buf_add(key, term);
}

/* ---- lists of documents ------------------------------------------------------------------- */

typedef struct {
    uint32_t document, number; /* number: wdf, or a document's length */
} listed;

/* As tc_put_uint, to where there is room: these two write nearly all that is in the tables. */
static char *write_uint(char *at, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        *at++ = (char)(value | 0x80);
    *at++ = (char)value;
    return at;
}

enum { UINT_MOST = 10 };

/* A piece: is it the last, how far it reaches, and each document (but the first) as the distance
 * to the one before, less 1, with its number. Returns how many documents it took. */
static size_t put_piece(tc_buf *out, tc_buf *body, const listed *list, size_t count)
{
    size_t n = 0;
    tc_buf_reset(body);
    char *start = tc_buf_reserve(body, PIECE + 2 * UINT_MOST), *at = start;
    if (!start)
        return count;
    do {
        if (n)
            at = write_uint(at, list[n].document - list[n - 1].document - 1);
        at = write_uint(at, list[n].number);
        n++;
    } while (n < count && at - start < PIECE);
    tc_buf_addc(out, n == count ? '1' : '0');
    tc_put_uint(out, list[n - 1].document - list[0].document);
    tc_buf_add(out, tc_span_make(start, (size_t)(at - start)));
    return n;
}

/* The key of the first piece is in g->key; how often and where it begins goes in front. ends: what
 * ends a term in the keys of the others. */
static tc_status add_list(tc_glass *g, tc_glass_table *t, tc_buf *body, const listed *list,
                          size_t count, tc_span ends, tc_error *err)
{
    size_t key = g->key.len;
    tc_put_uint(&g->tag, list[0].document - 1);
    tc_status st = TC_OK;
    for (size_t done = 0; st == TC_OK && done < count;) {
        if (done) {
            g->key.len = key;
            tc_buf_add(&g->key, ends);
            tc_glass_put_number(&g->key, list[done].document);
            tc_buf_reset(&g->tag);
        }
        done += put_piece(&g->tag, body, list + done, count - done);
        st = body->status == TC_OK ? add_entry(g, t, err)
                                   : tc_fail(err, TC_ENOMEM, "no memory to write %s", g->dir);
    }
    return st;
}

/* All postings by term, terms in byte order: order has their numbers. */
static listed *by_term(tc_glass *g, const uint32_t *order)
{
    listed *all = tc_arena_space(&g->arena, g->postings.len, sizeof *all);
    uint32_t *next = tc_arena_space(&g->arena, g->terms.strings.len, sizeof *next), sum = 0;
    for (size_t i = 0; i < g->terms.strings.len; i++) {
        next[order[i]] = sum;
        sum += g->states.items[order[i]].documents;
    }
    for (size_t i = 0, document = 0; i < g->postings.len; i++) {
        while (i == g->ends.items[document])
            document++;
        if (i + AHEAD < g->postings.len)
            __builtin_prefetch(&all[next[g->postings.items[i + AHEAD].term]], 1);
        all[next[g->postings.items[i].term]++] =
            (listed){(uint32_t)document + 1, g->postings.items[i].wdf};
    }
    return all;
}

static tc_status write_lists(tc_glass *g, tc_glass_table *t, tc_buf *body, const uint32_t *order,
                             const listed *all, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0, at = 0; st == TC_OK && i < g->terms.strings.len; i++) {
        uint32_t documents = g->states.items[order[i]].documents;
        uint64_t times = 0;
        for (size_t n = at; n < at + documents; n++)
            times += all[n].number;
        tc_buf_reset(&g->key);
        put_term_key(&g->key, g->terms.strings.items[order[i]]);
        tc_buf_reset(&g->tag);
        tc_put_uint(&g->tag, documents);
        tc_put_uint(&g->tag, times);
        st = add_list(g, t, body, all + at, documents, TC_SPAN("\0"), err);
        at += documents;
    }
    return st;
}

static tc_status write_lengths(tc_glass *g, tc_glass_table *t, tc_buf *body, tc_error *err)
{
    listed *list = tc_arena_array(&g->arena, g->lengths.len, sizeof *list);
    if (!g->lengths.len)
        return TC_OK;
    for (size_t i = 0; i < g->lengths.len; i++)
        list[i] = (listed){(uint32_t)i + 1, (uint32_t)g->lengths.items[i]};
    start_key(g, TC_GLASS_LENGTHS);
    tc_buf_add(&g->tag, TC_SPAN("\0\0")); /* how often: not kept */
    return add_list(g, t, body, list, g->lengths.len, tc_span_make(NULL, 0), err);
}

/* ---- metadata and values ------------------------------------------------------------------ */

static tc_status write_metadata(tc_glass *g, tc_glass_table *t, tc_error *err)
{
    uint32_t *order = tc_arena_array(&g->arena, g->keys.strings.len, sizeof *order);
    tc_string_sort(&g->keys, order, &g->arena);
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < g->keys.strings.len; i++) {
        if (!g->metadata.items[order[i]].len)
            continue;
        start_key(g, TC_GLASS_METADATA);
        tc_buf_add(&g->key, g->keys.strings.items[order[i]]);
        tc_buf_add(&g->tag, g->metadata.items[order[i]]);
        st = add_entry(g, t, err);
    }
    return st;
}

/* How many documents have the slot, its lowest value, and its highest when that is another. */
static tc_status write_bounds(tc_glass *g, tc_glass_table *t, uint32_t slot, tc_error *err)
{
    uint32_t count = 0;
    tc_span low = {0}, high = {0};
    for (size_t i = 0; i < g->values.len; i++) {
        const value_entry *v = &g->values.items[i];
        if (v->slot != slot)
            continue;
        low = count == 0 || tc_span_cmp(v->value, low) < 0 ? v->value : low;
        high = count == 0 || tc_span_cmp(v->value, high) > 0 ? v->value : high;
        count++;
    }
    if (!count)
        return TC_OK;
    start_key(g, TC_GLASS_BOUNDS);
    if (slot)
        tc_buf_addc(&g->key, (char)slot);
    tc_put_uint(&g->tag, count);
    tc_put_string(&g->tag, low);
    if (!tc_span_eq(low, high))
        tc_buf_add(&g->tag, high);
    return add_entry(g, t, err);
}

static tc_status end_piece(tc_glass *g, tc_glass_table *t, tc_error *err)
{
    tc_status st = add_entry(g, t, err);
    tc_buf_reset(&g->tag);
    return st;
}

static tc_status write_slot(tc_glass *g, tc_glass_table *t, uint32_t slot, tc_error *err)
{
    tc_status st = TC_OK;
    uint32_t last = 0;
    tc_buf_reset(&g->tag);
    for (size_t i = 0; st == TC_OK && i < g->values.len; i++) {
        const value_entry *v = &g->values.items[i];
        if (v->slot != slot)
            continue;
        if (g->tag.len == 0) {
            start_key(g, TC_GLASS_VALUES);
            tc_put_uint(&g->key, slot);
            tc_glass_put_number(&g->key, v->document);
        } else {
            tc_put_uint(&g->tag, v->document - last - 1);
        }
        last = v->document;
        tc_put_string(&g->tag, v->value);
        if (st == TC_OK && g->tag.len >= PIECE)
            st = end_piece(g, t, err);
    }
    return st == TC_OK && g->tag.len ? add_entry(g, t, err) : st;
}

static tc_status write_values(tc_glass *g, tc_glass_table *t, tc_error *err)
{
    tc_status st = TC_OK;
    uint32_t slots = 0;
    for (size_t i = 0; i < g->values.len; i++)
        slots = g->values.items[i].slot >= slots ? g->values.items[i].slot + 1 : slots;
    for (uint32_t slot = 0; st == TC_OK && slot < slots; slot++)
        st = write_bounds(g, t, slot, err);
    for (uint32_t slot = 0; st == TC_OK && slot < slots; slot++)
        st = write_slot(g, t, slot, err);
    return st;
}

/* ---- lists of terms ----------------------------------------------------------------------- */

/* Each document's postings in the order of the terms, with their place in order as the term. */
static void by_document(tc_glass *g, const uint32_t *order, const listed *all)
{
    size_t *next = tc_arena_array(&g->arena, g->ends.len + 1, sizeof *next);
    for (size_t i = 1; i < g->ends.len; i++)
        next[i] = g->ends.items[i - 1];
    for (size_t i = 0, at = 0; i < g->terms.strings.len; i++)
        for (uint32_t n = g->states.items[order[i]].documents; n > 0; n--, at++)
            g->postings.items[next[all[at].document - 1]++] =
                (posting){(uint32_t)i, all[at].number};
}

static size_t in_common(tc_span a, tc_span b)
{
    size_t n = 0, most = a.len < b.len ? a.len : b.len;
    while (n < most && a.ptr[n] == b.ptr[n])
        n++;
    return n;
}

/* How much it has in common with the one before, and its wdf, both in one byte if they fit; the
 * length of the rest, the rest, and the wdf if it did not fit. */
static void put_listed_term(tc_buf *out, tc_span before, tc_span term, uint32_t wdf)
{
    size_t same = in_common(before, term), rest = term.len - same;
    size_t both = wdf < 127 ? (wdf + 1) * (before.len + 1) + same : 256;
    char *start = tc_buf_reserve(out, 2 + rest + UINT_MOST), *at = start;
    if (!start)
        return;
    *at++ = (char)(both < 256 ? both : same);
    *at++ = (char)rest;
    memcpy(at, term.ptr + same, rest);
    at += rest;
    if (both >= 256)
        at = write_uint(at, wdf);
    out->len += (size_t)(at - start);
}

/* names: the terms in their order. */
static void put_term_list(tc_glass *g, const tc_span *names, size_t start, size_t end)
{
    tc_span before = {0};
    tc_put_uint(&g->tag, end - start);
    for (size_t i = start; i < end; i++) {
        if (i + AHEAD < end)
            __builtin_prefetch(&names[g->postings.items[i + AHEAD].term]);
        if (i + AHEAD / 2 < end)
            __builtin_prefetch(names[g->postings.items[i + AHEAD / 2].term].ptr);
        tc_span term = names[g->postings.items[i].term];
        if (i == start) {
            tc_buf_addc(&g->tag, (char)term.len);
            tc_buf_add(&g->tag, term);
            tc_put_uint(&g->tag, g->postings.items[i].wdf);
        } else {
            put_listed_term(&g->tag, before, term, g->postings.items[i].wdf);
        }
        before = term;
    }
}

static int by_slot(const void *a, const void *b)
{
    const value_entry *x = a, *y = b;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    return (x->slot > y->slot) - (x->slot < y->slot);
}

/* The slots it has, each as the distance to the one before, less 1. *at: in the values. */
static tc_status write_slots(tc_glass *g, tc_glass_table *t, uint32_t document, size_t *at,
                             tc_error *err)
{
    uint32_t next = 0;
    tc_buf_reset(&g->tag);
    for (; *at < g->values.len && g->values.items[*at].document == document; ++*at) {
        tc_put_uint(&g->tag, g->values.items[*at].slot - next);
        next = g->values.items[*at].slot + 1;
    }
    tc_buf_addc(&g->key, '\0');
    return g->tag.len ? add_entry(g, t, err) : TC_OK;
}

static tc_status write_term_lists(tc_glass *g, tc_glass_table *t, const uint32_t *order,
                                  tc_error *err)
{
    tc_status st = TC_OK;
    size_t value = 0;
    tc_span *names = tc_arena_space(&g->arena, g->terms.strings.len, sizeof *names);
    for (size_t i = 0; i < g->terms.strings.len; i++)
        names[i] = g->terms.strings.items[order[i]];
    if (g->values.len)
        qsort(g->values.items, g->values.len, sizeof *g->values.items, by_slot);
    for (size_t i = 0; st == TC_OK && i < g->ends.len; i++) {
        tc_buf_reset(&g->key);
        tc_buf_reset(&g->tag);
        tc_glass_put_number(&g->key, (uint32_t)i + 1);
        tc_put_uint(&g->tag, g->lengths.items[i]);
        put_term_list(g, names, i ? g->ends.items[i - 1] : 0, g->ends.items[i]);
        st = add_entry(g, t, err);
        if (st == TC_OK)
            st = write_slots(g, t, (uint32_t)i + 1, &value, err);
    }
    return st;
}

/* ---- the whole ---------------------------------------------------------------------------- */

static tc_status write_postlist(tc_glass *g, const uint32_t *order, const listed *all,
                                tc_error *err)
{
    tc_glass_table *t = NULL;
    tc_buf body;
    tc_buf_init(&body, 0);
    tc_status st = open_table(&t, g, "postlist", TC_GLASS_PLAIN, err);
    if (st == TC_OK)
        st = write_metadata(g, t, err);
    if (st == TC_OK)
        st = write_values(g, t, err);
    if (st == TC_OK)
        st = write_lengths(g, t, &body, err);
    if (st == TC_OK)
        st = write_lists(g, t, &body, order, all, err);
    tc_buf_release(&body);
    if (st == TC_OK)
        return tc_glass_table_finish(t, &g->roots[TC_GLASS_POSTLIST], err);
    tc_glass_table_abandon(t);
    return st;
}

static tc_status write_termlist(tc_glass *g, const uint32_t *order, tc_error *err)
{
    tc_glass_table *t = NULL;
    tc_status st = open_table(&t, g, "termlist", TC_GLASS_DEFLATED, err);
    if (st == TC_OK)
        st = write_term_lists(g, t, order, err);
    if (st == TC_OK)
        return tc_glass_table_finish(t, &g->roots[TC_GLASS_TERMLIST], err);
    tc_glass_table_abandon(t);
    return st;
}

static tc_glass_statistics statistics(const tc_glass *g)
{
    tc_glass_statistics s = {
        .documents = g->lengths.len, .last = g->lengths.len, .most_wdf = g->most_wdf};
    for (size_t i = 0; i < g->lengths.len; i++) {
        uint64_t length = g->lengths.items[i];
        s.shortest = length && (!s.shortest || length < s.shortest) ? length : s.shortest;
        s.longest = length > s.longest ? length : s.longest;
        s.length += length;
    }
    return s;
}

static tc_status finish(tc_glass *g, tc_error *err)
{
    uint32_t *order = tc_arena_array(&g->arena, g->terms.strings.len, sizeof *order);
    tc_string_sort(&g->terms, order, &g->arena);
    const listed *all = by_term(g, order);
    tc_status st = write_postlist(g, order, all, err);
    if (st == TC_OK) {
        by_document(g, order, all);
        st = write_termlist(g, order, err);
    }
    if (st == TC_OK) {
        st = tc_glass_table_finish(g->docdata, &g->roots[TC_GLASS_DOCDATA], err);
        g->docdata = NULL;
    }
    if (st != TC_OK)
        return st;
    const tc_glass_statistics s = statistics(g);
    return tc_glass_write_version(g->dir, g->head, g->roots, &s, err);
}

tc_status tc_glass_finish(tc_glass *g, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&g->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to write %s", g->dir);
    tc_status st = finish(g, err);
    tc_arena_uncatch(&g->arena, &guard);
    return st;
}
