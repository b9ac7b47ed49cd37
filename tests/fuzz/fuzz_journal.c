/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the journal and annotations of any bytes: refused, or read as some row, which when it is
 * written again is read the same. The first byte chooses the kind, and whether the row's checksum
 * is made to fit. */
#include "base/seal.h"
#include "indexer/annotation.h"
#include "indexer/archive.h"
#include "indexer/journal.h"
#include "scratch.h"

static const char sha[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static tc_archive *archive(void)
{
    static tc_archive a;
    char dir[80];
    if (!a.writer) {
        snprintf(dir, sizeof dir, "%s/index", scratch());
        PROMISE(tc_archive_create(&a, &(tc_archive_options){.dir = dir}, NULL) == TC_OK);
    }
    return &a;
}

static void expect(tc_status st, const tc_error *err)
{
    PROMISE(st == TC_OK || (st == TC_ECORRUPT && err->msg[0]));
}

static void check_file(tc_arena *a, tc_writer *w, tc_span path)
{
    tc_file_row *f, *again;
    tc_error err = TC_ERROR_INIT;
    tc_status st = tc_journal_file(&f, a, w, path, &err);
    expect(st, &err);
    if (st != TC_OK || !f)
        return;
    PROMISE(tc_journal_put_file(w, a, f, NULL) == TC_OK);
    PROMISE(tc_journal_file(&again, a, w, f->path, NULL) == TC_OK && again);
    PROMISE(tc_span_eq(f->path, again->path) && tc_span_eq(f->sha256, again->sha256) &&
            tc_span_eq(f->told, again->told) && f->seen == again->seen);
    PROMISE(memcmp(&f->stamp, &again->stamp, sizeof f->stamp) == 0 && f->failed == again->failed);
    PROMISE(!f->failed ||
            (f->reason == again->reason && tc_reason_name(f->reason) &&
             tc_span_eq(f->stage, again->stage) && tc_span_eq(f->detail, again->detail)));
}

static void check_content(tc_arena *a, tc_writer *w)
{
    tc_content_row *c, *again;
    tc_error err = TC_ERROR_INIT;
    tc_status st = tc_journal_content(&c, a, w, tc_span_str(sha), &err);
    expect(st, &err);
    if (st != TC_OK || !c)
        return;
    PROMISE(tc_journal_put_content(w, a, c, NULL) == TC_OK);
    PROMISE(tc_journal_content(&again, a, w, c->sha256, NULL) == TC_OK && !again == !c->path_count);
    if (!again)
        return;
    PROMISE(c->size == again->size && c->pages == again->pages &&
            c->text_bytes == again->text_bytes && tc_span_eq(c->mime, again->mime) &&
            tc_span_eq(c->charset, again->charset) && c->path_count == again->path_count);
    for (size_t i = 0; i < c->path_count; i++)
        PROMISE(tc_span_eq(c->paths[i], again->paths[i]));
}

static void check_annotation(tc_arena *a, tc_writer *w)
{
    tc_annotation told, again;
    tc_error err = TC_ERROR_INIT;
    tc_status st = tc_annotation_read(&told, a, w, tc_span_str(sha), &err);
    expect(st, &err);
    if (st != TC_OK)
        return;
    PROMISE(tc_annotation_put(w, a, tc_span_str(sha), &told, NULL) == TC_OK);
    PROMISE(tc_annotation_read(&again, a, w, tc_span_str(sha), NULL) == TC_OK);
    for (size_t i = 0; i < TC_ANNOTATION_COUNT; i++)
        PROMISE(tc_span_eq(told.values[i], again.values[i]));
}

static void check(tc_arena *a, uint8_t how, tc_span bytes)
{
    static const char kinds[] = {'f', 'h', 'a'};
    tc_writer *w = archive()->writer;
    tc_span path = TC_SPAN("a/b.txt");
    char kind = kinds[how % sizeof kinds];
    tc_span id = kind == 'f' ? path : tc_span_str(sha);
    tc_span key = tc_span_str(tc_arena_printf(a, "%c:%.*s", kind, (int)id.len, id.ptr));
    tc_buf row;
    tc_buf_init(&row, 0);
    tc_buf_add(&row, bytes);
    if (how & 0x80)
        tc_seal(&row, key);
    PROMISE(tc_writer_set_metadata(w, key, tc_buf_span(&row), NULL) == TC_OK);
    tc_buf_release(&row);
    if (kind == 'f')
        check_file(a, w, path);
    else if (kind == 'h')
        check_content(a, w);
    else
        check_annotation(a, w);
    PROMISE(tc_writer_set_metadata(w, key, TC_SPAN(""), NULL) == TC_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tc_arena a;
    tc_arena_catch guard;
    if (size < 1)
        return 0;
    tc_arena_init(&a);
    if (TC_ARENA_CATCH(&a, &guard))
        abort();
    check(&a, data[0], tc_span_make((const char *)data + 1, size - 1));
    tc_arena_uncatch(&a, &guard);
    tc_arena_release(&a);
    return 0;
}
