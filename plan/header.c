/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head: organs, number, place and date, type, title. Two columns come flattened in any order,
 * cells in one line or in many; parts may be missing. Positions: HD 36-HD/VPTW (Party), NĐ
 * 30/2020/NĐ-CP Phụ lục I (State). */
#include "plan/layout.h"

enum {
    HEAD_SEARCH = 400, /* lines in which the emblem may stand below a site's own head */
    HEAD_LINES = 90,   /* lines from the head's start to the type */
    ORGAN_LINES = 25,  /* lines above the emblem that may hold organs and number */
    ORGAN_WORDS = 24,
    PLACE_TOKENS = 16,
    CERTIFICATE_LINES = 10,
    PAGE_LINES = 120,
    SUBJECT_LINES = 6,
    DISPLACED_LINES = 10
};

typedef struct {
    uint32_t first, next; /* tokens */
    size_t line;
} segment;
typedef TC_VEC(segment) segments;
typedef TC_VEC(tc_row) rows;

/* What the segments of a head add up to. */
typedef struct {
    tc_layout *l;
    segments all;
    rows organs;      /* pieces of organ names */
    size_t subject;   /* token of "V/v" */
    size_t last_line; /* the last line that belongs to the head */
    bool emblem, subject_seen, number_seen;
    tc_system system;
} head;

static bool caps_phrase(const tc_layout *l, size_t first, size_t next)
{
    return (l->t->items[first].flags & TC_ALL_CAPS) && (l->t->items[next - 1].flags & TC_ALL_CAPS);
}

static bool is_emblem(const tc_layout *l, size_t token, size_t *next, int *cue)
{
    *cue = tc_layout_cue(l, token, next);
    if (*cue != TC_CUE_EMBLEM_STATE && *cue != TC_CUE_EMBLEM_PARTY && *cue != TC_CUE_EMBLEM_MASS)
        return false;
    if (!caps_phrase(l, token, *next))
        return false;
    /* the Party's name also begins slogans: as an emblem it stands alone */
    return *cue != TC_CUE_EMBLEM_PARTY || *next >= l->t->len ||
           (l->t->items[*next].flags & TC_LINE_START) || l->t->items[*next].kind == TC_TOKEN_PUNCT;
}

static bool line_has_emblem(const tc_layout *l, size_t line)
{
    const tc_row *row = &l->rows[line];
    for (uint32_t i = row->first; i < row->next; i++) {
        size_t next;
        int cue;
        bool starts = i == row->first || l->t->items[i - 1].kind == TC_TOKEN_PUNCT;
        if (starts && is_emblem(l, i, &next, &cue))
            return true;
    }
    return false;
}

/* "Số: ", "Số 30", "Luật số: "; the token behind the mark, or 0. */
static size_t number_at(const tc_layout *l, const tc_row *row)
{
    for (uint32_t i = row->first; i < row->next && i < row->first + 4; i++) {
        if (!tc_layout_is(l, i, TC_W_SO))
            continue;
        bool colon = tc_layout_punct(l, i + 1, ':');
        bool draft = tc_layout_punct(l, i + 1, '/') || tc_layout_punct(l, i + 1, '-');
        bool digits = i + 1 < l->t->len && l->t->items[i + 1].kind == TC_TOKEN_DIGITS;
        if (colon || (i == row->first && (draft || digits)))
            return i + 1 + colon;
    }
    return 0;
}

static size_t words_in(const tc_layout *l, size_t first, size_t next)
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
    return number_at(l, row) || (tc_layout_caps(l, row->first, row->next) &&
                                 words_in(l, row->first, row->next) <= ORGAN_WORDS);
}

/* --- type ------------------------------------------------------------------------------- */

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
    if (code.len || words_in(l, row->first, row->next) > 2 || line + 1 >= l->line_count ||
        tc_row_empty(l, line + 1) || !tc_layout_caps(l, row[1].first, row[1].next) ||
        words_in(l, row[1].first, row[1].next) > 2)
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
        number_at(l, row))
        return TC_SPAN("");
    if (!prefix)
        return whole_line_type(l, line, rest);
    for (uint32_t next = row->first + 5; next > row->first; next--) {
        if (next > row->next || !tc_layout_caps(l, row->first, next))
            continue;
        tc_span code = tc_type_code(l->r->arena, tc_layout_text(l, row->first, next));
        if (code.len && words_in(l, row->first, next) >= 1 &&
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

static bool is_subject(const tc_layout *l, size_t first)
{
    return tc_layout_is(l, first, TC_W_V) && tc_layout_punct(l, first + 1, '/') &&
           tc_layout_is(l, first + 2, TC_W_V);
}

/* The line "V/v ..." of which this one is the end, or 0. */
static size_t subject_above(const tc_layout *l, size_t line)
{
    for (size_t k = line; k > 0 && line - k < SUBJECT_LINES && !tc_row_empty(l, k); k--)
        if (is_subject(l, l->rows[k].first))
            return k;
    return 0;
}

static void find_head(tc_layout *l)
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
static size_t find_type(tc_layout *l, bool prefix, size_t *end, size_t *rest)
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
        size_t next, first = l->rows[k].first;
        int cue = tc_layout_cue(l, first, &next);
        l->addressed = cue == TC_CUE_ADDRESS;
        if (l->addressed || (cue == TC_CUE_BASIS && !caps_phrase(l, first, next)))
            break;
    }
    *end = k;
    return l->line_count;
}

/* --- segments --------------------------------------------------------------------------- */

/* Cells that share a line are parted by "|", rules, tabs or wide gaps. */
static bool parts_cells(const tc_layout *l, size_t i)
{
    if (tc_layout_punct(l, i, '|') || tc_layout_punct(l, i, '_'))
        return true;
    if (tc_layout_punct(l, i, '-') && tc_layout_punct(l, i + 1, '-'))
        return true;
    return i > 0 && tc_layout_punct(l, i, '-') && tc_layout_punct(l, i - 1, '-');
}

static bool gap_before(const tc_layout *l, size_t i)
{
    size_t from = l->t->items[i - 1].end, to = l->t->items[i].start;
    if (to - from >= 6)
        return true;
    return to > from && memchr(l->t->text->norm.ptr + from, '\t', to - from);
}

static void add_segments(head *h, size_t line)
{
    tc_layout *l = h->l;
    const tc_row *row = &l->rows[line];
    uint32_t from = row->first;
    for (uint32_t i = row->first; i <= row->next; i++) {
        bool mark = i == row->next || parts_cells(l, i);
        if (!mark && (i == from || !gap_before(l, i)))
            continue;
        if (i > from)
            tc_vec_push(l->r->arena, &h->all, ((segment){from, i, line}));
        from = mark ? i + 1 : i;
    }
}

/* --- place and date --------------------------------------------------------------------- */

static size_t skip_marks(const tc_layout *l, size_t i)
{
    while (i < l->t->len && l->t->items[i].kind == TC_TOKEN_PUNCT && l->t->items[i].word != ',')
        i++;
    return i;
}

static uint32_t digits_at(const tc_layout *l, size_t *i)
{
    *i = skip_marks(l, *i);
    if (*i >= l->t->len || l->t->items[*i].kind != TC_TOKEN_DIGITS)
        return 0;
    return tc_token_word(l->t, (*i)++)->value;
}

/* Behind the month: "năm", which emphasis may have cut ("n**ă**m"), and the year. */
static bool read_year(const tc_layout *l, size_t *i, uint32_t *year)
{
    enum { NEAR = 9 };
    for (size_t k = *i; k < l->t->len && k < *i + NEAR; k++) {
        if (l->t->items[k].kind == TC_TOKEN_DIGITS) {
            *year = tc_token_word(l->t, k)->value;
            *i = k + 1;
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
static bool read_date(const tc_layout *l, size_t i, tc_date *out, size_t *next)
{
    if (tc_date_read(l->t, i, false, out, next) && out->year)
        return true;
    uint32_t day, month, year;
    i += tc_layout_is(l, i, TC_W_NGAY);
    day = digits_at(l, &i);
    i = skip_marks(l, i);
    if (!tc_layout_is(l, i, TC_W_THANG))
        return false;
    i++;
    month = digits_at(l, &i);
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

/* A place of one syllable is the end of one that began on the line before. */
static uint32_t place_start(const tc_layout *l, const segment *s, size_t day)
{
    if (words_in(l, s->first, day) > 1 || s->line == 0 || tc_row_empty(l, s->line - 1) ||
        s->first != l->rows[s->line].first || l->r->line_class[s->line - 1] == TC_LINE_FURNITURE)
        return s->first;
    const tc_row *row = &l->rows[s->line - 1];
    size_t next;
    if (tc_layout_caps(l, row->first, row->next) || number_at(l, row) ||
        words_in(l, row->first, row->next) > 5 || tc_layout_cue(l, row->first, &next) >= 0)
        return s->first;
    return row->first;
}

static bool take_date(head *h, const segment *s)
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
        if (!read_date(l, i, &date, &next))
            continue;
        uint32_t from = place_start(l, s, i), to = from;
        while (to < i && !tc_layout_punct(l, to, ','))
            to++;
        plan->date = date;
        plan->date_span = tc_reading_range(l->r, i, next);
        plan->place = tc_layout_title(l, from, to);
        return true;
    }
    return false;
}

/* --- number ----------------------------------------------------------------------------- */

static void use_number(tc_plan *plan, const tc_number *n)
{
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

static bool take_number(head *h, const segment *s)
{
    tc_layout *l = h->l;
    tc_row row = {s->first, s->next};
    size_t at = number_at(l, &row);
    if (!at || h->number_seen)
        return at != 0;
    h->number_seen = true;
    const tc_number *n = tc_layout_number(l, at);
    if (n)
        use_number(l->r->plan, n);
    else
        use_raw_number(l, at, s->next);
    return true;
}

/* --- organs ----------------------------------------------------------------------------- */

static bool take_organ(head *h, const segment *s)
{
    tc_layout *l = h->l;
    size_t next = s->first;
    const tc_name *name = tc_name_at(l->r, l->w->names, s->first, &next);
    size_t words = words_in(l, s->first, s->next);
    if (words == 0 || words > ORGAN_WORDS || l->t->items[s->first].kind == TC_TOKEN_PUNCT)
        return false; /* "/KH-UBND" is what a draft's number leaves */
    const tc_range *number = &l->r->plan->number_span;
    if (number->end && l->t->items[s->first].start >= number->start &&
        l->t->items[s->first].start < number->end)
        return false; /* the rest of a number broken over a line end */
    bool caps = tc_layout_caps(l, s->first, s->next);
    bool plain = name && name->kind == TC_NAME_ORGAN && words <= 10 && !l->r->plan->date.year &&
                 (l->t->items[s->first].flags & TC_CAPITAL) && h->organs.len == 0;
    if (!caps && !plain)
        return false;
    tc_vec_push(l->r->arena, &h->organs, ((tc_row){s->first, s->next}));
    return true;
}

typedef struct {
    tc_row *parts;
    size_t count;
    const tc_name *name; /* of its first words */
    tc_span text;
    uint32_t first, next; /* tokens of the parts, other cells may lie between */
} organ;

static bool opens_organ(const tc_layout *l, const tc_row *piece, const tc_name **name)
{
    size_t next;
    *name = tc_name_at(l->r, l->w->names, piece->first, &next);
    return *name && ((*name)->kind == TC_NAME_ORGAN || (*name)->kind == TC_NAME_BODY ||
                     (*name)->kind == TC_NAME_PERSON);
}

/* Does the piece ask for more: "BỘ KHOA HỌC VÀ", "BỘ VĂN HÓA,", "ỦY BAN"? */
static bool unfinished(const tc_layout *l, const tc_row *piece, const tc_name *name)
{
    size_t last = piece->next - 1, next = piece->first;
    if (tc_layout_is(l, last, TC_W_VA) || tc_layout_is(l, last, TC_W_CUA) ||
        tc_layout_punct(l, last, ',') || tc_layout_punct(l, last, '-'))
        return true;
    return name && name->mode == TC_NAME_FIELD &&
           tc_name_at(l->r, l->w->names, piece->first, &next) && next == piece->next;
}

/* Does a name begin in the piece above and end in this one: "ỦY / BAN NHÂN DÂN"? */
static bool inside_name(const tc_layout *l, const tc_row *above, const tc_row *piece)
{
    for (uint32_t i = above->first; i < above->next; i++) {
        size_t next;
        if (tc_name_at(l->r, l->w->names, i, &next) && next > piece->first)
            return true;
    }
    return false;
}

static bool adjacent(const tc_layout *l, const tc_row *above, const tc_row *piece)
{
    for (uint32_t i = above->next; i < piece->first; i++)
        if (!tc_layout_decoration(l, i) || tc_layout_punct(l, i, '|'))
            return false;
    return above->next <= piece->first;
}

/* Lines of one organ are one part again, so that names broken over them are found. */
static void add_piece(const tc_layout *l, organ *o, const tc_row *piece)
{
    tc_row *last = o->count ? &o->parts[o->count - 1] : NULL;
    if (last && adjacent(l, last, piece))
        last->next = piece->next;
    else
        o->parts[o->count++] = *piece;
    o->next = piece->next;
}

static size_t make_organs(head *h, organ *out)
{
    tc_layout *l = h->l;
    size_t count = 0;
    bool open = false;
    for (size_t i = 0; i < h->organs.len; i++) {
        tc_row *piece = &h->organs.items[i];
        const tc_name *name;
        bool opens = opens_organ(l, piece, &name);
        if (i > 0 && inside_name(l, piece - 1, piece))
            opens = false;
        if (count == 0 || (opens && !open)) {
            out[count++] = (organ){.name = name, .first = piece->first};
            out[count - 1].parts = tc_arena_array(l->r->arena, h->organs.len - i, sizeof(tc_row));
        }
        add_piece(l, &out[count - 1], piece);
        open = unfinished(l, piece, name);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) { /* the gazette prints organs twice */
        bool seen = false;
        out[i].text = tc_organ_name(l, out[i].parts, out[i].count);
        opens_organ(l, out[i].parts, &out[i].name);
        for (size_t k = 0; k < kept; k++)
            seen |= tc_span_eq(out[k].text, out[i].text);
        if (!seen && out[i].text.len)
            out[kept++] = out[i];
    }
    return kept;
}

static tc_span join(tc_arena *arena, tc_span a, tc_span b)
{
    char *s = tc_arena_printf(arena, "%.*s %.*s", (int)a.len, a.ptr, (int)b.len, b.ptr);
    return tc_span_str(s);
}

/* "tỉnh Lai Châu" of "Ủy ban nhân dân tỉnh Lai Châu"; empty when there is none. */
static tc_span area_of(const tc_layout *l, const organ *o)
{
    for (size_t p = 0; p < o->count; p++)
        for (uint32_t i = o->parts[p].first; i < o->parts[p].next; i++) {
            size_t next;
            const tc_name *name = tc_name_at(l->r, l->w->names, i, &next);
            if (name && name->kind == TC_NAME_AREA && next < o->parts[p].next) {
                tc_row part = {i, o->parts[p].next};
                tc_span area = tc_organ_name(l, &part, 1);
                return join(l->r->arena, tc_text_lower(l->r->arena, tc_span_str(name->text)),
                            tc_span_trim(tc_span_sub(area, strlen(name->text), area.len)));
            }
            if (name)
                i = (uint32_t)next - 1;
        }
    return TC_SPAN("");
}

static bool is_committee(const organ *o)
{
    return o->name && o->name->mode == TC_NAME_PLACE && o->name->kind == TC_NAME_ORGAN;
}

/* A body is its owner's ("Ban Thường trực" of the Front below it); a bare agency takes the name
 * of its committee or the area of its authority. */
static void name_issuer(head *h, organ *o, size_t count)
{
    tc_layout *l = h->l;
    tc_plan *plan = l->r->plan;
    organ *last = &o[count - 1], *above = count > 1 ? &o[count - 2] : NULL;
    tc_span issuer = last->text;
    plan->issuer_parent = above ? above->text : TC_SPAN("");
    if (above && above->name && above->name->kind == TC_NAME_BODY && count == 2) {
        issuer = join(l->r->arena, above->text, last->text); /* BAN CHẤP HÀNH / ĐẢNG BỘ ... */
        plan->issuer_parent = last->text;
    } else if (above && last->name && last->name->kind == TC_NAME_BODY) {
        issuer = join(l->r->arena, last->text, above->text);
    } else if (above && last->name && last->name->kind == TC_NAME_ORGAN && !area_of(l, last).len) {
        tc_span area = area_of(l, above);
        if (is_committee(above) && !is_committee(last))
            issuer = join(l->r->arena, last->text, above->text);
        else if (area.len && last->name->mode == TC_NAME_FIELD)
            issuer = join(l->r->arena, last->text, area);
    }
    plan->issuer = issuer;
    plan->issuer_span = tc_reading_range(l->r, last->first, last->next);
}

static void name_organs(head *h)
{
    if (!h->organs.len)
        return;
    organ *list = tc_arena_array(h->l->r->arena, h->organs.len, sizeof *list);
    size_t count = make_organs(h, list);
    if (count)
        name_issuer(h, list, count);
}

/* --- the head as a whole ---------------------------------------------------------------- */

static bool take_subject(head *h, const segment *s)
{
    const tc_layout *l = h->l;
    bool mark = is_subject(l, s->first);
    bool about = h->number_seen && tc_layout_is(l, s->first, TC_W_VE); /* "Về việc ..." */
    if (!mark && !about)
        return false;
    if (!h->subject_seen) {
        h->subject = s->first;
        h->subject_seen = true;
    }
    return true;
}

static void read_segment(head *h, const segment *s, size_t *skip)
{
    size_t next;
    int cue;
    if (s->first < *skip)
        return;
    if (is_emblem(h->l, s->first, &next, &cue)) {
        h->emblem = true;
        if (h->system == TC_SYSTEM_UNKNOWN)
            h->system = cue == TC_CUE_EMBLEM_PARTY  ? TC_SYSTEM_PARTY
                        : cue == TC_CUE_EMBLEM_MASS ? TC_SYSTEM_MASS
                                                    : TC_SYSTEM_STATE;
        *skip = next;
        return;
    }
    cue = tc_layout_cue(h->l, s->first, &next);
    if (cue == TC_CUE_MERGED)
        h->l->merged = true;
    if (cue == TC_CUE_MOTTO || cue == TC_CUE_GAZETTE || cue == TC_CUE_MERGED ||
        cue == TC_CUE_MARKING)
        return;
    if (take_subject(h, s) || take_number(h, s))
        return;
    if (!h->l->r->plan->date.year && take_date(h, s))
        return;
    if (!h->subject_seen) /* the subject of a letter stands below all organs */
        take_organ(h, s);
}

static void read_segments(head *h, size_t from, size_t end)
{
    tc_layout *l = h->l;
    size_t skip = 0;
    for (size_t k = from; k < end; k++)
        if (!tc_row_empty(l, k) && l->r->line_class[k] != TC_LINE_FURNITURE)
            add_segments(h, k);
    for (size_t i = 0; i < h->all.len; i++)
        read_segment(h, &h->all.items[i], &skip);
    h->last_line = h->all.len ? h->all.items[h->all.len - 1].line : l->head_from;
    name_organs(h);
}

/* The subject of a letter: "V/v ..." down to the end of its cell. */
static void read_subject(head *h, size_t end)
{
    tc_layout *l = h->l;
    size_t line = tc_reading_line(l->r, h->subject), next = l->rows[line].next;
    for (size_t k = line + 1; k < end && !tc_row_empty(l, k); k++) {
        const tc_row *row = &l->rows[k];
        segment s = {row->first, row->next, k};
        size_t behind;
        if (l->r->line_class[k] == TC_LINE_FURNITURE || number_at(l, row) ||
            tc_layout_cue(l, row->first, &behind) >= 0 || tc_layout_is(l, s.first, TC_W_NGAY) ||
            l->r->plan->date_span.start == l->t->items[row->first].start)
            break;
        bool date = false;
        for (uint32_t i = row->first; i < row->next; i++)
            date |= l->t->items[i].start == l->r->plan->date_span.start;
        if (date && l->r->plan->date_span.end)
            break;
        next = row->next;
    }
    l->r->plan->title = tc_layout_title(l, h->subject, next);
    l->r->plan->title_span = tc_reading_range(l->r, h->subject, next);
}

/* Is the number, at the line, one of this type? */
static bool number_of_type(const tc_layout *l, size_t line, tc_span type)
{
    size_t at = tc_row_empty(l, line) ? 0 : number_at(l, &l->rows[line]);
    const tc_number *n = at ? tc_layout_number(l, at) : NULL;
    return n && tc_span_eq(n->type, type);
}

/* Some pages come with their head behind their text, as a block of its own: an emblem, and near it
 * a number of the document's type. Its lines, or false. */
static bool find_displaced(const tc_layout *l, tc_span type, size_t *from, size_t *to)
{
    for (size_t e = l->type_from; e < l->line_count && e < l->type_from + PAGE_LINES; e++) {
        bool number = false;
        if (!line_has_emblem(l, e))
            continue;
        *from = e > DISPLACED_LINES ? e - DISPLACED_LINES : 0;
        while (*from < e && !tc_row_empty(l, *from) && !above_emblem(l, *from))
            ++*from;
        *to = e + DISPLACED_LINES < l->line_count ? e + DISPLACED_LINES : l->line_count;
        for (size_t k = *from; k < *to; k++)
            number |= number_of_type(l, k, type);
        return number;
    }
    return false;
}

/* The Party numbers a quy định as QĐ: the code is the number's, the label the head's. */
static void use_number_type(tc_plan *plan, const tc_span *number_type)
{
    if (tc_span_eq(*number_type, TC_SPAN("VBHN")))
        plan->doc_type = *number_type;
    plan->doc_type_label = tc_type_label(plan->doc_type, plan->system);
    if (tc_span_eq(plan->doc_type, TC_SPAN("QyĐ")) && tc_span_starts(*number_type, TC_SPAN("QĐ")))
        plan->doc_type = *number_type;
}

void tc_header_read(tc_layout *l)
{
    head h = {.l = l};
    size_t end = 0, rest = 0;
    find_head(l);
    size_t type = find_type(l, false, &end, &rest);
    if (type == l->line_count)
        type = find_type(l, true, &end, &rest);
    tc_span code = l->r->plan->doc_type, number_type;
    l->r->plan->doc_type = TC_SPAN("");
    size_t from = l->head_from, to = end;
    bool displaced = type < l->line_count && !l->emblem && find_displaced(l, code, &from, &to);
    read_segments(&h, from, to);
    number_type = l->r->plan->doc_type;
    l->body_from = end;
    if (type < l->line_count) {
        l->body_from = tc_title_read(l, rest, type);
    } else if (h.subject_seen) {
        l->r->plan->doc_type = TC_SPAN("CV");
        read_subject(&h, end);
    } else if (h.emblem && l->addressed) {
        l->r->plan->doc_type = TC_SPAN("CV");
    } else if (h.emblem && l->r->plan->number.len) {
        l->body_from = tc_title_read(l, l->rows[h.last_line].next, h.last_line);
    }
    if (code.len)
        l->r->plan->doc_type = code;
    use_number_type(l->r->plan, &number_type);
    if (l->r->plan->system == TC_SYSTEM_UNKNOWN)
        l->r->plan->system = h.system;
    if (l->body_from > l->head_from)
        tc_layout_class(l, l->head_from, l->body_from, TC_LINE_HEADER);
    if (displaced)
        tc_layout_class(l, from, to, TC_LINE_HEADER);
}

/* --- what the end tells ------------------------------------------------------------------ */

/* A merged text (văn bản hợp nhất) has its number, date and issuer where it is certified: "BỘ TÀI
 * CHÍNH / Số: 16/VBHN-BTC / XÁC THỰC VĂN BẢN HỢP NHẤT / Hà Nội, ngày ...". */
static void read_certificate(tc_layout *l, size_t line)
{
    tc_plan *plan = l->r->plan;
    head h = {.l = l};
    size_t from = line > CERTIFICATE_LINES ? line - CERTIFICATE_LINES : 0, top = line;
    for (size_t k = from; k < line + CERTIFICATE_LINES && k < l->line_count; k++) {
        const tc_row *row = &l->rows[k];
        segment s = {row->first, row->next, k};
        if (tc_row_empty(l, k))
            continue;
        if (!h.number_seen && tc_layout_is(l, row->first, TC_W_SO) && take_number(&h, &s))
            top = k < line ? k : line;
        else if ((k > line || h.number_seen) && !plan->date.year)
            take_date(&h, &s);
    }
    size_t first = top; /* the organ: the lines in capitals above */
    while (first > from && (tc_row_empty(l, first - 1) ||
                            tc_layout_caps(l, l->rows[first - 1].first, l->rows[first - 1].next)))
        first--;
    for (size_t k = first; k < top; k++)
        if (!tc_row_empty(l, k))
            tc_vec_push(l->r->arena, &h.organs, l->rows[k]);
    if (!plan->issuer.len)
        name_organs(&h);
}

static void read_merged(tc_layout *l)
{
    tc_plan *plan = l->r->plan;
    for (size_t k = l->body_from; k < l->line_count; k++) {
        size_t next;
        if (tc_row_empty(l, k) || tc_layout_cue(l, l->rows[k].first, &next) != TC_CUE_CERTIFIED ||
            !caps_phrase(l, l->rows[k].first, next))
            continue;
        if (tc_span_find(plan->number_key, TC_SPAN("VBHN")) == SIZE_MAX) {
            plan->number = plan->number_key = TC_SPAN("");
            read_certificate(l, k);
        }
        plan->doc_type = TC_SPAN("VBHN");
        return;
    }
}

/* "... khóa XV, kỳ họp thứ 8 thông qua ngày 27 tháng 11 năm 2024": the date of what the National
 * Assembly adopts stands in the last sentence. */
static void read_adoption(tc_layout *l)
{
    size_t end = l->sign_from < l->tail_from ? l->sign_from : l->tail_from;
    size_t from = end > 40 ? end - 40 : 0;
    for (size_t k = end; k > from; k--) {
        const tc_row *row = &l->rows[k - 1];
        for (uint32_t i = row->first; i + 2 < row->next; i++) {
            size_t next;
            tc_date date;
            if (tc_layout_cue(l, i, &next) != TC_CUE_ADOPTED ||
                !read_date(l, next - 1, &date, &next))
                continue;
            l->r->plan->date = date;
            l->r->plan->date_span = tc_reading_range(l->r, i, next);
            return;
        }
    }
}

void tc_header_complete(tc_layout *l)
{
    tc_plan *plan = l->r->plan;
    read_merged(l);
    if (!plan->date.year)
        read_adoption(l);
    if (!plan->issuer.len)
        tc_issuer_from_prose(l);
    if (!plan->doc_type_label.len || l->merged)
        plan->doc_type_label = tc_type_label(plan->doc_type, plan->system);
}
