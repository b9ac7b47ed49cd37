/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens and words: the one analysis for documents and for questions.
 *
 * A token is a stretch of normalised text: a run of letters (a syllable, or a foreign word), a
 * run of ASCII digits, or one code point of punctuation. Word boundaries are ICU's (UAX 29),
 * with one difference: letters and digits always part ("QH15" is QH + 15, glued), and no sign joins
 * (. , : ' _ and the like), because document numbers and dates are put together by grammars.
 * Controls part tokens as blanks do. Marks that nothing composes belong to the word before them,
 * and to no token behind anything else.
 *
 * A word is what tokens of one spelling share: its keys. The lexicon interns words, so each
 * spelling is analysed once and grammars compare small integers. */
#ifndef TC_TEXT_TOKEN_H
#define TC_TEXT_TOKEN_H

#include "text/text.h"

typedef struct {
    tc_span lower;      /* NFC, lower case, as spelt: "hoà"; over 255 bytes cut, with a hash */
    tc_span accent;     /* accent key: the folded key, "'", the marks: see text/key.h */
    tc_span folded;     /* folded key: "hoa"; digits: without leading zeros, at least one digit */
    uint32_t id;        /* this word */
    uint32_t accent_id; /* equal for equal accent keys */
    uint32_t folded_id; /* equal for equal folded keys */
    bool syllable;      /* can be a Vietnamese syllable as spelt */
    bool marked;        /* has any mark (tone, shape, or đ) */
    bool digits;        /* a run of digits */
    uint8_t letters;    /* code points in lower, at most 255 */
    uint16_t roman;     /* value as a Roman numeral (I..MMMCMXCIX), else 0 */
    uint16_t code;      /* of the folded key: see text/syllable_code.h; 0: none */
    uint32_t value;     /* digits: the number, UINT32_MAX when over 9 digits; else 0 */
} tc_word;

typedef struct tc_lexicon tc_lexicon; /* not for use by two threads at once */

tc_status tc_lexicon_new(tc_lexicon **out, tc_error *);
void tc_lexicon_free(tc_lexicon *);
/* The word of a spelling (normalised text without blanks; case does not matter). The pointer
 * lives until the lexicon is trimmed or freed. */
tc_status tc_lexicon_word(tc_lexicon *, tc_span spelling, const tc_word **out, tc_error *);
/* A lexicon begins with its words: chunks of them, which do not move. */
typedef struct {
    tc_word **chunks;
} tc_lexicon_words;
enum { TC_CHUNK_BITS = 8 };
static inline const tc_word *tc_lexicon_at(const tc_lexicon *lexicon, uint32_t id)
{
    const tc_lexicon_words *words = (const void *)lexicon;
    return &words->chunks[id >> TC_CHUNK_BITS][id & ((1u << TC_CHUNK_BITS) - 1)];
}
size_t tc_lexicon_size(const tc_lexicon *);
/* Words known now stay for ever (grammars keep their ids); later ones may be trimmed. */
void tc_lexicon_keep(tc_lexicon *);
/* Between documents: forgets unkept words once they outgrow max_words. */
void tc_lexicon_trim(tc_lexicon *, size_t max_words);
/* How often words were forgotten: each time ids may mean other words. */
uint32_t tc_lexicon_trims(const tc_lexicon *);

typedef enum {
    TC_TOKEN_WORD, /* letters */
    TC_TOKEN_DIGITS,
    TC_TOKEN_PUNCT /* one code point that is no letter, digit or blank */
} tc_token_kind;

enum {
    TC_GLUED = 1,      /* no blank or line end before it */
    TC_LINE_START = 2, /* first token of its line */
    TC_PARA_START = 4, /* first token after a blank line, or of the text */
    TC_CAPITAL = 8,    /* a word whose first letter is a capital */
    TC_ALL_CAPS = 16   /* a word of capitals only ("A" too) */
};

typedef struct {
    uint32_t start, end; /* bytes of normalised text */
    uint32_t word;       /* WORD, DIGITS: id in the lexicon; PUNCT: the code point */
    uint8_t kind, flags;
    uint16_t reserved;
} tc_token;

typedef struct {
    uint32_t start, end;   /* bytes of normalised text, without the line end */
    uint32_t first, count; /* tokens */
} tc_line;

typedef struct {
    const tc_text *text;
    const tc_lexicon *lexicon;
    tc_token *items;
    size_t len;
    tc_line *lines; /* every line, blank ones too */
    size_t line_count;
} tc_tokens;

tc_status tc_tokenize(tc_tokens **out, tc_arena *, tc_lexicon *, const tc_text *, tc_error *);

static inline const tc_word *tc_token_word(const tc_tokens *t, size_t i)
{
    return t->items[i].kind == TC_TOKEN_PUNCT ? NULL : tc_lexicon_at(t->lexicon, t->items[i].word);
}
static inline tc_span tc_token_span(const tc_tokens *t, size_t i)
{
    return tc_span_sub(t->text->norm, t->items[i].start, t->items[i].end);
}
/* Is it this sign? i may be behind the last token. */
static inline bool tc_token_is_sign(const tc_tokens *t, size_t i, uint32_t sign)
{
    return i < t->len && t->items[i].kind == TC_TOKEN_PUNCT && t->items[i].word == sign;
}
/* Words and digits are indexed; the n-th of them in a text (from 1) has position n. */
static inline bool tc_token_indexed(const tc_token *t)
{
    return t->kind != TC_TOKEN_PUNCT;
}

/* Names the analysis (rules and ICU version); kept in every index, compared on opening. */
const char *tc_analyzer_id(void);

#endif
