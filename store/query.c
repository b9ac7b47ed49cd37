/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query.h"

#include <uuid/uuid.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "store/record.h"

enum { HASH_DIGITS = 2 * sizeof(uuid_t), TERM_HEAD = TC_TERM_PLAIN - HASH_DIGITS - 1 };

tc_query *tc_query_new(tc_arena *arena, tc_query_kind kind)
{
    tc_query *q = tc_arena_alloc(arena, sizeof *q);
    q->kind = kind;
    return q;
}

tc_query *tc_query_term(tc_arena *arena, tc_span term)
{
    tc_query *q = tc_query_new(arena, TC_Q_TERM);
    q->term = term;
    return q;
}

tc_query *tc_query_range(tc_arena *arena, uint32_t slot, tc_span low, tc_span high)
{
    tc_query *q = tc_query_new(arena, TC_Q_RANGE);
    q->slot = slot;
    q->low = tc_arena_copy(arena, low);
    q->high = tc_arena_copy(arena, high);
    return q;
}

tc_query *tc_query_boost(tc_arena *arena, tc_query *child, double factor)
{
    tc_query *q = tc_query_new(arena, TC_Q_BOOST);
    q->factor = factor;
    tc_query_add(arena, q, child);
    return q;
}

tc_query *tc_query_worth(tc_arena *arena, tc_query *child, double weight)
{
    tc_query *each = tc_query_new(arena, TC_Q_ALL);
    each->factor = weight;
    return tc_query_join(arena, TC_Q_FILTER, each, child);
}

void tc_query_add(tc_arena *arena, tc_query *parent, tc_query *child)
{
    parent->children = tc_arena_grow(arena, parent->children, parent->count, &parent->capacity,
                                     sizeof *parent->children);
    parent->children[parent->count++] = child;
}

tc_query *tc_query_join(tc_arena *arena, tc_query_kind kind, tc_query *a, tc_query *b)
{
    if (!a || !b)
        return a ? a : b;
    tc_query *q = tc_query_new(arena, kind);
    tc_query_add(arena, q, a);
    tc_query_add(arena, q, b);
    return q;
}

/* A NUL takes two bytes in the keys of the B-tree. */
static size_t key_length(tc_span s)
{
    size_t n = s.len;
    for (const char *p = s.ptr, *end = p + s.len; p < end && (p = memchr(p, 0, (size_t)(end - p)));
         p++)
        n++;
    return n;
}

/* Over TC_TERM_PLAIN bytes: its beginning, and its UUID by name (RFC 4122, version 5): the library
 * is Xapian's own, so that a question starts with none more than it needs. */
static tc_span shorten(tc_arena *arena, tc_span term)
{
    const uuid_t of_terms = {0};
    uuid_t id;
    uuid_generate_sha1(id, of_terms, term.ptr, term.len);
    size_t head = tc_utf8_floor(term, term.len < TERM_HEAD ? term.len : TERM_HEAD);
    while (key_length(tc_span_make(term.ptr, head)) > TERM_HEAD)
        head = tc_utf8_floor(term, head - 1);
    char *out = tc_arena_alloc(arena, head + 1 + HASH_DIGITS + 1);
    memcpy(out, term.ptr, head);
    out[head] = '#';
    tc_hex_write(out + head + 1, id, sizeof id);
    return tc_span_make(out, head + 1 + HASH_DIGITS);
}

tc_span tc_term_make(tc_arena *arena, tc_span prefix, tc_span value)
{
    size_t len = prefix.len + value.len;
    char *p = tc_arena_space(arena, len + 1, 1);
    if (prefix.len)
        memcpy(p, prefix.ptr, prefix.len);
    if (value.len)
        memcpy(p + prefix.len, value.ptr, value.len);
    p[len] = '\0';
    tc_span term = tc_span_make(p, len);
    bool plain = 2 * len <= TC_TERM_PLAIN || key_length(term) <= TC_TERM_PLAIN;
    return plain ? term : shorten(arena, term);
}

bool tc_term_shortened(tc_span term)
{
    if (term.len <= HASH_DIGITS || term.ptr[term.len - HASH_DIGITS - 1] != '#')
        return false;
    for (size_t i = term.len - HASH_DIGITS; i < term.len; i++)
        if (!strchr("0123456789abcdef", term.ptr[i]) || !term.ptr[i])
            return false;
    return true;
}

/* ---- text ---------------------------------------------------------------------------------- */

typedef struct {
    tc_arena *arena;
    TC_VEC(char) out;
} text;

static void put(text *t, const char *s)
{
    for (; *s; s++)
        tc_vec_push(t->arena, &t->out, *s);
}

/* Quotes, backslashes and control bytes are written so that a line stays a line. */
static void put_escaped(text *t, tc_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x20 || c == 0x7f)
            put(t, tc_arena_printf(t->arena, "\\x%02x", c));
        else if (c == '"' || c == '\\')
            put(t, tc_arena_printf(t->arena, "\\%c", c));
        else
            tc_vec_push(t->arena, &t->out, (char)c);
    }
}

static void put_term(text *t, tc_span term)
{
    term = tc_record_term_text(t->arena, term);
    bool bare = term.len > 0;
    for (size_t i = 0; i < term.len; i++)
        if (strchr(" ()\"\\*~^", term.ptr[i]) || (unsigned char)term.ptr[i] < 0x20)
            bare = false;
    if (!bare)
        put(t, "\"");
    put_escaped(t, term);
    if (!bare)
        put(t, "\"");
}

static void write_query(text *t, const tc_query *q);

static void put_children(text *t, const tc_query *q, const char *open, const char *between,
                         const char *close)
{
    put(t, open);
    for (size_t i = 0; i < q->count; i++) {
        if (i)
            put(t, between);
        write_query(t, q->children[i]);
    }
    put(t, close);
}

static void put_near(text *t, const tc_query *q)
{
    put_children(t, q, "{", " ", "}");
    put(t, tc_arena_printf(t->arena, "~%u", (unsigned)q->window));
}

static void put_boost(text *t, const tc_query *q)
{
    put_children(t, q, "", " ", "");
    put(t, tc_arena_printf(t->arena, "^%.3g", q->factor));
}

static void put_range(text *t, const tc_query *q)
{
    put(t, tc_arena_printf(t->arena, "slot%u:", (unsigned)q->slot));
    put_escaped(t, q->low);
    put(t, "..");
    put_escaped(t, q->high);
}

static void write_query(text *t, const tc_query *q)
{
    switch (q->kind) {
    case TC_Q_NOTHING:
        put(t, "NOTHING");
        break;
    case TC_Q_ALL:
        put(t, q->factor > 0 ? tc_arena_printf(t->arena, "ALL=%.3g", q->factor) : "ALL");
        break;
    case TC_Q_TERM:
        put_term(t, q->term);
        break;
    case TC_Q_PREFIX:
        put_term(t, q->term);
        put(t, "*");
        break;
    case TC_Q_RANGE:
        put_range(t, q);
        break;
    case TC_Q_AND:
        put_children(t, q, "(", " AND ", ")");
        break;
    case TC_Q_OR:
        put_children(t, q, "(", " OR ", ")");
        break;
    case TC_Q_NOT:
        put_children(t, q, "(", " NOT ", ")");
        break;
    case TC_Q_PHRASE:
        put_children(t, q, "<", " ", ">");
        break;
    case TC_Q_NEAR:
        put_near(t, q);
        break;
    case TC_Q_SYNONYM:
        put_children(t, q, "(", " SYNONYM ", ")");
        break;
    case TC_Q_FILTER:
        put_children(t, q, "(", " FILTER ", ")");
        break;
    case TC_Q_MAYBE:
        put_children(t, q, "(", " MAYBE ", ")");
        break;
    case TC_Q_BOOST:
        put_boost(t, q);
        break;
    }
}

tc_span tc_query_text(tc_arena *arena, const tc_query *q)
{
    text t = {.arena = arena};
    write_query(&t, q);
    return tc_span_make(t.out.items, t.out.len);
}
