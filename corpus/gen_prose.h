/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences for generated plans: real administrative phrases by template, the same phrases run
 * together syllable by syllable, and a long tail of rare two-syllable words, so that words and
 * neighbours are as unevenly spread as in real text. No sentence holds a document's number, an
 * anniversary or a period. */
#ifndef TC_CORPUS_GEN_PROSE_H
#define TC_CORPUS_GEN_PROSE_H

#include "base/buf.h"
#include "corpus/gen_random.h"

typedef struct gen_prose gen_prose;

/* NULL when there is no memory. */
gen_prose *gen_prose_new(uint64_t seed);
void gen_prose_free(gen_prose *);

/* What one plan is about; rare words come back within a plan. */
enum { GEN_RARE = 24 };
typedef struct {
    uint32_t topic;
    uint32_t rare[GEN_RARE];
    bool doer_known; /* under a doer's head: sentences name no other doer */
} gen_subject;

void gen_subject_pick(const gen_prose *, gen_rng *, uint32_t choice, gen_subject *out);
const char *gen_topic_title(uint32_t choice);
bool gen_topic_is_history(const gen_subject *);
/* One noun phrase of the subject. */
const char *gen_topic_noun(const gen_subject *, gen_rng *);
/* One sentence of about 60 to 400 bytes, with its full stop, without a line end. */
void gen_sentence(const gen_prose *, const gen_subject *, gen_rng *, tc_buf *out);
/* The same without its full stop, to be continued. */
void gen_clause(const gen_prose *, const gen_subject *, gen_rng *, tc_buf *out);
/* Appends s with every letter a capital, or only the first one. */
void gen_add_upper(tc_buf *out, const char *s);
void gen_add_first_upper(tc_buf *out, const char *s);

#endif
