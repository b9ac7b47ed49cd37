/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The invented country of the generator: its provinces and districts, who issues documents there,
 * and which document carries which number and date. Everything is a pure function of the seed and
 * a serial number, so that a plan can cite another one without anybody keeping a list. */
#ifndef TC_CORPUS_GEN_WORLD_H
#define TC_CORPUS_GEN_WORLD_H

#include <stdbool.h>
#include <string.h>

#include "corpus/gen_random.h"

enum {
    GEN_PROVINCES = 63,
    GEN_DISTRICTS = 8, /* of a province */
    GEN_SLOTS = 30,    /* issuers of a province, districts included */
    GEN_ISSUERS = GEN_PROVINCES * GEN_SLOTS,
};

typedef struct {
    uint16_t year;
    uint8_t month, day;
} gen_date;

typedef enum { GEN_PARTY, GEN_STATE, GEN_MASS } gen_system;
typedef enum { GEN_LEVEL_PROVINCE, GEN_LEVEL_DISTRICT } gen_level;
typedef enum { GEN_KH, GEN_CTR, GEN_HD } gen_type;

/* A body that issues plans. Names are NUL-terminated UTF-8. */
typedef struct {
    uint32_t province, slot;
    uint32_t district; /* of the province; only at district level */
    gen_system system;
    gen_level level;
    const char *code;           /* HU, UBND, MTTQ-BTT */
    const char *committee;      /* the territory's Party committee: Huyện ủy */
    const char *territory_kind; /* huyện */
    char name[420];             /* Huyện ủy Bình Khê */
    char head[2][200];          /* the two lines of the header, the first may be empty */
    char place[80];             /* before the date: Bình Khê */
    char territory[120];        /* huyện Bình Khê */
    char province_name[80];     /* tỉnh Sông Lam */
} gen_issuer;

/* What stands at the head of a document. */
typedef struct {
    uint32_t issuer; /* 0 .. GEN_ISSUERS-1 */
    gen_type type;
    gen_date date;
    uint32_t serial;
    uint32_t topic;
} gen_identity;

typedef struct {
    uint64_t seed;
    uint64_t count;  /* of documents in the corpus */
    uint64_t blocks; /* how often all issuers come round */
} gen_world;

void gen_world_init(gen_world *, uint64_t seed, uint64_t count);
void gen_issuer_of(uint32_t index, gen_issuer *out);
/* index < count; documents of one issuer have rising dates and numbers. */
gen_identity gen_identity_of(const gen_world *, uint64_t index);
/* An earlier document of the issuer in slot `slot` of the same province (and district, where the
 * slot is of a district) as document `index`, that is part of the corpus. */
int gen_parent_of(const gen_world *, uint64_t index, uint32_t slot, gen_rng *, gen_identity *out);

const char *gen_type_code(gen_type);
const char *gen_type_word(gen_type);
/* "31-KH/TU" or "31/KH-UBND"; size of out >= 48. */
void gen_number(const gen_identity *, const gen_issuer *, char *out, size_t size);
int gen_date_cmp(gen_date, gen_date);
const char *gen_province_name(uint32_t province); /* "tỉnh" or "thành phố" */
const char *gen_province_bare(uint32_t province);
void gen_district_bare(uint32_t province, uint32_t district, char *out, size_t size);
/* A made-up two-syllable place for communes and villages. */
void gen_place_name(gen_rng *, char *out, size_t size);

#endif
