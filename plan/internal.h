/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of plan/ only: the state of one reading and the phrase matcher.
 *
 * Order of work (plan.c): layout (header, sections, signature, recipients, furniture)
 * -> citations (numbered, then named, class, self) -> events -> units -> periods -> resolve
 * (identity, carried dates and issuers). Readers work on tokens and normalised offsets and store
 * NORMALISED ranges; plan.c maps all ranges to source offsets at the very end, once. */
#ifndef TC_PLAN_INTERNAL_H
#define TC_PLAN_INTERNAL_H

#include "plan/plan.h"

/* A set of phrases over words, compiled to a trie on word ids. A phrase is words separated by
 * blanks; the marks , - / ( ) & in it are matched as they stand, blanks or not. A marked word of a
 * phrase is matched by the same accent key, or by an unmarked word of the text with the same folded
 * key when the text as a whole is unmarked (tc_reading.unmarked). */
typedef struct tc_phrases tc_phrases;
typedef struct {
    const char *phrase; /* "căn cứ" */
    int value;          /* what it means, >= 0 */
} tc_phrase;
tc_status tc_phrases_new(tc_phrases **out, tc_lexicon *, const tc_phrase *, size_t, tc_error *);
void tc_phrases_free(tc_phrases *);

/* Line classes found by layout.c, one for each line of the tokens. */
typedef enum {
    TC_LINE_BODY,
    TC_LINE_HEADER,    /* the head block, up to and with the title */
    TC_LINE_HEAD,      /* a section head */
    TC_LINE_RECIPIENT, /* "Nơi nhận" block */
    TC_LINE_SIGNATURE,
    TC_LINE_TABLE,    /* of a table of tasks, once the units are read */
    TC_LINE_FURNITURE /* page heads, running numbers, stamps, rules: read over */
} tc_line_class;

typedef struct tc_reading {
    tc_arena *arena;
    const tc_plan_reader *reader;
    const tc_tokens *tokens;
    bool unmarked;          /* the text has (nearly) no diacritics */
    bool spaced;            /* lines are wrapped and blank lines part the paragraphs */
    uint8_t *line_class;    /* [tokens->line_count] */
    uint32_t *line_section; /* section index of each line, TC_NO_SECTION before the first */
    tc_plan *plan;
    tc_span top;            /* the topmost organ of the head, of three or more */
    const tc_number *own;   /* the document's number, NULL when the grammar does not know it */
    struct tc_citer *citer; /* what the citation readers leave for tc_citation_resolve */
} tc_reading;

/* Longest phrase at token i; value or -1; *next behind it. Punctuation that the phrase does not
 * have does not match. */
int tc_phrase_at(const tc_reading *, const tc_phrases *, size_t i, size_t *next);
/* Does a phrase begin with the word, in a text that is unmarked or not? */
bool tc_phrase_begins(const tc_phrases *, const tc_word *, bool unmarked);

/* The line that holds token i. */
size_t tc_reading_line(const tc_reading *, size_t token);
uint32_t tc_reading_section(const tc_reading *, size_t token);
/* The token range of the sentence around tokens [first, next): ends at . ; ! ? (not inside a
 * number, date or abbreviation), at a blank line, at a list line's start. */
void tc_reading_sentence(const tc_reading *, size_t first, size_t next, size_t *from, size_t *to);
tc_range tc_reading_range(const tc_reading *, size_t first, size_t next); /* normalised bytes */
/* Squeezed text of tokens [first, next), furniture lines left out. */
tc_span tc_reading_text(const tc_reading *, size_t first, size_t next);
/* "25", "0l", "l2": figures, some of them letters now, behind any marks but a comma; 0 when there
 * are none, else *i moves behind them. */
uint32_t tc_figures_at(const tc_tokens *, size_t *i);
size_t tc_figures_skip(const tc_tokens *, size_t i); /* behind such marks */

/* One reader a file; each owns a compiled part inside tc_plan_reader. */
struct tc_plan_reader {
    tc_lexicon *lexicon;
    tc_number_grammar *numbers;
    struct tc_layout_words *layout;
    struct tc_citation_words *citation;
    struct tc_event_words *event;
    struct tc_unit_words *unit;
    struct tc_begins *begins; /* what words begin of all these */
};
/* The tokens, or a copy in which words are parted that a table's cells glued together in the head.
 */
const tc_tokens *tc_unglue(tc_arena *, tc_plan_reader *, const tc_tokens *, tc_error *);
tc_status tc_layout_words_new(struct tc_layout_words **, tc_lexicon *, tc_error *);
void tc_layout_words_free(struct tc_layout_words *);
void tc_layout_read(tc_reading *); /* line classes, header fields, sections, signer, recipients */
tc_status tc_given_apply(tc_reading *, const tc_plan_given *, tc_error *);
tc_status tc_citation_words_new(struct tc_citation_words **, tc_lexicon *, tc_error *);
void tc_citation_words_free(struct tc_citation_words *);
/* A field of ministries and departments ("Tài chính") at the token; *next behind it. */
bool tc_sector_at(const tc_reading *, size_t token, size_t *next);
void tc_citation_read(tc_reading *);    /* numbered, short, named, class */
void tc_citation_resolve(tc_reading *); /* identity; carries over date, issuer */
/* The name of the law that the document is, in its own text, cites nothing. */
void tc_cite_no_own_law(tc_reading *);
tc_status tc_event_words_new(struct tc_event_words **, tc_lexicon *, tc_error *);
void tc_event_words_free(struct tc_event_words *);
void tc_event_read(tc_reading *); /* events and periods */
tc_status tc_unit_words_new(struct tc_unit_words **, tc_lexicon *, tc_error *);
void tc_unit_words_free(struct tc_unit_words *);
void tc_unit_read(tc_reading *); /* issuer, assigned, coordinating, recipient, ... */

#endif
