/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --queries: many questions in one process, one a line. */
#ifndef TC_QUERY_LINES_H
#define TC_QUERY_LINES_H

#include "query/app.h"

/* Answers one line: app->words is its text, app->query_no its number. What is allocated in
 * app->arena meanwhile goes with the line. */
typedef tc_status (*tc_line_fn)(void *context, tc_app *);
/* Each line of the file in turn, but empty ones. 0, or the exit status of what failed and was told.
 */
int tc_each_line(tc_app *, tc_line_fn, void *context);

/* Asks what q is of the line, by a function that asks q: a line that does not parse is taken as
 * plain words, since one odd line must not cost the others; one that cannot be asked at all is
 * told and leaves *answered false. */
tc_status tc_ask_line(bool *answered, tc_app *, tc_question *q, tc_line_fn ask, void *context);

#endif
