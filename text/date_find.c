/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/civil.h"
#include "text/date.h"

/* Folded. "quý 2/2024" is no February, "đợt 1/5" no first of May. */
static const char *const counted[] = {"qui", "dot", "lan", "so", "tuan", "khoa"};

static bool is_word(const tc_tokens *t, size_t i, const char *folded)
{
    const tc_word *w = tc_token_word(t, i);
    return w && tc_span_eq(w->folded, tc_span_str(folded));
}

static bool is_counted(const tc_tokens *t, const tc_dated *d)
{
    if (t->items[d->first].kind != TC_TOKEN_DIGITS || d->first == 0 ||
        (d->date.year && d->date.day))
        return false;
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        if (is_word(t, d->first - 1, counted[i]))
            return true;
    return false;
}

/* Dates begin with digits or with the word before them; only "mùng" has words behind it. */
static bool may_begin(const tc_tokens *t, size_t i)
{
    if (t->items[i].kind == TC_TOKEN_PUNCT)
        return false;
    return t->items[i].kind == TC_TOKEN_DIGITS ||
           (i + 1 < t->len && t->items[i + 1].kind == TC_TOKEN_DIGITS) || is_word(t, i, "mung") ||
           is_word(t, i, "mong");
}

static bool small_at(const tc_tokens *t, size_t i, uint8_t *out)
{
    const tc_token *at = &t->items[i];
    if (at->kind != TC_TOKEN_DIGITS || at->end - at->start > 2)
        return false;
    *out = (uint8_t)tc_token_word(t, i)->value;
    return *out > 0;
}

static bool glued(const tc_tokens *t, size_t i)
{
    return i < t->len && (t->items[i].flags & TC_GLUED);
}

/* More of a number than "19-5": "19-5-7", "19.5%", "2.5m", "1.2.3". */
static bool goes_on(const tc_tokens *t, size_t i)
{
    if (!glued(t, i))
        return false;
    const tc_token *at = &t->items[i];
    return at->kind != TC_TOKEN_PUNCT || at->word == '%' || at->word == '-' || at->word == '/' ||
           glued(t, i + 1);
}

/* "19-5" or "19.5". */
static bool read_loose(const tc_tokens *t, tc_dated *out)
{
    size_t i = out->first, next = i + 3;
    uint8_t day, month;
    if (next > t->len || !small_at(t, i, &day) || !small_at(t, i + 2, &month) ||
        t->items[i + 1].kind != TC_TOKEN_PUNCT ||
        (t->items[i + 1].word != '-' && t->items[i + 1].word != '.') || !glued(t, i + 1) ||
        !glued(t, i + 2) || (i > 0 && glued(t, i)) || goes_on(t, next))
        return false;
    out->date = (tc_date){0, month, day};
    out->next = (uint32_t)next;
    out->loose = true;
    return tc_date_possible(out->date);
}

void tc_dates_find(tc_dates *out, tc_arena *arena, const tc_tokens *t, bool typed)
{
    for (size_t i = 0, next; i < t->len; i = next) {
        tc_dated d = {.first = (uint32_t)i};
        bool found = may_begin(t, i) && tc_date_read(t, i, true, &d.date, &next);
        if (!found && typed && read_loose(t, &d)) {
            found = true;
            next = d.next;
        }
        if (!found) {
            next = i + 1;
            continue;
        }
        d.next = (uint32_t)next;
        if (d.date.month && !is_counted(t, &d))
            tc_vec_push(arena, out, d);
    }
}
