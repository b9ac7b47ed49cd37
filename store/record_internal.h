/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the record files only. */
#ifndef TC_STORE_RECORD_INTERNAL_H
#define TC_STORE_RECORD_INTERNAL_H

#include "base/buf.h"
#include "store/record.h"

/* without marks, else as it is; NFC lower case in */
tc_span tc_record_fold(tc_arena *, tc_span lower);

/* The words of one text field of one document: values are added one after the other, then all goes
 * into the document at once. */
typedef struct tc_record_words tc_record_words;
tc_record_words *tc_record_words_new(tc_arena *, tc_field_id);
void tc_record_words_add(tc_record_words *, const tc_tokens *);
void tc_record_words_put(const tc_record_words *, tc_document *);

/* The stored bytes. TC_EINTERNAL when a range or an index of the plan points outside. */
tc_status tc_record_write(tc_buf *, const tc_record *, tc_error *);

#endif
