/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why was this document found? Its best passages, from the stored text read again by the
 * tokenizer that made the index, so that what is marked is what was matched. Offsets are bytes of
 * the stored text and never cut a character or a word. */
#ifndef TC_QUERY_SNIPPET_H
#define TC_QUERY_SNIPPET_H

#include "query/compile.h"
#include "query/writer.h"
#include "store/record.h"

typedef struct {
    size_t passages; /* at most so many of a document; 0: none */
    size_t bytes;    /* about so long */
} tc_snippet_options;
#define TC_SNIPPET_OPTIONS_INIT \
    {                           \
        3, 240                  \
    }

/* The work is bounded: of a very long text only the first megabytes are read. numbers may be NULL
 * when the question has none. TC_ENOMEM. */
tc_status tc_snippet_make(tc_passage **out, size_t *count, tc_arena *, tc_lexicon *,
                          const tc_number_grammar *numbers, const tc_record *, const tc_compiled *,
                          const tc_snippet_options *, tc_error *);
/* Does a name hold one of the phrases asked for, or all of the words? For mentions, whose names are
 * matched one by one. */
tc_status tc_wanted_in(bool *out, tc_arena *, tc_lexicon *, const tc_compiled *, tc_span name,
                       tc_error *);
/* Page of an offset, from 1; 0 when the format has no pages. */
uint64_t tc_page_of(const tc_record *, size_t offset);

#endif
