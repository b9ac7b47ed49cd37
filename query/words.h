/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words as typed, and which written words each of them holds for.
 *
 * Smart diacritics (the default): marks that are typed are a promise, marks that are not typed
 * are open. A word without marks is open; a word with marks that is a syllable as it stands means
 * itself; a word with marks that is none ("quyêt") is half typed and holds for every reading that
 * has the marks that are there. Raw Telex and VNI typing is decoded when the word is no syllable
 * and the index does not know it, or knows it less than what is meant, beside others so typed. */
#ifndef TC_QUERY_WORDS_H
#define TC_QUERY_WORDS_H

#include "store/store.h"
#include "text/token.h"

typedef enum {
    TC_MARKS_SMART,
    TC_MARKS_PARTIAL, /* every mark not typed is open, in complete syllables too */
    TC_MARKS_IGNORE,  /* every mark is open */
    TC_MARKS_EXACT    /* a word means itself, unmarked ones too */
} tc_marks;
const char *tc_marks_name(tc_marks);

typedef enum {
    TC_HOLD_FOLDED,  /* every reading */
    TC_HOLD_ACCENT,  /* this reading */
    TC_HOLD_READINGS /* readings that have the typed marks */
} tc_hold;

typedef struct {
    const tc_word *word; /* decoded when it was Telex or VNI */
    tc_hold hold;
    bool prefix;        /* the start of a word: the last of a right wildcard */
    bool decoded;       /* was Telex or VNI */
    bool literal;       /* without marks among words that have some: most likely just that */
    bool asks;          /* asks for what is not known ("nào"): says nothing of the answer */
    size_t first, next; /* tokens of the question */
    tc_range source;    /* bytes of the question */
    double rarity;      /* of the word in texts: tc_rarity */
    double pair_rarity; /* of the word with the one behind it; 0: nowhere, or not looked up */
} tc_typed;

/* How much it says that a document has what n of all documents have: ln(1 + odds against). */
double tc_rarity(uint64_t all, uint64_t n);

typedef struct {
    tc_typed *items;
    size_t len, cap;
} tc_typed_words;

/* Where words are looked up; handles are borrowed. reader may be NULL: then nothing is known of
 * the index. */
typedef struct {
    tc_arena *arena;
    tc_lexicon *lexicon;
    tc_reader *reader;
    tc_field_id field; /* whose words count as known */
    uint64_t documents;
} tc_word_reader;

/* The words of a text in order. tokens receives its tokens (for numbers in it); offset is added
 * to .source. Runs in the arena's catch of the caller. */
tc_status tc_words_read(tc_typed_words *out, tc_tokens **tokens, const tc_word_reader *,
                        tc_span text, size_t offset, tc_marks, tc_error *);
/* Does the typed word hold for a written one? unmarked: that text has no marks at all. */
bool tc_typed_matches(const tc_typed *, const tc_word *written, bool unmarked);
/* How many words from i on are a numeral above 0, digits or at least two words: a lone "năm" is a
 * year. 0: none. tokens: of these words. */
size_t tc_typed_numeral(const tc_typed_words *, const tc_tokens *, size_t i, uint32_t *value);
/* Is any mark typed? */
bool tc_words_marked(const tc_typed_words *);

/* The accent terms of the index that a typed word holds for, most frequent first. */
tc_status tc_typed_readings(tc_term_list *out, const tc_word_reader *, const tc_typed *,
                            tc_error *);

#endif
