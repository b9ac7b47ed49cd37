/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a program and its reader talk: frames of a type, a number and counted bytes. For extract/
 * itself. Both ends are one program on one machine, so the head is sent as it lies in memory. */
#ifndef TC_EXTRACT_FRAME_H
#define TC_EXTRACT_FRAME_H

#include "base/varint.h"
#include "extract/extract.h"

/* READ: options, name, bytes of a file. TEXT: what was read. ERROR: status and message. MEMBER: a
 * file inside; any number of them before TEXT or ERROR. */
typedef enum {
    TC_FRAME_READ = 'R',
    TC_FRAME_MEMBER = 'M',
    TC_FRAME_TEXT = 'T',
    TC_FRAME_ERROR = 'E'
} tc_frame_type;

#define TC_STATUS_LAST TC_ENOTEXT
#define TC_FRAME_MAGIC 0x54436672u
typedef struct {
    uint32_t magic, type;
    uint64_t serial, length;
} tc_frame_head;

/* Blocking. False when the other side has gone or talks nonsense; a frame over `most` is that. */
bool tc_frame_write(int fd, tc_frame_type, uint64_t serial, tc_span body);
bool tc_frame_read(int fd, tc_frame_head *, tc_buf *body, size_t most);

/* The file's bytes follow the question's fields, the text follows the answer's. */
void tc_frame_put_question(tc_buf *, tc_span name, const tc_extract_options *);
/* members: are the files inside asked for? */
bool tc_frame_get_question(tc_cursor *, tc_arena *, tc_span *name, tc_extract_options *,
                           bool *members);
void tc_frame_put_answer(tc_buf *, const tc_extracted *);
/* Copies into the arena; call inside a TC_ARENA_CATCH. NULL when it makes no sense. */
tc_extracted *tc_frame_get_answer(tc_cursor *, tc_arena *);
void tc_frame_put_member(tc_buf *, const tc_member *);
/* Copies into the arena, as above. */
bool tc_frame_get_member(tc_cursor *, tc_arena *, tc_member *);
void tc_frame_put_error(tc_buf *, tc_status, const tc_error *);
tc_status tc_frame_get_error(tc_cursor *, tc_error *);

#endif
