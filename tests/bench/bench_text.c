/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Speed of text/ on one core: bench_text DIR...: every file of the folders, each stage three
 * times over all of them, the best run counts. ICU's word breaking stands beside it. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/utf8.h"
#include "text/token.h"

enum { ROUNDS = 3 };

typedef struct {
    tc_span *items;
    size_t len, cap, bytes;
} files;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void add_file(files *all, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0)
        return;
    long size = ftell(f);
    rewind(f);
    char *text = malloc((size_t)size + 1);
    if (text && fread(text, 1, (size_t)size, f) == (size_t)size &&
        tc_utf8_valid_prefix(tc_span_make(text, (size_t)size)) == (size_t)size) {
        if (all->len == all->cap) {
            all->cap = all->cap * 2 + 64;
            all->items = realloc(all->items, all->cap * sizeof *all->items);
            if (!all->items)
                exit(1);
        }
        all->items[all->len++] = tc_span_make(text, (size_t)size);
        all->bytes += (size_t)size;
    } else {
        free(text);
    }
    fclose(f);
}

static void add_folder(files *all, const char *folder)
{
    DIR *d = opendir(folder);
    if (!d)
        return;
    for (struct dirent *e; (e = readdir(d));) {
        char path[4096];
        if (e->d_name[0] != '.' &&
            snprintf(path, sizeof path, "%s/%s", folder, e->d_name) < (int)sizeof path)
            add_file(all, path);
    }
    closedir(d);
}

typedef struct {
    tc_arena arena;
    tc_lexicon *lex;
    UBreakIterator *words;
    size_t count;
} work;

typedef void stage(work *, tc_span);

static void normalize(work *w, tc_span text)
{
    tc_text *t = NULL;
    if (tc_text_normalize(&t, &w->arena, text, NULL) == TC_OK)
        w->count += t->point_count;
}

static void tokenize(work *w, tc_span text)
{
    tc_text t = {.source = text, .norm = text};
    tc_tokens *tokens = NULL;
    if (tc_tokenize(&tokens, &w->arena, w->lex, &t, NULL) == TC_OK)
        w->count += tokens->len;
}

static void both(work *w, tc_span text)
{
    tc_text *t = NULL;
    tc_tokens *tokens = NULL;
    if (tc_text_normalize(&t, &w->arena, text, NULL) == TC_OK &&
        tc_tokenize(&tokens, &w->arena, w->lex, t, NULL) == TC_OK)
        w->count += tokens->len;
}

static void icu(work *w, tc_span text)
{
    UErrorCode status = U_ZERO_ERROR;
    UText *u = utext_openUTF8(NULL, text.ptr, (int64_t)text.len, &status);
    ubrk_setUText(w->words, u, &status);
    while (U_SUCCESS(status) && ubrk_next(w->words) != UBRK_DONE)
        w->count++;
    utext_close(u);
}

static void measure(const char *name, stage *run, work *w, const files *all)
{
    double best = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        w->count = 0;
        for (size_t i = 0; i < all->len; i++) {
            run(w, all->items[i]);
            tc_arena_reset(&w->arena);
        }
        double took = now() - start;
        best = took < best ? took : best;
    }
    printf("%-28s %8.1f MB/s %12zu\n", name, (double)all->bytes / 1e6 / best, w->count);
}

int main(int argc, char **argv)
{
    files all = {0};
    UErrorCode status = U_ZERO_ERROR;
    work w = {0};
    for (int i = 1; i < argc; i++)
        add_folder(&all, argv[i]);
    if (argc == 1)
        add_folder(&all, "../shared/data/congbao/txt");
    if (all.len == 0) {
        printf("bench_text: no texts; skipped\n");
        return 0;
    }
    tc_arena_init(&w.arena);
    w.words = ubrk_open(UBRK_WORD, "vi", NULL, 0, &status);
    if (U_FAILURE(status) || tc_lexicon_new(&w.lex, NULL) != TC_OK)
        return 1;
    printf("%zu files, %.1f MB\n", all.len, (double)all.bytes / 1e6);
    measure("normalise (points)", normalize, &w, &all);
    measure("tokenise (tokens)", tokenize, &w, &all);
    measure("both", both, &w, &all);
    measure("ICU word breaks, UTF-8", icu, &w, &all);
    printf("%zu words in the lexicon\n", tc_lexicon_size(w.lex));
    tc_lexicon_free(w.lex);
    tc_arena_release(&w.arena);
    ubrk_close(w.words);
    for (size_t i = 0; i < all.len; i++)
        free((void *)(uintptr_t)all.items[i].ptr);
    free(all.items);
    return 0;
}
