/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/decode.h"

#include <errno.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "base/utf8.h"
#include "text/capitals.h"
#include "text/legacy.h"
#include "text/syllable.h"

static void add_replacement(tc_buf *out, tc_decoded *info)
{
    info->replaced++;
    tc_buf_addcp(out, 0xFFFD);
}

/* One U+FFFD for a stray byte, or for a lead byte with the tails behind it. */
static void decode_utf8(tc_buf *out, tc_span in, tc_decoded *info)
{
    while (in.len && out->status == TC_OK) {
        size_t good = tc_utf8_valid_prefix(in);
        tc_buf_add(out, tc_span_sub(in, 0, good));
        in = tc_span_sub(in, good, in.len);
        if (in.len == 0)
            break;
        size_t bad = 1;
        while (bad < in.len && bad < 3 && ((unsigned char)in.ptr[bad] & 0xC0) == 0x80)
            bad++;
        if ((unsigned char)in.ptr[0] < 0xC2)
            bad = 1;
        add_replacement(out, info);
        in = tc_span_sub(in, bad, in.len);
    }
}

static void decode_utf16(tc_buf *out, tc_span in, bool big, tc_decoded *info)
{
    const unsigned char *p = (const unsigned char *)in.ptr;
    size_t i = 0, hi = big ? 0 : 1, lo = big ? 1 : 0;
    while (i + 1 < in.len && out->status == TC_OK) {
        uint32_t cp = (uint32_t)p[i + hi] << 8 | p[i + lo];
        i += 2;
        if (cp >= 0xD800 && cp < 0xDC00 && i + 1 < in.len) {
            uint32_t low = (uint32_t)p[i + hi] << 8 | p[i + lo];
            if (low >= 0xDC00 && low < 0xE000) {
                cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        if (cp >= 0xD800 && cp < 0xE000)
            add_replacement(out, info);
        else
            tc_buf_addcp(out, cp);
    }
    if (i < in.len)
        add_replacement(out, info);
}

static void count_errors(const void *context, UConverterToUnicodeArgs *args, const char *bytes,
                         int32_t len, UConverterCallbackReason reason, UErrorCode *status)
{
    static const UChar replacement[] = {0xFFFD};
    size_t *count = NULL;
    (void)bytes;
    (void)len;
    if (reason > UCNV_IRREGULAR)
        return;
    memcpy(&count, context, sizeof count);
    ++*count;
    *status = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, replacement, 1, 0, status);
}

static void add_utf16(tc_buf *out, const UChar *text, const UChar *end)
{
    while (text < end) {
        uint32_t cp = *text++;
        if (U16_IS_LEAD(cp) && text < end)
            cp = (uint32_t)U16_GET_SUPPLEMENTARY(cp, *text++);
        tc_buf_addcp(out, U_IS_SURROGATE(cp) ? 0xFFFD : cp);
    }
}

/* The name most used for it, in memory of ICU's that stays. */
static const char *charset_name(const char *name)
{
    static const char *const standards[] = {"MIME", "IANA"};
    for (size_t i = 0; i < sizeof standards / sizeof *standards; i++) {
        UErrorCode status = U_ZERO_ERROR;
        const char *alias = ucnv_getStandardName(name, standards[i], &status);
        if (alias && U_SUCCESS(status))
            return alias;
    }
    UErrorCode status = U_ZERO_ERROR;
    const char *alias = ucnv_getAlias(name, 0, &status);
    return alias && U_SUCCESS(status) ? alias : "unknown";
}

/* Any other charset ICU has. False: it has none of that name. It has windows-1252: when that cannot
 * be opened its tables could not be read for want of memory, and it does not try again. */
static bool decode_icu(tc_buf *out, tc_span in, const char *name, tc_decoded *info)
{
    UErrorCode status = U_ZERO_ERROR;
    errno = 0;
    UConverter *conv = ucnv_open(name, &status);
    if (!conv && (status == U_MEMORY_ALLOCATION_ERROR || errno == ENOMEM ||
                  strcmp(name, "windows-1252") == 0)) {
        tc_buf_starve(out);
        return true;
    }
    if (U_FAILURE(status))
        return false;
    size_t *count = &info->replaced;
    ucnv_setToUCallBack(conv, count_errors, &count, NULL, NULL, &status);
    info->charset = charset_name(name);
    const char *from = in.ptr, *end = in.ptr + in.len;
    do {
        /* a surrogate pair is never cut: ICU keeps what does not fit as a whole */
        UChar chunk[2048], *to = chunk;
        status = U_ZERO_ERROR;
        ucnv_toUnicode(conv, &to, chunk + 2048, &from, end, NULL, true, &status);
        add_utf16(out, chunk, to);
    } while (status == U_BUFFER_OVERFLOW_ERROR && out->status == TC_OK);
    if (status == U_TRUNCATED_CHAR_FOUND)
        add_replacement(out, info);
    ucnv_close(conv);
    return true;
}

typedef struct {
    const char *bytes;
    size_t len;
    const char *charset;
} bom;

static const bom boms[] = {
    {"\xEF\xBB\xBF", 3, "utf-8"}, {"\xFF\xFE\0\0", 4, "utf-32le"}, {"\0\0\xFE\xFF", 4, "utf-32be"},
    {"\xFF\xFE", 2, "utf-16le"},  {"\xFE\xFF", 2, "utf-16be"},
};

static const char *take_bom(tc_span *in)
{
    for (size_t i = 0; i < sizeof boms / sizeof *boms; i++)
        if (tc_span_starts(*in, tc_span_make(boms[i].bytes, boms[i].len))) {
            *in = tc_span_sub(*in, boms[i].len, in->len);
            return boms[i].charset;
        }
    return NULL;
}

/* UTF-16 without a mark: blanks, digits and plain letters have a NUL on one side, and text has
 * none on the other. */
static const char *utf16_by_nuls(tc_span in)
{
    size_t nuls[2] = {0, 0}, n = in.len < 4096 ? in.len & ~(size_t)1 : 4096;
    if (n == 0 || !memchr(in.ptr, '\0', n))
        return NULL;
    for (size_t i = 0; i < n; i++)
        nuls[i & 1] += in.ptr[i] == '\0';
    if (n >= 4 && nuls[1] * 10 >= n && nuls[0] * 50 <= n)
        return nuls[0] * 10 < nuls[1] ? "utf-16le" : NULL;
    if (n >= 4 && nuls[0] * 10 >= n && nuls[1] * 50 <= n)
        return nuls[1] * 10 < nuls[0] ? "utf-16be" : NULL;
    return NULL;
}

/* A few spots of damage among many good sequences: UTF-8 all the same. */
static bool is_mostly_utf8(tc_span in)
{
    size_t good = 0, spots = 0;
    bool damaged = false;
    for (size_t pos = 0; pos < in.len;) {
        size_t at = pos;
        uint32_t cp = tc_utf8_next(in, &pos);
        bool bad = cp == 0xFFFD && pos == at + 1;
        spots += bad && !damaged;
        good += !bad && cp >= 0x80;
        damaged = bad;
    }
    return good > spots * 4;
}

/* Does UTF-8 text show itself as Vietnamese by letters that no one-byte set can be taken for
 * (U+0102.. and U+1EA0..)? Two are enough; ASCII alone decides nothing. */
static bool has_unicode_letters(tc_span in)
{
    const unsigned char *p = (const unsigned char *)in.ptr;
    size_t found = 0;
    for (size_t i = 0; i + 1 < in.len && found < 2; i++)
        found += (p[i] == 0xE1 && (p[i + 1] == 0xBA || p[i + 1] == 0xBB)) ||
                 (p[i] >= 0xC4 && p[i] <= 0xC6 && p[i] != 0xC5) || p[i] == 0xCC;
    return found >= 2;
}

/* Text that reads well as it stands is none of a legacy font's: neither one whose letters are
 * mostly beyond windows-1252, and would come through any decoding unharmed, nor a line whose few
 * marks (á, í, ó) would make good syllables in another set too. */
static bool stands(tc_span text)
{
    enum { SAMPLE_WORDS = 5000 };
    tc_syllable_count c = {0, 0, 0, 0};
    tc_syllable_tally(text, SAMPLE_WORDS, &c);
    return c.marked && c.marked_valid * 10 >= c.marked * 8;
}

static void decode_legacy(tc_buf *out, tc_span in, tc_legacy_form form, tc_legacy set,
                          tc_decoded *info)
{
    const size_t from = out->len;
    info->charset = tc_legacy_name(set);
    info->replaced += tc_legacy_decode(out, in, form, set);
    if (set == TC_LEGACY_TCVN3)
        tc_capitals_restore(out, from);
}

static void decode_guessed(tc_buf *out, tc_span in, tc_decoded *info)
{
    const char *wide = utf16_by_nuls(in);
    if (wide) {
        info->charset = wide;
        decode_utf16(out, in, wide[6] == 'b', info);
        return;
    }
    bool valid = tc_utf8_valid_prefix(in) == in.len;
    if (valid || is_mostly_utf8(in)) {
        tc_legacy set = TC_LEGACY_NONE;
        if (valid && !has_unicode_letters(in) && !stands(in))
            set = tc_legacy_detect(out, in, TC_LEGACY_VISIBLE);
        if (set != TC_LEGACY_NONE) {
            decode_legacy(out, in, TC_LEGACY_VISIBLE, set, info);
            return;
        }
        info->charset = "utf-8";
        if (valid)
            tc_buf_add(out, in);
        else
            decode_utf8(out, in, info);
        return;
    }
    tc_legacy set = tc_legacy_detect(out, in, TC_LEGACY_BYTES);
    if (set != TC_LEGACY_NONE)
        decode_legacy(out, in, TC_LEGACY_BYTES, set, info);
    else
        decode_icu(out, in, "windows-1252", info);
}

/* Names that mean more than they say (web practice: Latin-1 and ASCII are windows-1252). */
static const struct {
    const char *alias, *charset;
} aliases[] = {
    {"utf8", "utf-8"},          {"unicode-1-1-utf-8", "utf-8"}, {"utf-16", "utf-16le"},
    {"unicode", "utf-16le"},    {"ucs-2", "utf-16le"},          {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"}, {"us-ascii", "windows-1252"},   {"ascii", "windows-1252"},
    {"ansi", "windows-1252"},   {"cp1252", "windows-1252"},     {"x-cp1252", "windows-1252"},
};

static tc_status decode_named(tc_buf *out, tc_span in, const char *charset, tc_decoded *info,
                              tc_error *err)
{
    char name[64];
    size_t len = strlen(charset);
    if (len >= sizeof name)
        return tc_fail(err, TC_EUNSUPPORTED, "charset name too long");
    for (size_t i = 0; i <= len; i++)
        name[i] = (char)(charset[i] >= 'A' && charset[i] <= 'Z' ? charset[i] + 0x20 : charset[i]);
    const char *canonical = name;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(aliases[i].alias, name) == 0)
            canonical = aliases[i].charset;
    tc_legacy set = tc_legacy_find(tc_span_str(canonical));
    if (strcmp(canonical, "utf-8") == 0) {
        info->charset = "utf-8";
        decode_utf8(out, in, info);
    } else if (strcmp(canonical, "utf-16le") == 0 || strcmp(canonical, "utf-16be") == 0) {
        info->charset = canonical[6] == 'b' ? "utf-16be" : "utf-16le";
        decode_utf16(out, in, canonical[6] == 'b', info);
    } else if (set != TC_LEGACY_NONE) {
        decode_legacy(out, in, TC_LEGACY_BYTES, set, info);
    } else if (!decode_icu(out, in, canonical, info)) {
        return tc_fail(err, TC_EUNSUPPORTED, "charset \"%s\" is not known", charset);
    }
    return TC_OK;
}

static tc_status buffer_status(const tc_buf *out, tc_error *err)
{
    if (out->status == TC_ETOOBIG)
        return tc_fail(err, TC_ETOOBIG, "text over the limit of %zu bytes", out->ceiling);
    if (out->status != TC_OK)
        return tc_fail(err, out->status, "no memory to decode the text");
    return TC_OK;
}

tc_status tc_decode(tc_buf *out, tc_span bytes, const char *charset, tc_decoded *info,
                    tc_error *err)
{
    tc_decoded result = {"utf-8", 0, false};
    const char *marked = take_bom(&bytes);
    tc_status status = TC_OK;
    if (marked) {
        result.bom = true;
        charset = marked;
    }
    if (charset)
        status = decode_named(out, bytes, charset, &result, err);
    else
        decode_guessed(out, bytes, &result);
    if (info)
        *info = result;
    return status == TC_OK ? buffer_status(out, err) : status;
}

static tc_legacy detect_visible(tc_buf *room, tc_span text)
{
    return stands(text) ? TC_LEGACY_NONE : tc_legacy_detect(room, text, TC_LEGACY_VISIBLE);
}

tc_status tc_decode_visible(tc_buf *out, tc_span text, const char *charset, tc_decoded *info,
                            tc_error *err)
{
    tc_decoded result = {"utf-8", 0, false};
    tc_legacy set = charset ? tc_legacy_find(tc_span_str(charset)) : detect_visible(out, text);
    if (charset && set == TC_LEGACY_NONE)
        return tc_fail(err, TC_EUNSUPPORTED, "charset \"%s\" is not known", charset);
    if (set == TC_LEGACY_NONE)
        tc_buf_add(out, text);
    else
        decode_legacy(out, text, TC_LEGACY_VISIBLE, set, &result);
    if (info)
        *info = result;
    return buffer_status(out, err);
}

/* Families of fonts that draw Vietnamese over other characters' codes. */
static const struct {
    tc_span prefix;
    const char *charset;
} fonts[] = {
    {TC_SPAN_LIT(".Vn"), "tcvn3"},     {TC_SPAN_LIT("VNI"), "vni"},    {TC_SPAN_LIT("VPS"), "vps"},
    {TC_SPAN_LIT("VISCII"), "viscii"}, {TC_SPAN_LIT("VI "), "viscii"},
};

const char *tc_charset_of_font(tc_span font)
{
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++) {
        if (!tc_span_starts(font, fonts[i].prefix))
            continue;
        if (i == 0 && tc_span_ends(font, TC_SPAN("H")))
            return "tcvn3-caps";
        return fonts[i].charset;
    }
    return NULL;
}

unsigned tc_decode_binary_share(tc_span bytes)
{
    size_t n = bytes.len < 1 << 16 ? bytes.len : 1 << 16, odd = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        odd += c < 0x20 && (c < '\t' || c > '\r') && c != 0x1A && c != 0x1B;
    }
    return n ? (unsigned)(odd * 1000 / n) : 0;
}
