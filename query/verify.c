/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/verify.h"

#include "base/utf8.h"
#include "query/certain.h"
#include "query/together.h"
#include "text/text.h"

/* Hits fetched at once: a little more than wanted, and then more and more. */
enum { FIRST_SPARE = 8, GROWTH = 4 };

/* How a phrase is mostly spelt: as running text, a head, the beginning of a sentence. */
enum { SPELLINGS = 3 };

/* So many hits at once that it pays to look up how often they have pairs; how many pairs. */
enum { MANY = 64, PAIRS = 2 };

/* To read more lines, each by itself, pays no longer. */
enum { MOST_LINES = 256 };

typedef struct {
    tc_span of[SPELLINGS]; /* empty when not known */
} tc_spellings;

/* Words .first and .first + 1 of a phrase. */
typedef struct {
    size_t first;
    uint64_t documents; /* that have the pair */
    tc_spellings spellings;
    const uint32_t *times; /* how often hits of the portion have it, or NULL */
} tc_pair;

/* One PHRASE or NEAR of the query. */
typedef struct {
    const tc_query *node;
    tc_together *words;
    tc_spellings spellings;
    tc_pair pairs[PAIRS]; /* its rarest, the rarest first */
    size_t pair_count;
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
    const tc_tokens *text;   /* once read */
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

/* Where one spelling comes next; not found: it comes nowhere before .at. */
typedef struct {
    size_t at;
    bool found;
} tc_spelt_place;

/* Lines of a text where something is spelt as it mostly is, one after the other. */
typedef struct {
    tc_span text;
    const tc_spellings *spellings;
    tc_spelt_place places[SPELLINGS];
    size_t from; /* behind the last line */
} tc_likely_lines;

/* The first place of a spelling in [from, before), and no byte is looked at twice for it, but for
 * a spelling's length; false when there is none. */
static bool next_place(tc_spelt_place *p, tc_span text, tc_span spelling, size_t from,
                       size_t before)
{
    if (p->at < from)
        *p = (tc_spelt_place){from, false};
    if (!p->found && spelling.len && p->at + spelling.len <= before) {
        const char *at = memmem(text.ptr + p->at, before - p->at, spelling.ptr, spelling.len);
        p->found = at != NULL;
        p->at = at ? (size_t)(at - text.ptr) : before - spelling.len + 1;
    }
    return p->found && p->at < before;
}

/* The next one; empty when there is none. To read it is a hundredth of the work. */
static tc_span likely_line(tc_likely_lines *l)
{
    tc_span text = l->text;
    size_t start = text.len, end = text.len;
    for (size_t i = 0; i < SPELLINGS; i++)
        if (next_place(&l->places[i], text, l->spellings->of[i], l->from, start)) {
            start = l->places[i].at;
            end = start + l->spellings->of[i].len;
        }
    bool none = start == text.len;
    while (!none && start > l->from && text.ptr[start - 1] != '\n')
        start--;
    while (end < text.len && text.ptr[end] != '\n')
        end++;
    l->from = end;
    return tc_span_sub(text, start, end);
}

/* Where the whole phrase is spelt as it mostly is. */
static tc_status in_likely_line(bool *out, tc_verifying *k, const tc_check *check, tc_span text)
{
    tc_tokens *tokens;
    tc_likely_lines lines = {.text = text, .spellings = &check->spellings};
    tc_span line = likely_line(&lines);
    *out = false;
    if (line.len == 0)
        return TC_OK;
    tc_status s = read_tokens(&tokens, k, line);
    *out = s == TC_OK && tc_together_in(check->words, tokens);
    return s;
}

/* What may be read of a text by lines, before it is read as a whole. */
typedef struct {
    size_t lines, bytes;
} tc_effort;

static bool spend(tc_effort *most, size_t bytes)
{
    if (most->lines == 0 || bytes > most->bytes)
        return false;
    most->lines--;
    most->bytes -= bytes;
    return true;
}

/* The index says how often a pair of the phrase comes: are all of these found where it is spelt as
 * it mostly is, no other line can have the phrase. */
static tc_status in_lines_of(bool *out, bool *told, tc_verifying *k, const tc_check *check,
                             const tc_pair *pair, tc_span text, tc_effort *most)
{
    size_t left = pair->times[k->at];
    tc_likely_lines lines = {.text = text, .spellings = &pair->spellings};
    tc_status s = TC_OK;
    while (left > 0 && !*out) {
        tc_tokens *tokens;
        bool cut;
        tc_span line = likely_line(&lines);
        if (line.len == 0 || !spend(most, line.len))
            return TC_OK;
        s = read_tokens(&tokens, k, line);
        if (s != TC_OK)
            return s;
        size_t here = tc_together_pairs(&cut, check->words, tokens, pair->first);
        left = here < left ? left - here : 0;
        *out = tc_together_in(check->words, tokens);
        *told = *out || (left == 0 && !cut);
        if (cut)
            break;
    }
    return s;
}

static tc_status in_lines_of_pairs(bool *out, bool *told, tc_verifying *k, const tc_check *check,
                                   tc_span text)
{
    tc_status s = TC_OK;
    tc_effort most = {MOST_LINES, text.len / 2};
    *out = *told = false;
    for (size_t i = 0; s == TC_OK && !*told && i < check->pair_count; i++)
        if (check->pairs[i].times)
            s = in_lines_of(out, told, k, check, &check->pairs[i], text, &most);
    return s;
}

static tc_status in_text(bool *out, tc_verifying *k, const tc_check *check)
{
    tc_span text;
    tc_tokens *tokens;
    *out = false;
    if (!k->text) {
        tc_status s = read_data(k);
        if (s == TC_OK)
            s = tc_record_text(&text, k->data, k->err);
        if (s == TC_OK)
            s = in_likely_line(out, k, check, text);
        bool told = *out;
        if (s == TC_OK && !told)
            s = in_lines_of_pairs(out, &told, k, check, text);
        if (s == TC_OK && !told)
            s = read_tokens(&tokens, k, text);
        if (s != TC_OK || told)
            return s;
        k->text = tokens;
    }
    *out = tc_together_in(check->words, k->text);
    return TC_OK;
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
    const tc_check *check = &k->checks.items[i];
    *out = false;
    if (!check->words)
        return TC_OK;
    if (check->certain && check->certain[k->at]) {
        *out = true;
        return TC_OK;
    }
    return q->field == TC_FIELD_ID_TOPIC ? in_text(out, k, check)
                                         : in_values(out, k, check->words, q->field);
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

/* Does it hold for all (or any) of the children [from, to)? */
static tc_status each_holds(bool *out, tc_verifying *k, const tc_query *q, size_t from, size_t to,
                            bool all, bool known)
{
    tc_status s = TC_OK;
    *out = all;
    for (size_t i = from; s == TC_OK && *out == all && i < to; i++)
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
    k->text = NULL;
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

static void spell(tc_spellings *out, tc_arena *arena, tc_span spelling)
{
    size_t first = 0;
    if (spelling.len == 0)
        return;
    tc_utf8_next(spelling, &first);
    tc_span upper = tc_text_upper(arena, spelling);
    tc_span capital = tc_text_upper(arena, tc_span_sub(spelling, 0, first));
    out->of[0] = spelling;
    out->of[1] = upper;
    out->of[2] = tc_span_str(tc_arena_printf(arena, "%.*s%.*s", (int)capital.len, capital.ptr,
                                             (int)(spelling.len - first), spelling.ptr + first));
}

/* Words k and k + 1 of a spelling; empty when it has fewer. */
static tc_span two_words(tc_span spelling, size_t k)
{
    size_t start = 0, end;
    for (; k > 0 && start < spelling.len; start++)
        k -= spelling.ptr[start] == ' ';
    end = start;
    for (size_t blanks = 0; end < spelling.len; end++) {
        blanks += spelling.ptr[end] == ' ';
        if (blanks == 2)
            break;
    }
    return tc_span_sub(spelling, start, end);
}

/* Among the rarest ones, if it is. */
static void take_pair(tc_check *check, tc_pair pair)
{
    size_t at = check->pair_count < PAIRS ? check->pair_count++ : PAIRS;
    for (; at > 0 && pair.documents < check->pairs[at - 1].documents; at--)
        if (at < PAIRS)
            check->pairs[at] = check->pairs[at - 1];
    if (at < PAIRS)
        check->pairs[at] = pair;
}

static tc_status choose_pairs(tc_check *check, tc_verifying *k)
{
    const tc_query *q = check->node;
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i + 1 < q->count && i + 1 < TC_PAIRS_MOST; i++) {
        tc_pair pair = {.first = i};
        s = tc_reader_term_count(&pair.documents, k->engine->reader, q->folded[i + 1].pair, k->err);
        spell(&pair.spellings, k->arena, two_words(q->spelling, i));
        take_pair(check, pair);
    }
    return s;
}

static tc_status prepare(tc_verifying *k, const tc_query *q)
{
    tc_status s = TC_OK;
    if (q->kind == TC_Q_PHRASE || q->kind == TC_Q_NEAR) {
        tc_check check = {.node = q, .words = tc_together_new(k->arena, q)};
        spell(&check.spellings, k->arena, q->spelling);
        if (q->folded)
            s = choose_pairs(&check, k);
        tc_vec_push(k->arena, &k->checks, check);
        return s;
    }
    for (size_t i = 0; s == TC_OK && i < q->count; i++)
        s = prepare(k, q->children[i]);
    return s;
}

typedef struct {
    TC_VEC(tc_hit) kept;
    uint64_t checked, estimate;
    bool exhausted;
} tc_found;

static tc_status verify_portion(tc_found *f, tc_verifying *k, const tc_query *q,
                                const tc_hits *portion, size_t wanted)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < portion->len; i++) {
        bool there;
        if (f->kept.len == wanted) {
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
        const tc_query *q = check->node;
        check->certain = NULL;
        if (all)
            s = tc_certain_find(&check->certain, k->arena, k->engine->reader, q, &k->sorted,
                                k->err);
        for (size_t n = 0; s == TC_OK && n < check->pair_count; n++) {
            tc_pair *pair = &check->pairs[n];
            pair->times = NULL;
            if (all || portion->len >= MANY)
                s = tc_certain_times(&pair->times, k->arena, k->engine->reader,
                                     q->folded[pair->first + 1].pair, &k->sorted, k->err);
        }
    }
    return s;
}

/* The first so many that hold, in order. */
static tc_status find(tc_found *f, tc_verifying *k, const tc_query *q, size_t wanted,
                      tc_search_options options)
{
    const tc_query *loose = loosen(k->arena, q, true);
    tc_status s = TC_OK;
    options.offset = 0;
    options.limit = wanted < SIZE_MAX / 2 ? wanted + wanted / GROWTH + FIRST_SPARE : wanted;
    options.exact_count = false;
    options.facet_count = 0;
    while (s == TC_OK && !f->exhausted && f->kept.len < wanted) {
        tc_hits *portion;
        s = tc_reader_search(&portion, k->arena, k->engine->reader, loose, &options, k->err);
        if (s != TC_OK)
            return s;
        f->exhausted = portion->len < options.limit;
        f->estimate = portion->matched;
        s = look_up(k, portion, wanted == SIZE_MAX);
        if (s == TC_OK)
            s = verify_portion(f, k, q, portion, wanted);
        options.offset += portion->len;
        options.limit = options.limit < UINT32_MAX ? options.limit * GROWTH : options.limit;
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
                        const tc_search_options *options)
{
    tc_found f = {.exhausted = false};
    bool every = options->exact_count || options->facet_count > 0;
    size_t wanted = SIZE_MAX;
    if (!every && options->limit < SIZE_MAX - options->offset)
        wanted = options->offset + options->limit;
    tc_status s = prepare(k, q);
    if (s == TC_OK)
        s = find(&f, k, q, wanted, *options);
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
                             const tc_search_options *options, tc_error *err)
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
    tc_status s = search(out, made, q, options);
    tc_arena_release(&made->scratch);
    tc_arena_uncatch(arena, &guard);
    return s;
}
