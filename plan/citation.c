/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk over a text that finds citations of every form, and what all forms share. */
#include "plan/citation.h"
#include "plan/begins.h"
#include "plan/layout.h"

#include <stdlib.h>

#define TYPE(CODE, FOLDED, FORMS, LABEL, LABEL_FOLDED) {LABEL, TC_SPAN_LIT(CODE)},
/* Names as texts write them; the first row of a name holds. */
const tc_type_name tc_type_names[] = {
#include "plan/types.def"
    {"quy chế làm việc", TC_SPAN_LIT("QC")},
    {"kế hoạch hành động", TC_SPAN_LIT("KH")},
    {"thông báo kết luận", TC_SPAN_LIT("TB")},
    {"văn bản", TC_SPAN_LIT("CV")},
    {"lệnh", TC_SPAN_LIT("L")},
    {"công thư", TC_SPAN_LIT("CV")},
    {"văn kiện", TC_SPAN_LIT("VK")},
    {"các văn kiện", TC_SPAN_LIT("VK")},
    {"văn kiện nghị quyết", TC_SPAN_LIT("NQ")},
    {"chiến lược", TC_SPAN_LIT("")},
    {"đề cương", TC_SPAN_LIT("")},
    {"điều lệ", TC_SPAN_LIT("")},
    {"phiếu trình", TC_SPAN_LIT("")},
    {"bản án", TC_SPAN_LIT("")},
#define SHORTHAND(CODE) {CODE, TC_SPAN_LIT(CODE)},
    /* codes that stand for the word: "QĐ số 15/QĐ-UBND", "NQ Đại hội XIII" */
    SHORTHAND("NQ") SHORTHAND("QĐ") SHORTHAND("NĐ") SHORTHAND("CT") SHORTHAND("KL") SHORTHAND("KH")
        SHORTHAND("HD") SHORTHAND("TB") SHORTHAND("CV") SHORTHAND("TT")
#undef SHORTHAND
};
#undef TYPE
#define COUNT(A) (sizeof(A) / sizeof *(A))

static const char *const word_texts[] = {
#define WORD(ID, TEXT) TEXT,
    TC_CITATION_WORDS(WORD)
#undef WORD
};

#define LAW(NAME) {NAME, 0},
static const tc_phrase law_phrases[] = {
#include "plan/laws.def"
};
#undef LAW
#define ISSUER(TEXT) {TEXT, 0},
#define SECTOR(TEXT)
#define STOP(TEXT)
static const tc_phrase issuer_phrases[] = {
#include "plan/issuers.def"
};
#undef ISSUER
#undef SECTOR
#define ISSUER(TEXT)
#define SECTOR(TEXT) {TEXT, 0},
static const tc_phrase sector_phrases[] = {
#include "plan/issuers.def"
};
#undef SECTOR
#undef STOP
#define SECTOR(TEXT)
#define STOP(TEXT) {TEXT, 0},
static const tc_phrase stop_phrases[] = {
#include "plan/issuers.def"
};
#define CUE(TEXT, RELATION) {TEXT, TC_RELATION_##RELATION},
static const tc_phrase cue_phrases[] = {
#include "plan/relations.def"
};
#undef CUE

/* --- compiled words --- */

static tc_status build_words(struct tc_citation_words *w, tc_lexicon *lexicon, tc_error *err)
{
    for (size_t i = 0; i < TC_C_COUNT; i++) {
        const tc_word *word;
        tc_status status = tc_lexicon_word(lexicon, tc_span_str(word_texts[i]), &word, err);
        if (status != TC_OK)
            return status;
        w->words[i].accent = word->accent_id;
        w->words[i].folded = word->folded_id;
    }
    return TC_OK;
}

static tc_status build_types(struct tc_citation_words *w, tc_lexicon *lexicon, tc_error *err)
{
    tc_phrase phrases[COUNT(tc_type_names)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT(tc_type_names); i++) {
        bool seen = false;
        for (size_t k = 0; k < i; k++)
            seen = seen || strcmp(tc_type_names[k].name, tc_type_names[i].name) == 0;
        if (!seen)
            phrases[count++] = (tc_phrase){tc_type_names[i].name, (int)i};
    }
    return tc_phrases_new(&w->types, lexicon, phrases, count, err);
}

/* Each law's name with its commas and without: texts drop them. */
static tc_status build_laws(struct tc_citation_words *w, tc_lexicon *lexicon, tc_error *err)
{
    size_t bytes = 0, count = 0;
    for (size_t i = 0; i < COUNT(law_phrases); i++)
        bytes += strlen(law_phrases[i].phrase) + 1;
    char *text = malloc(bytes), *out = text;
    tc_phrase *all = malloc(2 * sizeof law_phrases);
    tc_status status;
    if (!text || !all) {
        status = tc_fail(err, TC_ENOMEM, "no memory for the names of laws");
    } else {
        for (size_t i = 0; i < COUNT(law_phrases); i++) {
            all[count++] = law_phrases[i];
            if (!strchr(law_phrases[i].phrase, ','))
                continue;
            all[count++] = (tc_phrase){out, 0};
            for (const char *in = law_phrases[i].phrase; *in; in++)
                if (*in != ',')
                    *out++ = *in;
            *out++ = 0;
        }
        status = tc_phrases_new(&w->laws, lexicon, all, count, err);
    }
    free(text);
    free(all);
    return status;
}

static tc_status mark_start(struct tc_citation_words *w, tc_lexicon *lexicon, const char *phrase,
                            uint8_t bit, tc_error *err)
{
    const tc_word *word;
    size_t len = strcspn(phrase, " ");
    tc_status status = tc_lexicon_word(lexicon, tc_span_make(phrase, len), &word, err);
    if (status != TC_OK)
        return status;
    size_t need = (word->accent_id > word->folded_id ? word->accent_id : word->folded_id) + 1;
    if (need > w->starts_len) {
        uint8_t *grown = realloc(w->starts, 2 * need * 2);
        if (!grown)
            return tc_fail(err, TC_ENOMEM, "no memory for citation words");
        memset(grown + 2 * w->starts_len, 0, 2 * (2 * need - w->starts_len));
        w->starts = grown;
        w->starts_len = 2 * need;
    }
    w->starts[2 * word->accent_id] |= bit;
    w->starts[2 * word->folded_id + 1] |= bit;
    return TC_OK;
}

static tc_status build_starts(struct tc_citation_words *w, tc_lexicon *lexicon, tc_error *err)
{
    static const char *const laws[] = {"luật", "bộ", "pháp", "hiến"};
    static const char *const areas[] = {"tỉnh", "thành", "tp", "huyện", "quận", "xã", "phường"};
    tc_status status = TC_OK;
    for (size_t i = 0; i < COUNT(tc_type_names) && status == TC_OK; i++)
        status = mark_start(w, lexicon, tc_type_names[i].name, TC_BEGINS_TYPE, err);
    for (size_t i = 0; i < COUNT(laws) && status == TC_OK; i++)
        status = mark_start(w, lexicon, laws[i], TC_BEGINS_LAW, err);
    for (size_t i = 0; i < COUNT(areas) && status == TC_OK; i++)
        status = mark_start(w, lexicon, areas[i], TC_BEGINS_AREA, err);
    if (status == TC_OK)
        status = mark_start(w, lexicon, "đảng", TC_BEGINS_BODY, err);
    return status;
}

uint8_t tc_citation_begins(const struct tc_citation_words *c, const tc_word *w, bool unmarked)
{
    uint8_t bits = w->accent_id < c->starts_len ? c->starts[2 * w->accent_id] : 0;
    if (!bits && unmarked && !w->marked && w->folded_id < c->starts_len)
        bits = c->starts[2 * w->folded_id + 1];
    return bits;
}

tc_status tc_citation_words_new(struct tc_citation_words **out, tc_lexicon *lexicon, tc_error *err)
{
    struct tc_citation_words *w = calloc(1, sizeof *w);
    if (!w)
        return tc_fail(err, TC_ENOMEM, "no memory for citation words");
    tc_status s = build_words(w, lexicon, err);
    if (s == TC_OK)
        s = build_types(w, lexicon, err);
    if (s == TC_OK)
        s = build_laws(w, lexicon, err);
    if (s == TC_OK)
        s = build_starts(w, lexicon, err);
    if (s == TC_OK)
        s = tc_phrases_new(&w->issuers, lexicon, issuer_phrases, COUNT(issuer_phrases), err);
    if (s == TC_OK)
        s = tc_phrases_new(&w->sectors, lexicon, sector_phrases, COUNT(sector_phrases), err);
    if (s == TC_OK)
        s = tc_phrases_new(&w->stops, lexicon, stop_phrases, COUNT(stop_phrases), err);
    if (s == TC_OK)
        s = tc_phrases_new(&w->cues, lexicon, cue_phrases, COUNT(cue_phrases), err);
    if (s == TC_OK)
        s = tc_law_words_new(&w->amends, lexicon, err);
    if (s == TC_OK)
        s = tc_congress_words_new(&w->congress, lexicon, err);
    if (s != TC_OK) {
        tc_citation_words_free(w);
        return s;
    }
    *out = w;
    return TC_OK;
}

void tc_citation_words_free(struct tc_citation_words *w)
{
    if (!w)
        return;
    tc_phrases_free(w->types);
    tc_phrases_free(w->laws);
    tc_phrases_free(w->amends);
    tc_phrases_free(w->stops);
    tc_phrases_free(w->issuers);
    tc_phrases_free(w->sectors);
    tc_phrases_free(w->cues);
    tc_phrases_free(w->congress);
    free(w->starts);
    free(w);
}

/* --- the view --- */

enum { WINDOW = 1 << 16, SLACK = 1 << 12 }; /* tokens: a megabyte, which caches hold */

static bool emphasis(const tc_token *t)
{
    return t->kind == TC_TOKEN_PUNCT && t->word == '*';
}

/* A rule under a heading parts paragraphs; a page's head has words and parts nothing. */
static bool page_break(const tc_tokens *t, const tc_line *l)
{
    for (size_t i = l->first; i < l->first + l->count; i++)
        if (t->items[i].kind != TC_TOKEN_PUNCT)
            return true;
    return false;
}

typedef struct {
    bool broken;   /* a page break stands before the next token */
    bool marked;   /* marks of emphasis do */
    uint8_t flags; /* of the first of them */
} gap;

static uint8_t flags_after(const gap *g, uint8_t flags)
{
    if (g->marked) {
        uint8_t breaks = (uint8_t)((flags | g->flags) & (TC_LINE_START | TC_PARA_START));
        uint8_t glue = (uint8_t)(flags & g->flags & TC_GLUED);
        flags = (uint8_t)((flags & ~(TC_LINE_START | TC_PARA_START | TC_GLUED)) | breaks | glue);
    }
    if (g->broken) /* whether a paragraph ended with the page is not known */
        flags &= (uint8_t)~TC_PARA_START;
    return flags;
}

/* The view as it is made: the window's tokens, and how far the text is done. */
typedef struct {
    const tc_reading *r;
    tc_tokens *window;
    size_t room; /* tokens */
    size_t line; /* the next one */
    gap gap;
} viewer;

static void open_view(viewer *v, tc_citer *c, const tc_reading *r)
{
    v->r = r;
    v->room = r->tokens->len < WINDOW + SLACK ? r->tokens->len : WINDOW + SLACK;
    v->window = tc_arena_alloc(c->arena, sizeof *v->window);
    *v->window = *r->tokens;
    v->window->items = tc_arena_space(c->arena, v->room + 1, sizeof *v->window->items);
    c->view = *r;
    c->view.tokens = c->t = v->window;
}

static void add_line(viewer *v, const tc_line *l)
{
    const tc_tokens *all = v->r->tokens;
    tc_tokens *w = v->window;
    if (w->len + l->count > v->room) { /* a paragraph longer than the window */
        size_t room = 2 * (w->len + l->count);
        tc_token *items = tc_arena_space(v->r->arena, room + 1, sizeof *items);
        memcpy(items, w->items, w->len * sizeof *items);
        w->items = items;
        v->room = room;
    }
    for (size_t i = l->first; i < l->first + l->count; i++) {
        const tc_token *token = &all->items[i];
        if (emphasis(token)) {
            v->gap.flags =
                v->gap.marked ? (uint8_t)(v->gap.flags & (token->flags | ~TC_GLUED)) : token->flags;
            v->gap.marked = true;
            continue;
        }
        tc_token *out = &w->items[w->len++];
        *out = *token;
        if (v->gap.marked || v->gap.broken) {
            out->flags = flags_after(&v->gap, token->flags);
            v->gap = (gap){false, false, 0};
        }
    }
}

/* Behind a sentence: no citation goes over it into the next paragraph. */
static bool sentence_ends(const tc_tokens *t)
{
    const tc_token *last = &t->items[t->len - 1];
    return last->kind == TC_TOKEN_PUNCT && last->word < 0x80 && strchr(".;:?!", (int)last->word);
}

/* The next paragraphs; false at the end. */
static bool next_window(viewer *v)
{
    const tc_tokens *all = v->r->tokens;
    v->window->len = 0;
    for (; v->line < all->line_count; v->line++) {
        const tc_line *l = &all->lines[v->line];
        if (v->r->line_class && v->r->line_class[v->line] == TC_LINE_FURNITURE) {
            v->gap.broken = v->gap.broken || page_break(all, l);
            continue;
        }
        bool para = l->count && (all->items[l->first].flags & TC_PARA_START) && !v->gap.broken;
        if (para && v->window->len >= WINDOW && sentence_ends(v->window))
            break;
        add_line(v, l);
    }
    return v->window->len > 0;
}

/* --- shared by the forms --- */

bool tc_cite_is(const tc_citer *c, size_t token, tc_citation_word word)
{
    const tc_word *w = token < c->t->len ? tc_token_word(c->t, token) : NULL;
    return w && (w->accent_id == c->w->words[word].accent ||
                 (c->view.unmarked && !w->marked && w->folded_id == c->w->words[word].folded));
}

bool tc_cite_punct(const tc_citer *c, size_t token, uint32_t cp)
{
    return tc_token_is_sign(c->t, token, cp);
}

bool tc_cite_break(const tc_citer *c, size_t token)
{
    return token >= c->t->len || (c->t->items[token].flags & TC_PARA_START) ||
           tc_cite_punct(c, token, '|');
}

const tc_number *tc_cite_number_at(tc_citer *c, size_t token)
{
    size_t k = c->at_number;
    while (k < c->numbers.len && c->numbers.items[k].first < token)
        k++;
    return k < c->numbers.len && c->numbers.items[k].first == token ? &c->numbers.items[k] : NULL;
}

static tc_range sentence_of(tc_citer *c, size_t first, size_t next)
{
    if (first < c->sentence_from || next > c->sentence_to) /* else the last one holds */
        tc_reading_sentence(&c->view, first, next, &c->sentence_from, &c->sentence_to);
    return tc_reading_range(&c->view, c->sentence_from, c->sentence_to);
}

tc_citation *tc_cite_add(tc_citer *c, tc_mention_kind kind, tc_citation_form form, size_t first,
                         size_t next, tc_mention **mention)
{
    tc_mention *m = tc_vec_add(c->arena, &c->mentions);
    m->kind = kind;
    m->first = first;
    m->next = next;
    tc_citation *out = tc_vec_add(c->arena, &c->plan->citations);
    out->form = form;
    out->span = tc_reading_range(&c->view, first, next);
    out->sentence = sentence_of(c, first, next);
    out->section = tc_reading_section(&c->view, first);
    out->relation = tc_relation_of(c, first);
    *mention = m;
    return out;
}

tc_words tc_cite_words(const tc_citer *c, size_t first, size_t next)
{
    tc_token *items = tc_arena_space(c->arena, next - first + 1, sizeof *items);
    memcpy(items, &c->t->items[first], (next - first) * sizeof *items);
    return (tc_words){items, next - first};
}

bool tc_cite_same_words(const tc_citer *c, const tc_words *words, size_t at)
{
    if (at + words->len > c->t->len)
        return false;
    for (size_t k = 0; k < words->len; k++)
        if (words->items[k].kind != c->t->items[at + k].kind ||
            words->items[k].word != c->t->items[at + k].word)
            return false;
    return true;
}

tc_span tc_cite_text(const tc_citer *c, size_t first, size_t next)
{
    if (first >= next)
        return tc_span_make("", 0);
    size_t bytes = 0;
    for (size_t i = first; i < next; i++)
        bytes += tc_token_span(c->t, i).len + 1;
    char *out = tc_arena_alloc(c->arena, bytes);
    size_t len = 0;
    for (size_t i = first; i < next; i++) {
        tc_span s = tc_token_span(c->t, i);
        if (i > first && !(c->t->items[i].flags & TC_GLUED))
            out[len++] = ' ';
        memcpy(out + len, s.ptr, s.len);
        len += s.len;
    }
    return tc_name_tidy(c->arena, tc_span_make(out, len));
}

/* "ngày 15 tháng l2 năm 2025", "ngày O9/l0/2O25": as scanners print figures. */
static bool misread_date(const tc_citer *c, size_t i, tc_date *date, size_t *next)
{
    i++; /* ngày */
    uint32_t day = tc_figures_at(c->t, &i);
    i += tc_cite_is(c, i, TC_C_THANG);
    uint32_t month = day ? tc_figures_at(c->t, &i) : 0;
    i += tc_cite_is(c, i, TC_C_NAM);
    uint32_t year = month ? tc_figures_at(c->t, &i) : 0;
    if (year < 1945 || year > 2100 || month > 12 || day > 31)
        return false;
    *date = (tc_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    *next = i;
    return tc_date_valid(*date);
}

size_t tc_cite_date(const tc_citer *c, size_t i, tc_date *date)
{
    size_t start = i, next;
    if (tc_cite_punct(c, i, ',') || tc_cite_punct(c, i, '('))
        i++;
    bool open = i > start;
    if (tc_cite_is(c, i, TC_C_KY))
        i++;
    else if (tc_cite_is(c, i, TC_C_BAN) && tc_cite_is(c, i + 1, TC_C_HANH))
        i += 2;
    if (tc_cite_break(c, i))
        return start;
    bool day = tc_cite_is(c, i, TC_C_NGAY);
    if (!day && (c->t->items[i].flags & TC_LINE_START)) /* figures of the next cell */
        return start;
    uint8_t head = TC_LINE_START | TC_CAPITAL;
    bool opens = day && i == start && (c->t->items[i].flags & (head | TC_ALL_CAPS)) == head;
    if (!day && (i > start + open || (open && c->t->items[i].kind != TC_TOKEN_DIGITS)))
        return start;
    tc_date read;
    if (!tc_date_read(c->t, i, false, &read, &next) && (!day || !misread_date(c, i, &read, &next)))
        return start;
    if (opens && !tc_cite_is(c, next, TC_C_CUA)) /* "Ngày 28 tháng 11, tại ...": a sentence */
        return start;
    if (!day && read.day == 0 && open) /* ", năm 2021 ...": what follows is another matter */
        return start;
    if (tc_cite_punct(c, start, '(')) {
        if (!tc_cite_punct(c, next, ')'))
            return start;
        next++;
    }
    *date = read;
    return next;
}

/* "(khóa XII)", "khóa 12", "khóa XI, XII": the first one is kept, as a Roman numeral. The token
 * behind, or i. */
static size_t read_term(const tc_citer *c, size_t i, tc_span *term)
{
    size_t start = i;
    if (tc_cite_punct(c, i, ','))
        i++;
    bool paren = tc_cite_punct(c, i, '(');
    if (paren)
        i++;
    if (!tc_cite_is(c, i, TC_C_KHOA) || tc_cite_break(c, i))
        return start;
    uint32_t ordinal;
    size_t next;
    if (!tc_ordinal_read(c->t, i + 1, &ordinal, &next) || ordinal == 0 || ordinal > 50)
        return start;
    while (paren && next < c->t->len && !tc_cite_punct(c, next, ')') && next < i + 8)
        next++;
    if (paren) {
        if (!tc_cite_punct(c, next, ')'))
            return start;
        next++;
    }
    char roman[16];
    tc_roman_format(roman, ordinal);
    *term = tc_arena_copy(c->arena, tc_span_str(roman));
    return next;
}

static size_t tail_issuer(tc_citer *c, size_t i, tc_citation *out)
{
    size_t of = i;
    if (tc_cite_punct(c, of, ','))
        of++;
    bool by = tc_cite_is(c, of, TC_C_DO);
    if (!tc_cite_is(c, of, TC_C_CUA) && !by)
        return i;
    size_t next = tc_issuer_read(c, of + 1);
    if (!next)
        return i;
    if (of > i &&
        tc_cite_is(c, next, TC_C_TAI)) /* ", của Ban Bí thư tại văn bản số ...": the next's */
        return i;
    if (by && !(tc_cite_is(c, next, TC_C_BAN) && tc_cite_is(c, next + 1, TC_C_HANH)))
        return i;
    out->issuer = tc_cite_text(c, of + 1, next);
    return next;
}

size_t tc_cite_secrecy(const tc_citer *c, size_t i)
{
    static const tc_span marks[] = {TC_SPAN_LIT("m"),    TC_SPAN_LIT("tm"),  TC_SPAN_LIT("tum"),
                                    TC_SPAN_LIT("mật"),  TC_SPAN_LIT("mat"), TC_SPAN_LIT("tối"),
                                    TC_SPAN_LIT("tuyệt")};
    const tc_word *w = i + 1 < c->t->len ? tc_token_word(c->t, i + 1) : NULL;
    if (!w || !tc_cite_punct(c, i, '('))
        return i;
    bool known = false;
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        known |= tc_span_eq(w->lower, marks[k]);
    size_t close = i + 2 + tc_cite_is(c, i + 2, TC_C_MAT);
    return known && tc_cite_punct(c, close, ')') ? close + 1 : i;
}

size_t tc_cite_tail(tc_citer *c, size_t i, tc_citation *out)
{
    for (int part = 0; part < 4; part++) {
        size_t next = i;
        if (!tc_date_known(out->date))
            next = tc_cite_date(c, i, &out->date);
        if (next == i && tc_span_empty(out->issuer))
            next = tail_issuer(c, i, out);
        if (next == i && tc_span_empty(out->term))
            next = read_term(c, i, &out->term);
        if (next == i)
            break;
        i = next;
    }
    return i;
}

/* --- the walk --- */

/* A type's name at i; a code stands for one in capitals, and not inside a number. */
static int type_at(const tc_citer *c, size_t i, size_t *next, bool *shorthand)
{
    int type = tc_phrase_at(&c->view, c->w->types, i, next);
    *shorthand =
        type >= 0 && tc_span_eq(tc_span_str(tc_type_names[type].name), tc_type_names[type].code);
    uint8_t flags = c->t->items[i].flags;
    if (*shorthand && ((flags & TC_GLUED) || !(flags & TC_ALL_CAPS)))
        return -1;
    return type;
}

static size_t read_at(tc_citer *c, size_t i, uint8_t starts)
{
    size_t next = 0, end = 0;
    if (starts & TC_BEGINS_TYPE) {
        bool shorthand;
        int type = type_at(c, i, &next, &shorthand);
        if (type >= 0) {
            end = tc_cite_number(c, i, next, type);
            if (!end)
                end = tc_cite_congress(c, i, next, type);
            if (!end && !shorthand)
                end = tc_cite_short(c, i, next, type);
            if (!end && !shorthand)
                end = tc_cite_class(c, i, next, type);
        }
    }
    if (!end && (starts & TC_BEGINS_LAW))
        end = tc_cite_law(c, i);
    if (!end && c->definitions.len)
        end = tc_cite_defined(c, i);
    if (!end && (starts & TC_BEGINS_AREA))
        tc_area_read(c, i);
    return end;
}

/* Only "," ";" "và" "số" between two mentions of one window. */
static bool adjoin(const tc_citer *c, const tc_mention *a, const tc_mention *b)
{
    if (a->next > b->first || b->first > a->next + 3)
        return false;
    for (size_t i = a->next; i < b->first; i++)
        if (!tc_cite_punct(c, i, ',') && !tc_cite_punct(c, i, ';') && !tc_cite_is(c, i, TC_C_VA) &&
            !tc_cite_is(c, i, TC_C_SO) && !tc_cite_is(c, i, TC_C_CAC))
            return false;
    return true;
}

static void walk_window(tc_citer *c)
{
    c->before = c->mentions.len;
    c->at_number = c->list.to = c->bracket.to = 0;
    c->sentence_from = 1; /* none asked for */
    c->sentence_to = 0;
    for (size_t i = 0; i < c->t->len;) {
        uint8_t starts =
            tc_begins_at(&c->view, c->t, i) & (TC_BEGINS_TYPE | TC_BEGINS_LAW | TC_BEGINS_AREA);
        size_t end = starts ? read_at(c, i, starts) : 0;
        while (c->at_number < c->numbers.len && c->numbers.items[c->at_number].first < i)
            c->at_number++;
        if (!end && c->at_number < c->numbers.len && c->numbers.items[c->at_number].first == i)
            end = tc_cite_number(c, i, i, -1);
        if (end && c->mentions.len > c->before)
            end = tc_cite_definition(c, end, (uint32_t)c->mentions.len - 1);
        i = end ? end : i + 1;
    }
    for (size_t i = c->before + 1; i < c->mentions.len; i++)
        c->mentions.items[i].adjoins = adjoin(c, &c->mentions.items[i - 1], &c->mentions.items[i]);
}

static void read_bodies(tc_citer *c)
{
    for (size_t i = 0; i + 2 < c->t->len; i++)
        if (tc_begins_at(&c->view, c->t, i) & TC_BEGINS_BODY)
            tc_body_read(c, i);
}

void tc_citation_read(tc_reading *r)
{
    tc_citer *c = tc_arena_alloc(r->arena, sizeof *c);
    viewer v = {0};
    c->arena = r->arena;
    c->plan = r->plan;
    c->w = r->reader->citation;
    open_view(&v, c, r);
    while (next_window(&v)) {
        tc_numbers_collect(&c->numbers, c->arena, r->reader->numbers, c->t);
        walk_window(c);
        read_bodies(c);
    }
    r->citer = c;
}
