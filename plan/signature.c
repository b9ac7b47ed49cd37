/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signature: authority (T/M, TM., KT., TL., TUQ., Q.), position, name. The first block below
 * the title that ends in a person's name is the document's own; later ones are annexes'. */
#include "plan/layout.h"

enum {
    BLOCK_LINES = 40,
    BLOCK_ROWS = 12,
    NAME_WORDS = 6,
    POSITION_WORDS = 14,
    BARE_LINES = 8,
    CELL_TOKENS = 60
};

static bool caps_token(const tc_layout *l, size_t i)
{
    return i < l->t->len && (l->t->items[i].flags & TC_ALL_CAPS);
}

size_t tc_signature_mark(const tc_layout *l, size_t i)
{
    static const tc_layout_word dotted[] = {TC_W_TM, TC_W_KT, TC_W_TL, TC_W_TUQ, TC_W_Q};
    if (!caps_token(l, i))
        return 0;
    if ((tc_layout_is(l, i, TC_W_T) || tc_layout_is(l, i, TC_W_K)) &&
        tc_layout_punct(l, i + 1, '/') && caps_token(l, i + 2) &&
        (tc_layout_is(l, i + 2, TC_W_M) || tc_layout_is(l, i + 2, TC_W_T) ||
         tc_layout_is(l, i + 2, TC_W_L)))
        return i + 3;
    for (size_t k = 0; k < sizeof dotted / sizeof *dotted; k++)
        if (tc_layout_is(l, i, dotted[k])) {
            if (tc_layout_punct(l, i + 1, '.'))
                return i + 2;
            /* without its dot only before capitals: "TM UBND XÃ" */
            return dotted[k] != TC_W_Q && caps_token(l, i + 1) ? i + 1 : 0;
        }
    return 0;
}

static bool person_at(const tc_layout *l, size_t i, size_t *next)
{
    const tc_name *name = tc_name_at(l->r, l->w->names, i, next);
    return name && name->kind == TC_NAME_PERSON;
}

/* A person's name: two to six words, each with a capital, behind any rank (*first moves). */
static bool is_name(const tc_layout *l, uint32_t *first, uint32_t next)
{
    size_t words = 0, behind;
    while (*first < next && tc_phrase_at(l->r, l->w->ranks, *first, &behind) >= 0 &&
           behind < next) {
        *first = (uint32_t)behind;
        while (*first < next && l->t->items[*first].kind == TC_TOKEN_PUNCT)
            (*first)++;
    }
    if (*first >= next || person_at(l, *first, &behind) || tc_layout_caps(l, *first, next))
        return false;
    bool apart = true;
    for (uint32_t i = *first; i < next; i++) {
        const tc_token *t = &l->t->items[i];
        apart |= !(t->flags & TC_GLUED);
        if (tc_layout_decoration(l, i))
            continue;
        bool joint =
            t->kind == TC_TOKEN_PUNCT && (t->word == '-' || t->word == 0x2019 || t->word == '\'');
        /* "H****òa": emphasis inside a word */
        bool rest = t->kind == TC_TOKEN_WORD && !apart && i > *first;
        if (!joint && !rest && (t->kind != TC_TOKEN_WORD || !(t->flags & TC_CAPITAL)))
            return false;
        words += !joint && !rest;
        apart = false;
    }
    return words >= 2 && words <= NAME_WORDS;
}

/* Tokens below each other in one column; those of other columns lie between. */
typedef struct {
    tc_row rows[BLOCK_ROWS];
    size_t count;
} part;

typedef struct {
    tc_layout *l;
    part authority, position;
    tc_row name;
    tc_row last; /* the last line that went on with a part */
    part *open;  /* the part that a further line in capitals goes on with */
    size_t end;  /* the line behind the block */
    bool right;  /* it stands in the last column */
    size_t list; /* the line of "Nơi nhận" between the post and the name, or 0 */
} block;

static tc_row *part_last(part *p)
{
    return &p->rows[p->count - 1];
}

/* Are two rows one under the other, with no other column's words between? */
static bool adjacent(const tc_layout *l, const tc_row *above, const tc_row *row)
{
    for (uint32_t i = above->next; i < row->first; i++)
        if (!tc_layout_decoration(l, i) &&
            l->r->line_class[tc_reading_line(l->r, i)] != TC_LINE_FURNITURE)
            return false;
    return true;
}

static void extend(const tc_layout *l, part *p, const tc_row *row)
{
    if (p->count && (p->count == BLOCK_ROWS || adjacent(l, part_last(p), row)))
        part_last(p)->next = row->next;
    else
        p->rows[p->count++] = *row;
}

static tc_span part_text(const tc_layout *l, const part *p)
{
    tc_span s = {"", 0};
    for (size_t i = 0; i < p->count; i++) {
        tc_span row = tc_layout_text(l, p->rows[i].first, p->rows[i].next);
        s = s.len ? tc_span_str(tc_arena_printf(l->r->arena, "%.*s %.*s", (int)s.len, s.ptr,
                                                (int)row.len, row.ptr))
                  : row;
    }
    while (s.len && strchr(" .,;:-!", s.ptr[s.len - 1]))
        s.len--;
    return s;
}

/* "(Đã ký)", "[daky] ": notes before or instead of the name. */
static uint32_t skip_note(const tc_layout *l, const tc_row *row)
{
    uint32_t i = row->first;
    if (tc_layout_punct(l, i, '(') || tc_layout_punct(l, i, '[')) {
        while (i < row->next && !tc_layout_punct(l, i, ')') && !tc_layout_punct(l, i, ']'))
            i++;
        return i < row->next ? i + 1 : row->next;
    }
    for (; i < row->next && i < row->first + 3; i++) /* the rest of a cut note: "y]Phạm ..." */
        if (tc_layout_punct(l, i, ']'))
            return i + 1;
    size_t next;
    if (tc_layout_cue(l, row->first, &next) != TC_CUE_SIGNED)
        return row->first;
    return (uint32_t)next + (next < row->next && tc_layout_punct(l, next, ':')); /* Đã ký: ... */
}

/* "PHÓ THỦ TƯỚNGky]": capitals with the end of a cut note "[daky]" glued to them. */
static bool caps_with_note(const tc_layout *l, const tc_row *row)
{
    return row->next > row->first + 2 && tc_layout_punct(l, row->next - 1, ']') &&
           tc_layout_caps(l, row->first, row->next - 2);
}

static tc_span without_note(tc_span s)
{
    while (s.len &&
           (s.ptr[s.len - 1] == ']' || (s.ptr[s.len - 1] >= 'a' && s.ptr[s.len - 1] <= 'z')))
        s.len--;
    return s;
}

/* A name in one line, or broken over two inside one cell. */
static bool take_name(block *b, size_t line, const tc_row *row)
{
    const tc_layout *l = b->l;
    uint32_t first = skip_note(l, row), start = first, next;
    bool wrapped = !b->right && line + 1 < l->line_count && !tc_row_empty(l, line + 1) &&
                   l->r->line_class[line + 1] != TC_LINE_FURNITURE &&
                   (l->t->lines[line].first < row->first || row->next - first == 1) &&
                   l->t->lines[line].first + l->t->lines[line].count == row->next;
    if (wrapped) { /* emphasis that goes on over the line end holds one name */
        next = l->rows[line + 1].next;
        if (is_name(l, &first, next)) {
            b->name = (tc_row){first, next};
            b->end = line + 2;
            return true;
        }
    }
    first = start;
    next = row->next;
    if (first >= next || !is_name(l, &first, next))
        return false;
    b->name = (tc_row){first, next};
    b->end = line + 1;
    return true;
}

static bool take_position(block *b, const tc_row *row)
{
    const tc_layout *l = b->l;
    size_t next;
    bool caps = tc_layout_caps(l, row->first, row->next) || caps_with_note(l, row);
    bool person = person_at(l, row->first, &next);
    size_t words = 0;
    for (uint32_t i = row->first; i < row->next; i++)
        words += l->t->items[i].kind == TC_TOKEN_WORD;
    if (words > POSITION_WORDS || (!caps && !person))
        return false;
    /* "KT. BỘ TRƯỞNG, / CHỦ NHIỆM", "TL. / CỤC TRƯỞNG": the authority goes on */
    uint32_t above = b->open ? part_last(b->open)->next : 0;
    bool comma =
        b->open && (tc_layout_punct(l, above - 1, ',') || tc_signature_mark(l, above - 2) == above);
    bool post = person || (caps_with_note(l, row) && b->open);
    if (post && !comma && b->open != &b->position)
        b->open = &b->position;
    else if (!b->open)
        return false;
    extend(l, b->open, row);
    b->last = *row;
    return true;
}

/* "KT. BỘ TRƯỞNG / THỨ TRUỞNG": who signs for another says as what, even with a slip that no
 * table has; a line that names an organ or its place is more of the authority. */
static void split_position(block *b)
{
    const tc_layout *l = b->l;
    size_t next;
    if (!b->authority.count || b->position.count)
        return;
    uint32_t mark = b->authority.rows[0].first;
    tc_row *end = part_last(&b->authority);
    bool deputy = !tc_layout_is(l, mark, TC_W_TM) && !tc_layout_is(l, mark + 2, TC_W_M) &&
                  tc_signature_mark(l, mark);
    const tc_word *opens = tc_token_word(l->t, b->last.first);
    deputy &= opens && (tc_span_eq(opens->folded, TC_SPAN("pho")) ||
                        tc_span_eq(opens->folded, TC_SPAN("thu")));
    if (!deputy || b->last.first <= mark || b->last.next != end->next ||
        tc_signature_mark(l, b->last.first) || tc_name_at(l->r, l->w->names, b->last.first, &next))
        return;
    extend(l, &b->position, &b->last);
    end->next = b->last.first;
    b->authority.count -= end->first == end->next;
}

/* Does token i, behind a mark, begin the signature's column? */
static bool begins_column(const tc_layout *l, const tc_row *row, size_t i)
{
    size_t next;
    if ((i > row->first + 1 && tc_signature_mark(l, i - 2) == i)) /* "KT. | CHỦ TỊCH" */
        return false;
    size_t mark = tc_signature_mark(l, i);
    return tc_layout_caps(l, i, row->next) && !tc_layout_caps(l, row->first, i) &&
           ((mark && mark < row->next && !tc_layout_punct(l, i - 1, ',')) || /* "Lưu: VT, KT." */
            (person_at(l, i, &next) && next > i + 1));
}

bool tc_signature_beside(const tc_layout *l, const tc_row *row, size_t i)
{
    static const uint32_t ends[] = {':', ';', ',', '.', ')'};
    bool ended = false;
    if (!caps_token(l, i) || row->next - i > CELL_TOKENS) /* no column of a signature is longer */
        return false;
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
        ended |= i > row->first && tc_layout_punct(l, i - 1, ends[k]);
    return ended && begins_column(l, row, i);
}

/* "- Lưu: VT, KHTC.Nguyễn Văn A": a name glued to the end of the recipients' cell. */
bool tc_signature_glued(const tc_layout *l, const tc_row *row, size_t i)
{
    uint32_t first = (uint32_t)i;
    if (i < row->first + 2 || !(l->t->items[i].flags & TC_GLUED) ||
        !(tc_layout_punct(l, i - 1, '.') || tc_layout_punct(l, i - 1, ';')))
        return false;
    const tc_word *before = tc_token_word(l->t, i - 2);
    size_t next;
    return before && before->letters > 1 && !tc_signature_mark(l, i - 2) &&
           tc_phrase_at(l->r, l->w->ranks, i - 2, &next) < 0 && is_name(l, &first, row->next);
}

static bool opens_column(const tc_layout *l, const tc_row *row, size_t i)
{
    uint8_t flags = l->t->items[i].flags;
    if (flags & TC_ALL_CAPS)
        return tc_signature_beside(l, row, i);
    return (flags & TC_GLUED) && tc_signature_glued(l, row, i);
}

/* The first cell of a line, or its last one: "Nơi nhận:        GIÁM ĐỐC", or the names of all who
 * sign a joint document. */
static tc_row cell_of(const tc_layout *l, size_t line, bool last)
{
    tc_row row = l->rows[line];
    for (uint32_t i = row.first + 1; i < row.next; i++) {
        bool mark = tc_layout_punct(l, i, '|');
        if (!mark && !tc_layout_gap(l, i) && !opens_column(l, &l->rows[line], i))
            continue;
        if (!last) {
            row.next = i;
            break;
        }
        row.first = i + (mark && i + 1 < row.next);
    }
    while (row.first + 1 < row.next && tc_layout_decoration(l, row.first))
        row.first++;
    return row;
}

/* "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Giàng A Sáng": a cell of several lines that were made one. */
static bool take_poured(block *b, size_t line, const tc_row *row)
{
    const tc_layout *l = b->l;
    uint32_t name = row->first, post = row->first;
    size_t next;
    while (name < row->next && (l->t->items[name].kind != TC_TOKEN_WORD || caps_token(l, name)))
        name++;
    tc_row authority = {row->first, name}, position = {name, name};
    if (name == row->first || !is_name(l, &name, row->next))
        return false;
    for (uint32_t i = row->first; i < authority.next; i++)
        if (person_at(l, i, &next) && next <= authority.next) {
            post = i;
            i = (uint32_t)next - 1;
        } else if (tc_signature_mark(l, i)) {
            i = (uint32_t)tc_signature_mark(l, i); /* whose post it is */
        }
    if (person_at(l, post, &next)) {
        position.first = authority.next = post;
        extend(l, &b->position, &position);
    }
    if (authority.first < authority.next)
        extend(l, &b->authority, &authority);
    b->name = (tc_row){name, row->next};
    b->end = line + 1;
    return true;
}

/* A line of the recipients beside the block, with nothing of it: "Y tế huyện;". */
static bool other_column(const block *b, size_t line)
{
    const tc_layout *l = b->l;
    const tc_row *row = &l->rows[line];
    return b->right && cell_of(l, line, true).first == row->first &&
           tc_layout_punct(l, row->next - 1, ';');
}

/* A block from this line on: true when it ends in a name. */
static bool read_block(block *b, size_t line)
{
    tc_layout *l = b->l;
    size_t rows = 0;
    for (size_t k = line; k < l->tail_from && k < line + BLOCK_LINES && rows < BLOCK_ROWS; k++) {
        tc_row cell = cell_of(l, k, b->right), *row = &cell;
        if (tc_row_empty(l, k) || l->r->line_class[k] == TC_LINE_FURNITURE)
            continue;
        /* "GIÁM ĐỐC / Nơi nhận: / - ... / Nguyễn Văn A": a table's cells one below the other */
        size_t behind;
        if (b->open && !b->list && tc_layout_cue(l, row->first, &behind) == TC_CUE_RECIPIENTS) {
            b->list = k;
            continue;
        }
        /* the list of recipients beside the block */
        if ((b->right || b->list) && k > line && l->t->items[row->first].kind == TC_TOKEN_PUNCT &&
            !tc_layout_punct(l, row->first, '(') && !tc_layout_punct(l, row->first, '['))
            continue;
        rows++;
        if (tc_signature_mark(l, row->first)) {
            /* "Q. BÍ THƯ": who stands in for the post, not who signs for another */
            if (take_poured(b, k, row))
                return true;
            b->open = tc_layout_is(l, row->first, TC_W_Q) ? &b->position : &b->authority;
            extend(l, b->open, row);
        } else if (!take_position(b, row)) {
            if (take_name(b, k, row))
                return true;
            if (skip_note(l, row) < row->next && !other_column(b, k))
                return false;
        }
    }
    return false;
}

static bool may_start(const tc_layout *l, const tc_row *row)
{
    size_t next;
    if (!caps_token(l, row->first))
        return false;
    return tc_signature_mark(l, row->first) ||
           (person_at(l, row->first, &next) && tc_layout_caps(l, row->first, row->next));
}

static bool has_caps(const tc_layout *l, size_t line)
{
    for (uint32_t i = l->rows[line].first; i < l->rows[line].next; i++)
        if (caps_token(l, i))
            return true;
    return false;
}

/* Does a block start on the line, in its first cell or else in its last one (*right)? */
static bool opens_block(const tc_layout *l, size_t line, bool *right)
{
    if (!has_caps(l, line)) /* as most lines */
        return false;
    tc_row first = cell_of(l, line, false);
    *right = !may_start(l, &first);
    if (!*right || first.next == l->rows[line].next)
        return !*right;
    tc_row last = cell_of(l, line, true);
    return last.first > first.first && may_start(l, &last);
}

/* The organ behind T/M, up to who signs for whom. */
static void keep_signed_for(tc_layout *l, const part *authority)
{
    uint32_t mark = authority->count ? authority->rows[0].first : 0;
    if (!authority->count ||
        (!tc_layout_is(l, mark, TC_W_TM) && !tc_layout_is(l, mark + 2, TC_W_M)))
        return;
    l->signed_for = tc_arena_array(l->r->arena, authority->count, sizeof *l->signed_for);
    for (size_t i = 0; i < authority->count; i++) {
        tc_row row = authority->rows[i];
        if (i == 0)
            row.first = (uint32_t)tc_signature_mark(l, mark);
        uint32_t next = row.first;
        while (next < row.next && !tc_signature_mark(l, next))
            next++;
        if (next > row.first)
            l->signed_for[l->signed_rows++] = (tc_row){row.first, next};
        if (next < row.next)
            break;
    }
}

static void use_block(tc_layout *l, block *b, size_t line)
{
    split_position(b);
    tc_signer *signer = &l->r->plan->signer;
    if (b->list)
        tc_layout_class(l, line, b->list, TC_LINE_SIGNATURE);
    if (b->right || b->list) /* the lines above hold the recipients too */
        line = b->end - 1;
    l->sign_from = line;
    l->sign_to = b->end;
    signer->name = tc_layout_title(l, b->name.first, b->name.next);
    bool noted = b->position.count && caps_with_note(l, part_last(&b->position));
    if (noted) /* "TƯỚNG]": the bracket goes; "TƯỚNGky]": see below */
        part_last(&b->position)->next--;
    signer->position = tc_organ_name(l, b->position.rows, b->position.count);
    const tc_row *post = noted ? part_last(&b->position) : NULL;
    if (noted && !tc_layout_caps(l, post->first, post->next))
        signer->position = without_note(part_text(l, &b->position));
    signer->authority = tc_name_tidy(l->r->arena, part_text(l, &b->authority));
    keep_signed_for(l, &b->authority);
    tc_layout_class(l, line, b->end, TC_LINE_SIGNATURE);
}

/* Where authority and position are lost, the name alone stands behind the recipients. */
static void read_bare_name(tc_layout *l, size_t from)
{
    for (size_t k = from; k < l->tail_from && k < from + BARE_LINES; k++) {
        block b = {.l = l};
        if (!tc_row_empty(l, k) && l->r->line_class[k] == TC_LINE_BODY &&
            take_name(&b, k, &l->rows[k])) {
            use_block(l, &b, k);
            return;
        }
    }
}

void tc_signature_read(tc_layout *l)
{
    for (size_t k = l->body_from; k < l->tail_from; k++) {
        bool right;
        if (tc_row_empty(l, k) || l->r->line_class[k] == TC_LINE_FURNITURE ||
            !opens_block(l, k, &right))
            continue;
        block b = {.l = l, .right = right};
        if (read_block(&b, k)) {
            use_block(l, &b, k);
            break;
        }
    }
    size_t behind = tc_recipients_read(l);
    if (l->sign_from == l->line_count && behind)
        read_bare_name(l, behind);
}
