/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/journal.h"

#include <nettle/sha2.h>

#include "base/ascii.h"
#include "base/seal.h"
#include "base/varint.h"
#include "indexer/members.h"

enum { ROW_VERSION = 2 /* 1: without a seal */, MAX_KEY = 240 };

/* ---- keys --------------------------------------------------------------------------------- */

static tc_span digest_key(tc_arena *a, char kind, tc_span path)
{
    struct sha256_ctx ctx;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&ctx);
    sha256_update(&ctx, path.len, (const uint8_t *)path.ptr);
    sha256_digest(&ctx, sizeof digest, digest);
    char *key = tc_arena_alloc(a, 2 + 2 * sizeof digest + 1);
    key[0] = kind;
    key[1] = '#';
    tc_hex_write(key + 2, digest, sizeof digest);
    return tc_span_make(key, 2 + 2 * sizeof digest);
}

static bool fits(tc_span path)
{
    return path.len + 2 <= MAX_KEY;
}

static tc_span key_of(tc_arena *a, char kind, tc_span path)
{
    if (!fits(path))
        return digest_key(a, kind, path);
    char *key = tc_arena_alloc(a, path.len + 2);
    key[0] = kind;
    key[1] = ':';
    if (path.len)
        memcpy(key + 2, path.ptr, path.len);
    return tc_span_make(key, path.len + 2);
}

/* ---- rows as bytes ------------------------------------------------------------------------ */

static void put_long_path(tc_buf *b, tc_span path)
{
    tc_put_string(b, fits(path) ? tc_span_make(NULL, 0) : path);
}

static void put_list(tc_buf *b, const tc_span *items, size_t count)
{
    tc_put_uint(b, count);
    for (size_t i = 0; i < count; i++)
        tc_put_string(b, items[i]);
}

/* Last in its row, and left out when there is none. */
static void put_last(tc_buf *b, tc_span s)
{
    if (!tc_span_empty(s))
        tc_put_string(b, s);
}

static void put_file(tc_buf *b, const tc_file_row *f)
{
    tc_put_uint(b, ROW_VERSION);
    put_long_path(b, f->path);
    tc_put_uint(b, f->stamp.size);
    tc_put_uint(b, f->stamp.inode);
    tc_put_uint(b, (uint64_t)f->stamp.mtime_ns);
    tc_put_uint(b, (uint64_t)f->stamp.ctime_ns);
    tc_put_uint(b, (uint64_t)f->seen);
    tc_put_string(b, f->sha256);
    tc_put_uint(b, f->failed ? (uint64_t)f->reason + 1 : 0);
    if (f->failed) {
        tc_put_string(b, f->stage);
        tc_put_string(b, f->detail);
    }
    if (tc_span_empty(f->archive))
        put_last(b, f->told);
    else
        tc_put_string(b, f->told);
    put_last(b, f->archive);
}

static void put_content(tc_buf *b, const tc_content_row *c)
{
    tc_put_uint(b, ROW_VERSION);
    tc_put_uint(b, c->size);
    tc_put_uint(b, c->pages);
    tc_put_uint(b, c->text_bytes);
    tc_put_string(b, c->mime);
    tc_put_string(b, c->charset);
    put_list(b, c->paths, c->path_count);
}

static void put_root(tc_buf *b, const tc_root_row *r)
{
    tc_put_uint(b, ROW_VERSION);
    put_long_path(b, r->path);
    tc_put_uint(b, r->follow);
    put_list(b, r->excludes, r->exclude_count);
    put_last(b, r->told);
}

static tc_status damaged(tc_error *err, tc_span key)
{
    return tc_fail(err, TC_ECORRUPT, "the journal's row %.*s is damaged", (int)key.len, key.ptr);
}

static tc_cursor open_row(tc_span key, tc_span value)
{
    tc_cursor c = {value, 0, false};
    uint64_t version = tc_get_uint(&c);
    c.bad |= version == 0 || version > ROW_VERSION || (version > 1 && !tc_unseal(&c.in, key));
    return c;
}

static tc_span get_copy(tc_arena *a, tc_cursor *c)
{
    return tc_arena_copy(a, tc_get_string(c));
}

static tc_span get_path(tc_arena *a, tc_cursor *c, tc_span key)
{
    tc_span path = get_copy(a, c);
    c->bad |= path.len && memchr(path.ptr, 0, path.len); /* no file has such a name */
    return tc_span_empty(path) ? tc_arena_copy(a, tc_span_sub(key, 2, key.len)) : path;
}

static tc_span get_last(tc_arena *a, tc_cursor *c)
{
    return c->bad || c->pos == c->in.len ? tc_span_make(NULL, 0) : get_copy(a, c);
}

static tc_span *get_list(tc_arena *a, tc_cursor *c, size_t *count)
{
    uint64_t n = tc_get_uint(c);
    if (n > c->in.len) /* each has a length byte at least */
        c->bad = true;
    *count = c->bad ? 0 : (size_t)n;
    tc_span *items = tc_arena_array(a, *count + 1, sizeof *items);
    for (size_t i = 0; i < *count; i++)
        items[i] = get_copy(a, c);
    return items;
}

static tc_status get_file(void *row, tc_arena *a, tc_span key, tc_span value, tc_error *err)
{
    tc_file_row *f = row;
    tc_cursor c = open_row(key, value);
    f->path = get_path(a, &c, key);
    f->stamp.size = tc_get_uint(&c);
    f->stamp.inode = tc_get_uint(&c);
    f->stamp.mtime_ns = (int64_t)tc_get_uint(&c);
    f->stamp.ctime_ns = (int64_t)tc_get_uint(&c);
    f->seen = (int64_t)tc_get_uint(&c);
    f->sha256 = get_copy(a, &c);
    uint64_t reason = tc_get_uint(&c);
    f->failed = reason != 0;
    if (f->failed) {
        f->reason = reason <= TC_REASON_COUNT ? (tc_reason)(reason - 1) : TC_REASON_INTERNAL;
        f->stage = get_copy(a, &c);
        f->detail = get_copy(a, &c);
    }
    f->told = get_last(a, &c);
    f->archive = get_last(a, &c);
    return c.bad ? damaged(err, key) : TC_OK;
}

static tc_status get_content(void *row, tc_arena *a, tc_span key, tc_span value, tc_error *err)
{
    tc_content_row *r = row;
    tc_cursor c = open_row(key, value);
    r->sha256 = tc_arena_copy(a, tc_span_sub(key, 2, key.len));
    r->size = tc_get_uint(&c);
    r->pages = tc_get_uint(&c);
    r->text_bytes = tc_get_uint(&c);
    r->mime = get_copy(a, &c);
    r->charset = get_copy(a, &c);
    r->paths = get_list(a, &c, &r->path_count);
    return c.bad ? damaged(err, key) : TC_OK;
}

static tc_status get_root(void *row, tc_arena *a, tc_span key, tc_span value, tc_error *err)
{
    tc_root_row *r = row;
    tc_cursor c = open_row(key, value);
    r->path = get_path(a, &c, key);
    r->follow = tc_get_uint(&c) != 0;
    r->excludes = get_list(a, &c, &r->exclude_count);
    r->told = get_last(a, &c);
    return c.bad ? damaged(err, key) : TC_OK;
}

static tc_status get_note(void *row, tc_arena *a, tc_span key, tc_span value, tc_error *err)
{
    tc_cursor c = open_row(key, value);
    *(tc_span *)row = get_path(a, &c, key);
    return c.bad ? damaged(err, key) : TC_OK;
}

/* Kinds of rows: what their keys begin with, and how they are read. */
typedef struct {
    char letter;
    size_t size;
    tc_status (*get)(void *row, tc_arena *, tc_span key, tc_span value, tc_error *);
} row_kind;

static const row_kind FILES = {'f', sizeof(tc_file_row), get_file};
static const row_kind CONTENTS = {'h', sizeof(tc_content_row), get_content};
static const row_kind ROOTS = {'r', sizeof(tc_root_row), get_root};
static const row_kind NOTES = {'n', sizeof(tc_span), get_note};

/* ---- single rows -------------------------------------------------------------------------- */

static tc_status no_memory(tc_error *err)
{
    return tc_fail(err, TC_ENOMEM, "no memory for the journal");
}

/* Where rows are looked up: what a writer has pending, or what was last committed. */
typedef struct {
    tc_writer *writer;
    tc_reader *reader;
} source;

static tc_status look_up(tc_span *key, tc_span *value, tc_arena *a, source from, char kind,
                         tc_span path, tc_error *err)
{
    *key = key_of(a, kind, path);
    return from.writer ? tc_writer_metadata(from.writer, a, *key, value, err)
                       : tc_reader_metadata(value, a, from.reader, *key, err);
}

static tc_status find_row(void **out, tc_arena *a, source from, const row_kind *kind, tc_span path,
                          tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        return no_memory(err);
    tc_span key, value;
    *out = NULL;
    tc_status st = look_up(&key, &value, a, from, kind->letter, path, err);
    if (st == TC_OK && !tc_span_empty(value)) {
        *out = tc_arena_alloc(a, kind->size);
        st = kind->get(*out, a, key, value, err);
    }
    tc_arena_uncatch(a, &guard);
    return st;
}

static tc_status find_file(tc_file_row **out, tc_arena *a, source from, tc_span path, tc_error *err)
{
    void *row = NULL;
    tc_status st = find_row(&row, a, from, &FILES, path, err);
    *out = row;
    return st;
}

static tc_status find_content(tc_content_row **out, tc_arena *a, source from, tc_span sha256,
                              tc_error *err)
{
    void *row = NULL;
    tc_status st = find_row(&row, a, from, &CONTENTS, sha256, err);
    *out = row;
    return st;
}

tc_status tc_journal_file(tc_file_row **out, tc_arena *a, tc_writer *w, tc_span path, tc_error *err)
{
    return find_file(out, a, (source){.writer = w}, path, err);
}

tc_status tc_journal_content(tc_content_row **out, tc_arena *a, tc_writer *w, tc_span sha256,
                             tc_error *err)
{
    return find_content(out, a, (source){.writer = w}, sha256, err);
}

tc_status tc_journal_read_file(tc_file_row **out, tc_arena *a, tc_reader *r, tc_span path,
                               tc_error *err)
{
    return find_file(out, a, (source){.reader = r}, path, err);
}

tc_status tc_journal_read_content(tc_content_row **out, tc_arena *a, tc_reader *r, tc_span sha256,
                                  tc_error *err)
{
    return find_content(out, a, (source){.reader = r}, sha256, err);
}

/* The row's key; what the buffer holds, if there is one, is sealed with it. */
static tc_status seal_row(tc_span *key, tc_arena *a, char kind, tc_span path, tc_buf *value,
                          tc_error *err)
{
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(a, &guard))
        return no_memory(err);
    *key = key_of(a, kind, path);
    tc_arena_uncatch(a, &guard);
    if (value)
        tc_seal(value, *key);
    return value && value->status != TC_OK ? no_memory(err) : TC_OK;
}

/* Sets the row to what the buffer holds; NULL removes it. */
static tc_status set_row(tc_writer *w, tc_arena *a, char kind, tc_span path, tc_buf *value,
                         tc_error *err)
{
    tc_span key;
    tc_status st = seal_row(&key, a, kind, path, value, err);
    if (st != TC_OK)
        return st;
    return tc_writer_set_metadata(w, key, value ? tc_buf_span(value) : tc_span_make(NULL, 0), err);
}

tc_status tc_journal_put_file(tc_writer *w, tc_arena *a, const tc_file_row *f, tc_error *err)
{
    tc_buf value;
    tc_buf_init(&value, 0);
    put_file(&value, f);
    tc_status st = set_row(w, a, 'f', f->path, &value, err);
    tc_buf_release(&value);
    return st;
}

tc_status tc_journal_put_content(tc_writer *w, tc_arena *a, const tc_content_row *c, tc_error *err)
{
    if (c->path_count == 0)
        return set_row(w, a, 'h', c->sha256, NULL, err);
    tc_buf value;
    tc_buf_init(&value, 0);
    put_content(&value, c);
    tc_status st = set_row(w, a, 'h', c->sha256, &value, err);
    tc_buf_release(&value);
    return st;
}

/* Nothing is written when the row is there: an update that finds nothing new leaves the database as
 * it is. */
static tc_status set_other_row(tc_writer *w, tc_arena *a, char kind, tc_span path, tc_buf *value,
                               tc_error *err)
{
    tc_span key, there;
    tc_status st = seal_row(&key, a, kind, path, value, err);
    if (st == TC_OK)
        st = tc_writer_metadata(w, a, key, &there, err);
    if (st != TC_OK || tc_span_eq(there, tc_buf_span(value)))
        return st;
    return tc_writer_set_metadata(w, key, tc_buf_span(value), err);
}

tc_status tc_journal_put_root(tc_writer *w, tc_arena *a, const tc_root_row *r, tc_error *err)
{
    tc_buf value;
    tc_buf_init(&value, 0);
    put_root(&value, r);
    tc_status st = set_other_row(w, a, 'r', r->path, &value, err);
    tc_buf_release(&value);
    return st;
}

tc_status tc_journal_drop_file(tc_writer *w, tc_arena *a, tc_span path, tc_error *err)
{
    return set_row(w, a, 'f', path, NULL, err);
}

tc_status tc_journal_drop_root(tc_writer *w, tc_arena *a, tc_span path, tc_error *err)
{
    return set_row(w, a, 'r', path, NULL, err);
}

tc_status tc_journal_note(tc_writer *w, tc_arena *a, tc_span path, bool noted, tc_error *err)
{
    tc_buf value;
    tc_buf_init(&value, 0);
    tc_put_uint(&value, ROW_VERSION);
    put_long_path(&value, path);
    tc_status st = set_row(w, a, 'n', path, noted ? &value : NULL, err);
    tc_buf_release(&value);
    return st;
}

/* ---- all rows ----------------------------------------------------------------------------- */

typedef struct {
    const row_kind *kind;
    tc_arena *arena;
    void *context;
    union { /* of its kind */
        tc_file_fn file;
        tc_content_fn content;
        tc_root_fn root;
        tc_note_fn note;
    } fn;
} visitor;

static tc_status visit(tc_span key, tc_span value, void *context, tc_error *err)
{
    const visitor *v = context;
    union {
        tc_file_row file;
        tc_content_row content;
        tc_root_row root;
        tc_span note;
    } row;
    memset(&row, 0, sizeof row);
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(v->arena, &guard))
        return no_memory(err);
    tc_status st = v->kind->get(&row, v->arena, key, value, err);
    if (st == TC_OK)
        st = v->kind == &FILES      ? v->fn.file(&row.file, v->context, err)
             : v->kind == &CONTENTS ? v->fn.content(&row.content, v->context, err)
             : v->kind == &ROOTS    ? v->fn.root(&row.root, v->context, err)
                                    : v->fn.note(row.note, v->context, err);
    tc_arena_uncatch(v->arena, &guard);
    return st;
}

/* Those whose path is in the key, or with '#' those with long paths. */
static tc_status each_so(tc_reader *r, visitor *v, char sign, tc_error *err)
{
    const char prefix[] = {v->kind->letter, sign};
    return tc_reader_each_metadata(r, tc_span_make(prefix, sizeof prefix), visit, v, err);
}

static tc_status each(tc_reader *r, visitor *v, tc_error *err)
{
    tc_status st = each_so(r, v, ':', err);
    return st == TC_OK ? each_so(r, v, '#', err) : st;
}

tc_status tc_journal_each_file(tc_reader *r, tc_arena *a, tc_file_fn fn, void *context,
                               tc_error *err)
{
    visitor v = {&FILES, a, context, {.file = fn}};
    return each(r, &v, err);
}

typedef struct {
    const tc_span *paths;
    size_t count;
    tc_arena *arena;
    tc_file_fn fn;
    void *context;
} part;

static tc_status visit_below(const tc_file_row *row, void *context, tc_error *err)
{
    const part *p = context;
    if (tc_path_below_any(row->path, p->paths, p->count))
        return p->fn(row, p->context, err);
    tc_arena_reset(p->arena);
    return TC_OK;
}

/* What starts with a path stands together, but for long paths. Of many paths all rows are asked. */
tc_status tc_journal_each_file_below(tc_reader *r, tc_arena *a, const tc_span *paths, size_t count,
                                     tc_file_fn fn, void *context, tc_error *err)
{
    enum { FEW = 32 };
    part p = {paths, count, a, fn, context};
    visitor v = {&FILES, a, &p, {.file = visit_below}};
    bool all = count > FEW || (count && tc_span_eq(paths[0], TC_SPAN(".")));
    tc_status st = count && all ? each_so(r, &v, ':', err) : TC_OK;
    for (size_t i = 0; st == TC_OK && !all && i < count; i++) {
        char prefix[MAX_KEY + 1] = "f:";
        if (!fits(paths[i]))
            continue;
        memcpy(prefix + 2, paths[i].ptr, paths[i].len);
        part one = {paths + i, 1, a, fn, context};
        v.context = &one;
        st = tc_reader_each_metadata(r, tc_span_make(prefix, 2 + paths[i].len), visit, &v, err);
    }
    v.context = &p;
    return st == TC_OK && count ? each_so(r, &v, '#', err) : st;
}

tc_status tc_journal_each_content(tc_reader *r, tc_arena *a, tc_content_fn fn, void *context,
                                  tc_error *err)
{
    visitor v = {&CONTENTS, a, context, {.content = fn}};
    return each_so(r, &v, ':', err);
}

tc_status tc_journal_each_root(tc_reader *r, tc_arena *a, tc_root_fn fn, void *context,
                               tc_error *err)
{
    visitor v = {&ROOTS, a, context, {.root = fn}};
    return each(r, &v, err);
}

tc_status tc_journal_each_note(tc_reader *r, tc_arena *a, tc_note_fn fn, void *context,
                               tc_error *err)
{
    visitor v = {&NOTES, a, context, {.note = fn}};
    return each(r, &v, err);
}

static tc_status check_row(tc_span key, tc_span value, void *context, tc_error *err)
{
    (void)context;
    if (tc_span_starts(key, TC_SPAN("tc:"))) /* the store's own: compared when it is opened */
        return TC_OK;
    bool ours = key.len > 1 && memchr("fhrna", key.ptr[0], 5) && memchr(":#", key.ptr[1], 2);
    return !ours || open_row(key, value).bad ? damaged(err, key) : TC_OK;
}

tc_status tc_journal_check(tc_reader *r, tc_error *err)
{
    return tc_reader_each_metadata(r, tc_span_make(NULL, 0), check_row, NULL, err);
}
