/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rich Text Format: groups, control words, characters (specification 1.9.1). */
#include "extract/rtf.h"

#include "base/ascii.h"

typedef enum {
    NOTHING,
    FONT,
    UNICODE,
    UNICODE_SKIP,
    PARAGRAPH,
    PLAIN_PARAGRAPH,
    PLAIN,
    IN_TABLE,
    CELL,
    ROW,
    HIDDEN,
    CAPS,
    TAKEN_OUT,
    PUT_IN,
    LIST,
    BINARY,
    CODEPAGE,
    DEFAULT_FONT,
    FONT_CHARSET,
    MAC,
    PC,
    TITLE_PAGE,
    LABEL,
    INSTRUCTION,
    RESULT,
    NOTE,
    BOX,
    THROUGH,
    MARGIN,
    HEADER,
    FIRST_HEADER,
    FONT_TABLE,
    PICTURE,
    OBJECT,
    COMMENT,
    SKIPPED
} action;

static const struct {
    const char *word;
    action what;
} WORDS[] = {
#define WORD(NAME, ACTION) {NAME, ACTION},
#include "extract/rtf_words.def"
#undef WORD
};

static const struct {
    const char *word;
    uint32_t cp;
} CHARACTERS[] = {
#define CHARACTER(NAME, CP) {NAME, CP},
#include "extract/rtf_words.def"
#undef CHARACTER
};

/* A control word: "\f12" is "f" with 12. */
typedef struct {
    char word[24];
    bool has_number;
    long number;
} control;

/* ---- the font table ------------------------------------------------------------------------ */

/* Windows' charsets of fonts as its codepages; 0 and 1 are the document's. */
static const char *codepage_of_charset(int charset)
{
    static const struct {
        int charset;
        const char *codepage;
    } PAGES[] = {{163, "windows-1258"}, {77, "macintosh"},     {128, "windows-932"},
                 {129, "windows-949"},  {134, "windows-936"},  {136, "windows-950"},
                 {161, "windows-1253"}, {162, "windows-1254"}, {177, "windows-1255"},
                 {178, "windows-1256"}, {186, "windows-1257"}, {204, "windows-1251"},
                 {222, "windows-874"},  {238, "windows-1250"}, {254, "ibm437"}};
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++)
        if (PAGES[i].charset == charset)
            return PAGES[i].codepage;
    return NULL;
}

static size_t font_index(const tc_rtf *r, long number)
{
    for (size_t i = 0; i < r->fonts.len; i++)
        if (r->fonts.items[i].number == number)
            return i;
    return SIZE_MAX;
}

static void start_font(tc_rtf *r, long number)
{
    enum { MOST_FONTS = 4096 };
    size_t i = font_index(r, number);
    if (i == SIZE_MAX && r->fonts.len < MOST_FONTS) {
        i = r->fonts.len;
        (void)tc_vec_add(r->x->arena, &r->fonts);
    }
    if (i == SIZE_MAX)
        return;
    r->fonts.items[i] = (tc_rtf_font){.number = number, .charset = -1};
    tc_rtf_top(r)->font = i;
}

static tc_rtf_font *font_in_work(tc_rtf *r)
{
    size_t i = tc_rtf_top(r)->font;
    return i < r->fonts.len ? &r->fonts.items[i] : NULL;
}

/* The font's name ends in ";"; some leave that out before the end of the group. */
static void name_font(tc_rtf *r, char c)
{
    tc_rtf_font *f = font_in_work(r);
    if (!f || (c == ' ' && !f->name_len))
        return;
    if (c != ';' && f->name_len < sizeof f->name)
        f->name[f->name_len++] = c;
    f->legacy = tc_charset_of_font(tc_span_make(f->name, f->name_len));
}

/* ---- groups -------------------------------------------------------------------------------- */

static void open_group(tc_rtf *r)
{
    tc_rtf_flush(r);
    r->skip = 0;
    r->ignorable = false;
    if (r->depth + 1 >= TC_RTF_GROUPS) {
        r->deeper++;
        return;
    }
    r->groups[r->depth + 1] = r->groups[r->depth];
    r->depth++;
    tc_rtf_top(r)->story = '\0';
    tc_rtf_top(r)->field_number = false;
}

static void close_group(tc_rtf *r)
{
    tc_rtf_flush(r);
    r->skip = 0;
    r->ignorable = false;
    if (r->deeper) {
        r->deeper--;
        return;
    }
    if (r->depth == 0)
        return;
    tc_rtf_group *g = tc_rtf_top(r);
    if (g->story)
        tc_rtf_close_story(r, g->story);
    bool number = g->field_number && g->where == TC_RTF_INSTRUCTION;
    r->depth--;
    if (number) /* the instruction's group lies in the field's, beside that of the result */
        tc_rtf_top(r)->field_number = true;
}

/* The group is something that is not shown. */
static void skip_group(tc_rtf *r)
{
    tc_rtf_top(r)->where = TC_RTF_SKIPPED;
}

static void start_result(tc_rtf *r)
{
    if (r->depth && r->groups[r->depth - 1].field_number)
        tc_rtf_top(r)->page_number = true;
}

/* ---- control words ------------------------------------------------------------------------- */

static void plain(tc_rtf *r)
{
    tc_rtf_group *g = tc_rtf_top(r);
    g->hidden = g->caps = g->put_in = g->taken_out = false;
    g->font = font_index(r, r->default_font);
}

/* \u takes a signed 16-bit number; beyond that plane there are two. */
static void add_unicode(tc_rtf *r, long n)
{
    uint32_t cp = (uint32_t)(n < 0 ? n + 65536 : n) & 0x1FFFFF;
    r->skip = tc_rtf_top(r)->unicode_skip;
    if (cp >= 0xD800 && cp < 0xDC00) {
        r->high = cp;
        return;
    }
    if (r->high && cp >= 0xDC00 && cp < 0xE000)
        cp = 0x10000 + ((r->high - 0xD800) << 10) + (cp - 0xDC00);
    r->high = 0;
    if (tc_rtf_top(r)->where == TC_RTF_TEXT)
        tc_rtf_add_character(r, cp);
}

static void set_codepage(tc_rtf *r, long n)
{
    if (r->x->charset || n <= 0 || n > 99999)
        return;
    r->codepage = n == 65001             ? "utf-8"
                  : n == 437 || n == 850 ? tc_arena_printf(r->x->arena, "ibm%ld", n)
                                         : tc_arena_printf(r->x->arena, "windows-%ld", n);
}

static void set_font(tc_rtf *r, const control *c)
{
    tc_rtf_flush(r);
    if (tc_rtf_top(r)->where == TC_RTF_FONTS)
        start_font(r, c->number);
    else
        tc_rtf_top(r)->font = font_index(r, c->number);
}

static void set_font_charset(tc_rtf *r, long charset)
{
    tc_rtf_font *f = font_in_work(r);
    if (tc_rtf_top(r)->where != TC_RTF_FONTS || !f)
        return;
    f->charset = (int)charset;
    f->codepage = codepage_of_charset((int)charset);
}

/* What sets the state of characters and paragraphs. */
static bool set_state(tc_rtf *r, action what, const control *c)
{
    tc_rtf_group *g = tc_rtf_top(r);
    bool on = !c->has_number || c->number != 0;
    bool *flag = what == HIDDEN      ? &g->hidden
                 : what == CAPS      ? &g->caps
                 : what == TAKEN_OUT ? &g->taken_out
                 : what == PUT_IN    ? &g->put_in
                 : what == IN_TABLE  ? &g->in_table
                                     : NULL;
    if (flag) {
        tc_rtf_flush(r);
        *flag = on;
        return true;
    }
    switch (what) {
    case PLAIN:
        tc_rtf_flush(r);
        plain(r);
        return true;
    case PLAIN_PARAGRAPH:
        g->in_table = false;
        r->stories[r->story].list = r->stories[r->story].list && g->label;
        return true;
    case LIST:
        r->stories[r->story].list = c->number > 0 && g->where == TC_RTF_TEXT;
        return true;
    case UNICODE_SKIP:
        g->unicode_skip = c->number < 0 || c->number > 16 ? 1 : c->number;
        return true;
    default:
        return false;
    }
}

static bool set_document(tc_rtf *r, action what, const control *c)
{
    switch (what) {
    case FONT:
        set_font(r, c);
        return true;
    case FONT_CHARSET:
        set_font_charset(r, c->number);
        return true;
    case CODEPAGE:
        set_codepage(r, c->number);
        return true;
    case MAC:
        r->codepage = r->x->charset ? r->codepage : "macintosh";
        return true;
    case PC:
        r->codepage = r->x->charset ? r->codepage : "ibm437";
        return true;
    case DEFAULT_FONT:
        r->default_font = c->number;
        return true;
    case TITLE_PAGE:
        r->titled = true;
        return true;
    default:
        return false;
    }
}

/* Text that stands apart from the document, or is none. */
static void enter_destination(tc_rtf *r, action what)
{
    tc_rtf_group *g = tc_rtf_top(r);
    switch (what) {
    case LABEL:
        g->label = true;
        r->stories[r->story].label = true;
        break;
    case INSTRUCTION:
        if (g->where == TC_RTF_TEXT)
            g->where = TC_RTF_INSTRUCTION;
        break;
    case RESULT:
        start_result(r);
        break;
    case NOTE:
        tc_rtf_open_story(r, 'n');
        break;
    case BOX:
        tc_rtf_open_story(r, 'b');
        break;
    case MARGIN:
    case HEADER:
        tc_rtf_open_story(r, what == HEADER ? 'h' : 'm');
        break;
    case FIRST_HEADER:
        tc_rtf_open_story(r, 'f');
        break;
    case FONT_TABLE:
        if (g->where == TC_RTF_TEXT)
            g->where = TC_RTF_FONTS;
        break;
    case PICTURE:
        r->pictures += g->where == TC_RTF_TEXT;
        skip_group(r);
        break;
    case OBJECT:
        r->objects++;
        skip_group(r);
        break;
    case COMMENT:
        r->comments++;
        skip_group(r);
        break;
    case SKIPPED:
        skip_group(r);
        break;
    default:
        break;
    }
}

static action find_word(const char *word)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (WORDS[i].word[0] == word[0] && strcmp(WORDS[i].word, word) == 0)
            return WORDS[i].what;
    return NOTHING;
}

static uint32_t find_character(const char *word)
{
    for (size_t i = 0; i < sizeof CHARACTERS / sizeof *CHARACTERS; i++)
        if (strcmp(CHARACTERS[i].word, word) == 0)
            return CHARACTERS[i].cp;
    return 0;
}

static void binary(tc_rtf *r, long n)
{
    size_t left = r->in.len - r->pos;
    if (n > 0)
        r->pos += (size_t)n < left ? (size_t)n : left;
}

static void do_control(tc_rtf *r, const control *c)
{
    action what = find_word(c->word);
    bool ignorable = r->ignorable;
    r->ignorable = false;
    if (what == BINARY) {
        binary(r, c->number);
        return;
    }
    r->skip =
        0; /* nobody stands in for a letter with a control word, but some forget to stand in */
    if (what == UNICODE) {
        add_unicode(r, c->number);
        return;
    }
    uint32_t cp = what == NOTHING ? find_character(c->word) : 0;
    if (cp) {
        if (tc_rtf_top(r)->where == TC_RTF_TEXT)
            tc_rtf_add_character(r, cp);
    } else if (what == NOTHING) {
        if (ignorable)
            skip_group(r);
    } else if (what == PARAGRAPH) {
        tc_rtf_paragraph(r);
    } else if (what == CELL) {
        tc_rtf_cell(r);
    } else if (what == ROW) {
        tc_rtf_row(r);
    } else if (!set_state(r, what, c) && !set_document(r, what, c)) {
        enter_destination(r, what);
    }
}

/* ---- characters ---------------------------------------------------------------------------- */

static char peek(const tc_rtf *r)
{
    return r->pos < r->in.len ? r->in.ptr[r->pos] : '\0';
}

static bool is_structure(char c)
{
    return c == '\\' || c == '{' || c == '}';
}

static bool is_page_number(tc_span instruction)
{
    instruction = tc_span_trim(instruction);
    size_t n = 0;
    while (n < instruction.len && tc_ascii_letter(instruction.ptr[n]))
        n++;
    tc_span word = tc_span_sub(instruction, 0, n);
    return tc_span_eq(word, TC_SPAN("PAGE")) || tc_span_eq(word, TC_SPAN("NUMPAGES")) ||
           tc_span_eq(word, TC_SPAN("SECTIONPAGES"));
}

/* Characters as they stand, up to the next control. */
static void plain_characters(tc_rtf *r)
{
    size_t start = r->pos;
    while (r->pos < r->in.len && !is_structure(peek(r)))
        r->pos++;
    tc_span s = tc_span_sub(r->in, start, r->pos);
    r->ignorable = false;
    if (tc_rtf_top(r)->where == TC_RTF_INSTRUCTION) {
        tc_rtf_top(r)->field_number |= is_page_number(s);
        return;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\r' || s.ptr[i] == '\n' || s.ptr[i] == '\0')
            continue;
        if (r->skip)
            r->skip--;
        else if (tc_rtf_top(r)->where == TC_RTF_FONTS)
            name_font(r, s.ptr[i]);
        else
            tc_rtf_add_byte(r, (unsigned char)s.ptr[i], true);
    }
}

static void hex_character(tc_rtf *r)
{
    int high = tc_hex_value(peek(r)), low = -1;
    if (high >= 0) {
        r->pos++;
        low = tc_hex_value(peek(r));
        r->pos += low >= 0;
    }
    if (low < 0)
        return;
    if (r->skip)
        r->skip--;
    else if (tc_rtf_top(r)->where == TC_RTF_FONTS)
        name_font(r, (char)(high * 16 + low));
    else
        tc_rtf_add_byte(r, (unsigned char)(high * 16 + low), false);
}

static void control_symbol(tc_rtf *r, char c)
{
    static const struct {
        char symbol;
        uint32_t cp;
    } SYMBOLS[] = {{'~', 0xA0}, {'-', 0xAD}, {'_', '-'}, {'\\', '\\'}, {'{', '{'}, {'}', '}'}};
    if (c == '*') {
        r->ignorable = true;
        return;
    }
    r->ignorable = false;
    if (c == '\'') {
        hex_character(r);
        return;
    }
    if (r->skip) {
        r->skip--;
        return;
    }
    if (c == '\n' || c == '\r') {
        tc_rtf_paragraph(r);
        return;
    }
    for (size_t i = 0; i < sizeof SYMBOLS / sizeof *SYMBOLS; i++)
        if (SYMBOLS[i].symbol == c && tc_rtf_top(r)->where == TC_RTF_TEXT)
            tc_rtf_add_character(r, SYMBOLS[i].cp);
}

/* Behind the backslash. */
static void read_control(tc_rtf *r)
{
    control c = {.number = 0};
    if (r->pos >= r->in.len)
        return;
    if (!tc_ascii_letter(peek(r))) {
        control_symbol(r, r->in.ptr[r->pos++]);
        return;
    }
    size_t n = 0;
    for (; tc_ascii_letter(peek(r)); r->pos++)
        if (n + 1 < sizeof c.word)
            c.word[n++] = peek(r);
    bool minus = peek(r) == '-';
    r->pos += minus;
    for (; peek(r) >= '0' && peek(r) <= '9'; r->pos++) {
        c.has_number = true;
        if (c.number < 100000000)
            c.number = c.number * 10 + (peek(r) - '0');
    }
    if (minus && !c.has_number)
        r->pos--;
    if (minus)
        c.number = -c.number;
    r->pos += peek(r) == ' ';
    do_control(r, &c);
}

/* ---- the reader ---------------------------------------------------------------------------- */

tc_sniff tc_sniff_rtf(const tc_extraction *x)
{
    return tc_span_starts(tc_span_trim(x->head), TC_SPAN("{\\rtf")) ? TC_SNIFF_SURE : TC_SNIFF_NO;
}

tc_status tc_read_rtf(tc_extraction *x, tc_error *err)
{
    (void)err;
    tc_rtf *r = tc_arena_alloc(x->arena, sizeof *r);
    r->x = x;
    r->in = x->bytes;
    r->codepage = x->charset ? x->charset : "windows-1252";
    tc_flow_init(&r->flow, x->arena, &x->text);
    tc_para_init(&r->stories[0].text, x);
    r->groups[0] = (tc_rtf_group){.where = TC_RTF_TEXT, .font = SIZE_MAX, .unicode_skip = 1};
    while (r->pos < r->in.len && x->text.status == TC_OK) {
        char c = peek(r);
        if (c == '{' || c == '}' || c == '\\')
            r->pos++;
        if (c == '{')
            open_group(r);
        else if (c == '}')
            close_group(r);
        else if (c == '\\')
            read_control(r);
        else
            plain_characters(r);
    }
    if (r->depth || r->deeper)
        tc_extract_warn(x, "the file ends in the middle");
    tc_rtf_finish(r);
    return TC_OK;
}
