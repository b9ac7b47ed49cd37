/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/parse.h"

#include <stdio.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/text.h"

typedef struct {
    tc_arena *arena;
    tc_span in;
    const tc_range *numbers;
    size_t number_count;
    size_t pos;
    unsigned depth;
    tc_field_id field; /* in force inside field:( ... ) */
    bool exact;
    tc_error *err;
} tc_parser;

/* ---- nodes -------------------------------------------------------------------------------- */

tc_ask *tc_ask_node(tc_arena *a, tc_ask_kind kind)
{
    tc_ask *n = tc_arena_alloc(a, sizeof *n);
    n->kind = kind;
    n->field = TC_ASK_NO_FIELD;
    return n;
}

tc_ask *tc_ask_leaf(tc_arena *a, tc_ask_kind kind, tc_field_id field, tc_span text)
{
    tc_ask *n = tc_ask_node(a, kind);
    n->field = field;
    n->text = text;
    return n;
}

tc_ask *tc_ask_words(tc_arena *a, tc_span text)
{
    tc_ask *n = tc_ask_leaf(a, TC_ASK_WORDS, TC_ASK_NO_FIELD, text);
    n->source.end = text.len;
    return n;
}

void tc_ask_add(tc_arena *a, tc_ask *parent, tc_ask *child)
{
    if (parent->count == parent->capacity)
        parent->children = tc_arena_grow(a, parent->children, parent->count, &parent->capacity,
                                         sizeof *parent->children);
    parent->children[parent->count++] = child;
    if (parent->count == 1)
        parent->source = child->source;
    else if (child->source.end > parent->source.end)
        parent->source.end = child->source.end;
}

/* ---- reading ------------------------------------------------------------------------------ */

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || cp == 0x3000;
}

static bool is_quote(uint32_t cp)
{
    return cp == '"' || cp == 0x201C || cp == 0x201D || cp == 0x201E;
}

static uint32_t at(const tc_parser *p, size_t pos, size_t *next)
{
    *next = pos;
    return pos < p->in.len ? tc_utf8_next(p->in, next) : 0;
}

static void skip_blanks(tc_parser *p)
{
    size_t next;
    while (p->pos < p->in.len && is_blank(at(p, p->pos, &next)))
        p->pos = next;
}

/* Where the document number that starts at pos ends; pos when none does. */
static size_t number_end(const tc_parser *p, size_t pos)
{
    for (size_t i = 0; i < p->number_count && p->numbers[i].start <= pos; i++)
        if (p->numbers[i].start == pos)
            return p->numbers[i].end;
    return pos;
}

/* The word at pos: up to a blank, quote or parenthesis; numbers in it are kept whole. */
static size_t word_end(const tc_parser *p, size_t pos)
{
    while (pos < p->in.len) {
        size_t next = number_end(p, pos);
        if (next > pos) {
            pos = next;
            continue;
        }
        uint32_t cp = at(p, pos, &next);
        if (is_blank(cp) || is_quote(cp) || cp == '(' || cp == ')')
            break;
        pos = next;
    }
    return pos;
}

/* Is this operator word at pos, alone? */
static bool operator_at(const tc_parser *p, const char *word)
{
    tc_span w = tc_span_str(word);
    if (!tc_span_starts(tc_span_sub(p->in, p->pos, p->in.len), w))
        return false;
    return word_end(p, p->pos) == p->pos + w.len;
}

static bool near_at(const tc_parser *p)
{
    return operator_at(p, "NEAR") ||
           tc_span_starts(tc_span_sub(p->in, p->pos, p->in.len), TC_SPAN("NEAR/"));
}

/* "-" right before what it excludes; "--" and a dash alone are punctuation. */
static bool minus_at(const tc_parser *p)
{
    size_t next, after;
    if (at(p, p->pos, &next) != '-' || next >= p->in.len || number_end(p, p->pos) > p->pos)
        return false;
    uint32_t cp = at(p, next, &after);
    return !is_blank(cp) && cp != '-' && cp != ')';
}

/* ---- primaries ---------------------------------------------------------------------------- */

static tc_status parse_or(tc_parser *, tc_ask **);

static tc_ask *leaf(tc_parser *p, tc_ask_kind kind, size_t start, size_t end)
{
    tc_ask *n = tc_ask_leaf(p->arena, kind, p->field, tc_span_sub(p->in, start, end));
    n->exact = p->exact;
    n->source = (tc_range){start, end};
    n->at = start;
    return n;
}

/* Whether a * ends the last word between quotes; one that ends another is refused, and one that
 * stands alone is a sign like others. */
static tc_status phrase_star(tc_parser *p, size_t start, size_t *end, bool *star)
{
    *star = false;
    while (*end > start && p->in.ptr[*end - 1] == ' ')
        --*end;
    for (size_t i = start + 1; i < *end; i++) {
        unsigned char before = (unsigned char)p->in.ptr[i - 1];
        if (p->in.ptr[i] != '*' ||
            !(before >= 0x80 || tc_ascii_letter((char)before) || tc_ascii_digit((char)before)))
            continue;
        *star = i + 1 == *end;
        if (!*star)
            return tc_fail_at(p->err, i, "between quotes a * can only end the last word");
    }
    return TC_OK;
}

static tc_status parse_phrase(tc_parser *p, tc_ask **out)
{
    size_t open = p->pos, start, next;
    at(p, open, &start);
    size_t pos = start;
    while (pos < p->in.len && !is_quote(at(p, pos, &next)))
        pos = next;
    if (pos >= p->in.len)
        return tc_fail_at(p->err, open, "the quote is not closed");
    at(p, pos, &next);
    p->pos = next;
    if (tc_span_empty(tc_span_trim(tc_span_sub(p->in, start, pos))))
        return tc_fail_at(p->err, open, "there is nothing between these quotes");
    bool star;
    tc_status s = phrase_star(p, start, &pos, &star);
    if (s != TC_OK)
        return s;
    *out = star ? leaf(p, TC_ASK_PREFIX, start, pos - 1) : leaf(p, TC_ASK_PHRASE, start, pos);
    (*out)->source = (tc_range){open, next};
    return TC_OK;
}

static tc_status parse_group(tc_parser *p, tc_ask **out)
{
    size_t open = p->pos++;
    if (++p->depth > TC_ASK_MAX_DEPTH)
        return tc_fail_at(p->err, open, "parentheses nest deeper than %d", TC_ASK_MAX_DEPTH);
    skip_blanks(p);
    if (p->pos < p->in.len && p->in.ptr[p->pos] == ')')
        return tc_fail_at(p->err, open, "there is nothing between these parentheses");
    tc_status s = parse_or(p, out);
    if (s != TC_OK)
        return s;
    if (p->pos >= p->in.len)
        return tc_fail_at(p->err, open, "the parenthesis is not closed");
    p->pos++;
    p->depth--;
    return TC_OK;
}

static bool has_ranges(tc_field_id id)
{
    if (id == TC_ASK_NO_FIELD)
        return false;
    tc_field_kind kind = tc_field_at(id)->kind;
    return kind == TC_FIELD_DATE_KIND || kind == TC_FIELD_NUMBER_KIND || id == TC_FIELD_ID_YEAR;
}

/* word, word*, low..high or * */
static tc_status parse_word(tc_parser *p, tc_ask **out)
{
    size_t start = p->pos, end = word_end(p, start);
    tc_span word = tc_span_sub(p->in, start, end);
    p->pos = end;
    size_t star = tc_span_find(word, TC_SPAN("*"));
    if (star != SIZE_MAX && star + 1 < word.len)
        return tc_fail_at(p->err, start + star, "a * can only end a word");
    if (star == 0) {
        *out = leaf(p, TC_ASK_ALL, start, end);
        return TC_OK;
    }
    if (star != SIZE_MAX) {
        *out = leaf(p, TC_ASK_PREFIX, start, end - 1);
        (*out)->source.end = end;
        return TC_OK;
    }
    size_t dots = has_ranges(p->field) ? tc_span_find(word, TC_SPAN("..")) : SIZE_MAX;
    if (dots == SIZE_MAX) {
        *out = leaf(p, TC_ASK_WORDS, start, end);
        return TC_OK;
    }
    *out = leaf(p, TC_ASK_RANGE, start, end);
    (*out)->low = tc_span_sub(word, 0, dots);
    (*out)->high = tc_span_sub(word, dots + 2, word.len);
    if (word.len == 2)
        return tc_fail_at(p->err, start, "this range has no end at all: write A..B, A.. or ..B");
    if (tc_span_find((*out)->high, TC_SPAN("..")) != SIZE_MAX)
        return tc_fail_at(p->err, start + dots, "a range has two ends: A..B");
    return TC_OK;
}

static tc_status parse_primary(tc_parser *p, tc_ask **out)
{
    size_t next;
    uint32_t cp = at(p, p->pos, &next);
    if (cp == '(')
        return parse_group(p, out);
    if (is_quote(cp))
        return parse_phrase(p, out);
    return parse_word(p, out);
}

/* ---- fields ------------------------------------------------------------------------------- */

/* The field name at pos, without its ":"; empty when none stands there. A name is letters, "_"
 * and "-" right before ":"; a letter beyond ASCII is allowed since people type số_hiệu: too. */
static tc_span field_name(const tc_parser *p)
{
    size_t pos = p->pos, next;
    while (pos < p->in.len) {
        uint32_t cp = at(p, pos, &next);
        bool letter = (cp | 0x20) - 'a' < 26 || cp >= 0xC0 || cp == '_' || cp == '-';
        if (!letter || is_quote(cp) || is_blank(cp))
            break;
        pos = next;
    }
    if (pos == p->pos || pos >= p->in.len || p->in.ptr[pos] != ':')
        return TC_SPAN("");
    return tc_span_sub(p->in, p->pos, pos);
}

static bool is_ascii(tc_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80)
            return false;
    return true;
}

static tc_status unknown_field(const tc_parser *p, tc_span name)
{
    char known[200];
    size_t len = 0;
    for (int i = 0; i < TC_FIELD_COUNT; i++) {
        const char *n = tc_field_at((tc_field_id)i)->name;
        int add = snprintf(known + len, sizeof known - len, "%s%s", i ? ", " : "", n);
        if (add < 0 || (size_t)add >= sizeof known - len)
            break;
        len += (size_t)add;
    }
    known[len] = '\0';
    return tc_fail_at(p->err, p->pos, "there is no field \"%.*s\" (fields: %s)", (int)name.len,
                      name.ptr, known);
}

/* Takes "field:" in when it stands here. *found tells; names that could be plain text ("Lưu ý:",
 * anything before a blank) are left alone unless they are fields. */
static tc_status parse_field(tc_parser *p, bool *found)
{
    *found = false;
    tc_span name = field_name(p);
    if (tc_span_empty(name))
        return TC_OK;
    size_t value = p->pos + name.len + 1, next;
    bool bare = value >= p->in.len || is_blank(at(p, value, &next));
    tc_field_id id = TC_ASK_NO_FIELD;
    bool exact = tc_span_eq(name, TC_SPAN("exact"));
    bool known = exact || tc_field_find(tc_text_slug(p->arena, name, '_'), &id);
    if (!known && (bare || !is_ascii(name)))
        return TC_OK;
    if (!known)
        return unknown_field(p, name);
    if (bare && !is_ascii(name))
        return TC_OK;
    if (bare)
        return tc_fail_at(p->err, value - 1,
                          "\"%.*s:\" has no value: put it right behind the colon", (int)name.len,
                          name.ptr);
    *found = true;
    p->pos = value;
    if (exact)
        p->exact = true;
    else
        p->field = id;
    return TC_OK;
}

/* Free words in a row become one node, so that neighbours are known as neighbours. */
static void take_more_words(tc_parser *p, tc_ask *run)
{
    for (;;) {
        size_t before = p->pos, next;
        skip_blanks(p);
        uint32_t cp = at(p, p->pos, &next);
        size_t end = word_end(p, p->pos);
        tc_span word = tc_span_sub(p->in, p->pos, end);
        bool plain = end > p->pos && cp != '(' && !minus_at(p) && !operator_at(p, "AND") &&
                     !operator_at(p, "OR") && !operator_at(p, "NOT") && !near_at(p) &&
                     tc_span_empty(field_name(p)) && tc_span_find(word, TC_SPAN("*")) == SIZE_MAX &&
                     !(has_ranges(p->field) && tc_span_find(word, TC_SPAN("..")) != SIZE_MAX);
        p->pos = plain ? end : before;
        if (!plain)
            return;
        run->source.end = end;
        run->text = tc_span_sub(p->in, run->source.start, end);
    }
}

static tc_status parse_fielded(tc_parser *p, tc_ask **out)
{
    tc_field_id field = p->field;
    bool exact = p->exact, found;
    size_t start = p->pos;
    tc_status s = parse_field(p, &found);
    if (s == TC_OK && found && p->exact && !exact) /* exact:title:"…" */
        s = parse_field(p, &found);
    bool named = p->pos > start;
    if (s == TC_OK)
        s = parse_primary(p, out);
    if (s == TC_OK && !named && (*out)->kind == TC_ASK_WORDS && p->in.ptr[start] != '(')
        take_more_words(p, *out);
    if (s == TC_OK)
        (*out)->source.start = start;
    p->field = field;
    p->exact = exact;
    return s;
}

/* ---- operators ---------------------------------------------------------------------------- */

static tc_status parse_unary(tc_parser *p, tc_ask **out)
{
    skip_blanks(p);
    size_t start = p->pos;
    bool word = operator_at(p, "NOT");
    if (p->pos >= p->in.len || p->in.ptr[p->pos] == ')')
        return tc_fail_at(p->err, p->pos, "something is missing here");
    if (operator_at(p, "OR") || operator_at(p, "AND") || near_at(p))
        return tc_fail_at(p->err, p->pos, "nothing stands before this %.*s",
                          (int)(word_end(p, p->pos) - p->pos), p->in.ptr + p->pos);
    if (!word && !minus_at(p))
        return parse_fielded(p, out);
    if (++p->depth > TC_ASK_MAX_DEPTH)
        return tc_fail_at(p->err, start, "exclusions nest deeper than %d", TC_ASK_MAX_DEPTH);
    p->pos += word ? 3 : 1;
    tc_ask *child;
    tc_status s = parse_unary(p, &child);
    if (s != TC_OK)
        return s;
    p->depth--;
    *out = tc_ask_node(p->arena, TC_ASK_NOT);
    tc_ask_add(p->arena, *out, child);
    (*out)->source.start = start;
    return TC_OK;
}

static tc_status near_window(tc_parser *p, unsigned *window)
{
    size_t end = word_end(p, p->pos), digits = p->pos + 5;
    *window = TC_ASK_NEAR_WINDOW;
    if (end > p->pos + 4) {
        *window = 0;
        for (size_t i = digits; i < end; i++) {
            unsigned d = (unsigned)(p->in.ptr[i] - '0');
            *window = *window * 10 + d;
            if (d > 9 || *window > 1000)
                *window = 0, i = end;
        }
        if (*window == 0)
            return tc_fail_at(p->err, digits, "NEAR/n takes a number of words from 1 to 1000");
    }
    p->pos = end;
    return TC_OK;
}

static bool can_be_near(const tc_ask *n)
{
    return n->kind == TC_ASK_WORDS || n->kind == TC_ASK_PHRASE;
}

static tc_status parse_near(tc_parser *p, tc_ask **out)
{
    tc_status s = parse_unary(p, out);
    skip_blanks(p);
    while (s == TC_OK && p->pos < p->in.len && near_at(p)) {
        size_t op = p->pos;
        unsigned window;
        tc_ask *left = *out, *right;
        if ((s = near_window(p, &window)) != TC_OK || (s = parse_unary(p, &right)) != TC_OK)
            return s;
        if ((!can_be_near(left) && left->kind != TC_ASK_NEAR) || !can_be_near(right) ||
            right->field != (left->kind == TC_ASK_NEAR ? left->children[0] : left)->field)
            return tc_fail_at(p->err, op, "NEAR stands between words or phrases of one field");
        if (left->kind != TC_ASK_NEAR) {
            *out = tc_ask_node(p->arena, TC_ASK_NEAR);
            tc_ask_add(p->arena, *out, left);
        }
        if (window > (*out)->window)
            (*out)->window = window;
        tc_ask_add(p->arena, *out, right);
        skip_blanks(p);
    }
    return s;
}

static bool and_goes_on(tc_parser *p)
{
    skip_blanks(p);
    return p->pos < p->in.len && p->in.ptr[p->pos] != ')' && !operator_at(p, "OR");
}

/* The node that holds `first` and gets more; the same one after the first time. */
static void gather(tc_parser *p, tc_ask **out, tc_ask_kind kind, bool *gathered, tc_ask *next)
{
    if (!*gathered) {
        tc_ask *first = *out;
        *out = tc_ask_node(p->arena, kind);
        tc_ask_add(p->arena, *out, first);
        *gathered = true;
    }
    tc_ask_add(p->arena, *out, next);
}

static tc_status parse_and(tc_parser *p, tc_ask **out)
{
    tc_ask *next;
    bool gathered = false;
    tc_status s = parse_near(p, out);
    while (s == TC_OK && and_goes_on(p)) {
        if (operator_at(p, "AND"))
            p->pos += 3;
        if ((s = parse_near(p, &next)) == TC_OK)
            gather(p, out, TC_ASK_AND, &gathered, next);
    }
    return s;
}

static tc_status parse_or(tc_parser *p, tc_ask **out)
{
    tc_ask *next;
    bool gathered = false;
    tc_status s = parse_and(p, out);
    while (s == TC_OK && p->pos < p->in.len && operator_at(p, "OR")) {
        p->pos += 2;
        if ((s = parse_and(p, &next)) == TC_OK)
            gather(p, out, TC_ASK_OR, &gathered, next);
    }
    return s;
}

tc_status tc_ask_parse(tc_ask **out, tc_arena *arena, tc_span question, const tc_range *numbers,
                       size_t number_count, tc_error *err)
{
    if (question.len > TC_ASK_MAX_BYTES)
        return tc_fail(err, TC_ETOOBIG, "the question is longer than %d bytes", TC_ASK_MAX_BYTES);
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the question");
    tc_parser p = {.arena = arena,
                   .in = question,
                   .numbers = numbers,
                   .number_count = number_count,
                   .field = TC_ASK_NO_FIELD,
                   .err = err};
    tc_status s = TC_OK;
    skip_blanks(&p);
    if (p.pos >= question.len)
        *out = tc_ask_node(arena, TC_ASK_ALL);
    else
        s = parse_or(&p, out);
    if (s == TC_OK && p.pos < question.len)
        s = tc_fail_at(err, p.pos, "the parenthesis was not opened");
    tc_arena_uncatch(arena, &guard);
    return s;
}

/* ---- back to text ------------------------------------------------------------------------- */

typedef struct {
    tc_arena *arena;
    TC_VEC(char) out;
} tc_ask_printer;

static void put(tc_ask_printer *p, tc_span s)
{
    for (size_t i = 0; i < s.len; i++)
        tc_vec_push(p->arena, &p->out, s.ptr[i]);
}

static void puts_(tc_ask_printer *p, const char *s)
{
    put(p, tc_span_str(s));
}

static void leaf_text(tc_ask_printer *p, const tc_ask *n)
{
    if (n->exact)
        puts_(p, "exact:");
    if (n->field != TC_ASK_NO_FIELD) {
        puts_(p, tc_field_at(n->field)->name);
        puts_(p, ":");
    }
    bool star = n->kind == TC_ASK_PREFIX || n->kind == TC_ASK_ALL;
    bool phrase = n->kind == TC_ASK_PHRASE ||
                  (n->kind == TC_ASK_PREFIX && tc_span_find(n->text, TC_SPAN(" ")) != SIZE_MAX);
    const char *around = phrase ? "\"" : n->kind == TC_ASK_WORDS ? "'" : "";
    puts_(p, around);
    if (n->kind != TC_ASK_ALL)
        put(p, n->text);
    if (star)
        puts_(p, "*");
    puts_(p, around);
}

static void node_text(tc_ask_printer *p, const tc_ask *n)
{
    if (n->kind < TC_ASK_AND) {
        leaf_text(p, n);
        return;
    }
    puts_(p, n->kind == TC_ASK_NOT ? "(NOT " : "(");
    for (size_t i = 0; i < n->count; i++) {
        if (i && n->kind == TC_ASK_NEAR)
            puts_(p, tc_arena_printf(p->arena, " NEAR/%u ", n->window));
        else if (i)
            puts_(p, n->kind == TC_ASK_OR ? " OR " : " AND ");
        node_text(p, n->children[i]);
    }
    puts_(p, ")");
}

tc_span tc_ask_text(tc_arena *arena, const tc_ask *n)
{
    tc_ask_printer p = {.arena = arena};
    node_text(&p, n);
    return tc_span_make(p.out.items, p.out.len);
}
