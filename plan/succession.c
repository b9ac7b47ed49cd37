/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a unit of the table in a typed name, and writing the name with the other unit in it. */
#include "plan/succession.h"

#include "text/key.h"

typedef struct {
    const char *before, *after, *since;
    bool joined;      /* the new name was nobody's before */
    bool place, city; /* city: the new one is no tỉnh any more */
} succession;

static const succession table[] = {
#define T false
#define C true
#define JOINED(BEFORE, AFTER, SINCE) {BEFORE, AFTER, SINCE, true, false, false},
#define TAKEN_OVER(BEFORE, AFTER, SINCE) {BEFORE, AFTER, SINCE, false, false, false},
#define PROVINCE(BEFORE, AFTER, CITY, SINCE) {BEFORE, AFTER, SINCE, false, true, CITY},
#include "plan/succession.def"
#undef PROVINCE
#undef TAKEN_OVER
#undef JOINED
#undef C
#undef T
};

enum { TABLE = sizeof table / sizeof *table, MAX_WORDS = 16 };

/* A name as words: marks of punctuation do not count. */
typedef struct {
    tc_span word[MAX_WORDS];
    tc_span accent[MAX_WORDS];
    size_t len;
} words;

static bool parts_words(char c)
{
    return c == ' ' || c == '-' || c == ',' || c == '.' || c == '"';
}

static void split(words *out, tc_arena *arena, tc_span name)
{
    out->len = 0;
    for (size_t i = 0; i < name.len && out->len < MAX_WORDS;) {
        while (i < name.len && parts_words(name.ptr[i]))
            i++;
        size_t start = i;
        while (i < name.len && !parts_words(name.ptr[i]))
            i++;
        if (i == start)
            break;
        tc_span folded;
        out->word[out->len] = tc_span_sub(name, start, i);
        tc_key_make(arena, tc_text_lower(arena, out->word[out->len]), &out->accent[out->len],
                    &folded);
        out->len++;
    }
}

/* Where the unit stands in the typed name; false when it does not. */
static bool find(const words *typed, const words *unit, size_t *at)
{
    for (size_t i = 0; unit->len && i + unit->len <= typed->len; i++) {
        size_t k = 0;
        while (k < unit->len && tc_key_matches(typed->accent[i + k], unit->accent[k]))
            k++;
        if (k == unit->len) {
            *at = i;
            return true;
        }
    }
    return false;
}

/* "Tỉnh ủy Quảng Nam" -> "Thành ủy Đà Nẵng", "tỉnh" -> "thành phố" before a place that is a city
 * now. What stands before the unit, respelt where it has to be. */
static tc_span lead(tc_arena *arena, const succession *s, tc_span name, const words *typed,
                    size_t at)
{
    static const struct {
        tc_span word, city;
    } levels[] = {{TC_SPAN_LIT("tinh"), TC_SPAN_LIT("thành phố")},
                  {TC_SPAN_LIT("uy"), TC_SPAN_LIT("Thành ủy")},
                  {TC_SPAN_LIT("doan"), TC_SPAN_LIT("Thành đoàn")}};
    const char *start = name.ptr;
    size_t len = at < typed->len ? (size_t)(typed->word[at].ptr - start) : name.len;
    if (!s->city || at == 0)
        return tc_span_make(start, len);
    tc_span last = tc_text_slug(arena, typed->word[at - 1], '-');
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
        if (!tc_span_eq(last, levels[k].word))
            continue;
        bool pair = k > 0; /* "Tỉnh ủy", "Tỉnh đoàn" */
        if (pair &&
            (at < 2 || !tc_span_eq(tc_text_slug(arena, typed->word[at - 2], '-'), levels[0].word)))
            continue;
        size_t kept = (size_t)(typed->word[at - 1 - pair].ptr - start);
        return tc_span_str(tc_arena_printf(arena, "%.*s%.*s ", (int)kept, start,
                                           (int)levels[k].city.len, levels[k].city.ptr));
    }
    return tc_span_make(start, len);
}

static void add(tc_other_names *out, tc_arena *arena, tc_span before, const char *unit,
                tc_span behind, tc_date from)
{
    tc_span name = tc_span_str(tc_arena_printf(arena, "%.*s%s%.*s", (int)before.len, before.ptr,
                                               unit, (int)behind.len, behind.ptr));
    for (size_t i = 0; i < out->len; i++)
        if (tc_span_eq(out->items[i].name, name))
            return;
    tc_vec_push(arena, out, ((tc_other_name){name, from}));
}

static tc_span rest(tc_span name, const words *typed, size_t next)
{
    const tc_span *last = &typed->word[next - 1];
    size_t at = (size_t)(last->ptr + last->len - name.ptr);
    return tc_span_sub(name, at, name.len);
}

/* "xã Bình Dương": a place of the same name, but no province. */
static bool is_lesser_place(tc_arena *arena, const words *typed, size_t at)
{
    static const char *const levels[] = {"xa", "phuong", "huyen", "quan", "tran", "thon", "ap"};
    tc_span before = at ? tc_text_slug(arena, typed->word[at - 1], '-') : tc_span_make("", 0);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (tc_span_eq(before, tc_span_str(levels[i])))
            return true;
    return false;
}

static void find_before(tc_other_names *out, tc_arena *arena, const succession *s, tc_span name,
                        const words *typed, size_t at, size_t len)
{
    if (s->joined)
        add(out, arena, tc_span_make(name.ptr, (size_t)(typed->word[at].ptr - name.ptr)), s->before,
            rest(name, typed, at + len), (tc_date){0, 0, 0});
}

void tc_succession_find(tc_other_names *out, tc_arena *arena, tc_span name)
{
    words typed, before, after;
    memset(out, 0, sizeof *out);
    split(&typed, arena, name);
    for (size_t i = 0; i < TABLE; i++) {
        const succession *s = &table[i];
        size_t at_before, at_after;
        split(&before, arena, tc_span_str(s->before));
        split(&after, arena, tc_span_str(s->after));
        bool is_before = find(&typed, &before, &at_before);
        bool is_after = find(&typed, &after, &at_after);
        /* "Ban Tuyên giáo" inside "Ban Tuyên giáo và Dân vận" is not the old one, and "Huế" inside
         * "Thừa Thiên Huế" not the new one */
        if (is_after && (!is_before || after.len > before.len)) {
            find_before(out, arena, s, name, &typed, at_after, after.len);
            continue;
        }
        if (!is_before || (s->place && is_lesser_place(arena, &typed, at_before)))
            continue;
        tc_date since = {0, 0, 0};
        tc_date_parse_iso(tc_span_str(s->since), &since);
        add(out, arena, lead(arena, s, name, &typed, at_before), s->after,
            rest(name, &typed, at_before + before.len), since);
    }
}
