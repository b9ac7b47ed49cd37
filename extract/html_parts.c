/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small parts of HTML: character references, attributes, the encoding a page names. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "extract/internal.h"

typedef struct {
    const char *name;
    uint32_t cp;
} entity;

#define ENTITY(NAME, CP) {NAME, CP},
static const entity ENTITIES[] = {
#include "extract/entities.def"
};
#undef ENTITY

/* ---- character references ----------------------------------------------------------------- */

/* What browsers make of references to the C1 controls: pages meant windows-1252. */
static uint32_t scalar(uint32_t cp)
{
    static const uint16_t C1[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                    0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                    0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
    if (cp >= 0x80 && cp < 0xA0)
        return C1[cp - 0x80];
    return cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000) ? 0xFFFD : cp;
}

static int digit(char c, uint32_t base)
{
    int d = tc_hex_value(c);
    return d >= 0 && (uint32_t)d < base ? d : -1;
}

static size_t numeric(tc_span s, size_t pos, uint32_t *cp)
{
    size_t i = pos + 2;
    uint32_t base = 10, n = 0;
    if (i < s.len && tc_ascii_lower(s.ptr[i]) == 'x') {
        base = 16;
        i++;
    }
    size_t first = i;
    for (int d; i < s.len && (d = digit(s.ptr[i], base)) >= 0; i++)
        n = n > 0x110000 ? n : n * base + (uint32_t)d;
    if (i == first)
        return 0;
    *cp = scalar(n);
    return i - pos + (i < s.len && s.ptr[i] == ';');
}

static const entity *find_entity(tc_span name)
{
    size_t low = 0, high = sizeof ENTITIES / sizeof *ENTITIES;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = tc_span_cmp(tc_span_str(ENTITIES[mid].name), name);
        if (order == 0)
            return &ENTITIES[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

size_t tc_html_entity(tc_span s, size_t pos, uint32_t *cp)
{
    enum { LONGEST = 12 };
    if (pos + 1 < s.len && s.ptr[pos + 1] == '#')
        return numeric(s, pos, cp);
    size_t end = pos + 1;
    while (end < s.len && end - pos <= LONGEST &&
           (tc_ascii_letter(s.ptr[end]) || tc_ascii_digit(s.ptr[end])))
        end++;
    const entity *e = find_entity(tc_span_sub(s, pos + 1, end));
    if (!e)
        return 0;
    bool closed = end < s.len && s.ptr[end] == ';';
    /* only the old ones may go without ";" ("&nbsp", "&amp") */
    if (!closed && e->cp > 0xFF)
        return 0;
    *cp = e->cp;
    return end - pos + closed;
}

/* ---- attributes --------------------------------------------------------------------------- */

static size_t skip_blanks(tc_span s, size_t i)
{
    while (i < s.len && tc_ascii_blank(s.ptr[i]))
        i++;
    return i;
}

/* The value that starts at *i, quoted or bare. */
static tc_span value_at(tc_span s, size_t *i)
{
    char quote = *i < s.len && (s.ptr[*i] == '"' || s.ptr[*i] == '\'') ? s.ptr[*i] : '\0';
    size_t start = *i + (quote != '\0'), end = start;
    while (end < s.len && (quote ? s.ptr[end] != quote : !tc_ascii_blank(s.ptr[end])))
        end++;
    *i = end + (quote && end < s.len);
    return tc_span_sub(s, start, end);
}

tc_span tc_html_attribute(tc_span tag, const char *name)
{
    size_t i = 0;
    while (i < tag.len && !tc_ascii_blank(tag.ptr[i]))
        i++; /* the element's name */
    while ((i = skip_blanks(tag, i)) < tag.len) {
        size_t start = i;
        while (i < tag.len && !tc_ascii_blank(tag.ptr[i]) && tag.ptr[i] != '=')
            i++;
        tc_span found = tc_span_sub(tag, start, i);
        size_t at = skip_blanks(tag, i);
        tc_span value = tc_span_make(NULL, 0);
        if (at < tag.len && tag.ptr[at] == '=') {
            i = skip_blanks(tag, at + 1);
            value = value_at(tag, &i);
        }
        if (tc_ascii_same(found, name))
            return value;
    }
    return tc_span_make(NULL, 0);
}

/* ---- encodings ---------------------------------------------------------------------------- */

/* Labels that mean another encoding than they say, as browsers take them
 * (encoding.spec.whatwg.org): Latin 1 pages use windows-1252's quotes, and a page whose <meta>
 * could be read is not UTF-16. */
static const char *const LABELS[][2] = {
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"cp1258", "windows-1258"},
    {"x-cp1258", "windows-1258"},
    {"utf-16", "utf-8"},
    {"utf-16le", "utf-8"},
    {"utf-16be", "utf-8"},
    {"utf8", "utf-8"},
    {"unicode", "utf-8"},
};

static const char *label(tc_arena *a, tc_span name)
{
    for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
        if (tc_ascii_same(name, LABELS[i][0]))
            return LABELS[i][1];
    char *copy = tc_arena_alloc(a, name.len + 1);
    for (size_t i = 0; i < name.len; i++) {
        copy[i] = tc_ascii_lower(name.ptr[i]);
        if (!tc_ascii_letter(copy[i]) && !tc_ascii_digit(copy[i]) && copy[i] != '-' &&
            copy[i] != '_')
            return NULL;
    }
    return name.len ? copy : NULL;
}

/* "text/html; charset=windows-1252" */
static tc_span content_charset(tc_span content)
{
    for (size_t i = 0; i + 7 < content.len; i++) {
        if (!tc_ascii_same(tc_span_sub(content, i, i + 7), "charset"))
            continue;
        size_t at = skip_blanks(content, i + 7);
        if (at >= content.len || content.ptr[at] != '=')
            continue;
        at = skip_blanks(content, at + 1);
        size_t end = at;
        while (end < content.len && !tc_ascii_blank(content.ptr[end]) && content.ptr[end] != ';')
            end++;
        return tc_span_sub(content, at, end);
    }
    return tc_span_make(NULL, 0);
}

const char *tc_html_charset(tc_arena *a, tc_span head)
{
    for (size_t i = 0; i + 5 < head.len; i++) {
        if (head.ptr[i] != '<' || !tc_ascii_same(tc_span_sub(head, i + 1, i + 5), "meta"))
            continue;
        size_t end = i + 1;
        while (end < head.len && head.ptr[end] != '>')
            end++;
        tc_span tag = tc_span_sub(head, i + 1, end), name = tc_html_attribute(tag, "charset");
        if (tc_span_empty(name) &&
            tc_ascii_same(tc_html_attribute(tag, "http-equiv"), "content-type"))
            name = content_charset(tc_html_attribute(tag, "content"));
        if (!tc_span_empty(name))
            return label(a, name);
    }
    return NULL;
}
