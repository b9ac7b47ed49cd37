/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain text and markdown, and the decoding that every reader of text shares. Markdown is kept as
 * it stands: plan/ takes its marks for decoration, and what is shown is what the file says. */
#include "base/utf8.h"
#include "extract/internal.h"

tc_sniff tc_sniff_text(const tc_extraction *x)
{
    (void)x; /* whether it is text shows when it is decoded */
    return TC_SNIFF_POSSIBLE;
}

tc_sniff tc_sniff_markdown(const tc_extraction *x)
{
    return tc_sniff_text(x);
}

typedef struct {
    size_t characters, controls, nuls;
} census;

/* Control characters other than blanks do not occur in text, but for a stray one; in binary data
 * they are a tenth of what is decoded. ESC is let pass: terminal logs. */
static census count_characters(tc_span text)
{
    census c = {0, 0, 0};
    for (size_t i = 0; i < text.len; i++) {
        unsigned char b = (unsigned char)text.ptr[i];
        c.characters += (b & 0xC0) != 0x80;
        if (b < 0x20 && !(b >= '\t' && b <= '\r') && b != 0x1B)
            c.controls++;
        c.nuls += b == 0;
    }
    return c;
}

static bool looks_binary(census c)
{
    enum { STRAY = 3 };
    return c.controls * 10 > c.characters * 3 ||
           (c.controls > STRAY && c.controls * 100 > c.characters);
}

/* U+FFFD for each NUL: programs behind us end strings there. */
static void replace_nuls(tc_buf *buf, size_t nuls)
{
    const size_t grow = 2 * nuls;
    if (!tc_buf_reserve(buf, grow))
        return;
    size_t to = buf->len + grow;
    for (size_t from = buf->len; from-- > 0;) {
        if (buf->ptr[from] == '\0') {
            to -= 3;
            memcpy(buf->ptr + to, "\xEF\xBF\xBD", 3);
        } else {
            buf->ptr[--to] = buf->ptr[from];
        }
    }
    buf->len += grow;
}

tc_status tc_extract_decode(tc_extraction *x, const char *charset, tc_error *err)
{
    tc_decoded info = {0};
    tc_status st = tc_decode(&x->decoded, x->bytes, charset, &info, err);
    if (st != TC_OK)
        return st;
    if (x->decoded.status == TC_ETOOBIG)
        return tc_fail(err, TC_ETOOBIG, "more than %zu bytes of text", x->decoded.ceiling);
    census c = count_characters(tc_buf_span(&x->decoded));
    if (looks_binary(c))
        return tc_fail(err, TC_EUNSUPPORTED, "binary data");
    if (info.replaced * 10 > c.characters)
        return tc_fail(err, TC_EUTF8, "text in no known encoding: %zu of %zu characters as %s",
                       info.replaced, c.characters, info.charset);
    if (info.replaced)
        tc_extract_warn(x, "%zu bytes could not be decoded as %s", info.replaced, info.charset);
    if (c.nuls) {
        replace_nuls(&x->decoded, c.nuls);
        tc_extract_warn(x, "%zu NUL characters replaced", c.nuls);
    }
    x->out->charset = tc_span_str(info.charset);
    return x->decoded.status == TC_OK ? TC_OK
                                      : tc_fail(err, x->decoded.status, "no memory for the text");
}

tc_status tc_read_text(tc_extraction *x, tc_error *err)
{
    tc_status st = tc_extract_decode(x, x->charset, err);
    if (st == TC_OK)
        tc_buf_add(&x->text, tc_buf_span(&x->decoded));
    return st;
}
