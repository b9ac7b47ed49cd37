/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indexer/shard_key.h"

#include "text/text.h"

static unsigned shard_of(tc_span key, unsigned count)
{
    return (unsigned)(tc_span_hash(key) % count);
}

unsigned tc_shard_of_hash(tc_span sha256, unsigned count)
{
    return shard_of(sha256, count);
}

unsigned tc_shard_of_path(tc_span path, unsigned count)
{
    return shard_of(path, count);
}

/* What follows the last of these levels in a name's slug: tinh-uy-lai-chau, dang-bo-tinh-lai-chau.
 */
static tc_span behind_level(tc_span slug)
{
    static const tc_span levels[] = {TC_SPAN_LIT("tinh-uy-"), TC_SPAN_LIT("tinh-")};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        size_t at = tc_span_find(slug, levels[i]);
        if (at != SIZE_MAX && (at == 0 || slug.ptr[at - 1] == '-'))
            return tc_span_sub(slug, at + levels[i].len, slug.len);
    }
    return TC_SPAN("");
}

tc_span tc_shard_province(tc_arena *a, const tc_plan *p)
{
    const tc_span names[] = {p->issuer_parent, p->issuer};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        tc_span province = behind_level(tc_text_slug(a, names[i], '-'));
        if (province.len)
            return province;
    }
    return tc_text_slug(a, p->place, '-');
}

/* The file that holds others, of "a.zip!/b/c.txt"; empty for a file of its own. */
static tc_span container(const tc_record *r)
{
    for (size_t i = 0; i < r->path_count; i++) {
        size_t at = tc_span_find(r->paths[i], TC_SPAN("!/"));
        if (at != SIZE_MAX)
            return tc_span_sub(r->paths[i], 0, at);
    }
    return TC_SPAN("");
}

unsigned tc_shard_of_record(tc_arena *a, tc_shard_key key, const tc_record *r, unsigned count)
{
    tc_span holder = container(r);
    if (holder.len)
        return tc_shard_of_path(holder, count);
    if (key == TC_SHARD_BY_YEAR)
        return (unsigned)(r->plan->date.year < 0 ? 0 : r->plan->date.year) % count;
    if (key == TC_SHARD_BY_PROVINCE)
        return shard_of(tc_shard_province(a, r->plan), count);
    return tc_shard_of_hash(r->sha256, count);
}
