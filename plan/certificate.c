/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the end of a document tells of its head: the certificate of a merged text, the sentence in
 * which an assembly says when it adopted it. */
#include "plan/header.h"

enum { CERTIFICATE_LINES = 10, ADOPTION_LINES = 40 };

/* A merged text (văn bản hợp nhất) has its number, date and issuer where it is certified: "BỘ TÀI
 * CHÍNH / Số: 16/VBHN-BTC / XÁC THỰC VĂN BẢN HỢP NHẤT / Hà Nội, ngày ...". */
static void read_certificate(tc_layout *l, size_t line)
{
    tc_plan *plan = l->r->plan;
    tc_head h = {.l = l};
    size_t from = line > CERTIFICATE_LINES ? line - CERTIFICATE_LINES : 0, top = line;
    for (size_t k = from; k < line + CERTIFICATE_LINES && k < l->line_count; k++) {
        const tc_row *row = &l->rows[k];
        tc_segment s = {row->first, row->next, k};
        if (tc_row_empty(l, k))
            continue;
        if (!h.number_seen && tc_layout_is(l, row->first, TC_W_SO) && tc_head_take_number(&h, &s))
            top = k < line ? k : line;
        else if ((k > line || h.number_seen) && !plan->date.year)
            tc_head_take_date(&h, &s);
    }
    size_t first = top; /* the organ: the lines in capitals above */
    while (first > from && (tc_row_empty(l, first - 1) ||
                            tc_layout_caps(l, l->rows[first - 1].first, l->rows[first - 1].next)))
        first--;
    for (size_t k = first; k < top; k++)
        if (!tc_row_empty(l, k))
            tc_vec_push(l->r->arena, &h.organs, l->rows[k]);
    tc_head_name_issuer(&h);
}

/* The head may be that of the text which is merged: what the certificate says holds over it. */
static void use_certificate(tc_layout *l, size_t line)
{
    tc_plan *plan = l->r->plan;
    const tc_plan head = *plan;
    plan->number = plan->number_key = plan->issuer = plan->issuer_parent = TC_SPAN("");
    plan->date = (tc_date){0, 0, 0};
    l->r->own = NULL;
    read_certificate(l, line);
    if (!plan->date.year) {
        plan->date = head.date;
        plan->date_span = head.date_span;
        plan->place = head.place;
    }
    if (!plan->issuer.len) {
        plan->issuer = head.issuer;
        plan->issuer_parent = head.issuer_parent;
        plan->issuer_span = head.issuer_span;
    }
}

static void read_merged(tc_layout *l)
{
    tc_plan *plan = l->r->plan;
    for (size_t k = l->body_from; k < l->line_count; k++) {
        size_t next;
        if (tc_row_empty(l, k) || tc_layout_cue(l, l->rows[k].first, &next) != TC_CUE_CERTIFIED ||
            !tc_head_caps(l, l->rows[k].first, next))
            continue;
        if (tc_span_find(plan->number_key, TC_SPAN("VBHN")) == SIZE_MAX)
            use_certificate(l, k);
        plan->doc_type = TC_SPAN("VBHN");
        return;
    }
    if (l->merged) /* its end is in another issue */
        plan->doc_type = TC_SPAN("VBHN");
}

/* "thông qua ngày", also where a converter lost the blank before it: "khóa XVthông qua ngày". */
static bool tells_adoption(const tc_layout *l, uint32_t i, size_t *next)
{
    if (tc_layout_cue(l, i, next) == TC_CUE_ADOPTED)
        return true;
    const tc_word *w = tc_token_word(l->t, i);
    const tc_word *qua = i + 2 < l->t->len ? tc_token_word(l->t, i + 1) : NULL;
    *next = i + 3;
    return w && qua && !w->syllable && tc_span_ends(w->lower, TC_SPAN("thông")) &&
           tc_span_eq(qua->lower, TC_SPAN("qua")) && tc_layout_is(l, i + 2, TC_W_NGAY);
}

/* "... khóa XV, kỳ họp thứ 8 thông qua ngày 27 tháng 11 năm 2024": the date of what the National
 * Assembly adopts stands in the last sentence. */
static void read_adoption(tc_layout *l)
{
    size_t end = l->sign_from < l->tail_from ? l->sign_from : l->tail_from;
    size_t from = end > ADOPTION_LINES ? end - ADOPTION_LINES : 0;
    for (size_t k = end; k > from; k--) {
        const tc_row *row = &l->rows[k - 1];
        for (uint32_t i = row->first; i + 1 < row->next; i++) {
            size_t next;
            tc_date date;
            if (!tells_adoption(l, i, &next) || !tc_head_read_date(l, next - 1, &date, &next))
                continue;
            l->r->plan->date = date;
            l->r->plan->date_span = tc_reading_range(l->r, i, next);
            return;
        }
    }
}

/* "Huế, ngày 20.01.2026" right above the signature, where the head has no date. */
static void read_date_below(tc_layout *l)
{
    enum { NEAR = 4 };
    size_t from = l->sign_from > NEAR ? l->sign_from - NEAR : 0;
    for (size_t k = from; k < l->sign_from && l->sign_from < l->line_count; k++) {
        const tc_row *row = &l->rows[k];
        size_t next;
        tc_date date;
        for (uint32_t i = row->first + 1; i < row->next; i++) {
            if (!tc_layout_is(l, i, TC_W_NGAY) || !tc_layout_punct(l, i - 1, ',') ||
                !(l->t->items[row->first].flags & TC_CAPITAL) ||
                !tc_head_read_date(l, i, &date, &next) || next < row->next)
                continue;
            l->r->plan->date = date;
            l->r->plan->date_span = tc_reading_range(l->r, i, next);
            if (!l->r->plan->place.len)
                l->r->plan->place = tc_layout_title(l, row->first, i - 1);
            return;
        }
    }
}

/* A head without organs still has the number's: "Số: 1655/NQ-UBTVQH15". Codes that bodies of every
 * place have name none. */
static void name_by_number(tc_layout *l)
{
    const tc_number *own = l->r->own;
    if (own)
        l->r->plan->issuer = tc_organ_central(l->r->reader->numbers, own->organ_entry);
}

void tc_header_complete(tc_layout *l)
{
    tc_plan *plan = l->r->plan;
    read_merged(l);
    if (!plan->date.year)
        read_adoption(l);
    if (!plan->date.year)
        read_date_below(l);
    if (!plan->issuer.len)
        name_by_number(l);
    if (!plan->issuer.len)
        tc_issuer_from_prose(l);
    if (!plan->doc_type_label.len || tc_span_eq(plan->doc_type, TC_SPAN("VBHN")))
        plan->doc_type_label = tc_type_label(plan->doc_type, plan->system);
}
