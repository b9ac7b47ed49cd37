/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored bytes made small: zstd, both sides knowing beforehand what plans have in common. */
#ifndef TC_STORE_PACK_H
#define TC_STORE_PACK_H

#include "base/arena.h"
#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { TC_PACKS = 2 }; /* for short ones, for long ones */

/* What it takes to pack or unpack is made at first use, and kept. */
typedef struct {
    struct ZSTD_CCtx_s *pack[TC_PACKS];
    struct ZSTD_DCtx_s *unpack;
} tc_packer;

/* Starts from all zero. */
void tc_packer_release(tc_packer *);
/* Instead of what is in the buffer. TC_ENOMEM. */
tc_status tc_pack(tc_packer *, tc_buf *out, tc_span, tc_error *);
/* Into the arena. TC_ECORRUPT when the bytes were not packed so, or have more than most in them. */
tc_status tc_unpack(tc_packer *, tc_span *out, tc_arena *, tc_span packed, size_t most, tc_error *);

#ifdef __cplusplus
}
#endif
#endif
