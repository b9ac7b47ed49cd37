/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of extract/ share. Nothing outside includes this. */
#ifndef TC_EXTRACT_INTERNAL_H
#define TC_EXTRACT_INTERNAL_H

#include <errno.h>

#include "base/buf.h"
#include "extract/extract.h"
#include "text/decode.h"

/* One file on its way to text. Readers run inside the arena catch of tc_extract, so what is not in
 * the arena must be one of the buffers here, which tc_extract releases. */
typedef struct {
    tc_span bytes, name;
    tc_span head; /* the first bytes without NULs, so that UTF-16 shows its ASCII: for sniffing */
    const char *charset;               /* asked for by the caller, or NULL */
    const tc_extract_options *options; /* the caller's, or the defaults */
    tc_arena *arena;
    tc_buf decoded, text;
    tc_extracted *out; /* mime is set before the reader runs */
    size_t warning_cap;
    struct {
        const char *name;
        size_t letters;
    } seen[4]; /* charsets of fonts before Unicode, those that are there first */
} tc_extraction;

typedef enum { TC_SNIFF_NO, TC_SNIFF_POSSIBLE, TC_SNIFF_SURE } tc_sniff;

/* tc_sniff_* and tc_read_* of every format */
#define FORMAT(MIME, EXTENSIONS, SNIFF, READ, WHERE) \
    tc_sniff SNIFF(const tc_extraction *);           \
    tc_status READ(tc_extraction *, tc_error *);
#include "extract/formats.def"
#undef FORMAT

/* libarchive and expat tell a want of memory as one damage or another; that malloc() failed can be
 * seen in errno, which is to be 0 before they are called. */
static inline bool tc_extract_starved(void)
{
    return errno == ENOMEM;
}

/* Is it of a format that may be read in the indexer itself, or of none at all? */
bool tc_extract_is_simple(tc_arena *, tc_span bytes, tc_span name);
void tc_extract_warn(tc_extraction *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* So many bytes of text were in a font of this charset (tc_charset_of_font). */
void tc_extract_saw_charset(tc_extraction *, const char *charset, size_t letters);
/* The charset that most of them were in becomes that of the file, with a warning when there are
 * several; false when none was seen. */
bool tc_extract_settle_charset(tc_extraction *);
/* Decodes all bytes into x->decoded, well-formed and without NULs; sets charset and warnings.
 * Refuses what is no text: TC_EUNSUPPORTED "binary data", TC_EUTF8. */
tc_status tc_extract_decode(tc_extraction *, const char *charset, tc_error *);

/* The encoding that a page names for itself, as a name that text/decode.h knows or at least has
 * the form of one; NULL when it names none. In the arena, or static. */
const char *tc_html_charset(tc_arena *, tc_span head);
/* A character reference at s.ptr[pos] == '&': its length, and the code point; 0 when it is none. */
size_t tc_html_entity(tc_span s, size_t pos, uint32_t *cp);
/* The value of an attribute in the inside of a tag ("p class=a style='b'"); empty when absent. */
tc_span tc_html_attribute(tc_span tag, const char *name);

#endif
