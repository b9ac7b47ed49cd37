/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index through store.h: what is written is found, in order, and what goes wrong has a status.
 */
#include "tests/unit/scratch.h"
#include "tests/unit/unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/varint.h"
#include "store/store.h"

/* Two of Xapian's own: Database::check deletes tables through a base without a virtual destructor,
 * and Enquire::get_mset leaks its posting lists when it throws (test_overtaken). */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libxapian.so";
}

/* ---- a scratch index ------------------------------------------------------------------------ */

typedef struct {
    tc_arena arena;
    tc_error err;
    char dir[64], index[80], other[80], merged[80];
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    snprintf(f->dir, sizeof f->dir, "%s", "/tmp/tc-store-XXXXXX");
    if (!mkdtemp(f->dir))
        return -1;
    snprintf(f->index, sizeof f->index, "%s/index", f->dir);
    snprintf(f->other, sizeof f->other, "%s/other", f->dir);
    snprintf(f->merged, sizeof f->merged, "%s/merged", f->dir);
    tc_arena_init(&f->arena);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    tc_arena_release(&f->arena);
    scratch_remove(f->dir);
    free(f);
    return 0;
}

static const tc_writer_options create = {.create = true, .analyzer_id = "a1"};

static tc_writer *open_writer(fixture *f, const char *dir)
{
    tc_writer *w = NULL;
    assert_status(tc_writer_open(&w, dir, &create, &f->err), TC_OK, &f->err);
    return w;
}

static tc_reader *open_reader(fixture *f, const char *dir)
{
    tc_reader *r = NULL;
    assert_status(tc_reader_open(&r, &dir, 1, "a1", &f->err), TC_OK, &f->err);
    return r;
}

/* words: blank-separated terms; units: comma-separated */
typedef struct {
    const char *id, *words, *date, *type, *units;
} row;

static void add_words(tc_document *d, const char *words)
{
    for (const char *p = words; *p;) {
        size_t len = strcspn(p, " ");
        tc_document_add_term(d, tc_span_make(p, len), 1);
        p += len + strspn(p + len, " ");
    }
}

static void add_facets(fixture *f, tc_document *d, const row *r)
{
    tc_buf b;
    tc_span units[10], type = tc_span_str(r->type);
    size_t count = 0;
    for (const char *p = r->units ? r->units : ""; *p;) {
        size_t len = strcspn(p, ",");
        units[count++] = tc_span_make(p, len);
        tc_document_add_term(d, tc_facet_term(&f->arena, TC_FACET_UNIT, units[count - 1]), 0);
        p += len + (p[len] != '\0');
    }
    tc_facets facets = {.day = r->date ? (uint32_t)strtoul(r->date, NULL, 10) : 0};
    facets.values[TC_FACET_TYPE].items = &type;
    facets.values[TC_FACET_TYPE].len = r->type != NULL;
    facets.values[TC_FACET_UNIT].items = units;
    facets.values[TC_FACET_UNIT].len = count;
    tc_buf_init(&b, 0);
    tc_facets_put(&b, &facets);
    tc_document_set_value(d, TC_FACET_SLOT, tc_buf_span(&b));
    tc_buf_release(&b);
}

static tc_docid put(fixture *f, tc_writer *w, row r)
{
    tc_document *d = NULL;
    assert_status(tc_document_new(&d, &f->err), TC_OK, &f->err);
    add_words(d, r.words);
    if (r.date)
        tc_document_set_value(d, TC_TIE_SLOT, tc_span_str(r.date));
    if (r.type)
        tc_document_set_value(d, 6, tc_span_str(r.type));
    if (r.date || r.type || r.units)
        add_facets(f, d, &r);
    tc_document_set_data(d, tc_span_str(r.id));
    tc_docid id = 0;
    assert_status(tc_writer_put(w, &id, tc_span_str(r.id), d, &f->err), TC_OK, &f->err);
    tc_document_free(d);
    return id;
}

static void build(fixture *f, const char *dir, const row *rows, size_t count)
{
    tc_writer *w = open_writer(f, dir);
    for (size_t i = 0; i < count; i++)
        put(f, w, rows[i]);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
}
#define BUILD(f, rows) build(f, (f)->index, rows, sizeof(rows) / sizeof *(rows))

/* ---- questions ------------------------------------------------------------------------------ */

static tc_query *term(fixture *f, const char *s)
{
    return tc_query_term(&f->arena, tc_term_make(&f->arena, tc_span_str(""), tc_span_str(s)));
}

static tc_query *of_kind(fixture *f, tc_query_kind kind, tc_query *a, tc_query *b, tc_query *c)
{
    tc_query *q = tc_query_new(&f->arena, kind);
    tc_query *all[] = {a, b, c};
    for (size_t i = 0; i < 3; i++)
        if (all[i])
            tc_query_add(&f->arena, q, all[i]);
    return q;
}

static const tc_search_options ten = {.limit = 10, .exact_count = true, .sort_slot = TC_NO_SLOT};

static tc_hits *search(fixture *f, tc_reader *r, const tc_query *q, tc_search_options options)
{
    tc_hits *hits = NULL;
    assert_status(tc_reader_search(&hits, &f->arena, r, q, &options, &f->err), TC_OK, &f->err);
    return hits;
}

/* The ids (stored data) of what is found, blank-separated, in order. */
static const char *found(fixture *f, tc_reader *r, const tc_query *q, tc_search_options options)
{
    tc_hits *hits = search(f, r, q, options);
    const char *out = "";
    for (size_t i = 0; i < hits->len; i++) {
        tc_span data;
        assert_status(tc_reader_data(&data, &f->arena, r, hits->items[i].id, &f->err), TC_OK,
                      &f->err);
        out = tc_arena_printf(&f->arena, "%s%s%.*s", out, i ? " " : "", (int)data.len, data.ptr);
    }
    return out;
}

static const row letters[] = {
    {"Q1", "hoa binh la hoa", "20210525", "KH", "x,y"},
    {"Q2", "binh hoa", "20210500", "KH", "y"},
    {"Q3", "hòa bình thế giới", "20200101", "CT", "y,z,x"},
    {"Q4", "hoa không bình", NULL, NULL, NULL},
};

static void test_search_kinds(void **state)
{
    fixture *f = *state;
    BUILD(f, letters);
    tc_reader *r = open_reader(f, f->index);
    uint64_t count = 0;
    assert_status(tc_reader_count(r, &count, &f->err), TC_OK, &f->err);
    assert_int_equal(count, 4);
    tc_query *hoa = term(f, "hoa"), *binh = term(f, "binh"), *marked = term(f, "bình");
    tc_search_options by_date = ten;
    by_date.sort_slot = TC_TIE_SLOT;
    assert_string_equal(found(f, r, of_kind(f, TC_Q_AND, hoa, binh, NULL), by_date), "Q1 Q2");
    assert_string_equal(found(f, r, of_kind(f, TC_Q_OR, binh, marked, NULL), by_date),
                        "Q1 Q2 Q3 Q4");
    assert_string_equal(found(f, r, of_kind(f, TC_Q_NOT, hoa, binh, NULL), by_date), "Q4");
    assert_string_equal(found(f, r, of_kind(f, TC_Q_NOT, hoa, binh, marked), by_date), "");
    assert_string_equal(found(f, r, of_kind(f, TC_Q_FILTER, hoa, binh, NULL), by_date), "Q1 Q2");
    assert_string_equal(found(f, r, of_kind(f, TC_Q_MAYBE, hoa, binh, NULL), by_date), "Q1 Q2 Q4");
    assert_string_equal(found(f, r, tc_query_new(&f->arena, TC_Q_ALL), by_date), "Q1 Q2 Q3 Q4");
    assert_string_equal(found(f, r, tc_query_new(&f->arena, TC_Q_NOTHING), ten), "");
    assert_string_equal(found(f, r, tc_query_new(&f->arena, TC_Q_AND), ten), "");
    assert_string_equal(found(f, r, tc_query_new(&f->arena, TC_Q_TERM), ten), "");
    tc_query *prefix = tc_query_new(&f->arena, TC_Q_PREFIX);
    prefix->term = tc_span_str("bì");
    assert_string_equal(found(f, r, prefix, by_date), "Q3 Q4");
    tc_reader_free(r);
}

static void test_weights(void **state)
{
    fixture *f = *state;
    BUILD(f, letters);
    tc_reader *r = open_reader(f, f->index);
    tc_query *hoa = term(f, "hoa"), *binh = term(f, "binh");
    double plain = search(f, r, hoa, ten)->items[0].weight;
    assert_true(plain > 0);
    double twice = search(f, r, tc_query_boost(&f->arena, hoa, 2), ten)->items[0].weight;
    assert_true(twice > 1.99 * plain && twice < 2.01 * plain);
    double none = search(f, r, tc_query_boost(&f->arena, hoa, 0), ten)->items[0].weight;
    assert_true(none >= 0 && none <= 0);
    tc_hits *filtered = search(f, r, of_kind(f, TC_Q_FILTER, hoa, binh, NULL), ten);
    tc_hits *both = search(f, r, of_kind(f, TC_Q_AND, hoa, binh, NULL), ten);
    assert_int_equal(filtered->len, 2);
    assert_true(both->items[0].weight > filtered->items[0].weight);
    tc_query *same = of_kind(f, TC_Q_SYNONYM, hoa, term(f, "hòa"), NULL);
    tc_query *apart = of_kind(f, TC_Q_OR, hoa, term(f, "hòa"), NULL);
    assert_int_equal(search(f, r, same, ten)->matched, 4);
    /* the rarer word would lead by its own weight, but as a synonym it counts no more */
    assert_string_equal(
        found(f, r, apart, (tc_search_options){.limit = 1, .sort_slot = TC_NO_SLOT}), "Q3");
    assert_string_equal(found(f, r, same, (tc_search_options){.limit = 1, .sort_slot = TC_NO_SLOT}),
                        "Q1");
    tc_reader_free(r);
}

static const row long_and_short[] = {
    {"Q1", "hòa bình", NULL, NULL, NULL},
    {"Q2", "hòa một hai ba bốn năm sáu bảy tám chín mười", NULL, NULL, NULL},
};

/* A word weighs less the longer the text is; what is worth just so much does not. */
static void test_worth(void **state)
{
    fixture *f = *state;
    BUILD(f, long_and_short);
    tc_reader *r = open_reader(f, f->index);
    tc_hits *word = search(f, r, term(f, "hòa"), ten);
    assert_true(word->len == 2 && word->items[0].weight > word->items[1].weight);
    tc_hits *worth = search(f, r, tc_query_worth(&f->arena, term(f, "hòa"), 7), ten);
    assert_int_equal(worth->len, 2);
    for (size_t i = 0; i < worth->len; i++)
        assert_true(worth->items[i].weight > 6.99 && worth->items[i].weight < 7.01);
    tc_reader_free(r);
}

static void test_ranges(void **state)
{
    fixture *f = *state;
    BUILD(f, letters);
    tc_reader *r = open_reader(f, f->index);
    tc_search_options by_date = ten;
    by_date.sort_slot = TC_TIE_SLOT;
    static const struct {
        const char *low, *high, *ids;
    } cases[] = {
        {"20210500", "20210599", "Q1 Q2"},
        {"20210501", "20210599", "Q1"},
        {"", "20210500", "Q2 Q3"},
        {"20210500", "", "Q1 Q2"},
        {"", "", "Q1 Q2 Q3"},
        {"20220000", "20229999", ""},
        {"20210525", "20210525", "Q1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_query *q = tc_query_range(&f->arena, TC_TIE_SLOT, tc_span_str(cases[i].low),
                                     tc_span_str(cases[i].high));
        assert_string_equal(found(f, r, q, by_date), cases[i].ids);
    }
    tc_reader_free(r);
}

static void test_order(void **state)
{
    fixture *f = *state;
    static const row rows[] = {
        {"Q1", "a", "2020", "KH", NULL}, {"Q2", "a", "2022", "CT", NULL},
        {"Q3", "a", NULL, "KH", NULL},   {"Q4", "a", "2021", "KH", NULL},
        {"Q5", "a", "2021", NULL, NULL}, {"Q6", "a a", "1999", NULL, NULL},
    };
    BUILD(f, rows);
    tc_reader *r = open_reader(f, f->index);
    tc_query *a = term(f, "a");
    tc_search_options options = ten;
    /* weight, then the tie slot, highest first, then docid */
    assert_string_equal(found(f, r, a, options), "Q6 Q2 Q4 Q5 Q1 Q3");
    options.sort_slot = TC_TIE_SLOT;
    assert_string_equal(found(f, r, a, options), "Q2 Q4 Q5 Q1 Q6 Q3");
    options.ascending = true;
    assert_string_equal(found(f, r, a, options), "Q3 Q6 Q1 Q4 Q5 Q2");
    options.sort_slot = 6; /* then weight */
    assert_string_equal(found(f, r, a, options), "Q6 Q5 Q2 Q1 Q3 Q4");
    options.ascending = false;
    assert_string_equal(found(f, r, a, options), "Q1 Q3 Q4 Q2 Q6 Q5");
    options.offset = 1;
    options.limit = 2;
    assert_string_equal(found(f, r, a, options), "Q3 Q4");
    assert_int_equal(search(f, r, a, options)->matched, 6);
    assert_true(search(f, r, a, options)->exact);
    options.offset = 7;
    assert_string_equal(found(f, r, a, options), "");
    tc_reader_free(r);
}

static void test_facets(void **state)
{
    fixture *f = *state;
    BUILD(f, letters);
    tc_reader *r = open_reader(f, f->index);
    static const struct tc_facet_request asked[] = {
        {TC_FACET_TYPE, 0}, {TC_FACET_UNIT, 2}, {TC_FACET_ISSUER, 3}};
    tc_search_options options = ten;
    options.limit = 1;
    options.facets = asked;
    options.facet_count = 3;
    tc_hits *hits = search(f, r, tc_query_new(&f->arena, TC_Q_ALL), options);
    assert_int_equal(hits->len, 1);
    assert_int_equal(hits->matched, 4);
    assert_int_equal(hits->facets[0].len, 2);
    assert_span(hits->facets[0].items[0].value, "KH");
    assert_int_equal(hits->facets[0].items[0].count, 2);
    assert_span(hits->facets[0].items[1].value, "CT");
    assert_int_equal(hits->facets[1].len, 2);
    assert_span(hits->facets[1].items[0].value, "y");
    assert_int_equal(hits->facets[1].items[0].count, 3);
    assert_span(hits->facets[1].items[1].value, "x");
    assert_int_equal(hits->facets[1].items[1].count, 2);
    assert_int_equal(hits->facets[2].len, 0);
    tc_reader_free(r);
}

static const struct tc_facet_request units[] = {{TC_FACET_UNIT, 0}};

/* A slot that ends too early, counts something that has no name, or less than has its names. */
static void test_facets_damaged(void **state)
{
    fixture *f = *state;
    static const struct {
        tc_span slot;
        const char *names[3]; /* with their keys */
    } rows[] = {
        {TC_SPAN_LIT("\x01\x01\x05"), {NULL}},
        {TC_SPAN_LIT("\x01\x80"), {NULL}},
        {TC_SPAN_LIT("\0\0\0\0\0\x7f"), {NULL}},
        {TC_SPAN_LIT("\xff\xff\xff\x7f\0\0\0\0\0"), {NULL}},
        {TC_SPAN_LIT("\0\0\0\0\0\x01who"), {NULL}},
        {TC_SPAN_LIT("\0\0\0\0\0\x01who"), {"who1", "who2", "who3"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tc_document *d = NULL;
        tc_writer *w = open_writer(f, f->index);
        assert_status(tc_document_new(&d, &f->err), TC_OK, &f->err);
        tc_document_set_value(d, TC_FACET_SLOT, rows[i].slot);
        for (size_t n = 0; n < 3 && rows[i].names[n]; n++)
            tc_document_add_term(d,
                                 tc_term_make(&f->arena, tc_facet_prefix(TC_FACET_UNIT),
                                              tc_span_str(rows[i].names[n])),
                                 0);
        assert_status(tc_writer_put(w, NULL, tc_span_str("Q1"), d, &f->err), TC_OK, &f->err);
        tc_document_free(d);
        assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
        tc_reader *r = open_reader(f, f->index);
        tc_search_options options = ten;
        options.facets = units;
        options.facet_count = 1;
        tc_hits *none = NULL;
        assert_status(tc_reader_search(&none, &f->arena, r, tc_query_new(&f->arena, TC_Q_ALL),
                                       &options, &f->err),
                      TC_ECORRUPT, &f->err);
        tc_reader_free(r);
    }
}

/* 300 documents with a unit of their own each, and one that all have. */
static void build_units(fixture *f, const char *dir, unsigned from, unsigned to)
{
    tc_writer *w = open_writer(f, dir);
    for (unsigned i = from; i < to; i++) {
        const char *id = tc_arena_printf(&f->arena, "Q%u", i);
        put(f, w, (row){id, "a", "20210525", "KH", tc_arena_printf(&f->arena, "u%03u,all", i)});
    }
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
}

static void check_many(fixture *f, tc_reader *r)
{
    static const struct tc_facet_request asked[] = {{TC_FACET_UNIT, 3},
                                                    {TC_FACET_UNIT, 0},
                                                    {TC_FACET_YEAR, 1},
                                                    {TC_FACET_DAY, 0},
                                                    {TC_FACET_TYPE, 0}};
    static const char *const firsts[] = {"all", "all", "2021", "20210525", "KH"};
    static const size_t lens[] = {3, 301, 1, 1, 1};
    tc_search_options options = ten;
    options.facets = asked;
    options.facet_count = 5;
    tc_hits *hits = search(f, r, tc_query_new(&f->arena, TC_Q_ALL), options);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(hits->facets[i].len, lens[i]);
        assert_span(hits->facets[i].items[0].value, firsts[i]);
        assert_int_equal(hits->facets[i].items[0].count, 300);
    }
    assert_span(hits->facets[0].items[2].value, "u001");
    assert_span(hits->facets[1].items[300].value, "u299");
    assert_int_equal(hits->facets[1].items[300].count, 1);
    /* the same of a list of documents */
    tc_hits list = {.items = hits->items, .len = hits->len};
    assert_status(tc_reader_facets(&list, &f->arena, r, &options, &f->err), TC_OK, &f->err);
    assert_int_equal(list.facets[1].len, 11);
    assert_int_equal(list.facets[1].items[0].count, 10);
}

static void test_facets_named(void **state)
{
    fixture *f = *state;
    build_units(f, f->index, 0, 300);
    tc_reader *r = open_reader(f, f->index);
    check_many(f, r);
    tc_reader_free(r);
}

static size_t key_of(fixture *f, const char *name)
{
    tc_span term = tc_facet_term(&f->arena, TC_FACET_UNIT, tc_span_str(name));
    size_t key = 0, at = tc_facet_prefix(TC_FACET_UNIT).len;
    for (size_t k = 0; k < TC_FACET_KEY; k++)
        key = key << 8 | (unsigned char)term.ptr[at + k];
    return key;
}

/* Numbers of the same length that differ in their last letter, and all numbers, differ in their
 * keys as chance has it: one pair of 17 million has one key. */
static void test_facet_keys(void **state)
{
    fixture *f = *state;
    static const char *const organs[] = {"TU", "TW", "TV", "HU", "DU", "QH", "CP", "UBND"};
    bool *seen = tc_arena_array(&f->arena, 1 << 8 * TC_FACET_KEY, sizeof *seen);
    size_t alike = 0;
    assert_int_not_equal(key_of(f, "31-KH/TU"), key_of(f, "31-KH/TW"));
    for (unsigned i = 1; i < 500; i++) {
        size_t keys[8];
        for (size_t o = 0; o < 8; o++) {
            keys[o] = key_of(f, tc_arena_printf(&f->arena, "%u-KH/%s", i, organs[o]));
            alike += seen[keys[o]];
            seen[keys[o]] = true;
        }
        assert_int_not_equal(keys[0], keys[1]);
    }
    assert_true(alike < 6); /* of 8 million pairs */
}

/* Two names that stand in the slot as the same bytes. */
static void same_key(fixture *f, const char **one, const char **two)
{
    const char **seen = tc_arena_array(&f->arena, 1 << 8 * TC_FACET_KEY, sizeof *seen);
    for (unsigned i = 0; *two == NULL; i++) {
        const char *name = tc_arena_printf(&f->arena, "u%u", i);
        size_t key = key_of(f, name);
        *one = seen[key];
        *two = seen[key] ? name : NULL;
        seen[key] = name;
    }
}

static void check_told_apart(const tc_hits *hits, const char *one, const char *two)
{
    assert_int_equal(hits->facets[0].len, 1); /* both names come more often than it, together */
    assert_span(hits->facets[0].items[0].value, "often");
    assert_int_equal(hits->facets[0].items[0].count, 4);
    assert_int_equal(hits->facets[1].len, 3);
    assert_span(hits->facets[1].items[1].value, one);
    assert_int_equal(hits->facets[1].items[1].count, 3);
    assert_span(hits->facets[1].items[2].value, two);
    assert_int_equal(hits->facets[1].items[2].count, 2);
}

/* Found in order, found in any order, by more than one term, and in a list of documents. */
static void check_same_key(fixture *f, tc_reader *r, const char *one, const char *two)
{
    static const struct tc_facet_request asked[] = {{TC_FACET_UNIT, 1}, {TC_FACET_UNIT, 0}};
    tc_search_options options = ten;
    options.facets = asked;
    options.facet_count = 2;
    tc_hits *hits = search(f, r, term(f, "a"), options);
    assert_int_equal(hits->matched, 8);
    check_told_apart(hits, one, two);
    tc_hits list = {.items = hits->items, .len = hits->len};
    assert_status(tc_reader_facets(&list, &f->arena, r, &options, &f->err), TC_OK, &f->err);
    check_told_apart(&list, one, two);
    options.limit = 0;
    options.unordered = true;
    tc_query *questions[] = {term(f, "a"), of_kind(f, TC_Q_AND, term(f, "a"), term(f, "c"), NULL)};
    for (size_t i = 0; i < 2; i++) {
        hits = search(f, r, questions[i], options);
        assert_int_equal(hits->matched, 8);
        assert_true(hits->exact);
        check_told_apart(hits, one, two);
    }
}

/* What is found has to be counted by name where the slot does not tell names apart; other
 * documents, which are not found, have them too. From and to: of ten documents. */
static void build_same_key(fixture *f, const char *dir, size_t from, size_t to, const char **one,
                           const char **two)
{
    *one = *two = NULL;
    same_key(f, one, two);
    const char *both = tc_arena_printf(&f->arena, "%s,%s", *two, *one);
    const row rows[] = {{"Q1", "a c", NULL, "KH", *one},    {"Q2", "a c", NULL, "KH", both},
                        {"Q3", "a c", NULL, "KH", *one},    {"Q4", "a c", NULL, "KH", *two},
                        {"Q5", "a c", NULL, "KH", "often"}, {"Q6", "a c", NULL, "KH", "often"},
                        {"Q7", "a c", NULL, "KH", "often"}, {"Q8", "a c", NULL, "KH", "often"},
                        {"Q9", "c", NULL, "KH", *two},      {"Q0", "b", NULL, "KH", *two}};
    build(f, dir, rows + from, to - from);
}

static void test_facets_same_key(void **state)
{
    fixture *f = *state;
    const char *one, *two;
    build_same_key(f, f->index, 0, 10, &one, &two);
    tc_reader *r = open_reader(f, f->index);
    check_same_key(f, r, one, two);
    tc_reader_free(r);
}

/* Xapian's server, until it is killed. */
static pid_t serve(const char *dir, unsigned port)
{
    char number[16];
    snprintf(number, sizeof number, "%u", port);
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        setpgid(0, 0); /* told to end, it tells its group */
        int null = open("/dev/null", O_RDWR);
        dup2(null, 1);
        dup2(null, 2);
        execlp("xapian-tcpsrv", "xapian-tcpsrv", "--interface", "127.0.0.1", "--port", number, dir,
               (char *)NULL);
        _exit(127);
    }
    return child;
}

static void open_served(tc_reader **r, fixture *f, const tc_shard *shards)
{
    tc_status s = TC_EIO;
    for (int tries = 0; s != TC_OK && tries < 100; tries++) { /* until they listen */
        if (tries)
            usleep(50000);
        f->err = (tc_error)TC_ERROR_INIT;
        s = tc_reader_open_shards(r, shards, 2, "a1", &f->err);
    }
    assert_status(s, TC_OK, &f->err);
}

/* Of two shards one has but one of the names; the first so many are asked of servers. */
static void check_same_key_apart(fixture *f, size_t servers)
{
    const char *one, *two, *dirs[] = {f->index, f->other};
    unsigned port = 20000 + (unsigned)getpid() % 20000;
    tc_shard shards[2];
    pid_t pids[2];
    tc_reader *r = NULL;
    build_same_key(f, dirs[0], 0, 1, &one, &two);
    build_same_key(f, dirs[1], 1, 10, &one, &two);
    for (unsigned i = 0; i < 2; i++) {
        shards[i] = (tc_shard){.name = dirs[i], .dir = dirs[i], .connect = 1, .answer = 60};
        if (i < servers) {
            shards[i].dir = NULL;
            shards[i].host = "127.0.0.1";
            shards[i].port = port + i;
            pids[i] = serve(dirs[i], port + i);
            assert_true(pids[i] > 0);
        }
    }
    open_served(&r, f, shards);
    check_same_key(f, r, one, two);
    tc_reader_free(r);
    for (size_t i = 0; i < servers; i++) {
        kill(pids[i], SIGTERM);
        waitpid(pids[i], NULL, 0);
    }
}

static void test_facets_same_key_in_shards(void **state)
{
    check_same_key_apart(*state, 0);
}

static void test_facets_same_key_on_a_server(void **state)
{
    if (access("/usr/bin/xapian-tcpsrv", X_OK) != 0)
        skip();
    check_same_key_apart(*state, 1);
}

static void test_facets_same_key_on_servers(void **state)
{
    if (access("/usr/bin/xapian-tcpsrv", X_OK) != 0)
        skip();
    check_same_key_apart(*state, 2);
}

static void write_stub(const char *path, const char *text)
{
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

/* The same over two indexes, one of which another process reads, as on another machine. */
static void test_facets_apart(void **state)
{
    fixture *f = *state;
    const char *far = tc_arena_printf(&f->arena, "%s.far", f->index);
    const char *stub = tc_arena_printf(&f->arena, "%s.stub", f->index);
    if (access("/usr/bin/xapian-progsrv", X_OK) != 0)
        skip();
    build_units(f, f->index, 0, 120);
    build_units(f, far, 120, 300);
    write_stub(stub, tc_arena_printf(&f->arena, "remote :/usr/bin/xapian-progsrv %s\n", far));
    const char *both[] = {f->index, stub};
    tc_reader *r = NULL;
    assert_status(tc_reader_open(&r, both, 2, "a1", &f->err), TC_OK, &f->err);
    check_many(f, r);
    tc_reader_free(r);
}

static void test_terms(void **state)
{
    fixture *f = *state;
    BUILD(f, letters);
    tc_reader *r = open_reader(f, f->index);
    tc_term_list list;
    assert_status(tc_reader_terms(&list, &f->arena, r, tc_span_str("h"), 10, &f->err), TC_OK,
                  &f->err);
    assert_int_equal(list.len, 2);
    assert_span(list.items[0].term, "hoa");
    assert_int_equal(list.items[0].documents, 3);
    assert_span(list.items[1].term, "hòa");
    assert_false(list.more);
    assert_status(tc_reader_terms(&list, &f->arena, r, tc_span_str("h"), 1, &f->err), TC_OK,
                  &f->err);
    assert_int_equal(list.len, 1);
    assert_true(list.more);
    assert_status(tc_reader_document_terms(&list, &f->arena, r, 1, tc_span_str("h"), 10, &f->err),
                  TC_OK, &f->err);
    assert_int_equal(list.len, 1);
    assert_int_equal(list.items[0].wdf, 2);
    assert_int_equal(list.items[0].documents, 3);
    assert_status(tc_reader_document_terms(&list, &f->arena, r, 99, tc_span_str(""), 1, &f->err),
                  TC_ENOTFOUND, &f->err);
    uint64_t n = 0;
    assert_status(tc_reader_term_count(&n, r, tc_span_str("hoa"), &f->err), TC_OK, &f->err);
    assert_int_equal(n, 3);
    assert_status(tc_reader_term_count(&n, r, tc_span_str("none"), &f->err), TC_OK, &f->err);
    assert_int_equal(n, 0);
    tc_span value;
    assert_status(tc_reader_value(&value, &f->arena, r, 2, 6, &f->err), TC_OK, &f->err);
    assert_span(value, "KH");
    assert_status(tc_reader_data(&value, &f->arena, r, 99, &f->err), TC_ENOTFOUND, &f->err);
    tc_reader_free(r);
}

/* ---- writing -------------------------------------------------------------------------------- */

static void test_replace_and_delete(void **state)
{
    fixture *f = *state;
    tc_writer *w = open_writer(f, f->index);
    tc_docid first = put(f, w, (row){"Q1", "alpha", NULL, NULL, NULL});
    put(f, w, (row){"Q2", "alpha", NULL, NULL, NULL});
    assert_int_equal(put(f, w, (row){"Q1", "beta", NULL, NULL, NULL}), first);
    assert_status(tc_writer_commit(w, &f->err), TC_OK, &f->err);
    tc_reader *r = open_reader(f, f->index);
    assert_string_equal(found(f, r, term(f, "alpha"), ten), "Q2");
    assert_status(tc_writer_delete(w, tc_span_str("Q2"), &f->err), TC_OK, &f->err);
    assert_status(tc_writer_delete(w, tc_span_str("Q9"), &f->err), TC_OK, &f->err);
    assert_status(tc_writer_set_metadata(w, tc_span_str("k"), tc_span_str("v"), &f->err), TC_OK,
                  &f->err);
    bool changed = true;
    assert_status(tc_reader_reopen(r, &changed, &f->err), TC_OK, &f->err);
    assert_false(changed);
    assert_string_equal(found(f, r, term(f, "alpha"), ten), "Q2");
    assert_status(tc_writer_commit(w, &f->err), TC_OK, &f->err);
    assert_status(tc_reader_reopen(r, &changed, &f->err), TC_OK, &f->err);
    assert_true(changed);
    assert_string_equal(found(f, r, term(f, "alpha"), ten), "");
    tc_span gone = TC_SPAN("x");
    assert_status(tc_reader_value(&gone, &f->arena, r, first + 1, 6, &f->err), TC_OK, &f->err);
    assert_span(gone, "");
    assert_status(tc_reader_data(&gone, &f->arena, r, first + 1, &f->err), TC_ENOTFOUND, &f->err);
    put(f, w, (row){"Q3", "gamma", NULL, NULL, NULL});
    tc_writer_abandon(w);
    assert_status(tc_reader_reopen(r, &changed, &f->err), TC_OK, &f->err);
    assert_string_equal(found(f, r, term(f, "gamma"), ten), "");
    tc_reader_free(r);
}

/* Xapian flushes by itself after 10,000 changes; that must not show. */
static void test_nothing_before_commit(void **state)
{
    fixture *f = *state;
    tc_writer *w = open_writer(f, f->index);
    for (int i = 0; i < 10500; i++)
        put(f, w, (row){tc_arena_printf(&f->arena, "Q%d", i), "a", NULL, NULL, NULL});
    tc_reader *r = open_reader(f, f->index);
    uint64_t count = 1;
    assert_status(tc_reader_count(r, &count, &f->err), TC_OK, &f->err);
    assert_int_equal(count, 0);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    assert_status(tc_reader_reopen(r, NULL, &f->err), TC_OK, &f->err);
    assert_status(tc_reader_count(r, &count, &f->err), TC_OK, &f->err);
    assert_int_equal(count, 10500);
    tc_reader_free(r);
}

static void test_bad_documents(void **state)
{
    fixture *f = *state;
    tc_writer *w = open_writer(f, f->index);
    tc_document *d = NULL;
    assert_status(tc_document_new(&d, &f->err), TC_OK, &f->err);
    char longest[300];
    memset(longest, 'a', sizeof longest);
    tc_document_add_term(d, tc_span_make(longest, TC_TERM_MAX), 1);
    assert_status(tc_writer_put(w, NULL, tc_span_str("Q1"), d, &f->err), TC_OK, &f->err);
    tc_document_add_term(d, tc_span_make(longest, TC_TERM_MAX + 1), 1);
    assert_status(tc_writer_put(w, NULL, tc_span_str("Q2"), d, &f->err), TC_ETOOBIG, &f->err);
    tc_document_clear(d);
    longest[3] = '\0'; /* counts twice in a key */
    tc_document_add_term(d, tc_span_make(longest, TC_TERM_MAX), 1);
    assert_status(tc_writer_put(w, NULL, tc_span_str("Q2"), d, &f->err), TC_ETOOBIG, &f->err);
    tc_document_clear(d);
    tc_document_add_term(d, tc_span_str(""), 1);
    assert_status(tc_writer_put(w, NULL, tc_span_str("Q2"), d, &f->err), TC_EINVAL, &f->err);
    tc_document_clear(d);
    assert_status(tc_writer_put(w, NULL, tc_span_str(""), d, &f->err), TC_EINVAL, &f->err);
    assert_status(tc_writer_set_metadata(w, tc_span_str(""), tc_span_str("v"), &f->err), TC_EINVAL,
                  &f->err);
    /* none of this has broken the writer */
    assert_status(tc_writer_put(w, NULL, tc_span_str("Q3"), d, &f->err), TC_OK, &f->err);
    tc_document_free(d);
    tc_document_free(NULL);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    assert_status(tc_writer_close(NULL, &f->err), TC_OK, &f->err);
    tc_reader *r = open_reader(f, f->index);
    uint64_t n = 0;
    longest[3] = 'a';
    assert_status(tc_reader_term_count(&n, r, tc_span_make(longest, TC_TERM_MAX), &f->err), TC_OK,
                  &f->err);
    assert_int_equal(n, 1);
    tc_query *q = tc_query_new(&f->arena, TC_Q_TERM);
    q->term = tc_span_make(longest, sizeof longest);
    assert_string_equal(found(f, r, q, ten), "");
    tc_reader_free(r);
}

static void test_big_data(void **state)
{
    fixture *f = *state;
    /* bytes that do not shrink */
    size_t size = (size_t)3 << 20;
    char *data = malloc(size);
    uint32_t x = 1;
    for (size_t i = 0; i < size; i++) {
        x = x * 1664525u + 1013904223u;
        data[i] = (char)(x >> 24);
    }
    tc_document *d = NULL;
    assert_status(tc_document_new(&d, &f->err), TC_OK, &f->err);
    tc_document_set_data(d, tc_span_make(data, size));
    tc_writer *w = open_writer(f, f->index);
    tc_docid id = 0;
    assert_status(tc_writer_put(w, &id, tc_span_str("Q1"), d, &f->err), TC_OK, &f->err);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    tc_reader *r = open_reader(f, f->index);
    tc_span back;
    assert_status(tc_reader_data(&back, &f->arena, r, id, &f->err), TC_OK, &f->err);
    assert_int_equal(back.len, size);
    assert_memory_equal(back.ptr, data, size);
    /* an arena that is full is a status, not a jump through C++ */
    tc_arena small;
    tc_arena_init(&small);
    small.limit = 1 << 20;
    assert_status(tc_reader_data(&back, &small, r, id, &f->err), TC_ENOMEM, &f->err);
    tc_arena_release(&small);
    tc_reader_free(r);
    tc_document_free(d);
    free(data);
}

/* ---- metadata ------------------------------------------------------------------------------- */

typedef struct {
    size_t seen, stop_at;
    bool ordered;
    char last[16];
    jmp_buf *jump;
} walk;

static tc_status visit(tc_span key, tc_span value, void *context, tc_error *err)
{
    walk *k = context;
    char now[16];
    snprintf(now, sizeof now, "%.*s", (int)key.len, key.ptr);
    k->ordered = k->ordered && strcmp(k->last, now) < 0 && tc_span_eq(key, value);
    memcpy(k->last, now, sizeof now);
    if (++k->seen == k->stop_at) {
        if (k->jump)
            longjmp(*k->jump, 1);
        return tc_fail(err, TC_ECANCELLED, "enough");
    }
    return TC_OK;
}

static void test_metadata(void **state)
{
    fixture *f = *state;
    tc_writer *w = open_writer(f, f->index);
    for (int i = 0; i < 2000; i++) {
        tc_span key = tc_span_str(tc_arena_printf(&f->arena, "k%04d", i));
        assert_status(tc_writer_set_metadata(w, key, key, &f->err), TC_OK, &f->err);
    }
    assert_status(tc_writer_set_metadata(w, tc_span_str("k0007"), tc_span_str(""), &f->err), TC_OK,
                  &f->err);
    tc_span value;
    assert_status(tc_writer_metadata(w, &f->arena, tc_span_str("k0008"), &value, &f->err), TC_OK,
                  &f->err);
    assert_span(value, "k0008");
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    tc_reader *r = open_reader(f, f->index);
    assert_status(tc_reader_metadata(&value, &f->arena, r, tc_span_str("k0007"), &f->err), TC_OK,
                  &f->err);
    assert_span(value, "");
    walk all = {.ordered = true};
    assert_status(tc_reader_each_metadata(r, tc_span_str("k"), visit, &all, &f->err), TC_OK,
                  &f->err);
    assert_int_equal(all.seen, 1999);
    assert_true(all.ordered);
    walk some = {.ordered = true};
    assert_status(tc_reader_each_metadata(r, tc_span_str("k00"), visit, &some, &f->err), TC_OK,
                  &f->err);
    assert_int_equal(some.seen, 99);
    walk none = {.ordered = true};
    assert_status(tc_reader_each_metadata(r, tc_span_str("z"), visit, &none, &f->err), TC_OK,
                  &f->err);
    assert_int_equal(none.seen, 0);
    walk stopped = {.ordered = true, .stop_at = 700};
    assert_status(tc_reader_each_metadata(r, tc_span_str("k"), visit, &stopped, &f->err),
                  TC_ECANCELLED, &f->err);
    assert_int_equal(stopped.seen, 700);
    jmp_buf jump;
    walk jumped = {.ordered = true, .stop_at = 700, .jump = &jump};
    if (setjmp(jump) == 0) {
        tc_reader_each_metadata(r, tc_span_str("k"), visit, &jumped, &f->err);
        fail();
    }
    tc_reader_free(r);
}

/* ---- opening -------------------------------------------------------------------------------- */

static void test_opening(void **state)
{
    fixture *f = *state;
    tc_writer *w = NULL;
    tc_reader *r = NULL;
    const char *dir = f->index;
    tc_writer_options only_open = {.analyzer_id = "a1"};
    assert_false(tc_store_exists(dir));
    assert_status(tc_writer_open(&w, dir, &only_open, &f->err), TC_ENOTFOUND, &f->err);
    assert_null(w);
    assert_status(tc_reader_open(&r, &dir, 1, "a1", &f->err), TC_ENOTFOUND, &f->err);
    assert_null(r);
    assert_status(tc_reader_open(&r, &dir, 0, "a1", &f->err), TC_EINVAL, &f->err);
    BUILD(f, letters);
    assert_true(tc_store_exists(dir));
    assert_status(tc_writer_open(&w, dir, &only_open, &f->err), TC_OK, &f->err);
    tc_writer_abandon(w);
    tc_writer_options other = {.analyzer_id = "a2"};
    assert_status(tc_writer_open(&w, dir, &other, &f->err), TC_EVERSION, &f->err);
    assert_non_null(strstr(f->err.msg, "rebuild needed"));
    assert_status(tc_reader_open(&r, &dir, 1, "a2", &f->err), TC_EVERSION, &f->err);
    assert_non_null(strstr(f->err.msg, "rebuild needed"));
    assert_status(tc_reader_open(&r, &dir, 1, NULL, &f->err), TC_OK, &f->err);
    tc_reader_free(r);
    w = open_writer(f, dir);
    assert_status(tc_writer_set_metadata(w, tc_span_str("tc:schema"), tc_span_str("0"), &f->err),
                  TC_OK, &f->err);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    assert_status(tc_reader_open(&r, &dir, 1, "a1", &f->err), TC_EVERSION, &f->err);
    assert_non_null(strstr(f->err.msg, "schema 0"));
    w = NULL;
    assert_status(tc_writer_open(&w, "/proc/none/index", &create, &f->err), TC_EIO, &f->err);
    assert_null(w);
}

/* Runs in a process of its own: a lock is shared by what is forked while it is held. */
static void contend(fixture *f, int go, int answers)
{
    tc_writer *mine = NULL;
    tc_writer_options options = create;
    char c;
    if (read(go, &c, 1) != 1)
        _exit(8);
    c = tc_writer_open(&mine, f->index, &options, NULL) == TC_ELOCKED ? 'L' : '?';
    if (write(answers, &c, 1) != 1)
        _exit(9);
    options.lock_timeout = 20;
    bool ok = tc_writer_open(&mine, f->index, &options, NULL) == TC_OK;
    tc_writer_abandon(mine);
    _exit(ok ? 0 : 1);
}

static void test_lock(void **state)
{
    fixture *f = *state;
    BUILD(f, letters);
    int go[2], answers[2];
    assert_int_equal(pipe(go), 0);
    assert_int_equal(pipe(answers), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        contend(f, go[0], answers[1]);
    tc_writer *w = open_writer(f, f->index);
    assert_int_equal(write(go[1], "g", 1), 1);
    char answer = 0;
    assert_int_equal(read(answers[0], &answer, 1), 1);
    assert_int_equal(answer, 'L');
    usleep(50000);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    for (size_t i = 0; i < 2; i++) {
        close(go[i]);
        close(answers[i]);
    }
}

static void commit_often(fixture *f, int rounds)
{
    tc_writer *w = open_writer(f, f->index);
    for (int i = 0; i < rounds; i++) {
        for (int j = 0; j < 20; j++)
            put(f, w,
                (row){tc_arena_printf(&f->arena, "Q%d", (i * 7 + j) % 60), "a b c", "2020", "KH",
                      "x"});
        assert_status(tc_writer_set_metadata(w, tc_span_str(tc_arena_printf(&f->arena, "m%d", i)),
                                             tc_span_str("v"), &f->err),
                      TC_OK, &f->err);
        assert_status(tc_writer_commit(w, &f->err), TC_OK, &f->err);
    }
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
}

/* A reader that is never reopened by its user, while a writer commits a hundred times. */
static void test_overtaken(void **state)
{
    fixture *f = *state;
    commit_often(f, 3);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        commit_often(f, 100);
        _exit(0);
    }
    tc_reader *r = open_reader(f, f->index);
    int status = -1;
    static const struct tc_facet_request asked[] = {{TC_FACET_TYPE, 0}};
    tc_search_options options = {.limit = 60, .facets = asked, .facet_count = 1};
    options.sort_slot = TC_NO_SLOT;
    size_t rounds = 0;
    for (; waitpid(child, &status, WNOHANG) == 0; rounds++) {
        tc_hits *hits = search(f, r, term(f, "b"), options);
        assert_true(hits->len >= 20);
        assert_int_equal(hits->matched, hits->facets[0].items[0].count);
        tc_span data;
        tc_term_list list;
        assert_status(
            tc_reader_data(&data, &f->arena, r, hits->items[rounds % hits->len].id, &f->err), TC_OK,
            &f->err);
        assert_status(tc_reader_terms(&list, &f->arena, r, tc_span_str(""), 200, &f->err), TC_OK,
                      &f->err);
        assert_true(list.len >= 3);
        tc_arena_reset(&f->arena);
    }
    assert_int_equal(status, 0);
    assert_true(rounds > 0);
    tc_reader_free(r);
}

/* Xapian reads the version and then the roots of the tables, which a writer that commits twice in
 * between has written over. */
static void opening_beside_a_writer_shows_no_damage(void **state)
{
    fixture *f = *state;
    int status = -1;
    commit_often(f, 30);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        commit_often(f, getenv("TC_SHORT") ? 20 : 600); /* valgrind */
        _exit(0);
    }
    for (size_t rounds = 0; waitpid(child, &status, WNOHANG) == 0; rounds++) {
        tc_reader *r = open_reader(f, f->index);
        tc_term_list list;
        uint64_t documents;
        assert_status(tc_reader_terms(&list, &f->arena, r, tc_span_str(""), 20, &f->err), TC_OK,
                      &f->err);
        assert_status(tc_reader_count(r, &documents, &f->err), TC_OK, &f->err);
        tc_reader_free(r);
        tc_arena_reset(&f->arena);
    }
    assert_int_equal(status, 0);
}

/* ---- trouble -------------------------------------------------------------------------------- */

/* A file size limit stands in for a full disk: the write fails in the middle of a commit. */
static int fill_disk(fixture *f)
{
    struct rlimit limit = {400 * 1024, 400 * 1024};
    signal(SIGXFSZ, SIG_IGN);
    tc_writer *w = open_writer(f, f->index);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 2;
    tc_status status = TC_OK;
    for (int i = 0; i < 3000 && status == TC_OK; i++) {
        char *words = tc_arena_printf(&f->arena, "w%d x%d y%d common", i, i, i);
        put(f, w, (row){tc_arena_printf(&f->arena, "Z%d", i), words, NULL, NULL, NULL});
        if (i % 200 == 199)
            status = tc_writer_commit(w, &f->err);
    }
    if (status != TC_EIO)
        return 3;
    if (tc_writer_delete(w, tc_span_str("Q1"), &f->err) != TC_EIO)
        return 4;
    return tc_writer_close(w, &f->err) == TC_EIO ? 0 : 5;
}

static void test_disk_full(void **state)
{
    fixture *f = *state;
    BUILD(f, letters);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(fill_disk(f));
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    /* the last commit that went through is there, whole */
    size_t problems = 1;
    assert_status(tc_store_check(&problems, f->index, &f->err), TC_OK, &f->err);
    assert_int_equal(problems, 0);
    tc_reader *r = open_reader(f, f->index);
    uint64_t common = 0, all = 0;
    assert_status(tc_reader_term_count(&common, r, tc_span_str("common"), &f->err), TC_OK, &f->err);
    assert_status(tc_reader_count(r, &all, &f->err), TC_OK, &f->err);
    assert_int_equal(common % 200, 0);
    assert_int_equal(all, common + 4);
    assert_string_equal(found(f, r, term(f, "binh"), (tc_search_options){.limit = 9}), "Q2 Q1");
    tc_reader_free(r);
    /* and writing goes on */
    tc_writer *w = open_writer(f, f->index);
    put(f, w, (row){"Q9", "again", NULL, NULL, NULL});
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
}

/* Everything a reader can be asked; whatever the files hold, it answers or gives a status. */
static tc_status ask_everything(fixture *f, const char *dir)
{
    tc_reader *r = NULL;
    tc_status worst = tc_reader_open(&r, &dir, 1, "a1", &f->err);
    if (worst != TC_OK)
        return worst;
    tc_query *q = of_kind(f, TC_Q_AND, term(f, "common"), term(f, "word"), NULL);
    q = of_kind(f, TC_Q_OR, q, term(f, "w7"), term(f, "a"));
    static const struct tc_facet_request asked[] = {{TC_FACET_TYPE, 0}, {TC_FACET_UNIT, 0}};
    tc_search_options options = ten;
    options.facets = asked;
    options.facet_count = 2;
    tc_hits *hits = NULL;
    tc_status status = tc_reader_search(&hits, &f->arena, r, q, &options, &f->err);
    worst = status != TC_OK ? status : worst;
    tc_term_list list;
    status = tc_reader_terms(&list, &f->arena, r, tc_span_str(""), 5000, &f->err);
    worst = status != TC_OK ? status : worst;
    for (tc_docid id = 1; id < 300; id += 17) {
        tc_span data;
        status = tc_reader_data(&data, &f->arena, r, id, &f->err);
        worst = status != TC_OK ? status : worst;
        status = tc_reader_document_terms(&list, &f->arena, r, id, tc_span_str(""), 99, &f->err);
        worst = status != TC_OK ? status : worst;
    }
    tc_reader_free(r);
    return worst;
}

static void read_whole(const char *path, char **out, size_t *len)
{
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    fseek(in, 0, SEEK_END);
    *len = (size_t)ftell(in);
    rewind(in);
    *out = malloc(*len + 1);
    assert_int_equal(fread(*out, 1, *len, in), *len);
    fclose(in);
}

static void write_whole(const char *path, const char *data, size_t len)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(data, 1, len, out), len);
    fclose(out);
}

static void build_many(fixture *f)
{
    tc_writer *w = open_writer(f, f->index);
    for (int i = 0; i < 300; i++)
        put(f, w,
            (row){tc_arena_printf(&f->arena, "Q%d", i),
                  tc_arena_printf(&f->arena, "w%d common word a b c v%d", i % 40, i), "2020", "KH",
                  "x,y"});
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
}

static bool is_damage(tc_status status)
{
    return status == TC_ECORRUPT || status == TC_EVERSION || status == TC_EIO ||
           status == TC_ENOTFOUND;
}

static void damage(fixture *f, const char *name, size_t *noticed)
{
    char path[400];
    char *data;
    size_t len;
    snprintf(path, sizeof path, "%s/%s", f->index, name);
    read_whole(path, &data, &len);
    /* cut short */
    for (size_t cut = 0; cut < 3; cut++) {
        write_whole(path, data, len * cut / 4);
        tc_status status = ask_everything(f, f->index);
        assert_true(status == TC_OK || is_damage(status));
        *noticed += status != TC_OK;
        tc_arena_reset(&f->arena);
    }
    /* a block of noise */
    for (size_t at = 0; at + 64 < len; at += 1 + len / 8) {
        char saved[64];
        memcpy(saved, data + at, sizeof saved);
        memset(data + at, 0xA5, sizeof saved);
        write_whole(path, data, len);
        memcpy(data + at, saved, sizeof saved);
        tc_status status = ask_everything(f, f->index);
        assert_true(status == TC_OK || is_damage(status));
        *noticed += status != TC_OK;
        size_t problems = 0;
        status = tc_store_check(&problems, f->index, &f->err);
        assert_true(status == TC_OK || status == TC_EVERSION);
        if (problems)
            assert_int_equal(f->err.code, TC_ECORRUPT);
        tc_arena_reset(&f->arena);
    }
    write_whole(path, data, len);
    free(data);
}

static void test_damage(void **state)
{
    fixture *f = *state;
    if (getenv("TC_SHORT")) {
        print_message("left out under valgrind: Xapian itself reads past damaged blocks\n");
        skip();
    }
    build_many(f);
    assert_int_equal(ask_everything(f, f->index), TC_OK);
    static const char *const files[] = {"iamglass", "postlist.glass", "docdata.glass",
                                        "termlist.glass"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t noticed = 0;
        damage(f, files[i], &noticed);
        assert_true(noticed > 0);
    }
    assert_int_equal(ask_everything(f, f->index), TC_OK);
    char path[400];
    snprintf(path, sizeof path, "%s/iamglass", f->index);
    write_whole(path, "", 0);
    assert_int_equal(ask_everything(f, f->index), TC_ECORRUPT);
    size_t problems = 0;
    assert_status(tc_store_check(&problems, f->index, &f->err), TC_OK, &f->err);
    assert_true(problems > 0);
    tc_writer *w = NULL;
    assert_status(tc_writer_open(&w, f->index, &create, &f->err), TC_ECORRUPT, &f->err);
}

/* Within the bounds of its slot, which Xapian's own check compares. */
static void a_bit_lost_in_a_value_is_noticed(void **state)
{
    fixture *f = *state;
    char path[400];
    char *data;
    size_t len, noticed = 0; /* what is free in a block may have it too, and matters not */
    BUILD(f, letters);
    snprintf(path, sizeof path, "%s/postlist.glass", f->index);
    read_whole(path, &data, &len);
    for (size_t at = 0; at + 8 <= len; at++)
        for (size_t byte = 0; memcmp(data + at, "20210500", 8) == 0 && byte < 8; byte++) {
            size_t problems = 0;
            data[at + byte] ^= 4;
            write_whole(path, data, len);
            data[at + byte] ^= 4;
            assert_status(tc_store_check(&problems, f->index, &f->err), TC_OK, &f->err);
            noticed += problems;
        }
    free(data);
    assert_int_equal(noticed, 8);
}

/* ---- several indexes ------------------------------------------------------------------------ */

static void test_several_and_compact(void **state)
{
    fixture *f = *state;
    static const row more[] = {
        {"Q7", "hoa binh", "20230101", "KH", "z"},
        {"Q8", "hoa", "20190101", "QĐ", NULL},
    };
    BUILD(f, letters);
    build(f, f->other, more, 2);
    const char *dirs[] = {f->index, f->other};
    tc_reader *r = NULL;
    assert_status(tc_reader_open(&r, dirs, 2, "a1", &f->err), TC_OK, &f->err);
    tc_search_options by_date = ten;
    by_date.sort_slot = TC_TIE_SLOT;
    assert_string_equal(found(f, r, term(f, "hoa"), by_date), "Q7 Q1 Q2 Q8 Q4");
    tc_reader_free(r);
    assert_status(tc_store_compact(f->merged, dirs, 2, &f->err), TC_OK, &f->err);
    size_t problems = 1;
    assert_status(tc_store_check(&problems, f->merged, &f->err), TC_OK, &f->err);
    assert_int_equal(problems, 0);
    r = open_reader(f, f->merged);
    assert_string_equal(found(f, r, term(f, "hoa"), by_date), "Q7 Q1 Q2 Q8 Q4");
    tc_reader_free(r);
    const char *missing[] = {f->index, "/tmp/tc-store-none"};
    assert_status(tc_store_compact(f->merged, missing, 2, &f->err), TC_ENOTFOUND, &f->err);
    assert_status(tc_reader_open(&r, missing, 2, "a1", &f->err), TC_ENOTFOUND, &f->err);
    assert_status(tc_store_check(&problems, missing[1], &f->err), TC_ENOTFOUND, &f->err);
}

/* Asked for in each of the ways that differ: all of them must count as many. */
static void assert_count(fixture *f, tc_reader *r, const tc_query *q, uint64_t many)
{
    static const struct tc_facet_request kinds[] = {{TC_FACET_TYPE, 0}, {TC_FACET_UNIT, 1}};
    for (unsigned way = 0; way < 8; way++) {
        tc_hits *hits;
        tc_search_options all = {.limit = 3,
                                 .exact_count = true,
                                 .sort_slot = way & 2 ? TC_TIE_SLOT : TC_NO_SLOT,
                                 .unordered = way & 1,
                                 .facets = kinds,
                                 .facet_count = way & 4 ? 2 : 0};
        assert_status(tc_reader_search(&hits, &f->arena, r, q, &all, &f->err), TC_OK, &f->err);
        assert_int_equal(hits->matched, many);
        assert_int_equal(hits->len, many < 3 ? many : 3);
        if (way & 4)
            assert_int_equal(hits->facets[0].items[0].count, many);
    }
}

enum { MANY = 3000 };

/* All but one of them: their numbers have a gap then, and so many are more than one chunk of
 * Xapian's list of them. */
static void build_with_gap(fixture *f, const char *dir)
{
    tc_writer *w = open_writer(f, dir);
    for (int i = 0; i < MANY; i++) {
        char id[16];
        snprintf(id, sizeof id, "Q%d", i);
        const char *words = i % 2 ? "hoa binh" : "hoa";
        put(f, w,
            (row){.id = id, .words = words, .date = "20200101", .type = "KH", .units = "x,y"});
    }
    assert_status(tc_writer_delete(w, TC_SPAN("Q7"), &f->err), TC_OK, &f->err);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
}

static tc_query *prefix(fixture *f, const char *start)
{
    tc_query *q = tc_query_new(&f->arena, TC_Q_PREFIX);
    q->term = tc_span_str(start);
    return q;
}

static void what_all_documents_have_is_found_when_one_was_removed(void **state)
{
    fixture *f = *state;
    build_with_gap(f, f->index);
    tc_reader *r = open_reader(f, f->index);
    tc_query *hoa = term(f, "hoa"), *binh = term(f, "binh"), *ho = prefix(f, "ho");
    assert_count(f, r, hoa, MANY - 1);
    assert_count(f, r, ho, MANY - 1);
    assert_count(f, r, of_kind(f, TC_Q_FILTER, binh, hoa, ho), MANY / 2 - 1);
    assert_count(f, r, of_kind(f, TC_Q_SYNONYM, binh, hoa, NULL), MANY - 1);
    assert_count(f, r, of_kind(f, TC_Q_NOT, hoa, binh, NULL), MANY / 2);
    tc_reader_free(r);
}

static void what_all_documents_of_one_index_have_is_found_in_several(void **state)
{
    fixture *f = *state;
    static const row others[] = {
        {"R1", "hoa hong", "20210525", "KH", "x"},
        {"R2", "binh", "20210500", "KH", "x"},
        {"R3", "hue", "20210101", "KH", "x"},
    };
    build_with_gap(f, f->index);
    build(f, f->other, others, 3);
    const char *dirs[] = {f->other, f->index};
    tc_reader *r = NULL;
    assert_status(tc_reader_open(&r, dirs, 2, "a1", &f->err), TC_OK, &f->err);
    tc_query *hoa = term(f, "hoa"), *binh = term(f, "binh"), *ho = prefix(f, "ho");
    assert_count(f, r, hoa, MANY);
    assert_count(f, r, ho, MANY);
    assert_count(f, r, prefix(f, "h"), MANY + 1);
    assert_count(f, r, of_kind(f, TC_Q_AND, hoa, binh, NULL), MANY / 2 - 1);
    assert_count(f, r, of_kind(f, TC_Q_OR, hoa, binh, NULL), MANY + 1);
    assert_count(f, r, of_kind(f, TC_Q_MAYBE, hoa, binh, NULL), MANY);
    assert_count(f, r, of_kind(f, TC_Q_FILTER, binh, hoa, ho), MANY / 2 - 1);
    assert_count(f, r, of_kind(f, TC_Q_SYNONYM, binh, hoa, NULL), MANY + 1);
    assert_count(f, r, of_kind(f, TC_Q_NOT, hoa, binh, NULL), MANY / 2 + 1);
    assert_count(f, r, of_kind(f, TC_Q_NOT, term(f, "hue"), hoa, ho), 1);
    tc_reader_free(r);
}

static void test_bulk(void **state)
{
    fixture *f = *state;
    tc_writer *w = NULL;
    tc_writer_options bulk = {.bulk = true, .analyzer_id = "a1"};
    assert_status(tc_writer_open(&w, f->other, &bulk, &f->err), TC_OK, &f->err);
    put(f, w, letters[0]);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    const char *dirs[] = {f->other};
    assert_status(tc_store_compact(f->merged, dirs, 1, &f->err), TC_OK, &f->err);
    tc_reader *r = open_reader(f, f->merged);
    assert_string_equal(found(f, r, term(f, "hoa"), ten), "Q1");
    tc_reader_free(r);
    w = NULL;
    assert_status(tc_writer_open(&w, f->other, &bulk, &f->err), TC_EIO, &f->err);
    assert_null(w);
}

/* Rare words weigh more, by log(1 + odds); more of a word weighs more; a longer text less. */
static void test_bm25(void **state)
{
    fixture *f = *state;
    static const row rows[] = {
        {"Q1", "a b b c", NULL, NULL, NULL},
        {"Q2", "a b x y", NULL, NULL, NULL},
        {"Q3", "a a a a a a a b", NULL, NULL, NULL},
        {"Q4", "a d d d", NULL, NULL, NULL},
    };
    BUILD(f, rows);
    tc_reader *r = open_reader(f, f->index);
    static const struct {
        const char *term, *ids;
        double first; /* k1 1.2, b 0.75, lengths 4 4 8 4 */
    } cases[] = {
        {"a", "Q3 Q1 Q2 Q4", 0.10536 * 2.2 * 7 / (1.2 * (0.25 + 0.75 * 1.6) + 7)},
        {"b", "Q1 Q2 Q3", 0.35667 * 2.2 * 2 / (1.2 * (0.25 + 0.75 * 0.8) + 2)},
        {"c", "Q1", 1.20397 * 2.2 * 1 / (1.2 * (0.25 + 0.75 * 0.8) + 1)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tc_query *q = term(f, cases[i].term);
        assert_string_equal(found(f, r, q, ten), cases[i].ids);
        double weight = search(f, r, q, ten)->items[0].weight;
        if (weight < cases[i].first * 0.9999 || weight > cases[i].first * 1.0001)
            fail_msg("%s weighs %f, not %f", cases[i].term, weight, cases[i].first);
    }
    tc_reader_free(r);
}

/* A shard on another machine answers as one here does: Xapian's own server knows our weights. */
static void test_remote_shard(void **state)
{
    fixture *f = *state;
    static const row more[] = {{"Q7", "hoa binh hòa", "20230101", "KH", "z"},
                               {"Q8", "hoa hoa bình", "20190101", "QĐ", NULL}};
    if (access("/usr/bin/xapian-progsrv", X_OK) != 0) {
        print_message("left out: xapian-progsrv (xapian-tools) is not installed\n");
        skip();
    }
    BUILD(f, letters);
    build(f, f->other, more, 2);
    const tc_shard there[] = {
        {.name = "here", .dir = f->index},
        {.name = "there", .program = "/usr/bin/xapian-progsrv", .args = f->other, .answer = 60}};
    const char *here[] = {f->index, f->other};
    tc_reader *local = NULL, *remote = NULL;
    assert_status(tc_reader_open(&local, here, 2, "a1", &f->err), TC_OK, &f->err);
    assert_status(tc_reader_open_shards(&remote, there, 2, "a1", &f->err), TC_OK, &f->err);
    tc_query *hoa = term(f, "hoa"), *other = term(f, "hòa"), *binh = term(f, "binh");
    static const struct tc_facet_request asked[] = {{TC_FACET_TYPE, 0}, {TC_FACET_UNIT, 0}};
    tc_search_options counted = ten;
    counted.facets = asked;
    counted.facet_count = 2;
    tc_query *questions[] = {
        hoa, of_kind(f, TC_Q_OR, hoa, other, binh), of_kind(f, TC_Q_SYNONYM, hoa, other, NULL),
        tc_query_boost(&f->arena, of_kind(f, TC_Q_MAYBE, other, binh, NULL), 3)};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        tc_hits *a = search(f, local, questions[i], counted);
        tc_hits *b = search(f, remote, questions[i], counted);
        assert_true(a->len > 1);
        assert_int_equal(a->len, b->len);
        for (size_t k = 0; k < a->len; k++) {
            assert_int_equal(a->items[k].id, b->items[k].id);
            double difference = a->items[k].weight - b->items[k].weight;
            assert_true(difference < 1e-6 && difference > -1e-6);
        }
        assert_true(a->facets[0].len > 0 && a->facets[1].len > 0);
        for (size_t k = 0; k < 2; k++) {
            assert_int_equal(a->facets[k].len, b->facets[k].len);
            for (size_t n = 0; n < a->facets[k].len; n++) {
                assert_true(tc_span_eq(a->facets[k].items[n].value, b->facets[k].items[n].value));
                assert_int_equal(a->facets[k].items[n].count, b->facets[k].items[n].count);
            }
        }
    }
    tc_reader_free(local);
    tc_reader_free(remote);
}

static void test_bad_questions(void **state)
{
    fixture *f = *state;
    BUILD(f, letters);
    tc_reader *r = open_reader(f, f->index);
    tc_hits *none = NULL;
    for (int k = 0; k < 2; k++) { /* there are no positions: to answer would be wrong */
        tc_query *words =
            of_kind(f, k ? TC_Q_NEAR : TC_Q_PHRASE, term(f, "hoa"), term(f, "la"), NULL);
        words = tc_query_join(&f->arena, TC_Q_OR, term(f, "hoa"), words);
        assert_status(tc_reader_search(&none, &f->arena, r, words, &ten, &f->err), TC_EINVAL,
                      &f->err);
    }
    tc_query *q = term(f, "hoa");
    for (int i = 0; i < 1000; i++)
        q = of_kind(f, TC_Q_AND, q, term(f, "hoa"), NULL);
    tc_hits *hits = NULL;
    assert_status(tc_reader_search(&hits, &f->arena, r, q, &ten, &f->err), TC_EINVAL, &f->err);
    tc_reader_free(r);
}

#define SCRATCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH(test_search_kinds),
        SCRATCH(test_weights),
        SCRATCH(test_worth),
        SCRATCH(test_ranges),
        SCRATCH(test_order),
        SCRATCH(test_facets),
        SCRATCH(test_facets_damaged),
        SCRATCH(test_facet_keys),
        SCRATCH(test_facets_same_key),
        SCRATCH(test_facets_same_key_in_shards),
        SCRATCH(test_facets_same_key_on_a_server),
        SCRATCH(test_facets_same_key_on_servers),
        SCRATCH(test_facets_named),
        SCRATCH(test_facets_apart),
        SCRATCH(test_terms),
        SCRATCH(test_replace_and_delete),
        SCRATCH(test_nothing_before_commit),
        SCRATCH(test_bad_documents),
        SCRATCH(test_big_data),
        SCRATCH(test_metadata),
        SCRATCH(test_opening),
        SCRATCH(test_lock),
        SCRATCH(test_overtaken),
        SCRATCH(opening_beside_a_writer_shows_no_damage),
        SCRATCH(test_disk_full),
        SCRATCH(test_damage),
        SCRATCH(a_bit_lost_in_a_value_is_noticed),
        SCRATCH(test_several_and_compact),
        SCRATCH(what_all_documents_have_is_found_when_one_was_removed),
        SCRATCH(what_all_documents_of_one_index_have_is_found_in_several),
        SCRATCH(test_bulk),
        SCRATCH(test_bm25),
        SCRATCH(test_remote_shard),
        SCRATCH(test_bad_questions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
