/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Citations that lean on others: "Chỉ thị 05", names that the text gives ("sau đây gọi tắt là"),
 * and collective ones that name no single document. */
#include "plan/citation.h"

enum { DEFINED_WORDS = 10 };

/* A unit of measure behind a figure makes it a quantity: "Kế hoạch 5 năm", "Báo cáo 6 tháng". */
static bool quantity(const tc_citer *c, size_t i)
{
    static const tc_span units[] = {
        TC_SPAN_LIT("năm"),   TC_SPAN_LIT("tháng"), TC_SPAN_LIT("ngày"),   TC_SPAN_LIT("quý"),
        TC_SPAN_LIT("tuần"),  TC_SPAN_LIT("giờ"),   TC_SPAN_LIT("lần"),    TC_SPAN_LIT("triệu"),
        TC_SPAN_LIT("tỷ"),    TC_SPAN_LIT("đồng"),  TC_SPAN_LIT("người"),  TC_SPAN_LIT("kỳ"),
        TC_SPAN_LIT("nội"),   TC_SPAN_LIT("mục"),   TC_SPAN_LIT("chỉ"),    TC_SPAN_LIT("bản"),
        TC_SPAN_LIT("nhóm"),  TC_SPAN_LIT("điểm"),  TC_SPAN_LIT("nhiệm"),  TC_SPAN_LIT("đề"),
        TC_SPAN_LIT("dự"),    TC_SPAN_LIT("khóa"),  TC_SPAN_LIT("trường"), TC_SPAN_LIT("môn"),
        TC_SPAN_LIT("chính"), TC_SPAN_LIT("trang")};
    const tc_word *w = i < c->t->len ? tc_token_word(c->t, i) : NULL;
    if (!w)
        return tc_cite_punct(c, i, '%');
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        if (tc_span_eq(w->lower, units[k]))
            return true;
    return false;
}

/* Do figures go on behind a serial: "1.1", "05/2020", "2020-2025"? */
static bool goes_on(const tc_citer *c, size_t i)
{
    if (i >= c->t->len || !(c->t->items[i].flags & TC_GLUED))
        return false;
    if (c->t->items[i].kind != TC_TOKEN_PUNCT)
        return true;
    bool glued = i + 1 < c->t->len && (c->t->items[i + 1].flags & TC_GLUED) &&
                 c->t->items[i + 1].kind != TC_TOKEN_PUNCT;
    return glued && !tc_cite_punct(c, i, ')') && !tc_cite_punct(c, i, '"');
}

/* "-NQ" or "/QĐ" without an organ: "Nghị quyết số 18-NQ". The token behind, or i. */
static size_t own_type(const tc_citer *c, size_t i, tc_span code)
{
    const tc_word *w = i + 1 < c->t->len ? tc_token_word(c->t, i + 1) : NULL;
    if (!w || !(tc_cite_punct(c, i, '-') || tc_cite_punct(c, i, '/')) ||
        !(c->t->items[i].flags & TC_GLUED) || !(c->t->items[i + 1].flags & TC_GLUED))
        return i;
    tc_span upper = tc_text_upper(c->arena, w->lower);
    return tc_span_eq(upper, tc_text_upper(c->arena, code)) ? i + 2 : i;
}

/* A serial that stands alone at i; the token behind, or 0. */
static size_t read_serial(const tc_citer *c, size_t i, bool led, tc_span code, tc_mention *out)
{
    const tc_word *w = i < c->t->len && !tc_cite_break(c, i) ? tc_token_word(c->t, i) : NULL;
    size_t digits = w && w->digits ? c->t->items[i].end - c->t->items[i].start : 0;
    bool year = digits == 4 && w->value >= 1945 && w->value <= 2100;
    if (digits < (led ? 1 : 2) || digits > 4 || w->value == 0 || (year && !led))
        return 0;
    out->serial = w->value;
    out->suffix = 0;
    i++;
    if (i < c->t->len && (c->t->items[i].flags & TC_GLUED) &&
        c->t->items[i].kind == TC_TOKEN_WORD && tc_token_word(c->t, i)->letters == 1)
        out->suffix = tc_token_word(c->t, i++)->folded.ptr[0];
    size_t end = own_type(c, i, code);
    return end == i && (goes_on(c, i) || quantity(c, i)) ? 0 : end;
}

static tc_mention *add_short(tc_citer *c, size_t first, size_t end, tc_span code,
                             const tc_mention *serial)
{
    tc_mention *m;
    tc_citation *out = tc_cite_add(c, TC_MENTION_SHORT, TC_CITATION_SHORT, first, end, &m);
    m->serial = serial->serial;
    m->suffix = serial->suffix;
    out->doc_type = code;
    return m;
}

/* The next member of a list of serials, behind "," ";" "và" and perhaps "số"; 0 when none. */
static size_t next_serial(const tc_citer *c, size_t i, tc_span code, size_t *first, tc_mention *out)
{
    if (!tc_cite_punct(c, i, ',') && !tc_cite_punct(c, i, ';') && !tc_cite_is(c, i, TC_C_VA))
        return 0;
    i++;
    *first = i;
    i += tc_cite_is(c, i, TC_C_SO);
    size_t end = read_serial(c, i, false, code, out);
    return end && end - i <= 2 ? end : 0; /* "59-NQ/TW" is a number of its own */
}

/* "các Nghị quyết 57, 59 và 66 của Bộ Chính trị": one word for all, and one issuer behind them. */
static size_t read_short_list(tc_citer *c, size_t next, tc_span code)
{
    enum { MEMBERS = 16 };
    size_t from = c->mentions.len - 1, first, end;
    tc_mention serial;
    for (size_t n = 0; n < MEMBERS && (end = next_serial(c, next, code, &first, &serial)); n++) {
        add_short(c, first, end, code, &serial)->next = end;
        next = end;
    }
    tc_citation *items = c->plan->citations.items, *last = &items[c->mentions.len - 1];
    size_t start = c->mentions.items[c->mentions.len - 1].first;
    next = tc_cite_tail(c, next, last);
    last->span = tc_reading_range(&c->view, start, next);
    c->mentions.items[c->mentions.len - 1].next = next;
    for (size_t i = from; i < c->mentions.len; i++) {
        items[i].issuer = last->issuer;
        items[i].relation = items[from].relation;
    }
    return next;
}

size_t tc_cite_short(tc_citer *c, size_t first, size_t next, int type)
{
    tc_span code = tc_type_names[type].code;
    tc_mention serial, more;
    size_t second;
    if (tc_span_empty(code) || !tc_cite_capital(c, first))
        return 0;
    bool led = tc_cite_is(c, next, TC_C_SO);
    size_t end = read_serial(c, next + led, led, code, &serial);
    if (!end)
        return 0;
    tc_mention *m = add_short(c, first, end, code, &serial);
    bool many =
        first > 0 && (tc_cite_is(c, first - 1, TC_C_CAC) || tc_cite_is(c, first - 1, TC_C_NHUNG));
    if (many && next_serial(c, end, code, &second, &more))
        return read_short_list(c, end, code);
    tc_citation *out = &c->plan->citations.items[c->plan->citations.len - 1];
    m->next = tc_cite_tail(c, end, out);
    out->span = tc_reading_range(&c->view, first, m->next);
    return m->next;
}

/* "các Nghị định của Chính phủ: số A ...; số B ...": the class is told by its members, and what is
 * said before the list holds for all of them. */
static bool opens_list(tc_citer *c, int type, size_t issuer, size_t end)
{
    size_t i = end + 1;
    i += tc_cite_is(c, i, TC_C_SO);
    const tc_number *n =
        tc_cite_punct(c, end, ':') && !tc_cite_break(c, i) ? tc_cite_number_at(c, i) : NULL;
    if (!n)
        return false;
    c->list.type = type;
    c->list.code = n->type;
    c->list.issuer = tc_cite_text(c, issuer, end);
    c->list.any = false;
    for (c->list.to = i; !tc_cite_break(c, c->list.to); c->list.to++)
        ;
    return true;
}

/* "các nghị quyết, chỉ thị của Trung ương": the list's first type stands for all. */
size_t tc_cite_class(tc_citer *c, size_t first, size_t next, int type)
{
    bool many =
        first > 0 && (tc_cite_is(c, first - 1, TC_C_CAC) || tc_cite_is(c, first - 1, TC_C_NHUNG));
    if (!many || tc_span_empty(tc_type_names[type].code) || tc_cite_break(c, next))
        return 0;
    size_t i = next, more;
    while (tc_cite_punct(c, i, ',') || tc_cite_is(c, i, TC_C_VA)) {
        if (tc_phrase_at(&c->view, c->w->types, i + 1, &more) < 0 || tc_cite_capital(c, i + 1))
            break;
        i = more;
    }
    tc_mention *m;
    if (!tc_cite_is(c, i, TC_C_CUA))
        return 0;
    size_t end = tc_issuer_read(c, i + 1);
    if (!end)
        return 0;
    if (opens_list(c, type, i + 1, end))
        return 0;
    tc_citation *out = tc_cite_add(c, TC_MENTION_CLASS, TC_CITATION_CLASS, first, end, &m);
    out->doc_type = tc_type_names[type].code;
    out->issuer = tc_cite_text(c, i + 1, end);
    return end;
}

static bool word_is(const tc_citer *c, size_t i, const char *lower, const char *folded)
{
    const tc_word *w = i < c->t->len ? tc_token_word(c->t, i) : NULL;
    return w && (tc_span_eq(w->lower, tc_span_str(lower)) ||
                 (c->view.unmarked && tc_span_eq(w->lower, tc_span_str(folded))));
}

/* "(sau đây gọi tắt là X)": X is a name of the mention when it is one of a document. A number
 * inside is a mention of its own. */
size_t tc_cite_definition(tc_citer *c, size_t i, uint32_t target)
{
    if (!tc_cite_punct(c, i, '(') || !word_is(c, i + 1, "sau", "sau") ||
        !(word_is(c, i + 2, "đây", "day") || word_is(c, i + 2, "này", "nay")))
        return i;
    size_t k = i + 3;
    while (k < i + 8 && !tc_cite_is(c, k, TC_C_LA))
        k++;
    if (!tc_cite_is(c, k, TC_C_LA))
        return i;
    size_t first = k + 1, next = first;
    while (next < c->t->len && next < first + DEFINED_WORDS &&
           c->t->items[next].kind != TC_TOKEN_PUNCT)
        next++;
    size_t behind;
    if (!tc_cite_punct(c, next, ')') || next == first || !tc_cite_capital(c, first) ||
        tc_phrase_at(&c->view, c->w->types, first, &behind) < 0 || behind == next)
        return i;
    struct tc_definition *d = tc_vec_add(c->arena, &c->definitions);
    d->name = tc_cite_words(c, first, next);
    d->target = target;
    return next + 1;
}

size_t tc_cite_defined(tc_citer *c, size_t first)
{
    bool inside_word = first > 0 && tc_cite_is(c, first - 1, TC_C_PHAP); /* "pháp luật về X" */
    for (size_t d = inside_word ? 0 : c->definitions.len; d-- > 0;) {
        const struct tc_definition *def = &c->definitions.items[d];
        size_t n = def->name.len;
        if (tc_cite_break(c, first) || !tc_cite_same_words(c, &def->name, first))
            continue;
        tc_mention *m;
        tc_citation *out =
            tc_cite_add(c, TC_MENTION_DEFINED, TC_CITATION_SHORT, first, first + n, &m);
        m->target = def->target;
        out->doc_type = c->plan->citations.items[def->target].doc_type;
        return first + n;
    }
    return 0;
}
