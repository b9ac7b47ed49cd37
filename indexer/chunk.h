/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chunk of a bulk load: files that one worker takes, in order, into one database. */
#ifndef TC_INDEXER_CHUNK_H
#define TC_INDEXER_CHUNK_H

#include "indexer/claims.h"
#include "indexer/load.h"

typedef enum { TC_ITEM_WAITS, TC_ITEM_ADDED, TC_ITEM_FAILED, TC_ITEM_PUT_OFF } tc_item_state;

typedef struct tc_item {
    struct tc_item *next;
    tc_stamp stamp;
    tc_span stored;
    const char *path; /* what to open */
    tc_span told;     /* of its folder; outlives the item */
    tc_item_state state;
    char bytes[]; /* of both */
} tc_item;

tc_item *tc_item_new(tc_span stored, const char *path, tc_stamp); /* NULL: no memory */

typedef struct tc_chunk {
    struct tc_chunk *next;
    unsigned number; /* in the order of the files */
    unsigned room;   /* numbers from its own on that are for it and what is split off; 2^n */
    size_t files;
    uint64_t bytes; /* of the files */
    uint64_t sent;  /* of those that the worker has been told of */
    uint64_t done;  /* of those that it has answered */
    tc_item *first, **last;
    tc_item *unsent; /* the first that the worker has not been told of */
    tc_item *oldest; /* the first that it has not answered */
    tc_claims claims;
    bool careful; /* a worker died of it: which file is to blame shows when they go one by one */
} tc_chunk;

enum { TC_CHUNK_ROOM = 1024 };

tc_chunk *tc_chunk_new(unsigned number, unsigned room); /* NULL: no memory */
void tc_chunk_free(tc_chunk *);
void tc_chunk_push(tc_chunk *, tc_item *);
/* Tells the item that the worker is told of next, and takes it for sent. */
const tc_item *tc_chunk_send(tc_chunk *);
/* Of what has not been sent about keep bytes, one file at least, stay; the rest becomes the chunk
 * behind it. NULL: there is no rest, no number left for it, or no memory. */
tc_chunk *tc_chunk_split(tc_chunk *, uint64_t keep);
/* The first of one that no worker has begun goes to the end of the chunk in front of it. */
void tc_chunk_pass(tc_chunk *from, tc_chunk *to);
/* The worker has answered the oldest. */
void tc_chunk_answered(tc_chunk *);
/* To be done again from the start, without the item that is to blame (or NULL) and without those
 * that were put off. */
void tc_chunk_restart(tc_chunk *, const tc_item *culprit);

#endif
