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
    const char *name, *dir;
    tc_status st = tc_parts_merge(archive, err);
    if (st == TC_OK)
        st = tc_archive_beside(&name, &dir, archive, err);
    if (st != TC_OK)
        return st;
    st = tc_store_compact(dir, &archive->database, 1, err);
    if (st == TC_OK)
        return tc_archive_swap(archive, name, err);
    tc_archive_discard(dir);
    return st;
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
    return st == TC_OK ? TC_EXIT_OK : tc_say_error(&err);
}

const tc_command tc_command_compact = {"compact", "", N_("make the index as small as it gets"),
                                       OPTIONS, run};
