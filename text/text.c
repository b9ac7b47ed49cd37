/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/text.h"

#include <unicode/uchar.h>

#include "base/utf8.h"
#include "text/normal.h"

/* Nothing is copied until the first character that has to change. */
typedef struct {
    tc_arena *arena;
    const UNormalizer2 *nfc;
    tc_span source;
    char *out;
    size_t len, cap;
    size_t copied; /* of source */
    TC_VEC(struct tc_text_point) points;
} builder;

static void put(builder *b, tc_span s)
{
    if (b->cap - b->len < s.len) {
        size_t cap = b->cap + b->cap / 2 + s.len + 64;
        char *out = tc_arena_space(b->arena, cap, 1);
        if (b->len)
            memcpy(out, b->out, b->len);
        b->out = out;
        b->cap = cap;
    }
    if (s.len)
        memcpy(b->out + b->len, s.ptr, s.len);
    b->len += s.len;
}

static void catch_up(builder *b, size_t upto)
{
    if (!b->out) {
        b->cap = b->source.len + b->source.len / 64 + 64;
        b->out = tc_arena_space(b->arena, b->cap, 1);
    }
    put(b, tc_span_sub(b->source, b->copied, upto));
    b->copied = upto;
}

static void add_point(builder *b, size_t norm, size_t source)
{
    struct tc_text_point p = {(uint32_t)norm, (uint32_t)source};
    if (b->points.len) {
        struct tc_text_point last = b->points.items[b->points.len - 1];
        if (last.norm == p.norm && last.source == p.source)
            return;
    }
    tc_vec_push(b->arena, &b->points, p);
}

/* Stretches between points are of equal length (parallel) or one rewritten unit; a deletion is
 * a unit that is empty on the normalised side. */
static void replace(builder *b, size_t start, size_t end, tc_span with)
{
    if (tc_span_eq(tc_span_sub(b->source, start, end), with))
        return;
    catch_up(b, start);
    size_t norm = b->len;
    put(b, with);
    b->copied = end;
    if (with.len != end - start) {
        add_point(b, norm, start);
        add_point(b, b->len, end);
    }
}

static uint32_t peek(tc_span s, size_t pos)
{
    return pos < s.len ? tc_utf8_next(s, &pos) : '\n';
}

/* A soft hyphen inside a word is typesetting and goes. Anywhere else it stands for a dash: in
 * document numbers ("35<SHY>NQ/TW", "NĐ<SHY>CP"), between numbers, and as a list mark. */
static bool is_dash(tc_span s, size_t pos)
{
    size_t at = pos;
    uint32_t before = at ? tc_utf8_prev(s, &at) : '\n';
    uint32_t after = peek(s, pos + 2);
    if (!u_isalpha((UChar32)before))
        return true;
    if (u_isdigit((UChar32)after))
        return true;
    return u_isupper((UChar32)before) && u_isupper((UChar32)after);
}

static size_t rewrite_break(builder *b, size_t pos, size_t len)
{
    if (b->source.ptr[pos] == '\r' && peek(b->source, pos + 1) == '\n' && pos + 1 < b->source.len) {
        replace(b, pos, pos + 1, TC_SPAN(""));
        return pos + 2;
    }
    replace(b, pos, pos + len, TC_SPAN("\n"));
    return pos + len;
}

enum { MAX_MARKS = 30 }; /* UAX 15, Stream-Safe Text Format */

/* The end of the cluster that the character before pos starts; trailing GONE ones stay out. */
static size_t cluster_end(const builder *b, size_t pos, size_t *marks)
{
    size_t end = pos;
    *marks = 0;
    while (pos < b->source.len) {
        tc_char_class c = tc_char_classify(b->nfc, tc_utf8_next(b->source, &pos));
        if (c == TC_CHAR_MARK) {
            end = pos;
            ++*marks;
        } else if (c != TC_CHAR_GONE && c != TC_CHAR_HYPHEN) {
            break;
        }
    }
    return end;
}

/* Composes the cluster around [pos, next); it may start before pos, but not before what is
 * already copied. Returns the offset behind it. */
static size_t rewrite_cluster(builder *b, size_t pos, size_t next)
{
    size_t start = pos;
    while (start > b->copied) {
        size_t at = start;
        tc_char_class here = tc_char_classify(b->nfc, peek(b->source, at));
        if (here != TC_CHAR_MARK && here != TC_CHAR_GONE && here != TC_CHAR_HYPHEN)
            break;
        uint32_t before = tc_utf8_prev(b->source, &at);
        if (before < 0x20 || before == ' ' || before == 0xA0)
            break;
        start = at;
    }
    size_t marks, end = cluster_end(b, next, &marks);
    tc_span cluster = tc_span_sub(b->source, start, end);
    /* ICU puts marks in order in quadratic time: more than a writer can mean stay as they are */
    if (marks <= MAX_MARKS)
        replace(b, start, end, tc_cluster_compose(b->arena, b->nfc, cluster));
    return end;
}

static size_t rewrite_gone(builder *b, size_t pos, size_t next)
{
    tc_char_class c = TC_CHAR_GONE;
    size_t end = next;
    while (end < b->source.len) {
        size_t at = end;
        c = tc_char_classify(b->nfc, tc_utf8_next(b->source, &at));
        if (c != TC_CHAR_GONE)
            break;
        end = at;
    }
    if (c == TC_CHAR_MARK && pos > b->copied)
        return rewrite_cluster(b, pos, end);
    replace(b, pos, end, TC_SPAN(""));
    return end;
}

/* Deals with the character at pos, which the quick scan did not know. SIZE_MAX: not UTF-8. */
static size_t step(builder *b, size_t pos)
{
    size_t next = pos;
    uint32_t cp = tc_utf8_next(b->source, &next);
    if (cp == 0xFFFD && next == pos + 1)
        return SIZE_MAX;
    switch (tc_char_classify(b->nfc, cp)) {
    case TC_CHAR_PLAIN:
        return next;
    case TC_CHAR_GONE:
        return rewrite_gone(b, pos, next);
    case TC_CHAR_BREAK:
        return rewrite_break(b, pos, next - pos);
    case TC_CHAR_HYPHEN:
        if (!is_dash(b->source, pos))
            return rewrite_gone(b, pos, next);
        replace(b, pos, next, TC_SPAN("-"));
        return next;
    case TC_CHAR_MARK:
    case TC_CHAR_REWRITE:
        return rewrite_cluster(b, pos, next);
    }
    return next;
}

tc_status tc_text_normalize(tc_text **out, tc_arena *arena, tc_span source, tc_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    builder b = {.arena = arena, .nfc = unorm2_getNFCInstance(&status), .source = source};
    if (U_FAILURE(status))
        return tc_fail(err, TC_EINTERNAL, "ICU: %s", u_errorName(status));
    if (source.len > (size_t)1 << 31)
        return tc_fail(err, TC_ETOOBIG, "text of %zu bytes is over the limit of 2 GiB", source.len);
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(arena, &guard))
        return tc_fail(err, TC_ENOMEM, "no memory to normalise a text of %zu bytes", source.len);
    for (size_t pos = 0; (pos = tc_plain_run(source, pos)) < source.len;) {
        size_t next = step(&b, pos);
        if (next == SIZE_MAX || b.len > (size_t)UINT32_MAX - 64) {
            tc_arena_uncatch(arena, &guard);
            return next == SIZE_MAX ? tc_fail(err, TC_EUTF8, "not UTF-8 at byte %zu", pos)
                                    : tc_fail(err, TC_ETOOBIG, "normalised text over 4 GiB");
        }
        pos = next;
    }
    tc_text *text = tc_arena_alloc(arena, sizeof *text);
    text->source = source;
    text->norm = source;
    if (b.out) {
        catch_up(&b, source.len);
        text->norm = tc_span_make(b.out, b.len);
        text->points = b.points.items;
        text->point_count = b.points.len;
    }
    tc_emphasis_join(text, arena);
    tc_arena_uncatch(arena, &guard);
    *out = text;
    return TC_OK;
}

/* The stretch between two points that holds an offset. */
typedef struct {
    struct tc_text_point first, last;
} stretch;

/* The last point at or before an offset of one side starts it. */
static stretch stretch_at(const tc_text *t, size_t offset, bool in_source)
{
    size_t lo = 0, hi = t->point_count; /* points before lo are at or before the offset */
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        struct tc_text_point p = t->points[mid];
        if ((in_source ? p.source : p.norm) <= offset)
            lo = mid + 1;
        else
            hi = mid;
    }
    stretch s = {{0, 0}, {(uint32_t)t->norm.len, (uint32_t)t->source.len}};
    if (lo > 0)
        s.first = t->points[lo - 1];
    if (lo < t->point_count)
        s.last = t->points[lo];
    return s;
}

static bool is_parallel(stretch s)
{
    return s.last.norm - s.first.norm == s.last.source - s.first.source;
}

static size_t utf8_ceil(tc_span s, size_t n)
{
    while (n < s.len && ((unsigned char)s.ptr[n] & 0xC0) == 0x80)
        n++;
    return n;
}

size_t tc_text_source_offset(const tc_text *t, size_t norm)
{
    norm = tc_utf8_floor(t->norm, norm);
    stretch s = stretch_at(t, norm, false);
    if (!is_parallel(s))
        return s.first.source;
    return tc_utf8_floor(t->source, s.first.source + (norm - s.first.norm));
}

tc_range tc_text_source_range(const tc_text *t, tc_range norm)
{
    norm.end = utf8_ceil(t->norm, norm.end < t->norm.len ? norm.end : t->norm.len);
    tc_range r;
    r.start = r.end = tc_text_source_offset(t, norm.start);
    if (norm.end <= norm.start)
        return r;
    stretch s = stretch_at(t, norm.end - 1, false);
    r.end = is_parallel(s) ? utf8_ceil(t->source, s.first.source + (norm.end - s.first.norm))
                           : s.last.source;
    return r;
}

size_t tc_text_norm_offset(const tc_text *t, size_t source)
{
    if (source >= t->source.len)
        return t->norm.len;
    stretch s = stretch_at(t, source, true);
    if (is_parallel(s))
        return utf8_ceil(t->norm, s.first.norm + (source - s.first.source));
    return source == s.first.source ? s.first.norm : s.last.norm;
}
