/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/ole.h"

/* What stands in tables of sectors for "none": all from here on are no sector numbers. */
#define LAST_SECTOR 0xFFFFFFFAu
enum { HEADER = 512, IN_HEADER = 109, ENTRY = 128, NAME = 64 };

uint8_t tc_le8(tc_span s, size_t at)
{
    return at < s.len ? (uint8_t)s.ptr[at] : 0;
}

uint16_t tc_le16(tc_span s, size_t at)
{
    return (uint16_t)(tc_le8(s, at) | tc_le8(s, at + 1) << 8);
}

uint32_t tc_le32(tc_span s, size_t at)
{
    return tc_le16(s, at) | (uint32_t)tc_le16(s, at + 2) << 16;
}

tc_span tc_le_part(tc_span s, size_t from, size_t len)
{
    if (from >= s.len)
        return tc_span_make(s.ptr, 0);
    return tc_span_make(s.ptr + from, len < s.len - from ? len : s.len - from);
}

static tc_span sector_at(const tc_ole *o, uint32_t n)
{
    return n >= LAST_SECTOR ? tc_span_make(NULL, 0)
                            : tc_le_part(o->bytes, ((size_t)n + 1) * o->sector, o->sector);
}

/* The sectors of a chain, one behind the other, up to `most` bytes. A chain that runs in a circle
 * ends when it is longer than the file. */
static tc_span chain(const tc_ole *o, uint32_t first, size_t most)
{
    size_t len = 0, steps = 0;
    for (uint32_t n = first; n < o->fat_len && steps < o->fat_len && len < most; n = o->fat[n]) {
        len += sector_at(o, n).len;
        steps++;
    }
    len = len < most ? len : most;
    char *to = tc_arena_space(o->arena, len + 1, 1);
    size_t at = 0;
    for (uint32_t n = first; at < len && n < o->fat_len; n = o->fat[n]) {
        tc_span s = sector_at(o, n);
        size_t take = s.len < len - at ? s.len : len - at;
        if (!take)
            break;
        memcpy(to + at, s.ptr, take);
        at += take;
    }
    return tc_span_make(to, at);
}

static tc_span mini_chain(const tc_ole *o, uint32_t first, size_t most)
{
    size_t room = most < o->ministream.len ? most : o->ministream.len, at = 0;
    char *to = tc_arena_space(o->arena, room + 1, 1);
    for (uint32_t n = first; n < o->minifat_len && at < room; n = o->minifat[n]) {
        tc_span s = tc_le_part(o->ministream, (size_t)n * o->mini, o->mini);
        size_t take = s.len < room - at ? s.len : room - at;
        if (!take)
            break;
        memcpy(to + at, s.ptr, take);
        at += take;
    }
    return tc_span_make(to, at);
}

static uint32_t *numbers(tc_arena *a, tc_span s, size_t *len)
{
    *len = s.len / 4;
    uint32_t *out = tc_arena_space(a, *len + 1, sizeof *out);
    for (size_t i = 0; i < *len; i++)
        out[i] = tc_le32(s, 4 * i);
    return out;
}

/* The table of sectors stands in sectors of its own: the first 109 are named in the header, others
 * in a chain of lists whose last number is the next list. */
static void read_fat(tc_ole *o)
{
    size_t room = o->bytes.len / o->sector + 2, count = 0, per_list = o->sector / 4 - 1;
    uint32_t *sectors = tc_arena_space(o->arena, room + 1, sizeof *sectors);
    for (size_t i = 0; i < IN_HEADER && count < room; i++)
        sectors[count++] = tc_le32(o->bytes, 76 + 4 * i);
    uint32_t list = tc_le32(o->bytes, 68);
    for (size_t lists = 0; list < LAST_SECTOR && lists < room; lists++) {
        tc_span s = sector_at(o, list);
        for (size_t i = 0; i < per_list && 4 * i < s.len && count < room; i++)
            sectors[count++] = tc_le32(s, 4 * i);
        list = s.len ? tc_le32(s, 4 * per_list) : LAST_SECTOR;
    }
    char *to = tc_arena_space(o->arena, count * o->sector + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        tc_span s = sector_at(o, sectors[i]);
        if (!s.len)
            continue;
        memcpy(to + len, s.ptr, s.len);
        len += s.len;
    }
    o->fat = numbers(o->arena, tc_span_make(to, len), &o->fat_len);
}

bool tc_ole_open(tc_ole *o, tc_arena *arena, tc_span bytes)
{
    unsigned shift = tc_le16(bytes, 30), mini_shift = tc_le16(bytes, 32);
    *o = (tc_ole){.arena = arena, .bytes = bytes, .cutoff = tc_le32(bytes, 56)};
    if (!tc_span_starts(bytes, TC_SPAN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) || shift < 7 ||
        shift > 16 || mini_shift > shift || mini_shift < 4)
        return false;
    o->sector = 1u << shift;
    o->mini = 1u << mini_shift;
    read_fat(o);
    o->folder = chain(o, tc_le32(bytes, 48), bytes.len);
    tc_span minifat = chain(o, tc_le32(bytes, 60), bytes.len);
    o->minifat = numbers(arena, minifat, &o->minifat_len);
    if (o->folder.len < ENTRY)
        return false;
    o->ministream = chain(o, tc_le32(o->folder, 116), bytes.len);
    return true;
}

static bool is_called(tc_span entry, const char *name)
{
    size_t len = strlen(name);
    if (tc_le16(entry, NAME) != 2 * len + 2)
        return false;
    for (size_t i = 0; i < len; i++)
        if (tc_le16(entry, 2 * i) != (unsigned char)name[i])
            return false;
    return true;
}

/* Among the entries of a folder; 0, which is the root, when there is none. */
static uint32_t find(const tc_ole *o, uint32_t folder, uint8_t kind, const char *name)
{
    enum { DEEP = 64, CHILD = 76, LEFT = 68, RIGHT = 72 };
    uint32_t waiting[DEEP];
    size_t n = 0, count = o->folder.len / ENTRY, steps = 0;
    if (folder >= count)
        return 0;
    waiting[n++] = tc_le32(o->folder, (size_t)folder * ENTRY + CHILD); /* the tree of its entries */
    while (n && steps < count) {
        uint32_t i = waiting[--n];
        if (i >= count)
            continue;
        steps++;
        tc_span e = tc_le_part(o->folder, (size_t)i * ENTRY, ENTRY);
        if (tc_le8(e, 66) == kind && is_called(e, name))
            return i;
        for (size_t side = LEFT; side <= RIGHT && n < DEEP; side += 4)
            waiting[n++] = tc_le32(e, side);
    }
    return 0;
}

uint32_t tc_ole_folder(const tc_ole *o, uint32_t in, const char *name)
{
    enum { STORAGE = 1 };
    return find(o, in, STORAGE, name);
}

bool tc_ole_stream_in(tc_span *out, const tc_ole *o, uint32_t folder, const char *name)
{
    enum { STREAM = 2 };
    uint32_t i = find(o, folder, STREAM, name);
    if (!i)
        return false;
    tc_span e = tc_le_part(o->folder, (size_t)i * ENTRY, ENTRY);
    uint32_t first = tc_le32(e, 116), size = tc_le32(e, 120);
    *out = size < o->cutoff ? mini_chain(o, first, size) : chain(o, first, size);
    return true;
}

bool tc_ole_stream(tc_span *out, const tc_ole *o, const char *name)
{
    return tc_ole_stream_in(out, o, TC_OLE_ROOT, name);
}
