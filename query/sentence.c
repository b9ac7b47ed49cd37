/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/sentence.h"

#include "text/text.h"

/* More words than a topic has: "phòng, chống tham nhũng, lãng phí, tiêu cực trong cơ quan nhà
 * nước" are thirteen. */
enum { LONG = 15 };

/* Words that ask, without marks. Single ones that are other words without theirs ("ai", "dau")
 * are left out. */
static const char *const asking[] = {
    " la gi ",   " cai gi ", " nhung gi ", " the nao ", " nao ",   " bao nhieu ", " bao lau ",
    " tai sao ", " vi sao ", " bao gio ",  " co phai ", " do ai ", " o dau ",     " ra sao "};

static bool is_plain(const tc_ask *n)
{
    if (n->kind == TC_ASK_WORDS || n->kind == TC_ASK_PHRASE)
        return n->field == TC_ASK_NO_FIELD && !n->exact;
    if (n->kind != TC_ASK_AND)
        return false;
    for (size_t i = 0; i < n->count; i++)
        if (!is_plain(n->children[i]))
            return false;
    return true;
}

static const tc_ask *last_leaf(const tc_ask *n)
{
    while (n->kind == TC_ASK_AND && n->count)
        n = n->children[n->count - 1];
    return n;
}

static const tc_ask *first_leaf(const tc_ask *n)
{
    while (n->kind == TC_ASK_AND && n->count)
        n = n->children[0];
    return n;
}

/* "Ai ký ..." asks; "AI" is artificial intelligence. */
static bool asks_who(tc_span text)
{
    return tc_span_starts(text, TC_SPAN("ai ")) || tc_span_starts(text, TC_SPAN("Ai "));
}

static void count_words(tc_arena *arena, const tc_ask *n, size_t *words, bool *asks)
{
    for (size_t i = 0; i < n->count; i++)
        count_words(arena, n->children[i], words, asks);
    if (n->kind != TC_ASK_WORDS)
        return;
    tc_span slug = tc_text_slug(arena, n->text, ' ');
    tc_span padded = tc_span_str(tc_arena_printf(arena, " %.*s ", (int)slug.len, slug.ptr));
    for (size_t i = 1; i < padded.len; i++)
        *words += padded.ptr[i] == ' ';
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        *asks = *asks || tc_span_find(padded, tc_span_str(asking[i])) != SIZE_MAX;
}

bool tc_is_sentence(tc_arena *arena, const tc_ask *ask)
{
    size_t words = 0;
    bool asks = false;
    if (!is_plain(ask))
        return false;
    tc_span tail = tc_span_trim(last_leaf(ask)->text);
    bool alone = tail.len == 1 && ask->kind != TC_ASK_AND;
    if (tail.len && !alone && tail.ptr[tail.len - 1] == '?')
        return true;
    asks = asks_who(tc_span_trim(first_leaf(ask)->text));
    count_words(arena, ask, &words, &asks);
    return asks || words > LONG;
}
