/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the head is: the emblem, what stands above it, the type that ends it. */
#include "plan/header.h"

enum {
    HEAD_SEARCH = 400, /* lines in which the emblem may stand below a site's own head */
    HEAD_LINES = 90,   /* lines from the head's start to the type */
    ORGAN_LINES = 25,  /* lines above the emblem that may hold organs and number */
    ORGAN_WORDS = 24,
    PAGE_LINES = 120,
    SUBJECT_LINES = 6,
    DISPLACED_LINES = 10
};

bool tc_head_caps(const tc_layout *l, size_t first, size_t next)
{
    return (l->t->items[first].flags & TC_ALL_CAPS) && (l->t->items[next - 1].flags & TC_ALL_CAPS);
}

/* Do the tokens from i on spell the words (folded, no blanks), figures read as the letters they are
 * misread from: "ĐẢNG C0NG SẢN VIỆT NAM"? The token behind, or 0. */
static size_t misread_words(const tc_layout *l, size_t i, tc_span words)
{
    size_t at = 0;
    bool damaged = false;
    for (; i < l->t->len && at < words.len; i++) {
        const tc_word *w = tc_token_word(l->t, i);
        if (!w || (at && (l->t->items[i].flags & TC_LINE_START)))
            return 0;
        damaged |= w->digits;
        for (size_t k = 0; k < w->folded.len; k++, at++) {
            char c = w->folded.ptr[k];
            c = c == '0' ? 'o' : c == '1' ? 'i' : c;
            if (at >= words.len || c != words.ptr[at])
                return 0;
        }
    }
    return damaged && at == words.len ? i : 0;
}

static int misread_emblem(const tc_layout *l, size_t token, size_t *next)
{
    static const struct {
        tc_span words;
        int cue;
    } emblems[] = {{TC_SPAN_LIT("dangcongsanvietnam"), TC_CUE_EMBLEM_PARTY},
                   {TC_SPAN_LIT("conghoaxahoichunghiavietnam"), TC_CUE_EMBLEM_STATE}};
    for (size_t k = 0; k < sizeof emblems / sizeof *emblems; k++) {
        size_t end = misread_words(l, token, emblems[k].words);
        if (end) {
            *next = end;
            return emblems[k].cue;
        }
    }
    return -1;
}

/* The Party's name also begins slogans: as an emblem it stands alone in its line or cell. */
static bool stands_alone(const tc_layout *l, size_t next)
{
    if (next >= l->t->len || (l->t->items[next].flags & TC_LINE_START) || tc_layout_gap(l, next))
        return true;
    if (l->t->items[next].kind != TC_TOKEN_PUNCT)
        return false;
    bool dash = tc_layout_punct(l, next, 0x2013) || tc_layout_punct(l, next, '-');
    return !dash || next + 1 >= l->t->len || l->t->items[next + 1].kind == TC_TOKEN_PUNCT ||
           (l->t->items[next + 1].flags & TC_LINE_START);
}

bool tc_head_emblem(const tc_layout *l, size_t token, size_t *next, int *cue)
{
    *cue = tc_layout_cue(l, token, next);
    if (*cue != TC_CUE_EMBLEM_STATE && *cue != TC_CUE_EMBLEM_PARTY && *cue != TC_CUE_EMBLEM_MASS)
        *cue = l->t->items[token].flags & TC_ALL_CAPS ? misread_emblem(l, token, next) : -1;
    if (*cue < 0 || !tc_head_caps(l, token, *next))
        return false;
    return *cue == TC_CUE_EMBLEM_STATE || stands_alone(l, *next);
}

/* "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH X Độc lập - Tự do - Hạnh phúc": two
 * columns in one line with no more than a blank between them. */
bool tc_head_column(const tc_layout *l, const tc_row *row, size_t i)
{
    size_t next, name;
    int cue;
    if (i <= row->first || i >= row->next || l->t->items[i].kind != TC_TOKEN_WORD)
        return false;
    if (tc_layout_cue(l, i, &next) == TC_CUE_MOTTO && (l->t->items[i].flags & TC_CAPITAL))
        return tc_layout_caps(l, row->first, i) && next < row->next &&
               l->t->items[next].kind == TC_TOKEN_PUNCT;
    return tc_head_emblem(l, i, &next, &cue) && next == row->next &&
           tc_name_at(l->r, l->w->names, row->first, &name) && name <= i &&
           !tc_layout_is(l, i - 1, TC_W_NUOC) && !tc_layout_is(l, i - 1, TC_W_CUA);
}

static bool line_has_emblem(const tc_layout *l, size_t line)
{
    const tc_row *row = &l->rows[line];
    for (uint32_t i = row->first; i < row->next; i++) {
        size_t next;
        int cue;
        bool starts = i == row->first || l->t->items[i - 1].kind == TC_TOKEN_PUNCT ||
                      tc_head_column(l, row, i);
        if (starts && tc_head_emblem(l, i, &next, &cue))
            return true;
    }
    return false;
}

/* "Số: ", "Số 30", "Luật số: "; the token behind the mark, or 0. */
size_t tc_head_number_at(const tc_layout *l, const tc_row *row)
{
    for (uint32_t i = row->first; i < row->next && i < row->first + 4; i++) {
        if (!tc_layout_is(l, i, TC_W_SO))
            continue;
        bool colon = tc_layout_punct(l, i + 1, ':');
        bool draft = tc_layout_punct(l, i + 1, '/') || tc_layout_punct(l, i + 1, '-');
        bool digits = i + 1 < l->t->len && l->t->items[i + 1].kind == TC_TOKEN_DIGITS;
        const tc_number *n = digits ? NULL : tc_layout_number(l, i + 1);
        digits |= n && n->damaged && n->first == i + 1; /* "Số l25-KH/TU" */
        if (colon || (i == row->first && (draft || digits)))
            return i + 1 + colon;
    }
    return 0;
}

size_t tc_head_words(const tc_layout *l, size_t first, size_t next)
{
    size_t n = 0;
    for (size_t i = first; i < next; i++)
        n += l->t->items[i].kind == TC_TOKEN_WORD;
    return n;
}

/* Can the line stand above the emblem: organs in capitals, the number. */
static bool above_emblem(const tc_layout *l, size_t line)
{
    const tc_row *row = &l->rows[line];
    return tc_head_number_at(l, row) || (tc_layout_caps(l, row->first, row->next) &&
                                         tc_head_words(l, row->first, row->next) <= ORGAN_WORDS);
}

static tc_span type_text(const tc_layout *l, size_t first, size_t next)
{
    while (next > first && l->t->items[next - 1].kind == TC_TOKEN_DIGITS &&
           (l->t->items[next - 1].flags & TC_GLUED)) /* a footnote's number */
        next--;
    return tc_layout_text(l, first, next);
}

/* The whole line, or two short ones, are a type's name. */
static tc_span whole_line_type(const tc_layout *l, size_t line, size_t *rest)
{
    const tc_row *row = &l->rows[line];
    if (row->next - row->first > 8)
        return TC_SPAN("");
    tc_span code = tc_type_code(l->r->arena, type_text(l, row->first, row->next));
    if (code.len || tc_head_words(l, row->first, row->next) > 2 || line + 1 >= l->line_count ||
        tc_row_empty(l, line + 1) || !tc_layout_caps(l, row[1].first, row[1].next) ||
        tc_head_words(l, row[1].first, row[1].next) > 2)
        return code;
    code = tc_type_code(l->r->arena, type_text(l, row->first, row[1].next));
    if (code.len)
        *rest = row[1].next;
    return code;
}

/* The type code when the line is a type's name, or begins with one (then *rest is the token
 * behind it). */
static tc_span line_type(const tc_layout *l, size_t line, bool prefix, size_t *rest)
{
    const tc_row *row = &l->rows[line];
    *rest = row->next;
    if (tc_row_empty(l, line) || !(l->t->items[row->first].flags & TC_ALL_CAPS) ||
        tc_head_number_at(l, row))
        return TC_SPAN("");
    if (!prefix)
        return whole_line_type(l, line, rest);
    for (uint32_t next = row->first + 5; next > row->first; next--) {
        if (next > row->next || !tc_layout_caps(l, row->first, next))
            continue;
        tc_span code = tc_type_code(l->r->arena, tc_layout_text(l, row->first, next));
        if (code.len && tc_head_words(l, row->first, next) >= 1 &&
            l->t->items[next - 1].kind == TC_TOKEN_WORD) {
            *rest = next;
            return code;
        }
    }
    return TC_SPAN("");
}

/* A head without an emblem: its type stands before any emblem (a form's, in an annex). */
static bool type_comes_first(const tc_layout *l, size_t line)
{
    size_t rest;
    if (l->r->line_class[line] == TC_LINE_FURNITURE)
        return false;
    tc_span code = line_type(l, line, false, &rest);
    return code.len && !tc_span_eq(code, TC_SPAN("VBHN"));
}

bool tc_head_is_subject(const tc_layout *l, size_t first)
{
    return tc_layout_is(l, first, TC_W_V) && tc_layout_punct(l, first + 1, '/') &&
           tc_layout_is(l, first + 2, TC_W_V);
}

/* The line "V/v ..." of which this one is the end, or 0. */
static size_t subject_above(const tc_layout *l, size_t line)
{
    for (size_t k = line; k > 0 && line - k < SUBJECT_LINES && !tc_row_empty(l, k); k--)
        if (tc_head_is_subject(l, l->rows[k].first))
            return k;
    return 0;
}

void tc_head_find(tc_layout *l)
{
    size_t limit = l->line_count < HEAD_SEARCH ? l->line_count : HEAD_SEARCH, at = 0;
    while (at < limit && !line_has_emblem(l, at) && !type_comes_first(l, at))
        at++;
    l->emblem = at < limit && line_has_emblem(l, at);
    l->head_from = l->type_from = 0;
    if (!l->emblem) {
        while (
            l->head_from < l->line_count &&
            (tc_row_empty(l, l->head_from) || l->r->line_class[l->head_from] == TC_LINE_FURNITURE))
            l->head_from++;
        return;
    }
    l->head_from = l->type_from = at;
    for (size_t k = at; k > 0 && at - k < ORGAN_LINES; k--) {
        if (tc_row_empty(l, k - 1) || l->r->line_class[k - 1] == TC_LINE_FURNITURE)
            continue;
        if (!above_emblem(l, k - 1)) {
            size_t subject = subject_above(l, k - 1);
            if (!subject)
                break;
            k = subject + 1;
        }
        l->head_from = k - 1;
    }
    /* a site's or gazette's own lines above the head are not the document's */
    tc_layout_class(l, 0, l->head_from, TC_LINE_FURNITURE);
}

/* The line of the type; line_count when there is none before the preamble. *end: where the head
 * ends then. */
size_t tc_head_type(tc_layout *l, bool prefix, size_t *end, size_t *rest)
{
    size_t k = l->type_from;
    for (; k < l->line_count && k < l->head_from + HEAD_LINES; k++) {
        if (tc_row_empty(l, k) || l->r->line_class[k] == TC_LINE_FURNITURE)
            continue;
        tc_span code = line_type(l, k, prefix, rest);
        if (code.len) {
            l->r->plan->doc_type = code;
            *end = k;
            return *rest > l->rows[k].next ? k + 1 : k;
        }
        size_t next, first = tc_row_text(l, k);
        int cue = tc_layout_cue(l, first, &next);
        l->addressed = cue == TC_CUE_ADDRESS;
        /* "V/v bố trí cán bộ khi / thực hiện ...": the subject goes on */
        bool subject = !(l->t->items[first].flags & TC_CAPITAL) && subject_above(l, k);
        if (l->addressed || (cue == TC_CUE_BASIS && !tc_head_caps(l, first, next) && !subject))
            break;
    }
    *end = k;
    return l->line_count;
}

/* Is the number, at the line, one of this type? */
static bool number_of_type(const tc_layout *l, size_t line, tc_span type)
{
    size_t at = tc_row_empty(l, line) ? 0 : tc_head_number_at(l, &l->rows[line]);
    const tc_number *n = at ? tc_layout_number(l, at) : NULL;
    return n && tc_span_eq(n->type, type);
}

/* Some pages come with their head behind their text, as a block of its own: an emblem, and near it
 * a number of the document's type. Its lines, or false. */
bool tc_head_displaced(const tc_layout *l, tc_span type, size_t type_line, size_t *from, size_t *to)
{
    for (size_t e = l->type_from; e < l->line_count && e < l->type_from + PAGE_LINES; e++) {
        bool number = false;
        if (!line_has_emblem(l, e))
            continue;
        *from = e;
        while (*from > type_line + 1 && e - *from < DISPLACED_LINES &&
               (tc_row_empty(l, *from - 1) || above_emblem(l, *from - 1)))
            --*from;
        *to = e + DISPLACED_LINES < l->line_count ? e + DISPLACED_LINES : l->line_count;
        for (size_t k = *from; k < *to; k++)
            number |= number_of_type(l, k, type);
        return number;
    }
    return false;
}
