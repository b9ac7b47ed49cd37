/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints all that an index knows of the best answer to a question, as JSON:
 *
 *     document INDEX QUESTION
 */
#include <stdio.h>
#include <string.h>
#include <tracuu/tracuu.h>

static int fail(const tc_lib_error *e)
{
    fprintf(stderr, "document: %s\n", e->message);
    return e->status == TC_LIB_NOT_FOUND ? 4 : 2;
}

static int print_best(tc_lib_index *index, const char *question)
{
    tc_lib_answer *answer;
    tc_lib_text json;
    tc_lib_error error;
    const tc_lib_question asked = {.text = question, .len = strlen(question), .limit = 1};
    if (tc_lib_search(&answer, index, &asked, &error) != TC_LIB_OK)
        return fail(&error);
    if (answer->count == 0) {
        tc_lib_answer_free(answer);
        return 1;
    }
    int status = 0;
    if (tc_lib_document_json(&json, index, answer->hits[0].document, &error) == TC_LIB_OK) {
        puts(json.data);
        tc_lib_text_free(&json);
    } else
        status = fail(&error);
    tc_lib_answer_free(answer);
    return status;
}

int main(int argc, char **argv)
{
    tc_lib_index *index;
    tc_lib_error error;
    if (argc != 3) {
        fputs("usage: document INDEX QUESTION\n", stderr);
        return 2;
    }
    const char *dirs[] = {argv[1]};
    if (tc_lib_index_open(&index, dirs, 1, &error) != TC_LIB_OK)
        return fail(&error);
    int status = print_best(index, argv[2]);
    tc_lib_index_free(index);
    return status;
}
