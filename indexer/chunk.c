/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/chunk.h"

#include <stdlib.h>

tc_item *tc_item_new(tc_span stored, const char *path, tc_stamp stamp)
{
    size_t path_len = strlen(path);
    tc_item *i = calloc(1, sizeof *i + stored.len + path_len + 2);
    if (!i)
        return NULL;
    memcpy(i->bytes, stored.ptr, stored.len);
    memcpy(i->bytes + stored.len + 1, path, path_len);
    i->stored = tc_span_make(i->bytes, stored.len);
    i->path = i->bytes + stored.len + 1;
    i->stamp = stamp;
    return i;
}

tc_chunk *tc_chunk_new(unsigned number, unsigned room)
{
    tc_chunk *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->number = number;
    c->room = room;
    c->last = &c->first;
    return c;
}

void tc_chunk_free(tc_chunk *c)
{
    if (!c)
        return;
    for (tc_item *i = c->first, *next; i; i = next) {
        next = i->next;
        free(i);
    }
    tc_claims_release(&c->claims);
    free(c);
}

void tc_chunk_push(tc_chunk *c, tc_item *i)
{
    i->next = NULL;
    *c->last = i;
    c->last = &i->next;
    c->files++;
    c->bytes += i->stamp.size;
    if (!c->unsent)
        c->unsent = i;
    if (!c->oldest)
        c->oldest = i;
}

const tc_item *tc_chunk_send(tc_chunk *c)
{
    const tc_item *i = c->unsent;
    c->unsent = i->next;
    c->sent += i->stamp.size;
    return i;
}

tc_chunk *tc_chunk_split(tc_chunk *c, uint64_t keep)
{
    tc_item *kept = c->unsent;
    uint64_t bytes = kept ? kept->stamp.size : 0;
    for (; kept && kept->next && bytes < keep; bytes += kept->stamp.size)
        kept = kept->next;
    tc_chunk *rest = kept && kept->next && c->room > 1
                         ? tc_chunk_new(c->number + c->room / 2, c->room / 2)
                         : NULL;
    if (!rest)
        return NULL;
    for (tc_item *i = kept->next, *next; i; i = next) {
        next = i->next;
        c->files--;
        c->bytes -= i->stamp.size;
        tc_chunk_push(rest, i);
    }
    kept->next = NULL;
    c->last = &kept->next;
    c->room /= 2;
    return rest;
}

void tc_chunk_pass(tc_chunk *from, tc_chunk *to)
{
    tc_item *i = from->first;
    from->first = from->unsent = from->oldest = i->next;
    if (!from->first)
        from->last = &from->first;
    from->files--;
    from->bytes -= i->stamp.size;
    tc_chunk_push(to, i);
}

void tc_chunk_answered(tc_chunk *c)
{
    c->done += c->oldest->stamp.size;
    c->oldest = c->oldest->next;
}

void tc_chunk_restart(tc_chunk *c, const tc_item *culprit)
{
    tc_item *items = c->first;
    c->first = c->unsent = c->oldest = NULL;
    c->last = &c->first;
    c->files = 0;
    c->bytes = c->sent = c->done = 0;
    tc_claims_clear(&c->claims);
    for (tc_item *i = items, *next; i; i = next) {
        next = i->next;
        if (i == culprit || i->state == TC_ITEM_PUT_OFF) {
            free(i);
            continue;
        }
        i->state = TC_ITEM_WAITS;
        tc_chunk_push(c, i);
    }
}
