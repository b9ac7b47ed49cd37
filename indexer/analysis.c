/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/analysis.h"

#include "indexer/signals.h"

#define MAX_WORDS ((size_t)200000) /* a word list of some 30 MB */

static bool asked_to_stop(void)
{
    return tc_stop_signal() != 0;
}

tc_status tc_analysis_init(tc_analysis *a, size_t max_memory, tc_error *err)
{
    memset(a, 0, sizeof *a);
    tc_arena_init(&a->arena);
    a->arena.limit = max_memory - max_memory / 4; /* the rest: its file, the store's document */
    const tc_apart_options options = {.stopped = asked_to_stop, .memory = max_memory};
    tc_status st = tc_plan_reader_new(&a->reader, err);
    if (st == TC_OK)
        st = tc_document_new(&a->document, err);
    return st == TC_OK ? tc_apart_new(&a->apart, &options, err) : st;
}

void tc_analysis_release(tc_analysis *a)
{
    tc_apart_free(a->apart);
    tc_document_free(a->document);
    tc_plan_reader_free(a->reader);
    tc_arena_release(&a->arena);
}

static void start(tc_analysis *a)
{
    tc_arena_reset(&a->arena);
    tc_document_clear(a->document);
    tc_lexicon_trim(tc_plan_reader_lexicon(a->reader), MAX_WORDS);
}

/* From the record's text on. */
static tc_status read_text(tc_analysed *out, tc_analysis *a, const tc_plan_given *given,
                           const char **stage, tc_error *err)
{
    tc_text *text;
    tc_tokens *tokens;
    tc_plan *plan;
    *stage = "normalise";
    tc_status st = tc_text_normalize(&text, &a->arena, out->record.text, err);
    if (st != TC_OK)
        return st;
    *stage = "tokenize";
    st = tc_tokenize(&tokens, &a->arena, tc_plan_reader_lexicon(a->reader), text, err);
    if (st != TC_OK)
        return st;
    *stage = "plan";
    st = tc_plan_read_given(&plan, &a->arena, a->reader, tokens, given, err);
    if (st != TC_OK)
        return st;
    out->text = text;
    out->tokens = tokens;
    out->record.plan = plan;
    return TC_OK;
}

/* Which step ran out of it is chance. */
static tc_status too_much(tc_error *err)
{
    return tc_fail(err, TC_ENOMEM, "takes more memory than it may (--max-memory)");
}

static tc_status analyse(tc_analysed **out, tc_analysis *a, tc_span bytes, tc_span name,
                         const tc_extract_options *options, const tc_plan_given *given,
                         const char **stage, tc_error *err)
{
    tc_extracted *x;
    *stage = "extract";
    tc_status st = tc_apart_extract(&x, a->apart, &a->arena, bytes, name, options, err);
    if (st != TC_OK)
        return st;
    tc_analysed *doc = tc_arena_alloc(&a->arena, sizeof *doc);
    doc->record = (tc_record){.mime = x->mime,
                              .charset = x->charset,
                              .text = x->text,
                              .page_starts = x->page_starts,
                              .page_count = x->page_count,
                              .warnings = x->warnings,
                              .warning_count = x->warning_count,
                              .size = bytes.len};
    doc->container = x->container;
    *out = doc;
    return read_text(doc, a, given, stage, err);
}

tc_status tc_analyse(tc_analysed **out, tc_analysis *a, tc_span bytes, tc_span name,
                     const tc_extract_options *options, const tc_plan_given *given,
                     const char **stage, tc_error *err)
{
    start(a);
    *stage = "extract";
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&a->arena, &guard))
        return too_much(err);
    tc_status st = analyse(out, a, bytes, name, options, given, stage, err);
    tc_arena_uncatch(&a->arena, &guard);
    return st == TC_ENOMEM ? too_much(err) : st;
}

static tc_status analyse_again(tc_analysed **out, tc_analysis *a, const tc_record *record,
                               const tc_plan_given *given, tc_error *err)
{
    const char *stage;
    *out = tc_arena_alloc(&a->arena, sizeof **out);
    (*out)->record = *record;
    return read_text(*out, a, given, &stage, err);
}

tc_status tc_analyse_again(tc_analysed **out, tc_analysis *a, const tc_record *record,
                           const tc_plan_given *given, tc_error *err)
{
    start(a);
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&a->arena, &guard))
        return too_much(err);
    tc_status st = analyse_again(out, a, record, given, err);
    tc_arena_uncatch(&a->arena, &guard);
    return st == TC_ENOMEM ? too_much(err) : st;
}

tc_status tc_analyse_record(tc_analysed **out, tc_analysis *a, tc_span data,
                            const tc_plan_given *given, tc_error *err)
{
    start(a);
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&a->arena, &guard))
        return too_much(err);
    tc_record *record;
    tc_status st = tc_record_decode(&record, &a->arena, tc_arena_copy(&a->arena, data), err);
    if (st == TC_OK)
        st = analyse_again(out, a, record, given, err);
    tc_arena_uncatch(&a->arena, &guard);
    return st == TC_ENOMEM ? too_much(err) : st;
}

tc_status tc_analysis_encode(tc_span *unique, tc_analysis *a, const tc_analysed *doc, tc_error *err)
{
    return tc_record_encode(a->document, unique, &a->arena, &doc->record, doc->tokens,
                            tc_plan_reader_lexicon(a->reader), err);
}
