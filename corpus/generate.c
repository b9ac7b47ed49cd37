/* SPDX-License-Identifier: GPL-3.0-or-later */
/* generate [-s SEED] [-o DIR] [--files-per-dir N] COUNT: writes COUNT invented plans below DIR and
 * the truth about them in DIR/truth. Memory does not grow with COUNT. The same seed and count give
 * the same bytes on every machine. */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "corpus/gen_plan.h"

enum { EXIT_USAGE = 2 };

enum { DOCUMENTS, CITATIONS, NAMED, EVENTS, UNITS, TRUTHS };
static const struct {
    const char *file, *columns;
} truths[TRUTHS] = {
    {"documents", "path\tnumber_key\tdate\tissuer\tdoc_type\n"},
    {"citations", "path\tnumber_key\tdate\tissuer\tcount\n"},
    {"named", "path\tid\tcount\n"},
    {"events", "path\tlabel\tyears\torigin\tobserved\n"},
    {"units", "path\trole\tname\n"},
};

typedef struct {
    const char *dir;
    uint64_t seed, count, per_dir;
} options;

static int complain(const char *what, const char *path)
{
    fprintf(stderr, "generate: %s %s: %s\n", what, path, strerror(errno));
    return EXIT_FAILURE;
}

static int usage(FILE *to, int status)
{
    fputs("usage: generate [-s SEED] [-o DIR] [--files-per-dir N] COUNT\n"
          "Writes COUNT invented Vietnamese administrative plans into DIR (default: generated),\n"
          "N files a folder (default: 1000), and the truth about them into DIR/truth/*.tsv.\n"
          "  -s, --seed SEED   a number; the same seed and COUNT give the same bytes (default: 1)\n"
          "  -o, --output DIR  is created when missing; files in it are overwritten\n"
          "  -h, --help        this text\n",
          to);
    return status;
}

static bool parse_number(const char *s, uint64_t max, uint64_t *out)
{
    char *end;
    if (*s < '0' || *s > '9')
        return false;
    errno = 0;
    uintmax_t n = strtoumax(s, &end, 10);
    if (errno || *end || n > max)
        return false;
    *out = n;
    return true;
}

/* 0 to go on, else the exit status + 1. */
static int parse_options(int argc, char **argv, options *o)
{
    static const struct option longs[] = {{"seed", required_argument, NULL, 's'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"files-per-dir", required_argument, NULL, 'f'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int c;
    while ((c = getopt_long(argc, argv, "s:o:h", longs, NULL)) != -1) {
        bool good = true;
        if (c == 's')
            good = parse_number(optarg, UINT64_MAX, &o->seed);
        else if (c == 'o')
            o->dir = optarg;
        else if (c == 'f')
            good = parse_number(optarg, 1000000, &o->per_dir) && o->per_dir > 0;
        else if (c == 'h')
            return 1 + usage(stdout, EXIT_SUCCESS);
        else
            return 1 + usage(stderr, EXIT_USAGE);
        if (!good) {
            fprintf(stderr, "generate: not a number in range: %s\n", optarg);
            return 1 + EXIT_USAGE;
        }
    }
    if (optind + 1 != argc || !parse_number(argv[optind], 100000000, &o->count)) {
        return 1 + usage(stderr, EXIT_USAGE);
    }
    return 0;
}

static int make_dir(const char *path)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return 0;
    return complain("cannot create", path);
}

/* Closing is where a full disk shows. */
static int close_file(FILE *f, const char *path)
{
    int bad = ferror(f);
    if (fclose(f) != 0 || bad)
        return complain("cannot write", path);
    return 0;
}

static int write_file(const char *path, const tc_buf *text)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        return complain("cannot create", path);
    fwrite(text->ptr, 1, text->len, f);
    return close_file(f, path);
}

static char *join(const char *dir, const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", dir, name) < 0) {
        fputs("generate: no memory\n", stderr);
        return NULL;
    }
    return path;
}

/* Spreads the issuers over the files: a bijection of 0..count-1. */
static uint64_t shuffled(uint64_t i, uint64_t count)
{
    static const uint64_t steps[] = {7919, 104729, 611953, 1299709, 15485863};
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
        if (count % steps[k] != 0)
            return i * steps[k] % count;
    return i;
}

static int write_plan(const options *o, const gen_maker *m, uint64_t i, gen_output *out,
                      FILE *truth[TRUTHS])
{
    char folder[32], name[64];
    snprintf(folder, sizeof folder, "%05" PRIu64, i / o->per_dir);
    snprintf(name, sizeof name, "%s/%08" PRIu64 ".txt", folder, i);
    gen_plan_make(m, shuffled(i, o->count), name, out);
    const tc_buf *rows[TRUTHS] = {&out->documents, &out->citations, &out->named, &out->events,
                                  &out->units};
    bool bad = out->text.status != TC_OK;
    for (int t = 0; t < TRUTHS; t++)
        bad |= rows[t]->status != TC_OK;
    char *dir = bad ? NULL : join(o->dir, folder), *path = bad ? NULL : join(o->dir, name);
    int status = EXIT_FAILURE;
    if (bad)
        fputs("generate: no memory\n", stderr);
    if (dir && path && (i % o->per_dir != 0 || make_dir(dir) == 0))
        status = write_file(path, &out->text);
    for (int t = 0; t < TRUTHS && status == 0; t++)
        if (rows[t]->len && fwrite(rows[t]->ptr, 1, rows[t]->len, truth[t]) != rows[t]->len)
            status = complain("cannot write truth", truths[t].file);
    free(dir);
    free(path);
    return status;
}

static int write_all(const options *o, const gen_maker *m, FILE *truth[TRUTHS])
{
    gen_output out;
    tc_buf *all[] = {&out.text,  &out.documents, &out.citations,
                     &out.named, &out.events,    &out.units};
    int status = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        tc_buf_init(all[i], 0);
    for (uint64_t i = 0; i < o->count && status == 0; i++)
        status = write_plan(o, m, i, &out, truth);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        tc_buf_release(all[i]);
    return status;
}

/* Opens the truth files, runs, and closes them whatever happened. */
static int with_truth(const options *o, const gen_maker *m)
{
    FILE *truth[TRUTHS] = {0};
    char *paths[TRUTHS] = {0};
    char *dir = join(o->dir, "truth");
    int status = !dir || make_dir(o->dir) || make_dir(dir);
    for (int t = 0; t < TRUTHS && status == 0; t++) {
        if (asprintf(&paths[t], "%s/%s.tsv", dir, truths[t].file) < 0) {
            paths[t] = NULL;
            status = EXIT_FAILURE;
        } else if (!(truth[t] = fopen(paths[t], "wb"))) {
            status = complain("cannot create", paths[t]);
        } else {
            fputs(truths[t].columns, truth[t]);
        }
    }
    if (status == 0)
        status = write_all(o, m, truth);
    for (int t = 0; t < TRUTHS; t++) {
        if (truth[t] && close_file(truth[t], paths[t]))
            status = EXIT_FAILURE;
        free(paths[t]);
    }
    free(dir);
    return status;
}

int main(int argc, char **argv)
{
    options o = {"generated", 1, 0, 1000};
    int done = parse_options(argc, argv, &o);
    if (done)
        return done - 1;
    gen_maker maker;
    if (gen_maker_init(&maker, o.seed, o.count)) {
        fputs("generate: no memory\n", stderr);
        return EXIT_FAILURE;
    }
    int status = with_truth(&o, &maker);
    gen_maker_release(&maker);
    return status;
}
