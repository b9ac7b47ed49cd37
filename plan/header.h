/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files that read the head: header.c (the whole), head_find.c (where it is),
 * head_field.c (number, place and date), issuer.c (organs), certificate.c (what the end tells). */
#ifndef TC_PLAN_HEADER_H
#define TC_PLAN_HEADER_H

#include "plan/layout.h"

/* A cell of the head, or a line of one. */
typedef struct {
    uint32_t first, next; /* tokens */
    size_t line;
} tc_segment;

/* What the segments of a head add up to. */
typedef struct {
    tc_layout *l;
    TC_VEC(tc_segment) all;
    TC_VEC(tc_row) organs; /* pieces of organ names */
    size_t subject;        /* token of "V/v" */
    size_t last_line;      /* the last line that belongs to the head */
    bool emblem, subject_seen, number_seen;
    bool left_blank; /* an organ of a form: what goes on below it names none */
    tc_system system;
} tc_head;

/* Are the first and the last word capitals? */
bool tc_head_caps(const tc_layout *, size_t first, size_t next);
size_t tc_head_words(const tc_layout *, size_t first, size_t next);
bool tc_head_emblem(const tc_layout *, size_t token, size_t *next, int *cue);
/* "Số: ", "Số 30", "Luật số: "; the token behind the mark, or 0. */
size_t tc_head_number_at(const tc_layout *, const tc_row *);
/* "V/v" */
bool tc_head_is_subject(const tc_layout *, size_t first);

/* Does the second of two columns that share the row begin at token i? */
bool tc_head_column(const tc_layout *, const tc_row *, size_t i);

/* Sets head_from, type_from, emblem. */
void tc_head_find(tc_layout *);
/* The line of the type (its last one when it is wrapped), line_count when there is none before the
 * preamble; *end: where the head ends then; *rest: the token behind the type. */
size_t tc_head_type(tc_layout *, bool prefix, size_t *end, size_t *rest);
/* The lines of a head that stands behind its text, or false. */
bool tc_head_displaced(const tc_layout *, tc_span type, size_t type_line, size_t *from, size_t *to);

/* Each takes a segment if it is of its kind. */
bool tc_head_take_number(tc_head *, const tc_segment *);
bool tc_head_take_date(tc_head *, const tc_segment *);
bool tc_head_take_organ(tc_head *, const tc_segment *);
/* "ngày 25 tháng 5 năm 2021" at token i, blanks and damage of heads allowed. */
bool tc_head_read_date(const tc_layout *, size_t i, tc_date *, size_t *next);
/* Composes issuer and parent from the organs taken. */
void tc_head_name_issuer(tc_head *);

#endif
