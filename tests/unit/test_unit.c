/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units by role: a golden file of tasks as plans give them, names that roles are known by. */
#include "tests/unit/golden_blocks.h"

#include <stdlib.h>

static void write_units(tc_buf *out, tc_arena *arena, const tc_plan *p, tc_span source)
{
    size_t last = 0;
    for (size_t i = 0; i < p->units.len; i++) {
        const tc_unit *u = &p->units.items[i];
        tc_span label =
            u->section == TC_NO_SECTION ? TC_SPAN("") : p->sections.items[u->section].label;
        tc_span parts[] = {u->name, label};
        block_raw(arena, u->span, source);
        assert_true(u->span.start >= last); /* in the text's order */
        last = u->span.start;
        block_line(out, tc_unit_role_name(u->role), parts, 2);
    }
}

static void golden_texts(void **state)
{
    check_golden(*state, "tests/golden/units.txt", write_units, 8);
}

static void role_names(void **state)
{
    (void)state;
    for (int i = 0; i < TC_UNIT_ROLE_COUNT; i++) {
        tc_unit_role role;
        assert_true(tc_unit_role_parse(tc_span_str(tc_unit_role_name((tc_unit_role)i)), &role));
        assert_int_equal(role, i);
    }
    tc_unit_role role;
    assert_false(tc_unit_role_parse(TC_SPAN("nobody"), &role));
    for (int i = 0; i < TC_RELATION_COUNT; i++) {
        tc_relation relation;
        assert_true(tc_relation_parse(tc_span_str(tc_relation_name((tc_relation)i)), &relation));
        assert_int_equal(relation, i);
    }
}

/* The issuer is a unit, and so is who issued what is cited. */
static void issuer_and_cited(void **state)
{
    tc_arena arena;
    tc_arena_init(&arena);
    tc_plan *plan = plan_of(*state, &arena,
                            TC_SPAN("HUYỆN UỶ TAM ĐƯỜNG\n*\nSố 5-KH/HU\n\nKẾ HOẠCH\nkiểm tra\n\n"
                                    "Thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị.\n"));
    assert_int_equal(plan->units.len, 2);
    assert_int_equal(plan->units.items[0].role, TC_UNIT_ISSUER);
    assert_span(plan->units.items[0].name, "Huyện ủy Tam Đường");
    assert_int_equal(plan->units.items[1].role, TC_UNIT_CITED);
    assert_span(plan->units.items[1].name, "Bộ Chính trị");
    tc_arena_release(&arena);
}

/* Ids of words that were forgotten go to others: what a word begins is looked up anew. "phôí" is a
 * word of its own, which counts as "phối". */
static void words_met_after_others_were_forgotten(void **state)
{
    tc_arena arena;
    tc_arena_init(&arena);
    plan_of(*state, &arena, TC_SPAN("Zzqx zzqw zzqv zzqu.\n"));
    tc_lexicon_trim(tc_plan_reader_lexicon(*state), 0);
    tc_plan *plan =
        plan_of(*state, &arena, TC_SPAN("Phôí hợp với Công an tỉnh tổ chức kiểm tra.\n"));
    assert_int_equal(plan->units.len, 1);
    assert_int_equal(plan->units.items[0].role, TC_UNIT_COORDINATING);
    assert_span(plan->units.items[0].name, "Công an tỉnh");
    tc_arena_release(&arena);
}

/* One of these took 35 times as long as it should, at so much text. The limit leaves room for the
 * sanitizers and valgrind. */
static void the_same_words_again_and_again_take_linear_time(void **state)
{
    static const char *const words[] = {
        "phối hợp với Sở Y tế ",    "phối hợp với Sở Y tế\n",
        "báo cáo\tSở Y tế ",        "| Đơn vị chủ trì | Sở Y tế |\n",
        "các Sở: Y tế, Nội vụ ",    "|\nTT\n",
        "Sở Y tế (tỉnh) Lai Châu ", "(Sở Y tế ",
        "Giao Sở Y tế chủ trì, "};
    const size_t size = getenv("TC_SHORT") ? 1 << 16 : 3 << 20;
    char *text = malloc(size);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = 0;
        tc_arena arena;
        tc_arena_init(&arena);
        for (size_t n = strlen(words[i]); len + n <= size; len += n)
            memcpy(text + len, words[i], n);
        double start = cpu_seconds();
        plan_of(*state, &arena, tc_span_make(text, len));
        double took = cpu_seconds() - start;
        if (took > 10)
            print_error("%s again and again took %.1f s\n", words[i], took);
        assert_true(took < 10);
        tc_arena_release(&arena);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_texts),
        cmocka_unit_test(role_names),
        cmocka_unit_test(issuer_and_cited),
        cmocka_unit_test(words_met_after_others_were_forgotten),
        cmocka_unit_test(the_same_words_again_and_again_take_linear_time),
    };
    return cmocka_run_group_tests(tests, plan_setup, plan_teardown);
}
