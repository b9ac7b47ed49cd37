/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown's stars inside words. Pages that were made to Markdown letter by letter have many
 * ("quy**ề**n", "QUY****ẾT", "202**5"); there they go. Between two words that want their blank
 * ("Nghị quyết**số") and before a footnote's number they stand. */
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "text/normal.h"
#include "text/syllable.h"

typedef struct {
    tc_arena *arena;
    const tc_text *text;
    char *out; /* NULL while nothing went */
    size_t len, copied;
    TC_VEC(struct tc_text_point) points;
    size_t next_point;
} joiner;

/* The letters that end a string; none when they are too many for a syllable. */
static tc_span last_letters(tc_span s)
{
    size_t at = s.len;
    while (at > 0 && s.len - at <= TC_SYLLABLE_MAX) {
        size_t before = at;
        if (!u_isalpha((UChar32)tc_utf8_prev(s, &before)))
            break;
        at = before;
    }
    return s.len - at <= TC_SYLLABLE_MAX ? tc_span_sub(s, at, s.len) : tc_span_make("", 0);
}

/* What stands before the stars at pos, without the stars that went. */
static size_t word_before(const joiner *j, size_t pos, char out[2 * TC_SYLLABLE_MAX])
{
    tc_span copied = tc_span_sub(j->text->norm, j->copied, pos), end = last_letters(copied);
    tc_span start = {"", 0};
    if (end.len == copied.len && j->out)
        start = last_letters(tc_span_make(j->out, j->len));
    if (start.len + end.len > TC_SYLLABLE_MAX)
        return 0;
    if (start.len)
        memcpy(out, start.ptr, start.len);
    if (end.len)
        memcpy(out + start.len, end.ptr, end.len);
    return start.len + end.len;
}

static size_t behind_stars(tc_span s, size_t pos)
{
    while (pos < s.len && s.ptr[pos] == '*')
        pos++;
    return pos;
}

static size_t behind_letters(tc_span s, size_t pos)
{
    for (size_t next = pos; pos < s.len && u_isalpha((UChar32)tc_utf8_next(s, &next)); pos = next)
        ;
    return pos;
}

static bool is_syllable(tc_span word)
{
    char lower[4 * TC_SYLLABLE_MAX];
    size_t len = 0;
    for (size_t pos = 0; pos < word.len && len + 4 <= sizeof lower;)
        len += tc_utf8_put(lower + len, (uint32_t)u_tolower((UChar32)tc_utf8_next(word, &pos)));
    tc_syllable_count c = {0, 0, 0, 0};
    tc_syllable_tally(tc_span_make(lower, len), 1, &c);
    return c.words == 1 && c.valid == 1;
}

/* Is what the stars [pos, end) part one word or number? */
static bool inside_word(const joiner *j, size_t pos, size_t end)
{
    tc_span s = j->text->norm;
    char word[2 * TC_SYLLABLE_MAX];
    size_t at = pos, next = end;
    uint32_t before = tc_utf8_prev(s, &at), after = tc_utf8_next(s, &next);
    if (u_isdigit((UChar32)before) || u_isdigit((UChar32)after))
        return end > pos + 1 && u_isdigit((UChar32)before) && u_isdigit((UChar32)after);
    size_t len = u_isalpha((UChar32)after) ? word_before(j, pos, word) : 0;
    for (next = end; len;) { /* the word may have more stars in it */
        size_t stop = behind_letters(s, next);
        if (stop == next || len + (stop - next) > sizeof word)
            return false;
        memcpy(word + len, s.ptr + next, stop - next);
        len += stop - next;
        if (is_syllable(tc_span_make(word, len)))
            return true;
        next = behind_stars(s, stop);
        if (next == stop)
            return false;
    }
    return false;
}

static void keep_point(joiner *j, size_t norm, size_t source)
{
    struct tc_text_point p = {(uint32_t)norm, (uint32_t)source};
    struct tc_text_point *last = j->points.len ? &j->points.items[j->points.len - 1] : NULL;
    if (!last || last->norm != p.norm || last->source != p.source)
        tc_vec_push(j->arena, &j->points, p);
}

/* Copies up to a place, with its points. */
static void catch_up(joiner *j, size_t upto)
{
    const tc_text *t = j->text;
    size_t gone = j->copied - j->len;
    if (!j->out)
        j->out = tc_arena_space(j->arena, t->norm.len + 1, 1);
    for (; j->next_point < t->point_count && t->points[j->next_point].norm <= upto; j->next_point++)
        keep_point(j, t->points[j->next_point].norm - gone, t->points[j->next_point].source);
    memcpy(j->out + j->len, t->norm.ptr + j->copied, upto - j->copied);
    j->len += upto - j->copied;
    j->copied = upto;
}

static void drop(joiner *j, size_t start, size_t end)
{
    tc_range source = tc_text_source_range(j->text, (tc_range){start, end});
    catch_up(j, start);
    keep_point(j, j->len, source.start);
    keep_point(j, j->len, source.end);
    while (j->next_point < j->text->point_count && j->text->points[j->next_point].norm < end)
        j->next_point++;
    j->copied = end;
}

void tc_emphasis_join(tc_text *text, tc_arena *arena)
{
    joiner j = {.arena = arena, .text = text};
    tc_span s = text->norm;
    for (size_t pos = 1; pos < s.len;) {
        const char *star = memchr(s.ptr + pos, '*', s.len - pos);
        if (!star)
            break;
        pos = (size_t)(star - s.ptr);
        size_t end = behind_stars(s, pos);
        if (end < s.len && inside_word(&j, pos, end))
            drop(&j, pos, end);
        pos = end;
    }
    if (!j.out)
        return;
    catch_up(&j, s.len);
    text->norm = tc_span_make(j.out, j.len);
    text->points = j.points.items;
    text->point_count = j.points.len;
}
