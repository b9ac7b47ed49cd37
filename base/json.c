/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <inttypes.h>
#include <math.h>

#include "base/utf8.h"

enum { MAX_DEPTH = 31 };

void tc_json_init(tc_json *j, tc_buf *out)
{
    memset(j, 0, sizeof *j);
    j->out = out;
}

static void before_item(tc_json *j)
{
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    if (j->comma & (UINT32_C(1) << j->depth))
        tc_buf_addc(j->out, ',');
    j->comma |= UINT32_C(1) << j->depth;
}

static void open(tc_json *j, char c)
{
    before_item(j);
    tc_buf_addc(j->out, c);
    if (j->depth == MAX_DEPTH) {
        if (j->out->status == TC_OK)
            j->out->status = TC_ETOOBIG;
        return;
    }
    j->depth++;
    j->comma &= ~(UINT32_C(1) << j->depth);
}

static void close(tc_json *j, char c)
{
    if (j->depth > 0)
        j->depth--;
    tc_buf_addc(j->out, c);
}

void tc_json_object(tc_json *j)
{
    open(j, '{');
}
void tc_json_end_object(tc_json *j)
{
    close(j, '}');
}
void tc_json_array(tc_json *j)
{
    open(j, '[');
}
void tc_json_end_array(tc_json *j)
{
    close(j, ']');
}

static void escape(tc_buf *out, uint32_t c)
{
    static const char shorts[] = "btn\0fr"; /* U+0008 .. U+000D */
    if (c == '"' || c == '\\')
        tc_buf_printf(out, "\\%c", (int)c);
    else if (c >= 8 && c <= 13 && shorts[c - 8])
        tc_buf_printf(out, "\\%c", shorts[c - 8]);
    else
        tc_buf_printf(out, "\\u%04x", c);
}

/* What steers a terminal is written by its number, wherever the record may be shown; U+0085 and its
 * like would also end the line to some readers of lines (Python's splitlines, JavaScript). */
static void quoted(tc_buf *out, tc_span s)
{
    tc_buf_addc(out, '"');
    size_t done = 0;
    for (size_t i = 0; i < s.len;) {
        unsigned char c = (unsigned char)s.ptr[i];
        size_t next = i;
        bool odd = c == '"' || c == '\\';
        uint32_t cp = c;
        if (c >= 0x80)
            cp = tc_utf8_next(s, &next);
        else
            next = i + 1;
        bool bad = cp == 0xFFFD && next == i + 1;
        if (odd || bad || tc_utf8_steers(cp)) {
            tc_buf_add(out, tc_span_sub(s, done, i));
            if (bad)
                tc_buf_addcp(out, 0xFFFD);
            else
                escape(out, cp);
            done = next;
        }
        i = next;
    }
    tc_buf_add(out, tc_span_sub(s, done, s.len));
    tc_buf_addc(out, '"');
}

void tc_json_key(tc_json *j, const char *key)
{
    before_item(j);
    quoted(j->out, tc_span_str(key));
    tc_buf_addc(j->out, ':');
    j->after_key = true;
}

void tc_json_string(tc_json *j, tc_span s)
{
    before_item(j);
    quoted(j->out, s);
}

void tc_json_string_or_null(tc_json *j, tc_span s)
{
    if (tc_span_empty(s))
        tc_json_null(j);
    else
        tc_json_string(j, s);
}

void tc_json_int(tc_json *j, int64_t v)
{
    before_item(j);
    tc_buf_printf(j->out, "%" PRId64, v);
}

void tc_json_double(tc_json *j, double v, int decimals)
{
    before_item(j);
    if (isfinite(v))
        tc_buf_printf(j->out, "%.*f", decimals, v);
    else
        tc_buf_adds(j->out, "null");
}

void tc_json_bool(tc_json *j, bool v)
{
    before_item(j);
    tc_buf_adds(j->out, v ? "true" : "false");
}

void tc_json_null(tc_json *j)
{
    before_item(j);
    tc_buf_adds(j->out, "null");
}

void tc_json_kstring(tc_json *j, const char *key, tc_span s)
{
    tc_json_key(j, key);
    tc_json_string(j, s);
}

void tc_json_kstring_or_null(tc_json *j, const char *key, tc_span s)
{
    tc_json_key(j, key);
    tc_json_string_or_null(j, s);
}

void tc_json_kint(tc_json *j, const char *key, int64_t v)
{
    tc_json_key(j, key);
    tc_json_int(j, v);
}

void tc_json_kbool(tc_json *j, const char *key, bool v)
{
    tc_json_key(j, key);
    tc_json_bool(j, v);
}

void tc_json_krange(tc_json *j, const char *key, tc_range r)
{
    tc_json_key(j, key);
    tc_json_array(j);
    tc_json_int(j, (int64_t)r.start);
    tc_json_int(j, (int64_t)r.end);
    tc_json_end_array(j);
}

static void base64(tc_buf *out, tc_span in)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < in.len; i += 3) {
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (i + k < in.len ? (unsigned char)in.ptr[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            tc_buf_addc(out, i + k <= in.len ? digits[bits >> (18 - 6 * k) & 63] : '=');
    }
}

static void bytes(tc_json *j, tc_span s)
{
    before_item(j);
    tc_buf_addc(j->out, '"');
    base64(j->out, s);
    tc_buf_addc(j->out, '"');
}

void tc_json_kpath(tc_json *j, tc_span path)
{
    tc_json_kstring_or_null(j, "path", path);
    if (tc_utf8_valid_prefix(path) == path.len)
        return;
    tc_json_key(j, "path_bytes");
    bytes(j, path);
}

void tc_json_knames(tc_json *j, const char *key, const char *key_bytes, const tc_span *names,
                    size_t count)
{
    bool all = true;
    tc_json_key(j, key);
    tc_json_array(j);
    for (size_t i = 0; i < count; i++) {
        tc_json_string(j, names[i]);
        all = all && tc_utf8_valid_prefix(names[i]) == names[i].len;
    }
    tc_json_end_array(j);
    if (all)
        return;
    tc_json_key(j, key_bytes);
    tc_json_array(j);
    for (size_t i = 0; i < count; i++)
        bytes(j, names[i]);
    tc_json_end_array(j);
}
