/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of so many shards a document goes to: told by the document, so that it is the same
 * wherever and whenever it is asked. */
#ifndef TC_INDEXER_SHARD_KEY_H
#define TC_INDEXER_SHARD_KEY_H

#include "store/record.h"

/* What stays together. Documents without a year, or a province, do too. */
typedef enum { TC_SHARD_BY_HASH, TC_SHARD_BY_YEAR, TC_SHARD_BY_PROVINCE } tc_shard_key;

/* A document out of an archive goes with the archive. Inside a TC_ARENA_CATCH. */
unsigned tc_shard_of_record(tc_arena *, tc_shard_key, const tc_record *, unsigned count);
unsigned tc_shard_of_hash(tc_span sha256, unsigned count);
unsigned tc_shard_of_path(tc_span path, unsigned count);
/* "lai-chau": the province that the issuer or what it belongs to names, else the place; empty when
 * there is none. */
tc_span tc_shard_province(tc_arena *, const tc_plan *);

#endif
