/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a file failed, and what was odd about it, is stored in English (records are the same in
 * every language) and told in the reader's: the sentence is recognised by its form, and what fills
 * its gaps is carried over. A sentence that is not known stays English. */
#ifndef TC_BASE_RETELL_H
#define TC_BASE_RETELL_H

#include "base/arena.h"

/* Lives in the arena or the catalogue. Arena memory: see base/arena.h. */
const char *tc_retell(tc_arena *, tc_span stored);

#endif
