/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections: numbered heads, nested by the style of their numbers: Phần, Chương, Mục, Điều; A. I.
 * 1. 1.1. 1) a). Numbers are kept as written, doubled or skipped. Provisions quoted from an amended
 * text are not the document's own. */
#include "plan/head_mark.h"
#include "plan/unit.h"

enum {
    TITLE_ROWS = 24,
    QUOTE_LINES = 1500, /* a quotation that does not end within these is a stray mark */
    QUOTE_RETRIES = 32,
    STACK = 16
};

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

static bool has_small_word(const tc_layout *l, size_t line)
{
    for (uint32_t i = l->rows[line].first; i < l->rows[line].next; i++)
        if (l->t->items[i].kind == TC_TOKEN_WORD && !(l->t->items[i].flags & TC_CAPITAL))
            return true;
    return false;
}

/* "1. Ủy ban / Kiểm tra Tỉnh ủy", "2. Ban Tổ chức / Tỉnh ủy": a name broken by the line's end, or
 * whose committee or area stands on the next line, alone. */
static bool name_goes_on(const tc_layout *l, uint32_t first, uint32_t end, const tc_row *below)
{
    enum { NAME_WORDS = 6, OWNER_WORDS = 6 };
    size_t next;
    for (uint32_t i = end > first + NAME_WORDS ? end - NAME_WORDS : first; i < end; i++)
        if (tc_name_at(l->r, l->w->names, i, &next) && next > end && next <= below->next)
            return true;
    const tc_name *owner = tc_name_at(l->r, l->w->names, below->first, &next);
    bool owns = owner && (owner->kind == TC_NAME_AREA ||
                          (owner->kind == TC_NAME_ORGAN && owner->mode == TC_NAME_PLACE &&
                           tc_span_ends(tc_span_str(owner->text), TC_SPAN("ủy"))));
    for (; owns && next < below->next; next++)
        owns = l->t->items[next].flags & TC_CAPITAL;
    return owns && below->next - below->first <= OWNER_WORDS &&
           tc_name_at(l->r, l->w->names, first, &next) && next == end;
}

/* "thành phố Hà / Nội", "tỉnh / Quảng Trị", "với Bộ / Công an": a name is not at its end. */
static bool inside_name(const tc_layout *l, uint32_t first, uint32_t end)
{
    size_t next;
    const tc_token *last = &l->t->items[end - 1];
    const tc_name *name = tc_name_at(l->r, l->w->names, end - 1, &next);
    return (name && name->kind == TC_NAME_AREA) ||
           (end - 1 > first && (last->flags & (TC_CAPITAL | TC_ALL_CAPS)) == TC_CAPITAL);
}

static bool has_word(const tc_layout *l, uint32_t first, uint32_t end)
{
    for (; first < end; first++)
        if (l->t->items[first].kind == TC_TOKEN_WORD)
            return true;
    return false;
}

/* "đề nghị / Ủy ban Trung ương ...", "ứng dụng / IoT ...": names begin with a capital anywhere. */
static bool begins_name(const tc_layout *l, uint32_t i)
{
    size_t next;
    const tc_name *name = tc_name_at(l->r, l->w->names, i, &next);
    const tc_word *w = tc_token_word(l->t, i);
    return (name && name->kind != TC_NAME_GROUP) || (w && !w->syllable);
}

/* "Ủy ban Mặt trận Tổ quốc tỉnh | chủ trì ...": a sentence of its own, with a predicate. */
static bool begins_task(const tc_layout *l, uint32_t i)
{
    size_t next;
    return tc_unit_begins(l->r, i, false) &&
           tc_unit_name_end(l->r, i, l->t->len, &next) == TC_UNIT_END_VERB;
}

/* "4. Đề nghị", "2. Phối hợp với", "1. Trách nhiệm của": a name is to follow. */
static bool asks_for_name(const tc_layout *l, uint32_t first, uint32_t end)
{
    enum { CUE_TOKENS = 4 };
    size_t next;
    for (uint32_t i = end > first + CUE_TOKENS ? end - CUE_TOKENS : first; i < end; i++)
        if (tc_unit_cue_at(l->r, i, &next) >= 0 && next == end)
            return true;
    return false;
}

/* Would the first word below have had room on the line? Then the line was ended, not wrapped. */
static bool ended_early(const tc_layout *l, uint32_t first, const tc_row *row, const tc_row *below)
{
    bool article = tc_layout_is(l, row->first, TC_W_DIEU); /* its title has its own line */
    if (!article && begins_name(l, below->first) &&
        (!begins_task(l, below->first) || asks_for_name(l, first, row->next)))
        return false;
    if (tc_title_joins_on(l, row->next) || !has_word(l, first, row->next) ||
        inside_name(l, first, row->next))
        return false;
    size_t bytes = l->t->items[row->next - 1].end - l->t->items[row->first].start;
    const tc_token *word = &l->t->items[below->first];
    return l->width && (bytes + 1 + word->end - word->start) * 10 < l->width * 7;
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
    bool caps = tc_layout_caps(l, first, l->rows[line].next);
    if (caps && t->kind == TC_TOKEN_DIGITS && has_small_word(l, k))
        return 0; /* "I. MỤC TIÊU" over "100% khoa, phòng ..." */
    const tc_row *row = &l->rows[line];
    bool share = t->kind == TC_TOKEN_DIGITS && tc_layout_punct(l, l->rows[k].first + 1, '%');
    if (share && !tc_title_joins_on(l, row->next)) /* "1. Mục tiêu" over "100% chi bộ ..." */
        low = false;
    if (low || (!page && name_goes_on(l, first, row->next, &l->rows[k])))
        return k;
    if (l->r->spaced && !page && !ended_early(l, first, row, &l->rows[k]))
        return k;
    if (page)
        return 0;
    size_t bytes = l->t->items[row->next - 1].end - l->t->items[row->first].start;
    if (!caps && l->width && bytes * 10 >= l->width * 9) /* a full line goes on */
        return k;
    if (!caps && row->next == first + 1) /* "Điều 3. Sở / Khoa học ...": a syllable is no title */
        return k;
    if (caps && tc_layout_caps(l, l->rows[k].first, l->rows[k].next))
        return k;
    return emphasis_open(l, head, line) ? k : 0;
}

/* Tokens of the title: [m->title, result); *last is its last line. */
static uint32_t title_end(const tc_layout *l, size_t line, const tc_head_mark *m, uint32_t *first,
                          size_t *last)
{
    *first = m->title;
    *last = line;
    if (m->broken)
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
    bool annexed;  /* behind the signature: only articles and what stands in them */
    bool attached; /* ... but a plan that a decision issues is read as a plan is */
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

/* "2.2. Kiện toàn ..." where the last section of its depth is 2.1. */
static bool next_decimal(const nest *n, const tc_head_mark *m)
{
    size_t i = n->depth, at = m->mark.len;
    while (i > 0 && n->stack[i - 1].rank != m->rank)
        i--;
    while (at > 0 && m->mark.ptr[at - 1] != '.')
        at--;
    if (i == 0 || at == 0 || !(n->l->t->items[m->title].flags & TC_CAPITAL))
        return false;
    unsigned last = 0;
    for (size_t k = at; k < m->mark.len; k++)
        last = last * 10 + (unsigned)(m->mark.ptr[k] - '0');
    if (last < 2)
        return false;
    tc_span label = n->stack[i - 1].label;
    tc_span before =
        tc_span_str(tc_arena_printf(n->l->r->arena, "%.*s%u", (int)at, m->mark.ptr, last - 1));
    return tc_span_ends(label, before) &&
           (label.len == before.len || label.ptr[label.len - before.len - 1] == '.');
}

/* Merged texts: "1.2 Bảo hiểm y tế là" is paragraph 1 with footnote 2, "58. (được bãi bỏ)" is
 * paragraph 5 with footnote 8, when it is the turn of that number. */
static void drop_footnote(const nest *n, tc_head_mark *m)
{
    tc_arena *arena = n->l->r->arena;
    if (!tc_head_mark_merged(n->l) || (m->style != STYLE_DECIMAL && m->style != STYLE_ARABIC))
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

static bool plausible(const nest *n, size_t line, const tc_head_mark *m)
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
    if (n->annexed && !n->attached && m->style != STYLE_CHAPTER && m->style != STYLE_DIVISION &&
        m->style != STYLE_PART && (n->depth == 0 || n->article == 0))
        return false;
    if (m->style == STYLE_ARABIC && m->value == last_value(n, STYLE_ARABIC) + 1)
        return true;
    if (m->style == STYLE_DECIMAL && next_decimal(n, m))
        return true;
    /* "III. TỔ CHỨC THỰC HIỆN" below the last row of a table, which ends in no mark */
    bool part = m->style == STYLE_ROMAN || m->style == STYLE_UPPER;
    if (part && m->value == last_value(n, m->style) + 1 &&
        (l->t->items[m->title].flags & TC_ALL_CAPS))
        return true;
    return fresh_line(l, line);
}

/* "IV. TỔ CHỨC THỰC HIỆN" over "1) Văn phòng ...": who writes so has no "1." below it. */
static bool numbers_by_paren(const nest *n, const tc_head_mark *m)
{
    size_t i = n->depth;
    while (i > 0 && n->stack[i - 1].rank >= STYLE_PAREN)
        i--;
    return i > 0 && n->stack[i - 1].rank == STYLE_ROMAN &&
           m->value == (i < n->depth ? n->stack[i].value : 0) + 1 &&
           (n->l->t->items[m->title].flags & TC_CAPITAL);
}

/* The part that holds what begins now, NULL where articles go through all parts. */
static const tc_span *part_above(const nest *n)
{
    return n->depth && n->stack[0].rank == STYLE_PART && !n->article ? &n->stack[0].label : NULL;
}

/* Points are sections only inside numbered paragraphs: elsewhere they are lists. */
static bool wanted(const nest *n, const tc_head_mark *m)
{
    if (m->style != STYLE_LETTER && m->style != STYLE_PAREN)
        return true;
    if (n->depth == 0)
        return false;
    if (m->style == STYLE_PAREN && numbers_by_paren(n, m))
        return true;
    tc_span label = n->stack[n->depth - 1].label;
    if (part_above(n) && n->depth > 1)
        label = tc_span_sub(label, part_above(n)->len + 1, label.len);
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
static tc_span make_label(nest *n, const tc_head_mark *m)
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
    if (!base.len && m->style > STYLE_ARTICLE && part_above(n))
        base = *part_above(n);
    if (!base.len)
        return text;
    char *s = tc_arena_printf(n->l->r->arena, "%.*s.%.*s", (int)base.len, base.ptr, (int)text.len,
                              text.ptr);
    return tc_span_str(s);
}

static void remember(nest *n, const tc_head_mark *m, uint32_t section, tc_span label)
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

static size_t add_section(nest *n, size_t line, const tc_head_mark *m)
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

/* "KẾ HOẠCH", its title, "(Ban hành kèm theo Quyết định số ...)": the plan that a decision issues.
 */
static bool opens_attached(const tc_layout *l, size_t line)
{
    enum { TITLE_LINES = 12, NEAR_SIGNATURE = 40 }; /* further off stand forms */
    static const tc_span plans[] = {TC_SPAN_LIT("KH"), TC_SPAN_LIT("CTr"), TC_SPAN_LIT("ĐA"),
                                    TC_SPAN_LIT("PA")};
    const tc_row *row = &l->rows[line];
    if (row->first == row->next || line > l->sign_to + NEAR_SIGNATURE ||
        !tc_layout_caps(l, row->first, row->next))
        return false;
    tc_span code = tc_type_code(l->r->arena, tc_layout_text(l, row->first, row->next));
    bool plan = false;
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
        plan |= tc_span_eq(code, plans[i]);
    for (size_t k = line + 1; plan && k < l->line_count && k < line + TITLE_LINES; k++)
        if (tc_title_tells_origin(l, k))
            return true;
    return false;
}

static bool opens_annex(const tc_layout *l, size_t line)
{
    const tc_row *row = &l->rows[line];
    size_t next;
    if (row->first == row->next || tc_layout_cue(l, row->first, &next) != TC_CUE_ANNEX)
        return false;
    return tc_layout_caps(l, row->first, next) || row->next <= next + 1; /* "Phụ lục I" */
}

/* Annexes have a nesting of their own, and so has the plan among them. */
static void read_annex_line(nest *n, size_t line)
{
    const tc_layout *l = n->l;
    bool attached = opens_attached(l, line);
    if (line == l->sign_to || attached || (n->attached && opens_annex(l, line))) {
        size_t end = line == l->sign_to ? l->sign_from : line;
        close_sections(n, 0, l->t->lines[end].start);
        n->attached = attached;
        n->annexed = true;
        n->article = 0;
    }
}

void tc_section_read(tc_layout *l)
{
    nest n = {.l = l, .quoted = find_quotes(l)};
    for (size_t k = l->body_from; k < l->tail_from; k++) {
        tc_head_mark m;
        uint8_t class = l->r->line_class[k];
        if (k >= l->sign_to && k > l->sign_from)
            read_annex_line(&n, k);
        if (class == TC_LINE_SIGNATURE || class == TC_LINE_RECIPIENT)
            continue;
        size_t last = k;
        bool marked = class == TC_LINE_BODY && tc_head_mark_read(&m, l, k);
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
