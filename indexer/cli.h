/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: tables of commands and options, from which parsing and --help both come. */
#ifndef TC_INDEXER_CLI_H
#define TC_INDEXER_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One id for each option of the program, so that options mean the same in every command. */
typedef enum {
    TC_OPT_END, /* ends an option table */
    TC_OPT_DIR,
    TC_OPT_HELP,
    TC_OPT_VERSION,
    TC_OPT_VERBOSE,
    TC_OPT_QUIET,
    TC_OPT_FORMAT,
    TC_OPT_FILES_FROM,
    TC_OPT_NULL,
    TC_OPT_EXCLUDE,
    TC_OPT_FOLLOW,
    TC_OPT_CHARSET,
    TC_OPT_MAX_FILE_SIZE,
    TC_OPT_MAX_MEMORY,
    TC_OPT_OCR,
    TC_OPT_TRACKED_CHANGES,
    TC_OPT_LOCK_TIMEOUT,
    TC_OPT_DELETE_MISSING,
    TC_OPT_FORCE,
    TC_OPT_JSON,
    TC_OPT_TEXT,
    TC_OPT_STDIN_NAME,
    TC_OPT_FIXITY,
    TC_OPT_REASON,
    TC_OPT_JOBS,
    TC_OPT_DELAY,
    TC_OPT_INTERVAL,
    TC_OPT_POLL,
    TC_OPT_SHARDS,
    TC_OPT_BY
} tc_option_id;

typedef struct {
    tc_option_id id;
    char letter;       /* 0: none */
    const char *name;  /* long form */
    const char *value; /* what its value is called in help; NULL: takes none */
    const char *help;
} tc_option;

typedef struct {
    tc_option_id id;
    const char *value;
} tc_given;

typedef struct {
    tc_given *given; /* as they came */
    size_t given_count;
    char **operands;
    size_t operand_count;
} tc_args;

typedef struct {
    const char *name, *operands, *summary;
    const tc_option *options;    /* besides those of every command; ends with TC_OPT_END */
    int (*run)(const tc_args *); /* gives the exit status */
} tc_command;

/* Parses argv[0..argc): options of the table and of every command, then operands. Says what is
 * wrong and returns false. stop: the first operand ends the options (it is the command). */
bool tc_args_parse(tc_args *, int argc, char **argv, const tc_option *options, bool stop);
void tc_args_release(tc_args *);
/* Options that came before the command go in front of those behind it. */
bool tc_args_prepend(tc_args *, const tc_args *before);

bool tc_args_has(const tc_args *, tc_option_id);
/* The last value given, or NULL. */
const char *tc_args_value(const tc_args *, tc_option_id);

/* Values. They say what is wrong and return false. */
bool tc_args_seconds(double *out, const tc_args *, tc_option_id, double fallback);
/* bytes, with K, M or G behind for powers of 1024 */
bool tc_args_size(size_t *out, const tc_args *, tc_option_id, size_t fallback);
/* from 0 to most */
bool tc_args_count(unsigned *out, const tc_args *, tc_option_id, unsigned fallback, unsigned most);
/* one of the words, by its index; fallback when not given */
bool tc_args_word(int *out, const tc_args *, tc_option_id, const char *const *words, int fallback);

void tc_help_program(const tc_command *commands);
void tc_help_command(const tc_command *);

#endif
