/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units before and behind others, as questions ask for them. */
#include "unit.h"

#include "plan/succession.h"

typedef struct {
    const char *asked;
    const char *others; /* "name since", parted by "; " */
} row;

static const row rows[] = {
    {"Ban Tuyên giáo Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy 2025-02-03"},
    {"ban dan van", "Ban Tuyên giáo và Dân vận 2025-02-03"},
    {"Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy; Ban Dân vận Tỉnh ủy"},
    {"Sở Lao động, Thương binh và Xã hội", "Sở Nội vụ 2025-03-01"},
    {"Sở Nông nghiệp và Môi trường tỉnh Lai Châu",
     "Sở Tài nguyên và Môi trường tỉnh Lai Châu; "
     "Sở Nông nghiệp và Phát triển nông thôn tỉnh Lai Châu"},
    /* a name taken over asks for nobody else's */
    {"Bộ Tài chính", ""},
    {"Tỉnh ủy Bắc Ninh", ""},
    {"Tỉnh ủy Bắc Giang", "Tỉnh ủy Bắc Ninh 2025-07-01"},
    /* a city now */
    {"Tỉnh ủy Quảng Nam", "Thành ủy Đà Nẵng 2025-07-01"},
    {"UBND tỉnh Hải Dương", "UBND thành phố Hải Phòng 2025-07-01"},
    {"HĐND tỉnh Bà Rịa - Vũng Tàu", "HĐND thành phố Hồ Chí Minh 2025-07-01"},
    {"Thừa Thiên Huế", "Huế 2025-01-01"},
    {"thành phố Huế", ""},
    /* other places of such names, other words */
    {"UBND xã Bình Dương", ""},
    {"Hạ Nam", ""},
    {"Sở Y tế", ""},
    {"", ""},
};

static void names_before_and_since(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tc_arena arena;
        tc_other_names got;
        char text[1024] = "";
        tc_arena_init(&arena);
        tc_succession_find(&got, &arena, tc_span_str(rows[i].asked));
        for (size_t k = 0; k < got.len; k++) {
            char iso[TC_DATE_TEXT_MAX] = "";
            size_t used = strlen(text);
            if (got.items[k].from.year)
                tc_date_format(iso, got.items[k].from);
            snprintf(text + used, sizeof text - used, "%s%.*s%s%s", k ? "; " : "",
                     (int)got.items[k].name.len, got.items[k].name.ptr, *iso ? " " : "", iso);
        }
        assert_string_equal(text, rows[i].others);
        tc_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_before_and_since)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
