/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections: numbered heads, nested by the style of their numbers: Phần, Chương, Mục, Điều; A. I.
 * 1. 1.1. 1) a). Numbers are kept as written, doubled or skipped. Provisions quoted from an amended
 * text are not the document's own. */
#include "plan/layout.h"

enum {
    HEAD_TOKENS = 8,
    TITLE_ROWS = 24,
    QUOTE_LINES = 1500, /* a quotation that does not end within these is a stray mark */
    QUOTE_RETRIES = 32,
    STACK = 16
};

typedef enum {
    STYLE_PART,
    STYLE_CHAPTER,
    STYLE_DIVISION, /* Mục */
    STYLE_ARTICLE,
    STYLE_UPPER,                     /* A. */
    STYLE_ROMAN,                     /* I. */
    STYLE_ARABIC,                    /* 1. */
    STYLE_DECIMAL,                   /* 1.1, deeper by its parts */
    STYLE_PAREN = STYLE_DECIMAL + 4, /* 1) */
    STYLE_LETTER                     /* a) */
} style;

typedef struct {
    style style;
    unsigned rank;  /* style, with the depth of decimals */
    unsigned value; /* of ARABIC and ARTICLE, the first of DECIMAL */
    bool noted; /* DECIMAL: may be a number with a footnote's: "1.2 Bảo hiểm y tế là ..." */
    bool apart; /* a blank stands before its sign */
    tc_span mark;   /* "II", "1.1", "Điều 5a" */
    uint32_t title; /* token behind the mark; the row's next when there is none */
} mark;

/* The first tokens of a row without decoration. */
typedef struct {
    const tc_layout *l;
    uint32_t at[HEAD_TOKENS];
    bool glued[HEAD_TOKENS]; /* to the one before, decoration looked through */
    size_t len;
    uint32_t next; /* of the row */
} lead;

/* "Chương / I", "Điều / 2. ...": where a head's first word stands alone its number is on the next
 * line. */
static uint32_t lead_end(const tc_layout *l, size_t line)
{
    const tc_row *row = &l->rows[line];
    static const tc_layout_word named[] = {TC_W_DIEU, TC_W_CHUONG, TC_W_PHAN, TC_W_MUC};
    if (row->next != row->first + 1 || line + 1 >= l->line_count || tc_row_empty(l, line + 1))
        return row->next;
    for (size_t k = 0; k < sizeof named / sizeof *named; k++)
        if (tc_layout_is(l, row->first, named[k]))
            return l->rows[line + 1].next;
    return row->next;
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

static bool set(mark *m, const lead *d, style s, size_t from, size_t to, size_t title)
{
    m->style = s;
    m->rank = s;
    m->mark = written(d, from, to);
    m->title = behind(d, title);
    return true;
}

/* Merged texts give each change a footnote, whose number is glued to the head's. */
static bool merged(const tc_layout *l)
{
    return tc_span_eq(l->r->plan->doc_type, TC_SPAN("VBHN"));
}

/* "Điều 5a." The dot or colon tells it from a line that merely begins with a reference. */
static bool read_article(mark *m, const lead *d)
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
    bool note = merged(d->l) && digits(d, i + 1, 9999) && glued(d, i + 1) && !punct(d, i + 2, '.');
    return set(m, d, STYLE_ARTICLE, 0, i, i + 1 + note); /* "Điều 5.11 (được bãi bỏ)" */
}

static bool is_roman(const lead *d, size_t i)
{
    const tc_token *t = tok(d, i);
    const tc_word *w = t ? tc_token_word(d->l->t, d->at[i]) : NULL;
    return w && (t->flags & TC_ALL_CAPS) && w->roman > 0 && w->roman < 50;
}

/* "Chương II", "Phần thứ nhất", "Mục 1": alone, or with their title behind. */
static bool read_named(mark *m, const lead *d, style s)
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

static bool read_roman(mark *m, const lead *d)
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
    return set(m, d, STYLE_ROMAN, 0, 1, 2);
}

static bool read_upper(mark *m, const lead *d)
{
    const tc_token *t = tok(d, 0);
    if (!t || !(t->flags & TC_ALL_CAPS) || tc_token_word(d->l->t, d->at[0])->letters != 1 ||
        !glued(d, 1) || d->len < 3 || glued(d, 2))
        return false;
    /* "A- ĐỐI VỚI TẬP THỂ": behind a dash only capitals */
    bool dash = (punct(d, 1, '-') || punct(d, 1, 0x2013)) && (tok(d, 2)->flags & TC_ALL_CAPS);
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
static bool read_decimal(mark *m, const lead *d)
{
    size_t i = 1, parts = 1;
    if (zero_padded(d, 0, 2) && zero_padded(d, 2, 2)) /* "V. / 09.02.03": a code */
        return false;
    while (punct(d, i, '.') && glued(d, i) && digits(d, i + 1, 99) && glued(d, i + 1)) {
        i += 2;
        parts++;
    }
    bool dot = (punct(d, i, '.') || punct(d, i, ')') || punct(d, i, ':')) && glued(d, i);
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

static bool read_arabic(mark *m, const lead *d)
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
    if ((punct(d, 1, '/') || punct(d, 1, '-') || punct(d, 1, 0x2013) || punct(d, 1, ':')) &&
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

static bool read_letter(mark *m, const lead *d)
{
    const tc_token *t = tok(d, 0);
    if (!t || t->kind != TC_TOKEN_WORD || (t->flags & TC_CAPITAL) ||
        tc_token_word(d->l->t, d->at[0])->letters != 1 || !glued(d, 1))
        return false;
    bool dash = punct(d, 1, '-') && d->len > 2 && !glued(d, 2) && capital(d, 2); /* "a- Việc" */
    return (punct(d, 1, ')') || dash) && set(m, d, STYLE_LETTER, 0, 1, 2);
}

static bool read_mark(const tc_layout *l, size_t line, mark *m)
{
    const tc_row *row = &l->rows[line];
    if (row->first == row->next)
        return false;
    const tc_token *t = &l->t->items[row->first];
    if (t->kind == TC_TOKEN_PUNCT)
        return false;
    lead d = read_lead(l, line);
    *m = (mark){0};
    if (t->kind == TC_TOKEN_DIGITS)
        return read_arabic(m, &d);
    const tc_word *w = tc_token_word(l->t, row->first);
    if (w->letters > 6)
        return false;
    if (tc_layout_is(l, row->first, TC_W_DIEU))
        return read_article(m, &d);
    if (tc_layout_is(l, row->first, TC_W_CHUONG))
        return read_named(m, &d, STYLE_CHAPTER);
    if (tc_layout_is(l, row->first, TC_W_PHAN))
        return read_named(m, &d, STYLE_PART);
    if (tc_layout_is(l, row->first, TC_W_MUC))
        return read_named(m, &d, STYLE_DIVISION);
    return read_roman(m, &d) || read_upper(m, &d) || read_letter(m, &d);
}

bool tc_layout_opens_head(const tc_layout *l, size_t line)
{
    mark m;
    return read_mark(l, line, &m);
}

/* --- quotations ------------------------------------------------------------------------- */

static bool closes_quote(const tc_layout *l, size_t i)
{
    if (tc_layout_punct(l, i, 0x201d))
        return true;
    /* a straight mark closes where a word ends and none begins */
    return tc_layout_punct(l, i, '"') && (l->t->items[i].flags & TC_GLUED);
}

static bool opens_quote(const tc_layout *l, size_t i)
{
    return tc_layout_punct(l, i, 0x201c) ||
           (tc_layout_punct(l, i, '"') && !(l->t->items[i].flags & TC_GLUED));
}

/* quoted[line]: the line begins inside a quotation, or with one. */
static bool *find_quotes(const tc_layout *l)
{
    bool *quoted = tc_arena_array(l->r->arena, l->line_count + 1, sizeof *quoted);
    unsigned depth = 0, retries = 0;
    size_t from = 0;   /* line of the open mark */
    uint32_t open = 0; /* its token */
    uint32_t skip = 0; /* marks before this token are strays */
    for (size_t k = l->body_from; k < l->line_count; k++) {
        const tc_row *row = &l->rows[k];
        quoted[k] = depth > 0 || (row->first < row->next && opens_quote(l, row->first));
        for (uint32_t i = row->first; i < row->next; i++) {
            if (l->t->items[i].kind != TC_TOKEN_PUNCT || i < skip)
                continue;
            if (depth && closes_quote(l, i)) {
                depth--;
            } else if (opens_quote(l, i)) {
                if (depth++ == 0) {
                    from = k;
                    open = i;
                }
            }
        }
        bool lost = depth && (k - from > QUOTE_LINES || k + 1 == l->line_count);
        if (lost && retries++ < QUOTE_RETRIES) { /* a stray mark: read on behind it */
            depth = 0;
            skip = open + 1;
            memset(quoted + from, 0, (k + 1 - from) * sizeof *quoted);
            k = from == 0 ? 0 : from - 1;
        }
    }
    return quoted;
}

/* --- titles ----------------------------------------------------------------------------- */

static bool ends_title(const tc_layout *l, uint32_t i)
{
    const tc_token *t = &l->t->items[i];
    if (t->kind != TC_TOKEN_PUNCT)
        return false;
    const tc_token *n = i + 1 < l->t->len ? t + 1 : NULL;
    bool free_behind = !n || !(n->flags & TC_GLUED) || tc_layout_decoration(l, i + 1);
    if (t->word == ':' || t->word == '!' || t->word == '?')
        return free_behind || t->word == '!';
    if (t->word != '.' || i == 0)
        return false;
    const tc_word *before = tc_token_word(l->t, i - 1);
    if (before && !before->digits && before->letters <= 2 &&
        (l->t->items[i - 1].flags & TC_CAPITAL))
        return false; /* TP. */
    if (n && (n->flags & TC_GLUED) && tc_layout_punct(l, i + 1, '/'))
        return true; /* ./. */
    return free_behind &&
           (!n || (n->flags & (TC_CAPITAL | TC_LINE_START)) || tc_layout_decoration(l, i + 1));
}

static bool emphasis_open(const tc_layout *l, size_t from, size_t to)
{
    size_t stars = 0;
    const tc_line *a = &l->t->lines[from], *b = &l->t->lines[to];
    for (uint32_t i = a->first; i < b->first + b->count; i++)
        stars += tc_layout_punct(l, i, '*');
    return stars / 2 % 2 == 1 || stars % 2 == 1;
}

static bool is_list_line(const tc_layout *l, size_t line)
{
    const tc_row *row = &l->rows[line];
    uint32_t i = row->first;
    bool counted = i + 2 < row->next && l->t->items[i + 1].kind == TC_TOKEN_DIGITS &&
                   tc_layout_punct(l, i + 2, ')') && i + 3 < row->next &&
                   (l->t->items[i + 3].flags & TC_CAPITAL); /* "(1) Nhiệt liệt ..." */
    if (l->t->items[i].kind == TC_TOKEN_PUNCT)
        return !tc_layout_punct(l, i, 0x201c) && (!tc_layout_punct(l, i, '(') || counted);
    return tc_layout_opens_head(l, line);
}

/* The line on which the title goes on behind `line`, or 0. */
static size_t next_title_line(const tc_layout *l, size_t head, size_t line, uint32_t first)
{
    bool page = false;
    size_t k = line + 1;
    while (k < l->line_count && k < line + 8 &&
           (tc_row_empty(l, k) || l->r->line_class[k] == TC_LINE_FURNITURE)) {
        page |= l->r->line_class[k] == TC_LINE_FURNITURE && l->t->lines[k].count > 1;
        k++;
    }
    if (k >= l->line_count || k >= line + 8 || (k > line + 1 && !page) || is_list_line(l, k))
        return 0;
    const tc_token *t = &l->t->items[l->rows[k].first];
    bool low = t->kind != TC_TOKEN_WORD || !(t->flags & TC_CAPITAL);
    if (low || (l->r->spaced && !page))
        return k;
    if (page)
        return 0;
    bool caps = tc_layout_caps(l, first, l->rows[line].next);
    const tc_row *row = &l->rows[line];
    size_t bytes = l->t->items[row->next - 1].end - l->t->items[row->first].start;
    if (!caps && l->width && bytes * 10 >= l->width * 9) /* a full line goes on */
        return k;
    if (caps && tc_layout_caps(l, l->rows[k].first, l->rows[k].next))
        return k;
    return emphasis_open(l, head, line) ? k : 0;
}

/* Tokens of the title: [m->title, result); *last is its last line. */
static uint32_t title_end(const tc_layout *l, size_t line, const mark *m, uint32_t *first,
                          size_t *last)
{
    *first = m->title;
    *last = line;
    bool broken = lead_end(l, line) > l->rows[line].next;
    if (broken)
        line = *last = line + 1;
    if (m->title >= l->rows[line].next) { /* the title stands on the next line */
        bool named = m->style <= STYLE_ARTICLE;
        size_t k = line + 1;
        while (named && k < l->line_count && k < line + 3 && tc_row_empty(l, k))
            k++;
        if (k >= l->line_count || tc_row_empty(l, k) || l->r->line_class[k] == TC_LINE_FURNITURE ||
            is_list_line(l, k))
            return *first;
        *first = l->rows[k].first;
        *last = k;
    }
    uint32_t i = *first;
    for (size_t rows = 0; rows < TITLE_ROWS; rows++) {
        for (; i < l->rows[*last].next; i++)
            if (ends_title(l, i))
                return i;
        size_t k = tc_layout_punct(l, i - 1, ';') ? 0 : next_title_line(l, line, *last, *first);
        if (!k)
            break;
        *last = k;
        i = l->rows[k].first;
    }
    return i;
}

/* --- nesting ---------------------------------------------------------------------------- */

typedef struct {
    tc_layout *l;
    const bool *quoted;
    struct {
        uint32_t section;
        unsigned rank, value;
        tc_span label; /* the path above, for the labels of children */
    } stack[STACK];
    size_t depth;
    unsigned lost; /* value of the last second part, for "1. .." */
    unsigned article;
    bool annexed; /* behind the signature: only articles and what stands in them */
} nest;

/* Did the line before end what it says, so that a number may begin something new? */
static bool fresh_line(const tc_layout *l, size_t line)
{
    if (line == 0 || l->t->lines[line - 1].count == 0 || tc_row_empty(l, line - 1) ||
        l->r->line_class[line - 1] != TC_LINE_BODY)
        return true;
    uint32_t last = l->rows[line - 1].next - 1;
    const tc_token *t = &l->t->items[last];
    if (t->kind == TC_TOKEN_PUNCT && t->word != ',' && t->word != '-')
        return true;
    return tc_layout_caps(l, l->rows[line - 1].first, l->rows[line - 1].next);
}

static bool in_cell(const tc_layout *l, size_t line)
{
    return line > 0 && l->t->lines[line - 1].count == 1 &&
           tc_layout_punct(l, l->t->lines[line - 1].first, '|');
}

static unsigned last_value(const nest *n, unsigned rank)
{
    for (size_t i = n->depth; i > 0; i--)
        if (n->stack[i - 1].rank == rank)
            return n->stack[i - 1].value;
    return 0;
}

/* Merged texts: "1.2 Bảo hiểm y tế là" is paragraph 1 with footnote 2, "58. (được bãi bỏ)" is
 * paragraph 5 with footnote 8, when it is the turn of that number. */
static void drop_footnote(const nest *n, mark *m)
{
    tc_arena *arena = n->l->r->arena;
    if (!merged(n->l) || (m->style != STYLE_DECIMAL && m->style != STYLE_ARABIC))
        return;
    unsigned due = last_value(n, STYLE_ARABIC) + 1, value = m->value;
    if (m->style == STYLE_ARABIC)
        while (value > due && value >= 10)
            value /= 10;
    if (value != due || (m->style == STYLE_DECIMAL && !m->noted))
        return;
    m->style = STYLE_ARABIC;
    m->rank = STYLE_ARABIC;
    m->value = value;
    m->mark = tc_span_str(tc_arena_printf(arena, "%u", value));
}

static bool plausible(const nest *n, size_t line, const mark *m)
{
    const tc_layout *l = n->l;
    if (n->quoted[line])
        return false;
    if (in_cell(l, line)) /* a table ends where the next article begins */
        return m->style == STYLE_ARTICLE && n->article && m->value == n->article + 1;
    if (m->apart && m->value != 1 && m->value != last_value(n, STYLE_ARABIC) + 1)
        return false; /* "2020 - Nguyễn ..." */
    if (m->title >= l->rows[line].next && m->style > STYLE_ARTICLE &&
        (line + 1 >= l->line_count || tc_row_empty(l, line + 1) ||
         l->r->line_class[line + 1] == TC_LINE_FURNITURE))
        return false; /* a number alone */
    if (m->style == STYLE_ARTICLE)
        return m->value == n->article + 1 || fresh_line(l, line);
    if (n->annexed && m->style != STYLE_CHAPTER && m->style != STYLE_DIVISION &&
        m->style != STYLE_PART && (n->depth == 0 || n->article == 0))
        return false;
    if (m->style == STYLE_ARABIC && m->value == last_value(n, STYLE_ARABIC) + 1)
        return true;
    return fresh_line(l, line);
}

/* Points are sections only inside numbered paragraphs: elsewhere they are lists. */
static bool wanted(const nest *n, const mark *m)
{
    if (m->style != STYLE_LETTER && m->style != STYLE_PAREN)
        return true;
    if (n->depth == 0)
        return false;
    tc_span label = n->l->r->plan->sections.items[n->stack[n->depth - 1].section].label;
    return memchr(label.ptr, '.', label.len) != NULL;
}

static void close_sections(nest *n, unsigned rank, size_t end)
{
    while (n->depth && n->stack[n->depth - 1].rank >= rank) {
        n->l->r->plan->sections.items[n->stack[n->depth - 1].section].span.end = end;
        n->depth--;
    }
}

/* The path: articles and what stands above them have none, decimals carry their own. */
static tc_span make_label(nest *n, const mark *m)
{
    tc_span text = m->mark, base = {NULL, 0};
    if (m->style == STYLE_DECIMAL && !text.len) {
        char *s = tc_arena_printf(n->l->r->arena, "%u.%u", m->value, n->lost + 1);
        text = tc_span_str(s);
    }
    for (size_t i = n->depth; i > 0 && m->style > STYLE_ARTICLE && !base.len; i--) {
        unsigned rank = n->stack[i - 1].rank;
        bool numbered = rank >= STYLE_ARABIC && rank < STYLE_PAREN;
        if (m->style == STYLE_DECIMAL && numbered)
            continue; /* 1.1 holds its 1 */
        if (rank >= STYLE_ARTICLE)
            base = n->stack[i - 1].label;
    }
    if (!base.len)
        return text;
    char *s = tc_arena_printf(n->l->r->arena, "%.*s.%.*s", (int)base.len, base.ptr, (int)text.len,
                              text.ptr);
    return tc_span_str(s);
}

static void remember(nest *n, const mark *m, uint32_t section, tc_span label)
{
    if (m->style == STYLE_ARTICLE)
        n->article = m->value;
    if (m->rank == STYLE_ARABIC)
        n->lost = 0;
    if (m->rank == STYLE_DECIMAL)
        n->lost++;
    if (n->depth == STACK)
        return;
    n->stack[n->depth].section = section;
    n->stack[n->depth].rank = m->rank;
    n->stack[n->depth].value = m->value;
    n->stack[n->depth].label = label;
    n->depth++;
}

static size_t add_section(nest *n, size_t line, const mark *m)
{
    tc_layout *l = n->l;
    tc_plan *plan = l->r->plan;
    uint32_t first, start = l->rows[line].first;
    size_t last;
    uint32_t end = title_end(l, line, m, &first, &last);
    if (first >= end && m->style > STYLE_ARTICLE)
        return line;
    close_sections(n, m->rank, l->t->lines[line].start);
    tc_span label = make_label(n, m);
    tc_section *s = tc_vec_add(l->r->arena, &plan->sections);
    s->label = label;
    s->title = tc_layout_title(l, first, end);
    s->level = (unsigned)n->depth + 1;
    s->head = tc_reading_range(l->r, start, end > start ? end : start + 1);
    s->span = (tc_range){l->t->lines[line].start, l->t->text->norm.len};
    s->parent = n->depth ? n->stack[n->depth - 1].section : TC_NO_SECTION;
    remember(n, m, (uint32_t)plan->sections.len - 1, label);
    tc_layout_class(l, line, last + 1, TC_LINE_HEAD);
    return last;
}

static void fill(nest *n, size_t from, size_t to)
{
    uint32_t section = n->depth ? n->stack[n->depth - 1].section : TC_NO_SECTION;
    for (size_t k = from; k <= to && k < n->l->line_count; k++)
        n->l->r->line_section[k] = section;
}

void tc_section_read(tc_layout *l)
{
    nest n = {.l = l, .quoted = find_quotes(l)};
    for (size_t k = l->body_from; k < l->tail_from; k++) {
        mark m;
        uint8_t class = l->r->line_class[k];
        if (k == l->sign_to && k > l->sign_from) { /* annexes have a nesting of their own */
            close_sections(&n, 0, l->t->lines[l->sign_from].start);
            n.annexed = true;
            n.article = 0;
        }
        if (class == TC_LINE_SIGNATURE || class == TC_LINE_RECIPIENT)
            continue;
        size_t last = k;
        bool marked = class == TC_LINE_BODY && read_mark(l, k, &m);
        if (marked)
            drop_footnote(&n, &m);
        if (marked && plausible(&n, k, &m) && wanted(&n, &m))
            last = add_section(&n, k, &m);
        fill(&n, k, last);
        k = last;
    }
    close_sections(&n, 0,
                   l->sign_from < l->line_count && !n.annexed ? l->t->lines[l->sign_from].start
                                                              : l->t->text->norm.len);
}
