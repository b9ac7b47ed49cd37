/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain text and markdown, and the decoding that every reader of text shares. Markdown is kept as
 * it stands: plan/ takes its marks for decoration, and what is shown is what the file says. */
#include "base/block.h"
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

/* Control characters other than blanks do not occur in text, but for a stray one; in binary data
 * they are a tenth of what is decoded. ESC is let pass: terminal logs. */
static tc_block controls_in(tc_block b)
{
    return tc_block_within(b, 0, 0x1F) & ~tc_block_within(b, '\t', '\r') & ~tc_block_is(b, 0x1B);
}

static bool is_control(unsigned char b)
{
    return b < 0x20 && !(b >= '\t' && b <= '\r') && b != 0x1B;
}

static size_t count_controls(tc_span text, size_t *nuls)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t controls = 0;
    for (size_t i = 0; i < text.len; i++) {
        while (i + TC_BLOCK < text.len && !tc_block_any(controls_in(tc_block_load(p + i))))
            i += TC_BLOCK;
        controls += is_control(p[i]);
        *nuls += p[i] == 0;
    }
    return controls;
}

static bool looks_binary(size_t controls, size_t characters)
{
    enum { STRAY = 3 };
    return controls * 10 > characters * 3 || (controls > STRAY && controls * 100 > characters);
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
    size_t nuls = 0, controls = count_controls(tc_buf_span(&x->decoded), &nuls);
    size_t characters = controls || info.replaced ? tc_utf8_count(tc_buf_span(&x->decoded)) : 0;
    if (looks_binary(controls, characters))
        return tc_fail(err, TC_EUNSUPPORTED, "binary data");
    if (info.replaced * 10 > characters)
        return tc_fail(err, TC_EUTF8, "text in no known encoding: %zu of %zu characters as %s",
                       info.replaced, characters, info.charset);
    if (info.replaced)
        tc_extract_warn(x, "%zu bytes could not be decoded as %s", info.replaced, info.charset);
    if (nuls) {
        replace_nuls(&x->decoded, nuls);
        tc_extract_warn(x, "%zu NUL characters replaced", nuls);
    }
    x->out->charset = tc_span_str(info.charset);
    return x->decoded.status == TC_OK ? TC_OK
                                      : tc_fail(err, x->decoded.status, "no memory for the text");
}

tc_status tc_read_text(tc_extraction *x, tc_error *err)
{
    tc_status st = tc_extract_decode(x, x->charset, err);
    const tc_buf empty = x->text;
    if (st == TC_OK && x->decoded.cap <= empty.ceiling) {
        x->text = x->decoded;
        x->text.ceiling = empty.ceiling;
        x->decoded = empty;
    } else if (st == TC_OK) {
        tc_buf_add(&x->text, tc_buf_span(&x->decoded));
    }
    return st;
}
