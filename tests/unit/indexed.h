/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An index of a few texts in a folder of its own, and the engine that asks it. */
#ifndef TC_TESTS_INDEXED_H
#define TC_TESTS_INDEXED_H

#include "tests/unit/scratch.h"
#include "tests/unit/unit.h"

#include <unistd.h>

#include "query/engine.h"

#ifndef INDEXED_MOST
#define INDEXED_MOST 64
#endif

typedef struct {
    tc_span text;
    tc_plan *plan;
    tc_tokens *tokens;
} indexed_text;

typedef struct {
    tc_arena arena;
    tc_error err;
    char dir[32], index[48];
    tc_plan_reader *reader;
    indexed_text texts[INDEXED_MOST]; /* text i is document i + 1 */
    size_t count;
    tc_engine *engine;
} indexed;

static inline void indexed_begin(indexed *x)
{
    memset(x, 0, sizeof *x);
    tc_arena_init(&x->arena);
    snprintf(x->dir, sizeof x->dir, "%s", "/tmp/tc-indexed-XXXXXX");
    assert_non_null(mkdtemp(x->dir));
    snprintf(x->index, sizeof x->index, "%s/index", x->dir);
    assert_status(tc_plan_reader_new(&x->reader, &x->err), TC_OK, &x->err);
}

/* Copied. False when it is not UTF-8 or there are too many. */
static inline bool indexed_add(indexed *x, tc_span text)
{
    tc_text *norm;
    if (x->count == INDEXED_MOST)
        return false;
    indexed_text *t = &x->texts[x->count];
    t->text = tc_arena_copy(&x->arena, text);
    if (tc_text_normalize(&norm, &x->arena, t->text, &x->err) != TC_OK)
        return false;
    assert_status(
        tc_tokenize(&t->tokens, &x->arena, tc_plan_reader_lexicon(x->reader), norm, &x->err), TC_OK,
        &x->err);
    assert_status(tc_plan_read(&t->plan, &x->arena, x->reader, t->tokens, &x->err), TC_OK, &x->err);
    x->count++;
    return true;
}

static inline void indexed_put(indexed *x, tc_writer *w, tc_document *d, size_t i)
{
    indexed_text *t = &x->texts[i];
    tc_span unique, sha = tc_span_str(tc_arena_printf(&x->arena, "%064zu", i + 1));
    tc_docid id;
    tc_record r = {.sha256 = sha, .paths = &sha, .path_count = 1, .text = t->text, .plan = t->plan};
    assert_status(tc_record_encode(d, &unique, &x->arena, &r, t->tokens,
                                   tc_plan_reader_lexicon(x->reader), &x->err),
                  TC_OK, &x->err);
    assert_status(tc_writer_put(w, &id, unique, d, &x->err), TC_OK, &x->err);
    assert_int_equal(id, i + 1);
}

static inline void indexed_open(indexed *x)
{
    tc_writer *w = NULL;
    tc_document *d = NULL;
    const char *dirs[] = {x->index};
    tc_writer_options create = {.create = true, .analyzer_id = tc_analyzer_id()};
    assert_status(tc_writer_open(&w, x->index, &create, &x->err), TC_OK, &x->err);
    assert_status(tc_document_new(&d, &x->err), TC_OK, &x->err);
    for (size_t i = 0; i < x->count; i++)
        indexed_put(x, w, d, i);
    tc_document_free(d);
    assert_status(tc_writer_close(w, &x->err), TC_OK, &x->err);
    assert_status(tc_engine_open(&x->engine, dirs, 1, &x->err), TC_OK, &x->err);
}

static inline void indexed_end(indexed *x)
{
    tc_engine_free(x->engine);
    tc_plan_reader_free(x->reader);
    tc_arena_release(&x->arena);
    scratch_remove(x->dir);
}

#endif
