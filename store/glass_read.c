/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/glass_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/glass_table.h"

enum { AHEAD = 16 /* blocks */ };

typedef struct {
    size_t item, end; /* in the directory: the next item, and where it ends */
    unsigned char bytes[TC_GLASS_BLOCK];
} block;

struct tc_glass_reading {
    int file;
    char *path;
    unsigned top;
    uint32_t blocks, visited; /* a tree comes to each at most once */
    uint32_t ahead, ahead_count;
    unsigned char *ahead_bytes; /* of that many blocks from that one on */
    tc_buf tag;                 /* of parts */
    block levels[];             /* the way to the leaf; the leaf is the first */
};

typedef struct {
    tc_span key, data;
    unsigned flags;
} item;

static unsigned get2(const unsigned char *at)
{
    return (unsigned)at[0] << 8 | at[1];
}

static tc_status damaged(const tc_glass_reading *r, tc_error *err)
{
    return tc_fail(err, TC_ECORRUPT, "%s: no entry", r->path);
}

/* Blocks that follow each other, as those of a table that was written at once do, are read many
 * at a time. */
static tc_status read_ahead(tc_glass_reading *r, uint32_t number, tc_error *err)
{
    uint32_t most = number == r->ahead + r->ahead_count ? AHEAD : 1;
    size_t size = (size_t)(r->blocks - number < most ? r->blocks - number : most) * TC_GLASS_BLOCK;
    r->ahead = number;
    r->ahead_count = 0;
    for (size_t done = 0; done < size;) {
        ssize_t got = pread(r->file, r->ahead_bytes + done, size - done,
                            (off_t)number * TC_GLASS_BLOCK + (off_t)done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return tc_fail_errno(err, TC_EIO, errno, "cannot read %s", r->path);
        if (got == 0)
            return damaged(r, err);
        done += (size_t)got;
    }
    r->ahead_count = (uint32_t)(size / TC_GLASS_BLOCK);
    return TC_OK;
}

/* The block of this number becomes the one of this level. */
static tc_status enter(tc_glass_reading *r, unsigned level, uint32_t number, tc_error *err)
{
    block *b = &r->levels[level];
    if (number >= r->blocks || ++r->visited > r->blocks)
        return damaged(r, err);
    if (number < r->ahead || number - r->ahead >= r->ahead_count) {
        tc_status st = read_ahead(r, number, err);
        if (st != TC_OK)
            return st;
    }
    memcpy(b->bytes, r->ahead_bytes + (size_t)(number - r->ahead) * TC_GLASS_BLOCK, TC_GLASS_BLOCK);
    b->item = TC_GLASS_HEAD;
    b->end = get2(b->bytes + TC_GLASS_DIR_END_AT);
    bool whole = b->end > TC_GLASS_HEAD && b->end <= TC_GLASS_BLOCK &&
                 (b->end - TC_GLASS_HEAD) % 2 == 0 && b->bytes[TC_GLASS_LEVEL_AT] == level;
    return whole ? TC_OK : damaged(r, err);
}

static tc_status open_file(tc_glass_reading *r, tc_error *err)
{
    struct stat file;
    r->file = open(r->path, O_RDONLY | O_CLOEXEC);
    if (r->file < 0 || fstat(r->file, &file) != 0)
        return tc_fail_errno(err, TC_EIO, errno, "cannot open %s", r->path);
    off_t blocks = file.st_size / TC_GLASS_BLOCK;
    r->blocks = blocks < UINT32_MAX ? (uint32_t)blocks : UINT32_MAX;
    return TC_OK;
}

tc_status tc_glass_reading_new(tc_glass_reading **out, const char *path, const tc_glass_root *root,
                               tc_error *err)
{
    *out = NULL;
    if (root->level >= TC_GLASS_LEVELS)
        return tc_fail(err, TC_ECORRUPT, "%s: no root", path);
    tc_glass_reading *r = *out = calloc(1, sizeof *r + (root->level + 1) * sizeof r->levels[0]);
    if (!r)
        return tc_fail(err, TC_ENOMEM, "no memory to read %s", path);
    r->file = -1;
    r->top = root->level;
    tc_buf_init(&r->tag, 0);
    if (!(r->path = strdup(path)) || !(r->ahead_bytes = malloc((size_t)AHEAD * TC_GLASS_BLOCK)))
        return tc_fail(err, TC_ENOMEM, "no memory to read %s", path);
    tc_status st = open_file(r, err);
    return st == TC_OK ? enter(r, r->top, root->block, err) : st;
}

void tc_glass_reading_free(tc_glass_reading *r)
{
    if (!r)
        return;
    if (r->file >= 0)
        close(r->file);
    tc_buf_release(&r->tag);
    free(r->ahead_bytes);
    free(r->path);
    free(r);
}

/* Where the next item of the block is. */
static size_t take_item(block *b)
{
    size_t at = get2(b->bytes + b->item);
    b->item += 2;
    return at;
}

/* The next leaf, if there is one: an item of a branch begins with the number of a block. */
static tc_status next_leaf(tc_glass_reading *r, bool *any, tc_error *err)
{
    unsigned level = 1;
    tc_status st = TC_OK;
    while (level <= r->top && r->levels[level].item >= r->levels[level].end)
        level++;
    *any = level <= r->top;
    for (; *any && st == TC_OK && level > 0; level--) {
        size_t at = take_item(&r->levels[level]);
        if (at + 4 > TC_GLASS_BLOCK)
            return damaged(r, err);
        const unsigned char *p = r->levels[level].bytes + at;
        st = enter(r, level - 1, (uint32_t)get2(p) << 16 | get2(p + 2), err);
    }
    return st;
}

/* *any: there was one. */
static tc_status next_item(tc_glass_reading *r, item *out, bool *any, tc_error *err)
{
    tc_status st = TC_OK;
    *any = true;
    block *leaf = &r->levels[0];
    while (st == TC_OK && *any && leaf->item >= leaf->end)
        st = next_leaf(r, any, err);
    if (st != TC_OK || !*any)
        return st;
    size_t at = take_item(leaf);
    if (at + 3 > TC_GLASS_BLOCK)
        return damaged(r, err);
    const unsigned char *p = leaf->bytes + at;
    size_t size = (get2(p) & TC_GLASS_SIZE) + 3, key = p[2];
    out->flags = get2(p) & ~(unsigned)TC_GLASS_SIZE;
    size_t head = 3 + key + (out->flags & TC_GLASS_FIRST ? 0 : 2);
    if (at + size > TC_GLASS_BLOCK || head > size)
        return damaged(r, err);
    out->key = tc_span_make((const char *)p + 3, key);
    out->data = tc_span_make((const char *)p + head, size - head);
    return TC_OK;
}

/* The parts of a tag become one; its key is in the buffer behind it, since blocks come and go. */
static tc_status join_parts(tc_glass_reading *r, const item *first, tc_glass_entry *out,
                            tc_error *err)
{
    char key[TC_GLASS_KEY_MAX];
    size_t key_len = first->key.len;
    memcpy(key, first->key.ptr, key_len);
    tc_buf_reset(&r->tag);
    tc_buf_add(&r->tag, first->data);
    for (bool last = false; !last;) {
        item i;
        bool any;
        tc_status st = next_item(r, &i, &any, err);
        if (st != TC_OK)
            return st;
        if (!any || i.flags & TC_GLASS_FIRST || !tc_span_eq(i.key, tc_span_make(key, key_len)))
            return damaged(r, err);
        tc_buf_add(&r->tag, i.data);
        last = i.flags & TC_GLASS_LAST;
    }
    size_t tag = r->tag.len;
    tc_buf_add(&r->tag, tc_span_make(key, key_len));
    if (r->tag.status != TC_OK)
        return tc_fail(err, r->tag.status, "no memory to read %s", r->path);
    out->tag = tc_span_make(r->tag.ptr, tag);
    out->key = tc_span_make(r->tag.ptr + tag, key_len);
    return TC_OK;
}

tc_status tc_glass_reading_next(tc_glass_reading *r, tc_glass_entry *out, tc_error *err)
{
    item i;
    bool any;
    tc_status st;
    *out = (tc_glass_entry){0};
    do { /* the first entry of a table has no key */
        st = next_item(r, &i, &any, err);
    } while (st == TC_OK && any && i.key.len == 0);
    if (st != TC_OK || !any)
        return st;
    if (!(i.flags & TC_GLASS_FIRST))
        return damaged(r, err);
    out->compressed = i.flags & TC_GLASS_COMPRESSED;
    if (!(i.flags & TC_GLASS_LAST))
        return join_parts(r, &i, out, err);
    out->key = i.key;
    out->tag = i.data;
    return TC_OK;
}
