/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that tools of others turn into words with places (words.c): PDF by pdftotext, pictures and
 * scans by tesseract. Where a tool is not installed, the error says which. */
#ifndef TC_EXTRACT_CONVERT_H
#define TC_EXTRACT_CONVERT_H

#include "base/buf.h"
#include "base/status.h"

typedef enum { TC_CONVERT_NOT, TC_CONVERT_PDF, TC_CONVERT_IMAGE } tc_convert_kind;

typedef struct {
    size_t memory, most; /* bytes: of a tool's addresses, of the words */
    double seconds;      /* for a tool's run; OCR has one a page */
    bool (*stopped)(void);
} tc_convert_limits;

/* By the first bytes. *mime: static; set when it is to be converted. */
tc_convert_kind tc_convert_kind_of(tc_span bytes, const char **mime);
/* The text layer of a PDF file; replaces what is in out. TC_ELOCKEDFILE, TC_EUNSUPPORTED (damaged,
 * or no pdftotext), and what tc_tool_run gives. */
tc_status tc_convert_pdf(tc_buf *out, tc_span bytes, const tc_convert_limits *, tc_error *);
/* Appends to them the fonts of words and where they are (word_fonts.h). */
tc_status tc_convert_pdf_fonts(tc_buf *out, tc_span bytes, const tc_convert_limits *, tc_error *);
/* What can be read from the picture of each page. TC_ENOTEXT when OCR cannot be
 * had here: the file waits. */
tc_status tc_convert_ocr(tc_buf *out, tc_span bytes, const tc_convert_limits *, tc_error *);

/* The Vietnamese of tesseract: is it here? */
bool tc_convert_has_ocr(void);

#endif
