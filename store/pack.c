/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/pack.h"

#include <zstd.h>

/* 5 makes plans 3 % shorter and takes twice as long. */
enum { LEVEL = 4 };

/* store/stock.txt: lines of our own sample plans. In front of it, how often which symbols come in
 * their records (tests/bench/bench_stock.c makes that): short ones need not tell. Both go with the
 * schema version: with others nothing can be unpacked any more. */
extern const char tc_stock[], tc_stock_end[];
__asm__(".pushsection .rodata\n"
        ".hidden tc_stock\n.hidden tc_stock_end\n"
        ".globl tc_stock\n.globl tc_stock_end\n"
        "tc_stock: .incbin \"store/stock.head\"\n"
        ".incbin \"store/stock.txt\"\n"
        "tc_stock_end:\n"
        ".popsection");

static size_t stock_size(void)
{
    return (size_t)(tc_stock_end - tc_stock);
}

void tc_packer_release(tc_packer *p)
{
    ZSTD_freeCCtx(p->pack);
    ZSTD_freeDCtx(p->unpack);
    *p = (tc_packer){NULL, NULL};
}

static bool start_packing(tc_packer *p)
{
    if (p->pack)
        return true;
    p->pack = ZSTD_createCCtx();
    if (p->pack && !ZSTD_isError(ZSTD_CCtx_setParameter(p->pack, ZSTD_c_compressionLevel, LEVEL)) &&
        !ZSTD_isError(ZSTD_CCtx_setParameter(p->pack, ZSTD_c_dictIDFlag, 0)) &&
        !ZSTD_isError(ZSTD_CCtx_loadDictionary(p->pack, tc_stock, stock_size())))
        return true;
    ZSTD_freeCCtx(p->pack);
    p->pack = NULL;
    return false;
}

tc_status tc_pack(tc_packer *p, tc_buf *out, tc_span data, tc_error *err)
{
    size_t most = ZSTD_compressBound(data.len);
    tc_buf_reset(out);
    char *room = start_packing(p) ? tc_buf_reserve(out, most) : NULL;
    size_t len = room ? ZSTD_compress2(p->pack, room, most, data.ptr, data.len) : 0;
    if (!room || ZSTD_isError(len))
        return tc_fail(err, TC_ENOMEM, "no memory for a document");
    out->len += len;
    return TC_OK;
}

static bool start_unpacking(tc_packer *p)
{
    if (p->unpack)
        return true;
    p->unpack = ZSTD_createDCtx();
    if (p->unpack && !ZSTD_isError(ZSTD_DCtx_loadDictionary(p->unpack, tc_stock, stock_size())))
        return true;
    ZSTD_freeDCtx(p->unpack);
    p->unpack = NULL;
    return false;
}

tc_status tc_unpack(tc_packer *p, tc_span *out, tc_arena *arena, tc_span packed, size_t most,
                    tc_error *err)
{
    unsigned long long len = ZSTD_getFrameContentSize(packed.ptr, packed.len);
    if (len > most) /* as it is when it cannot be told */
        return tc_fail(err, TC_ECORRUPT, "a stored record does not decode");
    tc_arena_catch guard;
    if (!start_unpacking(p) || TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to read an index record");
    char *bytes = tc_arena_space(arena, (size_t)len + 1, 1);
    tc_arena_uncatch(arena, &guard);
    if (ZSTD_decompressDCtx(p->unpack, bytes, (size_t)len, packed.ptr, packed.len) != len)
        return tc_fail(err, TC_ECORRUPT, "a stored record does not decode");
    bytes[len] = '\0';
    *out = tc_span_make(bytes, (size_t)len);
    return TC_OK;
}
