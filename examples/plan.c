/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a document on standard input and prints what it says as JSON; with a word as argument,
 * prints the keys of that word. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tracuu/tracuu.h>

static int print_keys(const char *word)
{
    tc_lib_text accent, folded;
    tc_lib_error error;
    if (tc_lib_keys(&accent, &folded, word, strlen(word), &error) != TC_LIB_OK) {
        fprintf(stderr, "plan: %s\n", error.message);
        return 2;
    }
    printf("%s %s\n", accent.data, folded.data);
    tc_lib_text_free(&accent);
    tc_lib_text_free(&folded);
    return 0;
}

static int print_plan(const char *text, size_t len)
{
    tc_lib *lib;
    tc_lib_text json;
    tc_lib_error error;
    if (tc_lib_new(&lib, &error) != TC_LIB_OK ||
        tc_lib_plan_json(&json, lib, text, len, &error) != TC_LIB_OK) {
        fprintf(stderr, "plan: %s\n", error.message);
        return 2;
    }
    puts(json.data);
    tc_lib_text_free(&json);
    tc_lib_free(lib);
    return 0;
}

int main(int argc, char **argv)
{
    static char text[1 << 20];
    if (argc > 1)
        return print_keys(argv[1]);
    return print_plan(text, fread(text, 1, sizeof text, stdin));
}
