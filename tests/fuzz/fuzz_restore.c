/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of dumps as restore takes them in: refused with a reason, or put into an index that can be
 * committed and whose rows come back. The command's own file is read in here, for what stands
 * before its command line: an index for each input would take all the time. */
#include "indexer/cmd_restore.c"

#include "scratch.h"

static tc_status each_file(const tc_file_row *row, void *context, tc_error *err)
{
    (void)err;
    PROMISE(row->path.len && !memchr(row->path.ptr, '\0', row->path.len));
    tc_arena_reset(context);
    return TC_OK;
}

static void check_rows(restoration *r)
{
    tc_reader *reader;
    tc_error err = TC_ERROR_INIT;
    PROMISE(tc_archive_reader(&reader, &r->run.archive, true, &err) == TC_OK);
    PROMISE(tc_journal_each_file(reader, &r->arena, each_file, &r->arena, &err) == TC_OK);
    tc_reader_free(reader);
}

static char dir[80];

static void begin(restoration *r)
{
    static tc_given given[] = {{TC_OPT_DIR, dir}, {TC_OPT_QUIET, NULL}};
    static const tc_args args = {.given = given, .given_count = 2};
    snprintf(dir, sizeof dir, "%s/index", scratch());
    *r = (restoration){0};
    PROMISE(tc_run_init(&r->run, &args));
    tc_arena_init(&r->arena);
    PROMISE(tc_archive_create(&r->run.archive, &r->run.options, NULL) == TC_OK);
    PROMISE(tc_run_start(&r->run, NULL) == TC_OK);
}

static void end(restoration *r)
{
    tc_pipeline_release(&r->run.pipeline);
    tc_archive_abandon(&r->run.archive);
    tc_run_release(&r->run);
    tc_arena_release(&r->arena);
    scratch_remove(dir);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { OF_ONE_INDEX = 500 };
    static restoration r;
    static unsigned inputs;
    if (inputs % OF_ONE_INDEX == 0) {
        if (inputs)
            end(&r);
        begin(&r);
    }
    inputs++;
    tc_error err = TC_ERROR_INIT;
    tc_status st = TC_OK;
    tc_span rest = tc_span_make((const char *)data, size);
    while (rest.len && st == TC_OK) {
        size_t nl = tc_span_find(rest, TC_SPAN("\n"));
        size_t len = nl == SIZE_MAX ? rest.len : nl + 1;
        char *line = malloc(len); /* of its own, so that reading beyond it is seen */
        PROMISE(line);
        memcpy(line, rest.ptr, len);
        st = put_line(&r, tc_span_make(line, len), &err);
        free(line);
        PROMISE(st == TC_OK || err.msg[0]);
        rest = tc_span_sub(rest, len, rest.len);
    }
    if (inputs % 50 == 0 && !tc_writer_broken(r.run.archive.writer)) {
        PROMISE(tc_pipeline_commit(&r.run.pipeline, &err) == TC_OK);
        PROMISE(tc_writer_commit(r.run.archive.writer, &err) == TC_OK);
        check_rows(&r);
    }
    return 0;
}
