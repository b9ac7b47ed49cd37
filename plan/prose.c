/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What heads leave out and the prose tells: who issues the document, when it was adopted. */
#include "plan/layout.h"

enum { OPENING_TOKENS = 700, SUBJECT_TOKENS = 60, EXTENSION_TOKENS = 14 };

static bool is_break(const tc_layout *l, size_t i)
{
    return tc_layout_punct(l, i, ',') || tc_layout_punct(l, i, ';') || tc_layout_punct(l, i, '.') ||
           tc_layout_punct(l, i, ')');
}

static bool names_unit(const tc_layout *l, size_t i)
{
    size_t next;
    const tc_name *name = tc_name_at(l->r, l->w->names, i, &next);
    return name && (l->t->items[i].flags & TC_CAPITAL) &&
           (name->kind == TC_NAME_ORGAN || name->kind == TC_NAME_BODY);
}

/* The clause before a verb at `verb` that begins with a unit: its first token, or verb. */
static size_t subject_before(const tc_layout *l, size_t verb)
{
    size_t low = verb > SUBJECT_TOKENS ? verb - SUBJECT_TOKENS : 0;
    for (size_t i = verb; i > low; i--) {
        bool starts = (l->t->items[i - 1].flags & TC_PARA_START) || (i > 1 && is_break(l, i - 2));
        if (starts && names_unit(l, i - 1))
            return i - 1;
        bool item = l->t->items[i - 1].kind == TC_TOKEN_PUNCT &&
                    (l->t->items[i - 1].flags & TC_LINE_START); /* a list line's bullet */
        if (item || (l->t->items[i - 1].flags & TC_PARA_START))
            break;
    }
    return verb;
}

/* "ban hành [tạm thời] Kế hoạch": a type's name soon behind the verb; not "Kế hoạch này". */
static bool issues_document(const tc_layout *l, size_t next)
{
    for (size_t i = next; i < next + 5 && i < l->t->len; i++)
        for (size_t n = 3; n >= 2; n--) /* in words: one token may be a code */
            if (i + n <= l->t->len && l->t->items[i].kind == TC_TOKEN_WORD &&
                !tc_layout_is(l, i + n, TC_W_NAY) &&
                tc_type_code(l->r->arena, tc_layout_text(l, i, i + n)).len)
                return true;
    return false;
}

static bool same_word(const tc_layout *l, size_t a, size_t b)
{
    const tc_word *x = tc_token_word(l->t, a), *y = tc_token_word(l->t, b);
    return x && y && x->accent_id == y->accent_id;
}

/* How far a name goes on behind `i`: words with capitals, "và" and "," between them, a second
 * syllable in small letters where the words before have one ("Tài nguyên và Môi trường"). */
static size_t extension(const tc_layout *l, size_t i)
{
    size_t end = i;
    bool pairs = false;
    for (size_t k = i; k < l->t->len && k < i + EXTENSION_TOKENS; k++) {
        const tc_token *t = &l->t->items[k];
        bool word = t->kind == TC_TOKEN_WORD, capital = word && (t->flags & TC_CAPITAL);
        bool joint = tc_layout_is(l, k, TC_W_VA) || tc_layout_punct(l, k, ',');
        if (capital) {
            pairs |= end > i && k > end;
            end = k + 1;
        } else if ((!joint || end == i) && !(word && k == end && end > i)) {
            break;
        }
    }
    bool second = pairs && end < l->t->len && l->t->items[end].kind == TC_TOKEN_WORD &&
                  !(l->t->items[end].flags & TC_CAPITAL);
    return end - i + second;
}

/* The fullest mention of the name in tokens [first, next): "Đảng ủy Sở" -> "Đảng ủy Sở Tài nguyên
 * và Môi trường". */
static void fullest(const tc_layout *l, size_t *first, size_t *next)
{
    size_t len = *next - *first, best = 0, where = *first;
    for (size_t i = 0; i + len <= l->t->len; i++) {
        size_t k = 0;
        while (k < len && same_word(l, *first + k, i + k))
            k++;
        if (k < len)
            continue;
        size_t more = extension(l, i + len);
        if (more > best) {
            best = more;
            where = i;
        }
    }
    *first = where;
    *next = where + len + best;
}

/* "Sở Xây dựng | báo cáo": what looks like the verb is the field of whose name it is. */
static bool is_field(const tc_layout *l, size_t first, size_t verb)
{
    size_t next;
    const tc_name *name = tc_name_at(l->r, l->w->names, first, &next);
    return name && name->mode == TC_NAME_FIELD && next == verb;
}

static bool issuer_from_opening(tc_layout *l)
{
    size_t from = l->body_from < l->line_count ? l->t->lines[l->body_from].first : 0;
    for (size_t i = from; i < l->t->len && i < from + OPENING_TOKENS; i++) {
        size_t next;
        if (tc_layout_cue(l, i, &next) != TC_CUE_ISSUES || !issues_document(l, next))
            continue;
        size_t first = subject_before(l, i);
        if (first == i || is_field(l, first, i))
            continue;
        next = i;
        fullest(l, &first, &next);
        tc_row part = {(uint32_t)first, (uint32_t)next};
        l->r->plan->issuer = tc_organ_name(l, &part, 1);
        l->r->plan->issuer_span = tc_reading_range(l->r, first, next);
        return true;
    }
    return false;
}

void tc_issuer_from_prose(tc_layout *l)
{
    if (l->r->plan->issuer.len || issuer_from_opening(l))
        return;
    /* else who is signed for: "T/M BAN THƯỜNG VỤ" */
    if (!l->signed_rows)
        return;
    l->r->plan->issuer = tc_organ_name(l, l->signed_for, l->signed_rows);
    l->r->plan->issuer_span = tc_reading_range(l->r, l->signed_for[0].first, l->signed_for[0].next);
}
