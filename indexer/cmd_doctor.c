/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/json.h"
#include "extract/ability.h"
#include "extract/sandbox.h"
#include "indexer/commands.h"
#include "indexer/message.h"
#include "indexer/run.h"

static const tc_option OPTIONS[] = {
    {TC_OPT_FORMAT, 'f', "format", N_("FORMAT"), N_("text (default) or jsonl")},
    {TC_OPT_END, 0, NULL, NULL, NULL},
};

static void print_words(tc_json *j, const char *key, const char *words)
{
    tc_json_key(j, key);
    tc_json_array(j);
    for (tc_span rest = tc_span_str(words); rest.len;) {
        size_t blank = tc_span_find(rest, TC_SPAN(" "));
        size_t len = blank == SIZE_MAX ? rest.len : blank;
        tc_json_string(j, tc_span_sub(rest, 0, len));
        rest = tc_span_sub(rest, blank == SIZE_MAX ? len : len + 1, rest.len);
    }
    tc_json_end_array(j);
}

static void print_record(const tc_ability *a)
{
    tc_buf line;
    tc_json j;
    tc_buf_init(&line, 0);
    tc_json_init(&j, &line);
    tc_json_object(&j);
    tc_json_kint(&j, "v", 1);
    tc_json_kstring(&j, "type", TC_SPAN("ability"));
    tc_json_kstring(&j, "format", tc_span_str(a->format));
    print_words(&j, "extensions", a->extensions);
    tc_json_key(&j, "reads");
    tc_json_bool(&j, a->lacks == NULL);
    tc_json_kstring_or_null(&j, "by", a->by);
    tc_json_kstring_or_null(&j, "lacks", tc_span_str(a->lacks));
    tc_json_end_object(&j);
    tc_print_json(&line);
    tc_buf_release(&line);
}

static void print_line(const tc_ability *a)
{
    printf("%-3s  %-14s %s", a->lacks ? _("no") : _("yes"), a->extensions, a->format);
    if (a->lacks)
        printf(_("  (install %s)"), a->lacks);
    else if (!tc_span_empty(a->by))
        printf("  (%.*s)", (int)a->by.len, a->by.ptr);
    putchar('\n');
}

/* What readers are shut in by: a kernel without it still has the ceilings on memory and time. */
static void print_sandbox(void)
{
    tc_sandbox_state s = tc_sandbox_probe();
    printf("\n%s: ", _("readers are shut in by"));
    if (s.landlock)
        printf("Landlock %d, ", s.landlock);
    puts(s.seccomp ? "seccomp" : _("nothing but limits on memory and time"));
}

static int show(tc_arena *arena, int format)
{
    tc_ability *list;
    size_t count, lacking = 0;
    tc_error err = TC_ERROR_INIT;
    tc_status st = tc_abilities(&list, &count, arena, &err);
    if (st != TC_OK)
        return tc_say_error(&err);
    for (size_t i = 0; i < count; i++) {
        lacking += list[i].lacks != NULL;
        if (format == TC_FORMAT_JSONL)
            print_record(&list[i]);
        else
            print_line(&list[i]);
    }
    if (format != TC_FORMAT_JSONL)
        print_sandbox();
    int status = tc_finish_output();
    return status || !lacking ? status : TC_EXIT_PARTIAL;
}

static int run(const tc_args *args)
{
    static const char *const formats[] = {"text", "jsonl", NULL};
    int format;
    tc_arena arena;
    if (!tc_args_word(&format, args, TC_OPT_FORMAT, formats, TC_FORMAT_TEXT))
        return TC_EXIT_TROUBLE;
    tc_arena_init(&arena);
    int status = show(&arena, format);
    tc_arena_release(&arena);
    return status;
}

const tc_command tc_command_doctor = {"doctor", "", N_("say what this machine can read"), OPTIONS,
                                      run};
