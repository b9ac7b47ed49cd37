/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Speed of text/ and plan/ on one core, with ICU's word breaking over the same text beside it.
 *
 *   bench_stages [--rounds N] [--only STAGE] [--long MB] DIR...
 *
 * In each round every stage goes over all files in turn; a stage's best round counts. --long also
 * reads one document of MB megabytes, made of the files one after the other. One line a stage:
 * name, MB/s, how many things it found, with tabs between. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/utf8.h"
#include "plan/plan.h"
#include "text/text.h"

typedef struct {
    tc_span *items;
    size_t len, cap, bytes;
} files;

typedef struct {
    tc_arena arena;
    tc_plan_reader *reader;
    UBreakIterator *words;
    tc_buf json;
    size_t count;
} work;

typedef struct {
    const char *name;
    void (*run)(work *, tc_span);
    double best;
    size_t count;
} stage;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- the texts ---------------------------------------------------------------------------- */

static void add_text(files *all, char *text, size_t len)
{
    if (all->len == all->cap) {
        all->cap = all->cap * 2 + 64;
        all->items = realloc(all->items, all->cap * sizeof *all->items);
        if (!all->items)
            exit(1);
    }
    all->items[all->len++] = tc_span_make(text, len);
    all->bytes += len;
}

static void add_file(files *all, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return;
    long size = fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
    rewind(f);
    char *text = size > 0 ? malloc((size_t)size) : NULL;
    if (text && fread(text, 1, (size_t)size, f) == (size_t)size &&
        tc_utf8_valid_prefix(tc_span_make(text, (size_t)size)) == (size_t)size)
        add_text(all, text, (size_t)size);
    else
        free(text);
    fclose(f);
}

/* In the order of names: a folder's own order is not the same everywhere. */
static void add_folder(files *all, const char *folder)
{
    struct dirent **names;
    int n = scandir(folder, &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char path[4096];
        if (names[i]->d_name[0] != '.' &&
            snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name) < (int)sizeof path)
            add_file(all, path);
        free(names[i]);
    }
    if (n >= 0)
        free(names);
}

static files one_long(const files *all, size_t bytes)
{
    files out = {0};
    tc_buf text;
    tc_buf_init(&text, 0);
    for (size_t i = 0; text.status == TC_OK && text.len < bytes; i = (i + 1) % all->len) {
        tc_buf_add(&text, all->items[i]);
        tc_buf_add(&text, TC_SPAN("\n"));
    }
    add_text(&out, text.ptr, text.len);
    return out;
}

static void drop(files *all)
{
    for (size_t i = 0; i < all->len; i++)
        free((void *)(uintptr_t)all->items[i].ptr);
    free(all->items);
}

/* ---- the stages --------------------------------------------------------------------------- */

static void normalise(work *w, tc_span text)
{
    tc_text *t;
    if (tc_text_normalize(&t, &w->arena, text, NULL) == TC_OK)
        w->count += t->norm.len;
}

static void tokenise(work *w, tc_span text)
{
    tc_text t = {.source = text, .norm = text};
    tc_tokens *tokens;
    if (tc_tokenize(&tokens, &w->arena, tc_plan_reader_lexicon(w->reader), &t, NULL) == TC_OK)
        w->count += tokens->len;
}

static tc_tokens *analysed(work *w, tc_span text)
{
    tc_text *t;
    tc_tokens *tokens;
    if (tc_text_normalize(&t, &w->arena, text, NULL) != TC_OK ||
        tc_tokenize(&tokens, &w->arena, tc_plan_reader_lexicon(w->reader), t, NULL) != TC_OK)
        return NULL;
    return tokens;
}

static void analyse(work *w, tc_span text)
{
    tc_tokens *tokens = analysed(w, text);
    w->count += tokens ? tokens->len : 0;
}

static tc_plan *read_plan(work *w, tc_span text)
{
    tc_tokens *tokens = analysed(w, text);
    tc_plan *plan;
    if (!tokens || tc_plan_read(&plan, &w->arena, w->reader, tokens, NULL) != TC_OK)
        return NULL;
    w->count += plan->citations.len;
    return plan;
}

static void extract(work *w, tc_span text)
{
    (void)read_plan(w, text);
}

static void record(work *w, tc_span text)
{
    tc_plan *plan = read_plan(w, text);
    tc_json json;
    tc_buf_reset(&w->json);
    tc_json_init(&json, &w->json);
    if (plan)
        tc_plan_write_json(&json, plan, &(tc_plan_file){.path = TC_SPAN("-")}, text);
}

static void icu_words(work *w, tc_span text)
{
    UErrorCode status = U_ZERO_ERROR;
    UText *u = utext_openUTF8(NULL, text.ptr, (int64_t)text.len, &status);
    ubrk_setUText(w->words, u, &status);
    while (U_SUCCESS(status) && ubrk_next(w->words) != UBRK_DONE)
        w->count++;
    utext_close(u);
}

/* ---- running them ------------------------------------------------------------------------- */

static void run_once(stage *s, work *w, const files *all)
{
    w->count = 0;
    double start = now();
    for (size_t i = 0; i < all->len; i++) {
        s->run(w, all->items[i]);
        tc_arena_reset(&w->arena);
    }
    double took = now() - start;
    if (s->best <= 0 || took < s->best)
        s->best = took;
    s->count = w->count;
}

static void print(const stage *s, const files *all)
{
    printf("%s\t%.1f\t%zu\n", s->name, (double)all->bytes / 1e6 / s->best, s->count);
}

static void measure(work *w, const files *all, int rounds, const char *only, size_t long_bytes)
{
    stage stages[] = {
        {.name = "normalise", .run = normalise}, {.name = "tokenise", .run = tokenise},
        {.name = "analyse", .run = analyse},     {.name = "extract", .run = extract},
        {.name = "record", .run = record},       {.name = "icu", .run = icu_words}};
    size_t n = sizeof stages / sizeof *stages;
    stage whole = {.name = "extract-long", .run = extract};
    files one = {0};
    if (long_bytes)
        one = one_long(all, long_bytes);
    for (int round = 0; round < rounds; round++) {
        for (size_t i = 0; i < n; i++)
            if (!only || strcmp(only, stages[i].name) == 0)
                run_once(&stages[i], w, all);
        if (long_bytes)
            run_once(&whole, w, &one);
    }
    for (size_t i = 0; i < n; i++)
        if (stages[i].best > 0)
            print(&stages[i], all);
    if (long_bytes)
        print(&whole, &one);
    drop(&one);
}

int main(int argc, char **argv)
{
    files all = {0};
    work w = {0};
    UErrorCode status = U_ZERO_ERROR;
    int rounds = 3;
    size_t long_bytes = 0;
    const char *only = NULL;
    for (int i = 1; i < argc; i++) {
        bool value = i + 1 < argc;
        if (value && strcmp(argv[i], "--rounds") == 0)
            rounds = (int)strtol(argv[++i], NULL, 10);
        else if (value && strcmp(argv[i], "--only") == 0)
            only = argv[++i];
        else if (value && strcmp(argv[i], "--long") == 0)
            long_bytes = (size_t)strtoul(argv[++i], NULL, 10) * 1000000;
        else
            add_folder(&all, argv[i]);
    }
    if (all.len == 0) {
        fputs("bench_stages: no texts\n", stderr);
        return 1;
    }
    tc_arena_init(&w.arena);
    tc_buf_init(&w.json, 0);
    w.words = ubrk_open(UBRK_WORD, "vi", NULL, 0, &status);
    if (U_FAILURE(status) || tc_plan_reader_new(&w.reader, NULL) != TC_OK)
        return 1;
    printf("texts\t%.1f\t%zu\n", (double)all.bytes / 1e6, all.len);
    measure(&w, &all, rounds, only, long_bytes);
    tc_buf_release(&w.json);
    tc_plan_reader_free(w.reader);
    tc_arena_release(&w.arena);
    ubrk_close(w.words);
    drop(&all);
    return 0;
}
