/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/message.h"

enum { MAX_OPTIONS = 32, FIRST_LONG = 256 };

static const tc_option COMMON[] = {
    {TC_OPT_DIR, 'd', "dir", N_("DIR"), N_("the index directory")},
    {TC_OPT_HELP, 'h', "help", NULL, N_("show this and exit")},
    {TC_OPT_VERSION, 0, "version", NULL, N_("show the version and exit")},
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

/* The tables in the form that getopt_long wants. */
typedef struct {
    const tc_option *options[MAX_OPTIONS];
    struct option longs[MAX_OPTIONS + 1];
    char shorts[2 * MAX_OPTIONS + 3];
    size_t count;
} getopt_tables;

static void add_options(getopt_tables *t, const tc_option *options)
{
    size_t n = strlen(t->shorts);
    for (; options && options->id != TC_OPT_END && t->count < MAX_OPTIONS; options++) {
        struct option *o = &t->longs[t->count];
        o->name = options->name;
        o->has_arg = options->value ? required_argument : no_argument;
        o->val = FIRST_LONG + (int)t->count;
        t->options[t->count++] = options;
        if (!options->letter)
            continue;
        t->shorts[n++] = options->letter;
        if (options->value)
            t->shorts[n++] = ':';
    }
}

static const tc_option *option_of(const getopt_tables *t, int code)
{
    if (code >= FIRST_LONG)
        return t->options[code - FIRST_LONG];
    for (size_t i = 0; i < t->count; i++)
        if (t->options[i]->letter == code)
            return t->options[i];
    return NULL;
}

/* getopt's own messages show what was typed as it is, and are in the C library's language. */
static void say_wrong(const getopt_tables *t, const char *arg, int code)
{
    const tc_option *o = optopt ? option_of(t, optopt) : NULL;
    if (o && code == ':')
        tc_say(_("--%s needs a value (%s)"), o->name, _(o->value));
    else if (o)
        tc_say(_("--%s takes no value"), o->name);
    else if (optopt)
        tc_say(_("there is no option -%c (write -- before words that begin with -)"), optopt);
    else
        tc_say(_("there is no option --%.*s"), (int)strcspn(arg + 2, "="), arg + 2);
}

bool tc_args_parse(tc_args *args, int argc, char **argv, const tc_option *options, bool stop)
{
    getopt_tables t = {.count = 0};
    memset(args, 0, sizeof *args);
    snprintf(t.shorts, sizeof t.shorts, "%s", stop ? "+:" : ":");
    add_options(&t, options);
    add_options(&t, COMMON);
    args->given = calloc((size_t)argc + 1, sizeof *args->given);
    if (!args->given) {
        tc_say("%s", _("no memory"));
        return false;
    }
    optind = 0; /* starts getopt anew */
    opterr = 0;
    for (int code; (code = getopt_long(argc, argv, t.shorts, t.longs, NULL)) != -1;) {
        const tc_option *o = code == '?' || code == ':' ? NULL : option_of(&t, code);
        if (!o) {
            say_wrong(&t, argv[optind - 1], code);
            return false;
        }
        args->given[args->given_count++] = (tc_given){o->id, o->value ? optarg : NULL};
    }
    args->operands = argv + optind;
    args->operand_count = (size_t)(argc - optind);
    return true;
}

void tc_args_release(tc_args *args)
{
    free(args->given);
    memset(args, 0, sizeof *args);
}

bool tc_args_prepend(tc_args *args, const tc_args *before)
{
    size_t n = before->given_count + args->given_count;
    tc_given *all = calloc(n + 1, sizeof *all);
    if (!all) {
        tc_say("%s", _("no memory"));
        return false;
    }
    for (size_t i = 0; i < n; i++)
        all[i] = i < before->given_count ? before->given[i] : args->given[i - before->given_count];
    free(args->given);
    args->given = all;
    args->given_count = n;
    return true;
}

bool tc_args_has(const tc_args *args, tc_option_id id)
{
    for (size_t i = 0; i < args->given_count; i++)
        if (args->given[i].id == id)
            return true;
    return false;
}

const char *tc_args_value(const tc_args *args, tc_option_id id)
{
    for (size_t i = args->given_count; i-- > 0;)
        if (args->given[i].id == id)
            return args->given[i].value;
    return NULL;
}

bool tc_args_seconds(double *out, const tc_args *args, tc_option_id id, double fallback)
{
    const char *v = tc_args_value(args, id);
    *out = fallback;
    if (!v)
        return true;
    char *end;
    errno = 0;
    double n = strtod(v, &end);
    if (errno || end == v || *end || !(n >= 0 && n < 1e9)) {
        tc_say(_("%s: not a number of seconds"), v);
        return false;
    }
    *out = n;
    return true;
}

bool tc_args_size(size_t *out, const tc_args *args, tc_option_id id, size_t fallback)
{
    static const char units[] = "KMG";
    const char *v = tc_args_value(args, id);
    *out = fallback;
    if (!v)
        return true;
    char *end;
    errno = 0;
    unsigned long long n = strtoull(v, &end, 10);
    const char *unit = *end ? strchr(units, *end) : NULL;
    unsigned shift = unit ? 10 * (unsigned)(unit - units + 1) : 0;
    if (errno || v[0] < '0' || v[0] > '9' || (*end && (!unit || end[1])) || n == 0 ||
        n > (SIZE_MAX >> shift)) {
        tc_say(_("%s: not a size (bytes, or with K, M, G)"), v);
        return false;
    }
    *out = (size_t)n << shift;
    return true;
}

bool tc_args_count(unsigned *out, const tc_args *args, tc_option_id id, unsigned fallback,
                   unsigned most)
{
    const char *v = tc_args_value(args, id);
    *out = fallback;
    if (!v)
        return true;
    char *end;
    unsigned long n = strtoul(v, &end, 10);
    if (v[0] < '0' || v[0] > '9' || *end || n > most) {
        tc_say(_("%s: not a number from 0 to %u"), v, most);
        return false;
    }
    *out = (unsigned)n;
    return true;
}

bool tc_args_word(int *out, const tc_args *args, tc_option_id id, const char *const *words,
                  int fallback)
{
    const char *v = tc_args_value(args, id);
    *out = fallback;
    for (int i = 0; v && words[i]; i++) {
        if (strcmp(v, words[i]) == 0) {
            *out = i;
            return true;
        }
    }
    if (v)
        tc_say(_("%s: not understood here"), v);
    return !v;
}

/* ---- help --------------------------------------------------------------------------------- */

static void help_options(const tc_option *options)
{
    for (; options->id != TC_OPT_END; options++) {
        char left[64];
        snprintf(left, sizeof left, "%c%c%s--%s%s%s", options->letter ? '-' : ' ',
                 options->letter ? options->letter : ' ', options->letter ? ", " : "  ",
                 options->name, options->value ? " " : "",
                 options->value ? tc_said(options->value) : "");
        printf("  %-*s %s\n", tc_field_width(left, 26), left, tc_said(options->help));
    }
}

void tc_help_command(const tc_command *c)
{
    printf(_("usage: tracuu-index [-d DIR] %s [OPTION]...%s%s\n%s\n\n"), c->name,
           *c->operands ? " " : "", tc_said(c->operands), tc_said(c->summary));
    if (c->options)
        help_options(c->options);
    help_options(COMMON);
}

void tc_help_program(const tc_command *commands)
{
    puts(_("usage: tracuu-index [-d DIR] COMMAND [OPTION]... [OPERAND]...\n"
           "Keeps an index of documents for tracuu.\n"));
    for (; commands->name; commands++)
        printf("  %-10s %s\n", commands->name, tc_said(commands->summary));
    puts("");
    help_options(COMMON);
    puts(_("\ntracuu-index COMMAND --help shows a command's options."));
}
