/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File bytes -> text. One reader for each format in a table (formats.def); the type is found by
 * content, the name is a hint. More formats come by adding a row and a reader. */
#ifndef TC_EXTRACT_EXTRACT_H
#define TC_EXTRACT_EXTRACT_H

#include "base/arena.h"
#include "base/status.h"

typedef struct {
    const char *charset; /* NULL: detect */
    size_t max_text;     /* ceiling on the text in bytes; 0: 1 GiB */
} tc_extract_options;

/* All spans in the caller's arena, or static. */
typedef struct {
    tc_span text;        /* source text: well-formed UTF-8, LF or CR LF as the file had them */
    size_t *page_starts; /* NULL when the format has no pages */
    size_t page_count;
    tc_span mime, charset;
    tc_span *warnings; /* "3 bytes could not be decoded", "binary noise skipped" */
    size_t warning_count;
} tc_extracted;

/* name: the path or another hint, may be empty. TC_EUNSUPPORTED: no reader for this content (the
 * message says what it looks like); TC_EUTF8: text that cannot be made sense of; TC_ETOOBIG. An
 * empty file gives empty text and a warning. */
tc_status tc_extract(tc_extracted **out, tc_arena *, tc_span bytes, tc_span name,
                     const tc_extract_options *, tc_error *);

#endif
