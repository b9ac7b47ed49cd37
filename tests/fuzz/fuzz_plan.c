/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole reader: a text to a plan, its JSON, its record, and back to the same JSON. What points
 * into the text points at whole characters of it. */
#include "json_check.h"
#include "store/record.h"
#include "store/record_internal.h"
#include "text/decode.h"

static void check_range(tc_span text, tc_range r)
{
    PROMISE(r.start <= r.end && on_border(text, r.start) && on_border(text, r.end));
}

static void check_ranges(tc_span text, const tc_plan *p)
{
    check_range(text, p->number_span);
    check_range(text, p->title_span);
    for (size_t i = 0; i < p->sections.len; i++)
        check_range(text, p->sections.items[i].span);
    for (size_t i = 0; i < p->citations.len; i++)
        check_range(text, p->citations.items[i].span);
    for (size_t i = 0; i < p->events.len; i++)
        check_range(text, p->events.items[i].span);
    for (size_t i = 0; i < p->units.len; i++)
        check_range(text, p->units.items[i].span);
    for (size_t i = 0; i < p->periods.len; i++)
        check_range(text, p->periods.items[i].span);
}

static void write(tc_buf *out, const tc_record *r)
{
    tc_json j;
    const tc_plan_file file = {.path = r->paths[0],
                               .sha256 = r->sha256,
                               .mime = r->mime,
                               .charset = r->charset,
                               .pages = 1,
                               .text_chars = r->text.len};
    tc_json_init(&j, out);
    tc_plan_write_json(&j, r->plan, &file, r->text);
    PROMISE(out->status == TC_OK && json_whole(tc_buf_span(out)));
}

/* Encodes, decodes what was stored, and compares. */
static void check_record(tc_arena *a, tc_document *doc, tc_record *r, const tc_tokens *tokens,
                         tc_lexicon *lexicon)
{
    tc_span unique;
    tc_record *back;
    tc_buf json, again, data;
    tc_error err = TC_ERROR_INIT;
    tc_buf_init(&json, 0);
    tc_buf_init(&again, 0);
    write(&json, r);
    tc_document_clear(doc);
    tc_status st = tc_record_encode(doc, &unique, a, r, tokens, lexicon, &err);
    PROMISE(st == TC_OK);
    tc_buf_init(&data, 0);
    PROMISE(tc_record_write(&data, r, &err) == TC_OK);
    PROMISE(tc_record_decode(&back, a, tc_buf_span(&data), &err) == TC_OK);
    PROMISE(tc_span_eq(back->text, r->text));
    write(&again, back);
    PROMISE(tc_span_eq(tc_buf_span(&json), tc_buf_span(&again)));
    tc_buf_release(&json);
    tc_buf_release(&again);
    tc_buf_release(&data);
}

static void read(tc_arena *a, tc_plan_reader *reader, tc_document *doc, tc_span source)
{
    tc_text *text;
    tc_tokens *tokens;
    tc_plan *plan;
    tc_span path = TC_SPAN("x.txt");
    tc_lexicon *lexicon = tc_plan_reader_lexicon(reader);
    if (tc_text_normalize(&text, a, source, NULL) != TC_OK ||
        tc_tokenize(&tokens, a, lexicon, text, NULL) != TC_OK)
        abort();
    PROMISE(tc_plan_read(&plan, a, reader, tokens, NULL) == TC_OK);
    check_ranges(source, plan);
    tc_record r = {.sha256 = TC_SPAN("00000000000000000000000000000000"
                                     "00000000000000000000000000000000"),
                   .paths = &path,
                   .path_count = 1,
                   .mime = TC_SPAN("text/plain"),
                   .charset = TC_SPAN("utf-8"),
                   .text = source,
                   .size = source.len,
                   .plan = plan};
    check_record(a, doc, &r, tokens, lexicon);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static tc_plan_reader *reader; /* made once: the grammars are large */
    static tc_document *doc;
    tc_arena a;
    tc_buf source;
    tc_decoded info = {0};
    if (!reader &&
        (tc_plan_reader_new(&reader, NULL) != TC_OK || tc_document_new(&doc, NULL) != TC_OK))
        abort();
    tc_lexicon_trim(tc_plan_reader_lexicon(reader), 20000);
    tc_buf_init(&source, 0);
    tc_decode(&source, tc_span_make((const char *)data, size), NULL, &info, NULL);
    tc_arena_init(&a);
    read(&a, reader, doc, tc_buf_span(&source));
    tc_arena_release(&a);
    tc_buf_release(&source);
    return 0;
}
