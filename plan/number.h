/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Document numbers (số, ký hiệu): the grammar of reference "1.5 Grammar", over two tables that
 * are data: plan/types.def (type codes) and plan/organs.def (organ codes). Sources: HD 36-HD/VPTW,
 * HD 05-HD/VPTW (Party), NĐ 30/2020/NĐ-CP Phụ lục III (State), Luật BHVBQPPL Đ.10 (laws). */
#ifndef TC_PLAN_NUMBER_H
#define TC_PLAN_NUMBER_H

#include "text/date.h"
#include "text/token.h"

typedef enum { TC_SYSTEM_UNKNOWN, TC_SYSTEM_PARTY, TC_SYSTEM_STATE, TC_SYSTEM_MASS } tc_system;
const char *tc_system_name(tc_system); /* "party", "state", "mass", NULL for unknown */

typedef enum {
    TC_NUMBER_PARTY,  /* 30-KH/ThU */
    TC_NUMBER_STATE,  /* 15/QĐ-UBND, 30/2020/NĐ-CP */
    TC_NUMBER_LAW,    /* 24/2018/QH14 */
    TC_NUMBER_LETTER, /* công văn: 349/BVHTTDL-TV */
    TC_NUMBER_HYBRID  /* other orders seen: 24/KH-BTGTU is STATE form, 72-NQ-TW is here */
} tc_number_form;

typedef struct {
    tc_range span; /* normalised bytes; the number only, without "số" */
    tc_span text;  /* as written, dashes and blanks tidied, case kept: "30-KH/ThU" */
    tc_span key;   /* number_key: upper case, no blanks, serial without leading zeros */
    tc_number_form form;
    tc_system system;   /* by form and organ */
    uint32_t serial;    /* 30 */
    char suffix;        /* "14a": 'a', else 0 */
    uint16_t part;      /* "66.19/2026/NQ-CP": 19, else 0 */
    uint16_t year;      /* State norms and laws; else 0 */
    uint16_t term;      /* QH14, UBTVQH15; else 0 */
    tc_span type;       /* canonical type code: "KH", "NĐ", "CTr"; empty for letters and laws */
    tc_span organ;      /* "ThU", "TW", "UBND"; a letter's "BVHTTDL-TV" */
    bool damaged;       /* found by the second, forgiving pass (OCR, lost marks) */
    bool shared;        /* a member of a list that takes type and organ from the right */
    int organ_entry;    /* of the grammar's table, -1 for an organ it does not have */
    size_t first, next; /* tokens [first, next) */
} tc_number;

typedef struct tc_number_grammar tc_number_grammar;

/* A grammar goes with one lexicon, which must outlive its use. It keeps what it has learnt of the
 * lexicon's words, so it is as little to be shared between threads. */
tc_status tc_number_grammar_new(tc_number_grammar **out, const tc_lexicon *, tc_error *);
void tc_number_grammar_free(tc_number_grammar *);

/* All numbers of a text in order, without overlaps; list members one by one. */
typedef struct {
    tc_number *items;
    size_t len;
} tc_numbers;
tc_status tc_numbers_find(tc_numbers *out, tc_arena *, const tc_number_grammar *, const tc_tokens *,
                          tc_error *);
/* The same inside a reading: no catch of its own. The other: the first number at the tokens
 * [from, to), NULL when none starts there. */
void tc_numbers_collect(tc_numbers *out, tc_arena *, const tc_number_grammar *, const tc_tokens *);
const tc_number *tc_number_first(tc_arena *, const tc_number_grammar *, const tc_tokens *,
                                 size_t from, size_t to);

/* A question that is one number, however typed: "05-CT/TW", "5-ct/tw", "05 – CT/TW",
 * "Chỉ thị số 05-CT/TW", "chi thi 05-CT/TW", "05 CT TW". TC_ENOTFOUND when it is not one.
 * Marks that are not typed are open: keys holds every key it may stand for ("DA" -> ĐA and DA),
 * the likeliest first. */
typedef struct {
    tc_number number;
    tc_span *keys;
    size_t key_count;
} tc_number_question;
tc_status tc_number_parse(tc_number_question **out, tc_arena *, const tc_number_grammar *,
                          tc_lexicon *, tc_span question, tc_error *);

/* number_key of any written number, even one the grammar does not know: see above. */
tc_span tc_number_key(tc_arena *, tc_span written);
/* The name of a number's organ (organ_entry) where only one body has the code; else empty. */
tc_span tc_organ_central(const tc_number_grammar *, int organ_entry);
/* What the table calls the organ, or the organs ("Tỉnh ủy, Thành ủy"), of the code; else empty. */
tc_span tc_organ_named(const tc_number_grammar *, int organ_entry);
/* "Ủy ban nhân dân" for UBND: of a local organ of the state that names go on behind. Else empty. */
tc_span tc_organ_local(tc_span code);
/* "Kế hoạch" for KH; empty when unknown. system tells TT apart (thông tri, thông tư). */
tc_span tc_type_label(tc_span code, tc_system);
/* The type code of a label however typed ("ke hoach", "KẾ HOẠCH", "KH"); empty when unknown. */
tc_span tc_type_code(tc_arena *, tc_span label_or_code);
bool tc_type_is_joint(tc_span code); /* "KHPH": of organs that issue together */
bool tc_type_orders(tc_span code);   /* "CT": gives its units tasks */
bool tc_type_asks(tc_span code);     /* "CV": does so, or tells about them */

#endif
