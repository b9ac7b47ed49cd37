/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What terms and values look like: the same for documents and questions. */
#include <stdio.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "store/record.h"
#include "store/record_internal.h"
#include "text/text.h"

static const char ACCENT_MARK = '\'';

/* ---- words ---------------------------------------------------------------------------------- */

tc_span tc_record_layer_key(tc_layer layer, const tc_word *word)
{
    return layer == TC_LAYER_ACCENT ? word->accent : word->folded;
}

tc_span tc_record_layer_prefix(tc_arena *a, tc_field_id field, tc_layer layer)
{
    tc_span prefix = tc_field_prefix(field);
    if (layer == TC_LAYER_FOLDED)
        return prefix;
    return tc_term_make(a, prefix, tc_span_make(&ACCENT_MARK, 1));
}

tc_span tc_record_word_term(tc_arena *a, tc_field_id field, tc_layer layer, const tc_word *word)
{
    return tc_term_make(a, tc_record_layer_prefix(a, field, layer),
                        tc_record_layer_key(layer, word));
}

/* An accent key is the folded key, "'", and the marks (text/key.h). */
tc_span tc_record_readings_prefix(tc_arena *a, tc_field_id field, const tc_word *word)
{
    tc_span folded = word->folded;
    char *value = tc_arena_alloc(a, folded.len + 2);
    value[0] = ACCENT_MARK;
    memcpy(value + 1, folded.ptr, folded.len);
    value[folded.len + 1] = '\'';
    return tc_term_make(a, tc_field_prefix(field), tc_span_make(value, folded.len + 2));
}

tc_span tc_record_accent_key(tc_field_id field, tc_span term)
{
    tc_span prefix = tc_field_prefix(field);
    if (!tc_span_starts(term, prefix) || term.len == prefix.len ||
        term.ptr[prefix.len] != ACCENT_MARK)
        return tc_span_make(NULL, 0);
    return tc_span_sub(term, prefix.len + 1, term.len);
}

/* ---- exact values --------------------------------------------------------------------------- */

/* Marks off, all else as it is: slugs of single letters. */
tc_span tc_record_fold(tc_arena *a, tc_span lower)
{
    TC_VEC(char) out = {0};
    for (size_t pos = 0; pos < lower.len;) {
        size_t start = pos;
        tc_span letter;
        if ((unsigned char)lower.ptr[pos] < 0x80) {
            pos++;
            letter = tc_span_sub(lower, start, pos);
        } else {
            tc_utf8_next(lower, &pos);
            letter = tc_span_sub(lower, start, pos);
            tc_span plain = tc_text_slug(a, letter, '-');
            letter = plain.len ? plain : letter;
        }
        for (size_t i = 0; i < letter.len; i++)
            tc_vec_push(a, &out, letter.ptr[i]);
    }
    return tc_span_make(out.items, out.len);
}

tc_span tc_record_key_term(tc_arena *a, tc_field_id field, tc_span value)
{
    if (field != TC_FIELD_ID_PATH)
        value = tc_text_lower(a, value);
    return tc_term_make(a, tc_field_prefix(field), value);
}

tc_span tc_record_number_term(tc_arena *a, tc_field_id field, tc_span number_key)
{
    return tc_term_make(a, tc_field_prefix(field), number_key);
}

tc_span tc_record_unique(tc_arena *a, tc_span sha256)
{
    return tc_term_make(a, tc_mark_prefix(TC_MARK_UNIQUE), sha256);
}

tc_span tc_record_cited_id_term(tc_arena *a, tc_span number_key, tc_span id)
{
    char *value = tc_arena_alloc(a, number_key.len + 1 + id.len);
    if (number_key.len)
        memcpy(value, number_key.ptr, number_key.len);
    value[number_key.len] = '\t';
    if (id.len)
        memcpy(value + number_key.len + 1, id.ptr, id.len);
    return tc_term_make(a, tc_mark_prefix(TC_MARK_CITED_ID),
                        tc_span_make(value, number_key.len + 1 + id.len));
}

tc_span tc_record_own_id_term(tc_arena *a, tc_span id)
{
    return tc_term_make(a, tc_mark_prefix(TC_MARK_OWN_ID), id);
}

tc_span tc_record_event_id_term(tc_arena *a, tc_span id)
{
    return tc_term_make(a, tc_mark_prefix(TC_MARK_EVENT_ID), id);
}

tc_span tc_record_event_year_term(tc_arena *a, int year)
{
    return tc_term_make(a, tc_mark_prefix(TC_MARK_EVENT_YEAR),
                        tc_span_str(tc_arena_printf(a, "%04d", year)));
}

tc_span tc_record_event_day_term(tc_arena *a, unsigned month, unsigned day)
{
    const char *value =
        day ? tc_arena_printf(a, "%02u-%02u", month, day) : tc_arena_printf(a, "%02u", month);
    return tc_term_make(a, tc_mark_prefix(TC_MARK_EVENT_DAY), tc_span_str(value));
}

tc_span tc_record_day_term(tc_arena *a, tc_date date)
{
    char text[TC_DATE_TEXT_MAX];
    tc_date_format(text, date);
    return tc_term_make(a, tc_mark_prefix(TC_MARK_DAY), tc_span_str(text));
}

tc_span tc_record_event_years_term(tc_arena *a, unsigned years)
{
    return tc_term_make(a, tc_mark_prefix(TC_MARK_EVENT_YEARS),
                        tc_span_str(tc_arena_printf(a, "%u", years)));
}

tc_span tc_record_unit_role_term(tc_arena *a, tc_unit_role role)
{
    return tc_term_make(a, tc_mark_prefix(TC_MARK_UNIT_ROLE), tc_span_str(tc_unit_role_name(role)));
}

tc_span tc_record_mime_term(tc_arena *a, tc_span mime)
{
    return tc_term_make(a, tc_mark_prefix(TC_MARK_MIME), mime);
}

tc_span tc_record_unmarked_term(tc_arena *a)
{
    return tc_term_make(a, tc_mark_prefix(TC_MARK_STATE), TC_SPAN("unmarked"));
}

/* ---- values --------------------------------------------------------------------------------- */

static size_t digits_at(tc_span s, size_t pos)
{
    size_t n = 0;
    while (pos + n < s.len && tc_ascii_digit(s.ptr[pos + n]))
        n++;
    return n;
}

/* "15/2020/NĐ-CP" is serial 15, year 2020, series NĐ-CP; "14A-KH/TU" serial 14 with A. */
tc_span tc_record_number_sort(tc_arena *a, tc_span key)
{
    size_t serial = digits_at(key, 0), pos = serial, suffix = 0;
    while (serial && pos + suffix < key.len && key.ptr[pos + suffix] != '-' &&
           key.ptr[pos + suffix] != '/')
        suffix++;
    tc_span letters = tc_span_sub(key, pos, pos + suffix);
    pos += suffix;
    if (pos < key.len && serial)
        pos++;
    tc_span year = TC_SPAN("0000");
    if (digits_at(key, pos) == 4 && pos + 4 < key.len && key.ptr[pos + 4] == '/') {
        year = tc_span_sub(key, pos, pos + 4);
        pos += 5;
    }
    tc_span series = tc_span_sub(key, pos, key.len);
    size_t first = serial > 10 ? serial - 10 : 0; /* no serial has so many digits */
    return tc_span_str(tc_arena_printf(a, "%.*s\t%.*s\t%s%.*s%.*s", (int)series.len, series.ptr,
                                       (int)year.len, year.ptr, &"0000000000"[serial - first],
                                       (int)(serial - first), key.ptr + first, (int)letters.len,
                                       letters.ptr));
}

tc_span tc_record_date_low(tc_arena *a, tc_date d)
{
    return tc_span_str(
        tc_arena_printf(a, "%04d%02u%02u", d.year, (unsigned)d.month, (unsigned)d.day));
}

tc_date tc_record_value_date(tc_span value)
{
    unsigned number = 0;
    if (value.len != 8 || digits_at(value, 0) != 8)
        return (tc_date){0, 0, 0};
    for (size_t i = 0; i < 8; i++)
        number = number * 10 + (unsigned)(value.ptr[i] - '0');
    return (tc_date){(int16_t)(number / 10000), (uint8_t)(number / 100 % 100),
                     (uint8_t)(number % 100)};
}

tc_span tc_record_date_high(tc_arena *a, tc_date d)
{
    unsigned month = d.month ? d.month : 99, day = d.month && d.day ? d.day : 99;
    return tc_span_str(tc_arena_printf(a, "%04d%02u%02u", d.year, month, day));
}
