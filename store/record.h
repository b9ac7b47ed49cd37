/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan as an index record, and back: the one file that knows which terms, values and stored
 * bytes a document has (docs/schema.md, "In the index"). */
#ifndef TC_STORE_RECORD_H
#define TC_STORE_RECORD_H

#include "plan/plan.h"
#include "store/field.h"
#include "store/store.h"

/* Everything that is kept of a document. Spans as in plan.h; after decoding they live in the
 * arena given there. */
typedef struct {
    tc_span sha256; /* 64 hex digits: identity of the content */
    tc_span *paths; /* at least one; bytes as the file system gave them */
    size_t path_count;
    tc_span mime, charset;
    tc_span text;        /* source text */
    size_t *page_starts; /* byte offsets into text; NULL when the format has no pages */
    size_t page_count;
    tc_span *warnings;
    size_t warning_count;
    uint64_t size; /* bytes of the file */
    const tc_plan *plan;
} tc_record;

/* What the plan's JSON says of the file; by_hand is left open. Borrows from the record. */
tc_plan_file tc_record_file(const tc_record *, tc_span path);

/* Fills doc. tokens are those the plan was read from, and lexicon is theirs (titles and names are
 * analysed with it). unique receives the unique term ("Q" and the sha256), in the arena. */
tc_status tc_record_encode(tc_document *doc, tc_span *unique, tc_arena *, const tc_record *,
                           const tc_tokens *, tc_lexicon *, tc_error *);
/* The unique term of a content hash. */
tc_span tc_record_unique(tc_arena *, tc_span sha256);
/* TC_ECORRUPT when the bytes are no record; TC_EVERSION for a later one. */
tc_status tc_record_decode(tc_record **out, tc_arena *, tc_span data, tc_error *);
/* Only its text, borrowed from data: a tenth of the work. */
tc_status tc_record_text(tc_span *out, tc_span data, tc_error *);

/* The values of a text field as they are indexed; TOPIC is the text. A value of more tokens than
 * most_tokens is left out. Arena memory; call it inside a TC_ARENA_CATCH. */
typedef struct {
    tc_span *items;
    size_t len, cap, most_tokens;
} tc_record_texts;
tc_record_texts tc_record_field_texts(tc_arena *, tc_field_id, const tc_record *);

/* ---- term building blocks, shared with query/: same bytes on both sides --------------------
 * All results are arena memory; call them inside a TC_ARENA_CATCH. */

/* Layers of a text field, and how their terms look behind the field's prefix:
 *   FOLDED  hoa         bigrams: four bytes for two syllables, else " hoa covid" (record_pair.c)
 *   ACCENT  'hoa'2
 * so a right wildcard on folded words meets neither accent terms nor bigrams. Bigrams are kept
 * folded only, and not with numerals: accent words with folded bigrams find what accent bigrams
 * find (P@1 and MRR within 0.1), and accent bigrams and numerals take two fifths of the index and
 * half of the time to build it. */
typedef enum { TC_LAYER_FOLDED, TC_LAYER_ACCENT } tc_layer;
/* the term of one word in a text field */
tc_span tc_record_word_term(tc_arena *, tc_field_id, tc_layer, const tc_word *);
/* the term of two adjacent words in a text field, folded */
tc_span tc_record_bigram_term(tc_arena *, tc_field_id, const tc_word *, const tc_word *);
/* Is there such a term for these two? In the text, where both are no numerals. */
static inline bool tc_record_has_bigram(tc_field_id field, const tc_word *first,
                                        const tc_word *second)
{
    return field == TC_FIELD_ID_TOPIC && !first->digits && !second->digits;
}
/* A term as people can read it: bigrams spelt out, others as they are. */
tc_span tc_record_term_text(tc_arena *, tc_span term);
/* Every accent term of this folded word starts so, and no other term does (for "which readings
 * are there"). */
tc_span tc_record_readings_prefix(tc_arena *, tc_field_id, const tc_word *);
/* The accent key in an accent term of that field: behind the layer's mark; empty for others. */
tc_span tc_record_accent_key(tc_field_id, tc_span term);

/* KEY fields and DATE parts: lower case; typed without marks it finds every reading ("da" finds
 * DA and ĐA), typed with marks only itself. DATE: "2021", "2021-05", "2021-05-25". PATH: the whole
 * path, each folder ("a/b/"), or the file's name, bytes as they are. */
tc_span tc_record_key_term(tc_arena *, tc_field_id, tc_span value);
/* NUMBER fields, by number_key. CITES: wdf = mentions. BASIS: what a document rests on. */
tc_span tc_record_number_term(tc_arena *, tc_field_id, tc_span number_key);
/* cited identities of one number: prefix of terms number_key + TAB + id (id may be empty) */
tc_span tc_record_cited_id_term(tc_arena *, tc_span number_key, tc_span id);
/* documents that are it, not those that cite it (id: finds both) */
tc_span tc_record_own_id_term(tc_arena *, tc_span id);
tc_span tc_record_event_id_term(tc_arena *, tc_span id);
tc_span tc_record_event_year_term(tc_arena *, int year);                    /* observed in */
tc_span tc_record_event_day_term(tc_arena *, unsigned month, unsigned day); /* day 0: month */
tc_span tc_record_event_years_term(tc_arena *, unsigned years);             /* 70th */
/* the text speaks of that day or month: a whole date, one without its day or without its year */
tc_span tc_record_day_term(tc_arena *, tc_date);
tc_span tc_record_unit_role_term(tc_arena *, tc_unit_role);
tc_span tc_record_mime_term(tc_arena *, tc_span mime);
/* documents whose text has no marks at all */
tc_span tc_record_unmarked_term(tc_arena *);

/* ---- values -------------------------------------------------------------------------------- */

/* What puts documents into one order, whatever the index is made of: values of the slots
 * TC_TIE_SLOT, TC_OLDEST_SLOT and TC_NUMBER_SORT_SLOT. */
tc_span tc_record_newest(tc_arena *, const tc_record *);
tc_span tc_record_oldest(tc_arena *, const tc_record *);
tc_span tc_record_by_number(tc_arena *, const tc_record *);
/* Slots beside those of fields.def, and those of store.h. */
#define TC_OWN_ID_SLOT 6u /* the identity, as MARK(OWN_ID) has it */
#define TC_NUMBER_SORT_SLOT 8u
/* What the value of a number starts with, for number:30..35-KH/TU and --sort number: organ and type
 * first, then year, then serial, so that a series stands together in its order. */
tc_span tc_record_number_sort(tc_arena *, tc_span number_key);
/* No value of that number is higher. */
tc_span tc_record_number_sort_end(tc_arena *, tc_span number_key);
/* Bounds of the date slot for A..B, both ends in; cut dates mean all of the month or year.
 * A document whose own date is cut matches when A is not finer than that date. */
tc_span tc_record_date_low(tc_arena *, tc_date);
tc_span tc_record_date_high(tc_arena *, tc_date);
/* The date of a document's slot: as it was given to tc_record_date_low; unknown when empty. */
tc_date tc_record_value_date(tc_span value);

#endif
