/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Golden files of blocks, for readers of plans: "= name", a text, then the lines, each opened by
 * ">", that reading it must give. "\t" in a text is a TAB, "\~" a no-break space. */
#ifndef TC_TESTS_GOLDEN_BLOCKS_H
#define TC_TESTS_GOLDEN_BLOCKS_H

#include "base/buf.h"
#include "plan/plan.h"
#include "tests/unit/unit.h"

static inline int plan_setup(void **state)
{
    tc_plan_reader *reader = NULL;
    if (tc_plan_reader_new(&reader, NULL) != TC_OK)
        return -1;
    *state = reader;
    return 0;
}

static inline int plan_teardown(void **state)
{
    tc_plan_reader_free(*state);
    return 0;
}

static inline tc_plan *plan_of(tc_plan_reader *reader, tc_arena *arena, tc_span source)
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

/* "> key: a | b | c", empty parts as "-". */
static inline void block_line(tc_buf *out, const char *key, const tc_span *parts, size_t count)
{
    tc_buf_printf(out, "> %s:", key);
    for (size_t i = 0; i < count; i++) {
        tc_buf_adds(out, i ? " | " : " ");
        tc_buf_add(out, parts[i].len ? parts[i] : TC_SPAN("-"));
    }
    tc_buf_addc(out, '\n');
}

static inline tc_span block_date(tc_arena *arena, tc_date date)
{
    char iso[TC_DATE_TEXT_MAX] = "";
    if (tc_date_known(date) || date.month)
        tc_date_format(iso, date);
    return tc_arena_copy(arena, tc_span_str(iso));
}

/* What a span of the source says, on one line. */
static inline tc_span block_raw(tc_arena *arena, tc_range span, tc_span source)
{
    assert_true(span.start <= span.end && span.end <= source.len);
    return tc_text_squeeze(arena, tc_span_sub(source, span.start, span.end));
}

typedef void block_writer(tc_buf *out, tc_arena *, const tc_plan *, tc_span source);

static inline void block_text(tc_buf *text, const char *line)
{
    for (const char *c = line; *c; c++) {
        bool escape = c[0] == '\\' && (c[1] == 't' || c[1] == '~');
        if (escape)
            tc_buf_adds(text, *++c == 't' ? "\t" : "\xc2\xa0");
        else
            tc_buf_addc(text, *c);
    }
}

static inline bool block_read(FILE *file, tc_buf *name, tc_buf *text, tc_buf *want)
{
    char line[4096];
    long at = ftell(file);
    tc_buf_reset(name);
    tc_buf_reset(text);
    tc_buf_reset(want);
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '=' && name->len) {
            fseek(file, at, SEEK_SET);
            break;
        }
        at = ftell(file);
        if (line[0] == '=')
            tc_buf_adds(name, line + 2);
        else if (line[0] == '>' && name->len)
            tc_buf_adds(want, line);
        else if (name->len && !want->len)
            block_text(text, line);
    }
    return name->len > 0;
}

/* Compares every block of the file; TC_GOLDEN_PRINT=1 prints what is read instead. */
static inline void check_golden(tc_plan_reader *reader, const char *path, block_writer *write,
                                size_t at_least)
{
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("cannot open %s: run from the project's root", path);
    tc_buf bufs[4];
    for (size_t i = 0; i < 4; i++)
        tc_buf_init(&bufs[i], 0);
    size_t blocks = 0, bad = 0;
    for (; block_read(file, &bufs[0], &bufs[1], &bufs[2]); blocks++) {
        tc_arena arena;
        tc_arena_init(&arena);
        tc_span name = tc_buf_span(&bufs[0]), source = tc_buf_span(&bufs[1]);
        tc_buf_reset(&bufs[3]);
        write(&bufs[3], &arena, plan_of(reader, &arena, source), source);
        tc_span want = tc_buf_span(&bufs[2]), got = tc_buf_span(&bufs[3]);
        if (getenv("TC_GOLDEN_PRINT")) {
            printf("= %.*s%.*s\n", (int)name.len, name.ptr, (int)got.len, got.ptr);
        } else if (!tc_span_eq(want, got)) {
            print_error("%.*swant:\n%.*sgot:\n%.*s\n", (int)name.len, name.ptr, (int)want.len,
                        want.ptr, (int)got.len, got.ptr);
            bad++;
        }
        tc_arena_release(&arena);
    }
    fclose(file);
    for (size_t i = 0; i < 4; i++)
        tc_buf_release(&bufs[i]);
    assert_int_equal(bad, 0);
    assert_true(blocks >= at_least);
}

#endif
