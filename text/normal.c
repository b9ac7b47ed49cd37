/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/normal.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "base/block.h"
#include "base/utf8.h"
#include "text/letter.h"

/* Characters that no reader sees. Left-to-right marks and embeddings come with web pages, BOMs
 * from joined files, variation selectors with emoji. */
static const struct {
    uint16_t first, last;
} gone[] = {{0x034F, 0x034F}, {0x061C, 0x061C}, {0x180E, 0x180E}, {0x200B, 0x200F},
            {0x202A, 0x202E}, {0x2060, 0x2064}, {0x2066, 0x206F}, {0xFE00, 0xFE0F},
            {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}};

/* Letters that look like Vietnamese ones and are met in their place (reference, section 6). */
static const struct {
    uint16_t from, to;
} look_alikes[] = {{0x00D0, 0x0110}, {0x00F0, 0x0111}, {0x0189, 0x0110},
                   {0x0256, 0x0111}, {0x01A2, 0x01AF}, {0x01A3, 0x01B0}};

static uint32_t real_letter(uint32_t cp)
{
    for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++)
        if (look_alikes[i].from == cp)
            return look_alikes[i].to;
    return cp;
}

static bool is_gone(uint32_t cp)
{
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        if (cp >= gone[i].first && cp <= gone[i].last)
            return true;
    return false;
}

tc_char_class tc_char_classify(const UNormalizer2 *nfc, uint32_t cp)
{
    if (cp == '\r' || cp == 0x85 || cp == 0x2028 || cp == 0x2029)
        return TC_CHAR_BREAK;
    if (cp == 0xAD)
        return TC_CHAR_HYPHEN;
    if (is_gone(cp))
        return TC_CHAR_GONE;
    if (!unorm2_hasBoundaryBefore(nfc, (UChar32)cp))
        return TC_CHAR_MARK;
    if (real_letter(cp) != cp ||
        u_getIntPropertyValue((UChar32)cp, UCHAR_NFC_QUICK_CHECK) != UNORM_YES)
        return TC_CHAR_REWRITE;
    return TC_CHAR_PLAIN;
}

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Length of the character at p when it is one of those that Vietnamese text is made of and
 * stands as it is: U+00A0..U+02FF and U+1E00..U+1EFF without the look-alikes and the soft
 * hyphen, blanks, dashes and quotes of U+2000..U+205F. 0: have a closer look. */
static size_t plain_length(const unsigned char *p, size_t left)
{
    if (left < 2 || !is_tail(p[1]))
        return 0;
    if (p[0] == 0xE1)
        return p[1] >= 0xB8 && p[1] <= 0xBB && left > 2 && is_tail(p[2]) ? 3 : 0;
    if (p[0] >= 0xC3 && p[0] <= 0xCB) {
        unsigned both = (unsigned)p[0] << 8 | p[1];
        bool other = both == 0xC390 || both == 0xC3B0 || both == 0xC689 || both == 0xC6A2 ||
                     both == 0xC6A3 || both == 0xC996;
        return other ? 0 : 2;
    }
    if (p[0] == 0xC2)
        return p[1] >= 0xA0 && p[1] != 0xAD ? 2 : 0;
    if (p[0] == 0xE2 && p[1] == 0x80 && left > 2 && is_tail(p[2])) {
        bool stays =
            (p[2] >= 0x82 && p[2] <= 0x8A) || (p[2] >= 0x90 && p[2] <= 0xA7) || p[2] >= 0xAF;
        return stays ? 3 : 0;
    }
    return 0;
}

static inline tc_block letter_leads(tc_block b)
{
    return tc_block_within(b, 0xC3, 0xC6) | tc_block_is(b, 0xE1);
}

/* As plain_length(), for what most blocks have: ASCII, U+00C0..U+01BF and U+1E00..U+1EFF. */
static inline bool is_plain(const unsigned char *p)
{
    tc_block b = tc_block_load(p), before = tc_block_load(p - 1);
    tc_block three = tc_block_is(tc_block_load(p - 2), 0xE1);
    tc_block odd = tc_block_malformed(b, letter_leads(b), letter_leads(before), three);
    odd |= tc_block_is(b, '\r');
    odd |= tc_block_is(before, 0xE1) & ~tc_block_within(b, 0xB8, 0xBB);
    odd |= tc_block_is(before, 0xC3) & tc_block_is(b & 0xDF, 0x90);
    odd |= tc_block_is(before, 0xC6) & (tc_block_is(b, 0x89) | tc_block_is(b & 0xFE, 0xA2));
    return !tc_block_any(odd);
}

static size_t pass_blocks(const unsigned char *p, size_t pos, size_t len)
{
    size_t end = pos;
    while (pos >= 2 && len - end >= TC_BLOCK && is_plain(p + end))
        end += TC_BLOCK;
    return end > pos ? tc_block_cut(p, end) : pos;
}

size_t tc_plain_run(tc_span s, size_t pos)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    for (size_t next = pos, n; pos < s.len; pos += n) {
        if (pos >= next) { /* not at once again where a block is odd */
            pos = pass_blocks(p, pos, s.len);
            next = pos + TC_BLOCK;
            if (pos == s.len)
                break;
        }
        n = p[pos] < 0x80 ? p[pos] != '\r' : plain_length(p + pos, s.len - pos);
        if (n == 0)
            return pos;
    }
    return s.len;
}

/* The usual case without ICU: one Vietnamese letter with its marks in any order. 0 if not. */
static uint32_t compose_letter(tc_span cluster)
{
    size_t pos = 0;
    tc_letter letter = tc_letter_split(real_letter(tc_utf8_next(cluster, &pos)));
    if (!letter.base)
        return 0;
    while (pos < cluster.len) {
        uint32_t cp = tc_utf8_next(cluster, &pos);
        if (is_gone(cp) || cp == 0xAD)
            continue;
        char mark = tc_letter_mark(cp);
        if (mark == 0)
            return 0;
        bool tone = mark <= '5' && mark >= '1';
        if (tone && (letter.tone == 0 || letter.tone == mark - '0'))
            letter.tone = (uint8_t)(mark - '0');
        else if (!tone && (letter.shape == 0 || letter.shape == mark))
            letter.shape = mark;
        else
            return 0;
    }
    return tc_letter_join(letter);
}

/* Shape marks that compose only when they come before the tone (both are of class 230). */
static bool goes_first(UChar c)
{
    return c == 0x0302 || c == 0x0306;
}

static bool is_over_mark(UChar c)
{
    return c >= 0x0300 && c < 0x0370 && u_getCombiningClass(c) == 230;
}

/* Circumflex and breve go before the other marks behind the same letter; stable. */
static void reorder_marks(tc_arena *arena, UChar *text, int32_t len)
{
    UChar *others = tc_arena_array(arena, (size_t)len + 1, sizeof *others);
    for (int32_t i = 0; i < len; i++) {
        int32_t to = i;
        size_t count = 0;
        for (; i < len && is_over_mark(text[i]); i++)
            if (goes_first(text[i]))
                text[to++] = text[i];
            else
                others[count++] = text[i];
        if (count)
            memcpy(text + to, others, count * sizeof *others);
    }
}

static UChar *to_utf16(tc_arena *arena, tc_span s, int32_t *len)
{
    UChar *out = tc_arena_array(arena, s.len + 1, sizeof *out);
    size_t pos = 0;
    int32_t n = 0;
    while (pos < s.len) {
        uint32_t cp = real_letter(tc_utf8_next(s, &pos));
        if (is_gone(cp) || cp == 0xAD)
            continue;
        UBool failed = false;
        U16_APPEND(out, n, (int32_t)s.len + 1, cp, failed);
        if (failed)
            break;
    }
    *len = n;
    return out;
}

static tc_span to_utf8(tc_arena *arena, const UChar *text, int32_t len)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t cap = len * 3 + 1, n = 0;
    char *out = tc_arena_array(arena, (size_t)cap, 1);
    u_strToUTF8WithSub(out, cap, &n, text, len, 0xFFFD, NULL, &status);
    return tc_span_make(out, (size_t)n);
}

/* text in another normal form, a new array. */
static UChar *transform(tc_arena *arena, const UNormalizer2 *form, const UChar *text, int32_t *len)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t need = unorm2_normalize(form, text, *len, NULL, 0, &status);
    UChar *out = tc_arena_array(arena, (size_t)need + 1, sizeof *out);
    status = U_ZERO_ERROR;
    *len = unorm2_normalize(form, text, *len, out, need + 1, &status);
    return out;
}

tc_span tc_cluster_compose(tc_arena *arena, const UNormalizer2 *nfc, tc_span cluster)
{
    uint32_t letter = compose_letter(cluster);
    if (letter) {
        char *out = tc_arena_alloc(arena, 4);
        return tc_span_make(out, tc_utf8_put(out, letter));
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    int32_t len;
    UChar *text = to_utf16(arena, cluster, &len);
    if (U_SUCCESS(status)) {
        text = transform(arena, nfd, text, &len);
        reorder_marks(arena, text, len);
        text = transform(arena, nfc, text, &len);
    }
    return to_utf8(arena, text, len);
}
