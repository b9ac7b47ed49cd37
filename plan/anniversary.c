/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anniversaries: "[Kỷ niệm] N năm [Ngày] LABEL [:] (d/m/Y - d/m/Y)" in all its wordings.
 *
 * N may be digits, words or "lần thứ N"; dates may be d/m/Y, d.m.Y, years only, one of the two, or
 * missing; two labels may share one pair. "05 năm thực hiện Chỉ thị ..." is no anniversary. */
#include "plan/event.h"

enum {
    LABEL_TOKENS = 45,
    CHAIN_TOKENS = 80,
    MAX_YEARS = 5000,
    NEAR_EVENTS = 300 /* on either side: mentions of one day do not stand books apart */
};

typedef struct {
    tc_date origin, observed;
    bool any;
} date_pair;

typedef struct {
    size_t first, next; /* tokens of the label */
    size_t end;         /* token behind label and dates */
    date_pair dates;
    const tc_known_event *known;
} mention;

static bool is_word(const tc_reading *r, size_t i)
{
    return i < r->tokens->len && r->tokens->items[i].kind == TC_TOKEN_WORD;
}

static bool capital(const tc_reading *r, size_t i)
{
    return is_word(r, i) && (r->tokens->items[i].flags & TC_CAPITAL);
}

/* "N năm" at i. */
static bool years_at(const tc_reading *r, size_t i, uint32_t *years, size_t *next)
{
    size_t after;
    return i < r->tokens->len && tc_numeral_read(r->tokens, i, years, &after) && *years > 0 &&
           *years < MAX_YEARS && tc_event_cue_at(r, after, next) == TC_EVENT_CUE_YEARS &&
           !(*next < r->tokens->len && r->tokens->items[*next].kind == TC_TOKEN_DIGITS);
}

/* One or two dates at i, in brackets or not: both, or one in *first only. */
static bool read_pair(const tc_reading *r, size_t i, tc_date *first, tc_date *second, size_t *next)
{
    size_t after;
    bool bracket = tc_event_punct(r, i, '(');
    i += bracket;
    *second = (tc_date){0, 0, 0};
    if (!tc_event_date(r, i, first, &after))
        return false;
    i = after;
    size_t to;
    bool dash = tc_event_dash(r, i);
    if (dash || tc_event_cue_at(r, i, &to) == TC_EVENT_CUE_TO) {
        i = dash ? i + 1 : to;
        if (tc_event_date(r, i, second, &after))
            i = after;
        else
            i = *next = after;
    } else if (bracket && first->day && tc_event_date(r, i, second, &after) && second->day) {
        i = after; /* readers of PDF lose the dash at the end of a line */
    }
    if (bracket && !tc_event_punct(r, i, ')'))
        return false;
    *next = i + bracket;
    return true;
}

/* Which of the two a lone date is: the day itself, or the day it is kept. */
static void place_lone(const tc_reading *r, date_pair *p, tc_date d, uint32_t years,
                       const tc_known_event *known)
{
    int year = r->plan->date.year;
    if (!d.year)
        return; /* "(10/10)": every year */
    bool kept = known && known->origin.year ? d.year != known->origin.year
                                            : year && years && d.year > year - (int)years / 2 - 1;
    if (kept)
        p->observed = d;
    else
        p->origin = d;
    p->any = true;
}

static void take_dates(const tc_reading *r, mention *m, size_t i, uint32_t years)
{
    tc_date a, b;
    size_t next;
    if (!read_pair(r, i, &a, &b, &next))
        return;
    if (b.year && a.year && b.year >= a.year) {
        m->dates = (date_pair){a, b, true};
    } else if (!b.year) {
        place_lone(r, &m->dates, a, years, m->known);
    }
    m->end = next;
}

static bool dates_at(const tc_reading *r, size_t i)
{
    tc_date a, b;
    size_t next;
    bool bracket = tc_event_punct(r, i, '(');
    bool digit =
        i + bracket < r->tokens->len && r->tokens->items[i + bracket].kind == TC_TOKEN_DIGITS;
    size_t day;
    bool led = tc_event_cue_at(r, i + bracket, &day) == TC_EVENT_CUE_DAY && day < r->tokens->len &&
               r->tokens->items[day].kind == TC_TOKEN_DIGITS;
    return (digit || led) && read_pair(r, i, &a, &b, &next);
}

/* Do dates in brackets follow before the clause ends? Then all before them is the label. */
static bool dates_follow(const tc_reading *r, size_t i)
{
    uint32_t years;
    size_t next, limit = i + LABEL_TOKENS;
    for (; i < limit && !tc_event_stop(r, i); i++) {
        if (tc_event_punct(r, i, '('))
            return dates_at(r, i);
        if (r->tokens->items[i].kind == TC_TOKEN_DIGITS && years_at(r, i, &years, &next))
            return false;
    }
    return false;
}

/* The wording of a known day at i or behind "Ngày". */
static const tc_known_event *known_at(const tc_reading *r, size_t i, size_t *first, size_t *next)
{
    size_t after;
    *first = i;
    if (tc_event_cue_at(r, i, &after) == TC_EVENT_CUE_DAY)
        i = after;
    const tc_word *w = i < r->tokens->len ? tc_token_word(r->tokens, i) : NULL;
    if (w && tc_span_eq(w->folded, TC_SPAN("cuoc"))) /* "cuộc khởi nghĩa ..." */
        i++;
    return tc_event_known_at(r, i, next);
}

/* Does the label end at token i, which is not yet behind known words? */
static bool ends_label(const tc_reading *r, size_t i, bool dated)
{
    size_t next;
    uint32_t years;
    if (tc_event_stop(r, i) || tc_event_punct(r, i, '(') || tc_event_punct(r, i, ':') ||
        dates_at(r, i))
        return true;
    if (tc_event_punct(r, i, ',')) {
        if (i + 1 < r->tokens->len && years_at(r, i + 1, &years, &next))
            return true;
        return !dated && tc_event_cue_at(r, i + 1, &next) != TC_EVENT_CUE_DEED;
    }
    if (dated)
        return false;
    int cue = is_word(r, i) ? tc_event_cue_at(r, i, &next) : -1;
    return cue == TC_EVENT_CUE_STOP || cue == TC_EVENT_CUE_FROM || tc_event_punct(r, i, 0x201d) ||
           tc_event_punct(r, i, '"');
}

/* "và", "gắn với" before another event: before "N năm", a known day, or "Ngày" with a capital. */
static bool joins_event(const tc_reading *r, size_t i, size_t *start, bool *has_years)
{
    uint32_t years;
    size_t next, first, after;
    if (!is_word(r, i) || tc_event_cue_at(r, i, &next) != TC_EVENT_CUE_AND)
        return false;
    *start = next;
    if (tc_event_cue_at(r, next, &after) == TC_EVENT_CUE_KEEP)
        next = after;
    *has_years = years_at(r, next, &years, &after);
    return *has_years || known_at(r, next, &first, &after) != NULL;
}

/* Reads the label at i, and dates behind it. */
static mention read_label(const tc_reading *r, size_t i, uint32_t years, size_t *joined)
{
    mention m = {.first = i};
    size_t after, first, start;
    bool has_years;
    *joined = 0;
    if (tc_event_cue_at(r, i, &after) == TC_EVENT_CUE_DAY && is_word(r, after)) {
        i = after; /* "Ngày" is kept where a label needs it: "Ngày sinh", "Ngày hội" */
        if (tc_event_cue_at(r, i, &after) == TC_EVENT_CUE_DEED)
            m.first = i;
    }
    m.known = known_at(r, i, &first, &after);
    if (m.known)
        i = after;
    bool dated = dates_follow(r, i);
    size_t limit = m.first + LABEL_TOKENS;
    while (i < limit && i < r->tokens->len && !ends_label(r, i, dated)) {
        if (joins_event(r, i, &start, &has_years)) {
            *joined = has_years ? 0 : start;
            break;
        }
        /* a known day is named in full: what goes on in small letters is not its name */
        if (m.known && !dated && is_word(r, i) && !capital(r, i))
            break;
        i++;
    }
    m.next = m.end = i;
    if (tc_event_punct(r, i, ':') && tc_event_punct(r, i + 1, '('))
        i++;
    if (i < limit && dates_at(r, i))
        take_dates(r, &m, i, years);
    if (m.dates.any && joins_event(r, m.end, &start, &has_years) && !has_years)
        *joined = start;
    return m;
}

static unsigned plausible_years(const date_pair *p)
{
    int n = p->origin.year && p->observed.year ? p->observed.year - p->origin.year : 0;
    return n > 0 ? (unsigned)n : 0;
}

static void complete_dates(tc_event *e)
{
    if (e->years && e->origin.year && !e->observed.year)
        e->observed = tc_date_add_years(e->origin, (int)e->years);
    if (e->years && !e->origin.year && e->observed.year)
        e->origin = tc_date_add_years(e->observed, -(int)e->years);
}

static void check(tc_event *e)
{
    e->check = TC_CHECK_NONE;
    if (!e->years || !e->origin.year || !e->observed.year)
        return;
    e->check = TC_CHECK_OK;
    if (e->observed.year - e->origin.year != (int)e->years)
        e->check = TC_CHECK_YEARS;
    else if (e->origin.month && e->observed.month &&
             (e->origin.month != e->observed.month ||
              (e->origin.day && e->observed.day && e->origin.day != e->observed.day)))
        e->check = TC_CHECK_DAY;
}

static tc_span label_slug(const tc_reading *r, const tc_event *e)
{
    tc_span day = TC_SPAN("ngay-"), slug = tc_text_slug(r->arena, e->label, '-');
    return tc_span_starts(slug, day) ? tc_span_sub(slug, day.len, slug.len) : slug;
}

static void add(tc_reading *r, size_t start, const mention *m, uint32_t years)
{
    tc_span label = tc_event_text(r, m->first, m->next);
    if (m->known && !m->dates.any)
        label = tc_span_str(m->known->label);
    if (!label.len)
        return;
    tc_event *e = tc_event_add(r, TC_EVENT_ANNIVERSARY, start, m->end, label);
    e->years = years;
    e->origin = m->dates.origin;
    e->observed = m->dates.observed;
    e->id = label_slug(r, e);
    if (m->known) {
        e->id = tc_event_known_id(r->arena, m->known);
        e->lunar = m->known->lunar;
    }
}

/* Does the number of years that the event `first` has hold for the label joined to it, too? A known
 * day has it where it leads to its own year: "79 năm Cách mạng Tháng Tám và Quốc khánh", but not
 * "49 năm Giải phóng miền Nam và Quốc tế Lao động". Days of every year (Tết) count none. */
static bool shares_years(const tc_reading *r, size_t first, const mention *m, uint32_t years)
{
    const tc_event *e = &r->plan->events.items[first];
    const tc_known_event *known = tc_event_known(e->id);
    int origin = e->origin.year, kept = e->observed.year;
    if (!m->known || m->dates.origin.year)
        return true;
    if (!m->known->origin.year)
        return false;
    if (!origin && known)
        origin = known->origin.year;
    if (!kept && origin)
        kept = origin + (int)years;
    if (kept)
        return kept - (int)years == m->known->origin.year;
    int off = r->plan->date.year - (int)years - m->known->origin.year; /* kept next year, too */
    return !r->plan->date.year || off == 0 || off == -1;
}

/* Adds the label at i and those joined to it that share its years; the token behind. */
static size_t take_labels(tc_reading *r, size_t start, size_t i, uint32_t years)
{
    size_t joined, from = r->plan->events.len, end = i;
    do {
        mention m = read_label(r, i, years, &joined);
        if (m.next <= m.first)
            break;
        bool shared = r->plan->events.len == from || shares_years(r, from, &m, years);
        add(r, start, &m, shared ? years : 0);
        end = m.end;
        start = i = joined;
    } while (joined);
    /* labels joined under one number of years share the pair that the last of them has */
    tc_event *e = r->plan->events.items;
    size_t len = r->plan->events.len;
    for (size_t k = len; k > from + 1; k--) {
        tc_event *a = &e[k - 2], *b = &e[k - 1];
        if (!a->origin.year && !a->observed.year && a->years == b->years) {
            a->origin = b->origin;
            a->observed = b->observed;
        }
    }
    return end;
}

/* Is the token in the same sentence as an anniversary just read? */
static bool in_chain(const tc_reading *r, size_t i)
{
    if (!r->plan->events.len)
        return false;
    const tc_event *last = &r->plan->events.items[r->plan->events.len - 1];
    if (last->kind != TC_EVENT_ANNIVERSARY)
        return false;
    for (size_t k = i, seen = 0; k > 0 && seen < CHAIN_TOKENS; k--, seen++) {
        if (r->tokens->items[k - 1].start < last->span.end)
            return true;
        if (tc_event_stop(r, k - 1) || (r->tokens->items[k].flags & TC_PARA_START))
            return false;
    }
    return false;
}

/* The anniversary just before shares the dates of this one when they stand in one sentence and
 * keep the same number of years: "70 năm ngày A gắn với 70 năm ngày B (d - d)". */
static void share_back(tc_reading *r, size_t from)
{
    tc_event *e = r->plan->events.items;
    for (size_t k = from; k > 0 && from < r->plan->events.len; k--) {
        tc_event *a = &e[k - 1];
        if (a->kind != TC_EVENT_ANNIVERSARY || a->origin.year || a->observed.year ||
            a->years != e[from].years || a->section != e[from].section)
            break;
        a->origin = e[from].origin;
        a->observed = e[from].observed;
    }
}

/* Without "kỷ niệm": what follows must be an event by its words. */
static bool is_event(const tc_reading *r, size_t i)
{
    size_t first, after;
    if (known_at(r, i, &first, &after))
        return true;
    int cue = tc_event_cue_at(r, i, &after);
    if (cue == TC_EVENT_CUE_DAY)
        return is_word(r, after) && tc_event_cue_at(r, after, &after) != TC_EVENT_CUE_YEARS;
    return cue == TC_EVENT_CUE_DEED && dates_follow(r, after);
}

static size_t read_years(tc_reading *r, size_t i, size_t next)
{
    uint32_t years;
    size_t after, first;
    if (i == 0 || r->tokens->items[i - 1].kind != TC_TOKEN_DIGITS ||
        !years_at(r, i - 1, &years, &after) || after != next)
        return next;
    /* "2025 năm" counts no years, but "1985 năm khởi nghĩa Hai Bà Trưng" does */
    if (years > 999 && !known_at(r, next, &first, &after))
        return next;
    bool chain = in_chain(r, i - 1);
    if (!chain && !is_event(r, next))
        return next;
    if (chain && !is_word(r, next))
        return next;
    size_t deed;
    if (chain && !is_event(r, next) && tc_event_cue_at(r, next, &deed) != TC_EVENT_CUE_DEED &&
        !capital(r, next))
        return next;
    size_t from = r->plan->events.len;
    size_t end = take_labels(r, i - 1, next, years);
    if (chain)
        share_back(r, from);
    return end > next ? end : next;
}

static size_t read_keep(tc_reading *r, size_t i, size_t next)
{
    uint32_t years = 0;
    size_t after, first, known;
    bool nth = tc_numeral_read(r->tokens, next, &years, &after) && years > 0;
    if (nth && tc_event_cue_at(r, after, &first) == TC_EVENT_CUE_YEARS &&
        !(first < r->tokens->len && r->tokens->items[first].kind == TC_TOKEN_DIGITS)) {
        size_t from = r->plan->events.len;
        size_t end = take_labels(r, i, first, years);
        if (in_chain(r, i))
            share_back(r, from);
        return end > first ? end : first;
    }
    /* "kỷ niệm lần thứ 70 Ngày ..." */
    if (nth && i + 2 < next)
        return take_labels(r, i, after, years);
    if (known_at(r, next, &first, &known))
        return take_labels(r, i, next, 0);
    /* no number: a label that its dates or an earlier mention make an event */
    int cue = tc_event_cue_at(r, next, &after);
    if ((cue == TC_EVENT_CUE_DAY && is_word(r, after)) || cue == TC_EVENT_CUE_DEED)
        return take_labels(r, i, next, 0);
    return next;
}

size_t tc_anniversary_read(tc_reading *r, size_t i, int cue, size_t next)
{
    if (cue == TC_EVENT_CUE_KEEP)
        return read_keep(r, i, next);
    if (cue == TC_EVENT_CUE_YEARS)
        return read_years(r, i, next);
    return next;
}

/* --- what other mentions tell ------------------------------------------------------------- */

/* What is compared of each event. */
typedef struct {
    tc_span slug; /* of its label */
    bool known;   /* its id is the table's */
} other_words;

static bool begins(tc_span a, tc_span b)
{
    tc_span s = a.len < b.len ? a : b, l = a.len < b.len ? b : a;
    return s.len > 6 && tc_span_starts(l, s) && (l.len == s.len || l.ptr[s.len] == '-');
}

/* One label is the other, or its beginning; an id of the table stands for itself only ("thanh-lap-
 * dang" is not the day of a Đảng bộ). */
static bool same_day(const tc_event *e, const other_words *w, size_t a, size_t b)
{
    if (tc_span_eq(e[a].id, e[b].id) || begins(w[a].slug, w[b].slug))
        return true;
    return !w[a].known && !w[b].known && begins(e[a].id, e[b].id);
}

/* The fullest other mention of the event: same label or its beginning, same number of years. */
static const tc_event *fuller(const tc_reading *r, const other_words *words, size_t at)
{
    const tc_event *best = NULL, *e = &r->plan->events.items[at];
    size_t from = at > NEAR_EVENTS ? at - NEAR_EVENTS : 0;
    for (size_t i = from; i < r->plan->events.len && i < at + NEAR_EVENTS; i++) {
        const tc_event *o = &r->plan->events.items[i];
        if (o == e || o->kind != TC_EVENT_ANNIVERSARY || !o->years ||
            (e->years && e->years != o->years) ||
            (e->origin.year && o->origin.year && tc_date_cmp(e->origin, o->origin) != 0) ||
            !same_day(r->plan->events.items, words, at, i))
            continue;
        if (!best || (o->origin.year && !best->origin.year) ||
            (!best->origin.year == !o->origin.year && o->label.len > best->label.len))
            best = o;
    }
    return best;
}

/* A mention without a number is an event by its dates, by the table, or by a fuller mention. */
static bool stands(const tc_event *e, const tc_known_event *known)
{
    return e->years || e->origin.year || e->observed.year || known;
}

static void complete(tc_reading *r, const other_words *words, size_t at)
{
    tc_event *e = &r->plan->events.items[at];
    const tc_event *o = fuller(r, words, at);
    if (!o)
        return;
    if (!e->years)
        e->years = o->years;
    if (!e->origin.year && !e->observed.year) {
        e->origin = o->origin;
        e->observed = o->observed;
    }
    if (o->label.len > e->label.len || tc_event_known(o->id))
        e->id = o->id;
}

void tc_anniversary_complete(tc_reading *r)
{
    tc_plan *plan = r->plan;
    size_t kept = 0;
    other_words *words = tc_arena_array(r->arena, plan->events.len + 1, sizeof *words);
    for (size_t i = 0; i < plan->events.len; i++) {
        tc_event *e = &plan->events.items[i];
        if (e->kind == TC_EVENT_ANNIVERSARY)
            words[i] = (other_words){label_slug(r, e), tc_event_known(e->id) != NULL};
        date_pair p = {e->origin, e->observed, true};
        if (e->kind == TC_EVENT_ANNIVERSARY && !e->years)
            e->years = plausible_years(&p);
        complete_dates(e);
    }
    for (size_t i = 0; i < plan->events.len; i++)
        if (plan->events.items[i].kind == TC_EVENT_ANNIVERSARY)
            complete(r, words, i);
    for (size_t i = 0; i < plan->events.len; i++) {
        tc_event e = plan->events.items[i];
        if (e.kind == TC_EVENT_ANNIVERSARY) {
            const tc_known_event *known = tc_event_known(e.id);
            if (!stands(&e, known))
                continue;
            if (known && !e.origin.year && !e.observed.year && known->origin.year)
                e.origin = known->origin;
            complete_dates(&e);
            check(&e);
        }
        plan->events.items[kept++] = e;
    }
    plan->events.len = kept;
}
