/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents that generated plans cite: well-known national ones, invented ones of national
 * bodies, of each province and of each district, and other generated plans. */
#ifndef TC_CORPUS_GEN_DIRECTIVE_H
#define TC_CORPUS_GEN_DIRECTIVE_H

#include "corpus/gen_world.h"

enum {
    GEN_NATIONAL = 420,  /* directives of national bodies */
    GEN_PROVINCIAL = 48, /* directives of one province */
    GEN_LOCAL = 12       /* directives of one district */
};

typedef struct {
    char number[64];       /* as printed, with its leading zero: 05-CT/TW */
    const char *type_word; /* Chỉ thị */
    char issuer[420];
    gen_date date;
    const char *title; /* without "về" */
    const char *term;  /* "khóa XII", or "" */
} gen_directive;

/* rank < GEN_NATIONAL; low ranks are the well-known ones. */
void gen_directive_national(uint32_t rank, gen_directive *out);
/* rank < GEN_PROVINCIAL */
void gen_directive_provincial(uint64_t seed, uint32_t province, uint32_t rank, gen_directive *out);
/* Of a district's Party committee or its people's committee; rank < GEN_LOCAL. */
void gen_directive_local(uint64_t seed, const gen_issuer *district, uint32_t rank,
                         gen_directive *out);
/* A generated plan, to be cited by another. */
void gen_directive_plan(const gen_identity *, gen_directive *out);

/* The key of a number as printed: no leading zeros, capitals. size >= 96. */
void gen_number_key(const char *number, char *out, size_t size);

#endif
