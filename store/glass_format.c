/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/glass_format.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/varint.h"
#include "store/glass_table.h"

enum { MAGIC = 16, OTHER_TABLES = 3 /* positions, spelling, synonyms */, VERSION_MAX = 1 << 12 };

static const char FORMAT[MAGIC] = {'\x0f', '\x0d', 'X', 'a', 'p', 'i', 'a',    'n',
                                   ' ',    'G',    'l', 'a', 's', 's', '\x04', '\x6e'};

void tc_glass_put_number(tc_buf *out, uint32_t number)
{
    unsigned len = 2;
    while (len < 5 && number >> (7 * len + 1) > 0)
        len++;
    for (unsigned i = len; i-- > 0;) {
        unsigned char byte = (unsigned char)((uint64_t)number >> (8 * i));
        if (i == len - 1 && len > 2)
            byte |= (unsigned char)(0xFFu << (10 - len));
        tc_buf_addc(out, (char)byte);
    }
}

size_t tc_glass_get_number(uint32_t *number, tc_span s)
{
    unsigned first = s.len ? (unsigned char)s.ptr[0] : 0xFF;
    size_t len = 2;
    while (len < 6 && first & 0x80u >> (len - 2))
        len++;
    if (len > 5 || s.len < len)
        return 0;
    uint64_t n = first & 0xFFu >> (len - 1);
    for (size_t i = 1; i < len; i++)
        n = n << 8 | (unsigned char)s.ptr[i];
    *number = (uint32_t)n;
    return n <= UINT32_MAX ? len : 0;
}

/* ---- the file of the whole ---------------------------------------------------------------- */

static char *version_path(const char *dir)
{
    char *path = NULL;
    return asprintf(&path, "%s/iamglass", dir) < 0 ? NULL : path;
}

/* All of it: it is short. */
static tc_status read_version_file(tc_buf *out, const char *dir, tc_error *err)
{
    char *path = version_path(dir), *to = tc_buf_reserve(out, VERSION_MAX);
    FILE *f = path ? fopen(path, "rbe") : NULL;
    tc_status st = TC_OK;
    if (!path || !to)
        st = tc_fail(err, TC_ENOMEM, "no memory to read %s", dir);
    else if (!f)
        st = tc_fail_errno(err, TC_EIO, errno, "cannot open %s", path);
    else
        out->len += fread(to, 1, VERSION_MAX, f);
    if (f)
        fclose(f);
    if (st == TC_OK &&
        (out->len < TC_GLASS_FILE_HEAD || memcmp(out->ptr, FORMAT, sizeof FORMAT) != 0))
        st = tc_fail(err, TC_EUNSUPPORTED, "%s: another format", path);
    free(path);
    return st;
}

tc_status tc_glass_read_head(char head[TC_GLASS_FILE_HEAD], const char *dir, tc_error *err)
{
    tc_buf file;
    tc_buf_init(&file, 0);
    tc_status st = read_version_file(&file, dir, err);
    if (st == TC_OK)
        memcpy(head, file.ptr, TC_GLASS_FILE_HEAD);
    tc_buf_release(&file);
    return st;
}

/* Where the table begins; what else is told of it is passed over. */
static void get_root(tc_glass_root *root, tc_cursor *c)
{
    uint64_t block = tc_get_uint(c), level = tc_get_uint(c) >> 2;
    root->entries = tc_get_uint(c);
    c->bad |= tc_get_uint(c) != TC_GLASS_BLOCK >> 11;
    tc_get_uint(c);
    tc_get_string(c); /* which blocks are free */
    c->bad |= block > UINT32_MAX || level >= TC_GLASS_LEVELS;
    root->block = (uint32_t)block;
    root->level = (unsigned)level;
}

static bool get_version(tc_glass_root roots[TC_GLASS_TABLES], tc_glass_statistics *s, tc_cursor *c)
{
    tc_glass_root other;
    tc_get_uint(c); /* its revision */
    for (size_t i = 0; i < TC_GLASS_TABLES; i++)
        get_root(&roots[i], c);
    for (size_t i = 0; i < OTHER_TABLES; i++) {
        get_root(&other, c);
        c->bad |= other.entries != 0;
    }
    s->documents = tc_get_uint(c);
    s->last = s->documents + tc_get_uint(c);
    c->bad |= s->last > UINT32_MAX || s->last < s->documents;
    s->shortest = tc_get_uint(c);
    s->most_wdf = tc_get_uint(c);
    s->longest = tc_get_uint(c) + s->most_wdf;
    tc_get_uint(c);
    s->length = tc_get_uint(c);
    return !c->bad;
}

tc_status tc_glass_read_version(tc_glass_root roots[TC_GLASS_TABLES], tc_glass_statistics *s,
                                const char *dir, tc_error *err)
{
    tc_buf file;
    tc_buf_init(&file, 0);
    tc_status st = read_version_file(&file, dir, err);
    tc_cursor c = {tc_buf_span(&file), TC_GLASS_FILE_HEAD, false};
    if (st == TC_OK && !get_version(roots, s, &c))
        st = tc_fail(err, TC_EUNSUPPORTED, "%s: other tables than ours", dir);
    tc_buf_release(&file);
    return st;
}

static void put_statistics(tc_buf *out, const tc_glass_statistics *s)
{
    tc_put_uint(out, s->documents);
    tc_put_uint(out, s->last - s->documents);
    tc_put_uint(out, s->shortest);
    tc_put_uint(out, s->most_wdf);
    tc_put_uint(out, s->longest - s->most_wdf);
    tc_put_uint(out, 0); /* no changesets */
    tc_put_uint(out, s->length);
    tc_put_uint(out, 0); /* no spelling */
}

static tc_status write_file(const char *dir, const tc_buf *bytes, tc_error *err)
{
    char *path = version_path(dir);
    FILE *f = path && bytes->status == TC_OK ? fopen(path, "wbe") : NULL;
    tc_status st = TC_OK;
    if (!path || bytes->status != TC_OK)
        st = tc_fail(err, TC_ENOMEM, "no memory to write %s", dir);
    else if (!f)
        st = tc_fail_errno(err, TC_EIO, errno, "cannot open %s", path);
    bool whole = f && fwrite(bytes->ptr, bytes->len, 1, f) == 1;
    if (f && ((fclose(f) != 0) | !whole))
        st = tc_fail_errno(err, TC_EIO, errno, "cannot write %s", path);
    free(path);
    return st;
}

tc_status tc_glass_write_version(const char *dir, const char head[TC_GLASS_FILE_HEAD],
                                 const tc_buf roots[TC_GLASS_TABLES], const tc_glass_statistics *s,
                                 tc_error *err)
{
    tc_buf out;
    tc_buf_init(&out, 0);
    tc_buf_add(&out, tc_span_make(head, TC_GLASS_FILE_HEAD));
    tc_put_uint(&out, TC_GLASS_REVISION);
    for (size_t i = 0; i < TC_GLASS_TABLES; i++) {
        if (roots[i].status != TC_OK)
            tc_buf_starve(&out);
        tc_buf_add(&out, tc_buf_span(&roots[i]));
    }
    tc_glass_table_none(&out, TC_GLASS_PLAIN); /* positions, spelling, synonyms */
    tc_glass_table_none(&out, TC_GLASS_DEFLATED);
    tc_glass_table_none(&out, TC_GLASS_DEFLATED);
    put_statistics(&out, s);
    tc_status st = write_file(dir, &out, err);
    tc_buf_release(&out);
    return st;
}
