/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person has told of how files are to be read, kept with the folder that was added so, and
 * with each file, for whenever it is read again. */
#ifndef TC_INDEXER_TOLD_H
#define TC_INDEXER_TOLD_H

#include "base/arena.h"
#include "base/json.h"
#include "extract/extract.h"

/* Words as on the command line; empty: nothing was told. */
typedef struct {
    tc_span charset, ocr, tracked_changes;
} tc_told;

/* Name in JSON; member. */
#define TC_TOLD(X)        \
    X("charset", charset) \
    X("ocr", ocr)         \
    X("tracked_changes", tracked_changes)

/* As it is stored: "charset=tcvn3 ocr=off"; empty when nothing was told. The words are
 * NUL-terminated. Both inside of a TC_ARENA_CATCH. */
tc_span tc_told_text(tc_arena *, const tc_told *);
tc_told tc_told_of(tc_arena *, tc_span text);
/* As members of a JSON object, null where nothing was told. */
void tc_told_json(tc_json *, const tc_told *);
/* Each of the first, or else of the second. */
tc_told tc_told_over(const tc_told *first, const tc_told *second);

/* Ends in NULL, in the order of the enum. */
extern const char *const tc_ocr_words[], *const tc_changes_words[];
tc_ocr tc_told_ocr(const tc_told *);
tc_tracked_changes tc_told_changes(const tc_told *);

#endif
