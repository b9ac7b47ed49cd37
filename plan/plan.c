/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of work, and the way back from normalised to source offsets. */
#include "plan/begins.h"
#include "plan/internal.h"

#include <stdlib.h>

#define NAME_CASE(ID, NAME) NAME,
static const char *const relation_names[] = {TC_RELATIONS(NAME_CASE)};
static const char *const form_names[] = {TC_CITATION_FORMS(NAME_CASE)};
static const char *const event_names[] = {TC_EVENT_KINDS(NAME_CASE)};
static const char *const check_names[] = {TC_EVENT_CHECKS(NAME_CASE)};
static const char *const role_names[] = {TC_UNIT_ROLES(NAME_CASE)};

const char *tc_relation_name(tc_relation v)
{
    return relation_names[v];
}
const char *tc_citation_form_name(tc_citation_form v)
{
    return form_names[v];
}
const char *tc_event_kind_name(tc_event_kind v)
{
    return event_names[v];
}
const char *tc_event_check_name(tc_event_check v)
{
    return check_names[v];
}
const char *tc_unit_role_name(tc_unit_role v)
{
    return role_names[v];
}

static bool find_name(const char *const *names, size_t count, tc_span name, size_t *out)
{
    for (size_t i = 0; i < count; i++)
        if (tc_span_eq(tc_span_str(names[i]), name)) {
            *out = i;
            return true;
        }
    return false;
}

bool tc_relation_parse(tc_span name, tc_relation *out)
{
    size_t i;
    if (!find_name(relation_names, TC_RELATION_COUNT, name, &i))
        return false;
    *out = (tc_relation)i;
    return true;
}

bool tc_unit_role_parse(tc_span name, tc_unit_role *out)
{
    size_t i;
    if (!find_name(role_names, TC_UNIT_ROLE_COUNT, name, &i))
        return false;
    *out = (tc_unit_role)i;
    return true;
}

static tc_status reader_build(tc_plan_reader *reader, tc_error *err)
{
    tc_status s = tc_lexicon_new(&reader->lexicon, err);
    if (s == TC_OK)
        s = tc_number_grammar_new(&reader->numbers, reader->lexicon, err);
    if (s == TC_OK)
        s = tc_layout_words_new(&reader->layout, reader->lexicon, err);
    if (s == TC_OK)
        s = tc_citation_words_new(&reader->citation, reader->lexicon, err);
    if (s == TC_OK)
        s = tc_event_words_new(&reader->event, reader->lexicon, err);
    if (s == TC_OK)
        s = tc_unit_words_new(&reader->unit, reader->lexicon, err);
    if (s == TC_OK)
        s = tc_begins_new(&reader->begins, err);
    if (s == TC_OK)
        tc_lexicon_keep(reader->lexicon);
    return s;
}

tc_status tc_plan_reader_new(tc_plan_reader **out, tc_error *err)
{
    *out = NULL;
    tc_plan_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return tc_fail(err, TC_ENOMEM, "no memory for a plan reader");
    tc_status s = reader_build(reader, err);
    if (s != TC_OK) {
        tc_plan_reader_free(reader);
        return s;
    }
    *out = reader;
    return TC_OK;
}

void tc_plan_reader_free(tc_plan_reader *reader)
{
    if (!reader)
        return;
    tc_begins_free(reader->begins);
    tc_unit_words_free(reader->unit);
    tc_event_words_free(reader->event);
    tc_citation_words_free(reader->citation);
    tc_layout_words_free(reader->layout);
    tc_number_grammar_free(reader->numbers);
    tc_lexicon_free(reader->lexicon);
    free(reader);
}

tc_lexicon *tc_plan_reader_lexicon(tc_plan_reader *reader)
{
    return reader->lexicon;
}

const tc_number_grammar *tc_plan_reader_numbers(const tc_plan_reader *reader)
{
    return reader->numbers;
}

/* Text without diacritics (old e-mail, file names, some scans): fewer than one syllable in fifty
 * has a mark, where Vietnamese writes one on three of four. The first words tell. */
static bool text_unmarked(const tc_tokens *t)
{
    enum { SAMPLE = 4000 };
    size_t words = 0, marked = 0;
    for (size_t i = 0; i < t->len && words < SAMPLE; i++) {
        const tc_word *w = tc_token_word(t, i);
        if (!w || w->digits)
            continue;
        words++;
        marked += w->marked;
    }
    return marked * 50 < words;
}

static void to_source(const tc_text *text, tc_range *r)
{
    if (r->end > r->start)
        *r = tc_text_source_range(text, *r);
}

static void map_ranges(const tc_text *text, tc_plan *plan)
{
    to_source(text, &plan->number_span);
    to_source(text, &plan->title_span);
    to_source(text, &plan->issuer_span);
    to_source(text, &plan->date_span);
    for (size_t i = 0; i < plan->sections.len; i++) {
        to_source(text, &plan->sections.items[i].span);
        to_source(text, &plan->sections.items[i].head);
    }
    for (size_t i = 0; i < plan->citations.len; i++) {
        to_source(text, &plan->citations.items[i].span);
        to_source(text, &plan->citations.items[i].sentence);
    }
    for (size_t i = 0; i < plan->events.len; i++)
        to_source(text, &plan->events.items[i].span);
    for (size_t i = 0; i < plan->units.len; i++)
        to_source(text, &plan->units.items[i].span);
    for (size_t i = 0; i < plan->periods.len; i++)
        to_source(text, &plan->periods.items[i].span);
}

tc_status tc_plan_read(tc_plan **out, tc_arena *arena, tc_plan_reader *reader,
                       const tc_tokens *tokens, tc_error *err)
{
    return tc_plan_read_given(out, arena, reader, tokens, NULL, err);
}

tc_status tc_plan_read_given(tc_plan **out, tc_arena *arena, tc_plan_reader *reader,
                             const tc_tokens *tokens, const tc_plan_given *given, tc_error *err)
{
    *out = NULL;
    tc_reading *r;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to read the plan");
    r = tc_arena_alloc(arena, sizeof *r);
    r->arena = arena;
    r->reader = reader;
    r->tokens = tc_unglue(arena, reader, tokens, err);
    r->unmarked = text_unmarked(tokens);
    r->plan = tc_arena_alloc(arena, sizeof *r->plan);
    tc_layout_read(r);
    tc_status s = given ? tc_given_apply(r, given, err) : TC_OK;
    if (s == TC_OK) {
        tc_begins_meet(reader, arena);
        tc_citation_read(r);
        tc_event_read(r);
        tc_unit_read(r);
        tc_citation_resolve(r);
        tc_cite_no_own_law(r);
        map_ranges(tokens->text, r->plan);
        *out = r->plan;
    }
    tc_arena_uncatch(arena, &guard);
    return s;
}
