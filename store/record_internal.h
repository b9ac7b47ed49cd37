/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the record files only. */
#ifndef TC_STORE_RECORD_INTERNAL_H
#define TC_STORE_RECORD_INTERNAL_H

#include "base/buf.h"
#include "store/document.h"
#include "store/record.h"

/* without marks, else as it is; NFC lower case in */
tc_span tc_record_fold(tc_arena *, tc_span lower);

/* The term of a word in a layer of a text field: what all terms of the layer begin with, and the
 * word's key. */
tc_span tc_record_layer_prefix(tc_arena *, tc_field_id, tc_layer);
tc_span tc_record_layer_key(tc_layer, const tc_word *);
/* The term of two words without the field's prefix: in room, or arena memory when it is longer. */
enum { TC_PAIR_BYTES = 4 };
tc_span tc_record_pair(tc_arena *, char room[TC_PAIR_BYTES], const tc_word *, const tc_word *);

/* The words of one text field of one document: values are added one after the other, then all goes
 * into the document at once. */
typedef struct tc_record_words tc_record_words;
tc_record_words *tc_record_words_new(tc_arena *, tc_field_id);
void tc_record_words_add(tc_record_words *, const tc_tokens *);
void tc_record_words_put(const tc_record_words *, tc_document *);

/* The stored bytes. TC_EINTERNAL when a range or an index of the plan points outside. */
tc_status tc_record_write(tc_buf *, const tc_record *, tc_error *);

#endif
