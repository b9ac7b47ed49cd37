/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libtracuu: Vietnamese text keys, document numbers, what a document says, and search in an index
 * that tracuu-index made. For C11 and C++17; see libtracuu(3).
 *
 * Texts go in as UTF-8 with a length in bytes and come out as UTF-8 with a NUL behind. Functions
 * that can fail return a status and fill *error (NULL is fine). Results are freed by the function
 * that stands below them; freeing NULL is fine. Nothing here prints, exits or keeps state of its
 * own. A tc_lib, an index and their results belong to one thread at a time. */
#ifndef TRACUU_TRACUU_H
#define TRACUU_TRACUU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Later versions append; numbers never change. */
typedef enum {
    TC_LIB_OK = 0,
    TC_LIB_INVALID = 1,      /* an argument makes no sense */
    TC_LIB_IO = 2,           /* reading failed */
    TC_LIB_MEMORY = 3,       /* no memory */
    TC_LIB_CHARSET = 4,      /* bytes that are no text */
    TC_LIB_TOO_BIG = 5,      /* over a limit */
    TC_LIB_SYNTAX = 6,       /* a question that does not parse: error.column tells where */
    TC_LIB_NOT_FOUND = 7,    /* no such index or document; not a document number */
    TC_LIB_LOCKED = 8,       /* the index changes faster than it can be read: try again */
    TC_LIB_VERSION = 9,      /* an index of another version: tracuu-index rebuild */
    TC_LIB_DAMAGED = 10,     /* a damaged index: tracuu-index rebuild */
    TC_LIB_UNSUPPORTED = 11, /* not done by this build */
    TC_LIB_CANCELLED = 12,
    TC_LIB_INTERNAL = 13 /* a bug */
} tc_lib_status;

typedef struct {
    tc_lib_status status;
    size_t column;     /* TC_LIB_SYNTAX: byte offset into the question */
    char message[256]; /* English */
} tc_lib_error;

/* "0.1.0" */
const char *tc_lib_version(void);

/* Grammars and word lists: made once, used often. */
typedef struct tc_lib tc_lib;
tc_lib_status tc_lib_new(tc_lib **out, tc_lib_error *error);
void tc_lib_free(tc_lib *);

/* Bytes that the caller owns. */
typedef struct {
    char *data; /* NUL behind len */
    size_t len;
} tc_lib_text;
void tc_lib_text_free(tc_lib_text *);

/* ---- keys of a word ----------------------------------------------------------------------- */

/* folded: no marks, đ = d (Đường -> duong); equal for all readings. accent: folded and marks, equal
 * for every placement of the tone (hoà, hòa) and for i and y where they are one sound (kỉ, kỷ). */
tc_lib_status tc_lib_keys(tc_lib_text *accent, tc_lib_text *folded, const char *word, size_t len,
                          tc_lib_error *error);
/* Does what was typed hold for what is written? Typed marks are a promise, others are open. Both
 * are accent keys with a NUL behind. */
bool tc_lib_key_matches(const char *typed, const char *written);

/* ---- document numbers --------------------------------------------------------------------- */

typedef struct {
    const char *text;         /* as written, tidied: "30-KH/ThU" */
    const char *key;          /* equal for equal numbers: "30-KH/THU" */
    const char *type, *organ; /* "KH", "ThU"; "" when there is none */
    const char *system;       /* "party", "state", "mass", or "" */
    uint32_t serial;          /* 30 */
    uint16_t year, term;      /* 0 when there is none */
    const char *const *keys;  /* what it may stand for, marks that are not typed left open */
    size_t key_count;         /* at least 1; keys[0] is the likeliest */
} tc_lib_number;
/* The number that the whole text is, however typed. TC_LIB_NOT_FOUND when it is none. */
tc_lib_status tc_lib_number_read(tc_lib_number **out, tc_lib *, const char *text, size_t len,
                                 tc_lib_error *error);
void tc_lib_number_free(tc_lib_number *);

/* ---- what a document says ----------------------------------------------------------------- */

/* One JSON object of schema tracuu/1, see tracuu-schema(5), without a line end. text is plain text
 * in any encoding that Vietnamese documents come in; offsets count bytes of it as UTF-8. */
tc_lib_status tc_lib_plan_json(tc_lib_text *out, tc_lib *, const char *text, size_t len,
                               tc_lib_error *error);

/* ---- search ------------------------------------------------------------------------------- */

typedef struct tc_lib_index tc_lib_index;
/* dirs: index directories that are asked together; none: the one that tracuu would take. */
tc_lib_status tc_lib_index_open(tc_lib_index **out, const char *const *dirs, size_t count,
                                tc_lib_error *error);
void tc_lib_index_free(tc_lib_index *);
uint64_t tc_lib_index_documents(const tc_lib_index *);
/* The first shard from *i (0 at first) on that does not answer, so that answers lack its documents;
 * *i is then behind it. NULL: no more. Ask after each search: a shard may be lost in it. */
const char *tc_lib_index_lost(const tc_lib_index *, size_t *i);

enum {
    TC_LIB_EXACT_MARKS = 1,  /* words mean just their marks */
    TC_LIB_IGNORE_MARKS = 2, /* words mean every reading */
    TC_LIB_STRICT = 4,       /* no partial matches, no other marks */
    TC_LIB_PLAIN = 8,        /* words only: no operators, no fields */
    TC_LIB_NEWEST_FIRST = 16 /* not by relevance */
};
typedef struct {
    const char *text; /* see tracuu-query(7); empty: every document */
    size_t len;
    size_t offset, limit; /* limit 0: all */
    unsigned flags;
    size_t passages; /* at most so many for each document */
} tc_lib_question;

typedef struct {
    const char *text, *section; /* section: "II.1", or "" */
    size_t start, end;          /* bytes of the document's text */
} tc_lib_passage;
typedef struct {
    double score;
    uint32_t document; /* for tc_lib_document_json, while the index is open */
    const char *path, *number, *doc_type, *title, *issuer;
    const char *date; /* "2021-05-25", "2021-05", "2021", or "" */
    const char *id;   /* identity, or "" */
    const tc_lib_passage *passages;
    size_t passage_count;
} tc_lib_hit;
typedef struct {
    const tc_lib_hit *hits;
    size_t count;
    uint64_t matched; /* in all; an estimate unless exact */
    bool exact;
    bool partial; /* nothing has all of the question: these have most of it */
} tc_lib_answer;
tc_lib_status tc_lib_search(tc_lib_answer **out, tc_lib_index *, const tc_lib_question *,
                            tc_lib_error *error);
void tc_lib_answer_free(tc_lib_answer *);
/* What a document of the index says, as tc_lib_plan_json and with what people have told of it
 * (by_hand), as "tracuu show -f jsonl" has it. */
tc_lib_status tc_lib_document_json(tc_lib_text *out, tc_lib_index *, uint32_t document,
                                   tc_lib_error *error);

#ifdef __cplusplus
}
#endif
#endif
