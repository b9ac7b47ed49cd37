/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record goes into the index and comes back; its terms are what query/ asks for. */
#include "tests/unit/scratch.h"
#include "tests/unit/unit.h"

#include <unistd.h>

#include "base/varint.h"
#include "store/record.h"
#include "store/record_internal.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
static const char TEXT[] = "Kỷ niệm 70 năm Chiến thắng Điện Biên Phủ.\n\n"
                           "Căn cứ Chỉ thị số 05-CT/TW; Chỉ thị số 05-CT/TW.\n";

typedef struct {
    tc_arena arena;
    tc_error err;
    tc_lexicon *lexicon;
    char dir[32], index[48];
    tc_plan plan;
    tc_record record;
} fixture;

static tc_span S(const char *s)
{
    return tc_span_str(s);
}

static void fill_plan(fixture *f)
{
    tc_arena *a = &f->arena;
    tc_plan *p = &f->plan;
    p->number = S("30-KH/ThU");
    p->number_key = S("30-KH/THU");
    p->doc_type = S("ĐA");
    p->doc_type_label = S("Đề án");
    p->system = TC_SYSTEM_PARTY;
    p->title = S("Tuyên truyền kỷ niệm");
    p->date = (tc_date){2021, 5, 25};
    p->place = S("Lai Châu");
    p->issuer = S("Thành ủy Lai Châu");
    p->signer.name = S("Cao Thị Hòa An");
    p->id = S("KH:TU:LAI-CHAU:30");
    p->title_span = (tc_range){0, 12};
    tc_vec_push(a, &p->sections,
                ((tc_section){S("I"), S("Mục đích"), 1, {0, 90}, {0, 5}, TC_NO_SECTION}));
    tc_vec_push(a, &p->sections, ((tc_section){S("I.1"), S("Yêu cầu"), 2, {5, 9}, {5, 6}, 0}));
    tc_citation *c = tc_vec_add(a, &p->citations);
    c->span = (tc_range){60, 80};
    c->sentence = (tc_range){50, 90};
    c->number = c->number_key = S("5-CT/TW");
    c->date = (tc_date){2016, 5, 0};
    c->issuer = S("Bộ Chính trị");
    c->id = S("CT:TW:XII:5");
    c->relation = TC_RELATION_CAN_CU;
    c->section = TC_NO_SECTION;
    c = tc_vec_add(a, &p->citations);
    c->number = c->number_key = S("5-CT/TW");
    c->relation = TC_RELATION_THUC_HIEN;
    c->section = 1;
    c->damaged = true;
    c->candidates = tc_arena_array(a, 2, sizeof(tc_span));
    c->candidates[0] = S("A");
    c->candidates[1] = S("B");
    c->candidate_count = 2;
    c = tc_vec_add(a, &p->citations);
    c->form = TC_CITATION_NAMED;
    c->id = S("CONG:TW:XIII:NQ");
    c->section = 0;
    tc_vec_push(a, &p->events,
                ((tc_event){.span = {0, 40},
                            .label = S("Chiến thắng Điện Biên Phủ"),
                            .years = 70,
                            .origin = {1954, 5, 7},
                            .id = S("dien-bien-phu"),
                            .check = TC_CHECK_OK,
                            .section = TC_NO_SECTION}));
    tc_vec_push(a, &p->units,
                ((tc_unit){{0, 3}, S("Ban Tuyên giáo Thành ủy"), TC_UNIT_ASSIGNED, 0}));
    tc_vec_push(a, &p->units, ((tc_unit){{0, 3}, S("Thành đoàn"), TC_UNIT_RECIPIENT, 1}));
    tc_vec_push(a, &p->periods, ((tc_period){{1, 4}, {2023, 12, 1}, {2024, 1, 10}, 1}));
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    tc_arena *a = &f->arena;
    tc_arena_init(a);
    snprintf(f->dir, sizeof f->dir, "%s", "/tmp/tc-record-XXXXXX");
    if (!mkdtemp(f->dir) || tc_lexicon_new(&f->lexicon, &f->err) != TC_OK)
        return -1;
    snprintf(f->index, sizeof f->index, "%s/index", f->dir);
    fill_plan(f);
    tc_record *r = &f->record;
    r->sha256 = S(SHA);
    r->paths = tc_arena_array(a, 2, sizeof(tc_span));
    r->paths[0] = S("a/Kế hoạch.txt");
    r->paths[1] = S("b.txt");
    r->path_count = 2;
    r->mime = S("text/plain");
    r->charset = S("utf-8");
    r->text = S(TEXT);
    r->page_starts = tc_arena_array(a, 2, sizeof(size_t));
    r->page_starts[1] = 20;
    r->page_count = 2;
    r->warnings = tc_arena_array(a, 1, sizeof(tc_span));
    r->warnings[0] = S("w");
    r->warning_count = 1;
    r->size = 123456789012u;
    r->plan = &f->plan;
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    tc_lexicon_free(f->lexicon);
    tc_arena_release(&f->arena);
    scratch_remove(f->dir);
    free(f);
    return 0;
}

/* ---- stored bytes --------------------------------------------------------------------------- */

static tc_span stored(fixture *f)
{
    tc_buf b;
    tc_buf_init(&b, 0);
    assert_status(tc_record_write(&b, &f->record, &f->err), TC_OK, &f->err);
    tc_span copy = tc_arena_copy(&f->arena, tc_buf_span(&b));
    tc_buf_release(&b);
    return copy;
}

static void test_round_trip(void **state)
{
    fixture *f = *state;
    tc_span data = stored(f);
    tc_record *r = NULL;
    assert_status(tc_record_decode(&r, &f->arena, data, &f->err), TC_OK, &f->err);
    assert_span(r->text, TEXT);
    assert_span(r->paths[0], "a/Kế hoạch.txt");
    assert_int_equal(r->page_starts[1], 20);
    assert_span(r->warnings[0], "w");
    assert_true(r->size == 123456789012u);
    assert_span(r->plan->signer.name, "Cao Thị Hòa An");
    assert_int_equal(r->plan->date.day, 25);
    assert_int_equal(r->plan->title_span.end, 12);
    assert_int_equal(r->plan->sections.items[0].parent, TC_NO_SECTION);
    assert_int_equal(r->plan->sections.items[1].parent, 0);
    const tc_citation *c = r->plan->citations.items;
    assert_int_equal(c[0].date.month, 5);
    assert_int_equal(c[0].section, TC_NO_SECTION);
    assert_int_equal(c[1].relation, TC_RELATION_THUC_HIEN);
    assert_span(c[1].candidates[1], "B");
    assert_true(c[1].damaged);
    assert_int_equal(r->plan->events.items[0].origin.year, 1954);
    assert_int_equal(r->plan->units.items[1].role, TC_UNIT_RECIPIENT);
    assert_int_equal(r->plan->periods.items[0].to.year, 2024);
    /* nothing is lost: the same bytes again */
    f->record = *r;
    tc_span again = stored(f);
    assert_true(tc_span_eq(data, again));
}

static void test_versions(void **state)
{
    fixture *f = *state;
    tc_record *r = NULL;
    assert_status(tc_record_decode(&r, &f->arena, S("\x7f"), &f->err), TC_EVERSION, &f->err);
    assert_status(tc_record_decode(&r, &f->arena, S(""), &f->err), TC_ECORRUPT, &f->err);
    assert_status(tc_record_decode(&r, &f->arena, tc_span_make("\0", 1), &f->err), TC_ECORRUPT,
                  &f->err);
}

/* Follows every reference of a record, as its users do. */
static size_t touch(const tc_record *r)
{
    size_t sum = 0;
    const tc_plan *p = r->plan;
    for (size_t i = 0; i < p->citations.len; i++) {
        const tc_citation *c = &p->citations.items[i];
        for (size_t j = c->span.start; j < c->span.end; j++)
            sum += (unsigned char)r->text.ptr[j];
        for (uint32_t s = c->section; s != TC_NO_SECTION; s = p->sections.items[s].parent)
            sum += p->sections.items[s].label.len;
        for (size_t j = 0; j < c->candidate_count; j++)
            sum += c->candidates[j].len;
        sum += strlen(tc_relation_name(c->relation)) + strlen(tc_citation_form_name(c->form));
    }
    for (size_t i = 0; i < p->units.len; i++)
        sum += strlen(tc_unit_role_name(p->units.items[i].role));
    for (size_t i = 0; i < r->page_count; i++)
        sum += r->page_starts[i];
    return sum;
}

static void try_bytes(fixture *f, const char *bytes, size_t len, bool never)
{
    tc_arena arena;
    tc_arena_init(&arena);
    /* in memory of its own, so that reading too far is seen */
    char *exact = malloc(len ? len : 1);
    memcpy(exact, bytes, len);
    tc_record *r = NULL;
    tc_status status = tc_record_decode(&r, &arena, tc_span_make(exact, len), &f->err);
    assert_true(status == TC_OK || status == TC_ECORRUPT || status == TC_EVERSION);
    if (status == TC_OK) {
        assert_false(never);
        touch(r);
    }
    free(exact);
    tc_arena_release(&arena);
}

static void test_damaged_bytes(void **state)
{
    fixture *f = *state;
    tc_span data = stored(f);
    for (size_t len = 0; len < data.len; len++)
        try_bytes(f, data.ptr, len, true);
    char *copy = malloc(data.len);
    memcpy(copy, data.ptr, data.len);
    static const unsigned char noise[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    for (size_t i = 0; i < data.len; i++) {
        for (size_t j = 0; j < sizeof noise; j++) {
            copy[i] = (char)noise[j];
            try_bytes(f, copy, data.len, false);
        }
        copy[i] = data.ptr[i];
    }
    uint32_t x = 7;
    for (int round = 0; round < 2000; round++) {
        memcpy(copy, data.ptr, data.len);
        for (int k = 0; k < 4; k++) {
            x = x * 1664525u + 1013904223u;
            copy[x % data.len] = (char)(x >> 24);
        }
        try_bytes(f, copy, data.len, false);
    }
    free(copy);
}

static void test_wrong_plan(void **state)
{
    fixture *f = *state;
    tc_buf b;
    tc_buf_init(&b, 0);
    f->plan.title_span = (tc_range){5, sizeof TEXT};
    assert_status(tc_record_write(&b, &f->record, &f->err), TC_EINTERNAL, &f->err);
    f->plan.title_span = (tc_range){5, 4};
    assert_status(tc_record_write(&b, &f->record, &f->err), TC_EINTERNAL, &f->err);
    f->plan.title_span = (tc_range){0, 0};
    f->plan.sections.items[0].parent = 0;
    assert_status(tc_record_write(&b, &f->record, &f->err), TC_EINTERNAL, &f->err);
    f->plan.sections.items[0].parent = TC_NO_SECTION;
    tc_buf_reset(&b);
    assert_status(tc_record_write(&b, &f->record, &f->err), TC_OK, &f->err);
    tc_buf_release(&b);
}

/* ---- terms ---------------------------------------------------------------------------------- */

static tc_reader *index_it(fixture *f)
{
    tc_arena *a = &f->arena;
    tc_text *text = NULL;
    tc_tokens *tokens = NULL;
    assert_status(tc_text_normalize(&text, a, f->record.text, &f->err), TC_OK, &f->err);
    assert_status(tc_tokenize(&tokens, a, f->lexicon, text, &f->err), TC_OK, &f->err);
    tc_document *doc = NULL;
    assert_status(tc_document_new(&doc, &f->err), TC_OK, &f->err);
    tc_span unique;
    assert_status(tc_record_encode(doc, &unique, a, &f->record, tokens, f->lexicon, &f->err), TC_OK,
                  &f->err);
    assert_span(unique, "Q" SHA);
    assert_true(tc_span_eq(unique, tc_record_unique(a, S(SHA))));
    tc_writer *w = NULL;
    tc_writer_options options = {.create = true, .analyzer_id = tc_analyzer_id()};
    assert_status(tc_writer_open(&w, f->index, &options, &f->err), TC_OK, &f->err);
    assert_status(tc_writer_put(w, NULL, unique, doc, &f->err), TC_OK, &f->err);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    tc_document_free(doc);
    tc_reader *r = NULL;
    const char *dir = f->index;
    assert_status(tc_reader_open(&r, &dir, 1, tc_analyzer_id(), &f->err), TC_OK, &f->err);
    return r;
}

/* Is the term there, so many times? 0: as a mere filter, without weight. */
static bool has(fixture *f, tc_reader *r, tc_span term, uint32_t wdf)
{
    tc_term_list list;
    assert_status(tc_reader_document_terms(&list, &f->arena, r, 1, term, 1, &f->err), TC_OK,
                  &f->err);
    if (list.len == 0 || !tc_span_eq(list.items[0].term, term))
        return false;
    if (list.items[0].wdf != wdf)
        print_error("%.*s has wdf %u\n", (int)term.len, term.ptr, list.items[0].wdf);
    return list.items[0].wdf == wdf;
}

static void test_exact_terms(void **state)
{
    fixture *f = *state;
    tc_arena *a = &f->arena;
    tc_reader *r = index_it(f);
    assert_true(has(f, r, tc_record_number_term(a, TC_FIELD_ID_NUMBER, S("30-KH/THU")), 1));
    assert_true(has(f, r, tc_record_number_term(a, TC_FIELD_ID_CITES, S("5-CT/TW")), 2));
    assert_true(has(f, r, tc_record_number_term(a, TC_FIELD_ID_BASIS, S("5-CT/TW")), 1));
    assert_true(has(f, r, tc_record_cited_id_term(a, S("5-CT/TW"), S("CT:TW:XII:5")), 1));
    assert_true(has(f, r, tc_record_cited_id_term(a, S("5-CT/TW"), S("")), 1));
    assert_true(has(f, r, tc_record_cited_id_term(a, S(""), S("CONG:TW:XIII:NQ")), 1));
    assert_true(has(f, r, tc_record_own_id_term(a, S("KH:TU:LAI-CHAU:30")), 0));
    assert_false(has(f, r, tc_record_own_id_term(a, S("CONG:TW:XIII:NQ")), 0));
    static const struct {
        tc_field_id field;
        const char *value;
        bool found;
    } keys[] = {
        {TC_FIELD_ID_ID, "CONG:TW:XIII:NQ", true},
        {TC_FIELD_ID_ID, "cong:tw:xiii:nq", true},
        {TC_FIELD_ID_ID, "KH:TU:LAI-CHAU:30", true},
        {TC_FIELD_ID_TYPE, "ĐA", true},
        {TC_FIELD_ID_TYPE, "đa", true},
        {TC_FIELD_ID_TYPE, "DA", true},
        {TC_FIELD_ID_TYPE, "DẢ", false},
        {TC_FIELD_ID_SYSTEM, "party", true},
        {TC_FIELD_ID_DATE, "2021", true},
        {TC_FIELD_ID_DATE, "2021-05", true},
        {TC_FIELD_ID_DATE, "2021-05-25", true},
        {TC_FIELD_ID_DATE, "2021-0", false},
        {TC_FIELD_ID_PATH, "a/Kế hoạch.txt", true},
        {TC_FIELD_ID_PATH, "a/", true},
        {TC_FIELD_ID_PATH, "Kế hoạch.txt", true},
        {TC_FIELD_ID_PATH, "b.txt", true},
        {TC_FIELD_ID_PATH, "a/kế hoạch.txt", false},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_int_equal(has(f, r, tc_record_key_term(a, keys[i].field, S(keys[i].value)), 0),
                         keys[i].found);
    assert_true(has(f, r, tc_record_key_term(a, TC_FIELD_ID_YEAR, S("2021")), 1)); /* weighs */
    assert_true(has(f, r, tc_record_event_id_term(a, S("dien-bien-phu")), 0));
    assert_true(has(f, r, tc_record_event_year_term(a, 2024), 0)); /* 1954 + 70 */
    assert_true(has(f, r, tc_record_event_day_term(a, 5, 7), 0));
    assert_true(has(f, r, tc_record_event_day_term(a, 5, 0), 0));
    assert_true(has(f, r, tc_record_event_years_term(a, 70), 0));
    assert_true(has(f, r, tc_record_unit_role_term(a, TC_UNIT_ASSIGNED), 0));
    assert_false(has(f, r, tc_record_unit_role_term(a, TC_UNIT_COORDINATING), 0));
    assert_true(has(f, r, tc_record_mime_term(a, S("text/plain")), 0));
    assert_false(has(f, r, tc_record_unmarked_term(a), 0));
    tc_reader_free(r);
}

static const tc_word *word(fixture *f, const char *s)
{
    const tc_word *w = NULL;
    assert_status(tc_lexicon_word(f->lexicon, S(s), &w, &f->err), TC_OK, &f->err);
    return w;
}

static void test_word_terms(void **state)
{
    fixture *f = *state;
    tc_arena *a = &f->arena;
    tc_reader *r = index_it(f);
    const tc_field_id body = TC_FIELD_ID_TOPIC;
    const tc_word *chi = word(f, "chỉ"), *thi = word(f, "thị"), *phu = word(f, "phủ");
    const tc_word *can = word(f, "căn"), *so = word(f, "số"), *five = word(f, "05");
    assert_span(tc_record_word_term(a, body, TC_LAYER_FOLDED, chi), "chi");
    assert_span(tc_record_word_term(a, TC_FIELD_ID_TITLE, TC_LAYER_ACCENT, chi), "S'chi'3");
    assert_span(tc_record_readings_prefix(a, TC_FIELD_ID_TITLE, chi), "S'chi'");
    assert_span(tc_record_accent_key(TC_FIELD_ID_TITLE, S("S'chi'3")), "chi'3");
    assert_span(tc_record_accent_key(TC_FIELD_ID_TITLE, S("Schi")), "");
    assert_span(tc_record_accent_key(body, S("'chi'3")), "chi'3");
    assert_true(has(f, r, tc_record_word_term(a, body, TC_LAYER_FOLDED, chi), 2));
    assert_true(has(f, r, tc_record_word_term(a, body, TC_LAYER_ACCENT, chi), 2));
    assert_false(has(f, r, tc_record_word_term(a, body, TC_LAYER_ACCENT, word(f, "chi")), 2));
    assert_true(has(f, r, tc_record_bigram_term(a, body, chi, thi), 2));
    /* numerals are in no pair */
    assert_false(has(f, r, tc_record_bigram_term(a, body, so, five), 2));
    assert_false(tc_record_has_bigram(body, so, five));
    assert_true(tc_record_has_bigram(body, chi, thi));
    assert_false(tc_record_has_bigram(TC_FIELD_ID_UNIT, chi, thi));
    /* neighbours across ";" but not across a blank line */
    assert_true(has(f, r, tc_record_bigram_term(a, body, word(f, "tw"), chi), 1));
    assert_false(has(f, r, tc_record_bigram_term(a, body, phu, can), 1));
    assert_true(
        has(f, r, tc_record_word_term(a, TC_FIELD_ID_HEADS, TC_LAYER_ACCENT, word(f, "đích")), 1));
    assert_true(
        has(f, r, tc_record_word_term(a, TC_FIELD_ID_EVENT, TC_LAYER_FOLDED, word(f, "bien")), 1));
    assert_true(
        has(f, r, tc_record_word_term(a, TC_FIELD_ID_UNIT, TC_LAYER_ACCENT, word(f, "giáo")), 1));
    assert_true(
        has(f, r, tc_record_word_term(a, TC_FIELD_ID_SIGNER, TC_LAYER_ACCENT, word(f, "hoà")), 1));
    tc_reader_free(r);
}

/* What is looked through for phrases is what was indexed. */
static void test_field_texts(void **state)
{
    fixture *f = *state;
    tc_arena *a = &f->arena;
    tc_unit again = f->plan.units.items[0]; /* named twice, one value */
    tc_vec_push(a, &f->plan.units, again);
    static const struct {
        tc_field_id field;
        const char *values;
    } rows[] = {
        {TC_FIELD_ID_TOPIC, TEXT},
        {TC_FIELD_ID_TITLE, "Tuyên truyền kỷ niệm"},
        {TC_FIELD_ID_ISSUER, "Thành ủy Lai Châu"},
        {TC_FIELD_ID_PLACE, "Lai Châu"},
        {TC_FIELD_ID_SIGNER, "Cao Thị Hòa An"},
        {TC_FIELD_ID_HEADS, "Mục đích|Yêu cầu"},
        {TC_FIELD_ID_EVENT, "Chiến thắng Điện Biên Phủ"},
        {TC_FIELD_ID_UNIT, "Ban Tuyên giáo Thành ủy|Thành đoàn"},
        {TC_FIELD_ID_NUMBER, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tc_record_texts got = tc_record_field_texts(a, rows[i].field, &f->record);
        TC_VEC(char) all = {0};
        for (size_t k = 0; k < got.len; k++) {
            if (k)
                tc_vec_push(a, &all, '|');
            for (size_t j = 0; j < got.items[k].len; j++)
                tc_vec_push(a, &all, got.items[k].ptr[j]);
        }
        assert_span(tc_span_make(all.items, all.len), rows[i].values);
    }
    tc_span text, data = stored(f);
    assert_status(tc_record_text(&text, data, &f->err), TC_OK, &f->err);
    assert_span(text, TEXT);
    assert_status(tc_record_text(&text, S("\x7f\x01x"), &f->err), TC_EVERSION, &f->err);
    assert_status(tc_record_text(&text, S("\x01\x09x"), &f->err), TC_ECORRUPT, &f->err);
}

/* Different pairs have different terms, and people can read them. */
static void test_pairs(void **state)
{
    fixture *f = *state;
    tc_arena *a = &f->arena;
    static const struct {
        const char *one, *two;
        size_t len;
        const char *text;
    } rows[] = {
        {"hòa", "bình", 4, " hoa binh"},
        {"gì", "gia", 4, " gi gia"},
        {"quốc", "nghiêng", 4, " quoc nghieng"},
        {"y", "uỷ", 4, " y uy"},
        {"kỷ", "quý", 4, " ki qui"},
        {"đường", "xoong", 4, " duong xoong"},
        {"chuyển", "COVID", 13, " chuyen covid"},
        {"UBND", "xã", 8, " ubnd xa"},
        {"f", "ka", 5, " f ka"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tc_span term =
            tc_record_bigram_term(a, TC_FIELD_ID_TOPIC, word(f, rows[i].one), word(f, rows[i].two));
        assert_int_equal(term.len, rows[i].len);
        assert_span(tc_record_term_text(a, term), rows[i].text);
        for (size_t k = 0; k < i; k++)
            assert_false(
                tc_span_eq(term, tc_record_bigram_term(a, TC_FIELD_ID_TOPIC, word(f, rows[k].one),
                                                       word(f, rows[k].two))));
    }
    assert_span(tc_record_term_text(a, S("ubnd")), "ubnd");
    assert_span(tc_record_term_text(a, S("\x01\x7f\xc3\xa0")), "\x01\x7f\xc3\xa0");
}

static void test_unmarked(void **state)
{
    fixture *f = *state;
    f->record.text = S("Ke hoach so 30 ve viec tuyen truyen nam 2021, Thanh uy Lai Chau.");
    memset(&f->plan.sections, 0, sizeof f->plan.sections);
    memset(&f->plan.citations, 0, sizeof f->plan.citations);
    memset(&f->plan.units, 0, sizeof f->plan.units);
    memset(&f->plan.periods, 0, sizeof f->plan.periods);
    tc_reader *r = index_it(f);
    assert_true(has(f, r, tc_record_unmarked_term(&f->arena), 0));
    tc_reader_free(r);
}

/* ---- values --------------------------------------------------------------------------------- */

static void test_values(void **state)
{
    fixture *f = *state;
    tc_arena *a = &f->arena;
    tc_reader *r = index_it(f);
    static const struct {
        uint32_t slot;
        const char *value;
    } ones[] = {
        {TC_DATE_SLOT, "20210525"},
        {1, "30-KH/THU"},
        {5, "Thành ủy Lai Châu"},
        {7, "2021"},
    };
    tc_span value;
    for (size_t i = 0; i < sizeof ones / sizeof *ones; i++) {
        assert_status(tc_reader_value(&value, a, r, 1, ones[i].slot, &f->err), TC_OK, &f->err);
        assert_span(value, ones[i].value);
    }
    assert_status(tc_reader_value(&value, a, r, 1, TC_NUMBER_SORT_SLOT, &f->err), TC_OK, &f->err);
    assert_true(tc_span_starts(value, TC_SPAN("KH/THU\t0000\t0000000030\t")));
    static const struct tc_facet_request asked[] = {
        {TC_FACET_CITES, 0},  {TC_FACET_EVENT, 0},  {TC_FACET_UNIT, 0}, {TC_FACET_TYPE, 0},
        {TC_FACET_ISSUER, 0}, {TC_FACET_NUMBER, 0}, {TC_FACET_YEAR, 0}, {TC_FACET_DAY, 0}};
    tc_search_options options = {.sort_slot = TC_NO_SLOT, .facets = asked, .facet_count = 8};
    tc_hits *hits = NULL;
    assert_status(tc_reader_search(&hits, a, r, tc_query_new(a, TC_Q_ALL), &options, &f->err),
                  TC_OK, &f->err);
    assert_int_equal(hits->facets[0].len, 1);
    assert_span(hits->facets[0].items[0].value, "5-CT/TW");
    assert_span(hits->facets[1].items[0].value, "dien-bien-phu");
    assert_int_equal(hits->facets[2].len, 2);
    assert_span(hits->facets[2].items[0].value, "Ban Tuyên giáo Thành ủy");
    assert_span(hits->facets[3].items[0].value, "ĐA");
    assert_span(hits->facets[4].items[0].value, "Thành ủy Lai Châu");
    assert_span(hits->facets[5].items[0].value, "30-KH/THU");
    assert_span(hits->facets[6].items[0].value, "2021");
    assert_span(hits->facets[7].items[0].value, "20210525");
    tc_reader_free(r);
}

static void test_number_sort(void **state)
{
    fixture *f = *state;
    /* in this order; a series stands together */
    static const char *const keys[] = {
        "2-KH/TU", "9-KH/TU",       "10-KH/TU",     "14-KH/TU",      "14A-KH/TU",    "15-KH/TU",
        "3-NQ/TW", "15/2019/NĐ-CP", "2/2020/NĐ-CP", "15/2020/NĐ-CP", "24/2018/QH14",
    };
    for (size_t i = 1; i < sizeof keys / sizeof *keys; i++)
        assert_true(tc_span_cmp(tc_record_number_sort(&f->arena, S(keys[i - 1])),
                                tc_record_number_sort(&f->arena, S(keys[i]))) < 0);
    /* anything is sorted somehow */
    static const char *const odd[] = {"",
                                      "-",
                                      "/",
                                      "5",
                                      "5-",
                                      "5/2020",
                                      "5/2020/",
                                      "KH/TU",
                                      "123456789012345-KH",
                                      "5A",
                                      "99999999999/1234/"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        assert_true(tc_record_number_sort(&f->arena, S(odd[i])).len >= 16);
}

/* One order for all indexes: no tie but between the same content. */
static void test_orders(void **state)
{
    fixture *f = *state;
    tc_arena *a = &f->arena;
    static const struct {
        tc_date date;
        const char *key, *path, *sha256;
    } newest[] = {
        {{2024, 5, 7}, "7-KH/TU", "z.txt", "0f"},
        {{2024, 5, 7}, "30-KH/TU", "b/2.txt", "0e"},
        {{2024, 5, 7}, "30-KH/TU", "a/2.txt", "0f"},
        {{2024, 5, 7}, "99999999999-KH/TU", "c.txt", "aa"},
        {{2024, 5, 7}, "", "0001.txt", "ff"},
        {{2024, 5, 7}, "", "0002.txt", "00"},
        {{2024, 5, 0}, "2-KH/TU", "2", "00"},
        {{2024, 0, 0}, "2-KH/TU", "2", "00"},
        {{1945, 9, 2}, "1-KH/TU", "1", "ff"},
        {{0, 0, 0}, "1-KH/TU", "1", "ff"},
        {{0, 0, 0}, "", "0", "00"},
    };
    enum { N = sizeof newest / sizeof *newest };
    tc_span down[N], up[N], number[N];
    for (size_t i = 0; i < N; i++) {
        tc_span path = S(newest[i].path);
        tc_plan plan = {.date = newest[i].date, .number_key = S(newest[i].key)};
        tc_record r = {
            .plan = &plan, .paths = &path, .path_count = 1, .sha256 = S(newest[i].sha256)};
        down[i] = tc_record_newest(a, &r);
        up[i] = tc_record_oldest(a, &r);
        number[i] = tc_record_by_number(a, &r);
    }
    for (size_t i = 1; i < N; i++)
        assert_true(tc_span_cmp(down[i - 1], down[i]) > 0);
    static const size_t oldest[] = {8, 7, 6, 0, 1, 2, 3, 4, 5, 9, 10};
    for (size_t i = 1; i < N; i++)
        assert_true(tc_span_cmp(up[oldest[i - 1]], up[oldest[i]]) < 0);
    static const size_t by_number[] = {8, 9, 6, 7, 0, 1, 2, 3, 5, 4, 10};
    for (size_t i = 1; i < N; i++)
        assert_true(tc_span_cmp(number[by_number[i - 1]], number[by_number[i]]) < 0);
    /* the end of a range is behind all of its number and before the next */
    tc_span end = tc_record_number_sort_end(a, S("30-KH/TU"));
    assert_true(tc_span_cmp(number[1], end) < 0 && tc_span_cmp(number[2], end) < 0);
    assert_true(tc_span_cmp(end, tc_record_number_sort(a, S("30A-KH/TU"))) < 0);
}

static void test_date_bounds(void **state)
{
    fixture *f = *state;
    static const struct {
        tc_date d;
        const char *low, *high;
    } cases[] = {
        {{2021, 5, 25}, "20210525", "20210525"},
        {{2021, 5, 0}, "20210500", "20210599"},
        {{2021, 0, 0}, "20210000", "20219999"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_span(tc_record_date_low(&f->arena, cases[i].d), cases[i].low);
        assert_span(tc_record_date_high(&f->arena, cases[i].d), cases[i].high);
    }
}

/* A numbered paragraph is no heading: its words are in the body only. */
static void test_heads(void **state)
{
    fixture *f = *state;
    tc_arena *a = &f->arena;
    const char *para = "xuân";
    for (int i = 0; i < 40; i++)
        para = tc_arena_printf(a, "%s hạ", para);
    f->plan.sections.items[0].title = S(para);
    tc_reader *r = index_it(f);
    assert_false(
        has(f, r, tc_record_word_term(a, TC_FIELD_ID_HEADS, TC_LAYER_ACCENT, word(f, "xuân")), 1));
    assert_true(
        has(f, r, tc_record_word_term(a, TC_FIELD_ID_HEADS, TC_LAYER_ACCENT, word(f, "cầu")), 1));
    tc_reader_free(r);
}

static void test_long_words(void **state)
{
    fixture *f = *state;
    tc_arena *a = &f->arena;
    size_t len = 3000;
    char *text = tc_arena_alloc(a, len);
    memset(text, 'x', len);
    text[len / 2] = ' ';
    f->plan.title = tc_span_make(text, len);
    tc_reader *r = index_it(f);
    const tc_word *w = NULL;
    assert_status(tc_lexicon_word(f->lexicon, tc_span_make(text, len / 2), &w, &f->err), TC_OK,
                  &f->err);
    assert_true(has(f, r, tc_record_word_term(a, TC_FIELD_ID_TITLE, TC_LAYER_ACCENT, w), 1));
    tc_reader_free(r);
}

static void test_no_memory(void **state)
{
    fixture *f = *state;
    tc_span data = stored(f);
    tc_arena small;
    tc_arena_init(&small);
    small.limit = 100;
    tc_record *r = NULL;
    assert_status(tc_record_decode(&r, &small, data, &f->err), TC_ENOMEM, &f->err);
    tc_arena_release(&small);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH(test_round_trip),  FRESH(test_versions),    FRESH(test_damaged_bytes),
        FRESH(test_wrong_plan),  FRESH(test_exact_terms), FRESH(test_word_terms),
        FRESH(test_field_texts), FRESH(test_pairs),       FRESH(test_unmarked),
        FRESH(test_values),      FRESH(test_number_sort), FRESH(test_date_bounds),
        FRESH(test_orders),      FRESH(test_heads),       FRESH(test_long_words),
        FRESH(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
