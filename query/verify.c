/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/verify.h"

#include "query/certain.h"
#include "query/seek.h"

/* Hits fetched at once: a little more than wanted, and then more and more: twice what it takes when
 * they hold as often as those before, at most so many for that. */
enum { FIRST_SPARE = 8, GROWTH = 4, MOST_EXPECTED = 4096 };

/* Having read so many documents, what is enough will do. */
enum { MANY_READ = 200 };

/* One PHRASE or NEAR of the query. */
typedef struct {
    const tc_query *node;
    tc_sought sought;
    const bool *certain; /* hits of the portion that need not be read, or NULL */
} tc_check;

/* A TERM of the query, and which hits of the portion have it. */
typedef struct {
    const tc_query *node;
    const bool *has;
} tc_held_term;

typedef struct {
    tc_arena *arena;
    tc_engine *engine;
    TC_VEC(tc_check) checks;
    tc_sorted_hits sorted;     /* the portion */
    TC_VEC(tc_held_term) held; /* terms that were asked for in it */
    tc_arena scratch;          /* one document */
    tc_docid id;
    size_t at;               /* in the portion */
    tc_span data;            /* its stored bytes, once read */
    const tc_record *record; /* once decoded */
    tc_sought_text text;     /* once read */
    tc_error *err;
} tc_verifying;

/* ---- what the index can tell -------------------------------------------------------------- */

static bool needs_reading(const tc_query *q)
{
    if (q->kind == TC_Q_PHRASE || q->kind == TC_Q_NEAR)
        return true;
    for (size_t i = 0; i < q->count; i++)
        if (needs_reading(q->children[i]))
            return true;
    return false;
}

/* The query as far as the index can tell: with more, all that can have it; else only what has it
 * for certain (the excluded side of NOT). */
static const tc_query *loosen(tc_arena *arena, const tc_query *q, bool more)
{
    if (!needs_reading(q))
        return q;
    bool words = q->kind == TC_Q_PHRASE || q->kind == TC_Q_NEAR;
    if (words && !more)
        return tc_query_new(arena, TC_Q_NOTHING);
    tc_query *out = tc_query_new(arena, words ? TC_Q_AND : q->kind);
    out->factor = q->factor;
    out->source = q->source;
    for (size_t i = 0; i < q->count; i++) {
        bool excluded = q->kind == TC_Q_NOT && i > 0;
        /* the tree is read only from here on: tc_query_add takes no const */
        tc_query_add(arena, out, (tc_query *)loosen(arena, q->children[i], more != excluded));
    }
    return out;
}

/* ---- one document ------------------------------------------------------------------------- */

static tc_status read_data(tc_verifying *k)
{
    if (k->data.len)
        return TC_OK;
    return tc_reader_data(&k->data, &k->scratch, k->engine->reader, k->id, k->err);
}

static tc_status read_tokens(tc_tokens **out, tc_verifying *k, tc_span text)
{
    tc_text *norm;
    tc_status s = tc_text_normalize(&norm, &k->scratch, text, k->err);
    return s == TC_OK ? tc_tokenize(out, &k->scratch, k->engine->lexicon, norm, k->err) : s;
}

static tc_status in_text(bool *out, tc_verifying *k, tc_sought *sought)
{
    *out = false;
    if (!k->text.lexicon) {
        tc_status s = read_data(k);
        if (s == TC_OK)
            s = tc_record_text(&k->text.source, k->data, k->err);
        if (s != TC_OK)
            return s;
        k->text.lexicon = k->engine->lexicon;
    }
    return tc_seek(out, &k->scratch, &k->text, sought, k->err);
}

static tc_status in_values(bool *out, tc_verifying *k, tc_together *words, tc_field_id field)
{
    tc_record *record;
    tc_status s = TC_OK;
    *out = false;
    if (!k->record) {
        s = read_data(k);
        if (s == TC_OK)
            s = tc_record_decode(&record, &k->scratch, k->data, k->err);
        if (s != TC_OK)
            return s;
        k->record = record;
    }
    tc_record_texts values = tc_record_field_texts(&k->scratch, field, k->record);
    for (size_t i = 0; s == TC_OK && !*out && i < values.len; i++) {
        tc_tokens *tokens;
        s = read_tokens(&tokens, k, values.items[i]);
        if (s == TC_OK && tokens->len <= values.most_tokens)
            *out = tc_together_in(words, tokens);
    }
    return s;
}

static tc_status stand_together(bool *out, tc_verifying *k, const tc_query *q)
{
    size_t i = 0;
    while (k->checks.items[i].node != q)
        i++;
    tc_check *check = &k->checks.items[i];
    *out = false;
    if (!check->sought.words)
        return TC_OK;
    if (check->certain && check->certain[k->at]) {
        *out = true;
        return TC_OK;
    }
    return q->field == TC_FIELD_ID_TOPIC ? in_text(out, k, &check->sought)
                                         : in_values(out, k, check->sought.words, q->field);
}

/* All hits of the portion at once, since a document's own terms are slow to read. */
static tc_status has_term(bool *out, tc_verifying *k, const tc_query *q)
{
    tc_held_term one = {.node = q};
    for (size_t i = 0; i < k->held.len; i++)
        if (k->held.items[i].node == q) {
            *out = k->held.items[i].has[k->at];
            return TC_OK;
        }
    tc_status s =
        tc_certain_has(&one.has, k->arena, k->engine->reader, q->term, &k->sorted, k->err);
    if (s == TC_OK)
        tc_vec_push(k->arena, &k->held, one);
    *out = s == TC_OK && one.has[k->at];
    return s;
}

static tc_status has_prefix(bool *out, tc_verifying *k, const tc_query *q)
{
    tc_term_list list;
    tc_status s =
        tc_reader_document_terms(&list, &k->scratch, k->engine->reader, k->id, q->term, 1, k->err);
    *out = s == TC_OK && q->term.len && list.len;
    return s;
}

static tc_status in_range(bool *out, tc_verifying *k, const tc_query *q)
{
    tc_span value;
    tc_status s = tc_reader_value(&value, &k->scratch, k->engine->reader, k->id, q->slot, k->err);
    *out = s == TC_OK && value.len && tc_span_cmp(value, q->low) >= 0 &&
           (q->high.len == 0 || tc_span_cmp(value, q->high) <= 0);
    return s;
}

static tc_status holds(bool *out, tc_verifying *k, const tc_query *q, bool known);

/* Does it hold for all (or any) of the children [from, to)? What needs no reading tells first. */
static tc_status each_holds(bool *out, tc_verifying *k, const tc_query *q, size_t from, size_t to,
                            bool all, bool known)
{
    tc_status s = TC_OK;
    *out = all;
    for (int reading = 0; reading <= 1; reading++)
        for (size_t i = from; s == TC_OK && *out == all && i < to; i++)
            if (needs_reading(q->children[i]) == reading)
                s = holds(out, k, q->children[i], known);
    return s;
}

/* Does the query hold for the document? known: the index found it by all it can tell of q. */
static tc_status holds(bool *out, tc_verifying *k, const tc_query *q, bool known)
{
    tc_status s;
    *out = true;
    if (known && !needs_reading(q))
        return TC_OK;
    switch (q->kind) {
    case TC_Q_ALL:
        return TC_OK;
    case TC_Q_TERM:
        return has_term(out, k, q);
    case TC_Q_PREFIX:
        return has_prefix(out, k, q);
    case TC_Q_RANGE:
        return in_range(out, k, q);
    case TC_Q_PHRASE:
    case TC_Q_NEAR:
        return stand_together(out, k, q);
    case TC_Q_AND:
    case TC_Q_FILTER:
        s = each_holds(out, k, q, 0, q->count, true, known);
        *out = *out && q->count;
        return s;
    case TC_Q_NOTHING:
    case TC_Q_OR:
    case TC_Q_SYNONYM:
        return each_holds(out, k, q, 0, q->count, false, false);
    case TC_Q_MAYBE:
    case TC_Q_BOOST:
        return each_holds(out, k, q, 0, q->count ? 1 : 0, false, known);
    case TC_Q_NOT:
        s = each_holds(out, k, q, 0, 1, true, known);
        if (s == TC_OK && *out) {
            s = each_holds(out, k, q, 1, q->count, false, false);
            *out = !*out;
        }
        return s;
    }
    return tc_fail(k->err, TC_EINTERNAL, "a query of unknown kind");
}

/* What cannot be read stays in the answer, where that is told when it is shown. */
static tc_status verify(bool *out, tc_verifying *k, const tc_query *q, tc_docid id)
{
    tc_arena_catch guard;
    tc_arena_reset(&k->scratch);
    k->id = id;
    k->data = tc_span_make(NULL, 0);
    k->record = NULL;
    k->text = (tc_sought_text){.lexicon = NULL};
    if (TC_ARENA_CATCH(&k->scratch, &guard))
        return tc_fail(k->err, TC_ENOMEM, "no memory to read a document");
    tc_status s = holds(out, k, q, true);
    tc_arena_uncatch(&k->scratch, &guard);
    if (s == TC_ECORRUPT || s == TC_ENOTFOUND) {
        *out = s == TC_ECORRUPT;
        s = TC_OK;
    }
    return s;
}

/* ---- searching ---------------------------------------------------------------------------- */

static void prepare(tc_verifying *k, const tc_query *q)
{
    if (q->kind == TC_Q_PHRASE || q->kind == TC_Q_NEAR) {
        tc_check check = {.node = q};
        tc_sought_init(&check.sought, k->arena, q);
        tc_vec_push(k->arena, &k->checks, check);
        return;
    }
    for (size_t i = 0; i < q->count; i++)
        prepare(k, q->children[i]);
}

typedef struct {
    TC_VEC(tc_hit) kept;
    size_t wanted, enough; /* of them; SIZE_MAX: all */
    uint64_t checked, estimate;
    bool exhausted;
} tc_found;

static bool full(const tc_found *f)
{
    return f->kept.len >= f->wanted || (f->checked >= MANY_READ && f->kept.len >= f->enough);
}

static tc_status verify_portion(tc_found *f, tc_verifying *k, const tc_query *q,
                                const tc_hits *portion)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < portion->len; i++) {
        bool there;
        if (full(f)) {
            f->exhausted = false;
            break;
        }
        k->at = i;
        s = verify(&there, k, q, portion->items[i].id);
        f->checked++;
        if (s == TC_OK && there)
            tc_vec_push(k->arena, &f->kept, portion->items[i]);
    }
    return s;
}

/* What the index can tell of the hits before they are read. all: all of them are wanted; to read a
 * few is quicker than to look words up. */
static tc_status look_up(tc_verifying *k, const tc_hits *portion, bool all)
{
    tc_status s = TC_OK;
    tc_sorted_hits_init(&k->sorted, k->arena, portion);
    k->held.len = 0;
    for (size_t i = 0; s == TC_OK && i < k->checks.len; i++) {
        tc_check *check = &k->checks.items[i];
        check->certain = NULL;
        if (all)
            s = tc_certain_find(&check->certain, k->arena, k->engine->reader, check->node,
                                &k->sorted, k->err);
    }
    return s;
}

static size_t next_portion(const tc_found *f, size_t last)
{
    size_t held = f->kept.len ? f->kept.len : 1;
    double expected = 2.0 * (double)(f->wanted - f->kept.len) * (double)f->checked / (double)held;
    size_t next = last < UINT32_MAX ? last * GROWTH : last;
    expected = expected < MOST_EXPECTED ? expected : MOST_EXPECTED;
    return expected > (double)next ? (size_t)expected : next;
}

/* The first ones that hold, in order. */
static tc_status find(tc_found *f, tc_verifying *k, const tc_query *q, tc_search_options options)
{
    const tc_query *loose = loosen(k->arena, q, true);
    bool all = f->wanted == SIZE_MAX;
    tc_status s = TC_OK;
    options.offset = 0;
    options.limit =
        f->wanted < SIZE_MAX / 2 ? f->wanted + f->wanted / GROWTH + FIRST_SPARE : f->wanted;
    options.exact_count = false;
    options.facet_count = 0;
    while (s == TC_OK && !f->exhausted && !full(f)) {
        tc_hits *portion;
        s = tc_reader_search(&portion, k->arena, k->engine->reader, loose, &options, k->err);
        if (s != TC_OK)
            return s;
        f->exhausted = portion->len < options.limit;
        f->estimate = portion->matched;
        s = look_up(k, portion, all);
        if (s == TC_OK)
            s = verify_portion(f, k, q, portion);
        options.offset += portion->len;
        options.limit = next_portion(f, options.limit);
    }
    return s;
}

static void give_page(tc_hits *hits, const tc_found *f, const tc_search_options *options)
{
    size_t from = options->offset < f->kept.len ? options->offset : f->kept.len;
    size_t n = f->kept.len - from;
    hits->items = f->kept.items ? f->kept.items + from : NULL;
    hits->len = n < options->limit ? n : options->limit;
    hits->exact = f->exhausted;
    hits->matched = f->kept.len;
    if (!f->exhausted && f->checked) {
        double share = (double)f->kept.len / (double)f->checked;
        uint64_t all = (uint64_t)(share * (double)f->estimate);
        hits->matched = all > f->kept.len ? all : f->kept.len;
    }
}

static tc_status search(tc_hits **out, tc_verifying *k, const tc_query *q,
                        const tc_search_options *options, size_t enough)
{
    tc_found f = {.wanted = SIZE_MAX, .enough = SIZE_MAX};
    bool every = options->exact_count || options->facet_count > 0;
    if (!every && options->limit < SIZE_MAX - options->offset) {
        f.wanted = options->offset + options->limit;
        f.enough = enough;
    }
    prepare(k, q);
    tc_status s = find(&f, k, q, *options);
    if (s != TC_OK)
        return s;
    *out = tc_arena_alloc(k->arena, sizeof **out);
    if (options->facet_count) {
        tc_hits all = {.items = f.kept.items, .len = f.kept.len};
        s = tc_reader_facets(&all, k->arena, k->engine->reader, options, k->err);
        (*out)->facets = all.facets;
    }
    give_page(*out, &f, options);
    return s;
}

tc_status tc_verified_search(tc_hits **out, tc_arena *arena, tc_engine *e, const tc_query *q,
                             const tc_search_options *options, size_t enough, tc_error *err)
{
    tc_arena_catch guard;
    tc_verifying *volatile k = NULL;
    if (!needs_reading(q))
        return tc_reader_search(out, arena, e->reader, q, options, err);
    if (TC_ARENA_CATCH(arena, &guard)) {
        if (k)
            tc_arena_release(&k->scratch);
        return tc_fail(err, TC_ENOMEM, "no memory for the answer");
    }
    tc_verifying *made = tc_arena_alloc(arena, sizeof *made);
    made->arena = arena;
    made->engine = e;
    made->err = err;
    tc_arena_init(&made->scratch);
    k = made;
    tc_status s = search(out, made, q, options, enough);
    tc_arena_release(&made->scratch);
    tc_arena_uncatch(arena, &guard);
    return s;
}
