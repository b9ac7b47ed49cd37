/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that hold a whole order. What a question finds is sorted by one slot, bytewise, which
 * Xapian's own servers can do; and no two documents of different content have the same value, so
 * that the order is that of the documents, not of how they came into an index or into shards:
 *
 *   newest   date, serial of the number, file's name, content   sorted from the highest
 *   oldest   date, serial, file's name, content                 sorted from the lowest
 *   number   its sort value, tab, date, content                 sorted from the lowest
 *
 * A date is three bytes, a serial three; of the file's name (its first one's, where the content has
 * many) there are the first twelve, as folders are listed, of the content four of its SHA-256. What
 * shall go the other way than its slot is complemented. Documents without a date, or without a
 * number, come last either way. */
#include "store/record.h"

enum { NONE = 0xFFFFFF, DATE_BYTES = 3, SERIAL_BYTES = 3, NAME_BYTES = 12, CONTENT_BYTES = 4 };

static char *put_number(char *to, uint32_t number, int width)
{
    for (int i = width; i-- > 0;)
        *to++ = (char)(number >> (8 * i) & 0xFF);
    return to;
}

/* 0 when there is none; a day that is not known comes before those that are. */
static uint32_t date_number(tc_date d)
{
    if (!tc_date_known(d) || d.year < 0)
        return 0;
    return ((uint32_t)d.year * 13 + d.month) * 32 + d.day;
}

/* NONE when there is none. */
static uint32_t serial_number(tc_span key)
{
    uint32_t serial = 0;
    size_t i = 0;
    for (; i < key.len && key.ptr[i] >= '0' && key.ptr[i] <= '9'; i++)
        serial = serial < NONE / 10 - 1 ? serial * 10 + (uint32_t)(key.ptr[i] - '0') : NONE - 1;
    return i ? serial : NONE;
}

static uint32_t content_number(tc_span sha256)
{
    uint32_t number = 0;
    for (size_t i = 0; i < 2 * CONTENT_BYTES && i < sha256.len; i++) {
        char c = sha256.ptr[i];
        number = number << 4 | (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10) % 16;
    }
    return number;
}

/* The file's name, filled up with NULs; flip: 0xFF complements. */
static char *put_name(char *to, tc_span path, unsigned char flip)
{
    size_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '/')
        from--;
    for (size_t i = from; i < from + NAME_BYTES; i++)
        *to++ = (char)((i < path.len ? (unsigned char)path.ptr[i] : 0) ^ flip);
    return to;
}

static tc_span by_date(tc_arena *a, uint32_t date, uint32_t serial, const tc_record *r,
                       unsigned char flip)
{
    char *all = tc_arena_alloc(a, DATE_BYTES + SERIAL_BYTES + NAME_BYTES + CONTENT_BYTES);
    char *to = put_number(all, date, DATE_BYTES);
    to = put_number(to, serial, SERIAL_BYTES);
    to = put_name(to, r->path_count ? r->paths[0] : TC_SPAN(""), flip);
    uint32_t content = content_number(r->sha256);
    to = put_number(to, flip ? ~content : content, CONTENT_BYTES);
    return tc_span_make(all, (size_t)(to - all));
}

tc_span tc_record_newest(tc_arena *a, const tc_record *r)
{
    uint32_t serial = NONE - serial_number(r->plan->number_key);
    return by_date(a, date_number(r->plan->date), serial, r, 0xFF);
}

tc_span tc_record_oldest(tc_arena *a, const tc_record *r)
{
    uint32_t day = date_number(r->plan->date), serial = serial_number(r->plan->number_key);
    return by_date(a, day ? day : NONE, serial, r, 0);
}

tc_span tc_record_by_number(tc_arena *a, const tc_record *r)
{
    tc_span key = r->plan->number_key;
    tc_span sort = key.len ? tc_record_number_sort(a, key) : TC_SPAN("\xFF");
    char *all = tc_arena_alloc(a, sort.len + 1 + DATE_BYTES + CONTENT_BYTES), *to = all;
    memcpy(to, sort.ptr, sort.len);
    to += sort.len;
    *to++ = '\t';
    to = put_number(to, NONE - date_number(r->plan->date), DATE_BYTES);
    to = put_number(to, content_number(r->sha256), CONTENT_BYTES);
    return tc_span_make(all, (size_t)(to - all));
}

tc_span tc_record_number_sort_end(tc_arena *a, tc_span number_key)
{
    tc_span sort = tc_record_number_sort(a, number_key);
    return tc_span_str(tc_arena_printf(a, "%.*s ", (int)sort.len, sort.ptr));
}
