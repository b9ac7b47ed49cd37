/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search for other programs: the engine of tracuu behind plain structs. */
#include <stdlib.h>

#include "lib/internal.h"
#include "query/engine.h"
#include "query/rows.h"
#include "query/snippet.h"

struct tc_lib_index {
    tc_engine *engine;
};

/* The answer is a member of what owns its strings. */
typedef struct {
    tc_lib_answer answer; /* first: freed by its address */
    tc_arena arena;
} owned_answer;

tc_lib_status tc_lib_index_open(tc_lib_index **out, const char *const *dirs, size_t count,
                                tc_lib_error *error)
{
    tc_error err = TC_ERROR_INIT;
    tc_lib_index *index = calloc(1, sizeof *index);
    tc_status st = index ? tc_engine_open(&index->engine, dirs, count, &err)
                         : tc_fail(&err, TC_ENOMEM, "no memory to open the index");
    if (st != TC_OK) {
        free(index);
        return tc_lib_fail(error, st, &err);
    }
    *out = index;
    return TC_LIB_OK;
}

void tc_lib_index_free(tc_lib_index *index)
{
    if (index)
        tc_engine_free(index->engine);
    free(index);
}

uint64_t tc_lib_index_documents(const tc_lib_index *index)
{
    return index->engine->documents;
}

const char *tc_lib_index_lost(const tc_lib_index *index, size_t *i)
{
    const tc_error *why;
    return tc_reader_lost(&why, index->engine->reader, i);
}

static tc_question question_of(const tc_lib_question *q)
{
    return (tc_question){.text = tc_span_trim(tc_span_make(q->text, q->len)),
                         .plain = q->flags & TC_LIB_PLAIN,
                         .marks = q->flags & TC_LIB_EXACT_MARKS    ? TC_MARKS_EXACT
                                  : q->flags & TC_LIB_IGNORE_MARKS ? TC_MARKS_IGNORE
                                                                   : TC_MARKS_SMART,
                         .whole = q->flags & TC_LIB_STRICT,
                         .offset = q->offset,
                         .limit = q->limit,
                         .sort = q->flags & TC_LIB_NEWEST_FIRST ? TC_SORT_DATE_DOWN
                                                                : TC_SORT_RELEVANCE};
}

static tc_status copy_passages(tc_lib_hit *to, tc_arena *a, tc_engine *e, const tc_record *r,
                               const tc_answer *answer, size_t most, tc_error *err)
{
    tc_snippet_options options = TC_SNIPPET_OPTIONS_INIT;
    tc_passage *found;
    size_t count;
    options.passages = most;
    tc_status st = tc_snippet_make(&found, &count, a, e->lexicon, e->numbers, r, answer->compiled,
                                   &options, err);
    if (st != TC_OK)
        return st;
    tc_lib_passage *all = tc_arena_array(a, count ? count : 1, sizeof *all);
    for (size_t i = 0; i < count; i++)
        all[i] = (tc_lib_passage){.text = tc_lib_string(a, found[i].text),
                                  .section = tc_lib_string(a, found[i].section),
                                  .start = found[i].span.start,
                                  .end = found[i].span.end};
    to->passages = all;
    to->passage_count = count;
    return TC_OK;
}

static const char *date_text(tc_arena *a, tc_date d)
{
    char text[TC_DATE_TEXT_MAX];
    tc_date_format(text, d);
    return tc_lib_string(a, tc_span_str(text));
}

static tc_status copy_hit(tc_lib_hit *to, tc_arena *a, tc_engine *e, const tc_answer *answer,
                          size_t i, size_t passages, tc_error *err)
{
    tc_record *r;
    const tc_hit *hit = &answer->hits->items[i];
    tc_status st = tc_engine_record(&r, a, e, hit->id, err);
    if (st != TC_OK)
        return st;
    tc_shown_doc doc = tc_shown(a, e, hit->id, r);
    const tc_plan *p = r->plan;
    *to = (tc_lib_hit){.score = hit->weight,
                       .document = hit->id,
                       .path = tc_lib_string(a, doc.path),
                       .number = tc_lib_string(a, p->number),
                       .doc_type = tc_lib_string(a, p->doc_type),
                       .title = tc_lib_string(a, p->title),
                       .issuer = tc_lib_string(a, p->issuer),
                       .date = date_text(a, p->date),
                       .id = tc_lib_string(a, p->id)};
    return passages ? copy_passages(to, a, e, r, answer, passages, err) : TC_OK;
}

static tc_status search(owned_answer *o, tc_engine *e, const tc_lib_question *asked, tc_error *err)
{
    tc_answer *answer;
    tc_arena_catch guard;
    tc_question q = question_of(asked);
    tc_engine_rest(e);
    tc_status st = tc_engine_ask(&answer, &o->arena, e, &q, err);
    if (st != TC_OK)
        return st;
    if (TC_ARENA_CATCH(&o->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the answer");
    size_t len = answer->hits->len;
    tc_lib_hit *hits = tc_arena_array(&o->arena, len ? len : 1, sizeof *hits);
    for (size_t i = 0; i < len && (st == TC_OK || st == TC_ENOTFOUND); i++) {
        st = copy_hit(&hits[o->answer.count], &o->arena, e, answer, i, asked->passages, err);
        o->answer.count += st == TC_OK; /* else it was deleted since */
    }
    o->answer.hits = hits;
    o->answer.matched = answer->hits->matched;
    o->answer.exact = answer->hits->exact;
    o->answer.partial = answer->partial;
    tc_arena_uncatch(&o->arena, &guard);
    return st == TC_ENOTFOUND ? TC_OK : st;
}

tc_lib_status tc_lib_search(tc_lib_answer **out, tc_lib_index *index, const tc_lib_question *q,
                            tc_lib_error *error)
{
    tc_error err = TC_ERROR_INIT;
    owned_answer *o = calloc(1, sizeof *o);
    if (!o)
        return tc_lib_fail(error, tc_fail(&err, TC_ENOMEM, "no memory for the answer"), &err);
    tc_arena_init(&o->arena);
    tc_status st = search(o, index->engine, q, &err);
    if (st != TC_OK) {
        tc_lib_answer_free(&o->answer);
        return tc_lib_fail(error, st, &err);
    }
    *out = &o->answer;
    return TC_LIB_OK;
}

void tc_lib_answer_free(tc_lib_answer *answer)
{
    owned_answer *o = (owned_answer *)answer;
    if (o)
        tc_arena_release(&o->arena);
    free(o);
}

static tc_status write_document(tc_buf *json, tc_arena *a, tc_engine *e, uint32_t id, tc_error *err)
{
    tc_record *r;
    tc_arena_catch guard;
    tc_status st = tc_engine_record(&r, a, e, id, err);
    if (st != TC_OK)
        return st;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the answer");
    const tc_shown_doc doc = tc_shown(a, e, id, r);
    st = tc_shown_json(json, a, e, &doc, err);
    tc_arena_uncatch(a, &guard);
    return st;
}

tc_lib_status tc_lib_document_json(tc_lib_text *out, tc_lib_index *index, uint32_t document,
                                   tc_lib_error *error)
{
    tc_arena arena;
    tc_buf json;
    tc_error err = TC_ERROR_INIT;
    tc_arena_init(&arena);
    tc_buf_init(&json, 0);
    tc_status st = write_document(&json, &arena, index->engine, document, &err);
    tc_arena_release(&arena);
    if (st == TC_OK)
        return tc_lib_hand_over(out, &json, error);
    tc_buf_release(&json);
    return tc_lib_fail(error, st, &err);
}
