/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/mail.h"

#include "base/ascii.h"
#include "base/utf8.h"

/* ---- header fields ------------------------------------------------------------------------- */

/* The end of the line at i, and of its line end. */
static size_t line_end(tc_span s, size_t i, size_t *next)
{
    const char *nl = i < s.len ? memchr(s.ptr + i, '\n', s.len - i) : NULL;
    size_t end = nl ? (size_t)(nl - s.ptr) : s.len;
    *next = nl ? end + 1 : s.len;
    return end > i && s.ptr[end - 1] == '\r' ? end - 1 : end;
}

tc_mail_part tc_mail_split(tc_span part)
{
    for (size_t i = 0, next; i < part.len; i = next)
        if (line_end(part, i, &next) == i)
            return (tc_mail_part){tc_span_sub(part, 0, i), tc_span_sub(part, next, part.len)};
    return (tc_mail_part){part, tc_span_make(part.ptr + part.len, 0)};
}

static bool is_folded(tc_span s, size_t i)
{
    return i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '\t');
}

tc_span tc_mail_field(tc_arena *a, tc_span head, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0, next; i < head.len; i = next) {
        size_t end = line_end(head, i, &next);
        if (end - i <= n || head.ptr[i + n] != ':' ||
            !tc_ascii_same(tc_span_sub(head, i, i + n), name))
            continue;
        size_t last = next;
        while (is_folded(head, last))
            line_end(head, last, &last);
        char *out = tc_arena_alloc(a, last - i + 1);
        size_t len = 0;
        for (size_t k = i + n + 1; k < last; k++)
            if (head.ptr[k] != '\r' && head.ptr[k] != '\n' && head.ptr[k] != '\0')
                out[len++] = head.ptr[k];
        return tc_span_trim(tc_span_make(out, len));
    }
    return tc_span_make(NULL, 0);
}

/* ---- bytes --------------------------------------------------------------------------------- */

static int base64_digit(char c)
{
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+' || c == '-' ? 62
           : c == '/' || c == '_' ? 63
                                  : -1;
}

static tc_span base64(tc_arena *a, tc_span in)
{
    char *out = tc_arena_space(a, in.len / 4 * 3 + 4, 1);
    size_t n = 0;
    uint32_t bits = 0;
    unsigned have = 0;
    for (size_t i = 0; i < in.len; i++) {
        int d = base64_digit(in.ptr[i]);
        if (d < 0)
            continue;
        bits = (bits << 6 | (uint32_t)d) & 0xFFFFFF;
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[n++] = (char)(bits >> have & 0xFF);
        }
    }
    return tc_span_make(out, n);
}

/* sign: '=' of quoted-printable, '%' of RFC 2231; words: "_" is a blank, as in RFC 2047. */
static tc_span quoted(tc_arena *a, tc_span in, char sign, bool words)
{
    char *out = tc_arena_space(a, in.len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < in.len; i++) {
        char c = in.ptr[i];
        int high = i + 2 < in.len && c == sign ? tc_hex_value(in.ptr[i + 1]) : -1;
        int low = high >= 0 ? tc_hex_value(in.ptr[i + 2]) : -1;
        if (low >= 0) {
            out[n++] = (char)(high * 16 + low);
            i += 2;
        } else if (c == '=' && sign == '=' && !words) { /* a soft line end */
            size_t next = i + 1;
            while (next < in.len && (in.ptr[next] == ' ' || in.ptr[next] == '\t'))
                next++;
            if (next < in.len && in.ptr[next] == '\r')
                next++;
            if (next < in.len && in.ptr[next] == '\n')
                i = next;
            else if (next < in.len)
                out[n++] = c;
        } else {
            out[n++] = words && c == '_' ? ' ' : c;
        }
    }
    return tc_span_make(out, n);
}

tc_span tc_mail_body(tc_arena *a, tc_span body, tc_span encoding)
{
    if (tc_ascii_same(encoding, "base64"))
        return base64(a, body);
    if (tc_ascii_same(encoding, "quoted-printable"))
        return quoted(a, body, '=', false);
    return body;
}

/* ---- words --------------------------------------------------------------------------------- */

static const char *charset_name(tc_arena *a, tc_span s)
{
    for (size_t i = 0; i < s.len; i++) /* "utf-8*vi": a language behind it (RFC 2231) */
        if (s.ptr[i] == '*')
            s.len = i;
    return tc_arena_printf(a, "%.*s", s.len < 40 ? (int)s.len : 40, s.len ? s.ptr : "");
}

/* In the arena. charset: NULL or a name nobody knows: by what it looks like. */
static tc_span decoded(tc_extraction *x, tc_span bytes, const char *charset)
{
    tc_decoded info = {0};
    tc_buf_reset(&x->decoded);
    if (!charset || !charset[0] || tc_decode(&x->decoded, bytes, charset, &info, NULL) != TC_OK) {
        tc_buf_reset(&x->decoded);
        tc_decode(&x->decoded, bytes, NULL, &info, NULL);
    }
    tc_span s = tc_arena_copy(x->arena, tc_buf_span(&x->decoded));
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ')
            ((char *)(uintptr_t)s.ptr)[i] = ' ';
    return s;
}

typedef struct {
    tc_span charset, bytes;
} encoded_word;

/* "=?charset?Q?text?=" at i: its length, or 0. */
static size_t encoded_at(tc_arena *a, tc_span s, size_t i, encoded_word *out)
{
    size_t mark[3], n = 0, k = i + 2;
    if (s.len - i < 8 || s.ptr[i] != '=' || s.ptr[i + 1] != '?')
        return 0;
    for (; k < s.len && n < 3; k++)
        if (s.ptr[k] == '?')
            mark[n++] = k;
    if (n < 3 || k >= s.len || s.ptr[k] != '=' || mark[1] != mark[0] + 2)
        return 0;
    tc_span text = tc_span_sub(s, mark[1] + 1, mark[2]);
    char how = tc_ascii_lower(s.ptr[mark[0] + 1]);
    if (how != 'b' && how != 'q')
        return 0;
    out->charset = tc_span_sub(s, i + 2, mark[0]);
    out->bytes = how == 'b' ? base64(a, text) : quoted(a, text, '=', true);
    return k + 1 - i;
}

static size_t skip_blanks(tc_span s, size_t i)
{
    while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '\t'))
        i++;
    return i;
}

static tc_span joined(tc_arena *a, tc_span one, tc_span two)
{
    char *out = tc_arena_space(a, one.len + two.len + 1, 1);
    if (one.len)
        memcpy(out, one.ptr, one.len);
    if (two.len)
        memcpy(out + one.len, two.ptr, two.len);
    return tc_span_make(out, one.len + two.len);
}

/* Words in a row in one charset: some programs cut letters between them. */
static size_t encoded_run(tc_extraction *x, tc_span s, size_t i, tc_span *out)
{
    encoded_word first, more;
    size_t n = encoded_at(x->arena, s, i, &first);
    if (!n)
        return 0;
    size_t end = i + n;
    for (size_t next = skip_blanks(s, end); next < s.len; next = skip_blanks(s, end)) {
        n = encoded_at(x->arena, s, next, &more);
        if (!n || !tc_span_eq(more.charset, first.charset))
            break;
        first.bytes = joined(x->arena, first.bytes, more.bytes);
        end = next + n;
    }
    *out = decoded(x, first.bytes, charset_name(x->arena, first.charset));
    return end - i;
}

tc_span tc_mail_words(tc_extraction *x, tc_span value)
{
    tc_span out = {NULL, 0};
    bool was_encoded = false;
    for (size_t i = 0; i < value.len;) {
        tc_span piece;
        size_t n = value.ptr[i] == '=' ? encoded_run(x, value, i, &piece) : 0;
        if (n) {
            out = joined(x->arena, out, piece);
            i += n;
            was_encoded = true;
            continue;
        }
        size_t end = i + 1;
        while (end < value.len &&
               !(value.ptr[end] == '=' && end + 1 < value.len && value.ptr[end + 1] == '?'))
            end++;
        tc_span plain = tc_span_sub(value, i, end);
        bool between = was_encoded && tc_span_empty(tc_span_trim(plain)) && end < value.len;
        if (!between)
            out = joined(x->arena, out, decoded(x, plain, NULL));
        was_encoded = false;
        i = end;
    }
    return out;
}

/* ---- parameters ---------------------------------------------------------------------------- */

tc_span tc_mail_value(tc_arena *a, tc_span field)
{
    size_t n = 0;
    while (n < field.len && field.ptr[n] != ';')
        n++;
    tc_span s = tc_arena_copy(a, tc_span_trim(tc_span_sub(field, 0, n)));
    for (size_t i = 0; i < s.len; i++)
        ((char *)(uintptr_t)s.ptr)[i] = tc_ascii_lower(s.ptr[i]);
    return s;
}

/* The next parameter at *i, which is moved behind it. */
static bool next_parameter(tc_arena *a, tc_span field, size_t *i, tc_span *name, tc_span *value)
{
    while (*i < field.len && field.ptr[*i] != ';')
        ++*i;
    *i = skip_blanks(field, *i < field.len ? *i + 1 : *i);
    size_t start = *i;
    while (*i < field.len && field.ptr[*i] != '=' && field.ptr[*i] != ';')
        ++*i;
    if (*i >= field.len)
        return false;
    *name = tc_span_trim(tc_span_sub(field, start, *i));
    *value = tc_span_make(NULL, 0);
    if (field.ptr[*i] == ';')
        return true;
    *i = skip_blanks(field, *i + 1);
    char *out = tc_arena_alloc(a, field.len - *i + 1);
    size_t n = 0;
    bool in_quotes = *i < field.len && field.ptr[*i] == '"';
    *i += in_quotes;
    for (; *i < field.len && field.ptr[*i] != (in_quotes ? '"' : ';'); ++*i) {
        if (in_quotes && field.ptr[*i] == '\\' && *i + 1 < field.len)
            ++*i;
        out[n++] = field.ptr[*i];
    }
    *value = in_quotes ? tc_span_make(out, n) : tc_span_trim(tc_span_make(out, n));
    return true;
}

/* "name", "name*", "name*0", "name*0*": the pieces come in order. *percent: it is in that form. */
static bool is_piece(tc_span found, const char *name, bool *percent)
{
    size_t n = strlen(name);
    *percent = false;
    if (found.len < n || !tc_ascii_same(tc_span_sub(found, 0, n), name))
        return false;
    if (found.len == n)
        return true;
    if (found.ptr[n] != '*')
        return false;
    *percent = found.ptr[found.len - 1] == '*';
    return true;
}

tc_span tc_mail_parameter(tc_extraction *x, tc_span field, const char *name)
{
    tc_span found, value, out = {NULL, 0};
    const char *charset = NULL;
    bool any_percent = false, percent;
    for (size_t i = 0; next_parameter(x->arena, field, &i, &found, &value);) {
        if (!is_piece(found, name, &percent))
            continue;
        size_t first = percent && !any_percent ? tc_span_find(value, TC_SPAN("'")) : SIZE_MAX;
        if (first != SIZE_MAX) { /* charset'language'text */
            charset = charset_name(x->arena, tc_span_sub(value, 0, first));
            value = tc_span_sub(value, first + 1, value.len);
            size_t second = tc_span_find(value, TC_SPAN("'"));
            value = tc_span_sub(value, second == SIZE_MAX ? 0 : second + 1, value.len);
        }
        any_percent |= percent;
        out = joined(x->arena, out, percent ? quoted(x->arena, value, '%', false) : value);
    }
    return any_percent ? decoded(x, out, charset) : tc_mail_words(x, out);
}
