/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout: heads, sections, signatures, recipients and furniture of damaged texts. */
#include <time.h>

#include "tests/unit/golden_blocks.h"

static void write_layout(tc_buf *out, tc_arena *arena, const tc_plan *p, tc_span source)
{
    (void)source;
    tc_span head[] = {p->number_key, p->doc_type, block_date(arena, p->date), p->place};
    tc_span issuer[] = {p->issuer, p->issuer_parent};
    tc_span sign[] = {p->signer.authority, p->signer.position, p->signer.name};
    block_line(out, "head", head, 4);
    block_line(out, "issuer", issuer, 2);
    block_line(out, "title", &p->title, 1);
    if (p->signer.name.len)
        block_line(out, "sign", sign, 3);
    for (size_t i = 0; i < p->sections.len; i++) {
        tc_span parts[] = {p->sections.items[i].label, p->sections.items[i].title};
        block_line(out, "sec", parts, 2);
    }
    for (size_t i = 0; i < p->units.len; i++) {
        tc_unit_role role = p->units.items[i].role;
        if (role == TC_UNIT_RECIPIENT || role == TC_UNIT_ARCHIVE)
            block_line(out, role == TC_UNIT_RECIPIENT ? "to" : "archive", &p->units.items[i].name,
                       1);
    }
}

static void golden_texts(void **state)
{
    check_golden(*state, "tests/golden/layout.txt", write_layout, 26);
}

/* One line of 400 KB that may open a column at each of its words, read in the time of its length.
 */
static void a_long_line_takes_no_longer(void **state)
{
    enum { WORDS = 130000, SECONDS = 10 };
    tc_arena arena;
    tc_buf text;
    tc_buf_init(&text, 0);
    tc_buf_adds(&text, "KẾ HOẠCH\ntuyên truyền\n\nNơi nhận:\n");
    for (size_t i = 0; i < WORDS; i++)
        tc_buf_adds(&text, "A: ");
    tc_buf_adds(&text, "\n");
    tc_arena_init(&arena);
    clock_t began = clock();
    plan_of(*state, &arena, tc_buf_span(&text));
    assert_true(clock() - began < SECONDS * CLOCKS_PER_SEC);
    tc_arena_release(&arena);
    tc_buf_release(&text);
}

/* Words that may be two are parted at every letter to see; one of 16 KB can be no two. */
static void a_long_word_in_the_head_takes_little_memory(void **state)
{
    enum { PAIRS = 8000, MEMORY = 8 << 20 };
    tc_arena arena;
    tc_buf text;
    tc_buf_init(&text, 0);
    tc_buf_adds(&text, "ỦY BAN\n");
    for (size_t i = 0; i < PAIRS; i++)
        tc_buf_adds(&text, "Ab");
    tc_buf_adds(&text, "\nKẾ HOẠCH\n");
    tc_arena_init(&arena);
    plan_of(*state, &arena, tc_buf_span(&text));
    assert_true(arena.used < MEMORY);
    tc_arena_release(&arena);
    tc_buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_texts),
        cmocka_unit_test(a_long_line_takes_no_longer),
        cmocka_unit_test(a_long_word_in_the_head_takes_little_memory),
    };
    return cmocka_run_group_tests(tests, plan_setup, plan_teardown);
}
