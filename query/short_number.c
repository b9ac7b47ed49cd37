/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/short_number.h"

#include "plan/number.h"
#include "store/record.h"
#include "text/text.h"

enum { MAX_KEYS = 200, MAX_TERMS = 5000, SERIAL_LENGTH = 5, YEAR_LENGTH = 4 };

typedef struct {
    tc_span serial, type; /* as in keys: "57", "NQ"; type empty: any */
    tc_span year;         /* "2021" of "06/2021", or empty */
} short_number;

static size_t last_word(tc_span s)
{
    size_t at = s.len;
    while (at > 0 && s.ptr[at - 1] != ' ')
        at--;
    return at;
}

/* Digits, and one letter at most ("14a"); zeros before it go, as in keys. */
static bool read_serial(tc_span *out, tc_arena *arena, tc_span word)
{
    size_t digits = 0;
    while (digits < word.len && word.ptr[digits] >= '0' && word.ptr[digits] <= '9')
        digits++;
    *out = tc_number_key(arena, word);
    return digits > 0 && word.len <= SERIAL_LENGTH && word.len - digits <= 1 && out->len > 0;
}

/* Takes the year off "06/2021". */
static tc_span without_year(tc_span *year, tc_span word)
{
    size_t slash = word.len > YEAR_LENGTH ? word.len - YEAR_LENGTH - 1 : 0;
    *year = TC_SPAN("");
    for (size_t i = slash + 1; slash && i < word.len; i++)
        if (word.ptr[i] < '0' || word.ptr[i] > '9')
            return word;
    if (!slash || word.ptr[slash] != '/')
        return word;
    *year = tc_span_sub(word, slash + 1, word.len);
    return tc_span_sub(word, 0, slash);
}

static bool read_short(short_number *out, tc_arena *arena, tc_span text)
{
    text = tc_span_trim(text);
    size_t at = last_word(text);
    tc_span word = without_year(&out->year, tc_span_sub(text, at, text.len));
    if (!read_serial(&out->serial, arena, word))
        return false;
    tc_span before = tc_span_trim(tc_span_sub(text, 0, at));
    at = last_word(before);
    if (tc_span_eq(tc_text_slug(arena, tc_span_sub(before, at, before.len), ' '), TC_SPAN("so")))
        before = tc_span_trim(tc_span_sub(before, 0, at));
    out->type = tc_text_upper(arena, tc_type_code(arena, before));
    return out->type.len > 0 || (before.len == 0 && out->year.len == 0); /* "6/2021" is a month */
}

/* Is this one of the parts between "-" and "/" of the key? */
static bool has_part(tc_span key, tc_span part)
{
    for (size_t from = 0, i = 0; i <= key.len; i++) {
        if (i < key.len && key.ptr[i] != '-' && key.ptr[i] != '/')
            continue;
        if (tc_span_eq(tc_span_sub(key, from, i), part))
            return true;
        from = i + 1;
    }
    return false;
}

/* Keys of the field that begin with serial and start. */
static tc_status add_keys(tc_span *keys, size_t *count, tc_arena *arena, tc_reader *reader,
                          const short_number *n, tc_field_id field, const char *start,
                          tc_error *err)
{
    tc_term_list terms;
    tc_span none = tc_record_number_term(arena, field, TC_SPAN(""));
    tc_span begin =
        tc_span_str(tc_arena_printf(arena, "%.*s%s", (int)n->serial.len, n->serial.ptr, start));
    tc_span prefix = tc_record_number_term(arena, field, begin);
    tc_status s = tc_reader_terms(&terms, arena, reader, prefix, MAX_TERMS, err);
    for (size_t i = 0; s == TC_OK && i < terms.len && *count < MAX_KEYS; i++) {
        tc_span term = terms.items[i].term, key = tc_span_sub(term, none.len, term.len);
        if ((n->type.len == 0 || has_part(key, n->type)) && !tc_span_among(keys, *count, key))
            keys[(*count)++] = key;
    }
    return s;
}

/* What stands behind the serial: "-NQ", "/NQ", "/2021/"; of any type or year their first letter. */
static size_t starts_of(const char *starts[4], tc_arena *arena, const short_number *n)
{
    int len = (int)n->type.len;
    if (n->year.len) {
        starts[0] = tc_arena_printf(arena, "/%.*s/", (int)n->year.len, n->year.ptr);
        return 1;
    }
    starts[0] = tc_arena_printf(arena, "-%.*s", len, n->type.ptr);
    starts[1] = tc_arena_printf(arena, "/%.*s", len, n->type.ptr);
    starts[2] = "/19"; /* years */
    starts[3] = "/20";
    return n->type.len ? 4 : 2;
}

tc_status tc_short_number(tc_span **keys, size_t *count, tc_arena *arena, tc_reader *reader,
                          tc_span text, tc_error *err)
{
    static const tc_field_id fields[] = {TC_FIELD_ID_NUMBER, TC_FIELD_ID_CITES};
    short_number n;
    tc_arena_catch guard;
    *count = 0;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to find the number");
    tc_status s = TC_OK;
    *keys = tc_arena_array(arena, MAX_KEYS, sizeof **keys);
    if (read_short(&n, arena, text)) {
        const char *starts[4];
        size_t ways = starts_of(starts, arena, &n);
        for (size_t i = 0; s == TC_OK && i < 2 * ways; i++)
            s = add_keys(*keys, count, arena, reader, &n, fields[i / ways], starts[i % ways], err);
    }
    tc_arena_uncatch(arena, &guard);
    return s;
}
