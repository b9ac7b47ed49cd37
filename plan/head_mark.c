/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/head_mark.h"

enum { HEAD_TOKENS = 8 };

/* The first tokens of a row without decoration. */
typedef struct {
    const tc_layout *l;
    uint32_t at[HEAD_TOKENS];
    bool glued[HEAD_TOKENS]; /* to the one before, decoration looked through */
    size_t len;
    uint32_t next; /* of the row */
} lead;

/* The style of a head that begins with a word of its own. */
static bool named_style(const tc_layout *l, uint32_t token, tc_head_style *out)
{
    static const struct {
        tc_layout_word word;
        tc_head_style style;
    } named[] = {{TC_W_DIEU, STYLE_ARTICLE},
                 {TC_W_CHUONG, STYLE_CHAPTER},
                 {TC_W_PHAN, STYLE_PART},
                 {TC_W_MUC, STYLE_DIVISION}};
    for (size_t k = 0; k < sizeof named / sizeof *named; k++)
        if (tc_layout_is(l, token, named[k].word)) {
            *out = named[k].style;
            return true;
        }
    return false;
}

/* "Chương / I", "Điều / 2. ...": where a head's first word stands alone its number is on the next
 * line. */
static uint32_t lead_end(const tc_layout *l, size_t line)
{
    const tc_row *row = &l->rows[line];
    tc_head_style style;
    if (row->next != row->first + 1 || line + 1 >= l->line_count || tc_row_empty(l, line + 1))
        return row->next;
    return named_style(l, row->first, &style) ? l->rows[line + 1].next : row->next;
}

static lead read_lead(const tc_layout *l, size_t line)
{
    const tc_row *row = &l->rows[line];
    lead d = {.l = l, .next = lead_end(l, line)};
    bool apart = false;
    for (uint32_t i = row->first; i < d.next && d.len < HEAD_TOKENS; i++) {
        apart |= !(l->t->items[i].flags & TC_GLUED);
        if (tc_layout_decoration(l, i))
            continue;
        d.glued[d.len] = !apart;
        d.at[d.len++] = i;
        apart = false;
    }
    return d;
}

static const tc_token *tok(const lead *d, size_t i)
{
    return i < d->len ? &d->l->t->items[d->at[i]] : NULL;
}

static bool punct(const lead *d, size_t i, uint32_t cp)
{
    return i < d->len && tc_layout_punct(d->l, d->at[i], cp);
}

static bool digits(const lead *d, size_t i, uint32_t max)
{
    const tc_token *t = tok(d, i);
    return t && t->kind == TC_TOKEN_DIGITS && tc_token_word(d->l->t, d->at[i])->value <= max;
}

static bool glued(const lead *d, size_t i)
{
    return i < d->len && d->glued[i];
}

static bool capital(const lead *d, size_t i)
{
    const tc_token *t = tok(d, i);
    return t && t->kind == TC_TOKEN_WORD && (t->flags & TC_CAPITAL);
}

static uint32_t behind(const lead *d, size_t i)
{
    return i < d->len ? d->at[i] : d->next;
}

static tc_span written(const lead *d, size_t from, size_t to)
{
    return tc_layout_text(d->l, d->at[from], d->at[to - 1] + 1);
}

static bool set(tc_head_mark *m, const lead *d, tc_head_style s, size_t from, size_t to,
                size_t title)
{
    m->style = s;
    m->rank = s;
    m->mark = written(d, from, to);
    m->title = behind(d, title);
    return true;
}

bool tc_head_mark_merged(const tc_layout *l)
{
    return tc_span_eq(l->r->plan->doc_type, TC_SPAN("VBHN"));
}

/* "Điều 5a." The dot or colon tells it from a line that merely begins with a reference. */
static bool read_article(tc_head_mark *m, const lead *d)
{
    size_t i = 2;
    if (!capital(d, 0) || !digits(d, 1, 2000))
        return false;
    m->value = tc_token_word(d->l->t, d->at[1])->value;
    const tc_token *suffix = tok(d, 2);
    if (suffix && suffix->kind == TC_TOKEN_WORD && (suffix->flags & TC_GLUED) &&
        tc_token_word(d->l->t, d->at[2])->letters == 1)
        i = 3;
    if (i < d->len && !punct(d, i, '.') && !punct(d, i, ':'))
        return false;
    bool note = tc_head_mark_merged(d->l) && digits(d, i + 1, 9999) && glued(d, i + 1) &&
                !punct(d, i + 2, '.');
    return set(m, d, STYLE_ARTICLE, 0, i, i + 1 + note); /* "Điều 5.11 (được bãi bỏ)" */
}

static bool is_roman(const lead *d, size_t i)
{
    const tc_token *t = tok(d, i);
    const tc_word *w = t ? tc_token_word(d->l->t, d->at[i]) : NULL;
    return w && (t->flags & TC_ALL_CAPS) && w->roman > 0 && w->roman < 50;
}

/* "Chương II", "Phần thứ nhất", "Mục 1": alone, or with their title behind. */
static bool read_named(tc_head_mark *m, const lead *d, tc_head_style s)
{
    size_t i = 1, to;
    if (!capital(d, 0))
        return false;
    if (s == STYLE_PART && i < d->len && tc_layout_is(d->l, d->at[i], TC_W_THU))
        to = 3; /* thứ nhất */
    else if (is_roman(d, i) || digits(d, i, 99))
        to = 2;
    else
        return false;
    if (to > d->len)
        return false;
    i = to;
    bool stop = punct(d, i, '.') || punct(d, i, ':') || punct(d, i, '-');
    if (i < d->len && !stop && !(tok(d, i)->flags & TC_ALL_CAPS))
        return false;
    return set(m, d, s, 0, to, i + stop);
}

/* "06/QĐ-TTg ngày ...", "36/CĐ-TTg": a number broken at the line end is no head; what follows the
 * sign of a head is a word, not a code. */
static bool is_code(const lead *d, size_t i)
{
    const tc_token *t = tok(d, i);
    if (!t || t->kind != TC_TOKEN_WORD || !glued(d, i))
        return false;
    return (t->flags & TC_ALL_CAPS) && !tc_token_word(d->l->t, d->at[i])->syllable;
}

static bool is_separator(const lead *d, size_t i)
{
    return punct(d, i, '.') || punct(d, i, ')') || punct(d, i, '/') || punct(d, i, ':') ||
           punct(d, i, '-') || punct(d, i, 0x2013);
}

static bool read_roman(tc_head_mark *m, const lead *d)
{
    if (!is_roman(d, 0) || !is_separator(d, 1))
        return false;
    if (punct(d, 1, '.') && digits(d, 2, 99) && glued(d, 2)) { /* I.1. */
        size_t i = 3 + punct(d, 3, '.');
        m->rank = STYLE_ARABIC;
        m->value = tc_token_word(d->l->t, d->at[2])->value;
        set(m, d, STYLE_ARABIC, 2, 3, i);
        return true;
    }
    if (punct(d, 1, '/') && d->len > 2 && tc_layout_is(d->l, d->at[2], TC_W_V))
        return false; /* V/v */
    if (punct(d, 1, '.') && glued(d, 2) && punct(d, 3, '.') && tok(d, 2)->kind == TC_TOKEN_WORD &&
        tc_token_word(d->l->t, d->at[2])->letters == 1)
        return false; /* V.I.Lênin */
    /* "I-", "I -": a dash apart only before capitals, else "V - tư" of running text */
    if (!glued(d, 1) && !(tok(d, 2) && (tok(d, 2)->flags & TC_ALL_CAPS)))
        return false;
    if (tok(d, 2) && glued(d, 2) && !punct(d, 1, '.') && !capital(d, 2))
        return false;
    m->value = tc_token_word(d->l->t, d->at[0])->roman;
    return set(m, d, STYLE_ROMAN, 0, 1, 2);
}

static bool read_upper(tc_head_mark *m, const lead *d)
{
    const tc_token *t = tok(d, 0);
    if (!t || !(t->flags & TC_ALL_CAPS) || tc_token_word(d->l->t, d->at[0])->letters != 1 ||
        !glued(d, 1) || d->len < 3 || glued(d, 2))
        return false;
    /* "A- ĐỐI VỚI TẬP THỂ": behind a dash only capitals */
    bool dash = (punct(d, 1, '-') || punct(d, 1, 0x2013)) && (tok(d, 2)->flags & TC_ALL_CAPS);
    m->value = (unsigned)tc_token_word(d->l->t, d->at[0])->lower.ptr[0] - 'a' + 1;
    return (punct(d, 1, '.') || punct(d, 1, ')') || dash) && set(m, d, STYLE_UPPER, 0, 1, 2);
}

/* "01", "006": figures of a code rather than a place in an order. */
static bool zero_padded(const lead *d, size_t i, size_t width)
{
    const tc_token *t = tok(d, i);
    return t && t->kind == TC_TOKEN_DIGITS && t->end - t->start >= width &&
           tc_token_span(d->l->t, d->at[i]).ptr[0] == '0';
}

/* 1.2.3: parts of at most two digits; without a last dot only before a capital. */
static bool read_decimal(tc_head_mark *m, const lead *d)
{
    size_t i = 1, parts = 1;
    if (zero_padded(d, 0, 2) && zero_padded(d, 2, 2)) /* "V. / 09.02.03": a code */
        return false;
    while (punct(d, i, '.') && glued(d, i) && digits(d, i + 1, 99) && glued(d, i + 1)) {
        i += 2;
        parts++;
    }
    bool dash =
        (punct(d, i, '-') || punct(d, i, 0x2013)) && capital(d, i + 1) && !is_code(d, i + 1);
    bool dot = (punct(d, i, '.') || punct(d, i, ')') || punct(d, i, ':') || dash) && glued(d, i);
    dot = dot || (dash && !glued(d, i) && !glued(d, i + 1)); /* "2.2 - Công tác" */
    if (parts < 2 || parts > 4 || (!dot && (glued(d, i) || !capital(d, i))))
        return false;
    if (d->l->t->items[d->at[i - 1]].end - d->l->t->items[d->at[i - 1]].start > 2)
        return false;
    set(m, d, STYLE_DECIMAL, 0, i, i + dot);
    m->value = tc_token_word(d->l->t, d->at[0])->value;
    m->noted = parts == 2 && !dot;
    m->rank = STYLE_DECIMAL + (unsigned)parts - 2;
    return true;
}

/* "1 - Mục đích", as the Party writes. */
static bool dash_apart(const lead *d)
{
    return !glued(d, 1) && (punct(d, 1, '-') || punct(d, 1, 0x2013)) && capital(d, 2) &&
           !glued(d, 2);
}

static bool read_arabic(tc_head_mark *m, const lead *d)
{
    if (!digits(d, 0, 199) || !is_separator(d, 1))
        return false;
    if (read_decimal(m, d))
        return true;
    if (dash_apart(d)) {
        m->apart = true;
        m->value = tc_token_word(d->l->t, d->at[0])->value;
        return set(m, d, STYLE_ARABIC, 0, 1, 2);
    }
    if (!glued(d, 1) || (digits(d, 2, UINT32_MAX) && glued(d, 2)))
        return false;
    bool share = digits(d, 2, 100) && punct(d, 3, '%'); /* "1- 100% chi đoàn ..." */
    if (!share &&
        (punct(d, 1, '/') || punct(d, 1, '-') || punct(d, 1, 0x2013) || punct(d, 1, ':')) &&
        (!capital(d, 2) || is_code(d, 2)))
        return false;
    if (zero_padded(d, 0, 3)) /* codes of forms: "006.N/BCB" */
        return false;
    m->value = tc_token_word(d->l->t, d->at[0])->value;
    if (punct(d, 1, '.') && punct(d, 2, '.')) { /* "1. .. Năm 2024": the second part is lost */
        size_t i = 2;
        while (punct(d, i, '.'))
            i++;
        set(m, d, STYLE_DECIMAL, 0, 1, i);
        m->rank = STYLE_DECIMAL;
        m->mark = tc_span_make(NULL, 0);
        return true;
    }
    return set(m, d, punct(d, 1, ')') ? STYLE_PAREN : STYLE_ARABIC, 0, 1, 2);
}

static bool read_letter(tc_head_mark *m, const lead *d)
{
    const tc_token *t = tok(d, 0);
    if (!t || t->kind != TC_TOKEN_WORD || (t->flags & TC_CAPITAL) ||
        tc_token_word(d->l->t, d->at[0])->letters != 1 || !glued(d, 1))
        return false;
    bool dash = punct(d, 1, '-') && d->len > 2 && !glued(d, 2) && capital(d, 2); /* "a- Việc" */
    return (punct(d, 1, ')') || dash) && set(m, d, STYLE_LETTER, 0, 1, 2);
}

static bool read_word(tc_head_mark *m, const tc_layout *l, size_t line)
{
    uint32_t first = l->rows[line].first;
    uint8_t letters = tc_token_word(l->t, first)->letters;
    tc_head_style style = STYLE_PART;
    bool named = named_style(l, first, &style);
    /* no other word begins a head but a figure in capitals or one letter */
    if (letters > 6 || (!named && letters > 1 && !(l->t->items[first].flags & TC_ALL_CAPS)))
        return false;
    lead d = read_lead(l, line);
    m->broken = d.next > l->rows[line].next;
    if (named)
        return style == STYLE_ARTICLE ? read_article(m, &d) : read_named(m, &d, style);
    return read_roman(m, &d) || read_upper(m, &d) || read_letter(m, &d);
}

bool tc_head_mark_read(tc_head_mark *m, const tc_layout *l, size_t line)
{
    const tc_row *row = &l->rows[line];
    if (row->first == row->next || l->t->items[row->first].kind == TC_TOKEN_PUNCT)
        return false;
    *m = (tc_head_mark){.broken = false};
    if (l->t->items[row->first].kind == TC_TOKEN_WORD)
        return read_word(m, l, line);
    lead d = read_lead(l, line);
    m->broken = d.next > row->next;
    return read_arabic(m, &d);
}

bool tc_layout_opens_head(const tc_layout *l, size_t line)
{
    tc_head_mark m;
    return tc_head_mark_read(&m, l, line);
}
