/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/token.h"

#include <unicode/uchar.h>
#include <unicode/uvernum.h>

#include "base/utf8.h"
#include "text/lexicon.h"

/* What a byte can begin. */
enum {
    PUNCT,
    BLANK,
    NEWLINE,
    DIGIT,
    LETTER,
    TWO, /* U+00C0..U+027F: letters but for the two signs of arithmetic */
    THREE /* may be U+1E00..U+1EFF */,
    OTHER /* ask ICU */
};

#define P PUNCT
#define B BLANK
#define L LETTER
#define D DIGIT
#define O OTHER
static const uint8_t byte_class[256] = {
    B, B,     B, B,   B,   B,   B,   B,   B,   B,   NEWLINE, B, B, B, B, B, /* controls */
    B, B,     B, B,   B,   B,   B,   B,   B,   B,   B,       B, B, B, B, B, /* controls */
    B, P,     P, P,   P,   P,   P,   P,   P,   P,   P,       P, P, P, P, P, /* blank ! " # ... */
    D, D,     D, D,   D,   D,   D,   D,   D,   D,   P,       P, P, P, P, P, /* 0 1 2 ... */
    P, L,     L, L,   L,   L,   L,   L,   L,   L,   L,       L, L, L, L, L, /* @ A B ... */
    L, L,     L, L,   L,   L,   L,   L,   L,   L,   L,       P, P, P, P, P, /* P Q R ... */
    P, L,     L, L,   L,   L,   L,   L,   L,   L,   L,       L, L, L, L, L, /* ` a b ... */
    L, L,     L, L,   L,   L,   L,   L,   L,   L,   L,       P, P, P, P, B, /* p q r ... DEL */
    O, O,     O, O,   O,   O,   O,   O,   O,   O,   O,       O, O, O, O, O, /* 80 */
    O, O,     O, O,   O,   O,   O,   O,   O,   O,   O,       O, O, O, O, O, /* 90 */
    O, O,     O, O,   O,   O,   O,   O,   O,   O,   O,       O, O, O, O, O, /* A0 */
    O, O,     O, O,   O,   O,   O,   O,   O,   O,   O,       O, O, O, O, O, /* B0 */
    O, O,     O, TWO, TWO, TWO, TWO, TWO, TWO, TWO, O,       O, O, O, O, O,
    O, O,     O, O,   O,   O,   O,   O,   O,   O,   O,       O, O, O, O, O, /* D0 */
    O, THREE, O, O,   O,   O,   O,   O,   O,   O,   O,       O, O, O, O, O, /* E0 */
    O, O,     O, O,   O,   O,   O,   O,   O,   O,   O,       O, O, O, O, O, /* F0 */
};
#undef P
#undef B
#undef L
#undef D
#undef O

typedef struct {
    tc_arena *arena;
    tc_lexicon *lex;
    tc_span text;
    TC_VEC(tc_token) tokens;
    TC_VEC(tc_line) lines;
    uint8_t flags; /* of the next token */
    tc_error *err;
} scanner;

/* Length of the letter of the quick kinds at pos, else 0. The text is well-formed. */
static inline size_t quick_letter(const unsigned char *p)
{
    uint8_t class = byte_class[*p];
    if (class == LETTER)
        return 1;
    if (class == THREE)
        return p[1] >= 0xB8 && p[1] <= 0xBB ? 3 : 0;
    return class != TWO || (p[0] == 0xC3 && (p[1] == 0x97 || p[1] == 0xB7)) ? 0 : 2;
}

static inline size_t quick_end(tc_span text, size_t pos)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    for (size_t n;; pos += n) {
        while (pos < text.len && byte_class[p[pos]] == LETTER)
            pos++;
        n = pos < text.len ? quick_letter(p + pos) : 0;
        if (n == 0)
            return pos;
    }
}

/* End of a run of letters and marks from a character on that is no quick letter. */
static size_t rare_end(tc_span text, size_t pos, bool *runs_on)
{
    while (pos < text.len && (unsigned char)text.ptr[pos] >= 0x80) {
        size_t next = pos;
        tc_script_class c = tc_script_of(tc_utf8_next(text, &next));
        if (c == TC_SCRIPT_PUNCT || c == TC_SCRIPT_BLANK)
            return pos;
        *runs_on = *runs_on || c == TC_SCRIPT_RUN_ON;
        pos = quick_end(text, next);
    }
    return pos;
}

/* End of the run of letters and marks that starts at pos; *runs_on when ICU has to cut it. */
static inline size_t letters_end(tc_span text, size_t pos, bool *runs_on)
{
    pos = quick_end(text, pos);
    bool more = pos < text.len && (unsigned char)text.ptr[pos] >= 0x80;
    return more ? rare_end(text, pos, runs_on) : pos;
}

static inline void push(scanner *s, size_t start, size_t end, uint32_t word, tc_token_kind kind,
                        uint32_t flags)
{
    if (s->tokens.len == s->tokens.cap)
        s->tokens.items = tc_arena_grow(s->arena, s->tokens.items, s->tokens.len, &s->tokens.cap,
                                        sizeof *s->tokens.items);
    tc_token *t = &s->tokens.items[s->tokens.len++];
    t->start = (uint32_t)start;
    t->end = (uint32_t)end;
    t->word = word;
    t->kind = (uint8_t)kind;
    t->flags = (uint8_t)(s->flags | flags);
    t->reserved = 0;
    s->flags = TC_GLUED;
}

/* Apart from the spellings that are known, which are nearly all. */
static __attribute__((noinline)) tc_status push_new(scanner *s, size_t start, size_t end,
                                                    tc_token_kind kind)
{
    tc_raw_spelling made;
    tc_status status = tc_lexicon_intern(s->lex, tc_span_sub(s->text, start, end), &made, s->err);
    if (status == TC_OK)
        push(s, start, end, made.word, kind, made.flags);
    return status;
}

static inline __attribute__((always_inline)) tc_status push_word(scanner *s, size_t start,
                                                                 size_t end, tc_token_kind kind)
{
    size_t len = end - start;
    if (len > TC_RAW_MAX)
        return push_new(s, start, end, kind);
    uint64_t low, high;
    tc_raw_load(s->text.ptr + start, len, s->text.len - start >= TC_RAW_MAX, &low, &high);
    const tc_raw_spelling *hit = tc_lexicon_hit(s->lex, low, high);
    if (!hit)
        return push_new(s, start, end, kind);
    push(s, start, end, hit->word, kind, hit->flags);
    return TC_OK;
}

static tc_status push_run_on(scanner *s, size_t start, size_t end)
{
    if (!s->lex->breaker)
        s->lex->breaker = tc_breaker_new();
    if (!s->lex->breaker)
        return tc_fail(s->err, TC_ENOMEM, "no memory for ICU's word breaks");
    size_t count, from = start;
    size_t *ends =
        tc_breaker_split(s->lex->breaker, s->arena, tc_span_sub(s->text, start, end), &count);
    tc_status status = TC_OK;
    for (size_t i = 0; i < count && status == TC_OK; i++) {
        status = push_word(s, from, start + ends[i], TC_TOKEN_WORD);
        from = start + ends[i];
    }
    return status;
}

static inline tc_status scan_letters(scanner *s, size_t *pos)
{
    bool runs_on = false;
    size_t start = *pos;
    *pos = letters_end(s->text, start, &runs_on);
    return runs_on ? push_run_on(s, start, *pos) : push_word(s, start, *pos, TC_TOKEN_WORD);
}

static tc_status scan_other(scanner *s, size_t *pos)
{
    size_t next = *pos;
    uint32_t cp = tc_utf8_next(s->text, &next);
    switch (tc_script_of(cp)) {
    case TC_SCRIPT_LETTER:
    case TC_SCRIPT_RUN_ON:
        return scan_letters(s, pos);
    case TC_SCRIPT_PUNCT:
        push(s, *pos, next, cp, TC_TOKEN_PUNCT, 0);
        break;
    case TC_SCRIPT_BLANK:
        s->flags &= (uint8_t)~TC_GLUED;
        break;
    case TC_SCRIPT_MARK: /* nothing to stand on */
        break;
    }
    *pos = next;
    return TC_OK;
}

static tc_status scan_digits(scanner *s, size_t *pos)
{
    size_t start = *pos;
    while (*pos < s->text.len && byte_class[(unsigned char)s->text.ptr[*pos]] == DIGIT)
        ++*pos;
    return push_word(s, start, *pos, TC_TOKEN_DIGITS);
}

static void end_line(scanner *s, size_t start, size_t end)
{
    size_t first = s->lines.len ? s->lines.items[s->lines.len - 1].first +
                                      s->lines.items[s->lines.len - 1].count
                                : 0;
    tc_line line = {(uint32_t)start, (uint32_t)end, (uint32_t)first,
                    (uint32_t)(s->tokens.len - first)};
    tc_vec_push(s->arena, &s->lines, line);
    uint8_t para = line.count == 0 || (s->flags & TC_PARA_START) ? TC_PARA_START : 0;
    s->flags = TC_LINE_START | para;
}

static tc_status scan(scanner *s)
{
    size_t pos = 0, line = 0;
    tc_status status = TC_OK;
    const unsigned char *p = (const unsigned char *)s->text.ptr;
    s->flags = TC_LINE_START | TC_PARA_START;
    while (pos < s->text.len && status == TC_OK) {
        switch (byte_class[p[pos]]) {
        case BLANK:
            s->flags &= (uint8_t)~TC_GLUED;
            pos++;
            break;
        case LETTER:
            status = scan_letters(s, &pos);
            break;
        case PUNCT:
            push(s, pos, pos + 1, p[pos], TC_TOKEN_PUNCT, 0);
            pos++;
            break;
        case DIGIT:
            status = scan_digits(s, &pos);
            break;
        case NEWLINE:
            end_line(s, line, pos);
            line = ++pos;
            break;
        default:
            status = quick_letter(p + pos) ? scan_letters(s, &pos) : scan_other(s, &pos);
        }
    }
    if (line < s->text.len && status == TC_OK)
        end_line(s, line, s->text.len);
    return status;
}

tc_status tc_tokenize(tc_tokens **out, tc_arena *arena, tc_lexicon *lex, const tc_text *text,
                      tc_error *err)
{
    scanner s = {.arena = arena, .lex = lex, .text = text->norm, .err = err};
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for the tokens of %zu bytes", text->norm.len);
    s.tokens.cap = text->norm.len / 4 + 16; /* a syllable and its blank take five bytes */
    s.tokens.items = tc_arena_space(arena, s.tokens.cap, sizeof *s.tokens.items);
    s.lines.cap = text->norm.len / 16 + 16; /* shorter ones are rare */
    s.lines.items = tc_arena_space(arena, s.lines.cap, sizeof *s.lines.items);
    tc_status status = scan(&s);
    if (status == TC_OK) {
        tc_tokens *t = tc_arena_alloc(arena, sizeof *t);
        t->text = text;
        t->lexicon = lex;
        t->items = s.tokens.items;
        t->len = s.tokens.len;
        t->lines = s.lines.items;
        t->line_count = s.lines.len;
        *out = t;
    }
    tc_arena_uncatch(arena, &guard);
    return status;
}

const char *tc_analyzer_id(void)
{
    return "tracuu-text-1 icu-" U_ICU_VERSION " unicode-" U_UNICODE_VERSION;
}
