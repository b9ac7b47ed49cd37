/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which shard a document goes to. */
#include "indexer/shard_key.h"
#include "tests/unit/unit.h"

static void test_province(void **state)
{
    (void)state;
    tc_arena a;
    tc_arena_init(&a);
    static const struct {
        const char *parent, *issuer, *place, *province;
    } cases[] = {
        {"Đảng bộ tỉnh Lai Châu", "Thành ủy Lai Châu", "TP. Lai Châu", "lai-chau"},
        {"", "Tỉnh ủy Lai Châu", "Lai Châu", "lai-chau"},
        {"", "Ủy ban nhân dân tỉnh Bắc Ninh", "", "bac-ninh"},
        {"", "Sở Thông tin và Truyền thông tỉnh Xuân Giang", "Xuân Giang", "xuan-giang"},
        {"", "Bộ Nội vụ", "Hà Nội", "ha-noi"},
        {"", "", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_plan plan = {.issuer_parent = tc_span_str(cases[i].parent),
                        .issuer = tc_span_str(cases[i].issuer),
                        .place = tc_span_str(cases[i].place)};
        tc_span found = tc_shard_province(&a, &plan);
        if (!tc_span_eq(found, tc_span_str(cases[i].province)))
            fail_msg("%s, %s: %.*s", cases[i].parent, cases[i].issuer, (int)found.len,
                     found.len ? found.ptr : "");
    }
    tc_arena_release(&a);
}

static void test_together(void **state)
{
    (void)state;
    tc_arena a;
    tc_arena_init(&a);
    tc_plan plan = {.date = {2021, 5, 25}};
    tc_span first = TC_SPAN("a/x.zip!/1.txt"), second = TC_SPAN("a/x.zip!/2.txt"),
            alone = TC_SPAN("b.txt");
    tc_record one = {.sha256 = TC_SPAN("aa11"), .paths = &first, .path_count = 1, .plan = &plan};
    tc_record two = {.sha256 = TC_SPAN("bb22"), .paths = &second, .path_count = 1, .plan = &plan};
    tc_record three = {.sha256 = TC_SPAN("cc33"), .paths = &alone, .path_count = 1, .plan = &plan};
    for (unsigned n = 2; n < 64; n++) {
        /* an archive's files stay with it */
        unsigned archive = tc_shard_of_path(TC_SPAN("a/x.zip"), n);
        assert_int_equal(tc_shard_of_record(&a, TC_SHARD_BY_HASH, &one, n), archive);
        assert_int_equal(tc_shard_of_record(&a, TC_SHARD_BY_YEAR, &two, n), archive);
        assert_int_equal(tc_shard_of_record(&a, TC_SHARD_BY_YEAR, &three, n), 2021 % n);
        assert_int_equal(tc_shard_of_record(&a, TC_SHARD_BY_HASH, &three, n),
                         tc_shard_of_hash(three.sha256, n));
        assert_true(tc_shard_of_hash(three.sha256, n) < n);
    }
    unsigned used[4] = {0};
    for (unsigned i = 0; i < 400; i++)
        used[tc_shard_of_hash(tc_span_str(tc_arena_printf(&a, "%08x", i * 2654435761u)), 4)]++;
    for (unsigned i = 0; i < 4; i++) /* evenly */
        assert_true(used[i] > 60 && used[i] < 140);
    tc_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_province),
        cmocka_unit_test(test_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
