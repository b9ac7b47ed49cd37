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

/* At the end; and with their marks only: "may" is sewing, "chua" a pagoda. */
static const char *const asking_last[] = {" hay khong ", " duoc khong ", " phai khong "};
static const char *const asking_marked[] = {" mấy "};

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

static bool has_any(tc_span text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (tc_span_find(text, tc_span_str(words[i])) != SIZE_MAX)
            return true;
    return false;
}

static bool ends_in_any(tc_span text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (tc_span_ends(text, tc_span_str(words[i])))
            return true;
    return false;
}

static tc_span padded(tc_arena *arena, tc_span text)
{
    return tc_span_str(tc_arena_printf(arena, " %.*s ", (int)text.len, text.ptr));
}

/* What "không" ends without asking: aviation, overhead, air defence. */
static const char *const in_the_air[] = {" hàng không ", " trên không ", " phòng không "};

/* "có được ... không", "đã ... chưa": a pair of words that asks. */
static bool encloses(tc_span text, const char *first, const char *last)
{
    return tc_span_ends(text, tc_span_str(last)) &&
           tc_span_find(text, tc_span_str(first)) != SIZE_MAX;
}

#define COUNT(A) (sizeof(A) / sizeof *(A))

static void count_words(tc_arena *arena, const tc_ask *n, size_t *words, bool *asks)
{
    for (size_t i = 0; i < n->count; i++)
        count_words(arena, n->children[i], words, asks);
    if (n->kind != TC_ASK_WORDS)
        return;
    tc_span open = padded(arena, tc_text_slug(arena, n->text, ' '));
    tc_span marked = padded(arena, tc_text_lower(arena, tc_span_trim(n->text)));
    for (size_t i = 1; i < open.len; i++)
        *words += open.ptr[i] == ' ';
    *asks = *asks || has_any(open, asking, COUNT(asking)) ||
            ends_in_any(open, asking_last, COUNT(asking_last)) ||
            has_any(marked, asking_marked, COUNT(asking_marked)) ||
            (encloses(marked, " có ", " không ") &&
             !ends_in_any(marked, in_the_air, COUNT(in_the_air))) ||
            encloses(marked, " đã ", " chưa ");
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
