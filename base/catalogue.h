/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said to people, in their language. Messages are English in the code, inside _() or as
 * the format of tc_fail(); po/ has the translations. Field names, codes, keys and words of the
 * command line are the same in every language and never go through here. */
#ifndef TC_BASE_CATALOGUE_H
#define TC_BASE_CATALOGUE_H

#include <libintl.h>
#include <stdbool.h>

#define TC_TEXT_DOMAIN "tracuu"
#define _(text) dgettext(TC_TEXT_DOMAIN, text) /* says it in the reader's language */
#define N_(text) text                          /* for tables: marks it, tc_said() says it */

/* For programs, first thing: takes the language from the environment and finds the catalogues: of
 * the build tree or the installed tree that the program runs from, else TC_LOCALEDIR. Only
 * messages change: numbers, dates and bytes stay as in the C locale. */
void tc_catalogue_open(void);

/* A message that stands in a table, "" included. Owned by the catalogue. */
const char *tc_said(const char *text);

/* What errno means: in English, the same in every locale; and in the reader's language. */
const char *tc_errno_text(int errnum);
const char *tc_errno_said(int errnum);

/* The width for printf's %-*s that makes the UTF-8 text fill so many cells. */
int tc_field_width(const char *text, int cells);

#endif
