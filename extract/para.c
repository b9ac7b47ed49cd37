/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract/para.h"

#include "base/utf8.h"
#include "text/text.h"

void tc_para_init(tc_para *p, tc_extraction *x)
{
    memset(p, 0, sizeof *p);
    p->x = x;
}

static void append(tc_para *p, const char *bytes, size_t n)
{
    if (n == 0)
        return;
    if (p->cap - p->len < n) {
        size_t cap = p->cap ? p->cap : 256;
        while (cap - p->len < n)
            cap *= 2;
        char *grown = tc_arena_space(p->x->arena, cap, 1);
        if (p->len)
            memcpy(grown, p->text, p->len);
        p->text = grown;
        p->cap = cap;
    }
    memcpy(p->text + p->len, bytes, n);
    p->len += n;
}

/* Word keeps the characters of symbol fonts at U+F000 + byte, and some legacy fonts say they are
 * such. */
static void append_unsymboled(tc_para *p, tc_span s)
{
    for (size_t i = 0; i < s.len;) {
        char bytes[4];
        uint32_t cp = tc_utf8_next(s, &i);
        append(p, bytes, tc_utf8_put(bytes, cp >= 0xF020 && cp <= 0xF0FF ? cp - 0xF000 : cp));
    }
}

/* Text in which characters of symbol fonts may stand: they begin with EF 80 to EF 83. */
static void append_symbols(tc_para *p, tc_span s)
{
    while (s.len) {
        const char *at = memchr(s.ptr, 0xEF, s.len);
        size_t n = at ? (size_t)(at - s.ptr) : s.len;
        append(p, s.ptr, n);
        s = tc_span_sub(s, n, s.len);
        if (!s.len)
            break;
        size_t end = 0;
        uint32_t cp = tc_utf8_next(s, &end);
        tc_span text = tc_span_sub(s, 0, end);
        if (cp >= 0xF020 && cp <= 0xF0FF)
            text = tc_para_symbol(cp);
        append(p, text.ptr, text.len);
        s = tc_span_sub(s, end, s.len);
    }
}

void tc_para_add(tc_para *p, tc_span s, const char *charset, bool caps)
{
    if (tc_span_empty(s))
        return;
    tc_para_piece *last = p->pieces.len ? &p->pieces.items[p->pieces.len - 1] : NULL;
    if (!last || last->charset != charset || last->caps != caps) {
        tc_para_piece piece = {p->len, charset, caps};
        tc_vec_push(p->x->arena, &p->pieces, piece);
    }
    if (charset)
        append_unsymboled(p, s);
    else
        append_symbols(p, s);
}

/* What stands in forms and outlines. The two fonts differ, but not in what these mean. */
tc_span tc_para_symbol(uint32_t code)
{
    static const struct {
        uint32_t code;
        const char *text;
    } SIGNS[] = {{0x2D, "-"}, {0x6C, "•"}, {0x6E, "■"}, {0x6F, "☐"}, {0x71, "☐"}, {0xA7, "-"},
                 {0xA8, "☐"}, {0xB7, "•"}, {0xD8, "➢"}, {0xE0, "→"}, {0xF0, "→"}, {0xFC, "✓"},
                 {0xFD, "☒"}, {0xFE, "☑"}, {0x50, "✓"}, {0x52, "☑"}, {0x53, "☒"}, {0xA3, "☐"}};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (SIGNS[i].code == (code & 0xFF))
            return tc_span_str(SIGNS[i].text);
    return tc_span_make(NULL, 0);
}

/* ---- legacy fonts -------------------------------------------------------------------------- */

/* A letter that only Unicode text has: then the font's name is a left-over of another time, and
 * what is shown comes from another font. */
static bool is_unicode_vietnamese(uint32_t cp)
{
    return cp == 0x102 || cp == 0x103 || cp == 0x110 || cp == 0x111 || cp == 0x1A0 || cp == 0x1A1 ||
           cp == 0x1AF || cp == 0x1B0 || (cp >= 0x1EA0 && cp <= 0x1EF9) ||
           (cp >= 0x300 && cp <= 0x323);
}

static size_t piece_end(const tc_para *p, size_t i)
{
    return i + 1 < p->pieces.len ? p->pieces.items[i + 1].start : p->len;
}

static bool holds_unicode_vietnamese(tc_span s)
{
    for (size_t at = 0; at < s.len;)
        if (is_unicode_vietnamese(tc_utf8_next(s, &at)))
            return true;
    return false;
}

/* Do the pieces of legacy fonts hold what such a font cannot draw? */
static bool fonts_are_wrong(const tc_para *p)
{
    for (size_t i = 0; i < p->pieces.len; i++) {
        size_t start = p->pieces.items[i].start;
        if (p->pieces.items[i].charset &&
            holds_unicode_vietnamese(tc_span_make(p->text + start, piece_end(p, i) - start)))
            return true;
    }
    return false;
}

static void add_decoded(tc_para *p, tc_span s, const char *charset)
{
    tc_decoded info = {0};
    size_t before = p->x->decoded.len;
    if (tc_decode_visible(&p->x->decoded, s, charset, &info, NULL) != TC_OK) {
        tc_buf_add(&p->x->decoded, s);
        return;
    }
    if (p->x->decoded.len - before != s.len ||
        memcmp(p->x->decoded.ptr + before, s.ptr, s.len) != 0)
        tc_extract_saw_charset(p->x, charset, s.len); /* what is ASCII only tells nothing */
}

void tc_para_sign(tc_para *p, tc_span sign)
{
    tc_vec_push(p->x->arena, &p->signs, sign);
}

static void add_signs(tc_para *p)
{
    for (size_t i = 0; i < p->signs.len; i++) {
        if (p->len && p->text[p->len - 1] != ' ')
            tc_para_add(p, TC_SPAN(" "), NULL, false);
        tc_para_add(p, p->signs.items[i], NULL, false);
    }
    p->signs.len = 0;
}

void tc_para_change(tc_para *p, char change)
{
    if (p->change == change || p->x->options->tracked_changes != TC_CHANGES_BOTH)
        return;
    if (p->change)
        tc_para_add(p, p->change == '+' ? TC_SPAN("+}") : TC_SPAN("-]"), NULL, false);
    if (change)
        tc_para_add(p, change == '+' ? TC_SPAN("{+") : TC_SPAN("[-"), NULL, false);
    p->change = change;
}

void tc_para_clear(tc_para *p)
{
    p->len = p->pieces.len = 0;
    p->change = '\0';
}

tc_span tc_para_take(tc_para *p)
{
    tc_para_change(p, '\0');
    add_signs(p);
    tc_span whole = tc_span_make(p->text, p->len);
    bool plain = true;
    for (size_t i = 0; i < p->pieces.len; i++)
        plain &= !p->pieces.items[i].charset && !p->pieces.items[i].caps;
    if (!plain) {
        bool wrong = fonts_are_wrong(p);
        tc_buf *out = &p->x->decoded;
        tc_buf_reset(out);
        for (size_t i = 0; i < p->pieces.len; i++) {
            const tc_para_piece *piece = &p->pieces.items[i];
            tc_span s = tc_span_sub(whole, piece->start, piece_end(p, i));
            if (piece->charset && !wrong)
                add_decoded(p, s, piece->charset);
            else
                tc_buf_add(out, piece->caps ? tc_text_upper(p->x->arena, s) : s);
        }
        whole = tc_arena_copy(p->x->arena, tc_buf_span(out));
    }
    tc_para_clear(p);
    return whole;
}

tc_span tc_para_joined(tc_arena *arena, const tc_span *lines, size_t count)
{
    size_t len = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        len += lines[i].len + 1;
    char *text = tc_arena_space(arena, len + 1, 1);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + at, lines[i].ptr, lines[i].len);
        at += lines[i].len;
        text[at++] = '\n';
    }
    return tc_span_trim(tc_span_make(text, at));
}

/* ---- lines --------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "1.<TAB>Text": the tab behind a number typed by hand is a blank, not a column. */
static bool is_label(tc_span s)
{
    enum { LONGEST = 8 };
    if (s.len == 0 || s.len > LONGEST)
        return false;
    char last = s.ptr[s.len - 1];
    bool closed = last == '.' || last == ')' || last == '-' || last == '+' || last == '*';
    return closed && !memchr(s.ptr, ' ', s.len);
}

/* No-break blanks hold a place on the page, and mean nothing else. */
static tc_span without_hard_blanks(tc_arena *a, tc_span s)
{
    static const tc_span HARD = TC_SPAN_LIT("\xC2\xA0");
    if (tc_span_find(s, HARD) == SIZE_MAX)
        return s;
    char *out = tc_arena_space(a, s.len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        bool hard = tc_span_starts(tc_span_sub(s, i, s.len), HARD);
        out[n++] = hard ? ' ' : s.ptr[i];
        i += hard;
    }
    return tc_span_make(out, n);
}

static void lay_line(tc_flow *f, tc_span line)
{
    size_t start = 0;
    while (line.len && is_blank(line.ptr[line.len - 1]))
        line.len--;
    bool page = false;
    for (; start < line.len && (is_blank(line.ptr[start]) || line.ptr[start] == '\f'); start++)
        page |= line.ptr[start] == '\f';
    line = tc_span_sub(line, start, line.len);
    if (page)
        tc_flow_text(f, TC_SPAN("\f"));
    for (size_t i = 0; i < line.len;) {
        size_t end = i, blanks;
        while (end < line.len && !is_blank(line.ptr[end]))
            end++;
        bool tab = false;
        for (blanks = end; blanks < line.len && is_blank(line.ptr[blanks]); blanks++)
            tab |= line.ptr[blanks] == '\t';
        tc_flow_text(f, tc_span_sub(line, i, end));
        if (tab)
            tc_flow_text(f, is_label(tc_span_sub(line, 0, end)) ? TC_SPAN(" ") : TC_SPAN("\t"));
        else
            tc_flow_text(f, tc_span_sub(line, end, blanks));
        i = blanks;
    }
}

/* An item without text still shows its number: columns of tables are counted so. */
static bool is_number(tc_span label)
{
    for (size_t i = 0; i < label.len; i++)
        if ((label.ptr[i] >= '0' && label.ptr[i] <= '9') || (label.ptr[i] | 0x20) >= 'a')
            return true;
    return false;
}

void tc_para_lay(tc_flow *f, tc_span label, tc_span text)
{
    bool empty = true;
    text = without_hard_blanks(f->arena, text);
    for (size_t i = 0; i < text.len && empty; i++)
        empty = is_blank(text.ptr[i]) || text.ptr[i] == '\n';
    tc_flow_block(f);
    if (empty && !is_number(label)) {
        tc_flow_break(f);
        return;
    }
    f->pre++;
    if (!tc_span_empty(label)) {
        tc_flow_text(f, label);
        tc_flow_text(f, empty ? TC_SPAN("") : TC_SPAN(" "));
    }
    for (size_t i = 0; i <= text.len;) {
        const char *nl = i < text.len ? memchr(text.ptr + i, '\n', text.len - i) : NULL;
        size_t end = nl ? (size_t)(nl - text.ptr) : text.len;
        lay_line(f, tc_span_sub(text, i, end));
        if (nl)
            tc_flow_break(f);
        i = end + 1;
    }
    f->pre--;
    tc_flow_block(f);
}

/* ---- the end ------------------------------------------------------------------------------- */

static void take_pages(tc_extraction *x)
{
    TC_VEC(size_t) starts = {0};
    tc_buf *b = &x->text;
    size_t to = 0;
    if (!b->len || !memchr(b->ptr, '\f', b->len))
        return;
    tc_vec_push(x->arena, &starts, 0);
    for (size_t i = 0; i < b->len; i++) {
        if (b->ptr[i] != '\f')
            b->ptr[to++] = b->ptr[i];
        else if (to > starts.items[starts.len - 1])
            tc_vec_push(x->arena, &starts, to);
    }
    b->len = to;
    x->out->page_starts = starts.items;
    x->out->page_count = starts.len;
}

bool tc_para_unmask(tc_extraction *x, const char *charset)
{
    tc_decoded info = {0};
    tc_span text = tc_buf_span(&x->text);
    if (holds_unicode_vietnamese(text))
        return false;
    tc_buf_reset(&x->decoded);
    if (tc_decode_visible(&x->decoded, text, charset, &info, NULL) != TC_OK || !info.charset ||
        strcmp(info.charset, "utf-8") == 0)
        return false;
    x->text.len = 0;
    tc_buf_add(&x->text, tc_buf_span(&x->decoded));
    x->out->charset = tc_span_str(info.charset);
    return true;
}

static void decode_unmarked(tc_extraction *x)
{
    if (tc_extract_settle_charset(x))
        return;
    x->out->charset = TC_SPAN("utf-8");
    if (x->charset && tc_para_unmask(x, x->charset))
        return;
    if (tc_para_unmask(x, NULL))
        tc_extract_warn(x, "the text was in %.*s, though its fonts do not say so",
                        (int)x->out->charset.len, x->out->charset.ptr);
}

void tc_para_finish(tc_extraction *x, tc_flow *f)
{
    tc_flow_finish(f);
    if (x->text.status != TC_OK)
        return;
    decode_unmarked(x);
    take_pages(x);
}
