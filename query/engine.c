/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/engine.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "plan/law_number.h"
#include "query/most_cited.h"
#include "query/rerank.h"
#include "query/sentence.h"
#include "query/short_number.h"
#include "query/verify.h"
#include "text/token.h"

/* Documents without marks answer marked questions too, behind all others. */
static const double UNMARKED_WEIGHT = 0.001;

/* What is made once keeps all words there are: as long as some of it is not, few may be there. */
enum { MAX_WORDS_KEPT = 100000, FEW_WORDS_KEPT = 10000 };

/* ---- opening ------------------------------------------------------------------------------ */

static tc_status open_places(tc_engine *e, const char *const *dirs, size_t count, tc_error *err)
{
    tc_status s = TC_OK;
    for (size_t i = 0; s == TC_OK && i < (count ? count : 1); i++)
        s = tc_locate_shards(&e->shards, &e->arena, count ? dirs[i] : NULL, err);
    if (s == TC_OK)
        s = tc_locate_shards_reader(&e->reader, &e->arena, &e->shards, tc_analyzer_id(), err);
    if (s == TC_OK)
        s = tc_reader_count(e->reader, &e->documents, err);
    if (s == TC_OK)
        s = tc_reader_term_count(&e->unmarked, e->reader, tc_record_unmarked_term(&e->arena), err);
    return s;
}

static tc_status open_all(tc_engine *e, const char *const *dirs, size_t count, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&e->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to open the index");
    tc_status s = open_places(e, dirs, count, err);
    if (s == TC_OK)
        s = tc_lexicon_new(&e->lexicon, err);
    tc_arena_uncatch(&e->arena, &guard);
    return s;
}

tc_status tc_engine_open(tc_engine **out, const char *const *dirs, size_t count, tc_error *err)
{
    tc_engine *e = calloc(1, sizeof *e);
    if (!e)
        return tc_fail(err, TC_ENOMEM, "no memory to open the index");
    tc_arena_init(&e->arena);
    errno = 0;
    e->cwd = getcwd(NULL, 0);
    tc_status s = !e->cwd && errno == ENOMEM
                      ? tc_fail(err, TC_ENOMEM, "no memory to open the index")
                      : open_all(e, dirs, count, err);
    if (s != TC_OK) {
        tc_engine_free(e);
        return s;
    }
    tc_lexicon_keep(e->lexicon);
    *out = e;
    return TC_OK;
}

void tc_engine_free(tc_engine *e)
{
    if (!e)
        return;
    tc_abbreviations_free(e->short_forms);
    tc_number_grammar_free(e->numbers);
    tc_plan_reader_free(e->names);
    tc_lexicon_free(e->lexicon);
    tc_reader_free(e->reader);
    tc_arena_release(&e->arena);
    free(e->cwd);
    free(e);
}

/* A number has no words. */
static tc_status need_short_forms(tc_engine *e, const tc_ask *ask, tc_error *err)
{
    if (e->short_forms || (ask && ask->kind == TC_ASK_NUMBER))
        return TC_OK;
    tc_status s = tc_abbreviations_new(&e->short_forms, e->lexicon, err);
    if (s == TC_OK)
        tc_lexicon_keep(e->lexicon);
    return s;
}

tc_status tc_engine_compile(tc_compiled **out, tc_arena *arena, tc_engine *e, const tc_ask *ask,
                            const tc_compile_options *options, tc_error *err)
{
    tc_status s = need_short_forms(e, ask, err);
    tc_compiler with = {.lexicon = e->lexicon,
                        .numbers = e->numbers,
                        .short_forms = e->short_forms,
                        .reader = e->reader,
                        .documents = e->documents};
    return s == TC_OK ? tc_compile(out, arena, &with, ask, options, err) : s;
}

void tc_engine_rest(tc_engine *e)
{
    bool all_made = e->numbers && e->short_forms;
    tc_lexicon_trim(e->lexicon, all_made ? MAX_WORDS_KEPT : FEW_WORDS_KEPT);
}

/* ---- reading the question ----------------------------------------------------------------- */

/* Made for the first question that needs it: it has a good thousand words. */
static tc_status need_numbers(tc_engine *e, tc_error *err)
{
    if (e->numbers)
        return TC_OK;
    tc_status s = tc_number_grammar_new(&e->numbers, e->lexicon, err);
    if (s == TC_OK)
        tc_lexicon_keep(e->lexicon);
    return s;
}

/* Only what has a digit can be a document's number. */
static bool has_digit(tc_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
            return true;
    return false;
}

static bool asks_digits(const tc_ask *n)
{
    if (!n)
        return false;
    for (size_t i = 0; i < n->count; i++)
        if (asks_digits(n->children[i]))
            return true;
    return has_digit(n->text);
}

tc_status tc_engine_number(tc_number_question **out, tc_arena *arena, tc_engine *e, tc_span text,
                           tc_error *err)
{
    tc_status s = need_numbers(e, err);
    if (s != TC_OK)
        return s;
    return tc_number_typed(out, arena, e->numbers, e->lexicon, text, err);
}

/* Ranges of the text that are document numbers. */
static tc_status find_numbers(tc_range **out, size_t *count, tc_arena *arena, tc_engine *e,
                              tc_span text, tc_error *err)
{
    tc_text *norm;
    tc_tokens *tokens;
    tc_numbers numbers;
    tc_status s = tc_text_normalize(&norm, arena, text, err);
    if (s == TC_OK)
        s = tc_tokenize(&tokens, arena, e->lexicon, norm, err);
    if (s == TC_OK)
        s = tc_numbers_find(&numbers, arena, e->numbers, tokens, err);
    if (s != TC_OK)
        return s;
    *out = tc_arena_array(arena, numbers.len, sizeof **out);
    *count = numbers.len;
    for (size_t i = 0; i < numbers.len; i++)
        (*out)[i] = tc_text_source_range(norm, numbers.items[i].span);
    return TC_OK;
}

/* Parses with the numbers of the question kept whole. */
static tc_status parse(tc_ask **out, tc_arena *arena, tc_engine *e, tc_span text, tc_error *err)
{
    tc_range *numbers = NULL;
    size_t count = 0;
    tc_status s = TC_OK;
    if (text.len <= TC_ASK_MAX_BYTES && e->numbers)
        s = find_numbers(&numbers, &count, arena, e, text, err);
    return s == TC_OK ? tc_ask_parse(out, arena, text, numbers, count, err) : s;
}

/* ---- running ------------------------------------------------------------------------------ */

typedef struct {
    tc_arena *arena;
    tc_engine *engine;
    const tc_question *q;
    tc_answer *a;
    tc_error *err;
} tc_asking;

static size_t all_documents(const tc_engine *e)
{
    return e->documents > UINT32_MAX ? UINT32_MAX : (size_t)e->documents;
}

/* Is the first page to be ordered by best sentences? Then the first documents are always fetched,
 * so that pages fit together. */
static bool reranks(const tc_asking *k)
{
    return !k->q->unranked && k->q->sort == TC_SORT_RELEVANCE && k->q->offset < TC_RERANK_DOCUMENTS;
}

static tc_search_options search_options(const tc_asking *k)
{
    static const struct {
        uint32_t slot;
        bool ascending;
    } orders[] = {
        [TC_SORT_RELEVANCE] = {TC_NO_SLOT, false},  [TC_SORT_DATE_DOWN] = {TC_TIE_SLOT, false},
        [TC_SORT_DATE_UP] = {TC_OLDEST_SLOT, true}, [TC_SORT_NUMBER] = {TC_NUMBER_SORT_SLOT, true},
        [TC_SORT_CITED] = {TC_NO_SLOT, false},
    };
    bool all = k->q->limit == 0 || k->q->sort == TC_SORT_CITED;
    size_t offset = k->q->offset, limit = k->q->limit;
    if (k->q->sort == TC_SORT_CITED || reranks(k)) {
        offset = 0;
        limit += k->q->offset;
        limit = limit < TC_RERANK_DOCUMENTS ? TC_RERANK_DOCUMENTS : limit;
    }
    return (tc_search_options){.offset = offset,
                               .limit = k->q->count_only ? 0
                                        : all            ? all_documents(k->engine)
                                                         : limit,
                               .exact_count = k->q->exact_count,
                               .sort_slot = orders[k->q->sort].slot,
                               .ascending = orders[k->q->sort].ascending,
                               .unordered = k->q->unranked && k->q->sort == TC_SORT_RELEVANCE,
                               .facets = k->q->facets,
                               .facet_count = k->q->facet_count};
}

/* Is the order by best passages another one? */
static bool reorders(const tc_asking *k)
{
    return !k->a->as_number && k->a->compiled && k->a->compiled->leaves > 1;
}

/* What is beyond the page is fetched to be ordered, or to tell how many there are. */
static size_t enough_hits(const tc_asking *k)
{
    bool page = k->q->limit && k->q->sort != TC_SORT_CITED && !(reranks(k) && reorders(k));
    return page ? k->q->offset + k->q->limit : SIZE_MAX;
}

static tc_status run_query(tc_asking *k, tc_query *query)
{
    tc_arena *a = k->arena;
    tc_query *filtered = query;
    if (k->q->filter) {
        tc_compiled *filter;
        tc_compile_options o = {.marks = k->q->marks, .others = !k->q->whole};
        tc_status s = tc_engine_compile(&filter, a, k->engine, k->q->filter, &o, k->err);
        if (s != TC_OK) /* a column of an option's value is none of the question */
            return s == TC_ESYNTAX ? TC_EINVAL : s;
        filtered = tc_query_join(a, TC_Q_FILTER, query, filter->query);
    }
    tc_search_options options = search_options(k);
    k->a->query = filtered;
    return tc_verified_search(&k->a->hits, a, k->engine, filtered, &options, enough_hits(k),
                              k->err);
}

static tc_status finds_anything(bool *out, tc_asking *k, const tc_query *query)
{
    tc_hits *hits;
    tc_search_options options = {.limit = 1, .sort_slot = TC_NO_SLOT, .unordered = true};
    tc_status s = tc_verified_search(&hits, k->arena, k->engine, query, &options, SIZE_MAX, k->err);
    *out = s == TC_OK && hits->len > 0;
    return s;
}

/* The question once more, with all marks open, for documents that have no marks. */
static tc_status add_unmarked(tc_asking *k, tc_query **query, const tc_ask *ask, bool any)
{
    tc_compiled *open;
    tc_compile_options o = {.marks = TC_MARKS_IGNORE, .any = any};
    tc_status s = tc_engine_compile(&open, k->arena, k->engine, ask, &o, k->err);
    if (s != TC_OK)
        return s;
    tc_query *only = tc_query_term(k->arena, tc_record_unmarked_term(k->arena));
    tc_query *there = tc_query_join(k->arena, TC_Q_FILTER, open->query, only);
    *query =
        tc_query_join(k->arena, TC_Q_OR, *query, tc_query_boost(k->arena, there, UNMARKED_WEIGHT));
    return TC_OK;
}

static tc_status run_once(tc_asking *k, const tc_ask *ask, tc_marks marks, bool any)
{
    tc_compiled *c;
    tc_compile_options o = {.marks = marks, .any = any, .others = !k->q->whole};
    tc_status s = tc_engine_compile(&c, k->arena, k->engine, ask, &o, k->err);
    if (s != TC_OK)
        return s;
    k->a->ask = ask;
    k->a->compiled = c;
    k->a->marks = marks;
    k->a->partial = any && !k->a->sentence;
    tc_query *query = c->query;
    if (!c->marked || marks == TC_MARKS_EXACT || !k->engine->unmarked)
        return run_query(k, query);
    /* where texts without marks are all there is, opening the marks is tried first */
    bool alone = true;
    if (!k->q->whole && !any)
        s = finds_anything(&alone, k, query);
    if (s == TC_OK && alone)
        s = add_unmarked(k, &query, ask, any);
    return s == TC_OK ? run_query(k, query) : s;
}

static bool found(const tc_asking *k)
{
    return k->a->hits->matched > 0;
}

static tc_status order_hits(tc_asking *k)
{
    tc_hits *hits = k->a->hits;
    tc_status s = TC_OK;
    if (reorders(k))
        s = tc_rerank(hits, k->engine, k->a->compiled, k->err);
    size_t from = k->q->offset < hits->len ? k->q->offset : hits->len;
    hits->items += from;
    hits->len -= from;
    if (k->q->limit && hits->len > k->q->limit)
        hits->len = k->q->limit;
    return s;
}

/* As asked; then with marks opened step by step; then the best partial matches. */
static tc_status run_ladder(tc_asking *k, const tc_ask *ask)
{
    bool smart = k->q->marks == TC_MARKS_SMART;
    k->a->sentence = !k->q->whole && tc_is_sentence(k->arena, ask);
    tc_status s = run_once(k, ask, k->q->marks, k->a->sentence);
    if (s != TC_OK || found(k) || k->q->whole)
        return s;
    tc_answer first = *k->a;
    bool openable = smart && first.compiled->openable;
    if (openable)
        s = run_once(k, ask, TC_MARKS_PARTIAL, false);
    if (s == TC_OK && !found(k) && openable)
        s = run_once(k, ask, TC_MARKS_IGNORE, false);
    bool leave_out = first.compiled->leaves > 1;
    if (s == TC_OK && !found(k) && leave_out)
        s = run_once(k, ask, k->q->marks, true);
    if (s == TC_OK && !found(k) && leave_out && openable)
        s = run_once(k, ask, TC_MARKS_IGNORE, true);
    if (s == TC_OK && !found(k))
        *k->a = first;
    return s;
}

/* A number: the document itself first, then who rests on it and who cites it. */
static tc_status run_number(tc_asking *k)
{
    tc_number_question *number;
    tc_status s = tc_engine_number(&number, k->arena, k->engine, k->q->text, k->err);
    if (s == TC_ENOTFOUND)
        return TC_OK;
    if (s != TC_OK)
        return s;
    tc_ask *ask = tc_ask_leaf(k->arena, TC_ASK_NUMBER, TC_ASK_NO_FIELD, k->q->text);
    s = run_once(k, ask, k->q->marks, false);
    k->a->as_number = s == TC_OK && found(k);
    return s;
}

static tc_status ask_all(tc_asking *k)
{
    const tc_question *q = k->q;
    tc_ask *ask = NULL;
    tc_status s = TC_OK;
    bool digits = has_digit(q->text);
    if (digits || asks_digits(q->ask) || asks_digits(q->filter))
        s = need_numbers(k->engine, k->err);
    if (s == TC_OK && !q->ask && digits && q->text.len <= TC_ASK_MAX_BYTES)
        s = run_number(k);
    if (s != TC_OK || k->a->as_number)
        return s;
    if (q->ask)
        return run_ladder(k, q->ask);
    if (q->plain)
        ask = tc_ask_words(k->arena, q->text);
    else
        s = parse(&ask, k->arena, k->engine, q->text, k->err);
    return s == TC_OK ? run_ladder(k, ask) : s;
}

tc_status tc_engine_ask(tc_answer **out, tc_arena *arena, tc_engine *e, const tc_question *q,
                        tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the answer");
    *out = tc_arena_alloc(arena, sizeof **out);
    tc_asking k = {.arena = arena, .engine = e, .q = q, .a = *out, .err = err};
    tc_status s = ask_all(&k);
    if (s == TC_OK && q->sort == TC_SORT_CITED)
        s = tc_sort_by_cited(k.a->hits, arena, e, q->offset, q->limit, err);
    else if (s == TC_OK && reranks(&k))
        s = order_hits(&k);
    tc_arena_uncatch(arena, &guard);
    return s;
}

static tc_status select_documents(tc_hits **out, tc_arena *arena, tc_engine *e, tc_query *query,
                                  const tc_question *q, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the answer");
    tc_answer a = {0};
    tc_asking k = {.arena = arena, .engine = e, .q = q, .a = &a, .err = err};
    tc_status s = asks_digits(q->filter) ? need_numbers(e, err) : TC_OK;
    if (s == TC_OK)
        s = run_query(&k, query);
    if (s == TC_OK && q->sort == TC_SORT_CITED)
        s = tc_sort_by_cited(a.hits, arena, e, q->offset, q->limit, err);
    *out = a.hits;
    tc_arena_uncatch(arena, &guard);
    return s;
}

tc_status tc_engine_select(tc_hits **out, tc_arena *arena, tc_engine *e, tc_query *query,
                           const tc_ask *filter, tc_marks marks, tc_sort sort, tc_page page,
                           tc_error *err)
{
    tc_question q = {.filter = filter,
                     .marks = marks,
                     .offset = page.offset,
                     .limit = page.limit,
                     .sort = sort,
                     .exact_count = page.limit == 0,
                     .unranked = true};
    return select_documents(out, arena, e, query, &q, err);
}

tc_status tc_engine_count(uint64_t *out, tc_arena *arena, tc_engine *e, tc_query *query,
                          const tc_ask *filter, tc_marks marks, tc_error *err)
{
    tc_hits *hits;
    tc_question q = {.filter = filter,
                     .marks = marks,
                     .exact_count = true,
                     .unranked = true,
                     .count_only = true};
    tc_status s = select_documents(&hits, arena, e, query, &q, err);
    *out = s == TC_OK ? hits->matched : 0;
    return s;
}

/* ---- documents ---------------------------------------------------------------------------- */

tc_status tc_engine_record(tc_record **out, tc_arena *arena, tc_engine *e, tc_docid id,
                           tc_error *err)
{
    tc_span data;
    tc_status s = tc_reader_data(&data, arena, e->reader, id, err);
    return s == TC_OK ? tc_record_decode(out, arena, data, err) : s;
}

tc_status tc_engine_annotation(tc_annotation *out, tc_arena *arena, tc_engine *e, tc_docid id,
                               tc_span sha256, tc_error *err)
{
    tc_arena_catch guard;
    tc_span key, value;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for an annotation");
    key = tc_annotation_key(arena, sha256);
    tc_arena_uncatch(arena, &guard);
    tc_status s = tc_reader_metadata_beside(&value, arena, e->reader, id, key, err);
    return s == TC_OK ? tc_annotation_decode(out, key, value, err) : s;
}

/* How many directories below base the current one is; SIZE_MAX when it is not below. */
static size_t levels_below(tc_span base, tc_span cwd)
{
    if (!tc_span_starts(cwd, base) || (cwd.len > base.len && cwd.ptr[base.len] != '/'))
        return SIZE_MAX;
    size_t n = 0;
    for (size_t i = base.len; i < cwd.len; i++)
        n += cwd.ptr[i] == '/' && i + 1 < cwd.len;
    return n;
}

tc_span tc_engine_path(tc_arena *arena, const tc_engine *e, tc_docid id, tc_span stored)
{
    const tc_place *place = &e->shards.items[(id - 1) % e->shards.len].place;
    if (stored.len && stored.ptr[0] == '/')
        return stored;
    size_t up = levels_below(tc_span_str(place->base), tc_span_str(e->cwd));
    if (up == 0)
        return stored;
    tc_span front = tc_span_str(tc_arena_printf(arena, "%s/", place->base));
    if (up != SIZE_MAX) {
        char *dots = tc_arena_alloc(arena, 3 * up + 1);
        for (size_t i = 0; i < up; i++)
            memcpy(dots + 3 * i, "../", 3);
        front = tc_span_make(dots, 3 * up);
    }
    char *path = tc_arena_alloc(arena, front.len + stored.len + 1);
    memcpy(path, front.ptr, front.len);
    if (stored.len)
        memcpy(path + front.len, stored.ptr, stored.len);
    return tc_span_make(path, front.len + stored.len);
}

/* The number of a law is one document's, and stands for the law's name with its year as well. */
bool tc_cited_by_number(tc_span id)
{
    return id.len == 0 || tc_span_starts(id, TC_LAW_NUMBER_IDS);
}

/* Mentions with this identity, and mentions of the number that could be any; not its own. */
tc_status tc_engine_cited_by(uint64_t *out, tc_arena *arena, tc_engine *e, tc_span number_key,
                             tc_span id, tc_error *err)
{
    tc_span cited[2], own;
    size_t count = 0;
    *out = 0;
    if (number_key.len == 0)
        return TC_OK;
    if (tc_cited_by_number(id)) {
        cited[count++] = tc_record_number_term(arena, TC_FIELD_ID_CITES, number_key);
        own = tc_record_number_term(arena, TC_FIELD_ID_NUMBER, number_key);
    } else {
        cited[count++] = tc_record_cited_id_term(arena, number_key, id);
        cited[count++] = tc_record_cited_id_term(arena, number_key, TC_SPAN(""));
        own = tc_record_own_id_term(arena, id);
    }
    return tc_reader_count_any(out, e->reader, cited, count, own, err);
}
