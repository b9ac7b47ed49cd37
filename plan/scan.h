/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the matcher (number.c), the lists and texts (numbers.c) and typed numbers (question.c).
 */
#ifndef TC_PLAN_SCAN_H
#define TC_PLAN_SCAN_H

#include "plan/grammar.h"

typedef struct {
    const tc_number_grammar *grammar;
    const tc_tokens *tokens;
    bool forgiving;
    bool figures; /* only the serial's figures may be misread */
} tc_number_scan;

/* A number as tokens; 0 stands for "none" in the optional ones, which never come first. */
typedef struct {
    tc_number_form form;
    size_t first, next;
    uint32_t serial;
    size_t suffix;     /* token of the letter behind the serial */
    size_t part;       /* token of the figures behind "66." */
    size_t year_token; /* token */
    uint16_t year, term;
    char seps[3]; /* behind serial, year, type: '-', '/' or 0 */
    int type;     /* into tc_types; -1 for an unknown one */
    size_t type_first, type_next;
    int organ;          /* into organs; -1 for an unknown one */
    size_t organ_first; /* its first word; it ends where the number does */
    size_t split;       /* "NĐCP": bytes of the token that are the type; the organ is the rest */
    size_t cut;         /* "TTgcủa": bytes of the last token that are no part of the number */
    bool old_form;      /* 621/NQ-NS/TU: words between the type and the organ */
    bool damaged;
} tc_number_match;

/* A number whose serial is at token i. */
bool tc_number_match_at(const tc_number_scan *, size_t i, tc_number_match *);
/* Its parts as memory of the arena; the text is composed, so blanks and line ends are gone. */
void tc_number_fill(tc_number *, tc_arena *, const tc_number_scan *, const tc_number_match *);

#endif
