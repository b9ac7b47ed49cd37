/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checksum behind stored bytes. Xapian's tables have none: a bit that a disk has lost would be
 * taken for what was written. It tells damage, not malice. */
#ifndef TC_BASE_SEAL_H
#define TC_BASE_SEAL_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { TC_SEAL = 8 }; /* bytes of it */

uint64_t tc_checksum(tc_span);
/* Appends the checksum of what is in the buffer, and of the key that it is found by (or empty). */
void tc_seal(tc_buf *, tc_span key);
/* Writes the checksum of bytes that were changed into their last TC_SEAL ones; no key. */
void tc_seal_anew(char *data, size_t len);
/* Takes the checksum off the end; false when it is not that of the rest and the key. */
bool tc_unseal(tc_span *, tc_span key);

#ifdef __cplusplus
}
#endif
#endif
