/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compound files: the folders and streams that old Office formats keep in one file ([MS-CFB]). For
 * extract/ itself. */
#ifndef TC_EXTRACT_OLE_H
#define TC_EXTRACT_OLE_H

#include "base/arena.h"

enum { TC_OLE_ROOT = 0 };

typedef struct {
    tc_arena *arena;
    tc_span bytes;
    uint32_t sector, mini; /* sizes in bytes */
    uint32_t cutoff;       /* shorter streams are kept in mini sectors */
    uint32_t *fat, *minifat;
    size_t fat_len, minifat_len;
    tc_span folder, ministream; /* the directory; what mini sectors are cut of */
} tc_ole;

/* False when it is none, or too damaged to find anything in it. */
bool tc_ole_open(tc_ole *, tc_arena *, tc_span bytes);
/* A stream in the outermost folder, copied into the arena; false when there is none. Of a damaged
 * file it may end early. */
bool tc_ole_stream(tc_span *out, const tc_ole *, const char *name);
/* The same in another folder. */
bool tc_ole_stream_in(tc_span *out, const tc_ole *, uint32_t folder, const char *name);
/* A folder in a folder; TC_OLE_ROOT when there is none. */
uint32_t tc_ole_folder(const tc_ole *, uint32_t in, const char *name);

/* Little-endian numbers at an offset; 0 behind the end. */
uint32_t tc_le32(tc_span, size_t at);
uint16_t tc_le16(tc_span, size_t at);
uint8_t tc_le8(tc_span, size_t at);
/* The part of it that is there; empty when from is behind its end. */
tc_span tc_le_part(tc_span, size_t from, size_t len);

#endif
