/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/archive.h"
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/parts.h"
#include "indexer/run.h"

static const tc_option OPTIONS[] = {
    {TC_OPT_LOCK_TIMEOUT, 0, "lock-timeout", N_("SECONDS"), N_("wait for another writer (0)")},
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

static tc_status compact(tc_archive *archive, tc_error *err)
{
    tc_status st = tc_parts_merge(archive, err);
    return st == TC_OK ? tc_archive_join(archive, &archive->database, 1, err) : st;
}

static int run(const tc_args *args)
{
    tc_archive archive;
    tc_archive_options options;
    tc_error err = TC_ERROR_INIT;
    if (!tc_archive_options_of(&options, args))
        return TC_EXIT_TROUBLE;
    tc_status st = tc_archive_lock(&archive, &options, &err);
    if (st == TC_OK)
        st = compact(&archive, &err);
    tc_archive_abandon(&archive);
    if (st == TC_ECANCELLED)
        tc_say("%s", _("stopped; the index is as it was"));
    return st == TC_OK ? TC_EXIT_OK : st == TC_ECANCELLED ? tc_exit_of(st) : tc_say_error(&err);
}

const tc_command tc_command_compact = {"compact", "", N_("make the index as small as it gets"),
                                       OPTIONS, run};
