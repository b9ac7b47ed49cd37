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
    b->bits = tc_word_notes_meet(&b->met, b->bits, 2, reader->lexicon, arena);
    for (; b->met.count < size; b->met.count++) {
        size_t id = b->met.count;
        const tc_word *w = tc_lexicon_at(reader->lexicon, (uint32_t)id);
        b->bits[2 * id] = look_up(reader, w, false);
        b->bits[2 * id + 1] = look_up(reader, w, true);
    }
}
