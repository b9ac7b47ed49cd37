/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json_read.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum { MAX_DEPTH = 32 };

static void skip_blanks(tc_json_in *r)
{
    while (r->pos < r->in.len && strchr(" \t\r\n", r->in.ptr[r->pos]) && r->in.ptr[r->pos])
        r->pos++;
}

/* The next character that is no blank; 0 at the end or when bad. */
static char peek(tc_json_in *r)
{
    skip_blanks(r);
    return r->bad || r->pos == r->in.len ? '\0' : r->in.ptr[r->pos];
}

static bool take(tc_json_in *r, char c)
{
    if (peek(r) != c)
        return false;
    r->pos++;
    return true;
}

static void expect(tc_json_in *r, char c)
{
    if (!take(r, c))
        r->bad = true;
}

static bool take_word(tc_json_in *r, const char *word)
{
    tc_span w = tc_span_str(word);
    if (peek(r) != word[0] || !tc_span_starts(tc_span_sub(r->in, r->pos, r->in.len), w))
        return false;
    r->pos += w.len;
    return true;
}

/* ---- objects and arrays ------------------------------------------------------------------- */

void tc_json_open(tc_json_in *r, tc_arena *arena, tc_span in)
{
    *r = (tc_json_in){.in = in, .arena = arena};
    tc_json_enter_object(r);
}

void tc_json_enter_object(tc_json_in *r)
{
    expect(r, '{');
    r->entered = true;
}

void tc_json_enter_array(tc_json_in *r)
{
    expect(r, '[');
    r->entered = true;
}

/* Behind what was entered or read: at the next one? */
static bool next(tc_json_in *r, char end)
{
    bool first = r->entered;
    r->entered = false;
    if (take(r, end))
        return false;
    if (!first)
        expect(r, ',');
    r->bad |= !peek(r);
    return !r->bad;
}

bool tc_json_next_item(tc_json_in *r)
{
    return next(r, ']');
}

bool tc_json_next_member(tc_json_in *r, tc_span *key)
{
    if (!next(r, '}'))
        return false;
    if (peek(r) != '"')
        r->bad = true;
    *key = tc_json_read_string(r);
    expect(r, ':');
    return !r->bad;
}

/* ---- strings ------------------------------------------------------------------------------ */

/* Four hex digits; the position is behind the 'u'. */
static uint32_t read_unit(tc_json_in *r)
{
    uint32_t unit = 0;
    for (int i = 0; i < 4; i++, r->pos++) {
        char c = r->pos < r->in.len ? r->in.ptr[r->pos] : '\0';
        int digit = tc_hex_value(c);
        if (digit < 0) {
            r->bad = true;
            return 0;
        }
        unit = unit << 4 | (uint32_t)digit;
    }
    return unit;
}

static uint32_t read_code_point(tc_json_in *r)
{
    uint32_t high = read_unit(r);
    if (high < 0xD800 || high > 0xDFFF)
        return high;
    if (high > 0xDBFF || r->in.len - r->pos < 2 || memcmp(r->in.ptr + r->pos, "\\u", 2) != 0) {
        r->bad = true; /* half a pair */
        return 0;
    }
    r->pos += 2;
    uint32_t low = read_unit(r);
    r->bad |= low < 0xDC00 || low > 0xDFFF;
    return r->bad ? 0 : 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* The position is behind the backslash. Never longer than what stands for it. */
static size_t read_escape(tc_json_in *r, char *out)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    char c = r->pos < r->in.len ? r->in.ptr[r->pos++] : '\0';
    if (c == 'u')
        return tc_utf8_put(out, read_code_point(r));
    const char *name = c ? strchr(names, c) : NULL;
    if (!name)
        r->bad = true;
    *out = name ? values[name - names] : '?';
    return 1;
}

/* The end of the string at the position, whose quote was taken; SIZE_MAX: it has none. */
static size_t find_end(const tc_json_in *r)
{
    for (size_t i = r->pos; i < r->in.len; i++) {
        if (r->in.ptr[i] == '"')
            return i;
        if (r->in.ptr[i] == '\\')
            i++;
        else if ((unsigned char)r->in.ptr[i] < 0x20)
            break;
    }
    return SIZE_MAX;
}

tc_span tc_json_read_string(tc_json_in *r)
{
    tc_span nothing = tc_span_make("", 0);
    if (take_word(r, "null"))
        return nothing;
    expect(r, '"');
    size_t end = r->bad ? SIZE_MAX : find_end(r), n = 0;
    if (end == SIZE_MAX) {
        r->bad = true;
        return nothing;
    }
    char *out = tc_arena_alloc(r->arena, end - r->pos + 1);
    while (!r->bad && r->pos < end) {
        if (r->in.ptr[r->pos] == '\\') {
            r->pos++;
            n += read_escape(r, out + n);
        } else {
            out[n++] = r->in.ptr[r->pos++];
        }
    }
    r->pos = end + 1;
    tc_span s = tc_span_make(out, n);
    out[n] = '\0';
    r->bad |= tc_utf8_valid_prefix(s) < n;
    return r->bad ? nothing : s;
}

/* ---- other values ------------------------------------------------------------------------- */

int64_t tc_json_read_int(tc_json_in *r)
{
    bool negative = take(r, '-');
    uint64_t n = 0;
    char c = peek(r);
    r->bad |= c < '0' || c > '9';
    for (; !r->bad && r->pos < r->in.len; r->pos++) {
        c = r->in.ptr[r->pos];
        if (c < '0' || c > '9')
            break;
        r->bad |= n > (INT64_MAX - 9) / 10;
        n = n * 10 + (uint64_t)(c - '0');
    }
    return r->bad ? 0 : negative ? -(int64_t)n : (int64_t)n;
}

bool tc_json_read_bool(tc_json_in *r)
{
    if (take_word(r, "true"))
        return true;
    r->bad |= !take_word(r, "false");
    return false;
}

static void past_number(tc_json_in *r)
{
    size_t start = r->pos;
    while (r->pos < r->in.len && r->in.ptr[r->pos] && strchr("+-.0123456789eE", r->in.ptr[r->pos]))
        r->pos++;
    r->bad |= r->pos == start;
}

static void read_past(tc_json_in *r, int depth)
{
    tc_span key;
    char c = peek(r);
    if (depth == MAX_DEPTH || !c) {
        r->bad = true;
    } else if (c == '{') {
        tc_json_enter_object(r);
        while (tc_json_next_member(r, &key))
            read_past(r, depth + 1);
    } else if (c == '[') {
        tc_json_enter_array(r);
        while (tc_json_next_item(r))
            read_past(r, depth + 1);
    } else if (c == '"' || c == 'n') {
        tc_json_read_string(r);
    } else if (c == 't' || c == 'f') {
        tc_json_read_bool(r);
    } else {
        past_number(r);
    }
}

void tc_json_read_past(tc_json_in *r)
{
    read_past(r, 0);
}

bool tc_json_whole(tc_json_in *r)
{
    skip_blanks(r);
    return !r->bad && r->pos == r->in.len;
}

/* ---- base64 ------------------------------------------------------------------------------- */

static int base64_digit(char c)
{
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+'             ? 62
           : c == '/'             ? 63
                                  : -1;
}

bool tc_base64_read(tc_span *out, tc_arena *arena, tc_span text)
{
    size_t n = 0, pad = 0;
    while (pad < 2 && pad < text.len && text.ptr[text.len - 1 - pad] == '=')
        pad++;
    if (text.len % 4)
        return false;
    char *bytes = tc_arena_alloc(arena, text.len / 4 * 3 + 1);
    uint32_t bits = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = i < text.len - pad ? base64_digit(text.ptr[i]) : 0;
        if (digit < 0)
            return false;
        bits = bits << 6 | (uint32_t)digit;
        for (int k = 0; i % 4 == 3 && k < 3; k++)
            bytes[n++] = (char)(bits >> (16 - 8 * k));
    }
    bytes[n - (n ? pad : 0)] = '\0';
    *out = tc_span_make(bytes, n - (n ? pad : 0));
    return true;
}
