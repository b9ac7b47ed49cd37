/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Case, blanks and slugs. */
#include <unicode/ucasemap.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/utf8.h"
#include "text/letter.h"
#include "text/text.h"

typedef int32_t case_function(const UCaseMap *, char *, int32_t, const char *, int32_t,
                              UErrorCode *);

/* The whole span when all of it is ASCII or Vietnamese letters, else an empty one. */
static tc_span change_quickly(tc_arena *arena, tc_span s, bool upper)
{
    char *out = tc_arena_array(arena, s.len + 4, 1); /* both cases have the same length */
    size_t len = 0;
    char first = upper ? 'a' : 'A', last = upper ? 'z' : 'Z';
    for (size_t pos = 0; pos < s.len;) {
        char c = s.ptr[pos];
        if ((unsigned char)c < 0x80) {
            out[len++] = c >= first && c <= last ? (char)(c ^ 0x20) : c;
            pos++;
            continue;
        }
        uint32_t cp = tc_utf8_next(s, &pos);
        tc_letter letter = tc_letter_split(cp);
        if (!letter.base)
            return TC_SPAN("");
        if (letter.upper != upper) {
            letter.upper = upper;
            cp = tc_letter_join(letter);
        }
        len += tc_utf8_put(out + len, cp);
    }
    return tc_span_make(out, len);
}

static tc_span compose(tc_arena *arena, tc_span s)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t len = 0, cap = (int32_t)s.len + 1, need;
    UChar *wide = tc_arena_array(arena, (size_t)cap, sizeof *wide);
    u_strFromUTF8WithSub(wide, cap, &len, s.ptr, (int32_t)s.len, 0xFFFD, NULL, &status);
    if (U_FAILURE(status) || unorm2_isNormalized(nfc, wide, len, &status))
        return s;
    UChar *composed = tc_arena_array(arena, (size_t)len * 3 + 1, sizeof *composed);
    len = unorm2_normalize(nfc, wide, len, composed, len * 3 + 1, &status);
    if (U_FAILURE(status))
        return s;
    char *out = tc_arena_array(arena, (size_t)len * 3 + 1, 1);
    u_strToUTF8(out, len * 3 + 1, &need, composed, len, &status);
    return U_FAILURE(status) ? s : tc_span_make(out, (size_t)need);
}

static tc_span change_case(tc_arena *arena, tc_span s, bool upper)
{
    tc_span quick = change_quickly(arena, s, upper);
    if (quick.len || s.len == 0 || s.len > INT32_MAX / 4)
        return quick;
    UErrorCode status = U_ZERO_ERROR;
    size_t cap = s.len * 3 + 1; /* the longest growth of a case mapping is threefold */
    char *out = tc_arena_array(arena, cap, 1);
    UCaseMap *map = ucasemap_open("", 0, &status);
    case_function *change = upper ? ucasemap_utf8ToUpper : ucasemap_utf8ToLower;
    int32_t len = 0;
    if (U_SUCCESS(status))
        len = change(map, out, (int32_t)cap, s.ptr, (int32_t)s.len, &status);
    ucasemap_close(map);
    return U_FAILURE(status) ? s : compose(arena, tc_span_make(out, (size_t)len));
}

tc_span tc_text_upper(tc_arena *arena, tc_span s)
{
    return change_case(arena, s, true);
}

tc_span tc_text_lower(tc_arena *arena, tc_span s)
{
    return change_case(arena, s, false);
}

static bool is_blank(uint32_t cp)
{
    return (cp >= '\t' && cp <= '\r') || cp == ' ' || cp == 0xA0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
           cp == 0x205F || cp == 0x3000;
}

tc_span tc_text_squeeze(tc_arena *arena, tc_span s)
{
    char *out = tc_arena_array(arena, s.len + 1, 1);
    size_t len = 0;
    bool blank = false;
    for (size_t pos = 0; pos < s.len;) {
        size_t at = pos;
        if (is_blank(tc_utf8_next(s, &pos))) {
            blank = len > 0;
            continue;
        }
        if (blank)
            out[len++] = ' ';
        blank = false;
        memcpy(out + len, s.ptr + at, pos - at);
        len += pos - at;
    }
    return tc_span_make(out, len);
}

tc_span tc_text_slug(tc_arena *arena, tc_span s, char sep)
{
    tc_span lower = tc_text_lower(arena, s);
    char *out = tc_arena_array(arena, lower.len + 1, 1);
    size_t len = 0;
    bool parted = false;
    for (size_t pos = 0; pos < lower.len;) {
        uint32_t cp = tc_utf8_next(lower, &pos);
        char base = tc_letter_split(cp).base;
        if (!base && cp >= '0' && cp <= '9')
            base = (char)cp;
        if (!base) {
            parted = parted || tc_letter_mark(cp) == 0;
            continue;
        }
        if (parted && len)
            out[len++] = sep;
        parted = false;
        out[len++] = base;
    }
    return tc_span_make(out, len);
}
