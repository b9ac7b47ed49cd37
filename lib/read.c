/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys, numbers and plans for other programs. */
#include <stdlib.h>

#include "base/utf8.h"
#include "lib/internal.h"
#include "plan/plan.h"
#include "text/decode.h"
#include "text/key.h"

enum { MAX_WORDS = 200000 };

struct tc_lib {
    tc_plan_reader *reader;
};

tc_lib_status tc_lib_new(tc_lib **out, tc_lib_error *error)
{
    tc_error err = TC_ERROR_INIT;
    tc_lib *lib = calloc(1, sizeof *lib);
    tc_status st = lib ? tc_plan_reader_new(&lib->reader, &err)
                       : tc_fail(&err, TC_ENOMEM, "no memory for the word lists");
    if (st != TC_OK) {
        tc_lib_free(lib);
        return tc_lib_fail(error, st, &err);
    }
    *out = lib;
    return TC_LIB_OK;
}

void tc_lib_free(tc_lib *lib)
{
    if (lib)
        tc_plan_reader_free(lib->reader);
    free(lib);
}

/* ---- keys --------------------------------------------------------------------------------- */

static tc_status make_keys(tc_buf *accent, tc_buf *folded, tc_arena *a, tc_span word, tc_error *err)
{
    tc_arena_catch guard;
    tc_text *text;
    tc_span keys[2];
    tc_status st = tc_text_normalize(&text, a, word, err);
    if (st != TC_OK)
        return st;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the keys");
    tc_key_make(a, tc_span_trim(text->norm), &keys[0], &keys[1]);
    tc_buf_add(accent, keys[0]);
    tc_buf_add(folded, keys[1]);
    tc_arena_uncatch(a, &guard);
    return TC_OK;
}

tc_lib_status tc_lib_keys(tc_lib_text *accent, tc_lib_text *folded, const char *word, size_t len,
                          tc_lib_error *error)
{
    tc_arena arena;
    tc_buf b[2];
    tc_error err = TC_ERROR_INIT;
    tc_arena_init(&arena);
    tc_buf_init(&b[0], 0);
    tc_buf_init(&b[1], 0);
    tc_status st = make_keys(&b[0], &b[1], &arena, tc_span_make(word, len), &err);
    tc_arena_release(&arena);
    if (st != TC_OK) {
        tc_buf_release(&b[0]);
        tc_buf_release(&b[1]);
        return tc_lib_fail(error, st, &err);
    }
    tc_lib_status s = tc_lib_hand_over(accent, &b[0], error);
    if (s != TC_LIB_OK) {
        tc_buf_release(&b[1]);
        return s;
    }
    s = tc_lib_hand_over(folded, &b[1], error);
    if (s != TC_LIB_OK)
        tc_lib_text_free(accent);
    return s;
}

bool tc_lib_key_matches(const char *typed, const char *written)
{
    return tc_key_matches(tc_span_str(typed), tc_span_str(written));
}

/* ---- numbers ------------------------------------------------------------------------------ */

/* The number is a member of what owns its strings. */
typedef struct {
    tc_lib_number number; /* first: freed by its address */
    tc_arena arena;
} owned_number;

static void fill_number(tc_lib_number *n, tc_arena *a, const tc_number_question *q)
{
    const char **keys = tc_arena_array(a, q->key_count ? q->key_count : 1, sizeof *keys);
    const char *system = tc_system_name(q->number.system);
    for (size_t i = 0; i < q->key_count; i++)
        keys[i] = tc_lib_string(a, q->keys[i]);
    if (q->key_count == 0)
        keys[0] = tc_lib_string(a, q->number.key);
    *n = (tc_lib_number){.text = tc_lib_string(a, q->number.text),
                         .key = tc_lib_string(a, q->number.key),
                         .type = tc_lib_string(a, q->number.type),
                         .organ = tc_lib_string(a, q->number.organ),
                         .system = system ? system : "",
                         .serial = q->number.serial,
                         .year = q->number.year,
                         .term = q->number.term,
                         .keys = keys,
                         .key_count = q->key_count ? q->key_count : 1};
}

static tc_status read_number(owned_number *o, tc_lib *lib, tc_span text, tc_error *err)
{
    tc_arena_catch guard;
    tc_number_question *q;
    tc_lexicon *lexicon = tc_plan_reader_lexicon(lib->reader);
    tc_lexicon_trim(lexicon, MAX_WORDS);
    tc_status st = tc_number_parse(&q, &o->arena, tc_plan_reader_numbers(lib->reader), lexicon,
                                   tc_span_trim(text), err);
    if (st != TC_OK)
        return st;
    if (TC_ARENA_CATCH(&o->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to read a number");
    fill_number(&o->number, &o->arena, q);
    tc_arena_uncatch(&o->arena, &guard);
    return TC_OK;
}

tc_lib_status tc_lib_number_read(tc_lib_number **out, tc_lib *lib, const char *text, size_t len,
                                 tc_lib_error *error)
{
    tc_error err = TC_ERROR_INIT;
    owned_number *o = calloc(1, sizeof *o);
    if (!o)
        return tc_lib_fail(error, tc_fail(&err, TC_ENOMEM, "no memory to read a number"), &err);
    tc_arena_init(&o->arena);
    tc_status st = read_number(o, lib, tc_span_make(text, len), &err);
    if (st != TC_OK) {
        tc_lib_number_free(&o->number);
        return tc_lib_fail(error, st, &err);
    }
    *out = &o->number;
    return TC_LIB_OK;
}

void tc_lib_number_free(tc_lib_number *number)
{
    owned_number *o = (owned_number *)number;
    if (o)
        tc_arena_release(&o->arena);
    free(o);
}

/* ---- plans -------------------------------------------------------------------------------- */

static tc_status write_plan(tc_buf *json, tc_arena *a, tc_lib *lib, tc_span bytes, tc_buf *decoded,
                            tc_error *err)
{
    tc_decoded info = {0};
    tc_text *text;
    tc_tokens *tokens;
    tc_plan *plan;
    tc_lexicon *lexicon = tc_plan_reader_lexicon(lib->reader);
    tc_lexicon_trim(lexicon, MAX_WORDS);
    tc_status st = tc_decode(decoded, bytes, NULL, &info, err);
    if (st == TC_OK && decoded->status != TC_OK)
        st = tc_fail(err, decoded->status, "no memory to decode the text");
    if (st == TC_OK)
        st = tc_text_normalize(&text, a, tc_buf_span(decoded), err);
    if (st == TC_OK)
        st = tc_tokenize(&tokens, a, lexicon, text, err);
    if (st == TC_OK)
        st = tc_plan_read(&plan, a, lib->reader, tokens, err);
    if (st != TC_OK)
        return st;
    const tc_plan_file file = {.mime = TC_SPAN("text/plain"),
                               .charset = tc_span_str(info.charset),
                               .pages = 1,
                               .text_chars = tc_utf8_count(tc_buf_span(decoded))};
    tc_json j;
    tc_json_init(&j, json);
    tc_plan_write_json(&j, plan, &file, tc_buf_span(decoded));
    return TC_OK;
}

tc_lib_status tc_lib_plan_json(tc_lib_text *out, tc_lib *lib, const char *text, size_t len,
                               tc_lib_error *error)
{
    tc_arena arena;
    tc_buf json, decoded;
    tc_error err = TC_ERROR_INIT;
    tc_arena_init(&arena);
    tc_buf_init(&json, 0);
    tc_buf_init(&decoded, 0);
    tc_status st = write_plan(&json, &arena, lib, tc_span_make(text, len), &decoded, &err);
    tc_buf_release(&decoded);
    tc_arena_release(&arena);
    if (st == TC_OK)
        return tc_lib_hand_over(out, &json, error);
    tc_buf_release(&json);
    return tc_lib_fail(error, st, &err);
}
