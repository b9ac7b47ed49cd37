/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows of work: "từ ngày 01/12/2023 - 10/01/2024", "tháng 6 đến hết tháng 8/2023". Both ends
 * must be written as a day, month or year; the year may stand at the other end only. Terms of
 * office, "giai đoạn", quarters and single deadlines are none, nor is what was over in a year
 * before the document's own: that is history. */
#include "plan/event.h"

enum { SKIP_WORDS = 3, OLDEST = 1900 /* "từ 1600 đến dưới 2300" counts something else */ };

static const tc_token *tok(const tc_reading *r, size_t i)
{
    return i < r->tokens->len ? &r->tokens->items[i] : NULL;
}

static bool digits(const tc_reading *r, size_t i, uint32_t max, uint32_t *value)
{
    const tc_token *t = tok(r, i);
    if (!t || t->kind != TC_TOKEN_DIGITS || t->end - t->start > 2)
        return false;
    *value = tc_token_word(r->tokens, i)->value;
    return *value >= 1 && *value <= max;
}

/* An end without its year: "tháng 6", "ngày 12" beside the forms of tc_event_date. */
static bool read_end(const tc_reading *r, size_t i, tc_date *out, size_t *next)
{
    uint32_t value;
    size_t after;
    if (tc_event_date(r, i, out, next))
        return true;
    int cue = tc_event_cue_at(r, i, &after);
    *out = (tc_date){0, 0, 0};
    if (cue == TC_EVENT_CUE_MONTH && digits(r, after, 12, &value)) {
        out->month = (uint8_t)value;
        *next = after + 1;
        return true;
    }
    if (cue == TC_EVENT_CUE_DAY && digits(r, after, 31, &value)) {
        out->day = (uint8_t)value;
        *next = after + 1;
        return true;
    }
    return false;
}

/* "8 giờ", "7 giờ 30 phút", "17h30": the token behind, or i. */
static size_t clock_end(const tc_reading *r, size_t i)
{
    static const tc_span hours[] = {TC_SPAN_LIT("gio"), TC_SPAN_LIT("h"), TC_SPAN_LIT("g")};
    const tc_token *t = tok(r, i + 1);
    const tc_word *w = t && t->kind == TC_TOKEN_WORD ? tc_token_word(r->tokens, i + 1) : NULL;
    bool hour = false;
    for (size_t k = 0; w && k < sizeof hours / sizeof *hours; k++)
        hour |= tc_span_eq(w->folded, hours[k]);
    if (!hour)
        return i;
    i += 2;
    if (tok(r, i) && tok(r, i)->kind == TC_TOKEN_DIGITS) {
        i++;
        w = tok(r, i) && tok(r, i)->kind == TC_TOKEN_WORD ? tc_token_word(r->tokens, i) : NULL;
        i += w && (tc_span_eq(w->folded, TC_SPAN("phut")) || tc_span_eq(w->folded, TC_SPAN("p")));
    }
    return i + tc_event_punct(r, i, ',');
}

/* Words that may stand before a date: "đầu tháng 3", "0 giờ 00 ngày 01/5", "ngày bầu cử 15/3". */
static bool skip_to_end(const tc_reading *r, size_t i, tc_date *out, size_t *next)
{
    for (size_t n = 0; n <= SKIP_WORDS; n++, i++) {
        const tc_token *t = tok(r, i);
        if (!t || (t->flags & TC_PARA_START) || t->kind == TC_TOKEN_PUNCT)
            return false;
        if (read_end(r, i, out, next))
            return true;
        const tc_word *w = tc_token_word(r->tokens, i);
        size_t clock = w->digits ? clock_end(r, i) : i;
        if (clock > i) {
            i = clock - 1;
            continue;
        }
        if (w->digits || tc_span_eq(w->folded, TC_SPAN("qui")))
            return false; /* a quarter, a number of something else */
    }
    return false;
}

static bool joined(const tc_reading *r, size_t i, size_t *next)
{
    if (tc_event_dash(r, i)) {
        *next = i + 1;
        return !(tok(r, i)->flags & TC_LINE_START);
    }
    return tc_event_cue_at(r, i, next) == TC_EVENT_CUE_TO;
}

/* The year, and month, that only the other end tells. */
static void complete(tc_date *from, tc_date *to)
{
    if (!from->month && from->day)
        from->month = to->month;
    if (!to->month && to->day)
        to->month = from->month;
    if (!from->year && to->year) {
        from->year = to->year;
        if (from->month > to->month) /* "từ tháng 11 đến tháng 3/2024" */
            from->year--;
    }
    if (!to->year && from->year)
        to->year = from->year;
}

/* "từ 12 - 16/5/2025": a figure alone is a day where the other end is written in full. */
static bool lone_day(const tc_reading *r, size_t i, tc_date *from)
{
    uint32_t day;
    size_t next;
    tc_date to;
    if (!digits(r, i, 31, &day) || !joined(r, i + 1, &next) || !tc_event_date(r, next, &to, &next))
        return false;
    *from = (tc_date){0, 0, (uint8_t)day};
    return to.year && to.month && to.day;
}

static bool in_term(const tc_reading *r, size_t i)
{
    for (size_t k = i; k > 0 && k + 3 > i; k--) {
        size_t next;
        if (tc_event_cue_at(r, k - 1, &next) == TC_EVENT_CUE_TERM)
            return true;
    }
    return i > 1 && tc_event_cue_at(r, i - 2, &(size_t){0}) == TC_EVENT_CUE_TERM;
}

static size_t read_window(tc_reading *r, size_t i, int cue, size_t next)
{
    tc_date from, to;
    size_t at = cue == TC_EVENT_CUE_FROM || cue < 0 ? next : i, after;
    const tc_token *t = tok(r, at);
    if (cue < 0 && (!t || t->kind != TC_TOKEN_DIGITS))
        return next;
    if (cue == TC_EVENT_CUE_FROM && lone_day(r, at, &from))
        after = at + 1;
    else if (cue == TC_EVENT_CUE_FROM ? !skip_to_end(r, at, &from, &after)
                                      : !read_end(r, at, &from, &after))
        return next;
    size_t end = after;
    if (!joined(r, end, &after) || !skip_to_end(r, after, &to, &after))
        return end > next ? end : next;
    bool bare = cue != TC_EVENT_CUE_FROM && (!from.month || !to.month);
    complete(&from, &to);
    bool days = from.day && to.day; /* "giai đoạn 1 từ 15/12/2025 - 31/01/2026" is no term */
    if (!from.year || !to.year || bare || (!days && in_term(r, i)) || tc_date_cmp(from, to) >= 0)
        return after;
    if (to.year < r->plan->date.year || (from.year < OLDEST && !from.month))
        return after;
    tc_period *p = tc_vec_add(r->arena, &r->plan->periods);
    p->from = from;
    p->to = to;
    p->span = tc_reading_range(r, cue < 0 ? next : i, after);
    p->section = tc_reading_section(r, i);
    return after;
}

static bool is_and(const tc_reading *r, size_t i)
{
    const tc_word *w = tok(r, i) ? tc_token_word(r->tokens, i) : NULL;
    return tok(r, i) && (w ? tc_span_eq(w->folded, TC_SPAN("va")) : tok(r, i)->word == ',');
}

/* "từ 20/7 - 05/8/2025 và 15/8 - 05/9/2025": one "từ" for all */
size_t tc_period_read(tc_reading *r, size_t i, int cue, size_t next)
{
    tc_date date;
    size_t end = read_window(r, i, cue, next), before = r->plan->periods.len, behind;
    bool any = before &&
               r->plan->periods.items[before - 1].span.start == tc_reading_range(r, i, i + 1).start;
    while (any && is_and(r, end) && read_end(r, end + 1, &date, &behind)) {
        size_t more = read_window(r, end + 1, TC_EVENT_CUE_FROM, end + 1);
        any = r->plan->periods.len > before;
        before = r->plan->periods.len;
        end = any ? more : end;
    }
    return end;
}
