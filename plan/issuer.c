/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The issuer and its parent, composed from the lines of capitals in the head. */
#include "plan/header.h"

enum { ORGAN_WORDS = 24 };

typedef struct {
    tc_row *parts;
    size_t count;
    const tc_name *name; /* of its first words */
    tc_span text;
    uint32_t first, next; /* tokens of the parts, other cells may lie between */
} organ;

/* "TÊN CƠ QUAN, TỔ CHỨC", "ỦY BAN NHÂN DÂN ........", "SỞ ….": what a form leaves to be filled in.
 */
static bool left_blank(const tc_head *h, const tc_segment *s)
{
    static const char *const words[] = {"TÊN ", "CƠ QUAN CHỦ QUẢN", "ĐƠN VỊ CHỦ QUẢN"};
    const tc_layout *l = h->l;
    tc_span text = tc_layout_text(l, s->first, s->next);
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (tc_span_starts(text, tc_span_str(words[k])))
            return true;
    for (uint32_t i = s->first; i < s->next; i++)
        if (tc_layout_punct(l, i, 0x2026) ||
            (tc_layout_punct(l, i, '.') && tc_layout_punct(l, i + 1, '.')))
            return true;
    return false;
}

bool tc_head_take_organ(tc_head *h, const tc_segment *s)
{
    tc_layout *l = h->l;
    size_t next = s->first;
    const tc_name *name = tc_name_at(l->r, l->w->names, s->first, &next);
    size_t words = tc_head_words(l, s->first, s->next);
    if (words == 0 || words > ORGAN_WORDS || l->t->items[s->first].kind != TC_TOKEN_WORD)
        return false; /* "/KH-UBND" is what a draft's number leaves */
    if (tc_signature_mark(l, s->first))
        return false; /* where the pages are pictures, the signature may be all the text */
    const tc_range *number = &l->r->plan->number_span;
    if (number->end && l->t->items[s->first].start >= number->start &&
        l->t->items[s->first].start < number->end)
        return false; /* the rest of a number broken over a line end */
    bool caps = tc_layout_caps(l, s->first, s->next);
    bool plain = name && name->kind == TC_NAME_ORGAN && words <= 10 && !l->r->plan->date.year &&
                 (l->t->items[s->first].flags & TC_CAPITAL) && h->organs.len == 0;
    if (!caps && !plain)
        return false;
    size_t at;
    if (left_blank(h, s) || (h->left_blank && !tc_name_at(l->r, l->w->names, s->first, &at))) {
        h->left_blank = true;
        return true;
    }
    tc_vec_push(l->r->arena, &h->organs, ((tc_row){s->first, s->next}));
    return true;
}

static bool opens_organ(const tc_layout *l, const tc_row *piece, const tc_name **name)
{
    size_t next;
    *name = tc_name_at(l->r, l->w->names, piece->first, &next);
    return *name && ((*name)->kind == TC_NAME_ORGAN || (*name)->kind == TC_NAME_BODY ||
                     (*name)->kind == TC_NAME_PERSON);
}

/* "TÒA ÁN NHÂN DÂN - VIỆN KIỂM SÁT NHÂN DÂN": organs that issue a document together; the line below
 * has another. */
static bool joint(const tc_layout *l, const tc_row *piece)
{
    size_t next;
    for (uint32_t i = piece->first + 1; i + 1 < piece->next; i++)
        if (tc_layout_punct(l, i, '-') && !(l->t->items[i].flags & TC_GLUED)) {
            const tc_name *name = tc_name_at(l->r, l->w->names, i + 1, &next);
            return name && name->kind == TC_NAME_ORGAN;
        }
    return false;
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

static bool far_below(const tc_layout *l, const tc_row *above, const tc_row *piece)
{
    enum { HEAD_GAP = 10 };
    return tc_reading_line(l->r, piece->first) - tc_reading_line(l->r, above->first) > HEAD_GAP;
}

/* Is the organ no more than the entry of the table? */
static bool is_bare(const organ *o)
{
    return o->name && tc_span_eq(o->text, tc_span_str(o->name->text));
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

/* Capitals that name no organ the table knows: the title of a form or an annex ("MẪU HỢP ĐỒNG
 * ..."), a head of the text ("II. VIẾT HOA ..."), an emblem misspelt, or, where neither emblem nor
 * number makes these lines a head, any. */
static bool is_no_organ(const tc_head *h, const organ *o)
{
    static const char *const titles[] = {"mau-", "phu-luc-", "thoa-thuan-"};
    const tc_layout *l = h->l;
    if (o->name)
        return false;
    if (!h->emblem && !h->number_seen)
        return true;
    size_t line = tc_reading_line(l->r, o->first);
    if (o->first == l->rows[line].first && tc_layout_opens_head(l, line))
        return true;
    tc_span slug = tc_text_slug(l->r->arena, o->text, '-');
    for (size_t k = 0; k < sizeof titles / sizeof *titles; k++)
        if (tc_span_starts(slug, tc_span_str(titles[k])))
            return true;
    return tc_span_ends(slug, TC_SPAN("xa-hoi-chu-nghia-viet-nam"));
}

static size_t make_organs(tc_head *h, organ *out)
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
        if (i > 0 && !opens && far_below(l, piece - 1, piece))
            break; /* capitals of the body, where the head has no type to end it */
        if (count == 0 || (opens && !open)) {
            out[count++] = (organ){.name = name, .first = piece->first};
            out[count - 1].parts = tc_arena_array(l->r->arena, h->organs.len - i, sizeof(tc_row));
        }
        add_piece(l, &out[count - 1], piece);
        open = unfinished(l, piece, name) || (opens && joint(l, piece));
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) { /* the gazette prints organs twice */
        bool seen = false;
        out[i].text = tc_organ_name(l, out[i].parts, out[i].count);
        opens_organ(l, out[i].parts, &out[i].name);
        for (size_t k = 0; k < kept; k++)
            seen |= tc_span_eq(out[k].text, out[i].text);
        bool post = out[i].name && out[i].name->kind == TC_NAME_PERSON && is_bare(&out[i]);
        if (!seen && !post && out[i].text.len && !is_no_organ(h, &out[i]))
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

/* Agencies that bear the name of whom they serve: "Ban Tuyên giáo" of a committee, "Văn phòng" of
 * any authority. */
static bool serves(const organ *o, const char *name)
{
    return o->name && tc_span_starts(tc_span_str(o->name->text), tc_span_str(name));
}

/* A body is its owner's ("Ban Thường trực" of the Front above it); a bare agency takes the name of
 * its committee or authority, or the area of its authority. */
static tc_span complete_name(const tc_layout *l, const organ *last, const organ *above)
{
    tc_arena *arena = l->r->arena;
    bool body = last->name && last->name->kind == TC_NAME_BODY;
    if (is_bare(last) && (body || serves(last, "Văn phòng") || serves(last, "Thanh tra")))
        return join(arena, last->text, above->text);
    if (body || !last->name || last->name->kind != TC_NAME_ORGAN || area_of(l, last).len)
        return last->text;
    bool agency =
        serves(last, "Ban") || serves(last, "Văn phòng") || serves(last, "Ủy ban Kiểm tra");
    if (agency && is_bare(last) && is_bare(above) && serves(above, "Ban Chấp hành Trung ương"))
        return join(arena, last->text, TC_SPAN("Trung ương"));
    if (is_committee(above) && !is_committee(last))
        return agency ? join(arena, last->text, above->text) : last->text;
    tc_span area = area_of(l, above);
    bool field = last->name->mode == TC_NAME_FIELD;
    return area.len && field ? join(arena, last->text, area) : last->text;
}

/* "1345/KHPH-BCHQS-TĐ": organs that issue together, each on its line with no dash between. */
static bool issue_together(const tc_head *h, const organ *o, size_t count)
{
    const tc_number *own = h->l->r->own;
    if (count < 2 || !own || !tc_type_is_joint(own->type) ||
        !memchr(own->organ.ptr, '-', own->organ.len))
        return false;
    for (size_t i = 0; i < count; i++)
        for (size_t p = 0; p < o[i].count; p++)
            if (!o[i].name || o[i].name->kind != TC_NAME_ORGAN || joint(h->l, &o[i].parts[p]))
                return false;
    return true;
}

static void name_issuer(tc_head *h, organ *o, size_t count)
{
    tc_plan *plan = h->l->r->plan;
    if (issue_together(h, o, count)) {
        plan->issuer = o[0].text;
        for (size_t i = 1; i < count; i++)
            plan->issuer =
                join(h->l->r->arena, join(h->l->r->arena, plan->issuer, TC_SPAN("-")), o[i].text);
        plan->issuer_span = tc_reading_range(h->l->r, o[0].first, o[count - 1].next);
        return;
    }
    const organ *last = &o[count - 1], *above = count > 1 ? &o[count - 2] : NULL;
    plan->issuer = last->text;
    bool of_last = above && above->name && above->name->kind == TC_NAME_BODY && is_bare(above);
    if (of_last && (count == 2 || serves(above, "Ban Chấp hành"))) {
        /* BAN CHẤP HÀNH / ĐẢNG BỘ ... */
        plan->issuer = join(h->l->r->arena, above->text, last->text);
        plan->issuer_parent = count == 2 ? last->text : o[count - 3].text;
    } else if (above) {
        plan->issuer = complete_name(h->l, last, above);
        plan->issuer_parent = above->text;
    }
    plan->issuer_span = tc_reading_range(h->l->r, last->first, last->next);
}

void tc_head_name_issuer(tc_head *h)
{
    if (!h->organs.len)
        return;
    organ *list = tc_arena_array(h->l->r->arena, h->organs.len, sizeof *list);
    size_t count = make_organs(h, list);
    if (count > 2)
        h->l->r->top = list[0].text;
    if (count)
        name_issuer(h, list, count);
}
