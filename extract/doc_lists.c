/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automatic numbers: abstract lists (LSTF) with their levels (LVL), and the lists that use them
 * (LFO), which paragraphs name. */
#include "base/utf8.h"
#include "extract/doc.h"

enum { PLF_LST = 0x02E2, PLF_LFO = 0x02EA };
enum { LSTF = 28, LVLF = 28, LFO = 16, LFOLVL = 8, LEVELS = 9 };

typedef struct {
    uint32_t id;
    bool simple; /* one level only */
    tc_list_levels levels;
    tc_list_count count;
} abstract;

static tc_list_mark mark_of(unsigned nfc)
{
    switch (nfc) {
    case 1:
        return TC_MARK_UPPER_ROMAN;
    case 2:
        return TC_MARK_LOWER_ROMAN;
    case 3:
        return TC_MARK_UPPER_ALPHA;
    case 4:
        return TC_MARK_LOWER_ALPHA;
    case 22:
        return TC_MARK_DECIMAL_ZERO;
    case 23:
        return TC_MARK_BULLET;
    case 255:
        return TC_MARK_NONE;
    default:
        return TC_MARK_DECIMAL;
    }
}

/* The pattern has the number of a level as the character of that value. */
static tc_span pattern_of(tc_arena *a, tc_span text, size_t chars, bool bullet)
{
    char *to = tc_arena_alloc(a, 4 * chars + 4);
    size_t n = 0;
    if (bullet) { /* of a symbol font, mostly */
        memcpy(to, "-", 1);
        return tc_span_make(to, 1);
    }
    for (size_t i = 0; i < chars; i++) {
        uint16_t c = tc_le16(text, 2 * i);
        if (c < LEVELS) {
            to[n++] = '%';
            to[n++] = (char)('1' + c);
        } else if (c >= ' ' && (c < 0xD800 || c > 0xDFFF)) {
            n += tc_utf8_put(to + n, c);
        }
    }
    return tc_span_make(to, n);
}

/* The font of a level's number, by its modifiers; only Unicode and legacy ones are told apart. */
static const char *charset_of_number(const tc_doc *d, tc_span chpx)
{
    enum { C_FONT_OTHER = 0x4A51 };
    for (size_t at = 0; at + 4 <= chpx.len; at++)
        if (tc_le16(chpx, at) == C_FONT_OTHER)
            return tc_doc_charset(d, tc_le16(chpx, at + 2));
    return NULL;
}

/* One level; returns what it takes of the table. */
static size_t read_level(tc_doc *d, tc_list_level *l, tc_span s)
{
    size_t chpx = tc_le8(s, 24), papx = tc_le8(s, 25), at = LVLF + papx + chpx;
    size_t chars = tc_le16(s, at), room = s.len > at + 2 ? (s.len - at - 2) / 2 : 0;
    unsigned flags = tc_le8(s, 5);
    chars = chars < room ? chars : room;
    l->mark = mark_of(tc_le8(s, 4));
    l->start = tc_le32(s, 0);
    l->legal = (flags & 4u) != 0;
    l->restart = (flags & 8u) ? (int)tc_le8(s, 26) : -1;
    l->pattern =
        pattern_of(d->x->arena, tc_le_part(s, at + 2, 2 * chars), chars, l->mark == TC_MARK_BULLET);
    l->charset = charset_of_number(d, tc_le_part(s, LVLF + papx, chpx));
    return at + 2 + 2 * chars;
}

static abstract *read_abstracts(tc_doc *d, size_t *out_count)
{
    tc_span part = tc_doc_part(d, PLF_LST);
    size_t count = tc_le16(part, 0), at = 2;
    if (count > part.len / LSTF)
        count = part.len / LSTF;
    abstract *lists = tc_arena_array(d->x->arena, count + 1, sizeof *lists);
    for (size_t i = 0; i < count; i++, at += LSTF)
        lists[i] = (abstract){.id = tc_le32(part, at), .simple = tc_le8(part, at + 26) & 1};
    /* the levels of all of them follow behind what the header counts */
    at = (size_t)tc_le32(d->word, PLF_LST) + 2 + count * LSTF;
    for (size_t i = 0; i < count && at < d->table.len; i++) {
        size_t levels = lists[i].simple ? 1 : LEVELS;
        tc_list_level *level = tc_arena_array(d->x->arena, levels, sizeof *level);
        for (size_t k = 0; k < levels && at < d->table.len; k++) {
            lists[i].levels.at[k] = &level[k];
            at += read_level(d, &level[k], tc_le_part(d->table, at, d->table.len));
        }
    }
    *out_count = count;
    return lists;
}

/* What a list has that its abstract list has not: other starts; whole levels are read over. */
static size_t read_overrides(tc_doc *d, tc_doc_list *l, tc_span s, size_t count)
{
    size_t at = 4;
    for (size_t i = 0; i < count && at < s.len; i++) {
        uint32_t start = tc_le32(s, at), flags = tc_le32(s, at + 4);
        size_t level = flags & 15u;
        at += LFOLVL;
        if (flags & 32u) {
            tc_list_level *own = tc_arena_alloc(d->x->arena, sizeof *own);
            at += read_level(d, own, tc_le_part(s, at, s.len));
            start = own->start;
            if (level < LEVELS)
                l->levels.at[level] = own;
        }
        if ((flags & 16u) && level < LEVELS) {
            l->restarts[level] = true;
            l->restart[level] = start;
        }
    }
    return at;
}

void tc_doc_read_lists(tc_doc *d)
{
    size_t abstract_count, at;
    abstract *lists = read_abstracts(d, &abstract_count);
    tc_span part = tc_doc_part(d, PLF_LFO);
    size_t count = tc_le32(part, 0);
    if (count > part.len / LFO)
        count = part.len / LFO;
    d->lists = tc_arena_array(d->x->arena, count + 1, sizeof *d->lists);
    d->list_count = count;
    at = 4 + count * LFO;
    for (size_t i = 0; i < count; i++) {
        uint32_t id = tc_le32(part, 4 + i * LFO);
        for (size_t k = 0; k < abstract_count; k++) {
            if (lists[k].id == id) {
                d->lists[i].levels = lists[k].levels;
                d->lists[i].count = &lists[k].count;
            }
        }
        at += read_overrides(d, &d->lists[i], tc_le_part(part, at, part.len),
                             tc_le8(part, 4 + i * LFO + 12));
    }
}

tc_span tc_doc_list_label(tc_doc *d, const tc_doc_pap *p)
{
    if (p->list == 0 || p->list > d->list_count)
        return TC_SPAN("");
    tc_doc_list *l = &d->lists[p->list - 1];
    size_t level = p->level < LEVELS ? p->level : 0;
    if (!l->count || !l->levels.at[level])
        return TC_SPAN("");
    const uint32_t *restart = l->restarts[level] ? &l->restart[level] : NULL;
    tc_list_next(l->count, &l->levels, level, restart);
    l->restarts[level] = false;
    return tc_list_label(d->x->arena, l->count, &l->levels, level);
}
