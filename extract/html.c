/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTML to the text a person sees. A tolerant scanner, no tree: tags come in the order they stand,
 * extract/flow.c makes lines of them. Each construct that never ends (comment, quote, hidden
 * element) is noticed once for the file, so that time stays linear whatever comes. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "extract/internal.h"
#include "extract/para.h"

typedef enum {
    TAG_NONE,
    TAG_BLOCK,
    TAG_BREAK,
    TAG_PRE,
    TAG_RAW,
    TAG_HIDDEN,
    TAG_VOID,
    TAG_TABLE,
    TAG_ROW,
    TAG_CELL,
    TAG_OL,
    TAG_UL,
    TAG_LI
} tag_kind;

static const struct {
    tc_span name;
    tag_kind kind;
} TAGS[] = {
#define TAG(NAME, KIND) {TC_SPAN_LIT(NAME), TAG_##KIND},
#include "extract/html_tags.def"
#undef TAG
};

typedef struct {
    tc_span inside; /* between "<" or "</" and ">" */
    tc_span name;   /* lower case, in lower[]; longer names are of no element we know */
    char lower[16];
    bool end, empty; /* "</p>", "<br/>" */
    tag_kind kind;
} tag;

typedef struct {
    tc_span in;
    size_t pos;
    bool open_comment, open_quote, open_tag, open_hidden; /* one that never ends was seen */
    tc_flow flow;
} scanner;

static size_t find_from(tc_span s, size_t from, const char *what)
{
    size_t at = tc_span_find(tc_span_sub(s, from, s.len), tc_span_str(what));
    return at == SIZE_MAX ? SIZE_MAX : from + at;
}

/* Does s hold this ASCII text at i, in any case? */
static bool holds(tc_span s, size_t i, tc_span lower_case)
{
    if (s.len - i < lower_case.len)
        return false;
    for (size_t k = 0; k < lower_case.len; k++)
        if (tc_ascii_lower(s.ptr[i + k]) != lower_case.ptr[k])
            return false;
    return true;
}

/* ---- markup ------------------------------------------------------------------------------- */

/* "<!-- ... -->" with conditional comments of Word, "<!DOCTYPE ...>", "<![if !vml]>", "<?xml ...>":
 * the end of it. What stands between <![if ...]> and <![endif]> is shown, as browsers do. */
static size_t declaration_end(scanner *s)
{
    if (holds(s->in, s->pos, TC_SPAN("<!--")) && !s->open_comment) {
        size_t end = find_from(s->in, s->pos + 2, "-->"); /* "<!-->" is a whole comment */
        if (end != SIZE_MAX)
            return end + 3;
        s->open_comment = true;
    }
    size_t end = find_from(s->in, s->pos, ">");
    return end == SIZE_MAX ? s->in.len : end + 1;
}

/* A quote opens a value only behind "=" and perhaps one blank; others are stray. */
static bool after_equals(const char *p, size_t i)
{
    return p[i - 1] == '=' || (p[i - 1] == ' ' && p[i - 2] == '=');
}

/* The ">" that ends the tag at pos; one inside of quotes does not. */
static size_t tag_end(scanner *s)
{
    const char *p = s->in.ptr;
    char quote = '\0';
    for (size_t i = s->pos; i < s->in.len && !s->open_quote; i++) {
        if (quote)
            quote = p[i] == quote ? '\0' : quote;
        else if (p[i] == '>')
            return i;
        else if ((p[i] == '"' || p[i] == '\'') && after_equals(p, i))
            quote = p[i];
    }
    s->open_quote = true;
    size_t end = s->open_tag ? SIZE_MAX : find_from(s->in, s->pos, ">");
    s->open_tag = end == SIZE_MAX;
    return end;
}

static tag_kind kind_of(tc_span name)
{
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
        if (tc_span_eq(TAGS[i].name, name))
            return TAGS[i].kind;
    return TAG_NONE;
}

/* Reads the tag at pos, moves behind it; false when it is no tag but a lone "<". */
static bool next_tag(scanner *s, tag *t)
{
    size_t start = s->pos + 1;
    t->end = start < s->in.len && s->in.ptr[start] == '/';
    start += t->end;
    if (start >= s->in.len || !tc_ascii_letter(s->in.ptr[start]))
        return false;
    size_t close = tag_end(s);
    if (close == SIZE_MAX)
        return false;
    t->inside = tc_span_sub(s->in, start, close);
    t->empty = t->inside.len && t->inside.ptr[t->inside.len - 1] == '/';
    size_t n = 0;
    for (char c; n < t->inside.len && n < sizeof t->lower; n++) {
        c = t->inside.ptr[n];
        if (c == ' ' || c == '/' || (c >= '\t' && c <= '\r'))
            break;
        t->lower[n] = tc_ascii_lower(c);
    }
    t->name = tc_span_make(t->lower, n);
    t->kind = kind_of(t->name);
    s->pos = close + 1;
    return true;
}

/* ---- what is not shown -------------------------------------------------------------------- */

/* Behind the end tag of a script or the like, whose content is no markup. */
static void skip_raw(scanner *s, tc_span name)
{
    for (size_t i = s->pos; i < s->in.len; i++) {
        const char *p = memchr(s->in.ptr + i, '<', s->in.len - i);
        if (!p)
            break;
        i = (size_t)(p - s->in.ptr);
        if (i + 2 < s->in.len && p[1] == '/' && holds(s->in, i + 2, name)) {
            size_t end = find_from(s->in, i, ">");
            s->pos = end == SIZE_MAX ? s->in.len : end + 1;
            return;
        }
    }
    s->pos = s->in.len;
}

/* Behind the end tag of a hidden element; false when there is none: then it is taken as shown. */
static bool skip_hidden(scanner *s, const tag *open)
{
    size_t start = s->pos;
    for (unsigned depth = 1; depth && s->pos < s->in.len;) {
        const char *p = memchr(s->in.ptr + s->pos, '<', s->in.len - s->pos);
        if (!p) {
            s->pos = s->in.len;
            break;
        }
        s->pos = (size_t)(p - s->in.ptr);
        tag t;
        if (s->pos + 1 < s->in.len && (p[1] == '!' || p[1] == '?'))
            s->pos = declaration_end(s);
        else if (!next_tag(s, &t))
            s->pos++;
        else if (t.kind == TAG_RAW && !t.end)
            skip_raw(s, t.name);
        else if (tc_span_eq(t.name, open->name) && !t.empty)
            depth = t.end ? depth - 1 : depth + 1;
        if (depth == 0)
            return true;
    }
    s->open_hidden = true;
    s->pos = start;
    return false;
}

static bool style_has(tc_span tag_inside, const char *property, const char *value)
{
    tc_span style = tc_html_attribute(tag_inside, "style");
    for (size_t i = 0; i < style.len; i++) {
        if (!holds(style, i, tc_span_str(property)))
            continue;
        size_t end = i;
        while (end < style.len && style.ptr[end] != ';')
            end++;
        tc_span one = tc_span_sub(style, i, end);
        for (size_t k = strlen(property); k < one.len; k++)
            if (holds(one, k, tc_span_str(value)))
                return true;
        i = end;
    }
    return false;
}

/* ---- elements ----------------------------------------------------------------------------- */

/* The numbering of a list: its style first, then <ol type>. */
static tc_list_mark list_mark(const tag *t)
{
    static const struct {
        const char *style;
        char type;
        tc_list_mark mark;
    } MARKS[] = {{"none", '\0', TC_MARK_NONE},
                 {"upper-roman", 'I', TC_MARK_UPPER_ROMAN},
                 {"lower-roman", 'i', TC_MARK_LOWER_ROMAN},
                 {"upper-alpha", 'A', TC_MARK_UPPER_ALPHA},
                 {"upper-latin", '\0', TC_MARK_UPPER_ALPHA},
                 {"lower-alpha", 'a', TC_MARK_LOWER_ALPHA},
                 {"lower-latin", '\0', TC_MARK_LOWER_ALPHA},
                 {"decimal", '1', TC_MARK_DECIMAL},
                 {"disc", '\0', TC_MARK_BULLET}};
    tc_span type = tc_html_attribute(t->inside, "type");
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (style_has(t->inside, "list-style", MARKS[i].style))
            return MARKS[i].mark;
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (t->kind == TAG_OL && type.len == 1 && type.ptr[0] == MARKS[i].type)
            return MARKS[i].mark;
    return t->kind == TAG_OL ? TC_MARK_DECIMAL : TC_MARK_BULLET;
}

/* A number from 1 in an attribute, else 0. */
static uint32_t number_attribute(const tag *t, const char *name)
{
    tc_span v = tc_span_trim(tc_html_attribute(t->inside, name));
    uint32_t n = 0;
    for (size_t i = 0; i < v.len; i++) {
        if (v.ptr[i] < '0' || v.ptr[i] > '9' || n > 99999)
            return 0;
        n = n * 10 + (uint32_t)(v.ptr[i] - '0');
    }
    return n;
}

static void start_list(tc_flow *f, const tag *t)
{
    uint32_t first = number_attribute(t, "start");
    tc_flow_list_open(f, list_mark(t), first ? first : 1);
}

static void start_element(scanner *s, const tag *t)
{
    tc_flow *f = &s->flow;
    switch (t->kind) {
    case TAG_BLOCK:
        tc_flow_block(f);
        break;
    case TAG_BREAK:
        tc_flow_break(f);
        break;
    case TAG_PRE:
        tc_flow_block(f);
        f->pre++;
        break;
    case TAG_TABLE:
        tc_flow_table_open(f);
        break;
    case TAG_ROW:
        tc_flow_row_open(f);
        break;
    case TAG_CELL:
        tc_flow_cell_open(f);
        break;
    case TAG_OL:
    case TAG_UL:
        start_list(f, t);
        break;
    case TAG_LI:
        tc_flow_item(f, number_attribute(t, "value"));
        break;
    case TAG_NONE:
    case TAG_RAW:
    case TAG_HIDDEN:
    case TAG_VOID:
        break;
    }
}

static void end_element(scanner *s, const tag *t)
{
    tc_flow *f = &s->flow;
    switch (t->kind) {
    case TAG_PRE:
        f->pre -= f->pre > 0;
        tc_flow_block(f);
        break;
    case TAG_BLOCK:
    case TAG_LI:
        tc_flow_block(f);
        break;
    case TAG_TABLE:
        tc_flow_table_close(f);
        break;
    case TAG_ROW:
        tc_flow_row_close(f);
        break;
    case TAG_CELL:
        tc_flow_cell_close(f);
        break;
    case TAG_OL:
    case TAG_UL:
        tc_flow_list_close(f);
        break;
    case TAG_BREAK: /* browsers take </br> for <br> */
        tc_flow_break(f);
        break;
    case TAG_NONE:
    case TAG_RAW:
    case TAG_HIDDEN:
    case TAG_VOID:
        break;
    }
}

/* A whole page is hidden only until its script has run. */
static bool is_hidden(const tag *t)
{
    if (t->empty || t->kind == TAG_BREAK || t->kind == TAG_VOID)
        return false;
    return t->kind == TAG_HIDDEN ||
           (style_has(t->inside, "display", "none") && !tc_span_eq(t->name, TC_SPAN("body")));
}

static void element(scanner *s, const tag *t)
{
    if (t->end)
        end_element(s, t);
    else if (t->kind == TAG_RAW && !t->empty)
        skip_raw(s, t->name);
    else if (s->open_hidden || !is_hidden(t) || !skip_hidden(s, t))
        start_element(s, t);
}

/* ---- text --------------------------------------------------------------------------------- */

static void text(scanner *s, tc_span run)
{
    for (size_t i = 0; i < run.len;) {
        const char *amp = memchr(run.ptr + i, '&', run.len - i);
        size_t end = amp ? (size_t)(amp - run.ptr) : run.len;
        tc_flow_text(&s->flow, tc_span_sub(run, i, end));
        i = end;
        if (!amp)
            break;
        uint32_t cp;
        size_t n = tc_html_entity(run, i, &cp);
        if (n)
            tc_flow_character(&s->flow, cp);
        else
            tc_flow_text(&s->flow, TC_SPAN("&"));
        i += n ? n : 1;
    }
}

static void scan(scanner *s)
{
    while (s->pos < s->in.len && s->flow.out->status == TC_OK) {
        const char *p = s->in.ptr + s->pos;
        const char *next = memchr(p, '<', s->in.len - s->pos);
        if (next != p) {
            size_t end = next ? (size_t)(next - s->in.ptr) : s->in.len;
            text(s, tc_span_sub(s->in, s->pos, end));
            s->pos = end;
            continue;
        }
        tag t;
        if (s->pos + 1 < s->in.len && (p[1] == '!' || p[1] == '?')) {
            s->pos = declaration_end(s);
        } else if (next_tag(s, &t)) {
            element(s, &t);
        } else {
            tc_flow_text(&s->flow, TC_SPAN("<"));
            s->pos++;
        }
    }
    tc_flow_finish(&s->flow);
}

/* ---- the reader --------------------------------------------------------------------------- */

tc_sniff tc_sniff_html(const tc_extraction *x)
{
    static const tc_span SURE[] = {TC_SPAN_LIT("<!doctype html"), TC_SPAN_LIT("<html"),
                                   TC_SPAN_LIT("<head"), TC_SPAN_LIT("<body")};
    tc_sniff best = TC_SNIFF_NO;
    const char *at;
    for (size_t i = 0;
         i + 1 < x->head.len && (at = memchr(x->head.ptr + i, '<', x->head.len - i - 1)); i++) {
        i = (size_t)(at - x->head.ptr);
        char next = x->head.ptr[i + 1];
        if (!tc_ascii_letter(next) && next != '!' && next != '/' && next != '?')
            continue;
        best = TC_SNIFF_POSSIBLE;
        for (size_t k = 0; k < sizeof SURE / sizeof *SURE; k++)
            if (holds(x->head, i, SURE[k]))
                return TC_SNIFF_SURE;
        if (tc_ascii_letter(next) || next == '/')
            break; /* text or another element comes first */
    }
    return best;
}

static bool has_bom(tc_span b)
{
    return tc_span_starts(b, TC_SPAN("\xEF\xBB\xBF")) || tc_span_starts(b, TC_SPAN("\xFF\xFE")) ||
           tc_span_starts(b, TC_SPAN("\xFE\xFF"));
}

/* The caller's word, the byte order mark, the page's word; but bytes that are UTF-8 throughout are
 * UTF-8 whatever the page says (saved anew by a tool that left the old <meta>), and the other way
 * round. Anything else is for the decoder to find out. */
static const char *choose_charset(tc_extraction *x)
{
    if (x->charset || has_bom(x->bytes))
        return x->charset;
    const char *named = tc_html_charset(x->arena, x->head);
    if (!named)
        return NULL;
    bool utf8 = tc_utf8_valid_prefix(x->bytes) == x->bytes.len;
    bool ascii = true;
    for (size_t i = 0; i < x->bytes.len && ascii; i++)
        ascii = (unsigned char)x->bytes.ptr[i] < 0x80;
    if (ascii || utf8 == (strcmp(named, "utf-8") == 0))
        return named;
    tc_extract_warn(x, "the page says %.32s, its bytes do not", named);
    return NULL;
}

tc_status tc_read_html(tc_extraction *x, tc_error *err)
{
    const char *charset = choose_charset(x);
    tc_status st = tc_extract_decode(x, charset, err);
    if (st == TC_EUNSUPPORTED && charset && !x->charset && !x->decoded.len) {
        tc_extract_warn(x, "encoding %.32s is not known", charset);
        st = tc_extract_decode(x, NULL, err);
    }
    if (st != TC_OK)
        return st;
    scanner s = {.in = tc_buf_span(&x->decoded)};
    tc_flow_init(&s.flow, x->arena, &x->text);
    scan(&s);
    if (!x->charset && tc_span_eq(x->out->charset, TC_SPAN("windows-1252")))
        tc_para_unmask(x, NULL); /* pages for fonts of their own said so, or nothing */
    return TC_OK;
}
