/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fonts that words of a PDF file are in, for the fonts before Unicode: pdftotext gives words
 * in the order of reading, pdftohtml -xml tells where which font is. For extract/ itself. */
#ifndef TC_EXTRACT_WORD_FONTS_H
#define TC_EXTRACT_WORD_FONTS_H

#include "extract/internal.h"

/* Stands before what pdftohtml writes, behind the words. */
#define TC_FONTS_MAGIC "\n%TC-FONTS\n"

typedef struct {
    double x0, y0, x1, y1; /* points, y downwards */
} tc_word_place;

typedef struct {
    tc_word_place place;
    const char *charset; /* NULL: Unicode */
} tc_font_run;

typedef struct {
    tc_extraction *x;
    TC_VEC(const char *) charsets; /* of fonts by their number */
    TC_VEC(tc_font_run) runs;
    TC_VEC(size_t) pages; /* the first run of each */
    size_t near;          /* the run found last */
    const char *last;     /* charset of the letter before */
} tc_word_fonts;

/* False when no word is in a font before Unicode. */
bool tc_word_fonts_read(tc_word_fonts *, tc_extraction *, tc_span xml);
/* A word of the nth page in Unicode, in the arena or as it came. Uses x->text; tells the charset to
 * tc_extract_saw_charset. */
tc_span tc_word_fonts_decode(tc_word_fonts *, size_t page, const tc_word_place *, tc_span word);

#endif
