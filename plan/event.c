/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events and periods: one walk over the text, a reader for each kind of cue. */
#include "plan/event.h"
#include "plan/begins.h"

#include <stdlib.h>

#define EVENT(ID, LABEL, Y, M, D, LUNAR) KNOWN_##ID,
#define ALIAS(ID, PHRASE)
#define NOT(PHRASE)
enum {
#include "plan/events.def"
    KNOWN_COUNT
};
#undef EVENT
#undef ALIAS

#define EVENT(ID, LABEL, Y, M, D, LUNAR) {#ID, LABEL, {Y, M, D}, LUNAR},
#define ALIAS(ID, PHRASE)
static const tc_known_event known_events[] = {
#include "plan/events.def"
};
#undef EVENT
#undef ALIAS
#undef NOT

#define EVENT(ID, LABEL, Y, M, D, LUNAR)
#define ALIAS(ID, PHRASE) {PHRASE, KNOWN_##ID},
#define NOT(PHRASE) {PHRASE, KNOWN_COUNT},
static const tc_phrase known_phrases[] = {
#include "plan/events.def"
};
#undef EVENT
#undef ALIAS
#undef NOT

#define CUE(PHRASE, ID) {PHRASE, TC_EVENT_CUE_##ID},
static const tc_phrase cue_phrases[] = {
#include "plan/event_cues.def"
};
#undef CUE

#define COUNT(a) (sizeof(a) / sizeof *(a))

tc_status tc_event_words_new(struct tc_event_words **out, tc_lexicon *lexicon, tc_error *err)
{
    *out = NULL;
    struct tc_event_words *w = calloc(1, sizeof *w);
    if (!w)
        return tc_fail(err, TC_ENOMEM, "no memory for the events' words");
    tc_status s = tc_phrases_new(&w->cues, lexicon, cue_phrases, COUNT(cue_phrases), err);
    if (s == TC_OK)
        s = tc_phrases_new(&w->known, lexicon, known_phrases, COUNT(known_phrases), err);
    if (s != TC_OK) {
        tc_event_words_free(w);
        return s;
    }
    *out = w;
    return TC_OK;
}

void tc_event_words_free(struct tc_event_words *w)
{
    if (!w)
        return;
    tc_phrases_free(w->cues);
    tc_phrases_free(w->known);
    free(w);
}

int tc_event_cue_at(const tc_reading *r, size_t token, size_t *next)
{
    return token < r->tokens->len ? tc_phrase_at(r, r->reader->event->cues, token, next) : -1;
}

const tc_known_event *tc_event_known_at(const tc_reading *r, size_t token, size_t *next)
{
    if (token >= r->tokens->len)
        return NULL;
    int at = tc_phrase_at(r, r->reader->event->known, token, next);
    return at < 0 || at == KNOWN_COUNT ? NULL : &known_events[at];
}

tc_span tc_event_known_id(tc_arena *arena, const tc_known_event *known)
{
    char *id = tc_arena_printf(arena, "%s", known->id);
    for (char *c = id; *c; c++)
        if (*c == '_')
            *c = '-';
    return tc_span_str(id);
}

static bool has_id(const tc_known_event *known, tc_span id)
{
    size_t i = 0;
    while (i < id.len && id.ptr[i] == (known->id[i] == '_' ? '-' : known->id[i]))
        i++;
    return i == id.len && known->id[i] == '\0';
}

const tc_known_event *tc_event_known(tc_span id)
{
    for (size_t i = 0; i < KNOWN_COUNT; i++)
        if (has_id(&known_events[i], id))
            return &known_events[i];
    return NULL;
}

bool tc_event_punct(const tc_reading *r, size_t i, uint32_t cp)
{
    return tc_token_is_sign(r->tokens, i, cp);
}

bool tc_event_dash(const tc_reading *r, size_t i)
{
    const tc_tokens *t = r->tokens;
    return i < t->len && t->items[i].kind == TC_TOKEN_PUNCT &&
           (t->items[i].word == '-' || (t->items[i].word >= 0x2010 && t->items[i].word <= 0x2015) ||
            t->items[i].word == 0x2212);
}

bool tc_event_stop(const tc_reading *r, size_t i)
{
    const tc_tokens *t = r->tokens;
    if (i >= t->len || (t->items[i].flags & TC_PARA_START))
        return true;
    if (t->items[i].kind != TC_TOKEN_PUNCT)
        return false;
    if ((t->items[i].flags & TC_LINE_START) && (tc_event_dash(r, i) || t->items[i].word == '+'))
        return true;
    if (t->items[i].word == ';' || t->items[i].word == '|')
        return true;
    return t->items[i].word == '.' && (i + 1 >= t->len || !(t->items[i + 1].flags & TC_GLUED) ||
                                       tc_event_punct(r, i + 1, '/'));
}

tc_span tc_event_text(const tc_reading *r, size_t first, size_t next)
{
    if (first >= next)
        return TC_SPAN("");
    tc_span s = tc_reading_text(r, first, next);
    char *out = tc_arena_alloc(r->arena, s.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != '*' && s.ptr[i] != '|' && s.ptr[i] != '#')
            out[len++] = s.ptr[i];
    s = tc_text_squeeze(r->arena, tc_span_make(out, len));
    while (s.len && strchr(" .,;:-(", s.ptr[s.len - 1]))
        s.len--;
    while (s.len && strchr(" ,;:-", s.ptr[0]))
        s = tc_span_sub(s, 1, s.len);
    return s;
}

tc_event *tc_event_add(tc_reading *r, tc_event_kind kind, size_t first, size_t next, tc_span label)
{
    tc_event *e = tc_vec_add(r->arena, &r->plan->events);
    e->kind = kind;
    e->label = label;
    e->span = tc_reading_range(r, first, next);
    e->id = tc_text_slug(r->arena, label, '-');
    e->section = tc_reading_section(r, first);
    return e;
}

bool tc_event_date(const tc_reading *r, size_t i, tc_date *out, size_t *next)
{
    const tc_tokens *t = r->tokens;
    if (i >= t->len)
        return false;
    if (tc_date_read(t, i, true, out, next))
        return true;
    if (t->items[i].kind != TC_TOKEN_DIGITS || t->items[i].end - t->items[i].start != 4)
        return false;
    uint32_t year = tc_token_word(t, i)->value;
    bool part = i + 1 < t->len && (t->items[i + 1].flags & TC_GLUED) &&
                (tc_event_punct(r, i + 1, '/') || tc_event_punct(r, i + 1, '.')) &&
                i + 2 < t->len && (t->items[i + 2].flags & TC_GLUED);
    if (year < 1000 || year > 2999 || part)
        return false;
    *out = (tc_date){(int16_t)year, 0, 0};
    *next = i + 1;
    return true;
}

static size_t read_cue(tc_reading *r, size_t i)
{
    size_t next;
    int cue = tc_event_cue_at(r, i, &next);
    switch (cue) {
    case TC_EVENT_CUE_KEEP:
    case TC_EVENT_CUE_YEARS:
    case TC_EVENT_CUE_MEDAL:
        return tc_anniversary_read(r, i, cue, next);
    case TC_EVENT_CUE_CONGRESS:
    case TC_EVENT_CUE_SESSION:
    case TC_EVENT_CUE_ELECTION:
    case TC_EVENT_CUE_HOLIDAY:
    case TC_EVENT_CUE_CAMPAIGN:
        return tc_occasion_read(r, i, cue, next);
    case TC_EVENT_CUE_FROM:
    case TC_EVENT_CUE_DAY:
    case TC_EVENT_CUE_MONTH:
        return tc_period_read(r, i, cue, next);
    default:
        return cue < 0 ? i + 1 : next;
    }
}

void tc_event_read(tc_reading *r)
{
    const tc_tokens *t = r->tokens;
    size_t i = 0; /* what was taken over a line end is not read again */
    for (size_t line = 0; line < t->line_count; line++) {
        size_t first = t->lines[line].first, end = first + t->lines[line].count;
        if (r->line_class[line] == TC_LINE_FURNITURE)
            continue;
        i = i > first ? i : first;
        while (i < end) {
            if (tc_begins_at(r, t, i) & TC_BEGINS_EVENT_CUE)
                i = read_cue(r, i);
            else if (tc_event_punct(r, i, ':') || tc_event_punct(r, i, '|'))
                /* "Thời gian: 01/12/2023 - 10/01/2024", and such a cell */
                i = tc_period_read(r, i, -1, i + 1);
            else
                i++;
        }
    }
    tc_anniversary_complete(r);
}
