/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracuu-index: finds the command and runs it. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "extract/apart.h"
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/run.h"
#include "indexer/signals.h"

static const tc_command *find(const tc_command *commands, const char *name)
{
    for (; commands->name; commands++)
        if (strcmp(commands->name, name) == 0)
            return commands;
    return NULL;
}

static int run_command(const tc_command *c, const tc_args *before, int argc, char **argv)
{
    tc_args args;
    int status = TC_EXIT_TROUBLE;
    if (tc_args_parse(&args, argc, argv, c->options, false) && tc_args_prepend(&args, before)) {
        if (tc_args_has(&args, TC_OPT_HELP)) {
            tc_help_command(c);
            status = tc_finish_output();
        } else if (!*c->operands && args.operand_count) {
            tc_say(_("%s: takes no paths (%s)"), c->name, tc_said(c->summary));
        } else {
            status = c->run(&args);
            if (status == TC_EXIT_VERSION && c->run != tc_command_rebuild.run)
                tc_run_advise(&args, "rebuild");
        }
    }
    tc_args_release(&args);
    return status;
}

int main(int argc, char **argv)
{
    /* clang-format off */
    const tc_command commands[] = {
        tc_command_add,
        tc_command_update,
        tc_command_watch,
        tc_command_remove,
        tc_command_annotate,
        tc_command_status,
        tc_command_failures,
        tc_command_retry,
        tc_command_extract,
        tc_command_verify,
        tc_command_rebuild,
        tc_command_compact,
        tc_command_dump,
        tc_command_restore,
        tc_command_shard,
        tc_command_doctor,
        {NULL, NULL, NULL, NULL, NULL},
    };
    /* clang-format on */
    static char name[] = "tracuu-index";
    tc_args args = {0};
    int status = TC_EXIT_TROUBLE;
    if (argc < 1)
        return status;
    if (argc == 2 && strcmp(argv[1], TC_APART_ARGUMENT) == 0)
        _exit(
            tc_apart_serve(tc_extract)); /* this is a reader, and has nothing to bring to an end */
    tc_catalogue_open();
    tc_signals_install();
    argv[0] = name;
    if (!tc_args_parse(&args, argc, argv, NULL, true)) {
        tc_args_release(&args);
        return status;
    }
    const tc_command *c = args.operand_count ? find(commands, args.operands[0]) : NULL;
    if (tc_args_has(&args, TC_OPT_HELP)) {
        tc_help_program(commands);
        status = tc_finish_output();
    } else if (tc_args_has(&args, TC_OPT_VERSION)) {
        puts("tracuu-index " TC_VERSION);
        status = tc_finish_output();
    } else if (c) {
        args.operands[0] = name; /* for getopt's messages */
        status = run_command(c, &args, (int)args.operand_count, args.operands);
    } else if (args.operand_count) {
        tc_say(_("no command %s; tracuu-index --help lists them"), args.operands[0]);
    } else {
        tc_say("%s", _("what? tracuu-index --help lists the commands"));
    }
    tc_args_release(&args);
    return status;
}
