/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of the head: number, place and date. */
#include "plan/header.h"

enum { PLACE_TOKENS = 16 };

/* Behind the month: "năm", which emphasis may have cut ("n**ă**m"), and the year. */
static bool read_year(const tc_layout *l, size_t *i, uint32_t *year)
{
    enum { NEAR = 9 };
    for (size_t k = *i; k < l->t->len && k < *i + NEAR; k++) {
        if (l->t->items[k].kind == TC_TOKEN_DIGITS) {
            *i = k;
            *year = tc_figures_at(l->t, i); /* "2O25" */
            return *year > 99;
        }
        const tc_word *w = tc_token_word(l->t, k);
        if (w && w->letters > 1 && !tc_layout_is(l, k, TC_W_NAM))
            return false;
    }
    return false;
}

/* "ngày 25 tháng 5 năm 2021", day or month left blank in drafts, a footnote's number glued to the
 * year ("20264"). */
bool tc_head_read_date(const tc_layout *l, size_t i, tc_date *out, size_t *next)
{
    if (tc_date_read(l->t, i, false, out, next) && out->year)
        return true;
    uint32_t day, month, year;
    i += tc_layout_is(l, i, TC_W_NGAY);
    day = tc_figures_at(l->t, &i);
    i = tc_figures_skip(l->t, i);
    if (!tc_layout_is(l, i, TC_W_THANG))
        return false;
    i++;
    month = tc_figures_at(l->t, &i);
    if (!read_year(l, &i, &year))
        return false;
    if (year > 9999)
        year /= 10;
    if (year < 1900 || year > 9999 || month > 12 || day > 31)
        return false;
    *out = (tc_date){(int16_t)year, (uint8_t)month, month ? (uint8_t)day : 0};
    *next = i;
    return true;
}

/* A place of one syllable is the end of one that began on the line before, and so is one in small
 * letters ("Thành / phố Hồ Chí Minh"). */
static uint32_t place_start(const tc_layout *l, const tc_segment *s, size_t day)
{
    bool whole = tc_head_words(l, s->first, day) > 1 && (l->t->items[s->first].flags & TC_CAPITAL);
    if (whole || s->line == 0 || tc_row_empty(l, s->line - 1) ||
        s->first != l->rows[s->line].first || l->r->line_class[s->line - 1] == TC_LINE_FURNITURE)
        return s->first;
    const tc_row *row = &l->rows[s->line - 1];
    size_t next;
    if (tc_layout_caps(l, row->first, row->next) || tc_head_number_at(l, row) ||
        tc_head_words(l, row->first, row->next) > 5 || tc_layout_cue(l, row->first, &next) >= 0)
        return s->first;
    return row->first;
}

bool tc_head_take_date(tc_head *h, const tc_segment *s)
{
    tc_layout *l = h->l;
    tc_plan *plan = l->r->plan;
    for (uint32_t i = s->first; i < s->next; i++) {
        tc_date date = {0, 0, 0};
        size_t next = i;
        if (i > s->first + PLACE_TOKENS)
            break;
        /* "ng**ày 01 tháng 12": the day tells where the word was cut */
        bool day = l->t->items[i].kind == TC_TOKEN_DIGITS && tc_layout_is(l, i + 1, TC_W_THANG);
        if (!tc_layout_is(l, i, TC_W_NGAY) && !day)
            continue;
        if (!tc_head_read_date(l, i, &date, &next))
            continue;
        uint32_t from = place_start(l, s, i), to = from;
        while (to < i && !tc_layout_punct(l, to, ','))
            to++;
        /* "Ngày 17-6-1929, Đông Dương Cộng sản Đảng được ...": a sentence tells of a day */
        if (to == i && tc_layout_punct(l, next, ',') && next + 1 < s->next)
            continue;
        plan->date = date;
        plan->date_span = tc_reading_range(l->r, i, next);
        plan->place = tc_layout_title(l, from, to);
        return true;
    }
    return false;
}

static void use_number(tc_reading *r, const tc_number *n)
{
    tc_plan *plan = r->plan;
    r->own = n;
    plan->number = n->text;
    plan->number_key = n->key;
    plan->number_span = n->span;
    plan->system = n->system;
    if (!plan->doc_type.len && n->form != TC_NUMBER_LETTER)
        plan->doc_type = n->type;
}

/* A number the grammar does not know is taken as it stands, if it looks like one at all. */
static void use_raw_number(tc_layout *l, size_t first, size_t next)
{
    bool joined = false;
    if (first >= next || l->t->items[first].kind != TC_TOKEN_DIGITS)
        return;
    for (size_t i = first; i < next; i++)
        joined |= tc_layout_punct(l, i, '/') || tc_layout_punct(l, i, '-');
    if (!joined)
        return;
    l->r->plan->number = tc_layout_title(l, first, next);
    l->r->plan->number_key = tc_number_key(l->r->arena, l->r->plan->number);
    l->r->plan->number_span = tc_reading_range(l->r, first, next);
}

bool tc_head_take_number(tc_head *h, const tc_segment *s)
{
    tc_layout *l = h->l;
    tc_row row = {s->first, s->next};
    size_t at = tc_head_number_at(l, &row);
    if (!at || h->number_seen)
        return at != 0;
    h->number_seen = true;
    const tc_number *n = tc_layout_number(l, at);
    tc_segment rest = {n ? (uint32_t)n->next : s->next, s->next, s->line};
    if (n && rest.first < rest.next && !l->r->plan->date.year)
        tc_head_take_date(h, &rest); /* "Số 27-HD/BTGHU Đông Anh, ngày ..." */
    if (n)
        use_number(l->r, n);
    else
        use_raw_number(l, at, s->next);
    return true;
}
