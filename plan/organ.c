/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of organs: from the capitals of a head to the case of running text. */
#include "plan/layout.h"

#include "base/utf8.h"

#include <stdlib.h>

#define NAME(TEXT, KIND, MODE) {TEXT, TC_NAME_##KIND, TC_NAME_##MODE},
static const tc_name names_table[] = {
#include "plan/names.def"
};
#undef NAME

tc_status tc_names_new(tc_phrases **out, tc_lexicon *lexicon, tc_error *err)
{
    enum { COUNT = sizeof names_table / sizeof *names_table };
    tc_phrase *list = malloc(COUNT * sizeof *list);
    if (!list)
        return tc_fail(err, TC_ENOMEM, "no memory for names");
    for (size_t i = 0; i < COUNT; i++)
        list[i] = (tc_phrase){names_table[i].text, (int)i};
    tc_status s = tc_phrases_new(out, lexicon, list, COUNT, err);
    free(list);
    return s;
}

const tc_name *tc_name_at(const tc_reading *r, const tc_phrases *names, size_t token, size_t *next)
{
    int at = token < r->tokens->len ? tc_phrase_at(r, names, token, next) : -1;
    return at < 0 ? NULL : &names_table[at];
}

static bool letter_at(tc_span s, size_t at)
{
    unsigned char c = at < s.len ? (unsigned char)s.ptr[at] : ' ';
    return c >= 0x80 || (c | 0x20u) - 'a' < 26u;
}

/* The one respelling that names need (reference 6, old and new style): uỷ = ủy. */
tc_span tc_name_tidy(tc_arena *arena, tc_span s)
{
    static const struct {
        tc_span old, new;
    } pairs[] = {{TC_SPAN_LIT("uỷ"), TC_SPAN_LIT("ủy")},
                 {TC_SPAN_LIT("Uỷ"), TC_SPAN_LIT("Ủy")},
                 {TC_SPAN_LIT("UỶ"), TC_SPAN_LIT("ỦY")}};
    char *out = NULL;
    for (size_t i = 0; i + 1 < s.len; i++)
        for (size_t p = 0; s.ptr[i + 1] == '\xE1' && p < sizeof pairs / sizeof *pairs; p++) {
            if (!tc_span_starts(tc_span_sub(s, i, s.len), pairs[p].old) ||
                (i && (s.ptr[i - 1] | 0x20) == 'q') || letter_at(s, i + pairs[p].old.len))
                continue;
            if (!out) {
                out = tc_arena_alloc(arena, s.len + 1);
                memcpy(out, s.ptr, s.len);
            }
            memcpy(out + i, pairs[p].new.ptr, pairs[p].new.len); /* both forms: four bytes */
        }
    return out ? tc_span_make(out, s.len) : s;
}

typedef struct {
    const tc_layout *l;
    char *out;
    size_t len;
    tc_name_mode mode;
    bool capital; /* the next plain word takes one */
    bool blank;   /* a blank is due */
} caser;

static void put(caser *c, tc_span s)
{
    if (c->blank && c->len)
        c->out[c->len++] = ' ';
    memcpy(c->out + c->len, s.ptr, s.len);
    c->len += s.len;
    c->blank = false;
}

static tc_span first_upper(tc_arena *arena, tc_span lower)
{
    size_t pos = 0;
    if (!lower.len)
        return lower;
    tc_utf8_next(lower, &pos);
    tc_span head = tc_text_upper(arena, tc_span_sub(lower, 0, pos));
    char *out = tc_arena_alloc(arena, head.len + lower.len);
    memcpy(out, head.ptr, head.len);
    memcpy(out + head.len, lower.ptr + pos, lower.len - pos);
    return tc_span_make(out, head.len + lower.len - pos);
}

static void put_name(caser *c, const tc_name *name)
{
    tc_span text = tc_span_str(name->text);
    if ((name->kind == TC_NAME_AREA || name->kind == TC_NAME_GROUP) && c->len)
        text = tc_text_lower(c->l->r->arena, text);
    put(c, text);
    if (name->kind == TC_NAME_PLAIN) {
        c->capital = c->mode == TC_NAME_PLACE;
        return;
    }
    c->mode = name->mode;
    c->capital = name->mode != TC_NAME_REST;
}

static void put_word(caser *c, size_t token)
{
    const tc_word *w = tc_token_word(c->l->t, token);
    bool foreign = !w->syllable && !(c->mode == TC_NAME_PLACE && w->letters > 2);
    if (w->digits || foreign || (w->roman && c->mode == TC_NAME_REST && w->letters > 1)) {
        put(c, tc_token_span(c->l->t, token)); /* GD&ĐT, THCS, XV */
        return;
    }
    bool joins = tc_layout_is(c->l, token, TC_W_VA);
    bool upper = !joins && (c->capital || c->len == 0 || c->mode == TC_NAME_PLACE);
    put(c, upper ? first_upper(c->l->r->arena, w->lower) : w->lower);
    c->capital = joins && c->mode == TC_NAME_FIELD;
}

static void put_punct(caser *c, size_t token)
{
    uint32_t cp = c->l->t->items[token].word;
    put(c, tc_token_span(c->l->t, token));
    if (c->mode == TC_NAME_FIELD && (cp == ',' || cp == '-' || cp == 0x2013))
        c->capital = true;
}

static void put_part(caser *c, size_t first, size_t next)
{
    const tc_layout *l = c->l;
    c->blank = true;
    for (size_t i = first; i < next;) {
        size_t end = i + 1;
        c->blank |= !(l->t->items[i].flags & TC_GLUED);
        if (!tc_layout_decoration(l, i)) {
            const tc_name *name = tc_name_at(l->r, l->w->names, i, &end);
            /* "phục vụ", "công báo": words of a field that elsewhere are organs */
            bool plain = name && name->kind == TC_NAME_ORGAN && end == i + 1 && c->len &&
                         c->mode == TC_NAME_FIELD && !c->capital;
            if (name && end <= next && !plain) {
                put_name(c, name);
            } else {
                end = i + 1;
                if (l->t->items[i].kind == TC_TOKEN_PUNCT)
                    put_punct(c, i);
                else
                    put_word(c, i);
            }
        }
        i = end;
    }
}

/* As written, unless it is written in capitals. */
tc_span tc_organ_name(const tc_layout *l, const tc_row *parts, size_t count)
{
    bool caps = true;
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        caps &= tc_layout_caps(l, parts[i].first, parts[i].next);
        if (parts[i].first < parts[i].next)
            bytes += l->t->items[parts[i].next - 1].end - l->t->items[parts[i].first].start + 1;
    }
    if (!bytes)
        return TC_SPAN("");
    if (!caps && count == 1)
        return tc_name_tidy(l->r->arena, tc_layout_title(l, parts->first, parts->next));
    caser c = {.l = l, .mode = TC_NAME_REST};
    /* a letter and its capital may differ in length by a byte, names of the table may be spelt
     * with more marks than an unmarked text: thrice the text is room enough */
    c.out = tc_arena_alloc(l->r->arena, 3 * bytes + 16);
    for (size_t i = 0; i < count; i++)
        put_part(&c, parts[i].first, parts[i].next);
    tc_span s = tc_span_make(c.out, c.len);
    while (s.len && strchr(" .,;:-", s.ptr[s.len - 1]))
        s.len--;
    return tc_name_tidy(l->r->arena, s);
}
