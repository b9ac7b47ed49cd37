/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/glass_join.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/varint.h"
#include "store/glass_format.h"
#include "store/glass_read.h"
#include "store/glass_table.h"

static const char *const NAMES[TC_GLASS_TABLES] = {"postlist", "docdata", "termlist"};
static const tc_glass_tags TAGS[TC_GLASS_TABLES] = {TC_GLASS_PLAIN, TC_GLASS_WRAPPED,
                                                    TC_GLASS_DEFLATED};

/* A part, or the pairs, which have no documents. */
typedef struct {
    const char *dir;
    uint32_t moved; /* what is added to the numbers of its documents */
    tc_glass_root roots[TC_GLASS_TABLES];
    uint64_t read; /* entries of the table */
    tc_glass_statistics statistics;
    const tc_glass_pair *pairs, *pairs_end;
    tc_glass_reading *reading;
    tc_glass_entry entry; /* read, and not written yet */
    tc_buf key;           /* its key, numbers moved */
    /* while it is a list of documents: */
    uint32_t document;
    uint64_t documents, times;
    tc_span piece; /* from the mark whether it is the last on */
} source;

typedef struct {
    const char *dir;
    source *sources;
    size_t count;
    source **heap; /* those with entries left, the lowest key first */
    size_t waiting;
    source **group; /* those whose entry has the lowest key, in order */
    size_t grouped;
    tc_glass_table *table;
    tc_buf list, key, tag, roots[TC_GLASS_TABLES]; /* list: the key of a list */
} joining;

/* ---- reading ------------------------------------------------------------------------------ */

static tc_status damaged(const source *s, tc_error *err)
{
    return tc_fail(err, TC_ECORRUPT, "%s: no entry", s->dir);
}

static tc_status out_of_order(const source *s, tc_error *err)
{
    return tc_fail(err, TC_EINVAL, "%s: not as Xapian writes", s->dir);
}

static tc_status no_memory(const joining *j, tc_error *err)
{
    return tc_fail(err, TC_ENOMEM, "no memory to write %s", j->dir);
}

static tc_status open_source(source *s, size_t table, tc_error *err)
{
    char *path = NULL;
    s->read = 0;
    if (!s->dir || s->roots[table].entries == 0) /* it may have no file then */
        return TC_OK;
    if (asprintf(&path, "%s/%s.glass", s->dir, NAMES[table]) < 0)
        return tc_fail(err, TC_ENOMEM, "no memory to read %s", s->dir);
    tc_status st = tc_glass_reading_new(&s->reading, path, &s->roots[table], err);
    free(path);
    return st;
}

static void close_source(source *s)
{
    tc_glass_reading_free(s->reading);
    s->reading = NULL;
}

static tc_status read_entry(source *s, tc_error *err)
{
    s->entry = (tc_glass_entry){0};
    if (!s->reading)
        return TC_OK;
    tc_status st = tc_glass_reading_next(s->reading, &s->entry, err);
    s->read += s->entry.key.len > 0;
    return st;
}

/* Has it been read as far as it goes? */
static tc_status check_end(const source *s, size_t table, tc_error *err)
{
    return !s->dir || s->read == s->roots[table].entries ? TC_OK : out_of_order(s, err);
}

/* The number of a document at that place of the entry's key, moved, behind what is in s->key. */
static tc_status move_number(source *s, size_t at, tc_error *err)
{
    uint32_t number;
    tc_span key = s->entry.key;
    size_t len = tc_glass_get_number(&number, tc_span_sub(key, at, key.len));
    if (!len || number > UINT32_MAX - s->moved)
        return damaged(s, err);
    tc_glass_put_number(&s->key, number + s->moved);
    tc_buf_add(&s->key, tc_span_sub(key, at + len, key.len));
    return s->key.status == TC_OK ? TC_OK : tc_fail(err, TC_ENOMEM, "no memory to read %s", s->dir);
}

static bool is_kind(tc_span key, unsigned char kind)
{
    return key.len >= 2 && key.ptr[0] == '\0' && (unsigned char)key.ptr[1] == kind;
}

/* ---- entries by number: stored data, lists of terms ---------------------------------------- */

static tc_status copy_moved(joining *j, source *s, tc_error *err)
{
    tc_status st = read_entry(s, err);
    while (st == TC_OK && s->entry.key.len) {
        tc_buf_reset(&s->key);
        st = move_number(s, 0, err);
        if (st == TC_OK)
            st = tc_glass_table_add_as_is(j->table, tc_buf_span(&s->key), s->entry.tag,
                                          s->entry.compressed, err);
        if (st == TC_OK)
            st = read_entry(s, err);
    }
    return st;
}

static tc_status join_by_number(joining *j, size_t table, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < j->count; i++) {
        source *s = &j->sources[i];
        st = open_source(s, table, err);
        if (st == TC_OK)
            st = copy_moved(j, s, err);
        if (st == TC_OK)
            st = check_end(s, table, err);
        close_source(s);
    }
    return st;
}

/* ---- the postlist: the lowest key first ----------------------------------------------------- */

static bool before(const source *a, const source *b)
{
    int order = tc_span_cmp(tc_buf_span(&a->key), tc_buf_span(&b->key));
    return order ? order < 0 : a < b;
}

static void push(joining *j, source *s)
{
    size_t at = j->waiting++;
    for (; at && before(s, j->heap[(at - 1) / 2]); at = (at - 1) / 2)
        j->heap[at] = j->heap[(at - 1) / 2];
    j->heap[at] = s;
}

static source *pop(joining *j)
{
    source *top = j->heap[0], *last = j->heap[--j->waiting];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < j->waiting; at = child) {
        if (child + 1 < j->waiting && before(j->heap[child + 1], j->heap[child]))
            child++;
        if (!before(j->heap[child], last))
            break;
        j->heap[at] = j->heap[child];
    }
    j->heap[at] = last;
    return top;
}

/* Its next pair, in an entry's place. */
static void take_pair(source *s)
{
    tc_buf_reset(&s->key);
    tc_buf_addc(&s->key, '\0');
    tc_buf_addc(&s->key, (char)TC_GLASS_METADATA);
    tc_buf_add(&s->key, s->pairs->key);
    s->entry = (tc_glass_entry){.key = tc_buf_span(&s->key), .tag = s->pairs->value};
    s->pairs++;
}

/* The entry that has been read waits for its turn. */
static tc_status wait_turn(joining *j, source *s, tc_error *err)
{
    tc_span key = s->entry.key;
    tc_buf_reset(&s->key);
    tc_status st = TC_OK;
    if (is_kind(key, TC_GLASS_VALUES)) { /* slot, number */
        tc_cursor c = {key, 2, false};
        tc_get_uint(&c);
        tc_buf_add(&s->key, tc_span_sub(key, 0, c.pos));
        st = move_number(s, c.pos, err);
    } else {
        tc_buf_add(&s->key, key);
    }
    if (s->key.status != TC_OK)
        return no_memory(j, err);
    if (st == TC_OK)
        push(j, s);
    return st;
}

static tc_status advance(joining *j, source *s, tc_error *err)
{
    if (s->pairs != s->pairs_end) {
        take_pair(s);
        if (s->key.status != TC_OK)
            return no_memory(j, err);
        push(j, s);
        return TC_OK;
    }
    tc_status st = read_entry(s, err);
    if (st == TC_OK && s->entry.compressed) /* nothing is, in this table */
        st = out_of_order(s, err);
    return st == TC_OK && s->entry.key.len ? wait_turn(j, s, err) : st;
}

static tc_status add(joining *j, tc_span key, tc_error *err)
{
    if (j->tag.status != TC_OK)
        return no_memory(j, err);
    return tc_glass_table_add_as_is(j->table, key, tc_buf_span(&j->tag), false, err);
}

/* How many documents have the slot, the lowest value, and the highest when that is another. */
static tc_status join_bounds(joining *j, tc_error *err)
{
    uint64_t count = 0;
    tc_span low = {0}, high = {0};
    for (size_t i = 0; i < j->grouped; i++) {
        const source *s = j->group[i];
        tc_cursor c = {s->entry.tag, 0, false};
        uint64_t here = tc_get_uint(&c);
        tc_span lowest = tc_get_string(&c), highest = tc_span_sub(c.in, c.pos, c.in.len);
        if (c.bad)
            return damaged(s, err);
        highest = highest.len ? highest : lowest;
        low = !count || tc_span_cmp(lowest, low) < 0 ? lowest : low;
        high = !count || tc_span_cmp(highest, high) > 0 ? highest : high;
        count += here;
    }
    tc_buf_reset(&j->tag);
    tc_put_uint(&j->tag, count);
    tc_put_string(&j->tag, low);
    if (!tc_span_eq(low, high))
        tc_buf_add(&j->tag, high);
    return add(j, tc_buf_span(&j->group[0]->key), err);
}

/* ---- lists of documents --------------------------------------------------------------------- */

/* What is in front of a list, and its first piece. */
static tc_status start_list(source *s, tc_error *err)
{
    tc_cursor c = {s->entry.tag, 0, false};
    s->documents = tc_get_uint(&c);
    s->times = tc_get_uint(&c);
    uint64_t first = tc_get_uint(&c) + 1 + s->moved;
    s->piece = tc_span_sub(c.in, c.pos, c.in.len);
    if (c.bad || first > UINT32_MAX || s->piece.len < 2)
        return damaged(s, err);
    s->document = (uint32_t)first;
    return TC_OK;
}

static bool last_piece(const source *s)
{
    return s->piece.ptr[0] == '1';
}

/* The next piece of the list whose keys begin so. */
static tc_status next_piece(source *s, tc_span list, tc_error *err)
{
    tc_status st = read_entry(s, err);
    tc_span key = s->entry.key;
    uint32_t number;
    if (st != TC_OK)
        return st;
    if (s->entry.compressed || key.len <= list.len || memcmp(key.ptr, list.ptr, list.len) != 0)
        return out_of_order(s, err);
    if (s->entry.tag.len < 2 ||
        tc_glass_get_number(&number, tc_span_sub(key, list.len, key.len)) != key.len - list.len ||
        number > UINT32_MAX - s->moved)
        return damaged(s, err);
    s->document = number + s->moved;
    s->piece = s->entry.tag;
    return TC_OK;
}

/* list: how the keys of all pieces but the first begin. */
static tc_status add_piece(joining *j, const source *s, tc_span list, bool last, tc_error *err)
{
    tc_buf_reset(&j->key);
    tc_buf_add(&j->key, list);
    tc_glass_put_number(&j->key, s->document);
    tc_buf_addc(&j->tag, last ? '1' : '0');
    tc_buf_add(&j->tag, tc_span_sub(s->piece, 1, s->piece.len));
    return j->key.status == TC_OK ? add(j, tc_buf_span(&j->key), err) : no_memory(j, err);
}

/* What stands in front of the joined list, and its first piece, under the list's own key. */
static tc_status add_first(joining *j, tc_error *err)
{
    const source *s = j->group[0];
    uint64_t documents = 0, times = 0;
    for (size_t i = 0; i < j->grouped; i++) {
        documents += j->group[i]->documents;
        times += j->group[i]->times;
    }
    tc_buf_reset(&j->tag);
    tc_put_uint(&j->tag, documents);
    tc_put_uint(&j->tag, times);
    tc_put_uint(&j->tag, s->document - 1);
    tc_buf_addc(&j->tag, j->grouped == 1 && last_piece(s) ? '1' : '0');
    tc_buf_add(&j->tag, tc_span_sub(s->piece, 1, s->piece.len));
    return add(j, tc_buf_span(&s->key), err);
}

/* All pieces of one source; of the first, without the first. */
static tc_status add_rest(joining *j, size_t i, tc_error *err)
{
    source *s = j->group[i];
    tc_status st = TC_OK;
    for (bool written = i == 0; st == TC_OK; written = false) {
        tc_buf_reset(&j->tag);
        bool last = last_piece(s);
        if (!written)
            st = add_piece(j, s, tc_buf_span(&j->list), last && i + 1 == j->grouped, err);
        if (st != TC_OK || last)
            break;
        st = next_piece(s, tc_buf_span(&j->list), err);
    }
    return st;
}

/* How the keys of a list's pieces begin. */
static tc_status name_list(joining *j, tc_error *err)
{
    tc_span key = tc_buf_span(&j->group[0]->key);
    tc_buf_reset(&j->list);
    tc_buf_add(&j->list, key);
    if (!is_kind(key, TC_GLASS_LENGTHS))
        tc_buf_addc(&j->list, '\0');
    return j->list.status == TC_OK ? TC_OK : no_memory(j, err);
}

static tc_status join_list(joining *j, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < j->grouped; i++)
        st = start_list(j->group[i], err);
    if (st == TC_OK)
        st = add_first(j, err);
    if (st != TC_OK || (j->grouped == 1 && last_piece(j->group[0]))) /* as most are */
        return st;
    st = name_list(j, err);
    for (size_t i = 0; st == TC_OK && i < j->grouped; i++)
        st = add_rest(j, i, err);
    return st;
}

static tc_status join_group(joining *j, tc_error *err)
{
    const source *first = j->group[0];
    tc_span key = tc_buf_span(&first->key);
    if (is_kind(key, TC_GLASS_VALUES) && j->grouped > 1)
        return damaged(first, err);
    if (is_kind(key, TC_GLASS_METADATA) || is_kind(key, TC_GLASS_VALUES))
        return tc_glass_table_add_as_is(j->table, key, first->entry.tag, false, err);
    return is_kind(key, TC_GLASS_BOUNDS) ? join_bounds(j, err) : join_list(j, err);
}

static tc_status next_group(joining *j, tc_error *err)
{
    j->grouped = 0;
    do {
        j->group[j->grouped++] = pop(j);
    } while (j->waiting &&
             tc_span_eq(tc_buf_span(&j->heap[0]->key), tc_buf_span(&j->group[0]->key)));
    tc_status st = join_group(j, err);
    for (size_t i = 0; st == TC_OK && i < j->grouped; i++)
        st = advance(j, j->group[i], err);
    return st;
}

static tc_status join_postlist(joining *j, tc_error *err)
{
    tc_status st = TC_OK;
    for (size_t i = 0; st == TC_OK && i < j->count; i++) {
        st = open_source(&j->sources[i], TC_GLASS_POSTLIST, err);
        if (st == TC_OK)
            st = advance(j, &j->sources[i], err);
    }
    while (st == TC_OK && j->waiting)
        st = next_group(j, err);
    for (size_t i = 0; i < j->count; i++) {
        if (st == TC_OK)
            st = check_end(&j->sources[i], TC_GLASS_POSTLIST, err);
        close_source(&j->sources[i]);
    }
    return st;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static tc_status join_table(joining *j, size_t table, tc_error *err)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s.glass", j->dir, NAMES[table]) < 0)
        return no_memory(j, err);
    tc_status st = tc_glass_table_new(&j->table, path, TAGS[table], err);
    free(path);
    if (st == TC_OK)
        st = table == TC_GLASS_POSTLIST ? join_postlist(j, err) : join_by_number(j, table, err);
    if (st == TC_OK)
        st = tc_glass_table_finish(j->table, &j->roots[table], err);
    else
        tc_glass_table_abandon(j->table);
    j->table = NULL;
    return st;
}

/* What is known of all, and by how much the numbers of each are moved. */
static tc_status sum_up(joining *j, tc_glass_statistics *all, tc_error *err)
{
    tc_status st = TC_OK;
    *all = (tc_glass_statistics){0};
    for (size_t i = 1; st == TC_OK && i < j->count; i++) {
        source *s = &j->sources[i];
        const tc_glass_statistics *one = &s->statistics;
        st = tc_glass_read_version(s->roots, &s->statistics, s->dir, err);
        if (st == TC_OK && one->last > UINT32_MAX - all->last)
            st = tc_fail(err, TC_ETOOBIG, "%s: too many documents", j->dir);
        s->moved = (uint32_t)all->last;
        all->last += one->last;
        all->documents += one->documents;
        all->length += one->length;
        all->longest = one->longest > all->longest ? one->longest : all->longest;
        all->most_wdf = one->most_wdf > all->most_wdf ? one->most_wdf : all->most_wdf;
        if (one->shortest && (!all->shortest || one->shortest < all->shortest))
            all->shortest = one->shortest;
    }
    return st;
}

static tc_status join(joining *j, tc_error *err)
{
    char head[TC_GLASS_FILE_HEAD];
    tc_glass_statistics all;
    tc_status st = tc_glass_read_head(head, j->dir, err);
    if (st == TC_OK)
        st = sum_up(j, &all, err);
    for (size_t table = 0; st == TC_OK && table < TC_GLASS_TABLES; table++)
        st = join_table(j, table, err);
    return st == TC_OK ? tc_glass_write_version(j->dir, head, j->roots, &all, err) : st;
}

static void release(joining *j)
{
    for (size_t i = 0; j->sources && i < j->count; i++)
        tc_buf_release(&j->sources[i].key);
    for (size_t i = 0; i < TC_GLASS_TABLES; i++)
        tc_buf_release(&j->roots[i]);
    tc_buf_release(&j->list);
    tc_buf_release(&j->key);
    tc_buf_release(&j->tag);
    free(j->sources);
    free(j->heap);
    free(j->group);
}

tc_status tc_glass_join(const char *dir, const tc_glass_pair *pairs, size_t pair_count,
                        const char *const *parts, size_t part_count, tc_error *err)
{
    joining j = {.dir = dir, .count = part_count + 1};
    tc_buf_init(&j.list, 0);
    tc_buf_init(&j.key, 0);
    tc_buf_init(&j.tag, 0);
    for (size_t i = 0; i < TC_GLASS_TABLES; i++)
        tc_buf_init(&j.roots[i], 0);
    j.sources = calloc(j.count, sizeof *j.sources);
    j.heap = calloc(j.count, sizeof(source *));
    j.group = calloc(j.count, sizeof(source *));
    tc_status st = TC_OK;
    if (!j.sources || !j.heap || !j.group)
        st = no_memory(&j, err);
    for (size_t i = 0; st == TC_OK && i < j.count; i++) {
        tc_buf_init(&j.sources[i].key, 0);
        j.sources[i].dir = i ? parts[i - 1] : NULL;
    }
    if (st == TC_OK) {
        j.sources[0].pairs = pairs;
        j.sources[0].pairs_end = pair_count ? pairs + pair_count : pairs;
        st = join(&j, err);
    }
    release(&j);
    return st;
}
