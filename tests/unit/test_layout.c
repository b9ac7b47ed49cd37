/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout: heads, sections, signatures, recipients and furniture of damaged texts. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_texts),
    };
    return cmocka_run_group_tests(tests, plan_setup, plan_teardown);
}
