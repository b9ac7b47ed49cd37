/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that hold a whole order. What a question finds is sorted by one slot, bytewise, which
 * Xapian's own servers can do; and no two documents of different content have the same value, so
 * that the order is that of the documents, not of how they came into an index or into shards:
 *
 *   newest   date, serial of the number, content     sorted from the highest
 *   oldest   date, serial, content                   sorted from the lowest
 *   number   its sort value, tab, date, content      sorted from the lowest
 *
 * A date is three bytes, a serial three, of the content there are four of its SHA-256. What shall
 * go the other way than its slot is complemented. Documents without a date, or without a number,
 * come last either way. */
#include "store/record.h"

enum { NONE = 0xFFFFFF, DATE_BYTES = 3, SERIAL_BYTES = 3, CONTENT_BYTES = 4 };

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

static tc_span packed(tc_arena *a, tc_span front, uint32_t date, const uint32_t *serial,
                      uint32_t content)
{
    char *all = tc_arena_alloc(a, front.len + DATE_BYTES + SERIAL_BYTES + CONTENT_BYTES);
    if (front.len)
        memcpy(all, front.ptr, front.len);
    char *to = put_number(all + front.len, date, DATE_BYTES);
    if (serial)
        to = put_number(to, *serial, SERIAL_BYTES);
    to = put_number(to, content, CONTENT_BYTES);
    return tc_span_make(all, (size_t)(to - all));
}

tc_span tc_record_newest(tc_arena *a, tc_date date, tc_span number_key, tc_span sha256)
{
    uint32_t serial = NONE - serial_number(number_key);
    return packed(a, TC_SPAN(""), date_number(date), &serial, ~content_number(sha256));
}

tc_span tc_record_oldest(tc_arena *a, tc_date date, tc_span number_key, tc_span sha256)
{
    uint32_t day = date_number(date), serial = serial_number(number_key);
    return packed(a, TC_SPAN(""), day ? day : NONE, &serial, content_number(sha256));
}

tc_span tc_record_by_number(tc_arena *a, tc_date date, tc_span number_key, tc_span sha256)
{
    tc_span sort = number_key.len ? tc_record_number_sort(a, number_key) : TC_SPAN("\xFF");
    tc_span front = tc_span_str(tc_arena_printf(a, "%.*s\t", (int)sort.len, sort.ptr));
    return packed(a, front, NONE - date_number(date), NULL, content_number(sha256));
}

tc_span tc_record_number_sort_end(tc_arena *a, tc_span number_key)
{
    tc_span sort = tc_record_number_sort(a, number_key);
    return tc_span_str(tc_arena_printf(a, "%.*s ", (int)sort.len, sort.ptr));
}
