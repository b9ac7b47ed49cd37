/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automatic numbers of lists: "II.", "1.1.", "a)". Documents keep them as counters and patterns,
 * and the number that a person reads, and cites, stands nowhere in the file. */
#ifndef TC_EXTRACT_NUMBERING_H
#define TC_EXTRACT_NUMBERING_H

#include "base/arena.h"

typedef enum {
    TC_MARK_NONE,
    TC_MARK_BULLET,
    TC_MARK_DECIMAL,
    TC_MARK_DECIMAL_ZERO, /* 01, 02 */
    TC_MARK_LOWER_ALPHA,
    TC_MARK_UPPER_ALPHA,
    TC_MARK_LOWER_ROMAN,
    TC_MARK_UPPER_ROMAN
} tc_list_mark;

enum { TC_LIST_LEVELS = 10 }; /* OpenDocument has 10, Word 9 */

typedef struct {
    tc_list_mark mark;
    uint32_t start;
    tc_span pattern;     /* "%1.%2.": %n is the number of level n, from 1; of bullets: the bullet */
    int restart;         /* behind an item of level n or higher, from 1; 0: never; -1: any higher */
    bool legal;          /* all its numbers in Arabic digits */
    const char *charset; /* of a legacy font, or NULL */
} tc_list_level;

/* Levels of one list; NULL for those it does not have. */
typedef struct {
    const tc_list_level *at[TC_LIST_LEVELS];
} tc_list_levels;

typedef struct {
    uint32_t value[TC_LIST_LEVELS];
    bool used[TC_LIST_LEVELS];
} tc_list_count;

/* Appends nothing past size; always ends in a NUL. */
void tc_list_number(char *out, size_t size, tc_list_mark, uint32_t n);
/* Counts an item; restart: not 0: from this number. */
void tc_list_next(tc_list_count *, const tc_list_levels *, size_t level, const uint32_t *restart);
/* The label of the item counted last at this level, without blanks around it; may be empty. */
tc_span tc_list_label(tc_arena *, const tc_list_count *, const tc_list_levels *, size_t level);

#endif
