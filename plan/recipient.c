/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Nơi nhận": one unit for each line of the list, its last line the archive. */
#include "plan/layout.h"

enum { NEAR_SIGNATURE = 80, LIST_LINES = 80 };

typedef struct {
    tc_layout *l;
    uint32_t first, next; /* tokens of the row being read */
    bool bullets;         /* the list has them: lines without go on with the row before */
    bool archive;         /* the row being read is the last one */
    tc_span above;        /* what the row has left of another column, which begins at token start */
    uint32_t start;
    bool above_archive;
    size_t count;
} list;

static bool is_bullet(const tc_layout *l, size_t i)
{
    static const uint32_t marks[] = {'-', '+', 0x2013, 0x2014, 0x2022, 0xb7};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (tc_layout_punct(l, i, marks[k]))
            return true;
    return false;
}

/* Notes on why a copy goes there: "(b/c)", "(để thực hiện)", "(2I, 3B)". */
static bool is_note(tc_span inside)
{
    static const char *const starts[] = {"b/c",     "b/cáo", "báo cáo",  "bc",        "để ",
                                         "t/h",     "th",    "p/h",      "thực hiện", "phối hợp",
                                         "biết",    "đăng",  "theo dõi", "chỉ đạo",   "thay b/c",
                                         "Báo cáo", "T/h",   "Để "};
    bool digit = false, low = false;
    for (size_t i = 0; i < inside.len; i++) {
        unsigned char c = (unsigned char)inside.ptr[i];
        digit |= c >= '0' && c <= '9';
        low |= (c >= 'a' && c <= 'z') || c >= 0x80;
    }
    if (digit && !low)
        return true;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (tc_span_starts(inside, tc_span_str(starts[i])))
            return true;
    return false;
}

static tc_span trim_end(tc_span s)
{
    while (s.len && strchr(" .,;:", s.ptr[s.len - 1]))
        s.len--;
    return s;
}

/* A note that a brace gives to several rows is cut by their ends: "(Để", "báo cáo)". */
static tc_span drop_cut_note(tc_span s)
{
    for (size_t i = s.len; i > 0; i--) {
        char c = s.ptr[i - 1];
        if (c == '(') {
            tc_span inside = tc_span_trim(tc_span_sub(s, i, s.len));
            bool start = tc_span_eq(inside, TC_SPAN("Để")) || tc_span_eq(inside, TC_SPAN("để"));
            return i > 1 && (start || is_note(inside)) ? trim_end(tc_span_sub(s, 0, i - 1)) : s;
        }
        if (c == ')' && i < s.len)
            return s;
    }
    size_t from = s.len && s.ptr[s.len - 1] == ')' ? s.len : 0;
    while (from > 0 && s.ptr[from - 1] != ';')
        from--;
    return from > 1 && is_note(tc_span_trim(tc_span_sub(s, from, s.len)))
               ? trim_end(tc_span_sub(s, 0, from - 1))
               : s;
}

static tc_span drop_note(tc_span s)
{
    s = trim_end(s);
    while (s.len && s.ptr[s.len - 1] == ')') {
        size_t open = s.len - 1;
        while (open > 0 && s.ptr[open] != '(')
            open--;
        tc_span inside = tc_span_trim(tc_span_sub(s, open + 1, s.len - 1));
        if (open == 0 || s.ptr[open] != '(' || !is_note(inside))
            break;
        s = trim_end(tc_span_sub(s, 0, open));
    }
    return s.len && s.ptr[s.len - 1] == ')' && memchr(s.ptr, '(', s.len) ? s : drop_cut_note(s);
}

/* The row's text behind its bullet; *i: where that begins. */
static tc_span row_text(const list *r, uint32_t *i, bool *archive)
{
    const tc_layout *l = r->l;
    *i = r->first;
    if (r->above.len) {
        tc_span rest = tc_layout_text(l, r->first, r->next);
        *i = r->start;
        *archive = r->above_archive;
        return tc_span_str(tc_arena_printf(l->r->arena, "%.*s %.*s", (int)r->above.len,
                                           r->above.ptr, (int)rest.len, rest.ptr));
    }
    while (*i < r->next && (is_bullet(l, *i) || tc_layout_decoration(l, *i)))
        ++*i;
    *archive = tc_layout_is(l, *i, TC_W_LUU);
    *i += *archive || tc_layout_is(l, *i, TC_W_CAC);
    while (*i < r->next && (tc_layout_punct(l, *i, ':') || (*archive && is_bullet(l, *i))))
        ++*i;
    return tc_layout_text(l, *i, r->next);
}

/* The row goes on at token first, behind another column's words. */
static void go_on_below(list *r, uint32_t first)
{
    uint32_t i = r->next;
    bool archive = false;
    while (i < first && tc_layout_decoration(r->l, i))
        i++;
    if (i == first || r->first == r->next)
        return;
    r->above = row_text(r, &i, &archive);
    r->start = i;
    r->above_archive = archive;
    r->first = first;
}

static void finish_row(list *r)
{
    tc_layout *l = r->l;
    uint32_t i;
    bool archive = false;
    tc_span name = row_text(r, &i, &archive);
    name = tc_name_tidy(l->r->arena, archive ? trim_end(name) : drop_note(name));
    if (name.len) {
        tc_unit *unit = tc_vec_add(l->r->arena, &l->r->plan->units);
        unit->name = name;
        unit->role = archive ? TC_UNIT_ARCHIVE : TC_UNIT_RECIPIENT;
        unit->span = tc_reading_range(l->r, i, r->next);
        unit->section = TC_NO_SECTION;
    }
    r->archive |= archive;
    r->above.len = 0;
    r->first = r->next;
    r->count++;
}

/* Does a row open within a line: behind ";", behind what the rows are of ("VPUB: + Lãnh đạo"), or
 * with the archive? */
static bool opens_row(const tc_layout *l, uint32_t i)
{
    return is_bullet(l, i) &&
           (tc_layout_punct(l, i - 1, ';') || tc_layout_is(l, i + 1, TC_W_LUU) ||
            (tc_layout_punct(l, i - 1, ':') && !(i > 1 && tc_layout_is(l, i - 2, TC_W_LUU))));
}

/* One line: rows open at its start and, where a list was poured into one line, behind ";". */
static void take_line(list *r, uint32_t first, uint32_t next)
{
    const tc_layout *l = r->l;
    bool bullet = is_bullet(l, first);
    bool ended = r->first < r->next &&
                 (tc_layout_punct(l, r->next - 1, ';') || tc_layout_punct(l, r->next - 1, ',') ||
                  tc_layout_punct(l, r->next - 1, '.'));
    if (r->first < r->next && (bullet || (!r->bullets && ended)))
        finish_row(r);
    r->bullets |= bullet;
    if (r->first == r->next)
        r->first = first;
    else
        go_on_below(r, first);
    for (uint32_t i = first + 1; i < next; i++)
        if (opens_row(l, i)) {
            r->next = i;
            finish_row(r);
            r->first = i;
        }
    r->next = next;
}

/* A row that is not finished: inside brackets, or behind a mark that joins. */
static bool row_open(const list *r)
{
    static const uint32_t joints[] = {',', ':', '-', '/', '&'};
    const tc_layout *l = r->l;
    int depth = 0;
    if (r->first == r->next)
        return false;
    for (uint32_t i = r->first; i < r->next; i++)
        depth += tc_layout_punct(l, i, '(') - tc_layout_punct(l, i, ')');
    for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
        if (tc_layout_punct(l, r->next - 1, joints[k]))
            return true;
    return depth > 0;
}

/* "CHỦ TỊCH", "ỦY BAN NHÂN DÂN": what a signature begins with. */
static bool names_post(const tc_layout *l, const tc_row *row)
{
    size_t next;
    const tc_name *name = tc_name_at(l->r, l->w->names, row->first, &next);
    return name && name->kind != TC_NAME_PLAIN && name->kind != TC_NAME_GROUP;
}

/* Nothing of the list any more. */
static bool ends_list(const list *r, size_t line)
{
    const tc_layout *l = r->l;
    const tc_row *row = &l->rows[line];
    if (line >= l->sign_from && line < l->sign_to) /* "- Lưu VT.       Nguyễn Văn A" goes on */
        return !tc_layout_punct(l, row->first, '-');
    if (tc_signature_mark(l, row->first) || tc_layout_opens_head(l, line))
        return true;
    /* "... các Vụ, Cục: TH, / KTTH, PL, QHĐP;" is no signature */
    return !is_bullet(l, row->first) && tc_layout_caps(l, row->first, row->next) &&
           row->next - row->first > 1 && !(r->bullets && row_open(r) && !names_post(l, row));
}

/* Does another column begin at the token? */
static bool beside(const tc_layout *l, const tc_row *row, size_t i)
{
    return tc_layout_gap(l, i) || tc_signature_beside(l, row, i) || tc_signature_glued(l, row, i);
}

static bool opens_cell(const tc_layout *l, size_t line)
{
    return l->t->lines[line].count && tc_layout_punct(l, l->t->lines[line].first, '|');
}

/* "| | Giàng A Sáng |": a row of a table with nothing in its first cell. */
static bool first_cell_empty(const tc_layout *l, size_t line)
{
    for (uint32_t i = l->t->lines[line].first + 1; i < l->rows[line].first; i++)
        if (tc_layout_punct(l, i, '|'))
            return true;
    return false;
}

static bool in_archive(const list *r)
{
    uint32_t i = r->first;
    if (r->above.len)
        return r->above_archive;
    while (i < r->next && (is_bullet(r->l, i) || tc_layout_decoration(r->l, i)))
        i++;
    return tc_layout_is(r->l, i, TC_W_LUU);
}

static size_t read_list(tc_layout *l, size_t line, uint32_t first)
{
    list r = {.l = l};
    size_t k = line;
    bool table = opens_cell(l, line); /* a row of it for each line of the list, or one for all */
    for (; k < l->tail_from && k < line + LIST_LINES; k++) {
        uint32_t from = k == line ? first : l->rows[k].first;
        if (k > line && (table ? !opens_cell(l, k) : opens_cell(l, k) && r.first < r.next))
            break;
        if (from >= l->rows[k].next || l->r->line_class[k] == TC_LINE_FURNITURE ||
            (table && first_cell_empty(l, k)))
            continue;
        if (k > line && ends_list(&r, k))
            break;
        if (r.first < r.next && in_archive(&r) && !row_open(&r))
            break;
        uint32_t cell = from, text = from + is_bullet(l, from);
        while (cell < l->rows[k].next && !tc_layout_punct(l, cell, '|') &&
               (cell <= text || !beside(l, &l->rows[k], cell))) /* else the signature beside it */
            cell++;
        take_line(&r, from, cell);
        if (cell < l->rows[k].next && tc_layout_punct(l, cell, '|') && (!table || r.archive))
            break;
    }
    if (r.first < r.next)
        finish_row(&r);
    return k;
}

/* A line "Nơi nhận:", alone or with the list behind it. */
static bool opens_list(const tc_layout *l, size_t line, uint32_t *first)
{
    const tc_row *row = &l->rows[line];
    size_t next;
    if (tc_row_empty(l, line) || tc_layout_cue(l, row->first, &next) != TC_CUE_RECIPIENTS)
        return false;
    while (next < row->next && tc_layout_decoration(l, next))
        next++;
    if (next < row->next && !tc_layout_punct(l, next, ':'))
        return false;
    while (next < row->next && (tc_layout_decoration(l, next) || tc_layout_punct(l, next, ':')))
        next++;
    /* the signature beside it */
    bool mark = next > row->first && tc_layout_punct(l, next - 1, '|');
    if (next < row->next && (mark || beside(l, row, next)))
        next = row->next;
    *first = (uint32_t)next;
    return true;
}

/* A list without its heading ends in the archive: "- Lưu: VT.", alone or poured into one line. */
static bool holds_archive(const tc_layout *l, size_t line)
{
    const tc_row *row = &l->rows[line];
    if (tc_row_empty(l, line) || !is_bullet(l, row->first))
        return false;
    for (uint32_t i = row->first; i + 1 < row->next; i++)
        if (is_bullet(l, i) && tc_layout_is(l, i + 1, TC_W_LUU) &&
            (l->t->items[i + 1].flags & TC_CAPITAL))
            return true;
    return false;
}

static void mark_list(tc_layout *l, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (l->r->line_class[i] == TC_LINE_BODY)
            l->r->line_class[i] = TC_LINE_RECIPIENT;
}

static size_t read_headed(tc_layout *l, size_t limit)
{
    for (size_t k = l->body_from; k < limit; k++) {
        uint32_t first;
        if (l->r->line_class[k] == TC_LINE_FURNITURE || !opens_list(l, k, &first))
            continue;
        size_t end = read_list(l, k, first);
        mark_list(l, k, end);
        return end;
    }
    return 0;
}

size_t tc_recipients_read(tc_layout *l)
{
    size_t limit = l->tail_from; /* lists far behind the signature are annexes' */
    if (l->sign_to < l->line_count && l->sign_to + NEAR_SIGNATURE < limit)
        limit = l->sign_to + NEAR_SIGNATURE;
    size_t end = read_headed(l, limit);
    if (end)
        return end;
    for (size_t k = l->body_from; k < limit; k++) {
        if (l->r->line_class[k] != TC_LINE_BODY || !holds_archive(l, k))
            continue;
        size_t from = k;
        while (from > l->body_from && !tc_row_empty(l, from - 1) &&
               is_bullet(l, l->rows[from - 1].first))
            from--;
        end = read_list(l, from, l->rows[from].first);
        mark_list(l, from, end);
        return end;
    }
    return 0;
}

bool tc_unit_names_body(const tc_unit *u)
{
    return u->role != TC_UNIT_ARCHIVE && !tc_span_starts(u->name, TC_SPAN("Như "));
}
