/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fuzz targets share. A target aborts when a promise is broken; the sanitizers see to the
 * rest. */
#ifndef TC_FUZZ_H
#define TC_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PROMISE(cond)                                                          \
    do {                                                                       \
        if (!(cond)) {                                                         \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #cond); \
            abort();                                                           \
        }                                                                      \
    } while (0)

static inline bool well_formed(tc_span s)
{
    return tc_utf8_valid_prefix(s) == s.len;
}

static inline bool on_border(tc_span text, size_t at)
{
    return at <= text.len && (at == text.len || ((unsigned char)text.ptr[at] & 0xC0) != 0x80);
}

#endif
