/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query language: parsed, shown, compiled as far as that goes without an index. The first byte
 * chooses how marks are taken. */
#include "fuzz.h"
#include "query/compile.h"
#include "text/decode.h"

static void check_ask(const tc_ask *n, tc_span question, int depth)
{
    PROMISE(depth <= 3 * TC_ASK_MAX_DEPTH);
    PROMISE(n->source.start <= n->source.end && n->source.end <= question.len);
    PROMISE(n->kind >= TC_ASK_AND || n->at + n->text.len <= question.len);
    for (size_t i = 0; i < n->count; i++)
        check_ask(n->children[i], question, depth + 1);
}

static void ask(tc_arena *a, const tc_compiler *compiler, tc_span question, uint8_t how)
{
    tc_ask *tree;
    tc_compiled *compiled;
    tc_error err = TC_ERROR_INIT;
    const tc_compile_options options = {.marks = how & 1   ? TC_MARKS_EXACT
                                                 : how & 2 ? TC_MARKS_IGNORE
                                                           : TC_MARKS_SMART,
                                        .any = how & 4};
    tc_status st = tc_ask_parse(&tree, a, question, NULL, 0, &err);
    if (st == TC_OK) {
        check_ask(tree, question, 0);
        PROMISE(well_formed(tc_ask_text(a, tree)));
        st = tc_compile(&compiled, a, compiler, tree, &options, &err);
    }
    PROMISE(st == TC_OK || st == TC_ESYNTAX || st == TC_ETOOBIG || st == TC_ENOTFOUND);
    PROMISE(st != TC_ESYNTAX || (err.column <= question.len && err.msg[0]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static tc_compiler compiler;
    tc_arena a;
    tc_arena_catch guard;
    tc_buf question;
    tc_decoded info = {0};
    if (size == 0)
        return 0;
    if (!compiler.lexicon) {
        tc_number_grammar *numbers;
        tc_abbreviations *short_forms;
        if (tc_lexicon_new(&compiler.lexicon, NULL) != TC_OK ||
            tc_number_grammar_new(&numbers, compiler.lexicon, NULL) != TC_OK ||
            tc_abbreviations_new(&short_forms, compiler.lexicon, NULL) != TC_OK)
            abort();
        compiler.numbers = numbers;
        compiler.short_forms = short_forms;
        compiler.documents = 1000;
        tc_lexicon_keep(compiler.lexicon);
    }
    tc_lexicon_trim(compiler.lexicon, 20000);
    tc_buf_init(&question, 0);
    tc_decode(&question, tc_span_make((const char *)data + 1, size - 1), "utf-8", &info, NULL);
    tc_arena_init(&a);
    if (TC_ARENA_CATCH(&a, &guard))
        abort();
    ask(&a, &compiler, tc_buf_span(&question), data[0]);
    tc_arena_uncatch(&a, &guard);
    tc_arena_release(&a);
    tc_buf_release(&question);
    return 0;
}
