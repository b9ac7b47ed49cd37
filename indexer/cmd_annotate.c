/* SPDX-License-Identifier: GPL-3.0-or-later */
/* annotate: what a person knows better than the text says. */
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/run.h"

static const tc_option OPTIONS[] = {
    TC_WRITING_OPTIONS,
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

static tc_status find(tc_file_row **out, tc_run *run, const char *path, tc_error *err)
{
    tc_span stored;
    tc_status st = tc_locate_stored(&stored, &run->arena, &run->archive.place, path, err);
    if (st == TC_OK)
        st = tc_journal_file(out, &run->arena, run->archive.writer, stored, err);
    if (st == TC_OK && (!*out || tc_span_empty((*out)->sha256)))
        return tc_fail(err, TC_EINVAL, "%s: no document of the index", path);
    return st;
}

static tc_status work(tc_run *run, tc_error *err)
{
    const tc_args *args = run->args;
    tc_annotation told;
    tc_file_row *row;
    tc_status st = find(&row, run, args->operands[0], err);
    if (st == TC_OK)
        st = tc_annotation_read(&told, &run->arena, run->archive.writer, row->sha256, err);
    for (size_t i = 1; st == TC_OK && i < args->operand_count; i++)
        st = tc_annotation_set(&told, &run->arena, run->pipeline.analysis.reader,
                               tc_span_str(args->operands[i]), err);
    if (st == TC_OK)
        st = tc_pipeline_annotate(&run->pipeline, row->sha256, &told, err);
    if (st != TC_OK)
        return st;
    run->report.tally.changed++;
    tc_report_file(&run->report, _("annotated"), row->path);
    return TC_OK;
}

static int run(const tc_args *args)
{
    if (args->operand_count < 2) {
        tc_say("%s", _("annotate: what? Give a file and FIELD=VALUE"));
        return TC_EXIT_TROUBLE;
    }
    return tc_run_writing(args, false, work);
}

const tc_command tc_command_annotate = {
    "annotate", N_("PATH FIELD=VALUE..."),
    N_("set fields of a document by hand; FIELD= goes back to what its text says"), OPTIONS, run};
