/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Normalising and tokens: offsets find back, normal text stays as it is, tokens stand in order, the
 * two layers of a word agree. */
#include "fuzz.h"
#include "text/decode.h"
#include "text/key.h"
#include "text/token.h"

static void check_offsets(const tc_text *t)
{
    size_t last = 0;
    for (size_t i = 0; i <= t->norm.len; i++) {
        if (!on_border(t->norm, i))
            continue;
        size_t at = tc_text_source_offset(t, i);
        PROMISE(at >= last && on_border(t->source, at));
        tc_range back = tc_text_source_range(t, (tc_range){0, i});
        PROMISE(back.start <= back.end && on_border(t->source, back.end));
        last = at;
    }
}

static void check_word(tc_arena *a, const tc_word *w)
{
    tc_span accent, folded;
    PROMISE(well_formed(w->lower) && w->accent.len <= 220);
    if (w->digits)
        return;
    PROMISE(tc_span_starts(w->accent, w->folded));
    PROMISE(w->accent.len > w->folded.len && w->accent.ptr[w->folded.len] == '\'');
    PROMISE(tc_key_matches(w->accent, w->accent));
    tc_key_make(a, w->lower, &accent, &folded);
    PROMISE(tc_span_eq(accent, w->accent) && tc_span_eq(folded, w->folded));
    tc_span bare = tc_span_str(tc_arena_printf(a, "%.*s'", (int)folded.len, folded.ptr));
    PROMISE(tc_key_matches(bare, accent)); /* no marks typed: every reading */
    tc_telex_decode(a, w->lower, &accent);
    tc_vni_decode(a, w->lower, &accent);
}

static void check_tokens(tc_arena *a, const tc_tokens *t)
{
    size_t last = 0, tokens = 0;
    for (size_t i = 0; i < t->len; i++) {
        const tc_token *k = &t->items[i];
        PROMISE(k->start >= last && k->end > k->start && k->end <= t->text->norm.len);
        PROMISE(on_border(t->text->norm, k->start) && on_border(t->text->norm, k->end));
        last = k->end;
        if (tc_token_word(t, i))
            check_word(a, tc_token_word(t, i));
    }
    for (size_t i = 0; i < t->line_count; i++) {
        PROMISE(t->lines[i].first == tokens && t->lines[i].start <= t->lines[i].end);
        tokens += t->lines[i].count;
    }
    PROMISE(tokens == t->len);
}

static void check(tc_arena *a, tc_lexicon *lexicon, tc_span source)
{
    tc_text *text, *again;
    tc_tokens *tokens;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        abort();
    if (tc_text_normalize(&text, a, source, NULL) != TC_OK)
        abort();
    PROMISE(well_formed(text->norm));
    check_offsets(text);
    if (tc_text_normalize(&again, a, text->norm, NULL) != TC_OK)
        abort();
    PROMISE(tc_span_eq(again->norm, text->norm));
    if (tc_tokenize(&tokens, a, lexicon, text, NULL) != TC_OK)
        abort();
    check_tokens(a, tokens);
    tc_arena_uncatch(a, &guard);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tc_arena a;
    tc_buf source;
    tc_decoded info = {0};
    static tc_lexicon *lexicon; /* as in a long run: words of many inputs */
    if (!lexicon && tc_lexicon_new(&lexicon, NULL) != TC_OK)
        abort();
    tc_lexicon_trim(lexicon, 5000);
    tc_buf_init(&source, 0);
    tc_decode(&source, tc_span_make((const char *)data, size), "utf-8", &info, NULL);
    tc_arena_init(&a);
    check(&a, lexicon, tc_buf_span(&source));
    tc_arena_release(&a);
    tc_buf_release(&source);
    return 0;
}
