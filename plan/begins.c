/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/begins.h"

#include <stdlib.h>

#include "plan/citation.h"
#include "plan/event.h"
#include "plan/unit.h"

static uint8_t look_up(const tc_plan_reader *reader, const tc_word *w, bool unmarked)
{
    uint8_t bits = tc_citation_begins(reader->citation, w, unmarked);
    if (tc_phrase_begins(reader->unit->partners, w, unmarked))
        bits |= TC_BEGINS_PARTNERS;
    if (tc_phrase_begins(reader->event->cues, w, unmarked))
        bits |= TC_BEGINS_EVENT_CUE;
    return bits;
}

tc_status tc_begins_new(tc_begins **out, tc_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? TC_OK : tc_fail(err, TC_ENOMEM, "no memory for a plan reader");
}

void tc_begins_free(tc_begins *b)
{
    if (!b)
        return;
    free(b->bits);
    free(b);
}

void tc_begins_meet(const tc_plan_reader *reader, tc_arena *arena)
{
    tc_begins *b = reader->begins;
    size_t size = tc_lexicon_size(reader->lexicon);
    if (b->trims != tc_lexicon_trims(reader->lexicon))
        b->count = 0; /* ids may mean other words now */
    b->trims = tc_lexicon_trims(reader->lexicon);
    if (size > b->room) {
        size_t room = size + size / 2;
        uint8_t *bits = realloc(b->bits, 2 * room);
        if (!bits)
            tc_arena_no_memory(arena);
        b->bits = bits;
        b->room = room;
    }
    for (; b->count < size; b->count++) {
        const tc_word *w = tc_lexicon_at(reader->lexicon, (uint32_t)b->count);
        b->bits[2 * b->count] = look_up(reader, w, false);
        b->bits[2 * b->count + 1] = look_up(reader, w, true);
    }
}
