/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the bytes of a file to what the index keeps of it: extract, normalise, tokenize, read the
 * plan, encode. The whole way is here, in order, and nowhere else. */
#ifndef TC_INDEXER_ANALYSIS_H
#define TC_INDEXER_ANALYSIS_H

#include "extract/apart.h"
#include "store/record.h"

/* Bytes of text that one document may have, and of memory that it may take while it is analysed:
 * ordinary text takes some 10 times its size, the densest list of numbers 400 times. */
#define TC_MAX_TEXT ((size_t)32 << 20)
#define TC_MAX_MEMORY ((size_t)1 << 30)

typedef struct {
    tc_plan_reader *reader;
    tc_document *document;
    tc_apart *apart; /* reads the files */
    tc_arena arena;  /* of the one document in work */
} tc_analysis;

/* max_memory: bytes that one document may take. */
tc_status tc_analysis_init(tc_analysis *, size_t max_memory, tc_error *);
void tc_analysis_release(tc_analysis *);
/* A document that was read; lives until the next. */
typedef struct {
    tc_record record; /* all but sha256, size and paths, which are the caller's to set */
    const tc_text *text;
    const tc_tokens *tokens;
    bool container; /* only the files inside are documents (tc_extract_options.on_member) */
} tc_analysed;

/* Starts the next document: all of the last one is forgotten. name: its path, a hint for the
 * format; given: what a person has told of it, or NULL. *stage names the step that failed. */
tc_status tc_analyse(tc_analysed **out, tc_analysis *, tc_span bytes, tc_span name,
                     const tc_extract_options *, const tc_plan_given *, const char **stage,
                     tc_error *);
/* The same from a stored record, whose file need not exist any more. */
tc_status tc_analyse_record(tc_analysed **out, tc_analysis *, tc_span data, const tc_plan_given *,
                            tc_error *);
/* The same from a record that has all but the plan; it is borrowed. */
tc_status tc_analyse_again(tc_analysed **out, tc_analysis *, const tc_record *,
                           const tc_plan_given *, tc_error *);
/* The index document of what was read. */
tc_status tc_analysis_encode(tc_span *unique, tc_analysis *, const tc_analysed *, tc_error *);

#endif
