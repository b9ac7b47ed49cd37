/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "text/key.h"

typedef struct {
    const char *typed, *meant; /* NULL: left as it is */
} typing;

static const typing telex[] = {
    {"nghij", "nghị"},
    {"quyeets", "quyết"},
    {"nguoiwf", "người"},
    {"nguwowif", "người"},
    {"dduowngf", "đường"},
    {"duwowngf", "dường"},
    {"ddangr", "đảng"},
    {"dangrd", "đảng"},
    {"DDangr", "Đảng"},
    {"truwowngf", "trường"},
    {"chis", "chí"},
    {"thij", "thị"},
    {"tuyeen", "tuyên"},
    {"truyeenf", "truyền"},
    {"phof", "phò"},
    {"tw", "tư"},
    {"nuwocs", "nước"},
    {"ngoeor", "ngoẻo"},
    {"hoaf", "hòa"},
    {"thuys", "thúy"},
    {"hoafn", "hoàn"},
    {"quaan", "quân"},
    {"quyj", "quỵ"},
    {"muaw", "mưa"},
    {"xoongs", "xống"},
    {"uyr", "ủy"},
    {"giuwx", "giữ"},
    {"gif", "gì"},
    {"as", "á"},
    {"KEES", "KẾ"},
    {"khoas", "khóa"},
    {"Hooij", "Hội"},
    {"tieengs", "tiếng"},
    {"hoatj", "hoạt"},
    {"hoajt", "hoạt"},
    /* syllables as they stand, and what is none in any reading */
    {"nghi", NULL},
    {"phong", NULL},
    {"khoeo", NULL},
    {"quyet", NULL},
    {"bcdf", NULL},
    {"", NULL},
    {"ss", NULL},
    {"hoafs", NULL},
    {"windows", NULL},
    {"ubnd", NULL},
    {"đảng", NULL},
    {"sfrxj", NULL},
    {"nghieengngsnghieeng", NULL},
};

static const typing vni[] = {
    {"nghi5", "nghị"},
    {"quye6t1", "quyết"},
    {"d9ang3", "đảng"},
    {"d9u7o7ng2", "đường"},
    {"nguo7i2", "người"},
    {"D9ang3", "Đảng"},
    {"hoa2", "hòa"},
    {"a8n", "ăn"},
    {"ha2nh", "hành"},
    {"tuye6n", "tuyên"},
    {"tru7o7ng2", "trường"},
    {"u3y", "ủy"},
    {"nghi", NULL},
    {"qh15", NULL},
    {"15", NULL},
    {"nghi55", NULL},
    {"5nghi", NULL},
    {"a9", NULL},
    {"", NULL},
    {"nghi0", NULL},
    {"quye7t1", NULL},
};

static void check(tc_arena *arena, bool (*decode)(tc_arena *, tc_span, tc_span *), typing t)
{
    tc_span out = {NULL, 0};
    bool decoded = decode(arena, tc_span_str(t.typed), &out);
    print_message("%s\n", t.typed);
    assert_int_equal(decoded, t.meant != NULL);
    if (decoded)
        assert_span(out, t.meant);
}

static void test_telex(void **state)
{
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof telex / sizeof *telex; i++)
        check(&arena, tc_telex_decode, telex[i]);
    tc_arena_release(&arena);
}

static void test_vni(void **state)
{
    tc_arena arena;
    (void)state;
    tc_arena_init(&arena);
    for (size_t i = 0; i < sizeof vni / sizeof *vni; i++)
        check(&arena, tc_vni_decode, vni[i]);
    tc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_telex), cmocka_unit_test(test_vni)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
