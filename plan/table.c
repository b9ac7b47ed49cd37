/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of tasks: "TT | Nội dung | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian". Who stands in
 * the column of those in charge is given the row's task, who stands in the one beside it works with
 * them. Cells are parted by "|" or a tab within a line, or by lines of "|" alone, as pages are
 * saved: there an empty cell ends the row, and is one too. */
#include "plan/unit.h"

enum {
    COLUMNS = 16,
    LEAST_COLUMNS = 3,
    CAPTION_TOKENS = 12, /* of a column */
    NUMBER_TOKENS = 6    /* "II.1.2" */
};

typedef enum { NONE, LEADS, HELPS, DOES, PARENT, PROCEDURE } column;

/* In the caption of a column. */
static const tc_phrase column_phrases[] = {
    {"chủ trì", LEADS},
    {"phụ trách", LEADS},
    {"đầu mối", LEADS},
    {"chịu trách nhiệm", LEADS},
    {"phối hợp", HELPS},
    {"cơ quan thực hiện", DOES},
    {"đơn vị thực hiện", DOES},
    {"bộ phận thực hiện", DOES},
    {"người thực hiện", DOES},
    {"phân công", PARENT},
    {"phân công thực hiện", PARENT},
    {"trách nhiệm thực hiện", PARENT},
    {"tổ chức thực hiện", PARENT},
    {"thủ tục", PROCEDURE}, /* a list of procedures says who is competent */
    {"tthc", PROCEDURE},
    {"lệ phí", PROCEDURE},
    {"căn cứ pháp lý", PROCEDURE},
};

tc_status tc_table_words_new(tc_phrases **out, tc_lexicon *lexicon, tc_error *err)
{
    return tc_phrases_new(out, lexicon, column_phrases,
                          sizeof column_phrases / sizeof *column_phrases, err);
}

typedef struct {
    size_t first, next; /* tokens, marks of emphasis at the ends left out */
} cell;

typedef struct {
    tc_reading *r;
    const tc_tokens *t;
    TC_VEC(cell) cells; /* of the line, or of the whole table where lines do not part its rows */
    column columns[COLUMNS];
    size_t count;  /* columns; 0: no table of tasks is being read */
    bool numbered; /* the first column has the row's number */
} table;

static bool punct(const table *b, size_t i, uint32_t cp)
{
    return tc_token_is_sign(b->t, i, cp);
}

static void add_cell(table *b, size_t first, size_t next)
{
    while (first < next && tc_unit_decoration(b->t, first))
        first++;
    while (next > first && tc_unit_decoration(b->t, next - 1))
        next--;
    tc_vec_push(b->r->arena, &b->cells, ((cell){first, next}));
}

static bool is_empty(const cell *c)
{
    return c->first == c->next;
}

/* --- captions --------------------------------------------------------------------------- */

static column caption(const table *b, const cell *c)
{
    column found = NONE;
    bool leads = false, helps = false;
    if (c->next > c->first + CAPTION_TOKENS)
        return NONE;
    for (size_t i = c->first, next; i < c->next; i++) {
        int value = tc_phrase_at(b->r, b->r->reader->unit->columns, i, &next);
        if (value < 0 || next > c->next)
            continue;
        leads |= value == LEADS;
        helps |= value == HELPS;
        found = found == NONE ? (column)value : found;
        i = next - 1;
    }
    if (leads && helps) /* "Đơn vị chủ trì, phối hợp": which is which, only the cells know */
        return NONE;
    return leads ? LEADS : found;
}

static bool counts_rows(const table *b, const cell *c)
{
    return c->next == c->first + 1 &&
           (tc_unit_word(b->r, c->first, "tt") || tc_unit_word(b->r, c->first, "stt"));
}

/* The columns that the captions announce; false where they are no table of tasks. */
static bool read_captions(table *b, const cell *cells, size_t count)
{
    bool leads = false, does = false, procedures = false;
    column columns[COLUMNS];
    if (count < LEAST_COLUMNS || count > COLUMNS)
        return false;
    for (size_t i = 0; i < count; i++) {
        bool figures = !is_empty(&cells[i]) && b->t->items[cells[i].first].kind == TC_TOKEN_DIGITS;
        if (cells[i].next > cells[i].first + 2 * CAPTION_TOKENS || figures)
            return false; /* "Chủ trì cuộc họp | 200.000": a row of fees */
        columns[i] = caption(b, &cells[i]);
        leads |= columns[i] == LEADS;
        does |= columns[i] == DOES || columns[i] == PARENT;
        procedures |= columns[i] == PROCEDURE;
    }
    if (procedures || (!leads && !does) || columns[0] == LEADS)
        return false;
    for (size_t i = 0; i < count; i++)
        b->columns[i] = columns[i] == DOES && !leads ? LEADS : columns[i];
    b->numbered = counts_rows(b, &cells[0]);
    b->count = count;
    return true;
}

/* "Phân công thực hiện" over "Chủ trì | Phối hợp": the second line of the captions stands for the
 * column above it. */
static bool read_second_line(table *b, const cell *cells, size_t count)
{
    size_t parent = 0;
    while (parent < b->count && b->columns[parent] != PARENT && b->columns[parent] != DOES)
        parent++;
    if (parent == b->count || count > 3 || b->count + count - 1 > COLUMNS)
        return false;
    column under[3];
    for (size_t i = 0; i < count; i++)
        if ((under[i] = caption(b, &cells[i])) != LEADS && under[i] != HELPS)
            return false;
    memmove(&b->columns[parent + count], &b->columns[parent + 1],
            (b->count - parent - 1) * sizeof *b->columns);
    memcpy(&b->columns[parent], under, count * sizeof *under);
    b->count += count - 1;
    return true;
}

/* --- rows ------------------------------------------------------------------------------- */

/* "1", "II.2", "a)" */
static bool is_number(const table *b, const cell *c)
{
    size_t i = c->first;
    if (is_empty(c) || c->next > c->first + NUMBER_TOKENS)
        return false;
    for (; i < c->next; i++) {
        const tc_word *w = tc_token_word(b->t, i);
        if (w && !w->digits && !w->roman && w->letters > 1)
            return false;
    }
    return true;
}

/* The unit of a cell that begins at token i, behind a bullet, a number and "các"; or limit. */
static size_t unit_at(const table *b, size_t i, size_t limit)
{
    size_t next;
    while (i < limit && (b->t->items[i].kind == TC_TOKEN_PUNCT ||
                         (b->t->items[i].kind == TC_TOKEN_DIGITS && punct(b, i + 1, '.'))))
        i++;
    while (i < limit && tc_unit_cue_at(b->r, i, &next) == TC_UNIT_CUE_LIST)
        i = next;
    return i < limit && tc_unit_begins(b->r, i, true) ? i : limit;
}

/* "Văn phòng | Ủy ban ...", "Công an | thành phố": the line below says whose it is. */
static bool wants_owner(const table *b, size_t from, size_t i)
{
    enum { BARE_WORDS = 2 };
    size_t unit = unit_at(b, from, i), next;
    return tc_name_at(b->r, b->r->reader->unit->names, unit, &next) && next == i &&
           i <= unit + BARE_WORDS;
}

/* Does a new item of the cell, of which one began at token from, begin at token i: behind ";", at a
 * line that opens with a bullet, or with a unit where the line above does not ask for more? */
static bool opens_item(const table *b, size_t from, size_t i, size_t limit)
{
    const tc_token *t = &b->t->items[i];
    if (punct(b, i - 1, ';'))
        return true;
    if (!(t->flags & TC_LINE_START) || punct(b, i - 1, ','))
        return false;
    if (tc_unit_bullet(b->t, i))
        return true;
    size_t unit = unit_at(b, i, limit), next;
    const tc_name *name = tc_name_at(b->r, b->r->reader->unit->names, i, &next);
    return (t->flags & TC_CAPITAL) && unit < limit && !(name && name->kind == TC_NAME_AREA) &&
           b->t->items[i - 1].kind == TC_TOKEN_WORD &&
           tc_unit_cue_at(b->r, i - 1, &next) != TC_UNIT_CUE_LINK && !wants_owner(b, from, i);
}

static void read_cell(table *b, const cell *c, tc_unit_role role)
{
    for (size_t i = c->first; i < c->next;) {
        size_t end = i + 1;
        while (end < c->next && !opens_item(b, i, end, c->next))
            end++;
        size_t unit = unit_at(b, i, end);
        if (unit < end)
            tc_unit_add_list(b->r, role, unit, end, tc_reading_section(b->r, unit));
        i = end;
    }
}

static void mark_row(const table *b, const cell *cells, size_t count)
{
    size_t first = cells->first, next = cells[count - 1].next;
    if (first >= next) /* nothing but empty cells */
        return;
    size_t last = tc_reading_line(b->r, next - 1);
    for (size_t k = tc_reading_line(b->r, first); k <= last; k++)
        if (b->r->line_class[k] == TC_LINE_BODY)
            b->r->line_class[k] = TC_LINE_TABLE;
}

/* Where cells go over several rows they stand in the first of these only: in a shorter row it is
 * not known which are left out, but by who stands where. */
static void read_row(table *b, const cell *cells, size_t count)
{
    /* the number's caption stands above, in a row that several tables share */
    if (count > b->count && !b->numbered && is_number(b, cells)) {
        cells++;
        count--;
    }
    if (count > b->count)
        count = b->count;
    if (count == 0)
        return;
    mark_row(b, cells, count);
    bool whole = count == b->count;
    for (size_t i = 0; i < count && !whole; i++)
        if (b->columns[i] == HELPS)
            whole = unit_at(b, cells[i].first, cells[i].next) < cells[i].next;
    for (size_t i = 0; i < count && whole; i++)
        if (b->columns[i] == LEADS || b->columns[i] == HELPS)
            read_cell(b, &cells[i],
                      b->columns[i] == LEADS ? TC_UNIT_ASSIGNED : TC_UNIT_COORDINATING);
}

/* --- a line a row ------------------------------------------------------------------------ */

/* Tabs before token i on its line. */
static size_t tabs_before(const table *b, const tc_line *line, size_t i)
{
    size_t from = i == line->first ? line->start : b->t->items[i - 1].end, tabs = 0;
    for (; from < b->t->items[i].start; from++)
        tabs += b->t->text->norm.ptr[from] == '\t';
    return tabs;
}

/* The cells of the line: more than one, or none. */
static size_t split_line(table *b, size_t k)
{
    const tc_line *line = &b->t->lines[k];
    size_t from = line->first, end = line->first + line->count;
    b->cells.len = 0;
    bool piped = line->count && punct(b, from, '|');
    if (line->count < 2 ||
        (!piped && !memchr(b->t->text->norm.ptr + line->start, '\t', line->end - line->start)))
        return 0;
    for (size_t i = from + piped; i < end; i++) {
        if (piped ? punct(b, i, '|') : tabs_before(b, line, i) > 0) {
            add_cell(b, from, i);
            from = i;
            for (size_t n = piped ? 1 : tabs_before(b, line, i); n > 1; n--)
                add_cell(b, i, i);
        }
    }
    if (!piped || !punct(b, end - 1, '|'))
        add_cell(b, from, end);
    return b->cells.len > 1 ? b->cells.len : 0;
}

/* "|---|---|" below the captions */
static bool is_rule(const table *b)
{
    for (size_t n = 0; n < b->cells.len; n++)
        for (size_t i = b->cells.items[n].first; i < b->cells.items[n].next; i++)
            if (!punct(b, i, '-') && !punct(b, i, ':'))
                return false;
    return true;
}

/* The line behind the table of which line k has the captions, or k. */
static size_t read_lines(table *b, size_t k)
{
    size_t count = split_line(b, k);
    if (!count || !read_captions(b, b->cells.items, count))
        return k;
    for (k++; k < b->t->line_count; k++) {
        count = split_line(b, k);
        if (!count)
            break;
        if (is_rule(b) || read_second_line(b, b->cells.items, count) ||
            read_captions(b, b->cells.items, count))
            continue;
        read_row(b, b->cells.items, count);
    }
    return k;
}

/* --- a line a mark ----------------------------------------------------------------------- */

static bool is_mark(const table *b, size_t k)
{
    return b->t->lines[k].count == 1 && punct(b, b->t->lines[k].first, '|');
}

/* The cells from the mark on line k on, up to a blank line; the line behind the last mark. */
static size_t split_marks(table *b, size_t k)
{
    size_t last = k + 1;
    b->cells.len = 0;
    for (size_t from = b->t->lines[k++].first; k < b->t->line_count && b->t->lines[k].count; k++)
        if (is_mark(b, k)) {
            add_cell(b, from, b->t->lines[k].first);
            from = b->t->lines[k].first;
            last = k + 1;
        }
    return last;
}

/* Of captions, no more cells than a table may have columns are looked at. */
static size_t row_end(const table *b, size_t n)
{
    size_t from = n, end = b->cells.len;
    if (!b->count && end - n > COLUMNS + 1)
        end = n + COLUMNS + 1;
    for (; n < end; n++) {
        bool ends = is_empty(&b->cells.items[n]);
        if (ends && b->count && b->numbered)
            ends = n + 1 == b->cells.len || is_number(b, &b->cells.items[n + 1]);
        else if (ends && b->count)
            ends = n >= from + b->count || n == from + 1;
        if (ends)
            break;
    }
    return n;
}

/* Captions stand behind the end of a row, or, where no blank line parts two tables, with the column
 * of the row's number. */
static size_t find_captions(table *b, size_t n)
{
    for (; n < b->cells.len; n++) {
        const cell *c = &b->cells.items[n];
        bool opens = n == 0 || is_empty(c - 1);
        if (!opens && !counts_rows(b, c))
            continue;
        if (read_captions(b, c, row_end(b, n) - n))
            return n;
    }
    return n;
}

static size_t read_marks(table *b, size_t k)
{
    size_t end = split_marks(b, k);
    b->count = 0;
    size_t n = find_captions(b, 0);
    if (n == b->cells.len)
        return end;
    for (n += b->count + 1; n < b->cells.len;) {
        const cell *row = &b->cells.items[n];
        size_t next = row_end(b, n), captions = n;
        while (captions < next && !counts_rows(b, &b->cells.items[captions]))
            captions++;
        if (!read_second_line(b, row, next - n))
            read_row(b, row, (captions < next ? captions : next) - n);
        if (captions < next && read_captions(b, &b->cells.items[captions], next - captions))
            captions = next;
        n = next + 1;
    }
    return end;
}

void tc_table_read(tc_reading *r)
{
    table b = {.r = r, .t = r->tokens};
    for (size_t k = 0; k < r->tokens->line_count;) {
        size_t next = is_mark(&b, k) ? read_marks(&b, k) : read_lines(&b, k);
        k = next > k ? next : k + 1;
    }
}
