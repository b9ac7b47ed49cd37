/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/key.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include "base/utf8.h"
#include "text/letter.h"
#include "text/syllable.h"

/* A term holds at most 245 bytes; a word that is no word (encoded data) is cut here, and a hash
 * of all of it keeps different ones apart. */
enum { PART_MAX = 64 };

typedef TC_VEC(char) chars;

typedef struct {
    tc_arena *arena;
    chars folded, shapes, tones;
    size_t letters; /* in folded */
    bool all_digits;
} keys;

static void add(keys *k, chars *to, char c)
{
    tc_vec_push(k->arena, to, c);
}

static void add_shape(keys *k, char shape)
{
    static const char index[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    size_t at = k->letters ? k->letters - 1 : 0;
    add(k, &k->shapes, index[at < sizeof index - 1 ? at : sizeof index - 2]);
    add(k, &k->shapes, shape);
}

/* Marks of other languages: any character that is no digit and no Vietnamese shape will do. */
static char foreign_mark(uint32_t cp)
{
    switch (cp) {
    case 0x0308:
        return ':'; /* ü */
    case 0x0327:
        return ','; /* ç */
    case 0x0304:
        return '-'; /* ō */
    case 0x030A:
        return 'o'; /* å */
    case 0x030C:
        return '<'; /* č */
    default:
        return '*';
    }
}

static bool add_mark(keys *k, uint32_t cp)
{
    char mark = tc_letter_mark(cp);
    if (!mark && (cp < 0x0300 || cp > 0x036F))
        return false;
    if (mark >= '1' && mark <= '5')
        add(k, &k->tones, mark);
    else
        add_shape(k, mark ? mark : foreign_mark(cp));
    return true;
}

static void add_raw(keys *k, uint32_t cp)
{
    char bytes[4];
    size_t n = tc_utf8_put(bytes, cp);
    for (size_t i = 0; i < n; i++)
        add(k, &k->folded, bytes[i]);
    k->letters++;
    k->all_digits = false;
}

static void add_ascii(keys *k, char c)
{
    if (c == '\'') /* parts the key */
        return;
    add(k, &k->folded, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
    k->letters++;
    k->all_digits = k->all_digits && c >= '0' && c <= '9';
}

/* An ASCII or Vietnamese letter, a mark, or something that stays as it is. */
static void add_simple(keys *k, uint32_t cp)
{
    if (cp < 0x80) {
        add_ascii(k, (char)cp);
        return;
    }
    tc_letter letter = tc_letter_split(cp);
    if (!letter.base) {
        if (!add_mark(k, cp))
            add_raw(k, cp);
        return;
    }
    add_ascii(k, letter.base);
    if (letter.shape)
        add_shape(k, letter.shape);
    if (letter.tone)
        add(k, &k->tones, (char)('0' + letter.tone));
}

/* Letters of other scripts and full-width forms, by their compatibility decomposition. */
static void add_foreign(keys *k, uint32_t cp)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
    UChar32 lower = u_tolower((UChar32)cp);
    UChar parts[64];
    int32_t n = -1;
    if (U_SUCCESS(status))
        n = unorm2_getDecomposition(nfkd, lower, parts, 64, &status);
    if (n < 0 || U_FAILURE(status)) {
        add_simple(k, (uint32_t)lower);
        return;
    }
    for (int32_t i = 0; i < n; i++) {
        uint32_t part = parts[i];
        if (U16_IS_LEAD(part) && i + 1 < n)
            part = (uint32_t)U16_GET_SUPPLEMENTARY(part, parts[++i]);
        add_simple(k, (uint32_t)u_tolower((UChar32)part));
    }
}

/* y and i are one sound, and both are written, where y is the only vowel letter behind one of
 * these onsets (reference, section 6: 25 pairs such as kỷ = kỉ, lý = lí, sỹ = sĩ). */
static void unify_y(keys *k)
{
    static const char *const onsets[] = {"h", "k", "l", "m", "s", "t", "v"};
    char *f = k->folded.items;
    size_t n = k->folded.len;
    if (n >= 3 && f[0] == 'q' && f[1] == 'u' && f[2] == 'y') { /* quý, quýt, quỳnh */
        tc_span coda = tc_span_make(f + 3, n - 3);
        if (coda.len == 0 || tc_span_eq(coda, TC_SPAN("t")) || tc_span_eq(coda, TC_SPAN("nh")) ||
            tc_span_eq(coda, TC_SPAN("ch")))
            f[2] = 'i';
        return;
    }
    for (size_t i = 0; i < sizeof onsets / sizeof *onsets; i++)
        if (n == 2 && f[0] == onsets[i][0] && f[1] == 'y')
            f[1] = 'i';
}

static void strip_zeros(chars *digits)
{
    size_t zeros = 0;
    while (zeros + 1 < digits->len && digits->items[zeros] == '0')
        zeros++;
    digits->items += zeros;
    digits->len -= zeros;
    digits->cap -= zeros;
}

static tc_span cut(tc_arena *arena, chars part)
{
    tc_span all = tc_span_make(part.items, part.len);
    if (all.len <= PART_MAX)
        return all;
    tc_span head = tc_span_make(all.ptr, tc_utf8_floor(all, PART_MAX));
    return tc_span_str(tc_arena_printf(arena, "%.*s~%08x", (int)head.len, head.ptr,
                                       (unsigned)(tc_span_hash(all) & 0xFFFFFFFFu)));
}

static tc_span join(tc_arena *arena, tc_span folded, tc_span shapes, tc_span tones)
{
    size_t len = folded.len + 1 + shapes.len + tones.len;
    char *out = tc_arena_alloc(arena, len + 1);
    char *p = out;
    const tc_span parts[] = {folded, TC_SPAN_LIT("'"), shapes, tones};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].len)
            memcpy(p, parts[i].ptr, parts[i].len);
        p += parts[i].len;
    }
    return tc_span_make(out, len);
}

void tc_key_make(tc_arena *arena, tc_span spelling, tc_span *accent, tc_span *folded)
{
    keys k = {.arena = arena, .all_digits = true};
    k.folded.cap = spelling.len + 1; /* mostly enough */
    k.folded.items = tc_arena_space(arena, k.folded.cap, 1);
    for (size_t pos = 0; pos < spelling.len;) {
        uint32_t cp = tc_utf8_next(spelling, &pos);
        if (cp < 0x80 || tc_letter_split(cp).base || tc_letter_mark(cp))
            add_simple(&k, cp);
        else
            add_foreign(&k, cp);
    }
    if (k.all_digits)
        strip_zeros(&k.folded);
    else
        unify_y(&k);
    *folded = cut(arena, k.folded);
    *accent = join(arena, *folded, cut(arena, k.shapes), cut(arena, k.tones));
}

/* An accent key taken apart; shapes and tones may be empty. */
typedef struct {
    tc_span folded, shapes, tones;
} parts;

static parts take_apart(tc_span accent)
{
    const char *quote = accent.len ? memchr(accent.ptr, '\'', accent.len) : NULL;
    size_t at = quote ? (size_t)(quote - accent.ptr) : accent.len;
    size_t marks = quote ? at + 1 : at, i = marks;
    while (i + 1 < accent.len && !(accent.ptr[i + 1] >= '0' && accent.ptr[i + 1] <= '9'))
        i += 2;
    parts p = {tc_span_sub(accent, 0, at), tc_span_sub(accent, marks, i),
               tc_span_sub(accent, i, accent.len)};
    return p;
}

static bool has_shapes(tc_span written, tc_span typed)
{
    for (size_t i = 0; i + 1 < typed.len; i += 2) {
        bool found = false;
        for (size_t j = 0; j + 1 < written.len && !found; j += 2)
            found = memcmp(typed.ptr + i, written.ptr + j, 2) == 0;
        if (!found)
            return false;
    }
    return true;
}

/* Is what is typed a whole syllable? Then nothing of it is left open but a missing tone:
 * "nhũng" is not a careless "những", while "quyét" can only be "quyết". */
static bool is_syllable(parts p)
{
    char text[TC_SYLLABLE_MAX];
    size_t len = 0;
    if (p.tones.len > 1)
        return false;
    for (size_t i = 0; i < p.folded.len; i++) {
        tc_letter letter = {p.folded.ptr[i], 0, 0, 0};
        for (size_t j = 0; j + 1 < p.shapes.len; j += 2)
            if ((size_t)(p.shapes.ptr[j] - '0') == i)
                letter.shape = p.shapes.ptr[j + 1];
        uint32_t cp = tc_letter_join(letter);
        if (cp == 0 || len + 4 > sizeof text)
            return false;
        len += tc_utf8_put(text + len, cp);
    }
    return tc_syllable_has_shape(tc_span_make(text, len),
                                 p.tones.len ? (unsigned)(p.tones.ptr[0] - '0') : 0);
}

bool tc_key_matches(tc_span typed_accent, tc_span written_accent)
{
    if (tc_span_eq(typed_accent, written_accent))
        return true;
    parts typed = take_apart(typed_accent), written = take_apart(written_accent);
    if (!tc_span_eq(typed.folded, written.folded) || !has_shapes(written.shapes, typed.shapes))
        return false;
    if (typed.tones.len == 0)
        return true;
    if (!tc_span_eq(typed.tones, written.tones))
        return false;
    return tc_span_eq(typed.shapes, written.shapes) || !is_syllable(typed);
}

bool tc_key_unmarked(tc_span accent)
{
    parts p = take_apart(accent);
    return p.shapes.len == 0 && p.tones.len == 0;
}
