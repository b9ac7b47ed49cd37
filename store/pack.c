/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/pack.h"

#include <zstd.h>

/* Of short ones 3 makes 3 % more than 4, and 5 takes twice as long to make 3 % less; from SHORT
 * bytes on 3 makes no more than 4 does, in five sixths of the time. */
enum { SHORT = 16 << 10 };
static const int levels[TC_PACKS] = {4, 3};

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
    for (size_t i = 0; i < TC_PACKS; i++)
        ZSTD_freeCCtx(p->pack[i]);
    ZSTD_freeDCtx(p->unpack);
    *p = (tc_packer){{NULL}, NULL};
}

static ZSTD_CCtx *start_packing(tc_packer *p, size_t which)
{
    if (p->pack[which])
        return p->pack[which];
    ZSTD_CCtx *pack = ZSTD_createCCtx();
    if (pack &&
        !ZSTD_isError(ZSTD_CCtx_setParameter(pack, ZSTD_c_compressionLevel, levels[which])) &&
        !ZSTD_isError(ZSTD_CCtx_setParameter(pack, ZSTD_c_dictIDFlag, 0)) &&
        !ZSTD_isError(ZSTD_CCtx_loadDictionary(pack, tc_stock, stock_size())))
        return p->pack[which] = pack;
    ZSTD_freeCCtx(pack);
    return NULL;
}

tc_status tc_pack(tc_packer *p, tc_buf *out, tc_span data, tc_error *err)
{
    size_t most = ZSTD_compressBound(data.len);
    tc_buf_reset(out);
    ZSTD_CCtx *pack = start_packing(p, data.len >= SHORT);
    char *room = pack ? tc_buf_reserve(out, most) : NULL;
    size_t len = room ? ZSTD_compress2(pack, room, most, data.ptr, data.len) : 0;
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
