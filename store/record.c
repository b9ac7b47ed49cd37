/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan as terms, values and stored bytes. */
#include "base/varint.h"
#include "plan/law_number.h"
#include "store/record_internal.h"
#include "text/key.h"

/* Text counts as unmarked when at most one Vietnamese syllable in so many has a mark; in ordinary
 * text two of three have one. */
enum { UNMARKED_SHARE = 50 };

/* A section's title is its whole numbered line, which is often a paragraph. Only what is short
 * enough to be a heading tells more than the body does. */
enum { HEADING_TOKENS = 30 };

typedef struct {
    tc_arena *arena;
    tc_lexicon *lexicon;
    tc_document *doc;
    tc_buf *scratch; /* owned outside of the catch */
    const tc_record *record;
    const tc_plan *plan;
    tc_facets facets;
    tc_error *err;
    tc_status status; /* the first failure; what follows does nothing */
} encoder;

static void put_term(encoder *e, tc_span term, uint32_t wdf)
{
    tc_document_add_term(e->doc, term, wdf);
}

/* ---- sets of strings ------------------------------------------------------------------------ */

/* Distinct strings in the order in which they came, with how often. */
typedef struct {
    tc_span value;
    uint32_t count;
} counted;
typedef struct {
    TC_VEC(counted) all;
    uint32_t *slots; /* number in all + 1 */
    size_t mask;
} string_set;

static size_t set_slot(const string_set *s, tc_span value)
{
    size_t i = (size_t)tc_span_hash(value) & s->mask;
    while (s->slots[i] && !tc_span_eq(s->all.items[s->slots[i] - 1].value, value))
        i = (i + 1) & s->mask;
    return i;
}

static void set_enlarge(tc_arena *arena, string_set *s)
{
    size_t size = s->slots ? (s->mask + 1) * 2 : 32;
    s->slots = tc_arena_array(arena, size, sizeof *s->slots);
    s->mask = size - 1;
    for (size_t i = 0; i < s->all.len; i++)
        s->slots[set_slot(s, s->all.items[i].value)] = (uint32_t)i + 1;
}

static void set_add(tc_arena *arena, string_set *s, tc_span value)
{
    if (value.len == 0)
        return;
    if (s->all.len * 2 >= s->mask)
        set_enlarge(arena, s);
    size_t slot = set_slot(s, value);
    if (!s->slots[slot]) {
        tc_vec_push(arena, &s->all, ((counted){value, 0}));
        s->slots[slot] = (uint32_t)s->all.len;
    }
    s->all.items[s->slots[slot] - 1].count++;
}

typedef TC_VEC(char) tc_chars;

static void append(const encoder *e, tc_chars *out, tc_span s)
{
    for (size_t i = 0; i < s.len; i++)
        tc_vec_push(e->arena, out, s.ptr[i]);
}

/* Names are counted and completed as most documents spell them: "Chủ tịch UBND tỉnh Thanh Hoá" as
 * "Chủ tịch Ủy ban nhân dân tỉnh Thanh Hóa". */
static tc_span counted_name(const encoder *e, tc_span name)
{
    tc_chars out = {0};
    size_t done = 0; /* of name, in out */
    for (size_t start = 0, end; start < name.len; start = end + 1) {
        for (end = start; end < name.len && name.ptr[end] != ' ' && name.ptr[end] != ','; end++)
            ;
        tc_span organ = tc_organ_local(tc_span_sub(name, start, end));
        if (organ.len == 0)
            continue;
        append(e, &out, tc_span_sub(name, done, start));
        append(e, &out, organ);
        done = end;
    }
    if (done > 0) {
        append(e, &out, tc_span_sub(name, done, name.len));
        name = tc_span_make(out.items, out.len);
    }
    return tc_tones_in_place(e->arena, name);
}

/* The set as a facet, with the terms that say what its values are called. */
static void put_facet(encoder *e, tc_facet facet, const string_set *s)
{
    tc_span *values = tc_arena_array(e->arena, s->all.len, sizeof *values);
    for (size_t i = 0; i < s->all.len; i++) {
        values[i] = s->all.items[i].value;
        if (tc_facet_prefix(facet).len)
            put_term(e, tc_facet_term(e->arena, facet, values[i]), 0);
    }
    e->facets.values[facet].items = values;
    e->facets.values[facet].len = s->all.len;
}

static void put_one_facet(encoder *e, tc_facet facet, tc_span value)
{
    string_set one = {0};
    set_add(e->arena, &one, value);
    put_facet(e, facet, &one);
}

/* Once all are known. */
static void put_facets(encoder *e)
{
    tc_buf_reset(e->scratch);
    tc_facets_put(e->scratch, &e->facets);
    if (e->scratch->status != TC_OK)
        e->status = tc_fail(e->err, e->scratch->status, "a value slot is too large");
    else
        tc_document_set_value(e->doc, TC_FACET_SLOT, tc_buf_span(e->scratch));
}

static void put_one(encoder *e, tc_field_id field, tc_span value)
{
    if (value.len)
        tc_document_set_value(e->doc, tc_field_at(field)->slot, value);
}

/* ---- words of text fields ------------------------------------------------------------------- */

tc_record_texts tc_record_field_texts(tc_arena *arena, tc_field_id field, const tc_record *r)
{
    string_set values = {0};
    tc_record_texts out = {0};
    const tc_plan *p = r->plan;
    const struct {
        tc_field_id field;
        tc_span value;
    } single[] = {{TC_FIELD_ID_TOPIC, r->text},
                  {TC_FIELD_ID_TITLE, p->title},
                  {TC_FIELD_ID_ISSUER, p->issuer},
                  {TC_FIELD_ID_PLACE, p->place},
                  {TC_FIELD_ID_SIGNER, p->signer.name}};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (single[i].field == field)
            tc_vec_push(arena, &out, single[i].value);
    for (size_t i = 0; field == TC_FIELD_ID_HEADS && i < p->sections.len; i++)
        tc_vec_push(arena, &out, p->sections.items[i].title);
    for (size_t i = 0; field == TC_FIELD_ID_EVENT && i < p->events.len; i++)
        set_add(arena, &values, p->events.items[i].label);
    for (size_t i = 0; field == TC_FIELD_ID_UNIT && i < p->units.len; i++)
        set_add(arena, &values, p->units.items[i].name);
    for (size_t i = 0; i < values.all.len; i++)
        tc_vec_push(arena, &out, values.all.items[i].value);
    out.most_tokens = field == TC_FIELD_ID_HEADS ? HEADING_TOKENS : SIZE_MAX;
    return out;
}

/* Certainly, and without a look at each word: twice as many begin behind a blank with a letter. */
static bool has_more_words(tc_span text, size_t most)
{
    size_t words = 0;
    if (text.len / 4 < most)
        return false;
    for (size_t i = 1; i < text.len && words <= 2 * most; i++)
        words += text.ptr[i - 1] == ' ' && (unsigned char)((text.ptr[i] | 0x20) - 'a') < 26;
    return words > 2 * most;
}

static void add_text(encoder *e, tc_record_words *words, tc_span value, size_t most)
{
    tc_text *text;
    tc_tokens *tokens;
    if (value.len == 0 || e->status != TC_OK || has_more_words(value, most))
        return;
    e->status = tc_text_normalize(&text, e->arena, value, e->err);
    if (e->status == TC_OK)
        e->status = tc_tokenize(&tokens, e->arena, e->lexicon, text, e->err);
    if (e->status == TC_OK && tokens->len <= most)
        tc_record_words_add(words, tokens);
}

static void put_text(encoder *e, tc_field_id field)
{
    tc_record_words *words = tc_record_words_new(e->arena, field);
    tc_record_texts texts = tc_record_field_texts(e->arena, field, e->record);
    for (size_t i = 0; i < texts.len; i++)
        add_text(e, words, texts.items[i], texts.most_tokens);
    tc_record_words_put(words, e->doc);
}

/* All text fields; the text itself comes as tokens. */
static void put_texts(encoder *e, const tc_tokens *tokens)
{
    for (tc_field_id f = 0; f < TC_FIELD_COUNT; f++)
        if (tc_field_at(f)->kind == TC_FIELD_TEXT && f != TC_FIELD_ID_TOPIC)
            put_text(e, f);
    tc_record_words *words = tc_record_words_new(e->arena, TC_FIELD_ID_TOPIC);
    tc_record_words_add(words, tokens);
    tc_record_words_put(words, e->doc);
}

static bool is_unmarked(const tc_tokens *tokens)
{
    size_t syllables = 0, marked = 0;
    for (size_t i = 0; i < tokens->len; i++) {
        if (tokens->items[i].kind != TC_TOKEN_WORD)
            continue;
        const tc_word *word = tc_lexicon_at(tokens->lexicon, tokens->items[i].word);
        if (!word->syllable || word->letters < 2)
            continue;
        syllables++;
        marked += word->marked;
    }
    return syllables > 0 && marked * UNMARKED_SHARE <= syllables;
}

/* ---- exact terms ---------------------------------------------------------------------------- */

/* As written, and without its marks, so that a value typed without marks finds it too. */
static void put_key(encoder *e, tc_field_id field, tc_span value)
{
    if (value.len == 0)
        return;
    tc_span lower = tc_text_lower(e->arena, value);
    tc_span folded = tc_record_fold(e->arena, lower);
    put_term(e, tc_record_key_term(e->arena, field, value), 0);
    if (!tc_span_eq(lower, folded))
        put_term(e, tc_record_key_term(e->arena, field, folded), 0);
}

static void put_date(encoder *e, tc_date date)
{
    char text[TC_DATE_TEXT_MAX];
    if (!tc_date_known(date))
        return;
    tc_date_format(text, date);
    tc_document_set_value(e->doc, TC_DATE_SLOT, tc_record_date_low(e->arena, date));
    size_t len = strlen(text);
    for (size_t cut = 4; cut <= len; cut += 3) /* YYYY, YYYY-MM, YYYY-MM-DD */
        put_term(e, tc_record_key_term(e->arena, TC_FIELD_ID_DATE, tc_span_make(text, cut)), 0);
    tc_span year = tc_span_make(text, 4);
    put_term(e, tc_record_key_term(e->arena, TC_FIELD_ID_YEAR, year), 1); /* questions weigh it */
    put_one(e, TC_FIELD_ID_YEAR, year);
    e->facets.day = (uint32_t)date.year * 10000 + date.month * 100u + date.day;
}

static void put_path(encoder *e, tc_span path)
{
    size_t name = 0;
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] != '/')
            continue;
        name = i + 1;
        put_term(e, tc_record_key_term(e->arena, TC_FIELD_ID_PATH, tc_span_make(path.ptr, name)),
                 0);
    }
    put_term(e, tc_record_key_term(e->arena, TC_FIELD_ID_PATH, path), 0);
    tc_span base = tc_span_sub(path, name, path.len);
    if (base.len && name > 0)
        put_term(e, tc_record_key_term(e->arena, TC_FIELD_ID_PATH, base), 0);
}

static void put_file(encoder *e)
{
    const tc_record *r = e->record;
    for (size_t i = 0; i < r->path_count; i++)
        put_path(e, r->paths[i]);
    if (r->mime.len)
        put_term(e, tc_record_mime_term(e->arena, r->mime), 0);
}

static void put_orders(encoder *e)
{
    const tc_record *r = e->record;
    tc_document_set_value(e->doc, TC_TIE_SLOT, tc_record_newest(e->arena, r));
    tc_document_set_value(e->doc, TC_OLDEST_SLOT, tc_record_oldest(e->arena, r));
    tc_document_set_value(e->doc, TC_NUMBER_SORT_SLOT, tc_record_by_number(e->arena, r));
}

/* For completion, which offers values whole. */
static void put_name(encoder *e, tc_mark_id mark, tc_span name)
{
    if (name.len)
        put_term(e, tc_term_make(e->arena, tc_mark_prefix(mark), counted_name(e, name)), 0);
}

/* A law is cited by its name as by its number. */
static void put_own_names(encoder *e)
{
    tc_span ids[TC_LAW_OWN_IDS];
    size_t count = tc_law_own_ids(ids, e->arena, e->plan);
    for (size_t i = 0; i < count; i++)
        put_term(e, tc_record_own_id_term(e->arena, ids[i]), 0);
}

static void put_head(encoder *e)
{
    const tc_plan *p = e->plan;
    if (p->number_key.len) {
        put_term(e, tc_record_number_term(e->arena, TC_FIELD_ID_NUMBER, p->number_key), 1);
        put_one(e, TC_FIELD_ID_NUMBER, p->number_key);
    }
    put_date(e, p->date);
    put_key(e, TC_FIELD_ID_TYPE, p->doc_type);
    put_one_facet(e, TC_FACET_TYPE, p->doc_type);
    put_key(e, TC_FIELD_ID_SYSTEM, tc_span_str(tc_system_name(p->system)));
    put_key(e, TC_FIELD_ID_ID, p->id);
    if (p->id.len) {
        put_term(e, tc_record_own_id_term(e->arena, p->id), 0);
        tc_document_set_value(e->doc, TC_OWN_ID_SLOT, p->id);
    }
    put_own_names(e);
    put_one(e, TC_FIELD_ID_ISSUER, p->issuer);
    put_one_facet(e, TC_FACET_ISSUER, counted_name(e, p->issuer));
    put_name(e, TC_MARK_SIGNER_NAME, p->signer.name);
    put_name(e, TC_MARK_PLACE_NAME, p->place);
}

/* A basis is what is named as one ("căn cứ"), or carried out by the document as a whole: named as
 * such before its first section. */
static bool is_basis(const tc_citation *c)
{
    return c->relation == TC_RELATION_CAN_CU ||
           (c->relation == TC_RELATION_THUC_HIEN && c->section == TC_NO_SECTION);
}

static void put_citations(encoder *e)
{
    string_set numbers = {0};
    for (size_t i = 0; i < e->plan->citations.len; i++) {
        const tc_citation *c = &e->plan->citations.items[i];
        tc_span key = tc_cited_number_key(c), id = tc_cited_id(e->arena, c->id);
        set_add(e->arena, &numbers, key);
        put_key(e, TC_FIELD_ID_ID, c->id);
        if (id.ptr != c->id.ptr) /* a law by name: found by its number too */
            put_key(e, TC_FIELD_ID_ID, id);
        if (key.len && is_basis(c))
            put_term(e, tc_record_number_term(e->arena, TC_FIELD_ID_BASIS, key), 1);
        if (key.len || id.len)
            put_term(e, tc_record_cited_id_term(e->arena, c->number_key, c->id), 1);
    }
    for (size_t i = 0; i < numbers.all.len; i++) {
        const counted *n = &numbers.all.items[i];
        put_term(e, tc_record_number_term(e->arena, TC_FIELD_ID_CITES, n->value), n->count);
    }
    put_facet(e, TC_FACET_CITES, &numbers);
}

static void put_event_day(encoder *e, tc_date date)
{
    if (date.month)
        put_term(e, tc_record_event_day_term(e->arena, date.month, 0), 0);
    if (date.month && date.day)
        put_term(e, tc_record_event_day_term(e->arena, date.month, date.day), 0);
}

/* ---- days the text speaks of ---------------------------------------------------------------- */

/* A whole date also as one of its month and as one of any year. */
static void put_day(encoder *e, tc_date d, uint32_t wdf)
{
    if (d.month == 0 || (d.year == 0 && d.day == 0))
        return;
    put_term(e, tc_record_day_term(e->arena, d), wdf);
    if (d.year == 0 || d.day == 0)
        return;
    put_term(e, tc_record_day_term(e->arena, (tc_date){d.year, d.month, 0}), wdf);
    put_term(e, tc_record_day_term(e->arena, (tc_date){0, d.month, d.day}), wdf);
}

/* "CÔNG BÁO/Số 280/Ngày 19-05-2026" on each page: when it came out, not a day it speaks of. *head
 * goes on with the days, which come in order. */
static bool in_page_head(const encoder *e, const tc_tokens *tokens, uint32_t token, size_t *head)
{
    for (; *head < e->plan->page_heads.len; ++*head) {
        const tc_line *line = &tokens->lines[e->plan->page_heads.items[*head]];
        if (token < line->first + line->count)
            return token >= line->first;
    }
    return false;
}

static void put_days(encoder *e, const tc_tokens *tokens)
{
    tc_dates dates = {0};
    size_t head = 0;
    tc_dates_find(&dates, e->arena, tokens, false);
    for (size_t i = 0; i < dates.len; i++) {
        if (in_page_head(e, tokens, dates.items[i].first, &head))
            continue;
        tc_date days[TC_DATED_MOST];
        size_t count = tc_dated_days(days, &dates.items[i]);
        for (size_t k = 0; k < count; k++) /* those between the ends are found, and weigh nothing */
            put_day(e, days[k], k < 2);
    }
}

/* Dates that the text leaves open follow from origin and years: a filter must not miss them. */
static void put_event(encoder *e, const tc_event *event)
{
    int year = event->observed.year;
    if (year == 0 && event->origin.year && event->years)
        year = event->origin.year + (int)event->years;
    if (year)
        put_term(e, tc_record_event_year_term(e->arena, year), 0);
    put_event_day(e, event->observed);
    put_event_day(e, event->origin);
    put_day(e, event->observed, 0); /* found by the day too, where only the event is named */
    put_day(e, event->origin, 0);
    if (event->years)
        put_term(e, tc_record_event_years_term(e->arena, event->years), 0);
    if (event->id.len)
        put_term(e, tc_record_event_id_term(e->arena, event->id), 0);
}

static void put_events(encoder *e)
{
    string_set ids = {0};
    for (size_t i = 0; i < e->plan->events.len; i++) {
        const tc_event *event = &e->plan->events.items[i];
        put_event(e, event);
        set_add(e->arena, &ids, event->id);
    }
    put_facet(e, TC_FACET_EVENT, &ids);
}

static void put_units(encoder *e)
{
    string_set names = {0};
    for (size_t i = 0; i < e->plan->units.len; i++) {
        const tc_unit *u = &e->plan->units.items[i];
        if (tc_unit_names_body(u))
            set_add(e->arena, &names, counted_name(e, u->name));
        put_term(e, tc_record_unit_role_term(e->arena, u->role), 0);
    }
    put_facet(e, TC_FACET_UNIT, &names);
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void encode_terms(encoder *e, const tc_tokens *tokens)
{
    put_file(e);
    put_head(e);
    put_orders(e);
    put_citations(e);
    put_events(e);
    put_units(e);
    put_facets(e);
    put_texts(e, tokens);
    put_days(e, tokens);
    if (is_unmarked(tokens))
        put_term(e, tc_record_unmarked_term(e->arena), 0);
}

static tc_status encode_caught(encoder *e, tc_span *unique, const tc_tokens *tokens)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(e->arena, &guard))
        return tc_fail(e->err, TC_ENOMEM, "no memory to make an index record");
    *unique = tc_record_unique(e->arena, e->record->sha256);
    put_term(e, *unique, 0);
    encode_terms(e, tokens);
    tc_arena_uncatch(e->arena, &guard);
    return e->status;
}

tc_status tc_record_encode(tc_document *doc, tc_span *unique, tc_arena *arena, const tc_record *r,
                           const tc_tokens *tokens, tc_lexicon *lexicon, tc_error *err)
{
    tc_buf scratch;
    encoder e = {.arena = arena,
                 .lexicon = lexicon,
                 .doc = doc,
                 .scratch = &scratch,
                 .record = r,
                 .plan = r->plan,
                 .err = err};
    tc_document_clear(doc);
    tc_buf_init(&scratch, TC_DATA_MAX);
    tc_status status = encode_caught(&e, unique, tokens);
    tc_buf_reset(&scratch);
    if (status == TC_OK)
        status = tc_record_write(&scratch, r, err);
    if (status == TC_OK)
        tc_document_set_data(doc, tc_buf_span(&scratch));
    tc_buf_release(&scratch);
    return status;
}
