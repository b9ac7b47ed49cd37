/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by test_citation.c and test_resolve.c: the citations of a text as lines, and golden files
 * of blocks: "= name", the text, then one "> ..." line a citation. */
#ifndef TC_TESTS_CITATION_LINES_H
#define TC_TESTS_CITATION_LINES_H

#include "base/buf.h"
#include "plan/plan.h"
#include "tests/unit/unit.h"

static int reader_setup(void **state)
{
    tc_plan_reader *reader = NULL;
    if (tc_plan_reader_new(&reader, NULL) != TC_OK)
        return -1;
    *state = reader;
    return 0;
}

static int reader_teardown(void **state)
{
    tc_plan_reader_free(*state);
    return 0;
}

static tc_plan *read_plan(tc_plan_reader *reader, tc_arena *arena, tc_span source)
{
    tc_error err = TC_ERROR_INIT;
    tc_text *text;
    tc_tokens *tokens;
    tc_plan *plan;
    assert_status(tc_text_normalize(&text, arena, source, &err), TC_OK, &err);
    assert_status(tc_tokenize(&tokens, arena, tc_plan_reader_lexicon(reader), text, &err), TC_OK,
                  &err);
    assert_status(tc_plan_read(&plan, arena, reader, tokens, &err), TC_OK, &err);
    return plan;
}

static void add_field(tc_buf *out, tc_span s)
{
    tc_buf_adds(out, " | ");
    tc_buf_add(out, s.len ? s : TC_SPAN("-"));
}

/* form | number_key | date | issuer | term | id | relation | raw */
static void add_citation(tc_buf *out, tc_arena *arena, const tc_citation *c, tc_span source)
{
    char date[TC_DATE_TEXT_MAX] = "";
    if (tc_date_known(c->date))
        tc_date_format(date, c->date);
    tc_buf_adds(out, "> ");
    tc_buf_adds(out, tc_citation_form_name(c->form));
    tc_buf_adds(out, c->damaged ? " damaged" : "");
    add_field(out, c->number_key);
    add_field(out, tc_span_str(date));
    add_field(out, c->issuer);
    add_field(out, c->term);
    add_field(out, c->id);
    for (size_t i = 0; i < c->candidate_count; i++) {
        tc_buf_adds(out, i ? " or " : " ? ");
        tc_buf_add(out, c->candidates[i]);
    }
    tc_buf_adds(out, " | ");
    tc_buf_adds(out, tc_relation_name(c->relation));
    add_field(out, tc_text_squeeze(arena, tc_span_sub(source, c->span.start, c->span.end)));
    tc_buf_adds(out, "\n");
}

typedef struct {
    tc_buf name, text, want;
} golden_block;

static bool next_block(FILE *file, golden_block *b)
{
    char line[4096];
    tc_buf_reset(&b->name);
    tc_buf_reset(&b->text);
    tc_buf_reset(&b->want);
    tc_buf_adds(&b->text, "");
    tc_buf_adds(&b->want, "");
    long at = ftell(file);
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '=' && b->name.len) {
            fseek(file, at, SEEK_SET);
            return true;
        }
        at = ftell(file);
        if (line[0] == '#')
            continue;
        if (line[0] == '=')
            tc_buf_adds(&b->name, line + 2);
        else if (line[0] == '>')
            tc_buf_adds(&b->want, line);
        else if (b->name.len && !b->want.len)
            tc_buf_adds(&b->text, line);
    }
    return b->name.len > 0;
}

/* Compares every block; returns how many there were. TC_GOLDEN_PRINT=1 prints what is read. */
static size_t check_blocks(tc_plan_reader *reader, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("cannot open %s: run from the project's root", path);
    golden_block b;
    tc_buf got;
    tc_buf_init(&b.name, 0);
    tc_buf_init(&b.text, 0);
    tc_buf_init(&b.want, 0);
    tc_buf_init(&got, 0);
    size_t blocks = 0, bad = 0;
    for (; next_block(file, &b); blocks++) {
        tc_arena arena;
        tc_arena_init(&arena);
        tc_span source = tc_buf_span(&b.text);
        tc_plan *plan = read_plan(reader, &arena, source);
        tc_buf_reset(&got);
        tc_buf_adds(&got, "");
        for (size_t i = 0; i < plan->citations.len; i++)
            add_citation(&got, &arena, &plan->citations.items[i], source);
        if (getenv("TC_GOLDEN_PRINT"))
            printf("= %.*s%.*s%.*s\n", (int)b.name.len, b.name.ptr, (int)b.text.len, b.text.ptr,
                   (int)got.len, got.ptr);
        if (!tc_span_eq(tc_buf_span(&got), tc_buf_span(&b.want))) {
            print_error("%.*swant:\n%.*sgot:\n%.*s\n", (int)b.name.len, b.name.ptr, (int)b.want.len,
                        b.want.ptr, (int)got.len, got.ptr);
            bad++;
        }
        tc_arena_release(&arena);
    }
    fclose(file);
    tc_buf_release(&b.name);
    tc_buf_release(&b.text);
    tc_buf_release(&b.want);
    tc_buf_release(&got);
    assert_int_equal(bad, 0);
    return blocks;
}

#endif
