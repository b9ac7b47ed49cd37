/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/word_notes.h"

#include <stdlib.h>

void *tc_word_notes_meet(tc_word_notes *n, void *items, size_t size, const tc_lexicon *lexicon,
                         tc_arena *arena)
{
    size_t words = tc_lexicon_size(lexicon);
    if (n->trims != tc_lexicon_trims(lexicon))
        n->count = 0; /* ids may mean other words now */
    n->trims = tc_lexicon_trims(lexicon);
    if (words <= n->room)
        return items;
    size_t room = words + words / 2;
    items = realloc(items, room * size);
    if (!items)
        tc_arena_no_memory(arena);
    n->room = room;
    return items;
}
