/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shard: one index as several beside it, or files into several from the start. The index plans
 * becomes plans.0, plans.1 and so on, which plans.conf lists for tracuu -d. What it does for one
 * shard, "tracuu-index restore" and "tracuu-index add" do, each a process of its own. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/json_read.h"
#include "base/read_line.h"
#include "extract/spawn.h"
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/run.h"
#include "indexer/shard_key.h"
#include "indexer/signals.h"

enum { FEWEST = 2, SHARDS = 4, MOST = 64 };

static const tc_option OPTIONS[] = {
    {TC_OPT_SHARDS, 'n', "shards", N_("N"), N_("so many (4)")},
    {TC_OPT_BY, 0, "by", N_("KEY"), N_("what stays together: hash (default), year or province")},
    {TC_OPT_FILES_FROM, 0, "files-from", N_("FILE"),
     N_("also the paths that FILE lists (-: stdin)")},
    {TC_OPT_NULL, '0', "null", NULL, N_("entries of --files-from end in NUL, not in a line end")},
    TC_READING_FILES_OPTIONS,
    {TC_OPT_LOCK_TIMEOUT, 0, "lock-timeout", N_("SECONDS"), N_("wait for another writer (0)")},
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

typedef struct {
    const char *dir; /* of the shard */
    tc_reader *had;  /* what it had before files come, or NULL */
    FILE *in;        /* what it shall take: a pipe, or a file of paths */
    pid_t pid;       /* of the process that takes it; 0: none */
    uint64_t taken;  /* documents, or files */
} shard;

typedef struct {
    tc_run run;
    const tc_args *args;
    const char *base; /* the index without a slash at its end */
    char self[4096];
    shard shards[MOST];
    unsigned count;
    tc_shard_key key;
    tc_arena arena; /* of one line, or one file */
    bool partial;   /* files failed */
} sharding;

/* ---- processes ---------------------------------------------------------------------------- */

/* tracuu-index -d dir arguments..., with in and out (-1: ours) as its stdin and stdout. */
static tc_status start(pid_t *pid, sharding *k, const char *dir, const char *const *arguments,
                       size_t count, int in, int out, tc_error *err)
{
    enum { FRONT = 3, FORWARDED = 16 };
    const char *argv[FRONT + FORWARDED + 1] = {k->self, "-d", dir};
    posix_spawn_file_actions_t actions;
    for (size_t i = 0; i < count && i < FORWARDED; i++)
        argv[FRONT + i] = arguments[i];
    int errnum = posix_spawn_file_actions_init(&actions);
    if (!errnum && in >= 0)
        errnum = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    if (!errnum && out >= 0)
        errnum = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    if (!errnum)
        errnum = posix_spawn(pid, k->self, &actions, NULL, (char *const *)(uintptr_t)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return errnum ? tc_fail_errno(err, TC_EIO, errnum, "cannot start %s", k->self) : TC_OK;
}

/* Its exit status; 128 and the signal that ended it. */
static int end(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : TC_EXIT_SIGNAL + WTERMSIG(status);
}

static tc_status make_pipe(int ends[2], tc_error *err)
{
    return pipe2(ends, O_CLOEXEC) == 0 ? TC_OK
                                       : tc_fail_errno(err, TC_EIO, errno, "cannot make a pipe");
}

/* ---- the list ----------------------------------------------------------------------------- */

/* BASE.conf names the shards; one that is there is left as it is. */
static tc_status write_list(const sharding *k, tc_error *err)
{
    char *path = NULL;
    const char *name = strrchr(k->base, '/');
    if (asprintf(&path, "%s.conf", k->base) < 0)
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    FILE *out = fopen(path, "wxe");
    bool good = out || errno == EEXIST;
    for (unsigned i = 0; out && i < k->count; i++)
        good = good && fprintf(out, "auto %s.%u\n", name ? name + 1 : k->base, i) > 0;
    if (out && fclose(out) != 0)
        good = false;
    tc_status st = good ? TC_OK : tc_fail_errno(err, TC_EIO, errno, "cannot write %s", path);
    free(path);
    return st;
}

/* ---- an index ----------------------------------------------------------------------------- */

typedef struct {
    tc_span type, path, sha256;
} dumped;

static tc_status read_line(dumped *d, sharding *k, tc_span line, tc_error *err)
{
    tc_json_in json;
    memset(d, 0, sizeof *d);
    tc_json_open(&json, &k->arena, line);
    for (tc_span key; tc_json_next_member(&json, &key);) {
        if (tc_span_eq(key, TC_SPAN("type")))
            d->type = tc_json_read_string(&json);
        else if (tc_span_eq(key, TC_SPAN("path")))
            d->path = tc_json_read_string(&json);
        else if (tc_span_eq(key, TC_SPAN("sha256")))
            d->sha256 = tc_json_read_string(&json);
        else
            tc_json_read_past(&json);
    }
    return tc_json_whole(&json) ? TC_OK : tc_fail(err, TC_EINTERNAL, "the dump is not whole");
}

static tc_status shard_of_content(unsigned *out, sharding *k, tc_reader *reader, tc_span sha256,
                                  tc_error *err)
{
    tc_span data;
    tc_record *record;
    tc_status st = tc_stored_record(&data, &k->arena, reader, sha256, err);
    if (st == TC_OK)
        st = tc_record_decode(&record, &k->arena, data, err);
    if (st == TC_OK)
        *out = tc_shard_of_record(&k->arena, k->key, record, k->count);
    return st;
}

/* Folders are left out: an update of one shard would take in what is another's. */
static tc_status route(sharding *k, tc_reader *reader, tc_span line, tc_error *err)
{
    dumped d;
    unsigned to = 0;
    tc_status st = read_line(&d, k, line, err);
    if (st != TC_OK || tc_span_eq(d.type, TC_SPAN("root")))
        return st;
    if (d.sha256.len)
        st = shard_of_content(&to, k, reader, d.sha256, err);
    else
        to = tc_shard_of_path(d.path, k->count);
    if (st != TC_OK)
        return st;
    k->shards[to].taken += tc_span_eq(d.type, TC_SPAN("document"));
    if (fwrite(line.ptr, 1, line.len, k->shards[to].in) != line.len)
        return tc_fail(err, TC_EIO, "%s does not take more", k->shards[to].dir);
    return TC_OK;
}

static tc_status route_line(sharding *k, tc_reader *reader, tc_span line, tc_error *err)
{
    tc_arena_catch guard;
    tc_arena_reset(&k->arena);
    if (tc_stop_signal())
        return tc_fail(err, TC_ECANCELLED, "stopped on request");
    if (TC_ARENA_CATCH(&k->arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a record");
    tc_status st = route(k, reader, line, err);
    tc_arena_uncatch(&k->arena, &guard);
    return st;
}

static tc_status route_all(sharding *k, tc_reader *reader, FILE *in, tc_error *err)
{
    tc_span line;
    bool more = true;
    tc_line_reader lines = {.in = in, .name = k->base};
    tc_status st = tc_read_line(&line, &more, &lines, err);
    while (st == TC_OK && more) {
        st = route_line(k, reader, line, err);
        if (st == TC_OK)
            st = tc_read_line(&line, &more, &lines, err);
    }
    tc_line_reader_release(&lines);
    return st;
}

static tc_status start_restore(sharding *k, shard *s, tc_error *err)
{
    static const char *const arguments[] = {"restore", "-q", "-"};
    int ends[2];
    tc_status st = make_pipe(ends, err);
    if (st != TC_OK)
        return st;
    st = start(&s->pid, k, s->dir, arguments, 3, ends[0], -1, err);
    close(ends[0]);
    s->in = st == TC_OK ? fdopen(ends[1], "w") : NULL;
    if (!s->in)
        close(ends[1]);
    return st == TC_OK && !s->in ? tc_fail(err, TC_ENOMEM, "no memory for a pipe") : st;
}

/* Those that would make a whole index of half of it are stopped before they see the end. */
static tc_status end_restores(sharding *k, tc_status st, tc_error *err)
{
    for (unsigned i = 0; i < k->count; i++)
        if (st != TC_OK && k->shards[i].pid)
            kill(k->shards[i].pid, SIGTERM);
    for (unsigned i = 0; i < k->count; i++) {
        shard *s = &k->shards[i];
        if (s->in)
            fclose(s->in);
        int status = s->pid ? end(s->pid) : TC_EXIT_OK;
        s->in = NULL;
        if (st == TC_OK && status != TC_EXIT_OK)
            st = tc_fail(err, TC_EIO, "%s could not be made (exit %d)", s->dir, status);
    }
    return st;
}

static tc_status split_open(sharding *k, tc_reader *reader, tc_error *err)
{
    static const char *const dump[] = {"dump"};
    int ends[2];
    pid_t pid = 0;
    tc_status st = make_pipe(ends, err);
    if (st != TC_OK)
        return st;
    st = start(&pid, k, k->base, dump, 1, -1, ends[1], err);
    close(ends[1]);
    FILE *in = fdopen(ends[0], "r");
    for (unsigned i = 0; st == TC_OK && in && i < k->count; i++)
        st = start_restore(k, &k->shards[i], err);
    if (!in)
        close(ends[0]);
    if (st == TC_OK)
        st = in ? route_all(k, reader, in, err) : tc_fail(err, TC_ENOMEM, "no memory for a pipe");
    if (in)
        fclose(in);
    int status = pid ? end(pid) : TC_EXIT_OK;
    if (st == TC_OK && status != TC_EXIT_OK)
        st = tc_fail(err, TC_EIO, "%s could not be read (exit %d)", k->base, status);
    return end_restores(k, st, err);
}

static tc_status split(sharding *k, tc_error *err)
{
    tc_reader *reader = NULL;
    tc_archive_options options = k->run.options;
    options.dir = k->base;
    for (unsigned i = 0; i < k->count; i++)
        if (tc_store_exists(k->shards[i].dir))
            return tc_fail(err, TC_EINVAL, "%s is there already", k->shards[i].dir);
    tc_status st = tc_archive_read(&k->run.archive, &options, err);
    if (st == TC_OK)
        st = tc_archive_reader(&reader, &k->run.archive, true, err);
    if (st == TC_OK)
        st = split_open(k, reader, err);
    tc_reader_free(reader);
    tc_archive_abandon(&k->run.archive);
    return st;
}

/* ---- files -------------------------------------------------------------------------------- */

/* In the shard that has it already, else by what it says. One that cannot be read is somebody's
 * failure. */
static tc_status shard_of_file(unsigned *out, sharding *k, tc_analysis *analysis, tc_load *load,
                               const char *path, tc_error *err)
{
    tc_span stored;
    tc_file_row *row;
    tc_analysed *doc;
    const char *stage;
    char sha256[65];
    tc_reason reason;
    for (unsigned i = 0; i < k->count; i++) {
        tc_place place;
        if (!k->shards[i].had)
            continue;
        tc_status st = tc_locate(&place, &k->arena, k->shards[i].dir, err);
        if (st == TC_OK)
            st = tc_locate_stored(&stored, &k->arena, &place, path, err);
        if (st == TC_OK)
            st = tc_journal_read_file(&row, &k->arena, k->shards[i].had, stored, err);
        if (st != TC_OK || row) {
            *out = i;
            return st;
        }
    }
    *out = tc_shard_of_path(tc_span_str(path), k->count);
    if (k->key == TC_SHARD_BY_HASH) {
        if (tc_load_hash(sha256, path, NULL) == TC_OK)
            *out = tc_shard_of_hash(tc_span_str(sha256), k->count);
        return TC_OK;
    }
    tc_extract_options how = {.charset = tc_args_value(k->args, TC_OPT_CHARSET),
                              .max_text = TC_MAX_TEXT};
    if (tc_load_file(load, path, k->run.max_file_size, &reason, NULL) == TC_OK &&
        tc_analyse(&doc, analysis, tc_buf_span(&load->bytes), tc_span_str(path), &how, NULL, &stage,
                   NULL) == TC_OK &&
        !doc->container)
        *out = tc_shard_of_record(&k->arena, k->key, &doc->record, k->count);
    return TC_OK;
}

static tc_status give_out(sharding *k, const tc_paths *paths, tc_error *err)
{
    tc_load load;
    tc_analysis analysis;
    tc_status st = tc_analysis_init(&analysis, k->run.max_memory, err);
    tc_load_init(&load);
    for (size_t i = 0; st == TC_OK && i < paths->len; i++) {
        struct stat is;
        unsigned to = 0;
        const char *path = paths->items[i].ptr;
        tc_arena_catch guard;
        tc_arena_reset(&k->arena);
        if (tc_stop_signal())
            st = tc_fail(err, TC_ECANCELLED, "stopped on request");
        else if (stat(path, &is) == 0 && S_ISDIR(is.st_mode))
            st = tc_fail(err, TC_EINVAL, "%s is a folder: give files, as find lists them", path);
        else if (TC_ARENA_CATCH(&k->arena, &guard))
            st = tc_fail(err, TC_ENOMEM, "no memory for a path");
        else {
            st = shard_of_file(&to, k, &analysis, &load, path, err);
            tc_arena_uncatch(&k->arena, &guard);
        }
        if (st == TC_OK && fwrite(path, 1, strlen(path) + 1, k->shards[to].in) != strlen(path) + 1)
            st = tc_fail_errno(err, TC_EIO, errno, "cannot write a list of files");
        k->shards[to].taken++;
    }
    tc_load_release(&load);
    tc_analysis_release(&analysis);
    return st;
}

/* The options of add that are given here. */
static size_t forwarded(const char **out, const sharding *k)
{
    static const struct {
        tc_option_id id;
        const char *name;
    } all[] = {{TC_OPT_CHARSET, "--charset"},
               {TC_OPT_MAX_FILE_SIZE, "--max-file-size"},
               {TC_OPT_MAX_MEMORY, "--max-memory"},
               {TC_OPT_OCR, "--ocr"},
               {TC_OPT_TRACKED_CHANGES, "--tracked-changes"},
               {TC_OPT_LOCK_TIMEOUT, "--lock-timeout"}};
    size_t n = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const char *value = tc_args_value(k->args, all[i].id);
        if (!value)
            continue;
        out[n++] = all[i].name;
        out[n++] = value;
    }
    return n;
}

/* One shard after the other: each takes all processors. */
static tc_status add_files(sharding *k, shard *s, tc_error *err)
{
    const char *arguments[20] = {"add", "-q", "-0", "--files-from", "-"};
    size_t count = 5 + forwarded(arguments + 5, k);
    if (s->taken == 0 && s->had)
        return TC_OK;
    if (fflush(s->in) != 0 || lseek(fileno(s->in), 0, SEEK_SET) < 0)
        return tc_fail_errno(err, TC_EIO, errno, "cannot write a list of files");
    tc_status st = start(&s->pid, k, s->dir, arguments, count, fileno(s->in), -1, err);
    int status = st == TC_OK ? end(s->pid) : TC_EXIT_OK;
    k->partial = k->partial || status == TC_EXIT_PARTIAL;
    if (status >= TC_EXIT_SIGNAL)
        return tc_fail(err, TC_ECANCELLED, "%s is not done", s->dir);
    if (st == TC_OK && status != TC_EXIT_OK && status != TC_EXIT_PARTIAL)
        st = tc_fail(err, status == TC_EXIT_LOCKED ? TC_ELOCKED : TC_EIO,
                     "%s could not be made (exit %d)", s->dir, status);
    return st;
}

static tc_status open_lists(sharding *k, tc_error *err)
{
    tc_status st = TC_OK;
    for (unsigned i = 0; st == TC_OK && i < k->count; i++) {
        shard *s = &k->shards[i];
        if (tc_store_exists(s->dir)) {
            const char *database;
            st = tc_locate_reader(&s->had, &database, &k->run.arena, s->dir, tc_analyzer_id(), err);
        }
        s->in = tmpfile();
        if (st == TC_OK && !s->in)
            st = tc_fail_errno(err, TC_EIO, errno, "cannot write a list of files");
    }
    return st;
}

static tc_status take_files(sharding *k, tc_error *err)
{
    tc_paths paths = {0};
    tc_status st = tc_run_paths(&paths, &k->run, err);
    if (st == TC_OK)
        st = open_lists(k, err);
    if (st == TC_OK)
        st = give_out(k, &paths, err);
    for (unsigned i = 0; i < k->count; i++) { /* a writer need not wait for what we have read */
        tc_reader_free(k->shards[i].had);
        if (st == TC_OK)
            st = add_files(k, &k->shards[i], err);
        if (k->shards[i].in)
            fclose(k->shards[i].in);
    }
    return st;
}

/* ---- the command -------------------------------------------------------------------------- */

static tc_status name_shards(sharding *k, tc_error *err)
{
    tc_place place;
    tc_arena_catch guard;
    tc_arena *a = &k->run.arena;
    tc_status st = tc_locate_new(&place, a, tc_args_value(k->args, TC_OPT_DIR), err);
    if (st == TC_OK)
        st = tc_spawn_self(k->self, sizeof k->self, err);
    if (st != TC_OK)
        return st;
    if (TC_ARENA_CATCH(a, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory for a path");
    tc_span base = tc_span_str(place.dir);
    while (base.len > 1 && tc_span_ends(base, TC_SPAN("/")))
        base.len--;
    k->base = tc_arena_copy(a, base).ptr;
    for (unsigned i = 0; i < k->count; i++)
        k->shards[i].dir = tc_arena_printf(a, "%s.%u", k->base, i);
    tc_arena_uncatch(a, &guard);
    return TC_OK;
}

static void print_shards(const sharding *k, bool files)
{
    for (unsigned i = 0; i < k->count; i++)
        printf(files ? _("%s: %llu files\n") : _("%s: %llu documents\n"), k->shards[i].dir,
               (unsigned long long)k->shards[i].taken);
}

static int shard_it(sharding *k)
{
    tc_error err = TC_ERROR_INIT;
    bool files = k->args->operand_count || tc_args_has(k->args, TC_OPT_FILES_FROM);
    tc_status st = name_shards(k, &err);
    if (st == TC_OK)
        st = files ? take_files(k, &err) : split(k, &err);
    if (st == TC_OK)
        st = write_list(k, &err);
    if (st != TC_OK)
        return tc_say_error(&err);
    print_shards(k, files);
    int output = tc_finish_output();
    return output ? output : k->partial ? TC_EXIT_PARTIAL : TC_EXIT_OK;
}

static int run(const tc_args *args)
{
    static const char *const keys[] = {"hash", "year", "province", NULL};
    int key;
    sharding k = {.args = args};
    if (!tc_args_count(&k.count, args, TC_OPT_SHARDS, SHARDS, MOST) ||
        !tc_args_word(&key, args, TC_OPT_BY, keys, TC_SHARD_BY_HASH))
        return TC_EXIT_TROUBLE;
    if (k.count < FEWEST) {
        tc_say("%s", _("shard: --shards takes 2 at least"));
        return TC_EXIT_TROUBLE;
    }
    if (!tc_run_init(&k.run, args))
        return TC_EXIT_TROUBLE;
    k.key = (tc_shard_key)key;
    tc_arena_init(&k.arena);
    int status = shard_it(&k);
    tc_arena_release(&k.arena);
    tc_run_release(&k.run);
    return status;
}

const tc_command tc_command_shard = {
    "shard", N_("[PATH...]"),
    N_("split the index, or take files in, as several that are asked as one"), OPTIONS, run};
