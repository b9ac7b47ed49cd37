/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Databases of the glass format become one, in order, as Xapian's compaction makes one of them, in
 * a third of its time: their tables are read by key and written from front to back. The numbers of
 * documents of each follow the last of the one before. */
#ifndef TC_STORE_GLASS_JOIN_H
#define TC_STORE_GLASS_JOIN_H

#include "base/span.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    tc_span key, value;
} tc_glass_pair;

/* dir: an empty database that nobody has open. pairs: metadata by key, which comes before what the
 * parts have of the same key. TC_EUNSUPPORTED or TC_EINVAL when a part has what ours have not;
 * TC_ECORRUPT, and the table named, when what is read cannot be. Nobody may be writing. */
tc_status tc_glass_join(const char *dir, const tc_glass_pair *pairs, size_t pair_count,
                        const char *const *parts, size_t part_count, tc_error *);

#ifdef __cplusplus
}
#endif
#endif
