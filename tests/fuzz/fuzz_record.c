/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored records that are damaged: refused, or read as some record, which can be written as JSON.
 * The input is taken as it is, and as changes to a whole record: three bytes each, where (two) and
 * what. */
#include "base/seal.h"
#include "json_check.h"
#include "store/record.h"
#include "store/record_internal.h"
#include "text/token.h"

static const char sample[] = "T\u1ec8NH \u1ee6Y S\u00d4NG LAM\nS\u1ed1 31-KH/TU\nS\u00f4ng Lam, "
                             "ng\u00e0y 12 th\u00e1ng 4 n\u0103m 2021\n"
                             "K\u1ebe HO\u1ea0CH\nth\u1ef1c hi\u1ec7n Ch\u1ec9 th\u1ecb s\u1ed1 "
                             "05-CT/TW, ng\u00e0y 15/5/2016 c\u1ee7a B\u1ed9 "
                             "Ch\u00ednh tr\u1ecb\n\nI. M\u1ee4C \u0110\u00cdCH\n1. K\u1ef7 "
                             "ni\u1ec7m 70 n\u0103m Chi\u1ebfn th\u1eafng "
                             "\u0110i\u1ec7n Bi\u00ean Ph\u1ee7 (07/5/1954 - 07/5/2024).\nII. "
                             "T\u1ed4 CH\u1ee8C TH\u1ef0C HI\u1ec6N\n"
                             "1. Ban Tuy\u00ean gi\u00e1o T\u1ec9nh \u1ee7y ch\u1ee7 tr\u00ec.\n";

static void read(tc_span data)
{
    tc_arena a;
    tc_record *r;
    tc_span text;
    tc_error err = TC_ERROR_INIT;
    tc_arena_init(&a);
    a.limit = (size_t)1 << 28;
    tc_status st = tc_record_decode(&r, &a, data, &err);
    PROMISE(st == TC_OK || st == TC_ECORRUPT || st == TC_EVERSION || st == TC_ENOMEM);
    if (st == TC_OK) {
        tc_json j;
        tc_buf out;
        const tc_plan_file file = {.mime = r->mime, .charset = r->charset, .pages = 1};
        tc_buf_init(&out, 0);
        tc_json_init(&j, &out);
        tc_plan_write_json(&j, r->plan, &file, r->text);
        PROMISE(out.status != TC_OK || json_whole(tc_buf_span(&out)));
        tc_buf_release(&out);
    }
    tc_record_text(&text, data, NULL);
    tc_arena_release(&a);
}

/* The bytes of a whole record, made once. */
static tc_span whole(void)
{
    static tc_buf data;
    if (data.len)
        return tc_buf_span(&data);
    tc_arena a;
    tc_text *text;
    tc_tokens *tokens;
    tc_plan *plan;
    tc_span path = TC_SPAN("a/x.txt");
    tc_plan_reader *reader;
    tc_arena_init(&a);
    if (tc_plan_reader_new(&reader, NULL) != TC_OK ||
        tc_text_normalize(&text, &a, tc_span_str(sample), NULL) != TC_OK ||
        tc_tokenize(&tokens, &a, tc_plan_reader_lexicon(reader), text, NULL) != TC_OK ||
        tc_plan_read(&plan, &a, reader, tokens, NULL) != TC_OK)
        abort();
    const tc_record r = {.sha256 = TC_SPAN("00000000000000000000000000000000"
                                           "00000000000000000000000000000000"),
                         .paths = &path,
                         .path_count = 1,
                         .mime = TC_SPAN("text/plain"),
                         .charset = TC_SPAN("utf-8"),
                         .text = tc_span_str(sample),
                         .plan = plan};
    tc_buf_init(&data, 0);
    if (tc_record_write(&data, &r, NULL) != TC_OK)
        abort();
    tc_plan_reader_free(reader);
    tc_arena_release(&a);
    return tc_buf_span(&data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tc_span good = whole();
    read(tc_span_make((const char *)data, size));
    char *bytes = malloc(good.len);
    if (!bytes)
        abort();
    memcpy(bytes, good.ptr, good.len);
    for (size_t i = 0; i + 3 <= size && i < 60; i += 3)
        bytes[((size_t)data[i] << 8 | data[i + 1]) % good.len] = (char)data[i + 2];
    tc_seal_anew(bytes, good.len); /* past the checksum, which fits by chance only */
    size_t cut = size % 3 == 1 ? data[size - 1] % good.len : good.len;
    read(tc_span_make(bytes, cut));
    free(bytes);
    return 0;
}
