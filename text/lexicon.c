/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/lexicon.h"

#include <stdlib.h>
#include <unicode/uchar.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/key.h"
#include "text/letter.h"
#include "text/roman.h"
#include "text/syllable_code.h"

enum {
    CHUNK = 1 << TC_CHUNK_BITS,
    FIRST_RAW_BITS = 9, /* a question has few words */
    FIRST_MAP_SIZE = 1 << 9,
    LOWER_MAX = 255, /* bytes; longer spellings are cut, with a hash of the whole */
    LOWER_HEAD = 64
};

tc_status tc_lexicon_new(tc_lexicon **out, tc_error *err)
{
    tc_lexicon *lex = calloc(1, sizeof *lex);
    if (!lex)
        return tc_fail(err, TC_ENOMEM, "no memory for the lexicon");
    tc_arena_init(&lex->arena);
    tc_arena_init(&lex->scratch);
    lex->raw_bits = FIRST_RAW_BITS;
    lex->raw = calloc((size_t)1 << FIRST_RAW_BITS, sizeof *lex->raw);
    lex->by_lower.key = offsetof(tc_word, lower);
    lex->by_accent.key = offsetof(tc_word, accent);
    lex->by_folded.key = offsetof(tc_word, folded);
    tc_word_map *maps[] = {&lex->by_lower, &lex->by_accent, &lex->by_folded};
    bool ok = lex->raw != NULL;
    for (size_t i = 0; i < 3; i++) {
        maps[i]->size = FIRST_MAP_SIZE;
        maps[i]->slots = calloc(FIRST_MAP_SIZE, sizeof *maps[i]->slots);
        ok = ok && maps[i]->slots;
    }
    if (!ok) {
        tc_lexicon_free(lex);
        return tc_fail(err, TC_ENOMEM, "no memory for the lexicon");
    }
    *out = lex;
    return TC_OK;
}

void tc_lexicon_free(tc_lexicon *lex)
{
    if (!lex)
        return;
    for (size_t i = 0; i < lex->chunk_count; i++)
        free(lex->words.chunks[i]);
    free(lex->words.chunks);
    free(lex->raw);
    free(lex->by_lower.slots);
    free(lex->by_accent.slots);
    free(lex->by_folded.slots);
    tc_breaker_free(lex->breaker);
    tc_arena_release(&lex->arena);
    tc_arena_release(&lex->scratch);
    free(lex);
}

static tc_word *word_at(const tc_lexicon *lex, size_t id)
{
    return &lex->words.chunks[id >> TC_CHUNK_BITS][id & (CHUNK - 1)];
}

size_t tc_lexicon_size(const tc_lexicon *lex)
{
    return lex->len;
}

static tc_span map_key(const tc_word_map *map, const tc_word *word)
{
    tc_span key;
    memcpy(&key, (const char *)word + map->key, sizeof key);
    return key;
}

/* The slot that holds key, or the free one where it belongs. */
static uint32_t *map_slot(const tc_lexicon *lex, const tc_word_map *map, tc_span key)
{
    size_t i = (size_t)tc_span_hash(key) & (map->size - 1);
    while (map->slots[i] && !tc_span_eq(map_key(map, word_at(lex, map->slots[i] - 1)), key))
        i = (i + 1) & (map->size - 1);
    return &map->slots[i];
}

/* The id of the first word with word's key: word itself when it is new. */
static uint32_t map_add(const tc_lexicon *lex, tc_word_map *map, const tc_word *word, uint32_t id)
{
    uint32_t *slot = map_slot(lex, map, map_key(map, word));
    if (*slot == 0) {
        *slot = id + 1;
        map->len++;
    }
    return *slot - 1;
}

static bool map_reserve(const tc_lexicon *lex, tc_word_map *map)
{
    if (map->len + 1 <= map->size / 2)
        return true;
    tc_word_map bigger = *map;
    bigger.size = map->size * 2;
    bigger.slots = calloc(bigger.size, sizeof *bigger.slots);
    if (!bigger.slots)
        return false;
    for (size_t i = 0; i < map->size; i++)
        if (map->slots[i])
            *map_slot(lex, &bigger, map_key(map, word_at(lex, map->slots[i] - 1))) = map->slots[i];
    free(map->slots);
    *map = bigger;
    return true;
}

static void raw_put(tc_raw_spelling *table, unsigned bits, tc_raw_spelling entry)
{
    size_t mask = ((size_t)1 << bits) - 1;
    size_t i = (size_t)(tc_raw_hash(entry.low, entry.high) >> (64 - bits));
    while (table[i].low)
        i = (i + 1) & mask;
    table[i] = entry;
}

static bool raw_reserve(tc_lexicon *lex)
{
    size_t size = (size_t)1 << lex->raw_bits;
    if (lex->raw_len + 1 <= size / 2)
        return true;
    tc_raw_spelling *bigger = calloc(size * 2, sizeof *bigger);
    if (!bigger)
        return false;
    for (size_t i = 0; i < size; i++)
        if (lex->raw[i].low)
            raw_put(bigger, lex->raw_bits + 1, lex->raw[i]);
    free(lex->raw);
    lex->raw = bigger;
    lex->raw_bits++;
    return true;
}

static bool reserve(tc_lexicon *lex)
{
    if (lex->len >= UINT32_MAX - 1)
        return false;
    if (lex->len >> TC_CHUNK_BITS == lex->chunk_count) {
        tc_word **chunks = realloc(lex->words.chunks, (lex->chunk_count + 1) * sizeof *chunks);
        if (!chunks)
            return false;
        lex->words.chunks = chunks;
        chunks[lex->chunk_count] = calloc(CHUNK, sizeof **chunks);
        if (!chunks[lex->chunk_count])
            return false;
        lex->chunk_count++;
    }
    return raw_reserve(lex) && map_reserve(lex, &lex->by_lower) &&
           map_reserve(lex, &lex->by_accent) && map_reserve(lex, &lex->by_folded);
}

static uint32_t case_flags(tc_span spelling)
{
    bool first = false, all = true, any = false;
    for (size_t pos = 0; pos < spelling.len;) {
        uint32_t cp = tc_utf8_next(spelling, &pos);
        tc_letter letter = tc_letter_split(cp);
        bool upper = letter.base ? letter.upper : cp >= 0x80 && u_isupper((UChar32)cp);
        if (!letter.base && !u_isalpha((UChar32)cp))
            continue;
        first = any ? first : upper;
        all = all && upper;
        any = true;
    }
    return (first ? TC_CAPITAL : 0u) | (any && all ? TC_ALL_CAPS : 0u);
}

static size_t count_letters(tc_span s)
{
    size_t n = 0;
    for (size_t pos = 0; pos < s.len; n++)
        tc_utf8_next(s, &pos);
    return n;
}

static uint32_t number_value(tc_span digits)
{
    uint32_t value = 0;
    if (digits.len > 9)
        return UINT32_MAX;
    for (size_t i = 0; i < digits.len; i++)
        value = value * 10 + (uint32_t)(digits.ptr[i] - '0');
    return value;
}

/* Lower case, cut to LOWER_MAX. Scratch memory. */
static tc_span lower_of(tc_lexicon *lex, tc_span spelling)
{
    tc_span lower = tc_text_lower(&lex->scratch, spelling);
    if (lower.len <= LOWER_MAX)
        return lower;
    int head = (int)tc_utf8_floor(lower, LOWER_HEAD);
    return tc_span_str(tc_arena_printf(&lex->scratch, "%.*s~%016llx", head, lower.ptr,
                                       (unsigned long long)tc_span_hash(lower)));
}

static uint32_t add_word(tc_lexicon *lex, tc_span spelling, tc_span lower)
{
    tc_span accent, folded;
    tc_key_make(&lex->scratch, lower, &accent, &folded);
    uint32_t id = (uint32_t)lex->len;
    tc_word *w = word_at(lex, id);
    size_t letters = count_letters(spelling);
    memset(w, 0, sizeof *w);
    w->lower = tc_arena_copy(&lex->arena, lower);
    w->accent = tc_arena_copy(&lex->arena, accent);
    w->folded = tc_span_make(w->accent.ptr, folded.len); /* the accent key begins with it */
    w->id = id;
    w->syllable = tc_syllable_valid(lower);
    w->marked = !tc_key_unmarked(accent);
    w->digits = tc_ascii_digits(spelling);
    w->letters = (uint8_t)(letters > 255 ? 255 : letters);
    w->roman = tc_roman_value(lower);
    w->code = tc_syllable_code(folded);
    w->value = w->digits ? number_value(folded) : 0;
    lex->len++;
    map_add(lex, &lex->by_lower, w, id);
    w->accent_id = map_add(lex, &lex->by_accent, w, id);
    w->folded_id = map_add(lex, &lex->by_folded, w, id);
    return id;
}

tc_status tc_lexicon_intern(tc_lexicon *lex, tc_span spelling, tc_raw_spelling *out, tc_error *err)
{
    tc_arena_catch in_scratch, in_arena;
    if (TC_ARENA_CATCH(&lex->scratch, &in_scratch)) {
        lex->arena.catcher = NULL;
        return tc_fail(err, TC_ENOMEM, "no memory for a word");
    }
    if (TC_ARENA_CATCH(&lex->arena, &in_arena)) {
        lex->scratch.catcher = NULL;
        return tc_fail(err, TC_ENOMEM, "no memory for a word");
    }
    tc_status status = TC_OK;
    if (reserve(lex)) {
        tc_span lower = lower_of(lex, spelling);
        uint32_t found = *map_slot(lex, &lex->by_lower, lower);
        out->low = out->high = 0;
        out->word = found ? found - 1 : add_word(lex, spelling, lower);
        out->flags = case_flags(spelling);
        if (spelling.len && spelling.len <= TC_RAW_MAX) {
            tc_raw_load(spelling.ptr, spelling.len, false, &out->low, &out->high);
            if (!tc_lexicon_hit(lex, out->low, out->high)) {
                raw_put(lex->raw, lex->raw_bits, *out);
                lex->raw_len++;
            }
        }
    } else {
        status = tc_fail(err, TC_ENOMEM, "no memory for a word");
    }
    tc_arena_reset(&lex->scratch);
    tc_arena_uncatch(&lex->arena, &in_arena);
    tc_arena_uncatch(&lex->scratch, &in_scratch);
    return status;
}

tc_status tc_lexicon_word(tc_lexicon *lex, tc_span spelling, const tc_word **out, tc_error *err)
{
    tc_raw_spelling entry;
    if (spelling.len == 0)
        return tc_fail(err, TC_EINVAL, "a word has letters");
    tc_status status = tc_lexicon_intern(lex, spelling, &entry, err);
    if (status == TC_OK)
        *out = word_at(lex, entry.word);
    return status;
}

void tc_lexicon_keep(tc_lexicon *lex)
{
    lex->kept = lex->len;
}

static void map_rebuild(const tc_lexicon *lex, tc_word_map *map)
{
    memset(map->slots, 0, map->size * sizeof *map->slots);
    map->len = 0;
    for (size_t id = 0; id < lex->len; id++)
        map_add(lex, map, word_at(lex, id), (uint32_t)id);
}

/* Moves the strings of the kept words to a fresh arena. False: no memory, nothing changed. */
static bool move_kept(tc_lexicon *lex)
{
    tc_arena fresh;
    tc_arena_init(&fresh);
    size_t bytes = 0;
    for (size_t id = 0; id < lex->kept; id++)
        bytes += word_at(lex, id)->lower.len + word_at(lex, id)->accent.len;
    char *text = NULL;
    tc_arena_catch guard;
    if (TC_ARENA_CATCH(&fresh, &guard))
        return false;
    text = tc_arena_alloc(&fresh, bytes + 1);
    tc_arena_uncatch(&fresh, &guard);
    for (size_t id = 0; id < lex->kept; id++) {
        tc_word *w = word_at(lex, id);
        memcpy(text, w->lower.ptr, w->lower.len);
        w->lower.ptr = text;
        text += w->lower.len;
        memcpy(text, w->accent.ptr, w->accent.len);
        w->accent.ptr = w->folded.ptr = text;
        text += w->accent.len;
    }
    tc_arena_release(&lex->arena);
    lex->arena = fresh;
    return true;
}

uint32_t tc_lexicon_trims(const tc_lexicon *lex)
{
    return lex->trims;
}

void tc_lexicon_trim(tc_lexicon *lex, size_t max_words)
{
    if (lex->len <= max_words || lex->len == lex->kept || !move_kept(lex))
        return;
    lex->len = lex->kept;
    lex->trims++;
    map_rebuild(lex, &lex->by_lower);
    map_rebuild(lex, &lex->by_accent);
    map_rebuild(lex, &lex->by_folded);
    memset(lex->raw, 0, ((size_t)1 << lex->raw_bits) * sizeof *lex->raw);
    lex->raw_len = 0;
    size_t chunks = (lex->len + CHUNK - 1) >> TC_CHUNK_BITS;
    while (lex->chunk_count > chunks)
        free(lex->words.chunks[--lex->chunk_count]);
}
