/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From matches to tc_number: lists that share a suffix, the two passes, keys. */
#include "plan/scan.h"

#include <stdio.h>

enum { MEMBERS = 64 /* of one list */ };

/* A short text put together from token spans, in a scratch buffer; it is kept at its length. */
typedef struct {
    char scratch[512];
    char *ptr;
    size_t len;
} composed;

static void composed_open(composed *c, tc_arena *arena, size_t size)
{
    c->ptr = size <= sizeof c->scratch ? c->scratch : tc_arena_alloc(arena, size);
    c->len = 0;
}

static tc_span composed_close(const composed *c, tc_arena *arena, size_t len)
{
    return tc_arena_copy(arena, tc_span_make(c->ptr, len));
}

static void put(composed *c, tc_span s)
{
    if (s.len)
        memcpy(c->ptr + c->len, s.ptr, s.len);
    c->len += s.len;
}
static void put_char(composed *c, char ch)
{
    c->ptr[c->len++] = ch;
}

/* Tokens [i, end) without blanks, every dash as "-"; a first word may be put right. */
static void put_tokens(composed *c, const tc_tokens *t, size_t i, size_t end, tc_span first_word)
{
    for (size_t k = i; k < end; k++) {
        if (k == i && first_word.len)
            put(c, first_word);
        else if (t->items[k].kind == TC_TOKEN_PUNCT && t->items[k].word != '/' &&
                 t->items[k].word != '&' && t->items[k].word != '+' && t->items[k].word != '.')
            put_char(c, '-');
        else
            put(c, tc_token_span(t, k));
    }
}

static void put_serial(composed *c, const tc_number_scan *s, const tc_number_match *m, bool right)
{
    char digits[16];
    size_t zeros = 0;
    if (!right) { /* as written: leading zeros are kept */
        tc_span span = tc_token_span(s->tokens, m->first);
        while (zeros + 1 < span.len && span.ptr[zeros] == '0')
            zeros++;
    }
    for (size_t k = 0; k < zeros; k++)
        put_char(c, '0');
    int n = snprintf(digits, sizeof digits, "%u", (unsigned)m->serial);
    put(c, tc_span_make(digits, (size_t)n));
    if (m->suffix)
        put(c, tc_token_span(s->tokens, m->suffix));
    if (m->part) {
        put_char(c, '.');
        put(c, tc_token_span(s->tokens, m->part));
    }
}

/* The whole number; right: with type and organ spelt as the tables have them. */
static tc_span compose(tc_arena *arena, const tc_number_scan *s, const tc_number_match *m,
                       bool right)
{
    const tc_tokens *t = s->tokens;
    size_t size = t->items[m->next - 1].end - t->items[m->first].start;
    composed c;
    composed_open(&c, arena, size + 256);
    tc_span none = {"", 0};
    tc_span type = right && m->damaged && m->type >= 0 ? tc_types[m->type].code : none;
    tc_span organ = right && m->damaged && m->organ >= 0 ? s->grammar->organs[m->organ].code : none;
    put_serial(&c, s, m, right);
    put_char(&c, m->seps[0] ? m->seps[0] : '-');
    if (m->year_token) {
        put(&c, tc_token_span(t, m->year_token));
        put_char(&c, m->seps[1]);
    }
    if (m->split) {
        tc_span word = tc_token_span(t, m->type_first);
        put(&c, type.len ? type : tc_span_sub(word, 0, m->split));
        put_char(&c, m->seps[2]);
        put(&c, organ.len ? organ : tc_span_sub(word, m->split, word.len));
        put_tokens(&c, t, m->type_next, m->next, none);
        return composed_close(&c, arena, c.len);
    }
    if (m->form != TC_NUMBER_LAW && m->form != TC_NUMBER_LETTER) {
        put_tokens(&c, t, m->type_first, type.len ? m->type_first + 1 : m->type_next, type);
        put_char(&c, m->seps[2]);
        if (m->old_form) {
            put_tokens(&c, t, m->type_next + 1, m->organ_first - 1, none);
            put_char(&c, '/');
        }
    }
    put_tokens(&c, t, m->organ_first, m->next, organ);
    return composed_close(&c, arena, c.len - (organ.len ? 0 : m->cut));
}

static tc_system system_of(const tc_number_scan *s, const tc_number_match *m)
{
    if (m->organ >= 0 && m->form != TC_NUMBER_LETTER)
        return s->grammar->organs[m->organ].system;
    return m->form == TC_NUMBER_PARTY ? TC_SYSTEM_PARTY : TC_SYSTEM_STATE;
}

/* 1314/NQ-UBTVQH15: the term stands behind the organ as in laws. */
static uint16_t organ_term(const tc_number_scan *s, const tc_number_match *m)
{
    const tc_code_word *w = tc_code_at(s->grammar, s->tokens, m->organ_first);
    size_t i = m->organ_first + 1;
    if (!w || !(w->lead & TC_LEAD_TERM_ORGAN) || i >= m->next ||
        s->tokens->items[i].kind != TC_TOKEN_DIGITS)
        return 0;
    return (uint16_t)tc_token_word(s->tokens, i)->value;
}

void tc_number_fill(tc_number *n, tc_arena *arena, const tc_number_scan *s,
                    const tc_number_match *m)
{
    const tc_tokens *t = s->tokens;
    n->form = m->form;
    n->system = system_of(s, m);
    n->serial = m->serial;
    n->suffix = m->suffix ? tc_token_word(t, m->suffix)->folded.ptr[0] : 0;
    n->part = m->part ? (uint16_t)tc_token_word(t, m->part)->value : 0;
    n->year = m->year;
    n->term = m->term ? m->term : organ_term(s, m);
    n->damaged = m->damaged;
    n->organ_entry = m->organ;
    n->first = m->first;
    n->next = m->next;
    n->span.start = t->items[m->first].start;
    n->span.end = t->items[m->next - 1].end - m->cut;
    n->text = compose(arena, s, m, false);
    n->key = tc_number_key(arena, m->damaged ? compose(arena, s, m, true) : n->text);
    if (m->type >= 0)
        n->type = tc_types[m->type].code;
    else if (m->form != TC_NUMBER_LAW && m->form != TC_NUMBER_LETTER)
        n->type = tc_text_upper(arena, tc_token_span(t, m->type_first));
    composed organ;
    composed_open(&organ, arena, n->text.len + 64);
    tc_span right = {"", 0};
    if (m->damaged && m->organ >= 0)
        right = s->grammar->organs[m->organ].code;
    put_tokens(&organ, t, m->organ_first, m->next, right);
    n->organ = composed_close(&organ, arena, organ.len);
}

static bool is_digits(const tc_tokens *t, size_t i)
{
    return t->items[i].kind == TC_TOKEN_DIGITS && t->items[i].end - t->items[i].start <= 5;
}

static uint8_t lead_at(const tc_number_scan *s, size_t i)
{
    const tc_code_word *w = tc_code_at(s->grammar, s->tokens, i);
    return w ? w->lead : 0;
}

/* "số", "số:" or the last word of a type's name before token i */
static bool has_lead(const tc_number_scan *s, size_t i)
{
    const tc_token *before = i > 0 ? &s->tokens->items[i - 1] : NULL;
    if (before && before->kind == TC_TOKEN_PUNCT && before->word == ':' && i > 1)
        i--;
    return i > 0 && (lead_at(s, i - 1) & (TC_LEAD_NUMBER | TC_LEAD_TYPE));
}

typedef struct {
    size_t first, next, suffix;
    uint32_t serial;
} member;

/* A serial that ends before token `end`, with an own type perhaps ("18-NQ, 19-NQ/TW"). */
static bool serial_before(const tc_number_scan *s, size_t end, size_t floor, member *out)
{
    const tc_tokens *t = s->tokens;
    size_t i = end - 1;
    const tc_code_word *w = tc_code_at(s->grammar, t, i);
    if (w && w->type >= 0 && i >= floor + 2 && t->items[i - 1].kind == TC_TOKEN_PUNCT &&
        t->items[i - 1].word != ',' && (t->items[i].flags & TC_GLUED))
        i -= 2;
    out->suffix = 0;
    if (i > floor && t->items[i].kind == TC_TOKEN_WORD && (t->items[i].flags & TC_GLUED) &&
        tc_token_word(t, i)->letters == 1)
        out->suffix = i--;
    if (i < floor || !is_digits(t, i))
        return false;
    if (i > 0 && (t->items[i].flags & TC_GLUED)) {
        bool comma = t->items[i - 1].kind == TC_TOKEN_PUNCT &&
                     (t->items[i - 1].word == ',' || t->items[i - 1].word == ';');
        if (!comma && !(lead_at(s, i - 1) & TC_LEAD_NUMBER))
            return false;
    }
    out->first = i;
    out->next = end;
    out->serial = tc_token_word(t, i)->value;
    return true;
}

/* The token behind the member to the left of the one at p, or 0 when there is no list. */
static size_t comma_before(const tc_number_scan *s, size_t p, size_t floor)
{
    const tc_tokens *t = s->tokens;
    size_t q = p;
    if (q > floor && (lead_at(s, q - 1) & TC_LEAD_NUMBER))
        q--;
    bool any = false;
    if (q > floor && (lead_at(s, q - 1) & TC_LEAD_AND)) {
        q--;
        any = true;
    }
    if (q > floor && t->items[q - 1].kind == TC_TOKEN_PUNCT &&
        (t->items[q - 1].word == ',' || t->items[q - 1].word == ';' ||
         t->items[q - 1].word == '&')) {
        q--;
        any = true;
    }
    return any && q > floor ? q : 0;
}

/* Members of a list that take their suffix from m: "Chỉ thị số 05, 28-CT/TW". The leftmost one
 * must stand beside "số" or a type's name, else the figures are something else. */
static size_t list_before(const tc_number_scan *s, const tc_number_match *m, size_t floor,
                          member out[MEMBERS])
{
    size_t count = 0, good = 0;
    if (m->form == TC_NUMBER_LAW || m->form == TC_NUMBER_LETTER)
        return 0;
    for (size_t p = m->first; count < MEMBERS;) {
        size_t end = comma_before(s, p, floor);
        if (!end || !serial_before(s, end, floor, &out[count]))
            break;
        p = out[count++].first;
        if (has_lead(s, p))
            good = count;
    }
    return good;
}

typedef TC_VEC(tc_number) number_vec;

static void add_numbers(number_vec *vec, tc_arena *arena, const tc_number_scan *s,
                        const tc_number_match *m, size_t floor)
{
    member members[MEMBERS];
    size_t count = list_before(s, m, floor, members);
    while (count-- > 0) { /* they were found from right to left */
        tc_number_match shared = *m;
        shared.first = members[count].first;
        shared.serial = members[count].serial;
        shared.suffix = members[count].suffix;
        tc_number *n = tc_vec_add(arena, vec);
        tc_number_fill(n, arena, s, &shared);
        n->shared = true;
        n->next = members[count].next;
        n->span.end = s->tokens->items[n->next - 1].end;
    }
    tc_number_fill(tc_vec_add(arena, vec), arena, s, m);
}

/* Most figures of a text are followed by a plain word or the end of a clause; those are passed at
 * a glance. */
static bool may_go_on(const tc_tokens *t, size_t i)
{
    if (i >= t->len)
        return false;
    const tc_token *token = &t->items[i];
    if (token->kind != TC_TOKEN_PUNCT)
        return token->flags & (TC_GLUED | TC_CAPITAL);
    if (token->word >= 0x80 || token->word == '-' || token->word == '/')
        return true;
    return (token->flags & TC_GLUED) && i + 1 < t->len && (t->items[i + 1].flags & TC_GLUED);
}

/* Can a serial start here: digits, or letters that scanners print for digits ("O5", "l5")? */
static bool may_start(const tc_tokens *t, size_t i, bool *odd)
{
    const tc_token *token = &t->items[i];
    *odd = false;
    if (token->kind == TC_TOKEN_DIGITS)
        return token->end - token->start <= 5;
    if (token->kind != TC_TOKEN_WORD || token->end - token->start > 2)
        return false;
    *odd = true;
    for (uint32_t k = token->start; k < token->end; k++)
        if (!memchr("OolI", t->text->norm.ptr[k], 4))
            return false;
    return true;
}

/* "TT-BL%C4%90TBXH": half a code, in an address of the web */
static bool is_escaped(const tc_tokens *t, size_t next)
{
    return next < t->len && t->items[next].kind == TC_TOKEN_PUNCT && t->items[next].word == '%' &&
           (t->items[next].flags & TC_GLUED);
}

/* The numbers that start in [from, to). */
static void collect(number_vec *vec, tc_arena *arena, const tc_number_grammar *g,
                    const tc_tokens *t, size_t from, size_t to)
{
    tc_number_scan strict = {g, t, false, false}, figures = {g, t, false, true};
    tc_number_scan forgiving = {g, t, true, false};
    size_t floor = from;
    tc_number_grammar_meet(g, arena);
    for (size_t i = from; i < to; i++) {
        bool odd;
        tc_number_match m;
        if (!may_start(t, i, &odd) || !may_go_on(t, i + 1))
            continue;
        const tc_number_scan *s = &strict;
        if (odd || !tc_number_match_at(s, i, &m)) {
            if (!has_lead(s, i))
                continue;
            s = tc_number_match_at(&figures, i, &m) ? &figures : &forgiving;
            if (s == &forgiving && !tc_number_match_at(s, i, &m))
                continue;
        }
        if (is_escaped(t, m.next))
            continue;
        add_numbers(vec, arena, s, &m, floor);
        floor = m.next;
        i = m.next - 1;
    }
}

void tc_numbers_collect(tc_numbers *out, tc_arena *arena, const tc_number_grammar *g,
                        const tc_tokens *t)
{
    number_vec vec = {0};
    collect(&vec, arena, g, t, 0, t->len);
    out->items = vec.items;
    out->len = vec.len;
}

const tc_number *tc_number_first(tc_arena *arena, const tc_number_grammar *g, const tc_tokens *t,
                                 size_t from, size_t to)
{
    number_vec vec = {0};
    collect(&vec, arena, g, t, from, to < t->len ? to : t->len);
    return vec.len ? &vec.items[0] : NULL;
}

tc_status tc_numbers_find(tc_numbers *out, tc_arena *arena, const tc_number_grammar *g,
                          const tc_tokens *tokens, tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to find the numbers");
    tc_numbers_collect(out, arena, g, tokens);
    tc_arena_uncatch(arena, &guard);
    return TC_OK;
}
