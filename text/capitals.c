/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/capitals.h"

#include "base/utf8.h"
#include "text/letter.h"
#include "text/syllable.h"

typedef enum {
    NO_WORD, /* the line's end, figures between */
    EITHER,  /* one capital at most, and small letters that have none: "Kế", "ở", "I" */
    SMALL,
    CAPITALS,
    CODE /* capitals that are no syllable: "KH" */
} look;

typedef struct {
    look is;
    bool odd; /* has small letters that have no capital */
    size_t start, end;
} word;

static tc_letter letter_at(tc_span s, size_t *pos)
{
    return tc_letter_split(tc_utf8_next(s, pos));
}

/* Is the word in capitals one that is spoken? */
static bool is_syllable(tc_span s)
{
    char toneless[TC_SYLLABLE_MAX + 4];
    size_t len = 0;
    unsigned tone = 0;
    for (size_t pos = 0; pos < s.len;) {
        tc_letter l = letter_at(s, &pos);
        tone = l.tone ? l.tone : tone;
        l.tone = l.upper = 0;
        if (len > TC_SYLLABLE_MAX)
            return false;
        len += tc_utf8_put(toneless + len, tc_letter_join(l));
    }
    return tc_syllable_has_shape(tc_span_make(toneless, len), tone);
}

static word look_at(tc_span s, size_t start)
{
    size_t capitals = 0, odd = 0, small = 0, end = start;
    bool first_odd = false;
    for (size_t pos = start; pos < s.len; end = pos) {
        tc_letter l = letter_at(s, &pos);
        if (!l.base)
            break;
        first_odd |= end == start && l.tone && !l.upper;
        capitals += l.upper;
        odd += !l.upper && l.tone;
        small += !l.upper && !l.tone;
    }
    word w = {EITHER, odd > 0, start, end};
    if (small)
        w.is = SMALL;
    else if (capitals > 1 || (capitals && first_odd))
        w.is = odd || is_syllable(tc_span_sub(s, start, end)) ? CAPITALS : CODE;
    return w;
}

static void raise(tc_buf *b, const word *w)
{
    for (size_t pos = w->start; pos < w->end;) {
        size_t at = pos;
        tc_letter l = letter_at(tc_buf_span(b), &pos);
        l.upper = 1;
        tc_utf8_put(b->ptr + at, tc_letter_join(l)); /* as long as the small letter */
    }
}

typedef struct {
    tc_buf *b;
    look before;    /* the last word that is not EITHER */
    size_t waiting; /* words behind it that are */
    word either[8];
} scan;

/* The waiting words stand between `before` and a word that looks so. */
static void settle(scan *s, look behind)
{
    bool capitals = s->before == CAPITALS || behind == CAPITALS;
    bool small = s->before == SMALL || behind == SMALL;
    for (size_t i = 0; i < s->waiting && capitals && !small; i++)
        raise(s->b, &s->either[i]);
    s->waiting = 0;
    s->before = behind;
}

static void take(scan *s, const word *w)
{
    if (w->is == EITHER && s->waiting < sizeof s->either / sizeof *s->either) {
        s->either[s->waiting++] = *w;
        return;
    }
    if (w->is == CAPITALS && w->odd)
        raise(s->b, w);
    settle(s, w->is == EITHER ? NO_WORD : w->is);
}

void tc_capitals_restore(tc_buf *b, size_t from)
{
    scan s = {.b = b};
    if (b->status != TC_OK)
        return;
    for (size_t pos = from; pos < b->len;) {
        size_t start = pos;
        tc_span text = tc_buf_span(b);
        if (letter_at(text, &pos).base) {
            const word w = look_at(text, start);
            take(&s, &w);
            pos = w.end;
        } else if (text.ptr[start] == '\n' || (text.ptr[start] >= '0' && text.ptr[start] <= '9')) {
            settle(&s, NO_WORD);
        }
    }
    settle(&s, NO_WORD);
}
