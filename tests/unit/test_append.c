/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing without Xapian's writer (store/glass.h): Xapian reads from it what it reads from what its
 * own writer has written, and makes the same lists of documents of it, byte for byte. Values stand
 * in other pieces than there (store/glass.c). */
#include "tests/unit/scratch.h"
#include "tests/unit/unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "store/glass_format.h"
#include "store/glass_join.h"
#include "store/glass_table.h"
#include "store/store.h"

typedef struct {
    tc_arena arena;
    tc_error err;
    char dir[64];
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    snprintf(f->dir, sizeof f->dir, "%s", "/tmp/tc-append-XXXXXX");
    if (!mkdtemp(f->dir))
        return -1;
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

static const char *below(fixture *f, const char *name)
{
    return tc_arena_printf(&f->arena, "%s/%s", f->dir, name);
}

/* The same numbers in each run. */
static uint32_t next(uint32_t *seed, uint32_t below_this)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below_this;
}

/* ---- documents ------------------------------------------------------------------------------ */

/* kinds of documents: what has to be in the tables */
typedef struct {
    unsigned documents, terms, words, longest; /* terms of a document out of so many words */
    uint32_t most_wdf;
    size_t data;
    bool values;
    unsigned longest_value; /* of one slot */
} collection;

/* Words of one to so many bytes, of few letters and with NULs, so that they have much in common. */
static tc_span word(fixture *f, uint32_t number, unsigned longest)
{
    uint32_t seed = number * 2654435761u;
    size_t len = 1 + next(&seed, longest);
    char *bytes = tc_arena_alloc(&f->arena, len + 1);
    for (size_t i = 0; i < len; i++)
        bytes[i] = "ab\0c\xff'"[next(&seed, 6)];
    return tc_span_make(bytes, len > 120 ? 120 : len);
}

static tc_span long_value(fixture *f, size_t len)
{
    char *bytes = tc_arena_alloc(&f->arena, len + 1);
    for (size_t i = 0; i < len; i++)
        bytes[i] = (char)(i * 31 + len);
    return tc_span_make(bytes, len);
}

static void fill(fixture *f, tc_document *d, const collection *c, uint32_t *seed)
{
    for (unsigned i = 0; i < c->terms; i++)
        tc_document_add_term(d, word(f, next(seed, c->words), c->longest),
                             next(seed, c->most_wdf + 1));
    for (uint32_t slot = 0; slot < 9; slot++) {
        if (!next(seed, 3) || slot == 5)
            continue;
        tc_span value = word(f, next(seed, 100), 3 + 40 * (slot == 2));
        if (c->longest_value && slot == 2)
            value = long_value(f, next(seed, c->longest_value));
        if (c->values)
            tc_document_set_value(d, slot, value);
    }
    char *data = tc_arena_alloc(&f->arena, c->data + 1);
    size_t len = c->data ? next(seed, (uint32_t)c->data) : 0;
    for (size_t i = 0; i < len; i++)
        data[i] = (char)(i % 7 ? 'a' : next(seed, 256));
    tc_document_set_data(d, tc_span_make(data, len));
}

static void put_all(fixture *f, tc_writer *w, const collection *c)
{
    tc_document *d = NULL;
    uint32_t seed = c->documents;
    assert_status(tc_document_new(&d, &f->err), TC_OK, &f->err);
    for (unsigned i = 0; i < c->documents; i++) {
        tc_docid id = 0;
        tc_arena_reset(&f->arena);
        tc_document_clear(d);
        fill(f, d, c, &seed);
        tc_span unique = tc_span_str(tc_arena_printf(&f->arena, "Q%u", i));
        assert_status(tc_writer_put(w, &id, unique, d, &f->err), TC_OK, &f->err);
        assert_int_equal(id, i + 1);
        tc_span key = tc_span_str(tc_arena_printf(&f->arena, "key%u", i * 7919 % 1000));
        assert_status(tc_writer_set_metadata(w, key, key, &f->err), TC_OK, &f->err);
        tc_span kept;
        assert_status(tc_writer_metadata(w, &f->arena, key, &kept, &f->err), TC_OK, &f->err);
        assert_true(tc_span_eq(kept, key));
    }
    tc_document_free(d);
}

/* ---- the same bytes ------------------------------------------------------------------------- */

static const char *write_one(fixture *f, const char *dir, const collection *c, bool append)
{
    const tc_writer_options options = {
        .create = true, .bulk = true, .append = append ? 1000000 : 0, .analyzer_id = "a1"};
    tc_writer *w = NULL;
    const char *joined = strdup(tc_arena_printf(&f->arena, "%s-joined", dir));
    char *raw = strdup(dir);
    assert_status(tc_writer_open(&w, raw, &options, &f->err), TC_OK, &f->err);
    put_all(f, w, c);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    size_t problems = 0;
    assert_status(tc_store_check(&problems, raw, &f->err), TC_OK, &f->err);
    if (problems)
        print_error("%s: %s\n", raw, f->err.msg);
    assert_int_equal(problems, 0);
    const char *dirs[] = {raw};
    assert_status(tc_store_compact(joined, dirs, 1, &f->err), TC_OK, &f->err);
    free(raw);
    return joined;
}

static tc_span read_whole(fixture *f, const char *dir, const char *name)
{
    struct stat st;
    const char *path = tc_arena_printf(&f->arena, "%s/%s", dir, name);
    if (stat(path, &st) != 0)
        return tc_span_make("", 0);
    char *bytes = tc_arena_alloc(&f->arena, (size_t)st.st_size + 1);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fread(bytes, 1, (size_t)st.st_size, file), st.st_size);
    fclose(file);
    return tc_span_make(bytes, (size_t)st.st_size);
}

static void same_file(fixture *f, const char *a, const char *b, const char *name)
{
    tc_span x = read_whole(f, a, name), y = read_whole(f, b, name);
    if (!tc_span_eq(x, y))
        print_error("%s differs: %zu and %zu bytes\n", name, x.len, y.len);
    assert_true(tc_span_eq(x, y));
}

static void same_terms(fixture *f, tc_reader *a, tc_reader *b, tc_docid id)
{
    tc_term_list x, y;
    const tc_span all = tc_span_make("", 0);
    tc_status found = tc_reader_document_terms(&x, &f->arena, a, id, all, SIZE_MAX, &f->err);
    assert_status(tc_reader_document_terms(&y, &f->arena, b, id, all, SIZE_MAX, &f->err), found,
                  &f->err);
    if (found == TC_ENOTFOUND) /* a number that is left out */
        return;
    assert_status(found, TC_OK, &f->err);
    assert_int_equal(x.len, y.len);
    for (size_t i = 0; i < x.len; i++) {
        assert_true(tc_span_eq(x.items[i].term, y.items[i].term));
        assert_int_equal(x.items[i].wdf, y.items[i].wdf);
    }
}

static void same_document(fixture *f, tc_reader *a, tc_reader *b, tc_docid id)
{
    tc_span x, y;
    tc_status found = tc_reader_data(&x, &f->arena, a, id, &f->err);
    assert_status(tc_reader_data(&y, &f->arena, b, id, &f->err), found, &f->err);
    assert_true(found != TC_OK || tc_span_eq(x, y));
    for (uint32_t slot = 0; slot <= TC_LAST_SLOT; slot++) {
        assert_status(tc_reader_value(&x, &f->arena, a, id, slot, &f->err), TC_OK, &f->err);
        assert_status(tc_reader_value(&y, &f->arena, b, id, slot, &f->err), TC_OK, &f->err);
        assert_true(tc_span_eq(x, y));
    }
    same_terms(f, a, b, id);
}

static void same_documents(fixture *f, const char *theirs, const char *ours)
{
    tc_reader *a = NULL, *b = NULL;
    tc_docid last, other;
    assert_status(tc_reader_open(&a, &theirs, 1, "a1", &f->err), TC_OK, &f->err);
    assert_status(tc_reader_open(&b, &ours, 1, "a1", &f->err), TC_OK, &f->err);
    assert_status(tc_reader_last(&last, a, &f->err), TC_OK, &f->err);
    assert_status(tc_reader_last(&other, b, &f->err), TC_OK, &f->err);
    assert_int_equal(last, other);
    for (tc_docid id = 1; id <= last; id += id > 2000 ? 97 : 1) {
        tc_arena_reset(&f->arena);
        same_document(f, a, b, id);
    }
    tc_reader_free(a);
    tc_reader_free(b);
}

static void same_index(fixture *f, collection c)
{
    for (int values = 0; values < 2; values++) {
        c.values = values;
        const char *theirs = write_one(f, below(f, values ? "theirs" : "bare"), &c, false);
        const char *ours = write_one(f, below(f, values ? "ours" : "own"), &c, true);
        if (!values)
            same_file(f, theirs, ours, "postlist.glass");
        same_documents(f, theirs, ours);
        free((char *)theirs);
        free((char *)ours);
    }
}

static void test_ordinary(void **state)
{
    same_index(*state,
               (collection){getenv("TC_SHORT") ? 100 : 400, 300, 5000, 12, 3, 6000, false, 0});
}

/* lists in many pieces; numbers of documents that take two, and three bytes */
static void test_many_documents(void **state)
{
    /* under valgrind the numbers of two bytes have to do */
    same_index(*state,
               (collection){getenv("TC_SHORT") ? 2000 : 40000, 4, 300, 4, 200, 10, false, 0});
}

static void test_long_terms_and_texts(void **state)
{
    same_index(*state, (collection){30, 200, 3000, 200, 100000, 300000, false, 0});
}

/* Values that alone are longer than a piece of a slot is (2,030 bytes), or than a block, among
 * short ones. */
static void test_long_values(void **state)
{
    same_index(*state, (collection){80, 5, 50, 8, 3, 10, false, 6000});
}

static void test_very_long_values(void **state)
{
    same_index(*state, (collection){40, 5, 50, 8, 3, 10, false, 60000});
}

static void test_one_document(void **state)
{
    same_index(*state, (collection){1, 3, 10, 5, 1, 0, false, 0});
}

static void test_no_document(void **state)
{
    same_index(*state, (collection){0, 0, 1, 1, 1, 0, false, 0});
}

/* Over so many postings another database is begun; they are one in the end. */
static void test_more_than_one_holds(void **state)
{
    fixture *f = *state;
    const collection c = {90, 100, 4000, 12, 3, 10, false, 0};
    const tc_writer_options options = {
        .create = true, .bulk = true, .append = 4000, .analyzer_id = "a1"};
    char dir[80], second[80];
    snprintf(dir, sizeof dir, "%s/one", f->dir);
    snprintf(second, sizeof second, "%s/one-1", f->dir);
    tc_writer *w = NULL;
    assert_status(tc_writer_open(&w, dir, &options, &f->err), TC_OK, &f->err);
    tc_document *d = NULL;
    uint32_t seed = 1;
    assert_status(tc_document_new(&d, &f->err), TC_OK, &f->err);
    for (unsigned i = 0; i < c.documents; i++) {
        tc_arena_reset(&f->arena);
        tc_document_clear(d);
        for (unsigned n = 0; n < c.terms; n++)
            tc_document_add_term(
                d, tc_span_str(tc_arena_printf(&f->arena, "%x", next(&seed, c.words))), 1);
        tc_document_set_data(d, TC_SPAN("x"));
        assert_status(
            tc_writer_put(w, NULL, tc_span_str(tc_arena_printf(&f->arena, "Q%u", i)), d, &f->err),
            TC_OK, &f->err);
    }
    tc_document_free(d);
    assert_int_equal(access(second, F_OK), 0);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    assert_int_not_equal(access(second, F_OK), 0);
    const char *dirs[] = {dir};
    tc_reader *r = NULL;
    uint64_t documents = 0;
    assert_status(tc_reader_open(&r, dirs, 1, "a1", &f->err), TC_OK, &f->err);
    assert_status(tc_reader_count(r, &documents, &f->err), TC_OK, &f->err);
    assert_int_equal(documents, c.documents);
    tc_reader_free(r);
}

/* So many that some are joined before the end; metadata is seen whenever it was written. */
static void test_many_with_metadata_apart(void **state)
{
    fixture *f = *state;
    enum { DOCUMENTS = 150 };
    const tc_writer_options options = {
        .create = true, .bulk = true, .append = 1, .metadata_apart = true, .analyzer_id = "a1"};
    const char *const beside[] = {"one-0", "one-1", "one-70"};
    tc_writer *w = NULL;
    tc_document *d = NULL;
    tc_span first, last;
    char *dir = strdup(below(f, "one"));
    assert_status(tc_writer_open(&w, dir, &options, &f->err), TC_OK, &f->err);
    assert_status(tc_document_new(&d, &f->err), TC_OK, &f->err);
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        tc_document_clear(d);
        tc_document_add_term(d, TC_SPAN("all"), 1);
        tc_span unique = tc_span_str(tc_arena_printf(&f->arena, "Q%u", i));
        tc_document_set_data(d, unique);
        assert_status(tc_writer_set_metadata(w, unique, unique, &f->err), TC_OK, &f->err);
        assert_status(tc_writer_put(w, NULL, unique, d, &f->err), TC_OK, &f->err);
        assert_status(tc_writer_metadata(w, &f->arena, TC_SPAN("Q0"), &first, &f->err), TC_OK,
                      &f->err);
        assert_true(tc_span_eq(first, TC_SPAN("Q0")));
    }
    tc_document_free(d);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        assert_int_not_equal(access(below(f, beside[i]), F_OK), 0);
    const char *dirs[] = {dir};
    tc_reader *r = NULL;
    uint64_t documents = 0;
    assert_status(tc_reader_open(&r, dirs, 1, "a1", &f->err), TC_OK, &f->err);
    assert_status(tc_reader_count(r, &documents, &f->err), TC_OK, &f->err);
    assert_int_equal(documents, DOCUMENTS);
    assert_status(tc_reader_data(&first, &f->arena, r, 1, &f->err), TC_OK, &f->err);
    assert_status(tc_reader_data(&last, &f->arena, r, DOCUMENTS, &f->err), TC_OK, &f->err);
    assert_true(tc_span_eq(first, TC_SPAN("Q0")) && tc_span_eq(last, TC_SPAN("Q149")));
    assert_status(tc_reader_metadata(&last, &f->arena, r, TC_SPAN("Q149"), &f->err), TC_OK,
                  &f->err);
    assert_true(tc_span_eq(last, TC_SPAN("Q149")));
    tc_reader_free(r);
    free(dir);
}

/* ---- parts become one ----------------------------------------------------------------------- */

enum { PARTS = 4 };

typedef struct {
    char *dirs[PARTS + 1]; /* the first: metadata alone */
} parts;

static void write_part(fixture *f, const char *dir, const collection *c, bool append)
{
    const tc_writer_options options = {
        .create = true, .bulk = true, .append = append ? 1000000 : 0, .analyzer_id = "a1"};
    tc_writer *w = NULL;
    assert_status(tc_writer_open(&w, dir, &options, &f->err), TC_OK, &f->err);
    if (c)
        put_all(f, w, c);
    else
        for (unsigned i = 0; i < 2; i++)
            assert_status(tc_writer_set_metadata(w, tc_span_str(i ? "key0a" : "a"),
                                                 TC_SPAN("of the first"), &f->err),
                          TC_OK, &f->err);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
}

static void write_parts(fixture *f, parts *p, collection c, bool append)
{
    const unsigned documents[PARTS] = {c.documents, 1, 0, c.documents / 3};
    for (size_t i = 0; i <= PARTS; i++) {
        p->dirs[i] = strdup(below(f, ((const char *[]){"p0", "p1", "p2", "p3", "p4"})[i]));
        if (i)
            c.documents = documents[i - 1];
        write_part(f, p->dirs[i], i ? &c : NULL, append && i);
    }
}

static void free_parts(parts *p)
{
    for (size_t i = 0; i <= PARTS; i++)
        free(p->dirs[i]);
}

/* What Xapian's compaction makes of both shows what is in them, byte for byte. */
static void same_in_all_tables(fixture *f, const char *a, const char *b)
{
    static const char *const tables[] = {"postlist.glass", "docdata.glass", "termlist.glass"};
    char *x = strdup(below(f, "again-a")), *y = strdup(below(f, "again-b"));
    assert_status(tc_store_compact(x, &a, 1, &f->err), TC_OK, &f->err);
    assert_status(tc_store_compact(y, &b, 1, &f->err), TC_OK, &f->err);
    for (size_t i = 0; i < 3; i++)
        same_file(f, x, y, tables[i]);
    free(x);
    free(y);
}

static void is_whole(fixture *f, const char *dir)
{
    size_t problems = 0;
    assert_status(tc_store_check(&problems, dir, &f->err), TC_OK, &f->err);
    assert_int_equal(problems, 0);
}

/* What was joined is what Xapian's compaction makes of the same. */
static void is_as_compacted(fixture *f, const char *joined, const char *const *dirs, size_t count)
{
    char *compacted = strdup(below(f, "compacted"));
    assert_status(tc_store_compact(compacted, dirs, count, &f->err), TC_OK, &f->err);
    is_whole(f, joined);
    same_in_all_tables(f, joined, compacted);
    same_documents(f, joined, compacted);
    free(compacted);
}

static void joined_as_compacted(fixture *f, collection c, bool append)
{
    parts p;
    write_parts(f, &p, c, append);
    char *joined = strdup(below(f, "joined"));
    const char *const *dirs = (const char *const *)p.dirs;
    assert_status(tc_store_join(joined, dirs, PARTS + 1, &f->err), TC_OK, &f->err);
    is_as_compacted(f, joined, dirs, PARTS + 1);
    free(joined);
    free_parts(&p);
}

static void test_parts_are_joined(void **state)
{
    unsigned documents = getenv("TC_SHORT") ? 60 : 300;
    joined_as_compacted(*state, (collection){documents, 200, 3000, 12, 3, 6000, true, 3000}, true);
}

static void test_parts_with_long_lists_are_joined(void **state)
{
    unsigned documents = getenv("TC_SHORT") ? 2000 : 20000;
    joined_as_compacted(*state, (collection){documents, 4, 300, 4, 200, 0, true, 0}, true);
}

static void test_parts_with_long_texts_are_joined(void **state)
{
    joined_as_compacted(*state, (collection){20, 200, 3000, 200, 100000, 300000, true, 0}, true);
}

static void test_parts_of_another_writer_are_joined(void **state)
{
    joined_as_compacted(*state, (collection){60, 200, 3000, 12, 3, 6000, true, 0}, false);
}

/* By Xapian's writer: its tables no longer stand in order in their files, and numbers are missing.
 */
static void change_part(fixture *f, const char *dir, unsigned documents)
{
    const tc_writer_options options = {.analyzer_id = "a1"};
    const collection c = {30, 300, 5000, 12, 3, 9000, true, 3000};
    tc_writer *w = NULL;
    tc_document *d = NULL;
    uint32_t seed = 77;
    assert_status(tc_writer_open(&w, dir, &options, &f->err), TC_OK, &f->err);
    assert_status(tc_document_new(&d, &f->err), TC_OK, &f->err);
    for (unsigned i = 0; i < c.documents; i++) {
        unsigned gone = 1 + next(&seed, documents), changed = next(&seed, documents);
        tc_span key = tc_span_str(tc_arena_printf(&f->arena, "Q%u", gone));
        tc_status st = tc_writer_delete(w, key, &f->err);
        assert_true(st == TC_OK || st == TC_ENOTFOUND);
        tc_document_clear(d);
        fill(f, d, &c, &seed);
        key = tc_span_str(tc_arena_printf(&f->arena, "Q%u", i % 2 ? changed : documents + i));
        assert_status(tc_writer_put(w, NULL, key, d, &f->err), TC_OK, &f->err);
        assert_status(tc_writer_commit(w, &f->err), TC_OK, &f->err);
    }
    tc_document_free(d);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
}

static void test_an_index_that_was_written_to_is_joined(void **state)
{
    fixture *f = *state;
    parts p;
    const unsigned documents = getenv("TC_SHORT") ? 200 : 2000;
    write_parts(f, &p, (collection){documents, 40, 900, 12, 3, 900, true, 300}, true);
    change_part(f, p.dirs[1], documents);
    change_part(f, p.dirs[4], documents / 3);
    char *joined = strdup(below(f, "joined"));
    const char *const filled[] = {p.dirs[1], p.dirs[2], p.dirs[4]};
    write_part(f, joined, NULL, false);
    assert_status(tc_glass_join(joined, NULL, 0, filled, 3, &f->err), TC_OK, &f->err);
    is_as_compacted(f, joined, filled, 3);
    free(joined);
    free_parts(&p);
}

static void remove_from(fixture *f, const char *dir, unsigned count)
{
    const tc_writer_options options = {.analyzer_id = "a1"};
    tc_writer *w = NULL;
    assert_status(tc_writer_open(&w, dir, &options, &f->err), TC_OK, &f->err);
    for (unsigned i = 0; i < count; i++) {
        tc_span key = tc_span_str(tc_arena_printf(&f->arena, "Q%u", i));
        assert_status(tc_writer_delete(w, key, &f->err), TC_OK, &f->err);
    }
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
}

/* The first numbers are free, and a part has no document any more. */
static void test_an_index_is_joined_whose_first_documents_are_gone(void **state)
{
    fixture *f = *state;
    parts p;
    uint64_t documents = 0;
    tc_reader *r = NULL;
    write_parts(f, &p, (collection){90, 40, 900, 12, 3, 900, true, 300}, true);
    remove_from(f, p.dirs[1], 5);
    remove_from(f, p.dirs[2], 1);
    const char *joined = below(f, "joined");
    assert_status(tc_store_join(joined, (const char *const *)p.dirs, PARTS + 1, &f->err), TC_OK,
                  &f->err);
    is_whole(f, joined);
    assert_status(tc_reader_open(&r, &joined, 1, "a1", &f->err), TC_OK, &f->err);
    assert_status(tc_reader_count(r, &documents, &f->err), TC_OK, &f->err);
    assert_int_equal(documents, 90 - 5 + 90 / 3);
    tc_reader_free(r);
    free_parts(&p);
}

/* The index in use comes before its parts. */
static void test_of_equal_keys_the_first_counts(void **state)
{
    fixture *f = *state;
    parts p;
    tc_span value;
    tc_reader *r = NULL;
    write_parts(f, &p, (collection){10, 20, 3000, 12, 3, 600, true, 0}, true);
    const tc_writer_options options = {.analyzer_id = "a1"};
    tc_writer *w = NULL;
    assert_status(tc_writer_open(&w, p.dirs[0], &options, &f->err), TC_OK, &f->err);
    assert_status(tc_writer_set_metadata(w, TC_SPAN("key0"), TC_SPAN("mine"), &f->err), TC_OK,
                  &f->err);
    assert_status(tc_writer_close(w, &f->err), TC_OK, &f->err);
    char *joined = strdup(below(f, "joined"));
    const char *one = joined;
    assert_status(tc_store_join(joined, (const char *const *)p.dirs, PARTS + 1, &f->err), TC_OK,
                  &f->err);
    assert_status(tc_reader_open(&r, &one, 1, "a1", &f->err), TC_OK, &f->err);
    assert_status(tc_reader_metadata(&value, &f->arena, r, TC_SPAN("key0"), &f->err), TC_OK,
                  &f->err);
    assert_span(value, "mine");
    assert_status(tc_reader_metadata(&value, &f->arena, r, TC_SPAN("a"), &f->err), TC_OK, &f->err);
    assert_span(value, "of the first");
    tc_reader_free(r);
    free(joined);
    free_parts(&p);
}

static void test_a_part_cut_short_is_not_joined(void **state)
{
    fixture *f = *state;
    parts p;
    write_parts(f, &p, (collection){100, 200, 3000, 12, 3, 6000, true, 0}, true);
    for (int table = 0; table < 3; table++) {
        const char *path = below(f, ((const char *[]){"p1/docdata.glass", "p1/termlist.glass",
                                                      "p1/postlist.glass"})[table]);
        char *out = strdup(below(f, "cut"));
        struct stat st;
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(truncate(path, st.st_size / 2 / 8192 * 8192), 0);
        assert_int_not_equal(tc_store_join(out, (const char *const *)p.dirs, PARTS + 1, &f->err),
                             TC_OK);
        scratch_remove(out);
        free(out);
    }
    free_parts(&p);
}

static const char *const TABLES[] = {"p1/postlist.glass", "p1/docdata.glass", "p1/termlist.glass"};

static void write_at(fixture *f, const char *name, long at, const void *bytes, size_t len)
{
    FILE *file = fopen(below(f, name), "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void test_a_damaged_part_is_named(void **state)
{
    fixture *f = *state;
    parts p;
    write_parts(f, &p, (collection){100, 200, 3000, 12, 3, 6000, true, 0}, true);
    const char past_the_end[] = {0x20, 0x01};
    write_at(f, TABLES[0], 3 * TC_GLASS_BLOCK + TC_GLASS_DIR_END_AT, past_the_end, 2);
    assert_status(tc_store_join(below(f, "out"), (const char *const *)p.dirs, PARTS + 1, &f->err),
                  TC_ECORRUPT, &f->err);
    assert_non_null(strstr(f->err.msg, TABLES[0]));
    free_parts(&p);
}

/* No entry of that table is, as Xapian writes it. */
static void test_a_list_that_says_it_is_deflated_is_not_copied(void **state)
{
    fixture *f = *state;
    parts p;
    write_parts(f, &p, (collection){100, 200, 3000, 12, 3, 60, true, 0}, true);
    tc_span whole = read_whole(f, f->dir, TABLES[0]);
    const unsigned char *second = (const unsigned char *)whole.ptr + TC_GLASS_HEAD + 2;
    const long item = second[0] << 8 | second[1];
    const char flagged = (char)(whole.ptr[item] | TC_GLASS_COMPRESSED >> 8);
    const char *part = p.dirs[1];
    write_at(f, TABLES[0], item, &flagged, 1);
    write_part(f, below(f, "out"), NULL, false);
    assert_status(tc_glass_join(below(f, "out"), NULL, 0, &part, 1, &f->err), TC_EINVAL, &f->err);
    free_parts(&p);
}

/* An index of files without stored data has no file for it. */
static void test_parts_without_data_are_joined(void **state)
{
    fixture *f = *state;
    tc_glass_statistics sums;
    tc_glass_root roots[TC_GLASS_TABLES];
    parts p;
    write_parts(f, &p, (collection){100, 20, 300, 12, 3, 0, true, 0}, true);
    assert_status(tc_glass_read_version(roots, &sums, p.dirs[1], &f->err), TC_OK, &f->err);
    assert_int_equal(roots[TC_GLASS_DOCDATA].entries, 0);
    unlink(below(f, TABLES[1]));
    write_part(f, below(f, "out"), NULL, false);
    assert_status(
        tc_glass_join(below(f, "out"), NULL, 0, (const char *const *)p.dirs + 1, 1, &f->err), TC_OK,
        &f->err);
    free_parts(&p);
}

static void refused_or_joined(fixture *f, const char *out, const char *part)
{
    tc_status st = tc_glass_join(out, NULL, 0, &part, 1, &f->err);
    if (st != TC_OK && st != TC_EINVAL && st != TC_ECORRUPT && st != TC_EUNSUPPORTED)
        assert_status(st, TC_ECORRUPT, &f->err);
}

/* Each item of its directory would be passed over; the last one reaches over the end. */
static void put_odd_directory(unsigned char block[TC_GLASS_BLOCK])
{
    for (size_t i = 0; i < TC_GLASS_BLOCK; i++)
        block[i] = i % 2 ? 0 : 0x21;
    block[TC_GLASS_LEVEL_AT] = 0;
    block[TC_GLASS_DIR_END_AT] = TC_GLASS_BLOCK >> 8;
    block[TC_GLASS_DIR_END_AT + 1] = 0;
}

/* Without Xapian, which reads what it must not: in the sanitised build this tells. */
static void test_damage_is_refused_or_copied(void **state)
{
    fixture *f = *state;
    parts p;
    unsigned char odd[TC_GLASS_BLOCK];
    uint32_t seed = 1;
    write_parts(f, &p, (collection){30, 60, 600, 12, 3, 900, true, 3000}, true);
    char *out = strdup(below(f, "out"));
    write_part(f, out, NULL, false);
    put_odd_directory(odd);
    for (int table = 0; table < 3; table++) {
        tc_span whole = read_whole(f, f->dir, TABLES[table]);
        write_at(f, TABLES[table], 0, odd, sizeof odd);
        refused_or_joined(f, out, p.dirs[1]);
        write_at(f, TABLES[table], 0, whole.ptr, sizeof odd);
        for (int i = 0; i < (getenv("TC_SHORT") ? 100 : 1000); i++) {
            unsigned char byte = (unsigned char)next(&seed, 256);
            uint32_t block = next(&seed, (uint32_t)(whole.len / TC_GLASS_BLOCK)) * TC_GLASS_BLOCK;
            uint32_t at = block + next(&seed, i % 2 ? TC_GLASS_BLOCK : 40);
            write_at(f, TABLES[table], at, &byte, 1);
            refused_or_joined(f, out, p.dirs[1]);
            write_at(f, TABLES[table], at, whole.ptr + at, 1);
        }
    }
    free(out);
    free_parts(&p);
}

/* One that is given up leaves nothing beside the database that was asked for. */
static void test_given_up_with_metadata_apart(void **state)
{
    fixture *f = *state;
    const tc_writer_options options = {
        .create = true, .bulk = true, .append = 1, .metadata_apart = true, .analyzer_id = "a1"};
    tc_writer *w = NULL;
    tc_document *d = NULL;
    assert_status(tc_writer_open(&w, below(f, "one"), &options, &f->err), TC_OK, &f->err);
    assert_status(tc_document_new(&d, &f->err), TC_OK, &f->err);
    tc_document_add_term(d, TC_SPAN("all"), 1);
    assert_status(tc_writer_put(w, NULL, TC_SPAN("Q1"), d, &f->err), TC_OK, &f->err);
    assert_status(tc_writer_put(w, NULL, TC_SPAN("Q2"), d, &f->err), TC_OK, &f->err);
    tc_document_free(d);
    assert_int_equal(access(below(f, "one-0"), F_OK), 0);
    assert_int_equal(access(below(f, "one-1"), F_OK), 0);
    tc_writer_abandon(w);
    assert_int_not_equal(access(below(f, "one-0"), F_OK), 0);
    assert_int_not_equal(access(below(f, "one-1"), F_OK), 0);
}

static void test_what_appending_refuses(void **state)
{
    fixture *f = *state;
    const tc_writer_options options = {
        .create = true, .bulk = true, .append = 1000, .analyzer_id = "a1"};
    tc_writer *w = NULL;
    tc_document *d = NULL;
    tc_span data;
    assert_status(tc_writer_open(&w, below(f, "new"), &options, &f->err), TC_OK, &f->err);
    assert_status(tc_document_new(&d, &f->err), TC_OK, &f->err);
    assert_status(tc_writer_put(w, NULL, TC_SPAN("Q1"), d, &f->err), TC_OK, &f->err);
    assert_status(tc_writer_delete(w, TC_SPAN("Q1"), &f->err), TC_EUNSUPPORTED, &f->err);
    assert_status(tc_writer_data(w, &f->arena, TC_SPAN("Q1"), &data, &f->err), TC_EUNSUPPORTED,
                  &f->err);
    assert_false(tc_writer_broken(w));
    assert_status(tc_writer_put(w, NULL, TC_SPAN("Q1"), d, &f->err), TC_EINTERNAL, &f->err);
    assert_true(tc_writer_broken(w));
    tc_document_free(d);
    tc_writer_abandon(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_ordinary, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_documents, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_terms_and_texts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_very_long_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_one_document, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_document, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_more_than_one_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_with_metadata_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_parts_are_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_parts_with_long_lists_are_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_parts_with_long_texts_are_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_parts_of_another_writer_are_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_an_index_that_was_written_to_is_joined, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_an_index_is_joined_whose_first_documents_are_gone,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_of_equal_keys_the_first_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_part_cut_short_is_not_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_damaged_part_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_list_that_says_it_is_deflated_is_not_copied, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_parts_without_data_are_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damage_is_refused_or_copied, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_given_up_with_metadata_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_appending_refuses, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
