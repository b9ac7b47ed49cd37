/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands, each in its cmd_NAME.c; main.c lists them. */
#ifndef TC_INDEXER_COMMANDS_H
#define TC_INDEXER_COMMANDS_H

#include "indexer/cli.h"

extern const tc_command tc_command_add, tc_command_update, tc_command_remove, tc_command_status,
    tc_command_failures, tc_command_retry, tc_command_extract, tc_command_verify,
    tc_command_rebuild, tc_command_compact, tc_command_dump, tc_command_restore,
    tc_command_annotate, tc_command_doctor, tc_command_watch, tc_command_shard;

#endif
