/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of document numbers, in questions and in texts. */
#include "fuzz.h"
#include "plan/number.h"
#include "text/decode.h"

typedef struct {
    tc_lexicon *lexicon;
    tc_number_grammar *grammar;
} reader;

static void check_question(tc_arena *a, const reader *r, tc_span text)
{
    tc_number_question *q, *again;
    if (tc_number_parse(&q, a, r->grammar, r->lexicon, text, NULL) != TC_OK)
        return;
    PROMISE(q->key_count > 0 && q->number.key.len > 0);
    PROMISE(well_formed(q->number.key) && well_formed(q->number.text));
    /* the key is a number too, and of the same key */
    if (tc_number_parse(&again, a, r->grammar, r->lexicon, q->keys[0], NULL) == TC_OK) {
        bool same = false;
        for (size_t i = 0; i < again->key_count; i++)
            same = same || tc_span_eq(again->keys[i], q->keys[0]);
        PROMISE(same);
    }
}

static void check_text(tc_arena *a, const reader *r, tc_span source)
{
    tc_text *text;
    tc_tokens *tokens;
    tc_numbers numbers;
    size_t last = 0;
    if (tc_text_normalize(&text, a, source, NULL) != TC_OK ||
        tc_tokenize(&tokens, a, r->lexicon, text, NULL) != TC_OK ||
        tc_numbers_find(&numbers, a, r->grammar, tokens, NULL) != TC_OK)
        abort();
    for (size_t i = 0; i < numbers.len; i++) {
        const tc_number *n = &numbers.items[i];
        PROMISE(n->span.start >= last && n->span.end > n->span.start);
        PROMISE(n->span.end <= text->norm.len && n->next > n->first && n->next <= tokens->len);
        PROMISE(n->key.len > 0 && well_formed(n->key));
        last = n->span.start;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static reader r; /* made once: the grammar is large */
    tc_arena a;
    tc_arena_catch guard;
    tc_buf source;
    tc_decoded info = {0};
    if (!r.lexicon) {
        if (tc_lexicon_new(&r.lexicon, NULL) != TC_OK ||
            tc_number_grammar_new(&r.grammar, r.lexicon, NULL) != TC_OK)
            abort();
        tc_lexicon_keep(r.lexicon);
    }
    tc_lexicon_trim(r.lexicon, 20000);
    tc_buf_init(&source, 0);
    tc_decode(&source, tc_span_make((const char *)data, size), "utf-8", &info, NULL);
    tc_arena_init(&a);
    if (TC_ARENA_CATCH(&a, &guard))
        abort();
    check_question(&a, &r, tc_buf_span(&source));
    check_text(&a, &r, tc_buf_span(&source));
    tc_number_key(&a, tc_buf_span(&source));
    tc_type_code(&a, tc_buf_span(&source));
    tc_arena_uncatch(&a, &guard);
    tc_arena_release(&a);
    tc_buf_release(&source);
    return 0;
}
