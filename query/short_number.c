/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/short_number.h"

#include "plan/number.h"
#include "store/record.h"
#include "text/text.h"

enum { MAX_KEYS = 200, MAX_TERMS = 5000, SERIAL_LENGTH = 5, YEAR_LENGTH = 4 };

static const tc_field_id key_fields[] = {TC_FIELD_ID_NUMBER, TC_FIELD_ID_CITES};
enum { KEY_FIELDS = sizeof key_fields / sizeof *key_fields };

typedef struct {
    tc_span serial, type; /* as in keys: "57", "NQ"; type empty: any */
    tc_span year;         /* "2021" of "06/2021", or empty */
    tc_span assembly;     /* "QH" of "51/2024/QH15": who may pass such without a type; or empty */
} short_number;

/* What has its organ and term where others have type and organ. By kind, not by name: the laws of
 * plan/laws.def and plan/law_numbers.def are some of these, and have no resolutions. */
static const struct {
    tc_span slug, assembly;
} assemblies[] = {
    {TC_SPAN_LIT("luat"), TC_SPAN_LIT("QH")},
    {TC_SPAN_LIT("bo luat"), TC_SPAN_LIT("QH")},
    {TC_SPAN_LIT("nghi quyet"), TC_SPAN_LIT("QH")},
    {TC_SPAN_LIT("phap lenh"), TC_SPAN_LIT("UBTVQH")},
};

static size_t last_word(tc_span s)
{
    size_t at = s.len;
    while (at > 0 && s.ptr[at - 1] != ' ')
        at--;
    return at;
}

/* Where the digits at the end begin, with all that may stand in them: "221" of "KL221". */
static size_t number_start(tc_span s)
{
    size_t at = last_word(s);
    while (at < s.len && (s.ptr[at] < '0' || s.ptr[at] > '9'))
        at++;
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
    *out = (short_number){.assembly = {"", 0}};
    size_t at = number_start(text);
    tc_span word = without_year(&out->year, tc_span_sub(text, at, text.len));
    if (!read_serial(&out->serial, arena, word))
        return false;
    tc_span before = tc_span_trim(tc_span_sub(text, 0, at));
    at = last_word(before);
    if (tc_span_eq(tc_text_slug(arena, tc_span_sub(before, at, before.len), ' '), TC_SPAN("so")))
        before = tc_span_trim(tc_span_sub(before, 0, at));
    out->type = tc_text_upper(arena, tc_type_code(arena, before));
    tc_span slug = tc_text_slug(arena, before, ' ');
    for (size_t i = 0; out->year.len && i < sizeof assemblies / sizeof *assemblies; i++)
        if (tc_span_eq(slug, assemblies[i].slug))
            out->assembly = assemblies[i].assembly;
    return out->type.len > 0 || out->assembly.len > 0 ||
           (before.len == 0 && out->year.len == 0); /* "6/2021" is a month */
}

/* "QH15" for "QH" */
static bool is_term_of(tc_span part, tc_span assembly)
{
    bool term = assembly.len > 0 && part.len > assembly.len && tc_span_starts(part, assembly);
    for (size_t i = assembly.len; term && i < part.len; i++)
        term = part.ptr[i] >= '0' && part.ptr[i] <= '9';
    return term;
}

/* Is one of the parts between "-" and "/" of the key this type, or the assembly with its term? */
static bool is_of_type(tc_span key, const short_number *n)
{
    for (size_t from = 0, i = 0; i <= key.len; i++) {
        if (i < key.len && key.ptr[i] != '-' && key.ptr[i] != '/')
            continue;
        tc_span part = tc_span_sub(key, from, i);
        if ((n->type.len && tc_span_eq(part, n->type)) || is_term_of(part, n->assembly))
            return true;
        from = i + 1;
    }
    return n->type.len == 0 && n->assembly.len == 0;
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
        if (is_of_type(key, n) && !tc_span_among(keys, *count, key))
            keys[(*count)++] = key;
    }
    return s;
}

/* ---- numbers typed without their year ------------------------------------------------------- */

static size_t digits_at(tc_span s, size_t i)
{
    size_t n = 0;
    while (i + n < s.len && s.ptr[i + n] >= '0' && s.ptr[i + n] <= '9')
        n++;
    return n;
}

/* "66", "66.17"; *part: it has two. */
static size_t serial_of(tc_span s, bool *part)
{
    size_t n = digits_at(s, 0);
    size_t more = n && n < s.len && s.ptr[n] == '.' ? digits_at(s, n + 1) : 0;
    *part = more > 0;
    return more ? n + 1 + more : n;
}

/* Parsed with a year, which is taken off its keys again. */
static tc_status parse_part(tc_number_question **out, tc_arena *arena,
                            const tc_number_grammar *grammar, tc_lexicon *lexicon, tc_span text,
                            tc_error *err)
{
    static const tc_span year = TC_SPAN_LIT("/2026");
    bool part = false;
    size_t start = 0;
    while (start < text.len && (text.ptr[start] < '0' || text.ptr[start] > '9'))
        start++;
    tc_span number = tc_span_sub(text, start, text.len);
    size_t n = start + serial_of(number, &part);
    if (!part || n >= text.len || text.ptr[n] != '/' || digits_at(text, n + 1))
        return TC_ENOTFOUND;
    tc_span dated =
        tc_span_str(tc_arena_printf(arena, "%.*s%.*s%.*s", (int)n, text.ptr, (int)year.len,
                                    year.ptr, (int)(text.len - n), text.ptr + n));
    tc_status s = tc_number_parse(out, arena, grammar, lexicon, dated, err);
    for (size_t i = 0; s == TC_OK && i < (*out)->key_count; i++) {
        tc_span *key = &(*out)->keys[i];
        size_t at = tc_span_find(*key, year);
        if (at != SIZE_MAX)
            *key = tc_span_str(tc_arena_printf(arena, "%.*s%.*s", (int)at, key->ptr,
                                               (int)(key->len - at - year.len),
                                               key->ptr + at + year.len));
    }
    return s;
}

tc_status tc_number_typed(tc_number_question **out, tc_arena *arena,
                          const tc_number_grammar *grammar, tc_lexicon *lexicon, tc_span text,
                          tc_error *err)
{
    enum { LONGEST = 200 };
    tc_arena_catch guard;
    tc_status s = tc_number_parse(out, arena, grammar, lexicon, text, err);
    if (s != TC_ENOTFOUND || text.len > LONGEST)
        return s;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to find the number");
    s = parse_part(out, arena, grammar, lexicon, text, err);
    tc_arena_uncatch(arena, &guard);
    return s;
}

static tc_status add_years(tc_span *keys, size_t *count, tc_arena *arena, tc_reader *reader,
                           tc_span serial, tc_span tail, tc_field_id field, tc_error *err)
{
    tc_status s = TC_OK;
    static const char *const centuries[] = {"19", "20"};
    size_t head = serial.len + 1 + YEAR_LENGTH; /* "161/2026" */
    for (size_t i = 0; s == TC_OK && i < sizeof centuries / sizeof *centuries; i++) {
        tc_term_list terms;
        tc_span none = tc_record_number_term(arena, field, TC_SPAN(""));
        tc_span start = tc_span_str(
            tc_arena_printf(arena, "%.*s/%s", (int)serial.len, serial.ptr, centuries[i]));
        tc_span prefix = tc_record_number_term(arena, field, start);
        s = tc_reader_terms(&terms, arena, reader, prefix, MAX_TERMS, err);
        for (size_t k = 0; s == TC_OK && k < terms.len && *count < MAX_KEYS; k++) {
            tc_span term = terms.items[k].term, key = tc_span_sub(term, none.len, term.len);
            if (key.len > head && tc_span_eq(tc_span_sub(key, head, key.len), tail) &&
                !tc_span_among(keys, *count, key))
                keys[(*count)++] = key;
        }
    }
    return s;
}

tc_status tc_number_of_any_year(tc_span **keys, size_t *count, tc_arena *arena, tc_reader *reader,
                                const tc_span *typed, size_t typed_count, tc_error *err)
{
    tc_status s = TC_OK;
    *count = 0;
    *keys = tc_arena_array(arena, MAX_KEYS, sizeof **keys);
    for (size_t i = 0; s == TC_OK && i < typed_count; i++) {
        bool part;
        size_t digits = serial_of(typed[i], &part);
        tc_span tail = tc_span_sub(typed[i], digits, typed[i].len);
        bool dated =
            tail.len < 2 || tail.ptr[0] != '/' || (tail.ptr[1] >= '0' && tail.ptr[1] <= '9');
        for (size_t f = 0; s == TC_OK && !dated && f < KEY_FIELDS; f++)
            s = add_years(*keys, count, arena, reader, tc_span_sub(typed[i], 0, digits), tail,
                          key_fields[f], err);
    }
    return s;
}

/* ---- numbers cut short ---------------------------------------------------------------------- */

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
        for (size_t i = 0; s == TC_OK && i < KEY_FIELDS * ways; i++)
            s = add_keys(*keys, count, arena, reader, &n, key_fields[i / ways], starts[i % ways],
                         err);
    }
    tc_arena_uncatch(arena, &guard);
    return s;
}

tc_status tc_number_known(bool *out, tc_arena *arena, tc_reader *reader, const tc_span *keys,
                          size_t key_count, tc_error *err)
{
    static const tc_field_id fields[] = {TC_FIELD_ID_NUMBER, TC_FIELD_ID_CITES};
    tc_status s = TC_OK;
    *out = false;
    for (size_t i = 0; s == TC_OK && !*out && i < 2 * key_count; i++) {
        uint64_t documents = 0;
        tc_span term = tc_record_number_term(arena, fields[i % 2], keys[i / 2]);
        s = tc_reader_term_count(&documents, reader, term, err);
        *out = documents > 0;
    }
    return s;
}
