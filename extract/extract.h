/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File bytes -> text. One reader for each format in a table (formats.def); the type is found by
 * content, the name is a hint. More formats come by adding a row and a reader. */
#ifndef TC_EXTRACT_EXTRACT_H
#define TC_EXTRACT_EXTRACT_H

#include "base/arena.h"
#include "base/status.h"

/* Pictures of text, when OCR can be had: only where there is no text, never, or always. */
typedef enum { TC_OCR_AUTO, TC_OCR_OFF, TC_OCR_FORCE } tc_ocr;

/* Which text of a document with tracked changes is read. Of both, what was taken out stands as
 * [-so-] and what was put in as {+so+}. */
typedef enum { TC_CHANGES_FINAL, TC_CHANGES_ORIGINAL, TC_CHANGES_BOTH } tc_tracked_changes;

/* A file inside of a file (zip, e-mail); its spans live during the call. */
typedef struct {
    tc_span name;     /* UTF-8, "/" between folders; unique in its container */
    tc_span bytes;    /* empty when it could not be unpacked */
    tc_status status; /* TC_OK, or why not */
    tc_span why;
} tc_member;
/* A status other than TC_OK ends the reading and is returned. */
typedef tc_status (*tc_member_fn)(const tc_member *, void *context, tc_error *);

#define TC_EXTRACT_MAX_TEXT ((size_t)1 << 30)
#define TC_EXTRACT_MAX_MEMBERS ((size_t)256 << 20)

/* Carried to other processes by frame.c, where each field but the callback has its line. */
typedef struct {
    const char *charset; /* NULL: detect */
    size_t max_text;     /* ceiling on the text in bytes; 0: TC_EXTRACT_MAX_TEXT */
    tc_tracked_changes tracked_changes;
    tc_ocr ocr;             /* of apart.h: OCR is other programs */
    tc_member_fn on_member; /* gets the files inside, in their order; NULL: they are passed over */
    void *member_context;
    size_t max_members; /* ceiling on their bytes in all; 0: TC_EXTRACT_MAX_MEMBERS */
} tc_extract_options;

/* All spans in the caller's arena, or static. Carried between processes by frame.c as well. */
typedef struct {
    tc_span text;        /* source text: well-formed UTF-8, LF or CR LF as the file had them */
    size_t *page_starts; /* NULL when the format has no pages */
    size_t page_count;
    tc_span mime, charset;
    tc_span *warnings; /* "3 bytes could not be decoded", "binary noise skipped" */
    size_t warning_count;
    bool container;      /* only its members are documents, the text is empty */
    size_t member_count; /* files inside, whether read or not */
} tc_extracted;

/* name: the path or another hint, may be empty. TC_EUNSUPPORTED: no reader for this content (the
 * message says what it looks like); TC_EUTF8: text that cannot be made sense of; TC_ETOOBIG. An
 * empty file gives empty text and a warning. Reads here and now whatever the format: for files of
 * others use tc_apart_extract (apart.h). */
tc_status tc_extract(tc_extracted **out, tc_arena *, tc_span bytes, tc_span name,
                     const tc_extract_options *, tc_error *);

#endif
