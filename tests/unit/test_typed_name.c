/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents by name, as people type them. */
#include "unit.h"

#include "plan/typed_name.h"

typedef struct {
    const char *typed;
    const char *ids; /* parted by "; " */
} row;

static const row rows[] = {
    {"Luật Đất đai", "LAW:luat-dat-dai:"},
    {"  luật đất đai. ", "LAW:luat-dat-dai:"},
    {"luat dat dai", "LAW:luat-dat-dai:"},
    {"Luật đất đai 2013", "LAW:luat-dat-dai:2013"},
    {"luat dat dai nam 2013", "LAW:luat-dat-dai:2013"},
    {"Luật Đất đai ngày 29/11/2013", "LAW:luat-dat-dai:2013-11-29"},
    {"Luật Đất\nđai", "LAW:luat-dat-dai:"},
    {"luật BHXH", "LAW:luat-bao-hiem-xa-hoi:"},
    {"bo luat dan su 2015", "LAW:bo-luat-dan-su:2015"},
    {"Bộ luật Tố tụng hình sự", "LAW:bo-luat-to-tung-hinh-su:"},
    {"hiến pháp", "LAW:hien-phap:"},
    {"Hien phap 2013", "LAW:hien-phap:2013"},
    {"Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013", "LAW:hien-phap:2013"},
    {"Pháp lệnh Tín ngưỡng, tôn giáo", "LAW:phap-lenh-tin-nguong-ton-giao:"},
    {"luật phòng, chống tham nhũng", "LAW:luat-phong-chong-tham-nhung:"},
    {"Luật Không Có Thật", "LAW:luat-khong-co-that:"}, /* whether it is, the index tells */
    {"Nghị quyết Đại hội XIII", "CONG:TW:XIII:NQ"},
    {"nghị quyết đại hội xiii", "CONG:TW:XIII:NQ"},
    {"nghi quyet dai hoi 13", "CONG:TW:XIII:NQ"},
    {"Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "CONG:TW:XIII:NQ"},
    {"Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX", "CONG:dang-bo-tinh:XIX:NQ"},
    {"Nghị quyết Trung ương 4 khóa XII", "PLENUM:TW:XII:4:NQ"},
    {"nghị quyết trung ương 4 khóa xii", "PLENUM:TW:XII:4:NQ"},
    {"nghi quyet trung uong 4 khoa xii", "PLENUM:TW:XII:4:NQ"},
    {"Nghị quyết Trung ương 4 (khóa XI, XII)", "PLENUM:TW:XI:4:NQ; PLENUM:TW:XII:4:NQ"},
    {"Nghị quyết Trung ương 8",
     "PLENUM:TW:XIV:8:NQ; PLENUM:TW:XIII:8:NQ; PLENUM:TW:XII:8:NQ; PLENUM:TW:XI:8:NQ; "
     "PLENUM:TW:X:8:NQ; PLENUM:TW:IX:8:NQ; PLENUM:TW:VIII:8:NQ; PLENUM:TW:VII:8:NQ; "
     "PLENUM:TW:VI:8:NQ; PLENUM:TW:V:8:NQ; PLENUM:TW:IV:8:NQ; PLENUM:TW:III:8:NQ; "
     "PLENUM:TW:II:8:NQ; PLENUM:TW:I:8:NQ"},
    /* whole citations */
    {"Luật Đất đai số 31/2024/QH15", "31/2024/QH15"},
    {"Chỉ thị số 05-CT/TW, ngày\n15/5/2016 của Bộ Chính trị", "5-CT/TW 2016-05-15"},
    {"Kế hoạch số 31-KH/TU ngày 17/5/2021 của Tỉnh ủy;", "31-KH/TU 2021-05-17"},
    /* no names, or more than a name */
    {"", ""},
    {"luật", ""},
    {"chuyển đổi số", ""},
    {"tuyên truyền Luật Đất đai", ""},
    {"Luật Đất đai cho cán bộ xã", "LAW:luat-dat-dai-cho-can-bo-xa:"},
    {"31-KH/TU", "31-KH/TU"},
};

static void names_as_typed(void **state)
{
    (void)state;
    tc_plan_reader *reader;
    assert_int_equal(tc_plan_reader_new(&reader, NULL), TC_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tc_arena arena;
        tc_typed_name got;
        char text[1024] = "";
        tc_arena_init(&arena);
        assert_int_equal(tc_typed_name_read(&got, &arena, reader, tc_span_str(rows[i].typed), NULL),
                         TC_OK);
        if (got.number.len) {
            char iso[TC_DATE_TEXT_MAX] = "";
            if (tc_date_known(got.date))
                tc_date_format(iso, got.date);
            snprintf(text, sizeof text, "%.*s%s%s", (int)got.number.len, got.number.ptr,
                     *iso ? " " : "", iso);
        }
        for (size_t k = 0; k < got.count; k++) {
            size_t used = strlen(text);
            snprintf(text + used, sizeof text - used, "%s%.*s", k ? "; " : "", (int)got.ids[k].len,
                     got.ids[k].ptr);
        }
        if (strcmp(text, rows[i].ids))
            print_message("\"%s\"\n", rows[i].typed);
        assert_string_equal(text, rows[i].ids);
        tc_arena_release(&arena);
    }
    tc_plan_reader_free(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_as_typed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
