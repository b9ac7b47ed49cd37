/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking the index: a question in, hits out, with what had to be given up to find them. Says
 * nothing to people and reads no options. */
#ifndef TC_QUERY_ENGINE_H
#define TC_QUERY_ENGINE_H

#include "query/compile.h"
#include "store/annotation.h"
#include "store/locate.h"
#include "store/record.h"

typedef struct tc_engine {
    tc_reader *reader;
    tc_lexicon *lexicon;
    tc_number_grammar *numbers;    /* NULL as long as no question has had a digit */
    tc_abbreviations *short_forms; /* NULL as long as no question has had words */
    tc_plan_reader *names;         /* NULL as long as no document was named by its name */
    tc_located_list shards;        /* in the order given */
    char *cwd;                     /* absolute, or NULL when it cannot be told */
    uint64_t documents;            /* in all */
    uint64_t unmarked;             /* whose text has no marks */
    tc_arena arena;                /* as long as the engine */
} tc_engine;

/* Opens the indexes of these directories (none: where tc_locate finds one). TC_ENOTFOUND,
 * TC_EVERSION, TC_ECORRUPT, TC_ENOMEM. */
tc_status tc_engine_open(tc_engine **out, const char *const *dirs, size_t count, tc_error *);
void tc_engine_free(tc_engine *);
/* tc_compile() with what the engine has. */
tc_status tc_engine_compile(tc_compiled **out, tc_arena *, tc_engine *, const tc_ask *,
                            const tc_compile_options *, tc_error *);
/* Between questions: forgets words that only questions had. */
void tc_engine_rest(tc_engine *);

typedef enum {
    TC_SORT_RELEVANCE,
    TC_SORT_DATE_DOWN, /* newest first */
    TC_SORT_DATE_UP,
    TC_SORT_NUMBER,
    TC_SORT_CITED /* most cited first */
} tc_sort;

typedef struct {
    tc_span text;         /* as typed; empty: every document */
    const tc_ask *ask;    /* instead of text, already parsed; or NULL */
    const tc_ask *filter; /* holds besides the question, never given up; or NULL */
    bool plain;           /* no operators and fields: the text is words */
    tc_marks marks;       /* TC_MARKS_SMART, _IGNORE or _EXACT */
    bool whole;           /* never fall back to partial matches or other marks */
    size_t offset, limit; /* limit 0: all */
    tc_sort sort;
    bool exact_count;
    bool unranked;   /* the order does not matter */
    bool count_only; /* with exact_count: no documents are wanted, only how many and the facets */
    const struct tc_facet_request *facets;
    size_t facet_count;
} tc_question;

typedef struct {
    const tc_ask *ask;
    const tc_compiled *compiled; /* of what was run in the end */
    const tc_query *query;
    tc_hits *hits;
    bool as_number; /* the question is a document number */
    bool sentence;  /* a question in plain words: documents need not have all of them */
    bool partial;   /* nothing has all of it: the best partial matches */
    tc_marks marks; /* as taken in the end */
} tc_answer;

/* TC_ESYNTAX with the byte column; else what the store gives. */
tc_status tc_engine_ask(tc_answer **out, tc_arena *, tc_engine *, const tc_question *, tc_error *);
typedef struct {
    size_t offset, limit; /* limit 0: all, counted exactly */
} tc_page;
static const tc_page TC_PAGE_ALL = {0, 0};
/* Documents of a ready-made query that hold to a filter (may be NULL). */
tc_status tc_engine_select(tc_hits **out, tc_arena *, tc_engine *, tc_query *, const tc_ask *filter,
                           tc_marks, tc_sort, tc_page, tc_error *);
/* How many they are. */
tc_status tc_engine_count(uint64_t *out, tc_arena *, tc_engine *, tc_query *, const tc_ask *filter,
                          tc_marks, tc_error *);
/* The number that the whole text is. TC_ENOTFOUND when it is none. */
tc_status tc_engine_number(tc_number_question **out, tc_arena *, tc_engine *, tc_span text,
                           tc_error *);

/* The record of a hit. TC_ENOTFOUND when it was deleted since. */
tc_status tc_engine_record(tc_record **out, tc_arena *, tc_engine *, tc_docid, tc_error *);
/* What people have told of a document by hand; empty when nothing. */
tc_status tc_engine_annotation(tc_annotation *out, tc_arena *, tc_engine *, tc_docid,
                               tc_span sha256, tc_error *);
/* A document's path as people here can open it: relative to the current directory when it lies
 * below what holds the index and that is at or above here, else absolute. */
tc_span tc_engine_path(tc_arena *, const tc_engine *, tc_docid, tc_span stored);
/* Is who cites a document of this identity told by its number alone? It has none, or is a law: one
 * number is one law's. */
bool tc_cited_by_number(tc_span id);
/* How many others cite the document of this number and identity (either may be empty). */
tc_status tc_engine_cited_by(uint64_t *out, tc_arena *, tc_engine *, tc_span number_key, tc_span id,
                             tc_error *);

#endif
