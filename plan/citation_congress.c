/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents of Party congresses and of plenums of the Central Committee, cited without a number:
 * "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "Nghị quyết Đại hội lần thứ XIV
 * Đảng bộ tỉnh" and the other order, "Nghị quyết Trung ương 4 (khóa XI, XII)". */
#include "plan/citation.h"

enum {
    TAG_CONGRESS,
    TAG_DELEGATES,
    TAG_NATIONAL,
    TAG_PARTY,
    TAG_BODY,
    TAG_ORDINAL,
    TAG_TERM,
    TAG_LEVELS,
    TAG_CENTRAL,
    TAG_PLENUM,
    TAG_COMMITTEE,
    TAG_OF
};
enum { ELEMENTS = 12, PLENUMS = 8 };

static const tc_phrase congress_phrases[] = {
    {"đại hội", TAG_CONGRESS},
    {"đh", TAG_CONGRESS},
    {"đại biểu", TAG_DELEGATES},
    {"toàn quốc", TAG_NATIONAL},
    {"đảng", TAG_PARTY},
    {"đảng cộng sản việt nam", TAG_PARTY},
    {"đảng toàn quốc", TAG_NATIONAL},
    {"đảng bộ", TAG_BODY},
    {"lần thứ", TAG_ORDINAL},
    {"lần", TAG_ORDINAL},
    {"khóa", TAG_ORDINAL},
    {"nhiệm kỳ", TAG_TERM},
    {"các cấp", TAG_LEVELS},
    {"đảng các cấp", TAG_LEVELS},
    {"đảng bộ các cấp", TAG_LEVELS},
    {"trung ương", TAG_CENTRAL},
    {"tw", TAG_CENTRAL},
    {"tư", TAG_CENTRAL}, /* "TƯ" */
    {"trung ương đảng", TAG_CENTRAL},
    {"tw đảng", TAG_CENTRAL},
    {"hội nghị", TAG_PLENUM},
    {"ban chấp hành", TAG_COMMITTEE},
    {"bch", TAG_COMMITTEE},
    {"của", TAG_OF},
};

tc_status tc_congress_words_new(tc_phrases **out, tc_lexicon *lexicon, tc_error *err)
{
    return tc_phrases_new(out, lexicon, congress_phrases,
                          sizeof congress_phrases / sizeof *congress_phrases, err);
}

typedef struct {
    uint32_t ordinal;
    bool national, levels;
    size_t body_first, body_next; /* tokens of "Đảng bộ tỉnh Lai Châu" */
    size_t term_first, term_next; /* "nhiệm kỳ 2020-2025" */
} congress;

static bool plain_word(const tc_citer *c, size_t i)
{
    return i < c->t->len && c->t->items[i].kind == TC_TOKEN_WORD;
}

/* "XIII", "13" or, behind "lần thứ", "mười ba"; 0 when there is none. */
static size_t ordinal_at(const tc_citer *c, size_t i, bool led, uint32_t *out)
{
    size_t next;
    if (i >= c->t->len || tc_cite_break(c, i))
        return i;
    const tc_word *w = tc_token_word(c->t, i);
    bool roman = w && w->roman && (c->t->items[i].flags & TC_ALL_CAPS);
    if (!w || (!led && !roman && !w->digits) || (w->digits && w->value > 60) ||
        !tc_ordinal_read(c->t, i, out, &next) || *out == 0 || *out > 60)
        return i;
    if (w->digits && next < c->t->len && (c->t->items[next].flags & TC_GLUED) &&
        (tc_cite_punct(c, next, '/') || tc_cite_punct(c, next, '-')))
        return i;
    return next;
}

/* "2020 - 2025" */
static size_t years_at(const tc_citer *c, size_t i)
{
    for (size_t k = 0; k < 3; k++, i++) {
        if (i >= c->t->len)
            return i - k;
        bool digits = c->t->items[i].kind == TC_TOKEN_DIGITS;
        if (digits != (k != 1))
            return i - k;
    }
    return i;
}

/* One element of a congress's name at i; the token behind, or i when the name is over. */
static size_t congress_element(const tc_citer *c, size_t i, congress *g)
{
    size_t next, at = tc_cite_punct(c, i, ',') ? i + 1 : i;
    if (tc_cite_break(c, at))
        return i;
    int tag = tc_phrase_at(&c->view, c->w->congress, at, &next), of;
    size_t behind;
    switch (tag) {
    case TAG_DELEGATES:
        return at > i ? i : next;
    case TAG_NATIONAL:
        g->national = true;
        return next;
    case TAG_OF:
        of = tc_phrase_at(&c->view, c->w->congress, next, &behind);
        return of == TAG_PARTY || of == TAG_BODY || of == TAG_LEVELS ? congress_element(c, next, g)
                                                                     : i;
    case TAG_PARTY: /* "của đảng viên" is no congress */
        if (!tc_cite_capital(c, at) && !g->ordinal)
            return i;
        g->national = g->national || g->body_next == 0;
        return at > i ? i : next;
    case TAG_LEVELS:
        g->levels = true;
        return next;
    case TAG_BODY:
        if (g->body_next || g->national)
            return i;
        behind = tc_issuer_read(c, at);
        g->body_first = at;
        return g->body_next = behind > next ? behind : next;
    case TAG_ORDINAL:
        behind = ordinal_at(c, next, true, &g->ordinal);
        return behind > next ? behind : i;
    case TAG_TERM:
        behind = years_at(c, next);
        if (behind == next)
            return i;
        g->term_first = at;
        g->term_next = behind;
        return behind;
    default:
        break;
    }
    if (g->ordinal || at > i)
        return i;
    return ordinal_at(c, at, false, &g->ordinal);
}

static size_t read_congress(const tc_citer *c, size_t i, congress *g)
{
    *g = (congress){0};
    for (size_t k = 0; k < ELEMENTS; k++) {
        size_t next = congress_element(c, i, g);
        if (next == i)
            break;
        i = next;
    }
    return i;
}

static void add_congress(tc_citer *c, size_t first, size_t next, const congress *g, tc_span sort)
{
    tc_mention *m;
    bool class = g->levels || !g->ordinal;
    tc_citation *out = tc_cite_add(c, class ? TC_MENTION_CLASS : TC_MENTION_CONGRESS,
                                   class ? TC_CITATION_CLASS : TC_CITATION_NAMED, first, next, &m);
    out->doc_type = sort;
    m->serial = g->ordinal;
    m->sort = sort;
    m->body = tc_cite_text(c, g->body_first, g->body_next);
    if (g->national)
        m->name = TC_SPAN("TW");
    if (g->ordinal) {
        char roman[16];
        tc_roman_format(roman, g->ordinal);
        out->term = tc_arena_copy(c->arena, tc_span_str(roman));
    }
}

/* "…, Đại hội đại biểu IX của Đảng bộ Khối": further members of a list share the first word. */
static size_t more_congresses(tc_citer *c, size_t i, tc_span sort)
{
    for (;;) {
        size_t at = i, next;
        congress g;
        if (tc_cite_punct(c, at, ',') || tc_cite_punct(c, at, ';') || tc_cite_is(c, at, TC_C_VA))
            at++;
        if (at == i || tc_cite_break(c, at) || !tc_cite_capital(c, at) ||
            tc_phrase_at(&c->view, c->w->congress, at, &next) != TAG_CONGRESS)
            return i;
        next = read_congress(c, next, &g);
        if (!g.ordinal || !(g.national || g.body_next))
            return i;
        add_congress(c, at, next, &g, sort);
        i = next;
    }
}

typedef struct {
    uint32_t items[PLENUMS];
    size_t len;
} ordinals;

/* "4", "5, 6", "XI, XII và XIII" */
static size_t ordinal_list(const tc_citer *c, size_t i, bool led, ordinals *out)
{
    out->len = 0;
    for (;;) {
        uint32_t value;
        size_t at = i;
        if (out->len && (tc_cite_punct(c, at, ',') || tc_cite_is(c, at, TC_C_VA)))
            at++;
        if (out->len && at == i)
            return i;
        size_t next = ordinal_at(c, at, led, &value);
        if (next == at || out->len == PLENUMS)
            return i;
        out->items[out->len++] = value;
        i = next;
    }
}

/* "khóa XII", "(khóa XI, XII)", "khóa XI và khóa XII" */
static size_t term_list(const tc_citer *c, size_t i, ordinals *out)
{
    size_t start = i;
    bool paren = tc_cite_punct(c, i, '(');
    if (paren || tc_cite_punct(c, i, ','))
        i++;
    out->len = 0;
    if (!tc_cite_is(c, i, TC_C_KHOA) || tc_cite_break(c, i))
        return start;
    i = ordinal_list(c, i + 1, true, out);
    if (!out->len)
        return start;
    if (paren && tc_cite_punct(c, i, ')'))
        i++;
    return i;
}

static void add_plenums(tc_citer *c, size_t first, size_t next, const ordinals *plenums,
                        const ordinals *terms, tc_span sort)
{
    for (size_t t = 0; t < (terms->len ? terms->len : 1); t++) {
        for (size_t p = 0; p < plenums->len; p++) {
            tc_mention *m;
            tc_citation *out =
                tc_cite_add(c, TC_MENTION_PLENUM, TC_CITATION_NAMED, first, next, &m);
            out->doc_type = sort;
            m->sort = sort;
            m->serial = plenums->items[p];
            m->name = TC_SPAN("TW");
            if (terms->len) {
                char roman[16];
                tc_roman_format(roman, terms->items[t]);
                out->term = tc_arena_copy(c->arena, tc_span_str(roman));
            }
        }
    }
}

/* "[Hội nghị] [lần thứ N] [Ban Chấp hành] Trung ương [Đảng] [lần thứ] N [khóa X]" */
static size_t read_plenum(tc_citer *c, size_t first, size_t i, tc_span sort)
{
    ordinals plenums = {.len = 0}, terms = {.len = 0};
    bool central = false, meeting = false;
    for (size_t k = 0; k < ELEMENTS && !tc_cite_break(c, i); k++) {
        size_t next, at = i;
        if (tc_cite_punct(c, at, ',') && central + meeting)
            at++;
        int tag = tc_phrase_at(&c->view, c->w->congress, at, &next);
        if (tag == TAG_PLENUM && !meeting) {
            meeting = true;
        } else if (tag == TAG_CENTRAL) {
            central = true;
        } else if (tag == TAG_ORDINAL && !plenums.len && !tc_cite_is(c, at, TC_C_KHOA)) {
            size_t behind = ordinal_list(c, next, true, &plenums);
            if (behind == next)
                break;
            next = behind;
        } else if (tag != TAG_COMMITTEE && !(tag == TAG_OF && meeting)) {
            if (tag >= 0 || at > i || !central || plenums.len)
                break;
            next = ordinal_list(c, at, false, &plenums);
            if (next == at)
                break;
        }
        i = next;
    }
    if (!central || !plenums.len)
        return 0;
    i = term_list(c, i, &terms);
    if (!terms.len && !meeting && !tc_cite_capital(c, first))
        return 0;
    add_plenums(c, first, i, &plenums, &terms, sort);
    return i;
}

/* Congresses are held by others too: "Đại hội lần thứ XII Công đoàn Việt Nam". */
static bool of_others(const tc_citer *c, size_t i)
{
    size_t next;
    if (tc_cite_is(c, i, TC_C_CUA))
        i++;
    if (tc_cite_break(c, i) || !tc_cite_capital(c, i) ||
        tc_phrase_at(&c->view, c->w->congress, i, &next) >= 0)
        return false;
    const tc_word *w = tc_token_word(c->t, i);
    return w && !tc_span_eq(w->folded, TC_SPAN("dang")) && tc_issuer_read(c, i) > i;
}

size_t tc_plenum_name(const tc_citer *c, size_t i)
{
    size_t start = i, next, end = i;
    if (tc_phrase_at(&c->view, c->w->congress, i, &next) != TAG_PLENUM)
        return i;
    for (i = next; !tc_cite_break(c, i);) {
        size_t at = tc_cite_punct(c, i, ',') ? i + 1 : i;
        int tag = tc_phrase_at(&c->view, c->w->congress, at, &next);
        uint32_t ordinal;
        if (tag == TAG_CENTRAL) /* "Hội nghị Trung ương 6" */
            end = next = ordinal_at(c, next, false, &ordinal);
        else if (tag == TAG_ORDINAL && !tc_cite_is(c, at, TC_C_KHOA))
            next = ordinal_at(c, next, true, &ordinal);
        else if (tag != TAG_COMMITTEE)
            break;
        i = next;
    }
    return end > start ? end : start;
}

size_t tc_cite_congress(tc_citer *c, size_t first, size_t next, int type)
{
    tc_span sort = tc_type_names[type].code;
    bool resolution = tc_span_eq(sort, TC_SPAN("NQ")), documents = tc_span_eq(sort, TC_SPAN("VK"));
    if (!resolution && !documents && !tc_span_eq(sort, TC_SPAN("KL")))
        return 0;
    size_t i = next, behind;
    int tag = tc_phrase_at(&c->view, c->w->congress, i, &behind);
    if (tag == TAG_OF) {
        i = behind;
        tag = tc_phrase_at(&c->view, c->w->congress, i, &behind);
    }
    if (tag == TAG_LEVELS || tc_cite_break(c, i) || !plain_word(c, i))
        return 0;
    congress g;
    if (tag == TAG_CONGRESS && !tc_span_eq(sort, TC_SPAN("KL"))) {
        size_t end = read_congress(c, behind, &g);
        if (!g.ordinal && !g.levels && !g.national && !g.body_next)
            return 0; /* of shareholders, of a society */
        if (!g.body_next && of_others(c, end))
            return 0;
        add_congress(c, first, end, &g, sort);
        return more_congresses(c, end, sort);
    }
    if (tag == TAG_BODY && resolution) { /* "Nghị quyết Đảng bộ tỉnh lần thứ XIV" */
        size_t end = read_congress(c, i, &g);
        if (!g.ordinal || g.levels)
            return 0;
        add_congress(c, first, end, &g, sort);
        return end;
    }
    if (tag == TAG_PLENUM || tag == TAG_CENTRAL || tag == TAG_COMMITTEE)
        return documents ? 0 : read_plenum(c, first, i, sort);
    return 0;
}
