/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/compile.h"

#include "plan/succession.h"
#include "query/compiling.h"

static tc_status compile_node(tc_query **out, tc_compiling *c, const tc_ask *n);

static bool is_field_leaf(const tc_ask *n)
{
    return n->kind < TC_ASK_AND && n->field != TC_ASK_NO_FIELD;
}

/* A unit under another name; one that took over counts from its first day only. */
static tc_status compile_other(tc_query **out, tc_compiling *c, const tc_ask *n,
                               const tc_other_name *other)
{
    tc_arena *a = c->arena;
    tc_ask leaf = *n;
    leaf.kind = TC_ASK_PHRASE;
    leaf.text = other->name;
    tc_status s = tc_compile_text(out, c, &leaf);
    if (s != TC_OK || !*out)
        return s;
    if (!c->excluded)
        tc_vec_push(a, &c->out->other_names, other->name);
    if (other->from.year) {
        tc_span from = tc_record_date_low(a, other->from);
        tc_query *since =
            tc_query_range(a, tc_field_at(TC_FIELD_ID_DATE)->slot, from, (tc_span){0});
        *out = tc_query_join(a, TC_Q_FILTER, *out, since);
    }
    return TC_OK;
}

static bool names_unit(const tc_compiling *c, const tc_ask *n)
{
    return c->options->others && !n->exact &&
           (n->field == TC_FIELD_ID_UNIT || n->field == TC_FIELD_ID_ISSUER) &&
           (n->kind == TC_ASK_WORDS || n->kind == TC_ASK_PHRASE);
}

static tc_status compile_unit(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_other_names others;
    tc_succession_find(&others, c->arena, n->text);
    tc_status s = tc_compile_text(out, c, n);
    for (size_t i = 0; s == TC_OK && *out && i < others.len; i++) {
        tc_query *other = NULL;
        s = compile_other(&other, c, n, &others.items[i]);
        if (s == TC_OK && other)
            *out = tc_query_join(c->arena, TC_Q_OR, *out, other);
    }
    return s;
}

/* An event by its words, or by its id as facets and completion tell it. */
static tc_status compile_event(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_arena *a = c->arena;
    tc_status s = tc_compile_text(out, c, n);
    if (s == TC_OK && tc_span_find(n->text, TC_SPAN("-")) != SIZE_MAX &&
        tc_span_eq(n->text, tc_text_slug(a, n->text, '-')))
        *out =
            tc_query_join(a, TC_Q_OR, *out, tc_query_term(a, tc_record_event_id_term(a, n->text)));
    return s;
}

static tc_status compile_value(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    if (names_unit(c, n))
        return compile_unit(out, c, n);
    if (n->field == TC_FIELD_ID_EVENT && (n->kind == TC_ASK_WORDS || n->kind == TC_ASK_PHRASE))
        return compile_event(out, c, n);
    if (n->field != TC_ASK_NO_FIELD && tc_field_at(n->field)->kind != TC_FIELD_TEXT)
        return tc_compile_value(out, c, n);
    if (n->kind == TC_ASK_NUMBER)
        return tc_compile_free_number(out, c, n->text);
    if (n->kind != TC_ASK_ALL)
        return tc_compile_text(out, c, n);
    if (n->field != TC_ASK_NO_FIELD)
        return tc_fail_at(c->err, n->at, "a * needs letters before it");
    *out = tc_query_new(c->arena, TC_Q_ALL);
    return TC_OK;
}

static tc_status compile_leaf(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_status s = compile_value(out, c, n);
    if (s == TC_OK && *out && n->field != TC_ASK_NO_FIELD && tc_only_filters(n->field))
        *out = tc_query_boost(c->arena, *out, 0);
    return s;
}

static tc_status compile_not(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    c->excluded++;
    tc_status s = compile_node(out, c, n->children[0]);
    c->excluded--;
    return s;
}

/* The parts of an AND, by what they do. */
typedef struct {
    tc_query *score;    /* words and phrases */
    tc_query *filter;   /* fields: always wanted */
    tc_query *excluded; /* OR of what is excluded */
} tc_and_parts;

static tc_status add_part(tc_and_parts *p, tc_compiling *c, const tc_ask *child)
{
    tc_query *q = NULL, **to = &p->score;
    tc_status s;
    if (child->kind == TC_ASK_NOT) {
        to = &p->excluded;
        s = compile_not(&q, c, child);
    } else {
        if (is_field_leaf(child))
            to = &p->filter;
        s = compile_node(&q, c, child);
    }
    if (s != TC_OK || !q)
        return s;
    bool any = to == &p->excluded || (to == &p->score && c->options->any && !c->excluded);
    *to = tc_query_join(c->arena, any ? TC_Q_OR : TC_Q_AND, *to, q);
    return TC_OK;
}

static tc_query *assemble(tc_compiling *c, const tc_and_parts *p)
{
    tc_query *q = tc_query_join(c->arena, TC_Q_AND, p->score, p->filter);
    if (!p->excluded)
        return q;
    if (!q)
        q = tc_query_new(c->arena, TC_Q_ALL);
    return tc_query_join(c->arena, TC_Q_NOT, q, p->excluded);
}

static tc_status compile_and(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_and_parts parts = {0};
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < n->count; i++)
        s = add_part(&parts, c, n->children[i]);
    if (s == TC_OK)
        *out = assemble(c, &parts);
    return s;
}

static tc_status compile_or(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_status s = TC_OK;
    *out = tc_query_new(c->arena, TC_Q_OR);
    for (size_t i = 0; s == TC_OK && i < n->count; i++) {
        tc_query *q = NULL;
        s = compile_node(&q, c, n->children[i]);
        if (s == TC_OK && q)
            tc_query_add(c->arena, *out, q);
    }
    return s;
}

static tc_status compile_node(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_and_parts alone = {0};
    tc_status s;
    *out = NULL;
    switch (n->kind) {
    case TC_ASK_ALL:
    case TC_ASK_WORDS:
    case TC_ASK_PHRASE:
    case TC_ASK_PREFIX:
    case TC_ASK_RANGE:
    case TC_ASK_NUMBER:
        return compile_leaf(out, c, n);
    case TC_ASK_AND:
        return compile_and(out, c, n);
    case TC_ASK_OR:
        return compile_or(out, c, n);
    case TC_ASK_NEAR:
        return tc_compile_near(out, c, n);
    case TC_ASK_NOT:
        s = add_part(&alone, c, n);
        if (s == TC_OK)
            *out = assemble(c, &alone);
        return s;
    }
    return tc_fail(c->err, TC_EINTERNAL, "a question of unknown kind");
}

tc_status tc_compile(tc_compiled **out, tc_arena *arena, const tc_compiler *with, const tc_ask *ask,
                     const tc_compile_options *options, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the question");
    *out = tc_arena_alloc(arena, sizeof **out);
    tc_compiling c = {.arena = arena, .with = with, .options = options, .out = *out, .err = err};
    tc_status s = compile_node(&(*out)->query, &c, ask);
    if (s == TC_OK && !(*out)->query) /* punctuation only */
        (*out)->query = tc_query_new(arena, TC_Q_NOTHING);
    tc_arena_uncatch(arena, &guard);
    return s;
}
