/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan as JSON: every key of schema tracuu/1 in every record, spans into the source text, any
 * text at all. */
#include "base/json.h"
#include "tests/unit/golden_blocks.h"

static tc_span json_of(tc_plan_reader *reader, tc_arena *arena, tc_buf *out, tc_span source)
{
    static const tc_plan_file file = {.path = TC_SPAN_LIT("a.txt"), .pages = 1, .text_chars = 3};
    tc_plan *plan = plan_of(reader, arena, source);
    tc_json j;
    tc_buf_reset(out);
    tc_json_init(&j, out);
    tc_plan_write_json(&j, plan, &file, source);
    assert_int_equal(out->status, TC_OK);
    return tc_buf_span(out);
}

static void has(tc_span json, const char *part)
{
    if (tc_span_find(json, tc_span_str(part)) == SIZE_MAX)
        fail_msg("%s is not in %.*s", part, (int)json.len, json.ptr);
}

static const char *const plan_keys[] = {
    "\"v\":1",        "\"type\":\"plan\"",   "\"path\":\"a.txt\"",
    "\"sha256\":",    "\"mime\":",           "\"charset\":",
    "\"pages\":1",    "\"text_chars\":3",    "\"warnings\":",
    "\"by_hand\":[]", "\"number\":",         "\"number_key\":",
    "\"doc_type\":",  "\"doc_type_label\":", "\"system\":",
    "\"title\":",     "\"date\":",           "\"place\":",
    "\"issuer\":",    "\"issuer_parent\":",  "\"signer\":",
    "\"id\":",        "\"sections\":",       "\"citations\":",
    "\"events\":",    "\"units\":",          "\"periods\":",
};

/* An empty text gives every key, with null or []. */
static void empty_plan(void **state)
{
    tc_arena arena;
    tc_buf out;
    tc_arena_init(&arena);
    tc_buf_init(&out, 0);
    tc_span json = json_of(*state, &arena, &out, TC_SPAN(""));
    for (size_t i = 0; i < sizeof plan_keys / sizeof *plan_keys; i++)
        has(json, plan_keys[i]);
    has(json, "\"signer\":null");
    has(json, "\"units\":[]");
    tc_buf_release(&out);
    tc_arena_release(&arena);
}

static void full_plan(void **state)
{
    static const char text[] =
        "TỈNH UỶ LAI CHÂU\n*\nSố 31-KH/TU\n\tĐẢNG CỘNG SẢN VIỆT NAM\n\n"
        "Lai Châu, ngày 17 tháng 5 năm 2021\n\nKẾ HOẠCH\ntuyên truyền\n-----\n\n"
        "Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị;\n\n"
        "I. NỘI DUNG\n\nKỷ niệm 70 năm Chiến thắng Điện Biên Phủ (7/5/1954 - 7/5/2024), tuyên "
        "truyền từ tháng 6 đến hết tháng 8/2023.\n\n"
        "Nơi nhận:\n- Ban \"Tuyên giáo\";\n- Lưu VT.\n\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\n"
        "Cao Thị Hòa An\n";
    static const char *const parts[] = {
        "\"number\":\"31-KH/TU\"",
        "\"doc_type_label\":\"Kế hoạch\"",
        "\"system\":\"party\"",
        "\"issuer\":\"Tỉnh ủy Lai Châu\"",
        "\"signer\":{\"authority\":\"T/M BAN THƯỜNG VỤ\",\"position\":\"Phó Bí thư\","
        "\"name\":\"Cao Thị Hòa An\"}",
        "\"sections\":[{\"label\":\"I\",\"title\":\"NỘI DUNG\",\"level\":1,\"span\":[",
        "\"form\":\"full\",\"number\":\"05-CT/TW\",\"number_key\":\"5-CT/TW\",\"doc_type\":\"CT\","
        "\"date\":\"2016-05-15\",\"issuer\":\"Bộ Chính trị\",\"term\":null,\"id\":",
        "\"candidates\":[]",
        "\"relation\":\"thuc_hien\"",
        "\"damaged\":false",
        "\"kind\":\"anniversary\",\"years\":70,\"origin\":\"1954-05-07\",\"observed\":"
        "\"2024-05-07\",\"calendar\":\"solar\",\"id\":\"dien-bien-phu\",\"check\":\"ok\","
        "\"section\":\"I\"",
        "\"name\":\"Ban \\\"Tuyên giáo\\\"\",\"role\":\"recipient\",\"section\":null",
        "\"raw\":\"từ tháng 6 đến hết tháng 8/2023\",\"span\":[",
        "\"from\":\"2023-06\",\"to\":\"2023-08\"",
    };
    tc_arena arena;
    tc_buf out;
    tc_arena_init(&arena);
    tc_buf_init(&out, 0);
    tc_span json = json_of(*state, &arena, &out, tc_span_str(text));
    for (size_t i = 0; i < sizeof plan_keys / sizeof *plan_keys; i++)
        has(json, plan_keys[i]);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        has(json, parts[i]);
    tc_buf_release(&out);
    tc_arena_release(&arena);
}

/* Spans are into the stored text, whatever normalising took out of it. */
static void source_spans(void **state)
{
    static const char text[] = "\xef\xbb\xbfKỷ ni\xc2\xadệm 70 năm Chiến thắng "
                               "Ðiện Biên Phủ (7/5/1954 - 7/5/2024).";
    tc_arena arena;
    tc_arena_init(&arena);
    tc_plan *plan = plan_of(*state, &arena, tc_span_str(text));
    assert_int_equal(plan->events.len, 1);
    tc_range span = plan->events.items[0].span;
    tc_span raw = tc_span_sub(tc_span_str(text), span.start, span.end);
    assert_true(tc_span_starts(raw, TC_SPAN("Kỷ ni\xc2\xad")));
    assert_true(tc_span_ends(raw, TC_SPAN("7/5/2024)")));
    tc_arena_release(&arena);
}

/* Beginnings of everything the readers look for, and nothing behind them. */
static void loose_ends(void **state)
{
    static const char *const texts[] = {
        "\n\n\n",
        "|",
        "***",
        "“",
        "Điều",
        "Điều 1",
        "Điều 1.",
        "I.",
        "I",
        "1.",
        "1.1",
        "a)",
        "KẾ HOẠCH",
        "KẾ HOẠCH\n",
        "Số",
        "Số:",
        "V/v",
        "Nơi nhận",
        "Nơi nhận:",
        "Nơi nhận:\n-",
        "- Lưu",
        "T/M",
        "TM.",
        "Q.",
        "CHỦ TỊCH",
        "Kỷ niệm",
        "Kỷ niệm 70",
        "70 năm",
        "kỷ niệm 70 năm",
        "Kỷ niệm 70 năm (",
        "từ",
        "từ ngày",
        "từ ngày 1/1/2024 đến",
        "Đại hội",
        "Đại hội lần thứ",
        "kỳ họp thứ",
        "bầu cử đại biểu",
        "chiến dịch",
        "phối hợp với",
        "báo cáo",
        "Chương",
        "Phần thứ",
        "Mục",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ĐẢNG CỘNG SẢN VIỆT NAM\nSố:",
        "I. TỔ CHỨC THỰC HIỆN",
        "I. TỔ CHỨC THỰC HIỆN\n1.",
        "I. TỔ CHỨC THỰC HIỆN\n- Sở",
        "KẾ HOẠCH\nA\nT/M BAN\nCHỦ TỊCH\n",
        "CÔNG BÁO/",
        "Ký bởi:",
        "1. ..",
        "Hà Nội, ngày",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        tc_arena arena;
        tc_buf out;
        tc_arena_init(&arena);
        tc_buf_init(&out, 0);
        json_of(*state, &arena, &out, tc_span_str(texts[i]));
        tc_buf_release(&out);
        tc_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_plan),
        cmocka_unit_test(full_plan),
        cmocka_unit_test(source_spans),
        cmocka_unit_test(loose_ends),
    };
    return cmocka_run_group_tests(tests, plan_setup, plan_teardown);
}
