/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places that make numbers and congresses unique: which province, city, district a text is of. */
#include "plan/citation.h"

#include "base/utf8.h"

enum { PLACE_WORDS = 4, PLACES = 256 };

/* Words that carry a level, alone or with "ủy", "đoàn", "phố" behind them. */
static const struct {
    tc_span marked, folded;
    tc_area_level level;
} levels[] = {
    {TC_SPAN_LIT("tỉnh"), TC_SPAN_LIT("tinh"), TC_AREA_PROVINCE},
    {TC_SPAN_LIT("thành"), TC_SPAN_LIT("thanh"), TC_AREA_CITY},
    {TC_SPAN_LIT("tp"), TC_SPAN_LIT("tp"), TC_AREA_CITY},
    {TC_SPAN_LIT("huyện"), TC_SPAN_LIT("huyen"), TC_AREA_DISTRICT},
    {TC_SPAN_LIT("quận"), TC_SPAN_LIT("quan"), TC_AREA_DISTRICT},
    {TC_SPAN_LIT("thị"), TC_SPAN_LIT("thi"), TC_AREA_DISTRICT},
    {TC_SPAN_LIT("xã"), TC_SPAN_LIT("xa"), TC_AREA_COMMUNE},
    {TC_SPAN_LIT("phường"), TC_SPAN_LIT("phuong"), TC_AREA_COMMUNE},
    {TC_SPAN_LIT("đặc"), TC_SPAN_LIT("dac"), TC_AREA_COMMUNE},
};

/* lower: the word; unmarked: the text around has no marks, so that "quan" may be "quận". */
static tc_area_level level_of(tc_span lower, bool unmarked)
{
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (tc_span_eq(levels[i].marked, lower) ||
            (unmarked && tc_span_eq(levels[i].folded, lower)))
            return levels[i].level;
    return TC_AREA_NONE;
}

/* The second half of a level's word: "thành phố", "thị xã", "tỉnh ủy", "huyện đoàn". */
static bool level_tail(tc_span folded)
{
    return tc_span_eq(folded, TC_SPAN("uy")) || tc_span_eq(folded, TC_SPAN("doan")) ||
           tc_span_eq(folded, TC_SPAN("pho")) || tc_span_eq(folded, TC_SPAN("xa")) ||
           tc_span_eq(folded, TC_SPAN("khu")) || tc_span_eq(folded, TC_SPAN("tran"));
}

/* Cities and communes need their second word: "thành" alone is another word. */
static bool needs_tail(tc_span folded)
{
    return tc_span_eq(folded, TC_SPAN("thanh")) || tc_span_eq(folded, TC_SPAN("thi")) ||
           tc_span_eq(folded, TC_SPAN("dac"));
}

void tc_area_read(tc_citer *c, size_t token)
{
    const tc_word *w = tc_token_word(c->t, token);
    tc_area_level level = level_of(w->lower, c->view.unmarked);
    size_t first = token + 1;
    const tc_word *tail = first < c->t->len ? tc_token_word(c->t, first) : NULL;
    if (tc_cite_punct(c, first, '.')) {
        first++; /* "TP. Lai Châu" */
    } else if (tail && level_tail(tail->folded) && !tc_cite_capital(c, first)) {
        first++;
    } else if (tail && needs_tail(w->folded)) {
        return;
    }
    size_t next = first;
    while (next < c->t->len && next < first + PLACE_WORDS && !tc_cite_break(c, next) &&
           c->t->items[next].kind == TC_TOKEN_WORD &&
           (c->t->items[next].flags & (TC_CAPITAL | TC_ALL_CAPS)) == TC_CAPITAL &&
           (next == first || !(c->t->items[next].flags & TC_LINE_START) ||
            c->t->items[next - 1].kind == TC_TOKEN_WORD))
        next++;
    if (next == first || level == TC_AREA_NONE)
        return;
    for (size_t i = 0; i < c->areas.len; i++) {
        struct tc_area *a = &c->areas.items[i];
        if (a->level == level && a->name.len == next - first &&
            tc_cite_same_words(c, &a->name, first)) {
            a->count++;
            return;
        }
    }
    if (c->areas.len < PLACES)
        tc_vec_push(c->arena, &c->areas,
                    ((struct tc_area){level, tc_cite_words(c, first, next),
                                      tc_cite_text(c, first, next), 1}));
}

/* The next word of a string, from *pos on. */
static bool next_word(tc_span s, size_t *pos, tc_span *word)
{
    while (*pos < s.len && s.ptr[*pos] == ' ')
        (*pos)++;
    size_t start = *pos;
    while (*pos < s.len && s.ptr[*pos] != ' ')
        (*pos)++;
    *word = tc_span_sub(s, start, *pos);
    return word->len > 0;
}

static bool capital(tc_arena *arena, tc_span word)
{
    tc_span lower = tc_text_lower(arena, word);
    size_t a = 0, b = 0;
    return word.len && lower.len && tc_utf8_next(word, &a) != tc_utf8_next(lower, &b);
}

/* The dash of "Bà Rịa - Vũng Tàu" and "Thừa Thiên - Huế", behind organ[0, end). */
static bool joined(tc_arena *arena, tc_span organ, size_t end, tc_span dash)
{
    tc_span before = tc_text_slug(arena, tc_span_sub(organ, 0, end), ' ');
    return tc_text_slug(arena, dash, ' ').len == 0 &&
           (tc_span_ends(before, TC_SPAN(" ria")) || tc_span_ends(before, TC_SPAN(" thien")));
}

/* The level that the word of organ before *pos tells; *pos moves behind its second half. */
static tc_area_level level_at(tc_arena *arena, tc_span organ, tc_span word, bool unmarked,
                              size_t *pos)
{
    tc_span lower = tc_text_lower(arena, word), tail, second = {"", 0};
    if (tc_span_ends(lower, TC_SPAN("."))) /* "TP." */
        lower.len--;
    tc_area_level level = level_of(lower, unmarked);
    size_t behind = *pos;
    if (level == TC_AREA_NONE)
        return level;
    if (next_word(organ, &behind, &tail))
        second = tc_text_slug(arena, tail, ' ');
    if (level_tail(second)) {
        *pos = behind;
        return level;
    }
    bool society = level == TC_AREA_COMMUNE && tc_span_eq(second, TC_SPAN("hoi")); /* xã hội */
    return society || needs_tail(tc_text_slug(arena, lower, ' ')) ? TC_AREA_NONE : level;
}

tc_area_level tc_area_of(tc_arena *arena, tc_span organ, tc_span *place)
{
    tc_area_level level = TC_AREA_NONE;
    *place = tc_span_make("", 0);
    tc_span word;
    bool unmarked = true;
    for (size_t i = 0; i < organ.len; i++)
        unmarked = unmarked && (unsigned char)organ.ptr[i] < 0x80;
    for (size_t pos = 0; next_word(organ, &pos, &word);) {
        tc_area_level here = level_at(arena, organ, word, unmarked, &pos);
        if (here == TC_AREA_NONE)
            continue;
        level = here;
        size_t start = pos, end = pos;
        for (size_t p = pos; next_word(organ, &p, &word) &&
                             (capital(arena, word) || joined(arena, organ, end, word));)
            end = p;
        if (end > start)
            *place = tc_text_slug(arena, tc_span_sub(organ, start, end), '-');
    }
    return level;
}

tc_span tc_area_behind(tc_arena *arena, tc_span organ, tc_span head)
{
    tc_span word, none = {"", 0};
    size_t from = SIZE_MAX, start = SIZE_MAX, words = 0;
    for (size_t pos = 0; next_word(organ, &pos, &word);)
        if (tc_span_eq(tc_text_slug(arena, word, '-'), head))
            from = pos;
    if (from == SIZE_MAX || !next_word(organ, &from, &word)) /* the name's own first word */
        return none;
    for (size_t pos = from, end = from; next_word(organ, &pos, &word); end = pos) {
        if (capital(arena, word)) {
            start = words ? start : (size_t)(word.ptr - organ.ptr);
            words++;
        } else if (!words || !joined(arena, organ, end, word)) {
            words = 0;
        }
    }
    if (!words || words > PLACE_WORDS)
        return none;
    tc_span slug = tc_text_slug(arena, tc_span_sub(organ, start, organ.len), '-');
    bool whole = words > 1 || tc_span_eq(slug, TC_SPAN("hue")); /* the one place of one syllable */
    return whole && !tc_span_ends(slug, TC_SPAN("viet-nam")) ? slug : none;
}

tc_span tc_area_own(tc_citer *c, tc_area_level level)
{
    const tc_plan *plan = c->plan;
    tc_span place,
        sources[] = {plan->issuer, plan->issuer_parent, plan->signer.authority, c->view.top};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (tc_area_of(c->arena, sources[i], &place) == level && place.len)
            return place;
    if (level == TC_AREA_CITY && tc_area_of(c->arena, plan->place, &place) == level && place.len)
        return place;
    const struct tc_area *best = NULL;
    for (size_t i = 0; i < c->areas.len; i++)
        if (c->areas.items[i].level == level && (!best || c->areas.items[i].count > best->count))
            best = &c->areas.items[i];
    if (!best)
        return tc_span_make("", 0);
    return tc_text_slug(c->arena, best->text, '-');
}
