/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document has to do with one it cites: the nearest cue word before the mention, and the
 * preamble, where "Căn cứ" holds for its whole paragraph. A cue does not reach into parentheses
 * that open behind it, nor into another paragraph or cell of a table. */
#include "plan/citation.h"

enum { REACH = 48, CUE_TOKENS = 8, LIST = 160 };

/* The cue that ends at or before `first` and begins at token i or earlier, covering what was
 * found at i. */
static int widest(const tc_citer *c, size_t i, size_t from, size_t end, int relation)
{
    for (size_t k = i; k > from && k + CUE_TOKENS > i;) {
        size_t next;
        int wider = tc_phrase_at(&c->view, c->w->cues, --k, &next);
        if (wider >= 0 && next >= end)
            relation = wider;
    }
    return relation;
}

/* Where the list of documents begins that a clause behind ";" is a member of: "Căn cứ A; B; C". */
static size_t list_start(const tc_citer *c, size_t from)
{
    size_t k = from;
    while (k > 0 && from - k < LIST && !(c->t->items[k].flags & TC_PARA_START) &&
           (!tc_cite_punct(c, k - 1, '.') || (c->t->items[k].flags & TC_GLUED)))
        k--;
    return k;
}

static tc_relation of_list(const tc_citer *c, size_t first)
{
    size_t next, from = c->sentence_from;
    if (from == 0 || !tc_cite_punct(c, from - 1, ';') || first > from + 1)
        return TC_RELATION_DAN_CHIEU; /* "...; Quốc hội ban hành Luật ..." is no member */
    from = list_start(c, from);
    int relation = tc_phrase_at(&c->view, c->w->cues, from, &next);
    bool opens = relation == TC_RELATION_CAN_CU || relation == TC_RELATION_THUC_HIEN;
    return opens && next <= first ? (tc_relation)relation : TC_RELATION_DAN_CHIEU;
}

/* "... thực hiện | Thường xuyên | Nghị quyết ...": the column of times in a table whose cells a PDF
 * runs together. */
static bool cell_of_time(const tc_citer *c, size_t i)
{
    static const tc_span often[] = {TC_SPAN_LIT("thường"), TC_SPAN_LIT("hằng"), TC_SPAN_LIT("hàng"),
                                    TC_SPAN_LIT("quý")};
    static const tc_span when[] = {TC_SPAN_LIT("xuyên"), TC_SPAN_LIT("năm"), TC_SPAN_LIT("tháng"),
                                   TC_SPAN_LIT("quý")};
    const tc_word *w = tc_token_word(c->t, i), *next = tc_token_word(c->t, i + 1);
    if (!w || !next || !tc_cite_capital(c, i) || i == 0 ||
        c->t->items[i - 1].kind != TC_TOKEN_WORD || tc_cite_capital(c, i - 1))
        return false;
    bool first = false, second = next->digits || next->roman;
    for (size_t k = 0; k < sizeof often / sizeof *often; k++) {
        first |= tc_span_eq(w->lower, often[k]);
        second |= tc_span_eq(next->lower, when[k]);
    }
    return first && second;
}

tc_relation tc_relation_of(tc_citer *c, size_t first)
{
    size_t from = c->sentence_from, next;
    while (from < first && c->t->items[from].kind == TC_TOKEN_PUNCT)
        from++;
    if (from <= first && tc_phrase_at(&c->view, c->w->cues, from, &next) == TC_RELATION_CAN_CU &&
        next <= first)
        return TC_RELATION_CAN_CU;
    if (from + REACH < first)
        from = first - REACH;
    unsigned closed = 0; /* parentheses that close between here and the mention */
    for (size_t i = first; i > from && !tc_cite_break(c, i);) {
        i--;
        if (tc_cite_punct(c, i, ')'))
            closed++;
        else if ((tc_cite_punct(c, i, '(') && closed-- == 0) || cell_of_time(c, i))
            break;
        int relation = tc_phrase_at(&c->view, c->w->cues, i, &next);
        /* "Căn cứ Hướng dẫn số 131-HD/BTGTU ... và Kế hoạch ...": a document, not what it does */
        bool type =
            relation == TC_RELATION_HUONG_DAN && next < first && tc_cite_is(c, next, TC_C_SO);
        if (relation >= 0 && next <= first && !type)
            return (tc_relation)widest(c, i, from, next, relation);
    }
    return of_list(c, first);
}
