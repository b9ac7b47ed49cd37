/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question as typed -> its tree. Knows the grammar of docs/query-language.md and the names of
 * fields, nothing of the index and nothing of Vietnamese.
 *
 *   question  := [or]                              empty: every document
 *   or        := and { "OR" and }
 *   and       := near { ["AND"] near }             blanks alone mean AND
 *   near      := unary { ("NEAR" | "NEAR/n") unary }
 *   unary     := ("NOT" | "-") unary | ["field:"] primary
 *   primary   := "(" or ")" | '"' phrase '"' | word "*" | low ".." high | word | "*"
 *
 * A field holds for the primary behind it; "exact:" is a field's twin that asks for the marks as
 * typed. Operators are capitals. Curly quotes are quotes. A word is what stands between blanks,
 * quotes and parentheses; a document number is one word even with blanks inside ("05 - CT/TW"),
 * which is why the caller tells where numbers stand. Free words in a row make one WORDS node. */
#ifndef TC_QUERY_PARSE_H
#define TC_QUERY_PARSE_H

#include "base/arena.h"
#include "base/status.h"
#include "store/field.h"

typedef enum {
    TC_ASK_ALL,    /* "*" */
    TC_ASK_WORDS,  /* .text: words, all wanted */
    TC_ASK_PHRASE, /* .text: in this order, side by side */
    TC_ASK_PREFIX, /* .text without its star */
    TC_ASK_RANGE,  /* .low .. .high, either may be empty; with a field only */
    TC_ASK_NUMBER, /* .text: one document number; made by the engine, not by the grammar */
    TC_ASK_AND,    /* children, some may be NOT */
    TC_ASK_OR,
    TC_ASK_NOT, /* one child */
    TC_ASK_NEAR /* WORDS and PHRASE children within .window words */
} tc_ask_kind;

#define TC_ASK_NO_FIELD TC_FIELD_COUNT

typedef struct tc_ask {
    tc_ask_kind kind;
    tc_field_id field; /* leaves only; TC_ASK_NO_FIELD: none */
    bool exact;        /* leaves only: marks as typed */
    unsigned window;
    tc_span text, low, high; /* parts of the question */
    struct tc_ask **children;
    size_t count, capacity;
    tc_range source; /* bytes of the question, field and quotes with it */
    size_t at;       /* leaves only: byte of the question where .text begins */
} tc_ask;

enum { TC_ASK_MAX_BYTES = 1 << 16, TC_ASK_MAX_DEPTH = 64, TC_ASK_NEAR_WINDOW = 10 };

/* numbers: ascending ranges of the question that are document numbers. *out borrows the question
 * and lives in the arena. TC_ESYNTAX with the byte column, TC_ETOOBIG, TC_ENOMEM. */
tc_status tc_ask_parse(tc_ask **out, tc_arena *, tc_span question, const tc_range *numbers,
                       size_t number_count, tc_error *);
/* The whole text as words, whatever it holds. */
tc_ask *tc_ask_words(tc_arena *, tc_span text);
/* A leaf; text is borrowed. */
tc_ask *tc_ask_leaf(tc_arena *, tc_ask_kind, tc_field_id, tc_span text);
tc_ask *tc_ask_node(tc_arena *, tc_ask_kind);
void tc_ask_add(tc_arena *, tc_ask *parent, tc_ask *child);
/* One line, fully parenthesised: for explain and tests. */
tc_span tc_ask_text(tc_arena *, const tc_ask *);

#endif
