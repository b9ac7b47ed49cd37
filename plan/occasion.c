/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Congresses, sessions, elections, holidays and campaigns: named by an ordinal, a term or a name.
 */
#include "plan/event.h"
#include "plan/unit.h"

enum { CONGRESS_TOKENS = 24, COMMITTEE_TOKENS = 10, NAME_TOKENS = 16, LABEL_TOKENS = 28 };

static const tc_word *word_at(const tc_reading *r, size_t i)
{
    return i < r->tokens->len ? tc_token_word(r->tokens, i) : NULL;
}

static bool folded_is(const tc_reading *r, size_t i, const char *folded)
{
    const tc_word *w = word_at(r, i);
    return w && tc_span_eq(w->folded, tc_span_str(folded));
}

static bool capital(const tc_reading *r, size_t i)
{
    return i < r->tokens->len && r->tokens->items[i].kind == TC_TOKEN_WORD &&
           (r->tokens->items[i].flags & TC_CAPITAL);
}

/* "XIII", "lần thứ XIII", "thứ nhất". */
static bool ordinal_at(const tc_reading *r, size_t i, uint32_t *value, size_t *next)
{
    size_t after = i;
    const tc_word *w = word_at(r, i);
    if (tc_event_cue_at(r, i, &after) == TC_EVENT_CUE_NTH)
        return tc_ordinal_read(r->tokens, after, value, next);
    if (!w || !w->roman || w->roman > 60 || !(r->tokens->items[i].flags & TC_ALL_CAPS))
        return false;
    *value = w->roman;
    *next = i + 1;
    return true;
}

/* Behind "Đảng bộ": names and the words for areas and blocs. */
static size_t committee_end(const tc_reading *r, size_t i)
{
    static const char *const plain[] = {
        "tinh", "thanh", "pho", "huyen", "xa",    "phuong", "khoi",  "cac",  "co", "quan",
        "so",   "quan",  "thi", "tran",  "doanh", "nghiep", "trung", "uong", "va"};
    size_t limit = i + COMMITTEE_TOKENS;
    for (uint32_t value; i < limit; i++) {
        size_t next;
        bool known = false, joined = i > 0 && folded_is(r, i - 1, "va");
        if (ordinal_at(r, i, &value, &next) || tc_event_stop(r, i))
            break;
        for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
            known |= folded_is(r, i, plain[k]);
        if (!known && (joined || !capital(r, i))) /* "Đảng bộ tỉnh và | Nghị quyết ..." */
            break;
    }
    while (i > 0 && folded_is(r, i - 1, "va"))
        i--;
    return i;
}

/* "Đại hội [đại biểu] [toàn quốc] [lần thứ R] [của] [Đảng | Đảng bộ X] [lần thứ R]". Without an
 * ordinal it is a class of congresses, not one. */
static size_t read_congress(tc_reading *r, size_t i, size_t next)
{
    uint32_t ordinal = 0;
    size_t at = next, end = next, after, from = 0, to = 0;
    while (at < next + CONGRESS_TOKENS && at < r->tokens->len) {
        int cue = tc_event_cue_at(r, at, &after);
        if (!ordinal && ordinal_at(r, at, &ordinal, &after)) {
            at = end = after;
        } else if (cue == TC_EVENT_CUE_PARTY && !from) {
            from = at;
            at = end = to = committee_end(r, after);
        } else if (folded_is(r, at, "dai") || folded_is(r, at, "bieu") ||
                   folded_is(r, at, "toan") || folded_is(r, at, "quoc")) {
            at++;
        } else if (cue == TC_EVENT_CUE_OF) {
            at = after;
        } else if (folded_is(r, at, "dang") && capital(r, at)) {
            end = ++at;
        } else {
            break;
        }
    }
    if (!ordinal || !capital(r, i))
        return next;
    char roman[16];
    tc_roman_format(roman, ordinal < 4000 ? ordinal : 1);
    tc_event *e = tc_event_add(r, TC_EVENT_CONGRESS, i, end, tc_event_text(r, i, end));
    tc_span committee =
        from ? tc_text_slug(r->arena, tc_event_text(r, from, to), '-') : TC_SPAN("dang");
    char *id =
        tc_arena_printf(r->arena, "dai-hoi-%.*s-%s", (int)committee.len, committee.ptr, roman);
    e->id = tc_text_slug(r->arena, tc_span_str(id), '-');
    return end;
}

/* "từ ngày 01/3 ...", "từ tháng 4": when it is, not what. */
static bool window_at(const tc_reading *r, int cue, size_t next)
{
    size_t after;
    if (cue != TC_EVENT_CUE_FROM || next >= r->tokens->len)
        return false;
    int unit = tc_event_cue_at(r, next, &after);
    return unit == TC_EVENT_CUE_DAY || unit == TC_EVENT_CUE_MONTH ||
           r->tokens->items[next].kind == TC_TOKEN_DIGITS;
}

/* "phòng, chống ma túy", "an toàn, vệ sinh lao động": fields whose names have a comma inside. */
static bool inner_comma(const tc_reading *r, size_t i)
{
    if (i < 2 || !tc_event_punct(r, i, ','))
        return false;
    return (folded_is(r, i - 1, "phong") && folded_is(r, i + 1, "chong")) ||
           (folded_is(r, i - 2, "an") && folded_is(r, i - 1, "toan") && folded_is(r, i + 1, "ve") &&
            folded_is(r, i + 2, "sinh"));
}

/* A name: to the first mark or stop word. */
static size_t name_end(const tc_reading *r, size_t i, size_t tokens)
{
    size_t limit = i + tokens, next;
    for (; i < limit && !tc_event_stop(r, i); i++) {
        int cue = tc_event_cue_at(r, i, &next);
        if ((tc_event_punct(r, i, ',') && !inner_comma(r, i)) || tc_event_punct(r, i, ':') ||
            tc_event_punct(r, i, '"') || tc_event_punct(r, i, 0x201d) ||
            (tc_event_punct(r, i, '(') && i > 0) || window_at(r, cue, next) ||
            cue == TC_EVENT_CUE_STOP || cue == TC_EVENT_CUE_OF || cue == TC_EVENT_CUE_AND)
            break;
    }
    return i;
}

/* Behind "Quốc hội", "Hội đồng nhân dân": "khóa XV", "các cấp", "nhiệm kỳ 2021 - 2026". */
static size_t term_end(const tc_reading *r, size_t i)
{
    size_t end = i, after;
    for (size_t limit = i + NAME_TOKENS; i < limit && !tc_event_stop(r, i); i++) {
        int cue = tc_event_cue_at(r, i, &after);
        uint32_t value;
        if (cue == TC_EVENT_CUE_KHOA && tc_ordinal_read(r->tokens, after, &value, &after))
            return after;
        if (cue == TC_EVENT_CUE_TERM) {
            i = after;
            while (i < r->tokens->len &&
                   (r->tokens->items[i].kind == TC_TOKEN_DIGITS || tc_event_dash(r, i)))
                end = ++i;
            return end;
        }
        if (tc_event_punct(r, i, ':') || tc_event_punct(r, i, '(') || cue == TC_EVENT_CUE_AND ||
            cue == TC_EVENT_CUE_STOP)
            break;
    }
    return end;
}

/* "khóa XV, [thông qua tại] | kỳ họp thứ 7": the token of "khóa"; 0 when no term stands there.
 * *end: behind the term. */
static size_t term_before(const tc_reading *r, size_t i, size_t *end)
{
    enum { TERM_TOKENS = 6 };
    size_t after;
    uint32_t value;
    if (i > 2 && folded_is(r, i - 1, "tai") && folded_is(r, i - 2, "qua"))
        i -= 3;
    while (i > 0 && (tc_event_punct(r, i - 1, ',') || tc_event_punct(r, i - 1, '*')))
        i--;
    for (size_t k = i; k > 1 && i - k < TERM_TOKENS; k--)
        if (tc_event_cue_at(r, k - 1, &after) == TC_EVENT_CUE_KHOA) {
            while (tc_event_punct(r, after, '*'))
                after++;
            *end = i;
            return tc_ordinal_read(r->tokens, after, &value, &after) && after == i ? k - 1 : 0;
        }
    return 0;
}

/* "Quốc hội [nước Cộng hòa ...] khóa XV", "Hội đồng nhân dân tỉnh Khê Tân khóa X" before a session
 * that has no body behind it; empty when there is none. */
static tc_span body_before(const tc_reading *r, size_t i)
{
    enum { BODY_TOKENS = 16 };
    size_t end, next, from = 0, to = 0, khoa = term_before(r, i, &end);
    const tc_name *body = NULL;
    for (size_t k = khoa; k > 0 && khoa - k < BODY_TOKENS; k--) {
        if (k < khoa && tc_event_stop(r, k)) /* a paragraph's first word may be the name's */
            break;
        const tc_name *name = tc_name_at(r, r->reader->unit->names, k - 1, &next);
        if (!name || name->kind != TC_NAME_ORGAN || !capital(r, k - 1) || (body && next < to))
            continue;
        body = name; /* the longer one of "Ủy ban Thường vụ Quốc hội" */
        from = k - 1;
        to = next;
    }
    if (!body)
        return TC_SPAN("");
    tc_span named = tc_span_str(body->text);
    if (!tc_span_ends(named, TC_SPAN("Quốc hội"))) /* of which area */
        to = khoa;
    tc_span name = tc_event_text(r, from, to), term = tc_event_text(r, khoa, end);
    return tc_span_str(
        tc_arena_printf(r->arena, "%.*s %.*s", (int)name.len, name.ptr, (int)term.len, term.ptr));
}

/* "của Quốc hội khóa XV" and ", Quốc hội khóa XV" are one. */
static tc_span session_id(const tc_reading *r, tc_span label)
{
    tc_span slug = tc_text_slug(r->arena, label, '-'), of = TC_SPAN("-cua-");
    const char *at = memmem(slug.ptr, slug.len, of.ptr, of.len);
    if (!at)
        return slug;
    size_t head = (size_t)(at - slug.ptr), rest = head + of.len - 1;
    return tc_span_str(tc_arena_printf(r->arena, "%.*s%.*s", (int)head, slug.ptr,
                                       (int)(slug.len - rest), slug.ptr + rest));
}

/* "kỳ họp thứ 11 Quốc hội khóa XIV", "Hội nghị Trung ương lần thứ 1, 2 khóa XIII" (two). */
static size_t read_session(tc_reading *r, size_t i, size_t next)
{
    uint32_t values[4];
    size_t count = 0, at = next, after;
    if (!ordinal_at(r, at, &values[0], &after)) {
        if (!tc_ordinal_read(r->tokens, at, &values[0], &after) ||
            r->tokens->items[at].kind != TC_TOKEN_DIGITS)
            return next;
    }
    for (count = 1; count < 4 && (tc_event_punct(r, after, ',') || folded_is(r, after, "va"));
         count++)
        if (after + 1 >= r->tokens->len || r->tokens->items[after + 1].kind != TC_TOKEN_DIGITS ||
            !tc_ordinal_read(r->tokens, after + 1, &values[count], &after))
            break;
    size_t end = term_end(r, after);
    if (end < after)
        end = after;
    tc_span head = tc_event_text(r, i, next), tail = tc_event_text(r, after, end);
    tc_span body = end == after && count == 1 ? body_before(r, i) : TC_SPAN("");
    for (size_t k = 0; k < count; k++) {
        tc_span label = tc_event_text(r, i, end);
        if (body.len)
            label = tc_span_str(tc_arena_printf(r->arena, "%.*s %.*s", (int)label.len, label.ptr,
                                                (int)body.len, body.ptr));
        if (count > 1)
            label = tc_span_str(tc_arena_printf(r->arena, "%.*s lần thứ %u %.*s", (int)head.len,
                                                head.ptr, values[k], (int)tail.len, tail.ptr));
        tc_event_add(r, TC_EVENT_SESSION, i, end, label)->id = session_id(r, label);
    }
    return end;
}

/* "bầu cử đại biểu Quốc hội khóa XV và [bầu cử] đại biểu HĐND các cấp nhiệm kỳ a-b": two. */
static size_t read_election(tc_reading *r, size_t i, size_t next)
{
    size_t end = term_end(r, next), after, start;
    if (end == next)
        return next;
    tc_event_add(r, TC_EVENT_ELECTION, i, end, tc_event_text(r, i, end));
    if (tc_event_cue_at(r, end, &start) != TC_EVENT_CUE_AND)
        return end;
    int cue = tc_event_cue_at(r, start, &after);
    if (cue != TC_EVENT_CUE_DEPUTIES)
        return end;
    size_t second = term_end(r, after);
    if (second < after)
        second = after;
    tc_span deputies = tc_event_text(r, start, second);
    char *label = tc_arena_printf(r->arena, "bầu cử %.*s", (int)deputies.len, deputies.ptr);
    tc_event_add(r, TC_EVENT_ELECTION, start, second, tc_span_str(label));
    return second;
}

static size_t read_named(tc_reading *r, tc_event_kind kind, size_t i, size_t next)
{
    size_t end = kind == TC_EVENT_HOLIDAY ? next : name_end(r, next, LABEL_TOKENS);
    if (kind == TC_EVENT_CAMPAIGN && end == next)
        return next;
    tc_event *e = tc_event_add(r, kind, i, end, tc_event_text(r, i, end));
    size_t after;
    const tc_known_event *known = tc_event_known_at(r, i, &after);
    if (known) {
        e->id = tc_event_known_id(r->arena, known);
        e->lunar = known->lunar;
    }
    return end;
}

size_t tc_occasion_read(tc_reading *r, size_t i, int cue, size_t next)
{
    switch (cue) {
    case TC_EVENT_CUE_CONGRESS:
        return read_congress(r, i, next);
    case TC_EVENT_CUE_SESSION:
        return read_session(r, i, next);
    case TC_EVENT_CUE_ELECTION:
        return read_election(r, i, next);
    case TC_EVENT_CUE_HOLIDAY:
        return read_named(r, TC_EVENT_HOLIDAY, i, next);
    default:
        return read_named(r, TC_EVENT_CAMPAIGN, i, next);
    }
}
