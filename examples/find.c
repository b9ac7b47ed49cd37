/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks an index, and says which number a question is:
 *
 *     cc find.c $(pkg-config --cflags --libs tracuu) -o find
 *     find INDEX QUESTION
 */
#include <stdio.h>
#include <string.h>
#include <tracuu/tracuu.h>

static int fail(const tc_lib_error *e)
{
    fprintf(stderr, "find: %s\n", e->message);
    return e->status == TC_LIB_NOT_FOUND ? 4 : 2;
}

static void tell_number(const char *question)
{
    tc_lib *lib;
    tc_lib_number *number;
    if (tc_lib_new(&lib, NULL) != TC_LIB_OK)
        return;
    if (tc_lib_number_read(&number, lib, question, strlen(question), NULL) == TC_LIB_OK) {
        printf("%s is number %u of %s, type %s\n", number->key, (unsigned)number->serial,
               number->organ, number->type);
        tc_lib_number_free(number);
    }
    tc_lib_free(lib);
}

int main(int argc, char **argv)
{
    tc_lib_index *index;
    tc_lib_answer *answer;
    tc_lib_error error;
    if (argc != 3) {
        fputs("usage: find INDEX QUESTION\n", stderr);
        return 2;
    }
    const char *dirs[] = {argv[1]};
    if (tc_lib_index_open(&index, dirs, 1, &error) != TC_LIB_OK)
        return fail(&error);
    tell_number(argv[2]);
    const tc_lib_question question = {
        .text = argv[2], .len = strlen(argv[2]), .limit = 3, .passages = 1};
    if (tc_lib_search(&answer, index, &question, &error) != TC_LIB_OK) {
        tc_lib_index_free(index);
        return fail(&error);
    }
    printf("%s%llu of %llu documents\n", answer->exact ? "" : "about ",
           (unsigned long long)answer->matched, (unsigned long long)tc_lib_index_documents(index));
    for (size_t i = 0; i < answer->count; i++) {
        const tc_lib_hit *hit = &answer->hits[i];
        printf("%s | %s | %s | %s\n", hit->number, hit->date, hit->issuer, hit->path);
        for (size_t k = 0; k < hit->passage_count; k++)
            printf("  %s %s\n", hit->passages[k].section, hit->passages[k].text);
    }
    int status = answer->count ? 0 : 1;
    tc_lib_answer_free(answer);
    tc_lib_index_free(index);
    return status;
}
