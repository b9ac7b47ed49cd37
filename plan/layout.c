/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines: what is content and what is furniture; then the parts of the document in turn. */
#include "plan/layout.h"

#include "text/key.h"

#include <stdlib.h>

#define WORD_TEXT(ID, TEXT) TEXT,
static const char *const word_texts[] = {TC_LAYOUT_WORDS(WORD_TEXT)};

#define CUE(PHRASE, ID) {PHRASE, TC_CUE_##ID},
static const tc_phrase cue_phrases[] = {
#include "plan/cues.def"
};
#undef CUE

/* Ranks and degrees before a signer's name. */
static const tc_phrase rank_phrases[] = {
    {"đại tướng", 0},
    {"thượng tướng", 0},
    {"trung tướng", 0},
    {"thiếu tướng", 0},
    {"đại tá", 0},
    {"thượng tá", 0},
    {"trung tá", 0},
    {"thiếu tá", 0},
    {"đô đốc", 0},
    {"phó đô đốc", 0},
    {"đại úy", 0},
    {"thượng úy", 0},
    {"trung úy", 0},
    {"thiếu úy", 0},
    {"giáo sư", 0},
    {"phó giáo sư", 0},
    {"tiến sĩ", 0},
    {"thạc sĩ", 0},
    {"bác sĩ", 0},
    {"cử nhân", 0},
    {"kỹ sư", 0},
    {"luật sư", 0},
    {"ts", 0},
    {"ths", 0},
    {"pgs", 0},
    {"gs", 0},
    {"bs", 0},
    {"bsck", 0},
    {"ks", 0},
    {"cn", 0},
    {"bsckii", 0},
    {"bscki", 0},
    {"đồng chí", 0},
    {"ckii", 0},
    {"cki", 0},
    {"ck2", 0},
    {"ck1", 0},
    {"bsck2", 0},
    {"bsck1", 0},
    {"dược sĩ", 0},
    {"ds", 0},
    {"dsck", 0},
    {"dscki", 0},
    {"thầy thuốc ưu tú", 0},
    {"ttưt", 0},
    {"ttnd", 0},
    {"nhà giáo ưu tú", 0},
    {"ngưt", 0},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

tc_status tc_layout_words_new(struct tc_layout_words **out, tc_lexicon *lexicon, tc_error *err)
{
    *out = NULL;
    struct tc_layout_words *w = calloc(1, sizeof *w);
    if (!w)
        return tc_fail(err, TC_ENOMEM, "no memory for the layout's words");
    tc_status s = tc_phrases_new(&w->cues, lexicon, cue_phrases, COUNT(cue_phrases), err);
    if (s == TC_OK)
        s = tc_phrases_new(&w->ranks, lexicon, rank_phrases, COUNT(rank_phrases), err);
    if (s == TC_OK)
        s = tc_names_new(&w->names, lexicon, err);
    for (size_t i = 0; i < TC_W_COUNT && s == TC_OK; i++) {
        const tc_word *word;
        s = tc_lexicon_word(lexicon, tc_span_str(word_texts[i]), &word, err);
        if (s == TC_OK) {
            w->words[i].accent = word->accent_id;
            w->words[i].folded = word->folded_id;
        }
    }
    if (s != TC_OK) {
        tc_layout_words_free(w);
        return s;
    }
    *out = w;
    return TC_OK;
}

void tc_layout_words_free(struct tc_layout_words *w)
{
    if (!w)
        return;
    tc_phrases_free(w->cues);
    tc_phrases_free(w->names);
    tc_phrases_free(w->ranks);
    free(w);
}

bool tc_layout_is(const tc_layout *l, size_t token, tc_layout_word id)
{
    if (token >= l->t->len)
        return false;
    const tc_word *w = tc_token_word(l->t, token);
    if (!w)
        return false;
    return w->accent_id == l->w->words[id].accent ||
           (l->r->unmarked && !w->marked && w->folded_id == l->w->words[id].folded);
}

size_t tc_row_text(const tc_layout *l, size_t line)
{
    size_t first = l->rows[line].first;
    bool bullet = tc_layout_punct(l, first, '-') || tc_layout_punct(l, first, 0x2013) ||
                  tc_layout_punct(l, first, '+');
    return first + (bullet && first + 1 < l->rows[line].next);
}

int tc_layout_cue(const tc_layout *l, size_t token, size_t *next)
{
    size_t unused;
    return token < l->t->len ? tc_phrase_at(l->r, l->w->cues, token, next ? next : &unused) : -1;
}

bool tc_layout_caps(const tc_layout *l, size_t first, size_t next)
{
    bool any = false;
    for (size_t i = first; i < next; i++) {
        const tc_token *t = &l->t->items[i];
        if (t->kind != TC_TOKEN_WORD)
            continue;
        if (!(t->flags & TC_ALL_CAPS))
            return false;
        any = true;
    }
    return any;
}

bool tc_layout_gap(const tc_layout *l, size_t i)
{
    enum { WIDE = 6, BEHIND_ROW = 3 }; /* a row of the recipients has ended */
    size_t from = l->t->items[i - 1].end, blanks = l->t->items[i].start - from;
    const char *between = l->t->text->norm.ptr + from;
    if (!blanks) /* parted by tc_unglue */
        return l->t->items[i].kind == TC_TOKEN_WORD && l->t->items[i - 1].kind == TC_TOKEN_WORD &&
               !(l->t->items[i].flags & TC_GLUED);
    if (blanks <= 1)
        return blanks && *between == '\t';
    return blanks >= (size_t)(tc_layout_punct(l, i - 1, ';') ? BEHIND_ROW : WIDE) ||
           memchr(between, '\t', blanks);
}

/* Marks that markdown and flattened tables put around words. */
bool tc_layout_decoration(const tc_layout *l, size_t token)
{
    const tc_token *t = &l->t->items[token];
    if (t->kind != TC_TOKEN_PUNCT)
        return false;
    return t->word == '*' || t->word == '#' || t->word == '|' || t->word == '_' || t->word == '`';
}

void tc_layout_class(tc_layout *l, size_t from, size_t to, tc_line_class class)
{
    for (size_t i = from; i < to && i < l->line_count; i++)
        if (l->r->line_class[i] != TC_LINE_FURNITURE)
            l->r->line_class[i] = (uint8_t) class;
}

tc_span tc_layout_text(const tc_layout *l, size_t first, size_t next)
{
    if (first >= next)
        return TC_SPAN("");
    const tc_tokens *t = l->t;
    size_t line = tc_reading_line(l->r, first);
    char *out = tc_arena_alloc(l->r->arena, t->items[next - 1].end - t->items[first].start + 2);
    size_t len = 0;
    bool blank = false;
    for (size_t i = first; i < next; i++) {
        while (line + 1 < l->line_count && t->lines[line + 1].start <= t->items[i].start)
            line++;
        blank |= !(t->items[i].flags & TC_GLUED);
        if (tc_layout_decoration(l, i) || l->r->line_class[line] == TC_LINE_FURNITURE)
            continue;
        if (blank && len)
            out[len++] = ' ';
        tc_span s = tc_token_span(t, i);
        memcpy(out + len, s.ptr, s.len);
        len += s.len;
        blank = false;
    }
    return tc_span_make(out, len);
}

tc_span tc_layout_title(const tc_layout *l, size_t first, size_t next)
{
    tc_span s = tc_layout_text(l, first, next);
    while (s.len && strchr(" .,;:-!", s.ptr[s.len - 1]))
        s.len--;
    return s;
}

const tc_number *tc_layout_number(const tc_layout *l, size_t first)
{
    return tc_number_first(l->r->arena, l->r->reader->numbers, l->t, first, first + 3);
}

/* A rule or an ornament: only marks, and not a bullet that stands before its text. */
static bool is_rule(const tc_layout *l, const tc_line *line, uint32_t marks)
{
    return marks == line->count && (marks >= 3 || tc_layout_decoration(l, line->first));
}

static void make_row(tc_layout *l, size_t i)
{
    const tc_line *line = &l->t->lines[i];
    uint32_t first = line->first, next = line->first + line->count, marks = 0;
    while (marks < line->count && l->t->items[first + marks].kind == TC_TOKEN_PUNCT)
        marks++;
    if (line->count && is_rule(l, line, marks)) {
        l->r->line_class[i] = TC_LINE_FURNITURE;
        first = next;
    }
    while (first < next && tc_layout_decoration(l, first))
        first++;
    while (next > first && tc_layout_decoration(l, next - 1))
        next--;
    l->rows[i] = (tc_row){first, next};
}

static bool is_number_line(const tc_layout *l, size_t i)
{
    const tc_row *row = &l->rows[i];
    return row->next == row->first + 1 && l->t->items[row->first].kind == TC_TOKEN_DIGITS;
}

/* "CÔNG BÁO/Số 327/Ngày 14-06-2026" with the running number on the line before or behind. */
static void mark_gazette_page(tc_layout *l, size_t i)
{
    l->r->line_class[i] = TC_LINE_FURNITURE;
    tc_vec_push(l->r->arena, &l->r->plan->page_heads, (uint32_t)i);
    for (int step = -1; step <= 1; step += 2)
        for (size_t k = i, seen = 0; seen < 3; seen++) {
            if ((step < 0 && k == 0) || (step > 0 && k + 1 >= l->line_count))
                break;
            k = step < 0 ? k - 1 : k + 1;
            if (is_number_line(l, k))
                l->r->line_class[k] = TC_LINE_FURNITURE;
            if (!tc_row_empty(l, k))
                break;
        }
}

/* "ÔNG BÁO/Số 1239 + 1240/Ngày ...": the same with its first letter lost. */
static bool is_cut_page(const tc_layout *l, size_t first)
{
    return tc_layout_punct(l, first + 2, '/') && tc_layout_is(l, first + 3, TC_W_SO) &&
           (l->t->items[first].flags & TC_ALL_CAPS) && (l->t->items[first + 1].flags & TC_ALL_CAPS);
}

/* The lines of a digital signature: "Ký bởi: ...", then up to four "label: value" lines. */
static void mark_stamp(tc_layout *l, size_t i)
{
    for (size_t k = i; k < l->line_count && k < i + 5 && !tc_row_empty(l, k); k++) {
        const tc_row *row = &l->rows[k];
        uint32_t at = row->first;
        while (at < row->next && at < row->first + 4 && !tc_layout_punct(l, at, ':'))
            at++;
        if (!tc_layout_punct(l, at, ':'))
            break;
        l->r->line_class[k] = TC_LINE_FURNITURE;
    }
}

/* "Trang 2/5", "Page 2 of 5" alone on a line. */
static bool is_page_line(const tc_layout *l, size_t i)
{
    const tc_row *row = &l->rows[i];
    if (row->next - row->first != 4 || l->t->items[row->first + 1].kind != TC_TOKEN_DIGITS ||
        l->t->items[row->first + 3].kind != TC_TOKEN_DIGITS)
        return false;
    tc_span lower = tc_token_word(l->t, row->first) ? tc_token_word(l->t, row->first)->lower
                                                    : tc_span_make(NULL, 0);
    return tc_span_eq(lower, TC_SPAN("trang")) || tc_span_eq(lower, TC_SPAN("page"));
}

/* What recognisers write about stamps and pictures: five or more words in small letters without
 * any mark, most of them no Vietnamese syllables, in a text that has its marks. */
static bool is_remark(const tc_layout *l, size_t i)
{
    const tc_row *row = &l->rows[i];
    size_t words = 0, foreign = 0;
    if (l->r->unmarked || row->next - row->first < 5 ||
        l->t->items[row->first].kind != TC_TOKEN_WORD)
        return false;
    for (uint32_t k = row->first; k < row->next; k++) {
        const tc_word *w = tc_token_word(l->t, k);
        if (!w || w->digits || (l->t->items[k].flags & TC_ALL_CAPS))
            continue;
        if (w->marked)
            return false;
        words++;
        foreign += !w->syllable;
    }
    return words >= 5 && 2 * foreign > words;
}

/* Running page numbers: an integer alone between blank lines that goes on counting. */
static void mark_running_number(tc_layout *l, size_t i, uint32_t *last)
{
    uint32_t value = tc_token_word(l->t, l->rows[i].first)->value;
    bool apart = (i == 0 || l->t->lines[i - 1].count == 0) &&
                 (i + 1 == l->line_count || l->t->lines[i + 1].count == 0);
    if (!apart)
        return;
    if (value == *last + 1 || (*last == 0 && value <= 2))
        l->r->line_class[i] = TC_LINE_FURNITURE;
    *last = value;
}

static void mark_furniture(tc_layout *l)
{
    uint32_t page = 0;
    for (size_t i = 0; i < l->line_count; i++) {
        if (tc_row_empty(l, i) || l->r->line_class[i] == TC_LINE_FURNITURE)
            continue;
        size_t first = l->rows[i].first, next = first;
        int cue = tc_layout_cue(l, first, &next);
        if ((cue == TC_CUE_GAZETTE_PAGE && tc_layout_punct(l, next, '/')) || is_cut_page(l, first))
            mark_gazette_page(l, i);
        else if (cue == TC_CUE_STAMP && tc_layout_punct(l, next, ':'))
            mark_stamp(l, i);
        else if (cue == TC_CUE_SITE_TAIL && l->tail_from == l->line_count && i > l->line_count / 4)
            l->tail_from = i;
        else if (is_number_line(l, i))
            mark_running_number(l, i, &page);
        else if (is_page_line(l, i) || is_remark(l, i))
            l->r->line_class[i] = TC_LINE_FURNITURE;
    }
    tc_layout_class(l, l->tail_from, l->line_count, TC_LINE_FURNITURE);
}

/* Is a line without a blank one before it always the same paragraph? Lines that begin in small
 * letters show wrapping, lines that begin anew behind a full stop show paragraphs without blanks.
 */
static bool measure_spacing(tc_layout *l)
{
    enum { SAMPLE = 1500, ENOUGH = 4, PER_NEW = 4 };
    size_t on = 0, anew = 0, bytes = 0;
    for (size_t i = 1; i < l->line_count && i < SAMPLE; i++) {
        const tc_row *row = &l->rows[i], *above = &l->rows[i - 1];
        if (tc_row_empty(l, i) || tc_row_empty(l, i - 1))
            continue;
        const tc_token *t = &l->t->items[row->first], *end = &l->t->items[above->next - 1];
        if (t->kind == TC_TOKEN_WORD && !(t->flags & TC_CAPITAL)) {
            on++;
            bytes += end->end - l->t->items[above->first].start;
        } else if (end->kind == TC_TOKEN_PUNCT && (end->word == '.' || end->word == ';')) {
            anew++;
        }
    }
    l->width = on >= ENOUGH ? bytes / on : 0;
    return on >= ENOUGH && anew * PER_NEW < on;
}

/* "Công điện 228/CĐ-TTg năm 2025 giải quyết ... do Thủ tướng Chính phủ điện": pages say below a
 * document what it was. */
static void cut_site_title(tc_layout *l)
{
    enum { TYPE_TOKENS = 6 };
    size_t k = l->tail_from;
    while (k > 0 && tc_row_empty(l, k - 1))
        k--;
    if (l->tail_from == l->line_count || k == 0 || !l->r->own)
        return;
    uint32_t first = l->rows[k - 1].first;
    const tc_number *n =
        tc_number_first(l->r->arena, l->r->reader->numbers, l->t, first, first + TYPE_TOKENS);
    if (!n || n->first <= first || tc_layout_is(l, n->first - 1, TC_W_SO) ||
        !tc_span_eq(n->key, l->r->own->key))
        return;
    l->tail_from = k - 1;
    tc_layout_class(l, k - 1, k, TC_LINE_FURNITURE);
}

void tc_layout_read(tc_reading *r)
{
    tc_layout *l = tc_arena_alloc(r->arena, sizeof *l);
    l->r = r;
    l->t = r->tokens;
    l->w = r->reader->layout;
    l->line_count = l->t->line_count;
    l->sign_from = l->sign_to = l->tail_from = l->line_count;
    r->line_class = tc_arena_array(r->arena, l->line_count + 1, sizeof *r->line_class);
    r->line_section = tc_arena_array(r->arena, l->line_count + 1, sizeof *r->line_section);
    l->rows = tc_arena_array(r->arena, l->line_count + 1, sizeof *l->rows);
    for (size_t i = 0; i < l->line_count; i++) {
        r->line_section[i] = TC_NO_SECTION;
        make_row(l, i);
    }
    mark_furniture(l);
    r->spaced = measure_spacing(l);
    tc_header_read(l);
    cut_site_title(l);
    tc_signature_read(l);
    tc_header_complete(l);
    tc_section_read(l);
}
