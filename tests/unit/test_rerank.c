/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of answers, through the engine: weights and best passages. */
#include "tests/unit/indexed.h"

#include "query/rerank.h"

/* The numbers of the texts found, in order: "2 1 3". */
static const char *order(indexed *x, const char *question)
{
    tc_answer *a;
    tc_question q = {.text = tc_span_str(question), .marks = TC_MARKS_SMART, .limit = 40};
    assert_status(tc_engine_ask(&a, &x->arena, x->engine, &q, &x->err), TC_OK, &x->err);
    const char *out = "";
    for (size_t i = 0; i < a->hits->len; i++)
        out =
            tc_arena_printf(&x->arena, "%s%s%u", out, i ? " " : "", (unsigned)a->hits->items[i].id);
    for (size_t i = 1; i < a->hits->len && i < TC_RERANK_DOCUMENTS; i++)
        assert_true(a->hits->items[i - 1].weight >= a->hits->items[i].weight);
    return out;
}

static void build(indexed *x, const char *const *texts, size_t count)
{
    indexed_begin(x);
    for (size_t i = 0; i < count; i++)
        assert_true(indexed_add(x, tc_span_str(texts[i])));
    indexed_open(x);
}
#define BUILD(x, texts) build((x), (texts), sizeof(texts) / sizeof *(texts))

/* The same words in texts of one length: who has them in one place comes first. */
static void test_one_place_before_scattered(void **state)
{
    (void)state;
    indexed x;
    static const char *const texts[] = {
        "Phòng họp ở tầng hai.\n\nChống nóng cho mái nhà.\n\nTham quan bảo tàng.\n\nNhũng ngày "
        "mưa.",
        "Họp ở tầng hai nhà.\n\nPhòng chống tham nhũng cho mái.\n\nNóng quan bảo tàng.\n\nNgày "
        "mưa.",
        "Cây xanh và vỉa hè.\n\nĐèn đường và nước sạch.",
    };
    BUILD(&x, texts);
    assert_string_equal(order(&x, "phòng chống tham nhũng"), "2 1");
    assert_string_equal(order(&x, "phong chong tham nhung"), "2 1");
    indexed_end(&x);
}

/* Thirty words make a passage; that the sentence goes on does not matter. */
static void test_stretch(void **state)
{
    (void)state;
    indexed x;
    const char *gap =
        "đèn đường nước sạch vỉa hè mái nhà tầng hai ngày mưa bảo tàng họp chợ sông núi "
        "cầu phà thuyền bến đò ruộng vườn ao hồ rừng biển đảo trăng sao";
    indexed_begin(&x);
    const char *far = tc_arena_printf(&x.arena, "Kiểm tra %s giám sát", gap);
    const char *close = tc_arena_printf(&x.arena, "Kiểm tra giám sát %s", gap);
    assert_true(indexed_add(&x, tc_span_str(far)));
    assert_true(indexed_add(&x, tc_span_str(close)));
    assert_true(indexed_add(&x, tc_span_str("cây xanh")));
    indexed_open(&x);
    assert_string_equal(order(&x, "kiểm tra giám sát"), "2 1");
    indexed_end(&x);
}

/* Whose title names the topic comes before who speaks of it. */
static void test_title(void **state)
{
    (void)state;
    indexed x;
    static const char *const head =
        "TỈNH ỦY SÔNG CẢ\nSố %d-KH/TU\nSông Cả, ngày 03 tháng 3 năm 2022\nKẾ HOẠCH\n%s\n\n"
        "I. MỤC ĐÍCH\n1. Nội dung thứ nhất của kế hoạch là việc %s trong năm.\n2. Giữ gìn kỷ "
        "luật.\n";
    static const char *const topics[] = {"phát triển du lịch", "chuyển đổi số",
                                         "giữ rừng đầu nguồn"};
    indexed_begin(&x);
    for (int i = 0; i < 3; i++) {
        char text[600];
        snprintf(text, sizeof text, head, i + 1, topics[i], topics[(i + 1) % 3]);
        assert_true(indexed_add(&x, tc_span_str(text)));
        assert_span(x.texts[i].plan->title, topics[i]);
    }
    indexed_open(&x);
    assert_string_equal(order(&x, "chuyển đổi số"), "2 1");
    assert_string_equal(order(&x, "giu rung dau nguon"), "3 2");
    indexed_end(&x);
}

/* What weighs the same goes by date, the newest first; and so do pages. */
static void test_ties(void **state)
{
    (void)state;
    indexed x;
    static const char *const text = "TỈNH ỦY SÔNG CẢ\nSố 5-KH/TU\nSông Cả, ngày %02d tháng 3 năm "
                                    "2022\nKẾ HOẠCH\ngiữ rừng\n\nBảo vệ rừng đầu nguồn.\n";
    indexed_begin(&x);
    for (int i = 0; i < 40; i++) {
        char one[400];
        snprintf(one, sizeof one, text, 11 + i % 10);
        assert_true(indexed_add(&x, tc_span_str(one)));
    }
    indexed_open(&x);
    const char *all = order(&x, "bảo vệ rừng");
    assert_true(strncmp(all, "10 20 30 40 9 19 29 39 8 18 28 38 7 ", 36) == 0);
    tc_answer *a;
    tc_question q = {.text = TC_SPAN("bảo vệ rừng"), .marks = TC_MARKS_SMART, .limit = 4};
    const char *joined = "";
    for (q.offset = 0; q.offset < 40; q.offset += 4) {
        assert_status(tc_engine_ask(&a, &x.arena, x.engine, &q, &x.err), TC_OK, &x.err);
        assert_int_equal(a->hits->len, 4);
        for (size_t i = 0; i < 4; i++)
            joined = tc_arena_printf(&x.arena, "%s%s%u", joined, *joined ? " " : "",
                                     (unsigned)a->hits->items[i].id);
    }
    assert_string_equal(joined, all);
    indexed_end(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_place_before_scattered),
        cmocka_unit_test(test_stretch),
        cmocka_unit_test(test_title),
        cmocka_unit_test(test_ties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
