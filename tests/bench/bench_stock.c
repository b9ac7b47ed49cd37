/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What both sides of stored records know beforehand (store/pack.c): store/stock.txt, and how often
 * which symbols come, store/stock.head.
 *
 *   bench_stock INDEX          how small the records of an index get, and how fast, by level, with
 *                              the lines alone and with both
 *   bench_stock INDEX HEAD     writes the head that suits the records of that index. The one in use
 *                              is of corpus/plans; a new one makes a new index schema.
 *
 * Runs where the sources are. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <zdict.h>
#include <zstd.h>

#include "base/buf.h"
#include "store/store.h"

enum { HEAD_ROOM = 1 << 14, LEVEL = 4 };

typedef struct {
    tc_buf bytes; /* one after the other */
    size_t *sizes;
    unsigned count;
} records;

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "bench_stock: %s\n", what);
    exit(1);
}

static void read_records(records *all, const char *index)
{
    tc_reader *reader;
    tc_docid last;
    tc_arena arena;
    tc_error err = TC_ERROR_INIT;
    tc_arena_init(&arena);
    if (tc_reader_open(&reader, &index, 1, NULL, &err) != TC_OK ||
        tc_reader_last(&last, reader, &err) != TC_OK ||
        !(all->sizes = calloc(last, sizeof(size_t))))
        give_up(err.msg);
    for (tc_docid id = 1; id <= last; id++) {
        tc_span data;
        if (tc_reader_data(&data, &arena, reader, id, &err) == TC_OK && data.len) {
            tc_buf_add(&all->bytes, data);
            all->sizes[all->count++] = data.len;
        }
        tc_arena_reset(&arena);
    }
    tc_arena_release(&arena);
    tc_reader_free(reader);
    if (!all->count || all->bytes.status != TC_OK)
        give_up("no records");
}

static void read_file(tc_buf *out, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        give_up(path);
    for (size_t n = 1; n;) {
        char *to = tc_buf_reserve(out, HEAD_ROOM);
        out->len += n = to ? fread(to, 1, HEAD_ROOM, f) : 0;
    }
    fclose(f);
}

static void write_head(const char *path, const tc_buf *lines, const records *all)
{
    tc_buf out;
    tc_buf_init(&out, 0);
    char *to = tc_buf_reserve(&out, lines->len + HEAD_ROOM);
    const ZDICT_params_t params = {.compressionLevel = LEVEL, .dictID = 1};
    size_t len = to ? ZDICT_finalizeDictionary(to, lines->len + HEAD_ROOM, lines->ptr, lines->len,
                                               all->bytes.ptr, all->sizes, all->count, params)
                    : 0;
    if (!to || ZDICT_isError(len) || len <= lines->len)
        give_up(ZDICT_getErrorName(len));
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(to, len - lines->len, 1, f) != 1 || fclose(f) != 0)
        give_up(path);
    tc_buf_release(&out);
}

static void measure(const char *name, const tc_buf *known, int level, const records *all)
{
    ZSTD_CCtx *c = ZSTD_createCCtx();
    tc_buf out;
    tc_buf_init(&out, 0);
    size_t sum = 0, most = ZSTD_compressBound(all->bytes.len);
    char *to = tc_buf_reserve(&out, most);
    ZSTD_CCtx_setParameter(c, ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(c, ZSTD_c_dictIDFlag, 0);
    if (!to || ZSTD_isError(ZSTD_CCtx_loadDictionary(c, known->ptr, known->len)))
        give_up("zstd refuses what is known");
    clock_t start = clock();
    for (size_t i = 0, at = 0; i < all->count; at += all->sizes[i++])
        sum += ZSTD_compress2(c, to, most, all->bytes.ptr + at, all->sizes[i]);
    printf("%s\tlevel %d\t%zu bytes\t%.3f s\n", name, level, sum,
           (double)(clock() - start) / CLOCKS_PER_SEC);
    tc_buf_release(&out);
    ZSTD_freeCCtx(c);
}

int main(int argc, char **argv)
{
    records all = {0};
    tc_buf lines, both;
    if (argc < 2 || argc > 3)
        give_up("usage: bench_stock INDEX [HEAD]");
    tc_buf_init(&all.bytes, 0);
    tc_buf_init(&lines, 0);
    tc_buf_init(&both, 0);
    read_file(&lines, "store/stock.txt");
    read_records(&all, argv[1]);
    if (argc == 3) {
        write_head(argv[2], &lines, &all);
    } else {
        read_file(&both, "store/stock.head");
        tc_buf_add(&both, tc_buf_span(&lines));
        for (int level = 3; level <= 6; level++) {
            measure("lines", &lines, level, &all);
            measure("both", &both, level, &all);
        }
    }
    tc_buf_release(&lines);
    tc_buf_release(&both);
    tc_buf_release(&all.bytes);
    free(all.sizes);
    return 0;
}
