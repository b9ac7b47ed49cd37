/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/refresh.h"

static const tc_option OPTIONS[] = {
    {TC_OPT_DELETE_MISSING, 0, "delete-missing", NULL,
     N_("take out files that are no longer there")},
    {TC_OPT_FORCE, 0, "force", NULL, N_("with --delete-missing: also all files of a folder")},
    TC_READING_FILES_OPTIONS,
    TC_JOBS_OPTION,
    TC_WRITING_OPTIONS,
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

static tc_status work(tc_run *run, tc_error *err)
{
    const tc_refresh_options options = {.delete_missing =
                                            tc_args_has(run->args, TC_OPT_DELETE_MISSING),
                                        .force = tc_args_has(run->args, TC_OPT_FORCE)};
    return tc_refresh(run, &options, err);
}

static int run(const tc_args *args)
{
    return tc_run_writing(args, false, work);
}

const tc_command tc_command_update = {
    "update", "", N_("look at all that was added, take in what is new or changed"), OPTIONS, run};
