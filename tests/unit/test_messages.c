/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors in two languages, and stored sentences told again in the reader's. */
#include "unit.h"

#include <errno.h>

#include "base/catalogue.h"
#include "base/retell.h"
#include "base/utf8.h"

static void test_an_error_is_english_for_records_and_the_readers_for_people(void **state)
{
    (void)state;
    tc_error err = TC_ERROR_INIT;
    assert_int_equal(tc_fail(&err, TC_ETOOBIG, "%s is too large", "a.txt"), TC_ETOOBIG);
    assert_string_equal(err.msg, "a.txt is too large");
    assert_string_equal(err.said, "a.txt quá lớn");
    tc_fail_errno(&err, TC_EIO, ENOSPC, "cannot write %s/%s", "a", "b");
    assert_string_equal(err.msg, "cannot write a/b: No space left on device");
    assert_string_equal(err.said, "không ghi được a/b: Đĩa đã đầy");
    tc_fail_doing(&err, TC_ENOMEM, "searching", "no memory");
    assert_string_equal(err.msg, "searching: no memory");
    assert_string_equal(err.said, "tìm kiếm: không đủ bộ nhớ");
    tc_fail(&err, TC_EIO, "%s", "words of a stranger");
    assert_string_equal(err.said, "words of a stranger");
}

/* What is cut is cut between characters, in both languages. */
static void test_long_messages_are_cut_between_characters(void **state)
{
    (void)state;
    char name[400];
    tc_error err = TC_ERROR_INIT;
    for (size_t i = 0; i + 1 < sizeof name; i += 3)
        memcpy(name + i, "ế", 4);
    tc_fail(&err, TC_ETOOBIG, "%s is too large", name);
    assert_int_equal(tc_utf8_valid_prefix(tc_span_str(err.msg)), strlen(err.msg));
    assert_int_equal(tc_utf8_valid_prefix(tc_span_str(err.said)), strlen(err.said));
    tc_fail_doing(&err, TC_EIO, "searching", "%s", name);
    assert_int_equal(tc_utf8_valid_prefix(tc_span_str(err.said)), strlen(err.said));
    assert_true(strlen(err.said) > 200);
}

static void test_stored_sentences_are_told_again(void **state)
{
    static const struct {
        const char *stored, *told;
    } cases[] = {
        {"binary data", "dữ liệu nhị phân"},
        {"not UTF-8 at byte 17", "không phải UTF-8 tại byte 17"},
        {"3 NUL characters replaced", "đã thay 3 ký tự NUL"},
        {"text in no known encoding: 1 of 2 characters as utf-16le",
         "văn bản theo bảng mã không nhận ra: 1 trong 2 ký tự, đọc theo utf-16le"},
        {"no reader for a RAR archive", "chưa đọc được loại tệp gói RAR"},
        {"cannot read: Input/output error", "không đọc được: Lỗi vào/ra"},
        {"charset \"100%\" is not known", "không biết bảng mã \"100%\""},
        {"words of a stranger: 7", "words of a stranger: 7"},
        {"", ""},
    };
    (void)state;
    tc_arena a;
    tc_arena_catch guard;
    tc_arena_init(&a);
    if (TC_ARENA_CATCH(&a, &guard))
        fail();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(tc_retell(&a, tc_span_str(cases[i].stored)), cases[i].told);
    tc_arena_uncatch(&a, &guard);
    tc_arena_release(&a);
}

static void test_columns_are_filled_by_cells(void **state)
{
    (void)state;
    assert_int_equal(tc_field_width("abc", 10), 10);
    assert_int_equal(tc_field_width("số hiệu", 10), 14);
    assert_string_equal(tc_said(""), ""); /* not the catalogue's heading */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_error_is_english_for_records_and_the_readers_for_people),
        cmocka_unit_test(test_long_messages_are_cut_between_characters),
        cmocka_unit_test(test_stored_sentences_are_told_again),
        cmocka_unit_test(test_columns_are_filled_by_cells),
    };
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("LANGUAGE", "vi", 1);
    tc_catalogue_open(); /* of the build tree: bin/ and unit/ have locale/ beside them */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
