/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The title (trích yếu): the lines between the type and the rule, the preamble or the address. */
#include "plan/layout.h"

enum { TITLE_LINES = 30 };

typedef struct {
    const tc_layout *l;
    uint32_t first, next; /* tokens; empty at first */
    bool caps, bold;
} title;

/* "BỘ TRƯỞNG BỘ TÀI CHÍNH", "CHÍNH PHỦ": who decides, between the title and the preamble. */
static bool is_authority(const tc_layout *l, const tc_row *row)
{
    size_t next;
    const tc_name *name = tc_name_at(l->r, l->w->names, row->first, &next);
    return name && tc_layout_caps(l, row->first, row->next) &&
           (name->kind == TC_NAME_ORGAN || name->kind == TC_NAME_PERSON ||
            name->kind == TC_NAME_BODY);
}

static bool starts_low(const tc_layout *l, const tc_row *row)
{
    const tc_token *t = &l->t->items[row->first];
    return t->kind == TC_TOKEN_DIGITS || (t->kind == TC_TOKEN_WORD && !(t->flags & TC_CAPITAL));
}

static bool ends_with(const tc_layout *l, uint32_t next, const char *marks)
{
    const tc_token *t = &l->t->items[next - 1];
    return t->kind == TC_TOKEN_PUNCT && t->word < 0x80 && strchr(marks, (int)t->word);
}

bool tc_title_joins_on(const tc_layout *l, uint32_t next)
{
    static const tc_layout_word open[] = {TC_W_CUA, TC_W_VA,   TC_W_CHO, TC_W_VE,   TC_W_TAI,
                                          TC_W_VOI, TC_W_THEO, TC_W_CAC, TC_W_THUOC};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (tc_layout_is(l, next - 1, open[i]))
            return true;
    return ends_with(l, next, ",-");
}

/* "... QUYẾT ĐỊNH SỐ / 06/QĐ-TTG NGÀY ...": the figures are the number's. */
static bool cut_number(const tc_layout *l, uint32_t next, const tc_row *row)
{
    return tc_layout_is(l, next - 1, TC_W_SO) && l->t->items[row->first].kind == TC_TOKEN_DIGITS;
}

static bool is_bold(const tc_layout *l, size_t line)
{
    const tc_line *raw = &l->t->lines[line];
    return raw->count > 1 && tc_layout_punct(l, raw->first, '*') &&
           tc_layout_punct(l, raw->first + 1, '*');
}

/* "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "CHÍNH PHỦ" right below a title in capitals: set apart by bold
 * letters, by naming a post, or by being the issuer. */
static bool is_authority_below(const title *t, size_t line)
{
    const tc_layout *l = t->l;
    const tc_row *row = &l->rows[line];
    size_t next;
    if (!is_authority(l, row) || tc_title_joins_on(l, t->next))
        return false;
    const tc_name *name = tc_name_at(l->r, l->w->names, row->first, &next);
    return (is_bold(l, line) && !t->bold) || name->kind == TC_NAME_PERSON ||
           tc_span_eq(tc_organ_name(l, row, 1), l->r->plan->issuer);
}

/* "... có hiệu lực kể từ ngày ...", before the preamble: said of a text that is in force. */
static bool tells_force(const tc_layout *l, size_t line)
{
    enum { RECITAL_LINES = 14 };
    for (size_t k = line; k < l->line_count && k < line + RECITAL_LINES; k++) {
        size_t next;
        if (!tc_row_empty(l, k) && tc_layout_cue(l, l->rows[k].first, &next) == TC_CUE_BASIS)
            return false;
        for (uint32_t i = l->rows[k].first; i < l->rows[k].next; i++)
            if (tc_layout_cue(l, i, &next) == TC_CUE_FORCE)
                return true;
    }
    return false;
}

/* "số", or the figures of "38/2015/TT-..." where that is left out. */
static bool opens_number(const tc_layout *l, uint32_t i)
{
    return tc_layout_is(l, i, TC_W_SO) ||
           (l->t->items[i].kind == TC_TOKEN_DIGITS && tc_layout_punct(l, i + 1, '/'));
}

/* A merged text says below its title what it merges: "Thông tư [số] 35/2013/TT-... ngày ...". */
static bool names_merged(const title *t, size_t line)
{
    const tc_layout *l = t->l;
    const tc_row *row = &l->rows[line];
    if (!l->merged && !tells_force(l, line))
        return false;
    for (uint32_t i = row->first + 1; i < row->first + 6 && i < row->next; i++)
        if (opens_number(l, i))
            return !tc_title_joins_on(l, t->next) &&
                   tc_type_code(l->r->arena, tc_layout_text(l, row->first, i)).len;
    return false;
}

/* "(Ban hành kèm theo Quyết định ...)", "(Đại hội ... thông qua ngày ...)": where it comes from. */
bool tc_title_tells_origin(const tc_layout *l, size_t line)
{
    const tc_row *row = &l->rows[line];
    size_t next;
    if (tc_row_empty(l, line) || !tc_layout_punct(l, row->first, '('))
        return false;
    if (tc_layout_is(l, row->first + 1, TC_W_KEM) ||
        tc_layout_cue(l, row->first + 1, &next) == TC_CUE_ISSUES)
        return true;
    for (size_t k = line; k < line + 3 && k < l->line_count; k++)
        for (uint32_t i = l->rows[k].first; i < l->rows[k].next; i++) {
            if (tc_layout_cue(l, i, &next) == TC_CUE_ADOPTED)
                return true;
            if (tc_layout_punct(l, i, ')'))
                return false;
        }
    return false;
}

/* Nothing of a title any more, wherever it stands. */
static bool is_body(const title *t, size_t line)
{
    const tc_layout *l = t->l;
    const tc_row *row = &l->rows[line];
    size_t next;
    size_t text = tc_row_text(l, line);
    int cue = tc_layout_cue(l, text, &next);
    bool caps = tc_layout_caps(l, row->first, row->next);
    if (text > row->first && cue == TC_CUE_BASIS && (l->t->items[text].flags & TC_CAPITAL))
        return true; /* "- Căn cứ ...;" */
    if (cue == TC_CUE_ADDRESS || (cue == TC_CUE_ENACTS && tc_layout_punct(l, row->next - 1, ':')))
        return true;
    bool any = t->first != t->next, open = any && tc_title_joins_on(l, t->next);
    if (any && cut_number(l, t->next, row))
        return false;
    if (tc_layout_opens_head(l, line) || (any && tc_title_tells_origin(l, line)))
        return true;
    if (!any) /* a title may begin "Thực hiện ...", never "Căn cứ" */
        return cue == TC_CUE_BASIS && tc_layout_is(l, row->first, TC_W_CAN);
    bool capital = l->t->items[row->first].flags & TC_CAPITAL;
    if (capital && !caps && (cue == TC_CUE_BASIS || t->caps))
        return true;
    if (caps && (t->caps ? is_authority_below(t, line) : is_authority(l, row)))
        return true;
    if (names_merged(t, line))
        return true;
    return capital && !caps && !open && ends_with(l, row->next, ".;:");
}

/* After a blank line only what plainly goes on. */
static bool goes_on(const title *t, size_t line)
{
    const tc_layout *l = t->l;
    const tc_row *row = &l->rows[line];
    if (starts_low(l, row) || tc_title_joins_on(l, t->next))
        return true;
    /* "(NAY LÀ THÀNH PHỐ HUẾ)" below a title in capitals */
    if (t->caps && tc_layout_punct(l, row->first, '(') &&
        tc_layout_caps(l, row->first, row->next) && tc_layout_punct(l, row->next - 1, ')'))
        return true;
    return t->caps && tc_layout_caps(l, row->first, row->next) && !is_authority(l, row) &&
           l->t->items[row->first].kind == TC_TOKEN_WORD;
}

static void take_row(title *t, uint32_t first, uint32_t next, size_t line)
{
    if (t->first == t->next) {
        t->first = first;
        t->bold = is_bold(t->l, line);
    }
    t->next = next;
    t->caps = tc_layout_caps(t->l, t->first, t->next);
}

/* What stands behind the type on its line is title, or more of the type's name ("CHƯƠNG TRÌNH
 * HÀNH ĐỘNG") when it is in capitals and the next line is not. */
static void take_rest(title *t, size_t first, size_t line)
{
    const tc_layout *l = t->l;
    const tc_row *row = &l->rows[line];
    if (first >= row->next)
        return;
    bool more = line + 1 < l->line_count && !tc_row_empty(l, line + 1);
    const tc_row *below = &l->rows[more ? line + 1 : line];
    if (tc_layout_caps(l, first, row->next) && more &&
        !tc_layout_caps(l, below->first, below->next))
        return;
    take_row(t, (uint32_t)first, row->next, line);
}

/* "CHỈ THỊ / CỦA BAN THƯỜNG VỤ TỈNH ỦY / về tăng cường ...": whose it is, set apart by capitals. */
static bool tells_author(const tc_layout *l, size_t line)
{
    if (line + 1 >= l->line_count || tc_row_empty(l, line) || tc_row_empty(l, line + 1))
        return false;
    const tc_row *row = &l->rows[line], *below = row + 1;
    const tc_row name = {row->first + 1, row->next};
    return tc_layout_is(l, row->first, TC_W_CUA) && name.first < name.next &&
           tc_layout_caps(l, row->first, row->next) && is_authority(l, &name) &&
           !tc_layout_caps(l, below->first, below->next);
}

size_t tc_title_read(tc_layout *l, size_t first, size_t line)
{
    title t = {.l = l};
    bool blank = false;
    size_t end = line + 1;
    take_rest(&t, first, line);
    if (t.first == t.next && tells_author(l, line + 1))
        line++;
    for (size_t k = line + 1; k < l->line_count && k < line + TITLE_LINES; k++) {
        bool any = t.first != t.next;
        if (tc_row_empty(l, k) || l->r->line_class[k] == TC_LINE_FURNITURE) {
            if (any && l->t->lines[k].count && l->r->line_class[k] == TC_LINE_FURNITURE)
                break; /* a rule */
            blank = true;
            continue;
        }
        if (is_body(&t, k) || (any && blank && !goes_on(&t, k)))
            break;
        take_row(&t, l->rows[k].first, l->rows[k].next, k);
        blank = false;
        end = k + 1;
    }
    if (t.first == t.next)
        return line + 1;
    if (t.next - t.first > 2 && l->t->items[t.next - 1].kind == TC_TOKEN_DIGITS &&
        (l->t->items[t.next - 1].flags & TC_GLUED) &&
        l->t->items[t.next - 2].kind == TC_TOKEN_WORD) /* a footnote's number */
        t.next--;
    l->r->plan->title = tc_layout_title(l, t.first, t.next);
    l->r->plan->title_span = tc_reading_range(l->r, t.first, t.next);
    return end;
}
