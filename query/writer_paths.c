/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths only, each once, bytes as they are; NUL or line end behind each. A terminal gets "?" for
 * what would steer it, as from ls. */
#include <stdlib.h>

#include "base/utf8.h"
#include "query/writer.h"

/* An open hash table of the paths written so far, kept one after another in `bytes`. */
typedef struct {
    tc_row_writer base;
    tc_buf bytes;
    tc_range *slots; /* 0,0: free; paths are never empty */
    size_t capacity, used;
} tc_paths_writer;

static tc_range *slot_of(tc_paths_writer *w, tc_span path)
{
    size_t i = (size_t)tc_span_hash(path) & (w->capacity - 1);
    while (w->slots[i].end && !tc_span_eq(path, tc_span_sub(tc_buf_span(&w->bytes),
                                                            w->slots[i].start, w->slots[i].end)))
        i = (i + 1) & (w->capacity - 1);
    return &w->slots[i];
}

static bool enlarge(tc_paths_writer *w)
{
    if (w->used * 2 < w->capacity)
        return true;
    tc_range *old = w->slots;
    size_t count = w->capacity;
    size_t capacity = count ? count * 2 : 256;
    tc_range *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return false;
    w->slots = slots;
    w->capacity = capacity;
    for (size_t i = 0; i < count; i++)
        if (old[i].end)
            *slot_of(w, tc_span_sub(tc_buf_span(&w->bytes), old[i].start, old[i].end)) = old[i];
    free(old);
    return true;
}

/* Was this path written before? Remembers it. Without memory for that, it is written again. */
static bool seen(tc_paths_writer *w, tc_span path)
{
    if (!enlarge(w))
        return false;
    tc_range *slot = slot_of(w, path);
    if (slot->end)
        return true;
    size_t start = w->bytes.len;
    tc_buf_add(&w->bytes, path);
    if (w->bytes.status == TC_OK) {
        *slot = (tc_range){start, w->bytes.len};
        w->used++;
    }
    return false;
}

static tc_span path_of(tc_row_kind kind, const void *row)
{
    size_t count;
    const tc_column *columns = tc_columns_of(kind, &count);
    for (size_t i = 0; i < count && kind != TC_ROW_ERROR; i++)
        if (columns[i].type == TC_COLUMN_PATH)
            return *(const tc_span *)(const void *)((const char *)row + columns[i].offset);
    return TC_SPAN("");
}

static void paths_begin(tc_row_writer *base, tc_row_kind kind)
{
    (void)base, (void)kind;
}

static void show_on_terminal(FILE *out, tc_span path)
{
    for (size_t i = 0; i < path.len;) {
        char c[4];
        uint32_t cp = tc_utf8_next(path, &i);
        size_t len = tc_utf8_put(c, tc_utf8_steers(cp) ? '?' : cp);
        fwrite(c, 1, len, out);
    }
}

static void paths_row(tc_row_writer *base, tc_row_kind kind, const void *row)
{
    tc_span path = path_of(kind, row);
    if (tc_span_empty(path) || seen((tc_paths_writer *)base, path))
        return;
    if (base->style->terminal && !base->style->zero)
        show_on_terminal(base->out, path);
    else
        fwrite(path.ptr, 1, path.len, base->out);
    putc(base->style->zero ? '\0' : '\n', base->out);
}

static void paths_end(tc_row_writer *base)
{
    (void)base;
}

static void paths_free(tc_row_writer *base)
{
    tc_paths_writer *w = (tc_paths_writer *)base;
    tc_buf_release(&w->bytes);
    free(w->slots);
    free(w);
}

tc_row_writer *tc_paths_writer_new(void)
{
    tc_paths_writer *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->base.begin = paths_begin;
    w->base.row = paths_row;
    w->base.end = paths_end;
    w->base.free = paths_free;
    tc_buf_init(&w->bytes, 0);
    return &w->base;
}
