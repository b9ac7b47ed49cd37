/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What writing costs alone: documents of an index, their terms, values and stored bytes in memory
 * already, are written into a new one.
 *   bench_floor INDEX SCRATCH [MOST]
 * One line each: by what, documents, postings, processor seconds, with tabs between. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "store/store.h"

enum { CHUNK = 500, FLUSH = 64, APPEND = 6000000 }; /* documents; CHUNK, FLUSH: best for Xapian */

typedef struct {
    tc_term_list terms;
    tc_span values[TC_LAST_SLOT + 1], data;
} document;

static void must(tc_status status, const tc_error *err)
{
    if (status == TC_OK)
        return;
    fprintf(stderr, "bench_floor: %s\n", err->msg);
    exit(1);
}

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static size_t load(document **out, tc_arena *arena, const char *dir, size_t most, size_t *postings)
{
    tc_reader *reader;
    tc_error err;
    tc_docid last;
    size_t count = 0;
    must(tc_reader_open(&reader, &dir, 1, NULL, &err), &err);
    must(tc_reader_last(&last, reader, &err), &err);
    *out = tc_arena_array(arena, last, sizeof **out);
    for (tc_docid id = 1; id <= last && count < most; id++) {
        document *d = &(*out)[count];
        if (tc_reader_data(&d->data, arena, reader, id, &err) != TC_OK)
            continue;
        must(tc_reader_document_terms(&d->terms, arena, reader, id, tc_span_make("", 0), SIZE_MAX,
                                      &err),
             &err);
        for (uint32_t slot = 0; slot <= TC_LAST_SLOT; slot++)
            must(tc_reader_value(&d->values[slot], arena, reader, id, slot, &err), &err);
        *postings += d->terms.len;
        count++;
    }
    tc_reader_free(reader);
    return count;
}

static void put(tc_writer *writer, tc_document *doc, const document *d, size_t number)
{
    char unique[32];
    tc_error err;
    tc_document_clear(doc);
    for (size_t i = 0; i < d->terms.len; i++)
        tc_document_add_term(doc, d->terms.items[i].term, d->terms.items[i].wdf);
    for (uint32_t slot = 0; slot <= TC_LAST_SLOT; slot++)
        tc_document_set_value(doc, slot, d->values[slot]);
    tc_document_set_data(doc, d->data);
    snprintf(unique, sizeof unique, "Q%zu", number);
    must(tc_writer_put(writer, NULL, tc_span_str(unique), doc, &err), &err);
}

/* All documents into databases of some, and these into one. */
static double write_all(const char *scratch, const char *how, const document *all, size_t count,
                        size_t chunk, size_t flush, size_t append)
{
    tc_arena names;
    tc_error err;
    tc_document *doc;
    tc_arena_init(&names);
    const tc_writer_options options = {
        .create = true, .bulk = true, .append = append, .analyzer_id = "floor"};
    const char **dirs = tc_arena_array(&names, count / chunk + 2, sizeof *dirs);
    size_t parts = 0;
    double start = processor_seconds();
    must(tc_document_new(&doc, &err), &err);
    for (size_t i = 0; i < count; parts++) {
        tc_writer *writer;
        dirs[parts] = tc_arena_printf(&names, "%s/%s-%zu", scratch, how, parts);
        must(tc_writer_open(&writer, dirs[parts], &options, &err), &err);
        for (size_t n = 1; n <= chunk && i < count; n++, i++) {
            put(writer, doc, &all[i], i);
            if (n % flush == 0)
                must(tc_writer_commit(writer, &err), &err);
        }
        must(tc_writer_close(writer, &err), &err);
    }
    tc_document_free(doc);
    must(tc_store_compact(tc_arena_printf(&names, "%s/%s", scratch, how), dirs, parts, &err), &err);
    tc_arena_release(&names);
    return processor_seconds() - start;
}

int main(int argc, char **argv)
{
    tc_arena arena;
    document *all;
    size_t postings = 0;
    if (argc < 3) {
        fprintf(stderr, "usage: bench_floor INDEX SCRATCH [MOST]\n");
        return 2;
    }
    tc_arena_init(&arena);
    size_t most = argc > 3 ? strtoul(argv[3], NULL, 10) : SIZE_MAX;
    size_t count = load(&all, &arena, argv[1], most, &postings);
    double theirs = write_all(argv[2], "xapian", all, count, CHUNK, FLUSH, 0);
    double ours = write_all(argv[2], "append", all, count, count ? count : 1, FLUSH, APPEND);
    printf("xapian\t%zu\t%zu\t%.3f\nappend\t%zu\t%zu\t%.3f\n", count, postings, theirs, count,
           postings, ours);
    tc_arena_release(&arena);
    return 0;
}
