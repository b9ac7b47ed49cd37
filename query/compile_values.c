/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields with exact values: document numbers, codes, dates. */
#include "base/ascii.h"
#include "query/compiling.h"
#include "query/i18n.h"
#include "query/laws.h"
#include "query/short_number.h"
#include "text/key.h"

/* A document's own number counts before what it rests on, and that before a passing mention; less
 * so where it is cut short. */
enum { OWN, BASIS, CITES, NUMBER_FIELDS };
static const tc_field_id number_fields[] = {TC_FIELD_ID_NUMBER, TC_FIELD_ID_BASIS,
                                            TC_FIELD_ID_CITES};
static const double number_weights[] = {8, 3, 1}, short_number_weights[] = {4, 1, 1};

/* part: of the leaf's text, the end of a range that is bad. */
static tc_status bad_part(tc_compiling *c, const tc_ask *n, tc_span part, const char *wanted)
{
    const char *field = tc_field_at(n->field)->name;
    return tc_fail_at(c->err, n->at + (size_t)(part.ptr - n->text.ptr),
                      "\"%.*s\" is no %s: write %s", (int)part.len, part.ptr, field, wanted);
}

static tc_status bad_value(tc_compiling *c, const tc_ask *n, const char *wanted)
{
    return bad_part(c, n, n->text, wanted);
}

/* An end that lies before the start is a slip, not a question without an answer. */
static tc_status check_order(tc_compiling *c, const tc_ask *n, tc_span low, tc_span high)
{
    if (low.len == 0 || high.len == 0 || tc_span_cmp(low, high) <= 0)
        return TC_OK;
    return tc_fail_at(c->err, n->at, "the range ends before it begins");
}

/* A term with itself would count twice in estimates. */
static tc_query *any_of(tc_arena *a, tc_query *already, tc_query *one)
{
    if (already && already->kind == TC_Q_TERM && one->kind == TC_Q_TERM &&
        tc_span_eq(already->term, one->term))
        return already;
    if (!already || already->kind != TC_Q_OR)
        return tc_query_join(a, TC_Q_OR, already, one);
    tc_query_add(a, already, one);
    return already;
}

/* ---- numbers ------------------------------------------------------------------------------ */

static void note_key(tc_compiling *c, tc_span key)
{
    if (!c->excluded)
        tc_vec_push(c->arena, &c->out->number_keys, key);
}

/* What bears one of these numbers, rests on or cites it. The own number counts in a law of a
 * thousand articles as in a letter, where words of a long text say less each. */
static tc_status number_query(tc_query **out, tc_compiling *c, const tc_span *keys, size_t count,
                              const double weights[NUMBER_FIELDS])
{
    tc_arena *a = c->arena;
    tc_status s = TC_OK;
    *out = NULL;
    for (size_t f = 0; s == TC_OK && f < NUMBER_FIELDS; f++) {
        uint64_t n, documents = 0;
        tc_query *any = tc_query_new(a, TC_Q_SYNONYM);
        for (size_t i = 0; s == TC_OK && i < count; i++) {
            tc_span term = tc_record_number_term(a, number_fields[f], keys[i]);
            tc_query_add(a, any, tc_query_term(a, term));
            if (f == OWN && c->with->reader &&
                (s = tc_reader_term_count(&n, c->with->reader, term, c->err)) == TC_OK)
                documents += n;
        }
        any = count == 1 ? any->children[0] : any;
        double rarity = tc_rarity(c->with->documents, documents);
        any = f == OWN ? tc_query_worth(a, any, weights[f] * rarity)
                       : tc_query_boost(a, any, weights[f]);
        *out = any_of(a, *out, any);
    }
    for (size_t i = 0; i < count; i++)
        note_key(c, keys[i]);
    return s;
}

tc_status tc_compile_free_number(tc_query **out, tc_compiling *c, tc_span text)
{
    bool known = true;
    tc_number_question *q;
    if (!c->with->numbers)
        return TC_ENOTFOUND;
    tc_status s = tc_number_typed(&q, c->arena, c->with->numbers, c->with->lexicon, text, c->err);
    if (s == TC_OK && c->with->reader)
        s = tc_number_known(&known, c->arena, c->with->reader, q->keys, q->key_count, c->err);
    if (s != TC_OK)
        return s;
    tc_span *keys = q->keys;
    size_t count = q->key_count, dated = 0;
    if (!known) {
        s = tc_number_of_any_year(&keys, &dated, c->arena, c->with->reader, q->keys, q->key_count,
                                  c->err);
        if (dated)
            count = dated;
        else
            keys = q->keys;
    }
    return s == TC_OK ? number_query(out, c, keys, count, number_weights) : s;
}

tc_status tc_compile_short_number(tc_query **out, tc_compiling *c, tc_span text)
{
    tc_span *keys;
    size_t count;
    *out = NULL;
    tc_status s = tc_short_number(&keys, &count, c->arena, c->with->reader, text, c->err);
    return s == TC_OK && count ? number_query(out, c, keys, count, short_number_weights) : s;
}

/* number:05 is every document numbered 5. */
static tc_query *serial_query(tc_compiling *c, const tc_ask *n)
{
    tc_query *q = tc_query_new(c->arena, TC_Q_OR);
    tc_span serial = n->text;
    while (serial.len > 1 && serial.ptr[0] == '0')
        serial = tc_span_sub(serial, 1, serial.len);
    for (const char *tail = "-/"; *tail; tail++) {
        const char *start = tc_arena_printf(c->arena, "%.*s%c", (int)serial.len, serial.ptr, *tail);
        tc_query *p = tc_query_new(c->arena, TC_Q_PREFIX);
        p->term = tc_record_number_term(c->arena, n->field, tc_span_str(start));
        tc_query_add(c->arena, q, p);
    }
    return q;
}

/* cites:"Luật Đất đai 2024" */
static tc_status law_value(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_law_keys keys = {0};
    tc_status s = TC_OK;
    *out = NULL;
    if (c->with->reader)
        s = tc_laws_citing(out, &keys, c->arena, c->with->reader, n->text, c->err);
    for (size_t i = 0; s == TC_OK && i < keys.len; i++)
        note_key(c, keys.items[i]);
    return s != TC_OK || *out
               ? s
               : bad_value(c, n, _("a document number such as 05-CT/TW, or the name of a law"));
}

static tc_status number_value(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_number_question *q = NULL;
    tc_status s = TC_ENOTFOUND;
    if (n->kind == TC_ASK_PREFIX) {
        *out = tc_query_new(c->arena, TC_Q_PREFIX);
        (*out)->term = tc_record_number_term(c->arena, n->field, tc_number_key(c->arena, n->text));
        return TC_OK;
    }
    if (tc_ascii_digits(n->text)) {
        *out = serial_query(c, n);
        return TC_OK;
    }
    if (c->with->numbers)
        s = tc_number_typed(&q, c->arena, c->with->numbers, c->with->lexicon, n->text, c->err);
    if (s == TC_ENOTFOUND && n->field == TC_FIELD_ID_CITES)
        return law_value(out, c, n);
    if (s == TC_ENOTFOUND)
        return bad_value(c, n, _("a document number such as 05-CT/TW"));
    *out = NULL;
    for (size_t i = 0; s == TC_OK && i < q->key_count; i++) {
        note_key(c, q->keys[i]);
        tc_span term = tc_record_number_term(c->arena, n->field, q->keys[i]);
        *out = any_of(c->arena, *out, tc_query_term(c->arena, term));
    }
    return s;
}

/* 30..35-KH/TU: the ends share what stands behind the serial. */
static tc_status number_range(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_arena *a = c->arena;
    tc_span ends[2] = {n->low, n->high}, sorts[2];
    if (n->field != TC_FIELD_ID_NUMBER)
        return tc_fail_at(c->err, n->at, "ranges of numbers go with number: only");
    if (n->low.len == 0 || n->high.len == 0)
        return tc_fail_at(c->err, n->at, "write both ends: number:30..35-KH/TU");
    for (int i = 0; i < 2; i++) {
        tc_span whole = ends[1 - i];
        size_t tail = 0;
        while (tail < whole.len && whole.ptr[tail] >= '0' && whole.ptr[tail] <= '9')
            tail++;
        if (tc_ascii_digits(ends[i]))
            ends[i] = tc_span_str(tc_arena_printf(a, "%.*s%.*s", (int)ends[i].len, ends[i].ptr,
                                                  (int)(whole.len - tail), whole.ptr + tail));
        tc_span key = tc_number_key(a, ends[i]);
        sorts[i] = i ? tc_record_number_sort_end(a, key) : tc_record_number_sort(a, key);
    }
    *out = tc_query_range(a, TC_NUMBER_SORT_SLOT, sorts[0], sorts[1]);
    return check_order(c, n, sorts[0], sorts[1]);
}

/* ---- codes -------------------------------------------------------------------------------- */

static tc_status type_value(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    uint64_t documents = 0;
    tc_arena *a = c->arena;
    tc_span code = tc_type_code(a, n->text); /* type:"Kế hoạch" */
    if (code.len) {
        *out = any_of(a, *out, tc_query_term(a, tc_record_key_term(a, n->field, code)));
        return TC_OK;
    }
    if (!c->with->reader)
        return TC_OK;
    tc_status s = tc_reader_term_count(&documents, c->with->reader,
                                       tc_record_key_term(a, n->field, n->text), c->err);
    if (s == TC_OK && documents == 0)
        return bad_value(c, n, _("a type such as KH or \"Kế hoạch\""));
    return s;
}

static bool is_year(tc_span s)
{
    return s.len == 4 && tc_ascii_digits(s);
}

/* The word in records for a system, by that or by what people call it; NULL for none. */
static const char *system_word(tc_arena *a, tc_span typed)
{
    static const struct {
        tc_span slug;
        tc_system system;
    } names[] = {{TC_SPAN_LIT("dang"), TC_SYSTEM_PARTY},
                 {TC_SPAN_LIT("nha nuoc"), TC_SYSTEM_STATE},
                 {TC_SPAN_LIT("chinh quyen"), TC_SYSTEM_STATE},
                 {TC_SPAN_LIT("doan the"), TC_SYSTEM_MASS},
                 {TC_SPAN_LIT("mat tran"), TC_SYSTEM_MASS}};
    tc_span slug = tc_text_slug(a, typed, ' ');
    for (int i = TC_SYSTEM_PARTY; i <= TC_SYSTEM_MASS; i++)
        if (tc_span_eq(slug, tc_span_str(tc_system_name((tc_system)i))))
            return tc_system_name((tc_system)i);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tc_span_eq(slug, names[i].slug))
            return tc_system_name(names[i].system);
    return NULL;
}

static tc_status system_value(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    const char *word = system_word(c->arena, n->text);
    if (!word)
        return bad_value(c, n, _("party, state or mass"));
    *out = tc_query_term(c->arena, tc_record_key_term(c->arena, n->field, tc_span_str(word)));
    return TC_OK;
}

static tc_status key_value(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_arena *a = c->arena;
    *out = tc_query_term(a, tc_record_key_term(a, n->field, n->text));
    if (n->kind == TC_ASK_PREFIX) {
        (*out)->kind = TC_Q_PREFIX;
        return TC_OK;
    }
    if (n->field == TC_FIELD_ID_TYPE)
        return type_value(out, c, n);
    if (n->field == TC_FIELD_ID_YEAR && !is_year(n->text))
        return bad_value(c, n, _("a year such as 2024, or 2019..2024"));
    if (n->field == TC_FIELD_ID_SYSTEM)
        return system_value(out, c, n);
    if (n->field == TC_FIELD_ID_PATH && !tc_span_ends(n->text, TC_SPAN("/"))) { /* a folder */
        const char *folder = tc_arena_printf(a, "%.*s/", (int)n->text.len, n->text.ptr);
        tc_span term = tc_record_key_term(a, n->field, tc_span_str(folder));
        *out = any_of(a, *out, tc_query_term(a, term));
    }
    return TC_OK;
}

static tc_status year_range(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    const tc_span ends[] = {n->low, n->high};
    for (size_t i = 0; i < 2; i++)
        if (ends[i].len && !is_year(ends[i]))
            return bad_part(c, n, ends[i], _("a year such as 2024, or 2019..2024"));
    *out = tc_query_range(c->arena, tc_field_at(n->field)->slot, n->low, n->high);
    return check_order(c, n, n->low, n->high);
}

/* ---- dates -------------------------------------------------------------------------------- */

tc_status tc_typed_date(tc_date *out, tc_arena *arena, tc_lexicon *lexicon, tc_span typed,
                        tc_error *err)
{
    tc_text *norm;
    tc_tokens *tokens;
    size_t next = 0;
    if (tc_date_parse_iso(typed, out))
        return TC_OK;
    tc_status s = tc_text_normalize(&norm, arena, typed, err);
    if (s == TC_OK)
        s = tc_tokenize(&tokens, arena, lexicon, norm, err);
    if (s != TC_OK)
        return s;
    bool whole = tokens->len > 0 && tc_date_read(tokens, 0, true, out, &next) &&
                 next == tokens->len && tc_date_known(*out);
    if (whole)
        return TC_OK;
    return tc_fail(err, TC_ENOTFOUND, "\"%.*s\" is no date: write 2021, 2021-05 or 25/5/2021",
                   (int)typed.len, typed.len ? typed.ptr : "");
}

static tc_status date_end(tc_date *out, tc_compiling *c, const tc_ask *n, tc_span typed)
{
    tc_status s = tc_typed_date(out, c->arena, c->with->lexicon, typed, c->err);
    return s == TC_ENOTFOUND ? bad_part(c, n, typed, _("2021, 2021-05, 25/5/2021 or A..B")) : s;
}

static tc_status date_value(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_date d;
    char iso[TC_DATE_TEXT_MAX];
    tc_span low = {0}, high = {0};
    tc_status s = TC_OK;
    if (n->kind != TC_ASK_RANGE) {
        if ((s = date_end(&d, c, n, n->text)) != TC_OK)
            return s;
        tc_date_format(iso, d);
        *out = tc_query_term(c->arena, tc_record_key_term(c->arena, n->field, tc_span_str(iso)));
        return TC_OK;
    }
    if (n->low.len && (s = date_end(&d, c, n, n->low)) == TC_OK)
        low = tc_record_date_low(c->arena, d);
    if (s == TC_OK && n->high.len && (s = date_end(&d, c, n, n->high)) == TC_OK)
        high = tc_record_date_high(c->arena, d);
    if (s != TC_OK)
        return s;
    *out = tc_query_range(c->arena, tc_field_at(n->field)->slot, low, high);
    return check_order(c, n, low, high);
}

tc_status tc_compile_value(tc_query **out, tc_compiling *c, const tc_ask *n)
{
    tc_field_kind kind = tc_field_at(n->field)->kind;
    tc_status s;
    if (n->kind == TC_ASK_ALL)
        return tc_fail_at(c->err, n->at, "a * needs letters before it");
    if (kind == TC_FIELD_NUMBER_KIND)
        return n->kind == TC_ASK_RANGE ? number_range(out, c, n) : number_value(out, c, n);
    if (kind == TC_FIELD_DATE_KIND)
        s = date_value(out, c, n);
    else
        s = n->kind == TC_ASK_RANGE ? year_range(out, c, n) : key_value(out, c, n);
    if (s == TC_OK) /* says which documents, not how good they are */
        *out = tc_query_boost(c->arena, *out, 0);
    return s;
}
