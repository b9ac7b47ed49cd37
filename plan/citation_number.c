/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Citations by number: TYPE [của ISSUER] [số] NUMBER [,] [ngày D] [của ISSUER] [(khóa X)]. */
#include "plan/citation.h"

/* Is this the number of the document's own head? */
static bool own_number(const tc_citer *c, const tc_number *n)
{
    tc_range own = c->plan->number_span;
    return own.end > own.start && n->span.start < own.end && own.start < n->span.end;
}

const tc_number *tc_cite_number_behind(tc_citer *c, size_t i)
{
    if (tc_cite_punct(c, i, ','))
        i++;
    if (tc_cite_is(c, i, TC_C_SO) && !tc_cite_break(c, i)) {
        i++;
        if (tc_cite_is(c, i, TC_C_HIEU))
            i++;
    }
    if (tc_cite_punct(c, i, ':'))
        i++;
    return tc_cite_break(c, i) ? NULL : tc_cite_number_at(c, i);
}

/* What the code does not tell is told by the word: 24/2018/QH14 is a law or a resolution. */
static tc_span type_of(const tc_number *n, int type)
{
    if (n->type.len)
        return n->type;
    if (type >= 0 && tc_type_names[type].code.len)
        return tc_type_names[type].code;
    if (n->form == TC_NUMBER_LETTER)
        return TC_SPAN("CV");
    return tc_span_starts(n->organ, TC_SPAN("UB")) ? TC_SPAN("NQ") : TC_SPAN("L");
}

/* The issuer that stands behind a bracket, which is a text of its own: the number before it is
 * his, and so are those in it of the same organ. */
static void look_behind_bracket(tc_citer *c, size_t i, const tc_number *n, tc_citation *out)
{
    enum { INSIDE = 80 };
    size_t close = i + 1;
    if (!tc_cite_punct(c, i, '(') || !tc_span_empty(out->issuer))
        return;
    while (close < i + INSIDE && !tc_cite_punct(c, close, ')') && !tc_cite_break(c, close))
        close++;
    if (!tc_cite_punct(c, close, ')'))
        return;
    tc_citation behind = *out;
    tc_cite_tail(c, close + 1, &behind);
    if (tc_span_empty(behind.issuer))
        return;
    *out = behind;
    c->bracket.to = close;
    c->bracket.organ = n->organ;
    c->bracket.issuer = behind.issuer;
}

static size_t add_number(tc_citer *c, size_t first, const tc_number *n, int type)
{
    tc_mention *m;
    tc_citation *out = tc_cite_add(c, TC_MENTION_NUMBER, TC_CITATION_FULL, first, n->next, &m);
    m->number = n;
    m->serial = n->serial;
    m->suffix = n->suffix;
    out->number = n->text;
    out->number_key = n->key;
    out->doc_type = type_of(n, type);
    out->damaged = n->damaged;
    size_t marked = tc_cite_secrecy(c, n->next);
    size_t next = n->shared ? n->next : tc_cite_tail(c, marked, out);
    if (next == marked)
        next = n->next;
    if (tc_span_empty(out->issuer) && first < c->bracket.to &&
        tc_span_eq(n->organ, c->bracket.organ))
        out->issuer = c->bracket.issuer;
    if (!n->shared)
        look_behind_bracket(c, next, n, out);
    m->next = next;
    out->span = tc_reading_range(&c->view, first, next);
    if (n->form == TC_NUMBER_LAW && tc_span_eq(out->doc_type, TC_SPAN("L")))
        next = tc_law_amends(c, next);
    return next;
}

static bool has_name(tc_citer *c, tc_span issuer, tc_span name)
{
    return name.len && tc_span_find(issuer, tc_text_lower(c->arena, name)) != SIZE_MAX;
}

/* Does the organ's name go with the number's code? "Thủ tướng Chính phủ" does not with VPCP. */
static bool is_of_organ(tc_citer *c, const tc_number *n, tc_span issuer)
{
    static const tc_span central[] = {TC_SPAN_LIT("bộ chính trị"), TC_SPAN_LIT("ban bí thư"),
                                      TC_SPAN_LIT("ban chấp hành trung ương")};
    tc_span name = tc_organ_named(c->view.reader->numbers, n->organ_entry);
    issuer = tc_text_lower(c->arena, issuer);
    for (size_t k = 0; tc_span_eq(n->organ, TC_SPAN("TW")) && k < 3; k++)
        if (has_name(c, issuer, central[k]))
            return true;
    if (n->system != TC_SYSTEM_PARTY)
        return has_name(c, issuer, name) || tc_span_eq(issuer, tc_text_lower(c->arena, n->organ));
    while (name.len) { /* "Tỉnh ủy, Thành ủy" */
        size_t comma = tc_span_find(name, TC_SPAN(", "));
        tc_span one = tc_span_sub(name, 0, comma == SIZE_MAX ? name.len : comma);
        if (has_name(c, issuer, one))
            return true;
        name = tc_span_sub(name, comma == SIZE_MAX ? name.len : comma + 2, name.len);
    }
    return false;
}

/* "theo đề nghị của Sở Tài chính tại | Tờ trình số 52/TTr-STC": the organ before the type. */
static tc_span issuer_before(tc_citer *c, size_t first, const tc_number *n)
{
    enum { NAME_TOKENS = 24 };
    tc_span none = {"", 0};
    if (first < 4 || !tc_cite_is(c, first - 1, TC_C_TAI) || tc_cite_break(c, first - 1))
        return none;
    for (size_t i = first - 2; i > 0 && i + NAME_TOKENS > first && !tc_cite_break(c, i); i--) {
        if (!tc_cite_is(c, i, TC_C_CUA))
            continue;
        tc_span issuer = tc_cite_text(c, i + 1, first - 1);
        bool whole = tc_issuer_read(c, i + 1) == first - 1;
        return whole && is_of_organ(c, n, issuer) ? issuer : none;
    }
    return none;
}

size_t tc_cite_number(tc_citer *c, size_t first, size_t next, int type)
{
    const tc_number *n = type < 0 ? tc_cite_number_at(c, next) : tc_cite_number_behind(c, next);
    tc_span issuer = {"", 0};
    tc_date date = {0, 0, 0};
    if (!n && type >= 0) { /* "Nghị quyết của Bộ Chính trị số 35-NQ/TW", "Tờ trình ngày D số N" */
        size_t i = tc_cite_date(c, next, &date);
        if (tc_cite_is(c, i, TC_C_CUA)) {
            size_t end = tc_issuer_read(c, i + 1);
            if (end) {
                issuer = tc_cite_text(c, i + 1, end);
                i = end;
            }
        }
        if (i > next && tc_cite_is(c, i, TC_C_SO))
            n = tc_cite_number_behind(c, i);
    }
    if (!n || own_number(c, n))
        return 0;
    if (type < 0 && first > 0 && tc_cite_is(c, first - 1, TC_C_SO) &&
        (c->mentions.len == c->before || c->mentions.items[c->mentions.len - 1].next < first))
        first--;
    bool listed = type < 0 && first < c->list.to && tc_span_eq(n->type, c->list.code);
    size_t end = add_number(c, first, n, listed ? c->list.type : type);
    tc_citation *out = &c->plan->citations.items[c->plan->citations.len - 1];
    if (tc_span_empty(out->issuer))
        out->issuer = issuer;
    if (tc_span_empty(out->issuer))
        out->issuer = issuer_before(c, first, n);
    if (listed && c->list.any)
        out->relation = c->list.relation;
    if (listed) {
        c->list.any = true;
        c->list.relation = out->relation;
    }
    if (listed && tc_span_empty(out->issuer))
        out->issuer = c->list.issuer;
    if (!tc_date_known(out->date))
        out->date = date;
    return end;
}
