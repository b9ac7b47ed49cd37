/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "store/field.h"

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int id; /* -1: none */
    } cases[] = {
        {"number", TC_FIELD_ID_NUMBER},
        {"so_hieu", TC_FIELD_ID_NUMBER},
        {"SO-HIEU", TC_FIELD_ID_NUMBER},
        {"so", TC_FIELD_ID_NUMBER},
        {"Trich_Dan", TC_FIELD_ID_CITES},
        {"can_cu", TC_FIELD_ID_BASIS},
        {"ngay", TC_FIELD_ID_DATE},
        {"", -1},
        {"numb", -1},
        {"numbers", -1},
        {"so_hieu so", -1},
        {"ngày", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_field_id id = TC_FIELD_COUNT;
        bool found = tc_field_find(tc_span_str(cases[i].typed), &id);
        assert_int_equal(found ? (int)id : -1, cases[i].id);
    }
}

/* No two fields share a name, an alias, a slot, or (but for the body) a prefix. */
static void test_table(void **state)
{
    (void)state;
    uint64_t slots = 0, facets = 0;
    for (size_t i = 0; i < TC_FIELD_COUNT; i++) {
        const tc_field *f = tc_field_at((tc_field_id)i);
        tc_field_id id;
        assert_true(tc_field_find(tc_span_str(f->name), &id));
        assert_int_equal(id, i);
        for (const char *p = f->aliases; *p;) {
            size_t len = strcspn(p, " ");
            assert_true(tc_field_find(tc_span_make(p, len), &id));
            assert_int_equal(id, i);
            p += len + strspn(p + len, " ");
        }
        assert_int_equal(strncmp(f->example, f->name, strlen(f->name)), 0);
        assert_int_equal(f->example[strlen(f->name)], ':');
        if (f->facet != TC_FACET_NONE) {
            assert_false(facets >> f->facet & 1);
            facets |= (uint64_t)1 << f->facet;
        }
        if (f->slot != TC_NO_SLOT) {
            assert_true(f->slot < 64 && f->slot != TC_FACET_SLOT);
            assert_false(slots >> f->slot & 1);
            slots |= (uint64_t)1 << f->slot;
        }
    }
}

static void test_prefixes(void **state)
{
    (void)state;
    tc_span all[TC_FIELD_COUNT + TC_MARK_COUNT];
    for (size_t i = 0; i < TC_FIELD_COUNT; i++)
        all[i] = tc_field_prefix((tc_field_id)i);
    for (size_t i = 0; i < TC_MARK_COUNT; i++)
        all[TC_FIELD_COUNT + i] = tc_mark_prefix((tc_mark_id)i);
    for (size_t i = 0; i < TC_FIELD_COUNT + TC_MARK_COUNT; i++)
        for (size_t j = 0; j < TC_FIELD_COUNT + TC_MARK_COUNT; j++)
            /* a term of one is never a term of the other */
            assert_true(i == j || all[i].len == 0 || !tc_span_starts(all[j], all[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_prefixes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
