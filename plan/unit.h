/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files that read units: unit.c, unit_fields.c, table.c, doer.c; and by the head's.
 */
#ifndef TC_PLAN_UNIT_H
#define TC_PLAN_UNIT_H

#include "plan/names.h"

/* Words before and behind units, by what they mean. */
typedef enum {
    TC_UNIT_CUE_LIST,    /* các, toàn thể: list words before a unit */
    TC_UNIT_CUE_CHARGE,  /* giao, đề nghị, yêu cầu: a unit that is given a task follows */
    TC_UNIT_CUE_DIRECT,  /* chỉ đạo: so does it, inside a sentence */
    TC_UNIT_CUE_WITH,    /* phối hợp với */
    TC_UNIT_CUE_REPORT,  /* báo cáo */
    TC_UNIT_CUE_TASKS,   /* tổ chức thực hiện: the section of tasks */
    TC_UNIT_CUE_SHARES,  /* phân công nhiệm vụ: the same where there is no other */
    TC_UNIT_CUE_PASSIVE, /* được giao, được phân công: the verb behind is no predicate */
    TC_UNIT_CUE_CARRY,   /* trách nhiệm thực hiện: SHARES, but in an article */
    TC_UNIT_CUE_DUTY,    /* trách nhiệm của: a head that names the unit behind it */
    TC_UNIT_CUE_LINK,    /* về, của, với: no name ends so */
} tc_unit_cue;

/* What verbs.def says that begins at a word. */
typedef enum { TC_UNIT_VERB_NOT, TC_UNIT_VERB_DOES, TC_UNIT_VERB_TELLS } tc_unit_verb;

struct tc_unit_words {
    tc_phrases *cues, *names, *verbs;
    tc_phrases *columns;  /* what captions of a table's columns say */
    tc_phrases *partners; /* those of cues behind which units stand to work with or report to */
};

/* How a unit's name ends. */
typedef enum { TC_UNIT_END_STOP, TC_UNIT_END_COLON, TC_UNIT_END_VERB } tc_unit_end;

int tc_unit_cue_at(const tc_reading *, size_t token, size_t *next);
int tc_unit_verb_at(const tc_reading *, size_t token, size_t *next); /* tc_unit_verb, or -1 */
/* Does a unit's name begin at token? Behind a list word also in small letters. */
bool tc_unit_begins(const tc_reading *, size_t token, bool listed);
/* Where the name that begins at first ends, at most at limit. */
tc_unit_end tc_unit_name_end(const tc_reading *, size_t first, size_t limit, size_t *next);
size_t tc_unit_capitals_end(const tc_reading *, size_t first, size_t limit);
/* Adds the unit of tokens [first, next): list words and notes dropped. */
void tc_unit_add(tc_reading *, tc_unit_role, size_t first, size_t next, uint32_t section);
/* Adds one unit for each member of a coordination that ends before limit; where it ended. */
size_t tc_unit_add_list(tc_reading *, tc_unit_role, size_t first, size_t limit, uint32_t section);
bool tc_unit_decoration(const tc_tokens *, size_t token);
/* A sign that opens an item of a list. */
static inline bool tc_unit_bullet(const tc_tokens *t, size_t token)
{
    return tc_token_is_sign(t, token, '-') || tc_token_is_sign(t, token, '+') ||
           tc_token_is_sign(t, token, 0x2013) || tc_token_is_sign(t, token, 0x2022);
}
/* Is it this word, without its marks? token may be behind the last. */
bool tc_unit_word(const tc_reading *, size_t token, const char *folded);

/* unit_fields.c: "các Sở: Tài chính, Nội vụ | và ...", "Giám đốc các Sở: ...": a sort with known
 * fields at token first, behind any "các"; the token behind the last field, or first. */
size_t tc_unit_fields_end(const tc_reading *, size_t first, size_t limit);
/* Adds one unit for each of the fields that end at next. */
void tc_unit_add_fields(tc_reading *, tc_unit_role, size_t first, size_t next, uint32_t section);

tc_status tc_table_words_new(tc_phrases **out, tc_lexicon *, tc_error *);
/* table.c: assigned and coordinating, of tables of tasks; their lines become TC_LINE_TABLE. */
void tc_table_read(tc_reading *);
void tc_doer_read(tc_reading *); /* doer.c: assigned */

#endif
