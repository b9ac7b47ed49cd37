/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program and its workers say to each other, over a SOCK_SEQPACKET socket: one message a
 * packet, a type byte and then varints and counted strings (base/varint.h).
 *
 *   to a worker    CHUNK dir          write into a new database there from now on
 *                  TAKE (stored path stamp told)...   take these files in
 *                  ANSWER yes...      to CLAIM
 *                  FINISH             close the database
 *   from a worker  CLAIM sha256...    may I take these contents? waits for ANSWER
 *                  RESULT (outcome bytes [reason stage detail])...    of the oldest TAKE
 *                  DONE               to FINISH
 *                  ERROR status text  the database cannot be written; the worker ends */
#ifndef TC_INDEXER_WIRE_H
#define TC_INDEXER_WIRE_H

#include "base/varint.h"

typedef enum {
    TC_WIRE_CHUNK = 'C',
    TC_WIRE_TAKE = 'T',
    TC_WIRE_ANSWER = 'A',
    TC_WIRE_FINISH = 'F',
    TC_WIRE_CLAIM = 'H',
    TC_WIRE_RESULT = 'R',
    TC_WIRE_DONE = 'D',
    TC_WIRE_ERROR = 'E'
} tc_wire_type;

typedef enum { TC_OUTCOME_ADDED, TC_OUTCOME_PUT_OFF, TC_OUTCOME_FAILED } tc_outcome;

/* More than any message has. Who cannot do without an answer reserves as much for what it sends,
 * before it begins. A file's paths are below 9,000 bytes: none is added to a TAKE that is FULL. */
enum { TC_WIRE_MAX = 1 << 16, TC_WIRE_FULL = 1 << 15, TC_WIRE_FILES = 16 /* of a TAKE */ };

/* Starts a message in the buffer. */
void tc_wire_start(tc_buf *, tc_wire_type);
/* False when the other side has gone. What memory did not suffice for is not sent: then the line is
 * cut, so that nobody waits for it. */
bool tc_wire_send(int fd, const tc_buf *);
/* Waits for a message and reads it into the buffer; the cursor stands behind its type. False when
 * the other side has gone or sends nonsense. */
bool tc_wire_receive(int fd, tc_buf *, tc_wire_type *, tc_cursor *);
/* Is there more in the message? */
bool tc_wire_more(const tc_cursor *);

#endif
