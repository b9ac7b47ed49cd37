/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head: organs, number, place and date, type, title. Two columns come flattened in any order,
 * cells in one line or in many; parts may be missing. Positions: HD 36-HD/VPTW (Party), NĐ
 * 30/2020/NĐ-CP Phụ lục I (State). */
#include "plan/header.h"
#include "plan/unit.h"

/* Cells that share a line are parted by "|", rules, tabs or wide gaps. */
static bool parts_cells(const tc_layout *l, size_t i)
{
    if (tc_layout_punct(l, i, '|') || tc_layout_punct(l, i, '_'))
        return true;
    if (tc_layout_punct(l, i, '-') && tc_layout_punct(l, i + 1, '-'))
        return true;
    return i > 0 && tc_layout_punct(l, i, '-') && tc_layout_punct(l, i - 1, '-');
}

/* "| UBND TỈNH KHÁNH HÒA **SỞ NỘI VỤ** |": two lines of a cell, the second in bold letters. */
static bool bold_organ(const tc_layout *l, const tc_row *row, size_t i)
{
    size_t next;
    if (i < row->first + 3 || !tc_layout_punct(l, i - 1, '*') || !tc_layout_punct(l, i - 2, '*') ||
        (l->t->items[i - 2].flags & TC_GLUED) || l->t->items[i - 3].kind != TC_TOKEN_WORD)
        return false;
    const tc_name *name = tc_name_at(l->r, l->w->names, i, &next);
    return name && (name->kind == TC_NAME_ORGAN || name->kind == TC_NAME_BODY) &&
           tc_layout_caps(l, i, next) && tc_layout_caps(l, i - 3, i - 2);
}

static void add_segments(tc_head *h, size_t line)
{
    tc_layout *l = h->l;
    const tc_row *row = &l->rows[line];
    uint32_t from = row->first;
    for (uint32_t i = row->first; i <= row->next; i++) {
        bool mark = i == row->next || parts_cells(l, i);
        if (!mark && (i == from ||
                      !(tc_layout_gap(l, i) || tc_head_column(l, row, i) || bold_organ(l, row, i))))
            continue;
        if (i > from)
            tc_vec_push(l->r->arena, &h->all, ((tc_segment){from, i, line}));
        from = mark ? i + 1 : i;
    }
}

static bool take_subject(tc_head *h, const tc_segment *s)
{
    const tc_layout *l = h->l;
    bool mark = tc_head_is_subject(l, s->first);
    bool about = h->number_seen && tc_layout_is(l, s->first, TC_W_VE); /* "Về việc ..." */
    if (!mark && !about)
        return false;
    if (!h->subject_seen) {
        h->subject = s->first;
        h->subject_seen = true;
    }
    return true;
}

/* Takes the segment if it is of a head; false when it is not. */
static bool read_segment(tc_head *h, const tc_segment *s, size_t *skip)
{
    size_t next;
    int cue;
    if (s->first < *skip)
        return true;
    if (tc_head_emblem(h->l, s->first, &next, &cue)) {
        h->emblem = true;
        if (h->system == TC_SYSTEM_UNKNOWN)
            h->system = cue == TC_CUE_EMBLEM_PARTY  ? TC_SYSTEM_PARTY
                        : cue == TC_CUE_EMBLEM_MASS ? TC_SYSTEM_MASS
                                                    : TC_SYSTEM_STATE;
        *skip = next;
        return true;
    }
    cue = tc_layout_cue(h->l, s->first, &next);
    if (cue == TC_CUE_MERGED)
        h->l->merged = true;
    if (cue == TC_CUE_MOTTO || cue == TC_CUE_GAZETTE || cue == TC_CUE_MERGED ||
        cue == TC_CUE_MARKING)
        return true;
    if (take_subject(h, s) || tc_head_take_number(h, s))
        return true;
    if (!h->l->r->plan->date.year && tc_head_take_date(h, s))
        return true;
    /* the subject of a letter stands below all organs */
    return !h->subject_seen && tc_head_take_organ(h, s);
}

static void read_segments(tc_head *h, size_t from, size_t end)
{
    tc_layout *l = h->l;
    size_t skip = 0;
    for (size_t k = from; k < end; k++)
        if (!tc_row_empty(l, k) && l->r->line_class[k] != TC_LINE_FURNITURE)
            add_segments(h, k);
    h->last_line = l->head_from;
    for (size_t i = 0; i < h->all.len; i++)
        if (read_segment(h, &h->all.items[i], &skip))
            h->last_line = h->all.items[i].line;
    tc_head_name_issuer(h);
}

/* The subject of a letter: "V/v ..." down to the end of its cell. */
static void read_subject(tc_head *h, size_t end)
{
    tc_layout *l = h->l;
    size_t line = tc_reading_line(l->r, h->subject), next = l->rows[line].next;
    for (size_t k = line + 1; k < end && !tc_row_empty(l, k); k++) {
        const tc_row *row = &l->rows[k];
        tc_segment s = {row->first, row->next, k};
        size_t behind;
        int cue = tc_layout_cue(l, row->first, &behind);
        if (cue == TC_CUE_BASIS && !(l->t->items[row->first].flags & TC_CAPITAL))
            cue = -1; /* "V/v bố trí cán bộ khi / thực hiện ..." */
        if (l->r->line_class[k] == TC_LINE_FURNITURE || tc_head_number_at(l, row) || cue >= 0 ||
            tc_layout_is(l, s.first, TC_W_NGAY) ||
            l->r->plan->date_span.start == l->t->items[row->first].start)
            break;
        bool date = false;
        for (uint32_t i = row->first; i < row->next; i++)
            date |= l->t->items[i].start == l->r->plan->date_span.start;
        if (date && l->r->plan->date_span.end)
            break;
        next = row->next;
    }
    l->r->plan->title = tc_layout_title(l, h->subject, next);
    l->r->plan->title_span = tc_reading_range(l->r, h->subject, next);
}

/* The Party numbers a quy định as QĐ: the code is the number's, the label the head's. */
static void use_number_type(tc_plan *plan, const tc_span *number_type)
{
    bool merged = tc_span_eq(*number_type, TC_SPAN("VBHN"));
    /* "CHƯƠNG TRÌNH HÀNH ĐỘNG" is numbered as CTr */
    bool kind = number_type->len && tc_span_starts(plan->doc_type, *number_type);
    if (merged || kind)
        plan->doc_type = *number_type;
    plan->doc_type_label = tc_type_label(plan->doc_type, plan->system);
    if (tc_span_eq(plan->doc_type, TC_SPAN("QyĐ")) && tc_span_starts(*number_type, TC_SPAN("QĐ")))
        plan->doc_type = *number_type;
}

/* The note that the document began in another issue, on one of the head's lines; 0: none. */
static size_t continuation_note(const tc_layout *l)
{
    enum { NOTE_LINES = 40 };
    for (size_t k = l->head_from + 1; k < l->line_count && k < l->head_from + NOTE_LINES; k++) {
        size_t next, first = l->rows[k].first;
        if (!tc_row_empty(l, k) &&
            tc_layout_cue(l, first + tc_layout_punct(l, first, '('), &next) == TC_CUE_CONTINUED)
            return k;
    }
    return 0;
}

/* "Thông tư số 102/2018/TT-BTC ngày 14 tháng 11 năm 2018 [của Bộ Tài chính] | hướng dẫn ...": type,
 * number and date; the token behind them, or first. */
static size_t read_statement(tc_head *h, size_t first, size_t end)
{
    tc_layout *l = h->l;
    size_t so = first, next;
    while (so < end && !tc_layout_is(l, so, TC_W_SO))
        so++;
    tc_segment number = {(uint32_t)so, (uint32_t)end, tc_reading_line(l->r, first)};
    if (so == first || so == end || !tc_head_take_number(h, &number) || !l->r->own)
        return first;
    l->r->plan->doc_type = tc_type_code(l->r->arena, tc_layout_text(l, first, so));
    size_t i = so;
    while (i < end && !tc_layout_is(l, i, TC_W_NGAY))
        i++;
    if (i == end || !tc_head_read_date(l, i, &l->r->plan->date, &next))
        return first;
    l->r->plan->date_span = tc_reading_range(l->r, i, next);
    return tc_layout_is(l, next, TC_W_CUA) ? tc_unit_capitals_end(l->r, next + 1, end) : next;
}

/* The gazette prints long documents in parts. A later part has the organ, the document named in one
 * statement, and where the part before stands: "(Tiếp theo Công báo số 201 + 202)". */
static bool read_continued(tc_head *h)
{
    tc_layout *l = h->l;
    size_t note = continuation_note(l), last = note, top;
    while (last > l->head_from && tc_row_empty(l, last - 1))
        last--;
    for (top = last; top > l->head_from && !tc_row_empty(l, top - 1); top--)
        ;
    if (note == 0 || top == last)
        return false;
    size_t end = l->rows[last - 1].next, title = read_statement(h, l->rows[top].first, end);
    if (title == l->rows[top].first)
        return false;
    read_segments(h, l->head_from, top);
    l->r->plan->title = tc_layout_title(l, title, end);
    l->r->plan->title_span = tc_reading_range(l->r, title, end);
    l->body_from = note + 1;
    tc_layout_class(l, l->head_from, l->body_from, TC_LINE_HEADER);
    return true;
}

/* Typing of the nineties, whose capitals were those of a font: below the number a line "kế hoạch",
 * which is the number's type. The line, or line_count. */
static size_t small_type(const tc_head *h, tc_span number_type, size_t end)
{
    const tc_layout *l = h->l;
    for (size_t k = h->last_line + 1; number_type.len && k < end; k++)
        if (!tc_row_empty(l, k) &&
            tc_span_eq(number_type, tc_type_code(l->r->arena, tc_layout_text(l, l->rows[k].first,
                                                                             l->rows[k].next))))
            return k;
    return l->line_count;
}

void tc_header_read(tc_layout *l)
{
    tc_head h = {.l = l};
    size_t end = 0, rest = 0;
    tc_head_find(l);
    if (read_continued(&h)) {
        tc_span of_number = l->r->own->type;
        use_number_type(l->r->plan, &of_number);
        return;
    }
    size_t type = tc_head_type(l, false, &end, &rest);
    if (type == l->line_count)
        type = tc_head_type(l, true, &end, &rest);
    tc_span code = l->r->plan->doc_type, number_type;
    l->r->plan->doc_type = TC_SPAN("");
    size_t from = l->head_from, to = end;
    bool displaced =
        type < l->line_count && !l->emblem && tc_head_displaced(l, code, type, &from, &to);
    read_segments(&h, from, to);
    number_type = l->r->plan->doc_type;
    l->body_from = end;
    if (type == l->line_count && !h.subject_seen) {
        type = small_type(&h, number_type, end);
        rest = type < l->line_count ? l->rows[type].next : rest;
    }
    if (type < l->line_count) {
        l->body_from = tc_title_read(l, rest, type);
    } else if (h.subject_seen) {
        l->r->plan->doc_type = TC_SPAN("CV");
        read_subject(&h, end);
    } else if (h.emblem && l->addressed) {
        l->r->plan->doc_type = TC_SPAN("CV");
    } else if (h.emblem && l->r->plan->number.len) {
        l->body_from = tc_title_read(l, l->rows[h.last_line].next, h.last_line);
    } else if (!h.emblem && !h.number_seen) {
        l->body_from = l->head_from; /* no head at all */
    }
    if (code.len)
        l->r->plan->doc_type = code;
    use_number_type(l->r->plan, &number_type);
    if (l->r->plan->system == TC_SYSTEM_UNKNOWN)
        l->r->plan->system = h.system;
    if (l->body_from > l->head_from)
        tc_layout_class(l, l->head_from, l->body_from, TC_LINE_HEADER);
    if (displaced)
        tc_layout_class(l, from, to, TC_LINE_HEADER);
}
