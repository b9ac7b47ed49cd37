/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/glass_read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/glass_table.h"

enum { AT_ONCE = 1 << 17 /* bytes */ };

struct tc_glass_reading {
    FILE *file;
    char *path, *buffer;
    size_t item, end; /* in the directory: the next item, and where it ends */
    tc_buf tag;       /* of parts */
    unsigned char block[TC_GLASS_BLOCK];
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

/* A table that another writer has changed may be so too. */
static tc_status out_of_order(const tc_glass_reading *r, tc_error *err)
{
    return tc_fail(err, TC_EINVAL, "%s: not written front to back", r->path);
}

tc_status tc_glass_reading_new(tc_glass_reading **out, const char *path, tc_error *err)
{
    tc_glass_reading *r = *out = calloc(1, sizeof *r);
    if (!r || !(r->path = strdup(path)) || !(r->buffer = malloc(AT_ONCE)))
        return tc_fail(err, TC_ENOMEM, "no memory to read %s", path);
    tc_buf_init(&r->tag, 0);
    r->file = fopen(path, "rbe");
    if (!r->file)
        return tc_fail_errno(err, TC_EIO, errno, "cannot open %s", path);
    setvbuf(r->file, r->buffer, _IOFBF, AT_ONCE);
    return TC_OK;
}

void tc_glass_reading_free(tc_glass_reading *r)
{
    if (!r)
        return;
    if (r->file)
        fclose(r->file);
    tc_buf_release(&r->tag);
    free(r->buffer);
    free(r->path);
    free(r);
}

/* The next leaf, if there is one. */
static tc_status next_block(tc_glass_reading *r, bool *any, tc_error *err)
{
    do {
        *any = fread(r->block, sizeof r->block, 1, r->file) == 1;
        if (!*any)
            return ferror(r->file) ? tc_fail_errno(err, TC_EIO, errno, "cannot read %s", r->path)
                                   : TC_OK;
    } while (r->block[TC_GLASS_LEVEL_AT] != 0);
    r->item = TC_GLASS_HEAD;
    r->end = get2(r->block + TC_GLASS_DIR_END_AT);
    if (r->end == 0) /* given out, and never written */
        return out_of_order(r, err);
    bool whole = r->end >= TC_GLASS_HEAD && r->end <= TC_GLASS_BLOCK;
    return whole && (r->end - TC_GLASS_HEAD) % 2 == 0 ? TC_OK : damaged(r, err);
}

/* *any: there was one. */
static tc_status next_item(tc_glass_reading *r, item *out, bool *any, tc_error *err)
{
    tc_status st = TC_OK;
    *any = true;
    while (st == TC_OK && *any && r->item >= r->end)
        st = next_block(r, any, err);
    if (st != TC_OK || !*any)
        return st;
    size_t at = get2(r->block + r->item);
    r->item += 2;
    if (at + 3 > TC_GLASS_BLOCK)
        return damaged(r, err);
    const unsigned char *p = r->block + at;
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
            return out_of_order(r, err);
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
        return out_of_order(r, err);
    out->compressed = i.flags & TC_GLASS_COMPRESSED;
    if (!(i.flags & TC_GLASS_LAST))
        return join_parts(r, &i, out, err);
    out->key = i.key;
    out->tag = i.data;
    return TC_OK;
}
