/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message as it is read, whatever file it comes in (eml.c, msg.c): its text, its attachments as
 * files inside, the fields that people see. For extract/ itself. */
#ifndef TC_EXTRACT_MESSAGE_H
#define TC_EXTRACT_MESSAGE_H

#include "extract/internal.h"

typedef struct {
    tc_extraction *x;
    size_t attached, members_left;
    TC_VEC(tc_span) names; /* of attachments */
} tc_message;

void tc_message_init(tc_message *, tc_extraction *);
/* Text on lines of its own; UTF-8. */
void tc_message_add(tc_message *, tc_span text);
/* A part of text by the reader of its format. charset: as the message says; may be empty. */
tc_status tc_message_read(tc_message *, tc_span bytes, bool html, tc_span charset, tc_error *);
tc_status tc_message_attach(tc_message *, tc_span name, tc_span bytes, tc_error *);
void tc_message_finish(tc_message *);

#endif
