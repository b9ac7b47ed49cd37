/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One generated plan and the truth about it. */
#ifndef TC_CORPUS_GEN_PLAN_H
#define TC_CORPUS_GEN_PLAN_H

#include "base/buf.h"
#include "corpus/gen_directive.h"
#include "corpus/gen_prose.h"
#include "corpus/gen_world.h"

/* What all plans share; read-only once made. */
typedef struct {
    gen_world world;
    gen_prose *prose;
    gen_zipf national, provincial, local; /* how often each directive is cited */
} gen_maker;

/* The text of one plan, and the lines of each truth file it adds. */
typedef struct {
    tc_buf text, documents, citations, named, events, units;
} gen_output;

/* 0, or -1 when there is no memory. */
int gen_maker_init(gen_maker *, uint64_t seed, uint64_t count);
void gen_maker_release(gen_maker *);

/* Plan `index` into the emptied *out; path is what the truth calls it. */
void gen_plan_make(const gen_maker *, uint64_t index, const char *path, gen_output *out);

/* ---- inside the generator ---- */

enum { GEN_MAX_CITES = 16, GEN_SHORT = 2200 /* bytes: below that, the barest form */ };

/* A document this plan cites, and what of it has been said so far. */
typedef struct {
    gen_directive directive;
    uint32_t count;
    bool dated, issued;
} gen_cite;

typedef struct {
    const gen_maker *maker;
    uint64_t index;
    gen_identity id;
    gen_issuer issuer;
    gen_subject subject;
    gen_rng rng;
    const char *path;
    gen_output *out;
    uint32_t target; /* bytes */
    gen_cite cites[GEN_MAX_CITES];
    uint32_t cite_count;
    uint32_t congress_mentions; /* of the national congress's resolution */
    uint32_t events_said;       /* one bit an anniversary */
} gen_draft;

/* gen_cite.c */
void gen_cites_choose(gen_draft *);
/* Number, date, issuer (and subject) of a cited document. */
void gen_mention_full(gen_draft *, gen_cite *, bool with_title);
void gen_mention_short(gen_draft *, gen_cite *);
/* "theo Chỉ thị …" behind a clause: a cited document not mentioned yet, or one more mention. */
void gen_mention_any(gen_draft *);
/* The first cited document that was never mentioned, or NULL. */
gen_cite *gen_cite_unsaid(gen_draft *);
void gen_truth_citations(gen_draft *);
void gen_print_date(gen_draft *, gen_date);

/* gen_event.c: "kỷ niệm 70 năm …", false when there is none left to say */
bool gen_event_say(gen_draft *, bool capital);

/* gen_frame.c: what stands around the body */
void gen_frame_header(gen_draft *);
void gen_frame_basis(gen_draft *);
void gen_frame_tasks(gen_draft *);
void gen_frame_end(gen_draft *);
/* Bullets until the text is `until` bytes long; at least one. */
void gen_bullets(gen_draft *, size_t until);

#endif
