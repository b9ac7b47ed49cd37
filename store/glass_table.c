/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A B-tree of blocks. A block: its revision (4 bytes), level (1), twice what is free (2 each), the
 * end of its directory (2), the directory: where each item is (2 each), free room, items. Numbers
 * are big-endian. A leaf's item: its length less 3 with three flags on top (2), the key's length,
 * the key, which part of the tag it is (2; not in the first), the tag. A branch's: number of a
 * block (4), the key's length, the key from which on all is in that block, the part (2). Since keys
 * come in order, a block is written when it is full and never touched again. */
#include "store/glass_table.h"

#include <errno.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/varint.h"

enum {
    HEAD = TC_GLASS_HEAD,
    ENTRY = 2, /* bytes of its entries */
    ITEM_MAX = (TC_GLASS_BLOCK - HEAD - 4 * ENTRY) / 4,
    PART_MAX = 0xFFFF,
    FILL_LEAST = 34, /* bytes besides a key's length: less of a tag is not worth an item */
    COMPRESSED = TC_GLASS_COMPRESSED,
    LAST = TC_GLASS_LAST,
    FIRST = TC_GLASS_FIRST,
    LEVEL = 1,         /* of deflating */
    AT_ONCE = 1 << 18, /* bytes written */
};

/* A key as branches have it: which part of the tag is meant tells equal ones apart. */
typedef struct {
    size_t len;
    unsigned part;
    char bytes[TC_GLASS_KEY_MAX]; /* behind len: anything */
} place;

static void set_place(place *p, tc_span key, unsigned part)
{
    p->len = key.len;
    p->part = part;
    memcpy(p->bytes, key.ptr, key.len);
}

typedef struct {
    unsigned char bytes[TC_GLASS_BLOCK];
    size_t dir_end, items; /* items: where the lowest begins */
    place from;            /* all in this block is at or behind this */
} block;

struct tc_glass_table {
    FILE *file;
    char *buffer; /* of the file; or NULL: its own small one */
    char *path;
    tc_glass_tags tags;
    uint32_t written; /* blocks */
    uint64_t entries;
    unsigned top;                   /* level */
    block *levels[TC_GLASS_LEVELS]; /* those being filled; 0: the leaf */
    place last;                     /* in the leaf */
    struct libdeflate_compressor *deflater;
    tc_buf deflated;
};

/* ---- blocks ------------------------------------------------------------------------------- */

static void put2(unsigned char *at, size_t value)
{
    at[0] = (unsigned char)(value >> 8);
    at[1] = (unsigned char)value;
}

static void put4(unsigned char *at, uint32_t value)
{
    put2(at, value >> 16);
    put2(at + 2, value & 0xFFFF);
}

static void start_block(block *b, unsigned level, const place *from)
{
    memset(b->bytes, 0, sizeof b->bytes);
    put4(b->bytes, TC_GLASS_REVISION);
    b->bytes[TC_GLASS_LEVEL_AT] = (unsigned char)level;
    b->dir_end = HEAD;
    b->items = TC_GLASS_BLOCK;
    b->from = *from;
}

static size_t room(const block *b)
{
    return b->items - b->dir_end;
}

/* Where the item goes; there is room for it. */
static unsigned char *add_item(block *b, size_t size)
{
    b->items -= size;
    put2(b->bytes + b->dir_end, b->items);
    b->dir_end += ENTRY;
    return b->bytes + b->items;
}

static tc_status write_block(tc_glass_table *t, block *b, tc_error *err)
{
    put2(b->bytes + TC_GLASS_FREE_AT, room(b));
    put2(b->bytes + TC_GLASS_FREE_AT + 2, room(b));
    put2(b->bytes + TC_GLASS_DIR_END_AT, b->dir_end);
    if (t->written == UINT32_MAX)
        return tc_fail(err, TC_ETOOBIG, "%s: too large", t->path);
    if (fwrite(b->bytes, sizeof b->bytes, 1, t->file) != 1)
        return tc_fail_errno(err, TC_EIO, errno, "cannot write %s", t->path);
    t->written++;
    return TC_OK;
}

static tc_status new_level(tc_glass_table *t, unsigned level, tc_error *err)
{
    static const place start = {0};
    if (level >= TC_GLASS_LEVELS)
        return tc_fail(err, TC_ETOOBIG, "%s: too large", t->path);
    t->levels[level] = malloc(sizeof *t->levels[level]);
    if (!t->levels[level])
        return tc_fail(err, TC_ENOMEM, "no memory to write %s", t->path);
    start_block(t->levels[level], level, &start);
    t->top = level;
    return TC_OK;
}

static tc_status close_block(tc_glass_table *t, unsigned level, const place *next, tc_error *err);

/* The block of this number, with all from that place on, into the branch of that level. */
static tc_status add_branch(tc_glass_table *t, unsigned level, const place *from, uint32_t number,
                            tc_error *err)
{
    size_t size = 4 + 1 + from->len + 2;
    tc_status st = t->levels[level] ? TC_OK : new_level(t, level, err);
    if (st == TC_OK && room(t->levels[level]) < size + ENTRY)
        st = close_block(t, level, from, err);
    if (st != TC_OK)
        return st;
    unsigned char *item = add_item(t->levels[level], size);
    put4(item, number);
    item[4] = (unsigned char)from->len;
    memcpy(item + 5, from->bytes, from->len);
    put2(item + 5 + from->len, from->part);
    return TC_OK;
}

/* The block is full; the next begins at that place. */
static tc_status close_block(tc_glass_table *t, unsigned level, const place *next, tc_error *err)
{
    block *b = t->levels[level];
    uint32_t number = t->written;
    tc_status st = write_block(t, b, err);
    if (st == TC_OK && level + 1 >= TC_GLASS_LEVELS)
        st = tc_fail(err, TC_ETOOBIG, "%s: too large", t->path);
    if (st == TC_OK)
        st = add_branch(t, level + 1, &b->from, number, err);
    start_block(b, level, next);
    return st;
}

/* ---- leaves ------------------------------------------------------------------------------- */

/* A branch needs no more of a key than tells it from the one before. */
static place border(const place *before, const place *after)
{
    place out = *after;
    size_t same = 0, most = before->len < after->len ? before->len : after->len;
    while (same < most && before->bytes[same] == after->bytes[same])
        same++;
    if (same < after->len)
        out.len = same + 1;
    return out;
}

static tc_status add_part(tc_glass_table *t, const place *at, tc_span part, unsigned flags,
                          tc_error *err)
{
    size_t head = 3 + at->len + (flags & FIRST ? 0 : 2), size = head + part.len;
    if (room(t->levels[0]) < size + ENTRY) {
        place from = border(&t->last, at);
        tc_status st = close_block(t, 0, &from, err);
        if (st != TC_OK)
            return st;
    }
    unsigned char *item = add_item(t->levels[0], size);
    put2(item, (size - 3) | flags);
    item[2] = (unsigned char)at->len;
    memcpy(item + 3, at->bytes, at->len);
    if (!(flags & FIRST))
        put2(item + 3 + at->len, at->part);
    if (part.len)
        memcpy(item + head, part.ptr, part.len);
    set_place(&t->last, tc_span_make(at->bytes, at->len), at->part);
    return TC_OK;
}

/* The tag deflated; false when that does not make it shorter. */
static bool deflate_tag(tc_glass_table *t, tc_span *tag)
{
    tc_buf_reset(&t->deflated);
    char *out = tc_buf_reserve(&t->deflated, tag->len);
    size_t len =
        out ? libdeflate_deflate_compress(t->deflater, tag->ptr, tag->len, out, tag->len - 1) : 0;
    if (len)
        *tag = tc_span_make(out, len);
    return len > 0;
}

/* The tag in blocks of a deflated stream that are stored as they are: is it the last, its length,
 * the same with all bits the other way, the bytes. */
static bool wrap_tag(tc_glass_table *t, tc_span *tag)
{
    tc_buf_reset(&t->deflated);
    for (size_t done = 0; done < tag->len;) {
        size_t len = tag->len - done < 0xFFFF ? tag->len - done : 0xFFFF;
        const char head[] = {(char)(done + len == tag->len), (char)len, (char)(len >> 8),
                             (char)~len, (char)(~len >> 8)};
        tc_buf_add(&t->deflated, tc_span_make(head, sizeof head));
        tc_buf_add(&t->deflated, tc_span_sub(*tag, done, done + len));
        done += len;
    }
    if (t->deflated.status != TC_OK)
        return false;
    *tag = tc_buf_span(&t->deflated);
    return true;
}

static bool compress_tag(tc_glass_table *t, tc_span *tag)
{
    if (t->tags == TC_GLASS_PLAIN || tag->len <= TC_GLASS_COMPRESS_MIN)
        return false;
    return t->tags == TC_GLASS_DEFLATED ? deflate_tag(t, tag) : wrap_tag(t, tag);
}

/* How much of the tag goes into the first part: what fills the block, where that leaves no more
 * parts than there would be, or enough of the tag in it. */
static size_t first_part(const tc_glass_table *t, const place *at, size_t len)
{
    size_t head = 3 + at->len, most = ITEM_MAX - head;
    if (len <= most && len + head + ENTRY <= room(t->levels[0]))
        return len;
    size_t fits = room(t->levels[0]) % (ITEM_MAX + ENTRY);
    if (fits <= head + ENTRY)
        return most;
    fits -= head + ENTRY;
    return fits >= len % (most - 2) || fits >= at->len + FILL_LEAST ? fits : most;
}

static tc_status add_parts(tc_glass_table *t, place *at, tc_span tag, unsigned flags, tc_error *err)
{
    size_t limit = first_part(t, at, tag.len);
    tc_status st = TC_OK;
    for (size_t done = 0; st == TC_OK && (done < tag.len || at->part == 0);) {
        if (at->part == PART_MAX)
            return tc_fail(err, TC_ETOOBIG, "%s: too large", t->path);
        size_t len = tag.len - done;
        unsigned ends = (at->part ? 0 : FIRST) | (len <= limit ? LAST : 0);
        at->part++;
        len = len <= limit ? len : limit;
        st = add_part(t, at, tc_span_sub(tag, done, done + len), flags | ends, err);
        done += len;
        limit = ITEM_MAX - 3 - at->len - 2; /* of those behind the first */
    }
    return st;
}

tc_status tc_glass_table_add_as_is(tc_glass_table *t, tc_span key, tc_span tag, bool compressed,
                                   tc_error *err)
{
    tc_span last = tc_span_make(t->last.bytes, t->last.len);
    if (key.len == 0 || key.len > TC_GLASS_KEY_MAX || tc_span_cmp(last, key) >= 0)
        return tc_fail(err, TC_EINVAL, "%s: keys out of order", t->path);
    place at;
    set_place(&at, key, 0);
    t->entries++;
    return add_parts(t, &at, tag, compressed ? COMPRESSED : 0, err);
}

tc_status tc_glass_table_add(tc_glass_table *t, tc_span key, tc_span tag, tc_error *err)
{
    bool compressed = compress_tag(t, &tag);
    return tc_glass_table_add_as_is(t, key, tag, compressed, err);
}

/* ---- the whole ---------------------------------------------------------------------------- */

tc_status tc_glass_table_new(tc_glass_table **out, const char *path, tc_glass_tags tags,
                             tc_error *err)
{
    tc_glass_table *t = *out = calloc(1, sizeof *t);
    if (!t || !(t->path = strdup(path)))
        return tc_fail(err, TC_ENOMEM, "no memory to write %s", path);
    t->tags = tags;
    tc_buf_init(&t->deflated, 0);
    if (tags == TC_GLASS_DEFLATED && !(t->deflater = libdeflate_alloc_compressor(LEVEL)))
        return tc_fail(err, TC_ENOMEM, "no memory to write %s", path);
    t->file = fopen(path, "wbe");
    if (!t->file)
        return tc_fail_errno(err, TC_EIO, errno, "cannot open %s", path);
    if ((t->buffer = malloc(AT_ONCE)))
        setvbuf(t->file, t->buffer, _IOFBF, AT_ONCE);
    tc_status st = new_level(t, 0, err);
    /* every tree begins with an empty key */
    return st == TC_OK ? add_part(t, &t->last, tc_span_make(NULL, 0), FIRST | LAST, err) : st;
}

static void put_root(tc_buf *out, uint32_t root, unsigned level, bool fake, uint64_t entries,
                     tc_glass_tags tags)
{
    tc_put_uint(out, root);
    tc_put_uint(out, level << 2 | 2u | fake); /* 2: leaves follow each other */
    tc_put_uint(out, entries);
    tc_put_uint(out, TC_GLASS_BLOCK >> 11);
    tc_put_uint(out, tags == TC_GLASS_PLAIN ? 0 : TC_GLASS_COMPRESS_MIN);
}

void tc_glass_table_none(tc_buf *root, tc_glass_tags tags)
{
    put_root(root, 0, 0, true, 0, tags);
    tc_put_string(root, tc_span_make(NULL, 0));
}

/* No block is free but those behind the end. */
static void put_free(tc_buf *out, uint32_t blocks)
{
    char bytes[16];
    tc_buf list;
    tc_buf_init(&list, sizeof bytes);
    tc_put_uint(&list, TC_GLASS_REVISION);
    tc_put_uint(&list, blocks);
    tc_buf_add(&list, TC_SPAN("\0\0\0\0")); /* where in which block the list begins, and ends */
    tc_put_string(out, tc_buf_span(&list));
    if (list.status != TC_OK)
        tc_buf_starve(out);
    tc_buf_release(&list);
}

static tc_status finish(tc_glass_table *t, tc_buf *root, tc_error *err)
{
    tc_status st = TC_OK;
    if (t->entries == 0) {
        tc_glass_table_none(root, t->tags);
        return TC_OK;
    }
    for (unsigned level = 0; st == TC_OK && level < t->top; level++) {
        uint32_t number = t->written;
        st = write_block(t, t->levels[level], err);
        if (st == TC_OK)
            st = add_branch(t, level + 1, &t->levels[level]->from, number, err);
    }
    if (st == TC_OK)
        st = write_block(t, t->levels[t->top], err);
    if (st == TC_OK) {
        put_root(root, t->written - 1, t->top, false, t->entries, t->tags);
        put_free(root, t->written);
    }
    return st;
}

tc_status tc_glass_table_finish(tc_glass_table *t, tc_buf *root, tc_error *err)
{
    tc_status st = finish(t, root, err);
    int failed = fclose(t->file);
    t->file = NULL;
    if (st == TC_OK && failed)
        st = tc_fail_errno(err, TC_EIO, errno, "cannot write %s", t->path);
    tc_glass_table_abandon(t);
    return st;
}

void tc_glass_table_abandon(tc_glass_table *t)
{
    if (!t)
        return;
    if (t->file)
        fclose(t->file);
    if (t->deflater)
        libdeflate_free_compressor(t->deflater);
    for (unsigned i = 0; i < TC_GLASS_LEVELS; i++)
        free(t->levels[i]);
    tc_buf_release(&t->deflated);
    free(t->buffer);
    free(t->path);
    free(t);
}
